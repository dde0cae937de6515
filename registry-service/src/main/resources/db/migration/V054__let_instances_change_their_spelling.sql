-- An instance whose endpoint is spelled in another way now is no removed one.
CREATE OR REPLACE FUNCTION remember_removed_instances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM removed_instance
    WHERE agent_id = NEW.id AND endpoint_md5 = ANY (ARRAY(
        SELECT CAST(md5(instance ->> 'endpoint') AS uuid) FROM jsonb_array_elements(NEW.instances) AS instance));
    INSERT INTO removed_instance (agent_id, endpoint_md5, heard_at)
    SELECT NEW.id, CAST(md5(gone.endpoint) AS uuid), now() FROM (
        SELECT instance ->> 'endpoint' FROM jsonb_array_elements(OLD.instances) AS instance
        WHERE NOT EXISTS (
            SELECT FROM jsonb_array_elements(NEW.instances) AS kept WHERE kept ->> 'id' = instance ->> 'id')
        EXCEPT
        SELECT instance ->> 'endpoint' FROM jsonb_array_elements(NEW.instances) AS instance) AS gone (endpoint)
    ON CONFLICT (agent_id, endpoint_md5) DO UPDATE SET heard_at = now();
    RETURN NULL;
END
$$;
