//! Two versions beside each other: what readers saw in the one and not in the other, word by word.

use super::{Ask, Standing, Tail, Work, title, written};
use crate::{
    articles::{
        comparison::{self, Piece},
        reader::Shown,
        sources::Who,
    },
    cache::Page,
    error::{Error, Result},
    pages::{
        locale::Locale,
        view::{ComparisonView, LinkView, SideView},
    },
    publishing::versions::reader,
    sources::model::Chain,
};
use http::StatusCode;
use std::time::{Duration, Instant};

/// How long two texts are compared, before what is left is shown as taken out and put in.
const PATIENCE: Duration = Duration::from_millis(100);

impl Work<'_, '_> {
    pub(super) fn comparison(&mut self, ask: &Ask, shown: Shown, one: i64, other: i64) -> Result<Page> {
        let (Some(old), Some(new)) = (self.standing(&shown, one)?, self.standing(&shown, other)?) else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        if let Some((status, note)) = reader::closed_comparison(self.sql, shown.id, one, other)? {
            return self.taken_down(ask, status, note);
        }
        let (was, is) = (self.as_it_was(&shown, &old)?, self.as_it_was(&shown, &new)?);
        let ((was, before), (is, after)) = match (was, is) {
            (Some(was), Some(is)) => (was, is),
            // Of what was taken down a comparison would show the text as well.
            (None, _) => return self.closed(ask, &old),
            (_, None) => return self.closed(ask, &new),
        };
        let (site_view, _) = self.site()?;
        let l = self.words_for(&site_view, &is.language)?;
        let until = Instant::now() + PATIENCE;
        let fields = fields(&was, &is, &l, until);
        let rows = comparison::blocks(&before, &after, until);
        let nothing = fields.is_empty() && rows.iter().all(|row| row.kind == "same");
        let addresses = (Tail::Version(one).below(&shown.path), Tail::Version(other).below(&shown.path));
        let view = ComparisonView {
            title: title(&is.headline, is.published_on, &l),
            article: shown.path.clone(),
            path: Tail::Comparison(one, other).below(&shown.path),
            language: is.language.clone(),
            old: side(&old, &addresses.0, &l),
            new: side(&new, &addresses.1, &l),
            fields: fields.into_iter().map(|(name, pieces)| (name, written::pieces(&pieces, &l))).collect(),
            body_html: written::rows(&rows, &addresses.0, &addresses.1, &l),
            nothing,
            versions: Tail::Versions.below(&shown.path),
        };
        let html = self.renderer.comparison(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(super::cache_control(super::MAY_BE_HELD));
        page.headers.push(super::UNLISTED);
        Ok(page)
    }
}

fn side(one: &Standing, href: &str, l: &Locale) -> SideView {
    let name = l.say("version_n", &[("n", &l.digits(one.number.unsigned_abs()))]);
    SideView { link: LinkView::new(name, href.to_owned()), said: one.said(l) }
}

/// What differs around the text, with what it is called.
fn fields(was: &Shown, is: &Shown, l: &Locale, until: Instant) -> Vec<(String, Vec<Piece>)> {
    let lead = |shown: &Shown| {
        let lead = shown.view.lead.as_ref();
        lead.map(|l| [l.alt.as_str(), l.caption.as_str(), l.credit.as_str()].join("\n")).unwrap_or_default()
    };
    let all = [
        ("field_kicker", was.kicker.clone(), is.kicker.clone()),
        ("field_headline", was.headline.clone(), is.headline.clone()),
        ("field_standfirst", was.standfirst.clone(), is.standfirst.clone()),
        ("block_picture", lead(was), lead(is)),
        ("field_sources", sources(was.view.chain.as_ref(), l), sources(is.view.chain.as_ref(), l)),
    ];
    all.into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(key, was, is)| (l.text(key).to_owned(), comparison::words(&was, &is, until).0))
        .collect()
}

/// A chain in words, a line a source: what readers count it by, what it is, and whom it quotes.
fn sources(chain: Option<&Chain>, l: &Locale) -> String {
    let Some(chain) = chain else { return String::new() };
    let mut lines: Vec<String> = Vec::with_capacity(chain.sources.len() + 1);
    for (at, source) in chain.sources.iter().enumerate() {
        let called = match &source.who {
            Who::Named(named) => named.name.clone(),
            Who::Unnamed { called, .. } => l.text(&format!("source_called_{}", called.as_str())).to_owned(),
        };
        let mut line = format!("{}. {called}", l.digits(at as u64 + 1));
        let kind = l.text(&format!("source_kind_{}", source.kind.as_str()));
        if !kind.is_empty() {
            line.push_str(&format!(" ({kind})"));
        }
        for via in source.via.iter().filter_map(|id| chain.sources.iter().position(|s| s.id == *id)) {
            line.push_str(&format!(" → {}", l.digits(via as u64 + 1)));
        }
        if let Some(link) = source.named().and_then(|named| named.link.as_ref()) {
            line.push_str(&format!(" {link}"));
        }
        lines.push(line);
    }
    if let Some(origins) = &chain.origins {
        lines.push(l.count("origins", origins.said() as u64));
    }
    lines.join("\n")
}
