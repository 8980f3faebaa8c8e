//! Writing a backup, from one snapshot, while the server runs.

use super::{
    Progress,
    format::{Contents, FILES_A_LIST, FORMAT, HEADER, Header, MANIFEST, Manifest, Member, PART},
    named,
    partial::{Partial, full},
    row,
    stream::Hashing,
};
use crate::{
    db::{self, Separate, Sql},
    error::{Error, Result},
    files::{Files, Hash, StoreError},
};
use sha2::Digest;
use std::{
    fs::File,
    io::{BufWriter, Read, Write},
    path::{Path, PathBuf},
};

/// What happens when a file that the database names is not in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// The backup is refused, and the file named.
    Refuse,
    /// The backup is made without it, and says so.
    Note,
}

/// zstd's own default: text shrinks to a fifth at some 200 MB a second.
const LEVEL: i32 = 3;
/// Rows between two looks at the progress bar.
const STEP: u64 = 1_000;

/// Writes a backup of everything that `from` sees in one snapshot, and of the files it names, to the new file `to`.
///
/// # Errors
/// [`Error::Refused`] if `to` exists or a file is missing or damaged; [`Error::File`] if the disk is full. Then nothing is left behind.
pub fn write(
    from: &mut Separate,
    files: &Files,
    to: &Path,
    absent: Absent,
    progress: &mut dyn FnMut(Progress),
) -> Result<Contents> {
    let (partial, file) = Partial::create(to)?;
    let mut encoder = zstd::Encoder::new(BufWriter::with_capacity(1 << 20, file), LEVEL).map_err(full(to))?;
    // Finds a damaged byte that no member's hash would.
    encoder.include_checksum(true).map_err(full(to))?;
    let mut out = Out {
        tar: tar::Builder::new(encoder),
        to: to.to_owned(),
        manifest: Manifest::default(),
        mtime: now_seconds(),
    };
    let contents = from.snapshot(|sql| {
        let header = Header {
            format: FORMAT,
            dateline: env!("CARGO_PKG_VERSION").to_owned(),
            migration: db::applied_migrations(sql)?,
            engine: if sql.is_postgres() { "postgres" } else { "sqlite" }.to_owned(),
            made_at: jiff::Timestamp::now().to_string(),
        };
        out.member(HEADER, 0, &serde_json::to_vec_pretty(&header)?)?;
        let mut contents = Contents::of(header);
        write_tables(&mut out, sql, &mut contents, progress)?;
        write_files(&mut out, sql, files, absent, progress)?;
        Ok(contents)
    })?;
    let manifest = std::mem::take(&mut out.manifest);
    out.member(MANIFEST, 0, &serde_json::to_vec_pretty(&manifest)?)?;
    let encoder = out.tar.into_inner().map_err(full(to))?;
    let mut buffer = encoder.finish().map_err(full(to))?;
    buffer.flush().map_err(full(to))?;
    buffer.get_ref().sync_all().map_err(full(to))?;
    partial.keep(to)?;
    Ok(Contents {
        files: manifest.files,
        file_bytes: manifest.file_bytes,
        absent: manifest.absent,
        ..contents
    })
}

fn write_tables(
    out: &mut Out,
    sql: &mut Sql<'_>,
    contents: &mut Contents,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    let tables = db::tables(sql)?;
    let mut total = 0;
    for table in &tables {
        total += db::count(sql, table)?;
    }
    let mut done = 0;
    for table in &tables {
        let head = serde_json::to_string(&table.columns)? + "\n";
        let mut part = Part { number: 1, rows: 0, text: head.clone().into_bytes() };
        let mut count = 0;
        db::each_row(sql, table, &mut |cells| {
            row::append(cells, &mut part.text);
            (part.rows, count, done) = (part.rows + 1, count + 1, done + 1);
            if done % STEP == 0 {
                progress(Progress::Rows(done, total));
            }
            if part.text.len() >= PART {
                out.part(&table.name, &part)?;
                part = Part { number: part.number + 1, rows: 0, text: head.clone().into_bytes() };
            }
            Ok(())
        })?;
        // A table without rows has one part that says so: a table that is not there would be a loss.
        if part.rows > 0 || part.number == 1 {
            out.part(&table.name, &part)?;
        }
        contents.tables.insert(table.name.clone(), count);
    }
    progress(Progress::Rows(total, total));
    Ok(())
}

struct Part {
    number: u32,
    rows: u64,
    text: Vec<u8>,
}

fn write_files(
    out: &mut Out,
    sql: &mut Sql<'_>,
    files: &Files,
    absent: Absent,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    // A guess at the whole: variants are not counted, and a file that two things name is counted twice.
    let total = sql.number("SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM media", &[])?;
    let total = u64::try_from(total).unwrap_or(0);
    let mut batch = Vec::new();
    let mut number = 0;
    let mut flush = |out: &mut Out, batch: &mut Vec<(Hash, u64)>| -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        number += 1;
        let list: String = batch.iter().map(|(hash, bytes)| format!("[\"{hash}\",{bytes}]\n")).collect();
        out.member(&format!("lists/{number:05}.jsonl"), batch.len() as u64, list.as_bytes())?;
        for (hash, bytes) in batch.drain(..) {
            out.file(files, &hash, bytes)?;
            let done = out.manifest.file_bytes;
            progress(Progress::Bytes(done, total.max(done)));
        }
        Ok(())
    };
    named::each(sql, &mut |_, hash| {
        match files.len(&hash) {
            Ok(bytes) => batch.push((hash, bytes)),
            Err(StoreError::Missing { .. }) if absent == Absent::Note => {
                out.manifest.absent.push(hash.to_string())
            }
            Err(error) => return Err(Error::refused("backup", error.to_string())),
        }
        if batch.len() >= FILES_A_LIST { flush(out, &mut batch) } else { Ok(()) }
    })?;
    flush(out, &mut batch)
}

/// The stream that is written.
struct Out {
    tar: tar::Builder<zstd::Encoder<'static, BufWriter<File>>>,
    to: PathBuf,
    manifest: Manifest,
    mtime: u64,
}

impl Out {
    fn part(&mut self, table: &str, part: &Part) -> Result<()> {
        self.member(&format!("tables/{table}/{:05}.jsonl", part.number), part.rows, &part.text)
    }

    fn member(&mut self, name: &str, rows: u64, content: &[u8]) -> Result<()> {
        self.append(name, content.len() as u64, content)?;
        self.manifest.members.push(Member {
            name: name.to_owned(),
            rows,
            bytes: content.len() as u64,
            sha256: Hash::of(content).to_string(),
        });
        Ok(())
    }

    fn file(&mut self, files: &Files, hash: &Hash, bytes: u64) -> Result<()> {
        let refused = |why: String| Error::refused("backup", why);
        let file = files.open_file(hash).map_err(|e| refused(e.to_string()))?;
        let mut reading = Hashing::new(file.take(bytes));
        let written = self.append(&format!("files/{hash}"), bytes, &mut reading);
        if let Some(error) = reading.failed {
            return Err(refused(format!(
                "the file {hash} cannot be read: {error}; bring it back from a backup"
            )));
        }
        written?;
        let found = Hash::from(<[u8; 32]>::from(reading.hash.finalize()));
        if found != *hash || reading.bytes != bytes {
            return Err(refused(StoreError::Damaged { hash: *hash, found }.to_string()));
        }
        self.manifest.files += 1;
        self.manifest.file_bytes += bytes;
        Ok(())
    }

    fn append(&mut self, name: &str, bytes: u64, content: impl Read) -> Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(self.mtime);
        self.tar.append_data(&mut header, name, content).map_err(full(&self.to))
    }
}

fn now_seconds() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or(0)
}
