//! The part that is for machines: feeds, robots, pings.

use crate::{
    error::{Error, Result},
    settings::machines::Machines,
    values::{HttpUrl, line},
};

/// Each setting's name and what it is.
pub(super) fn shown(machines: &Machines) -> Vec<(&'static str, String)> {
    vec![
        ("feed_items", machines.feed_items.to_string()),
        ("robots", machines.robots.join("; ")),
        ("ai_training", if machines.refuse_training { "refuse" } else { "allow" }.to_owned()),
        ("security_contact", machines.security_contact.clone().unwrap_or_default()),
        ("indexnow", on_or_off(machines.indexnow.as_ref())),
        ("websub", on_or_off(machines.websub.as_ref())),
    ]
}

/// Changes a setting; false if it is none of these.
pub(super) fn change(machines: &mut Machines, name: &str, value: &str) -> Result<bool> {
    match name {
        "feed_items" => machines.feed_items = items(value)?,
        "robots" => machines.robots = robots(value)?,
        "ai_training" => {
            machines.refuse_training = match value {
                "refuse" => true,
                "allow" => false,
                other => return Err(Error::refused(name, format!("{other:?} is neither allow nor refuse"))),
            }
        }
        "security_contact" => machines.security_contact = contact(value)?,
        "indexnow" => {
            machines.indexnow = address(name, value, Some(Machines::INDEXNOW))?;
            if machines.indexnow.is_some() && machines.indexnow_key.is_none() {
                machines.indexnow_key = Some(key()?);
            }
        }
        "websub" => machines.websub = address(name, value, None)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn on_or_off(address: Option<&HttpUrl>) -> String {
    address.map_or_else(|| "off".to_owned(), ToString::to_string)
}

/// Whom to tell: an address, `off`, or `on` where there is a usual one.
fn address(name: &str, value: &str, usual: Option<&str>) -> Result<Option<HttpUrl>> {
    match (value.trim(), usual) {
        ("off" | "", _) => Ok(None),
        ("on", Some(usual)) => HttpUrl::parse(usual).map(Some),
        (other, _) => HttpUrl::parse(other).map(Some).map_err(|_| {
            let on = if usual.is_some() { "on, " } else { "" };
            Error::refused(
                name,
                format!("{value:?} is no address; give {on}off, or one such as https://hub.example/"),
            )
        }),
    }
}

/// A key that nobody guesses, of the letters that IndexNow takes.
fn key() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|e| Error::Internal(format!("no random bytes: {e}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn items(value: &str) -> Result<i64> {
    let most = Machines::MOST_ITEMS;
    value
        .trim()
        .parse()
        .ok()
        .filter(|n| (1..=most).contains(n))
        .ok_or_else(|| Error::refused("feed_items", format!("{value:?} is no whole number from 1 to {most}")))
}

/// Lines of a `robots.txt`, parted by semicolons or line ends. A line that robots would not understand is refused.
fn robots(value: &str) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for part in value.split(['\n', ';']).map(|part| line(part, 500)).filter(|part| !part.is_empty()) {
        let field = part.split_once(':').map(|(field, _)| field.trim().to_ascii_lowercase());
        let known = field.is_some_and(|field| {
            ["user-agent", "allow", "disallow", "crawl-delay", "sitemap", "clean-param"]
                .contains(&field.as_str())
        });
        if !known && !part.starts_with('#') {
            return Err(Error::refused(
                "robots",
                format!("{part:?} is no line of a robots.txt; write it as Disallow: /archive/"),
            ));
        }
        lines.push(part);
    }
    Ok(lines)
}

fn contact(value: &str) -> Result<Option<String>> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let mail = value.strip_prefix("mailto:").unwrap_or(value);
    if mail.contains('@')
        && !mail.contains(|c: char| c.is_whitespace() || c.is_control())
        && !mail.contains("//")
    {
        return Ok(Some(format!("mailto:{mail}")));
    }
    let address = HttpUrl::parse(value).map_err(|_| {
        Error::refused("security_contact", format!("{value:?} is neither an e-mail address nor an address"))
    })?;
    Ok(Some(address.into()))
}
