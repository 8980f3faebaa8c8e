//! The command line.

use clap::{Args, Parser, Subcommand};
use std::{collections::BTreeMap, path::PathBuf};

/// A publishing system for newsrooms that show how they know what they report.
///
/// Start with `dateline import wordpress export.xml --uploads wp-content/uploads`, then `dateline serve`.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Settings of this machine.
    #[command(flatten)]
    pub settings: Settings,
}

/// The settings that can be given to every command. `dateline config` shows all.
#[derive(Debug, Args)]
pub struct Settings {
    /// The folder that holds the database, the files and the locks [default: data]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Settings")]
    data: Option<String>,
    /// The address and port that the server listens on [default: 127.0.0.1:4080]
    #[arg(long, global = true, value_name = "ADDR", help_heading = "Settings")]
    listen: Option<String>,
    /// sqlite:PATH or postgres://user:password@host/name
    #[arg(long, global = true, value_name = "URL", help_heading = "Settings")]
    database_url: Option<String>,
    /// The site's own address, as readers know it
    #[arg(long, global = true, value_name = "URL", help_heading = "Settings")]
    public_url: Option<String>,
    /// MiB of composed pages kept in memory [default: 64]
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    cache_mb: Option<String>,
    /// Connections that read the database at once [default: 4]
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    readers: Option<String>,
    /// The largest file, in MiB, that an import takes in [default: 256]
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    upload_mb: Option<String>,
    /// The site's certificate and its chain, as PEM
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings", hide_short_help = true)]
    tls_cert: Option<String>,
    /// The certificate's private key, as PEM
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings", hide_short_help = true)]
    tls_key: Option<String>,
    /// Proxies whose word about the reader's address is believed
    #[arg(long, global = true, value_name = "NETWORKS", help_heading = "Settings", hide_short_help = true)]
    trusted_proxy: Option<String>,
    /// Connections that may be open at once
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    connections: Option<String>,
    /// Seconds that a connection may stand still [default: 75]
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    idle_seconds: Option<String>,
    /// Log each request, without the reader's address [default: off]
    #[arg(long, global = true, value_name = "on|off", help_heading = "Settings", hide_short_help = true)]
    access_log: Option<String>,
    /// Seconds that a CDN may hold a page without asking [default: 0]
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    cdn_seconds: Option<String>,
    /// The header that tells a CDN what a page was made from
    #[arg(long, global = true, value_name = "HEADER", help_heading = "Settings", hide_short_help = true)]
    cdn_tags: Option<String>,
    /// smtps://user:password@host or smtp://host:587; better set in the environment or dateline.toml
    #[arg(long, global = true, value_name = "URL", help_heading = "Settings", hide_short_help = true)]
    smtp_url: Option<String>,
    /// The e-mail address that mail is from
    #[arg(long, global = true, value_name = "EMAIL", help_heading = "Settings", hide_short_help = true)]
    mail_from: Option<String>,
    /// Days that the change log is kept [default: 30]
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    changes_days: Option<String>,
    /// A built-in theme (broadsheet, ledger), or the folder of one's own [default: broadsheet]
    #[arg(long, global = true, value_name = "THEME", help_heading = "Settings")]
    theme: Option<String>,
    /// MiB that writing the full-text index may take [default: 48]
    #[arg(long, global = true, value_name = "N", help_heading = "Settings", hide_short_help = true)]
    index_mb: Option<String>,
    /// error, warn, info, debug, or a filter
    #[arg(long, global = true, value_name = "FILTER", help_heading = "Settings", hide_short_help = true)]
    log: Option<String>,
    /// text or json
    #[arg(long, global = true, value_name = "FORMAT", help_heading = "Settings", hide_short_help = true)]
    log_format: Option<String>,
    /// A configuration file, instead of dateline.toml
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings")]
    pub config: Option<PathBuf>,
    /// Print for machines
    #[arg(long, global = true, help_heading = "Settings")]
    pub json: bool,
}

impl Settings {
    /// Those that were given, by their names in `dateline.toml`.
    pub fn given(&self) -> BTreeMap<&'static str, String> {
        [
            ("data", &self.data),
            ("listen", &self.listen),
            ("database_url", &self.database_url),
            ("public_url", &self.public_url),
            ("cache_mb", &self.cache_mb),
            ("readers", &self.readers),
            ("upload_mb", &self.upload_mb),
            ("tls_cert", &self.tls_cert),
            ("tls_key", &self.tls_key),
            ("trusted_proxy", &self.trusted_proxy),
            ("smtp_url", &self.smtp_url),
            ("mail_from", &self.mail_from),
            ("connections", &self.connections),
            ("idle_seconds", &self.idle_seconds),
            ("access_log", &self.access_log),
            ("cdn_seconds", &self.cdn_seconds),
            ("cdn_tags", &self.cdn_tags),
            ("changes_days", &self.changes_days),
            ("theme", &self.theme),
            ("index_mb", &self.index_mb),
            ("log", &self.log),
            ("log_format", &self.log_format),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.clone().map(|value| (name, value)))
        .collect()
    }
}

/// What Dateline can be told to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site to readers
    Serve,
    /// Bring content in from another system
    #[command(subcommand)]
    Import(Import),
    /// Look for inconsistencies and name each; exits with 1 if there are any
    Check {
        /// Also read every file and compare it with its hash
        #[arg(long)]
        files: bool,
    },
    /// Make everything that is derived (what readers' queries use) anew from the truth
    Rebuild,
    /// Show or change what belongs to the site: name, tagline, language, zone, permalinks, comments
    Site {
        /// What to set, as name=value; repeat it for several
        #[arg(value_name = "NAME=VALUE")]
        set: Vec<String>,
    },
    /// Themes: which there are, whether one can be used, and one's own to start from
    #[command(subcommand)]
    Theme(Theme),
    /// Write the database and the files into one file, while the server runs
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Put a backup back into an empty data folder
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Read a backup through and compare everything in it with its hash
    Verify {
        /// The backup
        file: PathBuf,
    },
    /// Readers' comments: list them, and decide which are shown
    #[command(subcommand)]
    Comments(crate::commands::comments::Comments),
    /// What articles rest on: proposals over an archive, and sources as a file
    #[command(subcommand)]
    Sources(crate::commands::sources::Sources),
    /// Accounts at the desk: list them, invite, help whoever is locked out
    #[command(subcommand)]
    Accounts(crate::commands::accounts::Accounts),
    /// Show what was done, by whom and when, the newest first
    #[command(after_help = "Example: dateline audit --since 2026-11-24 --json")]
    Audit {
        /// From this day on (UTC), or this moment: 2026-11-24 or 2026-11-24T08:00:00Z
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(i64).range(1..=100_000))]
        limit: i64,
    },
    /// What is kept about a person: give it out, or erase it
    #[command(subcommand)]
    People(crate::commands::people::People),
    /// Close a public version, a comparison or a correction to readers, or open it again
    // Here `--version` is that of an article.
    #[command(disable_version_flag = true)]
    Takedown(crate::commands::takedown::Takedown),
    /// Overwrite a passage of an article, or a file, everywhere and for good
    Erase(crate::commands::erase::Erase),
    /// Show what waits to be done later (mails, pings) and what failed
    Jobs {
        /// Try everything that failed again
        #[arg(long)]
        retry: bool,
    },
    /// Show every setting, its value and where it came from
    Config,
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// What can be done with themes.
#[derive(Debug, Subcommand)]
pub enum Theme {
    /// List the built-in themes and say which is in use
    List,
    /// Make every kind of page with a theme, and say what is wrong with it
    Check {
        /// A built-in theme or a folder; without it, the one that is set
        theme: Option<String>,
    },
    /// Write the files of the theme that is set into a new folder, to make one's own from
    Export {
        /// The folder; it must be empty, or not exist yet
        folder: PathBuf,
    },
}

/// The systems that content comes in from.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A WordPress export (WXR): in WordPress, Tools → Export → All content
    Wordpress(Wordpress),
}

/// How a WordPress export is brought in.
#[derive(Debug, Args)]
pub struct Wordpress {
    /// The export, .xml or .xml.gz
    pub file: PathBuf,
    /// The old site's wp-content/uploads folder; without it, pictures and files stay links to the old site
    #[arg(long, value_name = "DIR")]
    pub uploads: Option<PathBuf>,
    /// The Redirection plugin's list, .json or .csv
    #[arg(long, value_name = "FILE")]
    pub redirects: Option<PathBuf>,
    /// The newsroom's time zone, such as Europe/Berlin; an export does not say it
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}
