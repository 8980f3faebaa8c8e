//! `dateline accounts`: who may work at the desk, for whoever keeps the machine, and for whoever is locked out.

use super::{actions, print};
use crate::{
    accounts::{
        actions as verbs, factors,
        model::{Account, Listed},
        roles::Role,
        store,
        tickets::{self, model::Guest, model::Open},
    },
    app::now,
    changes::{Actions, Actor, Tx, Via},
    config::Config,
    error::{Error, Result},
    serve::lock,
    values::{Email, Slug, line},
};
use clap::Subcommand;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum Accounts {
    /// List accounts, and invitations that nobody has taken up yet
    #[command(after_help = "Example: dateline accounts list --json")]
    List,
    /// Make a link for somebody to join: it works once, for seven days, and is printed this once
    #[command(
        after_help = "Roles: contributor (writes, and hands in), author (publishes what is their own),\n\
        editor (answers for what others write), administrator (answers for the site).\n\n\
        Examples:\n  \
        dateline accounts invite \"Ines Calloway\" ines@courier.example --role editor\n  \
        dateline accounts invite \"\" ines@courier.example --role author --person 12   who has a byline already\n\n\
        Locked out, with nobody left who could help? Invite yourself as an administrator, with another address."
    )]
    Invite {
        /// The name, as it is to stand over articles
        name: String,
        /// The address to sign in with
        email: String,
        /// contributor, author, editor or administrator
        #[arg(long, value_name = "ROLE")]
        role: String,
        /// The number of a person who has a byline already
        #[arg(long, value_name = "NUMBER")]
        person: Option<i64>,
    },
    /// Make a link for a new password: it works once, for an hour, and is printed this once
    #[command(after_help = "Examples:\n  \
        dateline accounts reset ines@courier.example\n  \
        dateline accounts reset ines@courier.example --factors   who has lost the phone, too")]
    Reset {
        /// The address that the account signs in with
        email: String,
        /// Take the second factors away as well: passkeys, the app for codes, recovery codes. Every session ends
        #[arg(long)]
        factors: bool,
    },
    /// Give an account another role; the last administrator keeps theirs
    #[command(after_help = "Example: dateline accounts role tom@courier.example editor")]
    Role {
        /// The address that the account signs in with
        email: String,
        /// contributor, author, editor or administrator
        role: String,
    },
    /// Close an account: its sessions end at once, and nobody signs in with it
    #[command(after_help = "Byline and published articles stay. `dateline accounts reopen` opens it again.")]
    Close {
        /// The address that the account signs in with
        email: String,
    },
    /// Open a closed account again
    Reopen {
        /// The address that the account signs in with
        email: String,
    },
}

/// Does it.
pub fn run(config: &Config, what: &Accounts, json: bool) -> Result<()> {
    let (actions, _) = actions(config)?;
    match what {
        Accounts::List => list(&actions, json),
        Accounts::Invite { name, email, role, person } => {
            let link = invite(&actions, name, email, role, *person)?;
            told(json, "link", &format!("{}/desk/invitation/{link}", config.public_url));
            Ok(())
        }
        Accounts::Reset { email, factors: lost } => {
            if *lost {
                does(&actions, email, "take second factors away", factors::actions::forget)?;
            }
            let link = does(&actions, email, "make a reset link", tickets::actions::make_reset)?;
            told(json, "link", &format!("{}/desk/reset/{link}", config.public_url));
            Ok(())
        }
        Accounts::Role { email, role } => {
            let role = Role::parse(role)?;
            does(&actions, email, "change a role", move |tx, id| verbs::set_role(tx, id, role))?;
            told(json, "role", role.as_str());
            Ok(())
        }
        Accounts::Close { email } => {
            does(&actions, email, "close an account", verbs::close)?;
            told(json, "account", "closed");
            Ok(())
        }
        Accounts::Reopen { email } => {
            does(&actions, email, "open an account again", verbs::reopen)?;
            told(json, "account", "open");
            Ok(())
        }
    }?;
    lock::wait_until_seen(config, actions.db())
}

fn told(json: bool, name: &str, value: &str) {
    if json {
        print(&serde_json::json!({ name: value }).to_string());
    } else {
        print(value);
    }
}

fn invite(actions: &Actions, name: &str, email: &str, role: &str, person: Option<i64>) -> Result<String> {
    let (email, role, typed) = (Email::parse(email)?, Role::parse(role)?, line(name, 200));
    if person.is_none() && Slug::from_text(&typed).is_none() {
        return Err(Error::refused("name", "is empty; give it as it is to stand over articles"));
    }
    let link = actions
        .act("invite somebody", Actor::unnamed(Via::Command), move |tx| {
            let name = match person {
                Some(id) => {
                    crate::people::store::named(tx, id)?
                        .ok_or_else(|| Error::NotFound(format!("person {id}")))?
                        .name
                }
                None => typed.clone(),
            };
            tickets::actions::invite(tx, &Guest { person, name, email: email.clone(), role }, false)
        })
        .wait()?;
    link.ok_or_else(|| Error::Internal("an invitation without a link".into()))
}

fn does<T: Send + 'static>(
    actions: &Actions,
    email: &str,
    verb: &'static str,
    mut work: impl FnMut(&mut Tx<'_, '_>, i64) -> Result<T> + Send + 'static,
) -> Result<T> {
    let email = email.trim().to_owned();
    actions
        .act(verb, Actor::unnamed(Via::Command), move |tx| {
            let found = store::by_email(tx, &email)?;
            let (Account { person, .. }, _) =
                found.ok_or_else(|| Error::NotFound(format!("an account that signs in as {email}")))?;
            work(tx, person)
        })
        .wait()
}

fn list(actions: &Actions, json: bool) -> Result<()> {
    let (accounts, open) = actions
        .db()
        .read(|sql| {
            let (mut all, mut after) = (Vec::new(), String::new());
            loop {
                let more = store::list(sql, &after, 500)?;
                let Some(last) = more.last() else { break };
                after.clone_from(&last.account.email);
                all.extend(more);
            }
            Ok((all, tickets::store::open_invitations(sql, now(), 1_000)?))
        })
        .wait()?;
    if json {
        let accounts: Vec<_> = accounts.iter().map(as_json).collect();
        let all = serde_json::json!({ "accounts": accounts, "invitations": open });
        print(&serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    for listed in &accounts {
        print(&shown(listed));
    }
    for Open { name, email, role, .. } in &open {
        print(&format!("{email:<36} {role:<14} {name} (invited)"));
    }
    if accounts.is_empty() && open.is_empty() {
        print("Nobody has an account yet: `dateline serve` prints a link to make the first.");
    }
    Ok(())
}

fn day(at: Option<i64>) -> String {
    let day = at.and_then(|at| jiff::Timestamp::from_microsecond(at).ok());
    day.map_or_else(|| "never".into(), |day| day.strftime("%F").to_string())
}

fn shown(listed: &Listed) -> String {
    let Listed { account, seen_on, second_factor } = listed;
    format!(
        "{:<36} {:<14} {} (person {}), seen {}{}{}",
        account.email,
        account.role.as_str(),
        account.name,
        account.person,
        day(*seen_on),
        if *second_factor { ", second factor" } else { "" },
        if account.closed_at.is_some() { ", closed" } else { "" },
    )
}

fn as_json(listed: &Listed) -> serde_json::Value {
    let Listed { account, seen_on, second_factor } = listed;
    serde_json::json!({
        "person": account.person, "name": account.name, "email": account.email, "role": account.role.as_str(),
        "seen_on": seen_on, "second_factor": second_factor, "closed_at": account.closed_at,
    })
}
