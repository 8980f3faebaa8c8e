//! "You may also like": what appears below an article, and what never does.

use super::{
    common::{
        TestApp, on_each, on_postgres, soon,
        wxr::{Item, Wxr},
    },
    search::indexed,
};
use dateline::{articles, publishing, settings};

const DREDGE: &str = "The harbour board let the dredging contract before the sediment survey was done. The dredging firm \
    dumped sediment at sea. The survey found mercury in the sediment of the old basin, and the chemist of the survey was not heard.";

fn courier() -> Wxr {
    let mut wxr = Wxr::courier()
        .with(Item::post(7, "dredging", "Dredging before the survey").content(&format!("<p>{DREDGE}</p>")))
        .with(Item::post(8, "again", "Dredging before the survey, again").content(&format!("<p>{DREDGE} No comment.</p>")))
        .with(Item::post(9, "chemist", "What the chemist found").section("harbour", "Harbour").content(
            "<p>Mercury in the sediment of the harbour, she says: the survey came after the dredging, not before it.</p>",
        ))
        .with(Item::page(10, "about", "About dredging").content("<p>Dredging, sediment, mercury, survey, basin.</p>"));
    for id in 20..32 {
        let text = format!(
            "<p>Bread number {id} rose in the oven while the band played in front of the bakery.</p>"
        );
        wxr = wxr.with(Item::post(id, &format!("bread-{id}"), &format!("Bread {id}")).content(&text));
    }
    wxr
}

/// The addresses that stand below an article.
fn below(app: &TestApp, path: &str) -> Vec<String> {
    let page = app.page(path);
    let Some(part) = page.split("aria-labelledby=\"related\"").nth(1) else { return Vec::new() };
    let part = part.split("</section>").next().unwrap_or_default();
    part.split("<h3><a href=\"").skip(1).map(|p| p.split('"').next().unwrap_or_default().to_owned()).collect()
}

fn has(list: &[String], path: &str) -> bool {
    list.iter().any(|one| one == path)
}

const DREDGING: &str = "/2026/11/dredging/";
const CHEMIST: &str = "/2026/11/chemist/";

#[test]
fn articles_about_the_same_appear_and_copies_do_not() {
    on_each(|app| {
        app.import(&courier().build());
        soon(|| has(&below(&app, DREDGING), CHEMIST));
        let list = below(&app, DREDGING);
        assert!(list.len() <= 4 && !has(&list, DREDGING), "{list:?}");
        assert!(!has(&list, "/2026/11/again/") && !has(&list, "/about/"), "{list:?}");
        assert!(!list.iter().any(|path| path.contains("bread")), "{list:?}");
        let page = app.page(DREDGING);
        assert!(page.contains(">You may also like</h2>") && page.contains("What the chemist found"));
        assert!(below(&app, "/about/").is_empty());
    });
}

#[test]
fn a_new_article_appears_below_those_that_it_is_related_to_and_goes_at_once() {
    on_each(|app| {
        app.import(&courier().build());
        soon(|| has(&below(&app, DREDGING), CHEMIST));
        let fresh = Item::post(40, "licence", "The dredging licence").content(
            "<p>The licence for dredging the basin says that a sediment survey has to come first, and that mercury stops it.</p>",
        );
        app.import(&Wxr::courier().with(fresh).build());
        soon(|| {
            has(&below(&app, DREDGING), "/2026/11/licence/")
                && has(&below(&app, "/2026/11/licence/"), CHEMIST)
        });
        // Neither the index nor what follows it moves any more.
        app.app.related.stop();
        app.app.index.stop();
        app.act(|tx| {
            let site = settings::store::site(tx)?;
            let article = articles::store::article(tx, 40)?.unwrap();
            publishing::actions::withdraw(tx, &site, &article, "")
        })
        .unwrap();
        assert!(
            !has(&below(&app, DREDGING), "/2026/11/licence/"),
            "it is gone with the answer to the withdrawal"
        );
    });
}

#[test]
fn a_rebuild_finds_all_of_it_out_anew() {
    on_each(|app| {
        app.import(&courier().build());
        soon(|| has(&below(&app, DREDGING), CHEMIST));
        app.act(|tx| tx.execute("DELETE FROM published_related", &[])).unwrap();
        let done = app.command(&["rebuild"]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        soon(|| has(&below(&app, DREDGING), CHEMIST));
        indexed(&app);
    });
}

#[test]
fn of_two_nodes_one_finds_it_out_and_both_show_it() {
    on_postgres(|one| {
        let two = one.second_node();
        one.import(&courier().build());
        soon(|| has(&below(&one, DREDGING), CHEMIST) && has(&below(&two, DREDGING), CHEMIST));
        let (first, second) = (one.app.related.made(), two.app.related.made());
        assert!(first == 0 || second == 0, "{first} and {second}");
    });
}
