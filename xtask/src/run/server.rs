//! A Dateline that serves, on a port of its own.

use super::{guard::Guard, http::Client, memory, process::Process};
use crate::{Result, at};
use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How long a server may take to answer for the first time.
const STARTING: Duration = Duration::from_secs(60);

/// What is started: which binary, on which data.
#[derive(Debug, Clone, Copy)]
pub struct Dateline<'a> {
    /// The binary.
    pub binary: &'a Path,
    /// Its data folder.
    pub data: &'a Path,
    /// A database elsewhere.
    pub database_url: Option<&'a str>,
}

/// A server that runs.
pub struct Server<'g> {
    process: Process<'g>,
    /// Where it listens.
    pub address: SocketAddr,
    /// From spawning it to its first 200.
    pub started_in: Duration,
}

impl Dateline<'_> {
    /// A command of it. Settings of whoever runs the benchmark do not reach it.
    pub fn command(&self, guard: &Guard) -> Command {
        let mut command = Command::new(self.binary);
        for (name, _) in std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("DATELINE_")) {
            command.env_remove(name);
        }
        command.current_dir(guard.folder()).arg("--data").arg(self.data).args(["--log", "warn"]);
        if let Some(url) = self.database_url {
            command.args(["--database-url", url]);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Starts to serve, and waits until `path` is answered with 200.
    pub fn serve<'g>(&self, guard: &'g Guard, path: &str) -> Result<Server<'g>> {
        self.serve_with(guard, path, &[])
    }

    /// The same, with settings of its own.
    pub fn serve_with<'g>(&self, guard: &'g Guard, path: &str, settings: &[&str]) -> Result<Server<'g>> {
        let address = free_address()?;
        let log_path = guard.folder().join("serve.log");
        let log = File::options().create(true).append(true).open(&log_path).map_err(at(&log_path))?;
        let errors = log.try_clone().map_err(at(&log_path))?;
        let mut command = self.command(guard);
        command.args(settings).args(["--listen", &address.to_string(), "serve"]).stdout(log).stderr(errors);
        let begun = Instant::now();
        let mut process = Process::start(&mut command, guard)?;
        loop {
            let answered = Client::connect(address).and_then(|mut client| client.get(path, "identity"));
            if answered.is_ok_and(|answer| answer.status == 200) {
                let started_in = begun.elapsed();
                return Ok(Server { process, address, started_in });
            }
            if process.ended()?.is_some() || begun.elapsed() > STARTING {
                let said = std::fs::read_to_string(&log_path).unwrap_or_default();
                return Err(format!("the server does not answer {path}; its log says:\n{said}"));
            }
            std::thread::sleep(Duration::from_micros(250));
        }
    }
}

impl Server<'_> {
    /// What it holds in memory.
    pub fn memory(&self) -> Result<memory::Memory> {
        memory::of(self.process.id()).ok_or_else(|| "the server has ended before it was asked to".into())
    }

    /// A connection to it.
    pub fn client(&self) -> Result<Client> {
        Client::connect(self.address)
    }
}

/// An address on loopback that nothing listens on at this moment.
pub fn free_address() -> Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map_err(|e| format!("no free port: {e}"))
}
