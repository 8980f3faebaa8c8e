//! Corrections where readers meet them: at the article, on a page of all of them, in feeds.

use super::{
    Ask, Work,
    ask::written,
    below::Tail,
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    articles::reader::{Place, Shown},
    cache::Page,
    corrections::{
        model::Kind,
        reader::{self, Placed, Shown as Correction},
    },
    error::{Error, Result},
    pages::{
        escape, feeds, fragment,
        locale::Locale,
        view::{CorrectionView, CorrectionsView, EntryView, FeedFormat, LinkView},
    },
    paths::model::PathKey,
    publishing::{self, corrected::store as facts},
    settings::model::Site,
};
use http::StatusCode;
use std::fmt::Write;

/// Where all of them stand, unless the site has a page of its own there.
pub(super) const PATH: &str = "/corrections/";
/// Corrections on a page of the list.
const ON_A_PAGE: i64 = 20;
/// The most that stand at the head of an article, or of its entry in a feed; the others are below.
const AT_THE_HEAD: usize = 3;

impl Work<'_, '_> {
    /// The corrections of an article, the newest first.
    pub(super) fn corrections_of(
        &mut self,
        shown: &Shown,
        site: &Site,
        locale: &Locale,
    ) -> Result<Vec<CorrectionView>> {
        self.rests_on(facts::fact(shown.id));
        let found = reader::of(self.sql, shown.id)?;
        let mut room = AT_THE_HEAD;
        let views = found.into_iter().map(|one| {
            // What was corrected itself is history: it stands below alone.
            let top = room > 0
                && one.is_open()
                && one.corrected_by.is_none()
                && site.corrections.top.has(one.kind.as_str());
            room -= usize::from(top);
            CorrectionView { top, ..view(one, &shown.path, locale) }
        });
        Ok(views.collect())
    }

    /// The page of all corrections, at its built-in address.
    pub(super) fn corrections_page(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        if key.as_str() != PATH.trim_end_matches('/') {
            return Ok(None);
        }
        if ask.path != PATH {
            return Ok(Some(self.moved(PATH)));
        }
        self.rests_on(facts::newest_fact());
        let (site_view, site) = self.site()?;
        let (found, newer, older) = self.read_corrections(ask)?;
        if found.is_empty() && !ask.is_first() {
            return Ok(Some(self.moved(PATH)));
        }
        let locale = self.locale(&site, site.language.as_str())?;
        let mut items = Vec::with_capacity(found.len());
        for one in found {
            self.rests_on(publishing::store::fact(one.correction.article));
            let article = LinkView::new(title(&one, &locale), one.path.clone());
            items.push(CorrectionView {
                article: Some(article),
                language: one.language,
                ..view(one.correction, &one.path, &locale)
            });
        }
        let path = match (ask.before, ask.after) {
            (Some((on, id)), _) => format!("{PATH}?before={on}-{id}"),
            (None, Some((on, id))) => format!("{PATH}?after={on}-{id}"),
            (None, None) => PATH.to_owned(),
        };
        let name = locale.say("corrections_feed", &[("title", &site.name)]);
        let view = CorrectionsView {
            path,
            language: site.language.to_string(),
            items,
            newer,
            older,
            feed: Some(super::feeds::link(FeedFormat::Rss, name, PATH)),
        };
        let html =
            self.renderer.corrections(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(cache_control(MAY_BE_HELD));
        Ok(Some(page))
    }

    /// A page of the list, with the addresses of the one above and the one below.
    #[allow(clippy::type_complexity)]
    fn read_corrections(&mut self, ask: &Ask) -> Result<(Vec<Placed>, Option<String>, Option<String>)> {
        let at = |(on, id)| Place { on, id };
        let up = ask.before.is_none() && ask.after.is_some();
        let mut found = match (ask.before, ask.after) {
            (Some(from), _) => reader::older(self.sql, at(from), ON_A_PAGE + 1)?,
            (None, Some(from)) => reader::newer(self.sql, at(from), ON_A_PAGE + 1)?,
            (None, None) => reader::older(self.sql, Place::TOP, ON_A_PAGE + 1)?,
        };
        let more = found.len() as i64 > ON_A_PAGE;
        found.truncate(ON_A_PAGE as usize);
        if up {
            found.reverse();
        }
        let (first, last) = (found.first().map(Placed::place), found.last().map(Placed::place));
        let before = |place: Place| format!("{PATH}?before={}", written(place));
        let after = |place: Place| format!("{PATH}?after={}", written(place));
        Ok(match (up, more) {
            // Fewer above than a page holds: that is the first page, at its own address.
            (true, true) => (found, first.map(after), last.map(before)),
            (true, false) => (found, Some(PATH.to_owned()), last.map(before)),
            (false, more) => {
                let newer = if ask.is_first() { None } else { first.map(after) };
                (found, newer, last.filter(|_| more).map(before))
            }
        })
    }

    /// The feed of all corrections. It stands also where the site has a page of its own at their address.
    pub(super) fn corrections_feed(&mut self, ask: &Ask, format: FeedFormat) -> Result<Page> {
        let address = format.below(PATH);
        if ask.path != address {
            return Ok(self.moved(&address));
        }
        self.rests_on(facts::newest_fact());
        let (site, _) = self.settings()?;
        let around = site.language.as_str();
        let locale = self.locale(&site, around)?;
        let mut entries = Vec::new();
        for one in reader::older(self.sql, Place::TOP, site.machines.feed_items)? {
            self.rests_on(publishing::store::fact(one.correction.article));
            entries.push(self.correction_entry(&site, &one, around)?);
        }
        let title = locale.say("corrections_feed", &[("title", &site.name)]);
        let view =
            self.feed_view(&site, title, locale.text("corrections_text").to_owned(), PATH, around, entries);
        Ok(self.feed_page(&view, format))
    }

    fn correction_entry(&mut self, site: &Site, one: &Placed, around: &str) -> Result<EntryView> {
        let locale = self.locale(site, &one.language)?;
        let correction = &one.correction;
        let mut content = String::new();
        // Writing into a String cannot fail.
        let _ = told(&mut content, correction, &locale);
        let headline = title(one, &locale);
        let address = self.composer.absolute(&one.path);
        Ok(EntryView {
            // The article's number is for good, its address is not.
            id: self.composer.absolute(&format!("/?p={}#{}", correction.article, correction.anchor())),
            link: format!("{address}#{}", correction.anchor()),
            title: locale.say(
                "correction_title",
                &[("kind", locale.text(word(correction.kind))), ("headline", &headline)],
            ),
            content: feeds::marked(content, &one.language, around),
            published: correction.at,
            updated: one.corrected_at.unwrap_or(correction.at).max(correction.at),
            language: one.language.clone(),
            ..EntryView::default()
        })
    }

    /// What stands before the text of an article in a feed: what is corrected in it, the newest first.
    pub(super) fn corrected_line(&mut self, article: i64, path: &str, locale: &Locale) -> Result<String> {
        self.rests_on(facts::fact(article));
        let mut out = String::new();
        let found = reader::of(self.sql, article)?;
        let valid = found.iter().filter(|one| one.is_open() && one.corrected_by.is_none());
        for one in valid.take(AT_THE_HEAD) {
            let href = format!("{}#{}", self.composer.absolute(path), one.anchor());
            let _ = line(&mut out, one, &href, locale);
        }
        Ok(out)
    }
}

/// The word for a kind, in files of words.
pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Correction => "kind_correction",
        Kind::Clarification => "kind_clarification",
        Kind::Update => "kind_update",
        Kind::Retraction => "kind_retraction",
    }
}

fn title(one: &Placed, locale: &Locale) -> String {
    if one.headline.trim().is_empty() { locale.day(one.published_on) } else { one.headline.clone() }
}

pub(super) fn view(one: Correction, path: &str, locale: &Locale) -> CorrectionView {
    CorrectionView {
        id: one.id,
        kind: one.kind.as_str().to_owned(),
        name: locale.text(word(one.kind)).to_owned(),
        stood: if one.is_open() && one.kind.was_wrong() { stood(&one, locale) } else { String::new() },
        version: Some(version_with(&one, path)).filter(|_| one.mended.is_some()),
        comparison: one.mended.map(|mended| Tail::Comparison(one.last, mended).below(path)),
        corrects: one.corrects,
        corrected_by: one.corrected_by,
        closed: !one.is_open(),
        text: one.text,
        was: one.was,
        at: one.at,
        note: one.note,
        ..CorrectionView::default()
    }
}

/// Where the version of that time is read, at the passage that was wrong if it is quoted.
fn version_with(one: &Correction, path: &str) -> String {
    let passage = fragment::to_passage(&one.was, "", "").unwrap_or_default();
    format!("{}{passage}", Tail::Version(one.last).below(path))
}

/// From when to when the wrong thing stood, and how long that was: whole minutes, from an hour on hours, from two days on days.
fn stood(one: &Correction, locale: &Locale) -> String {
    const MINUTE: i64 = 60_000_000;
    let minutes = u64::try_from(one.wrong_until.saturating_sub(one.wrong_from) / MINUTE).unwrap_or(0).max(1);
    let long = match minutes {
        0..60 => locale.count("minutes", minutes),
        60..2_880 => locale.count("hours", minutes / 60),
        _ => locale.count("days", minutes / 1_440),
    };
    let (from, until) = (locale.moment(one.wrong_from), locale.moment(one.wrong_until));
    locale.say("correction_stood", &[("from", &from), ("until", &until), ("long", &long)])
}

/// What a correction says, as HTML for feeds.
fn told(out: &mut String, one: &Correction, locale: &Locale) -> std::fmt::Result {
    for paragraph in one.text.split("\n\n") {
        out.push_str("<p>");
        escape::html(out, paragraph)?;
        out.push_str("</p>");
    }
    if !one.was.is_empty() {
        out.push_str("<p>");
        escape::html(out, locale.text("correction_was"))?;
        out.push_str("</p><blockquote>");
        for paragraph in one.was.split("\n\n") {
            out.push_str("<p>");
            escape::html(out, paragraph)?;
            out.push_str("</p>");
        }
        out.push_str("</blockquote>");
    }
    let more = [
        if one.kind.was_wrong() { stood(one, locale) } else { String::new() },
        one.corrects.map_or_else(String::new, |_| locale.text("correction_corrects").to_owned()),
        one.corrected_by.map_or_else(String::new, |_| locale.text("correction_corrected").to_owned()),
    ];
    for sentence in more.iter().filter(|sentence| !sentence.is_empty()) {
        out.push_str("<p>");
        escape::html(out, sentence)?;
        out.push_str("</p>");
    }
    Ok(())
}

/// A correction in one paragraph: what it is, when it was issued, what it says.
fn line(out: &mut String, one: &Correction, href: &str, locale: &Locale) -> std::fmt::Result {
    out.push_str("<p><strong><a href=\"");
    escape::html(out, href)?;
    out.push_str("\">");
    escape::html(out, locale.text(word(one.kind)))?;
    out.push_str("</a></strong> (");
    escape::html(out, &locale.moment(one.at))?;
    out.write_str("): ")?;
    escape::html(out, &one.text)?;
    out.push_str("</p>");
    Ok(())
}
