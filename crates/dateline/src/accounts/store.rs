//! The accounts' SQL. None of it serves readers.

use super::{
    model::{Account, Byline, DAY, HALF_FOR, Listed, Opened, SESSION_FOR, Session},
    roles::Role,
};
use crate::{
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

/// Whether there is any account: without one, the server prints the link to make the first.
pub fn any(sql: &mut Sql<'_>) -> Result<bool> {
    Ok(sql.row("SELECT 1 FROM accounts LIMIT 1", &[], |_| Ok(()))?.is_some())
}

fn account(row: &Row<'_>) -> Result<Account> {
    Ok(Account {
        person: row.int(0)?,
        name: row.text(1)?,
        email: row.text(2)?,
        role: Role::parse(&row.text(3)?)?,
        language: row.text(4)?,
        closed_at: row.opt_int(5)?,
    })
}

/// An account by its address, which is compared in lower case, with its password's hash.
pub fn by_email(sql: &mut Sql<'_>, email: &str) -> Result<Option<(Account, Option<String>)>> {
    sql.row(
        "SELECT a.person_id, p.name, a.email, a.role, a.language, a.closed_at, a.password
         FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.email = ?1",
        params![&email.to_lowercase()],
        |row| Ok((account(row)?, row.opt_text(6)?)),
    )
}

/// A person's account.
pub fn of(sql: &mut Sql<'_>, person: i64) -> Result<Option<Account>> {
    sql.row(
        "SELECT a.person_id, p.name, a.email, a.role, a.language, a.closed_at
         FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.person_id = ?1",
        params![person],
        account,
    )
}

/// The hash of a person's password, if there is one.
pub fn password(sql: &mut Sql<'_>, person: i64) -> Result<Option<String>> {
    let found = sql
        .row("SELECT password FROM accounts WHERE person_id = ?1", params![person], |row| row.opt_text(0))?;
    Ok(found.flatten())
}

/// Accounts whose address comes after `after`, in the order of addresses.
pub fn list(sql: &mut Sql<'_>, after: &str, limit: i64) -> Result<Vec<Listed>> {
    sql.rows(
        "SELECT a.person_id, p.name, a.email, a.role, a.language, a.closed_at, a.seen_on,
             CASE WHEN EXISTS (SELECT 1 FROM code_apps c WHERE c.person_id = a.person_id AND c.confirmed_at IS NOT NULL)
                 OR EXISTS (SELECT 1 FROM passkeys k WHERE k.person_id = a.person_id) THEN 1 ELSE 0 END
         FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.email > ?1 ORDER BY a.email LIMIT ?2",
        params![after, limit],
        listed,
    )
}

/// An account, as the list has it.
pub fn one(sql: &mut Sql<'_>, person: i64) -> Result<Option<Listed>> {
    sql.row(
        "SELECT a.person_id, p.name, a.email, a.role, a.language, a.closed_at, a.seen_on,
             CASE WHEN EXISTS (SELECT 1 FROM code_apps c WHERE c.person_id = a.person_id AND c.confirmed_at IS NOT NULL)
                 OR EXISTS (SELECT 1 FROM passkeys k WHERE k.person_id = a.person_id) THEN 1 ELSE 0 END
         FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.person_id = ?1",
        params![person],
        listed,
    )
}

fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed { account: account(row)?, seen_on: row.opt_int(6)?, second_factor: row.flag(7)? })
}

/// People with a byline and no account whose address holds `part`, at most twenty.
pub fn bylines(sql: &mut Sql<'_>, part: &str) -> Result<Vec<Byline>> {
    let pattern = format!("%{}%", part.replace(['\\', '%'], "").replace('_', "\\_"));
    sql.rows(
        "SELECT p.id, p.name, p.slug FROM people p WHERE p.slug LIKE ?1 ESCAPE '\\' AND p.retired_at IS NULL
             AND p.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id)
         ORDER BY p.slug LIMIT 20",
        params![&pattern],
        |row| Ok(Byline { person: row.int(0)?, name: row.text(1)?, slug: row.text(2)? }),
    )
}

/// Adds an account for a person; false if the person or the address has one, even since it was looked for.
pub fn add(
    tx: &mut Tx<'_, '_>,
    person: i64,
    email: &str,
    role: Role,
    password: Option<&str>,
) -> Result<bool> {
    let now = tx.now;
    let added = tx.execute(
        "INSERT INTO accounts (person_id, email, role, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
        params![person, &email.to_lowercase(), role.as_str(), password, now],
    )?;
    Ok(added > 0)
}

/// Sets a role.
pub fn set_role(tx: &mut Tx<'_, '_>, person: i64, role: Role) -> Result<()> {
    tx.execute("UPDATE accounts SET role = ?2 WHERE person_id = ?1", params![person, role.as_str()])?;
    Ok(())
}

/// Sets a password's hash.
pub fn set_password(tx: &mut Tx<'_, '_>, person: i64, password: &str) -> Result<()> {
    tx.execute("UPDATE accounts SET password = ?2 WHERE person_id = ?1", params![person, password])?;
    Ok(())
}

/// Sets what somebody signs in with.
pub fn set_email(tx: &mut Tx<'_, '_>, person: i64, email: &str) -> Result<()> {
    tx.execute(
        "UPDATE accounts SET email = ?2 WHERE person_id = ?1",
        params![person, &email.to_lowercase()],
    )?;
    Ok(())
}

/// Sets the desk's language for a person; empty for the site's.
pub fn set_language(tx: &mut Tx<'_, '_>, person: i64, language: &str) -> Result<()> {
    tx.execute("UPDATE accounts SET language = ?2 WHERE person_id = ?1", params![person, language])?;
    Ok(())
}

/// Closes an account at a time, or opens it again.
pub fn set_closed(tx: &mut Tx<'_, '_>, person: i64, at: Option<i64>) -> Result<()> {
    tx.execute("UPDATE accounts SET closed_at = ?2 WHERE person_id = ?1", params![person, at])?;
    Ok(())
}

/// Has whoever else is about to change an administrator wait until this action is done, so that of two nobody is the last.
pub fn hold_administrators(tx: &mut Tx<'_, '_>) -> Result<()> {
    tx.execute("UPDATE accounts SET role = role WHERE role = 'administrator'", &[])?;
    Ok(())
}

/// Whether somebody with an open account is an administrator.
pub fn has_administrator(sql: &mut Sql<'_>) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM accounts WHERE role = 'administrator' AND closed_at IS NULL LIMIT 1",
        &[],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Opens a session under what is kept of its secret.
pub fn open_session(tx: &mut Tx<'_, '_>, hash: &str, person: i64, whole: bool, device: &str) -> Result<()> {
    let now = tx.now;
    let (today, lasts) = (now - now % DAY, if whole { SESSION_FOR } else { HALF_FOR });
    tx.execute(
        "INSERT INTO sessions (hash, person_id, whole, device, started_at, seen_on, ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![hash, person, whole, device, now, today, now + lasts],
    )?;
    if whole {
        tx.execute("UPDATE accounts SET seen_on = ?2 WHERE person_id = ?1", params![person, today])?;
    }
    Ok(())
}

/// A session that has not ended, of an account that is not closed.
pub fn session(sql: &mut Sql<'_>, hash: &str, now: i64) -> Result<Option<Session>> {
    sql.row(
        "SELECT a.person_id, p.name, a.email, a.role, a.language, a.closed_at, s.whole, s.seen_on,
             CASE WHEN EXISTS (SELECT 1 FROM code_apps c WHERE c.person_id = a.person_id AND c.confirmed_at IS NOT NULL)
                 OR EXISTS (SELECT 1 FROM passkeys k WHERE k.person_id = a.person_id) THEN 1 ELSE 0 END
         FROM sessions s JOIN accounts a ON a.person_id = s.person_id JOIN people p ON p.id = a.person_id
         WHERE s.hash = ?1 AND s.ends_at > ?2 AND a.closed_at IS NULL",
        params![hash, now],
        |row| {
            Ok(Session {
                hash: hash.to_owned(),
                account: account(row)?,
                whole: row.flag(6)?,
                seen_on: row.int(7)?,
                second_factor: row.flag(8)?,
            })
        },
    )
}

/// Notes that a session is used, to the day, and lets it last from now. One that is not whole does not last.
pub fn touch_session(tx: &mut Tx<'_, '_>, hash: &str) -> Result<()> {
    let now = tx.now;
    let today = now - now % DAY;
    tx.execute(
        "UPDATE sessions SET seen_on = ?2, ends_at = ?3 WHERE hash = ?1 AND whole = 1",
        params![hash, today, now + SESSION_FOR],
    )?;
    tx.execute(
        "UPDATE accounts SET seen_on = ?2 WHERE person_id = (SELECT person_id FROM sessions WHERE hash = ?1 AND whole = 1)",
        params![hash, today],
    )?;
    Ok(())
}

/// A person's sessions, the newest first.
pub fn sessions(sql: &mut Sql<'_>, person: i64, now: i64, limit: i64) -> Result<Vec<Opened>> {
    sql.rows(
        "SELECT hash, device, started_at, seen_on FROM sessions WHERE person_id = ?1 AND whole = 1 AND ends_at > ?2
         ORDER BY started_at DESC, hash LIMIT ?3",
        params![person, now, limit],
        |row| {
            Ok(Opened {
                hash: row.text(0)?,
                device: row.text(1)?,
                started_at: row.int(2)?,
                seen_on: row.int(3)?,
            })
        },
    )
}

/// Ends a session of a person; false if there is none.
pub fn end_session(tx: &mut Tx<'_, '_>, person: i64, hash: &str) -> Result<bool> {
    let ended =
        tx.execute("DELETE FROM sessions WHERE hash = ?1 AND person_id = ?2", params![hash, person])?;
    Ok(ended > 0)
}

/// Ends all sessions of a person, but for one that may stay.
pub fn end_sessions(tx: &mut Tx<'_, '_>, person: i64, except: Option<&str>) -> Result<u64> {
    let except = except.unwrap_or_default();
    tx.execute("DELETE FROM sessions WHERE person_id = ?1 AND hash <> ?2", params![person, except])
}

/// Drops sessions that have ended.
pub fn prune_sessions(tx: &mut Tx<'_, '_>) -> Result<u64> {
    let now = tx.now;
    tx.execute("DELETE FROM sessions WHERE ends_at <= ?1", params![now])
}
