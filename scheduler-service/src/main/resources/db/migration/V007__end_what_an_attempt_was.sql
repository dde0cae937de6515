-- What an attempt was ends with it: a task that waits for its next one has no agent, no lease and no progress.
UPDATE task
SET agent_id    = CASE WHEN status NOT IN ('QUEUED', 'WAITING') THEN agent_id END,
    progress    = CASE WHEN status NOT IN ('QUEUED', 'WAITING', 'ASSIGNED') THEN progress END,
    lease_until = CASE WHEN status = 'RUNNING' THEN lease_until END,
    due_at      = CASE WHEN status = 'WAITING' THEN due_at END
WHERE agent_id IS NOT NULL AND status IN ('QUEUED', 'WAITING')
    OR progress IS NOT NULL AND status IN ('QUEUED', 'WAITING', 'ASSIGNED')
    OR lease_until IS NOT NULL AND status <> 'RUNNING'
    OR due_at IS NOT NULL AND status <> 'WAITING';

ALTER TABLE task ADD CONSTRAINT task_is_at_one_place CHECK (
    (status NOT IN ('QUEUED', 'WAITING') OR agent_id IS NULL)
    AND (status NOT IN ('QUEUED', 'WAITING', 'ASSIGNED') OR progress IS NULL)
    AND (status = 'RUNNING' OR lease_until IS NULL)
    AND (status = 'WAITING' OR due_at IS NULL));
