//! `/wp-json/dateline/v1/`.

use super::*;
use dateline::corrections::{
    actions,
    model::{Kind, New},
};

const ROOT: &str = "/wp-json/dateline/v1";

#[test]
fn an_article_says_where_it_comes_from_and_only_what_was_confirmed() {
    on_each(|app| {
        courier(&app);
        let path = format!("{ROOT}/articles/7/sources");
        let nothing = read(&app, &path);
        assert_eq!((&nothing["sources"], &nothing["known_origins"]), (&json!([]), &Value::Null));
        // The answer was kept, and goes with what it was made from.
        publish_with(&app, &chain(), "Dredging", false);
        let told = read(&app, &path);
        assert_eq!(told["known_origins"], Value::Null, "nobody confirmed the count");
        assert_eq!(told["rule"], "https://courier.example/how-we-count/");
        assert_eq!(told["article"]["headline"], "Dredging");
        assert_eq!(told["article"]["link"], "https://courier.example/2026/11/a-report/");
        let sources = told["sources"].as_array().unwrap();
        assert_eq!(sources.len(), 4);
        assert_eq!((&sources[0]["name"], &sources[0]["quotes"]), (&json!("Coast Wire"), &json!([2])));
        assert_eq!(sources[1]["interest"]["what"], "granted the licence");
        assert_eq!(sources[1]["dated"], "2026-11-10");
        assert_eq!(sources[2]["unnamed"], json!({ "called": "official", "why": "work" }));
        assert!(sources[2].get("name").is_none() && sources[2].get("link").is_none());
        assert_eq!(sources[3]["prints_what_it_quotes"], true);
        publish_with(&app, &chain(), "Dredging", true);
        let counted = read(&app, &path);
        let origins = &counted["known_origins"];
        assert_eq!(origins["said"], origins["at_most"]);
        assert!(origins["groups"].is_array() && origins["hops"].is_number(), "{origins}");
    });
}

#[test]
fn what_there_is_not_is_said_as_wordpress_says_it() {
    on_each(|app| {
        courier(&app);
        for (path, status, code) in [
            ("/articles/99", 404, "rest_post_invalid_id"),
            ("/articles/99/sources", 404, "rest_post_invalid_id"),
            ("/articles/-1/sources", 404, "rest_post_invalid_id"),
            ("/articles/x/sources", 404, "rest_post_invalid_id"),
            ("/articles/99999999999999999999/sources", 404, "rest_post_invalid_id"),
            ("/articles/7/sources/1", 404, "rest_no_route"),
            ("/articles/7/drafts", 404, "rest_no_route"),
            ("/articles", 404, "rest_no_route"),
        ] {
            let (got, json) = asked(&app, &format!("{ROOT}{path}"));
            assert_eq!((got, &json["code"]), (status, &json!(code)), "{path}: {json}");
            assert_eq!(json["data"]["status"], status, "{path}");
            assert!(json["message"].as_str().is_some_and(|m| !m.is_empty()), "{path}");
        }
        read(&app, &format!("{ROOT}/articles/7/sources"));
        withdraw(&app);
        for path in ["/articles/7", "/articles/7/sources"] {
            let (status, json) = asked(&app, &format!("{ROOT}{path}"));
            assert_eq!((status, &json["code"]), (410, &json!("dateline_withdrawn")), "{path}");
            assert_eq!(json["message"], "Of another basin.");
        }
    });
}

#[test]
fn the_index_leads_on_and_programs_may_ask_from_anywhere() {
    on_each(|app| {
        courier(&app);
        let index = read(&app, ROOT);
        assert_eq!(index["namespace"], "dateline/v1");
        let route = index["routes"]["sources"].as_str().unwrap().replace("{id}", "7");
        let path = route.strip_prefix("https://courier.example").unwrap();
        let answer = app.get(path);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
        let tag = answer.header("etag");
        assert!(!tag.is_empty());
        assert_eq!(app.ask("GET", path, &[("If-None-Match", tag)]).status, 304);
        assert_eq!(app.get(&format!("{path}/")).status, 200, "with a slash as well");
        let answer = app.get("/wp-json//dateline/V1/articles/7/sources");
        assert_eq!((answer.status, answer.header("location")), (301, path));
        assert_eq!(app.ask("POST", path, &[]).status, 405);
    });
}

/// Issues a correction of the report as readers see it.
fn correct(app: &TestApp, text: &str) -> i64 {
    let new = New::of(Kind::Correction, text, "blue", 1).unwrap();
    app.act(move |tx| {
        let latest = articles::store::article(tx, 7)?.unwrap().latest;
        Ok(actions::issue(tx, 7, latest, &new)?.correction)
    })
    .unwrap()
}

#[test]
fn versions_and_corrections_are_told_with_their_times() {
    on_each(|app| {
        courier(&app);
        let path = format!("{ROOT}/articles/7");
        assert_eq!(read(&app, &format!("{path}/versions"))["versions"].as_array().unwrap().len(), 1);
        assert_eq!(read(&app, &format!("{path}/corrections"))["corrections"], json!([]));
        assert_eq!(read(&app, &format!("{ROOT}/corrections"))["corrections"], json!([]));
        publish_with(&app, &json!([]), "A second time", false);
        let told = read(&app, &format!("{path}/versions"));
        assert_eq!(
            (&told["versions"][0]["version"], &told["versions"][0]["until"]),
            (&json!(2), &Value::Null)
        );
        let first = &told["versions"][1];
        assert_eq!((&first["version"], &first["status"]), (&json!(1), &json!(200)));
        assert_eq!(first["link"], "https://courier.example/2026/11/a-report/versions/1/");
        assert_eq!(first["until"], told["versions"][0]["from"], "one ends when the next begins");
        let id = correct(&app, "The barge is red.");
        for one in [
            &read(&app, &format!("{path}/corrections"))["corrections"][0],
            &read(&app, &format!("{ROOT}/corrections"))["corrections"][0],
        ] {
            assert_eq!(
                (&one["id"], &one["kind"], &one["text"]),
                (&json!(id), &json!("correction"), &json!("The barge is red."))
            );
            assert_eq!(
                (&one["was"], &one["first_version"], &one["last_version"]),
                (&json!("blue"), &json!(1), &json!(2))
            );
            assert_eq!(one["link"], format!("https://courier.example/2026/11/a-report/#correction-{id}"));
        }
        assert_eq!(read(&app, &format!("{ROOT}/corrections"))["corrections"][0]["article"]["id"], 7);
    });
}

#[test]
fn lists_go_on_by_key() {
    on_each(|app| {
        courier(&app);
        // One by one, by following what each page leads to.
        for number in 1..=101 {
            correct(&app, &format!("Correction {number}."));
        }
        for version in 0..100 {
            publish_with(&app, &json!([]), &format!("Version {version}"), false);
        }
        for (path, list) in [("/corrections", "corrections"), ("/articles/7/versions", "versions")] {
            let mut next = Some(format!("{ROOT}{path}"));
            let mut seen = Vec::new();
            while let Some(path) = next {
                let answer = app.get(&path);
                let json: Value = serde_json::from_str(&answer.text()).unwrap();
                for one in json[list].as_array().unwrap() {
                    seen.push(one.get("version").unwrap_or(&one["id"]).as_i64().unwrap());
                }
                let link = answer.header("link");
                next =
                    link.strip_suffix(">; rel=\"next\"").map(|to| to.replace("<https://courier.example", ""));
                assert!(seen.len() <= 101, "it does not end");
            }
            assert_eq!(seen, (1..=101).rev().collect::<Vec<i64>>(), "{path}");
        }
        read(&app, &format!("{ROOT}/corrections?before=nonsense"));
        assert_eq!(read(&app, &format!("{ROOT}/corrections?before=0-0"))["corrections"], json!([]));
    });
}
