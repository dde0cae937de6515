-- The empty agent id stands for all agents of the namespace. Rows stay when the switch is released: the revision goes on.
CREATE TABLE kill_switch (
    namespace text        NOT NULL,
    agent_id  text        NOT NULL,
    killed    boolean     NOT NULL,
    reason    text        NOT NULL,
    changed_by text       NOT NULL,
    at        timestamptz NOT NULL,
    revision  bigint      NOT NULL,
    PRIMARY KEY (namespace, agent_id)
);

CREATE INDEX kill_switch_on ON kill_switch (namespace, agent_id) WHERE killed;
