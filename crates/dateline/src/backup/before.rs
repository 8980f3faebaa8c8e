//! The backup that Dateline makes by itself before it changes the tables of an existing site.

use super::write::{Absent, write};
use crate::{
    app::open_files,
    config::Config,
    db::{self, DatabaseUrl, NEWEST_MIGRATION, Separate, Sql},
    error::{Error, Result},
};
use std::path::PathBuf;

/// Makes a backup of an existing site before its tables are changed. It costs one small query when nothing is pending.
///
/// It stands in the data folder, as `backups/before-migration-N-TIME.tar.zst`; nothing takes it away.
pub fn before_migrating(config: &Config) -> Result<()> {
    before(config, NEWEST_MIGRATION).map(drop)
}

/// As [`before_migrating`], for a program whose newest migration has the number `newest`.
pub(super) fn before(config: &Config, newest: i64) -> Result<Option<PathBuf>> {
    if let DatabaseUrl::Sqlite(path) = &config.database
        && !path.exists()
    {
        return Ok(None);
    }
    let mut from = Separate::unmigrated(&config.database)?;
    let have = from.snapshot(db::applied_migrations)?;
    if have == 0 || have >= newest || !from.snapshot(has_a_site)? {
        return Ok(None);
    }
    let folder = config.data.join("backups");
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let time = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%.3fZ").to_string();
    let file = folder.join(format!("before-migration-{}-{time}.tar.zst", have + 1));
    tracing::info!(file = %file.display(), "making a backup before the tables change");
    // A file that is missing already must not keep the site from being upgraded.
    let made = write(&mut from, &open_files(config)?, &file, Absent::Note, &mut |_| {})?;
    for hash in &made.absent {
        tracing::warn!(hash, "the backup lacks this file: it is not in the file store");
    }
    Ok(Some(file))
}

fn has_a_site(sql: &mut Sql<'_>) -> Result<bool> {
    for table in db::tables(sql)? {
        if matches!(table.name.as_str(), "articles" | "people" | "settings") && db::has_rows(sql, &table)? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::open_store,
        backup,
        changes::{Actions, Actor, Via},
        settings,
    };
    use std::collections::BTreeMap;

    #[test]
    fn a_site_is_kept_before_its_tables_change() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data").display().to_string();
        let config = Config::load(&BTreeMap::from([("data", data)]), None).unwrap();
        assert!(before(&config, NEWEST_MIGRATION + 1).unwrap().is_none(), "there is nothing yet");
        let (db, _) = open_store(&config).unwrap();
        assert!(before(&config, NEWEST_MIGRATION + 1).unwrap().is_none(), "there is no site yet");
        let site = settings::model::Site { name: "Port Merrow Courier".into(), ..Default::default() };
        Actions::new(db, None, crate::app::now)
            .act("test", Actor::unnamed(Via::Command), move |tx| settings::store::set_site(tx, &site))
            .wait()
            .unwrap();
        assert!(before(&config, NEWEST_MIGRATION).unwrap().is_none(), "nothing is pending");
        let made = before(&config, NEWEST_MIGRATION + 1).unwrap().unwrap();
        let name = made.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with(&format!("before-migration-{}-", NEWEST_MIGRATION + 1)), "{name}");
        let verdict = backup::verify(&made, &mut |_| {}).unwrap();
        assert_eq!((verdict.damages, verdict.contents.rows("settings")), (Vec::new(), 1));
    }
}
