//! The SQL of passkeys.

use super::model::{Ceremony, Kept, Kind, Listed};
use crate::{
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
    values::hex,
};
use webauthn_rs::prelude::Passkey;

/// What devices know an account by, if it was ever needed.
pub fn handle(sql: &mut Sql<'_>, person: i64) -> Result<Option<String>> {
    let found =
        sql.row("SELECT handle FROM accounts WHERE person_id = ?1", params![person], |row| row.opt_text(0))?;
    Ok(found.flatten())
}

/// Sets it, if there is none.
pub fn set_handle(tx: &mut Tx<'_, '_>, person: i64, handle: &str) -> Result<()> {
    tx.execute(
        "UPDATE accounts SET handle = ?2 WHERE person_id = ?1 AND handle IS NULL",
        params![person, handle],
    )?;
    Ok(())
}

/// Somebody's passkeys, in the order in which they were made.
pub fn list(sql: &mut Sql<'_>, person: i64) -> Result<Vec<Listed>> {
    sql.rows(
        "SELECT id, name, made_at, used_on FROM passkeys WHERE person_id = ?1 ORDER BY id LIMIT 100",
        params![person],
        |row| {
            Ok(Listed { id: row.int(0)?, name: row.text(1)?, made_at: row.int(2)?, used_on: row.opt_int(3)? })
        },
    )
}

/// Somebody's public keys.
pub fn keys(sql: &mut Sql<'_>, person: i64) -> Result<Vec<Passkey>> {
    sql.rows(
        "SELECT credential FROM passkeys WHERE person_id = ?1 ORDER BY id LIMIT 100",
        params![person],
        |row| row.json(0),
    )
}

fn kept(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        id: row.int(0)?,
        person: row.int(1)?,
        handle: row.opt_text(2)?.unwrap_or_default(),
        passkey: row.json(3)?,
    })
}

/// The passkey that an answer names, unless its account is closed.
pub fn by_credential(sql: &mut Sql<'_>, credential: &[u8]) -> Result<Option<Kept>> {
    sql.row(
        "SELECT k.id, k.person_id, a.handle, k.credential FROM passkeys k JOIN accounts a ON a.person_id = k.person_id
         WHERE k.credential_id = ?1 AND a.closed_at IS NULL",
        params![&hex(credential)],
        kept,
    )
}

/// Keeps a passkey; false if it is kept already, for whomever.
pub fn add(tx: &mut Tx<'_, '_>, person: i64, name: &str, passkey: &Passkey, counter: i64) -> Result<bool> {
    let now = tx.now;
    let json = serde_json::to_string(passkey)?;
    let added = tx.execute(
        "INSERT INTO passkeys (credential_id, person_id, name, credential, counter, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (credential_id) DO NOTHING",
        params![&hex(passkey.cred_id()), person, name, &json, counter, now],
    )?;
    Ok(added > 0)
}

/// Notes that a passkey was used. False if a device that counts has signed as often or oftener before: then there are two of it.
pub fn used(tx: &mut Tx<'_, '_>, id: i64, passkey: &Passkey, counter: i64, day: i64) -> Result<bool> {
    let json = serde_json::to_string(passkey)?;
    let changed = tx.execute(
        "UPDATE passkeys SET credential = ?2, counter = ?3, used_on = ?4
         WHERE id = ?1 AND (counter < ?3 OR (counter = 0 AND ?3 = 0))",
        params![id, &json, counter, day],
    )?;
    Ok(changed > 0)
}

/// Calls one of somebody's passkeys something else; false if there is none.
pub fn rename(tx: &mut Tx<'_, '_>, person: i64, id: i64, name: &str) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE passkeys SET name = ?3 WHERE id = ?2 AND person_id = ?1",
        params![person, id, name],
    )?;
    Ok(changed > 0)
}

/// Drops one of somebody's passkeys; false if there is none.
pub fn remove(tx: &mut Tx<'_, '_>, person: i64, id: i64) -> Result<bool> {
    Ok(tx.execute("DELETE FROM passkeys WHERE id = ?2 AND person_id = ?1", params![person, id])? > 0)
}

/// Keeps what is under way, until it ends.
pub fn begin(
    tx: &mut Tx<'_, '_>,
    hash: &str,
    kind: Kind,
    person: Option<i64>,
    state: &str,
    ends_at: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO ceremonies (hash, kind, person_id, state, ends_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![hash, kind.as_str(), person, state, ends_at],
    )?;
    Ok(())
}

/// What is under way, unless it has ended.
pub fn ceremony(sql: &mut Sql<'_>, hash: &str, kind: Kind, now: i64) -> Result<Option<Ceremony>> {
    sql.row(
        "SELECT person_id, state FROM ceremonies WHERE hash = ?1 AND kind = ?2 AND ends_at > ?3",
        params![hash, kind.as_str(), now],
        |row| Ok(Ceremony { person: row.opt_int(0)?, state: row.text(1)? }),
    )
}

/// Ends what is under way; false if somebody else has.
pub fn end(tx: &mut Tx<'_, '_>, hash: &str) -> Result<bool> {
    Ok(tx.execute("DELETE FROM ceremonies WHERE hash = ?1", params![hash])? > 0)
}

/// Drops what nobody answered.
pub fn prune(tx: &mut Tx<'_, '_>) -> Result<u64> {
    let now = tx.now;
    tx.execute("DELETE FROM ceremonies WHERE ends_at <= ?1", params![now])
}
