-- The secret is kept as it is: each delivery is signed with it.
CREATE TABLE approval_webhook (
    namespace  text        PRIMARY KEY,
    url        text        NOT NULL,
    secret     text        NOT NULL,
    changed_at timestamptz NOT NULL,
    revision   bigint      NOT NULL
);

-- Written in the transaction of what it tells. A sender takes a row by moving next_attempt_at beyond its own time limit.
CREATE TABLE approval_delivery (
    id              uuid        PRIMARY KEY,
    namespace       text        NOT NULL,
    approval_id     uuid        NOT NULL,
    type            text        NOT NULL,
    body            text        NOT NULL,
    status          text        NOT NULL,
    attempts        integer     NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    last_fault      text,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz
);

CREATE INDEX approval_delivery_due ON approval_delivery (next_attempt_at) WHERE status = 'PENDING';
CREATE INDEX approval_delivery_by_namespace ON approval_delivery (namespace, id);
CREATE INDEX approval_delivery_by_age ON approval_delivery USING brin (created_at);
