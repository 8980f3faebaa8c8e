//! Parameters and rows, the same for both engines: whole numbers, text, bytes and nothing.
//!
//! Every column is BIGINT, TEXT or bytes, so that one set of SQL serves both.

use crate::error::{Error, Result};
use bytes::BytesMut;
use postgres::types::{IsNull, ToSql, Type};

/// A parameter, borrowed for the length of one statement.
#[derive(Debug, Clone, Copy)]
pub enum Param<'a> {
    /// SQL NULL.
    Null,
    /// A BIGINT; flags are 0 and 1.
    Int(i64),
    /// A TEXT.
    Text(&'a str),
    /// A BLOB or BYTEA.
    Bytes(&'a [u8]),
}

macro_rules! param_from {
    ($($from:ty => |$v:ident| $to:expr),* $(,)?) => { $(
        impl<'a> From<$from> for Param<'a> { fn from($v: $from) -> Self { $to } }
    )* };
}
param_from! {
    i64 => |v| Param::Int(v),
    &'a i64 => |v| Param::Int(*v),
    i32 => |v| Param::Int(i64::from(v)),
    u32 => |v| Param::Int(i64::from(v)),
    bool => |v| Param::Int(i64::from(v)),
    &'a str => |v| Param::Text(v),
    &'a String => |v| Param::Text(v.as_str()),
    &'a [u8] => |v| Param::Bytes(v),
    &'a Vec<u8> => |v| Param::Bytes(v.as_slice()),
}
impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(v: Option<T>) -> Self {
        v.map_or(Param::Null, Into::into)
    }
}
impl<'a> From<&'a Option<String>> for Param<'a> {
    fn from(v: &'a Option<String>) -> Self {
        v.as_deref().into()
    }
}

/// Makes the list of parameters of a statement: `params![id, &slug, None::<i64>]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Param::from($value)),*] };
}

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput::Borrowed, ValueRef};
        Ok(Borrowed(match self {
            Param::Null => ValueRef::Null,
            Param::Int(v) => ValueRef::Integer(*v),
            Param::Text(v) => ValueRef::Text(v.as_bytes()),
            Param::Bytes(v) => ValueRef::Blob(v),
        }))
    }
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Param::Null => Ok(IsNull::Yes),
            Param::Int(v) if *ty == Type::INT4 => i32::try_from(*v)?.to_sql(ty, out),
            Param::Int(v) if *ty == Type::INT8 => v.to_sql(ty, out),
            Param::Text(v) if <&str as ToSql>::accepts(ty) => v.to_sql(ty, out),
            Param::Bytes(v) if *ty == Type::BYTEA => v.to_sql(ty, out),
            other => Err(format!("a parameter {other:?} was given where the statement wants {ty}").into()),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    postgres::types::to_sql_checked!();
}

/// One row of an answer, read by position.
pub enum Row<'r> {
    /// From SQLite.
    Lite(&'r rusqlite::Row<'r>),
    /// From PostgreSQL.
    Pg(&'r postgres::Row),
}

impl Row<'_> {
    /// A whole number that is never NULL.
    pub fn int(&self, at: usize) -> Result<i64> {
        self.opt_int(at)?.ok_or_else(|| null(at))
    }
    /// A whole number or NULL.
    pub fn opt_int(&self, at: usize) -> Result<Option<i64>> {
        match self {
            Row::Lite(row) => Ok(row.get(at)?),
            // A literal or a cast truth value is an INT4 there.
            Row::Pg(row) if row.columns().get(at).is_some_and(|c| *c.type_() == Type::INT4) => {
                Ok(row.try_get::<_, Option<i32>>(at)?.map(i64::from))
            }
            Row::Pg(row) => Ok(row.try_get(at)?),
        }
    }
    /// A flag, stored as 0 or 1.
    pub fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.int(at)? != 0)
    }
    /// Text that is never NULL.
    pub fn text(&self, at: usize) -> Result<String> {
        self.opt_text(at)?.ok_or_else(|| null(at))
    }
    /// Text or NULL.
    pub fn opt_text(&self, at: usize) -> Result<Option<String>> {
        match self {
            Row::Lite(row) => Ok(row.get(at)?),
            Row::Pg(row) => Ok(row.try_get(at)?),
        }
    }
    /// Stored JSON, read into its type; what cannot be read is an [`Error::Damaged`].
    pub fn json<T: serde::de::DeserializeOwned>(&self, at: usize) -> Result<T> {
        match self {
            Row::Lite(row) => {
                let text = row.get_ref(at)?.as_str().map_err(|e| Error::Damaged(e.to_string()))?;
                Ok(serde_json::from_str(text)?)
            }
            Row::Pg(row) => Ok(serde_json::from_str(row.try_get::<_, &str>(at)?)?),
        }
    }
}

fn null(at: usize) -> Error {
    Error::Damaged(format!("column {at} is empty where a value was expected"))
}
