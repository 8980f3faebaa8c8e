//! For other programs: `/wp-json/dateline/v1/…`, of published rows, kept like any page. `docs/API.md` says what each holds.

mod article;
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
use http::StatusCode;
pub(super) use json::{Fault, JSON, said};
use serde_json::{Value, json};
pub(super) use sources::{RULE, called};

/// Where it begins; beside WordPress's own.
pub(super) const ROOT: &str = "/wp-json/dateline/v1";

/// What is asked for, and its parts.
enum Asked {
    Index,
    Article(i64),
    Sources(i64),
}

impl Asked {
    /// Takes what stands behind [`ROOT`] apart.
    fn of(rest: &str) -> Option<Asked> {
        let mut steps = rest.split('/').filter(|step| !step.is_empty());
        let asked = match (steps.next(), steps.next(), steps.next()) {
            (None, ..) => Asked::Index,
            (Some("articles"), Some(id), None) => Asked::Article(number(id)),
            (Some("articles"), Some(id), Some("sources")) => Asked::Sources(number(id)),
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
        let made = match Asked::of(rest) {
            None => Err(Fault::no_route()),
            Some(Asked::Index) => Ok(self.api_index()),
            Some(Asked::Article(id)) => self.live_or_fault(id)?.map(|shown| self.api_article(&shown)),
            Some(Asked::Sources(id)) => match self.live_or_fault(id)? {
                Ok(shown) => Ok(self.api_sources(&shown)?),
                Err(fault) => Err(fault),
            },
        };
        Ok(Some(match made {
            Ok(value) => said(StatusCode::OK, JSON, &value),
            Err(fault) => fault.page(),
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
            },
        })
    }

    /// A public article, or why there is none.
    pub(super) fn live_or_fault(&mut self, id: i64) -> Result<std::result::Result<Shown, Fault>> {
        self.rests_on(publishing::store::fact(id));
        let Some(shown) = articles::article(self.sql, id)? else { return Ok(Err(Fault::no_article(id))) };
        Ok(if shown.live { Ok(shown) } else { Err(Fault::withdrawn(&shown)) })
    }

    /// An address of the site, or one elsewhere, in full.
    pub(super) fn full(&self, href: &str) -> String {
        self.composer.absolute(href)
    }
}
