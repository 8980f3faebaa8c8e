//! Passkeys (W3C Web Authentication): keys that a device keeps, and that it uses only for this site and only for who unlocks it.
//! One is both factors at once.

pub mod actions;
pub mod ceremony;
pub mod model;
pub mod store;
