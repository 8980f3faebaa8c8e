//! From what a handler knows to a page: the only place that knows the desk's templates, and the policy that its pages come with.

use super::{
    assets,
    fault::{Answer, Fault},
    frame::Frame,
    words::Say,
};
use crate::{
    accounts::roles::TABLE,
    app::App,
    error::{Error, Result},
    pages::{escape, locale::Locale, view::SiteView, words::direction},
    values::line,
};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context, syntax::SyntaxConfig, value::Value};
use std::sync::OnceLock;

#[allow(missing_docs)]
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/desk.rs"));
}
pub(super) use embedded::{SCRIPTS, TEMPLATES, WORDS};

/// No script and no style but the desk's own, from its own address (CSP 3). Frames and pictures of the site are for previews.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https: http:; \
     media-src 'self' blob: https: http:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

fn templates() -> &'static Environment<'static> {
    static TEMPLATES_READ: OnceLock<Environment<'static>> = OnceLock::new();
    TEMPLATES_READ.get_or_init(|| {
        let mut env = Environment::new();
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        // A fixed choice, which is always taken.
        env.set_syntax(
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default(),
        );
        // What a form does not have yet is empty.
        env.set_undefined_behavior(UndefinedBehavior::Chainable);
        // An error must not bring what a page holds into the log.
        env.set_debug(false);
        env.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => {
                Ok(escape::html(out, text)?)
            }
            None if value.is_none() || value.is_undefined() => Ok(()),
            _ => minijinja::escape_formatter(out, state, value),
        });
        for (name, text) in TEMPLATES {
            // A test reads every template; one that cannot be read is missed where it is asked for.
            if let Err(error) = env.add_template(name, text) {
                tracing::error!(name, %error, "a template of the desk cannot be read");
            }
        }
        env
    })
}

/// Headers of every answer of the desk.
pub fn headers(response: &mut Response) {
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    // The address of a draft, or of a private link, is nobody else's business.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
}

/// An answer in HTML.
pub fn html(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], text)
        .into_response()
}

/// An answer in JSON.
pub fn json<T: serde::Serialize>(status: StatusCode, value: &T) -> Answer {
    let text = serde_json::to_string(value).map_err(Error::from)?;
    Ok((status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response())
}

/// For when not even a frame could be made.
pub fn bare(fault: &Fault) -> Response {
    let mut response = html(fault.status(), crate::pages::render::last_resort(fault.status().as_u16()));
    headers(&mut response);
    response
}

impl Frame {
    /// The words and dates of this person's language, in the newsroom's zone.
    pub fn locale(&self, app: &App) -> Result<Locale> {
        let mut around = SiteView::bare(self.site.name.clone(), self.site.language.to_string());
        around.zone.clone_from(&self.site.zone);
        let locale = app.composer.renderer().locale(&around, &self.language);
        locale.map_err(|e| Error::Internal(e.to_string()))
    }

    /// What a text is in this person's language.
    pub fn say<'a>(&self, english: &'a str) -> &'a str {
        super::words::say(&self.language, english)
    }

    /// Fills a template. Besides `page` it finds: `t` (what a text is in this person's language), `l` (dates, numbers, sizes), `site`,
    /// `me` (name, initials, role, `me.may.…`), `csrf`, `lang`, `dir`, `path`, `here` (the path without its question), `asset` (addresses of scripts and sheets).
    pub fn fill(&self, app: &App, template: &str, page: Value) -> Result<String> {
        let (locale, numbers) = (self.locale(app)?, self.locale(app)?);
        let me = self.staff.as_ref().map(|staff| {
            let may: std::collections::BTreeMap<&str, bool> =
                TABLE.iter().map(|(what, ..)| (what.name(), staff.role.may(*what))).collect();
            context! {
                person => staff.person, name => staff.name.clone(), initials => initials(&staff.name),
                role => staff.role.as_str(), may => may,
            }
        });
        let around = context! {
            t => Value::from_object(Say { language: self.language.clone(), locale: numbers }),
            l => Value::from_object(locale),
            site => context! { name => self.site.name.clone(), zone => self.site.zone.clone(), language => self.site.language.to_string() },
            me => me.unwrap_or_default(),
            csrf => self.csrf.clone(),
            lang => self.language.clone(),
            dir => direction(&self.language),
            path => self.path.clone(),
            here => self.path.split('?').next().unwrap_or_default(),
            asset => assets::addresses(),
            piece => self.piece,
            reports_open => self.reports,
        };
        let template = templates().get_template(template)?;
        Ok(template.render(context! { ..page, ..around })?)
    }

    /// A page.
    pub fn page(&self, app: &App, template: &str, page: Value) -> Answer {
        self.page_with(app, StatusCode::OK, template, page)
    }

    /// A page with a status: a form that is refused, with what was typed.
    pub fn page_with(&self, app: &App, status: StatusCode, template: &str, page: Value) -> Answer {
        Ok(html(status, self.fill(app, template, page)?))
    }

    /// The answer for why something is not done, as whoever asks can use it.
    pub fn fault(&self, app: &App, fault: &Fault) -> Response {
        let wait = if let Fault::TooOften(seconds) = fault { Some(*seconds) } else { None };
        let text = match wait {
            Some(seconds) => super::slow::sentence(app, self, seconds),
            None => self.say(&fault.message()).to_owned(),
        };
        if self.json {
            let fields: Vec<()> = Vec::new();
            let told = serde_json::json!({ "message": text, "fields": fields });
            let response = json(fault.status(), &told).unwrap_or_else(|_| bare(fault));
            return super::slow::later(response, wait);
        }
        if matches!(fault, Fault::SignIn | Fault::HalfIn) && !self.piece {
            let to = if matches!(fault, Fault::HalfIn) { "/desk/second-step" } else { "/desk/sign-in" };
            let back: String = url::form_urlencoded::byte_serialize(self.path.as_bytes()).collect();
            return super::route::see_other(&format!("{to}?to={back}"));
        }
        let template = if self.piece { "fault-piece.html" } else { "fault.html" };
        let status = fault.status();
        match self.page_with(app, status, template, context! { message => text, status => status.as_u16() }) {
            Ok(response) => super::slow::later(response, wait),
            Err(_) => bare(fault),
        }
    }
}

/// Two letters that stand for a name.
pub fn initials(name: &str) -> String {
    let mut words = line(name, 200);
    words.retain(|c| c.is_alphanumeric() || c == ' ');
    let words: Vec<&str> = words.split(' ').filter(|w| !w.is_empty()).collect();
    let first = words.first().and_then(|w| w.chars().next());
    let last = if words.len() > 1 { words.last().and_then(|w| w.chars().next()) } else { None };
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_read() {
        let mut env = Environment::new();
        for (name, text) in TEMPLATES {
            env.add_template(name, text).unwrap_or_else(|e| panic!("{name}: {e:#}"));
        }
    }

    #[test]
    fn initials_of_names() {
        for (name, short) in
            [("Ines Calloway", "IC"), ("tom", "T"), ("", ""), ("مریم احمدی", "ما"), ("Ana de la Cruz", "AC")]
        {
            assert_eq!(initials(name), short);
        }
    }
}
