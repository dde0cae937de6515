-- The service itself cuts names and descriptions into words, as it cuts what is asked for: how PostgreSQL does it depends on
-- the locale of the database. Null is what was not cut yet; the service catches up by itself.
ALTER TABLE agent ALTER COLUMN words DROP EXPRESSION;
ALTER TABLE agent ALTER COLUMN words DROP NOT NULL;
UPDATE agent SET words = NULL;
CREATE INDEX agent_without_words ON agent (id) WHERE words IS NULL;

-- Values of tags are compared, so there is one spelling of each.
UPDATE agent
SET tags = (SELECT jsonb_object_agg(key, normalize(value, NFC)) FROM jsonb_each_text(tags))
WHERE tags::text IS NOT NFC NORMALIZED;
