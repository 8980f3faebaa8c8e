//! Notes between those who work at an article, on a passage or on the whole. Never public.

pub mod actions;
pub mod model;
pub mod store;
