//! Everything that a running Dateline holds, put together once.

use crate::{
    accounts::gate::Gate,
    cache::{Abandoned, Cache},
    changes::{Actions, Actor, Observer, Via},
    comments::guard::Guard,
    config::Config,
    db::Db,
    error::{Error, Result},
    files::Files,
    follow::{index::IndexFollower, pages::PageFollower, related::RelatedFollower},
    media::uploads::turns::Turns,
    pages::{compose::Composer, theme::watch},
    settings,
};
use std::sync::Arc;

/// A running Dateline. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What there is of it.
pub struct Parts {
    /// The settings in force.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The way to write.
    pub actions: Actions,
    /// Files by content.
    pub files: Files,
    /// Composed pages.
    pub cache: Cache<Error>,
    /// Whoever takes pages away when facts change.
    pub pages: Arc<PageFollower>,
    /// Keeps the full-text index.
    pub index: Arc<IndexFollower>,
    /// Finds out which articles are related.
    pub related: Arc<RelatedFollower>,
    /// Makes pages.
    pub composer: Composer,
    /// What stands at the door for comments.
    pub guard: Guard,
    /// Who writes to which upload.
    pub uploads: Turns,
    /// What stands at the desk's door.
    pub gate: Gate,
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl From<Abandoned> for Error {
    fn from(error: Abandoned) -> Self {
        Error::Internal(error.to_string())
    }
}

/// Now, in UTC microseconds.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

impl App {
    /// Opens the database and the file store, and puts the server's parts around them.
    pub fn open(config: Config) -> Result<App> {
        let (db, files) = open_store(&config)?;
        let cache = Cache::new(config.cache_bytes, now);
        let pages = Arc::new(PageFollower::new(cache.clone()));
        let observer: Arc<dyn Observer> = pages.clone();
        let actions = Actions::new(db.clone(), Some(observer), now);
        let renderer = watch::try_out(&config.theme).map_err(|e| Error::refused("theme", e))?;
        let guard = Guard::open(&actions)?;
        keep_address(&actions, &config.public_url)?;
        let gate = Gate::open(&config.public_url)?;
        let composer = Composer::new(renderer, &config.public_url, now, guard.secret.clone());
        let index = Arc::new(IndexFollower::new(db.clone(), config.index(), config.index_bytes));
        let related = Arc::new(RelatedFollower::new(db.clone(), actions.clone(), Arc::clone(index.desk())));
        let uploads = Turns::default();
        Ok(App(Arc::new(Parts {
            config,
            db,
            actions,
            files,
            cache,
            pages,
            index,
            related,
            composer,
            guard,
            uploads,
            gate,
        })))
    }
}

/// Keeps the site's own address where actions find it: a source that links to one of our articles is told by it.
fn keep_address(actions: &Actions, address: &str) -> Result<()> {
    if actions.db().read(settings::store::address).wait()?.as_deref() == Some(address) {
        return Ok(());
    }
    let address = address.to_owned();
    actions
        .act("keep the site's address", Actor::unnamed(Via::Server), move |tx| {
            settings::store::set_address(tx, &address)
        })
        .wait()
}

/// The database and the files: what commands beside the server need.
pub fn open_store(config: &Config) -> Result<(Db, Files)> {
    std::fs::create_dir_all(&config.data).map_err(Error::file(&config.data))?;
    crate::backup::before_migrating(config)?;
    let db = Db::open(&config.database, config.readers)?;
    let files = open_files(config)?;
    Ok((db, files))
}

/// The file store.
pub fn open_files(config: &Config) -> Result<Files> {
    Files::open(config.files()).map_err(|e| Error::refused("file store", e.to_string()))
}
