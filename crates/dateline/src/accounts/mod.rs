//! Accounts: who may work at the desk, what each role may do, and how somebody proves to be who they are.

pub mod actions;
pub mod factors;
pub mod gate;
pub mod limits;
pub mod model;
pub mod passkeys;
pub mod password;
pub mod roles;
pub mod secret;
pub mod store;
pub mod tickets;
