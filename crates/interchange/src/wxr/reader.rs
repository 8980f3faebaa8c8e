//! The file as a stream of [`Event`]s.

use std::collections::VecDeque;
use std::io::BufRead;

use super::fields::{self, Place, Shape};
use super::model::{Event, Site, Unknown, VERSIONS};
use super::names::Ns;
use super::scanner::{Child, Scanner, Token};
use super::token::Tag;
use super::{Limits, RepairKind, WxrError, sniff};

/// Reads WXR from anything buffered, compressed with gzip or not. An iterator: after an error
/// it ends.
///
/// A [`Event::Site`] comes first. [`Event::Repair`]s come right before the event they concern.
pub struct Reader<R> {
    pub(super) scanner: Scanner<R>,
    site: Site,
    site_told: bool,
    queue: VecDeque<Event>,
    /// Unknown elements from before it was clear that this is an export.
    early: Vec<Event>,
    failed: Option<WxrError>,
    stage: Stage,
    /// Authors, terms and items yielded.
    found: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Start,
    /// Outside of the channel. True after one has ended.
    Root(bool),
    Channel,
    Done,
}

impl<R: BufRead> Reader<R> {
    /// Nothing is read before the first event is asked for.
    pub fn new(inner: R, limits: Limits) -> Self {
        Self {
            scanner: Scanner::new(inner, limits),
            site: Site::default(),
            site_told: false,
            queue: VecDeque::new(),
            early: Vec::new(),
            failed: None,
            stage: Stage::Start,
            found: 0,
        }
    }

    /// Bytes of the underlying file that have been read, compressed where it is: for a progress bar.
    pub fn bytes_read(&self) -> u64 {
        self.scanner.source.bytes_read()
    }

    /// The line of the uncompressed file that has been reached, from 1.
    pub fn line(&self) -> u64 {
        self.scanner.source.line()
    }

    /// What is known of the site so far.
    pub fn site(&self) -> &Site {
        &self.site
    }

    fn step(&mut self) -> Result<(), WxrError> {
        match self.stage {
            Stage::Start => {
                self.scanner.begin()?;
                self.stage = Stage::Root(false);
            }
            Stage::Root(over) => self.root(over)?,
            Stage::Channel => match self.scanner.child(Place::Channel)? {
                Child::Start(tag) => self.in_channel(&tag)?,
                Child::End => self.stage = Stage::Root(true),
            },
            Stage::Done => {}
        }
        Ok(())
    }

    fn root(&mut self, over: bool) -> Result<(), WxrError> {
        let in_rss = self.scanner.is_open("rss");
        let token = match self.scanner.token() {
            // After the export, nothing that is wrong matters any more.
            Err(_) if over => Token::Eof,
            token => token?,
        };
        match token {
            Token::Start(tag) if tag.name == "rss" && !in_rss => {
                if over {
                    self.scanner.repair(tag.line, RepairKind::SecondDocument, "rss", "", 1);
                }
                self.scanner.enter(&tag);
            }
            Token::Start(tag) if in_rss || tag.name == "channel" => {
                if tag.name != "channel" {
                    self.scanner.repair(tag.line, RepairKind::NotChannel, &tag.name, "", 1);
                }
                self.stage = Stage::Channel;
                // Whatever it is called, it ends where the channel does.
                self.scanner.enter(&Tag { name: "channel".to_owned(), ..tag });
            }
            Token::Start(tag) if !over => return Err(sniff::by_root(&tag.name).at(tag.line)),
            Token::End(name) if name == "rss" && in_rss => self.scanner.leave(),
            Token::Text(text) if !over => {
                let line = self.scanner.source.line();
                let here = self.scanner.here();
                self.scanner.repair(line, RepairKind::StrayText, &here, &text, 1);
            }
            Token::End(name) if !over || in_rss => {
                let (line, here) = (self.scanner.source.line(), self.scanner.here());
                self.scanner.repair(line, RepairKind::StrayEndTag, &here, &format!("</{name}>"), 1);
            }
            Token::Eof => return self.end(over),
            Token::Text(rest) | Token::End(rest) => self.junk_after(&rest),
            Token::Start(tag) => self.junk_after(&format!("<{}>", tag.name)),
        }
        Ok(())
    }

    fn junk_after(&mut self, text: &str) {
        let told = self.scanner.repairs.iter().any(|repair| repair.kind == RepairKind::JunkAfter);
        if !told {
            let line = self.scanner.source.line();
            self.scanner.repair(line, RepairKind::JunkAfter, "file", text, 1);
        }
    }

    fn end(&mut self, over: bool) -> Result<(), WxrError> {
        let line = self.scanner.source.line();
        if !over {
            return Err(self.scanner.cut_off());
        }
        if let Some(open) = self.scanner.open.last() {
            let (name, begun) = (open.name.clone(), open.line);
            self.scanner.repair(begun, RepairKind::MissingEndTag, &name, "the end of the file", 1);
        }
        if self.found == 0 {
            let repairs = self.scanner.take_repairs();
            return Err(if self.is_wxr() {
                WxrError::NothingFound { line, repairs }
            } else {
                sniff::plain_rss().at(line)
            });
        }
        self.tell_repairs();
        self.stage = Stage::Done;
        Ok(())
    }

    fn is_wxr(&self) -> bool {
        self.scanner.scope.wxr || !self.site.wxr_version.is_empty()
    }

    fn in_channel(&mut self, tag: &Tag) -> Result<(), WxrError> {
        self.scanner.held = 0;
        let shape = fields::shape(Place::Channel, tag.ns, tag.local());
        let event = match shape {
            Some(Shape::Node(place)) => {
                if !tag.empty {
                    self.scanner.enter(tag);
                }
                match place {
                    Place::Author => Event::Author(self.author(tag)?),
                    Place::Category => Event::Category(self.term(tag, place)?),
                    Place::Tag => Event::Tag(self.term(tag, place)?),
                    Place::Term => Event::Term(self.term(tag, place)?),
                    _ => Event::Item(Box::new(self.item(tag)?)),
                }
            }
            Some(shape) => {
                let text = self.scanner.text(tag, Place::Channel, Some(shape))?;
                return self.site_field(tag, text);
            }
            None => {
                let unknown = self.unknown(tag, Place::Channel)?;
                return self.tell_unknown(unknown);
            }
        };
        if self.found == 0 {
            self.first()?;
        }
        self.found += 1;
        self.tell(event);
        Ok(())
    }

    fn tell_unknown(&mut self, unknown: Unknown) -> Result<(), WxrError> {
        /// A feed may have this many elements of its own before its first item.
        const EARLY: usize = 1000;
        if self.found > 0 {
            self.tell(Event::Unknown(unknown));
            return Ok(());
        }
        if self.early.len() >= EARLY {
            let (line, limit) = (unknown.line, EARLY);
            let what = format!("the run of unknown elements, which <{}> continues,", unknown.element);
            return Err(WxrError::TooLarge { line, what, limit });
        }
        self.early.push(Event::Unknown(unknown));
        Ok(())
    }

    fn tell(&mut self, event: Event) {
        self.tell_site();
        self.tell_repairs();
        self.queue.push_back(event);
    }

    /// Before anything is yielded: is this an export at all, and of which version?
    fn first(&mut self) -> Result<(), WxrError> {
        if !self.is_wxr() {
            return Err(sniff::plain_rss().at(self.scanner.source.line()));
        }
        let line = self.scanner.open.last().map_or(1, |channel| channel.line);
        if self.site.wxr_version.is_empty() {
            self.scanner.repair(line, RepairKind::NoVersion, "wxr_version", "1.2", 1);
        }
        Ok(())
    }

    fn site_field(&mut self, tag: &Tag, text: String) -> Result<(), WxrError> {
        let local = tag.local();
        let version = tag.ns == Ns::Wp && local == "wxr_version";
        if version && !VERSIONS.contains(&text.as_str()) && !text.is_empty() {
            self.scanner.repair(tag.line, RepairKind::UnknownVersion, &tag.name, &text, 1);
        }
        let Some(slot) = fields::site(&mut self.site, local) else { return Ok(()) };
        if slot.is_empty() && !text.is_empty() {
            *slot = text;
            self.site_told = false;
        } else if !text.is_empty() && *slot != text {
            self.scanner.repair(tag.line, RepairKind::Duplicate, &tag.name, &text, 1);
            let unknown = Unknown { line: tag.line, element: tag.name.clone(), text, ..Unknown::default() };
            return self.tell_unknown(unknown);
        }
        Ok(())
    }

    fn tell_site(&mut self) {
        if !self.site_told {
            self.site_told = true;
            self.queue.push_back(Event::Site(self.site.clone()));
            self.queue.extend(self.early.drain(..));
        }
    }

    fn tell_repairs(&mut self) {
        self.queue.extend(self.scanner.take_repairs().into_iter().map(Event::Repair));
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Event, WxrError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                return Some(Ok(event));
            }
            if self.stage == Stage::Done {
                return self.failed.take().map(Err);
            }
            if let Err(error) = self.step() {
                self.stage = Stage::Done;
                let foreign =
                    matches!(error, WxrError::NotWxr { .. } | WxrError::Empty | WxrError::Encoding { .. });
                if !foreign {
                    self.tell_site();
                    self.tell_repairs();
                }
                self.failed = Some(error);
            }
        }
    }
}
