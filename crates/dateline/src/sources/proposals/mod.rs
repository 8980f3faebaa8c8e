//! What a text seems to say of its sources: questions to an editor. Nothing of it is asserted, shown to readers or counted.

pub mod actions;
pub mod model;
mod passages;
mod read;
pub mod store;
#[cfg(test)]
mod tests;
mod who;

pub use read::propose;
