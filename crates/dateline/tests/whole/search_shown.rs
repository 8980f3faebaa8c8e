//! How what was found reads.

use super::{
    common::{
        on_sqlite,
        wxr::{Item, Wxr},
    },
    search::indexed,
};

#[test]
fn an_answer_reads_well() {
    on_sqlite(|app| {
        let table = "<table><tr><td>2</td><td>Dredging</td></tr></table>";
        let post = |id, slug: &str, title: &str, text: &str| {
            Item::post(id, slug, title).content(&format!("{table}<p>{text}</p>"))
        };
        app.import(
            &Wxr::courier()
                .with(post(7, "closed", "The basin closes", "No boats come while dredging goes on."))
                .with(post(8, "named", "Dredging begins", "The barge is here."))
                .with(post(9, "listed", "What is on", "See below."))
                .build(),
        );
        indexed(&app);
        let page = app.page("/search?q=dredging");
        // A sentence before a table's cells; what the headline says is not looked for in a table; at last the table.
        for shown in [
            "No boats come while <mark>dredging</mark> goes on.",
            "The barge is here.",
            "2 <mark>Dredging</mark>",
        ] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert_eq!(page.matches("2 <mark>").count(), 1);
        // A date among Persian lines is English, and says so.
        let persian =
            Item::post(10, "bandar", "بندر").term("language", "fa", "فارسی").content("<p>بندرهای جنوب</p>");
        app.import(&Wxr::courier().with(persian).build());
        indexed(&app);
        let page = app.page("/search?q=%D8%A8%D9%86%D8%AF%D8%B1");
        assert!(page.contains("<mark>بندرهای</mark> جنوب"), "{page}");
        assert!(page.contains("<span lang=\"en-GB\" dir=\"ltr\"><time"), "{page}");
    });
}
