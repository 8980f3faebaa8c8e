//! What a picture says about itself, gathered from Exif, IPTC and XMP before they are removed.

use super::exif::{self, Exif};
use super::iptc::Iptc;
use super::xmp;

/// The longest text that is kept, in characters.
const MAX_TEXT: usize = 2000;

/// What cameras and programs write as a description when nobody wrote one.
const NOT_A_CAPTION: &[&str] = &[
    "OLYMPUS DIGITAL CAMERA",
    "SONY DSC",
    "SAMSUNG",
    "SAMSUNG CSC",
    "KODAK Digital Still Camera",
    "DCIM",
    "DIGITAL CAMERA",
    "MINOLTA DIGITAL CAMERA",
    "Created with GIMP",
    "Screenshot",
    "default",
    "untitled",
];

/// What the metadata said, as plain text: one line each, without control characters. Suggestions for the
/// desk, who may know better. Where several say it, XMP is believed before IPTC, and IPTC before Exif.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PictureNotes {
    /// How the picture is turned (Exif 0x0112), 2 to 8; `None` when it is not.
    pub orientation: Option<u8>,
    /// A description (`dc:description`, IPTC 2:120, Exif 0x010E).
    pub caption: Option<String>,
    /// Who is to be credited (`photoshop:Credit`, IPTC 2:110).
    pub credit: Option<String>,
    /// Who made it (`dc:creator`, IPTC 2:80, Exif 0x013B).
    pub byline: Option<String>,
    /// The copyright notice (`dc:rights`, IPTC 2:116, Exif 0x8298).
    pub copyright: Option<String>,
    /// Whether it said where it was taken. The place itself is not kept.
    pub located: bool,
    /// Whether it carried C2PA content credentials (JPEG APP11, PNG `caBX`, WebP `C2PA`). Removing
    /// metadata breaks their signature, so they are removed as well; the original has them.
    pub c2pa: bool,
}

/// Gathers notes and what was removed, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Notes {
    exif: Exif,
    iptc: Iptc,
    xmp: xmp::Xmp,
    c2pa: bool,
    removed: Vec<&'static str>,
}

impl Notes {
    /// The first Exif block counts, as it does for decoders.
    pub(super) fn exif(&mut self, tiff: &[u8]) {
        self.removed("Exif");
        if self.exif == Exif::default() {
            self.exif = exif::read(tiff);
        }
    }

    /// For a format that says its orientation elsewhere.
    pub(super) fn exif_without_orientation(&mut self, tiff: &[u8]) {
        self.exif(tiff);
        self.exif.orientation = None;
    }

    pub(super) fn iptc(&mut self, found: &Iptc) {
        self.removed("IPTC");
        let Iptc { caption, credit, byline, copyright } = &mut self.iptc;
        for (kept, new) in [
            (caption, &found.caption),
            (credit, &found.credit),
            (byline, &found.byline),
            (copyright, &found.copyright),
        ] {
            if kept.is_none() {
                kept.clone_from(new);
            }
        }
    }

    pub(super) fn xmp(&mut self, packet: &[u8]) {
        self.removed("XMP");
        if self.xmp == xmp::Xmp::default() {
            self.xmp = xmp::read(packet);
        }
    }

    /// PNG's own keywords (§11.3.3.1) rank with IPTC.
    pub(super) fn png_text(&mut self, keyword: &[u8], text: &str) {
        let text = Some(text.to_owned());
        match keyword {
            b"Description" => self.iptc.caption = text,
            b"Author" => self.iptc.byline = text,
            b"Copyright" => self.iptc.copyright = text,
            _ => {}
        }
    }

    pub(super) fn c2pa(&mut self, found: bool) {
        self.c2pa |= found;
    }

    pub(super) fn removed(&mut self, what: &'static str) {
        if !self.removed.contains(&what) {
            self.removed.push(what);
        }
    }

    /// The Exif structure to put back when the picture would be shown the wrong way round without it.
    pub(super) fn orientation_to_keep(&self) -> Option<Vec<u8>> {
        self.exif.orientation.filter(|orientation| *orientation != 1).map(exif::only_orientation)
    }

    pub(super) fn finish(self) -> (PictureNotes, Vec<&'static str>) {
        let first =
            |candidates: [Option<String>; 3]| candidates.into_iter().flatten().find_map(|text| tidy(&text));
        let (exif, iptc, xmp) = (self.exif, self.iptc, self.xmp);
        let notes = PictureNotes {
            orientation: exif.orientation.filter(|orientation| *orientation != 1),
            caption: first([xmp.caption, iptc.caption, exif.description]),
            credit: first([xmp.credit, iptc.credit, None]),
            byline: first([xmp.byline, iptc.byline, exif.artist]),
            copyright: first([xmp.copyright, iptc.copyright, exif.copyright]),
            located: exif.located || xmp.located,
            c2pa: self.c2pa,
        };
        (notes, self.removed)
    }
}

/// One line of text, or nothing where there are no words.
fn tidy(text: &str) -> Option<String> {
    let line: String = text
        .chars()
        .map(|char| if char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') { ' ' } else { char })
        .filter(|char| !matches!(char, '\u{fffd}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .take(MAX_TEXT)
        .collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let junk = NOT_A_CAPTION.iter().any(|junk| line.eq_ignore_ascii_case(junk));
    (!junk && line.chars().any(char::is_alphanumeric)).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn texts_are_one_line_of_words() {
        assert_eq!(tidy(" The mole\r\n at\u{202e} dawn\0").as_deref(), Some("The mole at dawn"));
        assert_eq!(tidy("Olympus Digital Camera"), None);
        assert_eq!(tidy(" \0 — "), None);
        assert_eq!(tidy(&"x".repeat(5000)).map(|text| text.len()), Some(2000));
    }
}
