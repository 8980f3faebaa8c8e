//! Where readers meet a correction.

use super::*;

/// What stands in a page's JSON-LD for its article.
fn json_ld(page: &str) -> serde_json::Value {
    let text = page.split("application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    serde_json::from_str::<serde_json::Value>(text).unwrap()["@graph"][0].clone()
}

#[test]
fn readers_see_it_wherever_they_meet_the_article() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        let path = path(&app, id);
        let (page, feed, map) = (app.page(&path), app.page("/feed/"), app.page("/sitemap-articles-0.xml"));
        assert!(
            !page.contains("id=\"corrections\"")
                && page.contains("<a href=\"/corrections/\">Corrections</a>")
        );
        assert!(app.page("/corrections/").contains("Nothing has been corrected yet."));
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        app.rewritten_by(&edda, id, |m| m.headline = "The barge is red".into());
        let new = New {
            publish: true,
            was: "It is blue.".into(),
            ..of(Kind::Correction, "The barge is red.\n\nNot blue.")
        };
        let number = issue(&app, &edda, id, 2, &new).unwrap().correction;

        let page = app.page(&path);
        let top =
            page.split("class=\"corrected correction\"").nth(1).unwrap().split("</header>").next().unwrap();
        assert!(
            top.contains("<p>The barge is red.</p>")
                && top.contains(&format!("href=\"#correction-{number}\""))
        );
        let below = page.split("id=\"corrections\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(below.contains("<p>Not blue.</p>") && below.contains("<p>It is blue.</p>"), "{below}");
        assert!(below.contains("It stood from ") && below.contains("(1 minute)."));
        assert!(below.contains(&format!("href=\"{path}versions/1..2/\"")));
        assert!(below.contains(&format!("href=\"{path}versions/1/#:~:text=It%20is%20blue%2E\"")));
        assert!(page.contains("class=\"updated\""));
        let node = json_ld(&page);
        let told = &node["correction"][0];
        assert_eq!(
            (told["@type"].as_str(), told["text"].as_str()),
            (Some("CorrectionComment"), Some("The barge is red.\n\nNot blue."))
        );
        assert_eq!(told["url"], format!("https://courier.example{path}#correction-{number}"));
        assert!(
            node["dateModified"].as_str() >= node["datePublished"].as_str()
                && told["datePublished"].is_string()
        );

        let all = app.page("/corrections/");
        assert!(
            all.contains(&format!("<a href=\"{path}#correction-{number}\">The barge is red</a>"))
                && all.contains("Not blue.")
        );
        for (address, kind) in [("", "rss"), ("atom/", "atom"), ("json/", "feed+json")] {
            let answer = app.get(&format!("/corrections/feed/{address}"));
            assert_eq!(answer.status, 200);
            assert!(answer.header("content-type").contains(kind));
            let text = answer.text();
            assert!(text.contains("Correction: The barge is red") && text.contains("Not blue."), "{text}");
            assert!(text.contains(&format!("/?p={id}#correction-{number}")));
        }
        let now = app.page("/feed/");
        assert!(now != feed && now.contains("#correction-") && now.contains("The barge is red."));
        assert!(app.page("/feed/json/").contains("#correction-"));
        assert_ne!(app.page("/sitemap-articles-0.xml"), map, "a search engine is told that it changed");

        // Corrected once more: the old one is history, and says so.
        let again = New { corrects: Some(number), since: 2, ..of(Kind::Correction, "The barge is orange.") };
        let newer = issue(&app, &edda, id, 2, &again).unwrap().correction;
        let page = app.page(&path);
        let top = page.split("</header>").nth(1).unwrap();
        assert!(top.contains("The barge is orange.") && !top.contains("Not blue."));
        assert!(page.contains(&format!("<a href=\"#correction-{newer}\">This correction was wrong itself.")));
        assert!(page.contains("The text was left as it was."));
        let feed = app.page("/feed/");
        assert!(feed.contains("The barge is orange.") && !feed.contains("Not blue."));

        // With the article all of it goes.
        app.act(move |tx| {
            publishing::newsroom::actions::withdraw(tx, id, "A complaint.", "It was not ours.")
        })
        .unwrap();
        for address in ["/corrections/", "/corrections/feed/", "/feed/"] {
            assert!(!app.page(address).contains("orange"), "{address}");
        }
        let gone = app.get(&path);
        assert!(
            gone.status == 410 && gone.text().contains("It was not ours.") && !gone.text().contains("orange")
        );
    });
}

#[test]
fn a_retraction_keeps_the_page_and_marks_it() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        let address = path(&app, id);
        app.set_site(|site| site.corrections.top = dateline::settings::model::Top::Retractions);
        issue(&app, &edda, id, 1, &of(Kind::Correction, "It is red.")).unwrap();
        let page = app.page(&address);
        assert!(
            !page.contains("class=\"corrected ")
                && page.contains("It is red.")
                && !page.contains("class=\"retracted\"")
        );
        issue(&app, &edda, id, 1, &of(Kind::Retraction, "There is no barge.")).unwrap();
        let page = app.page(&address);
        assert!(
            page.contains("class=\"corrected retraction\"") && page.contains("<strong>Retracted</strong>")
        );
        assert!(page.contains("dredged at night"), "its text is still there");
        assert_eq!(json_ld(&page)["creativeWorkStatus"], "Retracted");
        assert!(app.command(&["site", "corrections_top=all"]).status.success());
        assert!(app.page(&address).contains("class=\"corrected correction\""));
        assert!(!app.command(&["site", "corrections_top=none"]).status.success());
    });
}

#[test]
fn all_of_them_are_listed_by_key() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        for number in 1..=45 {
            issue(&app, &edda, id, 1, &of(Kind::Update, &format!("Number {number}."))).unwrap();
        }
        let href = |page: &str, class: &str| {
            let tag = page.split("<a ").find(|tag| tag.starts_with(&format!("class=\"{class}\"")))?;
            Some(tag.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&"))
        };
        let numbers = |page: &str| -> Vec<u32> {
            page.split("<p>Number ")
                .skip(1)
                .map(|rest| rest.split('.').next().unwrap().parse().unwrap())
                .collect()
        };
        let first = app.page("/corrections/");
        assert_eq!(numbers(&first), (26..=45).rev().collect::<Vec<u32>>());
        assert_eq!(href(&first, "newer"), None);
        let second = app.page(&href(&first, "older").unwrap());
        assert_eq!(numbers(&second), (6..=25).rev().collect::<Vec<u32>>());
        let third = app.page(&href(&second, "older").unwrap());
        assert_eq!((numbers(&third), href(&third, "older")), ((1..=5).rev().collect(), None));
        let back = app.page(&href(&third, "newer").unwrap());
        assert_eq!(numbers(&back), numbers(&second));
        let top = app.page(&href(&back, "newer").unwrap());
        assert_eq!((numbers(&top), href(&top, "newer").as_deref()), (numbers(&first), Some("/corrections/")));
        app.leads("/corrections", "/corrections/");
        app.leads("/corrections/?before=1-1", "/corrections/");
        app.leads("/corrections/feed/rss2/", "/corrections/feed/");
    });
}

#[test]
fn a_page_of_the_site_wins_and_the_feed_stays() {
    on_sqlite(|app| {
        let page = Item::page(21, "corrections", "How we correct").link("https://old.example/corrections/");
        app.import(&Wxr::courier().with(page).build());
        let page = app.page("/corrections/");
        assert!(page.contains("How we correct") && !page.contains("Nothing has been corrected"));
        assert!(app.page("/corrections/feed/").contains("<rss"));
        assert_eq!(app.page("/").matches("href=\"/corrections/\"").count(), 1);
    });
}

#[test]
fn nothing_in_it_is_read_as_markup() {
    on_sqlite(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        let attack =
            "</script><script>alert(1)</script> \"'> {{ l.home }} {headline} javascript:x ]]> \u{202e}x";
        let new = New { was: attack.into(), ..of(Kind::Correction, attack) };
        issue(&app, &edda, id, 1, &new).unwrap();
        for address in [
            path(&app, id).as_str(),
            "/corrections/",
            "/feed/",
            "/feed/atom/",
            "/corrections/feed/",
            "/corrections/feed/atom/",
        ] {
            let page = app.page(address);
            assert!(!page.contains("<script>alert") && page.contains("alert(1)"), "{address}");
            assert!(
                !page.contains('\u{202e}') || address.contains("feed") || page.contains("{headline}"),
                "{address}"
            );
        }
        for address in ["/feed/json/", "/corrections/feed/json/"] {
            let read: serde_json::Value = serde_json::from_str(&app.page(address)).unwrap();
            assert!(
                read["items"][0]["content_html"].as_str().unwrap().contains("&lt;script&gt;"),
                "{address} {read}"
            );
        }
        json_ld(&app.page(&path(&app, id)));
    });
}
