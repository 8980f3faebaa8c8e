//! Jobs: work that is promised in an action and done after it, such as a mail or a ping.
//!
//! A job is queued by the very action that makes it necessary, so that neither is there without the other. The server's
//! runner (`follow/jobs.rs`) takes what is due, and tries again, each time later, what did not succeed. A job may be done
//! twice (a server that dies takes no note of what it did), so doing it twice must do no harm. A job that is done leaves
//! no row: what it held, an e-mail address for instance, is gone with it.

pub mod model;
pub mod store;
