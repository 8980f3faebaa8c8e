//! What came in here, read from the database of the site.

use crate::common::TestApp;
use dateline::{articles, articles::model::Manuscript, db::DatabaseUrl};
use document::html::{self, FileLink, Picture, Resolve, Words};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// An article or page.
pub struct Article {
    pub id: i64,
    pub original: String,
    pub kind: String,
    pub stage: String,
    pub visibility: String,
    pub guid: String,
    pub manuscript: Manuscript,
    pub html: String,
}

/// A comment.
pub struct Comment {
    pub id: i64,
    pub original: String,
    pub article: i64,
    pub parent: Option<i64>,
    pub kind: String,
    pub state: String,
    pub author: String,
    pub email: Option<String>,
    pub html: String,
    pub at: i64,
}

/// A section or topic: its slug, name, description and whether it stands below another.
pub type Term = (String, String, String, bool);

/// Everything.
pub struct Ours {
    pub articles: Vec<Article>,
    pub comments: Vec<Comment>,
    pub sections: BTreeMap<i64, Term>,
    pub topics: BTreeMap<i64, Term>,
    pub menus: Vec<String>,
    /// Kept aside: kind and original → the JSON.
    pub originals: BTreeMap<(String, String), String>,
}

/// The address of every picture and file, as far as it is counted.
struct Counted(Words);

impl Resolve for Counted {
    fn picture(&self, figure: &document::Figure) -> Option<Picture> {
        let src = figure.src.clone().unwrap_or_else(|| "/files/a".into());
        Some(Picture { src, ..Picture::default() })
    }
    fn file(&self, file: &document::File) -> Option<FileLink> {
        Some(FileLink { href: file.src.clone().unwrap_or_else(|| "/files/a".into()), ..FileLink::default() })
    }
    fn recording(&self, recording: &document::Recording) -> Option<String> {
        Some(recording.src.clone().unwrap_or_else(|| "/files/a".into()))
    }
    fn words(&self) -> &Words {
        &self.0
    }
}

fn all<T>(base: &Connection, sql: &str, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut statement = base.prepare(sql).expect("SQL");
    statement.query_map([], read).expect("rows").collect::<Result<_, _>>().expect("a row")
}

/// Reads it all.
pub fn read(app: &TestApp) -> Ours {
    let DatabaseUrl::Sqlite(path) = &app.app.config.database else { panic!("SQLite alone") };
    let base = Connection::open(path).expect("the file opens");
    // What a page says of an embed is none of the text.
    let words = Counted(Words { open_on: String::new(), ..Words::default() });
    let found = all(
        &base,
        "SELECT a.id, i.original, a.kind, a.stage, a.visibility, COALESCE(a.guid, ''), a.latest FROM articles a
         JOIN imported i ON i.kind = 'article' AND i.ours = a.id ORDER BY a.id",
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get::<_, i64>(6)?)),
    );
    let mut articles = Vec::new();
    for (id, original, kind, stage, visibility, guid, latest) in found {
        let reading = app.app.db.read(move |sql| articles::store::revision(sql, id, latest));
        let (_, manuscript) = reading.wait().expect("a reading").expect("a revision");
        let html = html::write(&manuscript.body, &words);
        articles.push(Article { id, original, kind, stage, visibility, guid, manuscript, html });
    }
    let comments = all(
        &base,
        "SELECT c.id, i.original, c.article_id, c.parent_id, c.kind, c.state, c.author, c.email, c.body, c.at FROM comments c
         JOIN imported i ON i.kind = 'comment' AND i.ours = c.id",
        |r| {
            let body: String = r.get(8)?;
            let body = serde_json::from_str(&body).expect("a document");
            Ok(Comment {
                id: r.get(0)?,
                original: r.get(1)?,
                article: r.get(2)?,
                parent: r.get(3)?,
                kind: r.get(4)?,
                state: r.get(5)?,
                author: r.get(6)?,
                email: r.get(7)?,
                html: html::write(&body, &words),
                at: r.get(9)?,
            })
        },
    );
    let terms = |sql: &str| {
        let rows = all(&base, sql, |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))));
        rows.into_iter().collect()
    };
    let mut menus = Vec::new();
    for text in all(&base, "SELECT value FROM settings", |r| r.get::<_, String>(0)) {
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) {
            labels(&value, &mut menus);
        }
    }
    Ours {
        articles,
        comments,
        sections: terms("SELECT id, slug, name, description, parent_id IS NOT NULL FROM sections"),
        topics: terms("SELECT id, slug, name, description, 0 FROM topics"),
        menus,
        originals: all(&base, "SELECT kind, original, data FROM originals", |r| {
            Ok(((r.get(0)?, r.get(1)?), r.get(2)?))
        })
        .into_iter()
        .collect(),
    }
}

fn labels(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(all) => all.iter().for_each(|v| labels(v, out)),
        serde_json::Value::Object(map) => {
            out.extend(map.get("title").and_then(|l| l.as_str()).map(str::to_owned));
            map.values().for_each(|v| labels(v, out));
        }
        _ => {}
    }
}
