//! A passkey, and what is under way between a browser and the site.

use webauthn_rs::prelude::Passkey;

/// How long somebody has to answer, in microseconds: what browsers are told, and a little more.
pub const CEREMONY_FOR: i64 = 6 * 60 * 1_000_000;
/// The most that one account has.
pub const MOST: usize = 30;

/// What a browser was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To make a passkey.
    Register,
    /// To use one of somebody's, as the second step.
    Step,
    /// To use any that it has for this site.
    SignIn,
}

impl Kind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Register => "register",
            Kind::Step => "step",
            Kind::SignIn => "sign-in",
        }
    }
}

/// What is under way: what the answer is compared with.
#[derive(Debug, Clone)]
pub struct Ceremony {
    /// Whose, where that is known.
    pub person: Option<i64>,
    /// The library's state, as JSON.
    pub state: String,
}

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// When it was made (UTC microseconds).
    pub made_at: i64,
    /// The day on which it was last used.
    pub used_on: Option<i64>,
}

/// A passkey, as an answer is compared with it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub person: i64,
    /// What the account is known by on devices, in hex.
    pub handle: String,
    /// The public key, and how the device keeps it.
    pub passkey: Passkey,
}
