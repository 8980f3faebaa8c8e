//! What a person may ask of whoever keeps things about them: to be told all of it, and to have it erased (GDPR, articles 15
//! and 17). It looks across features, by an e-mail address.

pub mod actions;
pub mod store;
