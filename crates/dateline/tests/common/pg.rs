//! A throwaway PostgreSQL: Debian's package, a temporary folder, a unix socket, one server a test process.

use std::{
    io::Write,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};

/// The server of this test process, started when the first test wants it.
static SERVER: LazyLock<TestPg> = LazyLock::new(TestPg::start);
/// Names the next database.
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A running server.
pub struct TestPg {
    folder: PathBuf,
}

impl TestPg {
    /// The address of a new, empty database.
    pub fn database() -> String {
        let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut client = postgres::Client::connect(&SERVER.address("postgres"), postgres::NoTls)
            .expect("the throwaway PostgreSQL answers");
        client.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database can be made");
        SERVER.address(&name)
    }

    fn address(&self, database: &str) -> String {
        format!("postgres://postgres@/{database}?host={}", self.folder.display())
    }

    fn start() -> TestPg {
        let programs = programs().unwrap_or_else(|| {
            panic!(
                "PostgreSQL is not installed: run `apt-get install postgresql-15`, \
                 or test SQLite alone with DATELINE_TEST_ENGINES=sqlite"
            )
        });
        let made = run(Command::new("mktemp").args(["-d", "/tmp/dateline-pg-XXXXXX"]));
        let folder = PathBuf::from(made.trim());
        let data = folder.join("data");
        stop_with_this_process(&programs, &folder);
        run(Command::new(programs.join("initdb"))
            .args(["-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8", "-N", "-D"])
            .arg(&data));
        // Nothing here outlives the test, so nothing is synced.
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off -c full_page_writes=off \
             -c synchronous_commit=off -c max_connections=400 -c shared_buffers=32MB",
            folder.display()
        );
        run(Command::new(programs.join("pg_ctl"))
            .args(["-w", "-s", "-o", &options, "-l"])
            .arg(folder.join("log"))
            .arg("-D")
            .arg(&data)
            .arg("start"));
        TestPg { folder }
    }
}

/// Where Debian keeps the server's programs; PATH elsewhere.
fn programs() -> Option<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    all.sort();
    all.reverse();
    all.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    all.into_iter().find(|folder| folder.join("initdb").is_file())
}

/// PostgreSQL refuses to run as root: there, its programs run as `postgres`.
fn as_postgres(command: &Command) -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    let mut wrapped = if root {
        let mut runuser = Command::new("runuser");
        runuser.args(["-u", "postgres", "--"]).arg(command.get_program());
        runuser
    } else {
        Command::new(command.get_program())
    };
    wrapped.args(command.get_args()).current_dir("/").env_remove("PGDATA").stdin(Stdio::null());
    wrapped
}

fn run(command: &mut Command) -> String {
    // pg_ctl leaves a server behind that would hold a pipe open, so what it says goes to a file.
    let said = tempfile::tempfile().expect("a temporary file");
    let error = said.try_clone().expect("a second handle");
    let mut wrapped = as_postgres(command);
    let status = wrapped.stdout(said.try_clone().expect("a handle")).stderr(error).status();
    let mut said = said;
    let text = {
        use std::io::{Read, Seek};
        let mut text = String::new();
        said.rewind().expect("a file can be rewound");
        said.read_to_string(&mut text).expect("it speaks UTF-8");
        text
    };
    match status {
        Ok(status) if status.success() => text,
        other => panic!("{wrapped:?} ended with {other:?}: {text}"),
    }
}

/// Statics are not dropped when a process ends, and a test may be killed: so a shell of its own waits for the pipe
/// to this process to close, however it ends, and takes the server and its folder away.
#[allow(clippy::zombie_processes)] // It outlives this process; that is what it is for.
fn stop_with_this_process(programs: &Path, folder: &Path) {
    let script = format!(
        "read -r _; '{}' -D '{}/data' -m immediate stop; rm -rf '{}'",
        programs.join("pg_ctl").display(),
        folder.display(),
        folder.display()
    );
    let mut shell = as_postgres(Command::new("sh").args(["-c", &script]));
    let mut waiting = shell
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("a shell can be started");
    let mut pipe = waiting.stdin.take().expect("its stdin is a pipe");
    pipe.flush().expect("the pipe is open");
    // Open for as long as this process lives.
    std::mem::forget(pipe);
}
