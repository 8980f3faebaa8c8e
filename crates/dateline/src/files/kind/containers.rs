//! Formats that are a container first: what they hold says what they are.

use std::io::{self, Read, Seek, SeekFrom};

use super::Kind;
use super::table::*;

/// Bytes of a ZIP archive's directory that are read to see what it is.
const DIRECTORY: u64 = 256 * 1024;

/// RIFF: WebP, WAV, AVI.
pub(super) fn riff(head: &[u8]) -> Option<Kind> {
    if !head.starts_with(b"RIFF") {
        return None;
    }
    match head.get(8..12)? {
        b"WEBP" => matches!(head.get(12..16), Some(b"VP8 " | b"VP8L" | b"VP8X")).then_some(WEBP),
        b"WAVE" => Some(WAV),
        b"AVI " => Some(AVI),
        _ => None,
    }
}

/// ISO base media files (ISO/IEC 14496-12) by their brands; QuickTime files that have none.
pub(super) fn iso_media(head: &[u8]) -> Option<Kind> {
    let length = u32::from_be_bytes(*head.first_chunk::<4>()?) as usize;
    match head.get(4..8)? {
        b"ftyp" => {
            let brands = head.get(8..length.clamp(8, 512).min(head.len()))?;
            let kinds = brands.chunks_exact(4).enumerate().filter(|(at, _)| *at != 1);
            // The major brand is the first; as `mif1` it only says that this is some picture.
            kinds
                .filter_map(|(_, brand)| brand_kind(brand))
                .reduce(|major, other| if major == HEIC { other } else { major })
        }
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot" if length >= 8 || length <= 1 => Some(MOV),
        _ => None,
    }
}

fn brand_kind(brand: &[u8]) -> Option<Kind> {
    Some(match brand {
        b"avif" | b"avis" => AVIF,
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => HEIC,
        b"M4A " | b"M4B " | b"M4P " => M4A,
        b"qt  " => MOV,
        b"3gp4" | b"3gp5" | b"3gp6" | b"3g2a" | b"3ge6" | b"3gg6" => THREEGP,
        b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"iso8" | b"iso9" | b"mp41" | b"mp42"
        | b"mp71" | b"avc1" | b"av01" | b"dash" | b"M4V " | b"M4VP" | b"f4v " | b"MSNV" | b"XAVC" => MP4,
        _ => return None,
    })
}

/// EBML (RFC 8794): WebM and Matroska by their DocType.
pub(super) fn ebml(head: &[u8]) -> Option<Kind> {
    if !head.starts_with(b"\x1a\x45\xdf\xa3") {
        return None;
    }
    // The element DocType, 0x4282, stands in the header, which is short.
    let header = head.get(4..head.len().min(128))?;
    let at = header.windows(2).position(|id| id == b"\x42\x82")?;
    let doctype = header.get(at + 3..)?;
    if doctype.starts_with(b"webm") {
        Some(WEBM)
    } else if doctype.starts_with(b"matroska") {
        Some(MKV)
    } else {
        None
    }
}

/// A POSIX tar header whose checksum is right (POSIX.1-2017, `pax`, "ustar Interchange Format").
pub(super) fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    if header.get(257..262) != Some(b"ustar") {
        return false;
    }
    let written = header
        .get(148..156)
        .and_then(|octal| std::str::from_utf8(octal).ok())
        .and_then(|octal| u64::from_str_radix(octal.trim_matches([' ', '\0']), 8).ok());
    let sum = header
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u64::from(*byte) })
        .sum();
    written == Some(sum)
}

/// The Office 97 format named by the extension: all of them look alike from outside, and
/// all are handed out as attachments only.
pub(super) fn office97(extension: &str) -> Kind {
    by_extension(extension).filter(is_office97).unwrap_or(OFFICE97)
}

/// EPUB and OpenDocument begin with an uncompressed entry `mimetype`; Microsoft's formats are
/// known by the names in the archive's directory.
pub(super) fn zip(file: &mut (impl Read + Seek), head: &[u8]) -> io::Result<Kind> {
    if head.get(30..38) == Some(b"mimetype") {
        let declared = head.get(38..).unwrap_or_default();
        for kind in [EPUB, ODT, ODS, ODP, ODG] {
            // The next thing in the file is another entry: a longer type (a template) is another type.
            if declared.strip_prefix(kind.media_type.as_bytes()).is_some_and(|rest| rest.starts_with(b"PK")) {
                return Ok(kind);
            }
        }
    }
    let names = directory(file)?;
    let holds = |prefix: &[u8]| names.windows(prefix.len()).any(|window| window == prefix);
    if !holds(b"[Content_Types].xml") {
        return Ok(ZIP);
    }
    Ok(match (holds(b"word/document"), holds(b"xl/workbook"), holds(b"ppt/presentation")) {
        (true, ..) => {
            if holds(b"word/vbaProject") {
                DOCM
            } else {
                DOCX
            }
        }
        (_, true, _) => {
            if holds(b"xl/vbaProject") {
                XLSM
            } else {
                XLSX
            }
        }
        (.., true) => {
            if holds(b"ppt/vbaProject") {
                PPTM
            } else {
                PPTX
            }
        }
        _ => ZIP,
    })
}

/// The raw central directory (PKWARE APPNOTE 4.3.12), or as much of it as is looked at. What
/// lies about its place is an archive without names, so: a plain ZIP.
fn directory(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let length = file.seek(SeekFrom::End(0))?;
    // The end record is 22 bytes and a comment of at most 65,535.
    let start = length.saturating_sub(22 + 65_535);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.by_ref().take(22 + 65_535).read_to_end(&mut tail)?;
    let Some(end) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Ok(Vec::new());
    };
    let Some(offset) = tail.get(end + 16..end + 20).and_then(|bytes| bytes.first_chunk::<4>()) else {
        return Ok(Vec::new());
    };
    file.seek(SeekFrom::Start(u64::from(u32::from_le_bytes(*offset)).min(length)))?;
    let mut names = Vec::new();
    file.by_ref().take(DIRECTORY).read_to_end(&mut names)?;
    Ok(if names.starts_with(b"PK\x01\x02") { names } else { Vec::new() })
}
