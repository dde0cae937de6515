-- Whose a lease is or was. A task that was queued again has another agent or none, and its token stays for a repeated report; of one
-- from before nobody knows whose it was.
ALTER TABLE task ADD COLUMN lease_holder uuid;

UPDATE task
SET lease_holder = CASE WHEN status IN ('RUNNING', 'COMPLETED', 'FAILED', 'DEAD') THEN agent_id END,
    lease_token  = CASE WHEN status IN ('RUNNING', 'COMPLETED', 'FAILED', 'DEAD') AND agent_id IS NOT NULL THEN lease_token END
WHERE lease_token IS NOT NULL;

ALTER TABLE task ADD CONSTRAINT lease_has_holder CHECK ((lease_token IS NULL) = (lease_holder IS NULL));
