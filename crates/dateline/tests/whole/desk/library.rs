//! The library: found again, described, cropped where somebody said, used where it says.

use super::{
    super::common::{desk::TestDesk, wxr::*, *},
    uploads::{photograph, uploaded},
};
use dateline::{accounts::roles::Role, articles, media};
use serde_json::{Value, json};

fn list(desk: &TestDesk, question: &str) -> (Vec<i64>, Option<i64>) {
    let answer = desk.get(&format!("/desk/media.json{question}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let all: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let ids = all["items"].as_array().unwrap().iter().map(|m| m["id"].as_i64().unwrap()).collect();
    (ids, all["next"].as_i64())
}

fn patch(desk: &TestDesk, id: i64, change: &Value) -> (u16, Value) {
    let answer = desk.json("PATCH", &format!("/desk/media/{id}.json"), change);
    (answer.status, serde_json::from_slice(&answer.bytes).unwrap())
}

#[test]
fn what_came_in_is_found_by_what_is_said_of_it() {
    on_each(|app| {
        let desk = app.signed_in_as(Role::Author);
        let quay = uploaded(&desk, "quay.jpg", &photograph(90, 60));
        let table = uploaded(&desk, "Catch by month.csv", b"month,tons\n1,2\n");
        let mole = uploaded(&desk, "mole.jpg", &photograph(60, 90));
        assert_eq!(list(&desk, ""), (vec![mole, table, quay], None));
        assert_eq!(list(&desk, "?kind=picture").0, [mole, quay]);
        assert_eq!(list(&desk, "?kind=file").0, [table]);
        assert_eq!(list(&desk, &format!("?before={mole}")).0, [table, quay]);
        let (status, said) =
            patch(&desk, mole, &json!({ "caption": "Die Möwe über dem Hafen", "credit": "Ida Quill" }));
        assert_eq!((status, &said["caption"]), (200, &json!("Die Möwe über dem Hafen")));
        for (question, found) in [
            ("?q=quay", vec![quay]),
            ("?q=MOWE", vec![mole]),
            ("?q=hafen%20quill", vec![mole]),
            ("?q=haf%20ida%20mol", vec![mole]),
            ("?q=hafen%20quay", vec![]),
            ("?q=catch&kind=picture", vec![]),
            ("?q=month&kind=file", vec![table]),
            ("?q=%2D%2D", vec![]),
            ("?q=%00%25_'", vec![]),
        ] {
            assert_eq!(list(&desk, question).0, found, "{question}");
        }
        // What it said before is not found any more.
        patch(&desk, mole, &json!({ "caption": "" }));
        assert!(list(&desk, "?q=hafen").0.is_empty());
        let page = desk.page("/desk/media?q=quay");
        assert!(
            page.contains(&format!("/desk/media/{quay}\""))
                && !page.contains(&format!("/desk/media/{mole}\""))
        );
        // Taken out, it is found no more, and is there for what shows it.
        let editor = app.signed_in_as(Role::Editor);
        assert_eq!(desk.post(&format!("/desk/media/{quay}/retire"), &[]).status, 403);
        assert_eq!(editor.post(&format!("/desk/media/{quay}/retire"), &[]).status, 303);
        assert_eq!(list(&desk, "").0, [mole, table]);
        assert!(list(&desk, "?q=quay").0.is_empty());
        assert_eq!(editor.post(&format!("/desk/media/{quay}/retire"), &[("back", "1")]).status, 303);
        assert_eq!(list(&desk, "?q=quay").0, [quay]);
    });
}

#[test]
fn a_long_library_is_paged() {
    on_sqlite(|app| {
        let desk = app.signed_in_as(Role::Author);
        app.act(|tx| {
            for n in 0..100 {
                let medium = media::model::Medium {
                    name: format!("file-{n}.txt"),
                    media_type: "text/plain".into(),
                    ..Default::default()
                };
                media::store::add(tx, &medium, None)?;
            }
            Ok(())
        })
        .unwrap();
        let mut seen = Vec::new();
        let mut next = None;
        loop {
            let question = next.map(|n| format!("?q=file&before={n}")).unwrap_or("?q=file".into());
            let (some, more) = list(&desk, &question);
            seen.extend(some);
            next = more;
            if next.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 100);
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]));
        let page = desk.page("/desk/media");
        let older = page.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(desk.page(&older.replace("&amp;", "&")).contains("file-40.txt"));
    });
}

#[test]
fn what_was_there_before_words_were_kept_is_found_after_the_next_start() {
    on_sqlite(|app| {
        let desk = app.signed_in_as(Role::Author);
        let id = uploaded(&desk, "quay.jpg", &photograph(90, 60));
        app.act(|tx| {
            tx.execute("DELETE FROM media_words", &[])?;
            tx.execute("UPDATE media SET worded = 0", &[])
        })
        .unwrap();
        assert!(list(&desk, "?q=quay").0.is_empty());
        let person = desk.person;
        let app = app.restarted(|_| {});
        let session =
            app.act(move |tx| dateline::accounts::actions::sign_in(tx, person, true, "a browser")).unwrap();
        let desk = app.desk(person, session);
        soon(|| list(&desk, "?q=quay").0 == [id]);
    });
}

#[test]
fn a_word_that_most_have_is_found_as_well() {
    on_each(|app| {
        let desk = app.signed_in_as(Role::Author);
        app.act(|tx| {
            for n in 0..2_100 {
                let name = if n == 3 { "harbour rare.txt".to_owned() } else { format!("harbour {n}.txt") };
                let medium =
                    media::model::Medium { name, media_type: "text/plain".into(), ..Default::default() };
                media::store::add(tx, &medium, None)?;
            }
            Ok(())
        })
        .unwrap();
        let (newest, next) = list(&desk, "?q=harb");
        assert_eq!((newest.len(), next), (40, newest.last().copied()));
        let (older, _) = list(&desk, &format!("?q=harb&before={}", next.unwrap()));
        assert_eq!(older.first().copied(), next.map(|id| id - 1));
        assert_eq!(list(&desk, "?q=harbour%20rare").0.len(), 1);
        assert!(list(&desk, "?q=harbour&kind=picture").0.is_empty());
    });
}

#[test]
fn a_description_that_is_refused_keeps_what_was_typed() {
    on_sqlite(|app| {
        let desk = app.signed_in_as(Role::Author);
        let id = uploaded(&desk, "quay.jpg", &photograph(90, 60));
        let address = format!("/desk/media/{id}");
        let long = "x".repeat(400);
        let refused = desk
            .post(&address, &[("title", &long), ("alt", "A <quay>"), ("focus_x", "120"), ("focus_y", "30")]);
        let text = refused.text();
        assert_eq!(refused.status, 422);
        assert!(
            text.contains(&long) && text.contains("A &lt;quay&gt;") && text.contains("value=\"120\""),
            "{text}"
        );
        assert!(text.contains("300 bytes") && text.contains("from 0 to 100"), "{text}");
        for change in [
            json!({ "focus": { "x": 1.5, "y": 0 } }),
            json!({ "title": long }),
            json!({ "focus": 7 }),
            json!({ "alt": 7 }),
        ] {
            assert_eq!(patch(&desk, id, &change).0, 422, "{change}");
        }
        assert_eq!(patch(&desk, id, &json!({ "title": long })).1["fields"][0]["field"], "title");
        let kept = desk.post(&address, &[("title", "The quay"), ("focus_x", "25"), ("focus_y", "62,5")]);
        assert_eq!(kept.status, 303, "{}", kept.text());
        let m: Value = serde_json::from_slice(&desk.get(&format!("/desk/media/{id}.json")).bytes).unwrap();
        assert_eq!((&m["title"], &m["focus"]), (&json!("The quay"), &json!({ "x": 0.25, "y": 0.625 })));
        assert!(desk.page(&address).contains("value=\"62.5\""));
        // What is left out stays; none is said by null.
        assert_eq!(patch(&desk, id, &json!({ "alt": "The quay at dawn" })).1["focus"]["x"], 0.25);
        assert_eq!(patch(&desk, id, &json!({ "focus": null })).1["focus"], Value::Null);
        assert_eq!(desk.get("/desk/media/999999").status, 404);
    });
}

fn with_lead(app: &TestApp) {
    app.file("uploads/2026/11/quay.jpg", photograph(900, 600));
    let folder = app.folder.with_file_name("uploads");
    let post = Item::post(7, "a-report", "A report").content(
        "<!-- wp:image {\"id\":100} --><figure class=\"wp-block-image\">\
         <img src=\"https://old.example/wp-content/uploads/2026/11/quay.jpg\" alt=\"\" class=\"wp-image-100\"/></figure><!-- /wp:image -->",
    );
    let export = Wxr::courier().with(Item::attachment(100, "2026/11/quay.jpg", "The quay", 7)).with(post);
    app.import_with(&export.build(), |options| options.uploads = Some(folder));
}

#[test]
fn a_focal_point_reaches_readers_at_once_and_is_checked() {
    on_each(|app| {
        with_lead(&app);
        let desk = app.signed_in_as(Role::Editor);
        let before = app.get("/2026/11/a-report/");
        assert!(!before.text().contains("object-position"));
        let (status, said) =
            patch(&desk, 100, &json!({ "focus": { "x": 0.25, "y": 0.8 }, "credit": "Ida Quill" }));
        assert_eq!(status, 200, "{said}");
        let page = app.get("/2026/11/a-report/");
        let text = page.text();
        assert!(
            text.contains(".f250-800{object-position:25.0% 80.0%}") && text.contains(" f250-800\""),
            "{text}"
        );
        assert!(page.header("content-security-policy").contains("'sha256-"), "the policy allows the rule");
        assert_ne!(page.header("content-security-policy"), before.header("content-security-policy"));
        assert!(app.command(&["check"]).status.success());
        // Rebuilt, it is the same; changed behind the back, it is found.
        assert!(app.command(&["rebuild"]).status.success());
        assert!(app.page("/2026/11/a-report/").contains("f250-800"));
        app.act(|tx| tx.execute("UPDATE published_media SET focus_x = 1", &[])).unwrap();
        let found = app.command(&["check"]);
        assert!(!found.status.success() && String::from_utf8_lossy(&found.stdout).contains("file 100"));
    });
}

#[test]
fn what_readers_see_is_described_by_who_may_publish() {
    on_sqlite(|app| {
        with_lead(&app);
        let contributor = app.signed_in_as(Role::Contributor);
        assert_eq!(patch(&contributor, 100, &json!({ "credit": "me" })).0, 403);
        assert_eq!(contributor.post("/desk/media/100", &[("title", "mine")]).status, 403);
        assert!(!contributor.page("/desk/media/100").contains("<textarea"));
        let own = uploaded(&contributor, "own.jpg", &photograph(30, 30));
        assert_eq!(patch(&contributor, own, &json!({ "credit": "me" })).0, 200);
    });
}

#[test]
fn a_page_says_where_it_is_shown() {
    on_each(|app| {
        with_lead(&app);
        let editor = app.signed_in_as(Role::Editor);
        let page = editor.page("/desk/media/100");
        assert!(page.contains("/desk/articles/7\"") && page.contains("/2026/11/a-report/"), "{page}");
        assert!(page.contains("download="));
        let other = uploaded(&editor, "own.jpg", &photograph(30, 30));
        assert!(editor.page(&format!("/desk/media/{other}")).contains("Nowhere that you may see"));
    });
}

#[test]
fn what_belongs_to_a_confidential_article_is_found_by_the_people_named_on_it() {
    on_each(|app| {
        with_lead(&app);
        let writer = app.signed_in_as(Role::Editor);
        let other = app.signed_in("Other Editor", Role::Editor);
        let file = photograph(120, 80);
        let begun = writer.json(
            "POST",
            "/desk/uploads",
            &json!({ "name": "secret-source.jpg", "bytes": file.len(), "sha256": "", "article": 7 }),
        );
        let begun: Value = serde_json::from_slice(&begun.bytes).unwrap();
        let (_, said) = super::uploads::piece(&writer, begun["upload"].as_str().unwrap(), 0, &file);
        let id = said["media"]["id"].as_i64().unwrap();
        assert_eq!(list(&other, "?q=secret").0, [id], "nothing is confidential yet");
        let person = writer.person;
        app.act(move |tx| {
            articles::newsroom::store::set_named(tx, 7, person, true)?;
            articles::newsroom::store::set_confidential(tx, 7, true)
        })
        .unwrap();
        for path in ["", ".json", "/file", "/picture"] {
            assert_eq!(other.get(&format!("/desk/media/{id}{path}")).status, 404, "{path}");
            assert_eq!(writer.get(&format!("/desk/media/{id}{path}")).status, 200, "{path}");
        }
        for question in ["", "?q=secret", "?kind=picture"] {
            assert!(!list(&other, question).0.contains(&id), "{question}");
            assert!(list(&writer, question).0.contains(&id), "{question}");
        }
        assert!(!other.page("/desk/media").contains("secret-source"));
        assert_eq!(patch(&other, id, &json!({ "title": "x" })).0, 404);
        // That the newsroom has these bytes is not told either.
        let again = uploaded(&other, "mine.jpg", &file);
        assert_ne!(again, id);
    });
}
