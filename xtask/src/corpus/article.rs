//! One article of the corpus, as its export shows it.

use super::{
    Corpus, SITE, Term,
    calendar::{Moment, Seconds},
    dice::Dice,
    prose::{headline, sentence, slug, text},
    words::SAID,
};

/// The first article's moment: 1 March 2011, 06:00 UTC.
const FIRST: Seconds = 1_298_959_200;
/// From one article to the next, in seconds: a million of them end in spring 2026.
const APART: Seconds = 476;

/// An article of the corpus.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its number in the other system.
    pub id: u64,
    /// One line.
    pub headline: String,
    /// A sentence.
    pub standfirst: String,
    /// Its HTML.
    pub text: String,
    /// As it stands in its address.
    pub slug: String,
    /// Its address on the site.
    pub path: String,
    /// When it was published.
    pub on: Moment,
    /// Its author.
    pub author: &'static Term,
    /// Its section.
    pub section: &'static Term,
    /// What it is about.
    pub topics: Vec<&'static Term>,
    /// The picture that was uploaded for it.
    pub picture: Option<Picture>,
    /// What readers wrote below it.
    pub comments: Vec<Comment>,
}

/// An attachment of the corpus.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its number in the other system.
    pub id: u64,
    /// Its address on the old site.
    pub src: String,
}

/// A comment of the corpus.
#[derive(Debug, Clone)]
pub struct Comment {
    /// Its number in the other system.
    pub id: u64,
    /// The one that it answers; 0 for none.
    pub parent: u64,
    /// Who wrote it.
    pub author: &'static str,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// Numbers of an article's comments begin here, so that no two articles share one.
const COMMENTS_OF_ONE: u64 = 16;

impl Article {
    /// The article at an index of the corpus with a seed.
    pub fn make(seed: u64, index: u64) -> Article {
        let mut dice = Dice::of(seed, index);
        let at = FIRST + APART * index as Seconds;
        let on = Moment::of(at);
        // Two numbers each: the article's own and that of its picture.
        let id = 1_000 + index * 2;
        let headline = headline(&mut dice, index);
        let slug = slug(&headline);
        let path = format!("/{:04}/{:02}/{:02}/{slug}/", on.year, on.month, on.day);
        let picture = dice.percent(5).then(|| Picture {
            id: id + 1,
            src: format!("{SITE}/wp-content/uploads/{:04}/{:02}/quay-{index}.jpg", on.year, on.month),
        });
        let shown = picture.as_ref().map(|p| (p.id, p.src.as_str()));
        let link = format!("{SITE}/category/harbour/");
        let blocks = dice.percent(50);
        let text = text(&mut dice, blocks, shown, &link);
        let mut topics: Vec<&'static Term> = Vec::new();
        for _ in 0..dice.between(1, 4) {
            let topic = one_of(&mut dice, Corpus::topics());
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        let comments = if dice.percent(10) { comments(&mut dice, index, at) } else { Vec::new() };
        Article {
            standfirst: sentence(&mut dice),
            author: one_of(&mut dice, Corpus::authors()),
            section: one_of(&mut dice, Corpus::sections()),
            id,
            headline,
            text,
            slug,
            path,
            on,
            topics,
            picture,
            comments,
        }
    }
}

fn one_of(dice: &mut Dice, terms: &'static [Term]) -> &'static Term {
    &terms[dice.below(terms.len())]
}

fn comments(dice: &mut Dice, index: u64, at: Seconds) -> Vec<Comment> {
    let first = 1 + index * COMMENTS_OF_ONE;
    (0..dice.between(1, 8) as u64)
        .map(|number| Comment {
            id: first + number,
            parent: if number > 0 && dice.percent(40) {
                first + dice.below(number as usize) as u64
            } else {
                0
            },
            author: dice.pick(SAID),
            text: sentence(dice),
            at: Moment::of(at + 600 * (number as Seconds + 1)),
        })
        .collect()
}
