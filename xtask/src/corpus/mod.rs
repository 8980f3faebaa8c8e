//! A newsroom's whole export, made up: a section tree, topics, authors, and as many articles as one likes.
//!
//! Each article is made from the seed and its own index alone, so a corpus of a million begins with the one of ten thousand,
//! and any article's address can be told without making the others.

mod article;
mod calendar;
pub mod dice;
mod prose;
pub mod words;
mod wxr;

pub use article::Article;

use prose::slug;
use std::sync::LazyLock;
use words::{FIRST, LAST, SECTIONS, TOPIC_FIRST, TOPIC_SECOND};

/// The most articles of one corpus: their dates would run past today.
pub const MOST: u64 = 1_000_000;

/// Where the made-up newsroom stands. The name can never be registered (RFC 2606).
pub const SITE: &str = "https://courier.example";

/// A corpus, before anything of it is made.
#[derive(Debug, Clone, Copy)]
pub struct Corpus {
    /// Which one.
    pub seed: u64,
    /// How many articles.
    pub articles: u64,
}

/// A section, topic or author of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As people read it.
    pub name: String,
    /// As it stands in addresses.
    pub slug: String,
    /// The slug of the section above, if there is one.
    pub parent: Option<String>,
}

impl Term {
    fn new(name: String, parent: Option<&str>) -> Term {
        Term { slug: slug(&name), name, parent: parent.map(slug) }
    }

    /// A section's address.
    pub fn section_path(&self) -> String {
        match &self.parent {
            Some(parent) => format!("/category/{parent}/{}/", self.slug),
            None => format!("/category/{}/", self.slug),
        }
    }
}

impl Corpus {
    /// The section tree, parents before what stands below them.
    pub fn sections() -> &'static [Term] {
        static ALL: LazyLock<Vec<Term>> = LazyLock::new(|| {
            let mut all = Vec::new();
            for (top, below) in SECTIONS {
                all.push(Term::new((*top).to_owned(), None));
                all.extend(below.iter().map(|name| Term::new((*name).to_owned(), Some(top))));
            }
            all
        });
        &ALL
    }

    /// The topics.
    pub fn topics() -> &'static [Term] {
        static ALL: LazyLock<Vec<Term>> = LazyLock::new(|| pairs(TOPIC_FIRST, TOPIC_SECOND));
        &ALL
    }

    /// Who writes.
    pub fn authors() -> &'static [Term] {
        static ALL: LazyLock<Vec<Term>> = LazyLock::new(|| pairs(FIRST, LAST));
        &ALL
    }

    /// One article.
    pub fn article(&self, index: u64) -> Article {
        Article::make(self.seed, index)
    }

    /// Writes the whole corpus as a WordPress export, an article at a time.
    ///
    /// # Errors
    /// Those of the file.
    pub fn write(&self, out: &mut impl std::io::Write) -> std::io::Result<()> {
        wxr::write(self, out)
    }
}

/// Each of the first words with each of the second ones.
fn pairs(first: &[&str], second: &[&str]) -> Vec<Term> {
    first
        .iter()
        .flat_map(|one| second.iter().map(move |two| Term::new(format!("{one} {two}"), None)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn terms_have_addresses_of_their_own() {
        let sections: HashSet<String> = Corpus::sections().iter().map(|s| s.slug.clone()).collect();
        assert_eq!(sections.len(), Corpus::sections().len());
        let topics: HashSet<String> = Corpus::topics().iter().map(|s| s.slug.clone()).collect();
        assert_eq!(topics.len(), 240);
        assert!(Corpus::sections().iter().any(|s| s.section_path() == "/category/harbour/ferries/"));
    }

    #[test]
    fn a_larger_corpus_begins_with_the_smaller_one() {
        let written = |articles| {
            let mut out = Vec::new();
            Corpus { seed: 7, articles }.write(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let (small, large) = (written(20), written(40));
        let end = small.rfind("</item>").unwrap();
        assert_eq!(small[..end], large[..end]);
        assert_eq!(large, written(40));
        assert_eq!(large.matches("<wp:post_type>post</wp:post_type>").count(), 40);
    }

    #[test]
    fn shares_are_as_announced() {
        let corpus = Corpus { seed: 7, articles: 4_000 };
        let all: Vec<Article> = (0..4_000).map(|i| corpus.article(i)).collect();
        let paths: HashSet<&str> = all.iter().map(|a| a.path.as_str()).collect();
        assert_eq!(paths.len(), all.len());
        let share = |n: usize| n as f64 / 4_000.0;
        let commented = share(all.iter().filter(|a| !a.comments.is_empty()).count());
        let pictured = share(all.iter().filter(|a| a.picture.is_some()).count());
        assert!((0.08..0.12).contains(&commented), "{commented}");
        assert!((0.035..0.065).contains(&pictured), "{pictured}");
    }
}
