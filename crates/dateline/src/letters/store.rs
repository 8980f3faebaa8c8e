//! The letters' SQL: who wants which.

use super::model::{ABOUTS, About, DeskLetter};
use crate::{
    accounts::{self, roles::Role},
    changes::Tx,
    db::Sql,
    error::Result,
    jobs, params,
};

/// How long comments are gathered before one letter tells of them, in microseconds: half an hour.
const GATHER: i64 = 30 * 60 * 1_000_000;

/// What somebody has chosen: each thing with whether it is wanted.
pub fn choices(sql: &mut Sql<'_>, person: i64) -> Result<Vec<(About, bool)>> {
    let chosen =
        sql.rows("SELECT about, wanted FROM letter_choices WHERE person_id = ?1", params![person], |row| {
            Ok((row.text(0)?, row.flag(1)?))
        })?;
    let wanted = |about: About| {
        chosen.iter().find(|(name, _)| name == about.as_str()).map_or(about.unless_chosen(), |(_, on)| *on)
    };
    Ok(ABOUTS.into_iter().map(|about| (about, wanted(about))).collect())
}

/// Notes what somebody chooses.
pub fn choose(tx: &mut Tx<'_, '_>, person: i64, about: About, wanted: bool) -> Result<()> {
    tx.execute(
        "INSERT INTO letter_choices (person_id, about, wanted) VALUES (?1, ?2, ?3)
         ON CONFLICT (person_id, about) DO UPDATE SET wanted = excluded.wanted",
        params![person, about.as_str(), wanted],
    )?;
    Ok(())
}

fn wants(sql: &mut Sql<'_>, person: i64, about: About) -> Result<bool> {
    let account = accounts::store::of(sql, person)?.filter(|a| a.closed_at.is_none());
    let Some(account) = account.filter(|a| about.concerns(a.role)) else { return Ok(false) };
    Ok(choices(sql, account.person)?.contains(&(about, true)))
}

/// Queues a letter to somebody who wants it, unless they did themselves what it tells of.
pub fn tell(tx: &mut Tx<'_, '_>, about: About, person: i64, article: i64, row: i64) -> Result<()> {
    let by = tx.actor.person;
    if by == Some(person) || !wants(tx, person, about)? {
        return Ok(());
    }
    let letter = DeskLetter { about, person, article, row, by };
    jobs::store::queue(tx, &letter, None, 0)
}

/// Has editors told that comments wait: once for all that come within half an hour.
pub fn comments_wait(tx: &mut Tx<'_, '_>) -> Result<()> {
    for person in with_role(tx, Role::Editor)? {
        if wants(tx, person, About::Comments)? {
            let letter = DeskLetter { about: About::Comments, person, article: 0, row: 0, by: None };
            jobs::store::queue(tx, &letter, Some(&format!("desk_letter/comments/{person}")), GATHER)?;
        }
    }
    Ok(())
}

/// Everybody with an open account whose role goes at least so far.
pub fn with_role(sql: &mut Sql<'_>, least: Role) -> Result<Vec<i64>> {
    let all = sql.rows(
        "SELECT person_id, role FROM accounts WHERE closed_at IS NULL ORDER BY person_id LIMIT 1000",
        &[],
        |row| Ok((row.int(0)?, Role::parse(&row.text(1)?)?)),
    )?;
    Ok(all.into_iter().filter(|(_, role)| *role >= least).map(|(person, _)| person).collect())
}
