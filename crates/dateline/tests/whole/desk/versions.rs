//! The versions of an article, beside each other and brought back.

use super::{
    super::common::*,
    writing::{begin, data, manuscript, save},
};
use dateline::accounts::roles::Role;
use serde_json::{Value, json};

fn paragraphs(texts: &[String]) -> Value {
    let all: Vec<Value> = texts
        .iter()
        .map(|text| json!({"type": "paragraph", "content": [{"type": "text", "text": text}]}))
        .collect();
    json!({"type": "doc", "content": all})
}

#[test]
fn words_that_differ_are_shown_and_a_version_comes_back() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = begin(&ana);
        let topic = ana.json("POST", "/desk/topics.json", &json!({"name": "Harbour works"}));
        let topic: Value = serde_json::from_str(&topic.text()).unwrap();
        let one = manuscript("A report", "The basin was surveyed in full <b>.");
        save(&ana, id, 0, 0, &one);
        let mut two = manuscript("Another report", "The basin was surveyed.");
        two["slug"] = json!("a-report");
        two["topics"] = json!([topic["id"]]);
        two["published_on"] = json!(1_700_000_000_000_000_i64);
        assert_eq!(save(&edda, id, 1, 0, &two).status, 201);
        let path = format!("/desk/articles/{id}");
        let list = ana.page(&format!("{path}/versions"));
        assert!(list.contains("Edda Editor") && list.contains("Ana Author"), "{list}");
        let page = ana.page(&format!("{path}/comparison"));
        for part in [
            "<del><span class=\"unseen\">[taken out: </span>in full &lt;b&gt;<",
            "<ins><span class=\"unseen\">[added: </span>Another <",
            "<dt>Topics</dt>",
            "</span>Harbour works<",
            "<dt>Date it carries</dt>",
            "2023-11-14 22:13",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("<dt>Slug</dt>"), "it is the same");
        for (from, to) in [(1, 9), (0, 1), (-1, 1), (i64::MAX, 1)] {
            assert_eq!(ana.get(&format!("{path}/comparison?from={from}&to={to}")).status, 404, "{from} {to}");
        }
        assert!(
            ana.page(&format!("{path}/comparison?from=2&to=2")).contains("The two versions are the same.")
        );
        // On top of what somebody has not seen nothing is written.
        let restoration = format!("{path}/revisions/1/restoration");
        assert_eq!(ana.post(&restoration, &[("revision", "1")]).status, 409);
        assert_eq!(ana.post(&restoration, &[("revision", "2")]).status, 303);
        let now = data(&ana, id);
        assert_eq!((&now["latest"], &now["manuscript"]["headline"]), (&json!(3), &json!("A report")));
        assert_eq!(ana.post(&format!("{path}/revisions/9/restoration"), &[]).status, 404);
        let cato = app.signed_in_as(Role::Contributor);
        for path in [format!("{path}/versions"), format!("{path}/comparison")] {
            assert_eq!(cato.get(&path).status, 404);
        }
        assert_eq!(cato.post(&restoration, &[]).status, 404);
    });
}

#[test]
fn a_long_article_that_was_written_anew_is_compared_all_the_same() {
    on_sqlite(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = begin(&edda);
        let text = |salt: usize| -> Vec<String> {
            (0..200)
                .map(|n| (0..50).map(|w| format!("w{} ", (n * 7 + w * 13 + salt * 31) % 97)).collect())
                .collect()
        };
        let mut long = manuscript("A long read", "");
        long["body"] = paragraphs(&text(1));
        save(&edda, id, 0, 0, &long);
        long["body"] = paragraphs(&text(2));
        assert_eq!(save(&edda, id, 1, 0, &long).status, 201);
        assert!(edda.page(&format!("/desk/articles/{id}/comparison")).contains("<ins>"));
    });
}

#[test]
fn sources_are_compared_in_words_and_the_number_of_one_that_is_gone_is_not_given_again() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = begin(&ana);
        assert_eq!(data(&ana, id)["numbered"], 0);
        let mut one = manuscript("A report", "The board approved it, the Coast Wire said.");
        one["sources"] = json!([
            {"id": 2, "kind": "official_statement", "who": {"named": {"name": "Harbour board", "seen": "2026-11-14"}}},
            {"id": 5, "kind": "agency", "who": {"named": {"name": "Coast Wire"}}, "via": [2]},
        ]);
        assert_eq!(save(&ana, id, 0, 0, &one).status, 201);
        let mut two = one.clone();
        two["sources"] = json!([
            {"id": 2, "kind": "interview", "who": {"unnamed": {"called": "employee", "why": "work"}}},
        ]);
        two["origins"] = json!({"at_most": 1, "reason": "One office."});
        assert_eq!(save(&edda, id, 1, 0, &two).status, 201);
        let page = ana.page(&format!("/desk/articles/{id}/comparison"));
        for part in ["<dt>Sources</dt>", "<dt>Known origins</dt>", "Coast Wire", "an employee", "One office."]
        {
            assert!(page.contains(part), "{part}: {page}");
        }
        let now = data(&ana, id);
        assert_eq!((&now["numbered"], &now["manuscript"]["sources"][0]["id"]), (&json!(5), &json!(2)));
    });
}
