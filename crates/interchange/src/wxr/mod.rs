//! WordPress eXtended RSS, the file that WordPress's "Tools, Export" writes.
//!
//! There is no schema and many exports are not well-formed: plugins print into them, search
//! and replace runs over them, mail programs cut them. WordPress's own importer accepts much
//! of this, so [`Reader`] is a tolerant scanner and not an XML parser: it reads what can be
//! read, and every liberty it takes is a [`Repair`] with its line.
//!
//! Memory is bounded by one item, whatever the size of the file. Entities are never declared,
//! expanded or fetched: a document type declaration is skipped and named.

mod clean;
mod encoding;
mod entities;
mod error;
mod fields;
mod input;
mod limits;
mod model;
mod names;
mod nodes;
mod reader;
mod repair;
mod scanner;
mod sniff;
mod source;
mod text;
mod token;
pub mod views;

pub use error::WxrError;
pub use input::open;
pub use limits::Limits;
pub use model::{Author, Comment, Enclosure, Event, Item, Site, Term, TermRef, Timestamp, Unknown, VERSIONS};
pub use reader::Reader;
pub use repair::{Repair, RepairKind};
