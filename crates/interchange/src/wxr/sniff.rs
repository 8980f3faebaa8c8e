//! What a file is, from its first bytes, before any tag is looked at.

use std::io::BufRead;

use memchr::memmem;

use super::encoding::Coding;
use super::repair::snippet;
use super::scanner::Scanner;
use super::source::Source;
use super::{RepairKind, WxrError};

/// How far to look for the beginning of the XML behind what a server printed before it.
const WINDOW: usize = 64 << 10;

impl<R: BufRead> Scanner<R> {
    /// Settles the encoding and moves to the first tag.
    pub(super) fn begin(&mut self) -> Result<(), WxrError> {
        self.settle_encoding()?;
        while self.source.ensure(1)? {
            let rest = self.source.rest();
            let blank = rest.len() - rest.trim_ascii_start().len();
            if blank == 0 {
                break;
            }
            self.source.consume(blank);
        }
        self.source.ensure(WINDOW)?;
        let rest = self.source.rest();
        if rest.is_empty() {
            return Err(WxrError::Empty);
        }
        if [&b"<?xml"[..], b"<rss", b"<!", b"<channel"].iter().any(|start| rest.starts_with(start)) {
            return Ok(());
        }
        if let Some(known) = by_magic(rest) {
            return Err(known.at(self.source.line()));
        }
        let window = rest.get(..WINDOW).unwrap_or(rest);
        let start = memmem::find(window, b"<?xml").or_else(|| memmem::find(window, b"<rss"));
        match start {
            Some(at) => {
                let (line, junk) = (self.source.line(), snippet(rest.get(..at).unwrap_or_default()));
                self.source.consume(at);
                self.repair(line, RepairKind::JunkBefore, "file", &junk, at as u64);
                Ok(())
            }
            None if rest.starts_with(b"<") => Ok(()),
            None => {
                let looks_like = format!("text that begins with “{}”", snippet(rest));
                Err(Known { looks_like, hint: EXPORT }.at(self.source.line()))
            }
        }
    }

    fn settle_encoding(&mut self) -> Result<(), WxrError> {
        self.source.ensure(WINDOW)?;
        let rest = self.source.rest();
        let (coding, skip) = match rest {
            [0xef, 0xbb, 0xbf, ..] => (Some(Coding::Utf8), 3),
            [0xff, 0xfe, ..] => (Some(Coding::utf16(false)), 2),
            [0xfe, 0xff, ..] => (Some(Coding::utf16(true)), 2),
            [b'<', 0, ..] => (Some(Coding::utf16(false)), 0),
            [0, b'<', ..] => (Some(Coding::utf16(true)), 0),
            _ => (None, 0),
        };
        match &coding {
            Some(Coding::Utf8) => self.source.consume(skip),
            Some(other) => self.source.recode(other.clone(), skip),
            None => {}
        }
        let Some((declared, line)) = declaration(&self.source) else { return Ok(()) };
        let wide = declared.to_ascii_lowercase().starts_with("utf-16");
        match (coding, Coding::named(&declared)) {
            (Some(Coding::Utf16 { .. }), _) if wide => Ok(()),
            (Some(Coding::Utf8), Some(Coding::Utf8)) | (None, Some(Coding::Utf8)) => Ok(()),
            (None, Some(other)) => {
                self.source.recode(other, 0);
                Ok(())
            }
            (None, None) if !wide => Err(WxrError::Encoding { line, name: declared }),
            // A byte order mark, or bytes that are plainly not two to a character.
            _ => {
                self.repair(line, RepairKind::Encoding, "?xml", &declared, 1);
                Ok(())
            }
        }
    }
}

/// The encoding that the XML declaration names, and its line.
fn declaration<R: BufRead>(source: &Source<R>) -> Option<(String, u64)> {
    let rest = source.rest();
    let window = rest.get(..WINDOW).unwrap_or(rest);
    let start = memmem::find(window, b"<?xml ")?;
    let line = source.line() + memchr::memchr_iter(b'\n', window.get(..start)?).count() as u64;
    let tail = window.get(start..)?;
    let head = tail.get(..memmem::find(tail, b"?>")?)?;
    let value = head.get(memmem::find(head, b"encoding")? + 8..)?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    let value = value.get(..memchr::memchr(*quote, value)?)?;
    Some((String::from_utf8_lossy(value).trim().to_owned(), line))
}

/// Something recognised that is no export.
pub(super) struct Known {
    pub(super) looks_like: String,
    pub(super) hint: &'static str,
}

/// How to come by the right file.
pub(super) const EXPORT: &str = "Export the site under Tools, Export in WordPress, and import that file";

impl Known {
    pub(super) fn at(self, line: u64) -> WxrError {
        WxrError::NotWxr { line, looks_like: self.looks_like, hint: self.hint.to_owned() }
    }
}

fn by_magic(bytes: &[u8]) -> Option<Known> {
    const UNPACK: &str = "Unpack it first, and import the .xml files in it one by one";
    let (what, hint) = match bytes {
        [0x1f, 0x8b, ..] => {
            ("a gzip file inside a gzip file", "Unpack it once with gunzip, and import what comes out")
        }
        [b'P', b'K', 3 | 5, 4 | 6, ..] => ("a zip archive", UNPACK),
        [b'B', b'Z', b'h', ..] => ("a bzip2 file", UNPACK),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => ("an xz file", UNPACK),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => ("a zstd file", UNPACK),
        [b'7', b'z', 0xbc, 0xaf, ..] => ("a 7z archive", UNPACK),
        [b'%', b'P', b'D', b'F', ..] => ("a PDF", EXPORT),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => {
            ("a picture", EXPORT)
        }
        _ if bytes.starts_with(b"SQLite format 3") => ("an SQLite database", EXPORT),
        _ if bytes.get(257..262) == Some(b"ustar") => ("a tar archive", UNPACK),
        [b'{' | b'[', ..] => ("JSON", "If it is an export of another system, choose that one's importer"),
        [b'-', b'-', b' ', ..] | [b'/', b'*', b'!', ..] => ("a database dump (SQL)", EXPORT),
        _ if bytes.get(..512).unwrap_or(bytes).contains(&0) => ("binary data", EXPORT),
        _ => return None,
    };
    Some(Known { looks_like: what.to_owned(), hint })
}

/// By the name of the outermost element.
pub(super) fn by_root(name: &str) -> Known {
    let (what, hint) = match name.to_ascii_lowercase().as_str() {
        "html" | "head" | "body" => (
            "a web page (HTML)".to_owned(),
            "Perhaps a log-in or error page was saved: open it in a browser to see",
        ),
        "feed" => ("an Atom feed".to_owned(), EXPORT),
        "rdf:rdf" => ("an RSS 1.0 feed".to_owned(), EXPORT),
        "opml" => ("a list of feeds (OPML)".to_owned(), EXPORT),
        "urlset" | "sitemapindex" => ("a sitemap".to_owned(), EXPORT),
        "svg" => ("a picture (SVG)".to_owned(), EXPORT),
        _ => (format!("XML whose outermost element is <{}>", snippet(name.as_bytes())), EXPORT),
    };
    Known { looks_like: what, hint }
}

/// RSS that lacks everything that WordPress adds.
pub(super) fn plain_rss() -> Known {
    let looks_like = "an RSS feed: no element of WordPress's export namespace is in it".to_owned();
    Known { looks_like, hint: EXPORT }
}
