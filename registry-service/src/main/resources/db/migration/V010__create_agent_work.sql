-- The scheduler's tasks as its events tell of them: the newest state of each that an agent has or had.
CREATE TABLE agent_task (
    task_id      uuid        PRIMARY KEY,
    namespace    text        NOT NULL,
    agent_id     uuid,
    submitted_by text,
    status       text        NOT NULL,
    revision     bigint      NOT NULL,
    changed_at   timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX agent_task_of_agent ON agent_task (agent_id, changed_at) INCLUDE (submitted_by) WHERE agent_id IS NOT NULL;
CREATE INDEX agent_task_finished ON agent_task (changed_at)
    WHERE status IN ('COMPLETED', 'FAILED', 'CANCELLED', 'DEAD');

-- Moved by what the rows above change to, in the same statement; so it survives their deletion and counts nothing twice.
CREATE TABLE agent_work (
    agent_id  uuid    PRIMARY KEY,
    completed bigint  NOT NULL,
    failed    bigint  NOT NULL,
    open      integer NOT NULL
) WITH (fillfactor = 50);
