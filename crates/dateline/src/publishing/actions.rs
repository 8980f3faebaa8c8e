//! Publish, withdraw: each an action that leaves a row of who, when and why.

use super::{address, corrected, embargo, store, versions};
use crate::{
    articles::{
        self, FairCopy,
        model::{Kind, Manuscript, Stage},
        stages,
        store::Article,
    },
    changes::{Fact, Tx, Via},
    comments,
    error::{Error, Result},
    media,
    paths::{
        self,
        model::{Kind as PathKind, PathKey},
        store::Given,
    },
    people, pings, sections,
    settings::model::Site,
    sources::{self, model::Chain},
    topics,
    values::hex,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What stood around the text when it was published: names, the section's trail and file hashes, as they were then.
#[derive(Serialize)]
struct Shown {
    path: String,
    sections: Vec<sections::store::Named>,
    topics: Vec<topics::store::Named>,
    bylines: Vec<people::store::Named>,
    files: Vec<media::store::Held>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<Chain>,
}

/// What publishing came to.
#[derive(Debug, Clone)]
pub struct Published {
    /// The publication's number.
    pub publication: i64,
    /// The address, as it is written.
    pub path: String,
    /// Whether the address that the manuscript asked for belonged to something else.
    pub moved: bool,
}

/// Publishes a revision: writes the publication and, in the same action, the published rows.
pub fn publish(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    article: &Article,
    revision: i64,
    manuscript: &FairCopy,
) -> Result<Published> {
    if article.visibility != "public" {
        return Err(Error::refused(
            format!("article {}", article.id),
            "is not for the public; make it public before it is published",
        ));
    }
    let now = tx.now;
    embargo::actions::must_be_free(tx, site, article.id, now)?;
    let before = store::history(tx, article.id)?;
    if before.is_some()
        && let Some(takedown) = store::closed(tx, article.id, revision)?
    {
        return Err(Error::refused(
            format!("article {}", article.id),
            format!("this text was taken down (takedown {takedown}): change it, or open it again first"),
        ));
    }
    let history = match before {
        Some(h) => store::History { newest_from: now, publications: h.publications + 1, ..h },
        None => store::History { first_shown: now, newest_from: now, publications: 1, corrected: None },
    };
    let trail = match manuscript.section {
        Some(section) => sections::store::trail(tx, section)?,
        None => Vec::new(),
    };
    let (published_on, _) = store::dates(manuscript, &history);
    let (path, moved) = settle_address(tx, site, article, manuscript, published_on, &trail)?;
    let shown = Shown {
        path: path.clone(),
        topics: named(tx, &manuscript.topics, topics::store::named)?,
        bylines: named(tx, &people_of(manuscript), people::store::named)?,
        files: named(tx, &media_of(manuscript), media::store::held)?,
        sections: trail.clone(),
        chain: sources::actions::to_show(tx, site, article.id, manuscript)?,
    };
    let chain = shown.chain.clone();
    let shown = serde_json::to_string(&shown)?;
    let current = if before.is_some() { store::current(tx, article.id)? } else { None };
    if let Some(current) = current {
        store::end(tx, current, "replaced", "")?;
        versions::actions::keep(tx, article.id)?;
    }
    let publication = store::add(tx, article.id, revision, &shown, &digest(manuscript.text(), &shown))?;
    show(
        tx,
        site,
        &Showing {
            article,
            manuscript,
            publication,
            path: &path,
            history,
            trail: &trail,
            chain: chain.as_ref(),
        },
    )?;
    if before.is_some() {
        // What readers said, and what was corrected, comes back with an article that was withdrawn.
        corrected::store::show(tx, article.id)?;
        if current.is_none() {
            comments::store::show(tx, article.id)?;
            versions::actions::show(tx, article.id)?;
        }
    }
    set_stage(tx, article, Stage::Published, "")?;
    pings::store::note(tx, &site.machines)?;
    tx.audit(format!("article/{}", article.id), format!("publication {publication}"));
    Ok(Published { publication, path, moved })
}

/// What the published rows of an article are made from.
struct Showing<'a> {
    article: &'a Article,
    manuscript: &'a FairCopy,
    publication: i64,
    path: &'a str,
    history: store::History,
    trail: &'a [sections::store::Named],
    chain: Option<&'a Chain>,
}

/// Writes the published rows of an article, and says which facts that changed.
fn show(tx: &mut Tx<'_, '_>, site: &Site, showing: &Showing<'_>) -> Result<()> {
    let Showing { article, manuscript, .. } = showing;
    let (published_on, modified) = store::dates(manuscript, &showing.history);
    if showing.history.publications > 1 {
        forget_lists(tx, site, article.id)?;
    }
    store::show(
        tx,
        &store::Showing {
            article,
            manuscript,
            publication: showing.publication,
            path: showing.path,
            published_on,
            first_shown: showing.history.first_shown,
            modified,
            version: (showing.history.publications, showing.history.newest_from),
            chain: showing.chain,
        },
    )?;
    let lists = lists_of(tx, article.kind, manuscript, showing.trail)?;
    if article.kind == Kind::Article {
        store::list(tx, article.id, published_on, &lists)?;
        touch_lists(tx, site, &lists, published_on);
    } else {
        tx.touch(Fact::new("list/pages"));
    }
    // Whatever an import brings is shown already.
    if tx.actor.via != Via::Import {
        for topic in &lists.topics {
            topics::store::unveil(tx, *topic, &site.permalinks.topic_base)?;
        }
    }
    for person in &lists.people {
        people::store::show(tx, *person, &site.permalinks.person_base)?;
    }
    let shown = media_of(manuscript);
    for medium in &shown {
        media::store::release(tx, *medium)?;
    }
    if showing.history.publications > 1 || !shown.is_empty() {
        media::store::note_uses(tx, article.id, media::store::Place::Published, &shown)?;
    }
    tx.touch(Fact::new(format!("slug/{}", manuscript.slug)));
    tx.touch(store::fact(article.id));
    tx.touch(store::slice_fact(article.id / store::SLICE));
    touch_translations(tx, article);
    Ok(())
}

/// Makes the published rows of an article anew from its publication; nothing, if it is not public.
pub fn reshow(tx: &mut Tx<'_, '_>, site: &Site, article: &Article) -> Result<bool> {
    let Some((publication, manuscript)) = store::current_manuscript(tx, article.id)? else {
        return Ok(false);
    };
    let manuscript = FairCopy::of(manuscript)?;
    let Some(history) = store::history(tx, article.id)? else { return Ok(false) };
    let trail = match manuscript.section {
        Some(section) => sections::store::trail(tx, section)?,
        None => Vec::new(),
    };
    let path = paths::store::canonical(tx, PathKind::Article, article.id)?
        .ok_or_else(|| Error::Damaged(format!("article {} is public and has no address", article.id)))?;
    // What readers see of its sources is what was confirmed when it was published.
    let chain = if manuscript.sources.is_empty() { None } else { store::chain_of(tx, publication)? };
    let chain = chain.as_ref();
    let made =
        Showing { article, manuscript: &manuscript, publication, path: &path, history, trail: &trail, chain };
    forget_lists(tx, site, article.id)?;
    show(tx, site, &made)?;
    corrected::store::show(tx, article.id)?;
    Ok(true)
}

/// What is brought in from elsewhere has its history there.
fn set_stage(tx: &mut Tx<'_, '_>, article: &Article, stage: Stage, note: &str) -> Result<()> {
    if tx.actor.via == Via::Import {
        return articles::store::set_stage(tx, article.id, stage);
    }
    stages::store::change(tx, article, stage, note).map(drop)
}

/// Ends what readers see of an article. Whoever has its address is told that it was withdrawn, with the note.
pub fn withdraw(tx: &mut Tx<'_, '_>, site: &Site, article: &Article, note: &str) -> Result<()> {
    withdraw_because(tx, site, article, "", note)
}

/// The same, with a reason that the newsroom keeps for itself.
pub fn withdraw_because(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    article: &Article,
    reason: &str,
    note: &str,
) -> Result<()> {
    let Some(current) = store::current(tx, article.id)? else {
        return Err(Error::refused(
            format!("article {}", article.id),
            "is not public, so it cannot be withdrawn",
        ));
    };
    store::end(tx, current, "withdrawn", note)?;
    if article.kind == Kind::Page {
        tx.touch(Fact::new("list/pages"));
    }
    forget_lists(tx, site, article.id)?;
    store::withdraw(tx, article.id, note)?;
    corrected::store::hide(tx, article.id)?;
    versions::actions::hide(tx, article.id)?;
    set_stage(tx, article, Stage::Withdrawn, reason)?;
    tx.touch(store::fact(article.id));
    tx.touch(store::slice_fact(article.id / store::SLICE));
    touch_translations(tx, article);
    pings::store::note(tx, &site.machines)?;
    tx.audit(format!("article/{}", article.id), format!("publication {current} ended"));
    Ok(())
}

fn touch_translations(tx: &mut Tx<'_, '_>, article: &Article) {
    if let Some(group) = article.translation_group {
        tx.touch(Fact::of("translations", group));
    }
}

/// SHA-256, in hex, over the text that was written and what stood around it.
pub fn digest(text: &str, shown: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(text.as_bytes());
    hash.update([0]);
    hash.update(shown.as_bytes());
    hex(&hash.finalize())
}

fn named<T>(
    tx: &mut Tx<'_, '_>,
    numbers: &[i64],
    name: impl Fn(&mut crate::db::Sql<'_>, i64) -> Result<Option<T>>,
) -> Result<Vec<T>> {
    let mut out = Vec::with_capacity(numbers.len());
    for number in numbers {
        out.extend(name(tx, *number)?);
    }
    Ok(out)
}

/// The address: the one kept from elsewhere, or the one it has, or a new one by the site's pattern.
fn settle_address(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    article: &Article,
    manuscript: &Manuscript,
    on: i64,
    trail: &[sections::store::Named],
) -> Result<(String, bool)> {
    let (wanted, has) = address::wanted(tx, site, article, manuscript, on, trail)?;
    if has {
        return Ok((wanted, false));
    }
    let mut path = wanted.clone();
    for number in 2..10_000 {
        let key = PathKey::of(&path).ok_or_else(|| {
            Error::refused("address", format!("{path:?} cannot be an address of this site"))
        })?;
        if paths::store::give(tx, &key, &path, PathKind::Article, article.id)? == Given::Yes {
            return Ok((path.clone(), path != wanted));
        }
        path = address::numbered(&wanted, number);
    }
    Err(Error::refused("address", format!("{wanted:?} and all that follow it are taken; give another slug")))
}

fn lists_of(
    tx: &mut Tx<'_, '_>,
    kind: Kind,
    manuscript: &Manuscript,
    trail: &[sections::store::Named],
) -> Result<store::Lists> {
    let mut lists = store::Lists { people: people_of(manuscript), ..store::Lists::default() };
    if kind == Kind::Page {
        return Ok(lists);
    }
    lists.sections = trail.iter().map(|s| s.id).collect();
    for other in &manuscript.also_in {
        for section in sections::store::trail(tx, *other)? {
            if !lists.sections.contains(&section.id) {
                lists.sections.push(section.id);
            }
        }
    }
    lists.topics = manuscript.topics.clone();
    Ok(lists)
}

/// The people of its bylines, each once.
fn people_of(manuscript: &Manuscript) -> Vec<i64> {
    let mut people = Vec::new();
    for byline in &manuscript.bylines {
        if !people.contains(&byline.person) {
            people.push(byline.person);
        }
    }
    people
}

/// Every picture and file that a manuscript shows.
pub fn media_of(manuscript: &Manuscript) -> Vec<i64> {
    manuscript.media()
}

/// Takes an article out of the lists it stands in, and says that they changed.
fn forget_lists(tx: &mut Tx<'_, '_>, site: &Site, article: i64) -> Result<()> {
    let was = store::lists(tx, article)?;
    let on = store::carried(tx, article)?.unwrap_or(0);
    store::unlist(tx, article)?;
    touch_lists(tx, site, &was, on);
    Ok(())
}

fn touch_lists(tx: &mut Tx<'_, '_>, site: &Site, lists: &store::Lists, published_on: i64) {
    for section in &lists.sections {
        tx.touch(sections::store::list_fact(*section));
    }
    for topic in &lists.topics {
        tx.touch(topics::store::list_fact(*topic));
    }
    for person in &lists.people {
        tx.touch(Fact::of("list/person", *person));
    }
    tx.touch(Fact::new("list/front"));
    let (year, month, day) = address::day(site, published_on);
    tx.touch(Fact::new(format!("list/date/{year:04}")));
    tx.touch(Fact::new(format!("list/date/{year:04}-{month:02}")));
    tx.touch(Fact::new(format!("list/date/{year:04}-{month:02}-{day:02}")));
}
