-- Endpoints of instances that an agent has no more, whatever took them away: only who registers one anew brings it back, no
-- heartbeat. One that has not been heard of for 30 days counts no more, and the service deletes it.
CREATE TABLE removed_instance (
    agent_id uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
    -- An endpoint can be longer than what an index takes.
    endpoint_md5 uuid NOT NULL,
    heard_at timestamptz NOT NULL,
    PRIMARY KEY (agent_id, endpoint_md5)
);

INSERT INTO removed_instance (agent_id, endpoint_md5, heard_at)
SELECT DISTINCT id, CAST(md5(unnest(removed_endpoints)) AS uuid), now() FROM agent;

CREATE INDEX removed_instance_by_age ON removed_instance (heard_at);

-- Stays for one release, so that replicas of the release before, which read and write it, run beside those of this one.
COMMENT ON COLUMN agent.removed_endpoints IS 'Replaced by removed_instance; to be dropped in the next release';

CREATE FUNCTION remember_removed_instances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM removed_instance
    WHERE agent_id = NEW.id AND endpoint_md5 = ANY (ARRAY(
        SELECT CAST(md5(instance ->> 'endpoint') AS uuid) FROM jsonb_array_elements(NEW.instances) AS instance));
    INSERT INTO removed_instance (agent_id, endpoint_md5, heard_at)
    SELECT NEW.id, CAST(md5(gone.endpoint) AS uuid), now() FROM (
        SELECT instance ->> 'endpoint' FROM jsonb_array_elements(OLD.instances) AS instance
        EXCEPT
        SELECT instance ->> 'endpoint' FROM jsonb_array_elements(NEW.instances) AS instance) AS gone (endpoint)
    ON CONFLICT (agent_id, endpoint_md5) DO UPDATE SET heard_at = now();
    RETURN NULL;
END
$$;

CREATE TRIGGER remember_removed_instances AFTER UPDATE OF instances ON agent
FOR EACH ROW WHEN (OLD.instances IS DISTINCT FROM NEW.instances) EXECUTE FUNCTION remember_removed_instances();
