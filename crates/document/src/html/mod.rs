//! HTML in, as real sites write it; HTML out, as this site shows it.

mod dom;
mod guard;
pub(crate) mod headings;
mod read;
mod surroundings;
mod write;

pub use read::read;
pub use surroundings::{Flavour, Nothing, Surroundings};
pub use write::{FileLink, Picture, Plain, Resolve, Words, write};
