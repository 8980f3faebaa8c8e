//! From the facts that changed to what is written into the index.

use super::engine;
use crate::{
    changes::Fact,
    db::Sql,
    error::Result,
    finding::{
        ANEW,
        reader::{self as finding, Names},
    },
};
use search::{Index, Key, Kind};
use std::collections::BTreeSet;

/// What some changes were about.
#[derive(Debug, Default)]
pub struct Taken {
    articles: BTreeSet<i64>,
    names: BTreeSet<Key>,
    /// The index is to be made anew.
    pub anew: bool,
}

impl Taken {
    /// From the facts that they touched; most facts concern pages alone.
    pub fn of<'a>(facts: impl Iterator<Item = &'a Fact>) -> Taken {
        let mut taken = Taken::default();
        for fact in facts {
            if fact.as_str() == ANEW {
                taken.anew = true;
            }
            let Some((kind, number)) = fact.as_str().split_once('/') else { continue };
            let Ok(id) = number.parse::<i64>() else { continue };
            match kind {
                "article" => drop(taken.articles.insert(id)),
                "section" => drop(taken.names.insert(Key { kind: Kind::Section, id })),
                "topic" => drop(taken.names.insert(Key { kind: Kind::Topic, id })),
                "person" => drop(taken.names.insert(Key { kind: Kind::Person, id })),
                _ => {}
            }
        }
        taken
    }

    /// Writes what is public of it now, and takes out what is not. Each article once, and what is unchanged not at all.
    pub fn write(&mut self, sql: &mut Sql<'_>, index: &Index, names: &mut Names) -> Result<()> {
        for key in &self.names {
            match finding::name(sql, *key)? {
                Some(name) if index.has_name(&name) => {}
                Some(name) => {
                    index.put_name(&name).map_err(engine)?;
                    // Another name: articles are found by it, too.
                    self.articles.extend(finding::bearing(sql, *key)?);
                }
                None => index.take_out(*key).map_err(engine)?,
            }
        }
        for id in &self.articles {
            match finding::entry(sql, *id, names)? {
                Some(entry) if index.has(&entry) => {}
                Some(entry) => index.put(&entry).map_err(engine)?,
                None => {
                    for kind in [Kind::Article, Kind::Page] {
                        index.take_out(Key { kind, id: *id }).map_err(engine)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The articles that came, changed or went.
    pub fn changed(&self) -> &BTreeSet<i64> {
        &self.articles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_that_concern_the_index_are_taken() {
        let facts = [
            "article/7",
            "list/section/3",
            "topic/5",
            "article/x",
            "path//article/9",
            ANEW,
            "settings",
            "person/-2",
        ];
        let facts: Vec<Fact> = facts.into_iter().map(Fact::new).collect();
        let taken = Taken::of(facts.iter());
        assert_eq!(taken.articles, BTreeSet::from([7]));
        assert_eq!(taken.names.into_iter().map(|k| k.id).collect::<Vec<_>>(), [5, -2]);
        assert!(taken.anew);
    }
}
