//! `dateline audit`: what was done, by whom and when.

use super::{actions, print};
use crate::{
    changes::audit::{self, Entry},
    config::Config,
    error::{Error, Result},
};

/// Prints it, the newest first.
pub fn audit(config: &Config, since: Option<&str>, limit: i64, json: bool) -> Result<()> {
    let since = since.map_or(Ok(0), moment)?;
    let (actions, _) = actions(config)?;
    let entries = actions.db().read(move |sql| audit::list(sql, since, i64::MAX, limit)).wait()?;
    if json {
        print(&serde_json::to_string_pretty(&entries)?);
        return Ok(());
    }
    for Entry { at, person, name, via, verb, subject, detail, address, .. } in &entries {
        let at = jiff::Timestamp::from_microsecond(*at).map(|t| t.strftime("%F %T").to_string());
        let who = match (name, person) {
            (Some(name), _) => name.clone(),
            (None, Some(person)) => format!("person {person}"),
            (None, None) => "-".into(),
        };
        let from = address.as_deref().map(|address| format!(" from {address}")).unwrap_or_default();
        print(&format!(
            "{}  {who}  {via}{from}  {verb}: {subject}{}{detail}",
            at.unwrap_or_default(),
            if detail.is_empty() { "" } else { ", " }
        ));
    }
    Ok(())
}

/// The beginning of a day in UTC, or a moment (RFC 3339), in microseconds.
fn moment(text: &str) -> Result<i64> {
    let day = text.parse::<jiff::civil::Date>().ok();
    let day = day.and_then(|day| jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok());
    let at = text.parse::<jiff::Timestamp>().ok().or(day);
    at.map(jiff::Timestamp::as_microsecond).ok_or_else(|| {
        Error::refused(
            "--since",
            format!("{text:?} is no day and no moment; write 2026-11-24 or 2026-11-24T08:00:00Z"),
        )
    })
}
