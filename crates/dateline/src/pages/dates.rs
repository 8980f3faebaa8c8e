//! Times, numbers and sizes as the readers of a language write them.

use super::solar;
use super::words::{Words, fill};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// A moment in the newsroom's zone; `None` if it lies outside the years that can be written.
pub fn at_zone(micros: i64, zone: &TimeZone) -> Option<ZonedDateTime> {
    Some(Timestamp::from_microsecond(micros).ok()?.to_zoned_datetime(zone.clone()))
}

/// RFC 3339 with the zone's offset, to the second: for `<time datetime>` and meta data.
pub fn rfc3339(at: &ZonedDateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// "14 November 2026", or the day of the Solar Hijri calendar where the language has one.
pub fn day(words: &Words, date: Date) -> String {
    let own = words.solar_months.len() == 12;
    let (year, month, day) = if own {
        let days = (date - jiff::civil::date(1970, 1, 1)).get_days();
        let (year, month, day) = solar::from_days(days.into());
        (year, words.solar_months.get(month.saturating_sub(1)), day)
    } else {
        (i64::from(date.year()), gregorian_month(words, date.month()), i64::from(date.day()))
    };
    day_of(words, year, month.map_or("", String::as_str), day)
}

/// A day of the Gregorian calendar in every language: for archives, whose paths are Gregorian.
pub fn gregorian_day(words: &Words, date: Date) -> String {
    let month = gregorian_month(words, date.month()).map_or("", String::as_str);
    day_of(words, date.year().into(), month, date.day().into())
}

/// "November 2026", Gregorian.
pub fn gregorian_month_year(words: &Words, year: i16, month: i8) -> String {
    let month = gregorian_month(words, month).map_or("", String::as_str);
    fill(&words.month_year, &[("month", month), ("year", &digits(words, &year.to_string()))])
}

/// "Saturday 14 November 2026".
pub fn weekday(words: &Words, date: Date) -> String {
    let index = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    let name = words.weekdays.get(index).map_or("", String::as_str);
    fill(&words.weekday_date, &[("weekday", name), ("date", &day(words, date))])
}

/// "14 November 2026, 06:30".
pub fn moment(words: &Words, at: &ZonedDateTime) -> String {
    let time = digits(words, &at.strftime("%H:%M").to_string());
    fill(&words.moment, &[("date", &day(words, at.date())), ("time", &time)])
}

/// "12,345" with the language's digits and separator.
pub fn number(words: &Words, n: u64) -> String {
    let plain = n.to_string();
    let mut out = String::with_capacity(plain.len() * 2);
    for (at, c) in plain.chars().enumerate() {
        // Four digits stand together: "1400 words" is easier read than "1,400 words".
        if at > 0 && plain.len() > 4 && (plain.len() - at).is_multiple_of(3) {
            out.push_str(&words.group);
        }
        out.push(c);
    }
    digits(words, &out)
}

/// "1.2 MB": thousands, not 1024s, as file managers count; one decimal below ten.
pub fn size(words: &Words, bytes: u64) -> String {
    let bytes = u128::from(bytes);
    let (mut unit, mut divisor) = (0, 1_u128);
    // Rounded first, so that 999,999 bytes are 1 MB and not 1000 KB.
    while (bytes + divisor / 2) / divisor >= 1_000 && unit + 1 < words.units.len() {
        divisor *= 1_000;
        unit += 1;
    }
    let tenths = (bytes * 10 + divisor / 2) / divisor;
    let written = if unit == 0 || tenths >= 100 || tenths.is_multiple_of(10) {
        ((bytes + divisor / 2) / divisor).to_string()
    } else {
        format!("{}{}{}", tenths / 10, words.decimal, tenths % 10)
    };
    let unit = words.units.get(unit).map_or("", String::as_str);
    // A no-break space: a size is one thing.
    format!("{}\u{a0}{unit}", digits(words, &written))
}

/// Writes 0–9 with the language's own digits.
pub fn digits(words: &Words, text: &str) -> String {
    if words.digits.is_empty() {
        return text.to_owned();
    }
    let own = |c: char| c.to_digit(10).and_then(|d| words.digits.chars().nth(usize::try_from(d).ok()?));
    text.chars().map(|c| own(c).unwrap_or(c)).collect()
}

fn gregorian_month(words: &Words, month: i8) -> Option<&String> {
    words.months.get(usize::try_from(month - 1).ok()?)
}

fn day_of(words: &Words, year: i64, month: &str, day: i64) -> String {
    let day = if day == 1 && !words.first_day.is_empty() {
        words.first_day.clone()
    } else {
        digits(words, &day.to_string())
    };
    let year = digits(words, &year.to_string());
    fill(&words.date, &[("day", &day), ("month", month), ("year", &year)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::theme::WORDS;
    use crate::pages::words::WordBook;

    /// 23 November 2026, 22:36:20 UTC.
    const AT: i64 = 1_795_473_380_000_000;

    fn check(language: &str, expected: &str) {
        let book = WordBook::read(WORDS).unwrap();
        let words = book.find(language).unwrap();
        let at = at_zone(AT, &TimeZone::get("Europe/London").unwrap()).unwrap();
        let (date, first) = (at.date(), jiff::civil::date(2026, 5, 1));
        let all = [
            moment(words, &at),
            weekday(words, date),
            gregorian_day(words, first),
            gregorian_month_year(words, 2026, 11),
            number(words, 1_234_567),
            size(words, 1_234_567),
        ];
        assert_eq!(all.join(" | ").replace('\u{a0}', " ").replace('\u{202f}', "_"), expected, "{language}");
    }

    #[test]
    fn english() {
        check(
            "en-GB",
            "23 November 2026, 22:36 | Monday 23 November 2026 | 1 May 2026 | November 2026 | 1,234,567 | 1.2 MB",
        );
    }

    #[test]
    fn german() {
        check(
            "de",
            "23. November 2026, 22:36 Uhr | Montag, 23. November 2026 | 1. Mai 2026 | November 2026 | 1.234.567 | 1,2 MB",
        );
    }

    #[test]
    fn french() {
        check(
            "fr",
            "23 novembre 2026 à 22:36 | lundi 23 novembre 2026 | 1er mai 2026 | novembre 2026 | 1_234_567 | 1,2 Mo",
        );
    }

    #[test]
    fn spanish() {
        check(
            "es",
            "23 de noviembre de 2026, 22:36 | lunes, 23 de noviembre de 2026 | 1 de mayo de 2026 | noviembre de 2026 | 1_234_567 | 1,2 MB",
        );
    }

    #[test]
    fn arabic() {
        check(
            "ar",
            "٢٣ نوفمبر ٢٠٢٦، ٢٢:٣٦ | الاثنين، ٢٣ نوفمبر ٢٠٢٦ | ١ مايو ٢٠٢٦ | نوفمبر ٢٠٢٦ | ١٬٢٣٤٬٥٦٧ | ١٫٢ ميغابايت",
        );
    }

    #[test]
    fn persian_dates_are_solar() {
        check(
            "fa-IR",
            "۲ آذر ۱۴۰۵، ۲۲:۳۶ | دوشنبه ۲ آذر ۱۴۰۵ | ۱ مه ۲۰۲۶ | نوامبر ۲۰۲۶ | ۱٬۲۳۴٬۵۶۷ | ۱٫۲ مگابایت",
        );
    }

    #[test]
    fn sizes_round_as_people_expect() {
        let book = WordBook::read(WORDS).unwrap();
        let words = book.find("en").unwrap();
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 KB"),
            (1_500, "1.5 KB"),
            (9_960, "10 KB"),
            (999_499, "999 KB"),
            (999_999, "1 MB"),
            (4_500_000_000, "4.5 GB"),
            (u64::MAX, "18446744 TB"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(size(words, bytes).replace('\u{a0}', " "), expected);
        }
    }

    #[test]
    fn times_outside_the_calendar_are_none() {
        assert!(at_zone(i64::MAX, &TimeZone::UTC).is_none());
        let at = at_zone(AT, &TimeZone::get("Asia/Tehran").unwrap()).unwrap();
        assert_eq!(rfc3339(&at), "2026-11-24T02:06:20+03:30");
    }
}
