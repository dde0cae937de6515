-- While an agent drains it is given nothing new; when it has left, the reason is what tasks that nobody else can do fail with.
ALTER TABLE agent
    ADD COLUMN status_reason text,
    ADD COLUMN drain_until   timestamptz;

CREATE INDEX agent_for_hand_over ON agent (namespace) WHERE status = 'ACTIVE' AND drain_until IS NULL;

-- Attempts that were lost by no fault of the task and so count against no limit.
ALTER TABLE task ADD COLUMN forgiven integer NOT NULL DEFAULT 0;
