//! Which pages are asked for: distinct ones, in an order that the seed decides.

use crate::corpus::{Corpus, dice::Dice};

/// What kind of page an address is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article,
    /// A section, topic or person.
    List,
    /// The front page.
    Front,
}

/// An address to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Of what.
    pub kind: Kind,
    /// The path.
    pub path: String,
}

/// About `count` distinct addresses: one in eight a list, one the front page, the others articles from anywhere in the archive.
/// `turn` gives others.
pub fn choose(corpus: &Corpus, count: usize, turn: u32) -> Vec<Asked> {
    let mut dice = Dice::of(corpus.seed, u64::MAX - u64::from(turn));
    let mut lists: Vec<String> = Corpus::sections().iter().map(|s| s.section_path()).collect();
    // Authors and topics have pages once an article names them: those of the first articles surely do.
    for index in 0..corpus.articles.min(200) {
        let article = corpus.article(index);
        lists.push(format!("/author/{}/", article.author.slug));
        lists.extend(article.topics.iter().map(|t| format!("/tag/{}/", t.slug)));
    }
    lists.sort();
    lists.dedup();
    shuffle(&mut lists, &mut dice);
    lists.truncate(count / 8);
    let articles = count.saturating_sub(lists.len() + 1) as u64;
    let mut all: Vec<Asked> = lists.into_iter().map(|path| Asked { kind: Kind::List, path }).collect();
    all.push(Asked { kind: Kind::Front, path: "/".into() });
    let step = (corpus.articles / articles.max(1)).max(1);
    for number in 0..articles {
        // One of each stretch of the archive, so that none comes twice.
        let index = number * step + dice.below(step as usize) as u64;
        if index < corpus.articles {
            all.push(Asked { kind: Kind::Article, path: corpus.article(index).path });
        }
    }
    shuffle(&mut all, &mut dice);
    all
}

fn shuffle<T>(all: &mut [T], dice: &mut Dice) {
    for last in (1..all.len()).rev() {
        all.swap(last, dice.below(last + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_page_is_asked_for_twice() {
        let corpus = Corpus { seed: 7, articles: 900 };
        for turn in 0..3 {
            let all = choose(&corpus, 400, turn);
            let distinct: HashSet<&str> = all.iter().map(|a| a.path.as_str()).collect();
            assert_eq!((distinct.len(), all.len()), (400, 400));
            assert_eq!(all.iter().filter(|a| a.kind == Kind::Front).count(), 1);
        }
        assert_ne!(choose(&corpus, 400, 0), choose(&corpus, 400, 1));
        assert!(choose(&Corpus { seed: 7, articles: 3 }, 400, 0).len() > 3);
    }
}
