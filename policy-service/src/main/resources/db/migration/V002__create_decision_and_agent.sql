CREATE TABLE decision (
    id        uuid        PRIMARY KEY,
    at        timestamptz NOT NULL,
    namespace text        NOT NULL,
    agent_id  text        NOT NULL,
    action    text        NOT NULL,
    resource  text,
    outcome   text        NOT NULL,
    policy_id text,
    logged    jsonb       NOT NULL,
    context   jsonb
);

CREATE INDEX decision_by_namespace ON decision (namespace, id);
CREATE INDEX decision_by_agent ON decision (namespace, agent_id, id);
-- Rows come in the order of time, so a few pages of index tell which are old enough to be forgotten.
CREATE INDEX decision_by_age ON decision USING brin (at);

-- A projection of the registry's events.
CREATE TABLE agent (
    id         text   PRIMARY KEY,
    namespace  text   NOT NULL,
    attributes jsonb  NOT NULL,
    revision   bigint NOT NULL
);
