//! One's own account: how one gets in, and where one is signed in.

pub mod codes;
pub mod getting_in;
pub mod passkeys;
pub mod sessions;

use super::{fault::Fault, form::Errors, frame::Desk, slow};
use crate::{
    accounts::{limits::Trying, password, store},
    app::App,
};

/// Whether the password that was typed is one's own; if not, `errors` says so, with how long to wait if it was tried too often.
async fn proves(
    app: &App,
    desk: &Desk,
    typed: &str,
    field: &'static str,
    errors: &mut Errors,
) -> Result<Option<u64>, Fault> {
    let wait = slow::wait(app, desk, Trying::Code(desk.me.person))?;
    if let Some(seconds) = wait {
        errors.add(field, slow::sentence(app, desk, seconds));
        return Ok(wait);
    }
    let person = desk.me.person;
    let kept = app.db.read(move |sql| store::password(sql, person)).await?;
    if kept.is_none() {
        errors.add(
            field,
            desk.say("There is no password yet. An administrator can make you a link to set one."),
        );
    } else if !password::verify(typed.to_owned(), kept).await? {
        errors.add(field, desk.say("This is not your password."));
    }
    Ok(None)
}
