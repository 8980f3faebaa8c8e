//! `theme.toml`: what can be set without touching a template or a rule.

use super::ThemeError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The settings of a theme.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The theme that it rests on; without it, the default one.
    #[serde(skip_serializing)]
    pub extends: Option<String>,
    /// Custom properties of the stylesheet, without their `--`: colours, typefaces, measures.
    pub light: BTreeMap<String, String>,
    /// Those that differ where the reader prefers a dark page.
    pub dark: BTreeMap<String, String>,
    /// What templates find as `theme.set.NAME`.
    pub set: BTreeMap<String, toml::Value>,
}

impl Settings {
    /// Reads a `theme.toml`.
    ///
    /// # Errors
    /// Names the line that is wrong.
    pub fn read(text: &str) -> Result<Self, ThemeError> {
        let settings: Settings = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(1, |t| t.matches('\n').count() + 1);
            ThemeError::wrong(format!("theme.toml:{line}"), error.message())
        })?;
        for (name, value) in settings.light.iter().chain(&settings.dark) {
            let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !good {
                return Err(ThemeError::wrong(
                    "theme.toml",
                    format!("{name:?} is no name of a custom property; use letters, digits and -"),
                ));
            }
            // It is written into the stylesheet as it stands, and must not end its rule.
            if value.trim().is_empty()
                || value.contains(['{', '}', ';', '<', '\\', '\n'])
                || value.contains("/*")
            {
                return Err(ThemeError::wrong(
                    "theme.toml",
                    format!("{name} = {value:?} is not one value of CSS; it may hold no {{ }} ; < or \\"),
                ));
            }
        }
        Ok(settings)
    }

    /// Takes over what another theme sets.
    pub(super) fn override_by(&mut self, other: Settings) {
        self.extends = other.extends;
        self.light.extend(other.light);
        self.dark.extend(other.dark);
        self.set.extend(other.set);
    }

    /// The custom properties as the first rules of the stylesheet.
    pub fn properties(&self) -> String {
        let list = |map: &BTreeMap<String, String>| {
            map.iter().map(|(name, value)| format!("--{name}:{};", value.trim())).collect::<String>()
        };
        let mut css = format!(":root{{color-scheme:light dark;{}}}", list(&self.light));
        if !self.dark.is_empty() {
            css.push_str(&format!("@media (prefers-color-scheme:dark){{:root{{{}}}}}", list(&self.dark)));
        }
        css
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_cannot_leave_their_rule() {
        let good =
            Settings::read("[light]\naccent = \"#0c5a68\"\n[dark]\naccent = \"rgb(1 2 3 / 50%)\"").unwrap();
        assert_eq!(
            good.properties(),
            ":root{color-scheme:light dark;--accent:#0c5a68;}@media (prefers-color-scheme:dark){:root{--accent:rgb(1 2 3 / 50%);}}"
        );
        for bad in ["a = \"red}*{display:none\"", "a = \"</style>\"", "\"a:b\" = \"x\"", "a = \"\"", "a = 3"]
        {
            assert!(Settings::read(&format!("[light]\n{bad}")).is_err(), "{bad}");
        }
        let error = Settings::read("[light]\n\nno such thing").unwrap_err().to_string();
        assert!(error.starts_with("theme.toml:3:"), "{error}");
        assert!(Settings::read("colour = \"red\"").unwrap_err().to_string().contains("colour"));
    }
}
