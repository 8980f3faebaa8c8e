//! Which articles are about the same.

use crate::{
    Entry, Hit, Key, Kind, Result,
    entry::Clerk,
    index::{Index, View},
    schema::{GROUP, KEY, PUBLISHED, SECTION, SKETCH, TONGUE, TOPIC},
    search::{freshness, term},
    sketch,
};
use std::collections::HashMap;
use tantivy::{
    DocAddress,
    collector::TopDocs,
    query::{BooleanQuery, Occur},
    schema::IndexRecordOption,
};

/// So many of a text's words are looked for: those that tell most.
const WORDS: usize = 24;
/// So many candidates are compared more closely.
const CANDIDATES: usize = 80;
/// Words in a larger part of all articles tell nothing.
const COMMON: f64 = 0.35;
/// Texts that share more than this are one text: an update, a copy, the wire's and ours.
const SAME: f32 = 0.5;
/// A part of the best score by words, which is mostly that of the article itself: with less, and no topic shared, two are not
/// about the same.
const LEAST: f32 = 0.12;
/// What each shared topic adds, and the section that both stand in, as parts of the best score by words.
const BY_TOPIC: f32 = 0.25;
const BY_SECTION: f32 = 0.12;

impl Index {
    /// Articles that are about the same as this one, the nearest first: by its words, topics and section, the newer before the
    /// older. Never itself, a translation, a near-duplicate of it or of a better one, a page, or one in another language. Ages
    /// count from `now` (UTC microseconds).
    ///
    /// # Errors
    /// Only if the index cannot be read.
    pub fn related(&self, entry: &Entry, now: i64, limit: usize) -> Result<Vec<Hit>> {
        let view = self.view();
        let f = self.fields();
        let mut lines = HashMap::new();
        let own = Clerk::default().terms(entry, &mut lines);
        let all = view.searcher.num_docs().max(1) as f64;
        let mut words: Vec<(f64, &str)> = Vec::new();
        for (word, count) in &lines {
            let frequency = view.frequency(f.text, word) as f64;
            // A word that only this article has finds only this article.
            if frequency >= 2.0 && (frequency <= COMMON * all || all < 10.0) {
                let tells = (1.0 + (all - frequency + 0.5) / (frequency + 0.5)).ln();
                words.push((f64::from(*count).sqrt() * tells, word));
            }
        }
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        words.truncate(WORDS);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        // Bare terms, without boosts: of those tantivy passes over whole blocks that cannot come to the top.
        let query = BooleanQuery::new(
            words
                .iter()
                .map(|(_, w)| (Occur::Should, term(f.text, w, IndexRecordOption::WithFreqs)))
                .collect(),
        );
        let top = view.searcher.search(&query, &TopDocs::with_limit(CANDIDATES).order_by_score())?;
        let best = top.first().map_or(1.0, |(score, _)| *score).max(f32::MIN_POSITIVE);
        let mut candidates: Vec<(f32, Candidate)> = top
            .into_iter()
            .filter_map(|(score, at)| Some((score / best, view.candidate(at)?)))
            .filter(|(_, other)| other.fits(entry))
            .map(|(score, other)| {
                let shared = other.topics.iter().filter(|t| entry.topics.contains(t)).count().min(3) as f32;
                (score, shared, other)
            })
            .filter(|(score, shared, _)| *score >= LEAST || *shared > 0.0)
            .map(|(score, shared, other)| {
                let beside = entry.sections.iter().any(|s| other.sections.contains(s));
                let fit = score + BY_TOPIC * shared + if beside { BY_SECTION } else { 0.0 };
                (fit * freshness(now, other.published_on), other)
            })
            .collect();
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.key.cmp(&a.1.key)));
        let mut kept: Vec<(Hit, Vec<u64>)> = Vec::new();
        for (score, other) in candidates {
            let told =
                std::iter::once(own.as_slice()).chain(kept.iter().map(|(_, sketch)| sketch.as_slice()));
            if told.into_iter().any(|one| sketch::likeness(one, &other.sketch) > SAME) {
                continue;
            }
            kept.push((Hit { key: other.key, score }, other.sketch));
            if kept.len() == limit {
                break;
            }
        }
        Ok(kept.into_iter().map(|(hit, _)| hit).collect())
    }
}

/// What is known of an article that may be related.
struct Candidate {
    key: Key,
    tongue: u64,
    group: u64,
    published_on: i64,
    topics: Vec<i64>,
    sections: Vec<i64>,
    sketch: Vec<u64>,
}

impl Candidate {
    fn fits(&self, entry: &Entry) -> bool {
        let translation = self.group != 0 && entry.group.is_some_and(|group| group as u64 == self.group);
        self.key.kind == Kind::Article
            && self.key.id != entry.id
            && !translation
            && self.tongue == sketch::hash(&crate::tongue::primary(&entry.language))
    }
}

impl View {
    fn candidate(&self, at: DocAddress) -> Option<Candidate> {
        let segment = self.searcher.segment_readers().get(at.segment_ord as usize)?;
        let fast = segment.fast_fields();
        let one = |name: &str| fast.u64(name).ok()?.first(at.doc_id);
        let many =
            |name: &str| fast.u64(name).map(|c| c.values_for_doc(at.doc_id).collect()).unwrap_or_default();
        let ids = |name: &str| Vec::<u64>::into_iter(many(name)).map(|id| id as i64).collect();
        Some(Candidate {
            key: Key::unpacked(one(KEY)?)?,
            tongue: one(TONGUE)?,
            group: one(GROUP).unwrap_or(0),
            published_on: fast.i64(PUBLISHED).ok()?.first(at.doc_id)?,
            topics: ids(TOPIC),
            sections: ids(SECTION),
            sketch: many(SKETCH),
        })
    }
}
