-- How we know this: what editors confirmed of sources, proposals, public versions, corrections, readers' reports of
-- errors, what was taken down and what was erased.

-- Append-only: an editor has confirmed exactly this. `digest` is the SHA-256 of what was confirmed, so that whoever changes
-- it afterwards has changed something that nobody confirmed.
CREATE TABLE source_confirmations (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    what TEXT NOT NULL,                         -- source; origins: the whole chain with its count
    digest TEXT NOT NULL,
    person_id BIGINT,
    at BIGINT NOT NULL,
    UNIQUE (article_id, what, digest)
);

-- The highest number that a source of an article ever had: it is given to no other, also when its source is gone.
ALTER TABLE articles ADD COLUMN sources_numbered BIGINT NOT NULL DEFAULT 0;

-- Derived: what the text of an article's newest revision seems to say of its sources, for an editor to look at.
CREATE TABLE source_proposals (
    article_id BIGINT NOT NULL REFERENCES articles (id),
    number BIGINT NOT NULL,                     -- the order in the text
    revision BIGINT NOT NULL,                   -- the number of the revision whose text was read
    digest TEXT NOT NULL,                       -- SHA-256 of the passage, the source, the cue and whom it quotes
    proposal TEXT NOT NULL,                     -- JSON
    PRIMARY KEY (article_id, number)
) @compact;
-- Which articles were read, and at which revision: one that has no proposals is not read again.
CREATE TABLE source_readings (
    article_id BIGINT PRIMARY KEY REFERENCES articles (id),
    revision BIGINT NOT NULL,
    proposals BIGINT NOT NULL,                  -- how many of them nobody has looked at
    at BIGINT NOT NULL
);
CREATE INDEX source_readings_open ON source_readings (article_id) WHERE proposals > 0;
-- Append-only: somebody said that this is no source.
CREATE TABLE source_refusals (
    article_id BIGINT NOT NULL REFERENCES articles (id),
    digest TEXT NOT NULL,
    person_id BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (article_id, digest)
) @compact;

-- Which of an article's publications readers see now, counted from 1, and since when.
ALTER TABLE published_articles ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE published_articles ADD COLUMN version_from BIGINT NOT NULL DEFAULT 0;
-- How the page of an article that is not live any more answers: 410, or 451 where the law closed it.
ALTER TABLE published_articles ADD COLUMN closed BIGINT NOT NULL DEFAULT 410;
UPDATE published_articles SET
    version = (SELECT COUNT(*) FROM publications p WHERE p.article_id = published_articles.id AND p.id <= published_articles.publication_id),
    version_from = COALESCE((SELECT p.from_at FROM publications p WHERE p.id = published_articles.publication_id), 0)
WHERE publication_id > 0;

-- What readers saw before: a row for each publication that was replaced, of an article that is live. One that was taken
-- down keeps its row with its times alone.
CREATE TABLE published_versions (
    article_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    publication_id BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    status BIGINT NOT NULL DEFAULT 200,         -- 451 or 410: taken down
    note TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL,
    kicker TEXT NOT NULL,
    headline TEXT NOT NULL,
    standfirst TEXT NOT NULL,
    section_id BIGINT,
    published_on BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    view TEXT NOT NULL,
    body TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (article_id, version)
);
CREATE UNIQUE INDEX published_versions_of ON published_versions (publication_id);
CREATE INDEX published_versions_by_time ON published_versions (article_id, from_at);
CREATE INDEX published_articles_again ON published_articles (id) WHERE version > 1;

-- Append-only: what was wrong, in which publications it stood, and which one mends it. None is deleted; one that was wrong
-- itself is followed by another that `corrects` it.
CREATE TABLE corrections (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    kind TEXT NOT NULL,                         -- correction, clarification, update, retraction
    text TEXT NOT NULL,                         -- what readers are told
    was TEXT NOT NULL DEFAULT '',               -- what was wrong, as it stood
    first_publication BIGINT NOT NULL REFERENCES publications (id),
    last_publication BIGINT NOT NULL REFERENCES publications (id),
    mended_by BIGINT REFERENCES publications (id),  -- none: the text stands, and this is said of it
    corrects BIGINT REFERENCES corrections (id),
    person_id BIGINT,
    at BIGINT NOT NULL
);
CREATE INDEX corrections_of ON corrections (article_id, id);
CREATE INDEX corrections_correcting ON corrections (corrects, id) WHERE corrects IS NOT NULL;

CREATE TABLE published_corrections (
    id BIGINT PRIMARY KEY,
    article_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,                         -- empty when it was taken down
    was TEXT NOT NULL,
    first_version BIGINT NOT NULL,
    last_version BIGINT NOT NULL,
    mended_in BIGINT,                           -- a version
    wrong_from BIGINT NOT NULL,                 -- when it began to stand (UTC microseconds)
    wrong_until BIGINT NOT NULL,
    corrects BIGINT,
    corrected_by BIGINT,
    at BIGINT NOT NULL,
    status BIGINT NOT NULL DEFAULT 200,         -- 451 or 410: taken down
    note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX published_corrections_of ON published_corrections (article_id, id);
CREATE INDEX published_corrections_by_time ON published_corrections (at, id);

-- What readers said is wrong. Nothing of where they came from is kept.
CREATE TABLE error_reports (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    publication_id BIGINT NOT NULL,             -- what they saw
    passage TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    email TEXT,
    at BIGINT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',         -- open, corrected, declined
    answer TEXT NOT NULL DEFAULT '',            -- what the reader is told
    correction_id BIGINT REFERENCES corrections (id),
    person_id BIGINT,
    answered_at BIGINT
);
CREATE INDEX error_reports_open ON error_reports (id) WHERE state = 'open';
CREATE INDEX error_reports_of ON error_reports (article_id, id);
CREATE INDEX error_reports_by_email ON error_reports (email) WHERE email IS NOT NULL;

-- What was closed to readers, how, and what they are told. The reason is the newsroom's. One that was opened again has an end.
CREATE TABLE takedowns (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    what TEXT NOT NULL,                         -- version, comparison, correction
    publication_id BIGINT REFERENCES publications (id),
    other_publication BIGINT REFERENCES publications (id),  -- of a comparison
    correction_id BIGINT REFERENCES corrections (id),
    status BIGINT NOT NULL,                     -- 451, 410
    note TEXT NOT NULL,                         -- neutral, for readers
    reason TEXT NOT NULL,
    person_id BIGINT,
    at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by BIGINT,
    ended_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX takedowns_of ON takedowns (article_id, id);
CREATE TABLE published_takedowns (
    id BIGINT PRIMARY KEY,                      -- the takedown of a comparison: versions are said in their rows
    article_id BIGINT NOT NULL,
    one BIGINT NOT NULL,                        -- versions, the earlier first
    other BIGINT NOT NULL,
    status BIGINT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX published_takedowns_of ON published_takedowns (article_id);

-- Append-only: that something was erased, never what.
CREATE TABLE erasures (
    id @id,
    article_id BIGINT,
    what TEXT NOT NULL,                         -- passage, file
    media_id BIGINT,
    places BIGINT NOT NULL,                     -- in how many places
    reason TEXT NOT NULL,
    person_id BIGINT,
    at BIGINT NOT NULL
);
