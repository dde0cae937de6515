CREATE TABLE kafka_cluster (
    is_the_only_row boolean     PRIMARY KEY DEFAULT true CHECK (is_the_only_row),
    id              text        NOT NULL,
    since           timestamptz NOT NULL DEFAULT now()
);
