//! Setting up, signing in and out.

use super::super::common::*;
use dateline::accounts::{roles::Role, secret, tickets::actions};

const PASSWORD: &str = "harbour lamp seven";

/// A link as the server prints it: what it prints is not kept anywhere else.
fn setup_link(app: &TestApp) -> String {
    let link = secret::random().unwrap();
    let hash = secret::kept(&link);
    assert!(app.act(move |tx| actions::offer_setup(tx, &hash)).unwrap(), "there is no account yet");
    format!("/desk/setup/{link}")
}

fn set_up(app: &TestApp) -> http::Answer {
    let link = setup_link(app);
    assert!(app.page(&link).contains("first administrator"));
    let form = [
        ("site", "The Courier"),
        ("name", "Ines Calloway"),
        ("email", "Ines@Courier.example"),
        ("password", PASSWORD),
    ];
    let answer = app.post(&link, &form);
    assert_eq!(app.post(&link, &form).status, 404, "the link works once");
    answer
}

fn cookie(answer: &http::Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

#[test]
fn the_first_start_makes_an_administrator() {
    on_each(|app| {
        let answer = set_up(&app);
        assert_eq!((answer.status, answer.header("location")), (303, "/desk"));
        let set = answer.header("set-cookie");
        for part in ["__Host-dateline=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(set.contains(part), "{set}");
        }
        let page = app.ask("GET", "/desk/account", &[("Cookie", &cookie(&answer))]).text();
        assert!(page.contains("Ines Calloway") && page.contains("ines@courier.example"), "{page}");
        assert!(app.page("/").contains("The Courier"), "readers see the name");
        let hash = secret::kept("another");
        assert!(!app.act(move |tx| actions::offer_setup(tx, &hash)).unwrap(), "it is offered once");
    });
}

#[test]
fn a_form_that_is_refused_keeps_what_was_typed() {
    on_sqlite(|app| {
        let link = setup_link(&app);
        let answer = app
            .post(&link, &[("name", "Ines \"I\" Calloway"), ("email", "ines"), ("password", "password12")]);
        let text = answer.text();
        assert_eq!(answer.status, 422);
        assert!(
            text.contains("Ines &#34;I&#34; Calloway") && text.contains("This is no e-mail address."),
            "{text}"
        );
        assert!(text.contains("tried first") && !text.contains("password12"), "{text}");
    });
}

#[test]
fn who_knows_the_password_comes_in_and_goes_again() {
    on_each(|app| {
        set_up(&app);
        let sign_in = |email: &str, password: &str| {
            app.post(
                "/desk/sign-in",
                &[("email", email), ("password", password), ("to", "/desk/account?a=b")],
            )
        };
        for (email, password) in
            [("ines@courier.example", "harbour lamp eight"), ("tom@courier.example", PASSWORD), ("", "")]
        {
            let answer = sign_in(email, password);
            assert_eq!((answer.status, answer.header("set-cookie")), (422, ""), "{email}");
            assert!(answer.text().contains("do not belong together"));
        }
        let answer = sign_in("INES@courier.example", PASSWORD);
        assert_eq!((answer.status, answer.header("location")), (303, "/desk/account?a=b"));
        let session = cookie(&answer);
        let page = app.ask("GET", "/desk/account", &[("Cookie", &session)]);
        assert_eq!(page.status, 200);
        let token = secret::form_token(session.split('=').nth(1).unwrap());
        let out = http::post(app.address, "/desk/sign-out", &[("csrf", &token)], &[("Cookie", &session)]);
        assert_eq!(out.status, 303);
        let after = app.ask("GET", "/desk/account", &[("Cookie", &session)]);
        assert_eq!((after.status, after.header("location")), (303, "/desk/sign-in?to=%2Fdesk%2Faccount"));
    });
}

#[test]
fn nobody_gets_into_the_desk_without_a_session() {
    on_sqlite(|app| {
        for cookie in [
            "",
            "dateline=1",
            "__Host-dateline=0000000000000000000000000000000000000000000000000000000000000000",
            "__Host-dateline=%00",
        ] {
            let answer = app.ask("GET", "/desk", &[("Cookie", cookie)]);
            assert_eq!((answer.status, answer.header("location")), (303, "/desk/sign-in?to=%2Fdesk"));
        }
        let desk = app.signed_in_as(Role::Author);
        let policy = desk.get("/desk/account");
        let policy = policy.header("content-security-policy");
        assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        // The database keeps no secret that would let anybody in.
        assert!(!app.dump(&[]).iter().any(|row| row.contains(&desk.session)));
    });
}

#[test]
fn scripts_and_sheets_are_kept_for_good_under_their_content() {
    on_sqlite(|app| {
        let page = app.page("/desk/sign-in");
        let sheet =
            page.split("href=\"/desk/assets/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let script =
            page.split("src=\"/desk/assets/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        for name in [sheet, script] {
            let answer = app.ask("GET", &format!("/desk/assets/{name}"), &[("Accept-Encoding", "br, gzip")]);
            assert_eq!(answer.status, 200, "{name}");
            assert!(answer.header("cache-control").contains("immutable"));
            assert!(!answer.decoded().is_empty());
        }
        app.status("/desk/assets/desk.000000000000.css", 404);
    });
}
