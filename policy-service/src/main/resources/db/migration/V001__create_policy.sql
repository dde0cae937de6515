CREATE TABLE policy (
    id          uuid        PRIMARY KEY,
    namespace   text        NOT NULL,
    name        text        NOT NULL,
    description text        NOT NULL,
    conditions  jsonb       NOT NULL,
    action      text        NOT NULL,
    priority    integer     NOT NULL,
    enabled     boolean     NOT NULL,
    mode        text        NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    revision    bigint      NOT NULL,
    CONSTRAINT policy_name UNIQUE (namespace, name)
);

CREATE INDEX policy_by_namespace ON policy (namespace, id);

-- Counts the changes of a namespace's policies, so that replicas can tell with one look what they have to read again.
CREATE TABLE policy_set (
    namespace text   PRIMARY KEY,
    revision  bigint NOT NULL
);
