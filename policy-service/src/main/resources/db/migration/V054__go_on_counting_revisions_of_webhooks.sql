-- Where a deleted webhook's count ended: one that is made anew goes on there, so that no ETag stands for two of them.
CREATE TABLE approval_webhook_past (
    namespace text   PRIMARY KEY,
    revision  bigint NOT NULL
);
