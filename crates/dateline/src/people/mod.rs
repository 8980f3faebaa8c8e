//! People: whose byline stands over an article, and later who may work at the desk.

pub mod model;
pub mod reader;
pub mod store;
