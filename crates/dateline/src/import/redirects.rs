//! The Redirection plugin's list becomes redirects; what is none is named.

use super::wordpress::Run;
use crate::{
    error::{Error, Result},
    paths::{self, model::PathKey},
};
use interchange::redirects::{self as list, Obstacle, Redirect};
use std::path::Path;

/// Reads a list, so that a bad one is refused before anything comes in.
pub fn read(path: &Path) -> Result<Vec<Redirect>> {
    let file = std::fs::File::open(path).map_err(Error::file(path))?;
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    list::read(file, &name).map_err(|e| Error::refused("redirects", e.to_string()))
}

/// Brings the redirects in. A path where an article stands keeps its article.
pub(super) fn bring(run: &mut Run<'_>, list: &[Redirect]) -> Result<()> {
    for redirect in list {
        if let Some(obstacle) = redirect.obstacle() {
            let why = match obstacle {
                Obstacle::Disabled => "is switched off",
                Obstacle::Regex => "is a pattern; only plain addresses can redirect",
                Obstacle::Match => "depends on more than the address",
                Obstacle::Action => "does something else than redirect",
                Obstacle::Empty => "has no source or no target",
            };
            run.summary.remarks.add(redirect.line, format!("redirect {}", redirect.source), why);
            continue;
        }
        let source = run.hosts.local(&redirect.source).unwrap_or(&redirect.source).to_owned();
        let target = document::address::clean(&redirect.target)
            .map(|t| run.hosts.local(&t).map_or(t.clone(), str::to_owned));
        let (Some(key), Some(target)) = (PathKey::of(&source), target) else {
            run.summary.refused.add(
                redirect.line,
                format!("redirect {}", redirect.source),
                "its addresses cannot be used",
            );
            continue;
        };
        let code =
            if matches!(redirect.code, 301 | 302 | 303 | 307 | 308) { i64::from(redirect.code) } else { 301 };
        run.summary.redirects += 1;
        if run.options.dry_run {
            continue;
        }
        let taken = run
            .actions
            .act("import a redirect", Run::actor(), move |tx| {
                let there = paths::reader::find(tx, &key)?;
                paths::store::redirect_to_address(tx, &key, &target, code)?;
                Ok(there.is_some_and(|f| f.canonical))
            })
            .wait()?;
        if taken {
            run.summary.remarks.add(
                redirect.line,
                format!("redirect {}", redirect.source),
                "something stands at this address here; it stays",
            );
        }
    }
    Ok(())
}
