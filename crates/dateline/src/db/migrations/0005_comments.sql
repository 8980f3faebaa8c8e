-- Comments that readers leave here: what is decided of them, what is reported, and how long an address is kept.

-- The moment at which the promise beside the form is kept: the address is deleted. NULL for imported ones.
ALTER TABLE comments ADD COLUMN email_until BIGINT;
-- Of what it says, to find the same text sent twice; 0 for imported ones.
ALTER TABLE comments ADD COLUMN digest BIGINT NOT NULL DEFAULT 0;
-- When its writer had it erased: no import may bring it back.
ALTER TABLE comments ADD COLUMN erased_at BIGINT;
CREATE INDEX comments_by_digest ON comments (article_id, digest) WHERE digest <> 0;
CREATE INDEX comments_email_until ON comments (email_until) WHERE email_until IS NOT NULL;
CREATE INDEX comments_by_email ON comments (lower(email)) WHERE email IS NOT NULL;

-- Append-only: who decided what of a comment, when and why.
CREATE TABLE comment_decisions (
    id @id,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    via TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX comment_decisions_of ON comment_decisions (comment_id, id);

-- What readers report. Who did is not kept.
CREATE TABLE comment_reports (
    id @id,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,                       -- insult, falsehood, privacy, advertising, other
    details TEXT NOT NULL DEFAULT '',
    settled_at BIGINT
);
CREATE INDEX comment_reports_of ON comment_reports (comment_id, id);
CREATE INDEX comment_reports_open ON comment_reports (comment_id) WHERE settled_at IS NULL;

-- What forms are signed with. No page, command or log shows it.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) @compact;
