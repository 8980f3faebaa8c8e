//! What becomes of an article's sources when it is published.

use super::{
    model::{self, Chain},
    origins, store,
};
use crate::{articles::model::Manuscript, db::Sql, error::Result, settings::model::Site};

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
