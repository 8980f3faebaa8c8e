//! Uploaded files: items of type `attachment`.

use serde::Serialize;

use super::super::Item;
use super::given;
use crate::php::{self, Value};

/// A smaller copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// "thumbnail", "medium", "large", or a theme's name for it.
    pub name: String,
    /// File name, in the folder of the original.
    pub file: String,
    /// Pixels.
    pub width: u64,
    /// Pixels.
    pub height: u64,
}

/// An uploaded file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// `wp:attachment_url`, else the guid, which is the same address in old exports.
    pub url: String,
    /// Path below the uploads folder, as written: it may be absolute or hold `..`.
    pub file: Option<String>,
    /// The upload before WordPress scaled it down (its name without `-scaled`), in the same folder.
    pub original_file: Option<String>,
    /// Pixels.
    pub width: Option<u64>,
    /// Pixels.
    pub height: Option<u64>,
    /// Smaller copies.
    pub variants: Vec<Variant>,
    /// Alternative text.
    pub alt: String,
    /// The item's excerpt, else the caption inside the picture file.
    pub caption: String,
    /// The item's content.
    pub description: String,
    /// From inside the picture file.
    pub credit: String,
    /// From inside the picture file.
    pub copyright: String,
    /// Why `_wp_attachment_metadata` could not be read, if it could not.
    pub problem: Option<String>,
}

/// None for an item of another type.
pub fn attachment(item: &Item) -> Option<Attachment> {
    if item.post_type != "attachment" {
        return None;
    }
    let url = given(Some(&item.attachment_url)).or(given(Some(&item.guid))).unwrap_or_default();
    let mut found = Attachment {
        url: url.to_owned(),
        file: given(item.meta("_wp_attached_file")).map(str::to_owned),
        alt: given(item.meta("_wp_attachment_image_alt")).unwrap_or_default().to_owned(),
        caption: item.excerpt.trim().to_owned(),
        description: item.content.trim().to_owned(),
        ..Attachment::default()
    };
    if let Some(metadata) = given(item.meta("_wp_attachment_metadata")) {
        match php::unserialize(metadata) {
            Ok(read) => metadata_into(&read.value, &mut found),
            Err(error) => found.problem = Some(error.to_string()),
        }
    }
    Some(found)
}

fn metadata_into(metadata: &Value, found: &mut Attachment) {
    let text = |key: &str| metadata.get(key).and_then(Value::as_str).and_then(|text| given(Some(text)));
    found.width = metadata.get("width").and_then(Value::as_u64);
    found.height = metadata.get("height").and_then(Value::as_u64);
    found.original_file = text("original_image").map(str::to_owned);
    if found.file.is_none() {
        found.file = text("file").map(str::to_owned);
    }
    let sizes = metadata.get("sizes").map(Value::entries).unwrap_or_default();
    found.variants = sizes.iter().filter_map(|(name, size)| variant(&name.as_text(), size)).collect();
    let inside = |key: &str| {
        let value = metadata.get("image_meta").and_then(|meta| meta.get(key));
        given(value.and_then(Value::as_str)).unwrap_or_default().to_owned()
    };
    found.credit = inside("credit");
    found.copyright = inside("copyright");
    if found.caption.is_empty() {
        found.caption = inside("caption");
    }
}

fn variant(name: &str, size: &Value) -> Option<Variant> {
    Some(Variant {
        name: name.to_owned(),
        file: given(size.get("file").and_then(Value::as_str))?.to_owned(),
        width: size.get("width").and_then(Value::as_u64).unwrap_or(0),
        height: size.get("height").and_then(Value::as_u64).unwrap_or(0),
    })
}
