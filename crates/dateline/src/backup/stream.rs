//! The bytes of a backup: decompressed, counted, hashed, and taken a line at a time.

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::{
    cell::Cell as Counter,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    rc::Rc,
};

/// The most bytes that one row, or the manifest, may have: more than PostgreSQL keeps in one.
const LONGEST: u64 = 2 << 30;

/// Reads a line without its end. False at the end of the member.
pub fn next_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let read = from.take(LONGEST).read_until(b'\n', line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read as u64 == LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "is too long"));
    }
    Ok(read > 0)
}

pub fn small(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    from.take(LONGEST).read_to_end(&mut text)?;
    Ok(text)
}

/// The name of a member; bytes that are no UTF-8 make one that nothing has.
pub fn name_of<R: Read>(entry: &tar::Entry<'_, R>) -> String {
    String::from_utf8_lossy(&entry.path_bytes()).into_owned()
}

/// Counts the bytes of the file itself, for the progress bar.
pub struct Counting {
    file: File,
    at: Rc<Counter<u64>>,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.at.set(self.at.get() + read as u64);
        Ok(read)
    }
}

pub type Decoder = zstd::Decoder<'static, BufReader<Counting>>;

pub fn decoder(path: &Path, at: Rc<Counter<u64>>) -> Result<Decoder> {
    let file = File::open(path).map_err(Error::file(path))?;
    zstd::Decoder::new(Counting { file, at }).map_err(Error::file(path))
}

/// A member on its way to the taker, hashed as it goes.
pub struct Hashing<R> {
    inner: R,
    pub hash: Sha256,
    pub bytes: u64,
    pub failed: Option<io::Error>,
}

impl<R> Hashing<R> {
    pub fn new(inner: R) -> Self {
        Hashing { inner, hash: Sha256::new(), bytes: 0, failed: None }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(buffer) {
            Ok(read) => {
                self.hash.update(buffer.get(..read).unwrap_or_default());
                self.bytes += read as u64;
                Ok(read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let again = io::Error::new(error.kind(), error.to_string());
                self.failed.get_or_insert(error);
                Err(again)
            }
        }
    }
}
