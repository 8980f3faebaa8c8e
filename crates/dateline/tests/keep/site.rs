//! The site that these tests keep: a bit of everything.

use super::common::{
    Engine, TestApp,
    wxr::{Item, Wxr},
};
use dateline::{
    articles::{self, FairCopy},
    check::{self, Report},
    db::{self, Cell, DatabaseUrl, Db},
    files::Files,
    publishing, settings,
};
use std::{collections::BTreeMap, fmt::Write};

/// Reports, a page, drafts, a schedule, comments, files and redirects.
pub fn export() -> String {
    Wxr::courier()
        .with(Item::attachment(40, "2026/11/dredging-survey.pdf", "The dredging survey", 7))
        .with(Item::attachment(41, "2026/11/the-basin.png", "The Old Basin", 7))
        .with(Item::attachment(42, "2026/11/not-here.pdf", "Left behind", 8))
        .with(
            Item::post(7, "a-report", "A report on the Old Basin")
                .section("dredging", "Dredging")
                .section("town", "Town")
                .topic("old-basin", "Old Basin")
                .meta("_thumbnail_id", "41")
                .meta("_wp_old_slug", "an-early-report")
                .content("<p>Silt \\ and\ttide.</p><p>“دریا”, fog 🌫 and O'Neill.</p>")
                .comment(1, 0, "1", "Ada", "I saw the dredger.")
                .comment(2, 1, "1", "Ben", "So did I.")
                .comment(3, 0, "0", "Cat", "Not yet looked at."),
        )
        .with(
            Item::post(8, "storm", "Storm closes the quay")
                .section("harbour", "Harbour")
                .topic("storms", "Storms")
                .by("tobias"),
        )
        .with(Item::post(9, "draft", "Not written yet").status("draft"))
        .with(Item::post(10, "next-year", "The regatta of 2099").status("future").date("2099-06-01 08:00:00"))
        .with(Item::post(11, "closed", "For those with the word").password("tide"))
        .with(Item::page(12, "about", "About the Courier"))
        .build()
}

/// A site with all that, and a server on it.
pub fn app(engine: Engine) -> TestApp {
    let app = TestApp::new(engine);
    app.file("uploads/2026/11/dredging-survey.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(640, 400, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .write_to(&mut picture, image::ImageFormat::Png)
        .unwrap();
    app.file("uploads/2026/11/the-basin.png", picture.into_inner());
    let redirects = app.file("redirects.csv", "source,target,regex,code\n/old-quay/,/2026/11/storm/,0,301\n");
    let uploads = app.folder.with_file_name("uploads");
    let summary = app.import_with(&export(), |options| {
        options.uploads = Some(uploads);
        options.redirects = Some(redirects);
    });
    assert_eq!(summary.error, None);
    // The page was published twice.
    app.act(|tx| {
        let article = articles::store::article(tx, 12)?.expect("it is there");
        let (_, mut text) = articles::store::revision(tx, 12, article.latest)?.expect("a revision");
        text.standfirst = "Who we are.".into();
        let text = FairCopy::of(text)?;
        let saved = articles::actions::save(tx, 12, article.latest, &text)?;
        let site = settings::store::site(tx)?;
        publishing::actions::publish(tx, &site, &article, saved.revision, &text)
    })
    .expect("it is published");
    app
}

/// What a check finds.
pub fn checked(url: &DatabaseUrl, files: &Files, deep: bool) -> Report {
    let db = Db::open(url, 1).expect("the database opens");
    check::run(&db, files, deep, &mut |_, _, _| {}).expect("the check runs")
}

/// Asserts that a check finds nothing.
pub fn assert_clean(url: &DatabaseUrl, files: &Files) {
    let report = checked(url, files, true);
    assert!(report.is_clean(), "{:#?}", report.findings);
}

/// Every row of every table as text, the same on both engines.
pub fn rows(url: &DatabaseUrl) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    Db::open(url, 1)
        .unwrap()
        .separate()
        .unwrap()
        .snapshot(|sql| {
            for table in db::tables(sql)? {
                let mut rows = Vec::new();
                db::each_row(sql, &table, &mut |cells: &[Cell]| {
                    let mut line = String::new();
                    for (column, cell) in table.columns.iter().zip(cells) {
                        let _ = write!(line, "{column}={cell:?} ");
                    }
                    rows.push(line);
                    Ok(())
                })?;
                rows.sort();
                all.insert(table.name, rows);
            }
            Ok(())
        })
        .unwrap();
    all
}

/// Runs SQL on a database as somebody would who should not.
pub fn meddle(url: &DatabaseUrl, sql: &str) {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let connection = rusqlite::Connection::open(path).unwrap();
            connection
                .execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
                .unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
        DatabaseUrl::Postgres(address) => {
            let mut client = postgres::Client::connect(address, postgres::NoTls).unwrap();
            client.batch_execute(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
    }
}
