//! Attributions within attributions: what one says that another said becomes the chain of one.

use crate::{
    found::{Found, Reach},
    lexicon::{Build, Cue, Sense},
    other,
    passage::Passage,
    phrase,
    subject::How,
};

/// Takes attributions out that stand within what another says, and keeps them as whom it quotes.
pub(crate) fn settle(p: &Passage<'_>, found: Vec<Found>, end: usize) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        let quotes = next.how == How::Shared && p.phrase(next.cue.0, &[Sense::Via]).is_some();
        if quotes
            && kept.iter().any(|k| k.source == next.source && matches!(k.class, Cue::Speech | Cue::Report))
        {
            continue;
        }
        let ends = matches!(next.reach, Reach::Left | Reach::Both)
            && kept.iter().all(|k| next.content.0 <= k.anchor());
        let inner =
            kept.iter_mut().find(|k| matches!(k.reach, Reach::Right | Reach::Both) && holds(k, &next));
        if let Some(outer) = inner.filter(|_| !ends) {
            if next.cue.0 >= outer.content.0
                && matches!(next.class, Cue::Speech | Cue::Report)
                && outer.via.is_none()
                && next.how != How::Shared
            {
                outer.via = next.source;
            }
            continue;
        }
        if matches!(next.reach, Reach::Left | Reach::Both) {
            let mut quoted = None;
            kept.retain(|k| {
                let within =
                    k.anchor() >= next.content.0 && k.cue.1 <= next.content.1 && k.source != next.source;
                if within && matches!(k.class, Cue::Speech | Cue::Report) {
                    quoted = k.source;
                }
                !within
            });
            kept.push(Found { via: next.via.or(quoted), ..next });
            continue;
        }
        // "declined to say" holds "declined".
        kept.retain(|k| k.source != next.source || k.cue.0 != next.cue.0 || k.cue.1 > next.cue.1);
        kept.push(next);
    }
    for one in &mut kept {
        if one.via.is_none() {
            one.via = quoting(p, one, end);
        }
    }
    kept
}

fn holds(outer: &Found, inner: &Found) -> bool {
    let (from, to) = outer.content;
    let at = if inner.how == How::Shared { inner.cue.0 } else { inner.anchor() };
    (from..to).contains(&at)
}

/// "…, citing Y", "…, quoting Y", "according to X, quoting Y" after an attribution.
fn quoting(p: &Passage<'_>, found: &Found, end: usize) -> Option<phrase::Noun> {
    let from = found.cue.1.max(found.source.map_or(0, |s| s.end));
    (from..end).filter(|&at| !p.quotes.holds(at)).find_map(|at| {
        let after = p.phrase(at, &[Sense::Via])?;
        let noun = match p.words.build {
            Build::English => phrase::ahead_whole(p, after, end)?,
            Build::Capitals | Build::Plain => other::ahead(p, after, end)?,
        };
        (Some(noun.start) != found.source.map(|s| s.start)).then_some(noun)
    })
}
