//! What was public and is not to be read any more: taken down, or erased.

pub mod erasure;
pub mod takedown;
