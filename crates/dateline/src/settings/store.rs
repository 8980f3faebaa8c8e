//! The settings' SQL.

use super::model::{MenuEntry, Site};
use crate::{
    changes::{Fact, Tx},
    db::Sql,
    error::Result,
    params,
};

/// The site as it is set; the defaults if nobody has set anything.
pub fn site(sql: &mut Sql<'_>) -> Result<Site> {
    Ok(get(sql, "site")?.unwrap_or_default())
}

/// The site's own address, as the server was started with: `https://example.org`.
pub fn address(sql: &mut Sql<'_>) -> Result<Option<String>> {
    get(sql, "address")
}

/// Keeps the site's own address, for what has to tell links to itself from others.
pub fn set_address(tx: &mut Tx<'_, '_>, address: &str) -> Result<()> {
    set(tx, "address", &serde_json::to_string(address)?)
}

/// True once somebody, or an import, has set the site.
pub fn is_set(sql: &mut Sql<'_>) -> Result<bool> {
    Ok(sql.row("SELECT 1 FROM settings WHERE key = 'site'", &[], |_| Ok(()))?.is_some())
}

/// Sets the site.
pub fn set_site(tx: &mut Tx<'_, '_>, site: &Site) -> Result<()> {
    set(tx, "site", &serde_json::to_string(site)?)
}

/// Sets the navigation menu.
pub fn set_menu(tx: &mut Tx<'_, '_>, menu: &[MenuEntry]) -> Result<()> {
    set(tx, "menu", &serde_json::to_string(menu)?)
}

/// The navigation menu, if one was set.
pub fn menu(sql: &mut Sql<'_>) -> Result<Option<Vec<MenuEntry>>> {
    get(sql, "menu")
}

fn get<T: serde::de::DeserializeOwned>(sql: &mut Sql<'_>, key: &'static str) -> Result<Option<T>> {
    sql.row("SELECT value FROM settings WHERE key = ?1", params![key], |row| row.json(0))
}

fn set(tx: &mut Tx<'_, '_>, key: &str, value: &str) -> Result<()> {
    let changed = tx.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE settings.value <> excluded.value",
        params![key, value],
    )?;
    if changed > 0 {
        tx.touch(Fact::new("settings"));
    }
    Ok(())
}
