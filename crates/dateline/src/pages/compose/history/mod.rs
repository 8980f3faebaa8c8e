//! The public history of an article: the list of its versions, each of them, two beside each other, for people and for programs;
//! and how it is cited.

mod citation;
mod comparison;
mod list;
mod memento;
mod written;

use super::{
    Ask, Work,
    below::{Citation, Tail},
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    articles::reader::{self as articles, Shown},
    cache::Page,
    corrections::reader as corrections,
    error::{Error, Result},
    pages::{
        locale::Locale,
        view::{CorrectionView, LinkView, SiteView, VersionView},
    },
    publishing::versions::{
        reader::{self, Span},
        store::fact,
    },
    settings::model::Site,
};
use document::Document;
use http::{HeaderName, HeaderValue, StatusCode};

pub use memento::{Asked, of_original};

/// What is for programs, or stood once, is for no search engine.
const UNLISTED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));

/// A version of an article that was public once, or is now.
#[derive(Debug, Clone)]
struct Standing {
    /// Counted from 1.
    number: i64,
    /// Since when readers saw it (UTC microseconds).
    from: i64,
    /// Until when; none for the one that they see now.
    until: Option<i64>,
    /// How its address answers since it was taken down, and the note.
    closed: Option<(i64, String)>,
}

impl From<Span> for Standing {
    fn from(span: Span) -> Standing {
        let open = span.is_open();
        Standing {
            number: span.version,
            from: span.from,
            until: Some(span.until),
            closed: (!open).then_some((span.status, span.note)),
        }
    }
}

impl Standing {
    fn now(shown: &Shown) -> Standing {
        Standing { number: shown.version, from: shown.version_from, until: None, closed: None }
    }

    /// "From … to …", or since when it stands.
    fn said(&self, l: &Locale) -> String {
        let from = l.moment(self.from);
        match self.until {
            Some(until) => l.say("version_span", &[("from", &from), ("until", &l.moment(until))]),
            None => l.say("version_since", &[("from", &from)]),
        }
    }
}

impl Work<'_, '_> {
    /// What of an article's history is asked for.
    pub(super) fn history(&mut self, ask: &Ask, shown: Shown, tail: Tail) -> Result<Page> {
        self.rests_on(fact(shown.id));
        match tail {
            Tail::Versions => self.versions(ask, &shown),
            Tail::Version(number) => self.version(ask, shown, number),
            Tail::Comparison(one, other) => self.comparison(ask, shown, one, other),
            Tail::TimeMap => self.timemap(ask, &shown),
            Tail::TimeGate => self.timegate(ask, &shown),
            Tail::Citation(format, number) => self.citation(ask, shown, format, number),
            _ => self.notice(StatusCode::NOT_FOUND, ask, None, None),
        }
    }

    fn standing(&mut self, shown: &Shown, number: i64) -> Result<Option<Standing>> {
        if number == shown.version {
            return Ok(Some(Standing::now(shown)));
        }
        Ok(reader::one(self.sql, shown.id, number)?.map(Standing::from))
    }

    /// An article as it was in a version, with its text; none of one that was taken down.
    fn as_it_was(&mut self, shown: &Shown, one: &Standing) -> Result<Option<(Shown, Document)>> {
        if one.until.is_none() {
            let body = articles::body(self.sql, shown.id)?.unwrap_or_default();
            return Ok(Some((shown.clone(), body)));
        }
        let Some(text) = reader::text(self.sql, shown.id, one.number)? else { return Ok(None) };
        let was = Shown {
            version: one.number,
            version_from: one.from,
            language: text.language,
            kicker: text.kicker,
            headline: text.headline,
            standfirst: text.standfirst,
            section: text.section,
            published_on: text.published_on,
            modified: text.modified,
            view: text.view,
            ..shown.clone()
        };
        Ok(Some((was, text.body)))
    }

    /// The page of a version: the article as it stood, with what is to be known of it above.
    fn version(&mut self, ask: &Ask, shown: Shown, number: i64) -> Result<Page> {
        let Some(one) = self.standing(&shown, number)? else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        let headers = self.of_version(&shown, &one)?;
        let mut page = match self.as_it_was(&shown, &one)? {
            Some((was, body)) => self.page_of_version(ask, &shown, &one, was, &body)?,
            None => self.closed(ask, &one)?,
        };
        page.headers.extend(headers);
        page.headers.push(UNLISTED);
        Ok(page)
    }

    fn page_of_version(
        &mut self,
        ask: &Ask,
        shown: &Shown,
        one: &Standing,
        mut was: Shown,
        body: &Document,
    ) -> Result<Page> {
        let (site_view, site) = self.site()?;
        let locale = self.words_for(&site_view, &was.language)?;
        let corrections = self.corrections_of_version(shown, one.number, &locale)?;
        let wrong = corrections.iter().any(|c| matches!(c.kind.as_str(), "correction" | "retraction"));
        let (from, until) = (locale.moment(one.from), one.until.map(|until| locale.moment(until)));
        let number = locale.digits(one.number.unsigned_abs());
        let say = |key| {
            let until = until.as_deref().unwrap_or_default();
            locale.say(key, &[("from", &from), ("until", until), ("n", &number)])
        };
        let bar = VersionView {
            name: locale.say("version_n", &[("n", &number)]),
            text: match (&until, wrong) {
                (None, _) => say("version_now"),
                (Some(_), true) => say("version_wrong"),
                (Some(_), false) => say("version_stood"),
            },
            latest: shown.path.clone(),
            comparison: one.until.map(|_| Tail::Comparison(one.number, shown.version).below(&shown.path)),
            versions: Tail::Versions.below(&shown.path),
        };
        // Comments are below the article as it stands, and are not asked for here.
        was.view.comments_open = false;
        was.comment_count = 0;
        was.translation_group = None;
        self.past = true;
        let mut view = self.article_view(ask, was, body, &site, &site_view)?;
        view.corrections = corrections;
        view.version = Some(bar);
        view.history = None;
        let html = self.renderer.article(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(cache_control(MAY_BE_HELD));
        Ok(page)
    }

    fn words_for(&self, site: &SiteView, language: &str) -> Result<Locale> {
        self.renderer.locale(site, language).map_err(|e| Error::Internal(e.to_string()))
    }

    /// What was corrected of a version, said at its head.
    fn corrections_of_version(
        &mut self,
        shown: &Shown,
        version: i64,
        locale: &Locale,
    ) -> Result<Vec<CorrectionView>> {
        self.rests_on(crate::publishing::corrected::store::fact(shown.id));
        let found = corrections::of_version(self.sql, shown.id, version)?;
        let mut views: Vec<CorrectionView> =
            found.into_iter().map(|one| super::corrections::view(one, &shown.path, locale)).collect();
        for view in &mut views {
            view.top = !view.closed && view.corrected_by.is_none();
        }
        Ok(views)
    }

    /// What says that a version was taken down.
    fn closed(&mut self, ask: &Ask, one: &Standing) -> Result<Page> {
        let (status, note) = one.closed.clone().unwrap_or((410, String::new()));
        self.taken_down(ask, status, note)
    }

    fn taken_down(&mut self, ask: &Ask, status: i64, note: String) -> Result<Page> {
        let status = if status == 451 { StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS } else { StatusCode::GONE };
        self.notice(status, ask, Some(note), None)
    }

    /// Where an article's earlier versions are listed, once there are some.
    pub(super) fn history_link(&self, shown: &Shown, locale: &Locale) -> Option<LinkView> {
        let many = u64::try_from(shown.version).ok().filter(|many| *many > 1)?;
        Some(LinkView::new(locale.count("versions", many), Tail::Versions.below(&shown.path)))
    }
}

/// The name of an article, where it has no headline.
fn title(headline: &str, on: i64, locale: &Locale) -> String {
    if headline.trim().is_empty() { locale.day(on) } else { headline.to_owned() }
}

/// The zone of dates that programs read: the newsroom's.
fn day_of(site: &Site, on: i64) -> (i16, i8, i8) {
    crate::publishing::address::day(site, on)
}
