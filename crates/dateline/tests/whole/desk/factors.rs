//! Codes of an app, recovery codes, a second factor that the site asks for, and one's own account.

use super::super::common::{desk::TestDesk, *};
use dateline::{
    accounts::{factors::codes, password, roles::Role, store},
    app::now,
};
use totp_rs::{Builder, Secret};

const PASSWORD: &str = "harbour lamp seven";

/// Somebody with a password.
fn with_password(app: &TestApp, name: &str, role: Role) -> TestDesk {
    let desk = app.signed_in(name, role);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let typed = password::Password::parse(PASSWORD, &[]).ok().unwrap();
    let (hash, person) = (runtime.block_on(typed.hash()).unwrap(), desk.person);
    app.act(move |tx| store::set_password(tx, person, &hash)).unwrap();
    desk
}

fn sign_in(app: &TestApp, email: &str) -> http::Answer {
    app.post("/desk/sign-in", &[("email", email), ("password", PASSWORD), ("to", "/desk/account?a=b")])
}

/// The code that an app shows now.
fn code(secret: &str) -> String {
    let app = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    app.generate(u64::try_from(now() / 1_000_000).unwrap()).to_string()
}

fn secret_in(page: &str) -> String {
    let shown = page.split("<code dir=\"ltr\" tabindex=\"0\">").nth(1).expect("a secret");
    shown.split('<').next().unwrap().replace(' ', "")
}

fn recovery_in(page: &str) -> Vec<String> {
    page.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Sets an app up, and gives its secret and the recovery codes.
fn with_app(desk: &TestDesk) -> (String, Vec<String>) {
    assert_eq!(desk.post("/desk/account/codes/begin", &[]).status, 303);
    let secret = secret_in(&desk.page("/desk/account/codes"));
    let confirmed = desk.post("/desk/account/codes", &[("code", &code(&secret))]);
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    (secret, recovery_in(&confirmed.text()))
}

/// As if half a minute had passed.
fn half_a_minute_on(app: &TestApp) {
    app.act(|tx| tx.execute("UPDATE code_apps SET last_step = last_step - 1", &[])).unwrap();
}

#[test]
fn a_code_is_asked_for_and_works_once() {
    on_each(|app| {
        let tom = with_password(&app, "Tom", Role::Author);
        let elsewhere = app.browser(&sign_in(&app, "tom@courier.example"));
        assert_eq!(elsewhere.get("/desk/account").status, 200);
        tom.post("/desk/account/codes/begin", &[]);
        let page = tom.page("/desk/account/codes");
        let secret = secret_in(&page);
        let drawn = codes::address(&secret, "Dateline", "tom@courier.example").unwrap();
        assert!(page.contains("otpauth://totp/Dateline:tom%40courier.example"), "{page}");
        assert!(page.contains(&codes::picture(&drawn).unwrap().1), "the picture holds the same");
        assert_eq!(sign_in(&app, "tom@courier.example").header("location"), "/desk/account?a=b", "not yet");
        assert_eq!(tom.post("/desk/account/codes", &[("code", "000 000")]).status, 422);
        let confirmed = tom.post("/desk/account/codes", &[("code", &code(&secret))]);
        let recovery = recovery_in(&confirmed.text());
        assert_eq!(recovery.len(), 10, "{}", confirmed.text());
        assert_eq!(elsewhere.get("/desk/account").status, 303, "who gave no code is out");
        assert!(
            !tom.page("/desk/account/codes").contains(&secret),
            "it is shown while it is set up, and not after"
        );
        assert!(!app.dump(&[]).iter().any(|row| row.contains(&recovery[0])));

        let half = sign_in(&app, "tom@courier.example");
        assert_eq!(half.header("location"), "/desk/second-step?to=%2Fdesk%2Faccount%3Fa%3Db");
        let half = app.browser(&half);
        let away = half.get("/desk/account");
        assert_eq!((away.status, away.header("location")), (303, "/desk/second-step?to=%2Fdesk%2Faccount"));
        assert!(half.page("/desk/second-step").contains("six digits"));
        let give = |desk: &TestDesk, code: &str| {
            desk.post("/desk/second-step", &[("code", code), ("to", "//evil.example")])
        };
        let used = give(&half, &code(&secret));
        assert_eq!(used.status, 422, "it was used when the app was set up");
        half_a_minute_on(&app);
        let in_there = give(&half, &code(&secret));
        assert_eq!((in_there.status, in_there.header("location")), (303, "/desk"), "{}", in_there.text());
        let whole = app.browser(&in_there);
        assert_ne!(whole.session, half.session, "whoever knew the first has nothing");
        assert_eq!((whole.get("/desk/account").status, half.get("/desk/second-step").status), (200, 303));
        assert_eq!(
            half.get("/desk/second-step").header("location"),
            "/desk/sign-in?to=%2Fdesk%2Fsecond-step"
        );

        // A recovery code, as somebody writes it; once.
        let half = app.browser(&sign_in(&app, "tom@courier.example"));
        let written = recovery[3].to_uppercase().replace('-', " ");
        assert_eq!(give(&half, &written).status, 303);
        let half = app.browser(&sign_in(&app, "tom@courier.example"));
        assert_eq!(give(&half, &written).status, 422);
        let page = whole.page("/desk/account/codes");
        assert!(page.contains("9 are left"), "{page}");
    });
}

#[test]
fn codes_are_not_guessed() {
    on_sqlite(|app| {
        let tom = with_password(&app, "Tom", Role::Author);
        with_app(&tom);
        let half = app.browser(&sign_in(&app, "tom@courier.example"));
        let statuses: Vec<u16> =
            (0..8).map(|n| half.post("/desk/second-step", &[("code", &format!("{n:06}"))]).status).collect();
        assert_eq!((statuses[0], statuses[7]), (422, 429));
        // Another session of the same account has no more tries.
        let half = app.browser(&sign_in(&app, "tom@courier.example"));
        assert_eq!(half.post("/desk/second-step", &[("code", "000000")]).status, 429);
    });
}

#[test]
fn turning_it_off_and_other_recovery_codes_need_the_password() {
    on_each(|app| {
        let tom = with_password(&app, "Tom", Role::Author);
        let (_, before) = with_app(&tom);
        assert_eq!(tom.post("/desk/account/recovery", &[("password_renew", "harbour lamp")]).status, 422);
        let renewed = tom.post("/desk/account/recovery", &[("password_renew", PASSWORD)]);
        let after = recovery_in(&renewed.text());
        assert!(after.len() == 10 && !after.contains(&before[0]));
        let half = app.browser(&sign_in(&app, "tom@courier.example"));
        assert_eq!(half.post("/desk/second-step", &[("code", &before[0])]).status, 422);
        assert_eq!(tom.post("/desk/account/codes/off", &[("password_off", "")]).status, 422);
        assert_eq!(tom.post("/desk/account/codes/off", &[("password_off", PASSWORD)]).status, 303);
        assert_eq!(sign_in(&app, "tom@courier.example").header("location"), "/desk/account?a=b");
        assert!(!app.dump(&[]).iter().any(|row| row.starts_with("recovery_codes")));
    });
}

#[test]
fn a_site_can_ask_for_a_second_factor_by_role() {
    on_each(|app| {
        let (ada, edda) = (app.signed_in_as(Role::Administrator), with_password(&app, "Edda", Role::Editor));
        let ana = with_password(&app, "Ana", Role::Author);
        with_app(&ada);
        let form = [("second_factor", "editor"), ("address_days", "30")];
        assert_eq!(ada.post("/desk/settings/access", &form).status, 303);
        assert_eq!(ada.get("/desk/account").status, 200, "who has one stays");
        assert_eq!(ana.get("/desk/account").status, 200, "an author need not");
        let led = edda.get("/desk/accounts");
        assert_eq!(led.header("location"), "/desk/second-step?to=%2Fdesk%2Faccounts");
        assert_eq!(edda.json("POST", "/desk/account", &serde_json::json!({})).status, 401);
        let half = app.browser(&sign_in(&app, "edda@courier.example"));
        for desk in [&edda, &half] {
            let led = desk.get("/desk/second-step");
            assert_eq!(led.header("location"), "/desk/second-step/setup?to=%2Fdesk");
        }
        assert!(half.page("/desk/second-step/setup").contains("asks for more than a password"));
        assert_eq!(half.post("/desk/second-step/setup/codes", &[]).status, 303);
        let secret = secret_in(&half.page("/desk/second-step/setup"));
        assert_eq!(half.post("/desk/second-step/setup", &[("code", "123456")]).status, 422);
        let set = half.post("/desk/second-step/setup", &[("code", &code(&secret))]);
        assert_eq!((set.status, recovery_in(&set.text()).len()), (200, 10));
        let whole = app.browser(&set);
        assert_eq!((whole.get("/desk/account").status, half.get("/desk/account").status), (200, 303));
        assert_ne!(whole.session, half.session);
    });
}

#[test]
fn a_password_alone_adds_no_second_factor_where_there_is_one() {
    on_each(|app| {
        let tom = with_password(&app, "Tom", Role::Author);
        let (secret, _) = with_app(&tom);
        let half = app.browser(&sign_in(&app, "tom@courier.example"));
        assert_eq!(half.get("/desk/second-step/setup").header("location"), "/desk/second-step?to=%2Fdesk");
        for path in ["/desk/second-step/setup/codes", "/desk/second-step/setup"] {
            let answer = half.post(path, &[("code", &code(&secret))]);
            assert!(answer.header("location").starts_with("/desk/second-step?"), "{path}: {}", answer.status);
        }
        assert!(half.get("/desk/account").status == 303);
        // In a session that is whole, neither is the app replaced.
        assert_eq!(tom.post("/desk/account/codes/begin", &[]).status, 422);
    });
}

#[test]
fn who_has_lost_it_is_let_in_again() {
    on_each(|app| {
        let (ada, tom) = (app.signed_in_as(Role::Administrator), with_password(&app, "Tom", Role::Author));
        with_app(&tom);
        let path = format!("/desk/accounts/{}", tom.person);
        assert!(ada.page(&path).contains("Take the second factors away"));
        assert_eq!(ada.post(&format!("{path}/factors"), &[]).status, 303);
        assert_eq!(tom.get("/desk/account").status, 303, "sessions have ended");
        let tom = app.browser(&sign_in(&app, "tom@courier.example"));
        with_app(&tom);
        let done = app.command(&["accounts", "reset", "tom@courier.example", "--factors"]);
        assert!(done.status.success(), "{done:?}");
        assert_eq!(sign_in(&app, "tom@courier.example").header("location"), "/desk/account?a=b");
    });
}

#[test]
fn one_changes_ones_password_and_address() {
    on_each(|app| {
        let tom = with_password(&app, "Tom", Role::Author);
        app.signed_in("Eve", Role::Author);
        let elsewhere = app.browser(&sign_in(&app, "tom@courier.example"));
        let change = |old: &str, new: &str| {
            tom.post("/desk/account/password", &[("password_old", old), ("password_new", new)])
        };
        assert_eq!(change("harbour lamp", "another lamp eight").status, 422);
        let short = change(PASSWORD, "short");
        assert!(short.status == 422 && short.text().contains("too short"));
        assert_eq!(elsewhere.get("/desk/account").status, 200);
        assert_eq!(change(PASSWORD, "another lamp eight").status, 303);
        assert_eq!((tom.get("/desk/account").status, elsewhere.get("/desk/account").status), (200, 303));
        assert_eq!(sign_in(&app, "tom@courier.example").status, 422, "the old one is no use");

        let email = |email: &str, password: &str| {
            tom.post("/desk/account/email", &[("email", email), ("password_email", password)])
        };
        let taken = email("Eve@courier.example", "another lamp eight");
        assert!(taken.status == 422 && taken.text().contains("value=\"Eve@courier.example\""));
        assert_eq!(email("thomas@courier.example", PASSWORD).status, 422);
        assert_eq!(email("Thomas@courier.example", "another lamp eight").status, 303);
        assert!(tom.page("/desk/account").contains("thomas@courier.example"));
        let signed = app.post(
            "/desk/sign-in",
            &[("email", "thomas@courier.example"), ("password", "another lamp eight")],
        );
        assert_eq!(signed.status, 303);
    });
}

#[test]
fn one_sees_and_ends_ones_sessions() {
    on_each(|app| {
        let tom = with_password(&app, "Tom", Role::Author);
        let eve = with_password(&app, "Eve", Role::Author);
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let fields = [("email", "tom@courier.example"), ("password", PASSWORD)];
        let firefox =
            app.browser(&http::post(app.address, "/desk/sign-in", &fields, &[("User-Agent", agent)]));
        let third = app.browser(&sign_in(&app, "tom@courier.example"));
        let page = tom.page("/desk/account");
        assert!(page.contains("Firefox on Linux") && page.contains("this one"), "{page}");
        assert!(page.contains("since <time datetime=") && !page.contains("&lt;time"), "{page}");
        let hash = dateline::accounts::secret::kept(&firefox.session);
        assert_eq!(eve.post("/desk/account/sessions", &[("session", &hash)]).status, 303);
        assert_eq!(firefox.get("/desk/account").status, 200, "others end none of it");
        assert_eq!(tom.post("/desk/account/sessions", &[("session", &hash)]).status, 303);
        assert_eq!((firefox.get("/desk/account").status, third.get("/desk/account").status), (303, 200));
        assert_eq!(tom.post("/desk/account/sessions", &[("session", "others")]).status, 303);
        assert_eq!((tom.get("/desk/account").status, third.get("/desk/account").status), (200, 303));
        assert_eq!(eve.get("/desk/account").status, 200);
    });
}
