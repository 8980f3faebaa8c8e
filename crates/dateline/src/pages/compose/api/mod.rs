//! For other programs: `/wp-json/dateline/v1/…`, of published rows, kept like any page. `docs/API.md` says what each holds.

mod article;
mod history;
mod json;
mod sources;

use super::{Ask, Work};
use crate::{
    articles::reader::{self as articles, Shown},
    cache::Page,
    error::Result,
    paths::model::PathKey,
    publishing,
};
use http::{HeaderValue, StatusCode, header};
pub(super) use json::{Fault, JSON, said};
use serde_json::{Value, json};
pub(super) use sources::{RULE, called};

/// Where it begins; beside WordPress's own.
pub(super) const ROOT: &str = "/wp-json/dateline/v1";

/// What is asked for, and its parts.
enum Asked {
    Index,
    Corrections,
    Article(i64),
    Sources(i64),
    Versions(i64),
    CorrectionsOf(i64),
}

/// An answer: a whole one, or a page of a list and where the next one is.
struct Listing {
    value: Value,
    next: Option<String>,
}

impl Listing {
    fn whole(value: Value) -> Listing {
        Listing { value, next: None }
    }
}

/// An answer, or why there is none.
type Told = std::result::Result<Listing, Fault>;

impl Asked {
    /// Takes what stands behind [`ROOT`] apart.
    fn of(rest: &str) -> Option<Asked> {
        let mut steps = rest.split('/').filter(|step| !step.is_empty());
        let asked = match (steps.next(), steps.next(), steps.next()) {
            (None, ..) => Asked::Index,
            (Some("articles"), Some(id), None) => Asked::Article(number(id)),
            (Some("corrections"), None, _) => Asked::Corrections,
            (Some("articles"), Some(id), Some("sources")) => Asked::Sources(number(id)),
            (Some("articles"), Some(id), Some("versions")) => Asked::Versions(number(id)),
            (Some("articles"), Some(id), Some("corrections")) => Asked::CorrectionsOf(number(id)),
            _ => return None,
        };
        steps.next().is_none().then_some(asked)
    }
}

/// A number; one that no article has for what is none.
fn number(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

impl Work<'_, '_> {
    /// The answer to another program, if the address is one of these.
    pub(super) fn api(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        let Some(rest) = key.as_str().strip_prefix(ROOT) else { return Ok(None) };
        if !rest.is_empty() && !rest.starts_with('/') {
            return Ok(None);
        }
        // With or without a slash at its end, as WordPress takes both; every other spelling leads here.
        if ask.path.trim_end_matches('/') != key.as_str() {
            return Ok(Some(self.moved(key.as_str())));
        }
        Ok(Some(match self.api_answer(ask, Asked::of(rest))? {
            Ok(Listing { value, next }) => {
                let mut page = said(StatusCode::OK, JSON, &value);
                let next =
                    next.and_then(|next| HeaderValue::try_from(format!("<{next}>; rel=\"next\"")).ok());
                page.headers.extend(next.map(|next| (header::LINK, next)));
                page
            }
            Err(fault) => self.fault(&fault),
        }))
    }

    /// The answer for what cannot be answered.
    pub(super) fn fault(&self, fault: &Fault) -> Page {
        let mut page = fault.page();
        page.headers.extend(self.blocked_by(page.status));
        page
    }

    fn api_answer(&mut self, ask: &Ask, asked: Option<Asked>) -> Result<Told> {
        let id = match asked {
            None => return Ok(Err(Fault::no_route())),
            Some(Asked::Index) => return Ok(Ok(Listing::whole(self.api_index()))),
            Some(Asked::Corrections) => return self.api_corrections(ask.before).map(Ok),
            Some(
                Asked::Article(id) | Asked::Sources(id) | Asked::Versions(id) | Asked::CorrectionsOf(id),
            ) => id,
        };
        let shown = match self.live_or_fault(id)? {
            Ok(shown) => shown,
            Err(fault) => return Ok(Err(fault)),
        };
        Ok(Ok(match asked {
            Some(Asked::Sources(_)) => Listing::whole(self.api_sources(&shown)?),
            Some(Asked::Versions(_)) => self.api_versions(&shown, ask.before)?,
            Some(Asked::CorrectionsOf(_)) => Listing::whole(self.api_corrections_of(&shown)?),
            _ => Listing::whole(self.api_article(&shown)),
        }))
    }

    /// What there is.
    fn api_index(&mut self) -> Value {
        let at = |tail: &str| self.composer.absolute(&format!("{ROOT}{tail}"));
        json!({
            "name": "Dateline", "namespace": "dateline/v1",
            "description": "Where reports come from, how they changed and what was corrected. Public data only.",
            "documentation": "docs/API.md",
            "rule": self.composer.absolute(RULE),
            "routes": {
                "article": at("/articles/{id}"),
                "sources": at("/articles/{id}/sources"),
                "versions": at("/articles/{id}/versions"),
                "corrections_of": at("/articles/{id}/corrections"),
                "corrections": at("/corrections"),
            },
        })
    }

    /// A public article, or why there is none.
    fn live_or_fault(&mut self, id: i64) -> Result<std::result::Result<Shown, Fault>> {
        self.rests_on(publishing::store::fact(id));
        let Some(shown) = articles::article(self.sql, id)? else { return Ok(Err(Fault::no_article(id))) };
        Ok(if shown.live { Ok(shown) } else { Err(Fault::withdrawn(&shown)) })
    }

    /// An address of the site, or one elsewhere, in full.
    fn full(&self, href: &str) -> String {
        self.composer.absolute(href)
    }
}
