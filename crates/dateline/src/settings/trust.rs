//! What `trust.txt` says (JournalList's specification): to whom the newsroom belongs, and what belongs to it.

use crate::{
    error::{Error, Result},
    values::{HttpUrl, clip},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The attributes of a `trust.txt` that name addresses, in the order in which they are written; the setting is called
/// `trust_` and this.
pub const ATTRIBUTES: [&str; 9] = [
    "member",
    "belongto",
    "control",
    "controlledby",
    "social",
    "vendor",
    "customer",
    "disclosure",
    "contact",
];
/// More addresses of one kind than this are somebody's mistake.
const MOST: usize = 200;

/// What was set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trust {
    /// Addresses by attribute.
    addresses: BTreeMap<String, Vec<String>>,
    /// Whether models may be trained on what is here.
    pub training: Option<bool>,
}

impl Trust {
    /// The addresses of an attribute.
    pub fn addresses(&self, attribute: &str) -> &[String] {
        self.addresses.get(attribute).map_or(&[], Vec::as_slice)
    }

    /// True if nothing was set: then there is no file.
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.training.is_none()
    }

    /// Sets the addresses of an attribute, parted by spaces or line ends.
    pub fn set(&mut self, name: &str, attribute: &'static str, value: &str) -> Result<()> {
        let all: Vec<String> =
            value.split_whitespace().map(|text| address(name, attribute, text)).collect::<Result<_>>()?;
        if all.len() > MOST {
            return Err(Error::refused(name, format!("names more than {MOST} addresses")));
        }
        if all.is_empty() {
            self.addresses.remove(attribute);
        } else {
            self.addresses.insert(attribute.to_owned(), all);
        }
        Ok(())
    }
}

/// An address on the web; whom to write to may be an e-mail address as well.
fn address(name: &str, attribute: &str, text: &str) -> Result<String> {
    if let Ok(url) = HttpUrl::parse(text) {
        return Ok(url.into());
    }
    let mail = text.strip_prefix("mailto:").unwrap_or(text);
    match crate::values::Email::parse(mail) {
        Ok(mail) if attribute == "contact" => Ok(format!("mailto:{mail}")),
        _ => {
            let or = if attribute == "contact" { ", or an e-mail address" } else { "" };
            Err(Error::refused(
                name,
                format!("{:?} is no address; write it as https://example.org/{or}", clip(text, 80)),
            ))
        }
    }
}
