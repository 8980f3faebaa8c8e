//! Secrets that are handed out once and kept as their hash alone: a session's cookie, a link that works once.

use crate::{error::Result, secrets, values::hex};
use sha2::{Digest, Sha256};

/// 32 random bytes in hex, to be handed out.
pub fn random() -> Result<String> {
    Ok(hex(&secrets::random::<32>()?))
}

/// What is kept of a secret. It is as random as it is long, so that a plain hash does.
pub fn kept(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// The token that a session's forms carry: made from the cookie's secret, which no other site can read.
pub fn form_token(session: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"form token\0");
    hash.update(session.as_bytes());
    hex(&hash.finalize()).chars().take(32).collect()
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let (a, b) = (random().unwrap(), random().unwrap());
        assert_eq!((a.len(), same(&a, &b), same(&a, &a)), (64, false, true));
        assert_ne!(kept(&a), form_token(&a));
        assert!(!kept(&a).contains(&form_token(&a)));
        assert!(!same("a", "ab"));
    }
}
