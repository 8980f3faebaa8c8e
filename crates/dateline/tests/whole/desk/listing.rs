//! The list of articles at the desk.

use super::{
    super::common::{desk::TestDesk, wxr::*, *},
    writing::{begin, manuscript, save},
};
use dateline::accounts::roles::Role;

/// The headlines of a list, in their order.
fn headlines(desk: &TestDesk, path: &str) -> Vec<String> {
    let page = desk.page(path);
    let parts = page.split("<h2><a href=\"/desk/articles/").skip(1);
    parts.filter_map(|p| Some(p.split_once('>')?.1.split_once("</a>")?.0.to_owned())).collect()
}

fn archive() -> String {
    let posts = (1..=100).map(|n| Item::post(n, &format!("report-{n}"), &format!("Report {n}")));
    posts.fold(Wxr::courier(), Wxr::with).with(Item::page(200, "about", "About us")).build()
}

#[test]
fn an_archive_is_listed_a_page_at_a_time_and_narrowed() {
    on_each(|app| {
        app.import(&archive());
        let edda = app.signed_in_as(Role::Editor);
        assert_eq!(edda.get("/desk").header("location"), "/desk/articles");
        let (mut seen, mut path) = (Vec::new(), "/desk/articles?kind=article".to_owned());
        loop {
            seen.extend(headlines(&edda, &path));
            let page = edda.page(&path);
            let Some((before, _)) = page.split_once("\" rel=\"next\"") else { break };
            path = before.rsplit("href=\"").next().unwrap().replace("&amp;", "&");
        }
        assert_eq!(seen.len(), 100, "each once");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 100);
        assert_eq!(headlines(&edda, "/desk/articles?kind=page"), ["About us"]);
        assert_eq!(headlines(&edda, "/desk/articles?stage=draft"), Vec::<String>::new());
        assert_eq!(headlines(&edda, "/desk/articles?language=fr"), Vec::<String>::new());
        assert_eq!(headlines(&edda, "/desk/articles?language=en-GB").len(), 40);
        // What nobody can mean narrows nothing, and breaks nothing.
        for odd in [
            "stage=%00",
            "section=x",
            "before=9",
            "before=x.y",
            "person=-1",
            "language=%22",
            "q=%22",
            "q=%00",
        ] {
            assert_eq!(edda.get(&format!("/desk/articles?{odd}")).status, 200, "{odd}");
        }
    });
}

#[test]
fn drafts_are_found_by_their_headlines_and_the_public_by_their_texts() {
    on_each(|app| {
        app.import(
            &Wxr::courier()
                .with(Item::post(7, "a-report", "The harbour").content("<p>Dredging was signed off.</p>"))
                .build(),
        );
        let (ana, cato) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Contributor));
        let edda = app.signed_in_as(Role::Editor);
        let id = begin(&ana);
        assert_eq!(headlines(&ana, "/desk/articles"), ["Untitled"]);
        save(&ana, id, 0, 0, &manuscript("Dredging, again", "x"));
        soon(|| headlines(&edda, "/desk/articles?q=dredging") == ["Dredging, again", "The harbour"]);
        assert_eq!(headlines(&edda, "/desk/articles?q=dredging&stage=published"), ["The harbour"]);
        assert_eq!(headlines(&edda, &format!("/desk/articles?person={}", ana.person)), ["Dredging, again"]);
        assert_eq!(headlines(&edda, "/desk/articles?person=me"), Vec::<String>::new());
        // An author finds their own alone.
        assert_eq!(headlines(&ana, "/desk/articles?q=dredging"), ["Dredging, again"]);
        assert_eq!(headlines(&ana, "/desk/articles"), ["Dredging, again"]);
        assert!(cato.page("/desk/articles").contains("You have no articles yet"));
        assert!(edda.page("/desk/articles").contains("<span class=\"count\">1</span>"));
    });
}

#[test]
fn nobody_else_finds_a_confidential_article() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let ada = app.signed_in_as(Role::Administrator);
        let id = begin(&ana);
        save(&ana, id, 0, 0, &manuscript("The leaked ledger", "x"));
        let person = ana.person;
        app.act(move |tx| {
            tx.actor.person = Some(person);
            dateline::articles::newsroom::actions::make_confidential(tx, id)
        })
        .unwrap();
        for path in ["", "?q=ledger", "?stage=draft", "?language=en", "?kind=article", "?person=me"] {
            let path = format!("/desk/articles{path}");
            assert_eq!(headlines(&ana, &path), ["The leaked ledger"], "{path}");
            for other in [&edda, &ada] {
                let page = other.page(&path);
                assert!(!page.contains("The leaked"), "{path}");
                assert!(!page.contains("class=\"count\""), "{path} counts it");
            }
        }
        assert!(!edda.page(&format!("/desk/articles?person={person}")).contains("The leaked"));
    });
}
