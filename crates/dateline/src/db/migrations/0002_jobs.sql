-- Work to do later: a mail, a ping. Small, stored as text, and harmless when done twice.
CREATE TABLE jobs (
    id @id,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,                         -- quick, heavy: each is done by a runner of its own
    payload TEXT NOT NULL,                      -- JSON
    once TEXT UNIQUE,                           -- while a job with this name waits, a second one is not queued
    state TEXT NOT NULL,                        -- waiting, failed; what is done is gone
    due BIGINT NOT NULL,                        -- while it is being done: when another may take it over
    tries BIGINT NOT NULL DEFAULT 0,
    said TEXT NOT NULL DEFAULT '',              -- what went wrong last
    created_at BIGINT NOT NULL
);
CREATE INDEX jobs_due ON jobs (lane, state, due);
