//! What was public and is not to be read any more: taken down, with its place still there, or erased, everywhere and for good.

pub mod erase;
pub mod takedown;
