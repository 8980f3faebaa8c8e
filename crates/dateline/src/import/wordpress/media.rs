//! Attachments become pictures and files: brought in from a local uploads folder, or left at their old address.

use super::{
    context::{How, Outcome, Run, digest},
    links::{below_uploads, upload_key},
    plain,
};
use crate::{
    changes::Tx,
    error::{Error, Result},
    files::names::download_name,
    import::store::{self, Entry},
    media::{
        self,
        intake::{Limits, take_in},
        model::Medium,
    },
    paths::{
        self,
        model::{Kind as PathKind, PathKey},
    },
    values::{HttpUrl, line},
};
use interchange::wxr::{Item, views};
use std::path::PathBuf;

impl Run<'_> {
    /// An attachment.
    pub fn see_attachment(&mut self, item: &Item) -> Result<()> {
        let Some(found) = views::attachment(item) else { return Ok(()) };
        if let Some(problem) = &found.problem {
            self.summary.remarks.add(
                item.line,
                item.title.clone(),
                format!("its sizes could not be read: {problem}"),
            );
        }
        let original = original_of(item);
        let parent = item.parent.filter(|p| *p > 0).map(|p| p.to_string());
        let file_name = found.url.rsplit('/').next().unwrap_or_default();
        let title = plain::text(&item.title);
        let medium = Medium {
            hash: None,
            name: download_name(
                file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem),
                extension(file_name),
            ),
            media_type: media_type_of(file_name).to_owned(),
            bytes: 0,
            width: found.width.and_then(|n| i64::try_from(n).ok()),
            height: found.height.and_then(|n| i64::try_from(n).ok()),
            title: line(if title.is_empty() { file_name } else { &title }, 300),
            alt: line(&plain::text(&found.alt), 1_000),
            caption: plain::text(&found.caption),
            credit: line(&plain::text(&found.credit), 300),
            description: plain::text(&found.description),
            tint: String::new(),
            variants: Vec::new(),
            remote: HttpUrl::parse(&found.url).ok().map(String::from),
            attached_to: None,
        };
        let local = self.local_file(item.line, &found.url, found.original_file.as_deref())?;
        let page = self.kept_path(&item.link).filter(|path| !path.contains("/wp-content/"));
        self.bring_file(item.line, &original, &found.url, page, medium, local, parent, item)
    }

    /// Finds an upload in the local folder; a path that leaves it is refused by name.
    pub fn local_file(&mut self, at: u64, url: &str, unscaled: Option<&str>) -> Result<Option<PathBuf>> {
        let Some(uploads) = &self.uploads else { return Ok(None) };
        let Some(below) = below_uploads(url)
            .or_else(|| url.split_once("://").and_then(|(_, r)| r.split_once('/')).map(|(_, p)| p))
        else {
            return Ok(None);
        };
        let larger = unscaled.and_then(|name| Some(format!("{}/{name}", below.rsplit_once('/')?.0)));
        for path in larger.iter().map(String::as_str).chain([below]) {
            match uploads.find(path) {
                Ok(Some(found)) => return Ok(Some(found)),
                Ok(None) => {}
                Err(refused) => {
                    self.summary.refused.add(at, url.to_owned(), refused.to_string());
                    return Ok(None);
                }
            }
        }
        self.summary.remarks.add(
            at,
            url.to_owned(),
            "is not in the uploads folder; it stays a link to the old site",
        );
        Ok(None)
    }

    #[allow(clippy::too_many_arguments)]
    fn bring_file(
        &mut self,
        at: u64,
        original: &str,
        url: &str,
        page: Option<String>,
        mut medium: Medium,
        local: Option<PathBuf>,
        parent: Option<String>,
        item: &Item,
    ) -> Result<()> {
        let stamp = local.as_ref().and_then(|path| std::fs::metadata(path).ok()).map(|m| {
            (
                m.len(),
                m.modified()
                    .ok()
                    .and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok())
                    .map(|d| d.as_micros()),
            )
        });
        let digest = digest(&(
            &medium.title,
            &medium.alt,
            &medium.caption,
            &medium.credit,
            &medium.description,
            url,
            &page,
            &parent,
            stamp,
        ))?;
        let known = self.known("media", original)?;
        let how = match &known {
            None => How::New,
            Some(known) if known.digest == digest => How::Unchanged,
            Some(_) => How::Changed,
        };
        if local.is_none() {
            self.summary.left_remote += 1;
        }
        if how != How::Unchanged && !self.options.dry_run {
            if let Some(path) = &local {
                match take_in(self.files, path, &name_of(path), &medium, &Limits::of(self.config)) {
                    Ok(taken) => medium = taken,
                    Err(Error::Refused { what, why }) => {
                        self.summary.refused.add(at, what, why);
                        return Ok(());
                    }
                    Err(error) => return Err(error),
                }
            }
            let data = private_data(item)?;
            let (source, original) = (self.source.clone(), original.to_owned());
            let (key, local_path) = (
                upload_key(url),
                self.hosts.local(url).map(|p| p.split(['?', '#']).next().unwrap_or(p).to_owned()),
            );
            let alone = parent.is_none() || medium.hash.is_none();
            let number = item.post_id.and_then(|n| i64::try_from(n).ok());
            return self.queue(at, 0, "import a file", move |tx| {
                let ours = match &known {
                    Some(known) => {
                        media::store::update(tx, known.ours, &medium)?;
                        known.ours
                    }
                    None => media::store::add(tx, &medium, number)?,
                };
                tx.audit(format!("media/{ours}"), "");
                if let Some(parent) = &parent {
                    store::note_upload(tx, &source, ours, parent)?;
                }
                store::remember(
                    tx,
                    &Entry {
                        source: &source,
                        kind: "media",
                        original: &original,
                        ours,
                        digest: &digest,
                        revision: 0,
                    },
                )?;
                store::remember(
                    tx,
                    &Entry { source: &source, kind: "upload", original: &key, ours, digest: "", revision: 0 },
                )?;
                for path in [&local_path, &page].into_iter().flatten() {
                    lead(tx, path, ours)?;
                }
                if let Some(number) = number.filter(|n| *n != ours) {
                    lead(tx, &format!("/?attachment_id={number}"), ours)?;
                    lead(tx, &format!("/?p={number}"), ours)?;
                }
                // A file of a draft is not public before its article is; one left at its old address is so already.
                if alone {
                    media::store::make_public(tx, ours)?;
                }
                if let Some(data) = &data {
                    store::keep_original(tx, &source, "media", &original, Some(ours), data)?;
                }
                Ok(Some(Outcome {
                    kind: "pictures and files",
                    how,
                    state: None,
                    remarks: Vec::new(),
                    comments: (0, 0),
                }))
            });
        }
        self.note(
            at,
            Outcome { kind: "pictures and files", how, state: None, remarks: Vec::new(), comments: (0, 0) },
        );
        Ok(())
    }
}

/// Lets an old address lead to a file.
fn lead(tx: &mut Tx<'_, '_>, path: &str, media: i64) -> Result<()> {
    if let Some(key) = PathKey::of(path) {
        paths::store::redirect(tx, &key, PathKind::Media, media)?;
    }
    Ok(())
}

/// The key of an item in the ledger.
pub fn original_of(item: &Item) -> String {
    match item.post_id {
        Some(id) => id.to_string(),
        None if !item.guid.is_empty() => format!("guid {}", item.guid),
        None => format!("link {} {}", item.link, item.title),
    }
}

/// Custom fields and unknown elements of an item, as JSON; `None` if there are none worth keeping.
pub fn private_data(item: &Item) -> Result<Option<String>> {
    let meta: Vec<&(String, String)> =
        item.meta.iter().filter(|(key, _)| !FLEETING.contains(&key.as_str())).collect();
    let terms: Vec<_> =
        item.terms.iter().filter(|t| !KNOWN_TAXONOMIES.contains(&t.domain.as_str())).collect();
    if meta.is_empty() && item.unknown.is_empty() && terms.is_empty() {
        return Ok(None);
    }
    Ok(Some(serde_json::to_string(&serde_json::json!({
        "post_type": item.post_type, "meta": meta, "unknown": item.unknown, "terms": terms,
    }))?))
}

/// Fields that WordPress keeps for a moment: who has the editor open, what is still to be pinged.
const FLEETING: [&str; 4] = ["_edit_lock", "_edit_last", "_pingme", "_encloseme"];
/// Taxonomies that are understood, so that nothing of them is kept aside.
const KNOWN_TAXONOMIES: [&str; 8] =
    ["category", "post_tag", "tag", "", "language", "post_translations", "author", "nav_menu"];

fn name_of(path: &std::path::Path) -> String {
    path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, end)| end)
}

/// What a file that is not here probably is, by its name.
fn media_type_of(name: &str) -> &'static str {
    match extension(name).to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "jpe" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "zip" => "application/zip",
        "txt" => "text/plain",
        "csv" => "text/csv",
        _ => "application/octet-stream",
    }
}
