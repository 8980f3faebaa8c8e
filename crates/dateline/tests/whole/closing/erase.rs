//! Erasing a passage, and a file.

use super::{super::common::soon, *};
use dateline::{
    accounts::roles::Role,
    articles::{
        sources::Source,
        writing::{self, model::Copy},
    },
    closing::erase::{actions as erase, model::Passage},
    sources::{model, origins, store},
};
use std::path::Path;

/// Who is to be forgotten.
const NAME: &str = "Mara Quennell";

/// Every file of a folder.
fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if let Ok(bytes) = std::fs::read(&path) {
            found.push((path.display().to_string(), bytes));
        }
    }
}

/// Where in the data folder, or in the rows of the database, some words are. Another process looks: whoever closes a database's file
/// gives up all locks that this process holds on it (sqlite.org/howtocorrupt.html, 2.2).
fn holders(app: &TestApp, words: &[&str]) -> Vec<String> {
    let mut grep = std::process::Command::new("grep");
    grep.args(["-r", "-a", "-l", "-F"]);
    for word in words {
        grep.args(["-e", word]);
    }
    let found = grep.arg(&app.folder).output().expect("grep runs");
    let mut all: Vec<String> = String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect();
    let rows = app.dump(&[]).join("\n");
    if words.iter().any(|word| rows.contains(word)) {
        all.push("the rows".into());
    }
    all
}

/// A report that names somebody wherever somebody can be named.
fn report(app: &TestApp) {
    courier(app);
    let sources: Vec<Source> = serde_json::from_value(json!([
        { "id": 1, "kind": "interview", "who": { "named": { "name": NAME, "link": "https://x.example/Mara%20Quennell" } } },
    ]))
    .unwrap();
    let split = json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [
        { "type": "text", "text": "It was Mara " },
        { "type": "text", "text": "Quennell", "marks": [{ "type": "bold" }, { "type": "source", "attrs": { "ids": [1] } }] },
        { "type": "text", "text": " who said so, said Mara Quennell. The basin is deep." },
    ] }] });
    app.act(move |tx| {
        let site = settings::store::site(tx)?;
        let article = articles::store::article(tx, 7)?.unwrap();
        let (_, mut m) = articles::store::revision(tx, 7, article.latest)?.unwrap();
        m.headline = format!("{NAME} speaks");
        m.standfirst = format!("What {NAME} saw at the basin.");
        m.body = serde_json::from_value(split.clone())?;
        m.sources.clone_from(&sources);
        store::confirm(tx, 7, "source", &model::digest(&sources[0])?)?;
        let counted = origins::of(tx, &site, 7, &m)?;
        store::confirm(tx, 7, "origins", &model::digest_of_all(&m.sources, &counted)?)?;
        let copy = FairCopy::of(m.clone())?;
        let saved = articles::actions::save(tx, 7, article.latest, &copy)?;
        publishing::actions::publish(tx, &site, &article, saved.revision, &copy)?;
        // Beside it, what staff and readers said.
        let copy = Copy { based_on: saved.number, version: 1, text: m.to_text()?, at: 1 };
        writing::store::add_copy(tx, 7, 1, &copy)?;
        tx.execute("INSERT INTO notes (article_id, revision, quote, body, at) VALUES (7, 1, 'Mara Quennell', 'Is Mara Quennell safe?', 1)", &[])?;
        tx.execute(
            "INSERT INTO error_reports (article_id, publication_id, passage, text, at) VALUES (7, 1, 'said Mara Quennell', 'Mara Quennell was not there.', 1)",
            &[],
        )?;
        tx.execute("INSERT INTO audit (at, via, verb, subject, detail) VALUES (1, 'desk', 'note', 'article/7', 'Mara Quennell')", &[])?;
        Ok(())
    })
    .unwrap();
    correct(app, "Mara Quennell is a diver.", "Mara Quennell, a pilot");
    app.act(|tx| {
        let article = articles::store::article(tx, 7)?.unwrap();
        let (_, mut m) = articles::store::revision(tx, 7, article.latest)?.unwrap();
        m.kicker = "Once more".into();
        let copy = FairCopy::of(m)?;
        let saved = articles::actions::save(tx, 7, article.latest, &copy)?;
        let site = settings::store::site(tx)?;
        publishing::actions::publish(tx, &site, &article, saved.revision, &copy)
    })
    .unwrap();
}

#[test]
fn nothing_of_a_passage_is_left_anywhere_and_all_is_sound() {
    on_each(|app| {
        report(&app);
        // The index knows the name by then.
        soon(|| app.get("/search?q=quennell").text().contains("speaks"));
        assert!(!holders(&app, &[NAME]).is_empty());
        let wet = |arguments: &[&str]| {
            let all = [
                &["erase", "--article", "7", "--text", NAME, "--reason", "A witness is in danger"],
                arguments,
            ]
            .concat();
            let output = app.command(&all);
            let text = [output.stdout, output.stderr]
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .concat();
            assert!(output.status.success(), "{text}");
            text
        };
        let before = app.dump(&[]);
        let dry = wet(&["--dry-run"]);
        for what in [
            "revisions: ",
            "publications: ",
            "working copies: ",
            "notes: ",
            "corrections: ",
            "readers' reports: ",
            "log: ",
            "Nothing was written.",
        ] {
            assert!(dry.contains(what), "{what}: {dry}");
        }
        assert_eq!(app.dump(&[]), before, "a dry run writes nothing");
        assert!(!dry.contains(NAME), "{dry}");
        wet(&[]);
        nowhere(&app, NAME);
        nowhere(&app, "Quennell");
        let page = app.page(REPORT);
        assert!(page.contains("[erased] speaks") && page.contains("It was [erased]"), "{page}");
        // The index is made anew by the server, beside which the command ran.
        soon(|| holders(&app, &["Quennell", "quennell"]).is_empty());
        is_sound(&app);
        // What was confirmed is so still, under what it is called now.
        let sources = json_of(&app, "/wp-json/dateline/v1/articles/7/sources");
        assert_eq!(
            (&sources["sources"][0]["name"], &sources["known_origins"]["said"]),
            (&json!("[erased]"), &json!(1))
        );
        let again = app.act(|tx| {
            let article = articles::store::article(tx, 7)?.unwrap();
            let (row, m) = articles::store::revision(tx, 7, article.latest)?.unwrap();
            let site = settings::store::site(tx)?;
            publishing::actions::publish(tx, &site, &article, row, &FairCopy::of(m)?)
        });
        again.unwrap();
        let sources = json_of(&app, "/wp-json/dateline/v1/articles/7/sources");
        assert_eq!(sources["known_origins"]["said"], 1, "and when it is published again");
        let dump = app.dump(&[]).join("\n");
        assert!(dump.contains("A witness is in danger") && !dump.contains("Quennell"));
    });
}

#[test]
fn what_cannot_be_erased_is_refused_and_addresses_are_named() {
    on_each(|app| {
        report(&app);
        let run = |text: &'static str, reason: &'static str| {
            app.act(move |tx| erase::passage(tx, 7, &Passage::parse(text)?, reason))
        };
        for (text, reason, why) in [
            (NAME, " ", "reason"),
            (NAME, "Mara Quennell asked for it", "must not have the passage"),
            ("mara quennell", "x", "nowhere"),
            ("ab", "x", "at least three"),
        ] {
            assert!(run(text, reason).unwrap_err().to_string().contains(why), "{text} {reason}");
        }
        assert!(app.act(|tx| erase::passage(tx, 99, &Passage::parse("basin")?, "x")).is_err());
        publish(&app, |m| m.body = document::markdown::read("A report, and no more.").document).unwrap();
        let found = run("A report", "x").unwrap();
        assert_eq!(found.addresses, ["/2026/11/a-report"]);
        app.status(REPORT, 200);
        is_sound(&app);
    });
}

#[test]
fn the_desk_says_in_how_many_places_before_it_erases() {
    on_each(|app| {
        report(&app);
        let (ada, edda) = (app.signed_in_as(Role::Administrator), app.signed_in_as(Role::Editor));
        let path = "/desk/articles/7/erasure";
        assert_eq!(edda.get(path).status, 403);
        let first = ada.post(path, &[("text", NAME), ("reason", "A witness is in danger")]);
        assert_eq!(first.status, 200, "it asks once more");
        assert!(first.text().contains("name=\"sure\""), "{}", first.text());
        assert!(app.page(REPORT).contains(NAME), "nothing was written yet");
        assert_eq!(ada.post(path, &[("text", "No such words"), ("reason", "x")]).status, 422);
        let fields = [("text", NAME), ("reason", "A witness is in danger"), ("sure", "1")];
        assert_eq!(ada.post(path, &fields).status, 303);
        nowhere(&app, "Quennell");
        soon(|| holders(&app, &["Quennell", "quennell"]).is_empty());
        is_sound(&app);
    });
}

#[test]
fn a_file_is_gone_with_its_sizes_and_does_not_come_back() {
    on_each(|app| {
        let mut png = Vec::new();
        let picture =
            image::RgbImage::from_fn(420, 280, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
        picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        app.file("uploads/2026/11/quay.png", &png);
        let folder = app.folder.with_file_name("uploads");
        let post =
            Item::post(7, "a-report", "A report").meta("_thumbnail_id", "8").section("harbour", "Harbour");
        let attachment = Item::attachment(8, "2026/11/quay.png", "The Quennell quay", 7);
        let export = Wxr::courier().with(post).with(attachment).build();
        app.import_with(&export, |options| options.uploads = Some(folder.clone()));
        // Its smallest files come a little later, and go as well.
        soon(|| !app.dump(&[]).iter().any(|row| row.starts_with("jobs:") && row.contains("avif")));
        let page = app.page(REPORT);
        let mut addresses: Vec<&str> =
            page.split(['"', ' ', ',']).filter(|part| part.starts_with("/media/")).collect();
        addresses.sort_unstable();
        addresses.dedup();
        assert!(addresses.len() > 1, "{addresses:?}");
        let mut before = Vec::new();
        files(&app.folder.join("files"), &mut before);
        assert!(before.len() >= addresses.len());
        let run = |arguments: &[&str]| {
            let output = app.command(arguments);
            let text = [output.stdout, output.stderr]
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .concat();
            (output.status.code(), text)
        };
        assert_eq!(run(&["erase", "--media", "8"]).0, Some(2), "without a reason");
        assert_eq!(run(&["erase", "--media", "99", "--reason", "x"]).0, Some(1));
        assert_eq!(run(&["erase", "--media", "8", "--reason", "A witness is in it", "--dry-run"]).0, Some(0));
        app.status(addresses[0], 200);
        let (code, text) = run(&["erase", "--media", "8", "--reason", "A witness is in it"]);
        assert_eq!(code, Some(0), "{text}");
        for address in &addresses {
            app.status(address, 410);
        }
        let mut after = Vec::new();
        files(&app.folder.join("files"), &mut after);
        assert!(after.is_empty(), "{:?}", after.iter().map(|(path, _)| path).collect::<Vec<_>>());
        assert!(!app.page(REPORT).contains("<img "), "the article stands without it");
        assert!(!app.dump(&[]).join("\n").contains("Quennell"));
        is_sound(&app);
        // The same export once more brings nothing back.
        app.import_with(&export, |options| options.uploads = Some(folder));
        for address in &addresses {
            app.status(address, 410);
        }
    });
}
