-- Who may work at the desk. An account belongs to a person, who may have a byline without one.
CREATE TABLE accounts (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    email TEXT NOT NULL UNIQUE,                 -- in lower case
    role TEXT NOT NULL,                         -- contributor, author, editor, administrator
    password TEXT,                              -- argon2id, as a PHC string
    language TEXT NOT NULL DEFAULT '',          -- the desk's; empty: the site's
    created_at BIGINT NOT NULL,
    seen_on BIGINT,                             -- to the day
    closed_at BIGINT
);
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY,                      -- SHA-256 of what the cookie holds
    person_id BIGINT NOT NULL REFERENCES people (id),
    whole BIGINT NOT NULL,                      -- 0 while the second factor is still to be given
    device TEXT NOT NULL,                       -- "Firefox on Linux", and no more than that
    started_at BIGINT NOT NULL,
    seen_on BIGINT NOT NULL,                    -- to the day
    ends_at BIGINT NOT NULL
) @compact;
CREATE INDEX sessions_of ON sessions (person_id);
CREATE INDEX sessions_by_end ON sessions (ends_at);
-- Links that work once: the first start, an invitation, a forgotten password.
CREATE TABLE tickets (
    id @id,
    hash TEXT NOT NULL UNIQUE,                  -- SHA-256 of what the link holds
    kind TEXT NOT NULL,                         -- setup, invitation, reset
    person_id BIGINT,
    email TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    ends_at BIGINT NOT NULL
);
CREATE INDEX tickets_by_end ON tickets (ends_at);
-- Where somebody at the desk acted from; forgotten after a time that the site sets.
ALTER TABLE audit ADD COLUMN address TEXT;
CREATE INDEX audit_by_address ON audit (at) WHERE address IS NOT NULL;
