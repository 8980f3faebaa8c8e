//! Where a database is: a file, or a PostgreSQL address.

use crate::error::{Error, Result};
use std::{fmt, path::PathBuf, str::FromStr};

/// `sqlite:PATH` or a plain path, or `postgres://…` (libpq's connection address).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file; made when it does not exist.
    Sqlite(PathBuf),
    /// A PostgreSQL connection address.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            text.parse::<postgres::Config>().map_err(|e| {
                Error::refused("database-url", format!("{e}; write it as postgres://user:password@host/name"))
            })?;
            return Ok(DatabaseUrl::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err(Error::refused(
                "database-url",
                format!("{text:?} is neither sqlite:PATH nor postgres://user:password@host/name"),
            ));
        }
        Ok(DatabaseUrl::Sqlite(PathBuf::from(path)))
    }
}

/// Shown without the password.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(address) => match ::url::Url::parse(address) {
                Ok(mut parsed) => {
                    if parsed.password().is_some() {
                        let _ = parsed.set_password(Some("•••"));
                    }
                    write!(out, "{parsed}")
                }
                Err(_) => write!(out, "postgres://…"),
            },
        }
    }
}
