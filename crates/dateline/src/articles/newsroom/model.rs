//! What somebody has to do with an article, and what they may do with it.

use crate::{
    accounts::roles::{May, Role},
    articles::store::Article,
    jobs::model::Work,
};

/// An article, and how a person stands to it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The article.
    pub article: Article,
    /// Whether the person began it.
    pub began: bool,
    /// Whether it is the person's own: begun by them, with their byline on its newest revision, or given to them to work on.
    pub own: bool,
    /// Whether the person is named on it, and so finds it while it is confidential.
    pub named: bool,
    /// Whether it is confidential.
    pub confidential: bool,
}

impl Standing {
    /// Whether the person, in this role, may know of the article at all. What one may not read does not exist.
    pub fn may_read(&self, role: Role) -> bool {
        if self.confidential { self.began || self.named } else { self.own || role.may(May::WriteAll) }
    }

    /// Whether they may change it.
    pub fn may_write(&self, role: Role) -> bool {
        self.may_read(role)
            && self.article.stage != "trashed"
            && (role.may(May::WriteAll) || self.own && role.may(May::Write))
    }

    /// Whether they may publish, schedule and withdraw it.
    pub fn may_publish(&self, role: Role) -> bool {
        self.may_read(role)
            && self.article.stage != "trashed"
            && (role.may(May::PublishAll) || self.own && role.may(May::PublishOwn))
    }

    /// Whether they may say who works on it, and who finds it.
    pub fn may_give_out(&self, role: Role) -> bool {
        self.may_read(role) && (role.may(May::WriteAll) || self.confidential && self.began)
    }
}

/// Somebody who has to do with an article.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Involved {
    /// The person.
    pub person: i64,
    /// The name.
    pub name: String,
    /// Began it.
    pub began: bool,
    /// Has a byline on its newest revision.
    pub byline: bool,
    /// Was given it to work on.
    pub assigned: bool,
    /// Finds it while it is confidential.
    pub named: bool,
}

/// Somebody opened a confidential article without being named on it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Glass {
    /// Who.
    pub name: String,
    /// When (UTC microseconds).
    pub at: i64,
    /// Why, in their words.
    pub reason: String,
}

/// Work: a letter that tells somebody who is named on a confidential article that another opened it. It names rows, so that nothing
/// of what it says lies about in the queue.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct GlassLetter {
    /// The row that says who, when and why.
    pub glass: i64,
    /// To whom.
    pub person: i64,
}

impl Work for GlassLetter {
    const KIND: &'static str = "glass_letter";
}

/// What such a letter says.
#[derive(Debug, Clone)]
pub struct GlassTold {
    /// Which article.
    pub article: i64,
    /// Who opened it.
    pub by: String,
}

/// The longest reason for breaking the glass, in bytes.
pub const LONGEST_REASON: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::model::Kind;

    fn standing(own: bool, named: bool, confidential: bool) -> Standing {
        let article = Article {
            id: 1,
            kind: Kind::Article,
            stage: "draft".into(),
            visibility: "public".into(),
            translation_group: None,
            guid: None,
            latest: 1,
        };
        Standing { article, began: false, own, named, confidential }
    }

    #[test]
    fn who_may_what() {
        use Role::{Administrator, Author, Contributor, Editor};
        let others = standing(false, false, false);
        assert!(!others.may_read(Author) && others.may_read(Editor) && others.may_publish(Editor));
        let own = standing(true, false, false);
        assert!(own.may_write(Contributor) && !own.may_publish(Contributor) && own.may_publish(Author));
        let hidden = standing(true, false, true);
        assert!(
            !hidden.may_read(Contributor) && !hidden.may_read(Administrator) && !hidden.may_write(Editor)
        );
        let named = standing(false, true, true);
        assert!(named.may_read(Contributor) && !named.may_write(Contributor) && named.may_write(Editor));
        let mut away = standing(true, false, false);
        away.article.stage = "trashed".into();
        assert!(away.may_read(Editor) && !away.may_write(Editor) && !away.may_publish(Administrator));
    }
}
