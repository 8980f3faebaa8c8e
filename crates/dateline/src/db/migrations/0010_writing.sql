-- Writing: who is in an article, who may see a confidential one.

-- What lists say of an article, from its newest revision, so that they need no manuscript. A moment of 0: not filled in yet.
ALTER TABLE articles ADD COLUMN headline TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN section_id BIGINT;
ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN changed_by BIGINT;
ALTER TABLE articles ADD COLUMN confidential BIGINT NOT NULL DEFAULT 0;
CREATE INDEX articles_by_change ON articles (changed_at, id);
CREATE INDEX articles_by_stage_and_change ON articles (stage, changed_at, id) WHERE changed_at > 0;
CREATE INDEX articles_by_section_and_change ON articles (section_id, changed_at, id) WHERE changed_at > 0;
CREATE INDEX articles_by_language_and_change ON articles (language, changed_at, id) WHERE changed_at > 0;
CREATE INDEX pages_by_change ON articles (changed_at, id) WHERE kind = 'page';

-- Who has to do with an article. What each of them began, is credited for, was given to work on, or is named on.
CREATE TABLE article_people (
    article_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    began BIGINT NOT NULL DEFAULT 0,
    byline BIGINT NOT NULL DEFAULT 0,           -- on the newest revision
    assigned BIGINT NOT NULL DEFAULT 0,
    named BIGINT NOT NULL DEFAULT 0,            -- finds it while it is confidential
    changed_at BIGINT NOT NULL DEFAULT 0,       -- as the article's, for lists by person
    PRIMARY KEY (article_id, person_id)
) @compact;
CREATE INDEX article_people_by_person ON article_people (person_id, changed_at, article_id);

-- Who opened a confidential article without being named on it, and why.
CREATE TABLE glass (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    person_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX glass_of ON glass (article_id, id);

-- Who looks at an article now; a row is gone within a minute or two.
CREATE TABLE presence (
    article_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, person_id)
) @compact;
CREATE INDEX presence_by_time ON presence (seen_at);

-- How often a working copy was saved: a window that knows an older one writes over nothing.
ALTER TABLE working_copies ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

-- A topic that a writer added: readers do not see it, and learn nothing of what is written, until an article on it is published.
ALTER TABLE topics ADD COLUMN quiet BIGINT NOT NULL DEFAULT 0;
