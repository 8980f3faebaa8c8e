//! A process with a beginning and a certain end.

use super::guard::Guard;
use crate::Result;
use std::{
    process::{Child, Command, ExitStatus},
    time::{Duration, Instant},
};

/// How long a process may take to end once it was asked to.
const ENDING: Duration = Duration::from_secs(10);

/// A process that is ended when this is dropped.
pub struct Process<'g> {
    child: Child,
    guard: &'g Guard,
    name: String,
}

impl<'g> Process<'g> {
    /// Starts one.
    pub fn start(command: &mut Command, guard: &'g Guard) -> Result<Process<'g>> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().map_err(|e| format!("{name} cannot be started: {e}"))?;
        guard.watch(child.id());
        Ok(Process { child, guard, name })
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it ended with, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().map_err(|e| format!("{}: {e}", self.name))
    }

    /// Waits for its end, and looks at it (`see`) every few milliseconds.
    pub fn wait(&mut self, at_most: Duration, mut see: impl FnMut(u32)) -> Result<ExitStatus> {
        let begun = Instant::now();
        loop {
            see(self.id());
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if begun.elapsed() > at_most {
                return Err(format!("{} did not end within {} s", self.name, at_most.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(3));
        }
    }
}

impl Drop for Process<'_> {
    fn drop(&mut self) {
        if let Ok(None) = self.ended() {
            // std can only send KILL, after which PostgreSQL and nginx would leave children behind.
            let _ = Command::new("kill").args(["-TERM", &self.id().to_string()]).status();
            if self.wait(ENDING, |_| ()).is_err() {
                let _ = self.child.kill();
                let _ = self.child.wait();
            }
        }
        self.guard.forget(self.id());
    }
}
