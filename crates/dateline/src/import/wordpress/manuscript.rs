//! An item of the export becomes a manuscript: the same value that the desk would save.

use super::{context::Run, links, media::original_of, plain};
use crate::{
    articles::model::{Byline, Download, Lead, Manuscript, Search},
    error::Result,
    import::store,
    values::{HttpUrl, Language, Slug, line},
};
use document::{
    Document,
    html::{self, Flavour},
};
use interchange::wxr::{Item, views};

/// A manuscript, and what could not be kept of the item.
pub struct Written {
    pub manuscript: Manuscript,
    /// Whether the original text must be kept beside it.
    pub lossy: bool,
}

/// Custom fields that hold what has a field of its own here.
const KICKER: [&str; 3] = ["kicker", "_kicker", "newspack_post_kicker"];
const PLACE: [&str; 3] = ["place", "dateline_place", "dateline"];
const STANDFIRST: [&str; 2] = ["newspack_post_subtitle", "subtitle"];

impl Run<'_> {
    /// Makes a manuscript of a post or page.
    pub fn write(&mut self, item: &Item, parent: Option<i64>) -> Result<Written> {
        let about = about(item);
        let read = {
            let around = self.around(item)?;
            html::read(&item.content, &around, Flavour::WordPress)
        };
        let mut lossy = !read.losses.is_empty();
        for loss in read.losses {
            let sample = if loss.sample.is_empty() { String::new() } else { format!(": {}", loss.sample) };
            self.summary.losses.add(
                item.line,
                about.clone(),
                format!("{}: {}{sample}", loss.place, loss.what),
            );
        }
        let mut body = read.document;
        let linked = self.settle_media(item, &mut body)?;
        let headline = line(&plain::text(&item.title), 500);
        let mut standfirst = plain::text(&item.excerpt);
        if plain::loses(&item.excerpt) || plain::loses(&item.title) {
            lossy = true;
            self.summary.losses.add(
                item.line,
                about.clone(),
                "headline or standfirst: markup in a plain text, its words were kept",
            );
        }
        if standfirst.is_empty() {
            standfirst = field(item, &STANDFIRST);
        }
        let seo = views::seo(item);
        let downloads = self.downloads(item, &body, linked)?;
        let (section, also_in) = self.sections_of(item, seo.primary_category)?;
        let manuscript = Manuscript {
            language: self.language_of(item),
            slug: self.slug_of(item, &headline),
            kicker: field(item, &KICKER),
            headline,
            standfirst: line(&standfirst, 2_000),
            place: field(item, &PLACE),
            published_on: self.carried(item),
            modified_on: self.modified(item),
            section,
            also_in,
            topics: self.topics_of(item)?,
            bylines: self.bylines_of(item)?,
            lead: self.lead_of(item)?,
            downloads,
            parent,
            position: item.menu_order.unwrap_or(0),
            sticky: item.is_sticky,
            comments_open: item.comment_status == "open",
            path: if item.status == "publish" { self.kept_path(&item.link) } else { None },
            search: self.search_of(&seo)?,
            sources: Vec::new(),
            origins: None,
            body,
        };
        Ok(Written { manuscript, lossy })
    }

    fn language_of(&self, item: &Item) -> Language {
        let site = &self.site.language;
        match views::language(item).and_then(|tag| Language::parse(tag).ok()) {
            // Polylang says `en` where the site says `en-US`.
            Some(found) if site.as_str().split('-').next() == Some(found.as_str()) => site.clone(),
            Some(found) => found,
            None => site.clone(),
        }
    }

    fn slug_of(&mut self, item: &Item, headline: &str) -> Slug {
        let given = item.slug.trim_end_matches("__trashed");
        let made = Slug::from_text(given).or_else(|| Slug::from_text(headline));
        made.or_else(|| Slug::from_text(&original_of(item))).unwrap_or_else(|| {
            // Neither a slug nor a title nor a number with a letter in it: any name will do.
            Slug::from_text("untitled").unwrap_or_else(|| unreachable!("a word of letters is a slug"))
        })
    }

    /// The section that places it, and the others that list it. A child of a section that is named too places it better.
    fn sections_of(&mut self, item: &Item, primary: Option<u64>) -> Result<(Option<i64>, Vec<i64>)> {
        let mut all = Vec::new();
        for term in item.terms.iter().filter(|t| t.domain == "category") {
            if let Some(id) = self.section(&term.nicename, &term.name)?
                && !all.contains(&id)
            {
                all.push(id);
            }
        }
        let primary = match primary {
            Some(number) => self.section_by_number(number)?.filter(|id| all.contains(id) || all.is_empty()),
            None => None,
        };
        let place = primary.or_else(|| all.first().copied());
        all.retain(|id| Some(*id) != place);
        Ok((place, all))
    }

    fn section_by_number(&mut self, number: u64) -> Result<Option<i64>> {
        let Ok(number) = i64::try_from(number) else { return Ok(None) };
        let by_row = self.look.sql().row(
            "SELECT target FROM paths WHERE path = ?1 AND kind = 'section'",
            crate::params![&format!("/?cat={number}")],
            |row| row.int(0),
        )?;
        Ok(by_row.or_else(|| self.sections.values().copied().find(|id| *id == number)))
    }

    fn topics_of(&mut self, item: &Item) -> Result<Vec<i64>> {
        let mut all = Vec::new();
        for term in item.terms.iter().filter(|t| matches!(t.domain.as_str(), "post_tag" | "tag")) {
            if let Some(id) = self.topic(&term.nicename, &term.name)?
                && !all.contains(&id)
            {
                all.push(id);
            }
        }
        Ok(all)
    }

    fn bylines_of(&mut self, item: &Item) -> Result<Vec<Byline>> {
        let mut people = Vec::new();
        for author in views::co_authors(item) {
            people.extend(self.person(&author.slug, &author.name)?);
        }
        if people.is_empty() && !item.creator.trim().is_empty() {
            people.extend(self.person(item.creator.trim(), item.creator.trim())?);
        }
        people.dedup();
        Ok(people.into_iter().map(|person| Byline { person, role: String::new() }).collect())
    }

    fn lead_of(&mut self, item: &Item) -> Result<Option<Lead>> {
        let Some(original) = views::thumbnail_id(item) else { return Ok(None) };
        match self.known("media", &original.to_string())? {
            Some(known) => Ok(Some(Lead {
                media: known.ours,
                alt: String::new(),
                caption: String::new(),
                credit: String::new(),
            })),
            None => {
                self.summary.remarks.add(
                    item.line,
                    about(item),
                    format!("its lead picture (attachment {original}) is not in the file"),
                );
                Ok(None)
            }
        }
    }

    fn search_of(&mut self, seo: &views::Seo) -> Result<Search> {
        let picture = match seo.share_image_id {
            Some(original) => self.known("media", &original.to_string())?.map(|k| k.ours),
            None => None,
        };
        Ok(Search {
            title: line(seo.plain_title().unwrap_or_default(), 300),
            description: line(seo.plain_description().unwrap_or_default(), 1_000),
            noindex: seo.noindex,
            canonical: seo
                .canonical
                .as_deref()
                .and_then(|c| HttpUrl::parse(c).ok())
                .filter(|c| self.hosts.local(c.as_str()).is_none()),
            picture,
        })
    }

    /// Gives pictures and files in a text their numbers here, and makes links to the old site relative.
    /// Returns the files that links lead to.
    fn settle_media(&mut self, item: &Item, body: &mut Document) -> Result<Vec<i64>> {
        let mut failed = None;
        let (hosts, source) = (self.hosts.clone(), self.source.clone());
        let sql = &mut self.look.sql();
        let mut remote = Vec::new();
        body.for_each_media_mut(&mut |used| {
            let by_number = used
                .original
                .as_ref()
                .and_then(|o| **o)
                .map(|o| store::known(sql, &source, "media", &o.to_string()));
            let found = match by_number.transpose() {
                Ok(Some(Some(known))) => Ok(Some(known.ours)),
                Ok(_) => match used.src.as_ref().and_then(|s| s.as_deref()) {
                    Some(src) => links::upload(sql, &source, &hosts, src),
                    None => Ok(None),
                },
                Err(error) => Err(error),
            };
            match (found, used.src) {
                (Ok(Some(ours)), Some(src)) => {
                    *used.media = Some(ours);
                    *src = None;
                }
                (Ok(Some(ours)), None) => *used.media = Some(ours),
                (Ok(None), Some(src)) => {
                    // A site-relative address would point at a file that is not here.
                    if let (Some(text), Some(host)) =
                        (src.as_deref().filter(|s| s.starts_with('/') && !s.starts_with("//")), hosts.first())
                    {
                        *src = Some(format!("{host}{text}"));
                    }
                    remote.extend(src.clone());
                }
                (Ok(None), None) => {}
                (Err(error), _) => failed = Some(error),
            }
        });
        let mut linked = Vec::new();
        body.for_each_href_mut(&mut |href| {
            let Some(path) = hosts.local(href).map(str::to_owned) else { return };
            if path.contains("/wp-content/uploads/") {
                match links::upload(sql, &source, &hosts, href) {
                    Ok(found) => linked.extend(found),
                    Err(error) => failed = Some(error),
                }
            }
            if !path.contains("/wp-admin") {
                *href = path;
            }
        });
        for address in remote.iter().filter(|a| self.hosts.local(a).is_some()) {
            self.summary.remarks.add(
                item.line,
                about(item),
                format!(
                    "shows {address}, which is no attachment of the file; it stays a link to the old site"
                ),
            );
        }
        failed.map_or(Ok(linked), Err)
    }

    /// Files to take home: those uploaded to the article, and those that its text links to, unless the text shows them.
    fn downloads(&mut self, item: &Item, body: &Document, linked: Vec<i64>) -> Result<Vec<Download>> {
        let shown: Vec<i64> = body.media().iter().filter_map(|used| used.media).collect();
        let mut all = linked;
        if let Some(original) = item.post_id {
            for file in self.uploaded_to(&original.to_string())? {
                if store::file(&mut self.look.sql(), file)?
                    .is_some_and(|f| !f.media_type.starts_with("image/"))
                {
                    all.push(file);
                }
            }
        }
        let mut downloads: Vec<Download> = Vec::new();
        for file in all {
            if shown.contains(&file) || downloads.iter().any(|d| d.media == file) {
                continue;
            }
            if let Some(found) = store::file(&mut self.look.sql(), file)? {
                downloads.push(Download { media: file, title: found.title });
            }
        }
        Ok(downloads)
    }
}

fn field(item: &Item, keys: &[&str]) -> String {
    let found = keys.iter().find_map(|key| item.meta(key).filter(|v| !v.trim().is_empty()));
    line(&plain::text(found.unwrap_or_default()), 300)
}

/// How an item is named in the summary.
pub fn about(item: &Item) -> String {
    let title = line(&item.title, 80);
    let kind = if item.post_type.is_empty() { "item" } else { &item.post_type };
    match (title.is_empty(), item.post_id) {
        (false, _) => format!("{kind} “{title}”"),
        (true, Some(id)) => format!("{kind} {id}"),
        (true, None) => kind.to_owned(),
    }
}
