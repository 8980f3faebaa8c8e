//! The media's SQL.

use super::{
    model::{AvifSizes, Focus, Medium, Said, Variant},
    words,
};
use crate::{
    changes::{Fact, Tx},
    db::Sql,
    error::{Error, Result},
    jobs,
    numbers::Sequence,
    params,
};

/// The fact that a picture or file is as shown.
pub fn fact(id: i64) -> Fact {
    Fact::of("media", id)
}

/// The fact that readers may fetch a file, or may not.
pub fn file_fact(hash: &str) -> Fact {
    Fact::new(format!("file/{hash}"))
}

/// Adds a picture or file, under a number of one's wish if it is free. Readers do not see it yet.
pub fn add(tx: &mut Tx<'_, '_>, medium: &Medium, wanted: Option<i64>) -> Result<i64> {
    if let Some(hash) = &medium.hash
        && tx
            .row("SELECT 1 FROM published_files WHERE hash = ?1 AND media_type = ''", params![hash], |_| {
                Ok(())
            })?
            .is_some()
    {
        return Err(Error::refused("file", "this file was erased here, and is not taken in again"));
    }
    let id = Sequence::Things.take(tx, wanted)?;
    let (now, variants) = (tx.now, serde_json::to_string(&medium.variants)?);
    tx.execute(
        "INSERT INTO media (id, hash, name, media_type, bytes, width, height, title, alt, caption, credit, description,
             variants, remote, attached_to, created_at, tint, picture, worded)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 1)",
        params![
            id,
            &medium.hash,
            &medium.name,
            &medium.media_type,
            medium.bytes,
            medium.width,
            medium.height,
            &medium.title,
            &medium.alt,
            &medium.caption,
            &medium.credit,
            &medium.description,
            &variants,
            &medium.remote,
            medium.attached_to,
            now,
            &medium.tint,
            is_picture(medium)
        ],
    )?;
    write_words(tx, id, medium)?;
    Ok(id)
}

fn is_picture(medium: &Medium) -> bool {
    medium.media_type.starts_with("image/")
}

/// Writes down the words by which a picture or file is found.
pub fn write_words(tx: &mut Tx<'_, '_>, id: i64, medium: &Medium) -> Result<()> {
    tx.execute("DELETE FROM media_words WHERE media_id = ?1", params![id])?;
    for word in words::of_medium(medium) {
        tx.execute(
            "INSERT INTO media_words (word, media_id) VALUES (?1, ?2) ON CONFLICT (word, media_id) DO NOTHING",
            params![word.as_bytes(), id],
        )?;
    }
    tx.execute("UPDATE media SET worded = 1 WHERE id = ?1 AND worded = 0", params![id])?;
    Ok(())
}

/// Notes what the file was that somebody brought, so that the same is known again.
pub fn set_original(tx: &mut Tx<'_, '_>, id: i64, sha256: &str) -> Result<()> {
    tx.execute("UPDATE media SET original = ?2 WHERE id = ?1", params![id, sha256])?;
    Ok(())
}

/// Where an article shows a picture or file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In its newest revision.
    Newest,
    /// In what was published of it last.
    Published,
}

/// Notes what an article shows, in place of what it showed there before.
pub fn note_uses(tx: &mut Tx<'_, '_>, article: i64, place: Place, media: &[i64]) -> Result<()> {
    let place = match place {
        Place::Newest => "newest",
        Place::Published => "published",
    };
    tx.execute("DELETE FROM media_uses WHERE article_id = ?1 AND place = ?2", params![article, place])?;
    for id in media {
        tx.execute(
            "INSERT INTO media_uses (media_id, article_id, place) VALUES (?1, ?2, ?3) ON CONFLICT (media_id, article_id, place) DO NOTHING",
            params![*id, article, place],
        )?;
    }
    Ok(())
}

/// Writes anew what is said of a picture or file. If readers see it, they see it so at once.
pub fn describe(tx: &mut Tx<'_, '_>, id: i64, said: &Said) -> Result<()> {
    tx.execute(
        "UPDATE media SET title = ?2, alt = ?3, caption = ?4, credit = ?5, focus_x = ?6, focus_y = ?7 WHERE id = ?1",
        params![
            id,
            &said.title,
            &said.alt,
            &said.caption,
            &said.credit,
            said.focus.map(Focus::x),
            said.focus.map(Focus::y)
        ],
    )?;
    release_if_shown(tx, id)
}

/// Takes a picture or file out of the library, or brings it back. What shows it goes on doing so.
pub fn set_retired(tx: &mut Tx<'_, '_>, id: i64, retired: bool) -> Result<()> {
    let at = retired.then_some(tx.now);
    tx.execute("UPDATE media SET retired_at = ?2 WHERE id = ?1", params![id, at])?;
    Ok(())
}

/// Writes a picture or file anew. If readers see it, they see it as changed. Sizes that were made later stay, if the file
/// is the same.
pub fn update(tx: &mut Tx<'_, '_>, id: i64, medium: &Medium) -> Result<()> {
    let mut variants = medium.variants.clone();
    if let Some((_, before)) = sizes(tx, id)?.filter(|(hash, _)| Some(hash) == medium.hash.as_ref()) {
        variants.extend(before.into_iter().filter(|v| v.media_type == AvifSizes::MEDIA_TYPE));
    }
    let variants = serde_json::to_string(&variants)?;
    tx.execute(
        "UPDATE media SET hash = ?2, name = ?3, media_type = ?4, bytes = ?5, width = ?6, height = ?7, title = ?8, alt = ?9,
             caption = ?10, credit = ?11, description = ?12, variants = ?13, remote = ?14, attached_to = ?15, tint = ?16,
             picture = ?17 WHERE id = ?1",
        params![
            id,
            &medium.hash,
            &medium.name,
            &medium.media_type,
            medium.bytes,
            medium.width,
            medium.height,
            &medium.title,
            &medium.alt,
            &medium.caption,
            &medium.credit,
            &medium.description,
            &variants,
            &medium.remote,
            medium.attached_to,
            &medium.tint,
            is_picture(medium)
        ],
    )?;
    write_words(tx, id, medium)?;
    release_if_shown(tx, id)
}

/// Lets readers see a picture or file as it is written down now, if they see it.
pub fn release_if_shown(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    let shown = tx.row("SELECT 1 FROM published_media WHERE id = ?1", params![id], |_| Ok(()))?;
    if shown.is_some() {
        release(tx, id)?;
    }
    Ok(())
}

/// Pictures whose tint is not known yet, after one number: each with the hash of its smallest size.
pub fn without_tint(sql: &mut Sql<'_>, after: i64, most: i64) -> Result<Vec<(i64, String)>> {
    let found = sql.rows(
        "SELECT id, variants FROM media WHERE id > ?1 AND tint = '' AND variants <> '[]' ORDER BY id LIMIT ?2",
        params![after, most],
        |row| Ok((row.int(0)?, row.json::<Vec<Variant>>(1)?)),
    )?;
    let smallest = |variants: Vec<Variant>| variants.into_iter().min_by_key(|v| v.width);
    Ok(found.into_iter().filter_map(|(id, variants)| Some((id, smallest(variants)?.hash))).collect())
}

/// Notes a picture's tint.
pub fn set_tint(tx: &mut Tx<'_, '_>, id: i64, tint: &str) -> Result<()> {
    tx.execute("UPDATE media SET tint = ?2 WHERE id = ?1", params![id, tint])?;
    release_if_shown(tx, id)
}

/// A picture's file and its sizes; nothing if it is retired, or was never here.
pub fn sizes(sql: &mut Sql<'_>, id: i64) -> Result<Option<(String, Vec<Variant>)>> {
    sql.row(
        "SELECT hash, variants FROM media WHERE id = ?1 AND hash IS NOT NULL AND retired_at IS NULL",
        params![id],
        |row| Ok((row.text(0)?, row.json(1)?)),
    )
}

/// Adds sizes to those of a picture, unless its file is another by now.
pub fn add_sizes(tx: &mut Tx<'_, '_>, id: i64, hash: &str, more: &[Variant]) -> Result<()> {
    let Some((now, mut variants)) = sizes(tx, id)? else { return Ok(()) };
    if now != hash {
        return Ok(());
    }
    variants.retain(|v| !more.iter().any(|m| m.media_type == v.media_type));
    variants.extend_from_slice(more);
    let variants = serde_json::to_string(&variants)?;
    tx.execute("UPDATE media SET variants = ?2 WHERE id = ?1", params![id, &variants])?;
    release_if_shown(tx, id)
}

/// What a publication keeps of a file.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Held {
    /// The number.
    pub id: i64,
    /// SHA-256 at that moment, if it was here.
    pub hash: Option<String>,
    /// Name at that moment.
    pub name: String,
}

/// A file's name and hash.
pub fn held(sql: &mut Sql<'_>, id: i64) -> Result<Option<Held>> {
    sql.row("SELECT hash, name FROM media WHERE id = ?1", params![id], |row| {
        Ok(Held { id, hash: row.opt_text(0)?, name: row.text(1)? })
    })
}

/// Says that a picture or file is public by itself, apart from what shows it, and releases it.
pub fn make_public(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    tx.execute("UPDATE media SET released = 1 WHERE id = ?1", params![id])?;
    release(tx, id)
}

/// Lets readers see a picture or file, and fetch it with its variants.
pub fn release(tx: &mut Tx<'_, '_>, id: i64) -> Result<()> {
    let changed = tx.execute(
        "INSERT INTO published_media (id, hash, name, media_type, bytes, width, height, title, alt, caption, credit, variants, remote, tint, focus_x, focus_y)
         SELECT id, hash, name, media_type, bytes, width, height, title, alt, caption, credit, variants, remote, tint, focus_x, focus_y
         FROM media WHERE id = ?1 AND retired_at IS NULL
         ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, name = excluded.name, media_type = excluded.media_type,
             bytes = excluded.bytes, width = excluded.width, height = excluded.height, title = excluded.title,
             alt = excluded.alt, caption = excluded.caption, credit = excluded.credit, variants = excluded.variants,
             remote = excluded.remote, tint = excluded.tint, focus_x = excluded.focus_x, focus_y = excluded.focus_y
         WHERE (COALESCE(published_media.hash, ''), published_media.name, published_media.title, published_media.alt,
                published_media.caption, published_media.credit, published_media.variants, COALESCE(published_media.remote, ''),
                published_media.tint, COALESCE(published_media.focus_x, -1), COALESCE(published_media.focus_y, -1))
            <> (COALESCE(excluded.hash, ''), excluded.name, excluded.title, excluded.alt,
                excluded.caption, excluded.credit, excluded.variants, COALESCE(excluded.remote, ''), excluded.tint,
                COALESCE(excluded.focus_x, -1), COALESCE(excluded.focus_y, -1))",
        params![id],
    )?;
    if changed == 0 {
        return Ok(());
    }
    tx.touch(fact(id));
    let row =
        tx.row("SELECT hash, media_type, bytes, variants FROM media WHERE id = ?1", params![id], |row| {
            Ok((row.opt_text(0)?, row.text(1)?, row.int(2)?, row.json::<Vec<Variant>>(3)?))
        })?;
    let Some((Some(hash), media_type, bytes, variants)) = row else { return Ok(()) };
    // What has no sizes is shown as it is: an animation, a drawing in vectors, a file.
    if !variants.is_empty() && !variants.iter().any(|v| v.media_type == AvifSizes::MEDIA_TYPE) {
        jobs::store::queue(tx, &AvifSizes { media: id }, Some(&format!("avif/{id}")), 0)?;
    }
    let whole = (hash, media_type, bytes);
    for (hash, media_type, bytes) in
        std::iter::once(whole).chain(variants.into_iter().map(|v| (v.hash, v.media_type, v.bytes)))
    {
        tx.execute(
            "INSERT INTO published_files (hash, media_id, media_type, bytes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO NOTHING",
            params![&hash, id, &media_type, bytes],
        )?;
        tx.touch(file_fact(&hash));
    }
    Ok(())
}
