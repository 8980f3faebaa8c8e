//! Tags, taken apart from bytes that may not be well-formed.

use std::io::BufRead;

use memchr::{memchr, memchr3};

use super::entities::{self, Met};
use super::names::{self, Ns};
use super::source::Source;
use super::{Limits, WxrError};

/// An opening tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// As written, prefix included.
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// `<name/>`.
    pub(super) empty: bool,
    pub(super) line: u64,
    pub(super) ns: Ns,
    /// Why the tag is broken, if it is.
    pub(super) broken: Option<&'static str>,
}

impl Tag {
    pub(super) fn local(&self) -> &str {
        names::split(&self.name).1
    }

    /// An attribute by its local name.
    pub(super) fn attribute(&self, local: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| names::split(key).1 == local);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Where a tag ends.
#[derive(Debug, PartialEq, Eq)]
struct Extent {
    /// Bytes up to and with what closes it.
    whole: usize,
    /// Bytes up to what closes it.
    inner: usize,
    broken: Option<&'static str>,
}

/// None where more bytes are needed to tell.
fn extent(bytes: &[u8]) -> Option<Extent> {
    let mut at = 1;
    loop {
        let tail = bytes.get(at..)?;
        // An opening mark before the closing one: no attribute may hold it (XML 1.0, 3.1).
        let stop = memchr3(b'>', b'"', b'\'', tail)?;
        if let Some(next) = memchr(b'<', tail.get(..stop)?) {
            return Some(Extent { whole: at + next, inner: at + next, broken: Some("it is not closed") });
        }
        at += stop;
        let quote = *bytes.get(at)?;
        if quote == b'>' {
            return Some(Extent { whole: at + 1, inner: at, broken: None });
        }
        let quoted = bytes.get(at + 1..)?;
        let close = memchr(quote, quoted);
        if let Some(open) = memchr(b'<', quoted.get(..close.unwrap_or(quoted.len()))?) {
            // The quotation mark is missing: the tag ends where the first one could.
            let end = memchr(b'>', bytes.get(..at + 1 + open)?);
            let (whole, inner) = end.map_or((at + 1 + open, at + 1 + open), |end| (end + 1, end));
            return Some(Extent { whole, inner, broken: Some("a quotation mark is missing") });
        }
        at += 1 + close? + 1;
    }
}

impl<R: BufRead> Source<R> {
    /// How long the tag is that begins at hand. None at the end of the file.
    fn extent(&mut self, limits: &Limits) -> Result<Option<Extent>, WxrError> {
        loop {
            let found = extent(self.rest());
            if found.as_ref().map_or(self.rest().len(), |found| found.whole) > limits.tag_bytes {
                let name = self.name_at(1);
                return Err(WxrError::TooLarge {
                    line: self.line(),
                    what: format!("the tag <{name}>"),
                    limit: limits.tag_bytes,
                });
            }
            if found.is_some() || !self.more()? {
                return Ok(found);
            }
        }
    }

    /// Bytes of the whole tag at hand, and whether it closes itself.
    pub(super) fn tag_length(&mut self, limits: &Limits) -> Result<Option<(usize, bool)>, WxrError> {
        let Some(extent) = self.extent(limits)? else { return Ok(None) };
        let empty = self.rest().get(..extent.inner).is_some_and(|inner| inner.ends_with(b"/"));
        Ok(Some((extent.whole, empty)))
    }

    /// The name at hand, `skip` bytes on.
    pub(super) fn name_at(&self, skip: usize) -> String {
        let bytes = self.rest().get(skip..).unwrap_or_default();
        let length = names::length(bytes).min(LONGEST_NAME);
        names::text(bytes.get(..length).unwrap_or_default()).into_owned()
    }

    /// The opening tag at hand. None where the file ends within it.
    pub(super) fn tag(&mut self, limits: &Limits) -> Result<Option<Tag>, WxrError> {
        let line = self.line();
        let Some(extent) = self.extent(limits)? else { return Ok(None) };
        let inner = self.rest().get(1..extent.inner).unwrap_or_default();
        let (inner, empty) = inner.strip_suffix(b"/").map_or((inner, false), |inner| (inner, true));
        let (name, tail) = inner.split_at(names::length(inner));
        let name = names::text(name).into_owned();
        let attributes = attributes(tail);
        self.consume(extent.whole);
        Ok(Some(Tag { name, attributes, empty, line, ns: Ns::Plain, broken: extent.broken }))
    }

    /// The closing tag at hand, as a name. None where the file ends within it.
    pub(super) fn end_tag(&mut self, limits: &Limits) -> Result<Option<String>, WxrError> {
        let Some(extent) = self.extent(limits)? else { return Ok(None) };
        let inner = self.rest().get(2..extent.inner).unwrap_or_default();
        let name = names::text(inner.get(..names::length(inner)).unwrap_or_default()).into_owned();
        self.consume(extent.whole);
        Ok(Some(name))
    }
}

/// Names are looked at in a window of this many bytes; longer ones are none of ours.
pub(super) const LONGEST_NAME: usize = 250;

/// A value and what follows it.
type Halves<'a> = (Option<&'a [u8]>, Option<&'a [u8]>);

/// What both are where the quotation mark that closes the value is in truth the one that
/// opens the next, as in `a="1 b="2"`: then it follows a name and something follows it.
fn unclosed(quoted: &[u8], end: usize) -> Option<Halves<'_>> {
    let value = quoted.get(..end)?.strip_suffix(b"=")?;
    let follows = quoted.get(end + 1).is_some_and(|b| !b.is_ascii_whitespace());
    let blank = value.iter().rposition(u8::is_ascii_whitespace)?;
    let name = value.get(blank + 1..)?;
    let is_name = !name.is_empty() && names::length(name) == name.len();
    (follows && is_name).then(|| (value.get(..blank), quoted.get(blank + 1..)))
}

/// `name="value"` pairs; values without quotation marks end at white space.
fn attributes(mut bytes: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        bytes = bytes.trim_ascii_start();
        let length = names::length(bytes);
        if length == 0 {
            match bytes.split_first() {
                Some((_, tail)) => bytes = tail,
                None => return found,
            }
            continue;
        }
        let (name, tail) = bytes.split_at(length);
        let name = names::text(name).into_owned();
        let Some(tail) = tail.trim_ascii_start().strip_prefix(b"=") else {
            found.push((name, String::new()));
            bytes = tail;
            continue;
        };
        let tail = tail.trim_ascii_start();
        let (raw, rest) = match tail.split_first() {
            Some((&quote @ (b'"' | b'\''), quoted)) => match memchr(quote, quoted) {
                Some(end) => unclosed(quoted, end).unwrap_or((quoted.get(..end), quoted.get(end + 1..))),
                None => (Some(quoted), None),
            },
            _ => {
                let end = tail.iter().position(u8::is_ascii_whitespace).unwrap_or(tail.len());
                (tail.get(..end), tail.get(end..))
            }
        };
        let rest = rest.unwrap_or_default();
        let mut value = Vec::new();
        entities::decode(raw.unwrap_or_default(), &mut value, &mut Met::default());
        let value = String::from_utf8_lossy(&value).chars().filter(|c| !c.is_control()).collect();
        found.push((name, value));
        bytes = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_where_it_ends() {
        let whole = |bytes: &[u8]| extent(bytes).map(|e| (e.whole, e.broken.is_some()));
        assert_eq!(whole(b"<a>x"), Some((3, false)));
        assert_eq!(whole(b"<a b='>' c=\"'>\">x"), Some((16, false)));
        assert_eq!(whole(b"<a b=\">"), None);
        assert_eq!(whole(b"<a b=\"c>text</a>"), Some((8, true)));
        assert_eq!(whole(b"<a <b>"), Some((3, true)));
        assert_eq!(whole(b"<a"), None);
    }

    #[test]
    fn attributes_in_every_manner() {
        let pairs = attributes(b" a=\"1 &amp; 2\"\n b = 'x'c=3 d e=\"\"");
        let pairs: Vec<_> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let mended = attributes(b" domain=\"category nicename=\"harbour\"");
        let mended: Vec<_> = mended.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(mended, [("domain", "category"), ("nicename", "harbour")]);
        assert_eq!(pairs, [("a", "1 & 2"), ("b", "x"), ("c", "3"), ("d", ""), ("e", "")]);
    }
}
