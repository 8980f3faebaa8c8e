//! The verbs of the section tree: add, change, move, put before another, retire. Old addresses lead to the new ones.

use super::{
    model::{DEEPEST, Relist, Section},
    store::{self, Kept},
};
use crate::{
    changes::Tx,
    error::{Error, Result},
    jobs,
    paths::{
        self,
        model::{Kind, PathKey},
    },
};
use std::collections::HashMap;

fn missing(id: i64) -> Error {
    Error::NotFound(format!("section {id}"))
}

/// Adds a section at the end of those beside it.
pub fn add(tx: &mut Tx<'_, '_>, section: &Section, base: &str) -> Result<i64> {
    let above = above(tx, section.parent)?;
    is_free(tx, None, section, &address(base, &above, &[section.slug.as_str()]))?;
    let id = store::add(tx, section, None, base)?;
    tx.audit(format!("section/{id}"), section.name.clone());
    Ok(id)
}

/// Writes a section anew. If its address changes, those below it get new ones too, and every old one leads to its new one.
pub fn change(tx: &mut Tx<'_, '_>, id: i64, section: &Section, base: &str) -> Result<()> {
    let before = store::section(tx, id)?.ok_or_else(|| missing(id))?;
    let below = below(tx, id)?;
    if section.parent == Some(id)
        || section.parent.is_some_and(|parent| below.iter().any(|(_, s)| s.id == parent))
    {
        return Err(Error::refused(
            "parent",
            "cannot be the section itself, or one below it; choose another",
        ));
    }
    let moved = before.section.parent != section.parent;
    if moved || before.section.slug != section.slug {
        let above = above(tx, section.parent)?;
        let height = below.iter().map(|(slugs, _)| slugs.len()).max().unwrap_or(0);
        if above.len() + 1 + height > DEEPEST {
            return Err(Error::refused("parent", format!("stands too deep; {DEEPEST} steps are the most")));
        }
        is_free(tx, Some(id), section, &address(base, &above, &[section.slug.as_str()]))?;
        for (slugs, kept) in &below {
            let slugs: Vec<&str> =
                std::iter::once(section.slug.as_str()).chain(slugs.iter().map(String::as_str)).collect();
            no_other(tx, kept.id, &address(base, &above, &slugs))?;
        }
        store::update(tx, id, section, base)?;
        for (_, kept) in &below {
            store::show(tx, kept.id, base)?;
        }
    } else {
        store::update(tx, id, section, base)?;
    }
    if moved {
        tx.touch(store::children_fact(before.section.parent));
        if store::has_articles(tx, id)? {
            jobs::store::queue(tx, &Relist { section: id, before: None }, None, 0)?;
        }
    }
    tx.audit(format!("section/{id}"), if moved { "moved" } else { "" });
    Ok(())
}

/// Puts a section before the one that stands before it, or behind the one behind it.
pub fn shift(tx: &mut Tx<'_, '_>, id: i64, up: bool, base: &str) -> Result<()> {
    let section = store::section(tx, id)?.ok_or_else(|| missing(id))?;
    let mut beside: Vec<i64> = store::children(tx, section.section.parent)?.iter().map(|s| s.id).collect();
    let at = beside.iter().position(|s| *s == id).ok_or_else(|| missing(id))?;
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < beside.len()) };
    let Some(other) = other else { return Ok(()) };
    beside.swap(at, other);
    for (position, id) in (1i64..).zip(&beside) {
        store::set_position(tx, *id, position)?;
        store::show(tx, *id, base)?;
    }
    tx.audit(format!("section/{id}"), if up { "up" } else { "down" });
    Ok(())
}

/// Takes away a section that is empty. Its addresses lead to the section above it, or to the front page.
pub fn retire(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    let section = store::section(tx, id)?.ok_or_else(|| missing(id))?;
    let refused = |why: &str| Err(Error::refused(section.section.name.clone(), why));
    if !store::children(tx, Some(id))?.is_empty() {
        return refused("has sections below it; move them or take them away first");
    }
    if store::has_articles(tx, id)? {
        return refused("has articles; give them another section first");
    }
    store::set_retired(tx, id)?;
    paths::store::hand_over(tx, Kind::Section, id, section.section.parent, "/")?;
    tx.touch(store::fact(id));
    tx.touch(store::list_fact(id));
    tx.touch(store::children_fact(section.section.parent));
    tx.audit(format!("section/{id}"), "retired");
    Ok(())
}

/// The slugs from the top of the tree down to a section.
fn above(tx: &mut Tx<'_, '_>, parent: Option<i64>) -> Result<Vec<String>> {
    let Some(parent) = parent else { return Ok(Vec::new()) };
    if store::section(tx, parent)?.is_none() {
        return Err(Error::refused("parent", "is no section any more; choose another"));
    }
    let trail = store::trail(tx, parent)?;
    if trail.len() >= DEEPEST {
        return Err(Error::refused("parent", format!("stands too deep; {DEEPEST} steps are the most")));
    }
    Ok(trail.into_iter().map(|section| section.slug).collect())
}

fn address(base: &str, above: &[String], slugs: &[&str]) -> String {
    let all: Vec<&str> = above.iter().map(String::as_str).chain(slugs.iter().copied()).collect();
    format!("/{base}/{}/", all.join("/"))
}

/// All sections below one, each after the one above it, with the slugs that lead there from it.
fn below(tx: &mut Tx<'_, '_>, id: i64) -> Result<Vec<(Vec<String>, Kept)>> {
    let mut by_parent: HashMap<i64, Vec<Kept>> = HashMap::new();
    for kept in store::all(tx)? {
        if let Some(parent) = kept.section.parent {
            by_parent.entry(parent).or_default().push(kept);
        }
    }
    let mut found: Vec<(Vec<String>, Kept)> = Vec::new();
    let mut next = vec![(id, Vec::new())];
    // What was seen is taken out, so that a circle in stored data ends.
    while let Some((parent, slugs)) = next.pop() {
        for kept in by_parent.remove(&parent).unwrap_or_default() {
            let mut way = slugs.clone();
            way.push(kept.section.slug.to_string());
            next.push((kept.id, way.clone()));
            found.push((way, kept));
        }
    }
    found.sort_by_key(|(slugs, _)| slugs.len());
    Ok(found)
}

/// Refuses a slug that a section beside it has, and an address that something else has.
fn is_free(tx: &mut Tx<'_, '_>, id: Option<i64>, section: &Section, path: &str) -> Result<()> {
    let twin = store::children(tx, section.parent)?
        .into_iter()
        .find(|other| Some(other.id) != id && other.section.slug == section.slug);
    if let Some(twin) = twin {
        let why = format!("is that of “{}” beside it; choose another", twin.section.name);
        return Err(Error::refused("slug", why));
    }
    no_other(tx, id.unwrap_or(0), path)
}

fn no_other(tx: &mut Tx<'_, '_>, id: i64, path: &str) -> Result<()> {
    let Some(key) = PathKey::of(path) else {
        return Err(Error::refused("slug", "makes an address that is too long; choose a shorter one"));
    };
    match paths::store::holder(tx, &key)? {
        Some((kind, target)) if kind != Kind::Section.as_str() || target != id => Err(Error::refused(
            "slug",
            format!("would make the address {path}, which {kind} {target} has; choose another"),
        )),
        _ => Ok(()),
    }
}
