//! What each role may do: one table, which the desk's routes name, the documentation shows and a test walks.

use crate::error::{Error, Result};

/// What somebody is in the newsroom. Each may do what the one before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Writes, and hands in.
    Contributor,
    /// Publishes what is their own.
    Author,
    /// Answers for what others write, and for what readers say.
    Editor,
    /// Answers for the site and for who works at it.
    Administrator,
}

/// All roles, the one that may least first.
pub const ROLES: [Role; 4] = [Role::Contributor, Role::Author, Role::Editor, Role::Administrator];

impl Role {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Contributor => "contributor",
            Role::Author => "author",
            Role::Editor => "editor",
            Role::Administrator => "administrator",
        }
    }

    /// From what is stored, or what a form says.
    pub fn parse(text: &str) -> Result<Role> {
        ROLES
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| Error::refused("role", format!("{text:?} is no role")))
    }

    /// Whether somebody of this role must have a second factor, if from the role `least` on (as it is stored; empty: nobody) they must.
    pub fn must_prove(self, least: &str) -> bool {
        ROLES.into_iter().find(|role| role.as_str() == least).is_some_and(|least| self >= least)
    }

    /// Whether this role may do something.
    pub fn may(self, what: May) -> bool {
        self >= what.least()
    }
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// Come in: see the desk, one's own account, what one may read.
    Enter,
    /// Begin an article and write what is one's own: what one began, or has a byline on, or was given to work on.
    Write,
    /// Upload pictures and files, and describe them.
    Upload,
    /// Publish, schedule and withdraw what is one's own.
    PublishOwn,
    /// Read and write what others write, unless it is confidential; give work out.
    WriteAll,
    /// Publish, schedule and withdraw what others write.
    PublishAll,
    /// Approve, remove and answer comments.
    Moderate,
    /// Make and change sections and topics.
    Arrange,
    /// Change what is said of a person who has a byline.
    Bylines,
    /// Confirm sources and how many origins they make; issue corrections, answer readers' reports of errors.
    Confirm,
    /// Close a public version, a comparison or a correction to readers; erase a passage or a file everywhere.
    TakeDown,
    /// Invite people, give roles, close accounts.
    Accounts,
    /// Change the site's settings.
    Settings,
    /// See a confidential article without being named on it, which is written down and told.
    BreakGlass,
}

/// What there is to do, the least of those who may, and what it is: the table.
pub const TABLE: [(May, Role, &str); 14] = [
    (May::Enter, Role::Contributor, "see the desk, and one's own account"),
    (May::Write, Role::Contributor, "begin articles, write one's own, hand them in"),
    (May::Upload, Role::Contributor, "upload pictures and files, and describe them"),
    (May::PublishOwn, Role::Author, "publish, schedule and withdraw one's own articles"),
    (
        May::WriteAll,
        Role::Editor,
        "read and write everybody's articles that are not confidential, and give work out",
    ),
    (May::PublishAll, Role::Editor, "publish, schedule and withdraw everybody's articles"),
    (May::Moderate, Role::Editor, "approve, remove and answer comments"),
    (May::Arrange, Role::Editor, "make and change sections and topics"),
    (May::Bylines, Role::Editor, "change what is said of people with a byline"),
    (
        May::Confirm,
        Role::Editor,
        "confirm sources and the count of origins, issue corrections, answer readers' reports of errors",
    ),
    (
        May::TakeDown,
        Role::Administrator,
        "take down a version, a comparison or a correction; erase a passage or a file everywhere",
    ),
    (May::Accounts, Role::Administrator, "invite people, give roles, close accounts"),
    (May::Settings, Role::Administrator, "change the site's settings"),
    (
        May::BreakGlass,
        Role::Administrator,
        "open a confidential article without being named on it; it is written down and told",
    ),
];

impl May {
    /// The least role that may.
    pub fn least(self) -> Role {
        // Whatever the table forgot, nobody but an administrator may.
        TABLE.iter().find(|(what, ..)| *what == self).map_or(Role::Administrator, |(_, least, _)| *least)
    }

    /// A word for it, as templates ask: `me.may.publish_all`.
    pub fn name(self) -> &'static str {
        match self {
            May::Enter => "enter",
            May::Write => "write",
            May::Upload => "upload",
            May::PublishOwn => "publish_own",
            May::WriteAll => "write_all",
            May::PublishAll => "publish_all",
            May::Moderate => "moderate",
            May::Arrange => "arrange",
            May::Bylines => "bylines",
            May::Confirm => "confirm",
            May::TakeDown => "take_down",
            May::Accounts => "accounts",
            May::Settings => "settings",
            May::BreakGlass => "break_glass",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_more_may_what_the_others_may() {
        for (what, least, _) in TABLE {
            for role in ROLES {
                assert_eq!(role.may(what), role >= least, "{role:?} {what:?}");
            }
        }
        assert!(!Role::Contributor.may(May::PublishOwn) && Role::Author.may(May::PublishOwn));
        assert!(!Role::Author.may(May::PublishAll) && !Role::Editor.may(May::Accounts));
        assert_eq!(Role::parse("editor").unwrap(), Role::Editor);
        assert!(Role::parse("Editor ").is_err());
        assert!(Role::Editor.must_prove("editor") && Role::Administrator.must_prove("editor"));
        assert!(!Role::Author.must_prove("editor") && !Role::Administrator.must_prove(""));
    }
}
