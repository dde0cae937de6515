CREATE TABLE dead_outbox_event (
    LIKE outbox_event,
    failure text        NOT NULL,
    died_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id)
);
