-- What the policies were asked about a task, so that they can be asked again when it is requeued. Of tasks from before it is not known,
-- and they are asked about as if nothing had been said.
ALTER TABLE task
    ADD COLUMN action   text NOT NULL DEFAULT 'submit-task',
    ADD COLUMN resource text;
