//! The anchors of headings: kept ones, and those made from the text.

use std::collections::{HashMap, HashSet};

use crate::text;
use crate::tree::{Block, Document, Heading};

/// Begins every id that writing makes for other things than headings, so that none can clash.
pub(crate) const RESERVED: &str = "body-";
/// Characters of a made anchor.
const MAX: usize = 60;

/// Hands out anchors, each once.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    used: HashSet<String>,
    /// For a text that came before, a number that was free then: a thousand headings with the same
    /// words are not tried a thousand times each.
    next: HashMap<String, u64>,
    /// The level of the heading before; 0 before the first.
    level: u8,
}

impl Anchors {
    /// The level a heading is shown at: its own, or one below the heading before it if that is
    /// higher. A level left out is a chapter missing, to who moves through a page by its headings
    /// (WCAG technique G141). The headline is level 1.
    pub(crate) fn level(&mut self, heading: &Heading) -> u8 {
        self.level = heading.level.clamp(2, (self.level.max(1) + 1).min(4));
        self.level
    }

    /// The anchor of a heading: its own if it is free, else one made from its text.
    pub(crate) fn of(&mut self, heading: &Heading) -> String {
        let own = heading.id.clone().filter(|id| is_anchor(id) && !self.used.contains(id));
        let id = own.unwrap_or_else(|| self.made(heading));
        self.used.insert(id.clone());
        id
    }

    fn made(&mut self, heading: &Heading) -> String {
        let mut words = String::new();
        text::inlines(&heading.content, &mut words);
        let slug = slug(&words);
        if !self.used.contains(&slug) {
            return slug;
        }
        let first = self.next.get(&slug).copied().unwrap_or(2);
        // Ends: `used` is finite.
        for n in first.. {
            let id = format!("{slug}-{n}");
            if !self.used.contains(&id) {
                self.next.insert(slug, n);
                return id;
            }
        }
        slug
    }
}

pub(crate) fn is_anchor(id: &str) -> bool {
    !id.is_empty() && id.len() <= 200 && !id.contains(char::is_whitespace) && !id.starts_with(RESERVED)
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.chars().count() >= MAX {
            break;
        }
    }
    let slug = out.trim_end_matches('-');
    if slug.is_empty() || slug.starts_with(RESERVED) { "section".to_owned() } else { slug.to_owned() }
}

/// Brings headings to the levels and anchors that writing would give them: an anchor that it would
/// make by itself, or that another heading has, is left out.
pub(crate) fn settle(document: &mut Document) {
    let mut anchors = Anchors::default();
    document.for_each_block_mut(&mut |block| {
        if let Block::Heading(heading) = block {
            heading.level = anchors.level(heading);
            let made = anchors.made(heading);
            let given = anchors.of(heading);
            if heading.id.as_ref().is_some_and(|id| *id == made || *id != given) {
                heading.id = None;
            }
        }
    });
}
