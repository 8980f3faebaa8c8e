//! Slows down whoever tries passwords, codes and links, by where they come from and by the account that they try. No address is
//! kept: see `floods.rs`.

use crate::{
    error::Result,
    floods::{Floods, Pace, network},
};
use std::{net::IpAddr, time::Duration};

/// A newsroom comes from one address, and signs in at nine.
const SIGN_IN_FROM: Pace = Pace { at_once: 30, seconds: 10 };
/// Somebody who has forgotten which password it was.
const SIGN_IN_AS: Pace = Pace { at_once: 10, seconds: 30 };
/// A code has a million values, of which three are good: at this pace a guess takes years.
const CODE_FROM: Pace = Pace { at_once: 20, seconds: 20 };
const CODE_AS: Pace = Pace { at_once: 6, seconds: 60 };
/// Letters go to somebody who may not have asked for them.
const RESET_FROM: Pace = Pace { at_once: 5, seconds: 120 };
const RESET_FOR: Pace = Pace { at_once: 2, seconds: 900 };
/// Links cannot be guessed; taking one hashes a password.
const LINK_FROM: Pace = Pace { at_once: 20, seconds: 10 };
/// A passkey that is asked for leaves a row until it is answered.
const PASSKEY_FROM: Pace = Pace { at_once: 40, seconds: 5 };

/// What somebody tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trying<'a> {
    /// A password, as this address.
    Password(&'a str),
    /// A second step, as this person.
    Code(i64),
    /// To have a password reset, of this address.
    Reset(&'a str),
    /// A link that works once.
    Link,
    /// A passkey.
    Passkey,
}

/// Counts what is tried.
pub struct Limits(Floods<8>);

impl Limits {
    /// Nothing is counted yet.
    pub fn new() -> Result<Limits> {
        let paces =
            [SIGN_IN_FROM, SIGN_IN_AS, CODE_FROM, CODE_AS, RESET_FROM, RESET_FOR, LINK_FROM, PASSKEY_FROM];
        Ok(Limits(Floods::new(paces)?))
    }

    /// Counts one more; if that is too many, says how long to wait. A name counts whether anybody has it or not.
    pub fn check(&self, trying: Trying<'_>, address: IpAddr) -> Result<Option<Duration>> {
        let from = network(address);
        let name = |email: &str| email.trim().to_lowercase().into_bytes();
        let (first, second) = match trying {
            Trying::Password(email) => (0, Some((1, name(email)))),
            Trying::Code(person) => (2, Some((3, person.to_be_bytes().to_vec()))),
            Trying::Reset(email) => (4, Some((5, name(email)))),
            Trying::Link => (6, None),
            Trying::Passkey => (7, None),
        };
        match (self.0.check(first, &from)?, second) {
            (None, Some((pace, by))) => self.0.check(pace, &by),
            (wait, _) => Ok(wait),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_address_and_by_name() {
        let limits = Limits::new().unwrap();
        let many = |name: &str, from: &str| {
            let from = from.parse().unwrap();
            (0..100).take_while(|_| limits.check(Trying::Password(name), from).unwrap().is_none()).count()
        };
        assert_eq!(many("ines@courier.example", "192.0.2.1"), 10);
        assert_eq!(many(" INES@courier.example", "192.0.2.2"), 0, "from elsewhere it is the same account");
        let others: usize = (0..9).map(|n| many(&format!("{n}@courier.example"), "192.0.2.1")).sum();
        assert_eq!(others, 18, "of thirty, ten and two that were refused are gone");
        assert!(limits.check(Trying::Link, "192.0.2.1".parse().unwrap()).unwrap().is_none());
    }
}
