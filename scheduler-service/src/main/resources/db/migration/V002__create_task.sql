CREATE TABLE task (
    id             uuid        PRIMARY KEY,
    namespace      text        NOT NULL,
    type           text        NOT NULL,
    payload        jsonb,
    priority       smallint    NOT NULL,
    specialization text,
    -- Sorted and without repetition, so that equal needs are equal arrays.
    capabilities   text[]      NOT NULL,
    deadline       timestamptz,
    max_retries    integer     NOT NULL,
    timeout_millis bigint,
    estimated_cost numeric,
    status         text        NOT NULL,
    agent_id       uuid,
    -- The agent that held the task last and lost it; others go first.
    lost_by        uuid,
    attempt        integer     NOT NULL DEFAULT 0,
    due_at         timestamptz,
    assigned_at    timestamptz,
    lease_token    uuid,
    lease_millis   bigint,
    lease_until    timestamptz,
    progress       double precision,
    result         jsonb,
    error          text,
    revision       bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    started_at     timestamptz,
    finished_at    timestamptz
) WITH (fillfactor = 85);

CREATE INDEX task_in_namespace ON task (namespace, id);
CREATE INDEX task_queued ON task (namespace, capabilities, priority, id) WHERE status = 'QUEUED';
CREATE INDEX task_held ON task (agent_id, status, priority, id) WHERE status IN ('ASSIGNED', 'RUNNING');
CREATE INDEX task_leased ON task (lease_until) WHERE status = 'RUNNING';
CREATE INDEX task_waiting ON task (due_at) WHERE status = 'WAITING';
CREATE INDEX task_with_deadline ON task (deadline)
    WHERE deadline IS NOT NULL AND status IN ('QUEUED', 'ASSIGNED', 'RUNNING', 'WAITING');
CREATE INDEX task_not_done ON task (namespace, status, id) WHERE status IN ('FAILED', 'CANCELLED', 'DEAD');

-- What happened to each task; rows are only ever added.
CREATE TABLE task_event (
    task_id   uuid        NOT NULL,
    sequence  bigint      GENERATED ALWAYS AS IDENTITY,
    namespace text        NOT NULL,
    type      text        NOT NULL,
    at        timestamptz NOT NULL,
    agent_id  uuid,
    attempt   integer     NOT NULL,
    detail    jsonb,
    PRIMARY KEY (task_id, sequence)
);
