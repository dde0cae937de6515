-- What an agent may do at all. Rows stay when an entry is deleted: the revision goes on.
CREATE TABLE agent_permissions (
    namespace   text    NOT NULL,
    agent_id    uuid    NOT NULL,
    permissions jsonb   NOT NULL,
    deleted     boolean NOT NULL,
    revision    bigint  NOT NULL,
    PRIMARY KEY (namespace, agent_id)
);
