CREATE TABLE configuration_layer (
    id         uuid        PRIMARY KEY,
    namespace  text        NOT NULL,
    scope      text        NOT NULL,
    values     jsonb       NOT NULL,
    author     text        NOT NULL,
    reason     text        NOT NULL,
    changed_at timestamptz NOT NULL,
    revision   bigint      NOT NULL,
    CONSTRAINT configuration_layer_scope UNIQUE (namespace, scope)
);

-- Rows are added in the transaction of the change and never touched again.
CREATE TABLE configuration_revision (
    namespace  text        NOT NULL,
    scope      text        NOT NULL,
    revision   bigint      NOT NULL,
    values     jsonb       NOT NULL,
    author     text        NOT NULL,
    reason     text        NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (namespace, scope, revision)
);
