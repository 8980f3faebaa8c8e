//! Passwords: what is taken, and how it is kept (Argon2id, RFC 9106, with the library's defaults: 19 MiB, two rounds).
//!
//! Hashing takes some 50 ms of one core and 19 MiB: it is done off the threads that serve, and a few at once at most.

use crate::error::{Error, Result};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

/// The least number of characters (NIST SP 800-63B-4, 3.1.1.2, asks for 15 where a password stands alone and 8 beside a second
/// factor; what is common is refused besides).
pub const SHORTEST: usize = 10;
/// The most that are looked at, in bytes: hashing more would only cost time.
pub const LONGEST: usize = 1_000;
/// How many are hashed at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A password that may be used, before it is hashed.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Takes what was typed, unless it is short or common. `about` are words that it must not be made of: name, address.
    pub fn parse(typed: &str, about: &[&str]) -> std::result::Result<Password, &'static str> {
        if typed.chars().count() < SHORTEST {
            return Err("is too short: use ten characters or more, three or four words for instance");
        }
        if typed.len() > LONGEST {
            return Err("is too long: use fewer than a thousand characters");
        }
        let plain = typed.to_lowercase();
        let letters: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut kinds: Vec<char> = letters.chars().collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() < 4 {
            return Err("repeats the same few characters; use words instead");
        }
        let stem = letters.trim_end_matches(|c: char| c.is_ascii_digit());
        if COMMON
            .lines()
            .any(|common| common == plain || common == letters || (stem.len() > 3 && common == stem))
        {
            return Err(
                "is among those that are tried first; use three or four words that do not belong together",
            );
        }
        let told = about.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let rest = told
            .filter(|word| word.chars().count() > 3)
            .fold(letters.clone(), |rest, word| rest.replace(&word.to_lowercase(), ""));
        if rest.chars().count() < 5 {
            return Err("is little more than your own name or address");
        }
        Ok(Password(typed.to_owned()))
    }

    /// Its hash, as a PHC string.
    pub async fn hash(self) -> Result<String> {
        off(move || hash(&self.0)).await?
    }
}

/// Passwords that are tried first, in lower case, a line each; what is shorter than [`SHORTEST`] is here as a stem: with digits
/// behind it, it is as common.
const COMMON: &str = include_str!("common.txt");

fn hash(password: &str) -> Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| Error::Internal(format!("a password could not be hashed: {e}")))
}

/// What stands in where there is no password: as costly to compare with, and made of nothing, so that nothing equals it.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGVzZQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether `typed` is the password that was kept as `kept`. Where there is none, it takes as long to say no.
pub async fn verify(typed: String, kept: Option<String>) -> Result<bool> {
    off(move || {
        let typed = crate::values::clip(&typed, LONGEST + 1);
        let Ok(parsed) = PasswordHash::new(kept.as_deref().unwrap_or(NOBODYS)) else { return false };
        Argon2::default().verify_password(typed.as_bytes(), &parsed).is_ok() && kept.is_some()
    })
    .await
}

async fn off<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Error::Stopping)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Stopping)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_refused() {
        let about = ["Ines Calloway", "ines@courier.example"];
        for bad in [
            "short",
            "password12",
            "Password123456",
            "1234567890",
            "aaaaaaaaaaaaaa",
            "qwertyuiop",
            "InesCalloway1",
            "courierines99",
        ] {
            assert!(Password::parse(bad, &about).is_err(), "{bad}");
        }
        for good in ["harbour lamp seven", "کتابخانهٔ شهر ما", "x9!vvQ2#kLpz"] {
            assert!(Password::parse(good, &about).is_ok(), "{good}");
        }
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_alone() {
        let kept = Password::parse("harbour lamp seven", &[]).ok().unwrap().hash().await.unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(verify("harbour lamp seven".into(), Some(kept.clone())).await.unwrap());
        assert!(!verify("harbour lamp eight".into(), Some(kept)).await.unwrap());
        assert!(!verify("harbour lamp seven".into(), None).await.unwrap());
        assert!(!verify("x".into(), Some("no hash".into())).await.unwrap());
        // Nobody's costs what anybody's does.
        let costs = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        let kept = hash("harbour lamp seven").unwrap();
        assert_eq!(costs(NOBODYS), costs(&kept));
        assert_eq!(NOBODYS.len(), kept.len());
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }
}
