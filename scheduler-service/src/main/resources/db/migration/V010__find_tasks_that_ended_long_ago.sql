CREATE INDEX task_by_end ON task (finished_at) WHERE status IN ('COMPLETED', 'FAILED', 'CANCELLED', 'DEAD');
