//! A language and a zone, as templates use them: `{{ l.home }}`, `{{ l.moment(page.modified) }}`.

use super::words::{Words, direction, fill, primary};
use super::{dates, escape};
use jiff::tz::TimeZone;
use minijinja::value::{Kwargs, Object, Value, from_args};
use minijinja::{Error, ErrorKind, State};
use std::sync::Arc;

/// The words of one language with the newsroom's time zone.
#[derive(Debug, Clone)]
pub struct Locale {
    words: Arc<Words>,
    zone: TimeZone,
}

impl Locale {
    /// From words and an IANA zone name; an unknown zone is read as UTC.
    pub fn new(words: Arc<Words>, zone: &str) -> Self {
        Self { words, zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC) }
    }

    /// The language of the words.
    pub fn language(&self) -> &str {
        &self.words.language
    }

    /// A single word or sentence; empty if there is none of that name.
    pub fn text(&self, key: &str) -> &str {
        self.words.text.get(key).map_or("", String::as_str)
    }

    /// A sentence with its places filled.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }

    /// A number in the language's digits.
    pub fn digits(&self, n: u64) -> String {
        dates::number(&self.words, n)
    }

    /// A phrase with a number.
    pub fn count(&self, key: &str, n: u64) -> String {
        fill(self.words.count(key, n).unwrap_or_default(), &[("n", &dates::number(&self.words, n))])
    }

    /// The words of a notice: its title and its text.
    pub fn notice(&self, status: u16) -> (&str, &str) {
        self.words.notice(status).map_or(("", ""), |n| (&n.title, &n.text))
    }

    /// "A, B and C", for plain text.
    pub fn join(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [most @ .., last] => format!("{}{}{last}", most.join(&self.words.comma), self.words.and),
        }
    }

    /// A day as readers write it; empty outside the calendar.
    pub fn day(&self, micros: i64) -> String {
        dates::at_zone(micros, &self.zone).map(|at| dates::day(&self.words, at.date())).unwrap_or_default()
    }

    /// A day with its time, as readers write it; empty outside the calendar.
    pub fn moment(&self, micros: i64) -> String {
        dates::at_zone(micros, &self.zone).map(|at| dates::moment(&self.words, &at)).unwrap_or_default()
    }

    /// RFC 3339 in the newsroom's zone; empty outside the calendar.
    pub fn rfc3339(&self, micros: i64) -> String {
        dates::at_zone(micros, &self.zone).map(|at| dates::rfc3339(&at)).unwrap_or_default()
    }

    /// What an archive is called: "2026", "November 2026", "14 November 2026". The Gregorian
    /// calendar in every language, since the archive's address is Gregorian.
    pub fn archive(&self, year: i16, month: Option<i8>, day: Option<i8>) -> String {
        let Some(month) = month else { return dates::digits(&self.words, &year.to_string()) };
        let date = day.and_then(|day| jiff::civil::Date::new(year, month, day).ok());
        match date {
            Some(date) => dates::gregorian_day(&self.words, date),
            None => dates::gregorian_month_year(&self.words, year, month),
        }
    }

    /// The names of the days of the week, Monday first.
    pub fn weekdays(&self) -> &[String] {
        &self.words.weekdays
    }

    /// A file's size.
    pub fn size(&self, bytes: u64) -> String {
        dates::size(&self.words, bytes)
    }

    /// `<time datetime="…">…</time>`, with the text made by `write`.
    fn time(&self, micros: i64, write: impl Fn(&Words, &jiff::ZonedDateTime) -> String) -> Value {
        let Some(at) = dates::at_zone(micros, &self.zone) else { return Value::from("") };
        let mut out = format!("<time datetime=\"{}\">", dates::rfc3339(&at));
        // Writing into a String cannot fail.
        let _ = escape::html(&mut out, &write(&self.words, &at));
        out.push_str("</time>");
        Value::from_safe_string(out)
    }

    /// The same for a day written as 2026-11-14, which has no hour and so no zone; what is none stays as it is.
    fn day_element(&self, day: &str) -> Value {
        let Ok(date) = day.parse::<jiff::civil::Date>() else { return Value::from(day) };
        let mut out = format!("<time datetime=\"{date}\">");
        // Writing into a String cannot fail.
        let _ = escape::html(&mut out, &dates::day(&self.words, date));
        out.push_str("</time>");
        Value::from_safe_string(out)
    }
}

impl Object for Locale {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "comma" => Some(Value::from(self.words.comma.as_str())),
            "and" => Some(Value::from(self.words.and.as_str())),
            "name" => Some(Value::from(self.words.name.as_str())),
            key => self.words.text.get(key).map(|text| Value::from(text.as_str())),
        }
    }

    fn call_method(
        self: &Arc<Self>,
        _state: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        match method {
            "date" => {
                let (at,): (i64,) = from_args(args)?;
                Ok(self.time(at, |words, at| dates::day(words, at.date())))
            }
            "day" => {
                let (day,): (&str,) = from_args(args)?;
                Ok(self.day_element(day))
            }
            "moment" => {
                let (at,): (i64,) = from_args(args)?;
                Ok(self.time(at, dates::moment))
            }
            "weekday" => {
                let (at,): (i64,) = from_args(args)?;
                Ok(self.time(at, |words, at| dates::weekday(words, at.date())))
            }
            "digits" => {
                let (n,): (u64,) = from_args(args)?;
                Ok(Value::from(self.digits(n)))
            }
            "size" => {
                let (bytes,): (u64,) = from_args(args)?;
                Ok(Value::from(self.size(bytes)))
            }
            "count" => {
                let (key, n): (&str, u64) = from_args(args)?;
                Ok(Value::from(self.count(key, n)))
            }
            "say" => {
                let (key, places): (&str, Kwargs) = from_args(args)?;
                let mut values = Vec::new();
                for name in places.args() {
                    values.push((name, places.get::<&str>(name)?));
                }
                places.assert_all_used()?;
                Ok(Value::from(self.say(key, &values)))
            }
            _ => Err(Error::new(ErrorKind::UnknownMethod, format!("words have no method {method}"))),
        }
    }
}

/// `ltr` or `rtl` for templates.
pub(super) fn dir_filter(tag: &str) -> &'static str {
    direction(tag)
}

/// Whether two tags are of one language: then nothing has to be marked.
pub(super) fn same_language(one: &str, other: &str) -> bool {
    primary(one) == primary(other)
}
