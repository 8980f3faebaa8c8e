//! The desk's scripts and sheets: addresses by content, kept by browsers for good.

use super::{
    fault::{Answer, Fault},
    page::SCRIPTS,
};
use crate::{error::Error, values::hex};
use axum::{extract::Path, response::IntoResponse};
use http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, sync::OnceLock};

/// The sheet of every page.
const SHEET: &str = include_str!("../../desk/desk.css");

struct Asset {
    name: String,
    plain: &'static [u8],
    packed: &'static [u8],
    media_type: &'static str,
}

fn all() -> &'static BTreeMap<&'static str, Asset> {
    static ALL: OnceLock<BTreeMap<&'static str, Asset>> = OnceLock::new();
    ALL.get_or_init(|| {
        let sheet = [("desk.css", SHEET.as_bytes(), &[][..])];
        let each = SCRIPTS.iter().copied().chain(sheet);
        each.map(|(name, plain, packed)| {
            let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
            let digest: String = hex(&Sha256::digest(plain)).chars().take(12).collect();
            let media_type =
                if end == "css" { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
            (name, Asset { name: format!("{stem}.{digest}.{end}"), plain, packed, media_type })
        })
        .collect()
    })
}

/// The addresses, by name: `asset["editor.js"]` in templates.
pub fn addresses() -> BTreeMap<&'static str, String> {
    all().iter().map(|(name, asset)| (*name, format!("/desk/assets/{}", asset.name))).collect()
}

/// Answers with one.
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let Some(asset) = all().values().find(|asset| asset.name == name) else {
        return Err(Fault::from(Error::NotFound(format!("/desk/assets/{name}"))));
    };
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let packed =
        !asset.packed.is_empty() && accepts.split(',').any(|c| c.trim().split(';').next() == Some("br"));
    let mut response = if packed { asset.packed } else { asset.plain }.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    // An address by content never changes what it says (RFC 8246).
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}
