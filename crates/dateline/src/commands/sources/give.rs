//! Sources as a file.

use super::super::{actions, print};
use crate::{
    articles::model::Manuscript,
    config::Config,
    error::Result,
    paths::{self, model::Kind},
    sources::{
        exchange::model::{Entry, Which},
        proposals::store::{Wanted, unread},
    },
};

/// How many articles are read at once.
const AT_ONCE: i64 = 200;

pub(super) fn run(config: &Config, article: Option<i64>) -> Result<()> {
    let (actions, _) = actions(config)?;
    let wanted = Wanted { article, live: false, again: true };
    let (mut above, mut first) = (0, true);
    print("[");
    loop {
        let found = actions
            .db()
            .read(move |sql| {
                let mut entries = Vec::new();
                let all = unread(sql, wanted, above, AT_ONCE)?;
                let last = all.last().map(|one| one.article);
                for one in all {
                    let manuscript = Manuscript::from_text(one.v, &one.text)?;
                    if manuscript.sources.is_empty() {
                        continue;
                    }
                    let path = paths::store::canonical(sql, Kind::Article, one.article)?;
                    let which = path.map_or(Which::Number(one.article), Which::Path);
                    entries.push(Entry::of(which, &manuscript)?);
                }
                Ok(last.map(|last| (last, entries)))
            })
            .wait()?;
        let Some((last, entries)) = found else { break };
        for entry in entries {
            print(&format!("{}{}", if first { "" } else { "," }, serde_json::to_string_pretty(&entry)?));
            first = false;
        }
        above = last;
    }
    print("]");
    Ok(())
}
