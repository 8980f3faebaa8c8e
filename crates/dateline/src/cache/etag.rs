//! Entity tags, and what a request says it already has (RFC 9110, §8.8.3 and §13.1.2).

use http::header::HeaderValue;
use sha2::{Digest as _, Sha256};

use super::accept::Encoding;

/// How hard a coding was tried: the same body by another level is other bytes, so it needs
/// another strong tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// While a reader waits.
    First,
    /// In the background.
    Best,
}

/// The first 128 bits of the SHA-256 of a body in no coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    pub(super) fn of(body: &[u8]) -> Self {
        let hash = Sha256::digest(body);
        let mut hex = [b'0'; 32];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(hash.iter()) {
            if let [high, low] = pair {
                *high = b"0123456789abcdef"[usize::from(byte >> 4)];
                *low = b"0123456789abcdef"[usize::from(byte & 15)];
            }
        }
        Digest(hex)
    }

    /// The strong tag of the body in a coding, quotes included.
    pub(super) fn tag(&self, encoding: Encoding, effort: Effort) -> Option<HeaderValue> {
        let suffix = suffix(encoding, effort);
        let mut tag = Vec::with_capacity(2 + self.0.len() + suffix.len());
        tag.push(b'"');
        tag.extend_from_slice(&self.0);
        tag.extend_from_slice(suffix.as_bytes());
        tag.push(b'"');
        HeaderValue::try_from(tag).ok()
    }

    /// Which coding of this very body an opaque tag (without quotes) names.
    pub(super) fn coding_of(&self, opaque: &[u8]) -> Option<(Encoding, Effort)> {
        let rest = opaque.strip_prefix(&self.0[..])?;
        Encoding::ALL
            .into_iter()
            .flat_map(|encoding| [(encoding, Effort::Best), (encoding, Effort::First)])
            .find(|(encoding, effort)| suffix(*encoding, *effort).as_bytes() == rest)
    }
}

fn suffix(encoding: Encoding, effort: Effort) -> &'static str {
    match (encoding, effort) {
        (Encoding::Identity, _) => "",
        (Encoding::Brotli, _) => "-br",
        (Encoding::Zstd, _) => "-zst",
        (Encoding::Gzip, Effort::Best) => "-gz",
        (Encoding::Gzip, Effort::First) => "-gz1",
    }
}

/// One member of an `If-None-Match`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known<'a> {
    /// `*`: whatever there is.
    Any,
    /// A tag, without quotes and without `W/`: the comparison is the weak one.
    Tag(&'a [u8]),
}

/// The members of one `If-None-Match` line. It stops at what cannot be read: a tag may hold commas,
/// so there is no safe place to go on.
pub(super) fn known(line: &[u8]) -> impl Iterator<Item = Known<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        while let [b' ' | b'\t' | b',', tail @ ..] = rest {
            rest = tail;
        }
        if let [b'*', tail @ ..] = rest {
            rest = tail;
            return Some(Known::Any);
        }
        let quoted = rest.strip_prefix(b"W/").unwrap_or(rest).strip_prefix(b"\"")?;
        let end = quoted.iter().position(|byte| *byte == b'"')?;
        let (tag, tail) = quoted.split_at(end);
        rest = tail.get(1..).unwrap_or_default();
        Some(Known::Tag(tag))
    })
}
