//! Text that XML and a database accept: UTF-8 without the control characters that XML 1.0,
//! 2.2 forbids, lines ended by a line feed (2.11).

/// What was wrong with some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flaw {
    /// Line feeds before the first.
    pub(super) lines: u64,
    /// How many.
    pub(super) n: u64,
}

/// A text made of bytes, and what had to be changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clean {
    pub(super) text: String,
    pub(super) controls: Option<Flaw>,
    pub(super) invalid: Option<Flaw>,
}

/// Removes forbidden control characters and replaces invalid sequences by U+FFFD.
pub(super) fn clean(mut bytes: Vec<u8>) -> Clean {
    let controls = has_forbidden(&bytes).then(|| {
        let first = bytes.iter().position(|&b| is_forbidden(b)).unwrap_or(0);
        let n = bytes.iter().filter(|&&b| is_forbidden(b)).count() as u64;
        Flaw { lines: lines(&bytes, first), n }
    });
    if controls.is_some() {
        bytes.retain(|&b| !is_forbidden(b));
    }
    if memchr::memchr(b'\r', &bytes).is_some() {
        bytes = one_line_end(&bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Clean { text, controls, invalid: None },
        Err(e) => {
            let (bytes, first) = (e.as_bytes(), e.utf8_error().valid_up_to());
            let n = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count() as u64;
            let invalid = Some(Flaw { lines: lines(bytes, first), n });
            Clean { text: String::from_utf8_lossy(bytes).into_owned(), controls, invalid }
        }
    }
}

fn is_forbidden(b: u8) -> bool {
    b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')
}

/// Piece by piece without leaving a piece early: that the compiler can do 16 bytes at a time.
fn has_forbidden(bytes: &[u8]) -> bool {
    bytes.chunks(256).any(|piece| piece.iter().fold(false, |found, &b| found | is_forbidden(b)))
}

fn lines(bytes: &[u8], upto: usize) -> u64 {
    memchr::memchr_iter(b'\n', bytes.get(..upto).unwrap_or(bytes)).count() as u64
}

fn one_line_end(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut runs = bytes.split(|&b| b == b'\r');
    out.extend_from_slice(runs.next().unwrap_or_default());
    for run in runs {
        if !run.starts_with(b"\n") {
            out.push(b'\n');
        }
        out.extend_from_slice(run);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_text_may_hold_is_counted_and_goes() {
        let made = clean(b"a\n\x00b\x0b\r\nc\rd\xff\xfe\te".to_vec());
        assert_eq!(made.text, "a\nb\nc\nd\u{fffd}\u{fffd}\te");
        assert_eq!(made.controls, Some(Flaw { lines: 1, n: 2 }));
        assert_eq!(made.invalid, Some(Flaw { lines: 3, n: 2 }));
        let same = clean("Nothing — to do\t\n".as_bytes().to_vec());
        assert_eq!((same.controls, same.invalid), (None, None));
    }
}
