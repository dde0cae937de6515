CREATE TABLE note (
    id        uuid   PRIMARY KEY,
    namespace text   NOT NULL,
    text      text   NOT NULL,
    revision  bigint NOT NULL
);
