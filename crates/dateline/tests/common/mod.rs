//! What the tests of the whole share: the app as users get it, on either engine.

// Each test program uses a part of it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

pub mod crawl;
pub mod desk;
pub mod http;
pub mod kept;
pub mod newsroom;
pub mod pg;
pub mod smtp;
pub mod sourced;
pub mod wxr;
pub mod xml;

use dateline::{
    app::{App, now, open_store},
    changes::{Actions, Actor, Tx, Via},
    config::Config,
    db::DatabaseUrl,
    error::Result,
    import::{
        summary::Summary,
        wordpress::{self, Options},
    },
    serve::{self, Running},
};
use http::Answer;
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server of its own, see [`pg::TestPg`].
    Postgres,
}

/// The engines that are tested: both, or those named in `DATELINE_TEST_ENGINES`.
pub fn engines() -> Vec<Engine> {
    let wanted = std::env::var("DATELINE_TEST_ENGINES").unwrap_or_else(|_| "sqlite,postgres".into());
    [("sqlite", Engine::Sqlite), ("postgres", Engine::Postgres)]
        .into_iter()
        .filter(|(name, _)| wanted.contains(name))
        .map(|(_, engine)| engine)
        .collect()
}

/// Runs a test on every engine, each time with a new site.
pub fn on_each(test: impl Fn(TestApp)) {
    for engine in engines() {
        eprintln!("— on {engine:?}");
        test(TestApp::new(engine));
    }
}

/// Runs a test on SQLite alone: where the database makes no difference.
pub fn on_sqlite(test: impl Fn(TestApp)) {
    if engines().contains(&Engine::Sqlite) {
        test(TestApp::new(Engine::Sqlite));
    }
}

/// Runs a test on PostgreSQL alone: where several nodes share one truth.
pub fn on_postgres(test: impl Fn(TestApp)) {
    if engines().contains(&Engine::Postgres) {
        test(TestApp::new(Engine::Postgres));
    }
}

/// Waits until something is so, for at most a minute: work that gives way to readers gives way to other tests as well.
pub fn soon(is_so: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so() {
        assert!(begun.elapsed().as_secs() < 60, "it did not come about within a minute");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// Imports an export into a site that no server runs on, as the command does.
pub fn import_into(config: &Config, xml: &str) -> Summary {
    let file = tempfile::Builder::new().suffix(".xml").tempfile().expect("a file");
    std::fs::write(file.path(), xml).expect("a file can be written");
    let (db, files) = open_store(config).expect("the store opens");
    let actions = Actions::new(db, None, now);
    let options = Options {
        file: file.path().to_owned(),
        uploads: None,
        redirects: None,
        zone: Some("UTC".into()),
        dry_run: false,
    };
    wordpress::run(&actions, &files, config, &options, &mut |_| {}).expect("the import runs")
}

/// A site with a running server, as users get it. Everything is taken away at its end.
pub struct TestApp {
    /// The app, for actions.
    pub app: App,
    /// Where its server listens.
    pub address: SocketAddr,
    /// Its data folder.
    pub folder: PathBuf,
    running: Option<Running>,
    runtime: Option<Runtime>,
    // Last, so that it goes when nothing uses it any more.
    _temporary: Option<TempDir>,
}

/// The settings of a site in `data`; the server takes any free port.
pub fn config(data: &Path, database: Option<&str>) -> Config {
    config_with(data, database, &[])
}

/// The same, with other settings as well.
pub fn config_with(data: &Path, database: Option<&str>, others: &[(&'static str, &str)]) -> Config {
    let mut flags = BTreeMap::from([
        ("data", data.display().to_string()),
        ("listen", "127.0.0.1:0".to_owned()),
        ("public_url", "https://courier.example".to_owned()),
        ("readers", "2".to_owned()),
        ("cache_mb", "16".to_owned()),
    ]);
    flags.extend(database.map(|url| ("database_url", url.to_owned())));
    flags.extend(others.iter().map(|(name, value)| (*name, (*value).to_owned())));
    Config::load(&flags, None).expect("the settings are good")
}

impl TestApp {
    /// A new, empty site.
    pub fn new(engine: Engine) -> TestApp {
        let database = (engine == Engine::Postgres).then(pg::TestPg::database);
        Self::on(database.as_deref(), |_| {})
    }

    /// A new, empty site on SQLite, with settings of its own.
    pub fn set(settings: &[(&'static str, &str)]) -> TestApp {
        let temporary = tempfile::Builder::new().prefix("dateline-test-").tempdir().expect("a folder");
        let config = config_with(&temporary.path().join("data"), None, settings);
        Self::start(temporary, config)
    }

    /// A site whose content is there before the server starts.
    pub fn prepared(engine: Engine, prepare: impl FnOnce(&Config)) -> TestApp {
        let database = (engine == Engine::Postgres).then(pg::TestPg::database);
        Self::on(database.as_deref(), |config| prepare(config))
    }

    /// A site with other settings than the usual, whose data folder is known before the server starts.
    pub fn set_up(engine: Engine, set: impl FnOnce(&mut Config)) -> TestApp {
        let database = (engine == Engine::Postgres).then(pg::TestPg::database);
        Self::on(database.as_deref(), set)
    }

    /// A second node on the database of this one, with a data folder of its own. PostgreSQL only.
    pub fn second_node(&self) -> TestApp {
        let DatabaseUrl::Postgres(address) = &self.app.config.database else {
            panic!("only PostgreSQL has several nodes");
        };
        Self::on(Some(address), |_| {})
    }

    fn on(database: Option<&str>, prepare: impl FnOnce(&mut Config)) -> TestApp {
        let temporary = tempfile::Builder::new().prefix("dateline-test-").tempdir().expect("a folder");
        let folder = temporary.path().join("data");
        let mut config = config(&folder, database);
        prepare(&mut config);
        Self::start(temporary, config)
    }

    /// The same site after a stop, with what is done to it while no server runs.
    pub fn restarted(mut self, meanwhile: impl FnOnce(&Config)) -> TestApp {
        let temporary = self._temporary.take().expect("its folder is there");
        let config = self.app.config.clone();
        drop(self);
        meanwhile(&config);
        Self::start(temporary, config)
    }

    fn start(temporary: TempDir, config: Config) -> TestApp {
        let folder = config.data.clone();
        let app = App::open(config).expect("the site opens");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let running = runtime.block_on(serve::start(app.clone())).expect("the server starts");
        let address = running.address();
        TestApp {
            app,
            address,
            folder,
            running: Some(running),
            runtime: Some(runtime),
            _temporary: Some(temporary),
        }
    }

    /// The database's engine.
    pub fn engine(&self) -> Engine {
        match self.app.config.database {
            DatabaseUrl::Sqlite(_) => Engine::Sqlite,
            DatabaseUrl::Postgres(_) => Engine::Postgres,
        }
    }

    /// GET, without compression.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Any request.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        http::ask(self.address, method, path, headers)
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        http::post(self.address, path, fields, &[])
    }

    /// The text of a page that must be there.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.header("location"));
        answer.text()
    }

    /// Asserts that an address redirects for good, and in one step, to another that is there.
    pub fn leads(&self, path: &str, to: &str) {
        let answer = self.get(path);
        assert_eq!((answer.status, answer.header("location")), (301, to), "{path}");
        assert_eq!(self.get(to).status, 200, "{path} leads to {to}");
    }

    /// Asserts the status of an address.
    pub fn status(&self, path: &str, status: u16) {
        let answer = self.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.header("location"));
    }

    /// Imports an export.
    pub fn import(&self, xml: &str) -> Summary {
        self.import_with(xml, |_| {})
    }

    /// Imports an export, with other options than the usual.
    pub fn import_with(&self, xml: &str, set: impl FnOnce(&mut Options)) -> Summary {
        let file = self.file("export.xml", xml);
        let mut options =
            Options { file, uploads: None, redirects: None, zone: Some("UTC".into()), dry_run: false };
        set(&mut options);
        let app = &self.app;
        wordpress::run(&app.actions, &app.files, &app.config, &options, &mut |_| {}).expect("the import runs")
    }

    /// Writes a file beside the data folder.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self._temporary.as_ref().expect("its folder is there").path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(&path, content).expect("a file can be written");
        path
    }

    /// Does an action, and waits until it is answered.
    pub fn act<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_, '_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.app.actions.act("test", Actor::unnamed(Via::Command), work).wait()
    }

    /// Every row of every table but the named ones, in the order of its text: to compare before with after.
    pub fn dump(&self, except: &[&str]) -> Vec<String> {
        dump(&self.app.config.database, except)
    }

    /// Runs the real binary on this site's data.
    pub fn command(&self, arguments: &[&str]) -> Output {
        self.binary(arguments).output().expect("the binary runs")
    }

    /// The real binary with this site's settings.
    pub fn binary(&self, arguments: &[&str]) -> Command {
        let mut command = binary(arguments);
        command.arg("--data").arg(&self.folder);
        if let DatabaseUrl::Postgres(address) = &self.app.config.database {
            command.args(["--database-url", address]);
        }
        command
    }
}

/// The real binary, with no settings of the machine it is tested on.
pub fn binary(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DATELINE_")) {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(std::env::temp_dir());
    command
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let (Some(runtime), Some(running)) = (self.runtime.take(), self.running.take()) else { return };
        let _ = runtime.block_on(async {
            tokio::time::timeout(std::time::Duration::from_secs(5), running.stop()).await
        });
        runtime.shutdown_background();
    }
}

fn shown(value: rusqlite::types::ValueRef<'_>) -> String {
    match value {
        rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        other => format!("{other:?}"),
    }
}

/// Every row of every table but the named ones, as text.
pub fn dump(database: &DatabaseUrl, except: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    match database {
        DatabaseUrl::Sqlite(path) => {
            let connection = rusqlite::Connection::open(path).expect("the file opens");
            let tables: Vec<String> = connection
                .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                .and_then(|mut s| s.query_map([], |row| row.get(0))?.collect())
                .expect("the tables");
            for table in tables.iter().filter(|t| !except.contains(&t.as_str())) {
                let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
                let columns = statement.column_count();
                let mut rows = statement.query([]).expect("rows");
                while let Some(row) = rows.next().expect("a row") {
                    let values: Vec<String> =
                        (0..columns).map(|at| shown(row.get_ref(at).expect("a value"))).collect();
                    out.push(format!("{table}: {}", values.join(", ")));
                }
            }
        }
        DatabaseUrl::Postgres(address) => {
            let mut client = postgres::Client::connect(address, postgres::NoTls).expect("it answers");
            let tables = client
                .query(
                    "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
                    &[],
                )
                .expect("the tables");
            for table in tables.iter().map(|row| row.get::<_, String>(0)) {
                if except.contains(&table.as_str()) {
                    continue;
                }
                let rows = client.query(&format!("SELECT t::text FROM {table} t"), &[]).expect("rows");
                out.extend(rows.iter().map(|row| format!("{table}: {}", row.get::<_, String>(0))));
            }
        }
    }
    // A follower writes these in its own time; what it finds out has tests of its own.
    let follows = |row: &String| {
        row.starts_with("published_related") || (row.starts_with("changes:") && row.contains("related/"))
    };
    out.retain(|row| !follows(row));
    out.sort();
    out
}
