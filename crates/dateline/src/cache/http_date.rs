//! Dates as HTTP writes them (RFC 9110, §5.6.7), from and to UTC microseconds.

use http::header::HeaderValue;
use jiff::Timestamp;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

/// `Sun, 06 Nov 1994 08:49:37 GMT`; none for a moment before the year 0 or after 9999.
pub(super) fn write(micros: i64) -> Option<HeaderValue> {
    let moment = Timestamp::from_second(micros.div_euclid(1_000_000)).ok()?;
    let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).ok()?;
    HeaderValue::try_from(text).ok()
}

/// UTC seconds. The two obsolete forms are not read: a date that cannot be read is as good as none
/// (RFC 9110, §13.1.3), and costs one full answer.
pub(super) fn read(value: &HeaderValue) -> Option<i64> {
    let moment = DateTimeParser::new().parse_timestamp(value.to_str().ok()?).ok()?;
    Some(moment.as_second())
}
