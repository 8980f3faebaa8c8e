//! Every address that the old site had, asked for here.

use crate::common::TestApp;
use interchange::wxr::{Event, Item, Limits};
use std::path::Path;

/// Where an address ends.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Here,
    /// A file that was left on the old site.
    There,
    Nowhere,
}

fn follow(app: &TestApp, address: &str) -> End {
    let mut at = address.to_owned();
    for _ in 0..4 {
        let answer = app.get(&at);
        match answer.status {
            200 => return End::Here,
            301 if answer.header("location").starts_with("http") => return End::There,
            301 => at = answer.header("location").to_owned(),
            404 | 410 => return End::Nowhere,
            other => panic!("{at}: {other}"),
        }
    }
    panic!("{address} leads on and on");
}

/// The path and query of an address on the old site.
fn local(site: &str, address: &str) -> Option<String> {
    let host = |a: &str| {
        a.split("//").nth(1).map(|r| r.split('/').next().unwrap_or(r).trim_start_matches("www.").to_owned())
    };
    if host(address)? != host(site)? {
        return None;
    }
    let rest = address.split_once("//")?.1;
    let path = rest.find(['/', '?']).map_or("/", |at| &rest[at..]);
    let path = path.split('#').next().unwrap_or(path);
    (path != "/").then(|| path.replace(' ', "%20"))
}

/// What is asked for, and whether it must be there.
fn asked(site: &str, item: &Item) -> Vec<(String, bool)> {
    let public = item.status == "publish" && item.password.is_empty();
    let mut all = Vec::new();
    let id = item.post_id.unwrap_or(0);
    match item.post_type.as_str() {
        "post" | "page" => {
            // A post that was scheduled is public by now, or will be: both are right.
            if item.status == "future" {
                return all;
            }
            all.extend(local(site, &item.link).map(|path| (path, public)));
            if id > 0 {
                all.extend(["p", "page_id"].map(|name| (format!("/?{name}={id}"), public)));
            }
            if public {
                for term in &item.terms {
                    let name = match term.domain.as_str() {
                        "category" => "category_name",
                        "post_tag" => "tag",
                        _ => continue,
                    };
                    let encoded: String =
                        url::form_urlencoded::byte_serialize(term.nicename.as_bytes()).collect();
                    all.push((format!("/?{name}={encoded}"), true));
                }
                if item.post_type == "post" && !item.creator.trim().is_empty() {
                    let encoded: String =
                        url::form_urlencoded::byte_serialize(item.creator.trim().as_bytes()).collect();
                    all.push((format!("/?author_name={encoded}"), true));
                }
                // A day begins at another moment in every zone; here the site is in UTC.
                let day = item
                    .post_date_gmt
                    .get(..10)
                    .filter(|d| item.post_type == "post" && !d.starts_with("0000"));
                if let Some(&[year, month, day]) = day.map(|d| d.split('-').collect::<Vec<_>>()).as_deref() {
                    all.push((format!("/{year}/{month}/{day}/"), true));
                    all.push((format!("/{year}/{month}/"), true));
                    all.push((format!("/{year}/"), true));
                    all.push((format!("/?m={year}{month}"), true));
                }
            }
        }
        "attachment" => {
            all.extend(local(site, &item.link).map(|path| (path, true)));
            all.extend([format!("/?attachment_id={id}"), format!("/?p={id}")].map(|path| (path, true)));
            let file = interchange::wxr::views::attachment(item);
            all.extend(file.and_then(|f| local(site, &f.url)).map(|path| (path, true)));
        }
        _ => {}
    }
    all
}

/// Addresses that do not lead where they should.
pub fn wrong(app: &TestApp, file: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut site = String::new();
    let mut check = |path: &str, there: bool| {
        let end = follow(app, path);
        if there == (end == End::Nowhere) {
            wrong.push(format!("{path} ends {end:?}"));
        }
    };
    for event in interchange::wxr::open(file, Limits::default()).expect("it opens") {
        match event {
            Ok(Event::Site(found)) => {
                site =
                    [found.base_blog_url, found.link].into_iter().find(|s| !s.is_empty()).unwrap_or_default()
            }
            Ok(Event::Category(term)) => {
                if let Some(id) = term.term_id {
                    check(&format!("/?cat={id}"), true);
                }
            }
            Ok(Event::Item(item)) => {
                for (path, there) in asked(&site, &item) {
                    check(&path, there);
                }
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    wrong
}
