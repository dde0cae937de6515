ALTER TABLE agent
    ADD COLUMN status_since          timestamptz,
    ADD COLUMN drain_until           timestamptz,
    ADD COLUMN degraded_after_millis bigint,
    ADD COLUMN instances             jsonb   NOT NULL DEFAULT '[]',
    -- A decommissioned agent whose name and version someone else may take again.
    ADD COLUMN retired               boolean NOT NULL DEFAULT false,
    -- The last bits of a UUIDv7 are random, so agents spread evenly.
    ADD COLUMN shard                 integer NOT NULL
        GENERATED ALWAYS AS ((('x' || right(id::text, 2))::bit(8)::integer) & 63) STORED,
    -- Words of letters and digits, so that a part of "data-cleaner" is found as well.
    ADD COLUMN words                 tsvector NOT NULL
        GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(name || ' ' || description, '[^[:alnum:]]+', ' ', 'g')))
        STORED;

UPDATE agent SET status_since = registered_at;
ALTER TABLE agent ALTER COLUMN status_since SET NOT NULL;

ALTER TABLE agent DROP CONSTRAINT agent_name_and_version;
CREATE UNIQUE INDEX agent_name_and_version ON agent (namespace, name, version) WHERE NOT retired;
CREATE INDEX agent_by_shard ON agent (shard, status);
CREATE INDEX agent_by_owner ON agent (namespace, owner, id);
CREATE INDEX agent_by_words ON agent USING gin (words);
CREATE INDEX agent_by_backup ON agent (backup_agent_id) WHERE backup_agent_id IS NOT NULL;

-- Who may register versions under a name, and from when on anyone may again.
CREATE TABLE agent_name (
    namespace text NOT NULL,
    name      text NOT NULL,
    owner     text NOT NULL,
    free_at   timestamptz,
    PRIMARY KEY (namespace, name)
);

INSERT INTO agent_name (namespace, name, owner)
SELECT DISTINCT ON (namespace, name) namespace, name, owner FROM agent ORDER BY namespace, name, id DESC;
