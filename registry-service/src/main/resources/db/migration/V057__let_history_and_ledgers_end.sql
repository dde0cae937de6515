-- History is removed by its age. How far it has been in the order of changes is stored, so that nobody who goes on with a
-- watch from before is taken past something.
CREATE INDEX agent_event_by_age ON agent_event (at);

CREATE TABLE agent_event_removed (
    is_the_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
    transaction     xid8    NOT NULL,
    number          bigint  NOT NULL
);

-- Counts of contributions that are gone are removed by their age too; of those from before nobody knows it.
ALTER TABLE resource_contribution_past ADD COLUMN removed_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX resource_contribution_past_by_age ON resource_contribution_past (removed_at);

-- What the entries add up to that have been removed from a pool's ledger: this and the entries are the present state. What
-- adds up to nothing has no row, so there are no more of them than contributions and allocations.
CREATE TABLE resource_ledger_opening (
    pool_id       uuid   NOT NULL REFERENCES resource_pool,
    agent_id      uuid   NOT NULL,
    consumer_id   uuid,
    allocation_id uuid,
    namespace     text   NOT NULL,
    cpu_millis    bigint NOT NULL,
    memory        bigint NOT NULL,
    storage       bigint NOT NULL,
    bandwidth     bigint NOT NULL,
    CONSTRAINT resource_ledger_opening_place UNIQUE NULLS NOT DISTINCT (pool_id, agent_id, allocation_id, consumer_id)
);

CREATE INDEX resource_ledger_opening_of_nothing ON resource_ledger_opening (pool_id)
    WHERE cpu_millis = 0 AND memory = 0 AND storage = 0 AND bandwidth = 0;

CREATE INDEX resource_ledger_by_age ON resource_ledger (at);

-- The only way out of the ledger: the oldest entries, whichever they are. It does this in the name of the ledger's owner,
-- which the service is not where roles are set up as they should be. Nobody removes the last 30 days.
CREATE FUNCTION remove_resource_ledger_entries(before timestamptz, at_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    removed integer;
BEGIN
    IF before > clock_timestamp() - interval '30 days' THEN
        RAISE 'The last 30 days are kept';
    END IF;
    PERFORM set_config('agentplane.removes_ledger_entries', 'on', true);
    WITH old AS MATERIALIZED (
        SELECT ctid AS place FROM resource_ledger WHERE at < before
        ORDER BY at LIMIT at_most FOR UPDATE SKIP LOCKED),
    gone AS (
        DELETE FROM resource_ledger WHERE ctid = ANY (ARRAY(SELECT place FROM old)) RETURNING *),
    carried AS (
        INSERT INTO resource_ledger_opening AS opening
            (pool_id, agent_id, consumer_id, allocation_id, namespace, cpu_millis, memory, storage, bandwidth)
        SELECT pool_id, agent_id, consumer_id, allocation_id, namespace,
            sum(cpu_millis), sum(memory), sum(storage), sum(bandwidth)
        FROM gone GROUP BY pool_id, agent_id, consumer_id, allocation_id, namespace
        ON CONFLICT ON CONSTRAINT resource_ledger_opening_place DO UPDATE
        SET cpu_millis = opening.cpu_millis + excluded.cpu_millis, memory = opening.memory + excluded.memory,
            storage = opening.storage + excluded.storage, bandwidth = opening.bandwidth + excluded.bandwidth)
    SELECT count(*) INTO removed FROM gone;
    PERFORM set_config('agentplane.removes_ledger_entries', 'off', true);
    DELETE FROM resource_ledger_opening WHERE cpu_millis = 0 AND memory = 0 AND storage = 0 AND bandwidth = 0;
    RETURN removed;
END $$;

-- Whatever schema this is laid into, its name is part of the function: nobody who calls it chooses its tables.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION remove_resource_ledger_entries(timestamptz, integer) SET search_path = %I, pg_temp',
        current_schema());
END $$;

CREATE OR REPLACE FUNCTION refuse_change_of_resource_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('agentplane.removes_ledger_entries', true) = 'on'
        AND EXISTS (SELECT FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
                    WHERE pg_class.oid = TG_RELID AND rolname = current_user) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'The ledger of resources is only ever added to';
END
$$;
