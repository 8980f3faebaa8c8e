//! Sees to it that nothing stays behind: no server, no folder, however the benchmark ends.
//!
//! A small shell waits at the other end of a pipe. It is told the number of each process that is started, and when the pipe
//! closes (the benchmark ended, failed, was interrupted or killed) it ends those that are left and removes the folder.
//! It stands in a process group of its own, since Ctrl-C goes to all of the terminal's group.

use crate::{Result, at};
use std::{
    io::Write,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Mutex, PoisonError},
};

/// TERM first: a master process ends its workers, which KILL would leave behind.
const SHELL: &str = r#"
folder=$1 pids=
while read -r word pid; do
    case $word in
        watch) pids="$pids $pid" ;;
        forget)
            left=
            for one in $pids; do [ "$one" = "$pid" ] || left="$left $one"; done
            pids=$left ;;
    esac
done
for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
for pid in $pids; do
    tries=0
    while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$pid" 2>/dev/null
done
rm -rf -- "$folder"
"#;

/// The folder of one benchmark, and the shell that watches over it.
pub struct Guard {
    folder: PathBuf,
    shell: Child,
    pipe: Mutex<Option<ChildStdin>>,
}

impl Guard {
    /// Makes a folder below `parent` and starts to watch.
    pub fn start(parent: &Path) -> Result<Guard> {
        let folder = parent.join(format!("dateline-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(at(&folder))?;
        let mut shell = Command::new("sh")
            .args(["-c", SHELL, "guard"])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(at(Path::new("sh")))?;
        let pipe = Mutex::new(shell.stdin.take());
        Ok(Guard { folder, shell, pipe })
    }

    /// A place for files, gone afterwards.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A process that must end with this one.
    pub fn watch(&self, pid: u32) {
        self.tell("watch", pid);
    }

    /// A process that has ended; its number may soon be another's.
    pub fn forget(&self, pid: u32) {
        self.tell("forget", pid);
    }

    fn tell(&self, word: &str, pid: u32) {
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pipe) = pipe.as_mut() {
            let _ = writeln!(pipe, "{word} {pid}").and_then(|()| pipe.flush());
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.pipe.lock().unwrap_or_else(PoisonError::into_inner).take());
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn nothing_stays_behind() {
        let parent = std::env::temp_dir();
        let guard = Guard::start(&parent).unwrap();
        let folder = guard.folder().to_owned();
        std::fs::write(folder.join("a file"), "x").unwrap();
        let mut left = Command::new("sleep").arg("60").spawn().unwrap();
        let mut ended = Command::new("true").spawn().unwrap();
        for pid in [ended.id(), left.id()] {
            guard.watch(pid);
        }
        ended.wait().unwrap();
        guard.forget(ended.id());
        let begun = Instant::now();
        // The shell sees an unreaped child of ours as alive; wait for it beside.
        let waiting = std::thread::spawn(move || left.wait().unwrap());
        drop(guard);
        assert!(!waiting.join().unwrap().success());
        assert!(begun.elapsed() < Duration::from_secs(20));
        assert!(!folder.exists());
    }
}
