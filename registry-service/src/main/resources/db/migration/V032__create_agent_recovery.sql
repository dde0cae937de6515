-- The steps of a recovery change nothing else of an agent; counting them gives each a revision of its own.
ALTER TABLE agent ADD COLUMN recovery_steps integer NOT NULL DEFAULT 0;

-- What is done for a degraded agent: the latest recovery of each. Only one that is running has a time at which to go on.
CREATE TABLE agent_recovery (
    agent_id   uuid        PRIMARY KEY REFERENCES agent,
    namespace  text        NOT NULL,
    reason     text        NOT NULL,
    status     text        NOT NULL,
    step       text        NOT NULL,
    attempt    integer     NOT NULL,
    started_at timestamptz NOT NULL,
    step_since timestamptz NOT NULL,
    next_at    timestamptz,
    -- Grows with each claim, so that a worker that was too slow changes nothing.
    claims     bigint      NOT NULL,
    outcomes   jsonb       NOT NULL
);

CREATE INDEX agent_recovery_due ON agent_recovery (next_at) WHERE next_at IS NOT NULL;
