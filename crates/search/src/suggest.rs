//! What may be meant while somebody types: sections, topics and people by their names, articles by their headlines.

use crate::{
    Key, Kind, Result,
    index::{Index, View},
    schema::{KEY, PUBLISHED},
    words,
};
use tantivy::{
    DocAddress, DocId, Order, SegmentReader,
    collector::{FilterCollector, TopDocs},
    query::{BooleanQuery, Occur, Query},
    schema::{Field, IndexRecordOption},
};

/// So many words that begin as the last one does are looked for, the most common first.
const WORDS: usize = 40;
/// More words are not looked at.
const TYPED: usize = 8;

impl Index {
    /// Names and articles whose words begin as what was typed: its last word may be unfinished. At most `limit` of each; names
    /// first, articles the newest first.
    ///
    /// # Errors
    /// Only if the index cannot be read.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Key>> {
        let view = self.view();
        let field = self.fields().start;
        let mut forms = words::forms(typed);
        forms.truncate(TYPED);
        let Some(last) = forms.pop() else { return Ok(Vec::new()) };
        // A word with a space behind it is whole.
        let unfinished = typed.ends_with(char::is_alphanumeric);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for form in &forms {
            clauses.push((Occur::Must, crate::search::term(field, form, IndexRecordOption::Basic)));
        }
        let ends = if unfinished { view.beginning_with(field, &last)? } else { vec![last] };
        let ends: Vec<(Occur, Box<dyn Query>)> = ends
            .iter()
            .map(|word| (Occur::Should, crate::search::term(field, word, IndexRecordOption::Basic)))
            .collect();
        if ends.is_empty() {
            return Ok(Vec::new());
        }
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(ends))));
        let query = BooleanQuery::new(clauses);
        let is_name = |packed: u64| {
            Key::unpacked(packed)
                .is_some_and(|k| matches!(k.kind, Kind::Section | Kind::Topic | Kind::Person))
        };
        let names = FilterCollector::new(
            KEY.to_owned(),
            is_name,
            TopDocs::with_limit(limit.max(1)).tweak_score(|segment: &SegmentReader| {
                let key = segment.fast_fields().column_first_or_default::<u64>(KEY).ok();
                // Sections first, then topics, then people.
                move |doc: DocId, _: f32| key.as_ref().map_or(0, |k| u64::MAX - (k.get_val(doc) & 7))
            }),
        );
        let articles = FilterCollector::new(
            KEY.to_owned(),
            move |packed: u64| !is_name(packed),
            TopDocs::with_limit(limit.max(1)).order_by_fast_field::<i64>(PUBLISHED, Order::Desc),
        );
        let (names, articles) = view.searcher.search(&query, &(names, articles))?;
        let found: Vec<DocAddress> =
            names.into_iter().map(|(_, at)| at).chain(articles.into_iter().map(|(_, at)| at)).collect();
        Ok(found.into_iter().filter_map(|at| view.key_at(at)).collect())
    }
}

impl View {
    /// Words of a field that begin with these letters, the most common first.
    fn beginning_with(&self, field: Field, letters: &str) -> Result<Vec<String>> {
        let mut found: Vec<(u32, String)> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(letters).into_stream()?;
            // A letter begins thousands of words; the first of them will do.
            let mut left = 2_000;
            while let (true, Some((term, info))) = (left > 0, terms.next()) {
                let Some(word) = std::str::from_utf8(term).ok().filter(|word| word.starts_with(letters))
                else {
                    break;
                };
                found.push((info.doc_freq, word.to_owned()));
                left -= 1;
            }
        }
        found.sort_by(|a, b| a.1.cmp(&b.1));
        found.dedup_by(|next, kept| {
            let same = next.1 == kept.1;
            kept.0 += if same { next.0 } else { 0 };
            same
        });
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.truncate(WORDS);
        Ok(found.into_iter().map(|(_, word)| word).collect())
    }
}
