//! Writing a file so that it is either there, whole and durable, or not there at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::{Files, Hash, INCOMING, StoreError, Stored};

/// Bytes read at a time: a film goes through in pieces.
const PIECE: usize = 128 * 1024;

static NUMBER: AtomicU64 = AtomicU64::new(0);

impl Files {
    /// Stores what the reader gives, however long. When this returns, the file is on the disk
    /// (`fsync` of it and of its folders). A file that is there with the right length is taken for whole: to
    /// mend one that [`Files::verify`] calls damaged, [`Files::remove`] it first.
    ///
    /// # Errors
    /// [`StoreError::Source`] when the reader fails, [`StoreError::Full`], [`StoreError::Io`]. Nothing is left behind.
    pub fn put(&self, reader: impl Read) -> Result<Stored, StoreError> {
        self.put_at_most(reader, u64::MAX)
    }

    /// As [`Files::put`], for bytes in memory.
    ///
    /// # Errors
    /// As [`Files::put`].
    pub fn put_bytes(&self, bytes: &[u8]) -> Result<Stored, StoreError> {
        let hash = Hash::of(bytes);
        // Importing the same site again asks this for each of its files: no need to write first.
        if self.len(&hash).is_ok_and(|there| there == bytes.len() as u64) {
            self.settle(&hash)?;
            return Ok(Stored { hash, bytes: bytes.len() as u64, new: false });
        }
        self.put(bytes)
    }

    /// As [`Files::put`], and refuses what is longer than `max` bytes as soon as it is.
    ///
    /// # Errors
    /// As [`Files::put`], and [`StoreError::TooLarge`].
    pub fn put_at_most(&self, mut reader: impl Read, max: u64) -> Result<Stored, StoreError> {
        let (mut incoming, mut file) = Incoming::create(&self.dir.join(INCOMING))?;
        let mut hasher = Sha256::new();
        let mut bytes = 0u64;
        let mut piece = vec![0u8; PIECE];
        loop {
            let read = match reader.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(StoreError::Source(error)),
            };
            let part = piece.get(..read).unwrap_or(&piece);
            bytes = bytes.saturating_add(part.len() as u64);
            if bytes > max {
                return Err(StoreError::TooLarge { max });
            }
            hasher.update(part);
            file.write_all(part).map_err(|error| self.full_or("write", &incoming.path, error))?;
        }
        let hash = Hash::from(<[u8; 32]>::from(hasher.finalize()));
        let path = self.path(&hash);
        // A file of another length is a damaged one, which this call mends by replacing it.
        if self.len(&hash).is_ok_and(|there| there == bytes) {
            self.settle(&hash)?;
            return Ok(Stored { hash, bytes, new: false });
        }
        file.sync_all().map_err(|error| self.full_or("write", &incoming.path, error))?;
        drop(file);
        self.make_folders(&path)?;
        fs::rename(&incoming.path, &path).map_err(|error| self.full_or("write", &path, error))?;
        incoming.done = true;
        if let Some(folder) = path.parent() {
            sync_folder(folder)?;
        }
        Ok(Stored { hash, bytes, new: true })
    }

    /// Another task may have renamed the same file a moment ago and not have synced its
    /// folder yet: who relies on it must not be told before. Costs nothing when all is on the disk.
    fn settle(&self, hash: &Hash) -> Result<(), StoreError> {
        self.path(hash).parent().map_or(Ok(()), sync_folder)
    }

    /// Makes `ab/cd`. A new folder lasts only when the one that names it was synced as well.
    fn make_folders(&self, path: &Path) -> Result<(), StoreError> {
        let Some(second) = path.parent() else { return Ok(()) };
        if second.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(second).map_err(|error| self.full_or("make the folder", second, error))?;
        if let Some(first) = second.parent() {
            sync_folder(first)?;
        }
        sync_folder(&self.dir)
    }

    pub(super) fn full_or(&self, doing: &'static str, path: &Path, error: io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                StoreError::Full { folder: self.dir.clone() }
            }
            _ => StoreError::io(doing, path)(error),
        }
    }
}

/// A file that is being written, and is removed again unless it was finished.
struct Incoming {
    path: PathBuf,
    done: bool,
}

impl Incoming {
    fn create(folder: &Path) -> Result<(Self, File), StoreError> {
        let moment = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{}-{number}-{moment}", std::process::id()));
        let file = File::options()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(StoreError::io("make a file in", folder))?;
        Ok((Self { path, done: false }, file))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.done {
            // Nothing better can be done about a failure here; opening the store sweeps.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::io("sync the folder", folder))
}

/// The hash and length of what a reader gives.
pub(super) fn hash_of(mut reader: impl Read) -> io::Result<(Hash, u64)> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0u8; PIECE];
    let mut bytes = 0u64;
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok((Hash::from(<[u8; 32]>::from(hasher.finalize())), bytes)),
            Ok(read) => {
                hasher.update(piece.get(..read).unwrap_or(&piece));
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
