//! What a form is signed with, so that one that comes back is one that was made here, for this article, not just now and
//! not long ago.
//!
//! A page stands in caches, so its form is as old as its composition, not as the reader's look at it. Hence an age tells
//! only that a program was quicker than any person could be, and that a form has been lying about for days.

use crate::{
    error::Result,
    secrets::{keyed, random},
    values::hex,
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Nobody reads an article and writes within so many seconds of its composition.
pub const YOUNGEST: i64 = 3;
/// After so many seconds a form is no longer taken. Pages with a form are composed again well before.
pub const OLDEST: i64 = 3 * 86_400;
/// How long a page may stand in the cache with its form, in seconds: at its end two thirds of the time are left.
pub const FRESH: i64 = 86_400;

/// A key that belongs to the site, made at its first start and kept in the database.
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// Why a form is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It came back quicker than a person can write.
    Early,
    /// It was made too long ago, or not here, or for something else.
    Stale,
}

impl Secret {
    /// A new one.
    pub fn random() -> Result<Secret> {
        Ok(Secret(random()?))
    }

    /// As it is stored.
    pub fn to_text(&self) -> String {
        hex(&self.0)
    }

    /// From what is stored.
    pub fn from_text(text: &str) -> Option<Secret> {
        let mut key = [0; 32];
        (text.len() == 64).then_some(())?;
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Secret(key))
    }

    /// Signs a form for a thing (`article/7`), at a moment (UTC microseconds).
    pub fn sign(&self, subject: &str, now: i64) -> String {
        let seconds = now.div_euclid(1_000_000);
        let mark = self.mark(subject, seconds).finalize().into_bytes();
        format!("{seconds:x}-{}", hex(mark.get(..16).unwrap_or_default()))
    }

    /// Whether a form for this thing may be taken now.
    pub fn verify(&self, subject: &str, token: &str, now: i64) -> Result<(), Doubt> {
        let (seconds, mark) = token.split_once('-').ok_or(Doubt::Stale)?;
        let seconds = i64::from_str_radix(seconds, 16).map_err(|_| Doubt::Stale)?;
        let mut bytes = [0; 16];
        if mark.len() != 32 {
            return Err(Doubt::Stale);
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair = mark.get(2 * at..2 * at + 2).ok_or(Doubt::Stale)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| Doubt::Stale)?;
        }
        self.mark(subject, seconds).verify_truncated_left(&bytes).map_err(|_| Doubt::Stale)?;
        match now.div_euclid(1_000_000).saturating_sub(seconds) {
            age if age > OLDEST => Err(Doubt::Stale),
            // A node whose clock runs behind sees a form from the future: that is no haste.
            age if (0..YOUNGEST).contains(&age) => Err(Doubt::Early),
            _ => Ok(()),
        }
    }

    fn mark(&self, subject: &str, seconds: i64) -> Hmac<Sha256> {
        keyed(&self.0, &[b"form/1", subject.as_bytes(), &seconds.to_be_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    #[test]
    fn a_form_is_taken_in_its_time_alone() {
        let secret = Secret::random().unwrap();
        let token = secret.sign("article/7", 100 * SECOND);
        let at = |seconds: i64| secret.verify("article/7", &token, seconds * SECOND);
        assert_eq!(at(100 + YOUNGEST - 1), Err(Doubt::Early));
        assert_eq!(at(100 + YOUNGEST), Ok(()));
        assert_eq!(at(100 + OLDEST), Ok(()));
        assert_eq!(at(100 + OLDEST + 1), Err(Doubt::Stale));
        assert_eq!(at(90), Ok(()));
    }

    #[test]
    fn a_forged_one_is_not() {
        let secret = Secret::random().unwrap();
        let token = secret.sign("article/7", 0);
        let now = 60 * SECOND;
        assert_eq!(secret.verify("article/8", &token, now), Err(Doubt::Stale));
        assert_eq!(Secret::random().unwrap().verify("article/7", &token, now), Err(Doubt::Stale));
        for bad in [
            "",
            "-",
            "0-",
            "x-00",
            &token[..20],
            &format!("{token}0"),
            &token.replace('-', "é"),
            "0-éééééééééééééééé",
        ] {
            assert_eq!(secret.verify("article/7", bad, now), Err(Doubt::Stale), "{bad:?}");
        }
        let later = token.replacen('0', "1", 1);
        assert_eq!(secret.verify("article/7", &later, now), Err(Doubt::Stale));
    }

    #[test]
    fn it_is_stored_and_read() {
        let secret = Secret::random().unwrap();
        let again = Secret::from_text(&secret.to_text()).unwrap();
        assert_eq!(again.0, secret.0);
        assert!(Secret::from_text("ab").is_none() && Secret::from_text(&"é".repeat(32)).is_none());
    }
}
