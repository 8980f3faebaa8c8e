//! "You may also like": which other articles are about the same. Derived from the texts by a follower; a page shows of it
//! what is public at that moment.

pub mod reader;
pub mod store;
