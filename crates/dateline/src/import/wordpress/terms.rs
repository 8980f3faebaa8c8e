//! Categories become sections, tags become topics. Other taxonomies are kept as private data.

use super::{
    context::{How, Outcome, Run, digest},
    plain,
};
use crate::{
    error::Result,
    import::store::{self, Entry},
    paths::{
        self,
        model::{Kind, PathKey},
    },
    sections::{self, model::Section},
    topics::{self, model::Topic},
    values::{Language, Slug, line},
};
use interchange::wxr::Term;
use std::collections::{HashMap, HashSet};

/// Whether the number of a term is needed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    Now,
    Later,
}

/// Terms as the file declares them, until all are known: a child may stand before its parent.
#[derive(Debug, Default)]
pub struct FoundTerms {
    categories: Vec<Term>,
    tags: Vec<Term>,
}

impl Run<'_> {
    /// A term of any taxonomy.
    pub fn see_term(&mut self, term: Term) -> Result<()> {
        match term.taxonomy.as_str() {
            "category" => self.terms.categories.push(term),
            "post_tag" | "tag" => self.terms.tags.push(term),
            "nav_menu" => self.menus.name(&term.slug, &term.name),
            _ => {
                let taxonomy = term.taxonomy.clone();
                *self.summary.kept_aside.entry(format!("term of {taxonomy}")).or_default() += 1;
                let original = format!("{taxonomy}/{}", term.slug);
                self.keep_aside("term", &original, &serde_json::to_string(&term)?)?;
            }
        }
        Ok(())
    }

    /// Brings in sections from the top of the tree down, then topics.
    pub fn bring_terms(&mut self) -> Result<()> {
        let FoundTerms { categories, tags } = std::mem::take(&mut self.terms);
        let mut left: HashMap<String, Term> = HashMap::new();
        let mut order = Vec::new();
        for term in categories {
            let slug = key_of(&term.slug, &term.name);
            if !slug.is_empty() && !left.contains_key(&slug) {
                order.push(slug.clone());
                left.insert(slug, term);
            }
        }
        for slug in order {
            self.bring_category(&slug, &mut left, &mut HashSet::new())?;
        }
        // No topic needs another's number, so they share commits; their numbers are read once all are written.
        let mut keys = HashSet::new();
        for term in tags {
            let slug = key_of(&term.slug, &term.name);
            if !slug.is_empty() && keys.insert(slug.clone()) {
                self.bring_tag(&slug, &term, Wait::Later)?;
            }
        }
        self.drain()?;
        for key in keys {
            let ours = self.known("topic", &key)?.map(|known| known.ours);
            // A dry run has written nothing, and still must not meet the same topic twice.
            if let Some(ours) = ours.or_else(|| self.options.dry_run.then_some(0)) {
                self.topics.insert(key, ours);
            }
        }
        Ok(())
    }

    fn bring_category(
        &mut self,
        slug: &str,
        left: &mut HashMap<String, Term>,
        above: &mut HashSet<String>,
    ) -> Result<()> {
        let Some(term) = left.get(slug).cloned() else { return Ok(()) };
        let parent = term.parent_slug.trim().to_owned();
        let mut parent_id = None;
        // A circle among parents, or a chain longer than any tree of sections, ends at the top.
        if !parent.is_empty()
            && parent != slug
            && above.len() < sections::model::DEEPEST - 1
            && above.insert(slug.to_owned())
        {
            if !above.contains(&parent) {
                self.bring_category(&parent, left, above)?;
            }
            parent_id = self.sections.get(&parent).copied();
            if parent_id.is_none() {
                self.summary.remarks.add(
                    term.line,
                    format!("section {slug}"),
                    format!("its parent {parent:?} is not in the file; it stands at the top"),
                );
            }
        }
        if left.remove(slug).is_some() {
            self.bring_section(slug, &term, parent_id)?;
        }
        Ok(())
    }

    /// The section of a category; one that the file only names at an item is made from the name.
    pub fn section(&mut self, nicename: &str, name: &str) -> Result<Option<i64>> {
        let slug = key_of(nicename, name);
        if slug.is_empty() {
            return Ok(None);
        }
        if !self.sections.contains_key(&slug) {
            let term = Term { slug: slug.clone(), name: name.to_owned(), ..Term::default() };
            self.bring_section(&slug, &term, None)?;
        }
        Ok(self.sections.get(&slug).copied())
    }

    /// The topic of a tag; one that the file only names at an item is made from the name.
    pub fn topic(&mut self, nicename: &str, name: &str) -> Result<Option<i64>> {
        let slug = key_of(nicename, name);
        if slug.is_empty() {
            return Ok(None);
        }
        if !self.topics.contains_key(&slug) {
            let term = Term { slug: slug.clone(), name: name.to_owned(), ..Term::default() };
            self.bring_tag(&slug, &term, Wait::Now)?;
        }
        Ok(self.topics.get(&slug).copied())
    }

    fn bring_section(&mut self, key: &str, term: &Term, parent: Option<i64>) -> Result<()> {
        let Some(slug) = Slug::from_text(&term.slug).or_else(|| Slug::from_text(&term.name)) else {
            return Ok(());
        };
        let language = language_of(term);
        let section = Section {
            parent,
            slug,
            name: name_of(term),
            description: plain::text(&term.description),
            language,
        };
        let digest = digest(&(parent, section.slug.as_str(), &section.name, &section.description))?;
        let base = self.site.permalinks.section_base.clone();
        let (number, nicename) = (term.term_id, term.slug.clone());
        let ours = self.bring_one(
            ("section", "sections"),
            key,
            &digest,
            (term.line, Wait::Now),
            move |tx, known| {
                let ours = match known {
                    Some(ours) => {
                        sections::store::update(tx, ours, &section, &base)?;
                        ours
                    }
                    None => sections::store::add(tx, &section, wanted(number), &base)?,
                };
                remember_number(tx, "cat", number, ours, Kind::Section)?;
                remember_name(tx, &base, &nicename, ours, Kind::Section)?;
                Ok(ours)
            },
        )?;
        self.sections.insert(key.to_owned(), ours);
        Ok(())
    }

    fn bring_tag(&mut self, key: &str, term: &Term, wait: Wait) -> Result<()> {
        let Some(slug) = Slug::from_text(&term.slug).or_else(|| Slug::from_text(&term.name)) else {
            return Ok(());
        };
        let topic = Topic {
            slug,
            name: name_of(term),
            description: plain::text(&term.description),
            language: language_of(term),
        };
        let digest = digest(&(topic.slug.as_str(), &topic.name, &topic.description))?;
        let base = self.site.permalinks.topic_base.clone();
        let (number, nicename) = (term.term_id, term.slug.clone());
        let ours =
            self.bring_one(("topic", "topics"), key, &digest, (term.line, wait), move |tx, known| {
                let ours = match known {
                    Some(ours) => topics::store::update(tx, ours, &topic, &base).map(|()| ours)?,
                    None => topics::store::add(tx, &topic, wanted(number), &base)?,
                };
                remember_name(tx, &base, &nicename, ours, Kind::Topic)?;
                Ok(ours)
            })?;
        if wait == Wait::Now {
            self.topics.insert(key.to_owned(), ours);
        }
        Ok(())
    }

    /// Adds or updates one term, unless it is here just like this.
    fn bring_one(
        &mut self,
        (kind, counted): (&'static str, &'static str),
        key: &str,
        digest: &str,
        (at, wait): (u64, Wait),
        write: impl Fn(&mut crate::changes::Tx<'_, '_>, Option<i64>) -> Result<i64> + Send + 'static,
    ) -> Result<i64> {
        let known = self.known(kind, key)?;
        let how = match &known {
            None => How::New,
            // A section that only an item names says less than what a fuller export said of it.
            Some(known) if known.digest == digest || at == 0 => How::Unchanged,
            Some(_) => How::Changed,
        };
        let mut ours = known.as_ref().map_or(0, |k| k.ours);
        let outcome =
            move || Outcome { kind: counted, how, state: None, remarks: Vec::new(), comments: (0, 0) };
        if how != How::Unchanged && !self.options.dry_run {
            let (source, key, digest) = (self.source.clone(), key.to_owned(), digest.to_owned());
            let work = move |tx: &mut crate::changes::Tx<'_, '_>| {
                let ours = write(tx, known.as_ref().map(|k| k.ours))?;
                tx.audit(format!("{kind}/{ours}"), "");
                let entry =
                    Entry { source: &source, kind, original: &key, ours, digest: &digest, revision: 0 };
                store::remember(tx, &entry)?;
                Ok(ours)
            };
            match wait {
                Wait::Now => ours = self.actions.act("import a term", Self::actor(), work).wait()?,
                Wait::Later => {
                    self.queue(at, 0, "import a term", move |tx| work(tx).map(|_| Some(outcome())))?;
                    return Ok(0);
                }
            }
        }
        self.note(at, outcome());
        Ok(ours)
    }

    /// Keeps something as private data.
    pub fn keep_aside(&mut self, kind: &str, original: &str, data: &str) -> Result<()> {
        if self.options.dry_run {
            return Ok(());
        }
        let (source, kind, original, data) =
            (self.source.clone(), kind.to_owned(), original.to_owned(), data.to_owned());
        let before = store::original(&mut self.look.sql(), &source, &kind, &original)?;
        if before.as_deref() == Some(&data) {
            return Ok(());
        }
        self.queue(0, data.len(), "keep an original", move |tx| {
            store::keep_original(tx, &source, &kind, &original, None, &data).map(|_| None)
        })
    }
}

fn key_of(slug: &str, name: &str) -> String {
    let slug = slug.trim();
    if slug.is_empty() {
        Slug::from_text(name).map(String::from).unwrap_or_default()
    } else {
        slug.to_owned()
    }
}

fn wanted(number: Option<u64>) -> Option<i64> {
    number.and_then(|n| i64::try_from(n).ok())
}

/// `/?cat=7` keeps leading to what had that number, even if the number was taken here.
pub fn remember_number(
    tx: &mut crate::changes::Tx<'_, '_>,
    name: &str,
    number: Option<u64>,
    ours: i64,
    kind: Kind,
) -> Result<()> {
    if let Some(number) = number.filter(|n| i64::try_from(*n) != Ok(ours))
        && let Some(key) = PathKey::of(&format!("/?{name}={number}"))
    {
        paths::store::redirect(tx, &key, kind, ours)?;
    }
    Ok(())
}

/// An address that was made from a name which can be no slug here (spaces, invisible characters) leads on.
pub fn remember_name(
    tx: &mut crate::changes::Tx<'_, '_>,
    base: &str,
    name: &str,
    ours: i64,
    kind: Kind,
) -> Result<()> {
    let name = name.trim();
    if !name.is_empty()
        && !name.contains(['/', '?', '#'])
        && Slug::parse(name).is_err()
        && let Some(key) = PathKey::of(&format!("/{base}/{name}/"))
    {
        paths::store::redirect(tx, &key, kind, ours)?;
    }
    Ok(())
}

fn name_of(term: &Term) -> String {
    let name = plain::text(&term.name);
    line(if name.is_empty() { &term.slug } else { &name }, 200)
}

fn language_of(term: &Term) -> Option<Language> {
    term.meta
        .iter()
        .find(|(key, _)| key == "_language" || key == "language")
        .and_then(|(_, tag)| Language::parse(tag).ok())
}
