-- As narrow as agent_heartbeat, and for the same reason. A silent instance is one that was marked unhealthy for its
-- silence: its next heartbeat brings it back. Heartbeats don't touch that column, so they are updates in place.
CREATE TABLE instance_heartbeat (
    instance_id uuid             PRIMARY KEY,
    agent_id    uuid             NOT NULL REFERENCES agent,
    at          timestamptz      NOT NULL,
    load        double precision NOT NULL,
    error_rate  double precision,
    response_time_millis bigint,
    silent      boolean          NOT NULL DEFAULT false
) WITH (fillfactor = 50);

CREATE INDEX instance_heartbeat_by_agent ON instance_heartbeat (agent_id);
CREATE INDEX silent_instance ON instance_heartbeat (instance_id) WHERE silent;

-- Which of the agents in a batch of heartbeats have to be taken back.
CREATE INDEX degraded_agent ON agent (id) WHERE status = 'DEGRADED';
-- All that the look for the silent has to know, without reading the agents themselves.
CREATE INDEX watched_agent ON agent (shard, id) INCLUDE (namespace, status_since, degraded_after_millis)
    WHERE status = 'ACTIVE';
