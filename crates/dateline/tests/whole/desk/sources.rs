//! What an article rests on, at the desk: proposals, the count, what an editor confirms.

use super::{
    super::common::{desk::TestDesk, http::Answer, wxr::*, *},
    writing::{begin, data, manuscript, read, save},
};
use dateline::{accounts::roles::Role, settings::checklist::Level};
use serde_json::{Value, json};

pub const WIRE: &str = "The dredging began at night, the Coast Wire agency reported on Sunday, quoting the website of the harbour board.";

fn ask(desk: &TestDesk, id: i64, what: &str, sent: &Value) -> Answer {
    desk.json("POST", &format!("/desk/articles/{id}/sources/{what}"), sent)
}

pub fn look(desk: &TestDesk, id: i64, manuscript: &Value) -> Value {
    let answer = ask(desk, id, "look", &json!({ "manuscript": manuscript }));
    assert_eq!(answer.status, 200, "{}", answer.text());
    read(&answer)
}

/// Takes a proposal as the editor does: its chain becomes sources, and the passage rests on the first.
pub fn accept(manuscript: &mut Value, proposal: &Value) {
    let mut sources = manuscript["sources"].as_array().cloned().unwrap_or_default();
    let first = sources.len() as i64 + 1;
    let chain = proposal["chain"].as_array().unwrap();
    for (at, link) in chain.iter().enumerate() {
        let id = first + at as i64;
        let via: Vec<i64> = if link["quotes_next"] == true { vec![id + 1] } else { Vec::new() };
        sources.push(json!({"id": id, "kind": link["kind"], "who": link["who"], "via": via}));
    }
    manuscript["sources"] = json!(sources);
    let paragraph = &mut manuscript["body"]["content"][0]["content"];
    let text = paragraph[0]["text"].as_str().unwrap().to_owned();
    let (start, end) =
        (proposal["start"].as_u64().unwrap() as usize, proposal["end"].as_u64().unwrap() as usize);
    let piece = |from: usize, to: usize, marks: Value| json!({"type": "text", "text": &text[from..to], "marks": marks});
    let mark = json!([{"type": "source", "attrs": {"ids": [first]}}]);
    let pieces = [piece(0, start, json!([])), piece(start, end, mark), piece(end, text.len(), json!([]))];
    *paragraph = json!(pieces.into_iter().filter(|p| p["text"] != "").collect::<Vec<_>>());
}

#[test]
fn a_proposal_is_taken_confirmed_and_counted() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = begin(&ana);
        let mut text = manuscript("Dredging", WIRE);
        let seen = look(&ana, id, &text);
        assert_eq!((&seen["may_confirm"], &seen["origins"]["at_most"]), (&json!(false), &json!(0)));
        assert_eq!(seen["origins"]["sentence"], "No source is listed yet.");
        let proposal = &seen["proposals"][0];
        assert_eq!(proposal["chain"][0]["quotes_next"], true, "{proposal}");
        accept(&mut text, proposal);
        let seen = look(&ana, id, &text);
        assert_eq!(seen["proposals"], json!([]), "what rests on its source is not proposed again");
        assert_eq!((&seen["origins"]["hops"], &seen["origins"]["said"]), (&json!(2), &json!(1)));
        assert_eq!(
            seen["origins"]["sentence"],
            "2 sources, at most one known origin: website of the harbour board"
        );
        assert_eq!(save(&ana, id, 0, 0, &text).status, 201);
        let confirm = |desk: &TestDesk, revision: i64, ids: &[i64]| {
            ask(desk, id, "confirmation", &json!({"revision": revision, "ids": ids, "origins": true}))
        };
        assert_eq!(confirm(&ana, 1, &[1, 2]).status, 403);
        let unseen = confirm(&edda, 7, &[1]);
        assert_eq!((unseen.status, &read(&unseen)["newest"]), (409, &json!(1)));
        assert_eq!(confirm(&edda, 1, &[1, 5]).status, 422, "no source 5");
        assert_eq!(look(&edda, id, &text)["sources"][0]["confirmed"], false, "nothing of it was kept");
        let done = confirm(&edda, 1, &[1, 2]);
        let done = read(&done);
        assert_eq!(done["sources"], json!([{"id": 1, "confirmed": true}, {"id": 2, "confirmed": true}]));
        assert_eq!((&done["origins_confirmed"], &done["may_confirm"]), (&json!(true), &json!(true)));
        // Whoever changes a source afterwards has changed what nobody confirmed.
        text["sources"][1]["who"]["named"]["name"] = json!("Harbour board");
        let changed = look(&edda, id, &text);
        assert_eq!(changed["sources"], json!([{"id": 1, "confirmed": true}, {"id": 2, "confirmed": false}]));
        assert_eq!(changed["origins_confirmed"], false);
        assert!(
            app.dump(&[]).iter().any(|row| row.contains("sources 1, 2 and the count of origins confirmed"))
        );
    });
}

#[test]
fn what_is_refused_is_not_proposed_again() {
    on_each(|app| {
        let (ana, cora) = (app.signed_in_as(Role::Author), app.signed_in("Cora", Role::Contributor));
        let id = begin(&ana);
        let text = manuscript("Dredging", WIRE);
        let digest = look(&ana, id, &text)["proposals"][0]["digest"].clone();
        assert_eq!(ask(&cora, id, "refusal", &json!({"digest": digest})).status, 404);
        assert_eq!(ask(&ana, id, "refusal", &json!({"digest": "x"})).status, 422);
        for _ in 0..2 {
            assert_eq!(ask(&ana, id, "refusal", &json!({"digest": digest})).status, 204);
        }
        assert_eq!(look(&ana, id, &text)["proposals"], json!([]));
        let moved = manuscript("Dredging", &format!("It was late. {WIRE}"));
        assert_eq!(look(&ana, id, &moved)["proposals"], json!([]));
    });
}

#[test]
fn whatever_is_typed_is_looked_at() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = begin(&ana);
        for junk in
            [json!(null), json!([]), json!({"body": 7, "sources": [7, {"id": 1}]}), json!({"sources": {}})]
        {
            let seen = look(&ana, id, &junk);
            assert_eq!(seen["sources"], json!([]), "{junk}");
        }
        let mixed = json!({"language": "tlh", "sources": [
            {"id": 3, "kind": "outlet", "who": {"named": {"name": "Courier"}}, "via": [9]},
            {"id": 4, "kind": "outlet", "who": {"named": {"name": ""}}}, {"id": 5, "kind": "?"},
        ]});
        let seen = look(&ana, id, &mixed);
        assert_eq!(seen["has_words"], false);
        assert!(seen["wrong"].as_array().is_some_and(|wrong| !wrong.is_empty()), "{seen}");
        assert_eq!(seen["origins"]["origins"][0]["gone"], true, "{seen}");
        assert_eq!(ask(&ana, id, "look", &json!({})).status, 422);
        assert_eq!(data(&ana, id)["version"], 0, "looking keeps nothing");
    });
}

/// What a command prints as JSON.
fn told(app: &TestApp, arguments: &[&str]) -> Value {
    let done = app.command(arguments);
    let out = String::from_utf8(done.stdout).unwrap();
    serde_json::from_str(&out)
        .unwrap_or_else(|e| panic!("{e}: {out} {}", String::from_utf8_lossy(&done.stderr)))
}

#[test]
fn what_an_export_says_is_proposed_taken_confirmed_and_shown() {
    on_each(|app| {
        let item = Item::post(7, "dredging", "Dredging").content(&format!("<p>{WIRE}</p>")).by("ines");
        let persian = Item::post(8, "klingon", "Another").content("<p>Nothing is said.</p>").by("ines");
        app.import(&Wxr::courier().with(item).with(persian).build());
        let edda = app.signed_in_as(Role::Editor);
        assert!(!app.page("/2026/11/dredging/").contains("rests-on"));
        let done = told(&app, &["sources", "propose", "--json"]);
        assert_eq!(done["proposals"], 1, "{done}");
        let again = told(&app, &["sources", "propose", "--json"]);
        assert_eq!(
            (&again["articles"], &again["proposals"]),
            (&json!(0), &json!(0)),
            "each revision is read once"
        );
        let listed = app.command(&["sources", "proposals", "--json"]);
        let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
        let id = listed["article"].as_i64().unwrap();
        assert_eq!(
            (&listed["source"], &listed["via"], &listed["cue"]),
            (&json!("the Coast Wire agency"), &json!("the website of the harbour board"), &json!("reported"))
        );
        assert_eq!(listed["offsets"]["passage"], json!([0, 27]));
        assert!(edda.page("/desk/sources").contains("Dredging"));
        // Nothing of it is asserted: the chain is empty until an editor has taken it.
        let mut text = data(&edda, id)["manuscript"].clone();
        assert_eq!(look(&edda, id, &text)["origins"]["at_most"], 0);
        let proposal = look(&edda, id, &text)["proposals"][0].clone();
        accept(&mut text, &proposal);
        assert_eq!(save(&edda, id, 1, 0, &text).status, 201);
        assert!(!edda.page("/desk/sources").contains("Dredging"), "nothing of it is open any more");
        let confirmed =
            ask(&edda, id, "confirmation", &json!({"revision": 2, "ids": [1, 2], "origins": true}));
        let confirmed = read(&confirmed);
        assert_eq!((&confirmed["origins"]["hops"], &confirmed["origins"]["at_most"]), (&json!(2), &json!(1)));
        assert!(!edda.page("/desk/sources").contains("Dredging"), "nothing of it is open any more");
        let published = edda.post(&format!("/desk/articles/{id}/publication"), &[("revision", "2")]);
        assert_eq!(published.status, 303, "{}", published.text());
        let row = app
            .dump(&[])
            .into_iter()
            .find(|row| row.starts_with("published_articles:") && row.contains("Dredging"));
        let row = row.unwrap();
        assert!(row.contains("hops") && row.contains("website of the harbour board"), "{row}");
        assert!(app.command(&["check"]).status.success());
        assert!(app.command(&["rebuild"]).status.success());
        assert!(app.dump(&[]).contains(&row), "made anew, it is the same");
    });
}

#[test]
fn sources_are_brought_in_from_a_file_and_given_out_again() {
    on_each(|app| {
        let item = Item::post(7, "dredging", "Dredging").content(&format!("<p>{WIRE}</p>")).by("ines");
        app.import(&Wxr::courier().with(item).build());
        let entry = json!({
            "article": "/2026/11/dredging/",
            "sources": [
                {"id": 1, "kind": "agency", "who": {"named": {"name": "Coast Wire", "link": "https://wire.example/1"}}, "via": [2]},
                {"id": 2, "kind": "website", "who": {"named": {"name": "Harbour board", "interest": {"what": "granted the licence", "evidence": "its minutes"}}}},
            ],
            "rests": [{"passage": "The dredging began at night", "on": [1]}, {"passage": "not there", "on": [2]}],
        });
        let nobody = json!({"article": 4711, "sources": []});
        let wrong = json!({"article": "/2026/11/dredging/", "sources": [{"id": 1, "kind": "rumour", "who": {"named": {"name": "", "link": "javascript:1"}}}]});
        let file = app.file("sources.json", json!([nobody, entry, wrong, 7]).to_string());
        let file = file.to_str().unwrap();
        let done = told(&app, &["sources", "bring", file, "--confirm", "--publish", "--json"]);
        assert_eq!(done["failed"].as_array().map(Vec::len), Some(3), "{done}");
        assert!(
            done["failed"][1]["error"]
                .as_str()
                .is_some_and(|e| e.contains("sources.1.kind") && e.contains("link")),
            "{done}"
        );
        let one = &done["done"][0];
        assert_eq!(
            (&one["saved"], &one["confirmed"], &one["published"]),
            (&json!(true), &json!(true), &json!(true))
        );
        assert_eq!(one["not_found"], json!(["not there"]));
        let before = app.dump(&[]);
        let again = told(&app, &["sources", "bring", file, "--confirm", "--publish", "--json"]);
        assert_eq!(
            (&again["done"][0]["saved"], &again["done"][0]["published"]),
            (&json!(false), &json!(false)),
            "{again}"
        );
        assert_eq!(before, app.dump(&[]), "twice changes nothing");
        let given = told(&app, &["sources", "give"]);
        assert_eq!(given[0]["sources"], entry["sources"]);
        assert_eq!(given[0]["rests"], json!([entry["rests"][0]]));
        let back = app.file("given.json", given.to_string());
        let back = told(&app, &["sources", "bring", back.to_str().unwrap(), "--json"]);
        assert_eq!(back["done"][0]["saved"], false, "{back}");
        let ana = app.signed_in_as(Role::Author);
        let refused =
            app.command(&["sources", "bring", file, "--as", &format!("nobody{}@example.org", ana.person)]);
        assert!(!refused.status.success());
        assert!(!app.command(&["sources", "bring", "no-such-file.json"]).status.success());
    });
}

#[test]
fn the_checklist_asks_whether_sources_are_confirmed() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = begin(&edda);
        let checks = || edda.page(&format!("/desk/articles/{id}/checks"));
        let publish = |revision: &str| {
            edda.post(&format!("/desk/articles/{id}/publication"), &[("revision", revision)]).status
        };
        app.set_site(|site| site.checklist.sources = Level::Block);
        let mut text = manuscript("Dredging", WIRE);
        assert_eq!(save(&edda, id, 0, 0, &text).status, 201);
        assert!(checks().contains("nobody has looked at: 1"), "a proposal is said");
        assert_eq!(publish("1"), 303, "and keeps nothing from being published");
        let proposal = look(&edda, id, &text)["proposals"][0].clone();
        accept(&mut text, &proposal);
        assert_eq!(save(&edda, id, 1, 0, &text).status, 201);
        assert!(checks().contains("nobody has confirmed: 2") && !checks().contains("looked at"));
        assert_eq!(publish("2"), 422);
        assert_eq!(ask(&edda, id, "confirmation", &json!({"revision": 2, "ids": [1, 2]})).status, 200);
        assert_eq!(publish("2"), 303);
    });
}

#[test]
fn an_article_that_in_the_end_rests_on_itself_is_told_so() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let publish = |id: i64, text: &Value, based_on: i64| {
            let saved = save(&edda, id, based_on, 0, text);
            assert_eq!(saved.status, 201, "{}", saved.text());
            let sent = json!({"revision": based_on + 1, "ids": text["sources"].as_array().map(|all| (1..=all.len()).collect::<Vec<_>>()).unwrap_or_default(), "origins": true});
            assert_eq!(ask(&edda, id, "confirmation", &sent).status, 200);
            let path = format!("/desk/articles/{id}/publication");
            assert_eq!(edda.post(&path, &[("revision", &(based_on + 1).to_string())]).status, 303);
            data(&edda, id)["manuscript"]["slug"].as_str().unwrap().to_owned()
        };
        let to = |slug: &str| {
            let listed = app
                .dump(&[])
                .into_iter()
                .find(|row| row.starts_with("paths:") && row.contains(slug))
                .unwrap();
            let path = listed
                .split(['|', ' ', ',', '"', '\''])
                .find(|part| part.starts_with('/') && part.contains(slug))
                .unwrap()
                .to_owned();
            format!("{}{path}", app.app.config.public_url)
        };
        let source = |id: i64, name: &str, link: &str, via: &[i64]| json!({"id": id, "kind": "outlet", "who": {"named": {"name": name, "link": link}}, "via": via});
        let (first, second) = (begin(&edda), begin(&edda));
        let first_slug = publish(first, &manuscript("First report", "It began."), 0);
        let mut text = manuscript("Second report", "It went on.");
        text["sources"] = json!([source(1, "Ours", &to(&first_slug), &[])]);
        let second_slug = publish(second, &text, 0);
        // The first one now quotes an outlet that quotes the second, which rests on the first.
        let mut text = manuscript("First report", "It began.");
        text["sources"] = json!([
            source(1, "Herald", "https://herald.example/", &[2]),
            source(2, "Ours again", &to(&second_slug), &[])
        ]);
        let seen = look(&edda, first, &text);
        assert_eq!(seen["origins"]["circles"], json!([{"sources": [1, 2], "ours": true}]), "{seen}");
        assert_eq!(
            (&seen["origins"]["at_most"], &seen["origins"]["sentence"]),
            (&json!(0), &json!("2 sources, no known origin."))
        );
        // Its own address is the shortest circle.
        text["sources"] = json!([source(1, "Ourselves", &format!("{}#part", to(&first_slug)), &[])]);
        assert_eq!(look(&edda, first, &text)["origins"]["circles"], json!([{"sources": [1], "ours": true}]));
        // For any other article it is a source like others.
        assert_eq!(look(&edda, second, &text)["origins"]["at_most"], 1);
    });
}

#[test]
fn the_list_of_proposals_shows_what_one_may_read() {
    on_each(|app| {
        let (ana, edda, cora) = (
            app.signed_in_as(Role::Author),
            app.signed_in_as(Role::Editor),
            app.signed_in("Cora", Role::Contributor),
        );
        let (open, hidden) = (begin(&ana), begin(&ana));
        for (id, headline) in [(open, "Dredging"), (hidden, "A secret")] {
            assert_eq!(save(&ana, id, 0, 0, &manuscript(headline, WIRE)).status, 201);
        }
        let made = ana.post(&format!("/desk/articles/{hidden}/confidential"), &[("confidential", "on")]);
        assert_eq!(made.status, 303, "{}", made.text());
        assert!(app.command(&["sources", "propose"]).status.success());
        let list = |desk: &TestDesk| desk.page("/desk/sources");
        assert!(list(&ana).contains("Dredging") && list(&ana).contains("A secret"));
        assert!(list(&edda).contains("Dredging") && !list(&edda).contains("A secret"));
        assert!(!list(&cora).contains("Dredging") && list(&cora).contains("Nothing is proposed here."));
        assert!(list(&edda).contains("href=\"/desk/sources\""));
        assert!(!edda.page(&format!("/desk/sources?below={open}")).contains("Dredging"));
    });
}
