//! Files and pictures: what a file is, what a picture becomes, where the bytes are kept,
//! and how they are named and handed out in parts.
//!
//! **Invariant:** this module knows no database, no feature and no request. It is given
//! bytes, names and folders, and answers with values that a feature can keep.
//!
//! The way of a file that arrives: [`kind::judge`] says what it is, or refuses it by name;
//! for a picture, [`picture::strip`] takes out what the photographer's camera wrote about
//! them, and [`picture::make_variants`] makes the sizes that pages show; [`store::Files`]
//! keeps each by its hash; [`names::download_name`] is what a reader finds in the
//! downloads folder.

pub mod hash;
pub mod kind;
pub mod names;
pub mod picture;
pub mod range;
pub mod store;
pub mod uploads;

pub use hash::Hash;
pub use kind::{Class, FileRefused, Kind};
pub use store::{Files, StoreError, Stored};
pub use uploads::{UploadRefused, Uploads};
