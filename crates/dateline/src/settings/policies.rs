//! Where the newsroom says by what rules it works: pages of the site, by what they are about.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a policy can be about: the setting's name, and schema.org's property of a `NewsMediaOrganization`.
pub const POLICIES: [(&str, &str); 7] = [
    ("policy_principles", "publishingPrinciples"),
    ("policy_corrections", "correctionsPolicy"),
    ("policy_unnamed", "unnamedSourcesPolicy"),
    ("policy_verification", "verificationFactCheckingPolicy"),
    ("policy_ethics", "ethicsPolicy"),
    ("policy_masthead", "masthead"),
    ("policy_ownership", "ownershipFundingInfo"),
];

/// The path of each page, by the setting's name. Whether the page is there and public is seen when it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Policies(BTreeMap<String, String>);

impl Policies {
    /// The path that was set for a policy; empty if none was.
    pub fn path(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Sets the page of a policy, or none.
    pub fn set(&mut self, name: &'static str, value: &str) -> Result<()> {
        let value = value.trim();
        if value.is_empty() {
            self.0.remove(name);
            return Ok(());
        }
        let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\');
        let good = value.starts_with('/') && !value.starts_with("//") && !value.contains(odd);
        if !good || value.len() > 500 {
            return Err(Error::refused(
                name,
                format!(
                    "{:?} is no path of this site; write it as /how-we-correct/",
                    crate::values::clip(value, 80)
                ),
            ));
        }
        self.0.insert(name.to_owned(), value.to_owned());
        Ok(())
    }
}
