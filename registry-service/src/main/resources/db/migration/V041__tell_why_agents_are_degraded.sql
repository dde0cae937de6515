ALTER TABLE agent ADD COLUMN degraded_for text;
UPDATE agent SET degraded_for = 'SILENCE' WHERE status = 'DEGRADED';
