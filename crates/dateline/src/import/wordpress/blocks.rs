//! What a text refers to in other items: reusable blocks, pictures uploaded to it, footnotes kept in a custom field.

use super::context::Run;
use crate::{error::Result, import::store};
use document::html::Surroundings;
use interchange::wxr::Item;
use std::collections::HashMap;

/// Reusable blocks are kept in memory: a site has a few dozen. At most this many bytes of them.
const MOST: usize = 8 << 20;

/// The reusable blocks of the file.
#[derive(Debug, Default)]
pub struct Blocks {
    by_id: HashMap<i64, String>,
    bytes: usize,
}

impl Blocks {
    /// Takes a block in; false if there is no room for it.
    pub fn add(&mut self, id: u64, content: &str) -> bool {
        self.bytes += content.len();
        if self.bytes > MOST {
            return false;
        }
        if let Ok(id) = i64::try_from(id) {
            self.by_id.insert(id, content.to_owned());
        }
        true
    }
}

/// What lies around one item's text.
pub struct Around<'a> {
    blocks: &'a Blocks,
    attached: Vec<i64>,
    footnotes: Option<&'a str>,
}

impl Surroundings for Around<'_> {
    fn attached_pictures(&self) -> Vec<i64> {
        self.attached.clone()
    }
    fn reusable_block(&self, id: i64) -> Option<String> {
        self.blocks.by_id.get(&id).cloned()
    }
    fn footnotes(&self) -> Option<String> {
        self.footnotes.map(str::to_owned)
    }
}

impl<'a> Run<'a> {
    /// What lies around an item's text. Pictures uploaded to it are looked up only if a gallery may ask for them.
    pub fn around<'b>(&'b mut self, item: &'b Item) -> Result<Around<'b>> {
        let mut attached: Vec<Option<i64>> = Vec::new();
        if item.content.contains("[gallery") || item.content.contains("[playlist") {
            let parent = item.post_id.unwrap_or(0).to_string();
            let sql = &mut self.look.sql();
            attached = sql.rows(
                "SELECT i.original FROM imported_uploads u JOIN media m ON m.id = u.media_id
                     JOIN imported i ON i.kind = 'media' AND i.ours = u.media_id AND i.source = u.source
                 WHERE u.source = ?1 AND u.parent = ?2 AND m.media_type LIKE 'image/%' ORDER BY u.media_id",
                crate::params![&self.source, &parent],
                |row| Ok(row.text(0)?.parse::<i64>().ok()),
            )?;
        }
        Ok(Around {
            blocks: &self.blocks,
            attached: attached.into_iter().flatten().collect::<Vec<i64>>(),
            footnotes: item.meta("footnotes"),
        })
    }

    /// The files that were uploaded to an item.
    pub fn uploaded_to(&mut self, original: &str) -> Result<Vec<i64>> {
        if !self.with_uploads.contains(original) {
            return Ok(Vec::new());
        }
        store::uploaded_to(&mut self.look.sql(), &self.source, original)
    }
}
