//! What one question to the database finds. Each rule's SQL gives the number or name of every row that breaks it.

use super::{MOST, Progress, Report, count};
use crate::{db::Sql, error::Result, params};

struct Rule {
    kind: &'static str,
    about: &'static str,
    what: &'static str,
    sql: &'static str,
}

/// A rule: its kind, what its numbers are of, what is wrong with them, and the question.
macro_rules! rules {
    ($($kind:literal, $about:literal, $what:literal: $sql:expr;)*) => { &[$(Rule {
        kind: $kind, about: $about, what: $what, sql: concat!($sql, " LIMIT ?1"),
    }),*] };
}

/// An article's publication that has not ended.
macro_rules! open {
    () => {
        "(SELECT p.id, p.article_id FROM publications p LEFT JOIN publication_endings e ON e.publication_id = p.id
          WHERE e.publication_id IS NULL)"
    };
}

const RULES: &[Rule] = rules![
    "stage", "article", "is said to be published, but none of its publications is open; publish it again":
        concat!("SELECT CAST(a.id AS TEXT) FROM articles a LEFT JOIN ", open!(), " o ON o.article_id = a.id
                 WHERE a.stage = 'published' AND o.id IS NULL");
    "stage", "article", "has an open publication, but is not said to be published; withdraw it or publish it again":
        concat!("SELECT DISTINCT CAST(a.id AS TEXT) FROM articles a JOIN ", open!(), " o ON o.article_id = a.id WHERE a.stage <> 'published'");
    "publication", "article", "has more than one open publication; publish it again, which ends all but one":
        concat!("SELECT CAST(o.article_id AS TEXT) FROM ", open!(), " o GROUP BY o.article_id HAVING COUNT(*) > 1");
    "publication", "publication", "shows a revision of another article; bring the site back from a backup":
        "SELECT CAST(p.id AS TEXT) FROM publications p JOIN revisions r ON r.id = p.revision_id WHERE r.article_id <> p.article_id";
    "published", "article", "is published, but readers are shown something else or nothing; run `dateline rebuild`":
        concat!("SELECT CAST(o.article_id AS TEXT) FROM ", open!(), " o LEFT JOIN published_articles l
                 ON l.id = o.article_id AND l.state = 'live' AND l.publication_id = o.id WHERE l.id IS NULL");
    "published", "article", "is shown to readers, but has no open publication; run `dateline rebuild`":
        concat!("SELECT CAST(l.id AS TEXT) FROM published_articles l LEFT JOIN ", open!(), " o ON o.article_id = l.id
                 WHERE l.state = 'live' AND o.id IS NULL");
    "published", "article", "is shown to readers, but does not exist; bring the site back from a backup":
        "SELECT CAST(l.id AS TEXT) FROM published_articles l LEFT JOIN articles a ON a.id = l.id WHERE a.id IS NULL";
    "published", "article", "is shown in a state that is neither live nor withdrawn; run `dateline rebuild`":
        "SELECT CAST(id AS TEXT) FROM published_articles WHERE state NOT IN ('live', 'withdrawn')";
    "withdrawn", "article", "was withdrawn, but its readers are not told so; publish and withdraw it again":
        "SELECT CAST(a.id AS TEXT) FROM articles a LEFT JOIN published_articles l ON l.id = a.id AND l.state = 'withdrawn'
         WHERE a.stage = 'withdrawn' AND l.id IS NULL";
    "withdrawn", "article", "was withdrawn, but some of it is still there for readers; publish and withdraw it again":
        "SELECT CAST(id AS TEXT) FROM published_articles WHERE state = 'withdrawn'
         AND (kicker <> '' OR headline <> '' OR standfirst <> '' OR view <> '{}' OR comment_count <> 0)";
    "closed", "article", "is not for the public, but is shown to readers; withdraw it":
        "SELECT CAST(l.id AS TEXT) FROM published_articles l JOIN articles a ON a.id = l.id WHERE l.state = 'live' AND a.visibility <> 'public'";
    "body", "article", "is live, but its text is missing; run `dateline rebuild`":
        "SELECT CAST(l.id AS TEXT) FROM published_articles l LEFT JOIN published_bodies b ON b.id = l.id WHERE l.state = 'live' AND b.id IS NULL";
    "body", "article", "is not live, but its text is there for readers; run `dateline rebuild`, and restore a backup if that does not help":
        "SELECT CAST(b.id AS TEXT) FROM published_bodies b LEFT JOIN published_articles l ON l.id = b.id AND l.state = 'live' WHERE l.id IS NULL";
    "version", "article", "has an earlier version for readers that none of its publications is, or is not live; run `dateline rebuild`":
        "SELECT DISTINCT CAST(v.article_id AS TEXT) FROM published_versions v
         LEFT JOIN published_articles l ON l.id = v.article_id AND l.state = 'live' AND l.version > v.version
         LEFT JOIN publications p ON p.id = v.publication_id AND p.article_id = v.article_id
         LEFT JOIN publication_endings e ON e.publication_id = p.id
         WHERE l.id IS NULL OR e.publication_id IS NULL
           OR v.version <> (SELECT COUNT(*) FROM publications b WHERE b.article_id = v.article_id AND b.id <= v.publication_id)";
    "list", "article", "is not live, but a section lists it; publish and withdraw it again":
        "SELECT DISTINCT CAST(i.article_id AS TEXT) FROM published_in_sections i
         LEFT JOIN published_articles l ON l.id = i.article_id AND l.state = 'live' WHERE l.id IS NULL";
    "list", "article", "is not live, but a topic lists it; publish and withdraw it again":
        "SELECT DISTINCT CAST(i.article_id AS TEXT) FROM published_on_topics i
         LEFT JOIN published_articles l ON l.id = i.article_id AND l.state = 'live' WHERE l.id IS NULL";
    "list", "article", "is not live, but a person's page lists it; publish and withdraw it again":
        "SELECT DISTINCT CAST(i.article_id AS TEXT) FROM published_bylines i
         LEFT JOIN published_articles l ON l.id = i.article_id AND l.state = 'live' WHERE l.id IS NULL";

    "revision", "article", "has no revision at all; bring the site back from a backup":
        "SELECT CAST(a.id AS TEXT) FROM articles a WHERE a.latest > 0 AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.article_id = a.id)";
    "revision", "article", "does not have its newest revision as the latest; bring the site back from a backup":
        "SELECT CAST(a.id AS TEXT) FROM articles a JOIN (SELECT article_id, MAX(number) AS newest FROM revisions GROUP BY article_id) r
         ON r.article_id = a.id WHERE r.newest <> a.latest";
    "revision", "article", "lacks a revision in its row of numbers; bring the site back from a backup":
        "SELECT CAST(article_id AS TEXT) FROM revisions GROUP BY article_id HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*)";

    "comment", "comment", "is approved, but readers see something else or nothing; run `dateline rebuild`":
        "SELECT CAST(c.id AS TEXT) FROM comments c JOIN published_articles l ON l.id = c.article_id AND l.state = 'live'
         LEFT JOIN published_comments s ON s.id = c.id
         WHERE c.state = 'approved' AND c.kind = 'comment' AND (s.id IS NULL OR s.article_id <> c.article_id OR s.author <> c.author
           OR s.body <> c.body OR s.at <> c.at OR COALESCE(s.url, '') <> COALESCE(c.url, '')
           OR COALESCE(s.parent_id, 0) <> COALESCE(c.parent_id, 0)
           OR s.by_staff <> CASE WHEN c.person_id IS NULL THEN 0 ELSE 1 END)";
    "comment", "comment", "is not approved, or not below a live article, but readers see it; run `dateline rebuild`":
        "SELECT CAST(s.id AS TEXT) FROM published_comments s LEFT JOIN comments c ON c.id = s.id AND c.state = 'approved' AND c.kind = 'comment'
         LEFT JOIN published_articles l ON l.id = s.article_id AND l.state = 'live' WHERE c.id IS NULL OR l.id IS NULL";
    "comment-count", "article", "says another number of comments than readers see; run `dateline rebuild`":
        "SELECT CAST(l.id AS TEXT) FROM published_articles l
         LEFT JOIN (SELECT article_id, COUNT(*) AS many FROM published_comments GROUP BY article_id) s ON s.article_id = l.id
         WHERE l.comment_count <> COALESCE(s.many, 0)";
    "comment", "comment", "answers a comment that is not there, or is below another article; bring the site back from a backup":
        "SELECT CAST(c.id AS TEXT) FROM comments c LEFT JOIN comments a ON a.id = c.parent_id AND a.article_id = c.article_id
         WHERE c.parent_id IS NOT NULL AND a.id IS NULL";

    "takedown", "article", "shows last what was taken down, but its page does not say so; run `dateline rebuild`":
        "SELECT CAST(l.id AS TEXT) FROM published_articles l JOIN takedowns t ON t.article_id = l.id AND t.what = 'version'
         AND t.publication_id = l.publication_id AND t.ended_at IS NULL WHERE l.state = 'live' OR l.closed <> t.status";
    "takedown", "article", "says that the law closed it, but nothing of it is taken down; run `dateline rebuild`":
        "SELECT CAST(l.id AS TEXT) FROM published_articles l WHERE l.closed <> 410 AND NOT EXISTS (SELECT 1 FROM takedowns t
         WHERE t.article_id = l.id AND t.what = 'version' AND t.publication_id = l.publication_id AND t.ended_at IS NULL)";
    "takedown", "takedown", "closes a comparison, but readers can read it; run `dateline rebuild`":
        "SELECT CAST(t.id AS TEXT) FROM takedowns t LEFT JOIN published_takedowns s ON s.id = t.id AND s.status = t.status AND s.note = t.note
         WHERE t.what = 'comparison' AND t.ended_at IS NULL AND s.id IS NULL";
    "takedown", "takedown", "closes a comparison to readers, but was ended; run `dateline rebuild`":
        "SELECT CAST(s.id AS TEXT) FROM published_takedowns s LEFT JOIN takedowns t ON t.id = s.id AND t.ended_at IS NULL WHERE t.id IS NULL";

    "correction", "correction", "was issued of a live article, but readers see something else or nothing; run `dateline rebuild`":
        "SELECT CAST(c.id AS TEXT) FROM corrections c JOIN published_articles l ON l.id = c.article_id AND l.state = 'live'
         LEFT JOIN published_corrections s ON s.id = c.id
         LEFT JOIN takedowns t ON t.id = (SELECT MAX(d.id) FROM takedowns d WHERE d.what = 'correction' AND d.correction_id = c.id
             AND d.ended_at IS NULL)
         WHERE s.id IS NULL OR s.article_id <> c.article_id OR s.kind <> c.kind OR s.at <> c.at
           OR s.text <> CASE WHEN t.id IS NULL THEN c.text ELSE '' END OR s.was <> CASE WHEN t.id IS NULL THEN c.was ELSE '' END
           OR s.status <> COALESCE(t.status, 200) OR s.note <> COALESCE(t.note, '')
           OR COALESCE(s.corrects, 0) <> COALESCE(c.corrects, 0)
           OR COALESCE(s.corrected_by, 0) <> COALESCE((SELECT MAX(b.id) FROM corrections b WHERE b.corrects = c.id), 0)
           OR s.first_version <> (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.first_publication)
           OR s.last_version <> (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.last_publication)
           OR COALESCE(s.mended_in, 0) <> (SELECT COUNT(*) FROM publications p WHERE p.article_id = c.article_id AND p.id <= c.mended_by)
           OR s.wrong_from > s.wrong_until OR s.wrong_until > c.at";
    "correction", "correction", "is shown to readers, but was not issued, or its article is not live; run `dateline rebuild`":
        "SELECT CAST(s.id AS TEXT) FROM published_corrections s LEFT JOIN corrections c ON c.id = s.id
         LEFT JOIN published_articles l ON l.id = s.article_id AND l.state = 'live' WHERE c.id IS NULL OR l.id IS NULL";
    "correction", "correction", "is of publications that are not its article's, or out of their order; bring the site back from a backup":
        "SELECT CAST(c.id AS TEXT) FROM corrections c
         LEFT JOIN publications f ON f.id = c.first_publication AND f.article_id = c.article_id
         LEFT JOIN publications e ON e.id = c.last_publication AND e.article_id = c.article_id
         LEFT JOIN publications m ON m.id = c.mended_by AND m.article_id = c.article_id
         LEFT JOIN corrections w ON w.id = c.corrects AND w.article_id = c.article_id AND w.id < c.id
         WHERE f.id IS NULL OR e.id IS NULL OR f.id > e.id OR (c.mended_by IS NOT NULL AND (m.id IS NULL OR m.id <= e.id))
           OR (c.corrects IS NOT NULL AND w.id IS NULL)
           OR c.kind NOT IN ('correction', 'clarification', 'update', 'retraction')";

    "schedule", "article", "waits to be published, and has no schedule; schedule it again":
        "SELECT CAST(a.id AS TEXT) FROM articles a LEFT JOIN schedules s ON s.article_id = a.id AND s.state IN ('waiting', 'failed')
         WHERE a.stage = 'scheduled' AND s.id IS NULL";
    "schedule", "schedule", "waits, but its article is not scheduled, or its revision is another article's; schedule it again":
        "SELECT CAST(s.id AS TEXT) FROM schedules s LEFT JOIN articles a ON a.id = s.article_id AND a.stage IN ('scheduled', 'published')
         LEFT JOIN revisions r ON r.id = s.revision_id AND r.article_id = s.article_id
         WHERE s.state = 'waiting' AND (a.id IS NULL OR r.id IS NULL)";
    "stage", "article", "is at a stage that this program does not know; run a newer Dateline, or bring the site back from a backup":
        "SELECT CAST(id AS TEXT) FROM articles WHERE stage NOT IN ('draft', 'in_review', 'approved', 'scheduled', 'published', 'withdrawn', 'trashed')
         OR beside NOT IN ('', 'in_review', 'approved')";
    "note", "note", "answers a note that is not there, or is on another article; bring the site back from a backup":
        "SELECT CAST(n.id AS TEXT) FROM notes n LEFT JOIN notes a ON a.id = n.parent_id AND a.article_id = n.article_id
         WHERE n.parent_id IS NOT NULL AND a.id IS NULL";
    "approval", "approval", "is of a revision that is not there; bring the site back from a backup":
        "SELECT CAST(a.id AS TEXT) FROM approvals a LEFT JOIN revisions r ON r.article_id = a.article_id AND r.number = a.revision
         WHERE r.id IS NULL";
    "translation", "article", "belongs to a translation group that is no article; bring the site back from a backup":
        "SELECT CAST(a.id AS TEXT) FROM articles a LEFT JOIN articles g ON g.id = a.translation_group
         WHERE a.translation_group IS NOT NULL AND g.id IS NULL";
    "number", "number", "is an article's and a file's at once; bring the site back from a backup":
        "SELECT CAST(a.id AS TEXT) FROM articles a JOIN media m ON m.id = a.id";
    "number", "number", "is a section's and a topic's at once; bring the site back from a backup":
        "SELECT CAST(s.id AS TEXT) FROM sections s JOIN topics t ON t.id = s.id";
    "number", "sequence", "is missing, or would give a number again that is in use; bring the site back from a backup":
        "SELECT u.name FROM (SELECT 'things' AS name, MAX(id) AS most FROM (SELECT id FROM articles UNION ALL SELECT id FROM media) t
           UNION ALL SELECT 'terms', MAX(id) FROM (SELECT id FROM sections UNION ALL SELECT id FROM topics) t
           UNION ALL SELECT 'people', MAX(id) FROM people UNION ALL SELECT 'comments', MAX(id) FROM comments) u
         LEFT JOIN sequences s ON s.name = u.name WHERE s.name IS NULL OR s.next <= u.most";

    "ledger", "import of", "leads to an article that is not here; import the file again":
        "SELECT i.source || ' ' || i.kind || ' ' || i.original FROM imported i LEFT JOIN articles t ON t.id = i.ours
         WHERE i.kind IN ('article', 'translations') AND t.id IS NULL";
    "ledger", "import of", "leads to a file that is not here; import the file again":
        "SELECT i.source || ' ' || i.kind || ' ' || i.original FROM imported i LEFT JOIN media t ON t.id = i.ours
         WHERE i.kind IN ('media', 'upload') AND t.id IS NULL";
    "ledger", "import of", "leads to something that is not here; import the file again":
        "SELECT i.source || ' ' || i.kind || ' ' || i.original FROM imported i
         LEFT JOIN sections s ON s.id = i.ours LEFT JOIN topics t ON t.id = i.ours
         LEFT JOIN people p ON p.id = i.ours LEFT JOIN comments c ON c.id = i.ours
         WHERE (i.kind = 'section' AND s.id IS NULL) OR (i.kind = 'topic' AND t.id IS NULL)
            OR (i.kind = 'person' AND p.id IS NULL) OR (i.kind = 'comment' AND c.id IS NULL)";
    "ledger", "import of", "says of an article that it brought a revision which is not here; bring the site back from a backup":
        "SELECT i.source || ' ' || i.kind || ' ' || i.original FROM imported i JOIN articles t ON t.id = i.ours
         WHERE i.kind = 'article' AND i.revision > t.latest";

    "media", "file", "is shown to readers otherwise than it is written down; run `dateline rebuild`":
        "SELECT CAST(s.id AS TEXT) FROM published_media s LEFT JOIN media m ON m.id = s.id
         WHERE m.id IS NULL OR COALESCE(s.hash, '') <> COALESCE(m.hash, '') OR s.name <> m.name OR s.media_type <> m.media_type
            OR s.bytes <> m.bytes OR COALESCE(s.width, 0) <> COALESCE(m.width, 0) OR COALESCE(s.height, 0) <> COALESCE(m.height, 0)
            OR s.title <> m.title OR s.alt <> m.alt OR s.caption <> m.caption OR s.credit <> m.credit OR s.variants <> m.variants
            OR COALESCE(s.remote, '') <> COALESCE(m.remote, '') OR s.tint <> m.tint
            OR COALESCE(s.focus_x, -1) <> COALESCE(m.focus_x, -1) OR COALESCE(s.focus_y, -1) <> COALESCE(m.focus_y, -1)";
    "media", "file", "is public by itself, but not shown to readers; run `dateline rebuild`":
        "SELECT CAST(m.id AS TEXT) FROM media m LEFT JOIN published_media s ON s.id = m.id
         WHERE m.released = 1 AND m.retired_at IS NULL AND s.id IS NULL";
    "media", "file with the hash", "can be fetched by readers, but is nothing that they are shown; bring the site back from a backup":
        "SELECT f.hash FROM published_files f LEFT JOIN published_media s ON s.id = f.media_id WHERE s.id IS NULL AND f.media_type <> ''";
];

pub fn check(sql: &mut Sql<'_>, report: &mut Report, progress: Progress<'_>) -> Result<()> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX) + 1;
    for (done, rule) in RULES.iter().enumerate() {
        for name in sql.rows(rule.sql, params![most], |row| row.text(0))? {
            report.find(rule.kind, format!("{} {name}", rule.about), rule.what);
        }
        progress("rules", done as u64 + 1, RULES.len() as u64);
    }
    for (what, query) in [
        ("articles", "SELECT COUNT(*) FROM articles"),
        ("comments", "SELECT COUNT(*) FROM comments"),
        ("media", "SELECT COUNT(*) FROM media"),
        ("people", "SELECT COUNT(*) FROM people"),
        ("sections", "SELECT COUNT(*) FROM sections"),
        ("topics", "SELECT COUNT(*) FROM topics"),
    ] {
        let many = count(sql, query)?;
        report.saw(what, many);
    }
    Ok(())
}
