//! One server a data folder: `serve.lock` is held while it runs. Commands beside it wait until it has seen what they wrote.

use crate::{
    changes,
    config::Config,
    db::Db,
    error::{Error, Result},
};
use std::{
    fs::{File, TryLockError},
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The lock of a running server.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    folder: PathBuf,
}

/// How long a command waits for the server to see what it wrote.
const PATIENCE: Duration = Duration::from_secs(10);

impl Lock {
    /// Takes the lock, or says who has it.
    pub fn take(config: &Config) -> Result<Lock> {
        let path = config.data.join("serve.lock");
        let mut file = open(&path)?;
        match file.try_lock() {
            Ok(()) => {
                let _ = file.set_len(0);
                let _ = write!(file, "{} {}", std::process::id(), config.listen);
                Ok(Lock { _file: file, folder: config.data.clone() })
            }
            Err(TryLockError::WouldBlock) => {
                let holder = std::fs::read_to_string(&path).unwrap_or_default();
                Err(Error::refused(
                    config.data.display().to_string(),
                    format!(
                        "another server uses this data folder (process and address: {holder}); stop it first, or give another --data"
                    ),
                ))
            }
            Err(TryLockError::Error(error)) => Err(Error::File { path, source: error }),
        }
    }

    /// The file that says how far the server has followed the change log.
    pub fn seen(&self) -> PathBuf {
        self.folder.join("serve.seen")
    }
}

fn open(path: &Path) -> Result<File> {
    File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(Error::file(path))
}

/// Whether a server runs on this data folder.
pub fn is_held(config: &Config) -> Result<bool> {
    let path = config.data.join("serve.lock");
    if !path.exists() {
        return Ok(false);
    }
    Ok(matches!(open(&path)?.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Waits until the server on this data folder, if one runs, has seen everything that was written so far.
pub fn wait_until_seen(config: &Config, db: &Db) -> Result<()> {
    if !is_held(config)? {
        return Ok(());
    }
    let newest = db.read(changes::written).wait()?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let seen = std::fs::read_to_string(config.data.join("serve.seen"))
            .ok()
            .and_then(|t| t.trim().parse::<i64>().ok());
        if seen.is_some_and(|seen| seen >= newest) || !is_held(config)? {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(Error::Internal(format!(
        "everything is written, but the running server has not taken notice of it within {} s; look at its log",
        PATIENCE.as_secs()
    )))
}
