//! The site's settings as text: how `dateline site` and the desk show them, and what they take. One name each, one value.

mod machines;
mod public;

use super::model::{Site, Taken, Top};
use crate::{
    error::{Error, Result},
    values::{Language, line},
};

/// Each setting's name and what it is.
pub fn shown(site: &Site) -> Vec<(&'static str, String)> {
    vec![
        ("name", site.name.clone()),
        ("tagline", site.tagline.clone()),
        ("language", site.language.to_string()),
        ("zone", site.zone.clone()),
        ("permalinks", site.permalinks.article.clone()),
        ("frame_hosts", site.frame_hosts.join(" ")),
        ("comments", taken(site.comments.taken).into()),
        ("comments_close_days", site.comments.close_days.to_string()),
        ("comments_email_days", site.comments.email_days.to_string()),
        ("comments_links", site.comments.links.to_string()),
        ("comments_limits", if site.comments.limits { "on" } else { "off" }.into()),
        ("corrections_top", site.corrections.top.as_str().into()),
    ]
    .into_iter()
    .chain(machines::shown(&site.machines))
    .chain(public::shown(site))
    .collect()
}

/// Changes a setting; false if it is none of these.
pub fn change(site: &mut Site, name: &str, value: &str) -> Result<bool> {
    match name {
        "name" if value.trim().is_empty() => {
            return Err(Error::refused("name", "is empty; a site needs a name"));
        }
        "name" => site.name = line(value, 200),
        "tagline" => site.tagline = line(value, 300),
        "language" => site.language = Language::parse(value)?,
        "zone" => {
            jiff::tz::TimeZone::get(value).map_err(|_| {
                Error::refused("zone", format!("{value:?} is no time zone; write it as Europe/Berlin"))
            })?;
            value.clone_into(&mut site.zone);
        }
        "permalinks" => {
            if !value.starts_with('/') || !(value.contains("{slug}") || value.contains("{id}")) {
                return Err(Error::refused(
                    "permalinks",
                    "must begin with / and hold {slug} or {id}, such as /{year}/{month}/{slug}/",
                ));
            }
            value.clone_into(&mut site.permalinks.article);
        }
        "frame_hosts" => {
            site.frame_hosts = value
                .split_whitespace()
                .map(|host| {
                    let bare = host.trim_start_matches("https://").trim_end_matches('/');
                    let good = !bare.is_empty()
                        && bare.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.*".contains(&b));
                    if good {
                        Ok(format!("https://{bare}"))
                    } else {
                        Err(Error::refused("frame_hosts", format!("{host:?} is no host")))
                    }
                })
                .collect::<Result<_>>()?;
        }
        "comments" => {
            site.comments.taken = [Taken::Held, Taken::Open, Taken::Closed]
                .into_iter()
                .find(|t| taken(*t) == value)
                .ok_or_else(|| {
                    let why = "wait for approval (held), are shown at once (open) or are not taken (closed)";
                    Error::refused("comments", format!("{value:?} is none of these: comments {why}"))
                })?;
        }
        "comments_close_days" => site.comments.close_days = days(name, value, 0)?,
        "comments_email_days" => site.comments.email_days = days(name, value, 1)?,
        "comments_links" => site.comments.links = days(name, value, 0)?,
        "comments_limits" => {
            site.comments.limits = match value {
                "on" => true,
                "off" => false,
                _ => return Err(Error::refused(name, format!("{value:?} is neither on nor off"))),
            }
        }
        "corrections_top" => {
            site.corrections.top =
                Top::ALL.into_iter().find(|top| top.as_str() == value).ok_or_else(|| {
                    let which = "all, mistakes (corrections and retractions) or retractions";
                    Error::refused("corrections_top", format!("{value:?} is none of these: {which}"))
                })?;
        }
        _ if public::change(site, name, value)? => {}
        _ => return machines::change(&mut site.machines, name, value),
    }
    Ok(true)
}

fn taken(taken: Taken) -> &'static str {
    match taken {
        Taken::Held => "held",
        Taken::Open => "open",
        Taken::Closed => "closed",
    }
}

fn days(name: &str, value: &str, least: i64) -> Result<i64> {
    value
        .trim()
        .parse()
        .ok()
        .filter(|n| (least..=36_500).contains(n))
        .ok_or_else(|| Error::refused(name, format!("{value:?} is no whole number from {least} to 36500")))
}
