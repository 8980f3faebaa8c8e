//! What a first visit weighs: bytes as sent, and what else a page needs to look right.

use super::{
    Bench, Measured,
    figure::{Figure, Mark},
    settle,
};
use crate::{
    Result,
    run::http::{Answer, BROWSER, Client},
};
use std::{
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

/// What fits the first round trip: ten segments of 1,460 bytes (RFC 6928), less the head of the answer.
const MARK: f64 = 14.0;

/// Measures articles without pictures, the front page and a section.
pub fn measure(bench: &Bench<'_>, data: &Path) -> Measured {
    let server = bench.dateline(data).serve(bench.guard, "/health")?;
    let mut client = server.client()?;
    let plain = (0..bench.corpus.articles).map(|n| bench.corpus.article(n)).filter(|a| a.picture.is_none());
    let section = bench.corpus.article(0).section.section_path();
    let articles = plain.take(20).map(|article| article.path).collect();
    let mut figures = Vec::new();
    for (name, paths, mark) in [
        ("an article without pictures", articles, Some(MARK)),
        ("the front page", vec!["/".to_owned()], None),
        ("a section", vec![section], None),
    ] {
        let (mut sizes, mut requests, mut blocking) = (Vec::new(), Vec::new(), Vec::new());
        for path in &paths {
            let answer = smallest(&mut client, path)?;
            let html = client.get(path, "identity")?.body;
            let needs = Needs::of(&String::from_utf8_lossy(&html));
            let mut bytes = answer.body.len();
            for other in &needs.others {
                bytes += client.get(other, BROWSER)?.body.len();
            }
            sizes.push(bytes as f64 / 1e3);
            requests.push((1 + needs.others.len()) as f64);
            blocking.push(needs.blocking as f64);
        }
        let marked = |figure: Figure, at_most: f64| match mark {
            Some(_) => figure.marked(Mark::AtMost(at_most)),
            None => figure,
        };
        figures.push(marked(Figure::of(format!("{name}, all it needs"), "kB", sizes), MARK));
        figures.push(marked(Figure::of(format!("{name}, requests"), "", requests), 2.0));
        figures.push(marked(Figure::of(format!("{name}, of it blocking"), "", blocking), 0.0));
    }
    Ok((figures, Vec::new()))
}

/// The page in the coding that a browser gets of a page that was asked for before.
fn smallest(client: &mut Client, path: &str) -> Result<Answer> {
    settle::page(client, path)?;
    let begun = Instant::now();
    loop {
        let answer = client.get(path, BROWSER)?;
        if answer.header("content-encoding") == Some("br") {
            return Ok(answer);
        }
        if begun.elapsed() > Duration::from_secs(10) {
            return Err(format!("{path} does not come in brotli"));
        }
        sleep(Duration::from_millis(20));
    }
}

/// What a page fetches before it looks right: stylesheets, scripts and fonts that it names. Pictures are not counted.
#[derive(Debug, Default, PartialEq)]
struct Needs {
    others: Vec<String>,
    /// Those that hold up the first painting.
    blocking: usize,
}

impl Needs {
    fn of(html: &str) -> Needs {
        let mut needs = Needs::default();
        for tag in html.split('<').filter_map(|rest| rest.split('>').next()) {
            let is = |name: &str| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '\n']));
            let address = if is("script") {
                attribute(tag, "src")
            } else if is("link")
                && matches!(attribute(tag, "rel"), Some("stylesheet" | "preload" | "modulepreload"))
            {
                attribute(tag, "href")
            } else {
                None
            };
            let Some(address) = address else { continue };
            needs.others.push(address.replace("&amp;", "&"));
            let later = [" async", " defer", "\"module\"", "preload", "media=\"print\""];
            needs.blocking += usize::from(!later.iter().any(|word| tag.contains(word)));
        }
        needs
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_needs_is_found() {
        let page = "<head><link rel=\"canonical\" href=\"/a/\"><link rel=\"stylesheet\" href=\"/s.css?a&amp;b\">\
                    <style>p{}</style><script src=\"/a.js\" defer></script><script type=\"application/ld+json\">{}</script>\
                    <link rel=\"preload\" as=\"font\" href=\"/f.woff2\"></head><body><img src=\"/i.webp\"></body>";
        let needs = Needs::of(page);
        assert_eq!(needs.others, ["/s.css?a&b", "/a.js", "/f.woff2"]);
        assert_eq!(needs.blocking, 1);
    }
}
