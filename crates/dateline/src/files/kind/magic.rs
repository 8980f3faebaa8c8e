//! The first bytes of a file.

use super::table::*;
use super::{Kind, containers};

pub(super) enum Magic {
    Kind(Kind),
    /// A program or script, said for people.
    Runs(&'static str),
    /// A ZIP archive, or one of the many formats that are one.
    Zip,
    /// A compound file of Microsoft Office 97–2003, or an installer.
    Office97,
    None,
}

/// Signatures at the very beginning that need no second look.
const SIGNATURES: &[(&[u8], Kind)] = &[
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"%!PS-Adobe", POSTSCRIPT),
    (b"\x1f\x8b\x08", GZ),
    (b"BZh", BZ2),
    (b"\xfd7zXZ\0", XZ),
    (b"\x28\xb5\x2f\xfd", ZSTD),
    (b"7z\xbc\xaf\x27\x1c", SEVENZ),
    (b"Rar!\x1a\x07", RAR),
    (b"fLaC", FLAC),
    (b"ID3", MP3),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"\0\0\x01\0", ICO),
    (b"SQLite format 3\0", SQLITE),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", WMV),
];

const PROGRAMS: &[(&[u8], &str)] = &[
    (b"\x7fELF", "a Linux program (ELF)"),
    (b"MZ", "a Windows program (PE)"),
    (b"\xfe\xed\xfa\xce", "a macOS program"),
    (b"\xfe\xed\xfa\xcf", "a macOS program"),
    (b"\xce\xfa\xed\xfe", "a macOS program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a program (Java or macOS)"),
    (b"\0asm", "a WebAssembly program"),
    (b"#!", "a script"),
    (b"FWS", "a Flash film"),
    (b"CWS", "a Flash film"),
    (b"L\0\0\0\x01\x14\x02\0", "a Windows shortcut"),
];

pub(super) fn look(head: &[u8]) -> Magic {
    if let Some(kind) = picture(head).or_else(|| audio(head)) {
        return Magic::Kind(kind);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Magic::Zip;
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Magic::Office97;
    }
    if let Some(kind) =
        containers::riff(head).or_else(|| containers::iso_media(head)).or_else(|| containers::ebml(head))
    {
        return Magic::Kind(kind);
    }
    // A text may well begin with MZ or FWS: a program holds bytes that no text has.
    let binary = head.iter().take(1024).any(|byte| matches!(byte, 0..=8 | 14..=26));
    for (magic, what) in PROGRAMS {
        if head.starts_with(magic) && (binary || *magic == b"#!") {
            return Magic::Runs(what);
        }
    }
    // Real PDFs may begin with a byte order mark or an empty line. The specification's reader
    // searches the first 1,024 bytes; a web page could hide in those.
    let trimmed = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if trimmed.starts_with(b"%PDF-") {
        return Magic::Kind(PDF);
    }
    for (magic, kind) in SIGNATURES {
        // "BZh", "ID3": letters that a text may begin with.
        if head.starts_with(magic) && (binary || magic.len() > 3) {
            return Magic::Kind(*kind);
        }
    }
    if containers::is_tar(head) {
        return Magic::Kind(TAR);
    }
    Magic::None
}

/// Pictures need more than their first bytes: `GIF89a/*` begins a script as well.
fn picture(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"\xff\xd8\xff") {
        // A marker that stands before the frame: tables, application data, comment, or the frame.
        return matches!(head.get(3), Some(0xc0..=0xcf | 0xdb | 0xdd | 0xe0..=0xef | 0xfe)).then_some(JPEG);
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return (head.get(12..16) == Some(b"IHDR")).then_some(PNG);
    }
    if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        let flags = *head.get(10)?;
        let table = if flags & 0x80 == 0 { 0 } else { 3usize << ((flags & 7) + 1) };
        return matches!(head.get(13 + table), Some(0x21 | 0x2c | 0x3b)).then_some(GIF);
    }
    if head.starts_with(b"BM") {
        // The size of the second header is one of a few (Windows GDI documentation).
        let size = head.get(14..18).map(|size| u32::from_le_bytes([size[0], size[1], size[2], size[3]]))?;
        return matches!(size, 12 | 40 | 52 | 56 | 64 | 108 | 124).then_some(BMP);
    }
    None
}

fn audio(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"OggS") {
        let first = head.get(28..)?;
        let kind = if first.starts_with(b"OpusHead") {
            OPUS
        } else if first.starts_with(b"\x80theora") || first.starts_with(b"fishead\0") {
            OGV
        } else {
            OGG
        };
        return Some(kind);
    }
    match (head.first()?, head.get(1)?) {
        (0xff, 0xf0 | 0xf1 | 0xf8 | 0xf9) => Some(AAC),
        (0xff, second) if second & 0xe0 == 0xe0 && mpeg_frame(head, 0).is_some() => {
            // One header of four bytes is found in any noise; a second where the first says, is not.
            let next = mpeg_frame(head, 0)?;
            (next >= head.len() || mpeg_frame(head, next).is_some()).then_some(MP3)
        }
        _ => None,
    }
}

/// Where the frame after the MPEG audio frame at `at` begins (ISO/IEC 11172-3 §2.4.1.3, layer III only).
fn mpeg_frame(head: &[u8], at: usize) -> Option<usize> {
    const BITRATES_1: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const BITRATES_2: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let [sync, second, third] = *head.get(at..at + 3)?.first_chunk::<3>()?;
    if sync != 0xff || second & 0xe6 != 0xe2 {
        return None;
    }
    let (version, padding) = ((second >> 3) & 3, usize::from((third >> 1) & 1));
    let (rates, bitrates, samples) = match version {
        3 => ([44_100, 48_000, 32_000], BITRATES_1, 144),
        2 => ([22_050, 24_000, 16_000], BITRATES_2, 72),
        0 => ([11_025, 12_000, 8_000], BITRATES_2, 72),
        _ => return None,
    };
    let rate: usize = *rates.get(usize::from((third >> 2) & 3))?;
    let bitrate = *bitrates.get(usize::from(third >> 4)).filter(|kilobits| **kilobits > 0)?;
    Some(at + samples * bitrate * 1000 / rate + padding)
}
