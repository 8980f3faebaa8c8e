//! The segments of a JPEG file (ISO/IEC 10918-1 annex B).

use super::header::Header;
use super::notes::Notes;
use super::{PictureError, exif, iptc, take};

/// A progressive picture has some ten scans. Each costs the decoder a pass over
/// all pixels, so thousands of them in a small file are a way to keep it busy for minutes.
const MAX_SCANS: usize = 200;

const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP11: u8 = 0xeb;
const APP13: u8 = 0xed;
const APP14: u8 = 0xee;
const COMMENT: u8 = 0xfe;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

/// A marker with what belongs to it; a scan with its compressed data.
pub(super) struct Segment<'a> {
    pub(super) marker: u8,
    /// From the marker's 0xFF on.
    pub(super) whole: &'a [u8],
    /// What the length counts, without the length itself.
    pub(super) body: &'a [u8],
}

/// Goes from marker to marker. Ends after the end marker, so what was hung on behind it (films, depth
/// maps, whole other files) is not part of the picture.
pub(super) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Segments<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2 }
    }

    /// Where the compressed data that begin at `from` end: at a 0xFF that is neither a stuffed
    /// byte, nor a restart marker, nor filling.
    fn scan_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(rest) = self.bytes.get(at..) {
            let Some(found) = rest.iter().position(|byte| *byte == 0xff) else { break };
            at += found;
            match self.bytes.get(at + 1) {
                Some(0x00 | 0xd0..=0xd7) => at += 2,
                Some(0xff) => at += 1,
                Some(_) => return at,
                None => break,
            }
        }
        self.bytes.len()
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, PictureError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // What lies between segments is nothing that a decoder looks at.
            let found = self.bytes.get(self.at..)?.iter().position(|byte| *byte == 0xff)?;
            let start = self.at + found;
            let marker = *self.bytes.get(start + 1)?;
            match marker {
                0x00 | 0x01 | 0xd0..=0xd8 => self.at = start + 2,
                0xff => self.at = start + 1,
                END => {
                    self.at = self.bytes.len();
                    return Some(Ok(Segment { marker, whole: self.bytes.get(start..start + 2)?, body: &[] }));
                }
                _ => {
                    let broken = |what| Some(Err(PictureError::Broken { what, at: start }));
                    self.at = self.bytes.len();
                    let Some(length) = take::<2>(self.bytes, start + 2).map(u16::from_be_bytes) else {
                        return broken("a segment is cut off");
                    };
                    let end = start + 2 + usize::from(length);
                    let Some(body) = self.bytes.get(start + 4..end) else {
                        return broken("a segment's length cannot be right");
                    };
                    self.at = if marker == SCAN { self.scan_end(end) } else { end };
                    return Some(Ok(Segment { marker, whole: self.bytes.get(start..self.at)?, body }));
                }
            }
        }
    }
}

pub(super) fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut size = None;
    let mut orientation = None;
    let mut scans = 0;
    for segment in Segments::of(bytes) {
        let segment = segment?;
        match segment.marker {
            // Start of frame, of any process; C4, C8 and CC are something else.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf if size.is_none() => {
                size = take::<4>(segment.body, 1).map(|[h1, h2, w1, w2]| {
                    (u32::from(u16::from_be_bytes([w1, w2])), u32::from(u16::from_be_bytes([h1, h2])))
                });
            }
            APP1 if orientation.is_none() => {
                orientation = segment.body.strip_prefix(EXIF).and_then(|tiff| exif::read(tiff).orientation);
            }
            SCAN => {
                scans += 1;
                if scans > MAX_SCANS {
                    return Err(PictureError::Broken { what: "it is made of more than 200 scans", at: 0 });
                }
            }
            _ => {}
        }
    }
    let (width, height) = size.ok_or(PictureError::Broken { what: "it holds no frame", at: 2 })?;
    Ok(Header { width, height, orientation: orientation.unwrap_or(1), frames: 1 })
}

/// The picture without metadata; see [`super::strip()`].
pub(super) fn strip(bytes: &[u8], notes: &mut Notes) -> Result<Vec<u8>, PictureError> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(b"\xff\xd8");
    let mut after_jfif = out.len();
    let mut ended = false;
    for segment in Segments::of(bytes) {
        let Segment { marker, whole, body } = segment?;
        match marker {
            APP0 if body.starts_with(b"JFIF\0") => {
                let first = out.len() == after_jfif;
                jfif_without_thumbnail(&mut out, whole, body, notes);
                if first {
                    after_jfif = out.len();
                }
            }
            APP0 if body.starts_with(b"JFXX\0") => notes.removed("thumbnail"),
            APP1 if body.starts_with(EXIF) => notes.exif(body.get(EXIF.len()..).unwrap_or_default()),
            APP1 if body.starts_with(XMP) => notes.xmp(body.get(XMP.len()..).unwrap_or_default()),
            APP13 if body.starts_with(PHOTOSHOP) => {
                notes.iptc(&iptc::read_photoshop(body.get(PHOTOSHOP.len()..).unwrap_or_default()));
            }
            APP11 => {
                notes.c2pa(body.windows(4).any(|window| window == b"c2pa"));
                notes.removed("JUMBF");
            }
            APP2 if body.starts_with(ICC) => out.extend_from_slice(whole),
            // Says whether the colours are YCbCr: without it some pictures come out green.
            APP14 if body.starts_with(b"Adobe") => out.extend_from_slice(whole),
            0xe0..=0xef => notes.removed("application data"),
            COMMENT => notes.removed("comment"),
            END => {
                ended = true;
                out.extend_from_slice(whole);
            }
            _ => out.extend_from_slice(whole),
        }
    }
    if ended && !bytes.ends_with(b"\xff\xd9") {
        notes.removed("data after the end");
    }
    if let Some(tiff) = notes.orientation_to_keep() {
        let mut segment = vec![0xff, APP1];
        // The length counts its own two bytes.
        segment.extend(u16::try_from(2 + EXIF.len() + tiff.len()).unwrap_or_default().to_be_bytes());
        segment.extend(EXIF);
        segment.extend(tiff);
        out.splice(after_jfif..after_jfif, segment);
    }
    Ok(out)
}

/// JFIF 1.02: 14 bytes, then a thumbnail of 3 × width × height bytes.
fn jfif_without_thumbnail(out: &mut Vec<u8>, whole: &[u8], body: &[u8], notes: &mut Notes) {
    match body.get(..12) {
        Some(start) if body.len() > 14 => {
            notes.removed("thumbnail");
            out.extend([0xff, APP0, 0, 16]);
            out.extend(start);
            out.extend([0, 0]);
        }
        _ => out.extend_from_slice(whole),
    }
}
