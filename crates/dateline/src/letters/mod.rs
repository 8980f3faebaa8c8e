//! Letters to those who work at the desk: what there is to be told of, and who wants it by mail.
//!
//! An action that somebody may want to hear of calls [`store::tell`]; `follow/desk_letters.rs` writes and sends.

pub mod model;
pub mod store;
