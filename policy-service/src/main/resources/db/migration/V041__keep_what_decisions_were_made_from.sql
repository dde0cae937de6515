-- What was known of the agent when it asked, so that another set of policies can be tried on the same question.
ALTER TABLE decision ADD COLUMN agent jsonb;

-- When a policy decided last, and which ones were only noted.
CREATE INDEX decision_by_policy ON decision (namespace, policy_id, at) WHERE policy_id IS NOT NULL;
CREATE INDEX decision_by_note ON decision USING gin (logged jsonb_path_ops) WHERE logged <> '[]';
