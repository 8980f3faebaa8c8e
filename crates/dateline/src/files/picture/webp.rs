//! The chunks of a WebP file (RFC 9649 §2).

use super::header::Header;
use super::notes::Notes;
use super::{PictureError, exif, take};

const HAS_ICC: u8 = 0x20;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
const HAS_ANIMATION: u8 = 0x02;

struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
}

/// To the end that the file's own length names, or the end of the file where that is nearer.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Result<Chunk<'_>, PictureError>> {
    let end = stated_end(bytes);
    let mut at = 12;
    std::iter::from_fn(move || {
        // A last byte of filling is no chunk.
        if at + 1 >= end {
            return None;
        }
        let start = at;
        at = end;
        let chunk = take::<4>(bytes, start).zip(take::<4>(bytes, start + 4)).and_then(|(kind, length)| {
            let length = u32::from_le_bytes(length) as usize;
            let data = bytes.get(start + 8..(start + 8).checked_add(length)?)?;
            // Chunks begin at even places.
            at = start + 8 + length + (length & 1);
            Some(Chunk { kind, data })
        });
        Some(chunk.ok_or(PictureError::Broken {
            what: "a chunk is cut off, or its length cannot be right",
            at: start,
        }))
    })
}

fn stated_end(bytes: &[u8]) -> usize {
    let stated = take::<4>(bytes, 4).map_or(0, |length| u32::from_le_bytes(length) as usize);
    stated.saturating_add(8).min(bytes.len())
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut size = None;
    let mut orientation = 1;
    let mut frames = 0u32;
    for chunk in chunks(bytes) {
        let Chunk { kind, data } = chunk?;
        match &kind {
            b"VP8X" if size.is_none() => size = canvas(data),
            b"VP8 " if size.is_none() => size = lossy(data),
            b"VP8L" if size.is_none() => size = lossless(data),
            b"ANMF" => frames = frames.saturating_add(1),
            b"EXIF" => {
                orientation = tiff(data).and_then(|data| exif::read(data).orientation).unwrap_or(orientation)
            }
            _ => {}
        }
    }
    let (width, height) = size.ok_or(PictureError::Broken { what: "it holds no picture", at: 12 })?;
    Ok(Header { width, height, orientation, frames: frames.max(1) })
}

/// Some programs put JPEG's own prefix before the Exif data.
fn tiff(data: &[u8]) -> Option<&[u8]> {
    Some(data.strip_prefix(b"Exif\0\0").unwrap_or(data))
}

/// §2.7.1: 24 bits each, less one.
fn canvas(data: &[u8]) -> Option<(u32, u32)> {
    let [w1, w2, w3, h1, h2, h3] = take::<6>(data, 4)?;
    Some((u32::from_le_bytes([w1, w2, w3, 0]) + 1, u32::from_le_bytes([h1, h2, h3, 0]) + 1))
}

/// RFC 6386 §9.1: a key frame's start code, then 14 bits each.
fn lossy(data: &[u8]) -> Option<(u32, u32)> {
    let [0x9d, 0x01, 0x2a, w1, w2, h1, h2] = take::<7>(data, 3)? else { return None };
    Some((u32::from(u16::from_le_bytes([w1, w2]) & 0x3fff), u32::from(u16::from_le_bytes([h1, h2]) & 0x3fff)))
}

/// §3.4: a signature byte, then 14 bits each, less one.
fn lossless(data: &[u8]) -> Option<(u32, u32)> {
    let [0x2f, rest @ ..] = take::<5>(data, 0)? else { return None };
    let bits = u32::from_le_bytes(rest);
    Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
}

/// The picture without metadata; see [`super::strip()`].
pub(super) fn strip(bytes: &[u8], notes: &mut Notes) -> Result<Vec<u8>, PictureError> {
    let mut body = Vec::with_capacity(bytes.len());
    let mut extended = false;
    for chunk in chunks(bytes) {
        let Chunk { kind, data } = chunk?;
        match &kind {
            b"VP8X" => {
                extended = true;
                push(&mut body, kind, data);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => push(&mut body, kind, data),
            b"EXIF" => notes.exif(tiff(data).unwrap_or_default()),
            b"XMP " => notes.xmp(data),
            b"C2PA" => {
                notes.c2pa(true);
                notes.removed("JUMBF");
            }
            _ => notes.removed("application data"),
        }
    }
    if stated_end(bytes) < bytes.len() {
        notes.removed("data after the end");
    }
    // Without the extended header nobody looks for an orientation, nor would the picture's maker have.
    let kept = notes.orientation_to_keep().filter(|_| extended);
    if let Some(flags) = body.get_mut(8).filter(|_| extended) {
        *flags &= !(HAS_EXIF | HAS_XMP);
        if kept.is_some() {
            *flags |= HAS_EXIF;
        }
    }
    if let Some(kept) = kept {
        push(&mut body, *b"EXIF", &kept);
    }
    Ok(file(&body))
}

/// Puts a colour profile into a picture that has none. Without it a picture from a
/// telephone's wide-gamut camera looks pale.
pub(super) fn with_profile(
    bytes: &[u8],
    profile: &[u8],
    width: u32,
    height: u32,
    alpha: bool,
) -> Option<Vec<u8>> {
    let mut rest = Vec::new();
    let mut flags = HAS_ICC;
    for chunk in chunks(bytes) {
        let Chunk { kind, data } = chunk.ok()?;
        match &kind {
            b"VP8X" => flags |= data.first()? & !HAS_ANIMATION,
            _ => push(&mut rest, kind, data),
        }
    }
    if alpha {
        flags |= 0x10;
    }
    let mut canvas = vec![flags, 0, 0, 0];
    canvas.extend(width.checked_sub(1)?.to_le_bytes().get(..3)?);
    canvas.extend(height.checked_sub(1)?.to_le_bytes().get(..3)?);
    let mut body = Vec::with_capacity(rest.len() + profile.len() + 64);
    push(&mut body, *b"VP8X", &canvas);
    push(&mut body, *b"ICCP", profile);
    body.extend(rest);
    Some(file(&body))
}

fn push(body: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    body.extend(kind);
    body.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    body.extend(data);
    if data.len() % 2 == 1 {
        body.push(0);
    }
}

fn file(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(body.len() + 4).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(b"WEBP");
    bytes.extend(body);
    bytes
}

#[cfg(test)]
pub(super) fn extended_with(bytes: &[u8], width: u32, height: u32, more: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let whole = with_profile(bytes, b"a profile", width, height, false).unwrap();
    let mut body = whole[12..].to_vec();
    body[8] |= HAS_EXIF | HAS_XMP;
    for (kind, data) in more {
        push(&mut body, **kind, data);
    }
    file(&body)
}
