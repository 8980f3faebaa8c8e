//! Waiting for the better codings: they are made in the background once a page was asked for again.

use super::beside::CODING;
use crate::{
    Result,
    run::http::{Answer, Client},
};
use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// One page takes some hundredths of a second; so many of them take some minutes.
const PATIENCE: Duration = Duration::from_secs(600);

/// A page in its best coding.
pub fn page(client: &mut Client, path: &str) -> Result<Answer> {
    let mut last = None;
    pages(client, &[path.to_owned()], |_, answer| {
        last = Some(answer);
        Ok(())
    })?;
    // Brotli is being made at the same time, perhaps, and would take a core for that while.
    sleep(Duration::from_millis(500));
    last.ok_or_else(|| format!("{path} was not answered"))
}

/// Pages in their best coding, each handed to `take` with its index, in any order.
pub fn pages(
    client: &mut Client,
    paths: &[String],
    mut take: impl FnMut(usize, Answer) -> Result<()>,
) -> Result<()> {
    let begun = Instant::now();
    let mut left: Vec<usize> = (0..paths.len()).collect();
    while !left.is_empty() {
        let mut later = Vec::new();
        for index in left {
            let Some(path) = paths.get(index) else { continue };
            let answer = client.get(path, CODING)?;
            if (answer.status, answer.header("content-encoding")) != (200, Some(CODING)) {
                return Err(format!("{path} was answered with {}", answer.status));
            }
            // The tag of what was made while the first reader waited ends otherwise.
            if answer.header("etag").is_some_and(|tag| tag.ends_with("-gz\"")) {
                take(index, answer)?;
            } else {
                later.push(index);
                // Orders beyond some hundred are refused: what was refused need not be asked for yet.
                if later.len() % 200 == 0 {
                    sleep(Duration::from_millis(100));
                }
            }
        }
        left = later;
        sleep(Duration::from_millis(20));
        if begun.elapsed() > PATIENCE {
            return Err(format!(
                "{} pages are not in their best coding after {} s",
                left.len(),
                PATIENCE.as_secs()
            ));
        }
    }
    Ok(())
}
