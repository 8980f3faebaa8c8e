//! Private links: a draft for somebody without an account, for a time. Of whoever uses one no address, no browser and no time finer
//! than a day is kept.

pub mod actions;
pub mod model;
pub mod store;
