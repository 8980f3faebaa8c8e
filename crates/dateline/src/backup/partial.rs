//! The file that becomes a backup: beside the wanted one until it is whole.

use crate::error::{Error, Result};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// Says of a full disk what to do.
pub fn full(to: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = to.to_owned();
    move |source| {
        let full = matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        let say = "the disk is full; nothing was left of the backup: free some space, or write it elsewhere";
        let source = if full { io::Error::new(source.kind(), say) } else { source };
        Error::File { path, source }
    }
}

/// The file beside the wanted one, gone again unless it was finished.
pub struct Partial {
    path: PathBuf,
}

impl Partial {
    /// Makes it, readable by its owner alone.
    pub fn create(to: &Path) -> Result<(Partial, File)> {
        let name =
            to.file_name().ok_or_else(|| Error::refused(to.display().to_string(), "is no name of a file"))?;
        if fs::symlink_metadata(to).is_ok() {
            return Err(taken(to));
        }
        let path = to.with_file_name(format!(".{}.{}.partial", name.to_string_lossy(), std::process::id()));
        let mut options = File::options();
        options.write(true).create_new(true);
        // It holds drafts, addresses of readers and everything else that the site keeps to itself.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(Error::file(to))?;
        Ok((Partial { path }, file))
    }

    /// Gives the file its name. A link does not replace what came there meanwhile; where there are no links, a rename must do.
    pub fn keep(self, to: &Path) -> Result<()> {
        match fs::hard_link(&self.path, to) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(taken(to)),
            Err(_) => fs::rename(&self.path, to).map_err(full(to))?,
        }
        drop(self);
        let folder = to.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|f| f.sync_all()).map_err(Error::file(folder))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn taken(to: &Path) -> Error {
    Error::refused(
        to.display().to_string(),
        "is there already; a backup replaces nothing, so give another name",
    )
}
