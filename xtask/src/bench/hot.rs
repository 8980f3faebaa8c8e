//! A page in the cache, asked for as fast as it goes, beside nginx with the same bytes from a file.
//!
//! Both share the machine with wrk, and take turns within one run, so that what else the machine does meets both.

use super::{Bench, Measured, figure::Figure};
use crate::{
    Result, at,
    run::{
        http::{Answer, Client},
        nginx::{self, Nginx, installed},
    },
};
use std::{
    net::SocketAddr,
    path::Path,
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

/// Connections that are kept and asked on at once.
const CONNECTIONS: &str = "32";
/// Of one turn.
const TURN: &str = "3s";
/// Both take exactly this, so that both send the same bytes.
const CODING: &str = "gzip";

/// Measures both, or says what is missing.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let (Some(nginx), Some(wrk)) = (nginx::find(), installed("wrk")) else {
        let missing = if installed("wrk").is_none() { "wrk" } else { "nginx" };
        return Ok((Vec::new(), vec![format!("left out: {missing} is not installed")]));
    };
    let server = bench.dateline(data).serve(bench.guard, "/health")?;
    let path = bench.corpus.article(bench.corpus.articles / 2).path;
    let page = settled(&mut server.client()?, &path)?;
    let nginx = Nginx::start(&nginx, &page.body, bench.guard)?;
    let ours = |path: &str| format!("http://{}{path}", server.address);
    let theirs = format!("http://{}/page.html", nginx.address);
    same(&page, nginx.address)?;
    let (mut mine, mut its, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        eprintln!("hot page, round {} of {} …", round + 1, bench.rounds);
        let a = requests(&wrk, &ours(&path))?;
        let b = requests(&wrk, &theirs)?;
        ratios.push(a / b.max(1.0));
        mine.push(a);
        its.push(b);
    }
    let figures = vec![
        Figure::of("Dateline", "/s", mine),
        Figure::of("nginx, gzip_static", "/s", its),
        Figure::of("Dateline to nginx", "×", ratios),
        Figure::of("the page as sent", "kB", vec![page.body.len() as f64 / 1e3]),
    ];
    Ok((figures, Vec::new()))
}

/// The page once its better codings are made: they follow the first hit, in the background.
fn settled(client: &mut Client, path: &str) -> Result<Answer> {
    let begun = Instant::now();
    let mut last = client.get(path, CODING)?;
    while begun.elapsed() < Duration::from_secs(1) {
        sleep(Duration::from_millis(100));
        last = client.get(path, CODING)?;
    }
    match (last.status, last.header("content-encoding")) {
        (200, Some(CODING)) => Ok(last),
        (status, coding) => Err(format!("{path} was answered with {status}, in {coding:?}")),
    }
}

fn same(page: &Answer, nginx: SocketAddr) -> Result<()> {
    let other = Client::connect(nginx)?.get("/page.html", CODING)?;
    if other.status == 200 && other.body == page.body {
        return Ok(());
    }
    Err(format!("nginx does not send the same bytes (status {}, {} bytes)", other.status, other.body.len()))
}

/// Runs wrk once and reads the rate it says.
fn requests(wrk: &Path, url: &str) -> Result<f64> {
    let out = Command::new(wrk)
        .args(["-t1", "-c", CONNECTIONS, "-d", TURN, "-H", "Accept-Encoding: gzip", url])
        .output()
        .map_err(at(wrk))?;
    let said = String::from_utf8_lossy(&out.stdout);
    let failed = said.contains("Non-2xx") || said.contains("Socket errors");
    rate(&said).filter(|_| !failed).ok_or_else(|| format!("wrk on {url} said: {said}"))
}

fn rate(said: &str) -> Option<f64> {
    said.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_read() {
        assert_eq!(
            rate("Running 3s test\n  2 requests\nRequests/sec:  41234.56\nTransfer/sec: 1GB\n"),
            Some(41_234.56)
        );
        assert_eq!(rate("unable to connect"), None);
    }
}
