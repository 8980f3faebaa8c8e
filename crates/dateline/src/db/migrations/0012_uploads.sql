-- Uploads and what pictures know of themselves.

-- The point that a crop keeps in sight, in thousandths from the left and from the top; NULL for the middle.
ALTER TABLE media ADD COLUMN focus_x BIGINT;
ALTER TABLE media ADD COLUMN focus_y BIGINT;
ALTER TABLE published_media ADD COLUMN focus_x BIGINT;
ALTER TABLE published_media ADD COLUMN focus_y BIGINT;
-- SHA-256 of the file as it came: of a picture it is another than that of what is stored, which has no metadata.
ALTER TABLE media ADD COLUMN original TEXT;
CREATE INDEX media_by_original ON media (original) WHERE original IS NOT NULL;
-- Whether it is a picture, for lists of one or the other.
ALTER TABLE media ADD COLUMN picture BIGINT NOT NULL DEFAULT 0;
UPDATE media SET picture = 1 WHERE media_type LIKE 'image/%';
CREATE INDEX media_listed ON media (picture, id) WHERE retired_at IS NULL;

-- The words by which it is found. Bytes, since what comes after what must not depend on a database's language.
CREATE TABLE media_words (
    word @bytes NOT NULL,
    media_id BIGINT NOT NULL REFERENCES media (id),
    PRIMARY KEY (word, media_id)
) @compact;
CREATE INDEX media_words_of ON media_words (media_id, word);
-- 0 while its words are still to be written.
ALTER TABLE media ADD COLUMN worded BIGINT NOT NULL DEFAULT 0;
CREATE INDEX media_not_worded ON media (id) WHERE worded = 0;

-- Which articles show it: their newest revisions, and what was published of them last.
CREATE TABLE media_uses (
    media_id BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    place TEXT NOT NULL,                        -- newest, published
    PRIMARY KEY (media_id, article_id, place)
) @compact;
CREATE INDEX media_uses_of ON media_uses (article_id, place);

-- Files that come in pieces. The pieces are in the data folder.
CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,                      -- as it was announced
    received BIGINT NOT NULL DEFAULT 0,         -- so much is on the disk
    sha256 TEXT NOT NULL DEFAULT '',            -- as it was announced; empty if it was not
    article_id BIGINT,                          -- what it is for
    media_id BIGINT,                            -- what it became
    touched_at BIGINT NOT NULL
) @compact;
CREATE INDEX uploads_of ON uploads (person_id);
CREATE INDEX uploads_by_age ON uploads (touched_at);

-- For lists by name.
CREATE INDEX topics_by_name ON topics (name, id);
CREATE INDEX people_by_name ON people (name, id);
