//! The list of an article's public versions.

use super::{Ask, Standing, Tail, Work, title};
use crate::{
    articles::reader::Shown,
    cache::Page,
    corrections::reader as corrections,
    error::{Error, Result},
    pages::view::{LinkView, PastView, VersionsView},
    publishing::versions::reader,
};
use http::StatusCode;

/// Versions on one page.
const ON_A_PAGE: i64 = 50;

impl Work<'_, '_> {
    pub(super) fn versions(&mut self, ask: &Ask, shown: &Shown) -> Result<Page> {
        if let Some((one, other)) = ask.compared {
            let tail = match one == other {
                true => Tail::Version(one),
                false => Tail::Comparison(one.min(other), one.max(other)),
            };
            return Ok(self.moved_with(302, &tail.below(&shown.path)));
        }
        let (site_view, _) = self.site()?;
        let l = self.words_for(&site_view, &shown.language)?;
        let path = Tail::Versions.below(&shown.path);
        let below = ask.before.map_or(i64::MAX, |(_, number)| number);
        let mut spans = reader::below(self.sql, shown.id, below, ON_A_PAGE + 1)?;
        let more = spans.len() as i64 > ON_A_PAGE;
        spans.truncate(ON_A_PAGE as usize);
        let older = spans.last().filter(|_| more).map(|s| format!("{path}?before={}-{}", s.from, s.version));
        let mut all: Vec<Standing> = Vec::new();
        if ask.before.is_none() {
            all.push(Standing::now(shown));
        }
        all.extend(spans.into_iter().map(Standing::from));
        self.rests_on(crate::publishing::corrected::store::fact(shown.id));
        let corrected = corrections::of(self.sql, shown.id)?;
        let items = all.iter().map(|one| {
            let of_it = corrected.iter().filter(|c| c.first <= one.number && c.last >= one.number);
            // The one before it is on the next page, if not on this.
            let before = Some(one.number - 1).filter(|n| *n > 0 && one.closed.is_none());
            PastView {
                name: l.say("version_n", &[("n", &l.digits(one.number.unsigned_abs()))]),
                href: Tail::Version(one.number).below(&shown.path),
                said: one.said(&l),
                now: one.until.is_none(),
                closed: one.closed.as_ref().map(|(_, note)| match note.as_str() {
                    "" => l.text("version_removed").to_owned(),
                    note => note.to_owned(),
                }),
                comparison: before.map(|before| Tail::Comparison(before, one.number).below(&shown.path)),
                corrections: of_it
                    .map(|c| {
                        let name = l.text(super::super::corrections::word(c.kind)).to_owned();
                        LinkView::new(name, format!("{}#{}", shown.path, c.anchor()))
                    })
                    .collect(),
            }
        });
        let view = VersionsView {
            title: title(&shown.headline, shown.published_on, &l),
            article: shown.path.clone(),
            language: shown.language.clone(),
            items: items.collect(),
            newest: shown.version.unsigned_abs(),
            newer: ask.before.map(|_| path.clone()),
            older,
            path,
        };
        let html = self.renderer.versions(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(super::cache_control(super::MAY_BE_HELD));
        page.headers.extend(super::of_original(&shown.path));
        Ok(page)
    }
}
