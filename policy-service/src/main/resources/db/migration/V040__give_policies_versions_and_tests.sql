ALTER TABLE policy ADD COLUMN expression text;
ALTER TABLE policy ADD COLUMN tests jsonb NOT NULL DEFAULT '[]';
ALTER TABLE policy ALTER COLUMN tests DROP DEFAULT;

-- What each policy was, change by change; it outlives the policy.
CREATE TABLE policy_version (
    namespace  text        NOT NULL,
    policy_id  uuid        NOT NULL,
    revision   bigint      NOT NULL,
    at         timestamptz NOT NULL,
    changed_by text        NOT NULL,
    deleted    boolean     NOT NULL,
    policy     jsonb       NOT NULL,
    PRIMARY KEY (policy_id, revision)
);

-- What holds where no policy decides.
CREATE TABLE default_decision (
    namespace text   PRIMARY KEY,
    decision  text   NOT NULL,
    revision  bigint NOT NULL
);
