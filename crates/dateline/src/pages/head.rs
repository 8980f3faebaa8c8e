//! What stands in `<head>` besides the stylesheet: for search engines, for sharing, for
//! readers' tabs. Made here and not in templates, so that no theme can get it wrong.

use super::for_programs;
use super::jsonld;
use super::locale::Locale;
use super::view::{
    ArticleKind, ArticleView, CorrectionsView, FeedLink, FrontView, ListKind, ListView, NoticeView,
    PictureView, SearchView, SiteView, TalkKind, TalkView, TranslationView, VersionView,
};
use serde::Serialize;
use std::borrow::Cow;

/// Everything that `head.html` writes.
#[derive(Debug, Default, Serialize)]
pub(super) struct Head {
    /// For `<title>`.
    pub title: String,
    /// What the page calls itself: its `<h1>`.
    pub heading: String,
    pub description: String,
    /// Absolute; empty where there is none.
    pub canonical: String,
    pub robots: &'static str,
    /// Open Graph's type.
    pub kind: &'static str,
    pub image: Option<PictureView>,
    pub published: String,
    pub modified: String,
    pub section: String,
    pub tags: Vec<String>,
    pub authors: Vec<String>,
    /// `en_GB`; only a full locale may stand in `og:locale`.
    pub og_locale: String,
    /// Those of its translations.
    pub og_locales: Vec<String>,
    /// Where what other sites show of it is told; empty where nothing is.
    pub oembed: String,
    pub alternates: Vec<TranslationView>,
    pub feeds: Vec<FeedLink>,
    pub newer: Option<String>,
    pub older: Option<String>,
    /// Escaped for its script element.
    pub json_ld: String,
}

/// Leaves search engines free to show a large picture beside a result.
const INDEX: &str = "max-image-preview:large";
const NOINDEX: &str = "noindex";

impl Head {
    pub fn article(site: &SiteView, page: &ArticleView, l: &Locale) -> Self {
        let heading = or_else(&page.headline, || l.day(page.published_on));
        let news = page.kind == ArticleKind::Article;
        let modified = page.modified.filter(|&at| at > page.published_on);
        // A closed article shows its headline and nothing else, here as on the page.
        let open = !page.password_protected;
        let image = page.share_picture.as_ref().or(page.lead.as_ref()).filter(|_| open);
        let description = page.search_description.as_ref().unwrap_or(&page.standfirst);
        let mut head = Self {
            title: with_site(site, page.search_title.as_deref().unwrap_or(&heading)),
            description: if open { description.clone() } else { String::new() },
            kind: if news { "article" } else { "website" },
            image: image.map(|p| absolute_picture(site, p)),
            alternates: alternates(site, &page.translations, &page.language, &page.path),
            ..Self::common(site, &page.canonical, &page.path, &page.language, page.noindex)
        };
        if news {
            head.published = l.rfc3339(page.published_on);
            head.modified = modified.map(|at| l.rfc3339(at)).unwrap_or_default();
            head.section = page.breadcrumb.last().map(|s| s.name.clone()).unwrap_or_default();
            head.tags = page.topics.iter().map(|t| t.name.clone()).collect();
            let people = page.bylines.iter().filter_map(|b| b.href.as_deref());
            head.authors = people.map(|href| absolute(site, href).into_owned()).collect();
        }
        if open && page.canonical == page.path {
            let address: String =
                url::form_urlencoded::byte_serialize(absolute(site, &page.path).as_bytes()).collect();
            head.oembed = format!("/oembed?url={address}");
            if news {
                let told = for_programs(&page.path).map(|(href, media_type, title)| FeedLink {
                    title: title.to_owned(),
                    label: title.to_owned(),
                    href,
                    media_type: media_type.to_owned(),
                });
                head.feeds.extend(told);
            }
        }
        head.og_locales =
            page.translations.iter().map(|t| og_locale(&t.language)).filter(|l| !l.is_empty()).collect();
        head.heading = heading;
        head.json_ld = jsonld::article(site, page, &head);
        if let Some(version) = &page.version {
            return head.of_version(site, version);
        }
        head
    }

    pub fn front(site: &SiteView, page: &FrontView) -> Self {
        let title = match (page.search_title.as_deref(), site.tagline.as_str()) {
            (Some(title), _) => title.to_owned(),
            (None, "") => site.name.clone(),
            (None, tagline) => format!("{} – {tagline}", site.name),
        };
        let mut head = Self {
            title,
            heading: site.name.clone(),
            description: page.search_description.clone().unwrap_or_else(|| site.tagline.clone()),
            kind: "website",
            alternates: alternates(site, &page.translations, &page.language, &page.path),
            ..Self::common(site, "", &page.path, &page.language, page.noindex)
        };
        head.json_ld = jsonld::front(site, page, &head);
        head
    }

    pub fn list(site: &SiteView, page: &ListView, l: &Locale) -> Self {
        let heading = match page.kind {
            ListKind::Archive { year, month, day } => l.archive(year, month, day),
            ListKind::Latest => l.text("latest").to_owned(),
            _ => page.name.clone(),
        };
        let mut head = Self {
            title: with_site(site, page.search_title.as_deref().unwrap_or(&heading)),
            description: page
                .search_description
                .clone()
                .unwrap_or_else(|| first_paragraph(&page.description)),
            kind: if page.kind == ListKind::Person { "profile" } else { "website" },
            image: page.picture.as_ref().map(|p| absolute_picture(site, p)),
            alternates: alternates(site, &page.translations, &page.language, &page.path),
            newer: page.newer.clone(),
            older: page.older.clone(),
            heading,
            ..Self::common(site, &page.canonical, &page.path, &page.language, page.noindex)
        };
        // Readers take the first one they find.
        head.feeds.splice(0..0, page.feed.clone());
        head.json_ld = jsonld::list(site, page, &head);
        head
    }

    pub fn corrections(site: &SiteView, page: &CorrectionsView, l: &Locale) -> Self {
        let heading = l.text("corrections").to_owned();
        let mut head = Self {
            title: with_site(site, &heading),
            description: l.text("corrections_text").to_owned(),
            kind: "website",
            newer: page.newer.clone(),
            older: page.older.clone(),
            heading,
            ..Self::common(site, "", &page.path, &page.language, false)
        };
        head.feeds.splice(0..0, page.feed.clone());
        head.json_ld = jsonld::corrections(site, page, &head);
        head
    }

    pub fn search(site: &SiteView, page: &SearchView, l: &Locale) -> Self {
        let heading = l.text("search").to_owned();
        let asked = page.q.trim();
        let title = if asked.is_empty() { heading.clone() } else { format!("{asked} – {heading}") };
        Self {
            title: with_site(site, &title),
            heading,
            robots: NOINDEX,
            kind: "website",
            newer: page.newer.clone(),
            older: page.older.clone(),
            feeds: site.feeds.clone(),
            ..Self::default()
        }
    }

    pub fn notice(site: &SiteView, page: &NoticeView, l: &Locale) -> Self {
        let (title, _) = l.notice(page.status);
        Self {
            title: with_site(site, title),
            heading: title.to_owned(),
            robots: NOINDEX,
            kind: "website",
            ..Self::default()
        }
    }

    /// A page around a form: for no search engine.
    pub fn talk(site: &SiteView, page: &TalkView, l: &Locale) -> Self {
        let name = page.about.as_ref().map(|c| c.author.as_str()).filter(|name| !name.is_empty());
        let name = [("name", name.unwrap_or(l.text("anonymous")))];
        let heading = match page.kind {
            TalkKind::Reply => l.say("comment_answer", &name),
            TalkKind::Refused => l.text("comment_unsent").to_owned(),
            TalkKind::Held | TalkKind::Shown | TalkKind::Reported => l.text("comment_thanks").to_owned(),
            TalkKind::Report => l.say("report_about", &name),
            TalkKind::Error => {
                let headline = page.article.as_ref().map_or("", |article| article.name.as_str());
                l.say("error_about", &[("headline", headline)])
            }
            TalkKind::ErrorRefused => l.text("error_unsent").to_owned(),
            TalkKind::ErrorCame => l.text("comment_thanks").to_owned(),
        };
        Self {
            title: with_site(site, &heading),
            heading,
            robots: NOINDEX,
            kind: "website",
            ..Self::default()
        }
    }

    /// What stood once is for no search engine, and nowhere taken for the article itself.
    fn of_version(self, site: &SiteView, version: &VersionView) -> Self {
        Self {
            title: with_site(site, &format!("{} – {}", self.heading, version.name)),
            heading: self.heading,
            description: self.description,
            modified: self.modified,
            robots: NOINDEX,
            kind: "article",
            ..Self::default()
        }
    }

    /// The public history of an article: for no search engine, since the article has all that it says.
    pub fn history(site: &SiteView, heading: String) -> Self {
        Self {
            title: with_site(site, &heading),
            heading,
            robots: NOINDEX,
            kind: "website",
            ..Self::default()
        }
    }

    fn common(site: &SiteView, canonical: &str, path: &str, language: &str, noindex: bool) -> Self {
        let canonical = if canonical.is_empty() { path } else { canonical };
        Self {
            canonical: absolute(site, canonical).into_owned(),
            robots: if noindex { NOINDEX } else { INDEX },
            og_locale: og_locale(language),
            feeds: site.feeds.clone(),
            ..Self::default()
        }
    }
}

/// A path on this site made absolute; other addresses are left alone.
pub(super) fn absolute<'a>(site: &SiteView, href: &'a str) -> Cow<'a, str> {
    if href.starts_with('/') && !href.starts_with("//") {
        Cow::Owned(format!("{}{href}", site.base_url.trim_end_matches('/')))
    } else {
        Cow::Borrowed(href)
    }
}

fn absolute_picture(site: &SiteView, picture: &PictureView) -> PictureView {
    PictureView { src: absolute(site, &picture.src).into_owned(), ..picture.clone() }
}

/// All languages of a page, itself among them, as `hreflang` wants it; none if there is one only.
fn alternates(site: &SiteView, others: &[TranslationView], own: &str, path: &str) -> Vec<TranslationView> {
    if others.is_empty() {
        return Vec::new();
    }
    let own = TranslationView { language: own.to_owned(), name: String::new(), href: path.to_owned() };
    let absolute =
        |t: &TranslationView| TranslationView { href: absolute(site, &t.href).into_owned(), ..t.clone() };
    std::iter::once(&own).chain(others.iter()).map(absolute).collect()
}

fn with_site(site: &SiteView, title: &str) -> String {
    if title.is_empty() { site.name.clone() } else { format!("{title} – {}", site.name) }
}

fn or_else(text: &str, other: impl FnOnce() -> String) -> String {
    if text.trim().is_empty() { other() } else { text.to_owned() }
}

fn first_paragraph(text: &str) -> String {
    text.trim().lines().next().unwrap_or_default().trim().to_owned()
}

fn og_locale(tag: &str) -> String {
    let mut parts = tag.split('-');
    match (parts.next(), parts.next_back()) {
        (Some(language), Some(region)) if region.len() == 2 => {
            format!("{language}_{}", region.to_uppercase())
        }
        _ => String::new(),
    }
}
