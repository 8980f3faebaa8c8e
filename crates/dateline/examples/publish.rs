//! From an action's answer to the pages that show it, over HTTP, on the app as it serves: for `cargo xtask bench`.
//!
//! `publish DATA ARTICLE TURNS`: takes the data folder of an import, and publishes articles like the one with that number,
//! or a new version of it, in turns. What it measured comes out as JSON.

#![allow(clippy::print_stdout)]

use dateline::{
    app::App,
    articles::{
        self, FairCopy,
        model::{Kind, Manuscript, Visibility},
    },
    changes::{Actor, Tx, Via},
    config::Config,
    error::{Error, Result},
    publishing, serve, settings,
    values::Slug,
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Instant,
};

/// What came of all turns. Times are in milliseconds.
#[derive(Debug, Default, Serialize)]
struct Measured {
    /// From handing the action over to its answer.
    action: Vec<f64>,
    /// From handing the action over to the last byte of the article's page that shows it.
    article: Vec<f64>,
    /// The front page alone, asked for after that.
    front: Vec<f64>,
    /// The feed alone, if there is one.
    feed: Vec<f64>,
    /// Pages that did not show what was published.
    stale: u32,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, article, turns] = arguments.as_slice() else {
        return Err(Error::refused("arguments", "are missing; write publish DATA ARTICLE TURNS"));
    };
    let number = |text: &str| text.parse::<i64>().map_err(|_| Error::refused(text, "is no number"));
    let (article, turns) = (number(article)?, number(turns)?);
    let flags = BTreeMap::from([("data", data.clone()), ("listen", "127.0.0.1:0".to_owned())]);
    let app = App::open(Config::load(&flags, None)?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::Internal(e.to_string()))?;
    let running = runtime.block_on(serve::start(app.clone()))?;
    let measured = measure(&app, running.address(), article, turns)?;
    runtime.block_on(running.stop())?;
    println!("{}", serde_json::to_string(&measured)?);
    Ok(())
}

fn measure(app: &App, address: SocketAddr, article: i64, turns: i64) -> Result<Measured> {
    let first = act(app, move |tx| {
        let article = articles::store::article(tx, article)?.ok_or_else(|| missing(article))?;
        let (_, manuscript) =
            articles::store::revision(tx, article.id, article.latest)?.ok_or_else(|| missing(article.id))?;
        Ok(manuscript)
    })?;
    let mut client = Client::connect(address)?;
    let has_feed = client.get("/feed/")?.0 == 200;
    let mut measured = Measured::default();
    for turn in 0..turns {
        let headline = format!("What turn {turn} of the tide brought");
        let mut manuscript =
            Manuscript { headline: headline.clone(), published_on: None, path: None, ..first.clone() };
        let is_new = turn % 2 == 0;
        if is_new {
            manuscript.slug = Slug::from_text(&headline)
                .ok_or_else(|| Error::refused(headline.clone(), "gives no slug"))?;
        }
        // Pages stand in the cache before they change, that of the article as "not found".
        let expected = address_of(app, article, is_new, &manuscript)?;
        for path in [expected.as_str(), "/", "/feed/"] {
            client.get(path)?;
        }
        let begun = Instant::now();
        let copy = FairCopy::of(manuscript)?;
        let path = act(app, move |tx| {
            let saved = if is_new {
                articles::actions::create(tx, Kind::Article, Visibility::Public, &copy, None, None)?
            } else {
                let latest = articles::store::article(tx, article)?.ok_or_else(|| missing(article))?.latest;
                articles::actions::save(tx, article, latest, &copy)?
            };
            let site = settings::store::site(tx)?;
            let article =
                articles::store::article(tx, saved.article)?.ok_or_else(|| missing(saved.article))?;
            publishing::actions::publish(tx, &site, &article, saved.revision, &copy)
                .map(|published| published.path)
        })?;
        measured.action.push(milliseconds(begun));
        let mut shows = |path: &str| -> Result<bool> { Ok(client.get(path)?.1.contains(&headline)) };
        let mut stale = u32::from(!shows(&path)?);
        measured.article.push(milliseconds(begun));
        let begun = Instant::now();
        // A new version keeps its article's place; the front page need not list it.
        let listed = shows("/")?;
        measured.front.push(milliseconds(begun));
        stale += u32::from(is_new && !listed);
        if has_feed {
            let begun = Instant::now();
            let listed = shows("/feed/")?;
            measured.feed.push(milliseconds(begun));
            stale += u32::from(is_new && !listed);
        }
        measured.stale += stale;
    }
    Ok(measured)
}

fn address_of(app: &App, article: i64, is_new: bool, manuscript: &Manuscript) -> Result<String> {
    let manuscript = manuscript.clone();
    act(app, move |tx| {
        let site = settings::store::site(tx)?;
        Ok(if is_new {
            publishing::address::mint(&site, Kind::Article, 0, &manuscript, tx.now, "", "")
        } else {
            format!("/?p={article}")
        })
    })
}

fn act<T: Send + 'static>(
    app: &App,
    work: impl FnMut(&mut Tx<'_, '_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    app.actions.act("bench", Actor::unnamed(Via::Command), work).wait()
}

fn missing(article: i64) -> Error {
    Error::refused(format!("article {article}"), "is not there; name one of the import")
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// A reader on one kept connection.
struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    fn connect(address: SocketAddr) -> Result<Client> {
        let stream = TcpStream::connect(address).map_err(failed)?;
        stream.set_nodelay(true).map_err(failed)?;
        Ok(Client { stream: BufReader::new(stream) })
    }

    /// Status and body, without compression: the client's time counts too.
    fn get(&mut self, path: &str) -> Result<(u16, String)> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes()).map_err(failed)?;
        let (mut status, mut length) = (None, 0);
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).map_err(failed)?;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().unwrap_or(0);
            }
            status = status.or_else(|| line.split(' ').nth(1)?.parse().ok());
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).map_err(failed)?;
        let status = status.ok_or_else(|| Error::Internal(format!("{path}: no answer")))?;
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}

fn failed(error: std::io::Error) -> Error {
    Error::Internal(error.to_string())
}
