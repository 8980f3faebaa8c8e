//! Old addresses: each that a site had before leads to what stood there.

use super::common::{
    on_each,
    wxr::{Item, OLD, Wxr},
};

fn report() -> Item {
    Item::post(7, "a-report", "A report on the Old Basin")
        .section("dredging", "Dredging")
        .topic("old-basin", "Old Basin")
}

#[test]
fn permalinks_are_kept_and_every_other_form_leads_to_them() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report().meta("_wp_old_slug", "an-early-report")).build());
        assert!(app.page("/2026/11/a-report/").contains("A report on the Old Basin"));
        for old in [
            "/?p=7",
            "/index.php?p=7",
            "/?p=7&preview=true",
            "/?name=a-report",
            "/2026/11/a-report",
            "/2026/11/A-Report/",
            "/2026/11/a-report//",
            "/2026/11/an-early-report/",
            "/2026/11/a-report/feed/",
            "/2026/11/a-report/amp/",
            "/2026/11/a-report/comment-page-2/",
            "/2026/11/a-report/2/",
            "/2020/01/a-report/",
            "/a-report/",
        ] {
            app.leads(old, "/2026/11/a-report/");
        }
    });
}
