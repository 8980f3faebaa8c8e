//! A theme is seen as it is edited: half a second after a file was saved, pages are made with it. One that cannot be used
//! leaves the last good one in place, and the log says what is wrong.

use super::{Theme, folder};
use crate::pages::render::Renderer;
use std::path::PathBuf;

/// The folder of a theme, and how it looked when it was last read.
#[derive(Debug)]
pub struct Watch {
    name: String,
    folder: PathBuf,
    state: Vec<(String, u64, Option<std::time::SystemTime>)>,
}

impl Watch {
    /// Watches a theme, if it lies in a folder.
    pub fn of(theme: &Theme) -> Option<Watch> {
        let folder = theme.folder.clone()?;
        Some(Watch { name: theme.name.clone(), state: folder::state(&folder), folder })
    }

    /// The theme anew if a file of it has changed since the last look. Reads the folder: not for an async thread.
    ///
    /// # Errors
    /// What is wrong with it, told once a change.
    pub fn look(&mut self) -> Option<Result<Renderer, String>> {
        let state = folder::state(&self.folder);
        if state == self.state {
            return None;
        }
        self.state = state;
        Some(try_out(&self.name))
    }
}

/// Reads a theme and makes every kind of page with it, so that what is wrong is found before a reader finds it.
///
/// # Errors
/// Says which file is wrong, where, and how.
pub fn try_out(name: &str) -> Result<Renderer, String> {
    let theme = Theme::find(name).map_err(|e| e.to_string())?;
    let renderer = Renderer::of(&theme).map_err(|e| e.to_string())?;
    super::rehearsal::of(&renderer)?;
    Ok(renderer)
}
