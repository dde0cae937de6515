-- Lies in a schema that the service's role doesn't own: it may read and append, and nothing else. What must change besides
-- is done by the functions below, in their owner's name and within bounds.

CREATE TABLE entry (
    namespace   text        NOT NULL,
    number      bigint      NOT NULL,
    recorded_at timestamptz NOT NULL,
    id          uuid        NOT NULL,
    at          timestamptz NOT NULL,
    actor_id    text,
    actor_name  text,
    action      text        NOT NULL,
    resource    text        NOT NULL,
    outcome     text        NOT NULL,
    status      integer     NOT NULL,
    code        text,
    source      text        NOT NULL,
    trace_id    text,
    previous    bytea       NOT NULL,
    hash        bytea       NOT NULL,
    PRIMARY KEY (namespace, number, recorded_at)
) PARTITION BY RANGE (recorded_at);

CREATE INDEX entry_by_id ON entry (id);
CREATE INDEX entry_by_actor ON entry (namespace, actor_id, number);

-- Where each namespace's chain ends, and behind which entry the part of it begins that is still kept.
CREATE TABLE chain (
    namespace     text        PRIMARY KEY,
    number        bigint      NOT NULL,
    hash          bytea       NOT NULL,
    recorded_at   timestamptz NOT NULL,
    anchor_number bigint      NOT NULL,
    anchor_hash   bytea       NOT NULL
);

-- Keeps a chain for the transaction, so that one writer at a time appends to it.
CREATE FUNCTION hold_chain(of_namespace text) RETURNS SETOF chain
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    origin CONSTANT bytea := decode(repeat('00', 32), 'hex');
BEGIN
    INSERT INTO chain VALUES (of_namespace, 0, origin, to_timestamp(0), 0, origin) ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT * FROM chain WHERE chain.namespace = of_namespace FOR UPDATE;
END $$;

-- Moves a chain's end forward, to an entry that is there.
CREATE FUNCTION advance_chain(of_namespace text, to_number bigint, to_hash bytea, to_time timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
BEGIN
    UPDATE chain SET number = to_number, hash = to_hash, recorded_at = to_time
    WHERE chain.namespace = of_namespace AND chain.number < to_number
      AND EXISTS (SELECT FROM entry
                  WHERE entry.namespace = of_namespace AND entry.number = to_number
                    AND entry.recorded_at = to_time AND entry.hash = to_hash);
    IF NOT FOUND THEN
        RAISE 'A chain moves forward only, to an entry that is there';
    END IF;
END $$;

CREATE FUNCTION make_month(of_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    first date := date_trunc('month', of_day)::date;
    name  text := 'entry_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass('audit.' || name) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('audit.months'));
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF entry FOR VALUES FROM (%L) TO (%L)',
            name, first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00');
    END IF;
END $$;

-- Forgets whole months, but keeps of each chain what the rest of it hangs on. Nobody forgets the last 90 days.
CREATE FUNCTION drop_months_before(keep_from timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    month   record;
    dropped integer := 0;
BEGIN
    IF keep_from > clock_timestamp() - interval '90 days' THEN
        RAISE 'The last 90 days are kept';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('audit.months'));
    FOR month IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'audit.entry'::regclass
        ORDER BY relname
    LOOP
        -- Not in the WHERE above, which may be applied to the names of other tables too.
        EXIT WHEN (to_date(substr(month.relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC' > keep_from;
        EXECUTE format('UPDATE chain SET anchor_number = last.number, anchor_hash = last.hash
            FROM (SELECT DISTINCT ON (namespace) namespace, number, hash FROM %I ORDER BY namespace, number DESC) last
            WHERE chain.namespace = last.namespace', month.relname);
        EXECUTE format('DROP TABLE %I', month.relname);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT USAGE ON SCHEMA audit TO ${service};
GRANT SELECT, INSERT ON entry TO ${service};
GRANT SELECT ON chain TO ${service};
GRANT EXECUTE ON FUNCTION hold_chain, advance_chain, make_month, drop_months_before TO ${service};
