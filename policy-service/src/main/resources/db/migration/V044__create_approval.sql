-- Whose approval a policy requires, where it says so.
ALTER TABLE policy ADD COLUMN approval jsonb;

-- What the decision asked for, or was made by.
ALTER TABLE decision ADD COLUMN approval_id uuid;

-- Terms are those of the policy when the approval was asked for. The context is json, which keeps what jsonb can't.
CREATE TABLE approval (
    id           uuid        PRIMARY KEY,
    namespace    text        NOT NULL,
    digest       text        NOT NULL,
    policy_id    uuid        NOT NULL,
    decision_id  uuid        NOT NULL,
    agent_id     text        NOT NULL,
    action       text        NOT NULL,
    resource     text,
    context      json        NOT NULL,
    requester_id text        NOT NULL,
    requester    text        NOT NULL,
    terms        jsonb       NOT NULL,
    status       text        NOT NULL,
    votes        jsonb       NOT NULL,
    comments     jsonb       NOT NULL,
    opened_at    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    decided_at   timestamptz,
    usable_until timestamptz,
    consumed_at  timestamptz,
    consumed_by  uuid,
    revision     bigint      NOT NULL
);

-- The database's own word that nothing is asked for twice at a time, whichever replica is asked.
CREATE UNIQUE INDEX approval_pending_once ON approval (namespace, digest, policy_id) WHERE status = 'PENDING';
CREATE INDEX approval_by_digest ON approval (namespace, digest, policy_id, opened_at);
CREATE INDEX approval_by_namespace ON approval (namespace, id);
CREATE INDEX approval_by_agent ON approval (namespace, agent_id, id);
CREATE INDEX approval_pending ON approval (namespace, id) WHERE status = 'PENDING';
CREATE INDEX approval_due ON approval (expires_at) WHERE status = 'PENDING';
CREATE INDEX approval_by_age ON approval USING brin (opened_at);
