CREATE TABLE outbox_event (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid        NOT NULL,
    topic        text        NOT NULL,
    type         text        NOT NULL,
    source       text        NOT NULL,
    subject      text        NOT NULL,
    namespace    text        NOT NULL,
    revision     bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    trace_parent text,
    state        bytea       NOT NULL
);

CREATE TABLE idempotency_key (
    namespace    text        NOT NULL,
    caller       text        NOT NULL,
    key          text        NOT NULL,
    request_hash text        NOT NULL,
    answer       text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (namespace, caller, key)
);

CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
