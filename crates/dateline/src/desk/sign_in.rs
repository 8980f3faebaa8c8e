//! Signing in and out.

use super::{
    device,
    fault::Answer,
    form::{Errors, Form},
    frame::{Door, set_cookie},
    route::see_other,
    second_step::with_way,
    slow,
};
use crate::{
    accounts::{actions, factors, limits::Trying, password, store},
    app::App,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use minijinja::context;
use std::collections::BTreeMap;

/// The form.
pub async fn page(
    State(app): State<App>,
    door: Door,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    if door.staff.is_some() {
        return Ok(see_other("/desk"));
    }
    let typed = BTreeMap::from([("to", asked.get("to").cloned().unwrap_or_default())]);
    let done = asked.get("done").cloned().unwrap_or_default();
    let passkeys = app.gate.passkeys.why_not().is_none();
    door.page(&app, "sign-in.html", context! { typed, done, passkeys, errors => Errors::default() })
}

/// Takes the form: a session, or the form again. A name that is not known takes as long as a wrong password.
pub async fn enter(State(app): State<App>, door: Door, headers: HeaderMap, form: Form) -> Answer {
    if let Some(seconds) = slow::wait(&app, &door, Trying::Password(form.text("email")))? {
        return again(&app, &door, &form, slow::sentence(&app, &door, seconds), Some(seconds));
    }
    let email = form.text("email").to_owned();
    let found = app.db.read(move |sql| store::by_email(sql, &email)).await?;
    let (account, kept) = found.map_or((None, None), |(account, kept)| (Some(account), kept));
    let right = password::verify(form.get("password").unwrap_or_default().to_owned(), kept).await?;
    let Some(account) = account.filter(|account| right && account.closed_at.is_none()) else {
        let why = door.say("The address and the password do not belong together.");
        return again(&app, &door, &form, why.to_owned(), None);
    };
    let (device, mut actor) = (device::name(&headers), door.actor());
    actor.person = Some(account.person);
    let person = account.person;
    let (session, whole) = app
        .actions
        .act("sign in", actor, move |tx| {
            let whole = !factors::store::has(tx, person)?;
            Ok((actions::sign_in(tx, person, whole, &device)?, whole))
        })
        .await?;
    let to = back(form.text("to"));
    let to = if whole { to.to_owned() } else { with_way("/desk/second-step", to) };
    Ok(with_cookie(&app, see_other(&to), Some(&session)))
}

/// The form again.
fn again(app: &App, door: &Door, form: &Form, why: String, wait: Option<u64>) -> Answer {
    let mut errors = Errors::default();
    errors.add("password", why);
    let passkeys = app.gate.passkeys.why_not().is_none();
    let page = context! { typed => form.typed(), passkeys, errors };
    Ok(slow::later(door.page_with(app, StatusCode::UNPROCESSABLE_ENTITY, "sign-in.html", page)?, wait))
}

/// Ends the session.
pub async fn leave(State(app): State<App>, door: Door) -> Answer {
    if let Some(session) = &door.session {
        let (person, hash) = (session.account.person, session.hash.clone());
        app.actions.act("sign out", door.actor(), move |tx| actions::sign_out(tx, person, &hash)).await?;
    }
    Ok(with_cookie(&app, see_other("/desk/sign-in"), None))
}

/// Gives a browser its session, or takes it away.
pub fn with_cookie(app: &App, mut response: Response, session: Option<&str>) -> Response {
    let secure = app.config.public_url.starts_with("https://");
    if let Ok(cookie) = HeaderValue::try_from(set_cookie(secure, session)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Where somebody wanted to go: a page of the desk and nowhere else.
pub fn back(to: &str) -> &str {
    let safe = to.starts_with("/desk") && !to.contains('\\') && to.bytes().all(|b| b.is_ascii_graphic());
    let inside = to == "/desk" || to.starts_with("/desk/") || to.starts_with("/desk?");
    if safe && inside && !to.starts_with("/desk/sign") && !to.starts_with("/desk/second") {
        to
    } else {
        "/desk"
    }
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn the_way_back_leads_into_the_desk() {
        assert_eq!(back("/desk/articles/7?a=b"), "/desk/articles/7?a=b");
        for elsewhere in [
            "",
            "//evil.example",
            "https://evil.example/desk",
            "/deskevil",
            "/desk/\\evil",
            "/desk/sign-out",
            "/desk/\r\nx: y",
        ] {
            assert_eq!(back(elsewhere), "/desk");
        }
    }
}
