//! Single custom fields of WordPress itself.

use serde::Serialize;

use super::super::Item;
use super::given;

/// The attachment that is the item's lead picture.
pub fn thumbnail_id(item: &Item) -> Option<u64> {
    given(item.meta("_thumbnail_id")).and_then(|id| id.parse().ok()).filter(|&id| id > 0)
}

/// Slugs that the item had before; WordPress redirects them.
pub fn old_slugs(item: &Item) -> Vec<&str> {
    let mut slugs: Vec<&str> = item.meta_all("_wp_old_slug").filter_map(|slug| given(Some(slug))).collect();
    slugs.retain(|slug| *slug != item.slug);
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

/// The theme's file for a page; None for the usual one.
pub fn page_template(item: &Item) -> Option<&str> {
    given(item.meta("_wp_page_template")).filter(|name| *name != "default")
}

/// A file for podcast players.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Episode {
    /// Where it is.
    pub url: String,
    /// Bytes.
    pub length: Option<u64>,
    /// "audio/mpeg" and the like.
    pub mime: String,
    /// "HH:MM:SS" as the plugin PowerPress has it.
    pub duration: Option<String>,
}

/// From custom fields named `enclosure` (address, length, type and plugin's data, each on a line) and
/// from RSS enclosures, each address once.
pub fn episodes(item: &Item) -> Vec<Episode> {
    let mut found: Vec<Episode> = Vec::new();
    let fields = item.meta_all("enclosure").filter_map(|field| {
        let mut lines = field.trim().lines().map(str::trim);
        let url = lines.next().filter(|url| !url.is_empty())?.to_owned();
        let length = lines.next().and_then(|length| length.parse().ok());
        let mime = lines.next().unwrap_or_default().to_owned();
        let data = lines.next().and_then(|data| crate::php::unserialize(data).ok());
        let duration = data.and_then(|data| data.value.get("duration")?.as_str().map(str::to_owned));
        Some(Episode { url, length, mime, duration })
    });
    let elements =
        item.enclosures.iter().filter(|enclosure| !enclosure.url.is_empty()).map(|enclosure| Episode {
            url: enclosure.url.clone(),
            length: enclosure.length,
            mime: enclosure.mime.clone(),
            duration: None,
        });
    for episode in fields.chain(elements) {
        if !found.iter().any(|known| known.url == episode.url) {
            found.push(episode);
        }
    }
    found
}
