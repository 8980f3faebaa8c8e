//! Pages that say why there is no page, and what to do instead.

use super::{Ask, Work, pieces::cache_control};
use crate::{
    cache::Page,
    error::{Error, Result},
    pages::view::NoticeView,
};
use http::{HeaderName, HeaderValue, StatusCode, header};

impl Work<'_, '_> {
    /// A notice with the status, and for what was withdrawn its public note.
    pub(super) fn notice(
        &mut self,
        status: StatusCode,
        ask: &Ask,
        note: Option<String>,
        since: Option<i64>,
    ) -> Result<Page> {
        let (site, _) = self.site()?;
        let view = NoticeView {
            status: status.as_u16(),
            language: String::new(),
            path: crate::values::clip(&ask.path, 300).to_owned(),
            note: note.filter(|n| !n.is_empty()),
            since,
            latest: Vec::new(),
        };
        let html = self.renderer.notice(&site, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(status, html);
        page.headers.push(cache_control("no-cache"));
        page.headers.extend(self.blocked_by(status));
        Ok(page)
    }

    /// Who keeps back what the law closed: this site, which says so of itself (RFC 7725, section 4).
    pub(super) fn blocked_by(&self, status: StatusCode) -> Option<(HeaderName, HeaderValue)> {
        let closed = status == StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS;
        let link = closed.then(|| format!("<{}/>; rel=\"blocked-by\"", self.composer.base_url))?;
        Some((header::LINK, HeaderValue::try_from(link).ok()?))
    }
}
