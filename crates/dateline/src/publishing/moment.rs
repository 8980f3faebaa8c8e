//! A moment as people write it: a date and a time on the newsroom's clock. Where the clock is changed, a time may not exist or
//! exist twice; that is told, not guessed.

use crate::settings::model::Site;
use jiff::{Timestamp, civil::DateTime, tz::AmbiguousOffset};

/// Which of two times is meant that the clock shows twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Nobody has said.
    Unsaid,
    /// The first, before the clock is set back.
    First,
    /// The second.
    Second,
}

impl Which {
    /// From a form; empty where nothing was chosen.
    pub fn parse(text: &str) -> Which {
        match text {
            "first" => Which::First,
            "second" => Which::Second,
            _ => Which::Unsaid,
        }
    }
}

/// Why a text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It is no date with a time.
    NotATime,
    /// The clock is set forward, and skips it.
    Skipped,
    /// The clock is set back, and shows it twice.
    Twice,
}

impl Trouble {
    /// What to do, in English.
    pub fn words(self) -> &'static str {
        match self {
            Trouble::NotATime => "Give a date and a time.",
            Trouble::Skipped => {
                "The clock is set forward that night, and this time does not exist. Choose another."
            }
            Trouble::Twice => {
                "The clock is set back that night, and this time comes twice. Say whether the first or the second is meant."
            }
        }
    }
}

/// Reads what `<input type=datetime-local>` sends (HTML, 2.3.5.4), on the newsroom's clock: UTC microseconds.
pub fn read(text: &str, site: &Site, which: Which) -> Result<i64, Trouble> {
    let civil: DateTime = text.trim().parse().map_err(|_| Trouble::NotATime)?;
    let found = super::address::zone(site).to_ambiguous_timestamp(civil);
    let moment = match (found.offset(), which) {
        (AmbiguousOffset::Gap { .. }, _) => return Err(Trouble::Skipped),
        (AmbiguousOffset::Fold { .. }, Which::Unsaid) => return Err(Trouble::Twice),
        (AmbiguousOffset::Fold { .. }, Which::Second) => found.later(),
        _ => found.earlier(),
    };
    Ok(moment.map_err(|_| Trouble::NotATime)?.as_microsecond())
}

/// The same the other way: what stands in such a field.
pub fn written(micros: i64, site: &Site) -> String {
    let at = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned_datetime(super::address::zone(site)).strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// A moment for messages and letters: "2026-11-24 14:00 (Europe/London)".
pub fn shown(micros: i64, site: &Site) -> String {
    let at = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH);
    let at = at.to_zoned_datetime(super::address::zone(site));
    let seconds = if at.second() == 0 { "" } else { ":%S" };
    format!("{} ({})", at.strftime(&format!("%Y-%m-%d %H:%M{seconds}")), site.zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { zone: "Europe/Berlin".into(), ..Site::default() }
    }

    #[test]
    fn a_time_is_read_on_the_newsrooms_clock() {
        let at = read("2026-11-24T14:00", &site(), Which::Unsaid).unwrap();
        assert_eq!(Timestamp::from_microsecond(at).unwrap().to_string(), "2026-11-24T13:00:00Z");
        assert_eq!(written(at, &site()), "2026-11-24T14:00:00");
        assert_eq!(shown(at, &site()), "2026-11-24 14:00 (Europe/Berlin)");
        for bad in ["", "tomorrow", "2026-13-01T00:00", "2026-02-30T10:00", "14:00"] {
            assert_eq!(read(bad, &site(), Which::Unsaid), Err(Trouble::NotATime), "{bad:?}");
        }
    }

    #[test]
    fn where_the_clock_changes_nothing_is_guessed() {
        assert_eq!(read("2026-03-29T02:30", &site(), Which::First), Err(Trouble::Skipped));
        assert_eq!(read("2026-10-25T02:30", &site(), Which::Unsaid), Err(Trouble::Twice));
        let first = read("2026-10-25T02:30", &site(), Which::First).unwrap();
        let second = read("2026-10-25T02:30", &site(), Which::Second).unwrap();
        assert_eq!(second - first, 3_600_000_000);
    }
}
