//! How an article is cited: on its page, and for programs.

use super::{Ask, Citation, Standing, Tail, Work, day_of, title};
use crate::{
    articles::{model::Kind, reader::Shown},
    cache::Page,
    error::Result,
    pages::{
        cite,
        locale::Locale,
        view::{BylineView, CiteView},
    },
};
use http::{HeaderValue, StatusCode, header};

impl Work<'_, '_> {
    pub(super) fn citation(
        &mut self,
        ask: &Ask,
        shown: Shown,
        format: Citation,
        number: Option<i64>,
    ) -> Result<Page> {
        let Some(one) = self.standing(&shown, number.unwrap_or(shown.version))? else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        let Some((was, _)) = self.as_it_was(&shown, &one)? else { return self.closed(ask, &one) };
        let (site, _) = self.settings()?;
        let l = self.locale(&site, &was.language)?;
        let authors = self.bylines(&was.view)?.into_iter().filter(|b| b.role.is_none()).map(|b| b.name);
        let cited = cite::Cited {
            key: cite::key(&self.composer.base_url, was.id, one.number),
            news: was.kind == Kind::Article,
            authors: authors.collect(),
            title: title(&was.headline, was.published_on, &l),
            site: site.name.clone(),
            issued: day_of(&site, was.published_on),
            version: one.number,
            since: l.rfc3339(one.from),
            url: self.composer.absolute(&Tail::Version(one.number).below(&was.path)),
            language: was.language,
        };
        let (media_type, body) = match format {
            Citation::BibTex => ("application/x-bibtex; charset=utf-8", cite::bibtex(&cited)),
            Citation::Csl => ("application/vnd.citationstyles.csl+json", cite::csl(&cited)),
        };
        let mut page = Page::new(StatusCode::OK, HeaderValue::from_static(media_type), body);
        page.headers.push(super::cache_control(super::MAY_BE_HELD));
        page.headers.push(super::UNLISTED);
        page.headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
        Ok(page)
    }

    /// What a report's page says of how to cite it, in the version that is shown.
    pub(in crate::pages::compose) fn cite(
        &self,
        shown: &Shown,
        bylines: &[BylineView],
        site: &str,
        l: &Locale,
    ) -> Option<CiteView> {
        if shown.kind == Kind::Page {
            return None;
        }
        let one = Standing::now(shown);
        let of = if self.past { Some(one.number) } else { None };
        let who: Vec<&str> = bylines.iter().filter(|b| b.role.is_none()).map(|b| b.name.as_str()).collect();
        let values = [
            ("who", l.join(&who)),
            ("title", title(&shown.headline, shown.published_on, l)),
            ("site", site.to_owned()),
            ("date", l.day(shown.published_on)),
            ("n", l.digits(one.number.unsigned_abs())),
            ("moment", l.moment(one.from)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let href = Tail::Version(one.number).below(&shown.path);
        Some(CiteView {
            text: l.say(if who.is_empty() { "cite_plain" } else { "cite_by" }, &values),
            address: self.composer.absolute(&href),
            href,
            bibtex: Tail::Citation(Citation::BibTex, of).below(&shown.path),
            csl: Tail::Citation(Citation::Csl, of).below(&shown.path),
        })
    }
}
