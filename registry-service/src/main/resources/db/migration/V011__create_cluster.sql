CREATE TABLE agent_cluster (
    id           uuid        PRIMARY KEY,
    namespace    text        NOT NULL,
    name         text        NOT NULL,
    purpose      text        NOT NULL,
    lease_millis bigint      NOT NULL,
    leader_id    uuid,
    -- Grows with every new lease; the latest one, be it over or not.
    term         bigint      NOT NULL,
    lease_until  timestamptz,
    -- When an election is due: at the end of the lease, soon when there is no leader, never when there are no members.
    due_at       timestamptz,
    created_at   timestamptz NOT NULL,
    revision     bigint      NOT NULL,
    CONSTRAINT cluster_name UNIQUE (namespace, name)
);

CREATE INDEX cluster_in_namespace ON agent_cluster (namespace, id);
CREATE INDEX cluster_due ON agent_cluster (due_at);

CREATE TABLE cluster_member (
    cluster_id uuid NOT NULL REFERENCES agent_cluster ON DELETE CASCADE,
    agent_id   uuid NOT NULL REFERENCES agent,
    PRIMARY KEY (cluster_id, agent_id)
);

CREATE INDEX cluster_member_of ON cluster_member (agent_id, cluster_id);

-- Every lease there was. A lease that nobody has ended is over when its time is.
CREATE TABLE cluster_lease (
    cluster_id    uuid        NOT NULL REFERENCES agent_cluster ON DELETE CASCADE,
    term          bigint      NOT NULL,
    agent_id      uuid        NOT NULL,
    from_at       timestamptz NOT NULL,
    until_at      timestamptz NOT NULL,
    ended_because text,
    scores        jsonb       NOT NULL,
    PRIMARY KEY (cluster_id, term)
);
