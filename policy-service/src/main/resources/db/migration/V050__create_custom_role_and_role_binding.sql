-- Roles that a namespace has made for itself. Rows stay when a role is deleted: the revision goes on.
CREATE TABLE custom_role (
    namespace   text    NOT NULL,
    name        text    NOT NULL,
    description text    NOT NULL,
    permissions text[]  NOT NULL,
    includes    text[]  NOT NULL,
    deleted     boolean NOT NULL,
    revision    bigint  NOT NULL,
    PRIMARY KEY (namespace, name)
);

-- The roles that a namespace has given to a principal of another one. Those at home stand with the principal.
CREATE TABLE role_binding (
    principal_id uuid   NOT NULL REFERENCES principal ON DELETE CASCADE,
    namespace    text   NOT NULL,
    roles        text[] NOT NULL,
    revision     bigint NOT NULL,
    PRIMARY KEY (principal_id, namespace)
);

CREATE INDEX role_binding_by_namespace ON role_binding (namespace, principal_id);

-- The one agent that a principal is. Until now an agent's principal was named by the agent's id.
ALTER TABLE principal ADD COLUMN agent_id uuid;
UPDATE principal SET agent_id = name::uuid
WHERE kind = 'AGENT' AND name ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

ALTER TABLE api_key ADD COLUMN name text;
ALTER TABLE api_key ADD COLUMN description text;
-- Told by the gateways now and then; no change of the key, so its revision stays.
ALTER TABLE api_key ADD COLUMN last_used_at timestamptz;
