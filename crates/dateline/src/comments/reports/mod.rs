//! What readers report of other readers' comments. Who reported is not kept, so nobody can be asked back or punished for it.

pub mod actions;
pub mod store;
