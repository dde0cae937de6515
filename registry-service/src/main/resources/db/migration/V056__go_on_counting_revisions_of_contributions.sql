-- Where a removed contribution's count ended: one that is made anew goes on there, so that no ETag stands for two of them.
CREATE TABLE resource_contribution_past (
    pool_id  uuid   NOT NULL REFERENCES resource_pool,
    agent_id uuid   NOT NULL,
    revision bigint NOT NULL,
    PRIMARY KEY (pool_id, agent_id)
);
