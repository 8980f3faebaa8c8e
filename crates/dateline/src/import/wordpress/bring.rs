//! The action that brings a post or page in: its article, revision, publication, addresses, files and comments.

use super::{
    comments,
    context::{How, Outcome},
};
use crate::{
    app::now,
    articles::{
        self, FairCopy, actions as verbs,
        model::{Kind, Stage, Visibility},
    },
    changes::Tx,
    error::{Error, Result},
    import::store::{self, Entry, Known},
    media,
    paths::{
        self,
        model::{Kind as PathKind, PathKey},
    },
    publishing::{actions as publishing, schedule},
    settings::model::Site,
};
use interchange::wxr::Item;

/// What becomes of an item here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Publish,
    Schedule(i64),
    Stay(Stage, Visibility),
}

impl Fate {
    pub(super) fn of(item: &Item, due: Option<i64>) -> Fate {
        let closed = if item.password.is_empty() { Visibility::Public } else { Visibility::Closed };
        match item.status.as_str() {
            "publish" if closed == Visibility::Public => Fate::Publish,
            "future" if closed == Visibility::Public => match due {
                Some(due) if due > now() => Fate::Schedule(due),
                // Its time has passed since the export: WordPress would have published it by now.
                Some(_) => Fate::Publish,
                None => Fate::Stay(Stage::Draft, closed),
            },
            "pending" => Fate::Stay(Stage::InReview, closed),
            "private" => Fate::Stay(Stage::Draft, Visibility::Private),
            "trash" => Fate::Stay(Stage::Trashed, closed),
            _ => Fate::Stay(Stage::Draft, closed),
        }
    }

    pub(super) fn said(self) -> &'static str {
        match self {
            Fate::Publish => "published",
            Fate::Schedule(_) => "scheduled",
            Fate::Stay(_, Visibility::Closed) => "closed by a password",
            Fate::Stay(_, Visibility::Private) => "private",
            Fate::Stay(Stage::InReview, _) => "in review",
            Fate::Stay(Stage::Trashed, _) => "trashed",
            Fate::Stay(..) => "drafts",
        }
    }

    pub(super) fn visibility(self) -> Visibility {
        if let Fate::Stay(_, visibility) = self { visibility } else { Visibility::Public }
    }
}

/// One item, ready for the writer.
pub(super) struct Bringing {
    pub(super) source: String,
    pub(super) original: String,
    pub(super) digest: String,
    pub(super) kind: Kind,
    pub(super) fate: Fate,
    pub(super) site: Site,
    pub(super) manuscript: FairCopy,
    pub(super) known: Option<Known>,
    pub(super) number: Option<i64>,
    pub(super) guid: Option<String>,
    pub(super) group: Option<String>,
    pub(super) old_paths: Vec<String>,
    pub(super) uploads: Vec<i64>,
    pub(super) comments: Vec<comments::Bringing>,
    pub(super) private: Option<String>,
    pub(super) text: Option<String>,
    pub(super) about: String,
    pub(super) counted: &'static str,
}

/// The action: an item as an article, with all that hangs on it.
pub(super) fn bring(tx: &mut Tx<'_, '_>, b: &Bringing) -> Result<Outcome> {
    let mut remarks = Vec::new();
    let (saved, how) = match &b.known {
        None => {
            let visibility = b.fate.visibility();
            (verbs::create(tx, b.kind, visibility, &b.manuscript, b.guid.as_deref(), b.number)?, How::New)
        }
        Some(known) => {
            let article = articles::store::article(tx, known.ours)?
                .ok_or_else(|| Error::NotFound(format!("article {}", known.ours)))?;
            if article.latest != known.revision {
                let what = "changed in the export, but was edited here since; nothing was touched".to_owned();
                return Ok(Outcome {
                    kind: b.counted,
                    how: How::EditedHere,
                    state: None,
                    remarks: vec![(0, b.about.clone(), what)],
                    comments: (0, 0),
                });
            }
            articles::store::set_visibility(tx, known.ours, b.fate.visibility())?;
            (verbs::save(tx, known.ours, known.revision, &b.manuscript)?, How::Changed)
        }
    };
    let id = saved.article;
    join_translations(tx, b, id)?;
    for file in &b.uploads {
        tx.execute("UPDATE media SET attached_to = ?2 WHERE id = ?1", crate::params![*file, id])?;
    }
    settle_fate(tx, b, saved, &mut remarks)?;
    let comments = comments::bring(tx, &b.source, id, &b.comments, how == How::New)?;
    if matches!(b.fate, Fate::Publish) && (how == How::Changed || !b.comments.is_empty()) {
        crate::comments::store::show(tx, id)?;
    }
    if let Some(data) = &b.private {
        store::keep_original(tx, &b.source, "article", &b.original, Some(id), data)?;
    }
    if let Some(text) = &b.text {
        store::keep_original(tx, &b.source, "text", &b.original, Some(id), text)?;
    }
    store::remember(
        tx,
        &Entry {
            source: &b.source,
            kind: "article",
            original: &b.original,
            ours: id,
            digest: &b.digest,
            revision: saved.number,
        },
    )?;
    Ok(Outcome { kind: b.counted, how, state: Some(b.fate.said()), remarks, comments })
}

/// Articles of one Polylang group share a translation group here, named after the first that came.
fn join_translations(tx: &mut Tx<'_, '_>, b: &Bringing, id: i64) -> Result<()> {
    let Some(name) = &b.group else { return Ok(()) };
    let group = store::name(tx, &b.source, "translations", name, id)?;
    articles::store::set_translation_group(tx, id, group)
}

fn settle_fate(
    tx: &mut Tx<'_, '_>,
    b: &Bringing,
    saved: verbs::Saved,
    remarks: &mut Vec<(u64, String, String)>,
) -> Result<()> {
    let id = saved.article;
    let article =
        articles::store::article(tx, id)?.ok_or_else(|| Error::NotFound(format!("article {id}")))?;
    if b.known.is_some() {
        schedule::cancel(tx, id)?;
    }
    match b.fate {
        Fate::Publish => {
            let published = publishing::publish(tx, &b.site, &article, saved.revision, &b.manuscript)?;
            if published.moved {
                remarks.push((
                    0,
                    b.about.clone(),
                    format!("its address was taken; it stands at {}", published.path),
                ));
            }
            for path in &b.old_paths {
                if let Some(key) = PathKey::of(path) {
                    paths::store::redirect(tx, &key, PathKind::Article, id)?;
                }
            }
            if let Some(number) = b.number.filter(|n| *n != id)
                && let Some(key) = PathKey::of(&format!("/?p={number}"))
            {
                paths::store::redirect(tx, &key, PathKind::Article, id)?;
                if let Some(key) = PathKey::of(&format!("/?page_id={number}")) {
                    paths::store::redirect(tx, &key, PathKind::Article, id)?;
                }
                remarks.push((
                    0,
                    b.about.clone(),
                    format!("number {number} was taken; it has {id}, and the old one leads there"),
                ));
            }
            for file in &b.uploads {
                media::store::make_public(tx, *file)?;
            }
        }
        Fate::Schedule(due) => {
            withdraw_if_public(tx, b, &article)?;
            schedule::set(tx, id, saved.revision, due)?;
        }
        Fate::Stay(stage, _) => {
            withdraw_if_public(tx, b, &article)?;
            articles::store::set_stage(tx, id, stage)?;
        }
    }
    Ok(())
}

/// What was public in an earlier export and is not in this one is no longer shown.
fn withdraw_if_public(tx: &mut Tx<'_, '_>, b: &Bringing, article: &articles::store::Article) -> Result<()> {
    if crate::publishing::store::current(tx, article.id)?.is_some() {
        publishing::withdraw(tx, &b.site, article, "")?;
    }
    Ok(())
}
