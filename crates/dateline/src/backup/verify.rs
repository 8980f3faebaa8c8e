//! Verifying: reading a backup through without putting it anywhere.

use super::{
    Progress,
    format::Contents,
    read::{Damage, Taker, read},
};
use crate::{db::Cell, error::Result, files::Hash};
use serde::Serialize;
use std::{io::Read, path::Path};

/// What verifying came to.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// What was read, as far as that went.
    pub contents: Contents,
    /// What is damaged; empty if all is well.
    pub damages: Vec<Damage>,
}

/// Reads a backup through and compares everything with its hash.
///
/// # Errors
/// [`crate::error::Error::Refused`] if the file is no backup at all, or of a newer Dateline.
pub fn verify(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Verdict> {
    let (contents, damages) = read(path, &mut Nowhere, progress)?;
    Ok(Verdict { contents, damages })
}

struct Nowhere;

impl Taker for Nowhere {
    fn rows(
        &mut self,
        _: &str,
        _: &[String],
        next: &mut dyn FnMut(&mut Vec<Cell>) -> Result<bool>,
    ) -> Result<()> {
        let mut cells = Vec::new();
        while next(&mut cells)? {}
        Ok(())
    }

    fn file(&mut self, _: &Hash, _: &mut dyn Read) -> Result<()> {
        Ok(())
    }
}
