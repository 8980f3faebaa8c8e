//! A PostgreSQL of one's own: a folder, a unix socket, gone afterwards.

use super::{guard::Guard, process::Process};
use crate::{Result, at};
use std::{
    fs::File,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// A PostgreSQL that runs.
pub struct Postgres<'g> {
    _process: Process<'g>,
    folder: PathBuf,
}

/// Where Debian keeps the newest one's programs; `None` if there is none.
pub fn find() -> Option<PathBuf> {
    let mut all: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    all.sort();
    all.pop().map(|(_, bin)| bin)
}

impl<'g> Postgres<'g> {
    /// Starts one. It refuses to run as root, so root hands it to the account `postgres`.
    pub fn start(bin: &Path, guard: &'g Guard) -> Result<Postgres<'g>> {
        let folder = guard.folder().join("postgres");
        std::fs::create_dir_all(&folder).map_err(at(&folder))?;
        let account = account(&folder)?;
        if let Some((user, group)) = account {
            chown(&folder, Some(user), Some(group)).map_err(at(&folder))?;
        }
        let data = folder.join("data");
        let log = folder.join("log");
        let command = |name: &str| {
            let mut command = Command::new(bin.join(name));
            if let Some((user, group)) = account {
                command.uid(user).gid(group);
            }
            command.current_dir(&folder).stdin(Stdio::null()).stdout(Stdio::null()).env_remove("PGDATA");
            command
        };
        let made = command("initdb")
            .args(["-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8", "--no-sync", "-D"])
            .arg(&data)
            .output()
            .map_err(at(bin))?;
        if !made.status.success() {
            return Err(format!("initdb failed: {}", String::from_utf8_lossy(&made.stderr)));
        }
        let mut server = command("postgres");
        server.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-k"]).arg(&folder);
        server.stderr(File::create(&log).map_err(at(&log))?);
        let mut process = Process::start(&mut server, guard)?;
        let begun = Instant::now();
        loop {
            let ready = command("pg_isready").arg("-q").arg("-h").arg(&folder).status();
            if ready.is_ok_and(|s| s.success()) {
                return Ok(Postgres { _process: process, folder });
            }
            if process.ended()?.is_some() || begun.elapsed() > Duration::from_secs(30) {
                let said = std::fs::read_to_string(&log).unwrap_or_default();
                return Err(format!("PostgreSQL does not start; its log says:\n{said}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The address of its one database.
    pub fn url(&self) -> String {
        // A folder inside a host must be percent-encoded; only its slashes need it here.
        let host = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{host}/postgres")
    }
}

/// The account to run as, if this is root: a folder just made belongs to whoever made it.
fn account(folder: &Path) -> Result<Option<(u32, u32)>> {
    if std::fs::metadata(folder).map_err(at(folder))?.uid() != 0 {
        return Ok(None);
    }
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let found = accounts.lines().find_map(|line| {
        let mut parts = line.strip_prefix("postgres:")?.split(':').skip(1);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    });
    found.map(Some).ok_or_else(|| "PostgreSQL does not run as root, and there is no account postgres".into())
}
