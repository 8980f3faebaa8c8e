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
}

impl Anchors {
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

/// Leaves out anchors that writing would make by itself, and those that another heading has.
pub(crate) fn settle(document: &mut Document) {
    let mut anchors = Anchors::default();
    document.for_each_block_mut(&mut |block| {
        if let Block::Heading(heading) = block {
            let made = anchors.made(heading);
            let given = anchors.of(heading);
            if heading.id.as_ref().is_some_and(|id| *id == made || *id != given) {
                heading.id = None;
            }
        }
    });
}
