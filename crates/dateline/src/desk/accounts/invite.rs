//! Inviting somebody: by letter, or by a link that is shown this once.

use super::super::{
    fault::Answer,
    form::{Errors, Form},
    frame::Desk,
};
use crate::{
    accounts::{
        roles::Role,
        store,
        tickets::{self, model::Guest},
    },
    app::App,
    people,
    values::{Email, Slug, line},
};
use axum::extract::{Query, State};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};
use std::collections::BTreeMap;

/// The form; beside it, people who have a byline already can be looked for.
pub async fn page(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let find = asked.get("find").map(|text| line(text, 100)).unwrap_or_default();
    let part = Slug::from_text(&find).map(|slug| slug.to_string());
    let person = asked.get("person").and_then(|id| id.parse::<i64>().ok());
    let (found, chosen) = app
        .db
        .read(move |sql| {
            let found = part.as_ref().map(|part| store::bylines(sql, part)).transpose()?;
            let chosen = person.map(|id| people::store::named(sql, id)).transpose()?;
            Ok((found, chosen.flatten()))
        })
        .await?;
    let typed = match &chosen {
        Some(person) => context! { person => person.id, name => person.name.clone(), role => "author" },
        None => context! { role => "author" },
    };
    let page = context! {
        typed, find, found => Value::from(Serde(found)), roles => super::roles(&desk),
        by_letter => app.config.mail.is_some(), errors => Errors::default(),
    };
    desk.page(&app, "invite.html", page)
}

/// Invites.
pub async fn invite(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let mut errors = Errors::default();
    let person = form.number("person");
    let name = match person {
        Some(id) => app.db.read(move |sql| people::store::named(sql, id)).await?.map(|named| named.name),
        None => Some(line(form.text("name"), 200)).filter(|name| Slug::from_text(name).is_some()),
    };
    if name.is_none() {
        errors.add("name", desk.say("Give the name as it is to stand over articles."));
    }
    let email = Email::parse(form.text("email"));
    if email.is_err() {
        errors.add("email", desk.say("This is no e-mail address."));
    }
    let role = Role::parse(form.text("role"));
    if role.is_err() {
        errors.add("role", desk.say("Choose a role."));
    }
    let by_letter = app.config.mail.is_some();
    if let (Some(name), Ok(email), Ok(role)) = (name, email, role) {
        let guest = Guest { person, name, email, role };
        let invited = guest.clone();
        let made = app
            .actions
            .act("invite somebody", desk.actor(), move |tx| tickets::actions::invite(tx, &invited, by_letter))
            .await;
        match made {
            Ok(link) => {
                let address = link.map(|link| format!("{}/desk/invitation/{link}", app.config.public_url));
                let page = context! { name => guest.name, email => guest.email.as_str(), role => role.as_str(), address };
                return desk.page(&app, "invited.html", page);
            }
            Err(error) => super::refused(&desk, &mut errors, "email", error)?,
        }
    }
    let page = context! { typed => form.typed(), roles => super::roles(&desk), by_letter, errors };
    desk.page_with(&app, StatusCode::UNPROCESSABLE_ENTITY, "invite.html", page)
}
