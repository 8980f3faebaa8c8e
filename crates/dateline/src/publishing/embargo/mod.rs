//! Embargoes: until then nobody may publish an article, neither by the button nor by a schedule.

pub mod actions;
pub mod store;
