//! Private links: what somebody without an account sees and may do, and what is kept of it.

use super::{
    super::common::*,
    uploads::{photograph, uploaded},
};
use dateline::{
    accounts::{model::DAY, roles::Role},
    app::now,
    params,
};

fn path(id: i64, what: &str) -> String {
    format!("/desk/articles/{id}/{what}")
}

/// A new link, as the desk shows it this once: its path.
fn link(desk: &desk::TestDesk, id: i64, more: &[(&str, &str)]) -> String {
    let form = [&[("label", "the lawyer"), ("days", "7")], more].concat();
    let answer = desk.post(&path(id, "links"), &form);
    let text = answer.text();
    assert_eq!(answer.status, 201, "{text}");
    let link = text.split("https://courier.example/private/").nth(1).expect("the link is shown");
    format!("/private/{}", link.split('<').next().unwrap_or_default())
}

fn token(page: &str) -> String {
    let at = page.split("name=\"token\" value=\"").nth(1).expect("there is a form");
    at.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn somebody_without_an_account_reads_comments_and_approves() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let link = link(&ana, id, &[("may_comment", "1"), ("may_approve", "1")]);
        let answer = app.get(&link);
        let page = answer.text();
        assert_eq!(answer.status, 200);
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-robots-tag", "noindex, nofollow"),
            ("set-cookie", ""),
        ] {
            assert_eq!(answer.header(name), value, "{name}");
        }
        assert!(page.contains("the lawyer") && !page.contains("<script"), "{page}");
        let text = app.get(&format!("{link}/page"));
        assert!(text.text().contains("The harbour was dredged at night."));
        assert_eq!(
            (text.header("cache-control"), text.header("referrer-policy")),
            ("no-store", "no-referrer")
        );
        // A note and an approval, with the token of the link's own forms and not without.
        let token = token(&page);
        let (notes, approval) = (format!("{link}/notes"), format!("{link}/approval"));
        let note =
            [("token", token.as_str()), ("body", "Strike this sentence."), ("quote", "dredged at night")];
        assert_eq!(app.post(&notes, &note[1..]).status, 403);
        assert_eq!(app.post(&approval, &[("revision", "1")]).status, 403);
        let answer = app.post(&notes, &note);
        assert_eq!((answer.status, answer.header("location")), (303, format!("{link}?done=note").as_str()));
        assert!(app.page(&link).contains("Strike this sentence."));
        let refused = app.post(&notes, &[("token", &token), ("body", ""), ("quote", "kept as typed")]);
        assert!(refused.status == 422 && refused.text().contains("kept as typed"));
        app.rewritten_by(&ana, id, |text| text.standfirst = "Changed.".into());
        let late = app.post(&approval, &[("token", &token), ("revision", "1")]);
        assert!(late.status == 422 && late.text().contains("was changed since"), "{}", late.text());
        for _ in 0..2 {
            assert_eq!(app.post(&approval, &[("token", &token), ("revision", "2")]).status, 303);
        }
        let checks = ana.page(&path(id, "checks"));
        assert_eq!(checks.matches("the lawyer, through a private link").count(), 1, "{checks}");
        assert!(checks.contains("revision 2"), "{checks}");
        let panel = ana.page(&path(id, "notes"));
        assert!(
            panel.contains("the lawyer, through a private link") && panel.contains("Strike this sentence.")
        );
        // What the newsroom says to itself stays there.
        ana.post(&path(id, "notes"), &[("body", "He is too careful.")]);
        assert!(!app.page(&link).contains("too careful"));
    });
}

#[test]
fn of_whoever_uses_a_link_no_address_and_no_time_is_kept() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let link = link(&ana, id, &[("may_comment", "1"), ("may_approve", "1")]);
        let secret = link.trim_start_matches("/private/").to_owned();
        let before = app.dump(&[]);
        let token = token(&app.page(&link));
        app.page(&format!("{link}/page"));
        app.post(&format!("{link}/notes"), &[("token", &token), ("body", "A remark.")]);
        app.post(&format!("{link}/approval"), &[("token", &token), ("revision", "1")]);
        let rows: Vec<String> = app.dump(&[]).into_iter().filter(|row| !before.contains(row)).collect();
        let kinds = ["notes:", "approvals:", "audit:"];
        for kind in kinds {
            assert!(rows.iter().any(|row| row.starts_with(kind)), "{kind} {rows:?}");
        }
        let today = now() / DAY * DAY;
        for row in rows.iter().filter(|row| kinds.iter().any(|kind| row.starts_with(kind))) {
            assert!(!row.contains("127.0.0.1") && !row.contains(&secret), "{row}");
            let moments = row
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse::<i64>().ok())
                .filter(|number| *number > 1_000_000_000_000_000);
            for moment in moments {
                assert_eq!(moment, today, "a time finer than a day: {row}");
            }
        }
        assert!(!app.dump(&[]).iter().any(|row| row.contains(&secret)), "its hash alone is kept");
    });
}

#[test]
fn a_link_ends_and_is_taken_back() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let (first, second) = (link(&ana, id, &[]), link(&ana, id, &[]));
        assert_eq!((app.get(&first).status, app.get(&second).status), (200, 200));
        let page = ana.page(&path(id, "links"));
        let number = page.split(&path(id, "links/")).nth(1).and_then(|rest| rest.split('/').next()).unwrap();
        let other = app.written_by(&ana, "Another", |_| {});
        ana.post(&path(other, &format!("links/{number}/end")), &[]);
        assert_eq!(app.get(&second).status, 200, "not by another article");
        assert_eq!(ana.post(&path(id, &format!("links/{number}/end")), &[]).status, 303);
        assert_eq!(app.get(&format!("{first}/")).status, 200);
        let strange = app.get(&format!("{first}/feed"));
        assert_eq!((strange.status, strange.header("cache-control")), (404, "no-store"));
        for below in ["", "/", "/page", "/media/1", "/feed/x"] {
            let gone = app.get(&format!("{second}{below}"));
            assert_eq!(gone.status, 404, "{below}");
            assert_eq!(gone.header("referrer-policy"), "no-referrer");
        }
        assert_eq!(app.post(&format!("{second}/notes"), &[("body", "x")]).status, 404);
        assert_eq!(app.get(&first).status, 200, "the newer one was taken back");
        app.act(|tx| tx.execute("UPDATE private_links SET ends_at = ?1", params![now() - 1])).unwrap();
        assert_eq!(app.get(&first).status, 404);
        for wrong in ["/private/", "/private/x", "/private/%00", "/private/x/page", "/private/x/y/z"] {
            assert_eq!(app.get(wrong).status, 404, "{wrong}");
        }
    });
}

#[test]
fn a_link_shows_what_it_was_made_for_and_nothing_else() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let (fixed, newest) = (link(&ana, id, &[("shows", "this")]), link(&ana, id, &[("shows", "newest")]));
        app.rewritten_by(&ana, id, |text| text.headline = "Dredged by day".into());
        assert!(app.page(&format!("{fixed}/page")).contains("Dredged at night"));
        assert!(app.page(&format!("{newest}/page")).contains("Dredged by day"));
        // Without leave there is no form, and none is taken.
        let page = app.page(&newest);
        assert!(!page.contains("<form"), "{page}");
        let token = dateline::publishing::links::model::form_token(newest.trim_start_matches("/private/"));
        for (what, form) in [("notes", [("body", "x")]), ("approval", [("revision", "2")])] {
            let form = [&[("token", token.as_str())], &form[..]].concat();
            assert_eq!(app.post(&format!("{newest}/{what}"), &form).status, 422, "{what}");
        }
        assert!(!app.page("/").contains("Dredged"), "readers see nothing");
    });
}

#[test]
fn pictures_that_are_not_public_yet_show_in_previews_and_below_links_and_nowhere_else() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let file = photograph(1_400, 900);
        let (lead, other) =
            (uploaded(&ana, "barge.jpg", &file), uploaded(&ana, "x.jpg", &photograph(60, 40)));
        let id = app.written_by(&ana, "Dredged at night", |text| {
            text.lead = Some(serde_json::from_value(serde_json::json!({ "media": lead })).unwrap());
        });
        let preview = ana.page(&path(id, "preview/page"));
        let at = format!("/desk/media/{lead}/picture?width=1280");
        assert!(preview.contains(&at) && ana.get(&at).status == 200, "{preview}");
        let link = link(&ana, id, &[]);
        let page = app.page(&format!("{link}/page"));
        let at = format!("{link}/media/{lead}");
        assert!(page.contains(&at), "{page}");
        let picture = app.get(&at);
        assert_eq!((picture.status, picture.header("cache-control")), (200, "no-store"));
        assert!(picture.header("content-type").starts_with("image/"));
        assert_eq!(picture.header("referrer-policy"), "no-referrer");
        assert_eq!(app.get(&format!("{link}/media/{other}")).status, 404, "a picture of another text");
        assert_eq!(app.get(&format!("/desk/media/{lead}/picture")).status, 303, "the desk's asks who it is");
    });
}

#[test]
fn a_link_is_refused_by_field_and_made_by_who_may_write() {
    on_sqlite(|app| {
        let ana = app.signed_in_as(Role::Author);
        let tom = app.signed_in("Tom Other", Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let refused = ana.post(&path(id, "links"), &[("label", " "), ("days", "400"), ("may_comment", "1")]);
        let text = refused.text();
        assert_eq!(refused.status, 422);
        assert!(text.contains("Say for whom it is") && text.contains("from 1 to 90"), "{text}");
        assert!(text.contains("value=\"400\"") && text.contains("name=\"may_comment\" value=\"1\" checked"));
        assert_eq!(tom.post(&path(id, "links"), &[("label", "me"), ("days", "1")]).status, 404);
        assert_eq!(tom.get(&path(id, "links")).status, 404);
        assert!(!app.dump(&[]).iter().any(|row| row.starts_with("private_links:")));
    });
}

#[test]
fn whoever_tries_too_often_waits() {
    on_sqlite(|app| {
        let answer = (0..200).map(|_| app.get("/private/guessed")).find(|answer| answer.status != 404);
        assert_eq!(answer.expect("it is slowed down").status, 429);
    });
}
