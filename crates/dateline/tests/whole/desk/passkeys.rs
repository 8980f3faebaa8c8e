//! Passkeys, with an authenticator that is none of ours, over HTTP.

use super::super::common::{desk::TestDesk, *};
use dateline::accounts::{password, roles::Role, store};
use passkey::{
    authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod},
    client::{Client, DefaultClientData, WebauthnError},
    crypto::rust_crypto::RustCryptoBackend,
    types::{
        Passkey,
        ctap2::{Aaguid, Ctap2Error},
    },
};
use serde_json::{Value, json};
use std::{future::Future, pin::Pin};
use url::Url;

const PASSWORD: &str = "harbour lamp seven";
const ORIGIN: &str = "https://courier.example";

/// Somebody before the device, who touches it, and unlocks it or not.
struct Finger {
    unlocks: bool,
}

impl UserValidationMethod for Finger {
    type PasskeyItem = Passkey;

    fn check_user<'a, 'life0, 'async_trait>(
        &'life0 self,
        _: UiHint<'a, Passkey>,
        presence: bool,
        _: bool,
    ) -> Pin<Box<dyn Future<Output = Result<UserCheck, Ctap2Error>> + Send + 'async_trait>>
    where
        'a: 'async_trait,
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        let check = UserCheck { presence, verification: self.unlocks };
        Box::pin(async move { Ok(check) })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// A device that keeps a passkey and counts what it signs, as security keys do, with a browser around it.
struct Device {
    kept: Option<Passkey>,
    unlocks: bool,
}

/// Bytes, which the device writes as numbers, in base64url.
fn as_browsers_send(value: Value) -> Value {
    let byte = |value: &Value| value.as_u64().and_then(|n| u8::try_from(n).ok());
    match value {
        Value::Array(all) => match all.iter().map(byte).collect::<Option<Vec<u8>>>() {
            Some(bytes) if !bytes.is_empty() => json!(passkey::types::encoding::base64url(&bytes)),
            _ => Value::Array(all.into_iter().map(as_browsers_send).collect()),
        },
        Value::Object(all) => all.into_iter().map(|(name, value)| (name, as_browsers_send(value))).collect(),
        other => other,
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
}

impl Device {
    fn new() -> Device {
        Device { kept: None, unlocks: true }
    }

    fn authenticator(&self) -> Authenticator<Option<Passkey>, Finger, RustCryptoBackend> {
        let finger = Finger { unlocks: self.unlocks };
        let mut device =
            Authenticator::new(Aaguid::new_empty(), self.kept.clone(), finger, RustCryptoBackend);
        device.set_make_credentials_with_signature_counter(true);
        device
    }

    fn create(&mut self, origin: &str, options: &Value) -> Result<Value, WebauthnError> {
        let request = serde_json::from_value(json!({ "publicKey": options })).expect("options");
        let mut browser = Client::new(self.authenticator());
        let made = run(browser.register(&Url::parse(origin).unwrap(), request, DefaultClientData));
        self.kept = browser.authenticator().store().clone();
        made.map(|made| as_browsers_send(json!(made)))
    }

    fn get(&mut self, origin: &str, options: &Value) -> Result<Value, WebauthnError> {
        let mut options = options.clone();
        // To a browser an empty list is none.
        if options["allowCredentials"].as_array().is_some_and(Vec::is_empty) {
            options.as_object_mut().unwrap().remove("allowCredentials");
        }
        let request = serde_json::from_value(json!({ "publicKey": options })).expect("options");
        let mut browser = Client::new(self.authenticator());
        let given = run(browser.authenticate(&Url::parse(origin).unwrap(), request, DefaultClientData));
        self.kept = browser.authenticator().store().clone();
        given.map(|given| as_browsers_send(json!(given)))
    }
}

fn asked(answer: &http::Answer) -> (String, Value) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let said: Value = serde_json::from_str(&answer.text()).unwrap();
    (said["ceremony"].as_str().unwrap().to_owned(), said["options"].clone())
}

/// JSON by whoever is not in.
fn post(app: &TestApp, path: &str, value: &Value) -> http::Answer {
    let body = value.to_string();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: courier.example\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    http::raw(app.address, request.as_bytes(), false)
}

fn with_password(app: &TestApp, name: &str, role: Role) -> TestDesk {
    let desk = app.signed_in(name, role);
    let typed = password::Password::parse(PASSWORD, &[]).ok().unwrap();
    let (hash, person) = (run(typed.hash()).unwrap(), desk.person);
    app.act(move |tx| store::set_password(tx, person, &hash)).unwrap();
    desk
}

/// Makes a passkey in one's account.
fn with_passkey(desk: &TestDesk, device: &mut Device, name: &str) {
    let (ceremony, options) = asked(&desk.json("POST", "/desk/account/passkeys/begin", &json!({})));
    let credential = device.create(ORIGIN, &options).expect("a passkey");
    let answer = desk.json(
        "POST",
        "/desk/account/passkeys/finish",
        &json!({ "ceremony": ceremony, "name": name, "credential": credential }),
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn sign_in(app: &TestApp, device: &mut Device) -> http::Answer {
    let (ceremony, options) = asked(&post(app, "/desk/sign-in/passkey", &json!({})));
    let credential = device.get(ORIGIN, &options).expect("a signature");
    let value = json!({ "ceremony": ceremony, "credential": credential, "to": "/desk/account?a=b" });
    post(app, "/desk/sign-in/passkey/finish", &value)
}

fn half_in(app: &TestApp, email: &str) -> TestDesk {
    app.browser(&app.post("/desk/sign-in", &[("email", email), ("password", PASSWORD)]))
}

#[test]
fn a_passkey_alone_lets_in() {
    on_each(|app| {
        let (tom, mut device) = (with_password(&app, "Tom", Role::Author), Device::new());
        let (_, options) = asked(&tom.json("POST", "/desk/account/passkeys/begin", &json!({})));
        assert_eq!(options["rp"], json!({ "id": "courier.example", "name": "Dateline" }));
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        with_passkey(&tom, &mut device, "The <i>key");
        let page = tom.page("/desk/account/passkeys");
        assert!(page.contains("The &lt;i&gt;key"), "{page}");

        let answer = sign_in(&app, &mut device);
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.text(), json!({ "to": "/desk/account?a=b" }).to_string());
        let whole = app.browser(&answer);
        assert!(whole.page("/desk/account").contains("tom@courier.example"));
        assert!(tom.page("/desk/account/passkeys").contains("last used on"));
        assert_eq!(app.browser(&sign_in(&app, &mut device)).get("/desk/account").status, 200, "and again");
        let counted = app.dump(&[]).into_iter().find(|row| row.starts_with("passkeys:")).unwrap();
        // One database shows quotation marks twice.
        assert!(counted.replace("\"\"", "\"").contains("\"counter\":2"), "{counted}");
    });
}

#[test]
fn an_answer_is_taken_once_and_from_this_site_alone() {
    on_each(|app| {
        let (tom, mut device) = (with_password(&app, "Tom", Role::Author), Device::new());
        with_passkey(&tom, &mut device, "key");
        let (ceremony, options) = asked(&post(&app, "/desk/sign-in/passkey", &json!({})));
        let credential = device.get(ORIGIN, &options).unwrap();
        let finish = |value: &Value| post(&app, "/desk/sign-in/passkey/finish", value);
        let value = json!({ "ceremony": ceremony, "credential": credential });
        assert_eq!(finish(&value).status, 200);
        let again = finish(&value);
        assert_eq!((again.status, again.header("set-cookie")), (422, ""));
        assert!(again.text().contains("Try again"), "{}", again.text());

        // What was signed for one question answers no other; what was signed for another site answers none.
        let (other, _) = asked(&post(&app, "/desk/sign-in/passkey", &json!({})));
        assert_eq!(finish(&json!({ "ceremony": other, "credential": credential })).status, 422);
        let (other, options) = asked(&post(&app, "/desk/sign-in/passkey", &json!({})));
        let mut elsewhere = options.clone();
        elsewhere["rpId"] = json!("courier.example");
        let foreign = device.get("https://evil.courier.example", &elsewhere).unwrap();
        assert_eq!(finish(&json!({ "ceremony": other, "credential": foreign })).status, 422);
        let mut copied = credential.clone();
        copied["rawId"] = json!("AAAA");
        for nonsense in [json!({}), json!({ "ceremony": other, "credential": copied }), json!([1])] {
            let answer = finish(&nonsense);
            assert_eq!(answer.status, 422, "{nonsense}: {}", answer.text());
        }
    });
}

#[test]
fn a_copy_of_a_passkey_is_found_out() {
    on_each(|app| {
        let (tom, mut device) = (with_password(&app, "Tom", Role::Author), Device::new());
        with_passkey(&tom, &mut device, "key");
        let copy = device.kept.clone();
        assert_eq!(sign_in(&app, &mut device).status, 200);
        assert_eq!(sign_in(&app, &mut device).status, 200);
        device.kept = copy;
        let answer = sign_in(&app, &mut device);
        assert_eq!((answer.status, answer.header("set-cookie")), (422, ""), "{}", answer.text());
    });
}

#[test]
fn a_passkey_is_the_second_step() {
    on_each(|app| {
        let (tom, mut device) = (with_password(&app, "Tom", Role::Author), Device::new());
        let (eve, mut eves) = (with_password(&app, "Eve", Role::Author), Device::new());
        with_passkey(&tom, &mut device, "key");
        with_passkey(&eve, &mut eves, "key");
        let half = half_in(&app, "tom@courier.example");
        assert!(half.page("/desk/second-step").contains("Use a passkey"));
        assert_eq!(half.get("/desk/account").status, 303);
        let (ceremony, options) = asked(&half.json("POST", "/desk/second-step/passkey", &json!({})));
        assert_eq!(options["allowCredentials"].as_array().unwrap().len(), 1);
        let mut any = options.clone();
        any["allowCredentials"] = json!([]);
        let foreign = eves.get(ORIGIN, &any).unwrap();
        let finish = |desk: &TestDesk, ceremony: &str, credential: &Value| {
            let value =
                json!({ "ceremony": ceremony, "credential": credential, "to": "https://evil.example/" });
            desk.json("POST", "/desk/second-step/passkey/finish", &value)
        };
        assert!([404, 422].contains(&finish(&half, &ceremony, &foreign).status), "somebody else's");
        let (ceremony, options) = asked(&half.json("POST", "/desk/second-step/passkey", &json!({})));
        let given = device.get(ORIGIN, &options).unwrap();
        let eves_half = half_in(&app, "eve@courier.example");
        assert!(
            [404, 422].contains(&finish(&eves_half, &ceremony, &given).status),
            "in somebody else's session"
        );
        let answer = finish(&half, &ceremony, &given);
        assert_eq!(answer.text(), json!({ "to": "/desk" }).to_string());
        let whole = app.browser(&answer);
        assert_ne!(whole.session, half.session);
        assert_eq!((whole.get("/desk/account").status, half.get("/desk/account").status), (200, 303));
        assert_eq!(half.get("/desk/account").header("location"), "/desk/sign-in?to=%2Fdesk%2Faccount");
    });
}

#[test]
fn a_site_that_asks_for_more_takes_a_passkey() {
    on_each(|app| {
        let (edda, mut device) = (with_password(&app, "Edda", Role::Editor), Device::new());
        app.act(|tx| {
            let mut site = dateline::settings::store::site(tx)?;
            site.access.second_factor = "contributor".into();
            dateline::settings::store::set_site(tx, &site)
        })
        .unwrap();
        assert_eq!(edda.json("POST", "/desk/account/passkeys/begin", &json!({})).status, 401, "not in yet");
        let (ceremony, options) = asked(&edda.json("POST", "/desk/second-step/setup/passkey", &json!({})));
        let credential = device.create(ORIGIN, &options).unwrap();
        let value = json!({ "ceremony": ceremony, "credential": credential, "to": "/desk/account" });
        let answer = edda.json("POST", "/desk/second-step/setup/passkey/finish", &value);
        assert_eq!(answer.text(), json!({ "to": "/desk/account" }).to_string());
        let whole = app.browser(&answer);
        assert_eq!((whole.get("/desk/account").status, edda.get("/desk/account").status), (200, 303));
        assert_eq!(app.browser(&sign_in(&app, &mut device)).get("/desk/account").status, 200);
        // With the password alone, nobody adds another.
        let half = half_in(&app, "edda@courier.example");
        assert_eq!(half.json("POST", "/desk/second-step/setup/passkey", &json!({})).status, 401);
    });
}

#[test]
fn closed_accounts_and_removed_passkeys_let_nobody_in() {
    on_each(|app| {
        let (ada, tom) = (app.signed_in_as(Role::Administrator), with_password(&app, "Tom", Role::Author));
        let mut device = Device::new();
        with_passkey(&tom, &mut device, "key");
        let close = |what: &str| ada.post(&format!("/desk/accounts/{}/{what}", tom.person), &[]).status;
        assert_eq!(close("close"), 303);
        let answer = sign_in(&app, &mut device);
        assert_eq!((answer.status, answer.header("set-cookie")), (422, ""));
        assert_eq!(close("reopen"), 303);
        let tom = app.browser(&sign_in(&app, &mut device));
        let page = tom.page("/desk/account/passkeys");
        let path = page.split("href=\"/desk/account/passkeys/").nth(1).unwrap().split('"').next().unwrap();
        let path = format!("/desk/account/passkeys/{path}");
        assert_eq!(ada.get(&path).status, 404, "somebody else's is not there");
        assert_eq!(tom.post(&format!("{path}/name"), &[("name", "The old key")]).status, 303);
        assert!(tom.page(&path).contains("The old key"));
        assert_eq!(tom.post(&format!("{path}/remove"), &[("password", "wrong")]).status, 422);
        assert_eq!(tom.post(&format!("{path}/remove"), &[("password", PASSWORD)]).status, 303);
        assert_eq!(sign_in(&app, &mut device).status, 422);
        assert_eq!(
            app.post("/desk/sign-in", &[("email", "tom@courier.example"), ("password", PASSWORD)])
                .header("location"),
            "/desk"
        );
    });
}

#[test]
fn a_device_that_is_not_unlocked_is_one_factor_too_few() {
    on_sqlite(|app| {
        let (tom, mut device) = (with_password(&app, "Tom", Role::Author), Device::new());
        with_passkey(&tom, &mut device, "key");
        let (ceremony, mut options) = asked(&post(&app, "/desk/sign-in/passkey", &json!({})));
        assert_eq!(options["userVerification"], "required");
        // A browser that was talked into asking for less.
        options["userVerification"] = json!("discouraged");
        device.unlocks = false;
        let credential = device.get(ORIGIN, &options).expect("a signature of a locked device");
        let value = json!({ "ceremony": ceremony, "credential": credential });
        assert_eq!(post(&app, "/desk/sign-in/passkey/finish", &value).status, 422);
    });
}

#[test]
fn at_a_number_there_are_none_and_the_page_says_why() {
    let app = TestApp::set(&[("public_url", "http://127.0.0.1:4080")]);
    assert!(!app.page("/desk/sign-in").contains("data-passkey"));
    let answer = post(&app, "/desk/sign-in/passkey", &json!({}));
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("public_url"), "{}", answer.text());
    let tom = app.signed_in("Tom", Role::Author);
    // Without HTTPS the cookie has the plain name.
    let cookie = format!("dateline={}", tom.session);
    let page = app.ask("GET", "/desk/account/passkeys", &[("Cookie", &cookie)]).text();
    assert!(page.contains("http://localhost with the port") && !page.contains("data-passkey"), "{page}");
}
