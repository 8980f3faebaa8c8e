//! An article's page, and a static page's.

use super::{
    Ask, Work,
    body::{Shelf, words},
    pieces::{MAY_BE_HELD, cache_control, picture_view},
};
use crate::{
    articles::{
        model::Kind,
        reader::{self as articles, Shown},
    },
    cache::Page,
    changes::Fact,
    error::{Error, Result},
    pages::for_programs,
    pages::view::{
        ArticleKind, ArticleView, BylineView, DownloadView, LinkView, ListItem, PictureView, SiteView,
        TranslationView,
    },
    pages::words::direction,
    publishing, related,
    settings::model::Site,
    topics,
};
use document::Document;
use http::{HeaderName, HeaderValue, StatusCode, header};

/// Related articles on a page.
const RELATED: i64 = 4;

impl Work<'_, '_> {
    /// The page of an article; for a withdrawn one, what says so.
    pub(super) fn article(&mut self, ask: &Ask, id: i64) -> Result<Page> {
        self.rests_on(publishing::store::fact(id));
        let Some(shown) = articles::article(self.sql, id)? else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None);
        };
        if !shown.live {
            return self.gone(ask, &shown);
        }
        let body = articles::body(self.sql, id)?.unwrap_or_default();
        self.article_of(ask, shown, &body)
    }

    /// What says that an article was withdrawn, or that the law closed it: at its own address, and at all that stood below it.
    pub(super) fn gone(&mut self, ask: &Ask, shown: &Shown) -> Result<Page> {
        let legal = shown.closed == 451;
        let status = if legal { StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS } else { StatusCode::GONE };
        self.notice(status, ask, Some(shown.note.clone()), Some(shown.modified))
    }

    /// The page of what is shown, published or not.
    pub(super) fn article_of(&mut self, ask: &Ask, shown: Shown, body: &Document) -> Result<Page> {
        let (site_view, site) = self.site()?;
        let for_programs = self.for_programs(&shown);
        let gate = if self.unreleased.is_some() { None } else { super::history::of_original(&shown.path) };
        let view = self.article_view(ask, shown, body, &site, &site_view)?;
        let html = self.renderer.article(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(StatusCode::OK, html);
        page.headers.push(cache_control(MAY_BE_HELD));
        page.headers.extend(for_programs);
        page.headers.extend(gate);
        Ok(page)
    }

    /// Where programs read the same, so that they need not look into the page (RFC 8288).
    fn for_programs(&self, shown: &Shown) -> Option<(HeaderName, HeaderValue)> {
        if shown.kind == Kind::Page || self.unreleased.is_some() {
            return None;
        }
        let links = for_programs(&self.composer.absolute(&shown.path))
            .map(|(href, media_type, _)| format!("<{href}>; rel=\"alternate\"; type=\"{media_type}\""));
        Some((header::LINK, HeaderValue::try_from(links.join(", ")).ok()?))
    }

    pub(super) fn article_view(
        &mut self,
        ask: &Ask,
        shown: Shown,
        body: &Document,
        site: &Site,
        site_view: &SiteView,
    ) -> Result<ArticleView> {
        let is_page = shown.kind == Kind::Page;
        let breadcrumb = match (is_page, shown.section) {
            (true, _) => self.pages_above(shown.view.parent)?,
            (false, Some(section)) => self.trail(section)?,
            (false, None) => Vec::new(),
        };
        let locale = self.renderer.locale(site_view, &shown.language);
        let locale = locale.map_err(|e| Error::Internal(e.to_string()))?;
        let mut shelf = self.shelf(body, site)?;
        shelf.sources = shown.view.chain.iter().flat_map(|c| &c.sources).map(|source| source.id).collect();
        let body_html = document::html::write(body, &shelf.with(words(&locale), &locale, "n"));
        let rtl = direction(locale.language()) == "rtl";
        let chain = shown.view.chain.as_ref();
        let chain = chain.map(|chain| super::chain::view(chain, &locale, &body.sources(), rtl));
        let bylines = if is_page { Vec::new() } else { self.bylines(&shown.view)? };
        let cite = self.cite(&shown, &bylines, &site.name, &locale);
        let history = self.history_link(&shown, &locale);
        let comments = self.comments(ask, &shown, site, &locale)?;
        let corrections = self.corrections_of(&shown, site, &locale)?;
        let retracted =
            corrections.iter().any(|c| c.kind == "retraction" && c.corrected_by.is_none() && !c.closed);
        // Without a standfirst, search results quote how the text begins.
        let described = if shown.standfirst.is_empty() { body.first_paragraph_text(160) } else { None };
        Ok(ArticleView {
            id: shown.id,
            kind: if is_page { ArticleKind::Page } else { ArticleKind::Article },
            canonical: shown
                .view
                .search
                .canonical
                .as_ref()
                .map_or_else(|| shown.path.clone(), ToString::to_string),
            breadcrumb,
            kicker: shown.kicker,
            headline: shown.headline,
            standfirst: shown.standfirst,
            bylines,
            place: shown.view.place.clone(),
            published_on: shown.published_on,
            modified: Some(shown.modified).filter(|m| *m > shown.published_on),
            lead: self.lead(&shown.view)?,
            body_html,
            downloads: self.downloads(&shown.view)?,
            topics: self.topics(&shown.view.topics)?,
            chain,
            related: if is_page || self.past { Vec::new() } else { self.related(shown.id)? },
            also_in: self.also_in(&shown.view.also_in)?,
            report: Some(Self::report_address(&shown.path)),
            corrections,
            retracted,
            version: None,
            history,
            cite,
            comments,
            translations: self.translations(shown.translation_group, shown.id)?,
            search_title: some(&shown.view.search.title),
            search_description: some(&shown.view.search.description).or(described),
            noindex: shown.view.search.noindex,
            share_picture: match shown.view.search.picture {
                Some(id) => self.picture(id)?,
                None => None,
            },
            word_count: u64::try_from(shown.view.words).ok().filter(|n| *n > 0),
            password_protected: false,
            path: shown.path,
            language: shown.language,
        })
    }

    fn pages_above(&mut self, parent: Option<i64>) -> Result<Vec<LinkView>> {
        let mut above = Vec::new();
        let mut next = parent;
        // Deeper than any tree of pages, a circle included.
        while let (Some(id), true) = (next, above.len() < 12) {
            self.rests_on(publishing::store::fact(id));
            let Some(page) = articles::article(self.sql, id)?.filter(|p| p.live) else { break };
            next = page.view.parent;
            above.push(LinkView::new(page.headline, page.path));
        }
        above.reverse();
        Ok(above)
    }

    pub(super) fn bylines(&mut self, view: &publishing::store::View) -> Result<Vec<BylineView>> {
        let mut out = Vec::new();
        for byline in &view.bylines {
            if let Some(person) = self.person_link(byline.person)? {
                out.push(BylineView { name: person.name, href: Some(person.href), role: some(&byline.role) });
            }
        }
        Ok(out)
    }

    pub(super) fn lead(&mut self, view: &publishing::store::View) -> Result<Option<PictureView>> {
        let Some(lead) = &view.lead else { return Ok(None) };
        let Some(mut picture) = self.picture(lead.media)? else { return Ok(None) };
        if !lead.alt.is_empty() {
            picture.alt.clone_from(&lead.alt);
        }
        picture.caption = some(&lead.caption).or(picture.caption);
        picture.credit = some(&lead.credit).or(picture.credit);
        Ok(Some(picture))
    }

    pub(super) fn downloads(&mut self, view: &publishing::store::View) -> Result<Vec<DownloadView>> {
        let mut out = Vec::new();
        for download in &view.downloads {
            if let Some(file) = self.medium(download.media)? {
                out.push(DownloadView {
                    title: if download.title.is_empty() {
                        file.title.clone()
                    } else {
                        download.title.clone()
                    },
                    href: file.href(),
                    kind: super::body::label(&file),
                    bytes: u64::try_from(file.bytes).ok().filter(|n| *n > 0),
                    media_type: file.media_type,
                    pages: None,
                });
            }
        }
        Ok(out)
    }

    pub(super) fn topics(&mut self, ids: &[i64]) -> Result<Vec<LinkView>> {
        let mut out = Vec::new();
        for id in ids {
            self.rests_on(topics::store::fact(*id));
            out.extend(topics::reader::topic(self.sql, *id)?.map(|t| LinkView::new(t.name, t.path)));
        }
        Ok(out)
    }

    /// What its readers may also like: what is public of it at this moment.
    fn related(&mut self, id: i64) -> Result<Vec<ListItem>> {
        self.rests_on(related::store::fact(id));
        let mut items = articles::related(self.sql, id, RELATED)?;
        for item in &mut items {
            self.rests_on(publishing::store::fact(item.id));
            // The headline says enough here.
            item.standfirst.clear();
        }
        let mut items = self.entries(items)?;
        for item in &mut items {
            item.picture = item.picture.take().map(PictureView::narrow);
        }
        Ok(items)
    }

    pub(super) fn also_in(&mut self, ids: &[i64]) -> Result<Vec<LinkView>> {
        let mut out = Vec::new();
        for id in ids {
            out.extend(self.section_link(*id)?);
        }
        Ok(out)
    }

    fn translations(&mut self, group: Option<i64>, except: i64) -> Result<Vec<TranslationView>> {
        let Some(group) = group else { return Ok(Vec::new()) };
        self.rests_on(Fact::of("translations", group));
        let found = articles::translations(self.sql, group, except)?;
        let name = |language: &str| self.renderer.language_name(language);
        Ok(found
            .into_iter()
            .map(|(language, href)| TranslationView { name: name(&language), language, href })
            .collect())
    }

    /// The pictures and files that a text shows, looked up once.
    pub(super) fn shelf(&mut self, body: &Document, site: &Site) -> Result<Shelf> {
        let mut shelf = Shelf { frame_hosts: site.frame_hosts.clone(), ..Shelf::default() };
        self.frame_hosts.clone_from(&site.frame_hosts);
        let mut numbers: Vec<i64> = body.media().iter().filter_map(|used| used.media).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for id in numbers {
            if let Some(medium) = self.medium(id)? {
                let picture = picture_view(&medium);
                self.shows(picture.as_ref());
                shelf.pictures.insert(id, picture);
                shelf.media.insert(id, medium);
            }
        }
        Ok(shelf)
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
