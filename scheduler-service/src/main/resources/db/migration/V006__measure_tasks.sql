-- How large the two are when they are read, so that pages and claims are bounded without reading them.
ALTER TABLE task
    ADD COLUMN payload_size integer GENERATED ALWAYS AS (coalesce(octet_length(payload::text), 0)) STORED,
    ADD COLUMN result_size  integer GENERATED ALWAYS AS (coalesce(octet_length(result::text), 0)) STORED;
