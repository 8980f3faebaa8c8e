//! The boxes of an AVIF file (AV1 Image File Format 1.1 on ISO/IEC 23008-12 and 14496-12).

use super::header::Header;
use super::notes::Notes;
use super::{PictureError, take};

/// Items that are looked at: a picture has one, its transparency, and its metadata; a grid of tiles some
/// hundred.
const MAX_ITEMS: usize = 4096;

/// Metadata items, and pieces that all items together are in. Pieces may be written without a single byte each, so
/// a small file could announce more of them than anybody can count.
const MAX_METADATA: usize = 16;
const MAX_EXTENTS: usize = 65_536;

pub(super) fn is_avif(bytes: &[u8]) -> bool {
    let Some(length) = take::<4>(bytes, 0).map(u32::from_be_bytes) else { return false };
    let brands = bytes.get(8..(length as usize).clamp(8, 512).min(bytes.len())).unwrap_or_default();
    bytes.get(4..8) == Some(b"ftyp") && brands.chunks_exact(4).any(|brand| matches!(brand, b"avif" | b"avis"))
}

/// The boxes that stand side by side: their type and content. Ends at the first that does not fit.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let kind = take::<4>(rest, 4)?;
        let (header, length) = match u32::from_be_bytes(take::<4>(rest, 0)?) {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(take::<8>(rest, 8)?)).ok()?),
            length => (8, length as usize),
        };
        let content = rest.get(header..length)?;
        rest = rest.get(length..)?;
        Some((kind, content))
    })
}

fn inner<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(found, _)| found == kind).map(|(_, content)| content)
}

/// The content of `meta`, behind its version and flags.
fn meta(bytes: &[u8]) -> Result<&[u8], PictureError> {
    inner(bytes, b"meta")
        .and_then(|meta| meta.get(4..))
        .ok_or(PictureError::Broken { what: "it holds no description of its picture", at: 0 })
}

/// The largest size that any item has (`ispe`): a thumbnail or a tile is smaller than its picture.
pub(super) fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    let properties = inner(meta(bytes)?, b"iprp").and_then(|iprp| inner(iprp, b"ipco")).unwrap_or_default();
    let mut size = None;
    let mut orientation = 1;
    for (kind, content) in boxes(properties).take(MAX_ITEMS) {
        match &kind {
            b"ispe" => {
                let found = take::<4>(content, 4).zip(take::<4>(content, 8));
                let found =
                    found.map(|(width, height)| (u32::from_be_bytes(width), u32::from_be_bytes(height)));
                let area = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
                size = size.into_iter().chain(found).max_by_key(|size| area(*size));
            }
            // Quarters of a turn, against the clock.
            b"irot" => {
                orientation = match content.first().map_or(0, |angle| angle & 3) {
                    1 => 8,
                    2 => 3,
                    3 => 6,
                    _ => 1,
                };
            }
            _ => {}
        }
    }
    let (width, height) = size.ok_or(PictureError::Broken { what: "it does not say its size", at: 0 })?;
    // An image sequence has a film's track; how many frames it has stands deep inside.
    let frames = if inner(bytes, b"moov").is_some() { 2 } else { 1 };
    Ok(Header { width, height, orientation, frames })
}

/// Overwrites the items that hold Exif and XMP with zeros: moving anything would
/// mean to write all addresses anew.
pub(super) fn strip(bytes: &[u8], notes: &mut Notes) -> Result<Vec<u8>, PictureError> {
    let meta = meta(bytes)?;
    let broken = PictureError::Broken { what: "its metadata is said to be where the file is not", at: 0 };
    let crowded = PictureError::Broken { what: "it holds more items than a picture has", at: 0 };
    let mut out = bytes.to_vec();
    let mut left = bytes.len();
    for (item, is_exif) in metadata_items(meta).ok_or(crowded)? {
        for (start, end) in places(meta, item).ok_or(broken.clone())? {
            let data = bytes.get(start..end).ok_or(broken.clone())?;
            // Pieces that lie over each other would have the same bytes overwritten for ever.
            left = left.checked_sub(data.len()).ok_or(broken.clone())?;
            if is_exif {
                // Four bytes say how far the TIFF structure is away; its orientation counts for nothing in AVIF.
                let from = take::<4>(data, 0)
                    .map_or(0, |skip| (u32::from_be_bytes(skip) as usize).saturating_add(4));
                notes.exif_without_orientation(data.get(from..).unwrap_or_default());
            } else {
                notes.xmp(data);
            }
            out.get_mut(start..end).ok_or(broken.clone())?.fill(0);
        }
    }
    for (kind, content) in boxes(bytes) {
        if &kind == b"uuid" && content.windows(4).any(|window| window == b"c2pa") {
            notes.c2pa(true);
        }
    }
    Ok(out)
}

/// `iinf`: the items that are metadata, and whether they are Exif. `None` when there are more than are
/// looked at: one that is not seen would be published.
fn metadata_items(meta: &[u8]) -> Option<Vec<(u32, bool)>> {
    let Some(iinf) = inner(meta, b"iinf") else { return Some(Vec::new()) };
    let entries = iinf.get(if iinf.first() == Some(&0) { 6 } else { 8 }..).unwrap_or_default();
    let item = |content: &[u8]| {
        let (id, kind_at) = match content.first()? {
            2 => (u32::from(u16::from_be_bytes(take(content, 4)?)), 8),
            3 => (u32::from_be_bytes(take(content, 4)?), 10),
            _ => return None,
        };
        match &take::<4>(content, kind_at)? {
            b"Exif" => Some((id, true)),
            // The only items of a media type that pictures have are XMP packets.
            b"mime" => Some((id, false)),
            _ => None,
        }
    };
    if boxes(entries).nth(MAX_ITEMS).is_some() {
        return None;
    }
    let infe = boxes(entries).filter(|(kind, _)| kind == b"infe");
    let found: Vec<_> = infe.filter_map(|(_, content)| item(content)).collect();
    (found.len() <= MAX_METADATA).then_some(found)
}

/// `iloc` (14496-12 §8.11.3): from where to where in the file an item's bytes stand. `None` when that
/// cannot be told; an item that has no place has no bytes.
fn places(meta: &[u8], wanted: u32) -> Option<Vec<(usize, usize)>> {
    let iloc = inner(meta, b"iloc")?;
    let version = *iloc.first()?;
    let mut at = 4;
    let sizes = take::<2>(iloc, at)?;
    at += 2;
    let [offsets, lengths, bases] = [sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4].map(usize::from);
    let indexes = if version == 0 { 0 } else { usize::from(sizes[1] & 15) };
    let wide = if version < 2 { 2 } else { 4 };
    let count = number(iloc, &mut at, wide)?;
    if count > MAX_ITEMS {
        return None;
    }
    let mut seen = 0usize;
    for _ in 0..count {
        let id = number(iloc, &mut at, wide)?;
        let method = if version == 0 { 0 } else { number(iloc, &mut at, 2)? & 15 };
        at += 2;
        let base = number(iloc, &mut at, bases)?;
        let extents = number(iloc, &mut at, 2)?;
        let mut found = Vec::new();
        seen = seen.saturating_add(extents);
        if seen > MAX_EXTENTS {
            return None;
        }
        for _ in 0..extents {
            number(iloc, &mut at, indexes)?;
            let start = base.checked_add(number(iloc, &mut at, offsets)?)?;
            found.push((start, start.checked_add(number(iloc, &mut at, lengths)?)?));
        }
        if u32::try_from(id).ok()? == wanted {
            // Other methods point into a box inside; nobody writes metadata so.
            return (method == 0).then_some(found);
        }
    }
    Some(Vec::new())
}

/// A number of 0, 2, 4 or 8 bytes.
fn number(bytes: &[u8], at: &mut usize, width: usize) -> Option<usize> {
    let digits = bytes.get(*at..at.checked_add(width)?)?;
    *at += width;
    digits.iter().try_fold(0usize, |number, digit| number.checked_mul(256)?.checked_add(usize::from(*digit)))
}
