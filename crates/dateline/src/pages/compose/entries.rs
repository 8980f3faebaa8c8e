//! An article as an entry of a feed: in full, and so that it can be read anywhere.

use super::{
    Work,
    abroad::{Abroad, at_home_nowhere},
    body::words,
};
use crate::{
    articles::reader as articles,
    error::Result,
    media::{self, reader::Shown as Medium},
    pages::{
        escape, feeds,
        view::{BylineView, DownloadView, EntryView, FeedAuthor, FeedFile, FeedFormat, PictureView},
    },
    publishing,
    settings::model::Site,
};
use std::fmt::Write;

/// The widest picture that is sent along.
const WIDEST: i64 = 1_600;

impl Work<'_, '_> {
    /// An entry, for a feed that is written in the language `around`.
    pub(super) fn entry_of(&mut self, site: &Site, id: i64, around: &str) -> Result<Option<EntryView>> {
        self.rests_on(publishing::store::fact(id));
        let Some(shown) = articles::article(self.sql, id)?.filter(|shown| shown.live) else {
            return Ok(None);
        };
        let mut body = articles::body(self.sql, id)?.unwrap_or_default();
        at_home_nowhere(&mut body, &self.composer.base_url);
        let locale = self.locale(site, &shown.language)?;
        let shelf = self.shelf(&body, site)?;
        let base = self.composer.base_url.as_str();
        let text = document::html::write(
            &body,
            // Numbered, since readers show several texts on one page.
            &Abroad::new(shelf.with(words(&locale), &locale, &format!("{id}-")), base),
        );
        let bylines = self.bylines(&shown.view)?;
        let lead = self.lead_file(&shown.view)?;
        let downloads = self.downloads(&shown.view)?;
        let mut content = String::with_capacity(text.len() + 512);
        content.push_str(&self.corrected_line(id, &shown.path, &locale)?);
        if let Some((_, caption)) = &lead {
            content.push_str(caption);
        }
        content.push_str(&text);
        let absolute = |href: &str| self.composer.absolute(href);
        for file in &downloads {
            // Writing into a String cannot fail.
            let _ = download(
                &mut content,
                file,
                &absolute(&file.href),
                &locale.say("download", &[("title", &file.title)]),
            );
        }
        let mut categories: Vec<String> = Vec::new();
        let link = absolute(&shown.path);
        let comments = shown.comment_count > 0 || shown.view.comments_open;
        let authors = bylines.into_iter().map(|b| author(b, &absolute)).collect();
        let files = downloads.into_iter().map(|d| file(d, &absolute)).collect();
        let section = match shown.section {
            Some(section) => self.section_link(section)?,
            None => None,
        };
        let lists = section.into_iter().chain(self.also_in(&shown.view.also_in)?);
        for name in lists.chain(self.topics(&shown.view.topics)?).map(|l| l.name) {
            if !categories.contains(&name) {
                categories.push(name);
            }
        }
        let title = match shown.headline.trim() {
            "" => locale.day(shown.published_on),
            headline => headline.to_owned(),
        };
        Ok(Some(EntryView {
            // Its number is for good, its address is not.
            id: shown
                .guid
                .filter(|g| !g.is_empty())
                .unwrap_or_else(|| self.composer.absolute(&format!("/?p={id}"))),
            title,
            summary: shown.standfirst,
            content: feeds::marked(content, &shown.language, around),
            authors,
            published: shown.published_on,
            updated: shown.modified.max(shown.published_on),
            categories,
            picture: lead.map(|(file, _)| file),
            files,
            comments: comments.then(|| format!("{link}#comments")),
            comments_feed: comments.then(|| self.composer.absolute(&FeedFormat::Rss.below(&shown.path))),
            link,
            language: shown.language,
        }))
    }

    /// The lead picture as a file, and as it stands above the text.
    fn lead_file(&mut self, view: &publishing::store::View) -> Result<Option<(FeedFile, String)>> {
        let Some(lead) = &view.lead else { return Ok(None) };
        let Some(picture) = self.lead(view)? else { return Ok(None) };
        let Some(medium) = media::reader::medium(self.sql, lead.media)? else { return Ok(None) };
        let mut file = picture_file(&medium, &picture);
        file.url = self.composer.absolute(&file.url);
        let mut html = String::new();
        let _ = figure(&mut html, &picture, &file);
        Ok(Some((file, html)))
    }
}

/// The picture that pages show to browsers without WebP, with its type and length.
fn picture_file(medium: &Medium, picture: &PictureView) -> FeedFile {
    let plain = medium.variants.iter().filter(|v| v.media_type != "image/webp" && v.width <= WIDEST);
    let (media_type, bytes) = match plain.max_by_key(|v| v.width) {
        Some(variant) => (variant.media_type.clone(), variant.bytes),
        None => (medium.media_type.clone(), medium.bytes),
    };
    FeedFile {
        url: picture.src.clone(),
        media_type,
        bytes: u64::try_from(bytes).ok().filter(|n| *n > 0),
        width: picture.width,
        height: picture.height,
        title: String::new(),
        alt: picture.alt.clone(),
        credit: picture.credit.clone().unwrap_or_default(),
    }
}

fn figure(out: &mut String, picture: &PictureView, file: &FeedFile) -> std::fmt::Result {
    out.push_str("<figure><img src=\"");
    escape::html(out, &file.url)?;
    out.push('"');
    for (name, value) in [("width", picture.width), ("height", picture.height)] {
        if let Some(value) = value {
            write!(out, " {name}=\"{value}\"")?;
        }
    }
    out.push_str(" alt=\"");
    escape::html(out, &picture.alt)?;
    out.push_str("\">");
    let said: Vec<&str> =
        [&picture.caption, &picture.credit].into_iter().flatten().map(String::as_str).collect();
    if !said.is_empty() {
        out.push_str("<figcaption>");
        escape::html(out, &said.join(" "))?;
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
    Ok(())
}

fn download(out: &mut String, file: &DownloadView, href: &str, says: &str) -> std::fmt::Result {
    out.push_str("<p><a href=\"");
    escape::html(out, escape::href(href))?;
    out.push_str("\">");
    escape::html(out, says)?;
    out.push_str("</a>");
    if !file.kind.is_empty() {
        out.push_str(" (");
        escape::html(out, &file.kind)?;
        out.push(')');
    }
    out.push_str("</p>");
    Ok(())
}

fn author(byline: BylineView, absolute: &dyn Fn(&str) -> String) -> FeedAuthor {
    FeedAuthor { name: byline.name, url: byline.href.map(|href| absolute(&href)) }
}

fn file(download: DownloadView, absolute: &dyn Fn(&str) -> String) -> FeedFile {
    FeedFile {
        url: absolute(&download.href),
        media_type: download.media_type,
        bytes: download.bytes,
        title: download.title,
        ..FeedFile::default()
    }
}
