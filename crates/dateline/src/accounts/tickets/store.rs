//! The SQL of links that work once.

use super::model::{Open, Ticket, TicketKind};
use crate::{
    accounts::roles::Role,
    changes::Tx,
    db::{Row, Sql},
    error::Result,
    params,
};

/// Keeps a link until `ends_at`, and gives its number.
pub fn add(tx: &mut Tx<'_, '_>, kind: TicketKind, ticket: &Ticket, ends_at: i64) -> Result<i64> {
    let (now, by) = (tx.now, tx.actor.person);
    tx.number(
        "INSERT INTO tickets (hash, kind, person_id, email, name, role, made_at, made_by, ends_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
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
    )
}

fn ticket(row: &Row<'_>) -> Result<Ticket> {
    Ok(Ticket {
        hash: row.text(0)?,
        person: row.opt_int(1)?,
        email: row.text(2)?,
        name: row.text(3)?,
        role: Role::parse(&row.text(4)?).ok(),
    })
}

/// A link that still works, by what is kept of it.
pub fn find(sql: &mut Sql<'_>, kind: TicketKind, hash: &str, now: i64) -> Result<Option<Ticket>> {
    sql.row(
        "SELECT hash, person_id, email, name, role FROM tickets WHERE hash = ?1 AND kind = ?2 AND ends_at > ?3",
        params![hash, kind.as_str(), now],
        ticket,
    )
}

/// A link that still works, by its number.
pub fn by_id(sql: &mut Sql<'_>, kind: TicketKind, id: i64, now: i64) -> Result<Option<Ticket>> {
    sql.row(
        "SELECT hash, person_id, email, name, role FROM tickets WHERE id = ?1 AND kind = ?2 AND ends_at > ?3",
        params![id, kind.as_str(), now],
        ticket,
    )
}

/// Invitations that nobody has taken up yet, those that end first first.
pub fn open_invitations(sql: &mut Sql<'_>, now: i64, limit: i64) -> Result<Vec<Open>> {
    sql.rows(
        "SELECT id, name, email, role, made_at, ends_at FROM tickets WHERE kind = 'invitation' AND ends_at > ?1
         ORDER BY ends_at, id LIMIT ?2",
        params![now, limit],
        |row| {
            Ok(Open {
                id: row.int(0)?,
                name: row.text(1)?,
                email: row.text(2)?,
                role: row.text(3)?,
                made_at: row.int(4)?,
                ends_at: row.int(5)?,
            })
        },
    )
}

/// Uses a link up; false if somebody else has.
pub fn use_up(tx: &mut Tx<'_, '_>, hash: &str) -> Result<bool> {
    Ok(tx.execute("DELETE FROM tickets WHERE hash = ?1", params![hash])? > 0)
}

/// Takes an invitation back; false if there is none.
pub fn withdraw(tx: &mut Tx<'_, '_>, id: i64) -> Result<bool> {
    Ok(tx.execute("DELETE FROM tickets WHERE id = ?1 AND kind = 'invitation'", params![id])? > 0)
}

/// Gives a link another secret: the one before no longer works.
pub fn renew(tx: &mut Tx<'_, '_>, id: i64, hash: &str, ends_at: i64) -> Result<bool> {
    let now = tx.now;
    let changed = tx.execute(
        "UPDATE tickets SET hash = ?2, ends_at = ?3 WHERE id = ?1 AND ends_at > ?4",
        params![id, hash, ends_at, now],
    )?;
    Ok(changed > 0)
}

/// Takes back every link of a kind.
pub fn drop_all(tx: &mut Tx<'_, '_>, kind: TicketKind) -> Result<u64> {
    tx.execute("DELETE FROM tickets WHERE kind = ?1", params![kind.as_str()])
}

/// Takes back the links of a kind that are for a person.
pub fn drop_of(tx: &mut Tx<'_, '_>, kind: TicketKind, person: i64) -> Result<u64> {
    tx.execute("DELETE FROM tickets WHERE kind = ?1 AND person_id = ?2", params![kind.as_str(), person])
}

/// Takes back the invitations of an address.
pub fn drop_for(tx: &mut Tx<'_, '_>, email: &str) -> Result<u64> {
    tx.execute("DELETE FROM tickets WHERE kind = 'invitation' AND email = ?1", params![email])
}

/// Drops links that have ended.
pub fn prune(tx: &mut Tx<'_, '_>) -> Result<u64> {
    let now = tx.now;
    tx.execute("DELETE FROM tickets WHERE ends_at <= ?1", params![now])
}
