//! Readers of other systems' files. They stream, know no database and no network, and
//! return what they found with the line it stood on, so that an import can say what it
//! could not keep.
//!
//! * [`wxr`]: WordPress's export (WordPress eXtended RSS 1.0 to 1.2).
//! * [`php`]: PHP's serialised values, which WordPress keeps in custom fields.
//! * [`redirects`]: lists of the Redirection plugin, JSON or CSV.

pub mod php;
pub mod redirects;
pub mod wxr;
