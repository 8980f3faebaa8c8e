//! How many known origins an article's sources make at most.

use super::model::Origins;
use crate::{articles::model::Manuscript, db::Sql, error::Result, settings::model::Site};

/// Counts the origins of a manuscript's sources.
pub fn of(_sql: &mut Sql<'_>, _site: &Site, _article: i64, manuscript: &Manuscript) -> Result<Origins> {
    Ok(Origins { overruled: manuscript.origins.clone(), ..Origins::default() })
}
