//! The binary that is measured: the release build, unless another is named.

use crate::Result;
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The binary that was named, or the release build, made now.
pub fn find(named: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = named {
        let known = path.canonicalize().map_err(|e| format!("--binary {}: {e}", path.display()))?;
        return Ok(known);
    }
    eprintln!("building the release binary …");
    build(&["--bin", "dateline"])
}

/// A program that measures from within, built as the release binary is.
pub fn example(name: &str) -> Result<PathBuf> {
    eprintln!("building {name} …");
    build(&["--example", name])
}

fn build(what: &[&str]) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let out = Command::new(cargo)
        .args(["build", "--release", "--package", "dateline", "--message-format=json"])
        .args(what)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("cargo cannot be started: {e}"))?;
    if !out.status.success() {
        return Err("the release build failed; what it says stands above".into());
    }
    // Cargo says where it put it: a target folder can be anywhere.
    String::from_utf8_lossy(&out.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .next_back()
        .ok_or_else(|| "cargo did not say where it put the binary; name it with --binary".into())
}
