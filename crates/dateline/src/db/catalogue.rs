//! The tables as the database itself lists them: a backup must read a schema that is older than this program.
//!
//! This is the one place where SQL is put together from names. They come from the database's catalogue, never from a file.

use super::{sql::Sql, value::Param};
use crate::{
    error::{Error, Result},
    params,
};
use postgres::{fallible_iterator::FallibleIterator, types::Type};
use rusqlite::types::ValueRef;
use std::io::Write;

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// NULL.
    Null,
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(String),
    /// A BLOB or BYTEA.
    Bytes(Vec<u8>),
}

/// A table and its columns, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Their names.
    pub columns: Vec<String>,
    key: Vec<String>,
}

impl Table {
    /// The same table with only these columns, in this order.
    pub fn with_columns(&self, columns: &[String]) -> Table {
        Table { columns: columns.to_vec(), ..self.clone() }
    }
}

/// Every table but the list of migrations, in the order of their names.
pub fn tables(sql: &mut Sql<'_>) -> Result<Vec<Table>> {
    let names = if sql.is_postgres() {
        "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()
             AND table_type = 'BASE TABLE' AND table_name <> 'migrations' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY 1"
    };
    let (columns, key) = if sql.is_postgres() {
        (
            "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = current_schema()
                 AND CAST(table_name AS TEXT) = ?1 ORDER BY ordinal_position",
            "SELECT CAST(k.column_name AS TEXT) FROM information_schema.key_column_usage k
                 JOIN information_schema.table_constraints c
                   ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name
                 WHERE c.constraint_type = 'PRIMARY KEY' AND k.table_schema = current_schema()
                   AND c.table_name = k.table_name AND CAST(k.table_name AS TEXT) = ?1 ORDER BY k.ordinal_position",
        )
    } else {
        (
            "SELECT name FROM pragma_table_info(?1) ORDER BY cid",
            "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk",
        )
    };
    let mut all = Vec::new();
    for name in sql.rows(names, &[], |row| row.text(0))? {
        let mut columns = sql.rows(columns, params![&name], |row| row.text(0))?;
        // Transaction numbers mean something to one PostgreSQL server alone, and nothing after a restore.
        columns.retain(|column| !(name == "changes" && column == "xid"));
        let key = sql.rows(key, params![&name], |row| row.text(0))?;
        all.push(Table { name, columns, key });
    }
    Ok(all)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// Whether a table has any row.
pub fn has_rows(sql: &mut Sql<'_>, table: &Table) -> Result<bool> {
    let query = format!("SELECT 1 FROM {} LIMIT 1", quoted(&table.name));
    match sql {
        Sql::Lite(connection) => Ok(connection.prepare(&query)?.exists([])?),
        Sql::Pg(connection) => Ok(!connection.client.query(&query, &[])?.is_empty()),
    }
}

/// How many rows a table has.
pub fn count(sql: &mut Sql<'_>, table: &Table) -> Result<u64> {
    let query = format!("SELECT COUNT(*) FROM {}", quoted(&table.name));
    let count: i64 = match sql {
        Sql::Lite(connection) => connection.query_row(&query, [], |row| row.get(0))?,
        Sql::Pg(connection) => connection.client.query_one(&query, &[])?.try_get(0)?,
    };
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Gives every row of a table to `see`, in the order of its key, one at a time on either engine.
pub fn each_row(sql: &mut Sql<'_>, table: &Table, see: &mut dyn FnMut(&[Cell]) -> Result<()>) -> Result<()> {
    let order = if table.key.is_empty() { String::new() } else { format!(" ORDER BY {}", list(&table.key)) };
    let query = format!("SELECT {} FROM {}{order}", list(&table.columns), quoted(&table.name));
    let mut cells = Vec::with_capacity(table.columns.len());
    match sql {
        Sql::Lite(connection) => {
            let mut statement = connection.prepare(&query)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                cells.clear();
                for (at, column) in table.columns.iter().enumerate() {
                    let cell = lite_cell(row.get_ref(at)?);
                    cells.push(
                        cell.map_err(|what| Error::Damaged(format!("{}.{column}: {what}", table.name)))?,
                    );
                }
                see(&cells)?;
            }
        }
        Sql::Pg(connection) => {
            // Unlike `query`, this fetches rows as they are asked for.
            let mut rows = connection.client.query_raw(&query, Vec::<i64>::new())?;
            while let Some(row) = rows.next()? {
                cells.clear();
                for at in 0..row.len() {
                    cells.push(pg_cell(&row, at)?);
                }
                see(&cells)?;
            }
        }
    }
    Ok(())
}

fn lite_cell(value: ValueRef<'_>) -> std::result::Result<Cell, String> {
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        ValueRef::Text(text) => Cell::Text(
            std::str::from_utf8(text).map_err(|e| format!("holds text that is no UTF-8: {e}"))?.to_owned(),
        ),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
        ValueRef::Real(number) => return Err(format!("holds {number}, where only whole numbers may stand")),
    })
}

fn pg_cell(row: &postgres::Row, at: usize) -> Result<Cell> {
    let kind = row.columns().get(at).map(|column| column.type_().clone()).unwrap_or(Type::TEXT);
    Ok(match kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map_or(Cell::Null, Cell::Int),
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map_or(Cell::Null, |n| Cell::Int(n.into())),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.map_or(Cell::Null, Cell::Bytes),
        _ => row.try_get::<_, Option<String>>(at)?.map_or(Cell::Null, Cell::Text),
    })
}

/// Inserts rows for as long as `next` fills in one, in the order of `table.columns`. Says how many there were.
pub fn insert(
    sql: &mut Sql<'_>,
    table: &Table,
    next: &mut dyn FnMut(&mut Vec<Cell>) -> Result<bool>,
) -> Result<u64> {
    let (mut cells, mut count) = (Vec::new(), 0);
    match sql {
        Sql::Lite(connection) => {
            let marks: Vec<String> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
            let query = format!(
                "INSERT INTO {} ({}) VALUES ({})",
                quoted(&table.name),
                list(&table.columns),
                marks.join(", ")
            );
            let mut statement = connection.prepare(&query)?;
            while next(&mut cells)? {
                statement.execute(rusqlite::params_from_iter(cells.iter().map(|cell| match cell {
                    Cell::Null => Param::Null,
                    Cell::Int(number) => Param::Int(*number),
                    Cell::Text(text) => Param::Text(text),
                    Cell::Bytes(bytes) => Param::Bytes(bytes),
                })))?;
                count += 1;
            }
        }
        Sql::Pg(connection) => {
            let query = format!("COPY {} ({}) FROM STDIN", quoted(&table.name), list(&table.columns));
            let mut copy = connection.client.copy_in(&query)?;
            let mut line = Vec::new();
            while next(&mut cells)? {
                line.clear();
                for (at, cell) in cells.iter().enumerate() {
                    if at > 0 {
                        line.push(b'\t');
                    }
                    copied(cell, &mut line)
                        .map_err(|what| Error::refused(format!("table {}", table.name), what))?;
                }
                line.push(b'\n');
                copy.write_all(&line).map_err(|e| Error::Database(e.to_string()))?;
                count += 1;
            }
            copy.finish()?;
        }
    }
    Ok(count)
}

/// COPY's text format (PostgreSQL manual, "COPY", File Formats).
fn copied(cell: &Cell, line: &mut Vec<u8>) -> std::result::Result<(), String> {
    match cell {
        Cell::Null => line.extend_from_slice(b"\\N"),
        Cell::Int(number) => line.extend_from_slice(number.to_string().as_bytes()),
        Cell::Bytes(bytes) => {
            line.extend_from_slice(b"\\\\x");
            bytes.iter().for_each(|byte| line.extend_from_slice(format!("{byte:02x}").as_bytes()));
        }
        Cell::Text(text) => {
            for byte in text.bytes() {
                match byte {
                    0 => {
                        return Err(format!(
                            "a text holds the character U+0000, which PostgreSQL cannot keep: {:?}; restore into SQLite and mend it there",
                            text.chars().take(80).collect::<String>()
                        ));
                    }
                    b'\\' => line.extend_from_slice(b"\\\\"),
                    b'\t' => line.extend_from_slice(b"\\t"),
                    b'\n' => line.extend_from_slice(b"\\n"),
                    b'\r' => line.extend_from_slice(b"\\r"),
                    other => line.push(other),
                }
            }
        }
    }
    Ok(())
}

/// What was taken off the tables while they are filled: table, name and definition of each constraint.
pub(super) struct Held(Vec<(String, String, String)>);

/// Lets rows come in any order: what refers to what is compared at the end. Takes away the rows that migrations put in.
pub(super) fn before_loading(sql: &mut Sql<'_>) -> Result<Held> {
    let mut held = Vec::new();
    if sql.is_postgres() {
        held = sql.rows(
            "SELECT CAST(CAST(conrelid AS regclass) AS TEXT), quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
             WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace) ORDER BY 1, 2",
            &[],
            |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)),
        )?;
        for (table, name, _) in &held {
            sql.batch(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}"))?;
        }
    }
    sql.batch("DELETE FROM sequences")?;
    Ok(Held(held))
}

/// Puts constraints back, which compares all rows, and lets PostgreSQL go on counting after the largest number.
pub(super) fn after_loading(sql: &mut Sql<'_>, held: &Held) -> Result<()> {
    for (table, name, definition) in &held.0 {
        sql.batch(&format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))?;
    }
    if !sql.is_postgres() {
        let broken = sql.row("PRAGMA foreign_key_check", &[], |row| Ok((row.text(0)?, row.text(2)?)))?;
        return match broken {
            None => Ok(()),
            Some((from, to)) => Err(Error::Damaged(format!(
                "a row of {from} refers to a row of {to} that is not in the backup; nothing was changed"
            ))),
        };
    }
    let counting = sql.rows(
        "SELECT quote_ident(table_name), quote_ident(column_name) FROM information_schema.columns
         WHERE table_schema = current_schema() AND is_identity = 'YES'",
        &[],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )?;
    for (table, column) in counting {
        sql.batch(&format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}), false)"
        ))?;
    }
    Ok(())
}
