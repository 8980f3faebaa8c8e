//! Pages that say why there is no page, and what to do instead.

use super::{Ask, Work, pieces::cache_control};
use crate::{
    cache::Page,
    error::{Error, Result},
    pages::view::NoticeView,
};
use http::StatusCode;

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
        Ok(page)
    }
}
