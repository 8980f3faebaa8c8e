//! The pages of an article's history: the list, a version, two of them beside each other.

use super::*;

fn body(texts: &[&str]) -> document::Document {
    document::markdown::read(&texts.join("\n\n")).document
}

#[test]
fn an_article_leads_to_its_versions_once_there_are_some() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report().content("<p>The barge is blue.</p>")).build());
        assert!(!app.page(REPORT).contains("/versions/\""), "there is one alone");
        publish(&app, |m| {
            m.headline = "A second headline".into();
            m.body = body(&["The barge is red."]);
        });
        assert!(
            app.page(REPORT)
                .contains("<a class=\"past\" href=\"/2026/11/a-report/versions/\">2 versions</a>")
        );
        let list = app.page(&format!("{REPORT}versions/"));
        for part in [
            "Versions of “A second headline”",
            "<a href=\"/2026/11/a-report/versions/1/\">Version 1</a>",
            "<a href=\"/2026/11/a-report/versions/1..2/\">",
            "what readers see now",
            "content=\"noindex\"",
        ] {
            assert!(list.contains(part), "{part}: {list}");
        }
        let old = app.get(&format!("{REPORT}versions/1/"));
        assert_eq!(old.header("x-robots-tag"), "noindex");
        let old = old.text();
        for part in [
            "A report on the Old Basin",
            "The barge is blue.",
            "This is how this stood from",
            "content=\"noindex\"",
        ] {
            assert!(old.contains(part), "{part}: {old}");
        }
        for part in [
            "rel=\"canonical\"",
            "The barge is red.",
            "ld+json",
            "id=\"comments\"",
            "og:url",
            "json+oembed",
            "<form class=\"comment",
        ] {
            assert!(!old.contains(part), "{part}: {old}");
        }
    });
}

#[test]
fn two_versions_beside_each_other() {
    on_each(|app| {
        let same: Vec<String> = (1..9).map(|n| format!("Paragraph {n} stays as it was.")).collect();
        let text = |colour: &str| -> Vec<String> {
            let mut all = vec![format!("The barge is {colour} & \\<new>.")];
            all.extend(same.iter().cloned());
            all
        };
        let (blue, red) = (text("blue"), text("red"));
        app.import(&Wxr::courier().with(report()).build());
        publish(&app, move |m| m.body = body(&blue.iter().map(String::as_str).collect::<Vec<_>>()));
        publish(&app, move |m| {
            m.headline = "Another report on the Old Basin".into();
            m.body = body(&red.iter().map(String::as_str).collect::<Vec<_>>());
        });
        let page = app.page(&format!("{REPORT}versions/2..3/"));
        for part in [
            "<del><span class=\"unseen\">[taken out: </span>blue<span class=\"unseen\">]</span></del>",
            "<ins><span class=\"unseen\">[added: </span>red<span class=\"unseen\">]</span></ins>",
            "&amp; &lt;new&gt;",
            "<p class=\"folded\">7 unchanged paragraphs</p>",
            "href=\"/2026/11/a-report/versions/3/#:~:text=The%20barge%20is%20red%20%26%20%3Cnew%3E%2E\"",
            "<dt class=\"meta\">Headline</dt>",
            "</span>Another<",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("Paragraph 5"), "it is folded");
        let list = app.page(&format!("{REPORT}versions/"));
        assert!(list.contains("<form class=\"compare\" action=\"/2026/11/a-report/versions/\">"), "{list}");
        for (query, to) in [
            ("from=3&to=1", "versions/1..3/"),
            ("from=2&to=2", "versions/2/"),
            ("from=1&to=99", "versions/1..99/"),
        ] {
            let answer = app.get(&format!("{REPORT}versions/?{query}"));
            assert_eq!(
                (answer.status, answer.header("location")),
                (302, &*format!("{REPORT}{to}")),
                "{query}"
            );
        }
        app.status(&format!("{REPORT}versions/1..99/"), 404);
        for nonsense in ["from=&to=", "from=-1&to=2", "from=x&to=1", "from=99999999999999999999&to=1"] {
            app.status(&format!("{REPORT}versions/?{nonsense}"), 200);
        }
    });
}

#[test]
fn what_was_corrected_is_said_of_the_version_in_which_it_stood() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report().content("<p>The barge is blue.</p>")).build());
        app.get(&format!("{REPORT}versions/1/"));
        app.act(|tx| {
            let article = articles::store::article(tx, 7)?.unwrap();
            let (_, mut m) = articles::store::revision(tx, 7, article.latest)?.unwrap();
            m.body = body(&["The barge is red."]);
            let saved = articles::actions::save(tx, 7, article.latest, &FairCopy::of(m)?)?;
            let mut new = corrections::model::New::of(
                corrections::model::Kind::Correction,
                "The barge is red.",
                "The barge is blue.",
                1,
            )?;
            new.publish = true;
            corrections::actions::issue(tx, 7, saved.number, &new).map(drop)
        })
        .unwrap();
        let old = app.page(&format!("{REPORT}versions/1/"));
        assert!(old.contains("It has been corrected since."), "{old}");
        assert!(old.contains("The barge is blue.") && old.contains("The barge is red."), "{old}");
        let new = app.page(&format!("{REPORT}versions/2/"));
        assert!(!new.contains("It has been corrected since."), "{new}");
        let list = app.page(&format!("{REPORT}versions/"));
        assert!(list.contains("#correction-1\">Correction</a>"), "{list}");
        let article = app.page(REPORT);
        assert!(article.contains("versions/1/#:~:text=The%20barge%20is%20blue%2E\""), "{article}");
    });
}

#[test]
fn nothing_that_was_written_breaks_out_of_a_page_of_the_history() {
    const EVIL: &str = "</title></del><script>alert(1)</script>\"'&{{7*7}}";
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        publish(&app, |m| {
            m.headline = EVIL.into();
            m.kicker = EVIL.into();
            m.standfirst = EVIL.into();
            m.body = body(&[&EVIL.replace('<', "\\<")]);
        });
        publish(&app, |m| {
            m.headline = format!("{EVIL} again");
            m.body = body(&[&format!("{} again", EVIL.replace('<', "\\<"))]);
        });
        for below in ["versions/", "versions/2/", "versions/3/", "versions/1..2/", "versions/2..3/", ""] {
            let page = app.page(&format!("{REPORT}{below}"));
            assert!(!page.contains("<script>alert"), "{below}: {page}");
            assert!(page.contains("{{7*7}}"), "{below}: {page}");
        }
        for below in ["cite.bib", "cite.json", "timemap"] {
            app.page(&format!("{REPORT}{below}"));
        }
    });
}

#[test]
fn citations_name_the_version() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        let page = app.page(REPORT);
        for part in [
            "<summary>Cite this report</summary>",
            "Ines Calloway: “A report on the Old Basin”",
            "version 1 of",
            "https://courier.example/2026/11/a-report/versions/1/",
            "href=\"/2026/11/a-report/cite.bib\"",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        publish(&app, |m| m.headline = "100% of {braces} & more".into());
        let bib = app.get(&format!("{REPORT}cite.bib"));
        assert_eq!(bib.header("content-type"), "application/x-bibtex; charset=utf-8");
        let bib = bib.text();
        for part in [
            "@article{courier-7-v2,",
            "author = {{Ines Calloway}}",
            "title = {{100\\% of \\textbraceleft{}braces\\textbraceright{} \\& more}}",
            "month = nov",
            "url = {https://courier.example/2026/11/a-report/versions/2/}",
        ] {
            assert!(bib.contains(part), "{part}: {bib}");
        }
        let csl = app.get(&format!("{REPORT}versions/1/cite.json"));
        assert_eq!(csl.header("content-type"), "application/vnd.citationstyles.csl+json");
        let csl: serde_json::Value = serde_json::from_str(&csl.text()).unwrap();
        let item = &csl[0];
        assert_eq!(
            (item["id"].as_str(), item["type"].as_str()),
            (Some("courier-7-v1"), Some("article-newspaper"))
        );
        assert_eq!(item["title"], "A report on the Old Basin");
        assert_eq!(item["URL"], "https://courier.example/2026/11/a-report/versions/1/");
        assert_eq!(item["issued"]["date-parts"][0][0], 2026);
        app.status(&format!("{REPORT}versions/3/cite.json"), 404);
    });
}
