//! The part of `dateline site` that is for machines: feeds, robots, pings.

use crate::{
    error::{Error, Result},
    settings::machines::Machines,
};

/// Each setting's name and what it is.
pub(super) fn shown(machines: &Machines) -> Vec<(&'static str, String)> {
    vec![("feed_items", machines.feed_items.to_string())]
}

/// Changes a setting; false if it is none of these.
pub(super) fn change(machines: &mut Machines, name: &str, value: &str) -> Result<bool> {
    match name {
        "feed_items" => {
            machines.feed_items =
                value.trim().parse().ok().filter(|n| (1..=Machines::MOST_ITEMS).contains(n)).ok_or_else(
                    || {
                        let most = Machines::MOST_ITEMS;
                        Error::refused(name, format!("{value:?} is no whole number from 1 to {most}"))
                    },
                )?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
