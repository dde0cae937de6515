-- Endpoints of instances that an agent has no more, whatever took them away: only who registers one anew brings it back, no
-- heartbeat. An endpoint that has not been heard of for 30 days is forgotten, so that the table doesn't grow for good.
CREATE TABLE removed_instance (
    agent_id uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
    -- An endpoint can be longer than what an index takes.
    endpoint_md5 uuid NOT NULL,
    heard_at timestamptz NOT NULL,
    PRIMARY KEY (agent_id, endpoint_md5)
);

INSERT INTO removed_instance (agent_id, endpoint_md5, heard_at)
SELECT DISTINCT id, CAST(md5(unnest(removed_endpoints)) AS uuid), now() FROM agent;

ALTER TABLE agent DROP COLUMN removed_endpoints;

CREATE FUNCTION remember_removed_instances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM removed_instance
    WHERE agent_id = NEW.id AND (heard_at < now() - interval '30 days'
        OR endpoint_md5 IN (
            SELECT CAST(md5(instance ->> 'endpoint') AS uuid) FROM jsonb_array_elements(NEW.instances) AS instance));
    INSERT INTO removed_instance (agent_id, endpoint_md5, heard_at)
    SELECT NEW.id, CAST(md5(gone.endpoint) AS uuid), now() FROM (
        SELECT instance ->> 'endpoint' FROM jsonb_array_elements(OLD.instances) AS instance
        EXCEPT
        SELECT instance ->> 'endpoint' FROM jsonb_array_elements(NEW.instances) AS instance) AS gone (endpoint);
    RETURN NULL;
END
$$;

CREATE TRIGGER remember_removed_instances AFTER UPDATE OF instances ON agent
FOR EACH ROW WHEN (OLD.instances IS DISTINCT FROM NEW.instances) EXECUTE FUNCTION remember_removed_instances();
