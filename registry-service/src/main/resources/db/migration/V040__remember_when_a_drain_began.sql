ALTER TABLE agent ADD COLUMN drain_since timestamptz;
UPDATE agent SET drain_since = now() WHERE drain_until IS NOT NULL;
CREATE INDEX agent_draining ON agent (id) WHERE drain_until IS NOT NULL;
