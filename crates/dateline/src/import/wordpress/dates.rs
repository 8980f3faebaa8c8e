//! WordPress's dates: one in UTC, one in the site's zone, and either may be missing.

use super::context::Run;
use crate::publishing::address::zone;
use interchange::wxr::{Item, Timestamp};
use jiff::{civil, tz::TimeZone};
use std::collections::BTreeMap;

/// How often the site's time differed from UTC by how many minutes.
#[derive(Debug, Default)]
pub struct Offsets(BTreeMap<i64, u64>);

/// A moment of WordPress's as UTC microseconds; `local` is in the newsroom's zone.
pub fn moment(gmt: &str, local: &str, here: &TimeZone) -> Option<i64> {
    let of = |text: &str, zone: &TimeZone| {
        let at = Timestamp::parse(text)?;
        let date = civil::DateTime::new(at.year, at.month, at.day, at.hour, at.minute, at.second, 0).ok()?;
        date.to_zoned_datetime(zone.clone()).ok().map(|z| z.timestamp().as_microsecond())
    };
    of(gmt, &TimeZone::UTC).or_else(|| of(local, here))
}

/// RSS's own date (RFC 2822), which WordPress writes for what is published.
pub fn rfc2822(text: &str) -> Option<i64> {
    jiff::fmt::rfc2822::parse(text).ok().map(|z| z.timestamp().as_microsecond()).filter(|at| *at > 0)
}

impl Run<'_> {
    /// Notes by how much an item's two dates differ.
    pub fn see_offset(&mut self, item: &Item) {
        let at = |text: &str| moment(text, "", &TimeZone::UTC);
        if let (Some(local), Some(gmt)) = (at(&item.post_date), at(&item.post_date_gmt)) {
            *self.offsets.0.entry((local - gmt) / 60_000_000).or_default() += 1;
        }
    }

    /// What the dates say of the zone, when nobody has said it.
    pub fn zone_hint(&self) -> Option<String> {
        let seen: Vec<String> = self
            .offsets
            .0
            .keys()
            .filter(|m| m.abs() <= 14 * 60)
            .map(|m| format!("{:+03}:{:02}", m / 60, (m % 60).abs()))
            .collect();
        if seen.is_empty() || seen == ["+00:00"] {
            return None;
        }
        Some(format!(
            "its dates differ from UTC by {}; the site is set to UTC. Set its zone with `dateline site zone=Europe/Berlin`, or import with --zone",
            seen.join(" and ")
        ))
    }

    /// The date that an item carries.
    pub fn carried(&self, item: &Item) -> Option<i64> {
        let zone = zone(&self.site);
        moment(&item.post_date_gmt, &item.post_date, &zone).or_else(|| rfc2822(&item.pub_date))
    }

    /// When an item was last changed.
    pub fn modified(&self, item: &Item) -> Option<i64> {
        moment(&item.post_modified_gmt, &item.post_modified, &zone(&self.site))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_date_may_be_missing() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let utc = moment("2026-11-14 06:30:00", "", &berlin).unwrap();
        assert_eq!(moment("0000-00-00 00:00:00", "2026-11-14 07:30:00", &berlin), Some(utc));
        assert_eq!(moment("0000-00-00 00:00:00", "0000-00-00 00:00:00", &berlin), None);
        assert_eq!(moment("2026-13-45 99:99:99", "nonsense", &berlin), None);
        assert_eq!(rfc2822("Sat, 14 Nov 2026 06:30:00 +0000"), Some(utc));
        assert_eq!(rfc2822("Thu, 01 Jan 1970 00:00:00 +0000"), None);
    }
}
