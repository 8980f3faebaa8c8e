//! What readers said below an article, fifty a page, and the form for one more.

use super::{
    Ask, Work,
    ask::written,
    body::{InWords, Shelf, words},
};
use crate::{
    articles::reader::{Place, Shown},
    comments::{
        self,
        model::Window,
        reader::{self, Stretch},
        secret::FRESH,
    },
    error::Result,
    pages::{
        locale::Locale,
        view::{
            CommentView, CommentsView, FlatComment, FormView,
            comments::{Answered, thread},
        },
    },
    settings::model::{Site, Taken},
};
use document::{
    Document, Figure, File, Recording,
    html::{FileLink, Picture, Resolve, Words},
};
use std::collections::{HashMap, HashSet};

/// The newest comments: what stands before all that could come.
const NEWEST: Stretch = Stretch::Before((i64::MAX, i64::MAX));

impl Work<'_, '_> {
    /// The comments that are asked for, and the form while the article takes new ones.
    pub(super) fn comments(
        &mut self,
        ask: &Ask,
        shown: &Shown,
        site: &Site,
        locale: &Locale,
    ) -> Result<CommentsView> {
        self.rests_on(comments::store::fact(shown.id));
        let window = self.window(shown, site);
        let mut view = CommentsView {
            total: u64::try_from(shown.comment_count).unwrap_or(0),
            open: window.open,
            form: window.open.then(|| self.form(shown.id, None, site)),
            ..CommentsView::default()
        };
        if view.total == 0 {
            return Ok(view);
        }
        let stretch = ask.comments.unwrap_or(NEWEST);
        let (rows, more) = reader::page(self.sql, shown.id, stretch)?;
        let ends = rows.first().zip(rows.last()).map(|(first, last)| (first.place(), last.place()));
        if let Some((first, last)) = ends {
            let (older, newer) = match stretch {
                Stretch::Before(_) => (more, ask.comments.is_some()),
                Stretch::After(_) => (reader::is_any_before(self.sql, shown.id, first)?, more),
            };
            view.older = older.then(|| stretch_href(&shown.path, Stretch::Before(first), "comments"));
            view.newer = newer.then(|| stretch_href(&shown.path, Stretch::After(last), "comments"));
        } else {
            view.newer = Some(format!("{}#comments", shown.path));
        }
        let elsewhere = self.answered_elsewhere(&rows, &shown.path)?;
        let flat = rows.into_iter().map(|row| FlatComment {
            parent: row.parent,
            comment: CommentView {
                answers: row.parent.and_then(|parent| elsewhere.get(&parent).cloned()),
                ..comment_view(row, locale)
            },
        });
        view.threads = thread(flat.collect());
        Ok(view)
    }

    /// Whether an article takes comments. The page is right until that ends, and its form for a while.
    pub(super) fn window(&mut self, shown: &Shown, site: &Site) -> Window {
        let now = (self.composer.clock)();
        let window = Window::of(&site.comments, shown.view.comments_open, shown.published_on, now);
        if window.open {
            let fresh = now.saturating_add(FRESH * 1_000_000);
            self.right_until(window.closes.map_or(fresh, |at| at.min(fresh)));
        }
        window
    }

    /// An empty form, signed for an article.
    pub(super) fn form(&self, article: i64, parent: Option<i64>, site: &Site) -> FormView {
        FormView {
            article,
            parent,
            token: self.composer.secret.sign(&format!("article/{article}"), (self.composer.clock)()),
            held: site.comments.taken == Taken::Held,
            email_days: u64::try_from(site.comments.email_days).unwrap_or(0),
            ..FormView::default()
        }
    }

    /// Whom replies answer whose comments stand on other pages.
    fn answered_elsewhere(&mut self, rows: &[reader::Shown], path: &str) -> Result<HashMap<i64, Answered>> {
        let here: HashSet<i64> = rows.iter().map(|row| row.id).collect();
        let mut found = HashMap::new();
        for parent in rows.iter().filter_map(|row| row.parent).filter(|id| !here.contains(id)) {
            if found.contains_key(&parent) {
                continue;
            }
            if let Some(shown) = reader::one(self.sql, parent)? {
                let href = place_href(path, shown.place());
                found.insert(parent, Answered { id: parent, author: shown.author, href });
            }
        }
        Ok(found)
    }
}

/// A page of comments, down to an anchor.
fn stretch_href(path: &str, stretch: Stretch, anchor: &str) -> String {
    let (name, (on, id)) = match stretch {
        Stretch::Before(at) => ("comments_before", at),
        Stretch::After(at) => ("comments_after", at),
    };
    format!("{path}?{name}={}#{anchor}", written(Place { on, id }))
}

/// The page that begins with a comment, wherever it stands in a long thread.
pub(super) fn place_href(path: &str, (at, id): (i64, i64)) -> String {
    stretch_href(path, Stretch::After((at, id.saturating_sub(1))), &format!("comment-{id}"))
}

/// A comment as pages show it.
pub(super) fn comment_view(row: reader::Shown, locale: &Locale) -> CommentView {
    CommentView {
        id: row.id,
        at: row.at,
        body_html: body(row.id, &row.body, locale),
        by_staff: row.by_staff,
        author: row.author,
        url: row.url,
        ..CommentView::default()
    }
}

fn body(id: i64, body: &Document, locale: &Locale) -> String {
    let shelf = Shelf::default();
    let inner = shelf.with(words(locale), locale, &format!("c{id}-"));
    document::html::write(body, &FromReaders(inner))
}

/// What readers wrote: search engines are told that the newsroom does not stand behind its links.
struct FromReaders<'a>(InWords<'a>);

impl Resolve for FromReaders<'_> {
    fn picture(&self, figure: &Figure) -> Option<Picture> {
        self.0.picture(figure)
    }
    fn file(&self, file: &File) -> Option<FileLink> {
        self.0.file(file)
    }
    fn recording(&self, recording: &Recording) -> Option<String> {
        self.0.recording(recording)
    }
    fn rel(&self, _href: &str) -> Option<&'static str> {
        Some("nofollow ugc")
    }
    fn id_prefix(&self) -> &str {
        self.0.id_prefix()
    }
    fn words(&self) -> &Words {
        self.0.words()
    }
}
