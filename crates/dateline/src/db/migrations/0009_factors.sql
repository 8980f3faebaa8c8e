-- Second factors: passkeys, codes of an app, codes for a rainy day.
ALTER TABLE accounts ADD COLUMN handle TEXT;    -- what passkeys know somebody by: 16 random bytes in hex, made with the first
CREATE UNIQUE INDEX accounts_by_handle ON accounts (handle);
-- An app that makes codes (RFC 6238). Its secret must be known here to check a code.
CREATE TABLE code_apps (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    secret TEXT NOT NULL,                       -- in base 32
    made_at BIGINT NOT NULL,
    confirmed_at BIGINT,                        -- it counts once a code of it was given
    last_step BIGINT NOT NULL DEFAULT 0         -- the step whose code was used last: each works once
);
CREATE TABLE recovery_codes (
    person_id BIGINT NOT NULL REFERENCES people (id),
    hash TEXT NOT NULL,                         -- SHA-256
    PRIMARY KEY (person_id, hash)
) @compact;
CREATE TABLE passkeys (
    id @id,
    credential_id TEXT NOT NULL UNIQUE,         -- in hex
    person_id BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,                         -- as its owner calls it
    credential TEXT NOT NULL,                   -- JSON: the public key, and how the device keeps it
    counter BIGINT NOT NULL,                    -- how often it signed, where the device counts
    made_at BIGINT NOT NULL,
    used_on BIGINT                              -- to the day
);
CREATE INDEX passkeys_of ON passkeys (person_id, id);
-- A passkey that is being made or asked for: what the browser's answer is compared with.
CREATE TABLE ceremonies (
    hash TEXT PRIMARY KEY,                      -- SHA-256 of what the browser was given
    kind TEXT NOT NULL,                         -- register, step, sign-in
    person_id BIGINT,
    state TEXT NOT NULL,                        -- JSON
    ends_at BIGINT NOT NULL
) @compact;
CREATE INDEX ceremonies_by_end ON ceremonies (ends_at);
