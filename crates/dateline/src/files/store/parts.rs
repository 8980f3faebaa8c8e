//! Files that come in pieces. They lie among the unfinished ones until they have come whole, and are swept away with them.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom};
use std::path::PathBuf;

use super::{Files, Hash, INCOMING, StoreError, put};

impl Files {
    /// Where the pieces of a file are. `name` is made here, of letters and digits.
    pub fn part(&self, name: &str) -> PathBuf {
        let safe: String = name.chars().filter(char::is_ascii_alphanumeric).take(80).collect();
        self.dir.join(INCOMING).join(format!("part-{safe}"))
    }

    /// How much of a file has come, in bytes; 0 for one of which nothing is here.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn part_len(&self, name: &str) -> Result<u64, StoreError> {
        let path = self.part(name);
        match fs::metadata(&path) {
            Ok(meta) => Ok(meta.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(StoreError::io("look at", &path)(error)),
        }
    }

    /// Opens what has come to go on at `at`; what lies behind it is cut off.
    ///
    /// # Errors
    /// [`StoreError::Full`], [`StoreError::Io`].
    pub fn open_part(&self, name: &str, at: u64) -> Result<File, StoreError> {
        let path = self.part(name);
        let open = || {
            let mut file = File::options().write(true).create(true).truncate(false).open(&path)?;
            file.set_len(at)?;
            file.seek(SeekFrom::Start(at))?;
            Ok(file)
        };
        open().map_err(|error| self.full_or("write", &path, error))
    }

    /// The hash of what has come.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn hash_part(&self, name: &str) -> Result<Hash, StoreError> {
        let path = self.part(name);
        let read = || put::hash_of(File::open(&path)?);
        read().map(|(hash, _)| hash).map_err(StoreError::io("read", &path))
    }

    /// Removes the pieces of a file, if there are any.
    pub fn remove_part(&self, name: &str) {
        // What stays is swept away when the store is opened again.
        let _ = fs::remove_file(self.part(name));
    }

    /// What went wrong while pieces were written.
    pub fn part_error(&self, name: &str, error: io::Error) -> StoreError {
        self.full_or("write", &self.part(name), error)
    }
}
