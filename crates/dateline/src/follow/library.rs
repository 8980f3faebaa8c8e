//! Writes down the words of pictures and files that came in before words were kept. Done once, after an update.

use crate::{
    app::App,
    changes::{Actor, Via},
    media::{library, store},
};

/// How many at a time: readers' actions go in between.
const AT_ONCE: i64 = 100;

/// Goes on until all have theirs.
pub async fn run(app: App) {
    loop {
        let done = app
            .actions
            .act("write down the words of files", Actor::unnamed(Via::Server), |tx| {
                let some = library::store::without_words(tx, AT_ONCE)?;
                some.iter().try_for_each(|kept| store::write_words(tx, kept.id, &kept.medium))?;
                Ok(some.len())
            })
            .await;
        match done {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "the words of files could not be written down; the next start tries again");
                return;
            }
        }
    }
}
