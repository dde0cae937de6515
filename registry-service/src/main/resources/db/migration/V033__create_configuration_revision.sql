-- The newest revisions of configurations, as the configuration service tells of them.
CREATE TABLE configuration_revision (
    namespace text   NOT NULL,
    scope     text   NOT NULL,
    revision  bigint NOT NULL,
    PRIMARY KEY (namespace, scope)
);
