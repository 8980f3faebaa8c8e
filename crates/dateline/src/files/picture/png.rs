//! The chunks of a PNG file (PNG, third edition, §5 and §11).

use super::header::Header;
use super::notes::Notes;
use super::{PictureError, exif, take};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that change how the picture looks; every other is metadata or unknown.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV",
    b"cLLI", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

struct Chunk<'a> {
    kind: [u8; 4],
    /// Length, type, data and checksum.
    whole: &'a [u8],
    data: &'a [u8],
}

/// Ends after `IEND`: what follows is no part of the picture.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Result<Chunk<'_>, PictureError>> {
    let mut at = SIGNATURE.len();
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        at = bytes.len();
        let chunk = take::<4>(bytes, start).map(u32::from_be_bytes).and_then(|length| {
            let end = start.checked_add(8)?.checked_add(length as usize)?;
            let kind = take::<4>(bytes, start + 4)?;
            let whole = bytes.get(start..end.checked_add(4)?)?;
            let data = bytes.get(start + 8..end)?;
            if &kind != b"IEND" {
                at = end + 4;
            }
            Some(Chunk { kind, whole, data })
        });
        Some(chunk.ok_or(PictureError::Broken {
            what: "a chunk is cut off, or its length cannot be right",
            at: start,
        }))
    })
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut size: Option<(u32, u32)> = None;
    let mut orientation = 1;
    let mut frames = 1;
    for chunk in chunks(bytes) {
        let chunk = chunk?;
        match &chunk.kind {
            b"IHDR" if size.is_none() => {
                size = take::<4>(chunk.data, 0)
                    .zip(take::<4>(chunk.data, 4))
                    .map(|(width, height)| (u32::from_be_bytes(width), u32::from_be_bytes(height)));
            }
            b"acTL" => frames = take::<4>(chunk.data, 0).map_or(1, u32::from_be_bytes).max(1),
            b"eXIf" => orientation = exif::read(chunk.data).orientation.unwrap_or(orientation),
            _ => {}
        }
    }
    let (width, height) =
        size.ok_or(PictureError::Broken { what: "it holds no header", at: SIGNATURE.len() })?;
    Ok(Header { width, height, orientation, frames })
}

/// The picture without metadata; see [`super::strip()`].
pub(super) fn strip(bytes: &[u8], notes: &mut Notes) -> Result<Vec<u8>, PictureError> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    let mut after_header = None;
    let mut end = SIGNATURE.len();
    for chunk in chunks(bytes) {
        let Chunk { kind, whole, data } = chunk?;
        end += whole.len();
        if KEPT.contains(&&kind) {
            out.extend_from_slice(whole);
        }
        match &kind {
            b"IHDR" => after_header = Some(out.len()),
            b"eXIf" => notes.exif(data),
            b"caBX" => {
                notes.c2pa(true);
                notes.removed("JUMBF");
            }
            b"tEXt" => text(data, notes),
            b"iTXt" => international_text(data, notes),
            b"zTXt" => notes.removed("text"),
            b"tIME" => notes.removed("time"),
            _ if !KEPT.contains(&&kind) => notes.removed("application data"),
            _ => {}
        }
    }
    if end < bytes.len() {
        notes.removed("data after the end");
    }
    if let Some((tiff, at)) = notes.orientation_to_keep().zip(after_header) {
        out.splice(at..at, chunk_of(b"eXIf", &tiff));
    }
    Ok(out)
}

/// Keyword, NUL, Latin-1.
fn text(data: &[u8], notes: &mut Notes) {
    notes.removed("text");
    let mut parts = data.splitn(2, |byte| *byte == 0);
    if let (Some(keyword), Some(text)) = (parts.next(), parts.next()) {
        let text: String = text.iter().map(|byte| char::from(*byte)).collect();
        notes.png_text(keyword, &text);
    }
}

/// Keyword, NUL, whether compressed, method, language, NUL, translated keyword, NUL, UTF-8.
/// Compressed ones are removed unread: captions are not worth a decompression bomb.
fn international_text(data: &[u8], notes: &mut Notes) {
    let mut parts = data.splitn(2, |byte| *byte == 0);
    let (keyword, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let text = rest.get(2..).and_then(|rest| rest.splitn(3, |byte| *byte == 0).nth(2));
    match (rest.first(), text) {
        (Some(0), Some(text)) if keyword == b"XML:com.adobe.xmp" => notes.xmp(text),
        (Some(0), Some(text)) => {
            notes.removed("text");
            notes.png_text(keyword, &String::from_utf8_lossy(text));
        }
        _ => notes.removed("text"),
    }
}

fn chunk_of(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap_or_default().to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let sum = crc32(chunk.get(4..).unwrap_or_default());
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// The checksum of annex D, a bit at a time: it is used on some 30 bytes.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
pub(super) mod made {
    /// A PNG that is only a header, for sizes that nobody would draw.
    pub fn header_only(width: u32, height: u32) -> Vec<u8> {
        let mut header = width.to_be_bytes().to_vec();
        header.extend(height.to_be_bytes());
        header.extend([1, 0, 0, 0, 0]);
        let mut bytes = super::SIGNATURE.to_vec();
        bytes.extend(super::chunk_of(b"IHDR", &header));
        bytes.extend(super::chunk_of(b"IEND", b""));
        bytes
    }

    /// Puts chunks behind the header of a PNG.
    pub fn with_chunks(png: &[u8], chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = png[..33].to_vec();
        for (kind, data) in chunks {
            bytes.extend(super::chunk_of(kind, data));
        }
        bytes.extend(&png[33..]);
        bytes
    }
}
