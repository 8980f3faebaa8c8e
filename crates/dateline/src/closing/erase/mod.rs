//! Erasing: a passage of an article, or a file, is overwritten wherever it is kept, in the truth as well, and cannot come back.

pub mod actions;
pub mod model;
pub mod overwrite;
pub mod store;
