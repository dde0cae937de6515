CREATE TABLE principal (
    id        uuid    PRIMARY KEY,
    namespace text    NOT NULL,
    name      text    NOT NULL,
    kind      text    NOT NULL,
    roles     text[]  NOT NULL,
    enabled   boolean NOT NULL,
    revision  bigint  NOT NULL,
    CONSTRAINT principal_name UNIQUE (namespace, name)
);

CREATE INDEX principal_by_namespace ON principal (namespace, id);

-- The key itself is nowhere in here.
CREATE TABLE api_key (
    id           uuid        PRIMARY KEY,
    namespace    text        NOT NULL,
    principal_id uuid        NOT NULL REFERENCES principal ON DELETE CASCADE,
    prefix       text        NOT NULL,
    hash         text        NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    revision     bigint      NOT NULL
);

CREATE INDEX api_key_by_namespace ON api_key (namespace, id);
CREATE INDEX api_key_by_principal ON api_key (principal_id, id);
