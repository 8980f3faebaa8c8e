//! On what it was measured: figures mean little without it.

use std::fs::read_to_string;

/// One line about this machine.
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let about = read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = value(&about, "model name").unwrap_or("an unnamed processor");
    let memory = read_to_string("/proc/meminfo").unwrap_or_default();
    let kib: u64 =
        value(&memory, "MemTotal").and_then(|m| m.trim_end_matches(" kB").parse().ok()).unwrap_or(0);
    let kernel = read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = read_to_string("/proc/loadavg").unwrap_or_default();
    format!(
        "{cores} cores ({processor}), {:.0} GB, Linux {}, load {} before",
        kib as f64 * 1_024.0 / 1e9,
        kernel.trim(),
        load.split(' ').next().unwrap_or("unknown")
    )
}

fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| Some(line.strip_prefix(name)?.trim_start().strip_prefix(':')?.trim()))
}
