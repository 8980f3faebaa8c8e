//! `dateline site`: what belongs to the site.

use super::{access, actions, print};
use crate::{
    changes::{Actor, Via},
    config::Config,
    error::{Error, Result},
    serve::lock,
    settings::{model::Site, said, store},
};

/// Shows the site, or changes it by `name=value`.
pub fn site(config: &Config, set: &[String], json: bool) -> Result<()> {
    let (actions, _) = actions(config)?;
    let mut site = actions.db().read(store::site).wait()?;
    for pair in set {
        let (name, value) = pair.split_once('=').ok_or_else(|| {
            Error::refused(pair.clone(), "write it as name=value, such as zone=Europe/Berlin")
        })?;
        change(&mut site, name, value)?;
    }
    if !set.is_empty() {
        let changed = site.clone();
        actions
            .act("set the site", Actor::unnamed(Via::Command), move |tx| {
                tx.audit("settings/site", "");
                store::set_site(tx, &changed)
            })
            .wait()?;
        lock::wait_until_seen(config, actions.db())?;
    }
    if json {
        print(&serde_json::to_string_pretty(&site)?);
    } else {
        for (name, value) in shown(&site) {
            print(&format!("{name:<20} {value}"));
        }
    }
    Ok(())
}

fn shown(site: &Site) -> Vec<(&'static str, String)> {
    said::shown(site).into_iter().chain(access::shown(&site.access)).collect()
}

fn change(site: &mut Site, name: &str, value: &str) -> Result<()> {
    if said::change(site, name, value)? || access::change(&mut site.access, name, value)? {
        return Ok(());
    }
    let names: Vec<&str> = shown(site).into_iter().map(|(name, _)| name).collect();
    Err(Error::refused(name, format!("is nothing of the site; there are: {}", names.join(", "))))
}
