//! Reading a backup from its first byte to its last, comparing everything with its hash on the way.

use super::{
    Progress,
    format::{Contents, HEADER, Header, MANIFEST, Manifest, Member},
    row,
    stream::{Hashing, decoder, name_of, next_line, small},
};
use crate::{
    db::{Cell, NEWEST_MIGRATION},
    error::{Error, Result},
    files::Hash,
};
use serde::Serialize;
use sha2::Digest;
use std::{
    cell::Cell as Counter,
    collections::VecDeque,
    io::{self, BufReader, Read},
    path::Path,
    rc::Rc,
};

/// Something in a backup that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// The member, or where it should stand.
    pub member: String,
    /// What is wrong.
    pub what: String,
}

/// Whoever takes what a backup holds.
pub trait Taker {
    /// Rows of a table, for as long as `next` gives some.
    fn rows(
        &mut self,
        table: &str,
        columns: &[String],
        next: &mut dyn FnMut(&mut Vec<Cell>) -> Result<bool>,
    ) -> Result<()>;
    /// A file.
    fn file(&mut self, hash: &Hash, content: &mut dyn Read) -> Result<()>;
}

/// Reads only what a backup says of itself.
pub fn header(path: &Path) -> Result<Header> {
    let mut archive = tar::Archive::new(decoder(path, Rc::default())?);
    let found = archive.entries().ok().and_then(|mut entries| entries.next()?.ok()).and_then(|mut entry| {
        let text = small(&mut entry).ok()?;
        if name_of(&entry) == HEADER { serde_json::from_slice(&text).ok() } else { None }
    });
    let found: Header = found.ok_or_else(|| {
        Error::refused(path.display().to_string(), "is no backup of Dateline, or its beginning is damaged")
    })?;
    found.readable(NEWEST_MIGRATION)?;
    Ok(found)
}

/// Reads all of a backup. Damage is collected; an error of the taker, and a file that is no backup, end it.
pub fn read(
    path: &Path,
    taker: &mut dyn Taker,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Contents, Vec<Damage>)> {
    let header = header(path)?;
    let total = std::fs::metadata(path).map_err(Error::file(path))?.len();
    let at = Rc::new(Counter::new(0));
    let mut archive = tar::Archive::new(decoder(path, at.clone())?);
    let mut reading = Reading {
        contents: Contents::of(header),
        damages: Vec::new(),
        seen: Vec::new(),
        expected: VecDeque::new(),
        manifest: None,
        last: "its beginning".to_owned(),
    };
    let mut whole = false;
    match archive.entries() {
        Err(error) => reading.broken(&error),
        Ok(mut entries) => loop {
            match entries.next() {
                None => {
                    whole = true;
                    break;
                }
                Some(Ok(mut entry)) => {
                    if !reading.member(&mut entry, taker)? {
                        break;
                    }
                }
                Some(Err(error)) => {
                    reading.broken(&error);
                    break;
                }
            }
            progress(Progress::Bytes(at.get(), total));
        },
    }
    if whole {
        // Behind the last member stand zeros and the checksum of the stream.
        match io::copy(&mut archive.into_inner(), &mut io::sink()) {
            Err(error) => reading.broken(&error),
            Ok(_) => reading.compare(),
        }
    }
    progress(Progress::Bytes(total, total));
    Ok((reading.contents, reading.damages))
}

struct Reading {
    contents: Contents,
    damages: Vec<Damage>,
    seen: Vec<Member>,
    expected: VecDeque<(Hash, u64)>,
    manifest: Option<Manifest>,
    last: String,
}

impl Reading {
    fn damage(&mut self, member: impl Into<String>, what: impl Into<String>) {
        self.damages.push(Damage { member: member.into(), what: what.into() });
    }

    fn broken(&mut self, error: &io::Error) {
        let what = match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                "the backup is cut off here; what should follow is missing".to_owned()
            }
            _ => format!("the backup cannot be read on from here: {error}"),
        };
        self.damage(format!("after {}", self.last), what);
    }

    /// Takes one member in. False if the stream cannot be read on.
    fn member<R: Read>(&mut self, entry: &mut tar::Entry<'_, R>, taker: &mut dyn Taker) -> Result<bool> {
        let name = name_of(entry);
        let bytes = entry.size();
        let mut hashing = Hashing::new(entry);
        let rows = match name.split('/').collect::<Vec<_>>()[..] {
            ["tables", table, _] => self.table(&name, table, &mut hashing, taker)?,
            ["lists", _] => self.list(&name, &mut hashing),
            ["files", hash] => {
                self.file(&name, hash, bytes, &mut hashing, taker)?;
                0
            }
            [MANIFEST] => self.read_manifest(&mut hashing),
            [HEADER] => 0,
            _ => {
                self.damage(&name, "is nothing that a backup holds");
                0
            }
        };
        // What the taker left is hashed too.
        let _ = io::copy(&mut hashing, &mut io::sink());
        let Hashing { hash, bytes: read, failed, .. } = hashing;
        if let Some(error) = failed {
            self.damages.retain(|damage| damage.member != name);
            self.last = name;
            self.broken(&error);
            return Ok(false);
        }
        let found = Hash::from(<[u8; 32]>::from(hash.finalize()));
        if let Some(hash) = name.strip_prefix("files/") {
            if hash != found.to_string() {
                self.damage(&name, "is damaged: its content has another hash than its name says");
            }
        } else if name != MANIFEST {
            self.seen.push(Member { name: name.clone(), rows, bytes: read, sha256: found.to_string() });
        }
        self.last = name;
        Ok(true)
    }

    fn table(&mut self, name: &str, table: &str, from: &mut dyn Read, taker: &mut dyn Taker) -> Result<u64> {
        let mut lines = BufReader::with_capacity(128 << 10, from);
        let mut line = Vec::new();
        let mut number = 1;
        let columns: Option<Vec<String>> =
            next_line(&mut lines, &mut line).ok().and_then(|_| serde_json::from_slice(&line).ok());
        let Some(columns) = columns else {
            self.damage(name, "does not begin with the names of its columns");
            return Ok(0);
        };
        let mut rows = 0;
        let mut bad = false;
        let outcome = taker.rows(table, &columns, &mut |cells| {
            number += 1;
            let there = next_line(&mut lines, &mut line).map_err(|e| e.to_string());
            let read = match there {
                Ok(false) => return Ok(false),
                Ok(true) => row::read(&line, columns.len(), cells),
                Err(what) => Err(what),
            };
            read.map_err(|what| {
                bad = true;
                Error::Damaged(format!("line {number} {what}"))
            })?;
            rows += 1;
            Ok(true)
        });
        match outcome {
            Err(Error::Damaged(what)) if bad => self.damage(name, what),
            other => other?,
        }
        *self.contents.tables.entry(table.to_owned()).or_default() += rows;
        Ok(rows)
    }

    fn list(&mut self, name: &str, from: &mut dyn Read) -> u64 {
        self.nothing_missing();
        let mut lines = BufReader::new(from);
        let (mut line, mut rows) = (Vec::new(), 0);
        while let Ok(true) = next_line(&mut lines, &mut line) {
            let read: Option<(String, u64)> = serde_json::from_slice(&line).ok();
            match read.and_then(|(hash, bytes)| Some((hash.parse::<Hash>().ok()?, bytes))) {
                Some(file) => self.expected.push_back(file),
                None => self.damage(name, format!("line {} names no file", rows + 1)),
            }
            rows += 1;
        }
        rows
    }

    /// Files that a list named and that did not follow it.
    fn nothing_missing(&mut self) {
        for (hash, _) in std::mem::take(&mut self.expected) {
            self.damage(format!("files/{hash}"), "is missing");
        }
    }

    fn file(
        &mut self,
        name: &str,
        hash: &str,
        bytes: u64,
        content: &mut dyn Read,
        taker: &mut dyn Taker,
    ) -> Result<()> {
        let Some(hash) = hash.parse::<Hash>().ok().filter(|h| self.expected.iter().any(|(e, _)| e == h))
        else {
            self.damage(name, "is in no list of files");
            return Ok(());
        };
        while let Some((next, length)) = self.expected.pop_front() {
            if next == hash {
                if length != bytes {
                    self.damage(name, format!("is {bytes} bytes long, and should be {length}"));
                }
                break;
            }
            self.damage(format!("files/{next}"), "is missing");
        }
        taker.file(&hash, content)?;
        self.contents.files += 1;
        self.contents.file_bytes += bytes;
        Ok(())
    }

    fn read_manifest(&mut self, from: &mut dyn Read) -> u64 {
        self.nothing_missing();
        match small(from).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
            Some(manifest) => self.manifest = Some(manifest),
            None => self.damage(MANIFEST, "cannot be read"),
        }
        0
    }

    /// Compares what was seen with what the manifest says.
    fn compare(&mut self) {
        let Some(manifest) = self.manifest.take() else {
            if !self.damages.iter().any(|damage| damage.member == MANIFEST) {
                self.damage(MANIFEST, "is missing: the backup is cut off");
            }
            return;
        };
        let mut seen = std::mem::take(&mut self.seen).into_iter().peekable();
        for member in &manifest.members {
            match seen.next_if(|found| found.name == member.name) {
                Some(found) if found == *member => {}
                Some(_) if self.damages.iter().any(|damage| damage.member == member.name) => {}
                Some(found) if found.sha256 != member.sha256 => self
                    .damage(&member.name, "is damaged: its content has another hash than the manifest says"),
                Some(found) => self.damage(
                    &member.name,
                    format!("has {} rows, and the manifest says {}", found.rows, member.rows),
                ),
                None => self.damage(&member.name, "is missing"),
            }
        }
        for found in seen {
            self.damage(found.name, "is not in the manifest, or not in its place");
        }
        if manifest.files != self.contents.files {
            let say = format!("says {} files, and there are {}", manifest.files, self.contents.files);
            self.damage(MANIFEST, say);
        }
        self.contents.absent = manifest.absent;
    }
}
