//! What was public is kept for readers, goes when the article goes, and can be made anew.

use super::*;
use dateline::{check, params, rebuild};

/// The rows of earlier versions, as text.
fn versions(app: &TestApp) -> Vec<String> {
    app.dump(&[]).into_iter().filter(|row| row.starts_with("published_versions: ")).collect()
}

fn assert_clean(app: &TestApp) {
    let report = check::run(&app.app.db, &app.app.files, false, &mut |_, _, _| {}).unwrap();
    assert!(report.is_clean(), "{:#?}", report.findings);
}

#[test]
fn each_publication_that_is_replaced_is_kept_as_it_was() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        assert!(versions(&app).is_empty(), "one publication, no earlier version");
        publish(&app, |m| m.headline = "A second headline".into());
        publish(&app, |m| m.headline = "A third headline".into());
        let kept = versions(&app);
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().any(|row| row.contains("A report on the Old Basin")), "{kept:?}");
        assert!(kept.iter().any(|row| row.contains("A second headline")), "{kept:?}");
        assert!(!kept.iter().any(|row| row.contains("A third headline")), "{kept:?}");
        assert_clean(&app);
        // Made anew they are the same to the letter.
        rebuild::run(&app.app.actions, &mut |_, _| {}).unwrap();
        assert_eq!(versions(&app), kept);
        app.act(|tx| tx.execute("DELETE FROM published_versions", &[])).unwrap();
        rebuild::run(&app.app.actions, &mut |_, _| {}).unwrap();
        assert_eq!(versions(&app), kept);
        assert_clean(&app);
    });
}

#[test]
fn they_go_with_a_withdrawal_and_come_back_but_for_what_was_taken_down() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        publish(&app, |m| m.headline = "A second headline".into());
        publish(&app, |m| m.headline = "A third headline".into());
        withdraw(&app, "");
        assert!(versions(&app).is_empty());
        assert_clean(&app);
        // As the verb for it does: what is closed is written down, and the rows are made anew.
        app.act(|tx| {
            tx.execute(
                "INSERT INTO takedowns (article_id, what, publication_id, status, note, reason, at)
                 SELECT 7, 'version', MIN(id), 451, 'Removed by order of a court.', 'an order', 1 FROM publications WHERE article_id = 7",
                &[],
            )
        })
        .unwrap();
        publish(&app, |m| m.headline = "A fourth headline".into());
        let kept = versions(&app);
        assert_eq!(kept.len(), 3);
        for (headline, there) in
            [("A report on", false), ("A second", true), ("A third", true), ("A fourth", false)]
        {
            assert_eq!(kept.iter().any(|row| row.contains(headline)), there, "{headline}");
        }
        assert!(kept.iter().any(|row| row.contains("Removed by order of a court.")));
        assert_clean(&app);
        // What is taken down while it is the newest is not kept when it is replaced.
        app.act(|tx| {
            tx.execute(
                "INSERT INTO takedowns (article_id, what, publication_id, status, note, reason, at)
                 SELECT 7, 'version', MAX(id), 410, '', 'a name', 1 FROM publications WHERE article_id = 7",
                &[],
            )
        })
        .unwrap();
        publish(&app, |m| m.headline = "A fifth headline".into());
        assert!(!versions(&app).iter().any(|row| row.contains("A fourth headline")));
        assert_clean(&app);
    });
}

#[test]
fn a_site_from_before_there_was_a_history_gets_it_when_the_server_starts() {
    on_each(|app| {
        app.import(&Wxr::courier().with(report()).build());
        publish(&app, |m| m.headline = "A second headline".into());
        let kept = versions(&app);
        app.act(|tx| tx.execute("DELETE FROM published_versions WHERE article_id = ?1", params![7])).unwrap();
        let app = app.restarted(|_| {});
        soon(|| versions(&app) == kept);
    });
}
