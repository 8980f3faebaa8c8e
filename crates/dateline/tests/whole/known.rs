//! How we know this: the panel, the marks in the text, what machines read of it.

use crate::common::{
    on_each, on_sqlite,
    sourced::{harbour, resting_on},
};
use dateline::accounts::roles::Role;
use serde_json::{Value, json};

/// What stands in a page's JSON-LD.
fn graph(html: &str) -> Value {
    let text = html.split("<script type=\"application/ld+json\">").nth(1).expect("JSON-LD");
    serde_json::from_str(text.split("</script>").next().unwrap_or_default()).expect("JSON")
}

/// The panel of a page.
fn panel(html: &str) -> &str {
    let from = html.find("id=\"known\"").expect("the panel");
    let rest = &html[from..];
    &rest[..rest.find("</section>").expect("its end")]
}

#[test]
fn an_article_says_how_it_is_known() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Editor);
        let (_, path) = app.sourced_by(&ana, "The harbour at night", &harbour(), |text| {
            text.body = serde_json::from_value(resting_on(&[2, 4])).expect("a body");
            text.origins =
                serde_json::from_value(json!({ "at_most": 1, "reason": "All of it is the board's" }))
                    .expect("one");
        });
        let html = app.get(&path).text();
        // The passage says what it rests on, in the numbers of the list.
        assert!(html.contains("<span class=\"rests\">The harbour was dredged at night</span>"), "{html}");
        assert!(
            html.contains("href=\"#source-2\" id=\"passage-2\"")
                && html.contains("href=\"#source-4\" id=\"passage-4\"")
        );
        let panel = panel(&html);
        for said in [
            "<strong>4 sources, at most 1 known origin.</strong>",
            "<bdi>All of it is the board&#39;s.</bdi>",
            "<li id=\"source-1\">",
            "<a class=\"who\" href=\"https://gazette.example/dredging\"><bdi>The Gazette</bdi></a>",
            "<p class=\"via d1\">printing the text of <bdi>Coast Wire</bdi> (<a href=\"#source-2\">2</a>)</p>",
            "<p class=\"via d2\">quoting <bdi>The harbour board&#39;s notice</bdi> (<a href=\"#source-4\">4</a>)</p>",
            "<bdi class=\"who\">A person with knowledge of the matter</bdi>",
            "Not named: their work is at risk.",
            "dated <time datetime=\"2026-09-08\">8 September 2026</time>",
            "seen by us on <time datetime=\"2026-11-13\">13 November 2026</time>",
            "controlled by <bdi>The town</bdi>",
            "<a href=\"https://board.example/licence\"><bdi>the licence file</bdi></a>",
            "href=\"#passage-2\"",
            "href=\"/how-we-count/\"",
        ] {
            assert!(panel.contains(said), "{said}: {panel}");
        }
        assert!(!panel.contains("#passage-1"), "no passage rests on it: {panel}");
        // Whatever is linked within the page is there, and once.
        for (at, _) in html.match_indices("href=\"#") {
            let id = html[at + 7..].split('"').next().unwrap_or_default();
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
        }
        // What goes out in full elsewhere has no marks: there is no list beside it.
        let feed = app.get("/feed/").text();
        assert!(feed.contains("dredged at night") && !feed.contains("rests-on"), "{feed}");
    });
}

#[test]
fn nothing_is_shown_that_nobody_confirmed() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Editor);
        let id = app.written_by(&ana, "The harbour at night", |text| {
            text.sources = serde_json::from_value(harbour()).expect("sources");
            text.body = serde_json::from_value(resting_on(&[2])).expect("a body");
        });
        let path = app.published(id);
        let html = app.get(&path).text();
        for hidden in ["Coast Wire", "id=\"known\"", "rests", "citation", "Gazette"] {
            assert!(!html.contains(hidden), "{hidden}: {html}");
        }
        // Sources without the count: no number is said.
        app.confirm(id, false);
        assert!(!app.get(&path).text().contains("id=\"known\""), "it changes by publishing only");
        app.published(id);
        let html = app.get(&path).text();
        assert!(panel(&html).contains("Coast Wire") && !html.contains("known origin"), "{html}");
    });
}

#[test]
fn machines_read_what_is_cited() {
    on_sqlite(|app| {
        let ana = app.signed_in_as(Role::Editor);
        let mut sources = harbour();
        sources[1]["who"]["named"]["name"] = json!("Coast </script><b> Wire");
        // A circle: the board's notice quotes the agency that quotes it.
        sources[3]["via"] = json!([2]);
        let (_, path) = app.sourced_by(&ana, "The harbour at night", &sources, |_| {});
        let html = app.get(&path).text();
        assert!(!html.contains("</script><b>"), "{html}");
        let graph = graph(&html);
        let article = &graph["@graph"][0];
        assert_eq!(article["sdPublisher"]["@id"], "https://courier.example/#publisher");
        assert!(article.get("isBasedOn").is_none());
        let cited = article["citation"].as_array().expect("citations");
        assert_eq!(cited.len(), 4);
        let at = |n: usize| format!("https://courier.example{path}#source-{n}");
        assert_eq!(
            cited[0],
            json!({ "@type": "NewsArticle", "@id": at(1), "name": "The Gazette", "url": "https://gazette.example/dredging",
                "publisher": { "@type": "NewsMediaOrganization", "name": "The Gazette" },
                "citation": [{ "@type": "NewsArticle", "@id": at(2), "name": "Coast </script><b> Wire" }] })
        );
        // One that is not named has no name here either.
        assert_eq!(
            cited[2],
            json!({ "@type": "Conversation", "@id": at(3), "description": "A person with knowledge of the matter" })
        );
        assert_eq!(
            (&cited[3]["creditText"], &cited[3]["citation"][0]["@id"]),
            (&json!("A. Clerk"), &json!(at(2)))
        );
    });
}

#[test]
fn five_hundred_sources_make_a_page() {
    on_sqlite(|app| {
        let ana = app.signed_in_as(Role::Editor);
        let all: Vec<i64> = (1..=500).collect();
        let one = |id: &i64| json!({ "id": id, "kind": "outlet", "via": all, "who": { "named": { "name": format!("Paper {id}") } } });
        let sources: Vec<Value> = all.iter().map(one).collect();
        let (_, path) = app.sourced_by(&ana, "The harbour at night", &json!(sources), |_| {});
        let answer = app.get(&path);
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains("id=\"source-500\""));
    });
}

#[test]
fn without_sources_a_page_carries_nothing_for_them() {
    on_sqlite(|app| {
        let ana = app.signed_in_as(Role::Editor);
        let id = app.written_by(&ana, "The harbour at night", |_| {});
        let html = app.get(&app.published(id)).text();
        assert!(!html.contains("known") && !html.contains(".rests"), "{html}");
    });
}

#[test]
fn the_rule_is_explained_where_the_panel_says() {
    on_each(|app| {
        let answer = app.get("/how-we-count/");
        let html = answer.text();
        assert_eq!(answer.status, 200);
        assert!(html.contains("<h1>How we count</h1>") && html.contains("<h2 id="), "{html}");
        assert!(!html.contains("noindex") && html.contains("\"@type\":\"WebPage\""), "{html}");
        assert_eq!(app.get("/How-We-Count").header("location"), "/how-we-count/");
        app.set_site(|site| site.language = dateline::values::Language::parse("fa").expect("a language"));
        assert!(app.get("/how-we-count/").text().contains("چگونه می‌شماریم"), "it is in the site's language");
        // The newsroom's own page takes its place.
        let ana = app.signed_in_as(Role::Editor);
        let id = app.written_by(&ana, "Our own rule", |text| text.path = Some("/how-we-count/".into()));
        assert_eq!(app.published(id), "/how-we-count/");
        assert!(app.get("/how-we-count/").text().contains("Our own rule"));
    });
}

#[test]
fn policies_are_told_once_their_pages_are_public() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Editor);
        assert!(
            app.command(&["site", "policy_unnamed=/sources-without-a-name/", "policy_ethics=/ethics/"])
                .status
                .success()
        );
        let (_, path) = app.sourced_by(&ana, "The harbour at night", &harbour(), |_| {});
        let html = app.get(&path).text();
        assert!(
            !html.contains("sources-without-a-name")
                && graph(&html)["@graph"][0]["publisher"]["unnamedSourcesPolicy"].is_null()
        );
        let page = app.page_by(&ana, "When we give no name", "/sources-without-a-name/");
        let html = app.get(&path).text();
        let url = json!("https://courier.example/sources-without-a-name/");
        assert_eq!(graph(&html)["@graph"][0]["publisher"]["unnamedSourcesPolicy"], url);
        assert!(graph(&html)["@graph"][0]["publisher"]["ethicsPolicy"].is_null());
        let link = "<a href=\"/sources-without-a-name/\"";
        assert!(panel(&html).contains(link), "{html}");
        assert_eq!(html.matches(link).count(), 2, "in the panel, and once at the foot: {html}");
        assert!(app.get("/").text().contains("unnamedSourcesPolicy"));
        app.act(move |tx| {
            let site = dateline::settings::store::site(tx)?;
            let there = dateline::articles::store::article(tx, page)?.expect("it is there");
            dateline::publishing::actions::withdraw(tx, &site, &there, "It is written anew.")
        })
        .expect("it is withdrawn");
        assert!(!app.get(&path).text().contains("sources-without-a-name"));
        for bad in ["policy_ethics=https://else.example/", "policy_ethics=ethics", "policy_ethics=//x/"] {
            let refused = app.command(&["site", bad]);
            assert!(
                !refused.status.success()
                    && String::from_utf8_lossy(&refused.stderr).contains("no path of this site"),
                "{bad}"
            );
        }
    });
}

#[test]
fn trust_txt_says_what_was_set() {
    on_each(|app| {
        assert_eq!(app.get("/trust.txt").status, 404);
        let set = [
            "site",
            "trust_belongto=https://association.example/ https://other.example/list",
            "trust_contact=desk@courier.example https://courier.example/contact/",
            "trust_datatrainingallowed=yes",
        ];
        assert!(app.command(&set).status.success());
        for path in ["/trust.txt", "/.well-known/trust.txt"] {
            let answer = app.get(path);
            assert_eq!((answer.status, answer.header("content-type")), (200, "text/plain; charset=utf-8"));
            assert_eq!(
                answer.text(),
                "# Dateline\nbelongto=https://association.example/\nbelongto=https://other.example/list\n\
                 contact=mailto:desk@courier.example\ncontact=https://courier.example/contact/\ndatatrainingallowed=yes\n"
            );
        }
        // The two files that crawlers read must not contradict each other.
        assert!(app.command(&["site", "ai_training=refuse"]).status.success());
        assert!(app.get("/trust.txt").text().ends_with("datatrainingallowed=no\n"));
        for bad in [
            "trust_member=javascript:alert(1)",
            "trust_member=a@b.example",
            "trust_contact=nobody",
            "trust_datatrainingallowed=maybe",
        ] {
            assert!(!app.command(&["site", bad]).status.success(), "{bad}");
        }
    });
}
