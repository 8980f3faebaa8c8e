//! Going through all of the store with one folder in memory at a time.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Hash, INCOMING, StoreError};

/// Something that is in the store's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file under its hash, in its place.
    File {
        /// Its name.
        hash: Hash,
        /// Its length in bytes.
        bytes: u64,
    },
    /// Something that the store did not put there, or not in that place.
    Stranger(PathBuf),
}

/// Depth first: the pending names of each level, in reverse order so that the next is the last.
pub(super) struct Walk {
    root: PathBuf,
    pending: Vec<(PathBuf, u8)>,
}

impl Walk {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), pending: vec![(root.to_owned(), 0)] }
    }

    fn list(&mut self, folder: &Path, level: u8) -> Result<(), StoreError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(StoreError::io("list", folder))? {
            names.push(entry.map_err(StoreError::io("list", folder))?.file_name());
        }
        names.sort_unstable_by(|a, b| b.cmp(a));
        let incoming = |name: &std::ffi::OsString| level == 0 && name == INCOMING;
        self.pending.extend(
            names.into_iter().filter(|name| !incoming(name)).map(|name| (folder.join(name), level + 1)),
        );
        Ok(())
    }

    /// What is at the level of files: one, a stranger, or gone since it was listed.
    fn file(&self, path: PathBuf) -> Result<Option<Found>, StoreError> {
        let meta = match fs::symlink_metadata(&path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io("look at", &path)(error)),
        };
        let hash = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<Hash>().ok());
        Ok(Some(match hash {
            Some(hash) if meta.is_file() && self.in_place(&hash, &path) => {
                Found::File { hash, bytes: meta.len() }
            }
            _ => Found::Stranger(path),
        }))
    }

    fn in_place(&self, hash: &Hash, path: &Path) -> bool {
        super::Files { dir: self.root.clone() }.path(hash) == path
    }
}

impl Iterator for Walk {
    type Item = Result<Found, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, level)) = self.pending.pop() {
            // Links are not followed: a loop of them would have no end.
            let folder = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir());
            let answer = match (folder, level) {
                (true, 0..=2) => match self.list(&path, level) {
                    Ok(()) => continue,
                    Err(error) => Err(error),
                },
                _ => match self.file(path) {
                    Ok(None) => continue,
                    Ok(Some(found)) => Ok(found),
                    Err(error) => Err(error),
                },
            };
            return Some(answer);
        }
        None
    }
}
