//! The Solar Hijri calendar, in which Persian readers date things.
//!
//! The arithmetic rule of 33 years with 8 leap years agrees with the astronomical calendar
//! from 1178 to 1501 (1799 to 2122 of the Gregorian one); outside, new year may be a day off.

/// Days from 1 Farvardin of the year 1 to 1 January 1970.
const TO_1970: i64 = 2_440_588 - 1_948_320;

/// Year, month (1–12) and day (1–31) of a day counted from 1 January 1970.
pub fn from_days(days_since_1970: i64) -> (i64, usize, i64) {
    let days = days_since_1970 + TO_1970;
    // 33 years are 12,053 days.
    let year = 1 + (33 * days + 3).div_euclid(12_053);
    let first = 365 * (year - 1) + (8 * year + 21).div_euclid(33);
    let of_year = days - first;
    // Six months of 31 days, then five of 30, and Esfand of 29 or 30.
    let (month, day) = if of_year < 186 {
        (of_year / 31, of_year % 31)
    } else {
        (6 + (of_year - 186) / 30, (of_year - 186) % 30)
    };
    (year, usize::try_from(month + 1).unwrap_or(1).min(12), day + 1)
}

#[cfg(test)]
mod tests {
    use super::from_days;
    use jiff::civil::date;

    fn check(year: i16, month: i8, day: i8, expected: (i64, usize, i64)) {
        let days = (date(year, month, day) - date(1970, 1, 1)).get_days();
        assert_eq!(from_days(days.into()), expected, "{year}-{month}-{day}");
    }

    #[test]
    fn known_days() {
        check(1979, 2, 11, (1357, 11, 22));
        check(2000, 1, 1, (1378, 10, 11));
        check(2024, 3, 19, (1402, 12, 29));
        check(2024, 3, 20, (1403, 1, 1));
        check(2025, 3, 20, (1403, 12, 30));
        check(2025, 3, 21, (1404, 1, 1));
        check(2026, 11, 23, (1405, 9, 2));
        check(2029, 3, 20, (1408, 1, 1));
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut before = from_days(-40_000);
        for days in -39_999..60_000 {
            let now = from_days(days);
            let next_day = (before.0, before.1, before.2 + 1);
            let next_month = (before.0, before.1 + 1, 1);
            assert!(
                now == next_day || now == next_month || now == (before.0 + 1, 1, 1),
                "{before:?} {now:?}"
            );
            before = now;
        }
    }
}
