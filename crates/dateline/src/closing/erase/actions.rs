//! The verbs: erase a passage of an article, erase a file.

use super::{
    model::{Found, Passage},
    overwrite::{in_json, in_text},
    store,
};
use crate::{
    articles::{self, FairCopy, model::Manuscript},
    changes::{Fact, Tx},
    closing::takedown::{self, model::LONGEST},
    comments,
    error::{Error, Result},
    finding,
    media::{self, library, model::Variant},
    publishing::{self, actions::digest},
    settings::{self, model::Site},
    sources::{
        model::{digest as digest_of, digest_of_all},
        origins, proposals,
    },
    values::{Slug, lines},
};
use serde_json::Value;

/// Overwrites a passage wherever it is kept of an article: everything that was written, everything that readers, staff and sources
/// said of it, what was published and what is shown. What was confirmed and hashed is so of the text as it is now.
///
/// What stays: its addresses, which are named; backups that were made before. On SQLite what is freed in the file is another step
/// ([`crate::db::Db::leave_nothing`]), since it cannot be a part of an action.
pub fn passage(tx: &mut Tx<'_, '_>, article: i64, passage: &Passage, reason: &str) -> Result<Found> {
    let reason = reason_of(reason, Some(passage))?;
    let article_row = articles::store::article(tx, article)?
        .ok_or_else(|| Error::NotFound(format!("article {article}")))?;
    let site = settings::store::site(tx)?;
    let mut found = Found::default();
    // What is derived of it goes with it; it is counted so that whoever erases sees that it was there.
    revisions(tx, &site, article, passage, &mut found)?;
    publications(tx, article, passage, &mut found)?;
    spots(tx, article, passage, &mut found)?;
    around(tx, article, passage, &mut found)?;
    let slug = Slug::from_text(passage.as_str());
    found.addresses = store::addresses(tx, article)?;
    found.addresses.retain(|path| {
        path.contains(passage.as_str()) || slug.as_ref().is_some_and(|slug| path.contains(slug.as_str()))
    });
    if found.total() == 0 {
        return Err(Error::refused("text", "is nowhere in this article, nor in what is kept of it"));
    }
    articles::newsroom::actions::relist(tx, article, article_row.latest)?;
    proposals::actions::read_again(tx, article)?;
    publishing::actions::reshow(tx, &site, &article_row)?;
    publishing::versions::actions::show(tx, article)?;
    publishing::corrected::store::show(tx, article)?;
    takedown::store::show_comparisons(tx, article)?;
    touch(tx, article);
    let places = i64::try_from(found.total()).unwrap_or(i64::MAX);
    let id = store::note(tx, (Some(article), None), "passage", places, &reason)?;
    tx.audit(format!("article/{article}"), format!("erasure {id}, in {places} places"));
    Ok(found)
}

/// The reason, which must not say what is erased.
fn reason_of(reason: &str, passage: Option<&Passage>) -> Result<String> {
    let reason = lines(reason, LONGEST);
    if reason.is_empty() {
        return Err(Error::refused("reason", "say why; the newsroom will want to know later"));
    }
    if passage.is_some_and(|passage| reason.contains(passage.as_str())) {
        return Err(Error::refused("reason", "must not have the passage itself: it is kept"));
    }
    Ok(reason)
}

/// Pages, lists and indexes that may have held it are made anew.
fn touch(tx: &mut Tx<'_, '_>, article: i64) {
    tx.touch(publishing::store::fact(article));
    tx.touch(publishing::versions::store::fact(article));
    tx.touch(publishing::corrected::store::fact(article));
    tx.touch(publishing::corrected::store::newest_fact());
    tx.touch(comments::store::fact(article));
    tx.touch(comments::store::newest_fact());
    // A text that is taken out of an index stays in its files until they are merged: each server makes another index.
    tx.touch(Fact::new(finding::ANEW));
}

fn revisions(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    article: i64,
    passage: &Passage,
    found: &mut Found,
) -> Result<()> {
    for (id, v, text) in store::revisions(tx, article)? {
        let mut value: Value = serde_json::from_str(&text)?;
        let times = in_json(&mut value, passage);
        if times == 0 {
            continue;
        }
        found.add("revisions", times);
        let was = Manuscript::from_text(v, &text)?;
        let now = FairCopy::of(Manuscript::from_text(v, &value.to_string())?)?;
        for (was, now) in was.sources.iter().zip(&now.sources) {
            confirmed(tx, article, &digest_of(was)?, &digest_of(now)?)?;
        }
        if !was.sources.is_empty() {
            let before = origins::of(tx, site, article, &was)?;
            let after = origins::of(tx, site, article, &now)?;
            confirmed(
                tx,
                article,
                &digest_of_all(&was.sources, &before)?,
                &digest_of_all(&now.sources, &after)?,
            )?;
        }
        store::set_revision(tx, id, now.text())?;
    }
    Ok(())
}

fn confirmed(tx: &mut Tx<'_, '_>, article: i64, was: &str, now: &str) -> Result<()> {
    if was == now { Ok(()) } else { store::move_confirmation(tx, article, was, now) }
}

/// After the revisions: the hash of a publication is over both.
fn publications(tx: &mut Tx<'_, '_>, article: i64, passage: &Passage, found: &mut Found) -> Result<()> {
    for (id, shown, manuscript) in store::publications(tx, article)? {
        let mut value: Value = serde_json::from_str(&shown)?;
        let times = in_json(&mut value, passage);
        found.add("publications", times);
        let shown = if times > 0 { value.to_string() } else { shown };
        store::set_publication(tx, id, &shown, &digest(&manuscript, &shown))?;
    }
    Ok(())
}

fn spots(tx: &mut Tx<'_, '_>, article: i64, passage: &Passage, found: &mut Found) -> Result<()> {
    for spot in store::SPOTS {
        for (key, mut text) in store::texts(tx, spot, article)? {
            let times = overwritten(&mut text, spot.json, passage)?;
            if times > 0 {
                found.add(spot.what, times);
                store::write(tx, spot, article, key, &text)?;
            }
        }
    }
    if found.places.contains_key("comments") {
        store::forget_digests(tx, article)?;
    }
    if found.places.contains_key("pictures and files") {
        for id in store::media_of(tx, article)? {
            if let Some(kept) = library::store::one(tx, id)? {
                media::store::write_words(tx, id, &kept.medium)?;
                media::store::release_if_shown(tx, id)?;
            }
        }
    }
    Ok(())
}

fn overwritten(text: &mut String, json: bool, passage: &Passage) -> Result<u64> {
    // What somebody types is any object, and may be none.
    let parsed: Option<Value> = if json { serde_json::from_str(text).ok() } else { None };
    let Some(mut value) = parsed else { return Ok(in_text(text, passage)) };
    let times = in_json(&mut value, passage);
    if times > 0 {
        *text = value.to_string();
    }
    Ok(times)
}

/// What is kept beside the article: the log, work that waits, what an import brought.
fn around(tx: &mut Tx<'_, '_>, article: i64, passage: &Passage, found: &mut Found) -> Result<()> {
    for (id, mut detail) in store::audit(tx, article)? {
        let times = in_text(&mut detail, passage);
        if times > 0 {
            found.add("log", times);
            store::set_audit(tx, id, &detail)?;
        }
    }
    for (id, mut payload, mut said) in store::jobs(tx)? {
        let times = overwritten(&mut payload, true, passage)? + in_text(&mut said, passage);
        if times > 0 {
            found.add("work that waits", times);
            store::set_job(tx, id, &payload, &said)?;
        }
    }
    for (key, mut data) in store::originals(tx, article)? {
        let times = in_text(&mut data, passage);
        if times > 0 {
            found.add("what was imported", times);
            store::set_original(tx, &key, &data)?;
        }
    }
    for (id, mut summary) in store::imports(tx)? {
        let times = in_text(&mut summary, passage);
        if times > 0 {
            found.add("what was imported", times);
            store::set_import(tx, id, &summary)?;
        }
    }
    Ok(())
}

/// Erases a picture or file: its rows are emptied, its bytes and all its sizes are to be taken out of the store once this is
/// durable ([`Found::files`]). Its addresses say that it is gone, and it does not come back.
pub fn file(tx: &mut Tx<'_, '_>, id: i64, reason: &str) -> Result<Found> {
    let reason = reason_of(reason, None)?;
    let rows = store::with_file_of(tx, id)?;
    if rows.is_empty() {
        return Err(Error::NotFound(format!("file {id}")));
    }
    let mut found = Found::default();
    for (media, hash, variants) in rows {
        let variants: Vec<Variant> = serde_json::from_str(&variants)?;
        let hashes: Vec<String> = hash.into_iter().chain(variants.into_iter().map(|v| v.hash)).collect();
        found.add("files", hashes.len() as u64);
        store::empty(tx, media)?;
        for hash in hashes {
            store::bury(tx, &hash, media)?;
            tx.touch(media::store::file_fact(&hash));
            found.files.push(hash);
        }
        tx.touch(media::store::fact(media));
        for (publication, article, shown, manuscript) in store::publications_with(tx, media)? {
            let mut value: Value = serde_json::from_str(&shown)?;
            let files = value.get_mut("files").and_then(Value::as_array_mut).into_iter().flatten();
            for file in files.filter(|file| file.get("id").and_then(Value::as_i64) == Some(media)) {
                *file = serde_json::json!({ "id": media, "hash": null, "name": "" });
                found.add("publications", 1);
            }
            let shown = value.to_string();
            store::set_publication(tx, publication, &shown, &digest(&manuscript, &shown))?;
            publishing::versions::actions::show(tx, article)?;
        }
    }
    found.add("rows", 1);
    let places = i64::try_from(found.total()).unwrap_or(i64::MAX);
    let erasure = store::note(tx, (None, Some(id)), "file", places, &reason)?;
    tx.audit(format!("media/{id}"), format!("erasure {erasure}, in {places} places"));
    Ok(found)
}
