//! wrk: one thread, kept connections, as fast as it goes.

use super::nginx::installed;
use crate::{Result, at};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Connections that are kept and asked on at once.
const CONNECTIONS: &str = "32";
/// Of one turn.
const TURN: &str = "3s";

/// A wrk that is installed.
pub struct Wrk(PathBuf);

/// What one turn gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// Requests a second.
    pub rate: f64,
    /// Half of all answers were there by then, in milliseconds.
    pub half: f64,
    /// All but one of a hundred.
    pub slow: f64,
}

/// Finds it.
pub fn find() -> Option<Wrk> {
    installed("wrk").map(Wrk)
}

impl Wrk {
    /// Asks for one page, or for those that `script` names.
    pub fn run(&self, url: &str, coding: &str, script: Option<&Path>) -> Result<Turn> {
        let mut command = Command::new(&self.0);
        command.args(["-t1", "-c", CONNECTIONS, "-d", TURN, "--latency"]);
        command.arg("-H").arg(format!("Accept-Encoding: {coding}"));
        if let Some(script) = script {
            command.arg("-s").arg(script);
        }
        let out = command.arg(url).output().map_err(at(&self.0))?;
        let said = String::from_utf8_lossy(&out.stdout);
        let failed = said.contains("Non-2xx") || said.contains("Socket errors");
        read(&said).filter(|_| !failed).ok_or_else(|| format!("wrk on {url} said: {said}"))
    }
}

fn read(said: &str) -> Option<Turn> {
    let after = |name: &str| said.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    Some(Turn {
        rate: after("Requests/sec:")?.parse().ok()?,
        half: milliseconds(after("50%")?)?,
        slow: milliseconds(after("99%")?)?,
    })
}

fn milliseconds(text: &str) -> Option<f64> {
    let split = text.find(|c: char| c.is_alphabetic())?;
    let value: f64 = text.get(..split)?.parse().ok()?;
    Some(match text.get(split..)? {
        "us" => value / 1e3,
        "ms" => value,
        "s" => value * 1e3,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_says_is_read() {
        let said = "Running 3s test @ http://x/\n  Latency Distribution\n     50%  598.00us\n     75%    1.10ms\n     \
                    99%    1.02s \n  2 requests in 3.00s\nRequests/sec:  41234.56\nTransfer/sec: 1GB\n";
        assert_eq!(read(said), Some(Turn { rate: 41_234.56, half: 0.598, slow: 1_020.0 }));
        assert_eq!(read("unable to connect"), None);
    }
}
