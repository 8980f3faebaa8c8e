//! Corrections: what was wrong, in which publications it stood, and what became of it. None is deleted; one that was wrong itself
//! is corrected by another. What readers see of them is written by [`crate::publishing::corrected`], with the article that they are about.

pub mod actions;
pub mod model;
pub mod reader;
pub mod store;
