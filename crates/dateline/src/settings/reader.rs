//! What every page shows of the settings.

use super::{
    model::{MenuEntry, Site},
    store,
};
use crate::{changes::Fact, db::Sql, error::Result};

/// The fact that every page rests on: the site's settings and its menu.
pub fn fact() -> Fact {
    Fact::new("settings")
}

/// The site and its menu.
pub fn site(sql: &mut Sql<'_>) -> Result<(Site, Option<Vec<MenuEntry>>)> {
    Ok((store::site(sql)?, store::menu(sql)?))
}
