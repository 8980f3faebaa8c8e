//! `dateline sources`: what articles rest on. Proposals over an archive, and sources as a file.

mod bring;
mod give;
mod proposals;
mod propose;

use crate::{
    config::Config,
    db::Sql,
    error::{Error, Result},
    paths::{
        self,
        model::{Kind, PathKey},
    },
    sources::exchange::model::Which,
};
use clap::Subcommand;
use std::{path::PathBuf, process::ExitCode};

/// What can be done with sources.
#[derive(Debug, Subcommand)]
pub enum Sources {
    /// Read articles for what they seem to say of their sources. What is found is proposed to editors, and asserted by nobody
    #[command(
        after_help = "An article is read once for each of its revisions, so the command can be stopped and given again.\n\n\
        Examples:\n  \
        dateline sources propose\n  \
        dateline sources propose --live         what readers see\n  \
        dateline sources propose --article 7"
    )]
    Propose {
        /// This article alone
        #[arg(long, value_name = "NUMBER")]
        article: Option<i64>,
        /// Articles alone that readers see
        #[arg(long)]
        live: bool,
        /// Read those again that were read: when Dateline has learnt new words
        #[arg(long)]
        again: bool,
    },
    /// List what is proposed and nobody has decided about
    #[command(
        after_help = "With --json each is a line of its own (NDJSON), in the order of articles and of their texts.\n\n\
        Example: dateline sources proposals --json > proposals.ndjson"
    )]
    Proposals {
        /// Of this article alone
        #[arg(long, value_name = "NUMBER")]
        article: Option<i64>,
    },
    /// Bring sources in from a file, as `dateline sources give` writes it
    #[command(
        after_help = "Each entry makes a revision on top of the newest one, unless nothing differs. An entry that is wrong is named,\n\
        and the others are done. docs/PROVENANCE.md says what the file holds.\n\n\
        Example: dateline sources bring sources.json --confirm --publish --as ines@courier.example"
    )]
    Bring {
        /// The file
        file: PathBuf,
        /// Confirm the sources and their count: you have looked at them
        #[arg(long)]
        confirm: bool,
        /// Publish the article again, if readers see it, so that they see its sources
        #[arg(long)]
        publish: bool,
        /// In whose name: the address that an account signs in with
        #[arg(long = "as", value_name = "E-MAIL")]
        who: Option<String>,
    },
    /// Give sources out, for `dateline sources bring`
    #[command(after_help = "Example: dateline sources give > sources.json")]
    Give {
        /// Of this article alone
        #[arg(long, value_name = "NUMBER")]
        article: Option<i64>,
    },
}

/// Does it.
pub fn run(config: &Config, what: &Sources, json: bool) -> Result<ExitCode> {
    match what {
        Sources::Propose { article, live, again } => {
            propose::run(
                config,
                crate::sources::proposals::store::Wanted { article: *article, live: *live, again: *again },
                json,
            )?;
        }
        Sources::Proposals { article } => proposals::run(config, *article, json)?,
        Sources::Bring { file, confirm, publish, who } => {
            return bring::run(
                config,
                file,
                &bring::How { confirm: *confirm, publish: *publish, who: who.clone() },
                json,
            );
        }
        Sources::Give { article } => give::run(config, *article)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The number of the article that is meant.
fn number(sql: &mut Sql<'_>, which: &Which) -> Result<i64> {
    let path = match which {
        Which::Number(number) => return Ok(*number),
        Which::Path(path) => path,
    };
    let found = match PathKey::of(path) {
        Some(key) => paths::reader::find(sql, &key)?,
        None => None,
    };
    found.filter(|found| found.kind == Kind::Article).map(|found| found.target).ok_or_else(|| {
        Error::refused(
            which.to_string(),
            "is not there; give its number, or its address from the first slash on",
        )
    })
}
