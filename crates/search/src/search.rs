//! A question to the index, and the numbers that answer it.

use crate::{
    Key, Question, Result,
    apart::Apart,
    entry::pair,
    index::{Index, View},
    question::Part,
    schema::{Fields, PUBLISHED},
    tongue::{Stems, Tongue},
    words,
};
use std::ops::Bound;
use tantivy::{
    DocId, Order as By, Score, SegmentReader, Term,
    collector::{Count, TopDocs},
    query::{AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};

/// What narrows a search. All of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Articles of this section and of all below it.
    pub section: Option<i64>,
    /// Articles on this topic.
    pub topic: Option<i64>,
    /// Articles by this person.
    pub person: Option<i64>,
    /// Articles in this language, whatever its region.
    pub language: Option<String>,
    /// Published at this moment or later (UTC microseconds).
    pub from: Option<i64>,
    /// Published before this moment.
    pub before: Option<i64>,
}

impl Filters {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Filters::default()
    }
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The most fitting first; of two that fit alike, the newer one. Ages count from this moment (UTC microseconds).
    Fit(i64),
    /// The newest first.
    Newest,
}

/// Which part of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many are passed over.
    pub skip: usize,
    /// How many are given.
    pub take: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The window's part.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: u64,
    /// The question as it was answered, where a misspelt word of it is found nowhere.
    pub instead: Option<String>,
    /// A question that may have been meant: one of its words is rare, and one that is spelt like it is not.
    pub perhaps: Option<String>,
    /// Nothing has all that was asked for; these have some of it.
    pub some: bool,
}

/// A thing that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Which.
    pub key: Key,
    /// How well it fits; 0 where the order is another.
    pub score: f32,
}

/// An article's score is halved in this time, as far as age counts.
const HALF_LIFE_DAYS: f32 = 180.0;
/// The part of a score that does not age: a good answer of ten years ago is still one.
const AGELESS: f32 = 0.5;
/// How much a word counts in a headline, and in a standfirst or name, beside its place in the whole text.
const IN_HEADLINE: f32 = 2.0;
const IN_LEAD: f32 = 0.8;

impl Index {
    /// Searches.
    ///
    /// # Errors
    /// Only if the index itself cannot be read: there is no wrong question.
    pub fn search(
        &self,
        question: &Question,
        filters: &Filters,
        order: Order,
        window: Window,
    ) -> Result<Found> {
        let view = self.view();
        let mut asked = Asked::new(&view, self.fields(), filters);
        let (mut found, parts) = asked.understood(question)?;
        if parts.is_empty() && filters.is_empty() {
            return Ok(found);
        }
        let mut wanted: Vec<&Wanted> = parts.iter().filter(|part| !part.small).collect();
        if wanted.is_empty() {
            wanted = parts.iter().collect();
        }
        let without: Vec<Wanted> = question.unwanted.iter().map(|part| asked.wanted(part)).collect();
        let query = asked.query(&wanted, &without, Occur::Must);
        run(&view, query, order, window, &mut found)?;
        if found.total == 0 && wanted.len() > 1 {
            let query = asked.query(&wanted, &without, Occur::Should);
            run(&view, query, order, window, &mut found)?;
            found.some = found.total > 0;
        }
        Ok(found)
    }
}

fn run(view: &View, query: BooleanQuery, order: Order, window: Window, found: &mut Found) -> Result<()> {
    let take = TopDocs::with_limit(window.take.max(1)).and_offset(window.skip);
    let searcher = &view.searcher;
    let hit = |at, score| view.key_at(at).map(|key| Hit { key, score });
    let (hits, total) = match order {
        Order::Fit(now) => {
            let top = take.tweak_score(move |segment: &SegmentReader| aged(segment, now));
            let (top, total) = searcher.search(&query, &(top, Count))?;
            (top.into_iter().filter_map(|(score, at)| hit(at, score)).collect(), total)
        }
        Order::Newest => {
            let top = take.order_by_fast_field::<i64>(PUBLISHED, By::Desc);
            let (top, total) = searcher.search(&query, &(top, Count))?;
            (top.into_iter().filter_map(|(_, at)| hit(at, 0.0)).collect(), total)
        }
    };
    (found.hits, found.total) = (hits, total as u64);
    Ok(())
}

/// Makes scores age, for the articles of a segment.
fn aged(segment: &SegmentReader, now: i64) -> impl Fn(DocId, Score) -> Score + use<> {
    let published = segment.fast_fields().column_first_or_default::<i64>(PUBLISHED).ok();
    move |doc, score| {
        let on = published.as_ref().map_or(0, |column| column.get_val(doc));
        score * freshness(now, on)
    }
}

/// From 1, for what is new, down to [`AGELESS`].
pub(crate) fn freshness(now: i64, published_on: i64) -> f32 {
    let days = (now.saturating_sub(published_on).max(0) / 86_400_000_000) as f32;
    // Not the exponential itself, which would be asked for a hundred thousand times: it has the same half-life and a longer tail.
    AGELESS + (1.0 - AGELESS) * HALF_LIFE_DAYS / (HALF_LIFE_DAYS + days)
}

/// A part of a question as the index knows it.
pub(crate) struct Wanted {
    /// The rows of stems that answer it, one for each way in which a language of the site may read it.
    rows: Vec<Vec<String>>,
    /// Their stems that count more in a headline or standfirst: of a phrase, those that tell something.
    telling: Vec<String>,
    small: bool,
}

pub(crate) struct Asked<'v> {
    pub view: &'v View,
    pub fields: &'v Fields,
    filters: &'v Filters,
    stems: Vec<(Tongue, Stems)>,
}

impl<'v> Asked<'v> {
    fn new(view: &'v View, fields: &'v Fields, filters: &'v Filters) -> Asked<'v> {
        let mut stems: Vec<(Tongue, Stems)> = Vec::new();
        let all = view.languages.iter().map(String::as_str);
        let languages: Vec<&str> = filters.language.as_deref().map_or_else(|| all.collect(), |one| vec![one]);
        for tongue in languages.into_iter().map(Tongue::of) {
            if !stems.iter().any(|(known, _)| *known == tongue) {
                stems.push((tongue, Stems::of(tongue)));
            }
        }
        Asked { view, fields, filters, stems }
    }

    /// The parts of a question, with the spelling mended of those that are found nowhere.
    fn understood(&mut self, question: &Question) -> Result<(Found, Vec<Wanted>)> {
        let mut found = Found::default();
        let (mut instead, mut perhaps) = (question.clone(), question.clone());
        let mut parts = Vec::new();
        for (at, part) in question.wanted.iter().enumerate() {
            let mut wanted = self.wanted(part);
            if wanted.rows.is_empty() {
                continue;
            }
            if let Some((mended, sure)) = self.mended(part, &wanted)? {
                let changed = if sure { &mut instead } else { &mut perhaps };
                if let Some(slot) = changed.wanted.get_mut(at) {
                    slot.text = mended;
                    if sure {
                        wanted = self.wanted(slot);
                    }
                }
                if let (true, Some(slot)) = (sure, perhaps.wanted.get_mut(at)) {
                    slot.clone_from(&instead.wanted[at]);
                }
            }
            parts.push(wanted);
        }
        found.instead = (instead != *question).then(|| instead.typed());
        found.perhaps = (perhaps != instead).then(|| perhaps.typed());
        Ok((found, parts))
    }

    /// A part, by the rules of each language.
    pub fn wanted(&mut self, part: &Part) -> Wanted {
        let (mut rows, mut telling, mut small): (Vec<Vec<String>>, Vec<String>, bool) = Default::default();
        for (tongue, stems) in &mut self.stems {
            let (mut row, mut whole, mut forms) = (Vec::new(), Vec::new(), 0);
            words::each(&part.text, &mut |word| {
                let stem = stems.stem(word.form).to_owned();
                let tells = !part.phrase || !tongue.is_small_word(word.form);
                if tells && !telling.contains(&stem) {
                    telling.push(stem.clone());
                }
                if word.whole {
                    whole.push(stem);
                } else {
                    forms += 1;
                    small = !part.phrase && forms == 1 && (small || tongue.is_small_word(word.form));
                    row.push(stem);
                }
            });
            for row in [row, whole] {
                if !row.is_empty() && !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        Wanted { rows, telling, small }
    }

    /// Whether all words of one of its rows stand in the index.
    pub fn is_known(&self, wanted: &Wanted) -> bool {
        wanted.rows.iter().any(|row| row.iter().all(|stem| self.view.frequency(self.fields.text, stem) > 0))
    }

    fn query(&self, wanted: &[&Wanted], without: &[Wanted], occur: Occur) -> BooleanQuery {
        let f = self.fields;
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for part in wanted {
            parts.push((occur, self.in_text(part)));
            for (field, counts) in [(f.headline, IN_HEADLINE), (f.lead, IN_LEAD)] {
                for stem in part.telling.iter().filter(|stem| self.view.frequency(field, stem) > 0) {
                    let query = BoostQuery::new(term(field, stem, IndexRecordOption::WithFreqs), counts);
                    parts.push((Occur::Should, Box::new(query)));
                }
            }
        }
        match occur {
            Occur::Must => clauses.append(&mut parts),
            // One of them is wanted, whatever else is asked.
            _ if !parts.is_empty() => clauses.push((Occur::Must, Box::new(BooleanQuery::new(parts)))),
            _ => {}
        }
        for part in without.iter().filter(|part| !part.rows.is_empty()) {
            clauses.push((Occur::MustNot, Box::new(Apart(self.in_text(part)))));
        }
        self.narrow(&mut clauses);
        if wanted.is_empty() {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        BooleanQuery::new(clauses)
    }

    /// What is narrowed by needs no score.
    fn narrow(&self, clauses: &mut Vec<(Occur, Box<dyn Query>)>) {
        let (f, filters) = (self.fields, self.filters);
        let mut must = |query: Box<dyn Query>| {
            let unscored = tantivy::query::ConstScoreQuery::new(query, 0.0);
            clauses.push((Occur::Must, Box::new(unscored)));
        };
        for (field, id) in
            [(f.section, filters.section), (f.topic, filters.topic), (f.person, filters.person)]
        {
            if let Some(id) = id {
                must(Box::new(TermQuery::new(
                    Term::from_field_u64(field, id as u64),
                    IndexRecordOption::Basic,
                )));
            }
        }
        if let Some(language) = &filters.language {
            must(term(f.language, &crate::tongue::primary(language), IndexRecordOption::Basic));
        }
        if filters.from.is_some() || filters.before.is_some() {
            let bound = |at| Term::from_field_i64(f.published, at);
            let from = filters.from.map_or(Bound::Unbounded, |at| Bound::Included(bound(at)));
            let before = filters.before.map_or(Bound::Unbounded, |at| Bound::Excluded(bound(at)));
            must(Box::new(RangeQuery::new(from, before)));
        }
    }

    /// A part, anywhere in the text.
    fn in_text(&self, wanted: &Wanted) -> Box<dyn Query> {
        let field = self.fields.text;
        let known = |row: &&Vec<String>| row.iter().all(|stem| self.view.frequency(field, stem) > 0);
        let mut ways: Vec<Box<dyn Query>> =
            wanted.rows.iter().filter(known).map(|row| self.row(row)).collect();
        match ways.len() {
            // Nothing has it; a term that is not there says so.
            0 => {
                wanted.rows.first().map_or_else(|| Box::new(AllQuery) as Box<dyn Query>, |row| self.row(row))
            }
            1 => ways.remove(0),
            _ => Box::new(BooleanQuery::new(ways.into_iter().map(|way| (Occur::Should, way)).collect())),
        }
    }

    /// Words in this row: of more than one, the pairs that it is made of, each word in one of them, the last perhaps in two.
    fn row(&self, row: &[String]) -> Box<dyn Query> {
        let f = self.fields;
        match row {
            [one] => term(f.text, one, IndexRecordOption::WithFreqs),
            [first, second] => term(f.pairs, &pair(first, second), IndexRecordOption::WithFreqs),
            row => {
                let last = row.len().saturating_sub(2);
                let of = |(at, two): (usize, &[String])| match two {
                    [first, second] if at % 2 == 0 || at == last => {
                        Some((at, Term::from_field_text(f.pairs, &pair(first, second))))
                    }
                    _ => None,
                };
                let pairs = row.windows(2).enumerate().filter_map(of).collect();
                Box::new(PhraseQuery::new_with_offset(pairs))
            }
        }
    }
}

pub(crate) fn term(field: Field, text: &str, record: IndexRecordOption) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), record))
}
