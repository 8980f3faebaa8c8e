//! What a process holds in memory, as the kernel counts it (proc(5)).

/// In bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Memory {
    /// Resident, everything counted.
    pub resident: u64,
    /// The most that was ever resident.
    pub most: u64,
    /// Of the resident: its own, not from files.
    pub own: u64,
    /// Of the resident: pages of files, the program and the database among them; the kernel takes them back when it likes.
    pub of_files: u64,
    /// Resident, with what is shared between processes divided among them; 0 if the kernel does not say.
    pub proportional: u64,
}

/// Reads it; `None` once the process has ended.
pub fn of(pid: u32) -> Option<Memory> {
    let mut memory = status(&std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?)?;
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    memory.proportional = field(&rollup, "Pss:").unwrap_or(0);
    Some(memory)
}

/// Only what is cheap to read, for looking often.
pub fn most(pid: u32) -> Option<u64> {
    Some(status(&std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?)?.most)
}

fn status(text: &str) -> Option<Memory> {
    Some(Memory {
        resident: field(text, "VmRSS:")?,
        most: field(text, "VmHWM:")?,
        own: field(text, "RssAnon:").unwrap_or(0),
        of_files: field(text, "RssFile:").unwrap_or(0),
        proportional: 0,
    })
}

/// `VmRSS:     1234 kB` → bytes.
fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|k| k * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_read() {
        let text = "Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t 1024 kB\nRssAnon:\t 512 kB\n";
        let read = status(text).unwrap();
        assert_eq!((read.most, read.resident, read.own, read.of_files), (2 << 20, 1 << 20, 512 << 10, 0));
        // A process that has ended but was not waited for has no such lines.
        assert_eq!(status("Name:\tx\nState:\tZ (zombie)\n"), None);
        assert!(of(std::process::id()).unwrap().resident > 0);
    }
}
