//! What stands at the door for comments while the server runs.

use super::{limits::Limits, secret::Secret, store};
use crate::{
    changes::{Actions, Actor, Via},
    error::Result,
};

/// The key that forms are signed with, and what is counted against floods.
pub struct Guard {
    /// Signs forms.
    pub secret: Secret,
    /// Counts.
    pub limits: Limits,
}

impl Guard {
    /// With the site's own key, which is made if there is none yet. Not to be called on the runtime's own threads.
    pub fn open(actions: &Actions) -> Result<Guard> {
        let secret = match actions.db().read(store::secret).wait()? {
            Some(secret) => secret,
            None => {
                let fresh = Secret::random()?;
                actions
                    .act("make a key for forms", Actor::unnamed(Via::Server), move |tx| {
                        store::keep_secret(tx, &fresh)
                    })
                    .wait()?
            }
        };
        Ok(Guard { secret, limits: Limits::new()? })
    }
}
