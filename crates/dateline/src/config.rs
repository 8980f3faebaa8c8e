//! What belongs to this machine: folders, addresses, budgets. Each setting has one name in three spellings:
//! `listen` in `dateline.toml`, `DATELINE_LISTEN` in the environment, `--listen` on the command line.
//! The later of these wins. What belongs to the site (its name, zone, menu) is kept in the database.

mod mail;
mod serving;

pub use mail::Mail;
pub use serving::{Serving, Tls};

use crate::{
    db::DatabaseUrl,
    error::{Error, Result},
    values::HttpUrl,
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// A setting: its name, its default as text (empty: see the documentation), and what it does.
pub struct Setting {
    /// As in `dateline.toml`.
    pub name: &'static str,
    /// As text.
    pub default: &'static str,
    /// One line.
    pub help: &'static str,
}

/// Every setting there is. `docs/CONFIG.md` documents each; a test sees to that.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "data",
        default: "data",
        help: "the folder that holds the database, the files and the locks",
    },
    Setting {
        name: "listen",
        default: "127.0.0.1:4080",
        help: "the address and port that the server listens on",
    },
    Setting {
        name: "database_url",
        default: "",
        help: "sqlite:PATH or postgres://…; without it, dateline.db in the data folder",
    },
    Setting {
        name: "public_url",
        default: "",
        help: "the site's own address, https://example.org; without it, http:// and the listen address",
    },
    Setting { name: "cache_mb", default: "64", help: "how many MiB of composed pages are kept in memory" },
    Setting { name: "readers", default: "4", help: "how many connections read the database at once" },
    Setting { name: "upload_mb", default: "256", help: "the largest file, in MiB, that is taken in" },
    Setting {
        name: "picture_megapixels",
        default: "100",
        help: "the largest picture that is taken in, in millions of pixels",
    },
    Setting {
        name: "tls_cert",
        default: "",
        help: "a PEM file with the site's certificate and its chain; then TLS ends here",
    },
    Setting { name: "tls_key", default: "", help: "a PEM file with the certificate's private key" },
    Setting {
        name: "trusted_proxy",
        default: "",
        help: "addresses or networks of proxies whose word about the reader's address is believed",
    },
    Setting {
        name: "connections",
        default: "",
        help: "how many connections may be open at once; without it, three quarters of the files that may be",
    },
    Setting {
        name: "idle_seconds",
        default: "75",
        help: "how long a connection may stand still between two requests",
    },
    Setting {
        name: "access_log",
        default: "off",
        help: "on: each request is logged, without the reader's address and without what stands after the ?",
    },
    Setting {
        name: "cdn_seconds",
        default: "0",
        help: "how long a CDN may hold a page without asking; 0 for not at all",
    },
    Setting {
        name: "cdn_tags",
        default: "",
        help: "the header that tells a CDN what a page was made from: Cache-Tag or Surrogate-Key",
    },
    Setting {
        name: "smtp_url",
        default: "",
        help: "the server that mail goes out by, smtps://user:password@host; without it none does",
    },
    Setting { name: "mail_from", default: "", help: "the e-mail address that mail is from" },
    Setting {
        name: "changes_days",
        default: "30",
        help: "how many days the change log is kept for followers",
    },
    Setting {
        name: "index_mb",
        default: "48",
        help: "how many MiB writing the full-text index may take; more makes it quicker to make anew",
    },
    Setting {
        name: "theme",
        default: "broadsheet",
        help: "the built-in theme broadsheet or ledger, or the folder of one's own; see docs/THEMES.md",
    },
    Setting {
        name: "log",
        default: "info",
        help: "what is logged: error, warn, info, debug, or a filter such as dateline=debug",
    },
    Setting { name: "log_format", default: "text", help: "text for people, json for machines" },
];

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    Default,
    /// `dateline.toml`.
    File(PathBuf),
    /// The environment.
    Environment,
    /// The command line.
    CommandLine,
}

/// The settings as they are in force.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Where the database is.
    pub database: DatabaseUrl,
    /// The site's own address, without a slash at its end.
    pub public_url: String,
    /// Bytes for composed pages.
    pub cache_bytes: usize,
    /// Connections for reading.
    pub readers: usize,
    /// Bytes of the largest file that is taken in.
    pub upload_bytes: u64,
    /// Pixels of the largest picture that is taken in.
    pub picture_pixels: u64,
    /// How long the change log is kept, in days.
    pub changes_days: i64,
    /// Bytes for writing the index.
    pub index_bytes: usize,
    /// The name of a built-in theme, or the path of a folder.
    pub theme: String,
    /// How the server meets readers, proxies and CDNs.
    pub serving: Serving,
    /// Where mail goes out, if any does.
    pub mail: Option<Mail>,
    /// The log's filter.
    pub log: String,
    /// Whether the log is JSON.
    pub log_json: bool,
    /// Each setting's text and where it came from, in the order of [`SETTINGS`].
    pub shown: Vec<(&'static str, String, Source)>,
}

impl Config {
    /// Puts the settings together. `flags` are those of the command line; `file` is a configuration file that was named.
    pub fn load(flags: &BTreeMap<&'static str, String>, file: Option<&Path>) -> Result<Config> {
        let env = |name: &str| std::env::var(format!("DATELINE_{}", name.to_uppercase())).ok();
        let data = flags.get("data").cloned().or_else(|| env("data"));
        let (from_file, file_path) = read_file(file, data.as_deref())?;
        let mut shown = Vec::new();
        for setting in SETTINGS {
            let (value, source) = if let Some(value) = flags.get(setting.name) {
                (value.clone(), Source::CommandLine)
            } else if let Some(value) = env(setting.name) {
                (value, Source::Environment)
            } else if let Some(value) = from_file.get(setting.name) {
                (value.clone(), Source::File(file_path.clone()))
            } else {
                (setting.default.to_owned(), Source::Default)
            };
            shown.push((setting.name, value, source));
        }
        Config::parse(shown)
    }

    fn parse(mut shown: Vec<(&'static str, String, Source)>) -> Result<Config> {
        let all = shown.clone();
        let text =
            |name: &str| all.iter().find(|(n, ..)| *n == name).map_or("", |(_, value, _)| value.as_str());
        let data = PathBuf::from(text("data"));
        let listen: SocketAddr = text("listen").parse().map_err(|_| {
            Error::refused(
                "listen",
                format!("{:?} is no address and port; write it as 127.0.0.1:4080", text("listen")),
            )
        })?;
        let database = match text("database_url") {
            "" => DatabaseUrl::Sqlite(data.join("dateline.db")),
            url => url.parse()?,
        };
        let public_url = match text("public_url") {
            "" if text("tls_cert").is_empty() => format!("http://{listen}"),
            "" => format!("https://{listen}"),
            url => HttpUrl::parse(url)
                .map_err(|e| Error::refused("public_url", e.to_string()))?
                .as_str()
                .trim_end_matches('/')
                .to_owned(),
        };
        for (name, value, _) in &mut shown {
            match *name {
                "database_url" => *value = database.to_string(),
                "public_url" => value.clone_from(&public_url),
                "smtp_url" => *value = mail::hidden(value),
                _ => {}
            }
        }
        Ok(Config {
            cache_bytes: number("cache_mb", text("cache_mb"), 1, 1_000_000)? << 20,
            readers: number("readers", text("readers"), 1, 256)?,
            upload_bytes: (number("upload_mb", text("upload_mb"), 1, 1_000_000)? as u64) << 20,
            picture_pixels: number("picture_megapixels", text("picture_megapixels"), 1, 100)? as u64
                * 1_000_000,
            changes_days: number("changes_days", text("changes_days"), 1, 36_500)? as i64,
            index_bytes: number("index_mb", text("index_mb"), 16, 4_000)? << 20,
            theme: text("theme").to_owned(),
            serving: Serving::parse(text)?,
            mail: Mail::parse(text)?,
            log: text("log").to_owned(),
            log_json: match text("log_format") {
                "text" => false,
                "json" => true,
                other => {
                    return Err(Error::refused("log_format", format!("{other:?} is neither text nor json")));
                }
            },
            data,
            listen,
            database,
            public_url,
            shown,
        })
    }

    /// Where files are kept by content.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Where this server's full-text index is.
    pub fn index(&self) -> PathBuf {
        self.data.join("index")
    }
}

fn number(name: &str, text: &str, least: usize, most: usize) -> Result<usize> {
    text.trim()
        .parse()
        .ok()
        .filter(|n| (least..=most).contains(n))
        .ok_or_else(|| Error::refused(name, format!("{text:?} is no whole number from {least} to {most}")))
}

/// Reads the file that was named, or `dateline.toml` here, or the one in the data folder.
fn read_file(named: Option<&Path>, data: Option<&str>) -> Result<(BTreeMap<String, String>, PathBuf)> {
    let usual = [PathBuf::from("dateline.toml"), Path::new(data.unwrap_or("data")).join("dateline.toml")];
    let path = match named {
        Some(path) => path.to_owned(),
        None => match usual.into_iter().find(|p| p.is_file()) {
            Some(path) => path,
            None => return Ok((BTreeMap::new(), PathBuf::new())),
        },
    };
    let text = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
    let table: toml::Table = text
        .parse()
        .map_err(|e| Error::refused(path.display().to_string(), format!("is not valid TOML: {e}")))?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if !SETTINGS.iter().any(|s| s.name == name) {
            let near = SETTINGS.iter().map(|s| s.name).collect::<Vec<_>>().join(", ");
            return Err(Error::refused(
                path.display().to_string(),
                format!("{name:?} is no setting; there are: {near}"),
            ));
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(n) => n.to_string(),
            other => {
                return Err(Error::refused(
                    format!("{}: {name}", path.display()),
                    format!("{other} is neither text nor a number"),
                ));
            }
        };
        values.insert(name, text);
    }
    Ok((values, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_documented() {
        let docs = include_str!("../../../docs/CONFIG.md");
        for setting in SETTINGS {
            assert!(
                docs.contains(&format!("`{}`", setting.name)),
                "docs/CONFIG.md does not name {}",
                setting.name
            );
        }
    }

    #[test]
    fn flags_win_and_bad_values_are_named() {
        let flags = |name, value: &str| BTreeMap::from([(name, value.to_owned())]);
        assert_eq!(Config::load(&flags("listen", "127.0.0.1:0"), None).unwrap().listen.port(), 0);
        for (name, value) in [
            ("listen", "nowhere"),
            ("cache_mb", "-1"),
            ("log_format", "xml"),
            ("public_url", "example.org"),
            ("readers", "0"),
        ] {
            let error = Config::load(&flags(name, value), None).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains(value), "{error}");
        }
    }
}
