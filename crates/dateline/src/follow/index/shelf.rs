//! The folder of indexes: `index/7` with an index each, and `index/current`, which names the one in use. So a new one is made
//! beside the old and takes its place in one step.

use search::{Error, Index, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder.
pub struct Shelf {
    folder: PathBuf,
    memory: usize,
}

/// An index in the making.
pub struct Fresh {
    pub index: Index,
    number: u64,
}

impl Shelf {
    pub fn new(folder: PathBuf, memory: usize) -> Shelf {
        Shelf { folder, memory }
    }

    fn current(&self) -> PathBuf {
        self.folder.join("current")
    }

    fn number(&self) -> Option<u64> {
        fs::read_to_string(self.current()).ok()?.trim().parse().ok()
    }

    /// The index in use.
    pub fn open(&self) -> Result<Index> {
        let number = self.number().ok_or(Error::Missing)?;
        Index::open(&self.folder.join(number.to_string()), self.memory)
    }

    /// Stands while one is being made, so that a stop does not forget that one was wanted.
    fn begun(&self) -> PathBuf {
        self.folder.join("begun")
    }

    /// Whether one was begun and did not come to its end.
    pub fn was_begun(&self) -> bool {
        self.begun().exists()
    }

    /// Begins a new one.
    pub fn begin(&self) -> Result<Fresh> {
        let number = self.number().unwrap_or(0) + 1;
        let folder = self.folder.join(number.to_string());
        // What an attempt left that did not come to its end.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        fs::write(self.begun(), &*number.to_string())?;
        Ok(Fresh { index: Index::create(&folder, self.memory)?, number })
    }

    /// Puts a new one in use, and takes the others away.
    pub fn keep(&self, fresh: Fresh) -> Result<Index> {
        let name = fresh.number.to_string();
        let new = self.folder.join("current.new");
        fs::write(&new, &name)?;
        fs::rename(new, self.current())?;
        let _ = fs::remove_file(self.begun());
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let old = entry.file_name() != name.as_str() && entry.path().is_dir();
            // Searches under way keep its files open until they end.
            if old && let Err(error) = fs::remove_dir_all(entry.path()) {
                tracing::warn!(%error, path = %shown(&entry.path()), "an old index could not be taken away");
            }
        }
        Ok(fresh.index)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
