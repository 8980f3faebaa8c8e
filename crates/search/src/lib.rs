//! The full-text index: the only room that knows tantivy.
//!
//! What is indexed is handed in as an [`Entry`] or a [`Name`]; what is found goes out as numbers. No text is kept that
//! could be read back, so an index that lags shows nothing that was withdrawn. There is no clock, no database and no HTTP in here.
//!
//! * [`words`] takes a text apart and brings its words into the form in which they are compared,
//! * [`tongue`] brings them to their stems,
//! * [`question`] reads what a person typed,
//! * [`Index`] writes, searches, suggests, and finds what is alike.

mod apart;
mod entry;
mod error;
mod index;
pub mod question;
mod related;
mod schema;
mod search;
mod sketch;
pub mod snippet;
mod spelling;
mod suggest;
pub mod tongue;
pub mod words;

#[cfg(test)]
mod tests;

pub use entry::{Entry, Key, Kind, Name};
pub use error::Error;
pub use index::Index;
pub use question::Question;
pub use search::{Filters, Found, Hit, Order, Window};

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
