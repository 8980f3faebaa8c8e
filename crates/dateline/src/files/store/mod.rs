//! A folder of files, each under the SHA-256 of its content: `ab/cd/abcd….`
//!
//! What is there never changes, so it can be served as immutable, kept once however often
//! it is uploaded, copied while the server runs, and checked by reading it again.

mod parts;
mod put;
#[cfg(test)]
mod tests;
mod walk;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::hash::Hash;
pub use walk::Found;

/// The folder, inside the store, of files that are still being written. Same file system, so
/// that the last step is a rename.
const INCOMING: &str = "incoming";

/// After this long, a file in [`INCOMING`] belongs to a process that died. Not sooner: an
/// import beside the server may be writing a long film.
const ABANDONED_AFTER: Duration = Duration::from_secs(48 * 60 * 60);

/// The store. Cheap to clone; several processes may use one folder at the same time.
#[derive(Debug, Clone)]
pub struct Files {
    dir: PathBuf,
}

/// A file that is in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
    /// Whether this call brought it in. Two calls at the same moment may both say so.
    pub new: bool,
}

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk or the quota is full. Nothing half-written was left.
    #[error("no room left for files in {}: free some space, then try again", .folder.display())]
    Full {
        /// The store's folder.
        folder: PathBuf,
    },
    /// The file is longer than the caller allows. Nothing of it was kept.
    #[error("the file is larger than the {max} bytes that are allowed")]
    TooLarge {
        /// The most that was allowed, in bytes.
        max: u64,
    },
    /// What was to be stored could not be read to its end. Nothing of it was kept.
    #[error("the file could not be read to its end: {0}")]
    Source(#[source] io::Error),
    /// No such file.
    #[error("the file {hash} is not in the store: bring it back from a backup")]
    Missing {
        /// What was asked for.
        hash: Hash,
    },
    /// The bytes on the disk are not those that were stored.
    #[error("the file {hash} is damaged (its content now has the hash {found}): bring it back from a backup")]
    Damaged {
        /// What was stored.
        hash: Hash,
        /// What is there now.
        found: Hash,
    },
    /// Anything else that the file system answers.
    #[error("cannot {doing} {}: {source}", .path.display())]
    Io {
        /// What was tried: "read", "write", …
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl StoreError {
    fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }
}

impl Files {
    /// Opens the store in this folder (by custom `DATA/files`), making it if need be, and removes what
    /// dead processes left in it.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the folder cannot be made or read.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let files = Self { dir: dir.into() };
        let incoming = files.dir.join(INCOMING);
        fs::create_dir_all(&incoming).map_err(StoreError::io("make the folder", &incoming))?;
        files.sweep(SystemTime::now() - ABANDONED_AFTER)?;
        Ok(files)
    }

    /// Removes unfinished files last written before `before`.
    fn sweep(&self, before: SystemTime) -> Result<(), StoreError> {
        let incoming = self.dir.join(INCOMING);
        for entry in fs::read_dir(&incoming).map_err(StoreError::io("list", &incoming))? {
            let entry = entry.map_err(StoreError::io("list", &incoming))?;
            let old = entry.metadata().and_then(|meta| meta.modified()).is_ok_and(|written| written < before);
            if old {
                match fs::remove_file(entry.path()) {
                    // Another process swept at the same time.
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(StoreError::io("remove", &entry.path())(error));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The folder that the store lives in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where a file of this hash is, or would be.
    pub fn path(&self, hash: &Hash) -> PathBuf {
        let name = hash.to_string();
        let (first, second) = (&name[..2], &name[2..4]);
        self.dir.join(first).join(second).join(&name)
    }

    /// Opens a file to read or to seek in.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Io`].
    pub fn open_file(&self, hash: &Hash) -> Result<File, StoreError> {
        let path = self.path(hash);
        File::open(&path).map_err(|error| self.missing_or(hash, "read", &path, error))
    }

    /// The length of a file in bytes.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Io`].
    pub fn len(&self, hash: &Hash) -> Result<u64, StoreError> {
        let path = self.path(hash);
        let meta = fs::metadata(&path).map_err(|error| self.missing_or(hash, "look at", &path, error))?;
        Ok(meta.len())
    }

    /// Whether the file is here. Says nothing of its health: [`Files::verify`] does.
    pub fn contains(&self, hash: &Hash) -> bool {
        self.path(hash).is_file()
    }

    /// Reads a file to its end and compares it with its name; answers its length in bytes.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn verify(&self, hash: &Hash) -> Result<u64, StoreError> {
        let file = self.open_file(hash)?;
        let (found, bytes) =
            put::hash_of(file).map_err(|error| StoreError::io("read", &self.path(hash))(error))?;
        if found == *hash { Ok(bytes) } else { Err(StoreError::Damaged { hash: *hash, found }) }
    }

    /// Removes a file; answers whether it was there. Whether anything still needs it is the caller's to know.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn remove(&self, hash: &Hash) -> Result<bool, StoreError> {
        let path = self.path(hash);
        match fs::remove_file(&path) {
            Ok(()) => {
                // An erased file must stay erased after a power cut.
                if let Some(folder) = path.parent() {
                    put::sync_folder(folder)?;
                }
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(StoreError::io("remove", &path)(error)),
        }
    }

    /// Everything in the store, in the order of the hashes, a folder at a time. For `check` and `backup`.
    /// Files that come or go meanwhile may be in it or not.
    pub fn iter(&self) -> impl Iterator<Item = Result<Found, StoreError>> + use<> {
        walk::Walk::new(&self.dir)
    }

    fn missing_or(&self, hash: &Hash, doing: &'static str, path: &Path, error: io::Error) -> StoreError {
        if error.kind() == io::ErrorKind::NotFound {
            StoreError::Missing { hash: *hash }
        } else {
            StoreError::io(doing, path)(error)
        }
    }
}
