//! The SQL of second factors, but for passkeys.

use super::codes::CodeApp;
use crate::{changes::Tx, db::Sql, error::Result, params};

/// Whether somebody has a second factor.
pub fn has(sql: &mut Sql<'_>, person: i64) -> Result<bool> {
    let found = sql.row(
        "SELECT 1 FROM code_apps WHERE person_id = ?1 AND confirmed_at IS NOT NULL
         UNION ALL SELECT 1 FROM passkeys WHERE person_id = ?1 LIMIT 1",
        params![person],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Somebody's app.
pub fn code_app(sql: &mut Sql<'_>, person: i64) -> Result<Option<CodeApp>> {
    sql.row(
        "SELECT secret, CASE WHEN confirmed_at IS NULL THEN 0 ELSE 1 END, last_step FROM code_apps WHERE person_id = ?1",
        params![person],
        |row| Ok(CodeApp { secret: row.text(0)?, confirmed: row.flag(1)?, last_step: row.int(2)? }),
    )
}

/// Keeps the secret of an app that is still to be confirmed, in place of one that was not.
pub fn begin_app(tx: &mut Tx<'_, '_>, person: i64, secret: &str) -> Result<()> {
    let now = tx.now;
    tx.execute(
        "INSERT INTO code_apps (person_id, secret, made_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at
         WHERE code_apps.confirmed_at IS NULL",
        params![person, secret, now],
    )?;
    Ok(())
}

/// Has an app count, by a code of a step; false if it counts already.
pub fn confirm_app(tx: &mut Tx<'_, '_>, person: i64, step: i64) -> Result<bool> {
    let now = tx.now;
    let changed = tx.execute(
        "UPDATE code_apps SET confirmed_at = ?2, last_step = ?3 WHERE person_id = ?1 AND confirmed_at IS NULL",
        params![person, now, step],
    )?;
    Ok(changed > 0)
}

/// Uses the code of a step up; false if it, or a later one, was used.
pub fn use_step(tx: &mut Tx<'_, '_>, person: i64, step: i64) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE code_apps SET last_step = ?2 WHERE person_id = ?1 AND confirmed_at IS NOT NULL AND last_step < ?2",
        params![person, step],
    )?;
    Ok(changed > 0)
}

/// Drops an app; false if there is none that counts.
pub fn drop_app(tx: &mut Tx<'_, '_>, person: i64) -> Result<bool> {
    Ok(tx.execute("DELETE FROM code_apps WHERE person_id = ?1", params![person])? > 0)
}

/// How many recovery codes are left.
pub fn recovery_left(sql: &mut Sql<'_>, person: i64) -> Result<i64> {
    sql.number("SELECT COUNT(*) FROM recovery_codes WHERE person_id = ?1", params![person])
}

/// Keeps a recovery code.
pub fn add_recovery(tx: &mut Tx<'_, '_>, person: i64, hash: &str) -> Result<()> {
    tx.execute("INSERT INTO recovery_codes (person_id, hash) VALUES (?1, ?2)", params![person, hash])?;
    Ok(())
}

/// Uses a recovery code up; false if there is none.
pub fn use_recovery(tx: &mut Tx<'_, '_>, person: i64, hash: &str) -> Result<bool> {
    let used =
        tx.execute("DELETE FROM recovery_codes WHERE person_id = ?1 AND hash = ?2", params![person, hash])?;
    Ok(used > 0)
}

/// Drops somebody's recovery codes.
pub fn drop_recovery(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    tx.execute("DELETE FROM recovery_codes WHERE person_id = ?1", params![person])?;
    Ok(())
}

/// Drops somebody's passkeys.
pub fn drop_passkeys(tx: &mut Tx<'_, '_>, person: i64) -> Result<()> {
    tx.execute("DELETE FROM passkeys WHERE person_id = ?1", params![person])?;
    Ok(())
}
