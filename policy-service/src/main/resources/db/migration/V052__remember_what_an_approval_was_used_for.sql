-- The request that used it, by its caller and the key under which that repeats it.
ALTER TABLE approval ADD COLUMN consumer_id text;
ALTER TABLE approval ADD COLUMN consumer_key text;
