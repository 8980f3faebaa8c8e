//! Writing at the desk: nothing that was typed is lost, and nobody writes over anybody.

use super::super::common::{desk::TestDesk, http::Answer, wxr::*, *};
use dateline::{
    accounts::roles::Role,
    people::{self, model::Person},
};
use serde_json::{Value, json};

/// Begins an article and says its number.
pub fn begin(desk: &TestDesk) -> i64 {
    let begun = desk.post("/desk/articles", &[("kind", "article")]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    begun.header("location").rsplit('/').next().unwrap().parse().unwrap()
}

/// What the page of an article gives the editor.
pub fn data(desk: &TestDesk, id: i64) -> Value {
    let page = desk.page(&format!("/desk/articles/{id}"));
    let (_, rest) = page.split_once(r#"<script type="application/json" id="article">"#).unwrap();
    serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap()
}

pub fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text())
        .unwrap_or_else(|e| panic!("{}: {e}: {}", answer.status, answer.text()))
}

/// A manuscript with a headline and a text.
pub fn manuscript(headline: &str, text: &str) -> Value {
    json!({
        "language": "en", "slug": "", "headline": headline,
        "body": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]},
    })
}

fn keep(desk: &TestDesk, id: i64, version: i64, manuscript: &Value) -> Answer {
    let sent = json!({"based_on": null, "version": version, "manuscript": manuscript});
    desk.json("PUT", &format!("/desk/articles/{id}/working-copy"), &sent)
}

/// Saves a revision.
pub fn save(desk: &TestDesk, id: i64, based_on: i64, version: i64, manuscript: &Value) -> Answer {
    let sent = json!({"based_on": based_on, "version": version, "manuscript": manuscript});
    desk.json("POST", &format!("/desk/articles/{id}/revisions"), &sent)
}

#[test]
fn what_is_typed_is_kept_and_becomes_a_revision() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = begin(&ana);
        let fresh = data(&ana, id);
        assert_eq!(
            (&fresh["version"], &fresh["latest"], &fresh["readonly"]),
            (&json!(0), &Value::Null, &json!(false))
        );
        assert_eq!(fresh["manuscript"]["bylines"][0]["person"], ana.person);
        assert_eq!(fresh["names"]["people"][ana.person.to_string()], "Ana Author");
        // Half of it is wrong; it is kept as it is.
        let half = json!({"headline": "</script><b>", "slug": "N O", "body": 7, "more": [1, {"x": null}]});
        assert_eq!(read(&keep(&ana, id, 0, &half))["version"], 1);
        let again = data(&ana, id);
        assert_eq!((&again["manuscript"], &again["version"]), (&half, &json!(1)));
        assert!(ana.page(&format!("/desk/articles/{id}")).contains("<title>&lt;/script&gt;"));
        // Sent again after its answer was lost: answered as before.
        assert_eq!(read(&keep(&ana, id, 0, &half))["version"], 1);
        // From a window that knows less: nothing is overwritten, and what stands there comes back.
        let other = keep(&ana, id, 0, &json!({"headline": "Other"}));
        assert_eq!(
            (other.status, &read(&other)["manuscript"], &read(&other)["version"]),
            (409, &half, &json!(1))
        );
        let whole = manuscript("A first report", "It began.");
        assert_eq!(read(&keep(&ana, id, 1, &whole))["version"], 2);
        let refused = save(&ana, id, 0, 2, &half);
        assert_eq!(refused.status, 422);
        let fields: Vec<String> = read(&refused)["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["field"].as_str().unwrap().into())
            .collect();
        assert_eq!(fields, ["slug", "language", "body"]);
        assert_eq!(read(&keep(&ana, id, 2, &whole))["version"], 3, "a refused save loses nothing");
        let saved = save(&ana, id, 0, 3, &whole);
        let read_back = read(&saved);
        assert_eq!((saved.status, &read_back["number"]), (201, &json!(1)));
        assert_eq!(read_back["manuscript"]["slug"], "a-first-report");
        let now = data(&ana, id);
        assert_eq!((&now["version"], &now["based_on"], &now["latest"]), (&json!(0), &json!(1), &json!(1)));
        // Again, and with nothing changed: no second revision.
        for _ in 0..2 {
            let same = save(&ana, id, 0, 3, &whole);
            assert_eq!((same.status, &read(&same)["number"]), (200, &json!(1)), "{}", same.text());
        }
        assert!(app.dump(&[]).iter().filter(|row| row.starts_with("revisions:")).count() == 1);
    });
}

#[test]
fn two_people_never_write_over_each_other() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = begin(&ana);
        assert_eq!(save(&ana, id, 0, 0, &manuscript("A report", "One.")).status, 201);
        keep(&edda, id, 0, &manuscript("A report", "One, by Edda."));
        assert_eq!(save(&ana, id, 1, 0, &manuscript("A report", "One, by Ana.")).status, 201);
        let refused = save(&edda, id, 1, 1, &manuscript("A report", "One, by Edda."));
        let said = read(&refused);
        assert_eq!((refused.status, &said["newest"], &said["by"]), (409, &json!(2), &json!("Ana Author")));
        assert_eq!(said["manuscript"]["body"]["content"][0]["content"][0]["text"], "One, by Ana.");
        let kept = data(&edda, id);
        assert_eq!(kept["manuscript"]["body"]["content"][0]["content"][0]["text"], "One, by Edda.");
        assert_eq!(
            (&kept["based_on"], &kept["latest"], &kept["version"]),
            (&Value::Null, &json!(2), &json!(1))
        );
        assert_eq!(save(&edda, id, 2, 1, &manuscript("A report", "Both.")).status, 201);
        // Each sees the other, and not oneself.
        let path = format!("/desk/articles/{id}/presence");
        assert_eq!(read(&ana.json("PUT", &path, &json!({})))["people"], json!([]));
        let seen = read(&edda.json("PUT", &path, &json!({})));
        assert_eq!(seen["people"], json!([{"person": ana.person, "name": "Ana Author", "initials": "AA"}]));
        assert_eq!((&seen["latest"], &seen["by"]), (&json!(3), &json!("Edda Editor")));
    });
}

#[test]
fn a_working_copy_is_thrown_away_by_whoever_knows_it() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = begin(&ana);
        let path = format!("/desk/articles/{id}/working-copy");
        keep(&ana, id, 0, &manuscript("One", ""));
        keep(&ana, id, 1, &manuscript("Two", ""));
        let refused = ana.json("DELETE", &path, &json!({"version": 1}));
        assert_eq!((refused.status, &read(&refused)["manuscript"]["headline"]), (409, &json!("Two")));
        for _ in 0..2 {
            assert_eq!(ana.json("DELETE", &path, &json!({"version": 2})).status, 204);
        }
        // Another window goes on writing: it is kept.
        assert_eq!(read(&keep(&ana, id, 2, &manuscript("Three", "")))["version"], 3);
    });
}

#[test]
fn what_a_manuscript_names_must_be_there() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = begin(&edda);
        let mut sent = manuscript("A report", "x");
        sent["section"] = json!(77);
        sent["topics"] = json!([78]);
        sent["bylines"] = json!([{"person": 79, "role": "photographs"}]);
        sent["lead"] = json!({"media": 80});
        sent["published_on"] = json!(i64::MAX);
        let refused = save(&edda, id, 0, 0, &sent);
        assert_eq!(
            (refused.status, read(&refused)["fields"][0]["field"].clone()),
            (422, json!("published_on"))
        );
        sent["published_on"] = json!(1_700_000_000_000_000_i64);
        let refused = save(&edda, id, 0, 0, &sent);
        let fields: Vec<Value> =
            read(&refused)["fields"].as_array().unwrap().iter().map(|f| f["field"].clone()).collect();
        assert_eq!(fields, ["section", "topics", "bylines", "lead"]);
        for junk in
            ["", "null", "[]", "{}", "{\"manuscript\":1}", "{\"manuscript\":{},\"version\":\"x\"}", "\u{0}"]
        {
            let more = [("Content-Type", "application/json")];
            for (method, end) in [("PUT", "working-copy"), ("POST", "revisions"), ("DELETE", "working-copy")]
            {
                let answer = edda.send(method, &format!("/desk/articles/{id}/{end}"), &more, junk.as_bytes());
                assert!([422, 204].contains(&answer.status), "{method} {junk:?}: {}", answer.status);
            }
        }
    });
}

#[test]
fn people_and_topics_are_found_while_one_types() {
    on_each(|app| {
        let cato = app.signed_in_as(Role::Contributor);
        let person = app.act(|tx| {
            let [one, other] =
                ["Çelik Öz", "Mina Öztürk"].map(|name| Person::named(name, "").expect("a name"));
            people::store::add(tx, &other, None)?;
            people::store::add(tx, &one, None)
        });
        let person = person.unwrap();
        let found = |desk: &TestDesk, path: &str| -> Vec<String> {
            let items = read(&desk.get(path))["items"].as_array().unwrap().clone();
            items.iter().map(|i| i["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(
            found(&cato, "/desk/people.json?q=%C3%B6z"),
            ["Mina Öztürk", "Çelik Öz"].map(String::from)
        );
        assert_eq!(found(&cato, &format!("/desk/people.json?ids={person},9999")), ["Çelik Öz"]);
        assert_eq!(found(&cato, "/desk/people.json?q=%25"), Vec::<String>::new());
        let added = cato.json("POST", "/desk/topics.json", &json!({"name": "Harbour works"}));
        assert_eq!((added.status, &read(&added)["slug"]), (201, &json!("harbour-works")));
        assert_eq!(cato.json("POST", "/desk/topics.json", &json!({"name": "harbour  Works"})).status, 200);
        assert_eq!(cato.json("POST", "/desk/topics.json", &json!({"name": " ?! "})).status, 422);
        assert_eq!(found(&cato, "/desk/topics.json?q=works"), ["Harbour works"]);
    });
}

#[test]
fn an_imported_live_article_is_edited_beside_what_readers_see() {
    on_each(|app| {
        app.import(
            &Wxr::courier().with(Item::post(7, "a-report", "A report").content("<p>As it was.</p>")).build(),
        );
        let edda = app.signed_in_as(Role::Editor);
        let cato = app.signed_in_as(Role::Contributor);
        assert_eq!(cato.get("/desk/articles/7").status, 404, "it is nobody's of theirs");
        let before = app.page("/2026/11/a-report/");
        let held = data(&edda, 7);
        assert_eq!((&held["published"], &held["based_on"]), (&json!(1), &json!(1)));
        assert_eq!(save(&edda, 7, 1, 0, &held["manuscript"]).status, 200, "nothing differs");
        let mut changed = held["manuscript"].clone();
        changed["headline"] = json!("Another headline");
        keep(&edda, 7, 0, &changed);
        assert_eq!(save(&edda, 7, 1, 1, &changed).status, 201);
        assert_eq!(app.page("/2026/11/a-report/"), before);
        assert_eq!((&data(&edda, 7)["latest"], &data(&edda, 7)["published"]), (&json!(2), &json!(1)));
    });
}

#[test]
fn who_may_read_and_not_write_is_told_so() {
    on_each(|app| {
        let (ana, cato) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Contributor));
        let id = begin(&ana);
        assert_eq!(save(&ana, id, 0, 0, &manuscript("A report", "x")).status, 201);
        assert_eq!(keep(&cato, id, 0, &manuscript("A report", "y")).status, 404);
        app.act(move |tx| {
            dateline::articles::newsroom::store::set_named(tx, id, cato.person, true)?;
            dateline::articles::newsroom::store::set_confidential(tx, id, true)
        })
        .unwrap();
        assert_eq!(data(&cato, id)["readonly"], json!(true));
        for answer in
            [keep(&cato, id, 0, &manuscript("x", "y")), save(&cato, id, 1, 0, &manuscript("x", "y"))]
        {
            assert_eq!(answer.status, 403);
        }
    });
}

#[test]
fn a_topic_tells_readers_nothing_before_an_article_on_it_is_public() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let added = read(&edda.json("POST", "/desk/topics.json", &json!({"name": "The leaked ledger"})));
        let before = app.get("/tag/the-leaked-ledger/");
        assert_eq!(before.status, 404);
        assert_eq!(app.get("/search/suggest?q=leaked").text(), "[]");
        let id = begin(&edda);
        let mut sent = manuscript("A report", "x");
        sent["topics"] = json!([added["id"]]);
        assert_eq!(save(&edda, id, 0, 0, &sent).status, 201);
        dateline::rebuild::run(&app.app.actions, &mut |_, _| {}).unwrap();
        assert_eq!(app.get("/tag/the-leaked-ledger/").status, 404, "not after a rebuild either");
        app.act(move |tx| {
            let site = dateline::settings::store::site(tx)?;
            let article = dateline::articles::store::article(tx, id)?.expect("it is there");
            let (row, manuscript) = dateline::articles::store::revision(tx, id, 1)?.expect("it was saved");
            let copy = dateline::articles::FairCopy::of(manuscript)?;
            dateline::publishing::actions::publish(tx, &site, &article, row, &copy)
        })
        .unwrap();
        assert!(app.page("/tag/the-leaked-ledger/").contains("A report"));
        let report = dateline::check::run(&app.app.db, &app.app.files, false, &mut |_, _, _| {}).unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
    });
}
