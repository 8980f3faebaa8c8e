//! `/how-we-count/`: the rule by which known origins are counted, in plain words for readers. A page that the newsroom
//! publishes at this address takes its place.

use super::{
    Ask, Work,
    body::{Shelf, words},
    pieces::{MAY_BE_HELD, cache_control},
};
use crate::{
    cache::Page,
    error::{Error, Result},
    pages::view::{ArticleKind, ArticleView},
};
use http::StatusCode;

/// Its path, as addresses are compared.
pub(super) const PATH: &str = "/how-we-count";

impl Work<'_, '_> {
    /// The page, in the site's language.
    pub(super) fn how_we_count(&mut self, ask: &Ask) -> Result<Page> {
        let address = format!("{PATH}/");
        if ask.path != address {
            return Ok(self.moved(&address));
        }
        let (site_view, site) = self.site()?;
        let locale = self.locale(&site, site.language.as_str())?;
        let whole = locale.text("how_we_count_text");
        let (first, rest) = whole.split_once("\n\n").unwrap_or(("", whole));
        let text = document::markdown::read(rest).document;
        let view = ArticleView {
            kind: ArticleKind::Page,
            headline: locale.text("how_we_count").to_owned(),
            standfirst: first.to_owned(),
            body_html: document::html::write(&text, &Shelf::default().with(words(&locale), &locale, "n")),
            // A theme may speak a language less than the site does.
            language: locale.language().to_owned(),
            canonical: address.clone(),
            path: address,
            ..ArticleView::default()
        };
        let html = self.renderer.article(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(cache_control(MAY_BE_HELD));
        Ok(page)
    }
}
