//! What is proposed and nobody has decided about.

use super::super::{actions, print};
use crate::{
    config::Config,
    error::Result,
    sources::proposals::store::{Listed, list},
    values::clip,
};

/// How many are read at once.
const AT_ONCE: i64 = 500;

pub(super) fn run(config: &Config, article: Option<i64>, json: bool) -> Result<()> {
    let (actions, _) = actions(config)?;
    let (mut after, mut before, mut count) = ((0, -1), 0, 0_u64);
    loop {
        let found = actions.db().read(move |sql| list(sql, article, after, AT_ONCE)).wait()?;
        for one in &found {
            if json {
                print(&serde_json::to_string(&as_json(one))?);
            } else {
                if one.article != before {
                    let path = one.path.as_deref().unwrap_or("not public");
                    print(&format!("{:>7}  {}  ({path})", one.article, one.headline));
                }
                print(&shown(one));
            }
            before = one.article;
        }
        count += found.len() as u64;
        match found.last() {
            Some(last) => after = (last.article, last.number),
            None => break,
        }
    }
    if count == 0 && !json {
        print("Nothing is proposed. `dateline sources propose` reads articles for it.");
    }
    Ok(())
}

fn as_json(one: &Listed) -> serde_json::Value {
    let Listed { proposal: p, .. } = one;
    serde_json::json!({
        "article": one.article, "path": one.path, "headline": one.headline, "revision": one.revision,
        "passage": p.text, "source": p.source, "via": Some(&p.via).filter(|via| !via.is_empty()), "cue": p.cue,
        "offsets": {
            "paragraph": p.paragraph, "passage": [p.start, p.end], "source": p.source_at, "cue": p.cue_at, "via": p.via_at,
        },
        "chain": p.chain, "digest": p.digest,
    })
}

fn shown(one: &Listed) -> String {
    let p = &one.proposal;
    let via = if p.via.is_empty() { String::new() } else { format!(", via {}", p.via) };
    let more = if clip(&p.text, 160).len() < p.text.len() { "…" } else { "" };
    format!("         {} · {}{via}\n           “{}{more}”", p.source, p.cue, clip(&p.text, 160))
}
