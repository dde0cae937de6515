-- Names are unique at home only; who may call a task back is told by the id. Absent for tasks from before.
ALTER TABLE task ADD COLUMN submitter_id text;
