//! A page in the cache, asked for as fast as it goes, beside nginx with the same bytes from a file.

use super::{
    Bench, Measured,
    beside::{self, CODING, Side},
    figure::Figure,
    settle,
};
use crate::{
    Result,
    run::{
        http::{Answer, Client},
        nginx::{self, Nginx},
        wrk,
    },
};
use std::{net::SocketAddr, path::Path};

/// What it is to come to, beside nginx.
const MARK: f64 = 1.1;

/// Measures both, or says what is missing.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let (Some(nginx), Some(wrk)) = (nginx::find(), wrk::find()) else {
        return Ok((Vec::new(), vec!["left out: it takes nginx and wrk".into()]));
    };
    let server = bench.dateline(data).serve(bench.guard, "/health")?;
    let path = bench.corpus.article(bench.corpus.articles / 2).path;
    let page = settle::page(&mut server.client()?, &path)?;
    let nginx = Nginx::start(&nginx, &[("page", &page.body)], bench.guard)?;
    same(&page, nginx.address)?;
    let ours = Side { url: format!("http://{}{path}", server.address), script: None };
    let theirs = Side { url: format!("http://{}/page.html", nginx.address), script: None };
    let mut figures = beside::measure(&wrk, bench.rounds, "hot page", &ours, &theirs, MARK)?;
    figures.push(Figure::of("the page as sent", "kB", vec![page.body.len() as f64 / 1e3]));
    Ok((figures, Vec::new()))
}

fn same(page: &Answer, nginx: SocketAddr) -> Result<()> {
    let other = Client::connect(nginx)?.get("/page.html", CODING)?;
    if other.status == 200 && other.body == page.body {
        return Ok(());
    }
    Err(format!("nginx does not send the same bytes (status {}, {} bytes)", other.status, other.body.len()))
}
