ALTER TABLE task ADD COLUMN submitted_by text;
