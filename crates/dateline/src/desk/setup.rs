//! The first start: whoever has the link that the server printed becomes the first administrator.

use super::{
    device,
    fault::Answer,
    form::{Errors, Form},
    frame::Door,
    newcomer,
    route::see_other,
    sign_in::with_cookie,
    slow,
};
use crate::{
    accounts::{
        actions,
        limits::Trying,
        secret,
        tickets::{self, model::TicketKind},
    },
    app::{App, now},
    error::Result,
    settings,
    values::{Email, line},
};
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use minijinja::context;

/// The form.
pub async fn page(State(app): State<App>, door: Door, Path(link): Path<String>) -> Answer {
    if known(&app, &link).await?.is_none() {
        return gone(&app, &door);
    }
    let typed = context! { site => door.site.name.clone() };
    door.page(&app, "setup.html", context! { typed, errors => Errors::default(), link })
}

async fn known(app: &App, link: &str) -> Result<Option<String>> {
    let (hash, at) = (secret::kept(link), now());
    let asked = hash.clone();
    let found = app.db.read(move |sql| tickets::store::find(sql, TicketKind::Setup, &asked, at)).await?;
    Ok(found.map(|_| hash))
}

fn gone(app: &App, door: &Door) -> Answer {
    let next = door.say("Start the server again: it prints a new link as long as nobody has an account.");
    door.page_with(app, StatusCode::NOT_FOUND, "gone.html", context! { next })
}

/// Makes the first account and lets it in.
pub async fn found(
    State(app): State<App>,
    door: Door,
    Path(link): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Answer {
    let Some(hash) = known(&app, &link).await? else { return gone(&app, &door) };
    let mut errors = Errors::default();
    let wait = slow::wait(&app, &door, Trying::Link)?;
    if let Some(seconds) = wait {
        errors.add("password", slow::sentence(&app, &door, seconds));
    }
    let name = line(form.text("name"), 200);
    let email = Email::parse(form.text("email"));
    if email.is_err() {
        errors.add("email", door.say("This is no e-mail address."));
    }
    let about = [form.text("name"), form.text("email"), form.text("site")];
    let newcomer = newcomer::read(&door, &mut errors, &form, &name, &about);
    let (Some((person, password)), Ok(email), true) = (newcomer, email, errors.is_empty()) else {
        let page = context! { typed => form.typed(), errors, link };
        let page = door.page_with(&app, StatusCode::UNPROCESSABLE_ENTITY, "setup.html", page)?;
        return Ok(slow::later(page, wait));
    };
    let password = password.hash().await?;
    let (device, site) = (device::name(&headers), line(form.text("site"), 200));
    let session = app
        .actions
        .act("set the desk up", door.actor(), move |tx| {
            let id = tickets::actions::set_up(tx, &hash, &person, &email, &password)?;
            let mut settings = settings::store::site(tx)?;
            if !site.is_empty() && settings.name != site {
                settings.name.clone_from(&site);
                settings::store::set_site(tx, &settings)?;
            }
            actions::sign_in(tx, id, true, &device)
        })
        .await?;
    Ok(with_cookie(&app, see_other("/desk"), Some(&session)))
}
