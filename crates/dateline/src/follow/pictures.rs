//! Makes a picture's sizes as AVIF, behind everything that readers ask for.

use crate::{
    app::App,
    changes::{Actor, Via},
    error::{Error, Result},
    files::{
        Files, Hash,
        picture::{Plan, make_avif as make},
    },
    jobs::model::Outcome,
    media::{
        model::{AvifSizes, Variant},
        store,
    },
};
use tokio::sync::oneshot;

/// Adds them to what pages show, if they are smaller than what there is.
pub async fn make_avif(app: &App, work: AvifSizes) -> Result<Outcome> {
    let id = work.media;
    let Some((hash, variants)) = app.db.read(move |sql| store::sizes(sql, id)).await? else {
        return Ok(Outcome::Done);
    };
    let webp = variants
        .iter()
        .filter(|v| v.media_type == "image/webp")
        .filter_map(|v| Some((u32::try_from(v.width).ok()?, u64::try_from(v.bytes).ok()?)));
    let (files, source, webp) = (app.files.clone(), hash.clone(), webp.collect::<Vec<_>>());
    let made = match aside(move || sizes(&files, &source, &webp)).await? {
        Ok(made) => made,
        Err(said) => return Ok(Outcome::Never(format!("picture {id}: {said}"))),
    };
    if !made.is_empty() {
        app.actions
            .act("add AVIF to a picture", Actor::unnamed(Via::Server), move |tx| {
                store::add_sizes(tx, id, &hash, &made)
            })
            .await?;
    }
    Ok(Outcome::Done)
}

/// Reads the picture, and puts its sizes into the store.
fn sizes(files: &Files, hash: &str, webp: &[(u32, u64)]) -> Result<Vec<Variant>, String> {
    let hash: Hash = hash.parse().map_err(|_| format!("{hash:?} is no hash"))?;
    let bytes = std::fs::read(files.path(&hash)).map_err(|error| error.to_string())?;
    let made = make(&bytes, &Plan::default(), webp).map_err(|error| error.to_string())?;
    let put = |one: crate::files::picture::Variant| {
        let stored = files.put_bytes(&one.bytes).map_err(|error| error.to_string())?;
        Ok(Variant {
            hash: stored.hash.to_string(),
            width: i64::from(one.width),
            height: i64::from(one.height),
            media_type: one.media_type.to_owned(),
            bytes: one.bytes.len() as i64,
        })
    };
    made.into_iter().map(put).collect()
}

/// Computes on a thread of its own, which gets what the others leave of a core.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let (answer, answered) = oneshot::channel();
    std::thread::Builder::new()
        .name("pictures".into())
        .spawn(move || {
            // On Linux this is the thread's own (nice(2)); where it is refused, the work is done all the same. A tenth of what
            // others get, not the last place of all: on a machine that is always busy that would never come.
            let _ = rustix::process::nice(10);
            let _ = answer.send(work());
        })
        .map_err(|error| Error::Internal(format!("no thread for a picture: {error}")))?;
    answered.await.map_err(|_| Error::Internal("a thread for a picture ended without an answer".into()))
}
