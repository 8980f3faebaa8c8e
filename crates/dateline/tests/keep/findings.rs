//! Whatever is broken is found and named.

use super::{
    common::{Engine, engines},
    site::{self, assert_clean, checked, meddle},
};
use dateline::{
    changes::Actions,
    db::{DatabaseUrl, Db},
};

/// What is broken (a rebuild mends it, if the finding says so), the kind of the finding, and what it names.
const BREAKS: &[(&str, &str, &str)] = &[
    ("UPDATE articles SET stage = 'published' WHERE id = 9", "stage", "article 9"),
    ("UPDATE articles SET stage = 'draft' WHERE id = 7", "stage", "article 7"),
    (
        "INSERT INTO publications (article_id, revision_id, from_at, shown, sha256)
      SELECT article_id, revision_id, from_at, shown, sha256 FROM publications WHERE article_id = 8",
        "publication",
        "article 8",
    ),
    (
        "UPDATE publications SET revision_id = (SELECT id FROM revisions WHERE article_id = 8) WHERE article_id = 7",
        "publication",
        "publication",
    ),
    ("UPDATE articles SET stage = 'resting' WHERE id = 9", "stage", "article 9"),
    ("UPDATE articles SET beside = 'draft' WHERE id = 8", "stage", "article 8"),
    (
        "INSERT INTO notes (article_id, parent_id, revision, body, at) VALUES (8, 999, 1, 'x', 1)",
        "note",
        "note",
    ),
    ("INSERT INTO approvals (article_id, revision, at) VALUES (8, 99, 1)", "approval", "approval"),
    ("DELETE FROM published_articles WHERE id = 8", "published", "article 8"),
    (
        "UPDATE published_articles SET publication_id = publication_id + 1000 WHERE id = 8",
        "published",
        "article 8",
    ),
    (
        "INSERT INTO publication_endings (publication_id, at, kind) SELECT id, 1, 'withdrawn' FROM publications WHERE article_id = 8",
        "published",
        "article 8",
    ),
    ("UPDATE published_articles SET id = 99 WHERE id = 8", "published", "article 99"),
    ("UPDATE published_articles SET state = 'resting' WHERE id = 8", "published", "article 8"),
    ("UPDATE articles SET stage = 'withdrawn' WHERE id = 9", "withdrawn", "article 9"),
    ("UPDATE published_articles SET state = 'withdrawn' WHERE id = 8", "withdrawn", "article 8"),
    ("UPDATE articles SET visibility = 'closed' WHERE id = 8", "closed", "article 8"),
    ("DELETE FROM published_bodies WHERE id = 8", "body", "article 8"),
    ("INSERT INTO published_bodies (id, body) VALUES (9, '{}')", "body", "article 9"),
    (
        "INSERT INTO published_in_sections (section_id, published_on, article_id) VALUES (2, 1, 9)",
        "list",
        "article 9",
    ),
    (
        "INSERT INTO published_on_topics (topic_id, published_on, article_id) VALUES (5, 1, 9)",
        "list",
        "article 9",
    ),
    (
        "INSERT INTO published_bylines (person_id, published_on, article_id) VALUES (1, 1, 9)",
        "list",
        "article 9",
    ),
    ("DELETE FROM revisions WHERE article_id = 9", "revision", "article 9"),
    ("UPDATE articles SET latest = 5 WHERE id = 9", "revision", "article 9"),
    ("UPDATE revisions SET number = 2 WHERE article_id = 9", "revision", "article 9"),
    ("UPDATE revisions SET manuscript = '{' WHERE article_id = 9", "revision", "article 9, revision 1"),
    ("UPDATE revisions SET v = 99 WHERE article_id = 9", "revision", "article 9, revision 1"),
    (
        "UPDATE revisions SET manuscript = replace(manuscript, 'Silt', 'Sand') WHERE article_id = 7",
        "digest",
        "article 7",
    ),
    ("UPDATE publications SET shown = shown || ' ' WHERE article_id = 7", "digest", "article 7"),
    ("UPDATE published_articles SET headline = 'Another' WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET path = '/elsewhere/' WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET slug = 'other' WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET lead_media = NULL WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET published_on = published_on + 1 WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET sticky = 1 WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET unlisted = 1 WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET guid = 'x' WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET translation_group = 8 WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET view = '{}' WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_articles SET view = '{' WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_bodies SET body = replace(body, 'Silt', 'Sand') WHERE id = 7", "shown", "article 7"),
    ("UPDATE published_bodies SET body = '{' WHERE id = 7", "shown", "article 7"),
    ("DELETE FROM published_in_sections WHERE article_id = 7 AND section_id = 2", "shown", "article 7"),
    ("DELETE FROM published_on_topics WHERE article_id = 7", "shown", "article 7"),
    ("DELETE FROM published_bylines WHERE article_id = 7", "shown", "article 7"),
    (
        "UPDATE published_in_sections SET published_on = 5 WHERE article_id = 7 AND section_id = 2",
        "shown",
        "article 7",
    ),
    ("DELETE FROM published_versions WHERE article_id = 12", "version", "article 12, version 1"),
    ("UPDATE published_versions SET headline = 'Another'", "version", "article 12, version 1"),
    ("UPDATE published_versions SET view = '{}'", "version", "article 12, version 1"),
    ("UPDATE published_versions SET body = '{'", "version", "article 12, version 1"),
    ("UPDATE published_versions SET sha256 = 'ab'", "version", "article 12, version 1"),
    ("UPDATE published_versions SET from_at = from_at - 1", "version", "article 12, version 1"),
    ("UPDATE published_versions SET status = 451", "version", "article 12, version 1"),
    ("UPDATE published_versions SET article_id = 9", "version", "article 9"),
    (
        "INSERT INTO takedowns (article_id, what, publication_id, status, note, reason, at)
         SELECT 12, 'version', publication_id, 451, '', '', 1 FROM published_versions",
        "version",
        "article 12, version 1",
    ),
    ("DELETE FROM published_media WHERE id = 41", "reference", "article 7"),
    ("DELETE FROM published_topics WHERE id = 5", "reference", "article 7"),
    ("DELETE FROM published_comments WHERE id = 1", "comment", "comment 1"),
    ("UPDATE published_comments SET author = 'Eve' WHERE id = 1", "comment", "comment 1"),
    ("UPDATE comments SET state = 'removed' WHERE id = 2", "comment", "comment 2"),
    ("UPDATE published_articles SET comment_count = 9 WHERE id = 7", "comment-count", "article 7"),
    ("UPDATE comments SET parent_id = 77 WHERE id = 3", "comment", "comment 3"),
    ("UPDATE schedules SET state = 'cancelled' WHERE article_id = 10", "schedule", "article 10"),
    ("UPDATE articles SET stage = 'draft' WHERE id = 10", "schedule", "schedule"),
    (
        "UPDATE schedules SET revision_id = (SELECT id FROM revisions WHERE article_id = 8) WHERE article_id = 10",
        "schedule",
        "schedule",
    ),
    ("UPDATE articles SET translation_group = 77 WHERE id = 9", "translation", "article 9"),
    (
        "INSERT INTO media (id, name, media_type, created_at) VALUES (9, 'x', 'text/plain', 1)",
        "number",
        "number 9",
    ),
    ("UPDATE topics SET id = 4 WHERE id = 6", "number", "number 4"),
    ("UPDATE sequences SET next = 5 WHERE name = 'things'", "number", "sequence things"),
    ("DELETE FROM sequences WHERE name = 'comments'", "number", "sequence comments"),
    ("UPDATE imported SET ours = 777 WHERE kind = 'article' AND original = '9'", "ledger", "article 9"),
    ("UPDATE imported SET ours = 777 WHERE kind = 'media' AND original = '40'", "ledger", "media 40"),
    ("UPDATE imported SET ours = 777 WHERE kind = 'comment' AND original = '1'", "ledger", "comment 1"),
    ("UPDATE imported SET revision = 7 WHERE kind = 'article' AND original = '9'", "ledger", "article 9"),
    ("UPDATE published_media SET title = 'Another' WHERE id = 40", "media", "file 40"),
    (
        "DELETE FROM published_media WHERE id = 40; UPDATE media SET released = 1 WHERE id = 40",
        "media",
        "file 40",
    ),
    ("DELETE FROM published_files WHERE media_id = 40", "media", "file 40"),
    ("UPDATE published_files SET media_id = 777 WHERE media_id = 40", "media", "hash"),
    ("UPDATE media SET variants = '{' WHERE id = 41", "media", "file 41"),
    ("UPDATE media SET bytes = 3 WHERE id = 40", "file", "file 40"),
    (
        "INSERT INTO published_files (hash, media_id, media_type, bytes) VALUES ('ab', 40, 'text/plain', 1)",
        "file",
        "file 40",
    ),
    ("UPDATE published_people SET name = 'Somebody' WHERE id = 1", "person", "person 1"),
    ("UPDATE published_sections SET name = 'Port' WHERE id = 2", "section", "section 2"),
    ("UPDATE published_sections SET path = '/x/' WHERE id = 3", "section", "section 3"),
    ("UPDATE sections SET parent_id = 3 WHERE id = 2", "section", "section 2"),
    ("UPDATE published_topics SET name = 'Basins' WHERE id = 5", "topic", "topic 5"),
    ("UPDATE settings SET value = '{\"name\": 5}' WHERE key = 'site'", "settings", "site"),
    ("DELETE FROM paths WHERE kind = 'article' AND target = 8 AND canonical = 1", "address", "article 8"),
    (
        "UPDATE paths SET target = 777 WHERE path = '/2026/11/an-early-report'",
        "address",
        "/2026/11/an-early-report",
    ),
    ("UPDATE paths SET canonical = 1 WHERE path = '/2026/11/an-early-report'", "address", "article 7"),
    ("UPDATE paths SET destination = NULL WHERE path = '/old-quay'", "address", "/old-quay"),
    ("UPDATE paths SET kind = 'harbour' WHERE path = '/old-quay'", "address", "/old-quay"),
    ("UPDATE paths SET path = '/About/' WHERE path = '/about'", "address", "/About/"),
];

#[test]
fn each_break_is_found_and_named() {
    let app = site::app(Engine::Sqlite);
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.db");
    // One file without its log, to break copies of.
    rusqlite::Connection::open(app.folder.join("dateline.db"))
        .and_then(|c| c.execute("VACUUM INTO ?1", [whole.to_str().unwrap()]))
        .unwrap();
    assert_clean(&DatabaseUrl::Sqlite(whole.clone()), &app.app.files);
    let (mut unseen, mut mended) = (Vec::new(), 0);
    for (number, (sql, kind, about)) in BREAKS.iter().enumerate() {
        let broken = folder.path().join(format!("broken-{number}.db"));
        std::fs::copy(&whole, &broken).unwrap();
        let url = DatabaseUrl::Sqlite(broken);
        let before = site::rows(&url);
        meddle(&url, sql);
        assert!(site::rows(&url) != before, "this breaks nothing: {sql}");
        let report = checked(&url, &app.app.files, false);
        if !report.findings.iter().any(|f| f.kind == *kind && f.about.contains(about)) {
            unseen.push(format!("{sql}\n  wanted {kind}: {about}, found {:?}", report.findings));
        }
        if report.findings.iter().all(|f| f.what.ends_with("run `dateline rebuild`")) {
            let db = Db::open(&url, 1).unwrap();
            let actions = Actions::new(db, None, dateline::app::now);
            let rebuilt = dateline::rebuild::run(&actions, &mut |_, _| {});
            let left = checked(&url, &app.app.files, false).findings;
            if rebuilt.is_err() || !left.is_empty() {
                unseen.push(format!("{sql}\n  rebuild does not mend it: {rebuilt:?}, {left:?}"));
            }
            mended += 1;
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
    assert!(mended > 20, "{mended} breaks could be mended by a rebuild");
}

#[test]
fn the_rules_are_the_same_on_postgres() {
    if !engines().contains(&Engine::Postgres) {
        return;
    }
    let app = site::app(Engine::Postgres);
    let url = &app.app.config.database;
    assert_clean(url, &app.app.files);
    let mut wanted = Vec::new();
    for (sql, kind, about) in BREAKS.iter().filter(|(sql, ..)| {
        [
            "UPDATE published_articles SET headline = 'Another'",
            "comment_count",
            "translation_group = 77",
            "name = 'things'",
            "destination",
            "'Basins'",
            "bytes = 3",
        ]
        .iter()
        .any(|part| sql.contains(part))
    }) {
        meddle(url, sql);
        wanted.push((kind, about));
    }
    let report = checked(url, &app.app.files, false);
    assert_eq!(wanted.len(), 7);
    for (kind, about) in wanted {
        assert!(
            report.findings.iter().any(|f| f.kind == *kind && f.about.contains(about)),
            "{kind}: {about} in {:#?}",
            report.findings
        );
    }
}

#[test]
fn files_are_read_only_when_that_was_asked_for() {
    let app = site::app(Engine::Sqlite);
    let url = &app.app.config.database;
    let path =
        app.app.files.path(&dateline::files::Hash::of(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"));
    let content = std::fs::read(&path).unwrap();
    let mut damaged = content.clone();
    damaged[3] ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    assert!(checked(url, &app.app.files, false).is_clean());
    let deep = checked(url, &app.app.files, true);
    assert!(deep.findings.iter().any(|f| f.kind == "file" && f.about == "file 40"), "{:?}", deep.findings);
    std::fs::remove_file(&path).unwrap();
    assert!(!checked(url, &app.app.files, false).is_clean());
    std::fs::write(&path, &content).unwrap();
    std::fs::write(app.app.files.dir().join("notes.txt"), "not ours").unwrap();
    let report = checked(url, &app.app.files, true);
    assert!(report.is_clean() && report.remarks.iter().any(|r| r.about.ends_with("notes.txt")), "{report:?}");
}

#[test]
fn a_broken_database_file_is_named() {
    let app = site::app(Engine::Sqlite);
    let whole = app.folder.with_file_name("whole.db");
    rusqlite::Connection::open(app.folder.join("dateline.db"))
        .and_then(|c| c.execute("VACUUM INTO ?1", [whole.to_str().unwrap()]))
        .unwrap();
    let refers = app.folder.with_file_name("refers.db");
    std::fs::copy(&whole, &refers).unwrap();
    let refers = DatabaseUrl::Sqlite(refers);
    meddle(&refers, "UPDATE comments SET article_id = 777 WHERE id = 3");
    let report = checked(&refers, &app.app.files, false);
    assert!(
        report.findings.iter().any(|f| f.kind == "database" && f.about.contains("comments")),
        "{report:?}"
    );
    let root: u32 = rusqlite::Connection::open(&whole)
        .and_then(|c| {
            c.query_row("SELECT rootpage FROM sqlite_master WHERE name = 'audit'", [], |row| row.get(0))
        })
        .unwrap();
    let mut bytes = std::fs::read(&whole).unwrap();
    let at = (root as usize - 1) * 4096;
    bytes[at..at + 64].fill(0xaa);
    std::fs::write(&whole, bytes).unwrap();
    let report = checked(&DatabaseUrl::Sqlite(whole), &app.app.files, false);
    assert!(report.findings.iter().any(|f| f.kind == "database"), "{report:?}");
}
