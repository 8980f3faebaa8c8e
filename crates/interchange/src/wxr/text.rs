//! The text of one element, from CDATA sections, plain text and what should be neither.

use std::io::BufRead;

use memchr::{memchr, memmem};

use super::clean::{Clean, clean};
use super::entities::{self, Count, Met};
use super::fields::{self, Place, Shape};
use super::names::{self, Ns};
use super::scanner::Scanner;
use super::source::Until;
use super::token::{LONGEST_NAME, Tag};
use super::{RepairKind, WxrError};

/// A text as it grows.
#[derive(Default)]
struct Raw {
    bytes: Vec<u8>,
    /// Stretches from outside CDATA sections that hold an `&`, to be decoded.
    encoded: Vec<(usize, usize)>,
    /// Closing marks of CDATA outside of any.
    marks: Count,
    /// Tags that were kept as text.
    markup: Count,
    /// Elements of these names are open inside (only of an element that is not known).
    inside: Vec<String>,
    line: u64,
}

impl Raw {
    fn plain(&mut self, run: &[u8]) {
        let from = self.bytes.len();
        if memchr(b'&', run).is_some() {
            self.encoded.push((from, from + run.len()));
        }
        if memmem::find(run, b"]]>").is_some() {
            self.marks.add(from, b"]]>");
        }
        self.bytes.extend_from_slice(run);
    }
}

/// What to do at a `<`.
enum Step {
    /// Keep that many bytes as text.
    Keep(usize),
    Done,
}

impl<R: BufRead> Scanner<R> {
    /// Reads up to the closing tag of `tag`, which has just been passed, and past it.
    /// `shape` is None for an element that is not known in `place`.
    pub(super) fn text(&mut self, tag: &Tag, place: Place, shape: Option<Shape>) -> Result<String, WxrError> {
        if tag.empty {
            self.hold(0)?;
            return Ok(String::new());
        }
        let mut raw = Raw { line: self.source.line(), ..Raw::default() };
        loop {
            let rest = self.source.rest();
            let at = memchr(b'<', rest);
            let n = at.unwrap_or(rest.len());
            raw.plain(rest.get(..n).unwrap_or_default());
            self.source.consume(n);
            self.within_limits(&raw, tag)?;
            if at.is_none() {
                if !self.source.more()? {
                    return Err(self.cut_off_in(tag));
                }
                continue;
            }
            match self.at_bracket(tag, place, shape, &mut raw)? {
                Step::Done => return self.finish(tag, shape, raw),
                Step::Keep(n) => {
                    let kept = self.source.rest().get(..n).unwrap_or_default();
                    raw.bytes.extend_from_slice(kept);
                    self.source.consume(n);
                }
            }
        }
    }

    fn at_bracket(
        &mut self,
        tag: &Tag,
        place: Place,
        shape: Option<Shape>,
        raw: &mut Raw,
    ) -> Result<Step, WxrError> {
        self.source.ensure(LONGEST_NAME)?;
        let rest = self.source.rest();
        if rest.starts_with(b"<![CDATA[") {
            let (line, from) = (self.source.line(), raw.bytes.len());
            self.source.consume(9);
            return match self.source.take_until(b"]]>", Some(&mut raw.bytes), self.limits.element_bytes)? {
                Until::Found => {
                    if is_suspect(raw.bytes.get(from..).unwrap_or_default(), &tag.name) {
                        self.repair(line, RepairKind::OpenCdata, &tag.name, "", 1);
                    }
                    Ok(Step::Keep(0))
                }
                Until::End => Err(self.cut_off_in(tag)),
                Until::TooLarge => Err(self.too_large(tag)),
            };
        }
        // In a body, comments are WordPress's block marks; elsewhere they mean nothing.
        if rest.starts_with(b"<!--") && shape == Some(Shape::Short) {
            return match self.source.take_until(b"-->", None, usize::MAX)? {
                Until::End => Err(self.cut_off_in(tag)),
                _ => Ok(Step::Keep(0)),
            };
        }
        if rest.starts_with(b"</") {
            return self.at_end_tag(tag, raw);
        }
        let length = names::length(rest.get(1..).unwrap_or_default());
        let name = names::text(rest.get(1..1 + length).unwrap_or_default()).into_owned();
        if length > 0 && raw.inside.is_empty() && self.next_begins(&name, tag, place, shape) {
            self.repair(tag.line, RepairKind::MissingEndTag, &tag.name, &format!("<{name}>"), 1);
            return Ok(Step::Done);
        }
        let offset = raw.bytes.len();
        raw.markup.add(offset, format!("<{name}").as_bytes());
        if shape.is_some() || length == 0 {
            return Ok(Step::Keep(1));
        }
        let Some((whole, empty)) = self.source.tag_length(&self.limits)? else {
            return Err(self.cut_off_in(tag));
        };
        if !empty {
            raw.inside.push(name);
            if raw.inside.len() + self.open.len() > self.limits.depth {
                return Err(WxrError::TooDeep { line: self.source.line(), limit: self.limits.depth });
            }
        }
        Ok(Step::Keep(whole))
    }

    fn at_end_tag(&mut self, tag: &Tag, raw: &mut Raw) -> Result<Step, WxrError> {
        let rest = self.source.rest();
        let tail = rest.get(2..).unwrap_or_default();
        let name = names::text(tail.get(..names::length(tail)).unwrap_or_default()).into_owned();
        let whole = 2 + name.len();
        if let Some(at) = raw.inside.iter().rposition(|open| *open == name) {
            raw.inside.truncate(at);
            return Ok(Step::Keep(whole));
        }
        if name == tag.name {
            return match self.source.end_tag(&self.limits)? {
                Some(_) => Ok(Step::Done),
                None => Err(self.cut_off_in(tag)),
            };
        }
        if self.is_open(&name) {
            self.repair(tag.line, RepairKind::MissingEndTag, &tag.name, &format!("</{name}>"), 1);
            return Ok(Step::Done);
        }
        let offset = raw.bytes.len();
        raw.markup.add(offset, format!("</{name}>").as_bytes());
        Ok(Step::Keep(2))
    }

    /// Whether an opening tag inside the text of `tag` shows that `tag` was never closed: it
    /// is an element of its own here. Names without a prefix are HTML's as well, so in a body
    /// they show nothing.
    fn next_begins(&self, name: &str, tag: &Tag, place: Place, shape: Option<Shape>) -> bool {
        if name == tag.name {
            return false;
        }
        let (ns, _) = self.scope.resolve(name, &[]);
        if ns == Ns::Other || (ns == Ns::Plain && shape != Some(Shape::Short)) {
            return false;
        }
        let (_, local) = names::split(name);
        fields::shape(place, ns, local).is_some() || fields::known_around(place, ns, local)
    }

    fn within_limits(&self, raw: &Raw, tag: &Tag) -> Result<(), WxrError> {
        if raw.bytes.len() > self.limits.element_bytes { Err(self.too_large(tag)) } else { Ok(()) }
    }

    fn too_large(&self, tag: &Tag) -> WxrError {
        WxrError::TooLarge {
            line: tag.line,
            what: format!("<{}>", tag.name),
            limit: self.limits.element_bytes,
        }
    }

    fn cut_off_in(&self, tag: &Tag) -> WxrError {
        let inside = format!("<{}> which begins on line {}", tag.name, tag.line);
        WxrError::CutOff { line: self.source.line(), inside }
    }

    fn finish(&mut self, tag: &Tag, shape: Option<Shape>, mut raw: Raw) -> Result<String, WxrError> {
        let mut met = Met::default();
        // With markup in it, the text is HTML that nobody escaped: its entities are HTML's.
        if raw.markup.n == 0 && !raw.encoded.is_empty() {
            raw.bytes = decoded(&raw, &mut met);
        }
        let lines = Lines { text: &raw.bytes, first: raw.line };
        let mut told = Vec::new();
        for (kind, count) in [
            (RepairKind::BareAmpersand, &met.bare),
            (RepairKind::HtmlEntity, &met.html),
            (RepairKind::UnknownEntity, &met.unknown),
            (RepairKind::BadReference, &met.forbidden),
            (RepairKind::NestedCdata, &raw.marks),
            (RepairKind::Markup, &raw.markup),
        ] {
            // Elements inside an unknown one are no fault.
            if count.n > 0 && !(kind == RepairKind::Markup && shape.is_none()) {
                told.push((lines.at(count.at), kind, count.first.clone(), count.n));
            }
        }
        let Clean { text, controls, invalid } = clean(raw.bytes);
        for (kind, flaw) in [(RepairKind::ControlCharacter, controls), (RepairKind::InvalidText, invalid)] {
            told.extend(flaw.map(|flaw| (raw.line + flaw.lines, kind, String::new(), flaw.n)));
        }
        for (line, kind, detail, count) in told {
            self.repair(line, kind, &tag.name, &detail, count);
        }
        self.hold(text.len())?;
        Ok(if shape == Some(Shape::Short) { trimmed(text) } else { text })
    }
}

/// Whether a section may have swallowed what follows its element.
fn is_suspect(section: &[u8], element: &str) -> bool {
    let another = memmem::find(section, b"<![CDATA[").and_then(|at| section.get(..at));
    another.is_some_and(|before| memmem::find(before, format!("</{element}>").as_bytes()).is_some())
}

struct Lines<'a> {
    text: &'a [u8],
    first: u64,
}

impl Lines<'_> {
    fn at(&self, offset: usize) -> u64 {
        let before = self.text.get(..offset).unwrap_or(self.text);
        self.first + memchr::memchr_iter(b'\n', before).count() as u64
    }
}

fn decoded(raw: &Raw, met: &mut Met) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.bytes.len());
    let mut at = 0;
    for &(from, to) in &raw.encoded {
        out.extend_from_slice(raw.bytes.get(at..from).unwrap_or_default());
        entities::decode(raw.bytes.get(from..to).unwrap_or_default(), &mut out, met);
        at = to;
    }
    out.extend_from_slice(raw.bytes.get(at..).unwrap_or_default());
    out
}

fn trimmed(text: String) -> String {
    let short = text.trim();
    if short.len() == text.len() { text } else { short.to_owned() }
}
