//! From a view to a page: the only place that knows the template engine.

use super::head::Head;
use super::locale::{self, Locale};
use super::view::{
    ArticleView, ComparisonView, CorrectionsView, FrontView, ListView, NoticeView, SearchView, SiteView,
    TalkView, VersionsView,
};
use super::words::{WordBook, direction, primary};
use super::{escape, style::Sheets, theme::Theme};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde::Serialize;
use std::sync::Arc;

/// Why a page, or the theme, could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A file of words that cannot be read; says which and where.
    #[error("the theme's words cannot be read: {0}")]
    Words(String),
    /// A template that cannot be read or filled; names the template and the line.
    #[error("the theme's template failed: {}", chain(.0))]
    Template(#[from] minijinja::Error),
}

/// Shorthand for what this file returns.
pub type Result<T, E = RenderError> = std::result::Result<T, E>;

/// A theme, read once and used by all threads.
#[derive(Debug)]
pub struct Renderer {
    env: Environment<'static>,
    words: WordBook,
    sheets: Sheets,
}

/// What a page may cost in the engine's own steps: some hundred times what a long one takes, and a fraction of a second. A loop
/// that a theme does not end is an error then, and not a server that stands still.
const FUEL: u64 = 1_000_000;

impl Renderer {
    /// With the theme that is used where nobody chose one.
    ///
    /// # Errors
    /// Names the file of the theme that cannot be read.
    pub fn new() -> Result<Self> {
        Self::of(&Theme::find(super::theme::DEFAULT).map_err(|e| RenderError::Words(e.to_string()))?)
    }

    /// With a theme. What it holds is read here; pages open no file.
    ///
    /// # Errors
    /// Names the file of the theme that cannot be read, and its line.
    pub fn of(theme: &Theme) -> Result<Self> {
        let mut env = Environment::new();
        // A misspelt name in a template is an error and not a hole in the page.
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        env.set_formatter(|out, state, value| {
            match value.as_str() {
                Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => {
                    Ok(escape::html(out, text)?)
                }
                // An absent `Option` is nothing, not the word "none".
                None if value.is_none() => Ok(()),
                _ => minijinja::escape_formatter(out, state, value),
            }
        });
        env.add_filter("dir", locale::dir_filter);
        env.add_filter("href", |address: &str| escape::href(address).to_owned());
        env.add_filter("paragraphs", paragraphs);
        env.add_test("language", |one: &str, other: &str| locale::same_language(one, other));
        env.set_fuel(Some(FUEL));
        env.add_global("theme", Value::from(Serde(&theme.settings)));
        for (name, source) in theme.within("templates/") {
            env.add_template_owned(name.to_owned(), source.to_owned())?;
        }
        let files: Vec<(&str, &str)> = theme.within("words/").collect();
        let words = WordBook::read(&files).map_err(RenderError::Words)?;
        Ok(Self { env, words, sheets: Sheets::of(theme) })
    }

    /// The Content-Security-Policy of its pages, see [`Sheets::policy`].
    pub fn policy(&self, own: Option<&str>, frame_hosts: &[&str]) -> String {
        self.sheets.policy(own, frame_hosts)
    }

    /// The words for a page: in its own language, else in the site's, else in English.
    ///
    /// # Errors
    /// If the theme has no English words either.
    pub fn locale(&self, site: &SiteView, language: &str) -> Result<Locale> {
        let words = [language, site.language.as_str(), "en"].iter().find_map(|tag| self.words.find(tag));
        let words = words.ok_or_else(|| RenderError::Words("words/en.json is missing".to_owned()))?;
        Ok(Locale::new(Arc::clone(words), &site.zone))
    }

    /// A language's name in itself, if there are words for it; else its tag.
    pub fn language_name(&self, tag: &str) -> String {
        self.words.find(tag).map_or_else(|| tag.to_owned(), |words| words.name.clone())
    }

    /// An article's or a static page's page.
    ///
    /// # Errors
    /// If a template fails.
    pub fn article(&self, site: &SiteView, page: &ArticleView) -> Result<String> {
        let l = self.locale(site, &page.language)?;
        let head = Head::article(site, page, &l);
        let trail = page.breadcrumb.iter().map(|step| step.href.as_str()).collect();
        // Only one that says how it is known carries the rules for that.
        let sheet = if page.chain.is_some() { "known.html" } else { "article.html" };
        self.page_in(
            "article.html",
            sheet,
            l,
            Page { site, page, head, path: &page.path, language: &page.language, trail },
        )
    }

    /// The front page.
    ///
    /// # Errors
    /// If a template fails.
    pub fn front(&self, site: &SiteView, page: &FrontView) -> Result<String> {
        let l = self.locale(site, &page.language)?;
        let head = Head::front(site, page);
        let (path, language, trail) = (&page.path, &page.language, Vec::new());
        self.page("front.html", l, Page { site, page, head, path, language, trail })
    }

    /// A section, topic, person, date or the newest: a page of a list.
    ///
    /// # Errors
    /// If a template fails.
    pub fn list(&self, site: &SiteView, page: &ListView) -> Result<String> {
        let l = self.locale(site, &page.language)?;
        let head = Head::list(site, page, &l);
        let trail = page.breadcrumb.iter().map(|step| step.href.as_str()).collect();
        self.page(
            "list.html",
            l,
            Page { site, page, head, path: &page.path, language: &page.language, trail },
        )
    }

    /// The page of all corrections.
    ///
    /// # Errors
    /// If a template fails.
    pub fn corrections(&self, site: &SiteView, page: &CorrectionsView) -> Result<String> {
        let l = self.locale(site, &page.language)?;
        let head = Head::corrections(site, page, &l);
        let (path, language, trail) = (&page.path, &page.language, Vec::new());
        self.page("corrections-page.html", l, Page { site, page, head, path, language, trail })
    }

    /// The list of an article's public versions.
    ///
    /// # Errors
    /// If a template fails.
    pub fn versions(&self, site: &SiteView, page: &VersionsView) -> Result<String> {
        let l = self.locale(site, &page.language)?;
        let head = Head::history(site, l.say("versions_of", &[("title", &page.title)]));
        let (path, language, trail) = (&page.path, &page.language, Vec::new());
        self.page("versions.html", l, Page { site, page, head, path, language, trail })
    }

    /// Two versions of an article beside each other.
    ///
    /// # Errors
    /// If a template fails.
    pub fn comparison(&self, site: &SiteView, page: &ComparisonView) -> Result<String> {
        let l = self.locale(site, &page.language)?;
        let head = Head::history(site, l.say("compare_title", &[("title", &page.title)]));
        let (path, language, trail) = (&page.path, &page.language, Vec::new());
        self.page("comparison.html", l, Page { site, page, head, path, language, trail })
    }

    /// The page of a search.
    ///
    /// # Errors
    /// If a template fails.
    pub fn search(&self, site: &SiteView, page: &SearchView) -> Result<String> {
        let l = self.locale(site, &page.language)?;
        let head = Head::search(site, page, &l);
        let (language, trail) = (&page.language, Vec::new());
        self.page("search.html", l, Page { site, page, head, path: "/search", language, trail })
    }

    /// A page that says why there is no page.
    ///
    /// # Errors
    /// If a template fails; then [`last_resort`] remains.
    pub fn notice(&self, site: &SiteView, page: &NoticeView) -> Result<String> {
        let language = if page.language.is_empty() { &site.language } else { &page.language };
        let l = self.locale(site, language)?;
        let head = Head::notice(site, page, &l);
        let text = l.notice(page.status).1.to_owned();
        let page = Notice { view: page, text };
        self.page("notice.html", l, Page { site, page: &page, head, path: "", language, trail: Vec::new() })
    }

    /// A page around a form, or one that says what happens next.
    ///
    /// # Errors
    /// If a template fails.
    pub fn talk(&self, site: &SiteView, page: &TalkView) -> Result<String> {
        let language = if page.language.is_empty() { &site.language } else { &page.language };
        let l = self.locale(site, language)?;
        let head = Head::talk(site, page, &l);
        self.page("talk.html", l, Page { site, page, head, path: "", language, trail: Vec::new() })
    }

    fn page<V: Serialize>(&self, template: &str, l: Locale, page: Page<'_, V>) -> Result<String> {
        self.page_in(template, template, l, page)
    }

    /// A page by a template, in the stylesheet that another's pages have.
    fn page_in<V: Serialize>(
        &self,
        template: &str,
        sheet: &str,
        l: Locale,
        page: Page<'_, V>,
    ) -> Result<String> {
        // The whole page speaks the article's language if there are words for it; else the
        // page is in the site's, and the article marks its own.
        let spoken = locale::same_language(page.language, l.language());
        let lang = if spoken { page.language.to_owned() } else { l.language().to_owned() };
        let dir = direction(&lang);
        let context = context! {
            l => Value::from_object(l),
            lang => lang,
            dir => dir,
            style => Value::from_safe_string(self.sheets.sheet(sheet).to_owned()),
            // The site's own front and those in other languages: there the paper's name is the heading.
            front => template == "front.html",
            foreign => !spoken && !primary(page.language).is_empty(),
            ..Value::from(Serde(&page))
        };
        Ok(self.env.get_template(template)?.render(context)?)
    }
}

/// What a template is given, besides words.
#[derive(Serialize)]
struct Page<'a, V> {
    site: &'a SiteView,
    page: &'a V,
    head: Head,
    path: &'a str,
    language: &'a str,
    /// The addresses of the steps above the page: what the menu marks as current.
    trail: Vec<&'a str>,
}

#[derive(Serialize)]
struct Notice<'a> {
    #[serde(flatten)]
    view: &'a NoticeView,
    text: String,
}

/// A page for when not even the theme can be used: plain, in English, with no address in it.
pub fn last_resort(status: u16) -> String {
    let text = if status >= 500 {
        "Something went wrong here. Please try again in a moment."
    } else {
        "This page cannot be shown."
    };
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{status}</title></head><body><h1>{status}</h1><p>{text}</p>\
         <p><a href=\"/\">Front page</a></p></body></html>"
    )
}

/// An error with its causes: an included template's own line is only in the innermost one.
/// minijinja's longer form is not used, as it prints what the page holds.
fn chain(error: &minijinja::Error) -> String {
    let mut out = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        out.push_str(": ");
        out.push_str(&inner.to_string());
        cause = inner.source();
    }
    out
}

/// Plain text with blank lines between its paragraphs.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match all.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => all.push(String::new()),
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_in_a_template_names_it() {
        let mut env = Environment::new();
        env.add_template("a.html", "{% include 'b.html' %}").unwrap();
        env.add_template("b.html", "\n{{ nothing.at.all }}").unwrap();
        let error = env.get_template("a.html").unwrap().render(()).unwrap_err();
        let shown = RenderError::from(error).to_string();
        assert!(shown.contains("b.html:2"), "{shown}");
    }

    #[test]
    fn paragraphs_of_plain_text() {
        assert_eq!(paragraphs("one\ntwo\n\n\n three \r\n\r\n"), ["one two", "three"]);
        assert!(paragraphs(" \n").is_empty());
    }
}
