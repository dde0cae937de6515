CREATE INDEX agent_by_role ON agent (namespace, role, id);
