//! Moments as a WordPress export writes them.

/// Seconds since 1970, in UTC.
pub type Seconds = i64;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]; // 1970-01-01 was a Thursday
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Year.
    pub year: i64,
    /// 1–12.
    pub month: i64,
    /// 1–31.
    pub day: i64,
    at: Seconds,
}

impl Moment {
    /// Takes a moment after 1970 apart (Gregorian calendar).
    pub fn of(at: Seconds) -> Moment {
        let mut left = at.div_euclid(86_400);
        let mut year = 1970;
        while left >= length_of_year(year) {
            left -= length_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while left >= length_of_month(year, month) {
            left -= length_of_month(year, month);
            month += 1;
        }
        Moment { year, month, day: left + 1, at }
    }

    /// `2026-11-14 07:30:00`, as WordPress keeps it.
    pub fn mysql(self) -> String {
        format!("{:04}-{:02}-{:02} {}", self.year, self.month, self.day, self.clock())
    }

    /// `Sat, 14 Nov 2026 07:30:00 +0000` (RFC 5322, section 3.3).
    pub fn rfc5322(self) -> String {
        let day = DAYS.get(self.at.div_euclid(86_400).rem_euclid(7) as usize).unwrap_or(&"Thu");
        let month = MONTHS.get((self.month - 1) as usize).unwrap_or(&"Jan");
        format!("{day}, {:02} {month} {:04} {} +0000", self.day, self.year, self.clock())
    }

    fn clock(self) -> String {
        let second = self.at.rem_euclid(86_400);
        format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
    }
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn length_of_year(year: i64) -> i64 {
    if leap(year) { 366 } else { 365 }
}

fn length_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(at: Seconds, mysql: &str, rfc5322: &str) {
        assert_eq!(Moment::of(at).mysql(), mysql);
        assert_eq!(Moment::of(at).rfc5322(), rfc5322);
    }

    #[test]
    fn moments() {
        check(0, "1970-01-01 00:00:00", "Thu, 01 Jan 1970 00:00:00 +0000");
        check(951_782_399, "2000-02-28 23:59:59", "Mon, 28 Feb 2000 23:59:59 +0000");
        check(951_782_400, "2000-02-29 00:00:00", "Tue, 29 Feb 2000 00:00:00 +0000");
        check(1_794_641_400, "2026-11-14 07:30:00", "Sat, 14 Nov 2026 07:30:00 +0000");
    }
}
