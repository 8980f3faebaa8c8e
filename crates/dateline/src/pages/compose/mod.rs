//! From a path to a page: what the public sees, composed from published rows in one snapshot,
//! with every fact that it was made from.

mod abroad;
mod api;
mod article;
mod ask;
mod below;
mod body;
mod chain;
mod comment_feeds;
mod comments;
mod corrections;
mod counting;
mod entries;
mod feeds;
mod front;
mod history;
mod lists;
mod ninjs;
mod notice;
mod oembed;
mod old_forms;
mod pieces;
mod policies;
mod preview;
mod provenance;
mod reports;
mod robots;
mod search;
mod site;
mod sitemaps;
mod talk;
mod tints;

pub use ask::Ask;
pub use history::Asked;
pub use pieces::MAY_BE_HELD;
pub use preview::{Draft, Place};
pub use reports::RefusedReport;
pub use search::{Answered, SearchAsk, Suggestion};
pub use talk::Refused;

use crate::{
    cache::Page,
    changes::Fact,
    comments::secret::Secret,
    db::Sql,
    error::Result,
    pages::render::Renderer,
    paths::{
        self,
        model::{Kind, PathKey},
    },
};
use http::{HeaderValue, StatusCode, header};
use std::sync::{Arc, PoisonError, RwLock};

/// Composes pages. One for the whole server.
pub struct Composer {
    /// Changed only while a theme is edited; a composition takes it once, at its start.
    renderer: RwLock<Arc<Renderer>>,
    base_url: String,
    clock: fn() -> i64,
    /// Signs the forms on pages.
    secret: Secret,
}

/// What a composition collects while it reads.
struct Work<'a, 'c> {
    composer: &'a Composer,
    renderer: Arc<Renderer>,
    sql: &'a mut Sql<'c>,
    facts: Vec<Fact>,
    valid_until: Option<i64>,
    /// The classes of the pictures that it shows, see `tints`.
    tints: std::collections::BTreeSet<String>,
    /// Hosts whose frames the page may load.
    frame_hosts: Vec<String>,
    /// What a TimeGate is asked for.
    asked: Asked,
    /// The page of an earlier version is made.
    past: bool,
    /// In a preview: where pictures and files are that were not released yet. Readers' pages never have it.
    unreleased: Option<Place>,
}

impl Work<'_, '_> {
    /// Says that the page rests on a fact.
    fn rests_on(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Says that the page is no longer right from this moment on.
    fn right_until(&mut self, at: i64) {
        self.valid_until = Some(self.valid_until.map_or(at, |before| before.min(at)));
    }
}

impl Composer {
    /// A composer that makes absolute addresses below `base_url`.
    pub fn new(renderer: Renderer, base_url: &str, clock: fn() -> i64, secret: Secret) -> Composer {
        let renderer = RwLock::new(Arc::new(renderer));
        Composer { renderer, base_url: base_url.trim_end_matches('/').to_owned(), clock, secret }
    }

    /// The theme in use.
    pub fn renderer(&self) -> Arc<Renderer> {
        Arc::clone(&self.renderer.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another theme in use. Whoever does so drops the pages that were made with the one before.
    pub fn dress(&self, renderer: Renderer) {
        *self.renderer.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(renderer);
    }

    /// A path on this site made absolute; other addresses are left alone.
    fn absolute(&self, href: &str) -> String {
        abroad::absolute(&self.base_url, href).into_owned()
    }

    fn work<'a, 'c>(&'a self, sql: &'a mut Sql<'c>) -> Work<'a, 'c> {
        Work {
            composer: self,
            renderer: self.renderer(),
            sql,
            facts: Vec::new(),
            valid_until: None,
            tints: std::collections::BTreeSet::new(),
            frame_hosts: Vec::new(),
            asked: Asked::Newest,
            past: false,
            unreleased: None,
        }
    }

    /// Composes what stands at an address: a page, a redirect, or a page that says why there is none.
    pub fn compose(&self, sql: &mut Sql<'_>, ask: &Ask) -> Result<Page> {
        self.make(sql, |work| work.page(ask))
    }

    /// What a TimeGate answers (RFC 7089): it depends on a header of the request, and is kept nowhere.
    pub fn timegate(&self, sql: &mut Sql<'_>, ask: &Ask, asked: Asked) -> Result<Page> {
        self.make(sql, |work| {
            work.asked = asked;
            work.page(ask)
        })
    }

    fn make(&self, sql: &mut Sql<'_>, make: impl FnOnce(&mut Work<'_, '_>) -> Result<Page>) -> Result<Page> {
        let begun = (self.clock)();
        let mut work = self.work(sql);
        let mut page = make(&mut work)?;
        // Not the date of what stands in it: a comment, a name or a section may change after that, and an entry that is
        // taken out of a list leaves an older date behind. Whoever asks with If-Modified-Since alone would not see it.
        page.last_modified = Some(begun);
        let Work { facts, valid_until, tints, frame_hosts, renderer, .. } = work;
        let tinted = if tints.is_empty() { None } else { tints::put(&mut page, &tints) };
        let hosts: Vec<&str> = frame_hosts.iter().map(String::as_str).collect();
        if let Ok(policy) = HeaderValue::try_from(renderer.policy(tinted.as_deref(), &hosts)) {
            page.headers.push((header::CONTENT_SECURITY_POLICY, policy));
        }
        let mut page = page.made_from(facts);
        page.valid_until = valid_until;
        Ok(page)
    }
}

impl Work<'_, '_> {
    fn page(&mut self, ask: &Ask) -> Result<Page> {
        if let Some(page) = self.oembed(ask)? {
            return Ok(page);
        }
        if let Some(page) = self.old_feed(ask)? {
            return Ok(page);
        }
        if let Some(page) = self.old_query(ask)? {
            return Ok(page);
        }
        let Some(key) = PathKey::of(&ask.path) else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        if key.as_str() == "/" {
            if ask.path != "/" {
                return Ok(self.moved("/"));
            }
            return self.front(None);
        }
        self.rests_on(paths::store::fact(&key));
        if let Some(found) = paths::reader::find(self.sql, &key)? {
            return self.found(ask, &found);
        }
        if let Some(page) = self.below(ask, &key)? {
            return Ok(page);
        }
        if let Some(page) = self.built_in(ask, &key)? {
            return Ok(page);
        }
        if let Some(page) = self.talk(ask, &key)? {
            return Ok(page);
        }
        if let Some(page) = self.report_came(ask, &key)? {
            return Ok(page);
        }
        if let Some(page) = self.old_form(&key)? {
            return Ok(page);
        }
        self.notice(StatusCode::NOT_FOUND, ask, None, None)
    }

    fn found(&mut self, ask: &Ask, found: &paths::reader::Found) -> Result<Page> {
        if let Some(destination) = &found.destination {
            return Ok(self.moved_with(found.code, destination));
        }
        if found.canonical && !ask::same_spelling(&ask.path, &found.shown) {
            return Ok(self.moved(&found.shown));
        }
        if found.canonical {
            match found.kind {
                Kind::Article => return self.article(ask, found.target),
                Kind::Section => return self.section(ask, found.target),
                Kind::Topic => return self.topic(ask, found.target),
                Kind::Person => return self.person(ask, found.target),
                Kind::Media | Kind::Address => {}
            }
        }
        match self.address_of(found.kind, found.target)? {
            Some(address) => Ok(self.moved(&address)),
            None => self.notice(StatusCode::NOT_FOUND, ask, None, None),
        }
    }
}
