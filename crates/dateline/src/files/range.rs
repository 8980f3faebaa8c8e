//! Byte ranges of a download, by RFC 9110 §14. Pure: header texts in, an answer out.

/// What part of a file a request wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: `200`.
    Whole,
    /// From `start` to `end`, counted from 0, both included: `206` with [`content_range`].
    Part {
        /// First byte.
        start: u64,
        /// Last byte; less than the file's length, not less than `start`.
        end: u64,
    },
    /// Nothing of it: `416` with [`unsatisfied_range`].
    Unsatisfiable,
}

impl Wanted {
    /// The number of bytes to send of a file of `length` bytes.
    pub const fn bytes(self, length: u64) -> u64 {
        match self {
            Self::Whole => length,
            Self::Part { start, end } => end - start + 1,
            Self::Unsatisfiable => 0,
        }
    }
}

/// What the headers `Range` and `If-Range` ask of a file of `length` bytes whose strong
/// ETag is `etag`, quotes included.
///
/// What is malformed, in another unit, or several ranges at once is answered with the whole
/// file, which §14.2 allows: `multipart/byteranges` is used by hardly any client, and
/// many small overlapping ranges are a known way to make a server work.
/// A date in `If-Range` never matches: files are addressed by content, the ETag is what holds.
pub fn wanted(range: Option<&str>, if_range: Option<&str>, etag: &str, length: u64) -> Wanted {
    let Some(range) = range else { return Wanted::Whole };
    // §13.1.5: strong comparison, so a weak ETag on either side matches nothing.
    if if_range.is_some_and(|tag| tag.trim() != etag || !etag.starts_with('"')) {
        return Wanted::Whole;
    }
    let Some((unit, set)) = range.split_once('=') else { return Wanted::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Wanted::Whole;
    }
    // A list may hold empty elements (§5.6.1.2).
    let mut specs = set.split(',').map(|spec| spec.trim_matches([' ', '\t'])).filter(|spec| !spec.is_empty());
    match (specs.next(), specs.next()) {
        (Some(spec), None) => one(spec, length).unwrap_or(Wanted::Whole),
        _ => Wanted::Whole,
    }
}

/// One range-spec; `None` when it is not one.
fn one(spec: &str, length: u64) -> Option<Wanted> {
    let (first, last) = spec.split_once('-')?;
    if first.is_empty() {
        let suffix = position(last)?;
        return Some(match (suffix, length) {
            (0, _) => Wanted::Unsatisfiable,
            // An empty file has no last bytes, and no Content-Range could say so.
            (_, 0) => Wanted::Whole,
            _ => Wanted::Part { start: length.saturating_sub(suffix), end: length - 1 },
        });
    }
    let start = position(first)?;
    let end = if last.is_empty() { u64::MAX } else { position(last)? };
    if end < start {
        return None;
    }
    Some(if start >= length {
        Wanted::Unsatisfiable
    } else {
        Wanted::Part { start, end: end.min(length - 1) }
    })
}

/// Digits only; more than fit are "beyond every file", not malformed.
fn position(digits: &str) -> Option<u64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

/// The `Content-Range` of a `206` (§14.4).
pub fn content_range(start: u64, end: u64, length: u64) -> String {
    format!("bytes {start}-{end}/{length}")
}

/// The `Content-Range` of a `416` (§15.5.17).
pub fn unsatisfied_range(length: u64) -> String {
    format!("bytes */{length}")
}

#[cfg(test)]
mod tests {
    use super::Wanted::{Part, Unsatisfiable, Whole};
    use super::*;
    use proptest::prelude::*;

    fn check(range: &str, length: u64, expected: Wanted) {
        assert_eq!(wanted(Some(range), None, "\"a\"", length), expected, "{range} of {length}");
    }

    #[test]
    fn single_ranges() {
        check("bytes=0-99", 1000, Part { start: 0, end: 99 });
        check("bytes=500-", 1000, Part { start: 500, end: 999 });
        check("bytes=-500", 1000, Part { start: 500, end: 999 });
        check("bytes=-5000", 1000, Part { start: 0, end: 999 });
        check("bytes=990-2000", 1000, Part { start: 990, end: 999 });
        check("bytes=999-999", 1000, Part { start: 999, end: 999 });
        check("Bytes=0-0", 1000, Part { start: 0, end: 0 });
        check("bytes= ,0-0 ,", 1000, Part { start: 0, end: 0 });
        check("bytes=0-99999999999999999999999", 1000, Part { start: 0, end: 999 });
    }

    #[test]
    fn what_no_file_can_satisfy() {
        check("bytes=1000-", 1000, Unsatisfiable);
        check("bytes=99999999999999999999999-", 1000, Unsatisfiable);
        check("bytes=-0", 1000, Unsatisfiable);
        check("bytes=0-", 0, Unsatisfiable);
        assert_eq!(unsatisfied_range(1000), "bytes */1000");
    }

    #[test]
    fn what_is_no_range_gets_the_whole_file() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=1--2",
            "lines=0-1",
            "bytes=0-1,5-6",
            "bytes=0x1-2",
            "bytes=0-1-2",
            "bytes=1 - 2",
        ] {
            check(range, 1000, Whole);
        }
        check("bytes=-5", 0, Whole);
    }

    #[test]
    fn if_range_needs_the_same_strong_etag() {
        let ask = |if_range, etag| wanted(Some("bytes=0-1"), Some(if_range), etag, 10);
        assert_eq!(ask("\"a\"", "\"a\""), Part { start: 0, end: 1 });
        assert_eq!(ask("\"b\"", "\"a\""), Whole);
        assert_eq!(ask("W/\"a\"", "W/\"a\""), Whole);
        assert_eq!(ask("Mon, 02 Nov 2026 08:00:00 GMT", "\"a\""), Whole);
    }

    proptest! {
        #[test]
        fn a_part_is_always_inside_the_file(range in "bytes=[0-9]{0,21}-[0-9]{0,21}", length in 0u64..5000) {
            if let Part { start, end } = wanted(Some(&range), None, "\"a\"", length) {
                prop_assert!(start <= end && end < length);
            }
        }

        #[test]
        fn any_text_is_answered(range in ".*", length in any::<u64>()) {
            let _ = wanted(Some(&range), Some(&range), &range, length).bytes(length);
        }
    }
}
