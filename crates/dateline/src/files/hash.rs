//! The name of a file's content: its SHA-256.

use std::fmt;
use std::str::FromStr;

/// The SHA-256 (FIPS 180-4) of a file's bytes. Written as 64 lower-case hexadecimal digits,
/// in the database, in addresses and in the store's file names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a file's hash: 64 hexadecimal digits were expected")]
pub struct NotAHash(String);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The 32 bytes as they are.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Hash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    /// Upper-case digits are refused: an address has one form, so that a cache keeps it once.
    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        // The error repeats what was sent, and what was sent may be long.
        let refused = || NotAHash(text.chars().take(80).collect());
        if text.len() != 64 {
            return Err(refused());
        }
        let mut bytes = [0u8; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let (high, low) = match pair {
                [high, low] => (digit(*high), digit(*low)),
                _ => (None, None),
            };
            *byte = (high.ok_or_else(refused)? << 4) | low.ok_or_else(refused)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_file_has_the_known_hash() {
        let known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Hash::of(b"").to_string(), known);
        assert_eq!(known.parse::<Hash>().unwrap(), Hash::of(b""));
    }

    #[test]
    fn other_texts_are_refused() {
        let long = "a".repeat(65);
        let upper = "A".repeat(64);
        let wide = "é".repeat(32);
        for text in ["", "abc", &long, &upper, &wide, "../../../../etc/passwd"] {
            assert!(text.parse::<Hash>().is_err(), "{text}");
        }
    }
}
