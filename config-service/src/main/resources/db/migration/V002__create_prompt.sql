CREATE TABLE prompt (
    id             uuid        PRIMARY KEY,
    namespace      text        NOT NULL,
    name           text        NOT NULL,
    latest_version integer     NOT NULL,
    created_at     timestamptz NOT NULL,
    revision       bigint      NOT NULL,
    CONSTRAINT prompt_name UNIQUE (namespace, name)
);

-- Rows are added in the transaction that counts latest_version up and never touched again.
CREATE TABLE prompt_version (
    prompt_id        uuid        NOT NULL REFERENCES prompt,
    version          integer     NOT NULL,
    namespace        text        NOT NULL,
    content          text        NOT NULL,
    config           jsonb       NOT NULL,
    author           text        NOT NULL,
    reason           text        NOT NULL,
    previous_version integer,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (prompt_id, version)
);
