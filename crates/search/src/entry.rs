//! What is indexed: articles and pages, and the names of sections, topics and people.

use crate::{
    schema::Fields,
    sketch,
    tongue::{Stems, Tongue, primary},
    words,
};
use std::collections::{HashMap, HashSet};
use tantivy::{
    TantivyDocument,
    tokenizer::{Token, TokenStream, Tokenizer},
};

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A report.
    Article,
    /// A static page.
    Page,
    /// A section.
    Section,
    /// A topic.
    Topic,
    /// A person.
    Person,
}

const KINDS: [Kind; 5] = [Kind::Article, Kind::Page, Kind::Section, Kind::Topic, Kind::Person];

/// What is found: kind and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What it is.
    pub kind: Kind,
    /// Its number.
    pub id: i64,
}

impl Key {
    /// As the index holds it.
    pub(crate) fn packed(self) -> u64 {
        let kind = KINDS.iter().position(|k| *k == self.kind).unwrap_or(0) as u64;
        (self.id as u64) << 3 | kind
    }

    pub(crate) fn unpacked(packed: u64) -> Option<Key> {
        let kind = KINDS.get((packed & 7) as usize)?;
        // Arithmetic, so that it is the same number again, whatever its sign.
        Some(Key { kind: *kind, id: (packed as i64) >> 3 })
    }
}

/// An article or page as readers see it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// A static page: found, and never called related to anything.
    pub page: bool,
    /// BCP 47.
    pub language: String,
    /// One line.
    pub headline: String,
    /// Kicker and standfirst.
    pub lead: String,
    /// The text.
    pub body: String,
    /// Names of its section, topics and people.
    pub names: Vec<String>,
    /// Its sections and all above them.
    pub sections: Vec<i64>,
    /// Its topics.
    pub topics: Vec<i64>,
    /// Its people.
    pub people: Vec<i64>,
    /// Articles that say the same in other languages share one.
    pub group: Option<i64>,
    /// The date it carries, in UTC microseconds.
    pub published_on: i64,
}

/// A section, topic or person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// Which.
    pub key: Key,
    /// What it is called.
    pub name: String,
}

impl Entry {
    /// Its key.
    pub fn key(&self) -> Key {
        Key { kind: if self.page { Kind::Page } else { Kind::Article }, id: self.id }
    }

    /// A hash of all that is indexed of it.
    pub(crate) fn stamp(&self) -> u64 {
        stamp(self)
    }
}

/// A hash that is the same in every process of this version.
pub(crate) fn stamp(of: &impl std::hash::Hash) -> u64 {
    struct Fnv(u64);
    impl std::hash::Hasher for Fnv {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, bytes: &[u8]) {
            self.0 = bytes
                .iter()
                .fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        }
    }
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    of.hash(&mut hasher);
    std::hash::Hasher::finish(&hasher)
}

/// Makes documents. One for whoever writes: it remembers stems.
#[derive(Default)]
pub(crate) struct Clerk {
    stems: HashMap<Tongue, Stems>,
}

impl Clerk {
    /// The document of an article or page.
    pub fn entry(&mut self, f: &Fields, entry: &Entry) -> TantivyDocument {
        let tongue = Tongue::of(&entry.language);
        let stems = self.stems.entry(tongue).or_insert_with(|| Stems::of(tongue));
        let (mut lead, mut headline, mut start) = (Lines::default(), Lines::default(), Lines::default());
        headline.add(&entry.headline, stems, None);
        start.add_plain(&entry.headline);
        lead.add(&entry.lead, stems, None);
        let mut said = HashSet::new();
        for name in entry.names.iter().filter(|name| said.insert(name.as_str())) {
            lead.gap();
            lead.add(name, stems, None);
        }
        let mut seen = Seen::default();
        let mut text = Lines::default();
        let before = [entry.headline.as_str(), entry.lead.as_str()];
        for part in before.into_iter().chain(said.iter().copied()) {
            text.add(part, stems, Some(&mut seen));
            text.gap();
        }
        seen.row.clear();
        text.add(&entry.body, stems, Some(&mut seen));

        let pairs = text.pairs();
        let mut doc = TantivyDocument::default();
        doc.add_u64(f.key, entry.key().packed());
        doc.add_u64(f.stamp, entry.stamp());
        doc.add_text(f.text, &text.0);
        doc.add_text(f.pairs, &pairs.0);
        doc.add_text(f.headline, &headline.0);
        doc.add_text(f.lead, &lead.0);
        doc.add_text(f.start, &start.0);
        doc.add_text(f.words, &seen.words.0);
        let language = primary(&entry.language);
        doc.add_u64(f.tongue, sketch::hash(&language));
        doc.add_text(f.language, format!("{language}\n"));
        for (field, ids) in
            [(f.section, &entry.sections), (f.topic, &entry.topics), (f.person, &entry.people)]
        {
            ids.iter().for_each(|id| doc.add_u64(field, *id as u64));
        }
        // A static page carries no date: no range of dates holds it, and it comes last where the newest come first.
        if !entry.page {
            doc.add_i64(f.published, entry.published_on);
        }
        doc.add_u64(f.group, entry.group.map_or(0, |group| group as u64));
        for number in sketch::of(&seen.row).into_iter().flatten() {
            doc.add_u64(f.sketch, number);
        }
        doc
    }

    /// The document of a name.
    pub fn name(f: &Fields, name: &Name) -> TantivyDocument {
        let mut doc = TantivyDocument::default();
        let mut start = Lines::default();
        start.add_plain(&name.name);
        doc.add_u64(f.key, name.key.packed());
        doc.add_u64(f.stamp, stamp(name));
        doc.add_text(f.start, &start.0);
        doc
    }
}

/// What else is noted while a text is read.
#[derive(Default)]
struct Seen {
    words: Lines,
    distinct: HashSet<Box<str>>,
    /// The hashes of the words in their order.
    row: Vec<u64>,
}

/// Words, a line each, as [`ByLine`] reads them.
#[derive(Default)]
struct Lines(String);

/// Begins a line with a whole word whose parts, so many as the next letter says, came just before.
const WHOLE: char = '\u{1}';
/// A line that sets the next words apart, so that no phrase reaches across.
const GAP: char = '\u{2}';

/// Stands between the two words of a pair.
const BETWEEN: char = '\u{3}';

/// Two words that follow each other, as the index holds them.
pub(crate) fn pair(first: &str, second: &str) -> String {
    format!("{first}{BETWEEN}{second}")
}

impl Lines {
    fn add(&mut self, text: &str, stems: &mut Stems, mut seen: Option<&mut Seen>) {
        let mut next = 0;
        words::each(text, &mut |word| {
            if word.whole {
                let parts = u32::try_from(next - word.position).unwrap_or(1);
                self.0.extend([WHOLE, char::from_u32(0x30 + parts.min(64)).unwrap_or('1')]);
            } else {
                next = word.position + 1;
            }
            self.0.push_str(stems.stem(word.form));
            self.0.push('\n');
            if let Some(seen) = &mut seen {
                if !word.whole {
                    seen.row.push(sketch::hash(word.form));
                }
                if !seen.distinct.contains(word.form) {
                    seen.distinct.insert(word.form.into());
                    seen.words.0.push_str(word.form);
                    seen.words.0.push('\n');
                }
            }
        });
    }

    fn add_plain(&mut self, text: &str) {
        words::each(text, &mut |word| {
            self.0.push_str(word.form);
            self.0.push('\n');
        });
    }

    fn gap(&mut self) {
        self.0.extend([GAP, '\n']);
    }

    /// Every two of its words that follow each other. Whole words, whose parts stand here too, are in none.
    fn pairs(&self) -> Lines {
        let mut pairs = Lines(String::with_capacity(self.0.len() * 2));
        let mut before = None;
        for line in self.0.lines().filter(|line| !line.starts_with(WHOLE)) {
            if line.starts_with(GAP) {
                pairs.gap();
                before = None;
                continue;
            }
            if let Some(before) = before.replace(line) {
                pairs.0.push_str(before);
                pairs.0.push(BETWEEN);
                pairs.0.push_str(line);
                pairs.0.push('\n');
            }
        }
        pairs
    }
}

/// Reads [`Lines`] for tantivy, without a text's words being analysed a second time.
#[derive(Clone, Default)]
pub(crate) struct ByLine {
    token: Token,
}

pub(crate) struct LineStream<'a> {
    rest: &'a str,
    next: usize,
    token: &'a mut Token,
}

impl Tokenizer for ByLine {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        self.token.reset();
        LineStream { rest: text, next: 0, token: &mut self.token }
    }
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some((line, rest)) = self.rest.split_once('\n') {
            self.rest = rest;
            if line.starts_with(GAP) {
                self.next += 20;
                continue;
            }
            self.token.text.clear();
            let mut letters = line.chars();
            match letters.clone().next() {
                Some(WHOLE) => {
                    let back = letters.nth(1).map_or(1, |c| (c as usize).saturating_sub(0x30));
                    self.token.position = self.next.saturating_sub(back);
                    self.token.text.push_str(letters.as_str());
                }
                _ => {
                    self.token.position = self.next;
                    self.next += 1;
                    self.token.text.push_str(line);
                }
            }
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

impl Clerk {
    /// How often each stem stands in an article, and its sketch.
    pub fn terms(&mut self, entry: &Entry, counts: &mut HashMap<String, u32>) -> Vec<u64> {
        let tongue = Tongue::of(&entry.language);
        let stems = self.stems.entry(tongue).or_insert_with(|| Stems::of(tongue));
        let mut count = |text: &str, weight: u32, row: &mut Vec<u64>| {
            words::each(text, &mut |word| {
                if word.whole || tongue.is_small_word(word.form) {
                    row.extend((!word.whole).then(|| sketch::hash(word.form)));
                    return;
                }
                row.push(sketch::hash(word.form));
                let stem = stems.stem(word.form);
                match counts.get_mut(stem) {
                    Some(count) => *count += weight,
                    None => drop(counts.insert(stem.to_owned(), weight)),
                }
            });
        };
        let mut row = Vec::new();
        count(&entry.headline, 3, &mut row);
        count(&entry.lead, 2, &mut row);
        entry.names.iter().for_each(|name| count(name, 2, &mut row));
        row.clear();
        count(&entry.body, 1, &mut row);
        sketch::of(&row).map(Vec::from).unwrap_or_default()
    }
}
