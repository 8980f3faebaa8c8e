//! Notes between those who work at an article, the panel of checks, and the checklist's settings.

use super::super::common::{newsroom::at_desk, *};
use dateline::{accounts::roles::Role, articles::newsroom::actions as newsroom};

fn path(id: i64, what: &str) -> String {
    format!("/desk/articles/{id}/{what}")
}

/// The number of the first note on a page.
fn first(page: &str) -> String {
    let at = page.split("id=\"note-").nth(1).expect("there is a note");
    at.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn a_note_is_left_on_a_passage_answered_settled_and_opened_again() {
    on_each(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let notes = path(id, "notes");
        let form =
            [("body", "Who says <so>?\r\n\r\nCheck."), ("quote", "dredged \"at\" night"), ("block", "0")];
        let answer = edda.post(&notes, &form);
        assert_eq!((answer.status, answer.header("location")), (303, notes.as_str()));
        let page = ana.page(&notes);
        assert!(page.contains("Who says &lt;so&gt;?") && page.contains("Edda Editor"), "{page}");
        assert!(page.contains("data-passage=\"dredged &#34;at&#34; night\" data-block=\"0\""), "{page}");
        let note = first(&page);
        assert_eq!(ana.post(&notes, &[("body", "The harbour master."), ("answers", &note)]).status, 303);
        let page = edda.page(&notes);
        assert!(page.contains("The harbour master.") && page.contains("data-open=\"1\""), "{page}");
        // Settled with its answers, and opened again.
        let settle = format!("{notes}/{note}/settled");
        assert_eq!(edda.post(&settle, &[("settled", "1")]).status, 303);
        let page = ana.page(&notes);
        assert!(page.contains("data-open=\"0\"") && page.contains("Settled by Edda Editor"), "{page}");
        edda.post(&settle, &[("settled", "")]);
        assert!(ana.page(&notes).contains("data-open=\"1\""));
        // An empty one is refused, with the passage that it was about.
        let refused = edda.post(&notes, &[("body", " \r\n"), ("quote", "at night")]);
        assert_eq!(refused.status, 422);
        assert!(
            refused.text().contains("Write what you want to say.") && refused.text().contains("at night")
        );
        assert_eq!(edda.post(&notes, &[("body", "x"), ("answers", "999999")]).status, 404);
        // By htmx the panel alone comes back.
        let token = dateline::accounts::secret::form_token(&edda.session);
        let piece = edda.send(
            "POST",
            &notes,
            &[("HX-Request", "true"), ("Content-Type", "application/x-www-form-urlencoded")],
            format!("csrf={token}&body=Another").as_bytes(),
        );
        let text = piece.text();
        assert_eq!(piece.status, 200);
        assert!(text.contains("Another") && !text.contains("<html"), "{text}");
        // Readers see none of it, before and after.
        edda.post(&path(id, "publication"), &[("revision", "1")]);
        for place in ["/", "/feed/", "/sitemap.xml"] {
            assert!(!app.page(place).contains("harbour master"), "{place}");
        }
        assert!(!app.dump(&[]).iter().any(|row| row.starts_with("published_") && row.contains("Check.")));
    });
}

#[test]
fn notes_of_a_confidential_article_are_for_those_who_are_named_on_it() {
    on_sqlite(|app| {
        let (ana, edda) = (app.signed_in_as(Role::Author), app.signed_in_as(Role::Editor));
        let admin = app.signed_in_as(Role::Administrator);
        let id = app.written_by(&ana, "Dredged at night", |_| {});
        let other = app.written_by(&edda, "Another", |_| {});
        ana.post(&path(id, "notes"), &[("body", "Protect the source.")]);
        let note = first(&ana.page(&path(id, "notes")));
        app.app
            .actions
            .act("test", at_desk(ana.person), move |tx| newsroom::make_confidential(tx, id))
            .wait()
            .unwrap();
        for who in [&edda, &admin] {
            assert_eq!(who.get(&path(id, "notes")).status, 404);
            assert_eq!(who.get(&path(id, "checks")).status, 404);
            assert_eq!(who.post(&path(id, "notes"), &[("body", "x")]).status, 404);
            let elsewhere = format!("{}/{note}/settled", path(other, "notes"));
            assert_eq!(who.post(&elsewhere, &[("settled", "1")]).status, 404, "nor by another article");
        }
        assert!(ana.page(&path(id, "notes")).contains("data-open=\"1\""));
    });
}

#[test]
fn the_checks_say_in_words_what_is_missing_and_lead_to_it() {
    on_each(|app| {
        let ana = app.signed_in_as(Role::Author);
        let media = app
            .act(|tx| {
                let medium = dateline::media::model::Medium {
                    name: "barge.jpg".into(),
                    media_type: "image/jpeg".into(),
                    credit: "Sahar Amini".into(),
                    ..Default::default()
                };
                dateline::media::store::add(tx, &medium, None)
            })
            .unwrap();
        let id = app.written_by(&ana, "Dredged at night", |text| {
            let value = serde_json::json!({ "media": media });
            text.lead = Some(serde_json::from_value(value).unwrap());
            text.body = document::markdown::read("First.\n\n![](/media/elsewhere.jpg)").document;
        });
        let page = ana.page(&path(id, "checks"));
        assert!(page.contains("✓") && page.contains("There is a standfirst"), "{page}");
        let alt = page.split("Every picture says what it shows").nth(1).unwrap();
        let alt = alt.split("Every picture says who made it").next().unwrap();
        assert!(alt.contains("The picture at the head") && alt.contains("barge.jpg"), "{alt}");
        assert!(alt.contains("data-picture=\"1\"") && alt.contains("Picture 1"), "{alt}");
        let credit = page.split("Every picture says who made it").nth(1).unwrap();
        let credit = credit.split("There is a standfirst").next().unwrap();
        assert!(!credit.contains("The picture at the head") && credit.contains("Picture 1"), "{credit}");
        assert!(page.contains("#c-section"), "it leads to the place: {page}");
    });
}

#[test]
fn the_site_sets_what_the_checklist_asks_for() {
    on_sqlite(|app| {
        let (admin, edda) = (app.signed_in_as(Role::Administrator), app.signed_in_as(Role::Editor));
        let id = app.written_by(&edda, "Dredged at night", |_| {});
        assert_eq!(edda.get("/desk/settings/checklist").status, 403);
        let mut form = vec![
            ("alt", "off"),
            ("credit", "off"),
            ("standfirst", "off"),
            ("byline", "off"),
            ("section", "block"),
            ("sources", "off"),
            ("second_eyes", "maybe"),
        ];
        let refused = admin.post("/desk/settings/checklist", &form);
        assert_eq!(refused.status, 422);
        let text = refused.text();
        assert!(text.contains("Choose what happens") && text.contains("<option value=\"block\" selected>"));
        assert!(edda.page(&path(id, "checks")).contains("There is a standfirst"), "nothing was changed");
        form.retain(|(name, _)| *name != "second_eyes");
        form.push(("second_eyes", "off"));
        assert_eq!(admin.post("/desk/settings/checklist", &form).status, 303);
        let page = edda.page(&path(id, "checks"));
        assert!(page.contains("It stands in a section") && !page.contains("There is a standfirst"), "{page}");
        assert_eq!(edda.post(&path(id, "publication"), &[("revision", "1")]).status, 422);
    });
}
