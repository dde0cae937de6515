-- Money is in millionths of a dollar. A limit that is absent is none.
CREATE TABLE budget (
    id          uuid   PRIMARY KEY,
    namespace   text   NOT NULL,
    scope       text   NOT NULL,
    subject     text   NOT NULL,
    period      text   NOT NULL,
    money       bigint,
    tokens      bigint,
    task_money  bigint,
    task_tokens bigint,
    revision    bigint NOT NULL,
    CONSTRAINT budget_subject UNIQUE (namespace, scope, subject)
);

CREATE INDEX budget_by_namespace ON budget (namespace, id);

-- What of a budget is taken: in one period, or (task not empty, started at the epoch) by one task.
CREATE TABLE budget_account (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace        text        NOT NULL,
    budget_id        uuid        NOT NULL REFERENCES budget,
    starts_at        timestamptz NOT NULL,
    task             text        NOT NULL,
    reserved_money   bigint      NOT NULL CHECK (reserved_money >= 0),
    reserved_tokens  bigint      NOT NULL CHECK (reserved_tokens >= 0),
    spent_money      bigint      NOT NULL DEFAULT 0,
    spent_tokens     bigint      NOT NULL DEFAULT 0,
    -- What was spent beyond what had been reserved for it.
    overspent_money  bigint      NOT NULL DEFAULT 0,
    overspent_tokens bigint      NOT NULL DEFAULT 0,
    -- The limits by which the last reservation was let in.
    ceiling_money    bigint,
    ceiling_tokens   bigint,
    notified         integer     NOT NULL DEFAULT 0,
    touched_at       timestamptz NOT NULL,
    CONSTRAINT budget_account_place UNIQUE (budget_id, starts_at, task),
    -- The database's own word that no reservation was let in above a limit, whatever the service believes.
    CONSTRAINT budget_account_money_ceiling CHECK (reserved_money + spent_money - overspent_money <= ceiling_money),
    CONSTRAINT budget_account_tokens_ceiling CHECK (reserved_tokens + spent_tokens - overspent_tokens <= ceiling_tokens)
);

CREATE INDEX budget_account_of_task ON budget_account (touched_at) WHERE task <> '';

CREATE TABLE budget_reservation (
    id         uuid        PRIMARY KEY,
    namespace  text        NOT NULL,
    agent_id   uuid        NOT NULL,
    owner      text,
    task_id    uuid,
    money      bigint      NOT NULL,
    tokens     bigint      NOT NULL,
    status     text        NOT NULL,
    spent_money  bigint,
    spent_tokens bigint,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    accounts   bigint[]    NOT NULL
);

CREATE INDEX budget_reservation_due ON budget_reservation (namespace, expires_at) WHERE status = 'HELD';
CREATE INDEX budget_reservation_by_age ON budget_reservation USING brin (created_at);
