-- Endpoints of instances that somebody has removed: a late heartbeat must not bring them back.
ALTER TABLE agent ADD COLUMN removed_endpoints text[] NOT NULL DEFAULT '{}';
