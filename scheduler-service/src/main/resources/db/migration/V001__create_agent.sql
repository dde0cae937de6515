-- The registry's agents as its events tell of them, and how they have done here.
CREATE TABLE agent (
    id                      uuid        PRIMARY KEY,
    namespace               text        NOT NULL,
    name                    text        NOT NULL,
    status                  text        NOT NULL,
    specialization          text,
    capabilities            text[]      NOT NULL,
    max_concurrency         integer     NOT NULL,
    revision                bigint      NOT NULL,
    claimed                 bigint      NOT NULL DEFAULT 0,
    completed               bigint      NOT NULL DEFAULT 0,
    failed                  bigint      NOT NULL DEFAULT 0,
    average_response_millis double precision,
    last_seen_at            timestamptz,
    last_assigned_at        timestamptz,
    suspect                 boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 70);

CREATE INDEX agent_active ON agent (namespace) WHERE status = 'ACTIVE' AND NOT suspect;

-- What agents did since it was last counted. Inserts never wait for each other; updates of the agent's row would.
CREATE TABLE agent_outcome (
    id              bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_id        uuid    NOT NULL,
    claimed         integer NOT NULL,
    completed       integer NOT NULL,
    failed          integer NOT NULL,
    response_millis bigint
);
