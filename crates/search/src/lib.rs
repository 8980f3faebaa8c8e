//! The full-text index: the only room that knows tantivy.
