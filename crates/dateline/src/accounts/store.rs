//! The accounts' SQL. None of it serves readers.

use super::{
    model::{Account, DAY, SESSION_FOR, Session, Ticket, TicketKind},
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

/// Adds an account for a person.
pub fn add(tx: &mut Tx<'_, '_>, person: i64, email: &str, role: Role, password: Option<&str>) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "INSERT INTO accounts (person_id, email, role, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![person, &email.to_lowercase(), role.as_str(), password, now],
    )?;
    Ok(())
}

/// Opens a session under what is kept of its secret.
pub fn open_session(tx: &mut Tx<'_, '_>, hash: &str, person: i64, whole: bool, device: &str) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "INSERT INTO sessions (hash, person_id, whole, device, started_at, seen_on, ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![hash, person, whole, device, now, now - now % DAY, now + SESSION_FOR],
    )?;
    Ok(())
}

/// A session that has not ended, of an account that is not closed.
pub fn session(sql: &mut Sql<'_>, hash: &str, now: i64) -> Result<Option<Session>> {
    sql.row(
        "SELECT a.person_id, p.name, a.email, a.role, a.language, a.closed_at, s.whole, s.seen_on
         FROM sessions s JOIN accounts a ON a.person_id = s.person_id JOIN people p ON p.id = a.person_id
         WHERE s.hash = ?1 AND s.ends_at > ?2 AND a.closed_at IS NULL",
        params![hash, now],
        |row| {
            Ok(Session {
                hash: hash.to_owned(),
                account: account(row)?,
                whole: row.flag(6)?,
                seen_on: row.int(7)?,
            })
        },
    )
}

/// Notes that a session is used, to the day, and lets it last from now.
pub fn touch_session(tx: &mut Tx<'_, '_>, hash: &str) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "UPDATE sessions SET seen_on = ?2, ends_at = ?3 WHERE hash = ?1",
        params![hash, now - now % DAY, now + SESSION_FOR],
    )?;
    Ok(())
}

/// Ends a session of a person; false if there is none.
pub fn end_session(tx: &mut Tx<'_, '_>, person: i64, hash: &str) -> Result<bool> {
    let ended =
        tx.execute("DELETE FROM sessions WHERE hash = ?1 AND person_id = ?2", params![hash, person])?;
    Ok(ended > 0)
}

/// Keeps a link that works once, until `ends_at`.
pub fn add_ticket(tx: &mut Tx<'_, '_>, kind: TicketKind, ticket: &Ticket, ends_at: i64) -> Result<()> {
    let (now, by) = (tx.now, tx.actor.person);
    tx.execute(
        "INSERT INTO tickets (hash, kind, person_id, email, name, role, made_at, made_by, ends_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            &ticket.hash,
            kind.as_str(),
            ticket.person,
            &ticket.email,
            &ticket.name,
            ticket.role.map_or("", Role::as_str),
            now,
            by,
            ends_at
        ],
    )?;
    Ok(())
}

/// A link that still works.
pub fn ticket(sql: &mut Sql<'_>, kind: TicketKind, hash: &str, now: i64) -> Result<Option<Ticket>> {
    sql.row(
        "SELECT person_id, email, name, role FROM tickets WHERE hash = ?1 AND kind = ?2 AND ends_at > ?3",
        params![hash, kind.as_str(), now],
        |row| {
            Ok(Ticket {
                hash: hash.to_owned(),
                person: row.opt_int(0)?,
                email: row.text(1)?,
                name: row.text(2)?,
                role: Role::parse(&row.text(3)?).ok(),
            })
        },
    )
}

/// Uses a link up; false if somebody else has.
pub fn use_ticket(tx: &mut Tx<'_, '_>, hash: &str) -> Result<bool> {
    Ok(tx.execute("DELETE FROM tickets WHERE hash = ?1", params![hash])? > 0)
}

/// Takes back every link of a kind.
pub fn drop_tickets(tx: &mut Tx<'_, '_>, kind: TicketKind) -> Result<u64> {
    tx.execute("DELETE FROM tickets WHERE kind = ?1", params![kind.as_str()])
}

/// Sets the desk's language for a person; empty for the site's.
pub fn set_language(tx: &mut Tx<'_, '_>, person: i64, language: &str) -> Result<()> {
    tx.execute("UPDATE accounts SET language = ?2 WHERE person_id = ?1", params![person, language])?;
    Ok(())
}
