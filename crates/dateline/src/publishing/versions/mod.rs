//! What readers saw before: the publications of a live article that others replaced, as rows that readers' queries can reach.
//! They are copied when they are replaced, go when the article is withdrawn, and can be made anew from the truth.

pub mod actions;
pub mod reader;
pub mod store;
