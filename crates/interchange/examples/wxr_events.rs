//! Prints what an export holds, one JSON event a line: `cargo run -p dateline-interchange
//! --example wxr_events FILE`. With `--time` only how fast it was read.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use dateline_interchange::wxr::{self, Event, Limits, WxrError};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let timed = paths.iter().any(|path| path == "--time");
    paths.retain(|path| path != "--time");
    let mut out = std::io::stdout().lock();
    for path in &paths {
        let begun = Instant::now();
        let mut reader = wxr::open(Path::new(path), Limits::default())?;
        let (mut items, mut repairs) = (0, 0);
        let mut end: Option<WxrError> = None;
        for event in reader.by_ref() {
            match event {
                Ok(event) => {
                    items += u64::from(matches!(event, Event::Item(_)));
                    repairs += u64::from(matches!(event, Event::Repair(_)));
                    if !timed {
                        writeln!(out, "{}", serde_json::to_string(&event)?)?;
                    }
                }
                Err(error) => end = Some(error),
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        let megabytes = reader.bytes_read() as f64 / 1e6;
        let rate = megabytes / seconds;
        writeln!(
            out,
            "{path}: {items} items, {repairs} repairs, {megabytes:.1} MB in {seconds:.3} s, {rate:.0} MB/s"
        )?;
        if let Some(error) = end {
            writeln!(out, "{path}: {error}")?;
        }
    }
    Ok(())
}
