//! The file as it lies on disk: plain or gzip, counted, and kept from blowing up.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::{Limits, Reader};

/// Opens an export, `.xml` or `.xml.gz` (told apart by content, not by name).
///
/// # Errors
/// The file cannot be opened.
pub fn open(path: &Path, limits: Limits) -> io::Result<Reader<BufReader<File>>> {
    let file = File::open(path)?;
    Ok(Reader::new(BufReader::with_capacity(limits.buffer_bytes.max(4096), file), limits))
}

/// Why no more bytes come, other than the end.
#[derive(Debug)]
pub(super) enum Fault {
    Io(io::Error),
    Damaged(String),
    Bomb { compressed: u64, expanded: u64 },
}

/// Counts what is consumed, for a progress bar.
struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.bytes += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }
    fn consume(&mut self, n: usize) {
        self.bytes += n as u64;
        self.inner.consume(n);
    }
}

type Whole<R> = Chain<Cursor<Vec<u8>>, Counted<R>>;

enum Kind<R> {
    Unread(Counted<R>),
    Plain(Whole<R>),
    /// Exports are split and joined again with `cat`, so several members are one file.
    Gzip(Box<MultiGzDecoder<Whole<R>>>),
    Gone,
}

pub(super) struct Input<R> {
    kind: Kind<R>,
    fault: Option<Fault>,
    expanded: u64,
    limits: Limits,
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(inner: R, limits: Limits) -> Self {
        let kind = Kind::Unread(Counted { inner, bytes: 0 });
        Self { kind, fault: None, expanded: 0, limits }
    }

    /// Bytes of the underlying file that have been consumed.
    pub(super) fn bytes_read(&self) -> u64 {
        match &self.kind {
            Kind::Unread(counted) => counted.bytes,
            Kind::Plain(whole) => whole.get_ref().1.bytes,
            Kind::Gzip(gzip) => gzip.get_ref().get_ref().1.bytes,
            Kind::Gone => 0,
        }
    }

    /// Appends up to `want` bytes; fewer only at the end. A fault is reported after everything that came
    /// before it. A gzip stream that ends early is an end like any other: what is then
    /// missing from the XML tells the better story.
    pub(super) fn read(&mut self, out: &mut Vec<u8>, want: usize) -> Result<usize, Fault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        self.begin()?;
        let before = out.len();
        let result = match &mut self.kind {
            Kind::Plain(whole) => whole.take(want as u64).read_to_end(out).map_err(Fault::Io),
            Kind::Gzip(gzip) => match gzip.take(want as u64).read_to_end(out) {
                Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Ok(0),
                Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => {
                    Err(Fault::Damaged(e.to_string()))
                }
                other => other.map_err(Fault::Io),
            },
            Kind::Unread(_) | Kind::Gone => Ok(0),
        };
        let n = out.len() - before;
        self.expanded += n as u64;
        self.guard()?;
        match result {
            Err(fault) if n == 0 => return Err(fault),
            Err(fault) => self.fault = Some(fault),
            Ok(_) => {}
        }
        Ok(n)
    }

    /// Whether the next read will fail.
    pub(super) fn has_fault(&self) -> bool {
        self.fault.is_some()
    }

    fn guard(&self) -> Result<(), Fault> {
        let (compressed, expanded) = (self.bytes_read(), self.expanded);
        let allowed = compressed.saturating_mul(self.limits.expansion_ratio).max(self.limits.free_expansion);
        let packed = matches!(self.kind, Kind::Gzip(_));
        if packed && expanded > allowed { Err(Fault::Bomb { compressed, expanded }) } else { Ok(()) }
    }

    /// Two bytes tell gzip from everything else (RFC 1952, 2.3.1).
    fn begin(&mut self) -> Result<(), Fault> {
        if !matches!(self.kind, Kind::Unread(_)) {
            return Ok(());
        }
        if let Kind::Unread(mut counted) = std::mem::replace(&mut self.kind, Kind::Gone) {
            let mut magic = Vec::with_capacity(2);
            let result = (&mut counted).take(2).read_to_end(&mut magic);
            let packed = magic == [0x1f, 0x8b];
            let whole = Cursor::new(magic).chain(counted);
            self.kind =
                if packed { Kind::Gzip(Box::new(MultiGzDecoder::new(whole))) } else { Kind::Plain(whole) };
            result.map_err(Fault::Io)?;
        }
        Ok(())
    }
}
