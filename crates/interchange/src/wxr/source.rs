//! A window on the file that moves forward, and knows its line.

use std::io::BufRead;

use memchr::{memchr_iter, memmem};

use super::encoding::Coding;
use super::input::{Fault, Input};
use super::{Limits, WxrError};

pub(super) struct Source<R> {
    input: Input<R>,
    coding: Coding,
    raw: Vec<u8>,
    buf: Vec<u8>,
    pos: usize,
    line: u64,
    end: bool,
    chunk: usize,
}

impl<R: BufRead> Source<R> {
    pub(super) fn new(inner: R, limits: Limits) -> Self {
        Self {
            input: Input::new(inner, limits),
            coding: Coding::Utf8,
            raw: Vec::new(),
            buf: Vec::new(),
            pos: 0,
            line: 1,
            end: false,
            chunk: limits.buffer_bytes.max(1),
        }
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.input.bytes_read()
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// What is at hand.
    pub(super) fn rest(&self) -> &[u8] {
        self.buf.get(self.pos..).unwrap_or_default()
    }

    /// Moves past `n` of the bytes at hand.
    pub(super) fn consume(&mut self, n: usize) {
        let n = n.min(self.buf.len() - self.pos);
        self.line +=
            memchr_iter(b'\n', self.buf.get(self.pos..self.pos + n).unwrap_or_default()).count() as u64;
        self.pos += n;
    }

    /// Reads on. False at the end of the file.
    pub(super) fn more(&mut self) -> Result<bool, WxrError> {
        if self.pos > 0 {
            self.buf.drain(..self.pos);
            self.pos = 0;
        }
        let before = self.buf.len();
        while !self.end && self.buf.len() == before {
            let utf8 = self.coding == Coding::Utf8;
            let into = if utf8 { &mut self.buf } else { &mut self.raw };
            match self.input.read(into, self.chunk) {
                // A short read is the end, or comes before a fault that is told next.
                Ok(n) => self.end = n < self.chunk && !self.input.has_fault(),
                Err(fault) => return Err(self.fault(fault)),
            }
            if !utf8 {
                let raw = std::mem::take(&mut self.raw);
                self.coding.decode(&raw, &mut self.buf, self.end);
            }
        }
        Ok(self.buf.len() > before)
    }

    fn fault(&mut self, fault: Fault) -> WxrError {
        self.end = true;
        let line = self.line;
        match fault {
            Fault::Io(source) => WxrError::Read { line, source },
            Fault::Damaged(what) => WxrError::Damaged { line, what },
            Fault::Bomb { compressed, expanded } => WxrError::Bomb { line, compressed, expanded },
        }
    }

    /// Reads until `n` bytes are at hand. False where the file ends before.
    pub(super) fn ensure(&mut self, n: usize) -> Result<bool, WxrError> {
        while self.rest().len() < n {
            if !self.more()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes the bytes at hand, `skip` fewer, for something not UTF-8 after all.
    pub(super) fn recode(&mut self, mut coding: Coding, skip: usize) {
        let raw = self.buf.split_off((self.pos + skip).min(self.buf.len()));
        self.buf.clear();
        self.pos = 0;
        coding.decode(&raw, &mut self.buf, self.end);
        self.coding = coding;
    }

    /// Moves past the next `mark`; what stood before it is appended to `sink`, if any, up to
    /// `limit` bytes in all. False at the end of the file.
    pub(super) fn take_until(
        &mut self,
        mark: &[u8],
        mut sink: Option<&mut Vec<u8>>,
        limit: usize,
    ) -> Result<Until, WxrError> {
        loop {
            let rest = self.rest();
            let (upto, step, found) = match memmem::find(rest, mark) {
                Some(at) => (at, at + mark.len(), true),
                // The mark may have begun with the last bytes at hand.
                None => {
                    let safe = rest.len().saturating_sub(mark.len() - 1);
                    (safe, safe, false)
                }
            };
            if let Some(sink) = sink.as_deref_mut() {
                sink.extend_from_slice(rest.get(..upto).unwrap_or_default());
                if sink.len() > limit {
                    return Ok(Until::TooLarge);
                }
            }
            self.consume(step);
            if found {
                return Ok(Until::Found);
            }
            if !self.more()? {
                return Ok(Until::End);
            }
        }
    }
}

/// How [`Source::take_until`] ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    Found,
    End,
    TooLarge,
}
