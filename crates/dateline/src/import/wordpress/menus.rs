//! Navigation menus. The one that looks like the main menu becomes the site's; the others are kept as private data.

use super::context::Run;
use crate::{
    error::Result,
    paths::{self, model::Kind},
    settings::{self, model::MenuEntry},
    values::line,
};
use interchange::wxr::{
    Item,
    views::{MenuItem, menu_item},
};
use std::collections::{BTreeMap, HashSet};

/// The menus of the file.
#[derive(Debug, Default)]
pub struct Menus {
    names: BTreeMap<String, String>,
    items: Vec<MenuItem>,
}

/// More entries than this are no menu.
const MOST: usize = 2_000;
/// The deepest that a menu goes.
const DEPTH: usize = 4;

impl Menus {
    /// A menu's name.
    pub fn name(&mut self, slug: &str, name: &str) {
        self.names.insert(slug.to_owned(), name.to_owned());
    }
}

impl Run<'_> {
    /// An entry of a menu.
    pub fn see_menu_item(&mut self, item: &Item) {
        if let Some(entry) = menu_item(item)
            && entry.published
            && self.menus.items.len() < MOST
        {
            self.menus.items.push(entry);
        }
    }

    /// Sets the site's menu, if it has none yet.
    pub fn menus(&mut self) -> Result<()> {
        let Some(chosen) = self.main_menu() else { return Ok(()) };
        let mut items: Vec<MenuItem> =
            self.menus.items.iter().filter(|i| i.menu_slugs.contains(&chosen)).cloned().collect();
        items.sort_by_key(|i| (i.order, i.id));
        let ids: HashSet<u64> = items.iter().map(|i| i.id).collect();
        let top: Vec<MenuItem> =
            items.iter().filter(|i| i.parent.is_none_or(|p| !ids.contains(&p))).cloned().collect();
        let mut menu = Vec::new();
        for item in top {
            menu.extend(self.menu_entry(&item, &items, DEPTH)?);
        }
        let others = self.menus.names.len().saturating_sub(1);
        if others > 0 {
            let name = self.menus.names.get(&chosen).cloned().unwrap_or(chosen);
            self.summary.remarks.add(
                0,
                "menus",
                format!("“{name}” became the site's menu; {others} more are kept as private data"),
            );
        }
        if menu.is_empty() || self.options.dry_run || settings::store::menu(&mut self.look.sql())?.is_some() {
            return Ok(());
        }
        self.actions
            .act("import the menu", Self::actor(), move |tx| {
                tx.audit("settings/menu", "");
                settings::store::set_menu(tx, &menu)
            })
            .wait()
    }

    /// The menu whose name says that it is the main one, else the one with the most entries that is not for networks.
    fn main_menu(&self) -> Option<String> {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for item in &self.menus.items {
            for slug in &item.menu_slugs {
                *sizes.entry(slug).or_default() += 1;
            }
        }
        let word = |slug: &str, words: &[&str]| {
            let name = self.menus.names.get(slug).map_or("", String::as_str).to_lowercase();
            words.iter().any(|w| slug.contains(w) || name.contains(w))
        };
        let main = ["primary", "main", "header", "haupt", "principal", "top"];
        let best = sizes.iter().filter(|(slug, _)| word(slug, &main)).max_by_key(|(_, n)| **n);
        let other = || {
            sizes
                .iter()
                .filter(|(slug, _)| !word(slug, &["social", "footer", "legal"]))
                .max_by_key(|(_, n)| **n)
        };
        best.or_else(other).map(|(slug, _)| (*slug).to_owned())
    }

    fn menu_entry(&mut self, item: &MenuItem, all: &[MenuItem], depth: usize) -> Result<Option<MenuEntry>> {
        let Some((href, name)) = self.menu_target(item)? else { return Ok(None) };
        let mut children = Vec::new();
        if depth > 0 {
            let below: Vec<MenuItem> =
                all.iter().filter(|i| i.parent == Some(item.id) && i.id != item.id).cloned().collect();
            for child in below {
                children.extend(self.menu_entry(&child, all, depth - 1)?);
            }
        }
        let own = line(&super::plain::text(&item.title), 100);
        let title = if own.is_empty() { name } else { own };
        Ok((!title.is_empty()).then_some(MenuEntry { title, href, children }))
    }

    /// Where an entry leads, and what that is called.
    fn menu_target(&mut self, item: &MenuItem) -> Result<Option<(String, String)>> {
        let object = item.object_id.unwrap_or(0);
        match item.kind.as_str() {
            "post_type" => {
                let Some(known) = self.known("article", &object.to_string())? else { return Ok(None) };
                let Some(path) = paths::store::canonical(&mut self.look.sql(), Kind::Article, known.ours)?
                else {
                    return Ok(None);
                };
                let headline = self.look.sql().row(
                    "SELECT headline FROM published_articles WHERE id = ?1",
                    crate::params![known.ours],
                    |row| row.text(0),
                )?;
                Ok(Some((path, headline.unwrap_or_default())))
            }
            "taxonomy" => {
                let number = i64::try_from(object).unwrap_or(0);
                let row = self.look.sql().row(
                    "SELECT path, name FROM published_sections WHERE id = ?1
                     UNION ALL SELECT path, name FROM published_topics WHERE id = ?1",
                    crate::params![number],
                    |row| Ok((row.text(0)?, row.text(1)?)),
                )?;
                Ok(row)
            }
            _ => {
                let url = document::address::clean(&item.url);
                let href = url.map(|u| self.hosts.local(&u).map_or(u.clone(), str::to_owned));
                Ok(href.map(|h| (h, String::new())))
            }
        }
    }
}
