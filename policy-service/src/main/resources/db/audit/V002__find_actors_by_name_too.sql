-- Who looks for an actor gives an id or a name; PostgreSQL uses an index for such an OR only if each side has one.
CREATE INDEX entry_by_actor_name ON entry (namespace, actor_name, number);

-- Whoever reads the log for long holds up the end of a month, and behind that everyone who writes; so it tries again later.
ALTER FUNCTION drop_months_before(timestamptz) SET lock_timeout = '5s';
