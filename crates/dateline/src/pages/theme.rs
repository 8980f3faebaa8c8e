//! Themes: a folder of templates, stylesheets, words and settings. What a theme does not bring along it takes from the
//! one that it extends, file by file; in words and settings, entry by entry.
//!
//! Two are built in. One in a folder can be edited while the server runs, see [`watch`].

mod folder;
pub mod rehearsal;
mod settings;
pub mod watch;

use std::{collections::BTreeMap, path::PathBuf};

pub use settings::Settings;

macro_rules! embedded {
    ($root:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../", $root, $name)))),+]
    };
}

/// The theme that is used where nobody chose one, and that all others rest on.
pub const DEFAULT: &str = "broadsheet";

/// Its templates by name, from `crates/dateline/theme`.
const TEMPLATES: &[(&str, &str)] = embedded!("theme/templates/":
    "base.html", "head.html", "masthead.html", "footer.html", "parts.html",
    "article.html", "known.html", "known-drawing.html", "downloads.html", "comments.html", "comment-form.html", "talk.html",
    "front.html", "list.html", "notice.html", "search.html",
    "corrections-top.html", "corrections.html", "correction.html", "corrections-page.html",
    "versions.html", "comparison.html",
    "error-form.html", "refused.html",
);

/// Words by file name.
pub const WORDS: &[(&str, &str)] = embedded!("theme/words/":
    "ar.json", "de.json", "en.json", "es.json", "fa.json", "fr.json",
);

/// Its settings and stylesheets.
const SHEETS: &[(&str, &str)] = embedded!("theme/":
    "theme.toml", "base.css", "style.css", "front.css", "list.css", "text.css", "article.css", "known.css", "search.css",
);

/// The second theme, which brings only what it does otherwise.
const LEDGER: &[(&str, &str)] = embedded!("themes/ledger/":
    "theme.toml", "style.css", "front.css", "list.css", "article.css",
    "templates/base.html", "templates/masthead.html", "templates/front.html", "templates/list.html", "templates/entry.html",
);

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The setting names neither a theme nor a folder.
    #[error("{0:?} is neither a built-in theme ({names}) nor a folder", names = names().join(", "))]
    Unknown(String),
    /// A file that cannot be read, or is no text.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that says what it must not: where, and what to do.
    #[error("{file}: {what}")]
    Wrong {
        /// The file, and if known its line.
        file: String,
        /// What is wrong.
        what: String,
    },
}

impl ThemeError {
    fn wrong(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Wrong { file: file.into(), what: what.into() }
    }
}

/// A theme, read and whole: each file that a page may need, by its name in the folder.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The built-in name, or the folder as it was named.
    pub name: String,
    /// Where it is edited; `None` for one that is built in.
    pub folder: Option<PathBuf>,
    /// From `theme.toml`, over those of the theme that it extends.
    pub settings: Settings,
    files: BTreeMap<String, String>,
}

/// The names of the built-in themes.
pub fn names() -> Vec<&'static str> {
    vec![DEFAULT, "ledger"]
}

impl Theme {
    /// The theme that a setting names: built in, or the path of a folder.
    ///
    /// # Errors
    /// Says which file is wrong, or that there is no such theme.
    pub fn find(name: &str) -> Result<Theme, ThemeError> {
        match Theme::built_in(name)? {
            Some(theme) => Ok(theme),
            None if std::path::Path::new(name).is_dir() => folder::read(name),
            None => Err(ThemeError::Unknown(name.to_owned())),
        }
    }

    /// A built-in theme.
    fn built_in(name: &str) -> Result<Option<Theme>, ThemeError> {
        let own = |list: &[(&str, &str)], folder: &str| {
            let named = list.iter().map(|(name, text)| (format!("{folder}{name}"), (*text).to_owned()));
            named.collect::<BTreeMap<_, _>>()
        };
        let mut files = own(SHEETS, "");
        files.extend(own(TEMPLATES, "templates/"));
        files.extend(own(WORDS, "words/"));
        let base = Theme {
            name: DEFAULT.to_owned(),
            folder: None,
            settings: Settings::read(files.get("theme.toml").map_or("", String::as_str))?,
            files,
        };
        match name {
            DEFAULT => Ok(Some(base)),
            "ledger" => base.extended_by(name, None, own(LEDGER, "")).map(Some),
            _ => Ok(None),
        }
    }

    /// This theme, with another's files in place of its own.
    fn extended_by(
        mut self,
        name: &str,
        folder: Option<PathBuf>,
        files: BTreeMap<String, String>,
    ) -> Result<Theme, ThemeError> {
        if let Some(text) = files.get("theme.toml") {
            self.settings.override_by(Settings::read(text)?);
        }
        for (file, text) in files {
            let text = match self.files.get(&file) {
                Some(base) if file.starts_with("words/") => over(&file, base, &text)?,
                _ => text,
            };
            self.files.insert(file, text);
        }
        Ok(Theme { name: name.to_owned(), folder, ..self })
    }

    /// A file by its name in the folder; empty if there is none.
    pub fn text(&self, file: &str) -> &str {
        self.files.get(file).map_or("", String::as_str)
    }

    /// Its files in a folder such as `templates/`, by their names there.
    pub fn within<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter_map(move |(file, text)| Some((file.strip_prefix(folder)?, text.as_str())))
    }

    /// All its files, as `dateline theme export` writes them.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(file, text)| (file.as_str(), text.as_str()))
    }
}

/// Words over words: what a theme says anew replaces the one entry, and the rest stays.
fn over(file: &str, base: &str, text: &str) -> Result<String, ThemeError> {
    let read = |text: &str| {
        serde_json::from_str(text).map_err(|error: serde_json::Error| {
            ThemeError::wrong(format!("{file}:{}", error.line()), error.to_string())
        })
    };
    let mut merged = read(base)?;
    merge(&mut merged, read(text)?, 0);
    Ok(merged.to_string())
}

fn merge(base: &mut serde_json::Value, other: serde_json::Value, depth: u8) {
    match (base, other) {
        // Words are three steps deep; serde_json has refused what is very deep.
        (serde_json::Value::Object(base), serde_json::Value::Object(other)) if depth < 8 => {
            for (key, value) in other {
                merge(base.entry(key).or_insert(serde_json::Value::Null), value, depth + 1);
            }
        }
        (base, other) => *base = other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_one_by_one() {
        let merged = over("words/en.json", r#"{"a":{"b":"1","c":"2"},"d":[1]}"#, r#"{"a":{"b":"3"}}"#);
        assert_eq!(merged.unwrap(), r#"{"a":{"b":"3","c":"2"},"d":[1]}"#);
        let error = over("words/en.json", "{}", "{\n\n oops").unwrap_err().to_string();
        assert!(error.starts_with("words/en.json:3:"), "{error}");
    }

    #[test]
    fn every_built_in_theme_is_there() {
        for name in names() {
            let theme = Theme::find(name).unwrap();
            assert_eq!(theme.name, name);
            assert!(!theme.text("templates/article.html").is_empty());
        }
        let error = Theme::find("no-such-theme").unwrap_err().to_string();
        assert!(error.contains("broadsheet, ledger"), "{error}");
    }
}
