//! What readers see of an article's sources.

use super::model::Chain;
use crate::{db::Sql, error::Result, params};
use serde::Deserialize;

/// The chain that a live article shows.
pub fn chain(sql: &mut Sql<'_>, article: i64) -> Result<Option<Chain>> {
    #[derive(Deserialize)]
    struct View {
        #[serde(default)]
        chain: Option<Chain>,
    }
    let view: Option<View> = sql.row(
        "SELECT view FROM published_articles WHERE id = ?1 AND state = 'live'",
        params![article],
        |row| row.json(0),
    )?;
    Ok(view.and_then(|view| view.chain))
}
