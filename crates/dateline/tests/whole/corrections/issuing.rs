//! Issuing a correction: what it hangs on, what is refused, and that none is lost.

use super::*;

#[test]
fn a_correction_hangs_on_the_versions_that_were_wrong() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        app.rewritten_by(&edda, id, |m| m.standfirst = "A second version.".into());
        publish(&app, &edda, id, 2);
        app.rewritten_by(&edda, id, |m| m.headline = "The barge is red".into());
        // With the text that mends it.
        let new =
            New { publish: true, was: "blue".into(), ..of(Kind::Correction, "The barge is red, not blue.") };
        let issued = issue(&app, &edda, id, 3, &new).unwrap();
        assert!(issued.published.is_some());
        let one = &shown(&app, id)[0];
        assert_eq!((one.first, one.last, one.mended, one.status), (1, 2, Some(3), 200));
        assert!(one.wrong_from < one.wrong_until && one.wrong_until == one.at);
        assert_eq!((one.text.as_str(), one.was.as_str()), ("The barge is red, not blue.", "blue"));
        // Of the text as it stands: nothing is published.
        let said = New { publish: true, since: 3, ..of(Kind::Clarification, "Red in daylight.") };
        let issued = issue(&app, &edda, id, 3, &said).unwrap();
        assert!(issued.published.is_none());
        let two = &shown(&app, id)[0];
        assert_eq!((two.first, two.last, two.mended), (3, 3, None));
        // What was mended silently before is said later.
        let late = New { until: Some(1), ..of(Kind::Update, "There is a second report.") };
        issue(&app, &edda, id, 3, &late).unwrap();
        let three = &shown(&app, id)[0];
        assert_eq!((three.first, three.last, three.mended), (1, 1, Some(2)));
        assert!(three.wrong_until < three.at);
        // Which version is known to be wrong, and why.
        let kinds = |version| {
            let found = app.app.db.read(move |sql| reader::of_version(sql, id, version)).wait().unwrap();
            found.iter().map(|c| c.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(1), [Kind::Update, Kind::Correction]);
        assert_eq!((kinds(2), kinds(3)), (vec![Kind::Correction], vec![Kind::Clarification]));
        check(&app);
    });
}

#[test]
fn none_is_lost_and_none_is_deleted() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        let first =
            issue(&app, &edda, id, 1, &of(Kind::Correction, "The barge is green.")).unwrap().correction;
        // One that was wrong itself is corrected by another, once.
        let again = New { corrects: Some(first), ..of(Kind::Correction, "The barge is red.") };
        let second = issue(&app, &edda, id, 1, &again).unwrap().correction;
        let refused = issue(&app, &edda, id, 1, &again).unwrap_err().to_string();
        assert!(refused.contains("corrected already") && refused.contains(&second.to_string()), "{refused}");
        let all = shown(&app, id);
        assert_eq!((all[0].corrects, all[1].corrected_by), (Some(first), Some(second)));
        // A withdrawn article shows none; they come back with it.
        let before = shown(&app, id);
        app.act(move |tx| publishing::newsroom::actions::withdraw(tx, id, "A complaint.", "")).unwrap();
        assert!(shown(&app, id).is_empty());
        let refused = issue(&app, &edda, id, 1, &of(Kind::Correction, "Too late."));
        assert!(matches!(refused, Err(Error::Refused { what, .. }) if what == "article"));
        check(&app);
        publish(&app, &edda, id, 1);
        assert_eq!(shown(&app, id), before);
        // Made anew from the truth, they are the same.
        let truth = app.dump(&["changes", "audit", "jobs", "pings", "sequences"]);
        assert!(app.command(&["rebuild"]).status.success());
        assert_eq!(app.dump(&["changes", "audit", "jobs", "pings", "sequences"]), truth);
        app.act(|tx| tx.execute("DELETE FROM published_corrections", &[])).unwrap();
        assert!(!app.command(&["check"]).status.success());
        assert!(app.command(&["rebuild"]).status.success());
        assert_eq!(shown(&app, id), before);
        check(&app);
    });
}

#[test]
fn what_cannot_be_is_refused() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = public(&app, &edda, "The barge is blue");
        let other = public(&app, &edda, "The crane is green");
        let theirs = issue(&app, &edda, other, 1, &of(Kind::Update, "Painted.")).unwrap().correction;
        let good = of(Kind::Correction, "The barge is red.");
        for (new, field) in [
            (New { since: 0, ..good.clone() }, "since"),
            (New { since: 2, ..good.clone() }, "since"),
            (New { since: i64::MIN, ..good.clone() }, "since"),
            (New { until: Some(2), ..good.clone() }, "until"),
            (New { until: Some(0), ..good.clone() }, "until"),
            (New { corrects: Some(theirs), ..good.clone() }, "corrects"),
            (New { corrects: Some(999), ..good.clone() }, "corrects"),
        ] {
            let refused = issue(&app, &edda, id, 1, &new);
            assert!(
                matches!(&refused, Err(Error::Refused { what, .. }) if what == field),
                "{field}: {refused:?}"
            );
        }
        // On top of what was seen alone, and past whatever stands before any publication.
        app.rewritten_by(&edda, id, |m| m.headline = "The barge is red".into());
        assert!(matches!(issue(&app, &edda, id, 1, &good), Err(Error::Conflict { .. })));
        app.act(move |tx| {
            let (until, site) = (tx.now + 3_600_000_000, dateline::settings::store::site(tx)?);
            publishing::embargo::actions::set(tx, &site, id, until, "", true)
        })
        .unwrap();
        let refused = issue(&app, &edda, id, 2, &New { publish: true, ..good.clone() });
        assert!(matches!(refused, Err(Error::Refused { .. })));
        assert!(shown(&app, id).is_empty(), "it is one action: nothing is said without the text");
        check(&app);
    });
}

#[test]
fn the_date_of_change_follows() {
    on_sqlite(|app| {
        let edda = app.signed_in_as(Role::Editor);
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let before = app.page("/2026/11/a-report/");
        assert!(!before.contains("class=\"updated\""));
        let modified = |app: &TestApp| {
            let found = app.app.db.read(|sql| dateline::articles::reader::article(sql, 7)).wait();
            found.unwrap().unwrap().modified
        };
        let was = modified(&app);
        issue(&app, &edda, 7, 1, &of(Kind::Correction, "It was a barge.")).unwrap();
        let all = shown(&app, 7);
        assert!(modified(&app) > was && modified(&app) == all[0].at);
        // It was public elsewhere before: since the date that it carries.
        assert!(all[0].wrong_from < was + 1);
        check(&app);
    });
}
