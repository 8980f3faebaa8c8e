//! Taking down, and opening again.

use super::*;
use dateline::accounts::roles::Role;

const API: &str = "/wp-json/dateline/v1/articles/7";

#[test]
fn an_earlier_version_is_closed_everywhere_and_keeps_its_times() {
    on_each(|app| {
        courier(&app);
        // What is kept in memory by now must go with it.
        let before = json_of(&app, &format!("{API}/versions"));
        all_that_is_read(&app);
        take_down(&app, What::Version(2), "451").unwrap();
        nowhere(&app, "otter");
        assert!(app.page(REPORT).contains("badger"), "the newest is there as before");
        let told = json_of(&app, &format!("{API}/versions"));
        let closed = &told["versions"][1];
        assert_eq!((&closed["status"], &closed["note"]), (&json!(451), &json!("Closed by an order.")));
        assert_eq!(
            (&closed["from"], &closed["until"]),
            (&before["versions"][1]["from"], &before["versions"][1]["until"])
        );
        is_sound(&app);
        nowhere(&app, "otter");
        // The next publication brings nothing back.
        publish(&app, |m| m.headline = "The stoat".into()).unwrap();
        nowhere(&app, "otter");
        assert_eq!(json_of(&app, &format!("{API}/versions"))["versions"][2]["status"], 451);
        is_sound(&app);
    });
}

#[test]
fn the_newest_version_closes_the_article_until_another_one_is_published() {
    on_each(|app| {
        courier(&app);
        all_that_is_read(&app);
        take_down(&app, What::Version(3), "451").unwrap();
        nowhere(&app, "badger");
        let answer = app.get(REPORT);
        assert_eq!(answer.status, 451);
        assert!(answer.text().contains("Closed by an order."));
        assert_eq!(answer.header("link"), "<https://courier.example/>; rel=\"blocked-by\"");
        for (path, status) in [
            (format!("{API}/sources"), 451),
            (format!("{REPORT}prov.jsonld"), 451),
            (format!("{REPORT}ninjs.json"), 451),
        ] {
            let answer = app.get(&path);
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.header("link").contains("blocked-by"), "{path}");
        }
        assert_eq!(json_of(&app, &format!("{API}/sources"))["code"], "dateline_taken_down");
        assert_eq!(json_of(&app, &format!("{REPORT}ninjs.json"))["pubStatus"], "withheld");
        assert_eq!(app.stage(7), "withdrawn");
        is_sound(&app);
        assert_eq!(app.get(REPORT).status, 451, "a rebuild leaves it closed");
        // The same text does not come back, by whatever verb.
        let again = app.act(|tx| {
            let article = articles::store::article(tx, 7)?.unwrap();
            let (row, manuscript) = articles::store::revision(tx, 7, article.latest)?.unwrap();
            let site = settings::store::site(tx)?;
            publishing::actions::publish(tx, &site, &article, row, &FairCopy::of(manuscript)?)
        });
        assert!(again.unwrap_err().to_string().contains("taken down (takedown 1)"));
        publish(&app, |m| {
            m.headline = "The stoat".into();
            m.standfirst = String::new();
            m.body = document::markdown::read("Nothing was seen.").document;
        })
        .unwrap();
        assert_eq!(app.get(REPORT).status, 200);
        nowhere(&app, "badger");
        assert_eq!(json_of(&app, &format!("{API}/versions"))["versions"][1]["status"], 451);
        is_sound(&app);
        nowhere(&app, "badger");
    });
}

#[test]
fn a_correction_that_is_closed_keeps_its_place_without_its_words() {
    on_each(|app| {
        courier(&app);
        let id = correct(&app, "It was no magpie.", "a jackdaw");
        assert!(app.page(REPORT).contains("magpie"));
        all_that_is_read(&app);
        take_down(&app, What::Correction(id), "410").unwrap();
        nowhere(&app, "magpie");
        nowhere(&app, "jackdaw");
        let told = json_of(&app, &format!("{API}/corrections"));
        assert_eq!(
            (&told["corrections"][0]["status"], &told["corrections"][0]["text"]),
            (&json!(410), &json!(""))
        );
        assert_eq!(told["corrections"][0]["note"], "Closed by an order.");
        is_sound(&app);
        // Made anew by the next publication, it stays closed.
        publish(&app, |m| m.headline = "The stoat".into()).unwrap();
        nowhere(&app, "magpie");
    });
}

#[test]
fn a_takedown_ends_with_a_reason_and_never_unseen() {
    on_each(|app| {
        courier(&app);
        let id = take_down(&app, What::Version(2), "410").unwrap();
        assert!(take_down(&app, What::Version(2), "451").is_err(), "it is closed already");
        let silent = app.act(move |tx| actions::open_again(tx, id, " \n "));
        assert!(silent.unwrap_err().to_string().contains("reason"));
        app.act(move |tx| actions::open_again(tx, id, "The order was lifted")).unwrap();
        assert!(app.act(move |tx| actions::open_again(tx, id, "Once more")).is_err());
        assert_eq!(json_of(&app, &format!("{API}/versions"))["versions"][1]["status"], 200);
        is_sound(&app);
        let audit = app.command(&["audit", "--json"]);
        let audit = String::from_utf8_lossy(&audit.stdout).into_owned();
        assert!(
            audit.contains("takedown 1: version 2, 410") && audit.contains("takedown 1 ended"),
            "{audit}"
        );
        for (what, why) in [
            (What::Version(9), "no public version 9"),
            (What::Comparison(1, 9), "no public version 9"),
            (What::Correction(99), "no correction of article 7"),
        ] {
            assert!(take_down(&app, what, "410").unwrap_err().to_string().contains(why));
        }
        assert!(app.act(|tx| actions::open_again(tx, 99, "x")).is_err());
        // Of the newest version the article stays withdrawn until somebody publishes it.
        let id = take_down(&app, What::Version(3), "451").unwrap();
        app.act(move |tx| actions::open_again(tx, id, "A mistake")).unwrap();
        assert_eq!(app.get(REPORT).status, 410);
        is_sound(&app);
    });
}

#[test]
fn the_desk_takes_down_and_opens_again() {
    on_each(|app| {
        courier(&app);
        let (ada, edda) = (app.signed_in_as(Role::Administrator), app.signed_in_as(Role::Editor));
        let path = "/desk/articles/7/takedown";
        assert_eq!(edda.get(path).status, 403);
        assert!(!edda.page("/desk/articles/7/versions").contains(path));
        assert!(ada.page("/desk/articles/7/versions").contains(path));
        assert!(ada.page(&format!("{path}?what=version&numbers=2")).contains("value=\"2\""));
        let fields = [
            ("what", "comparison"),
            ("numbers", "1..2"),
            ("status", "451"),
            ("note", "By an <order>."),
            ("reason", "A letter"),
        ];
        for (name, wrong) in
            [("numbers", "1..9"), ("numbers", "x"), ("status", "200"), ("reason", ""), ("what", "all")]
        {
            let mut typed = fields;
            typed.iter_mut().filter(|(field, _)| *field == name).for_each(|field| field.1 = wrong);
            let answer = ada.post(path, &typed);
            assert_eq!(answer.status, 422, "{name} {wrong}");
            assert!(answer.text().contains("By an &lt;order&gt;."), "what was typed is there");
        }
        assert_eq!(ada.post(path, &fields).status, 303);
        let page = ada.page(path);
        assert!(page.contains("Ada Administrator") && page.contains("A letter"), "{page}");
        let answer = app.get(&format!("{REPORT}versions/1..2/"));
        assert!(answer.status == 451 || answer.status == 404, "{}", answer.status);
        assert_eq!(ada.post(&format!("{path}/1/end"), &[("again", "")]).status, 422);
        assert_eq!(ada.post("/desk/articles/7/takedown/99/end", &[("again", "x")]).status, 404);
        assert_eq!(ada.post(&format!("{path}/1/end"), &[("again", "Lifted")]).status, 303);
        assert!(ada.page(path).contains("Lifted"));
        is_sound(&app);
    });
}

#[test]
fn the_command_takes_down_lists_and_opens_again() {
    on_each(|app| {
        courier(&app);
        let run = |arguments: &[&str]| {
            let output = app.command(arguments);
            let text = [output.stdout, output.stderr]
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .concat();
            (output.status.code(), text)
        };
        assert_eq!(run(&["takedown"]).0, Some(2));
        assert_eq!(run(&["takedown", "--article", "7", "--version", "2"]).0, Some(2), "without a reason");
        assert_eq!(run(&["takedown", "--article", "99", "--version", "2", "--reason", "x"]).0, Some(1));
        let (code, text) = run(&[
            "takedown",
            "--article",
            "7",
            "--version",
            "2",
            "--status",
            "451",
            "--note",
            "By order.",
            "--reason",
            "A letter",
        ]);
        assert_eq!((code, text.contains("Takedown 1: version 2 of article 7")), (Some(0), true), "{text}");
        // The server beside it has seen it when the command ends.
        assert_eq!(json_of(&app, &format!("{API}/versions"))["versions"][1]["note"], "By order.");
        assert!(run(&["takedown", "--article", "7"]).1.contains("version 2  451  closed  A letter"));
        assert_eq!(run(&["takedown", "--open-again", "1", "--reason", "Lifted"]).0, Some(0));
        assert_eq!(json_of(&app, &format!("{API}/versions"))["versions"][1]["status"], 200);
    });
}
