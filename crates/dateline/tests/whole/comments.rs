//! Comments: threads as they were, and only those that were approved.

use super::common::{
    on_each, on_sqlite,
    wxr::{Item, Wxr},
};

fn talked_about() -> Item {
    Item::post(7, "a-report", "A report")
        .comment(70, 0, "1", "Ada", "The first word")
        .comment(71, 70, "1", "Bo", "An answer to Ada")
        .comment(72, 71, "1", "Cy", "An answer to Bo")
        .comment(73, 0, "0", "Dee", "Waits for the desk")
        .comment(74, 0, "spam", "Eve", "Buy boats")
        .comment(75, 0, "trash", "Flo", "Taken away")
        .comment(76, 73, "1", "Gus", "An answer to what waits")
        .comment(77, 0, "1", "", "Without a name")
}

#[test]
fn threads_and_states_are_kept() {
    on_each(|app| {
        app.import(&Wxr::courier().with(talked_about()).build());
        let page = app.page("/2026/11/a-report/");
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text:?} is not shown"));
        assert!(
            at("The first word") < at("An answer to Ada") && at("An answer to Ada") < at("An answer to Bo")
        );
        assert!(page.contains("id=\"comment-72\""));
        for hidden in ["Waits for the desk", "Buy boats", "Taken away", "Dee", "Eve", "reader70@example.org"]
        {
            assert!(!page.contains(hidden), "{hidden:?} is shown");
        }
        // An answer to a comment that is not shown stands by itself.
        at("An answer to what waits");
        at("Without a name");
        assert!(page.contains("5 comments"), "the count is that of what is shown");
    });
}

#[test]
fn a_newer_export_approves_and_takes_away() {
    on_each(|app| {
        app.import(&Wxr::courier().with(talked_about()).build());
        let later = Item::post(7, "a-report", "A report")
            .comment(70, 0, "spam", "Ada", "The first word")
            .comment(73, 0, "1", "Dee", "Waits for the desk");
        app.import(&Wxr::courier().with(later).build());
        let page = app.page("/2026/11/a-report/");
        assert!(page.contains("Waits for the desk") && !page.contains("The first word"));
    });
}

#[test]
fn a_long_chain_of_answers_is_shown_whole() {
    on_sqlite(|app| {
        let long = (1..=300_i64).fold(Item::post(7, "a-report", "A report"), |item, n| {
            item.comment(1000 + n, if n == 1 { 0 } else { 999 + n }, "1", "Ada", &format!("Word {n}."))
        });
        app.import(&Wxr::courier().with(long).build());
        let mut shown = 0;
        let mut next = Some("/2026/11/a-report/".to_owned());
        while let Some(path) = next.take() {
            let page = app.page(&path);
            shown += page.matches("id=\"comment-").count();
            next = page
                .split("<a class=\"older\"")
                .nth(1)
                .and_then(|r| super::common::crawl::links(r).into_iter().next());
            assert!(shown <= 300, "comments repeat");
        }
        assert_eq!(shown, 300);
    });
}
