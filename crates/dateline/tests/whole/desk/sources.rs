//! What an article rests on, at the desk: proposals, the count, what an editor confirms.

use super::{
    super::common::{desk::TestDesk, http::Answer, *},
    writing::{begin, data, manuscript, read, save},
};
use dateline::accounts::roles::Role;
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
