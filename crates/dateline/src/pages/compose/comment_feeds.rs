//! Feeds of comments: of an article, and of the whole site.

use super::{
    Ask, Work,
    abroad::Abroad,
    body::{Shelf, words},
    comments::place_href,
};
use crate::{
    articles::reader as articles,
    cache::Page,
    comments::{self, reader::Placed},
    error::Result,
    pages::{
        feeds,
        view::{EntryView, FeedAuthor, FeedFormat},
    },
    publishing,
    settings::model::Site,
};
use http::StatusCode;

impl Work<'_, '_> {
    /// The comments of an article; for a withdrawn one, what says so.
    pub(super) fn comments_feed_of(&mut self, ask: &Ask, id: i64, format: FeedFormat) -> Result<Page> {
        self.rests_on(publishing::store::fact(id));
        self.rests_on(comments::store::fact(id));
        let Some(shown) = articles::article(self.sql, id)? else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        if !shown.live {
            return self.gone(ask, &shown);
        }
        let (site, _) = self.settings()?;
        let locale = self.locale(&site, &shown.language)?;
        let headline = or_date(&shown.headline, || locale.day(shown.published_on));
        let title = locale.say("comments_on", &[("title", &headline)]);
        let newest = comments::reader::newest(self.sql, Some(id), site.machines.feed_items)?;
        let entries = self.comment_entries(&site, newest, &shown.language)?;
        let view = self.feed_view(&site, title, String::new(), &shown.path, &shown.language, entries);
        Ok(self.feed_page(&view, format))
    }

    /// The newest comments of the whole site.
    pub(super) fn comments_feed(&mut self, ask: &Ask, format: FeedFormat) -> Result<Page> {
        let address = format.below("/comments");
        if ask.path != address {
            return Ok(self.moved(&address));
        }
        self.rests_on(comments::store::newest_fact());
        let (site, _) = self.settings()?;
        let locale = self.locale(&site, site.language.as_str())?;
        let newest = comments::reader::newest(self.sql, None, site.machines.feed_items)?;
        for one in &newest {
            self.rests_on(publishing::store::fact(one.article));
        }
        let entries = self.comment_entries(&site, newest, site.language.as_str())?;
        let title = locale.say("comments_on", &[("title", &site.name)]);
        let mut view =
            self.feed_view(&site, title, String::new(), "/comments", site.language.as_str(), entries);
        // There is no page of all comments.
        view.page = self.composer.absolute("/");
        Ok(self.feed_page(&view, format))
    }

    fn comment_entries(&self, site: &Site, newest: Vec<Placed>, around: &str) -> Result<Vec<EntryView>> {
        let mut entries = Vec::with_capacity(newest.len());
        for Placed { comment, headline, path, language, .. } in newest {
            let locale = self.locale(site, &language)?;
            let plain = Shelf::default();
            let resolve = plain.with(words(&locale), &locale, &format!("c{}-", comment.id));
            let text = document::html::write(&comment.body, &Abroad::new(resolve, &self.composer.base_url));
            let name = or_date(&comment.author, || locale.text("anonymous").to_owned());
            // In a long thread it stands on a page of its own stretch; what names it stays what it was when it was the newest.
            let link = self.composer.absolute(&place_href(&path, comment.place()));
            entries.push(EntryView {
                id: format!("{}#comment-{}", self.composer.absolute(&path), comment.id),
                title: locale.say("comment_by", &[("name", &name), ("title", &headline)]),
                content: feeds::marked(text, &language, around),
                authors: vec![FeedAuthor { name, url: comment.url }],
                published: comment.at,
                updated: comment.at,
                link,
                language,
                ..EntryView::default()
            });
        }
        Ok(entries)
    }
}

fn or_date(text: &str, other: impl FnOnce() -> String) -> String {
    if text.trim().is_empty() { other() } else { text.to_owned() }
}
