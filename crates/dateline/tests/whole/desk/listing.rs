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

#[test]
fn the_calendar_has_what_was_and_what_is_to_come() {
    on_each(|app| {
        app.import(&archive());
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = begin(&ana);
        save(&ana, id, 0, 0, &manuscript("To be published", "x"));
        let held = begin(&edda);
        save(&edda, held, 0, 0, &manuscript("Held back", "x"));
        // On the newsroom's clock it is the first of the month already.
        app.act(move |tx| {
            let mut site = dateline::settings::store::site(tx)?;
            site.zone = "Europe/Berlin".into();
            dateline::settings::store::set_site(tx, &site)?;
            let due = 1_798_757_400_000_000; // 2026-12-31T22:50:00Z and 40 minutes: 2027-01-01 in Berlin
            let due = due + 40 * 60 * 1_000_000;
            let (revision, _) = dateline::articles::store::revision(tx, id, 1)?.expect("it was saved");
            dateline::publishing::schedule::set(tx, id, revision, due)?;
            dateline::publishing::embargo::store::add(tx, held, due, "")
        })
        .unwrap();
        let january = edda.page("/desk/calendar?month=2027-01");
        assert!(january.contains("To be published") && january.contains("Held back"), "{january}");
        assert!(!edda.page("/desk/calendar?month=2026-12").contains("To be published"));
        let day = edda.page("/desk/calendar?day=2027-01-01");
        assert!(day.contains("To be published") && day.contains("embargo ends"), "{day}");
        assert!(ana.page("/desk/calendar?month=2027-01").contains("To be published"));
        assert!(!ana.page("/desk/calendar?month=2027-01").contains("Held back"), "it is not hers");
        app.act(move |tx| dateline::articles::newsroom::store::set_confidential(tx, id, true)).unwrap();
        for path in ["/desk/calendar?month=2027-01", "/desk/calendar?day=2027-01-01"] {
            assert!(!edda.page(path).contains("To be published"), "{path}");
        }
        // Of a hundred on one day the month shows some, the day all.
        let november = edda.page("/desk/calendar?month=2026-11");
        assert!(november.matches("/desk/articles/").count() < 40 && november.contains("All of this day"));
        let odd = [
            "month=0000-00",
            "month=99999-1",
            "month=x",
            "day=2026-02-30",
            "day=-1",
            "month=2200-12",
            "day=2200-12-31",
        ];
        for odd in odd {
            assert_eq!(edda.get(&format!("/desk/calendar?{odd}")).status, 200, "{odd}");
        }
    });
}
