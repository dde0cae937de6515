-- What happened to agents, in the order of commits: the history of each, and what watchers are told.
CREATE TABLE agent_event (
    number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction xid8        NOT NULL DEFAULT pg_current_xact_id(),
    namespace   text        NOT NULL,
    agent_id    uuid        NOT NULL REFERENCES agent,
    type        text        NOT NULL,
    at          timestamptz NOT NULL,
    actor       text        NOT NULL,
    state       jsonb       NOT NULL
);

CREATE INDEX agent_event_by_agent ON agent_event (agent_id, number);
CREATE INDEX agent_event_by_transaction ON agent_event (transaction, number);
