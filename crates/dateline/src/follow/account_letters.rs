//! Letters to staff that bring a link: an invitation, a new password. The link is made when the letter is written, so that the
//! database holds no more than its hash, before and after. A letter that is tried again brings another link.

use crate::{
    accounts::{
        roles::Role,
        store,
        tickets::{
            actions,
            model::{SendInvitation, SendReset, TicketKind},
            store as tickets,
        },
    },
    app::{App, now},
    changes::{Actor, Via},
    desk::words,
    error::Result,
    jobs::model::Outcome,
    mail::{self, Letter},
    pages::words::fill,
    settings,
    values::Email,
};

/// Invites somebody.
pub(super) async fn invitation(app: &App, work: SendInvitation) -> Result<Outcome> {
    let (id, at) = (work.ticket, now());
    let (ticket, site) = app
        .db
        .read(move |sql| {
            Ok((tickets::by_id(sql, TicketKind::Invitation, id, at)?, settings::store::site(sql)?))
        })
        .await?;
    // It was taken back, or up.
    let Some(ticket) = ticket else { return Ok(Outcome::Done) };
    let server = Actor::unnamed(Via::Server);
    let link = app.actions.act("write an invitation", server, move |tx| actions::renew(tx, id)).await?;
    let Some(link) = link else { return Ok(Outcome::Done) };
    let language = site.language.to_string();
    let say = |english: &'static str| words::say(&language, english).to_owned();
    let role = words::say(&language, ticket.role.map_or("", Role::as_str)).to_owned();
    let address = format!("{}/desk/invitation/{link}", app.config.public_url);
    let values = [
        ("name", ticket.name.as_str()),
        ("site", site.name.as_str()),
        ("role", role.as_str()),
        ("link", address.as_str()),
    ];
    let subject = fill(&say("You are invited to the desk of {site}"), &values);
    let text = fill(
        &say(
            "Hello {name},\n\nyou are invited to work at the desk of {site}. Your role is: {role}. Choose a password here:\n\n{link}\n\nThe link works once, for seven days. If you do not know what this is about, do nothing.\n",
        ),
        &values,
    );
    send(app, &ticket.email, site.name.clone(), subject, text).await
}

/// Brings a link for a new password, if somebody signs in with the address.
pub(super) async fn reset(app: &App, work: SendReset) -> Result<Outcome> {
    let email = work.email;
    let (found, site) =
        app.db.read(move |sql| Ok((store::by_email(sql, &email)?, settings::store::site(sql)?))).await?;
    let Some((account, _)) = found.filter(|(account, _)| account.closed_at.is_none()) else {
        return Ok(Outcome::Done);
    };
    let (server, person) = (Actor::unnamed(Via::Server), account.person);
    let link =
        app.actions.act("write a reset link", server, move |tx| actions::make_reset(tx, person)).await?;
    let language =
        if account.language.is_empty() { site.language.to_string() } else { account.language.clone() };
    let say = |english: &'static str| words::say(&language, english).to_owned();
    let address = format!("{}/desk/reset/{link}", app.config.public_url);
    let values = [("name", account.name.as_str()), ("site", site.name.as_str()), ("link", address.as_str())];
    let subject = fill(&say("A new password for the desk of {site}"), &values);
    let text = fill(
        &say(
            "Hello {name},\n\nsomebody asked for a new password for your account at the desk of {site}. Set it here:\n\n{link}\n\nThe link works once, for an hour. If it was not you, do nothing: your password stays as it is.\n",
        ),
        &values,
    );
    send(app, &account.email, site.name.clone(), subject, text).await
}

async fn send(app: &App, to: &str, sender: String, subject: String, text: String) -> Result<Outcome> {
    let Ok(to) = Email::parse(to) else {
        return Ok(Outcome::Never("what stands as an e-mail address is none".into()));
    };
    Ok(mail::send(app.config.mail.as_ref(), &Letter { to, sender, subject, text }).await)
}
