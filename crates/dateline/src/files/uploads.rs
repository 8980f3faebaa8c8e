//! Finding the files of another system's uploads folder by the addresses its articles use.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

/// Folders whose names are remembered at once: a WordPress site has one for each month.
const REMEMBERED: usize = 256;

/// An uploads folder on this machine, read only.
#[derive(Debug)]
pub struct Uploads {
    root: PathBuf,
    listings: Mutex<HashMap<PathBuf, Arc<Listing>>>,
}

/// The names in a folder, under their folded form.
type Listing = HashMap<String, Vec<OsString>>;

/// An address that no uploads folder answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the upload “{path}” was not looked for: {why}")]
pub struct UploadRefused {
    /// The address as it was written, cut to a readable length.
    pub path: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Uploads {
    /// Opens the folder.
    ///
    /// # Errors
    /// When it does not exist or is no folder.
    pub fn open(dir: impl AsRef<Path>) -> io::Result<Self> {
        let root = fs::canonicalize(dir)?;
        if !root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "the uploads folder is not a folder"));
        }
        Ok(Self { root, listings: Mutex::default() })
    }

    /// The file for a path relative to the uploads address, still percent-encoded as it stands in
    /// a URL, without query: `2024/03/photo-1024x683.jpg`. `None` when there is no such file.
    ///
    /// Decoded once. Where the exact name is not there, one that differs only in Unicode
    /// form (a Mac writes NFD) or in case is taken; then the picture that a resized one
    /// was made from.
    ///
    /// # Errors
    /// [`UploadRefused`] for a path that leaves the folder, by its text or by a link, or that
    /// cannot be a file's name.
    pub fn find(&self, address: &str) -> Result<Option<PathBuf>, UploadRefused> {
        let refused = |why| UploadRefused { path: address.chars().take(200).collect(), why };
        let decoded = percent_decode_str(address)
            .decode_utf8()
            .map_err(|_| refused("it is not UTF-8 after percent-decoding"))?;
        let parts = parts(&decoded).map_err(refused)?;
        let Some((name, folders)) = parts.split_last() else { return Ok(None) };
        let Some(folder) = folders.iter().try_fold(self.root.clone(), |at, part| self.entry(&at, part))
        else {
            return Ok(None);
        };
        let mut candidates = vec![(*name).to_owned()];
        let mut current = (*name).to_owned();
        while let Some(shorter) = without_one_suffix(&current) {
            candidates.push(shorter.clone());
            current = shorter;
        }
        // The original may have been deleted by hand, with the scaled one left.
        if let Some((stem, extension)) = current.rsplit_once('.') {
            candidates.push(format!("{stem}-scaled.{extension}"));
        }
        for candidate in candidates {
            let Some(path) = self.entry(&folder, &candidate) else { continue };
            let Ok(real) = fs::canonicalize(&path) else { continue };
            if !real.starts_with(&self.root) {
                return Err(refused("a link leads out of the uploads folder"));
            }
            // Reading a pipe or a device would never end.
            if real.is_file() {
                return Ok(Some(real));
            }
        }
        Ok(None)
    }

    /// The entry of a folder by its exact name, else by a name that reads the same.
    fn entry(&self, folder: &Path, name: &str) -> Option<PathBuf> {
        let exact = folder.join(name);
        if fs::symlink_metadata(&exact).is_ok() {
            return Some(exact);
        }
        let listing = self.listing(folder);
        let alike = listing.get(&fold(name))?;
        let nfc: String = name.nfc().collect();
        let same_case = |found: &&OsString| found.to_str().is_some_and(|found| found.nfc().eq(nfc.chars()));
        let chosen = alike.iter().find(same_case).or_else(|| alike.first())?;
        Some(folder.join(chosen))
    }

    fn listing(&self, folder: &Path) -> Arc<Listing> {
        let mut listings = self.listings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listing) = listings.get(folder) {
            return Arc::clone(listing);
        }
        if listings.len() >= REMEMBERED {
            listings.clear();
        }
        let mut listing = Listing::new();
        // A folder that is not there, or that a link leads away from, has no names.
        let inside = fs::canonicalize(folder).is_ok_and(|real| real.starts_with(&self.root));
        for entry in fs::read_dir(folder).into_iter().filter(|_| inside).flatten().flatten() {
            if let Some(name) = entry.file_name().to_str() {
                listing.entry(fold(name)).or_default().push(entry.file_name());
            }
        }
        for names in listing.values_mut() {
            names.sort_unstable();
        }
        let listing = Arc::new(listing);
        listings.insert(folder.to_owned(), Arc::clone(&listing));
        listing
    }
}

fn fold(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

/// The names of a path, or why it is no path into a folder.
fn parts(path: &str) -> Result<Vec<&str>, &'static str> {
    if path.starts_with('/') {
        return Err("it is absolute");
    }
    if path.contains('\\') {
        return Err("it holds a backslash");
    }
    if path.chars().any(char::is_control) {
        return Err("it holds a control character");
    }
    // PATH_MAX and NAME_MAX of Linux.
    if path.len() > 4096 {
        return Err("it is longer than a path can be");
    }
    let mut parts = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        match part {
            ".." => return Err("it leads out of the uploads folder"),
            _ if part.starts_with('.') => return Err("it names a hidden file"),
            _ if part.len() > 255 => return Err("it holds a name longer than a file's can be"),
            _ => parts.push(part),
        }
    }
    Ok(parts)
}

/// The names under which the picture behind an address may be known, the likeliest first: its own, then those it was made
/// from, one ending less at a time, and of each the one that WordPress scaled down and serves in its place.
pub fn known_as(name: &str) -> Vec<String> {
    let scaled = |name: &str| match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-scaled.{ending}"),
        None => format!("{name}-scaled"),
    };
    let mut names = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        next = without_one_suffix(&name);
        let smaller = scaled(&name);
        names.extend([name, smaller]);
        // At most a few endings stand behind one another.
        if names.len() >= 10 {
            break;
        }
    }
    names
}

/// Without the last of `-1024x683`, `-scaled`, `-rotated` and `-e1612345678901`; `None` when it has none of them.
fn without_one_suffix(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let (rest, suffix) = stem.rsplit_once('-')?;
    if rest.is_empty() {
        return None;
    }
    let digits = |text: &str, from: usize, to: usize| {
        (from..=to).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let sized = suffix.split_once('x').is_some_and(|(w, h)| digits(w, 1, 5) && digits(h, 1, 5));
    // Seconds since 1970 and three random digits; older versions wrote the seconds alone.
    let edited = suffix.strip_prefix('e').is_some_and(|stamp| digits(stamp, 10, 14));
    (sized || edited || matches!(suffix, "scaled" | "rotated")).then(|| format!("{rest}.{extension}"))
}

#[cfg(test)]
mod tests;
