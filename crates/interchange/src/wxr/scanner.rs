//! Moves from element to element, through whatever stands between them, and notices where one ends
//! although nothing says so.

use std::io::BufRead;

use super::fields::{self, Place};
use super::names::{self, Ns, Scope};
use super::repair::snippet;
use super::source::{Source, Until};
use super::token::{LONGEST_NAME, Tag};
use super::{Limits, Repair, RepairKind, WxrError};

/// Repairs listed for one item; the rest is counted.
const LISTED: usize = 200;

/// An element that has begun.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) name: String,
    pub(super) line: u64,
    mark: usize,
}

/// What comes next inside an element.
pub(super) enum Child {
    Start(Tag),
    /// The element itself has ended, and is no longer open.
    End,
}

/// What stands next in the file.
pub(super) enum Token {
    Start(Tag),
    End(String),
    /// Not blank; its beginning.
    Text(String),
    Eof,
}

pub(super) struct Scanner<R> {
    pub(super) source: Source<R>,
    pub(super) limits: Limits,
    pub(super) scope: Scope,
    pub(super) open: Vec<Open>,
    pub(super) repairs: Vec<Repair>,
    pending: Option<Token>,
    unlisted: u64,
    /// Bytes of the item being read.
    pub(super) held: usize,
}

impl<R: BufRead> Scanner<R> {
    pub(super) fn new(inner: R, limits: Limits) -> Self {
        Self {
            source: Source::new(inner, limits),
            limits,
            scope: Scope::default(),
            open: Vec::new(),
            repairs: Vec::new(),
            pending: None,
            unlisted: 0,
            held: 0,
        }
    }

    pub(super) fn repair(&mut self, line: u64, kind: RepairKind, element: &str, detail: &str, count: u64) {
        if self.repairs.len() >= LISTED {
            self.unlisted += 1;
            return;
        }
        let (element, detail) = (snippet(element.as_bytes()), snippet(detail.as_bytes()));
        self.repairs.push(Repair { line, kind, element, detail, count });
    }

    /// The repairs since the last call.
    pub(super) fn take_repairs(&mut self) -> Vec<Repair> {
        let mut repairs = std::mem::take(&mut self.repairs);
        let unlisted = std::mem::take(&mut self.unlisted);
        if unlisted > 0 {
            let (line, element) = (self.source.line(), self.here());
            let kind = RepairKind::TooMany;
            repairs.push(Repair { line, kind, element, detail: String::new(), count: unlisted });
        }
        repairs
    }

    /// The innermost open element, or the file.
    pub(super) fn here(&self) -> String {
        self.open.last().map_or_else(|| "file".to_owned(), |open| open.name.clone())
    }

    pub(super) fn enter(&mut self, tag: &Tag) {
        let mark = self.scope.enter(&tag.attributes);
        for (key, uri) in &tag.attributes {
            let hijacked = names::declared(key).is_some_and(names::is_wordpress_prefix);
            if hijacked && names::classify(uri) == Ns::Other {
                self.repair(tag.line, RepairKind::ForeignNamespace, &tag.name, uri, 1);
            }
        }
        self.open.push(Open { name: tag.name.clone(), line: tag.line, mark });
    }

    pub(super) fn leave(&mut self) {
        if let Some(open) = self.open.pop() {
            self.scope.leave(open.mark);
        }
    }

    pub(super) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    /// Charges what is kept of an item to its limit.
    pub(super) fn hold(&mut self, bytes: usize) -> Result<(), WxrError> {
        /// What a field costs beside its text.
        const FIELD: usize = 64;
        self.held += bytes + FIELD;
        if self.held <= self.limits.item_bytes {
            return Ok(());
        }
        let outer = self.open.iter().find(|open| open.name != "rss" && open.name != "channel");
        let (name, line) =
            outer.map_or(("channel", self.source.line()), |open| (open.name.as_str(), open.line));
        Err(WxrError::TooLarge { line, what: format!("<{name}>"), limit: self.limits.item_bytes })
    }

    pub(super) fn cut_off(&self) -> WxrError {
        let inside = match self.open.last() {
            Some(open) => format!("<{}> which begins on line {}", open.name, open.line),
            None => "the first tag".to_owned(),
        };
        WxrError::CutOff { line: self.source.line(), inside }
    }

    /// The next element inside the innermost open one, which is a `place`.
    pub(super) fn child(&mut self, place: Place) -> Result<Child, WxrError> {
        loop {
            match self.token()? {
                Token::Text(text) => {
                    let (line, here) = (self.source.line(), self.here());
                    self.repair(line, RepairKind::StrayText, &here, &text, 1);
                }
                Token::Start(tag) => {
                    if fields::shape(place, tag.ns, tag.local()).is_none()
                        && fields::known_around(place, tag.ns, tag.local())
                    {
                        self.close_unclosed(&format!("<{}>", tag.name));
                        self.pending = Some(Token::Start(tag));
                        return Ok(Child::End);
                    }
                    return Ok(Child::Start(tag));
                }
                Token::End(name) => {
                    if self.open.last().is_some_and(|open| open.name == name) {
                        self.leave();
                        return Ok(Child::End);
                    }
                    if self.is_open(&name) {
                        self.close_unclosed(&format!("</{name}>"));
                        self.pending = Some(Token::End(name));
                        return Ok(Child::End);
                    }
                    let (line, here) = (self.source.line(), self.here());
                    self.repair(line, RepairKind::StrayEndTag, &here, &format!("</{name}>"), 1);
                }
                Token::Eof => return Err(self.cut_off()),
            }
        }
    }

    fn close_unclosed(&mut self, before: &str) {
        if let Some((name, line)) = self.open.last().map(|open| (open.name.clone(), open.line)) {
            self.repair(line, RepairKind::MissingEndTag, &name, before, 1);
        }
        self.leave();
    }

    /// The next tag or text. Comments, processing instructions and blanks mean nothing here.
    pub(super) fn token(&mut self) -> Result<Token, WxrError> {
        if let Some(token) = self.pending.take() {
            return Ok(token);
        }
        loop {
            if !self.source.ensure(LONGEST_NAME)? && self.source.rest().is_empty() {
                return Ok(Token::Eof);
            }
            let rest = self.source.rest();
            let blank = rest.len() - rest.trim_ascii_start().len();
            if blank > 0 {
                self.source.consume(blank);
                continue;
            }
            let found = if rest.starts_with(b"<!--") {
                self.source.take_until(b"-->", None, usize::MAX)? != Until::End
            } else if rest.starts_with(b"<?") {
                self.source.take_until(b"?>", None, usize::MAX)? != Until::End
            } else if rest.starts_with(b"<![CDATA[") {
                let text = rest.get(9..).unwrap_or_default();
                let end = memchr::memmem::find(text, b"]]>").unwrap_or(text.len());
                let text = snippet(text.get(..end).unwrap_or_default());
                if self.source.take_until(b"]]>", None, usize::MAX)? != Until::End {
                    return Ok(Token::Text(text));
                }
                false
            } else if rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case(b"<!DOCTYPE")) {
                self.doctype()?
            } else if rest.starts_with(b"</") && names::length(rest.get(2..).unwrap_or_default()) > 0 {
                match self.source.end_tag(&self.limits)? {
                    Some(name) => return Ok(Token::End(name)),
                    None => false,
                }
            } else if rest.starts_with(b"<") && names::length(rest.get(1..).unwrap_or_default()) > 0 {
                match self.source.tag(&self.limits)? {
                    Some(tag) => return Ok(Token::Start(self.resolved(tag))),
                    None => false,
                }
            } else {
                return self.stray_text();
            };
            if !found {
                return Err(self.cut_off());
            }
        }
    }

    /// Text where only elements belong, up to the next tag.
    fn stray_text(&mut self) -> Result<Token, WxrError> {
        let text =
            snippet(self.source.rest().split(|&b| b == b'<').find(|run| !run.is_empty()).unwrap_or_default());
        self.source.consume(1);
        loop {
            let rest = self.source.rest();
            match memchr::memchr(b'<', rest) {
                Some(at) => {
                    self.source.consume(at);
                    return Ok(Token::Text(text));
                }
                None => {
                    let n = rest.len();
                    self.source.consume(n);
                    if !self.source.more()? {
                        return Ok(Token::Text(text));
                    }
                }
            }
        }
    }

    fn resolved(&mut self, mut tag: Tag) -> Tag {
        let (ns, bound) = self.scope.resolve(&tag.name, &tag.attributes);
        tag.ns = ns;
        let (prefix, _) = names::split(&tag.name);
        if !bound && ns != Ns::Other && !prefix.is_empty() {
            let prefix = prefix.to_owned();
            self.repair(tag.line, RepairKind::UndeclaredPrefix, &tag.name, &prefix, 1);
            // Said once: from here on it is bound, to what it was taken for.
            self.scope.assume(&prefix, ns);
        }
        if let Some(why) = tag.broken {
            self.repair(tag.line, RepairKind::BrokenTag, &tag.name, why, 1);
        }
        tag
    }

    /// Skips a document type declaration with its internal subset. False where the file ends
    /// within.
    fn doctype(&mut self) -> Result<bool, WxrError> {
        let line = self.source.line();
        self.repair(line, RepairKind::Doctype, "!DOCTYPE", "", 1);
        let (mut brackets, mut quote) = (0u32, None);
        self.source.consume(9);
        loop {
            let mut done = None;
            for (at, &b) in self.source.rest().iter().enumerate() {
                match (quote, b) {
                    (Some(q), _) if q == b => quote = None,
                    (Some(_), _) => {}
                    (None, b'"' | b'\'') => quote = Some(b),
                    (None, b'[') => brackets += 1,
                    (None, b']') => brackets = brackets.saturating_sub(1),
                    (None, b'>') if brackets == 0 => {
                        done = Some(at + 1);
                        break;
                    }
                    _ => {}
                }
            }
            let n = done.unwrap_or(self.source.rest().len());
            self.source.consume(n);
            if done.is_some() {
                return Ok(true);
            }
            if !self.source.more()? {
                return Ok(false);
            }
        }
    }
}
