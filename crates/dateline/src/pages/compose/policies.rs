//! Pages on which the newsroom says by what rules it works, and `trust.txt`.

use super::Work;
use crate::{
    articles::{model::Kind as What, reader as articles},
    error::Result,
    pages::view::PolicyView,
    paths::{
        self,
        model::{Kind, PathKey},
    },
    publishing,
    settings::{model::Site, policies::POLICIES, trust::ATTRIBUTES},
};

impl Work<'_, '_> {
    /// The policies whose pages are there and public. The page rests on those that are not as well: it says more once
    /// they come.
    pub(super) fn policies(&mut self, site: &Site) -> Result<Vec<PolicyView>> {
        let mut found = Vec::new();
        for (setting, property) in POLICIES {
            let Some(key) = Some(site.policies.path(setting)).filter(|p| !p.is_empty()).and_then(PathKey::of)
            else {
                continue;
            };
            self.rests_on(paths::store::fact(&key));
            let Some(at) = paths::reader::find(self.sql, &key)? else { continue };
            if at.kind != Kind::Article || at.destination.is_some() {
                continue;
            }
            self.rests_on(publishing::store::fact(at.target));
            let page = articles::article(self.sql, at.target)?;
            if let Some(page) = page.filter(|page| page.live && page.kind == What::Page) {
                found.push(PolicyView { key: setting, property, name: page.headline, href: page.path });
            }
        }
        Ok(found)
    }

    /// `trust.txt`; none where nothing was set.
    pub(super) fn trust(&mut self) -> Result<Option<String>> {
        let (site, _) = self.settings()?;
        if site.trust.is_empty() {
            return Ok(None);
        }
        let mut out = format!("# {}\n", site.name);
        for attribute in ATTRIBUTES {
            for address in site.trust.addresses(attribute) {
                out.push_str(&format!("{attribute}={address}\n"));
            }
        }
        // What robots.txt refuses is not allowed here.
        let training = site.trust.training.map(|allowed| allowed && !site.machines.refuse_training);
        let refused = site.machines.refuse_training.then_some(false);
        if let Some(allowed) = training.or(refused) {
            out.push_str(if allowed { "datatrainingallowed=yes\n" } else { "datatrainingallowed=no\n" });
        }
        Ok(Some(out))
    }
}
