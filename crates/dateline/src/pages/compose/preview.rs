//! A draft as its readers will see it: the page of an article, made of a manuscript in place of published rows.

use super::{Ask, Composer};
use crate::{
    articles::{
        FairCopy,
        reader::{self as articles, Shown},
        store::Article,
    },
    cache::Page,
    db::Sql,
    error::Result,
    media::{library::Kept, reader as media},
    publishing::{
        address,
        store::{History, View, dates, history},
    },
    sections, settings, sources,
};

/// Where whoever looks at a draft finds pictures and files that were not released yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At the desk.
    Desk,
    /// Below a private link, which is this.
    Link(String),
}

impl Place {
    /// A picture or file as its page would show it. Of a picture there is one size, made for a screen.
    pub(super) fn shown(&self, kept: Kept) -> media::Shown {
        let address = match self {
            Place::Desk if kept.is_picture() => format!("/desk/media/{}/picture?width=1280", kept.id),
            Place::Desk => format!("/desk/media/{}/file", kept.id),
            Place::Link(link) => format!("{link}/media/{}", kept.id),
        };
        let Kept { id, medium: m, focus, .. } = kept;
        media::Shown {
            id,
            name: m.name,
            media_type: m.media_type,
            bytes: m.bytes,
            width: m.width,
            height: m.height,
            title: m.title,
            alt: m.alt,
            caption: m.caption,
            credit: m.credit,
            tint: m.tint,
            focus,
            variants: Vec::new(),
            remote: if m.hash.is_some() { Some(address) } else { m.remote },
            hash: None,
        }
    }
}

/// A draft, and where whoever looks at it finds what was not released yet.
pub struct Draft {
    /// Whose text.
    pub article: Article,
    /// The text.
    pub manuscript: FairCopy,
    /// Where pictures and files are.
    pub media: Place,
    /// When it is to be published, if that is known (UTC microseconds).
    pub due: Option<i64>,
}

impl Composer {
    /// The page of a draft. It is never kept: it does not come from the cache, and does not go there.
    pub fn preview(&self, sql: &mut Sql<'_>, draft: &Draft) -> Result<Page> {
        let begun = (self.clock)();
        self.make(sql, |work| {
            let site = settings::store::site(work.sql)?;
            let (article, manuscript) = (&draft.article, &draft.manuscript);
            let now = draft.due.unwrap_or(begun);
            let past = match history(work.sql, article.id)? {
                Some(h) => History { newest_from: now, publications: h.publications + 1, ..h },
                None => History { first_shown: now, newest_from: now, publications: 1, corrected: None },
            };
            let (published_on, modified) = dates(manuscript, &past);
            let trail = match manuscript.section {
                Some(section) => sections::store::trail(work.sql, section)?,
                None => Vec::new(),
            };
            let (path, _) = address::wanted(work.sql, &site, article, manuscript, published_on, &trail)?;
            // What readers said of the text that they see stands below this one, too.
            let seen = articles::article(work.sql, article.id)?.filter(|s| s.live);
            let chain = sources::actions::to_show(work.sql, &site, article.id, manuscript)?;
            let shown = Shown {
                id: article.id,
                live: true,
                kind: article.kind,
                path: path.clone(),
                language: manuscript.language.to_string(),
                translation_group: article.translation_group,
                kicker: manuscript.kicker.clone(),
                headline: manuscript.headline.clone(),
                standfirst: manuscript.standfirst.clone(),
                section: manuscript.section,
                published_on,
                modified,
                version: past.publications,
                version_from: past.newest_from,
                closed: 410,
                note: String::new(),
                comment_count: seen.map_or(0, |s| s.comment_count),
                guid: article.guid.clone(),
                view: View::of(manuscript, chain),
            };
            work.unreleased = Some(draft.media.clone());
            let ask = Ask { path, ..Ask::default() };
            work.article_of(&ask, shown, &manuscript.body)
        })
    }
}
