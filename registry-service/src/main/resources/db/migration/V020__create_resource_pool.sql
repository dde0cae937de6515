CREATE TABLE resource_pool (
    id        uuid   PRIMARY KEY,
    namespace text   NOT NULL,
    name      text   NOT NULL,
    revision  bigint NOT NULL DEFAULT 0,
    CONSTRAINT resource_pool_name UNIQUE (namespace, name)
);

CREATE INDEX resource_pool_in_namespace ON resource_pool (namespace, id);

-- What an agent puts in, and how much of that is allocated. CPU is kept in thousandths of a core, memory and storage in
-- bytes, bandwidth in bits per second. The checks are the last line of defence: the code decides under the pool's lock.
CREATE TABLE resource_contribution (
    pool_id         uuid    NOT NULL REFERENCES resource_pool,
    agent_id        uuid    NOT NULL,
    namespace       text    NOT NULL,
    cpu_millis      bigint  NOT NULL,
    memory          bigint  NOT NULL,
    storage         bigint  NOT NULL,
    bandwidth       bigint  NOT NULL,
    used_cpu_millis bigint  NOT NULL DEFAULT 0 CHECK (used_cpu_millis BETWEEN 0 AND cpu_millis),
    used_memory     bigint  NOT NULL DEFAULT 0 CHECK (used_memory BETWEEN 0 AND memory),
    used_storage    bigint  NOT NULL DEFAULT 0 CHECK (used_storage BETWEEN 0 AND storage),
    used_bandwidth  bigint  NOT NULL DEFAULT 0 CHECK (used_bandwidth BETWEEN 0 AND bandwidth),
    -- Its agent has left: nothing is granted from it any more, and it goes as soon as it is unused.
    withdrawing     boolean NOT NULL DEFAULT false,
    revision        bigint  NOT NULL DEFAULT 1,
    PRIMARY KEY (pool_id, agent_id)
) WITH (fillfactor = 70);

CREATE INDEX resource_contribution_by_agent ON resource_contribution (agent_id);

CREATE TABLE resource_allocation (
    id         uuid        PRIMARY KEY,
    pool_id    uuid        NOT NULL REFERENCES resource_pool,
    namespace  text        NOT NULL,
    agent_id   uuid        NOT NULL,
    cpu_millis bigint      NOT NULL CHECK (cpu_millis >= 0),
    memory     bigint      NOT NULL CHECK (memory >= 0),
    storage    bigint      NOT NULL CHECK (storage >= 0),
    bandwidth  bigint      NOT NULL CHECK (bandwidth >= 0),
    granted_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
);

CREATE INDEX resource_allocation_in_pool ON resource_allocation (pool_id, agent_id);
CREATE INDEX resource_allocation_by_agent ON resource_allocation (agent_id);
CREATE INDEX resource_allocation_with_end ON resource_allocation (expires_at) WHERE expires_at IS NOT NULL;

-- Which contributions an allocation is taken from.
CREATE TABLE resource_part (
    allocation_id uuid   NOT NULL REFERENCES resource_allocation,
    pool_id       uuid   NOT NULL,
    agent_id      uuid   NOT NULL,
    cpu_millis    bigint NOT NULL CHECK (cpu_millis >= 0),
    memory        bigint NOT NULL CHECK (memory >= 0),
    storage       bigint NOT NULL CHECK (storage >= 0),
    bandwidth     bigint NOT NULL CHECK (bandwidth >= 0),
    PRIMARY KEY (allocation_id, agent_id),
    FOREIGN KEY (pool_id, agent_id) REFERENCES resource_contribution
);

CREATE INDEX resource_part_of_contribution ON resource_part (pool_id, agent_id);

-- What happened in each pool. Amounts are signed: the sum of all is the present state.
CREATE TABLE resource_ledger (
    pool_id       uuid        NOT NULL REFERENCES resource_pool,
    sequence      bigint      GENERATED ALWAYS AS IDENTITY,
    namespace     text        NOT NULL,
    type          text        NOT NULL,
    at            timestamptz NOT NULL DEFAULT now(),
    agent_id      uuid        NOT NULL,
    consumer_id   uuid,
    allocation_id uuid,
    cpu_millis    bigint      NOT NULL,
    memory        bigint      NOT NULL,
    storage       bigint      NOT NULL,
    bandwidth     bigint      NOT NULL,
    actor         text,
    PRIMARY KEY (pool_id, sequence)
);

CREATE FUNCTION refuse_change_of_resource_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger of resources is only ever added to';
END
$$;

CREATE TRIGGER resource_ledger_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON resource_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_resource_ledger();
