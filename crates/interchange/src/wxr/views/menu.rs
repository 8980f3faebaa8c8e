//! Navigation menus: each entry is an item of type `nav_menu_item`, its menu a term.

use serde::Serialize;

use super::super::Item;
use super::given;

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MenuItem {
    /// Its post id, which `parent` of others names.
    pub id: u64,
    /// The slugs of the menus it is in.
    pub menu_slugs: Vec<String>,
    /// Empty where the label is that of what it leads to.
    pub title: String,
    /// "custom" (an address), "post_type", "taxonomy" or "post_type_archive".
    pub kind: String,
    /// The post type or taxonomy.
    pub object: String,
    /// The post or term id.
    pub object_id: Option<u64>,
    /// The address of a custom entry.
    pub url: String,
    /// The entry it hangs below.
    pub parent: Option<u64>,
    /// Place in the menu.
    pub order: i64,
    /// A draft entry is not shown.
    pub published: bool,
}

/// None for an item of another type, or without an id.
pub fn menu_item(item: &Item) -> Option<MenuItem> {
    if item.post_type != "nav_menu_item" {
        return None;
    }
    let text = |key: &str| given(item.meta(key)).unwrap_or_default().to_owned();
    let id = |key: &str| given(item.meta(key)).and_then(|id| id.parse().ok()).filter(|&id: &u64| id > 0);
    Some(MenuItem {
        id: item.post_id?,
        menu_slugs: item
            .terms
            .iter()
            .filter(|t| t.domain == "nav_menu")
            .map(|t| t.nicename.clone())
            .collect(),
        title: item.title.clone(),
        kind: text("_menu_item_type"),
        object: text("_menu_item_object"),
        object_id: id("_menu_item_object_id"),
        url: text("_menu_item_url"),
        parent: id("_menu_item_menu_item_parent"),
        order: item.menu_order.unwrap_or(0),
        published: matches!(item.status.as_str(), "publish" | ""),
    })
}
