//! Sources as a file, to bring them in or give them out: `docs/PROVENANCE.md` says what it holds.

pub mod model;
