//! The elements that hold others: authors, terms, items, comments, custom fields.

use std::io::BufRead;
use std::str::FromStr;

use super::fields::{self, Place, Shape};
use super::model::{Author, Comment, Enclosure, Item, Term, TermRef, Unknown};
use super::names::Ns;
use super::scanner::{Child, Scanner};
use super::token::Tag;
use super::{Reader, RepairKind, WxrError};

impl<R: BufRead> Reader<R> {
    pub(super) fn unknown(&mut self, tag: &Tag, place: Place) -> Result<Unknown, WxrError> {
        self.scanner.unknown(tag, place)
    }

    pub(super) fn author(&mut self, tag: &Tag) -> Result<Author, WxrError> {
        let scanner = &mut self.scanner;
        let mut author = Author { line: tag.line, ..Author::default() };
        while let Some(tag) = scanner.next_in(tag, Place::Author)? {
            let Some(text) = scanner.known(&tag, Place::Author, &mut author.unknown)? else { continue };
            if tag.local() == "author_id" {
                scanner.number(&tag, text, &mut author.id, &mut author.unknown);
            } else if let Some(slot) = fields::author(&mut author, tag.local()) {
                let spare = scanner.put(slot, text, &tag);
                author.unknown.extend(spare);
            } else {
                author.unknown.push(left_over(&tag, text));
            }
        }
        Ok(author)
    }

    pub(super) fn term(&mut self, tag: &Tag, place: Place) -> Result<Term, WxrError> {
        let scanner = &mut self.scanner;
        let mut term = Term { line: tag.line, ..Term::default() };
        while let Some(tag) = scanner.next_in(tag, place)? {
            if fields::shape(place, tag.ns, tag.local()) == Some(Shape::Node(Place::Meta)) {
                scanner.meta(&tag, &mut term.meta, &mut term.unknown)?;
                continue;
            }
            let Some(text) = scanner.known(&tag, place, &mut term.unknown)? else { continue };
            if tag.local() == "term_id" {
                scanner.number(&tag, text, &mut term.term_id, &mut term.unknown);
            } else if let Some(slot) = fields::term(&mut term, tag.local()) {
                let spare = scanner.put(slot, text, &tag);
                term.unknown.extend(spare);
            }
        }
        match place {
            Place::Category => term.taxonomy = "category".to_owned(),
            Place::Tag => term.taxonomy = "post_tag".to_owned(),
            _ => {}
        }
        Ok(term)
    }

    pub(super) fn item(&mut self, tag: &Tag) -> Result<Item, WxrError> {
        let mut item = Item { line: tag.line, guid_is_permalink: true, ..Item::default() };
        match self.scanner.item_into(tag, &mut item) {
            Ok(()) => Ok(item),
            Err(WxrError::CutOff { line, inside }) => {
                let id = item.post_id.map(|id| format!(" (post {id})")).unwrap_or_default();
                let inside = if inside.starts_with("<item>") {
                    format!("the item “{}”{id} which begins on line {}", item.title, tag.line)
                } else {
                    format!("{inside}, in the item “{}”{id} which begins on line {}", item.title, tag.line)
                };
                Err(WxrError::CutOff { line, inside })
            }
            Err(error) => Err(error),
        }
    }
}

impl<R: BufRead> Scanner<R> {
    /// The next element inside `outer`; None where that has ended.
    fn next_in(&mut self, outer: &Tag, place: Place) -> Result<Option<Tag>, WxrError> {
        if outer.empty {
            return Ok(None);
        }
        match self.child(place)? {
            Child::Start(tag) => Ok(Some(tag)),
            Child::End => Ok(None),
        }
    }

    /// The text of an element that is known here; one that is not goes to `unknown`.
    fn known(
        &mut self,
        tag: &Tag,
        place: Place,
        unknown: &mut Vec<Unknown>,
    ) -> Result<Option<String>, WxrError> {
        match fields::shape(place, tag.ns, tag.local()) {
            Some(shape) => self.text(tag, place, Some(shape)).map(Some),
            None => {
                unknown.push(self.unknown(tag, place)?);
                Ok(None)
            }
        }
    }

    fn unknown(&mut self, tag: &Tag, place: Place) -> Result<Unknown, WxrError> {
        let mark = self.open.len();
        self.enter(tag);
        // Not open for the text: its closing tag is the text's own.
        let text = match self.open.pop() {
            Some(open) => {
                let text = self.text(tag, place, None);
                self.open.push(open);
                text
            }
            None => self.text(tag, place, None),
        };
        while self.open.len() > mark {
            self.leave();
        }
        let text = text?;
        let attributes = tag.attributes.clone();
        self.hold(attributes.iter().map(|(key, value)| key.len() + value.len() + 48).sum())?;
        Ok(Unknown { line: tag.line, element: tag.name.clone(), attributes, text })
    }

    fn item_into(&mut self, tag: &Tag, item: &mut Item) -> Result<(), WxrError> {
        while let Some(tag) = self.next_in(tag, Place::Item)? {
            match fields::shape(Place::Item, tag.ns, tag.local()) {
                Some(Shape::Node(Place::Comment)) => {
                    if !tag.empty {
                        self.enter(&tag);
                    }
                    item.comments.push(self.comment(&tag)?);
                    continue;
                }
                Some(Shape::Node(_)) => {
                    self.meta(&tag, &mut item.meta, &mut item.unknown)?;
                    continue;
                }
                _ => {}
            }
            let Some(text) = self.known(&tag, Place::Item, &mut item.unknown)? else { continue };
            match (tag.ns, tag.local()) {
                (Ns::Wp, "post_id") => self.number(&tag, text, &mut item.post_id, &mut item.unknown),
                (Ns::Wp, "post_parent") => self.number(&tag, text, &mut item.parent, &mut item.unknown),
                (Ns::Wp, "menu_order") => self.number(&tag, text, &mut item.menu_order, &mut item.unknown),
                (Ns::Wp, "is_sticky") => match text.as_str() {
                    "1" => item.is_sticky = true,
                    "0" | "" => {}
                    _ => {
                        self.repair(tag.line, RepairKind::BadNumber, &tag.name, &text, 1);
                        item.unknown.push(left_over(&tag, text));
                    }
                },
                (Ns::Plain, "category") => item.terms.push(TermRef {
                    domain: tag.attribute("domain").to_owned(),
                    nicename: tag.attribute("nicename").to_owned(),
                    name: text,
                }),
                (Ns::Plain, "enclosure") => item.enclosures.push(Enclosure {
                    url: tag.attribute("url").to_owned(),
                    length: tag.attribute("length").trim().parse().ok(),
                    mime: tag.attribute("type").to_owned(),
                }),
                (ns, local) => {
                    if local == "guid" {
                        item.guid_is_permalink = !tag.attribute("isPermaLink").eq_ignore_ascii_case("false");
                    }
                    if let Some(slot) = fields::item(item, ns, local) {
                        let spare = self.put(slot, text, &tag);
                        item.unknown.extend(spare);
                    }
                }
            }
        }
        Ok(())
    }

    fn comment(&mut self, tag: &Tag) -> Result<Comment, WxrError> {
        let mut comment = Comment { line: tag.line, ..Comment::default() };
        while let Some(tag) = self.next_in(tag, Place::Comment)? {
            if fields::shape(Place::Comment, tag.ns, tag.local()) == Some(Shape::Node(Place::Meta)) {
                self.meta(&tag, &mut comment.meta, &mut comment.unknown)?;
                continue;
            }
            let Some(text) = self.known(&tag, Place::Comment, &mut comment.unknown)? else { continue };
            match tag.local() {
                "comment_id" => self.number(&tag, text, &mut comment.id, &mut comment.unknown),
                "comment_parent" => self.number(&tag, text, &mut comment.parent, &mut comment.unknown),
                "comment_user_id" => self.number(&tag, text, &mut comment.user_id, &mut comment.unknown),
                local => match fields::comment(&mut comment, local) {
                    Some(slot) => {
                        let spare = self.put(slot, text, &tag);
                        comment.unknown.extend(spare);
                    }
                    None => comment.unknown.push(left_over(&tag, text)),
                },
            }
        }
        self.hold(size_of::<Comment>())?;
        Ok(comment)
    }

    fn meta(
        &mut self,
        tag: &Tag,
        into: &mut Vec<(String, String)>,
        unknown: &mut Vec<Unknown>,
    ) -> Result<(), WxrError> {
        if !tag.empty {
            self.enter(tag);
        }
        let (mut key, mut value) = (String::new(), String::new());
        while let Some(tag) = self.next_in(tag, Place::Meta)? {
            let Some(text) = self.known(&tag, Place::Meta, unknown)? else { continue };
            let slot = if tag.local() == "meta_key" { &mut key } else { &mut value };
            let spare = self.put(slot, text, &tag);
            unknown.extend(spare);
        }
        if !key.is_empty() || !value.is_empty() {
            into.push((key, value));
        }
        Ok(())
    }

    /// The first text given for a field counts, as in WordPress; another one is handed back.
    fn put(&mut self, slot: &mut String, text: String, tag: &Tag) -> Option<Unknown> {
        if slot.is_empty() {
            *slot = text;
            return None;
        }
        if text.is_empty() || *slot == text {
            return None;
        }
        self.repair(tag.line, RepairKind::Duplicate, &tag.name, &text, 1);
        Some(left_over(tag, text))
    }

    fn number<T: FromStr + PartialEq>(
        &mut self,
        tag: &Tag,
        text: String,
        slot: &mut Option<T>,
        unknown: &mut Vec<Unknown>,
    ) {
        if text.is_empty() {
            return;
        }
        let kind = match (text.parse::<T>(), &slot) {
            (Ok(n), None) => {
                *slot = Some(n);
                return;
            }
            (Ok(n), Some(first)) if n == *first => return,
            (Ok(_), Some(_)) => RepairKind::Duplicate,
            (Err(_), _) => RepairKind::BadNumber,
        };
        self.repair(tag.line, kind, &tag.name, &text, 1);
        unknown.push(left_over(tag, text));
    }
}

fn left_over(tag: &Tag, text: String) -> Unknown {
    Unknown { line: tag.line, element: tag.name.clone(), attributes: tag.attributes.clone(), text }
}
