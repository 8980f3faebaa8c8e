-- The whole first house. Times are UTC microseconds, flags are 0 and 1, JSON is TEXT on both engines.

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL                         -- JSON
) @compact;

-- Numbers that readers and clients see, shared as WordPress shares them, never reused.
CREATE TABLE sequences (
    name TEXT PRIMARY KEY,
    next BIGINT NOT NULL
) @compact;
INSERT INTO sequences (name, next) VALUES ('things', 1), ('terms', 1), ('people', 1), ('comments', 1);

-- People: bylines and accounts.
CREATE TABLE people (
    id BIGINT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT,
    login TEXT,
    bio TEXT NOT NULL DEFAULT '',
    url TEXT,
    picture BIGINT,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    merged_into BIGINT
);

-- Sections: where an article stands. A tree.
CREATE TABLE sections (
    id BIGINT PRIMARY KEY,
    parent_id BIGINT REFERENCES sections (id),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    language TEXT,
    position BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    merged_into BIGINT
);
CREATE INDEX sections_by_parent ON sections (parent_id);

-- Topics: what an article is about.
CREATE TABLE topics (
    id BIGINT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    language TEXT,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    merged_into BIGINT
);

-- Files and pictures, by content. hash is NULL for one that was left at its old address.
CREATE TABLE media (
    id BIGINT PRIMARY KEY,
    hash TEXT,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL DEFAULT 0,
    width BIGINT,
    height BIGINT,
    title TEXT NOT NULL DEFAULT '',
    alt TEXT NOT NULL DEFAULT '',
    caption TEXT NOT NULL DEFAULT '',
    credit TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    variants TEXT NOT NULL DEFAULT '[]',
    remote TEXT,
    attached_to BIGINT,
    released BIGINT NOT NULL DEFAULT 0,         -- public by itself, apart from what shows it
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);
CREATE INDEX media_by_hash ON media (hash);

-- An article's lasting identity. A page is an article that stands outside the river of news.
CREATE TABLE articles (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    visibility TEXT NOT NULL DEFAULT 'public',
    translation_group BIGINT,
    guid TEXT,
    latest BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX articles_by_stage ON articles (stage, id);

-- Append-only: the whole article as it was written, on top of which.
CREATE TABLE revisions (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    number BIGINT NOT NULL,
    based_on BIGINT NOT NULL,
    person_id BIGINT,
    via TEXT NOT NULL,
    at BIGINT NOT NULL,
    v BIGINT NOT NULL,
    manuscript TEXT NOT NULL,
    UNIQUE (article_id, number)
);

-- What somebody is typing, between revisions.
CREATE TABLE working_copies (
    article_id BIGINT NOT NULL REFERENCES articles (id),
    person_id BIGINT NOT NULL,
    based_on BIGINT NOT NULL,
    manuscript TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (article_id, person_id)
);

CREATE TABLE schedules (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    revision_id BIGINT NOT NULL REFERENCES revisions (id),
    due BIGINT NOT NULL,
    state TEXT NOT NULL,                        -- waiting, fired, cancelled, failed
    said TEXT NOT NULL DEFAULT ''
);
CREATE INDEX schedules_waiting ON schedules (state, due);

-- Append-only: which revision the public saw from when, and what was shown around it.
CREATE TABLE publications (
    id @id,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    revision_id BIGINT NOT NULL REFERENCES revisions (id),
    from_at BIGINT NOT NULL,
    person_id BIGINT,
    shown TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX publications_by_article ON publications (article_id, id);
CREATE TABLE publication_endings (
    publication_id BIGINT PRIMARY KEY REFERENCES publications (id),
    at BIGINT NOT NULL,
    person_id BIGINT,
    kind TEXT NOT NULL,                         -- replaced, withdrawn, trashed
    note TEXT NOT NULL DEFAULT ''
);

-- What readers' queries use, and nothing else: published_…, paths and settings.
CREATE TABLE published_articles (
    id BIGINT PRIMARY KEY,
    publication_id BIGINT NOT NULL,
    state TEXT NOT NULL,                        -- live, withdrawn
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    translation_group BIGINT,
    kicker TEXT NOT NULL,
    headline TEXT NOT NULL,
    standfirst TEXT NOT NULL,
    section_id BIGINT,
    lead_media BIGINT,
    published_on BIGINT NOT NULL,
    first_shown BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    sticky BIGINT NOT NULL,
    unlisted BIGINT NOT NULL,
    guid TEXT,
    note TEXT NOT NULL DEFAULT '',
    comment_count BIGINT NOT NULL DEFAULT 0,
    view TEXT NOT NULL
);
CREATE INDEX published_river ON published_articles (kind, state, published_on, id);
CREATE INDEX published_river_by_language ON published_articles (kind, state, language, published_on, id);
CREATE INDEX published_by_slug ON published_articles (slug);
CREATE INDEX published_stuck ON published_articles (published_on) WHERE sticky = 1;
CREATE INDEX published_translations ON published_articles (translation_group) WHERE translation_group IS NOT NULL;

CREATE TABLE published_bodies (
    id BIGINT PRIMARY KEY,
    body TEXT NOT NULL
);
CREATE TABLE published_in_sections (
    section_id BIGINT NOT NULL,
    published_on BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    PRIMARY KEY (section_id, published_on, article_id)
) @compact;
CREATE INDEX published_in_sections_of ON published_in_sections (article_id);
CREATE TABLE published_on_topics (
    topic_id BIGINT NOT NULL,
    published_on BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    PRIMARY KEY (topic_id, published_on, article_id)
) @compact;
CREATE INDEX published_on_topics_of ON published_on_topics (article_id);
CREATE TABLE published_bylines (
    person_id BIGINT NOT NULL,
    published_on BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    PRIMARY KEY (person_id, published_on, article_id)
) @compact;
CREATE INDEX published_bylines_of ON published_bylines (article_id);

CREATE TABLE published_people (
    id BIGINT PRIMARY KEY,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    bio TEXT NOT NULL,
    url TEXT,
    picture BIGINT
);
CREATE TABLE published_sections (
    id BIGINT PRIMARY KEY,
    parent_id BIGINT,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    language TEXT,
    position BIGINT NOT NULL,
    path TEXT NOT NULL
);
CREATE INDEX published_sections_by_parent ON published_sections (parent_id, position, id);
CREATE TABLE published_topics (
    id BIGINT PRIMARY KEY,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    language TEXT,
    path TEXT NOT NULL
);
CREATE TABLE published_media (
    id BIGINT PRIMARY KEY,
    hash TEXT,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    width BIGINT,
    height BIGINT,
    title TEXT NOT NULL,
    alt TEXT NOT NULL,
    caption TEXT NOT NULL,
    credit TEXT NOT NULL,
    variants TEXT NOT NULL,
    remote TEXT
);
-- Every file that readers may fetch: originals and variants alike.
CREATE TABLE published_files (
    hash TEXT PRIMARY KEY,
    media_id BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL
) @compact;
CREATE INDEX published_files_of ON published_files (media_id);
CREATE TABLE published_comments (
    id BIGINT PRIMARY KEY,
    article_id BIGINT NOT NULL,
    parent_id BIGINT,
    author TEXT NOT NULL,
    url TEXT,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_staff BIGINT NOT NULL
);
CREATE INDEX published_comments_of ON published_comments (article_id, at, id);

-- Addresses, as they are compared; shown is how the canonical one is written.
CREATE TABLE paths (
    path TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    kind TEXT NOT NULL,                         -- article, section, topic, person, media, address
    target BIGINT NOT NULL DEFAULT 0,
    canonical BIGINT NOT NULL,
    destination TEXT,                           -- of a redirect to an address
    code BIGINT NOT NULL DEFAULT 301
) @compact;
CREATE INDEX paths_by_target ON paths (kind, target);

CREATE TABLE comments (
    id BIGINT PRIMARY KEY,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    parent_id BIGINT,
    kind TEXT NOT NULL,                         -- comment, pingback, trackback
    state TEXT NOT NULL,                        -- pending, approved, spam, removed
    author TEXT NOT NULL,
    email TEXT,
    url TEXT,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    person_id BIGINT
);
CREATE INDEX comments_by_article ON comments (article_id, id);
CREATE INDEX comments_by_state ON comments (state, id);

CREATE TABLE changes (
    id @id,
    xid @xid,                                   -- PostgreSQL numbers commit out of order; followers read by this
    at BIGINT NOT NULL,
    verb TEXT NOT NULL,
    facts TEXT NOT NULL                         -- a JSON list
);
CREATE TABLE audit (
    id @id,
    at BIGINT NOT NULL,
    person_id BIGINT,
    via TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
);

-- What was brought in from where: source site, kind, original number → ours.
CREATE TABLE imported (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    original TEXT NOT NULL,
    ours BIGINT NOT NULL,
    digest TEXT NOT NULL,
    revision BIGINT NOT NULL DEFAULT 0,         -- the number of the revision that the import wrote last
    PRIMARY KEY (source, kind, original)
) @compact;
CREATE INDEX imported_ours ON imported (kind, ours);
-- Which files were uploaded to what, by its original number.
CREATE TABLE imported_uploads (
    source TEXT NOT NULL,
    parent TEXT NOT NULL,
    media_id BIGINT NOT NULL,
    PRIMARY KEY (source, parent, media_id)
) @compact;
-- What the other system had beside it: custom fields, unknown types, markup that could not be kept. Private.
CREATE TABLE originals (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    original TEXT NOT NULL,
    ours BIGINT,
    data TEXT NOT NULL,
    PRIMARY KEY (source, kind, original)
) @compact;
CREATE TABLE import_runs (
    id @id,
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    summary TEXT NOT NULL DEFAULT '{}'
);
