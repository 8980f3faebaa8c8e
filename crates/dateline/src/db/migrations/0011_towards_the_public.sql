-- From draft to public: stages, schedules, embargoes, notes, private links, letters.

-- Of an article that readers see, or saw: how far what is written beside it has come: empty, in_review, approved.
ALTER TABLE articles ADD COLUMN beside TEXT NOT NULL DEFAULT '';
CREATE INDEX articles_beside ON articles (beside, id) WHERE beside <> '';

-- Append-only: who moved an article from one stage to another, and why. The stage of what is written beside a published
-- article is called "beside" here.
CREATE TABLE stage_changes (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    revision BIGINT NOT NULL,                   -- the number of the newest one at that moment
    at BIGINT NOT NULL,
    person_id BIGINT,
    via TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX stage_changes_of ON stage_changes (article_id, id);

-- Who set a schedule, what became of it, and whether somebody has taken note of one that went amiss.
ALTER TABLE schedules ADD COLUMN person_id BIGINT;
ALTER TABLE schedules ADD COLUMN set_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE schedules ADD COLUMN ended_at BIGINT;
ALTER TABLE schedules ADD COLUMN ended_by BIGINT;
ALTER TABLE schedules ADD COLUMN amiss TEXT NOT NULL DEFAULT '';      -- late, failed
ALTER TABLE schedules ADD COLUMN seen_at BIGINT;
ALTER TABLE schedules ADD COLUMN seen_by BIGINT;
CREATE INDEX schedules_of ON schedules (article_id, id);
CREATE INDEX schedules_amiss ON schedules (id) WHERE amiss <> '' AND seen_at IS NULL;

-- Until when nobody may publish an article. One that was lifted or replaced has an end.
CREATE TABLE embargoes (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    until_at BIGINT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    set_at BIGINT NOT NULL,
    set_by BIGINT,
    ended_at BIGINT,
    ended_by BIGINT
);
CREATE INDEX embargoes_of ON embargoes (article_id) WHERE ended_at IS NULL;
CREATE INDEX embargoes_until ON embargoes (until_at, id) WHERE ended_at IS NULL;

-- Links that show a draft to somebody without an account. Times are to the day.
CREATE TABLE private_links (
    id @id,
    hash TEXT NOT NULL UNIQUE,                  -- SHA-256 of what the link holds
    article_id BIGINT NOT NULL REFERENCES articles (id),
    label TEXT NOT NULL,                        -- for whom: "lawyer"
    revision BIGINT NOT NULL DEFAULT 0,         -- which one it shows; 0: always the newest
    may_comment BIGINT NOT NULL DEFAULT 0,
    may_approve BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by BIGINT
);
CREATE INDEX private_links_of ON private_links (article_id, id);

-- Append-only: who has approved which revision, at the desk or by a private link.
CREATE TABLE approvals (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person_id BIGINT,
    link_id BIGINT REFERENCES private_links (id)
);
CREATE INDEX approvals_of ON approvals (article_id, id);

-- What staff, and those with a private link, say to each other about a passage. Never public.
CREATE TABLE notes (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    parent_id BIGINT REFERENCES notes (id),
    revision BIGINT NOT NULL,
    quote TEXT NOT NULL DEFAULT '',             -- the passage as it stood
    block BIGINT,                               -- in which block of the text, from 0
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    person_id BIGINT,
    link_id BIGINT REFERENCES private_links (id),
    resolved_at BIGINT,
    resolved_by BIGINT
);
CREATE INDEX notes_of ON notes (article_id, id);

-- Which letters somebody wants or does not want; what has no row is as it is for most.
CREATE TABLE letter_choices (
    person_id BIGINT NOT NULL REFERENCES people (id),
    about TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    PRIMARY KEY (person_id, about)
) @compact;
