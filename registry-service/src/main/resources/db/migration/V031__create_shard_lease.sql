-- A replica lives as long as it renews its lease; all times are the database's.
CREATE TABLE registry_replica (
    id          uuid        PRIMARY KEY,
    lease_until timestamptz NOT NULL
);

-- A shard is its holder's while the holder's lease lasts. The fence grows with each hand-over.
CREATE TABLE shard_lease (
    shard         integer PRIMARY KEY,
    holder        uuid    REFERENCES registry_replica,
    fence         bigint  NOT NULL DEFAULT 0,
    -- Since when somebody has listened to the shard's agents without a break, and until when where nobody holds it.
    watched_since timestamptz,
    watched_until timestamptz
);

CREATE INDEX shard_lease_by_holder ON shard_lease (holder);

INSERT INTO shard_lease (shard) SELECT * FROM generate_series(0, 63);
