//! Sources that are this very article, or another of this site whose sources in the end lead back to it.

use super::keys;
use crate::{
    articles::sources::Source,
    db::Sql,
    error::Result,
    paths::{
        self,
        model::{Kind, PathKey},
    },
    settings::{self, model::Site},
    sources::{model::Chain, reader},
    values::HttpUrl,
};
use std::collections::{HashMap, HashSet};

/// How far it is followed from one of our articles to the next.
const DEEPEST: usize = 8;
/// How many of our articles are read for one count.
const MOST: usize = 100;

/// How a source leads back to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ours {
    /// It is the article.
    This,
    /// It is another article of the site, which rests on it.
    Through,
}

/// Which of the sources lead back to the article, by their numbers.
pub(super) fn among(
    sql: &mut Sql<'_>,
    site: &Site,
    article: i64,
    sources: &[Source],
) -> Result<HashMap<i64, Ours>> {
    let address = settings::store::address(sql)?;
    let mut look = Look {
        article,
        homes: [address.as_deref(), site.origin.as_deref()].into_iter().flatten().filter_map(home).collect(),
        read: HashMap::new(),
        left: MOST,
    };
    let mut found = HashMap::new();
    for source in sources {
        let Some(link) = source.named().and_then(|named| named.link.as_ref()) else { continue };
        match look.target(sql, link)? {
            Some(target) if target == article => {
                found.insert(source.id, Ours::This);
            }
            Some(target) if look.leads_back(sql, target)? => {
                found.insert(source.id, Ours::Through);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// A site's host, as hosts are compared, and the path below which it stands.
fn home(address: &str) -> Option<(String, String)> {
    let url = url::Url::parse(address).ok()?;
    Some((keys::bare(url.host_str()?).to_owned(), url.path().trim_end_matches('/').to_owned()))
}

struct Look {
    article: i64,
    homes: Vec<(String, String)>,
    /// Of articles that were read: those of ours that their published sources link to.
    read: HashMap<i64, Vec<i64>>,
    left: usize,
}

impl Look {
    /// The article of this site that an address leads to.
    fn target(&self, sql: &mut Sql<'_>, link: &HttpUrl) -> Result<Option<i64>> {
        let Ok(url) = url::Url::parse(link.as_str()) else { return Ok(None) };
        let host = keys::bare(url.host_str().unwrap_or_default());
        for (home, below) in &self.homes {
            if host != home {
                continue;
            }
            let Some(path) = url.path().strip_prefix(below.as_str()) else { continue };
            let asked =
                url.query().filter(|query| query.starts_with("p=")).map(|query| format!("{path}?{query}"));
            // What stands below an article (one of its versions, say) is the article.
            let above = path.split("/versions/").next().filter(|above| *above != path);
            for path in [asked.as_deref(), Some(path), above].into_iter().flatten() {
                let Some(key) = PathKey::of(path) else { continue };
                if let Some(found) =
                    paths::reader::find(sql, &key)?.filter(|found| found.kind == Kind::Article)
                {
                    return Ok(Some(found.target));
                }
            }
        }
        Ok(None)
    }

    /// Whether the published sources of one of our articles lead to the article that is counted for.
    fn leads_back(&mut self, sql: &mut Sql<'_>, from: i64) -> Result<bool> {
        let (mut seen, mut near) = (HashSet::from([from]), vec![from]);
        for _ in 0..DEEPEST {
            let mut next = Vec::new();
            for one in near {
                for target in self.links_of(sql, one)? {
                    if target == self.article {
                        return Ok(true);
                    }
                    if seen.insert(target) {
                        next.push(target);
                    }
                }
            }
            near = next;
        }
        Ok(false)
    }

    fn links_of(&mut self, sql: &mut Sql<'_>, article: i64) -> Result<Vec<i64>> {
        if let Some(known) = self.read.get(&article) {
            return Ok(known.clone());
        }
        if self.left == 0 {
            return Ok(Vec::new());
        }
        self.left -= 1;
        let Chain { sources, .. } = reader::chain(sql, article)?.unwrap_or_default();
        let mut targets = Vec::new();
        for source in &sources {
            let Some(link) = source.named().and_then(|named| named.link.as_ref()) else { continue };
            if let Some(target) = self.target(sql, link)?
                && !targets.contains(&target)
            {
                targets.push(target);
            }
        }
        self.read.insert(article, targets.clone());
        Ok(targets)
    }
}
