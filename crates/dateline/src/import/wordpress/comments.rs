//! Comments come in with their threads and states. Where they were written from does not.

use super::context::{Run, digest};
use crate::{
    changes::Tx,
    comments::{
        self,
        model::{Comment, Kind, State},
    },
    error::Result,
    import::store::{self, Entry},
    values::{HttpUrl, line},
};
use document::html::{self, Flavour, Nothing};
use interchange::wxr::Item;
use std::collections::HashMap;

/// A comment, ready for the writer; its article and parent have their numbers there.
#[derive(Debug, Clone)]
pub struct Bringing {
    comment: Comment,
    original: Option<u64>,
    parent: Option<u64>,
    digest: String,
    private: Option<String>,
}

/// Whether a comment's custom field may be kept: spam filters keep addresses and browsers in theirs.
pub fn may_keep(key: &str) -> bool {
    !["akismet", "_wp_trash", "ip", "user_agent"]
        .iter()
        .any(|start| key.to_ascii_lowercase().starts_with(start))
}

impl Run<'_> {
    /// An item's comments, those that are answered before their answers.
    pub fn comments_of(&mut self, item: &Item) -> Result<Vec<Bringing>> {
        let mut all = Vec::new();
        for found in &item.comments {
            let kind = match found.kind.as_str() {
                "pingback" => Kind::Pingback,
                "trackback" => Kind::Trackback,
                _ => Kind::Comment,
            };
            let state = match found.approved.trim() {
                "1" | "approve" | "approved" => State::Approved,
                "spam" => State::Spam,
                "trash" | "post-trashed" => State::Removed,
                _ => State::Pending,
            };
            let read = html::read(&found.content, &Nothing, Flavour::WordPress);
            for loss in read.losses {
                self.summary.losses.add(
                    item.line,
                    format!("comment {}", found.id.unwrap_or(0)),
                    format!("{}: {}", loss.place, loss.what),
                );
            }
            let at = super::dates::moment(
                &found.date_gmt,
                &found.date,
                &crate::publishing::address::zone(&self.site),
            );
            let comment = Comment {
                article: 0,
                parent: None,
                kind,
                state,
                author: line(&super::plain::text(&found.author), 200),
                email: Some(found.author_email.trim().to_owned()).filter(|e| e.contains('@')),
                email_until: None,
                digest: 0,
                url: HttpUrl::parse(&found.author_url).ok(),
                body: read.document,
                at: at.or(self.carried(item)).unwrap_or(0),
                person: found.user_id.and_then(|id| self.accounts.get(&id).copied()),
            };
            let meta: Vec<_> = found.meta.iter().filter(|(key, _)| may_keep(key)).collect();
            let private = if meta.is_empty() { None } else { Some(serde_json::to_string(&meta)?) };
            let digest = digest(&(
                &found.author,
                &found.author_email,
                &found.content,
                &found.approved,
                found.parent,
                &found.date_gmt,
            ))?;
            all.push(Bringing {
                comment,
                original: found.id,
                parent: found.parent.filter(|p| *p > 0),
                digest,
                private,
            });
        }
        all.sort_by_key(|b| b.original);
        Ok(all)
    }
}

/// Writes an article's comments; says how many were new and how many changed.
pub fn bring(
    tx: &mut Tx<'_, '_>,
    source: &str,
    article: i64,
    all: &[Bringing],
    fresh: bool,
) -> Result<(u64, u64)> {
    let mut numbers: HashMap<u64, i64> = HashMap::new();
    let (mut new, mut changed) = (0, 0);
    for (place, bringing) in all.iter().enumerate() {
        let original = bringing.original.map_or_else(|| format!("{article}-{place}"), |id| id.to_string());
        // Articles that come in for the first time bring comments that do, too, unless a number stands twice.
        let known = if fresh && bringing.original.is_none() {
            None
        } else {
            store::known(tx, source, "comment", &original)?
        };
        let parent = bringing.parent.and_then(|p| numbers.get(&p).copied());
        let comment = Comment { article, parent, ..bringing.comment.clone() };
        let ours = match &known {
            Some(known) if known.digest == bringing.digest => known.ours,
            Some(known) => {
                changed += 1;
                comments::store::update(tx, known.ours, &comment)?;
                known.ours
            }
            None => {
                new += 1;
                comments::store::add(tx, &comment, bringing.original.and_then(|n| i64::try_from(n).ok()))?
            }
        };
        if let Some(id) = bringing.original {
            numbers.insert(id, ours);
        }
        if known.is_none_or(|k| k.digest != bringing.digest) {
            let entry = Entry {
                source,
                kind: "comment",
                original: &original,
                ours,
                digest: &bringing.digest,
                revision: 0,
            };
            store::remember(tx, &entry)?;
            if let Some(data) = &bringing.private {
                store::keep_original(tx, source, "comment", &original, Some(ours), data)?;
            }
        }
    }
    Ok((new, changed))
}
