//! From draft to public: stages, publishing, the checklist, withdrawing, previews.

use super::super::common::{
    newsroom::{at_desk, manuscript as newsroom_text},
    *,
};
use dateline::{
    accounts::roles::Role,
    app::now,
    articles::newsroom::actions as newsroom,
    publishing::moment,
    settings::checklist::{Checklist, Level},
};

fn path(id: i64, what: &str) -> String {
    format!("/desk/articles/{id}/{what}")
}

/// The address that the article has, once it is public.
fn address(app: &TestApp, id: i64) -> String {
    let found = app.app.db.read(move |sql| dateline::publishing::newsroom::store::public(sql, id)).wait();
    found.unwrap().expect("it is public").path
}

/// A moment on the newsroom's clock, so many seconds from now.
fn field(app: &TestApp, seconds: i64) -> String {
    let site = app.app.db.read(dateline::settings::store::site).wait().unwrap();
    moment::written(now() + seconds * 1_000_000, &site)
}

#[test]
fn an_article_goes_from_draft_to_public_and_readers_see_nothing_early() {
    on_each(|app| {
        let (cato, edda) = (app.signed_in_as(Role::Contributor), app.signed_in_as(Role::Editor));
        let id = app.written_by(&cato, "Dredged at night", |_| {});
        assert!(!app.page("/").contains("Dredged at night"));
        // A contributor hands in, and may neither approve nor publish.
        let form = [("revision", "1"), ("move", "approve")];
        assert_eq!(cato.post(&path(id, "stage"), &form).status, 403);
        assert_eq!(cato.post(&path(id, "publication"), &[("revision", "1")]).status, 403);
        let bar = cato.page(&path(id, "publication"));
        assert!(bar.contains("Hand in for review") && !bar.contains("Publish"), "{bar}");
        let answer = cato.post(&path(id, "stage"), &[("revision", "1"), ("move", "hand_in")]);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, format!("/desk/articles/{id}").as_str())
        );
        assert_eq!(app.stage(id), "in_review");
        // Sending back needs a note; what was typed stays.
        let answer =
            edda.post(&path(id, "stage"), &[("revision", "1"), ("move", "send_back"), ("note", " ")]);
        assert_eq!((answer.status, app.stage(id)), (422, "in_review".into()));
        assert!(answer.text().contains("say what is to be changed"), "{}", answer.text());
        let form = [("revision", "1"), ("move", "send_back"), ("note", "Who was on the barge?")];
        assert_eq!((edda.post(&path(id, "stage"), &form).status, app.stage(id)), (303, "draft".into()));
        assert!(cato.page(&path(id, "publication")).contains("Who was on the barge?"));
        cato.post(&path(id, "stage"), &[("revision", "1"), ("move", "hand_in")]);
        edda.post(&path(id, "stage"), &[("revision", "1"), ("move", "approve")]);
        assert_eq!(app.stage(id), "approved");
        assert!(!app.page("/").contains("Dredged at night"), "approved is not public");
        let answer = edda.post(&path(id, "publication"), &[("revision", "1")]);
        assert_eq!((answer.status, app.stage(id)), (303, "published".into()), "{}", answer.text());
        assert!(app.page("/").contains("Dredged at night"), "gone from the cache when the answer comes");
        assert!(app.page(&address(&app, id)).contains("The harbour was dredged at night."));
        let rows = app.dump(&[]);
        let changes = rows.iter().filter(|row| row.starts_with("stage_changes:")).count();
        assert_eq!(changes, 5, "each change is a row");
        assert!(rows.iter().any(|row| row.starts_with("audit:") && row.contains("send_back")));
        assert!(rows.iter().any(|row| row.starts_with("approvals:")));
    });
}

#[test]
fn a_live_article_is_edited_beside_and_changes_when_it_is_published_again() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        assert_eq!(ana.post(&path(id, "publication"), &[("revision", "1")]).status, 303);
        let at = address(&app, id);
        app.rewritten_by(&ana, id, |text| text.headline = "Dredged by day".into());
        assert!(app.page(&at).contains("Dredged at night"));
        // The change is handed in and approved; readers still see what they saw.
        ana.post(&path(id, "stage"), &[("revision", "2"), ("move", "hand_in")]);
        assert_eq!(app.stage(id), "published");
        assert!(edda.page(&path(id, "publication")).contains("The change: In review"));
        let waiting = edda.page("/desk/articles?stage=in_review");
        assert!(waiting.contains("Dredged by day") && waiting.contains("The change: In review"), "{waiting}");
        assert!(!edda.page("/desk/articles?stage=approved").contains("Dredged by day"));
        edda.post(&path(id, "stage"), &[("revision", "2"), ("move", "approve")]);
        assert!(app.page(&at).contains("Dredged at night") && app.page("/").contains("Dredged at night"));
        assert_eq!(edda.post(&path(id, "publication"), &[("revision", "2")]).status, 303);
        assert!(app.page(&at).contains("Dredged by day") && app.page("/").contains("Dredged by day"));
        assert!(!edda.page(&path(id, "publication")).contains("The change:"));
        let checked = app.command(&["check"]);
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    });
}

#[test]
fn what_one_has_not_seen_is_not_published() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        app.rewritten_by(&edda, id, |text| text.headline = "Dredged by day".into());
        for (what, more) in [("publication", ""), ("schedule", "2040-01-01T10:00"), ("stage", "hand_in")] {
            let answer = ana.post(&path(id, what), &[("revision", "1"), ("due", more), ("move", more)]);
            assert_eq!(answer.status, 409, "{what}: {}", answer.text());
            assert!(answer.text().contains("Edda Editor") && answer.text().contains("Revision 2"), "{what}");
        }
        assert_eq!(app.stage(id), "draft");
        assert_eq!(ana.post(&path(id, "publication"), &[]).status, 409, "none was said to have been seen");
    });
}

#[test]
fn an_author_publishes_what_is_own_and_nobody_else_knows_of_the_rest() {
    on_sqlite(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let tom = app.signed_in("Tom Other", Role::Author);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        for what in ["publication", "stage", "schedule", "schedule/end", "embargo", "withdrawal"] {
            assert_eq!(tom.post(&path(id, what), &[("revision", "1")]).status, 404, "{what}");
        }
        for what in ["publication", "preview", "preview/page", "withdrawal"] {
            assert_eq!(tom.get(&path(id, what)).status, 404, "{what}");
        }
        // Of a confidential one an editor knows nothing either.
        let person = ana.person;
        app.app
            .actions
            .act("test", at_desk(person), move |tx| newsroom::make_confidential(tx, id))
            .wait()
            .unwrap();
        assert_eq!(edda.get(&path(id, "publication")).status, 404);
        assert_eq!(edda.get(&path(id, "preview/page")).status, 404);
        assert_eq!(edda.post(&path(id, "publication"), &[("revision", "1")]).status, 404);
        assert_eq!(ana.post(&path(id, "publication"), &[("revision", "1")]).status, 303);
    });
}

#[test]
fn what_is_withdrawn_is_gone_with_a_note_and_can_come_back() {
    on_each(|app| {
        let edda = app.signed_in_as(Role::Editor);
        let id = app.written_by(&edda, "Dredged at night", |_| {});
        assert!(edda.page(&path(id, "withdrawal")).contains("nothing to withdraw"));
        edda.post(&path(id, "publication"), &[("revision", "1")]);
        let at = address(&app, id);
        assert!(app.page("/").contains("Dredged at night"));
        let refused =
            edda.post(&path(id, "withdrawal"), &[("reason", ""), ("note", "A source was misquoted.")]);
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("A source was misquoted.") && refused.text().contains("say why"));
        let form = [("reason", "The second source took it back"), ("note", "A source was misquoted.")];
        assert_eq!(edda.post(&path(id, "withdrawal"), &form).status, 303);
        assert_eq!(app.stage(id), "withdrawn");
        let gone = app.get(&at);
        assert_eq!(gone.status, 410);
        assert!(gone.text().contains("A source was misquoted.") && !gone.text().contains("second source"));
        assert!(!app.page("/").contains("Dredged at night"));
        assert!(edda.page(&path(id, "publication")).contains("The second source took it back"));
        assert_eq!(edda.post(&path(id, "withdrawal"), &form).status, 422, "once is enough");
        assert_eq!(edda.post(&path(id, "publication"), &[("revision", "1")]).status, 303);
        assert!(app.page(&at).contains("The harbour was dredged at night."));
        assert!(app.command(&["check"]).status.success());
    });
}

#[test]
fn what_the_checklist_asks_for_blocks_by_name_or_warns() {
    on_each(|app| {
        app.set_site(|site| {
            site.checklist = Checklist {
                standfirst: Level::Block,
                section: Level::Warn,
                second_eyes: Level::Block,
                ..site.checklist.clone()
            };
        });
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = app.written_by(&ana, "Dredged at night", |text| text.standfirst.clear());
        let answer = ana.post(&path(id, "publication"), &[("revision", "1")]);
        let text = answer.text();
        assert_eq!((answer.status, app.stage(id)), (422, "draft".into()));
        assert!(text.contains("There is a standfirst; Somebody else has approved it"), "{text}");
        assert!(text.contains("It stands in a section"), "warnings are shown again: {text}");
        let due = field(&app, 3_600);
        assert_eq!(ana.post(&path(id, "schedule"), &[("revision", "1"), ("due", &due)]).status, 422);
        app.rewritten_by(&ana, id, |text| text.standfirst = "At night.".into());
        edda.post(&path(id, "stage"), &[("revision", "2"), ("move", "approve")]);
        // What was approved is not what would be published.
        app.rewritten_by(&ana, id, |text| text.standfirst = "By day.".into());
        assert_eq!(ana.post(&path(id, "publication"), &[("revision", "3")]).status, 422);
        edda.post(&path(id, "stage"), &[("revision", "3"), ("move", "send_back"), ("note", "Check.")]);
        edda.post(&path(id, "stage"), &[("revision", "3"), ("move", "approve")]);
        let answer = ana.post(&path(id, "publication"), &[("revision", "3")]);
        assert_eq!(answer.status, 303, "{}", answer.text());
    });
}

/// A page without what differs from one composition to the next: the signature of its form, and the minute that its citation names.
fn still(page: &str) -> String {
    [("name=\"token\" value=\"", "\""), (", version 1 of ", "</bdi>")].iter().fold(
        page.to_owned(),
        |page, (from, to)| {
            let mut parts = page.split(from);
            let mut out = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                out.push_str(part.split_once(to).map_or("", |(_, rest)| rest));
            }
            out
        },
    )
}

#[test]
fn the_preview_is_the_page_that_readers_will_see() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let person = ana.person;
        let id = app.written_by(&ana, "Dredged at night", |text| {
            text.published_on = Some(now() / 1_000_000 * 1_000_000);
            text.bylines = vec![dateline::articles::model::Byline { person, role: String::new() }];
            text.search.title = "Who dredged the harbour".into();
            text.search.description = "A description for search engines.".into();
            text.search.noindex = true;
        });
        let answer = ana.get(&path(id, "preview/page"));
        let preview = answer.text();
        assert_eq!(answer.status, 200);
        for (name, value) in [("cache-control", "no-store"), ("x-robots-tag", "noindex, nofollow")] {
            assert_eq!(answer.header(name), value);
        }
        for part in
            ["<title>Who dredged the harbour", "A description for search engines.", "noindex", "Ana Author"]
        {
            assert!(preview.contains(part), "{part} does not reach the page: {preview}");
        }
        let frame = ana.page(&path(id, "preview?width=phone"));
        assert!(frame.contains("<iframe class=\"phone\"") && frame.contains("Readers do not see this"));
        assert!(!app.page("/").contains("Dredged at night"));
        assert_eq!(ana.post(&path(id, "publication"), &[("revision", "1")]).status, 303);
        let answer = app.get(&address(&app, id));
        assert_eq!(still(&answer.text()), still(&preview), "what was seen is what is published");
        let policy = ana.get(&path(id, "preview/page"));
        assert_eq!(policy.header("content-security-policy"), answer.header("content-security-policy"));
        // A change, and an older revision; what somebody is typing is their own.
        app.rewritten_by(&edda, id, |text| text.headline = "Dredged by day".into());
        let mut typed = serde_json::to_value(newsroom_text("Typed and not saved")).unwrap();
        let keep = |version: i64, typed: &serde_json::Value| {
            let copy = serde_json::json!({ "based_on": 2, "version": version, "manuscript": typed });
            assert_eq!(edda.json("PUT", &path(id, "working-copy"), &copy).status, 200);
        };
        keep(0, &typed);
        assert!(edda.page(&path(id, "preview/page")).contains("Typed and not saved"));
        // What is not good enough to be saved can be looked at.
        typed["headline"] = "".into();
        typed["slug"] = "A b".into();
        keep(1, &typed);
        assert!(edda.page(&path(id, "preview/page")).contains("The harbour was dredged at night."));
        assert!(edda.page(&path(id, "preview/page?revision=newest")).contains("Dredged by day"));
        assert!(ana.page(&path(id, "preview/page")).contains("Dredged by day"));
        assert!(ana.page(&path(id, "preview/page?revision=1")).contains("Dredged at night"));
        assert_eq!(ana.get(&path(id, "preview/page?revision=99")).status, 404);
        assert!(app.page(&address(&app, id)).contains("Dredged at night"));
    });
}
