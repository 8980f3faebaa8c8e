//! The newsroom's list of articles: those that were changed last first, narrowed, a page at a time.
//!
//! No list looks at all articles. Each is read along one index, the one that narrows most, from a place on; what else is asked for
//! is held against the rows as they come, and after [`model::FARTHEST`] rows the list says where to look on.

pub mod model;
pub mod store;
