//! Attributions within attributions: what one says that another said becomes the chain of one.

use crate::{
    found::{Found, Reach},
    lexicon::{Build, Cue, Sense},
    other,
    passage::Passage,
    phrase,
    subject::How,
    who,
};

/// Takes attributions out that stand within what another says, and keeps them as whom it quotes.
pub(crate) fn settle(p: &Passage<'_>, found: Vec<Found>, (start, end): (usize, usize)) -> Vec<Found> {
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
        // "quoted Reed as saying" holds "saying".
        if kept.iter().any(|k| k.source == next.source && k.content == next.content && k.via.is_some()) {
            continue;
        }
        // "declined to say" holds "declined".
        kept.retain(|k| k.source != next.source || k.cue.0 != next.cue.0 || k.cue.1 > next.cue.1);
        kept.push(next);
    }
    // "Citing two officials, Coast Wire reported".
    let leads = |k: &Found| k.how == How::Shared && p.phrase(k.cue.0, &[Sense::Via]).is_some();
    if let Some(first) = kept.iter().position(leads)
        && let Some(told) = kept.iter().position(|k| {
            k.source == kept[first].source && matches!(k.class, Cue::Speech | Cue::Report) && k.via.is_none()
        })
    {
        kept[told].via = phrase::ahead_whole(p, kept[first].cue.1, end);
        kept.remove(first);
    }
    for one in &mut kept {
        if one.via.is_none() {
            one.via = quoting(p, one, end);
        }
        if one.to.is_none() && one.source.is_some() && one.class != Cue::Thought {
            one.to = told(p, start, end).filter(|to| Some(to.start) != one.source.map(|s| s.start));
        }
    }
    kept
}

fn holds(outer: &Found, inner: &Found) -> bool {
    let (from, to) = outer.content;
    let at = if inner.how == How::Shared { inner.cue.0 } else { inner.anchor() };
    (from..to).contains(&at)
}

/// "in an interview with the Courier": the medium that something was said to.
fn told(p: &Passage<'_>, start: usize, end: usize) -> Option<phrase::Noun> {
    (start..end).filter(|&at| !p.quotes.holds(at)).find_map(|at| {
        let after = p.phrase(at, &[Sense::To])?;
        ahead(p, after, end).filter(|noun| who::is_medium(p, noun))
    })
}

/// The noun phrase ahead, by the grammar of the language.
fn ahead(p: &Passage<'_>, from: usize, end: usize) -> Option<phrase::Noun> {
    match p.words.build {
        Build::English => phrase::ahead_whole(p, from, end),
        Build::Capitals | Build::Plain => other::ahead(p, from, end),
    }
}

/// "…, citing Y", "…, quoting Y", "according to X, quoting Y" after an attribution.
fn quoting(p: &Passage<'_>, found: &Found, end: usize) -> Option<phrase::Noun> {
    // What stands between the source and its cue is looked at too: "Coast Wire, citing the board, said".
    let source = found.source.filter(|s| s.start < found.cue.0);
    let from = source.map_or(found.cue.1.max(found.source.map_or(0, |s| s.end)), |s| s.end.min(found.cue.0));
    (from..end).filter(|&at| !p.quotes.holds(at)).find_map(|at| {
        let after = p.phrase(at, &[Sense::Via])?;
        let noun = ahead(p, after, end)?;
        (Some(noun.start) != found.source.map(|s| s.start)).then_some(noun)
    })
}
