//! `dateline check`, `backup`, `restore` and `verify`.

use super::print;
use crate::{config::Config, error::Result};
use std::{path::Path, process::ExitCode};

pub fn check(_config: &Config, _files: bool, _json: bool) -> Result<ExitCode> {
    print("-");
    Ok(ExitCode::SUCCESS)
}
pub fn backup(_config: &Config, _file: &Path, _json: bool) -> Result<()> {
    Ok(())
}
pub fn restore(_config: &Config, _file: &Path, _json: bool) -> Result<()> {
    Ok(())
}
pub fn verify(_config: &Config, _file: &Path, _json: bool) -> Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
