//! Restoring: an empty site takes in all of a backup, or nothing of it.

use super::{
    Progress,
    format::Contents,
    read::{Damage, Taker, header, read},
    verify::verify,
};
use crate::{
    config::Config,
    db::{self, Cell, DatabaseUrl, Separate, Sql, Table},
    error::{Error, Result},
    files::{Files, Hash, StoreError},
    serve::lock,
};
use std::{
    collections::BTreeSet,
    io::Read,
    path::{Path, PathBuf},
};

/// Puts a backup into the empty site of `config`, whichever engine wrote it.
///
/// Files go into the store first, where those that no row names do no harm; the rows are one transaction. Migrations that
/// are newer than the backup run after it.
///
/// # Errors
/// [`Error::Refused`] if there is a site already, if a server runs on the data folder, or if the backup is damaged, of a newer
/// Dateline, or has a table or column that is not known. Then nothing was changed.
pub fn restore(
    config: &Config,
    files: &Files,
    path: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Contents> {
    let header = header(path)?;
    if lock::is_held(config)? {
        return Err(Error::refused(
            config.data.display().to_string(),
            "a server runs on this data folder; stop it, or give another --data",
        ));
    }
    let new = refuse_a_site(&config.database, header.migration)?;
    let outcome = Separate::fill(&config.database, header.migration, |sql| {
        let tables = db::tables(sql)?;
        let mut into = Into { sql, files, tables, filled: BTreeSet::new() };
        let (contents, damages) = read(path, &mut into, progress)?;
        if let Some(first) = damages.first() {
            return Err(damaged(path, first, damages.len()));
        }
        let missing = into.tables.iter().find(|table| !into.filled.contains(&table.name));
        match missing {
            Some(table) => Err(Error::refused(
                path.display().to_string(),
                format!("does not hold the table {}; nothing was changed", table.name),
            )),
            None => Ok(contents),
        }
    });
    let Err(error) = outcome else { return outcome };
    for file in new {
        let _ = std::fs::remove_file(file);
    }
    // A damaged row may have been refused by the database before its hash was compared: say what is really wrong.
    if matches!(error, Error::Database(_) | Error::Damaged(_))
        && let Ok(verdict) = verify(path, &mut |_| {})
        && let Some(first) = verdict.damages.first()
    {
        return Err(damaged(path, first, verdict.damages.len()));
    }
    Err(error)
}

fn damaged(path: &Path, first: &Damage, many: usize) -> Error {
    let more = if many > 1 { format!(", and {} more", many - 1) } else { String::new() };
    Error::refused(
        path.display().to_string(),
        format!(
            "is damaged, so nothing was changed: {} {}{more}; `dateline verify` lists all; use another backup",
            first.member, first.what
        ),
    )
}

/// Refuses a database that holds anything. Names the files that will be new, so that a failure can take them away again.
fn refuse_a_site(url: &DatabaseUrl, migration: i64) -> Result<Vec<PathBuf>> {
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        let beside = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
        return Ok(vec![path.clone(), beside("-wal"), beside("-shm")]);
    }
    Separate::unmigrated(url)?.snapshot(|sql| {
        let refused = |why: String| Err(Error::refused(url.to_string(), why));
        let have = db::applied_migrations(sql)?;
        for table in db::tables(sql)? {
            if have == 0 {
                return refused(format!(
                    "is the database of something else (it has a table {}); give an empty one",
                    table.name
                ));
            }
            // A new site has the rows that its migrations put in.
            if table.name != "sequences" && db::has_rows(sql, &table)? {
                return refused(format!(
                    "holds something already (rows in {}), and a restore replaces nothing; give an empty --data or --database-url",
                    table.name
                ));
            }
        }
        if have > migration {
            return refused(format!(
                "is empty, but has the tables of migration {have}, and the backup is of migration {migration}; \
                 give a data folder or database that was never used"
            ));
        }
        Ok(Vec::new())
    })
}

struct Into<'a, 'c> {
    sql: &'a mut Sql<'c>,
    files: &'a Files,
    tables: Vec<Table>,
    filled: BTreeSet<String>,
}

impl Taker for Into<'_, '_> {
    fn rows(
        &mut self,
        name: &str,
        columns: &[String],
        next: &mut dyn FnMut(&mut Vec<Cell>) -> Result<bool>,
    ) -> Result<()> {
        let unknown = |what: String| {
            Error::refused("backup", format!("{what} is not known to this Dateline; nothing was changed"))
        };
        let Some(table) = self.tables.iter().find(|table| table.name == name) else {
            return Err(unknown(format!("its table {name:?}")));
        };
        if let Some(column) = columns.iter().find(|column| !table.columns.contains(column)) {
            return Err(unknown(format!("the column {column:?} of its table {name}")));
        }
        self.filled.insert(name.to_owned());
        db::insert(self.sql, &table.with_columns(columns), next)?;
        Ok(())
    }

    fn file(&mut self, hash: &Hash, content: &mut dyn Read) -> Result<()> {
        match self.files.put(content) {
            Ok(stored) if stored.hash != *hash && stored.new => {
                // A damaged one, which the reader names: it is of no use under the name that it has now.
                self.files.remove(&stored.hash).map(drop).map_err(|e| Error::refused("files", e.to_string()))
            }
            // What cannot be read is named by the reader, too.
            Ok(_) | Err(StoreError::Source(_)) => Ok(()),
            Err(error) => Err(Error::refused("files", format!("{error}; the database was not changed"))),
        }
    }
}
