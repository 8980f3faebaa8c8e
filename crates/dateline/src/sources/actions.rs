//! Confirming sources, and what becomes of them when the article is published.

use super::{
    model::{self, Chain},
    origins, proposals, store,
};
use crate::{
    articles::{self, model::Manuscript},
    changes::Tx,
    db::Sql,
    error::{Error, Result},
    settings::model::Site,
};

/// The chain that readers will see of a manuscript, as far as editors have confirmed it.
pub fn to_show(
    sql: &mut Sql<'_>,
    site: &Site,
    article: i64,
    manuscript: &Manuscript,
) -> Result<Option<Chain>> {
    if manuscript.sources.is_empty() {
        return Ok(None);
    }
    let confirmed = store::confirmed(sql, article)?;
    let origins = origins::of(sql, site, article, manuscript)?;
    model::shown(manuscript, &confirmed, &origins)
}

/// What somebody confirms.
#[derive(Debug, Clone)]
pub struct Confirming {
    /// The revision that they looked at.
    pub revision: i64,
    /// Sources, by their numbers in it.
    pub ids: Vec<i64>,
    /// All of them with their count.
    pub origins: bool,
}

/// How confirming ended.
#[derive(Debug, Clone)]
pub enum Confirmed {
    /// It is kept; this is what was confirmed.
    Yes(Box<Manuscript>),
    /// There is a newer revision, which they have not seen. Nothing was kept.
    Newer(i64),
}

/// Confirms sources of the newest revision: exactly as they stand there. Readers see them once that is published.
pub fn confirm(tx: &mut Tx<'_, '_>, site: &Site, article: i64, what: &Confirming) -> Result<Confirmed> {
    let latest = articles::store::article(tx, article)?.map_or(0, |article| article.latest);
    if latest != what.revision {
        return Ok(Confirmed::Newer(latest));
    }
    let found = articles::store::revision(tx, article, latest)?;
    let (_, manuscript) = found.ok_or_else(|| Error::NotFound(format!("article {article}")))?;
    let mut new: Vec<String> = Vec::new();
    for id in &what.ids {
        let source = manuscript.sources.iter().find(|source| source.id == *id).ok_or_else(|| {
            Error::refused(format!("source {id}"), "is not in the newest revision; look at the sources again")
        })?;
        if store::confirm(tx, article, "source", &model::digest(source)?)? {
            new.push(id.to_string());
        }
    }
    let mut count = false;
    if what.origins {
        let origins = origins::of(tx, site, article, &manuscript)?;
        count =
            store::confirm(tx, article, "origins", &model::digest_of_all(&manuscript.sources, &origins)?)?;
    }
    let said = match (new.is_empty(), count) {
        // Somebody had confirmed exactly this before.
        (true, false) => return Ok(Confirmed::Yes(Box::new(manuscript))),
        (true, true) => format!("revision {latest}: the count of origins confirmed"),
        (false, count) => format!(
            "revision {latest}: sources {} {}confirmed",
            new.join(", "),
            if count { "and the count of origins " } else { "" }
        ),
    };
    tx.audit(format!("article/{article}"), said);
    proposals::actions::read_again(tx, article)?;
    Ok(Confirmed::Yes(Box::new(manuscript)))
}
