CREATE TABLE agent (
    id              uuid        PRIMARY KEY,
    namespace       text        NOT NULL,
    name            text        NOT NULL,
    version         text        NOT NULL,
    description     text        NOT NULL,
    owner           text        NOT NULL,
    role            text        NOT NULL,
    specialization  text,
    capabilities    text[]      NOT NULL,
    tools           text[]      NOT NULL,
    model           text,
    endpoint        text,
    protocols       text[]      NOT NULL,
    max_concurrency integer     NOT NULL,
    timeout_millis  bigint      NOT NULL,
    tags            jsonb       NOT NULL,
    resources       jsonb,
    backup_agent_id uuid,
    status          text        NOT NULL,
    status_reason   text,
    registered_at   timestamptz NOT NULL,
    revision        bigint      NOT NULL,
    CONSTRAINT agent_name_and_version UNIQUE (namespace, name, version)
);

CREATE INDEX agent_by_status ON agent (namespace, status, id);
CREATE INDEX agent_by_capability ON agent USING gin (capabilities);
CREATE INDEX agent_by_tag ON agent USING gin (tags jsonb_path_ops);

-- Written twice a second for the whole fleet, so it is narrow, apart from the agent, and its rows are updated in place.
CREATE TABLE agent_heartbeat (
    agent_id      uuid             PRIMARY KEY REFERENCES agent,
    at            timestamptz      NOT NULL,
    load          double precision NOT NULL,
    error_rate    double precision,
    response_time_millis bigint
) WITH (fillfactor = 50);
