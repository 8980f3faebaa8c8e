//! To whom changes are told.

use crate::{jobs::model::Work, settings::machines::Machines};
use serde::{Deserialize, Serialize};

/// Somebody who is told of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Search engines, by IndexNow: which addresses changed.
    IndexNow,
    /// A hub, by WebSub: which feeds changed.
    WebSub,
}

impl Target {
    /// Both.
    pub const ALL: [Target; 2] = [Target::IndexNow, Target::WebSub];

    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Target::IndexNow => "indexnow",
            Target::WebSub => "websub",
        }
    }

    /// Whether the site wants it to be told.
    pub fn is_wanted(self, machines: &Machines) -> bool {
        match self {
            Target::IndexNow => machines.indexnow.is_some() && machines.indexnow_key.is_some(),
            Target::WebSub => machines.websub.is_some(),
        }
    }

    /// Whether a changed fact is one to be told of.
    pub fn wants(self, fact: &str) -> bool {
        match self {
            Target::IndexNow => fact.starts_with("article/"),
            Target::WebSub => {
                let lists = ["list/section/", "list/topic/", "list/person/"];
                fact == "list/front" || lists.iter().any(|list| fact.starts_with(list))
            }
        }
    }
}

/// Tells search engines of all addresses that wait.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellIndexNow {}

impl Work for TellIndexNow {
    const KIND: &'static str = "indexnow";
}

/// Tells the hub of all feeds that wait.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellWebSub {}

impl Work for TellWebSub {
    const KIND: &'static str = "websub";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_of_its_own() {
        for (fact, index_now, web_sub) in [
            ("article/7", true, false),
            ("list/section/3", false, true),
            ("list/front", false, true),
            ("list/pages", false, false),
            ("list/date/2026", false, false),
            ("settings", false, false),
        ] {
            assert_eq!(Target::IndexNow.wants(fact), index_now, "{fact}");
            assert_eq!(Target::WebSub.wants(fact), web_sub, "{fact}");
        }
    }
}
