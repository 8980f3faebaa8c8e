//! `dateline people`: what a person may ask of whoever keeps things about them.

use super::{actions, print};
use crate::{
    changes::{Actor, Via},
    config::Config,
    error::{Error, Result},
    rights,
    serve::lock,
    values::Email,
};
use clap::Subcommand;

/// What a person may ask for.
#[derive(Debug, Subcommand)]
pub enum People {
    /// Print all that is kept about an e-mail address, as JSON
    #[command(after_help = "Example: dateline people export ada@reader.example > ada.json")]
    Export {
        /// The address
        email: String,
    },
    /// Erase the comments that were left with an e-mail address: name, address, site and text. It cannot be taken back
    #[command(
        after_help = "Name, address, site and text are overwritten wherever they are kept, decisions, reports, log and \
        queued mails included. A comment that others have answered leaves an empty place that says so. Numbers and times stay.\n\n\
        Look first:  dateline people export ada@reader.example\n\
        Then:        dateline people erase ada@reader.example --yes\n\n\
        Backups that were made before still hold it: docs/BACKUP.md says how long to keep them."
    )]
    Erase {
        /// The address
        email: String,
        /// Yes, erase it for good
        #[arg(long)]
        yes: bool,
    },
}

/// Does it.
pub fn run(config: &Config, what: &People, json: bool) -> Result<()> {
    match what {
        People::Export { email } => export(config, email),
        People::Erase { email, yes } => erase(config, email, *yes, json),
    }
}

fn export(config: &Config, email: &str) -> Result<()> {
    let email = Email::parse(email)?;
    let (actions, _) = actions(config)?;
    let kept = actions.db().read(move |sql| rights::store::kept(sql, email.as_str())).wait()?;
    print(&serde_json::to_string_pretty(&kept)?);
    Ok(())
}

fn erase(config: &Config, email: &str, yes: bool, json: bool) -> Result<()> {
    let email = Email::parse(email)?;
    let (actions, _) = actions(config)?;
    let asked = email.clone();
    let kept = actions.db().read(move |sql| rights::store::kept(sql, asked.as_str())).wait()?;
    if !yes {
        return Err(Error::refused(
            "people erase",
            format!(
                "would erase {} comments, {} reports of errors and {} queued mails for good; look at them with `dateline people export`, then add --yes",
                kept.comments.len(),
                kept.reports.len(),
                kept.mails.len()
            ),
        ));
    }
    let erased = actions
        .act("erase a person's traces", Actor::unnamed(Via::Command), move |tx| {
            rights::actions::erase(tx, &email)
        })
        .wait()?;
    lock::wait_until_seen(config, actions.db())?;
    if json {
        print(&serde_json::json!({ "erased": erased }).to_string());
        return Ok(());
    }
    print(&format!("Erased: {} comments {erased:?}.", erased.len()));
    if !kept.reports.is_empty() {
        print(&format!("Erased: {} reports of errors.", kept.reports.len()));
    }
    for person in &kept.people {
        print(&format!(
            "{} (person {}) of the newsroom has this address, too. Bylines are part of what was published, and stay.",
            person.name, person.id
        ));
    }
    Ok(())
}
