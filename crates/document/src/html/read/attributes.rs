//! What attributes say of alignment, language and direction.

use super::super::dom::{Dom, Id};
use super::flow::Style;
use crate::chars;
use crate::tree::{Align, Direction};

/// Alignment, language and direction of a block, on top of those of the block around it.
pub(super) fn style(dom: &Dom, id: Id, outer: &Style) -> Style {
    let mut style = outer.clone();
    if dom.attrs(id).is_empty() && dom.tag(id) != "center" {
        return style;
    }
    style.align = align(dom, id).or(style.align);
    style.lang = language(dom, id).or(style.lang);
    style.dir = direction(dom, id).or(style.dir);
    style
}

pub(super) fn align(dom: &Dom, id: Id) -> Option<Align> {
    for attr in dom.attrs(id) {
        let found = match &*attr.name.local {
            "align" => of_word(&attr.value),
            "style" => declaration(&attr.value, "text-align").and_then(of_word),
            "class" => attr.value.split_ascii_whitespace().find_map(|class| {
                class
                    .strip_prefix("has-text-align-")
                    .or_else(|| class.strip_prefix("align-"))
                    .or_else(|| class.strip_prefix("ql-align-"))
                    .and_then(of_word)
            }),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    (dom.tag(id) == "center").then_some(Align::Center)
}

fn of_word(word: &str) -> Option<Align> {
    let word = word.trim();
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    match () {
        () if is("left") => Some(Align::Left),
        () if is("center") || is("middle") => Some(Align::Center),
        () if is("right") => Some(Align::Right),
        () if is("justify") => Some(Align::Justify),
        () => None,
    }
}

/// A language tag of the shape that BCP 47 asks for, else nothing.
pub(super) fn language(dom: &Dom, id: Id) -> Option<String> {
    let tag = dom.attr(id, "lang").or_else(|| dom.attr(id, "xml:lang"))?.trim();
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next()?;
    let sound = (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
        && tag.len() <= 35;
    sound.then(|| tag.replace('_', "-"))
}

pub(super) fn direction(dom: &Dom, id: Id) -> Option<Direction> {
    let of_style = || dom.attr(id, "style").and_then(|s| declaration(s, "direction"));
    dom.attr(id, "dir").or_else(of_style).and_then(Direction::from_html)
}

/// The value of a declaration in a `style` attribute, as far as a reader without CSS needs it.
pub(super) fn declaration<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style.split(';').find_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        name.trim().eq_ignore_ascii_case(property).then(|| value.split('!').next().unwrap_or(value).trim())
    })
}

/// An attribute as words: white space collapsed, `None` if nothing is left.
pub(super) fn words(dom: &Dom, id: Id, name: &str) -> Option<String> {
    dom.attr(id, name).map(chars::collapse).filter(|w| !w.is_empty())
}

/// A size in CSS pixels; percentages and nonsense are none.
pub(super) fn pixels(dom: &Dom, id: Id, name: &str) -> Option<u32> {
    let value = dom.attr(id, name)?.trim();
    let value = value.strip_suffix("px").unwrap_or(value);
    value.parse().ok().filter(|n| (1..=20_000).contains(n))
}
