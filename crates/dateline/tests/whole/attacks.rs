//! Addresses that nobody in good faith asks for: each gets an answer below 500, and no redirect leaves the site.

use super::common::{
    TestApp, http, on_sqlite,
    wxr::{Item, Wxr},
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
};

/// One connection that is used again and again: there are thousands of lines.
struct Line {
    stream: BufReader<TcpStream>,
}

impl Line {
    fn to(app: &TestApp) -> Line {
        let stream = TcpStream::connect(app.address).unwrap();
        stream.set_nodelay(true).unwrap();
        Line { stream: BufReader::new(stream) }
    }

    /// Asks with HEAD; the status, and where a redirect leads.
    fn head(&mut self, path: &str) -> std::io::Result<(u16, String)> {
        // In one piece: several small ones would wait for each other.
        let request = format!("HEAD {path} HTTP/1.1\r\nHost: courier.example\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut location, mut line) = (0, String::new(), String::new());
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end().split_once(' ') {
                _ if line == "\r\n" => return Ok((status, location)),
                Some((name, rest)) if name.starts_with("HTTP/") => status = rest[..3].parse().unwrap_or(0),
                Some((name, value)) if name.eq_ignore_ascii_case("location:") => {
                    value.clone_into(&mut location)
                }
                _ => {}
            }
        }
    }
}

fn encoded(text: &[u8]) -> String {
    text.iter().map(|b| format!("%{b:02X}")).collect()
}

fn check(app: &TestApp, line: &mut Line, path: &str) {
    let (status, location) = match line.head(path) {
        Ok(answer) => answer,
        Err(_) => {
            // It refused and hung up; the next one gets a new connection.
            *line = Line::to(app);
            return;
        }
    };
    assert!((200..500).contains(&status), "{path}: {status}");
    assert!(
        location.is_empty() || (location.starts_with('/') && !location.starts_with("//")),
        "{path} leads to {location}"
    );
    if status == 400 || status == 431 {
        *line = Line::to(app);
    }
}

#[test]
fn absurd_addresses_get_an_answer() {
    on_sqlite(|app| {
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let mut line = Line::to(&app);
        let long = "a".repeat(5_000);
        let deep = "/a".repeat(2_000);
        for path in [
            "/..",
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2fetc%2fpasswd",
            "/%00",
            "/%ff%fe",
            "/%",
            "/%zz",
            "//evil.example/",
            "///evil.example/%2f..",
            "/\\evil.example/",
            "/%5cevil.example/",
            "/;/",
            "/?",
            "/?&&&=&=",
            "/?p",
            "/?p=",
            "/?p=%00",
            "/?p[]=7",
            "/?p=7&p=8",
            "/?m=99999999",
            "/?m=20261399",
            "/?author=0",
            "/?cat=-1",
            "/?tag=%ff",
            "/?before=%ff",
            "/9999/",
            "/0000/00/00/",
            "/2026/11/14/15/16/",
            "/page/0/",
            "/page/999999999999/",
            "/media/",
            "/media//",
            "/media/x",
            "/wp-content/uploads/",
            "/wp-content/uploads/../../x",
            "/files/x",
            "/-300x200.jpg",
            "/wp-content/uploads/-1x1-1x1-1x1-1x1-1x1-1x1.jpg",
            "/index.php",
            "/index.php/",
            "/index.php/index.php/",
            "/feed/",
            "/feed/feed/feed/",
            "/wp-login.php",
            "/wp-json/",
            "/xmlrpc.php",
            "/.env",
            "/.git/config",
            "/favicon.ico",
            "/robots.txt",
            "/sitemap.xml",
            "/\u{202e}",
            "/ä",
            "/%E2%80%AE",
            "*",
            "http://evil.example/",
            "https://courier.example/2026/11/a-report/",
            &format!("/{long}"),
            &format!("/?{long}={long}"),
            &deep,
            &format!("{deep}/feed"),
            &format!("/?{}", "p=7&".repeat(1_000)),
        ] {
            check(&app, &mut line, path);
        }
        // Bytes that are no text at all.
        let mut raw = b"GET /\xff\xfe\x80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec();
        assert!(http::raw(app.address, &raw, false).status < 500);
        raw.truncate(20);
        let mut half = TcpStream::connect(app.address).unwrap();
        half.write_all(&raw).unwrap();
        drop(half);
        app.status("/2026/11/a-report/", 200);
    });
}

/// Lists of attacks that are not part of this project: where they lie beside it, every line is tried.
#[test]
fn every_line_of_the_attack_lists_gets_an_answer() {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/attack/payloads");
    if !lists.is_dir() {
        println!("skipped: no lists of attacks beside the project");
        return;
    }
    on_sqlite(|app| {
        app.import(&Wxr::courier().with(Item::post(7, "a-report", "A report")).build());
        let mut line = Line::to(&app);
        let mut tried = 0;
        for kind in ["traversal", "xss", "sql"] {
            for file in std::fs::read_dir(lists.join(kind)).unwrap() {
                let mut bytes = Vec::new();
                std::fs::File::open(file.unwrap().path()).unwrap().read_to_end(&mut bytes).unwrap();
                for payload in bytes
                    .split(|b| *b == b'\n')
                    .map(<[u8]>::trim_ascii)
                    .filter(|p| !p.is_empty() && p.len() < 2_000)
                {
                    let coded = encoded(payload);
                    check(&app, &mut line, &format!("/{coded}"));
                    check(&app, &mut line, &format!("/?name={coded}"));
                    // As it stands, where it can stand in a request line at all.
                    if payload.iter().all(|b| b.is_ascii_graphic()) {
                        let text = String::from_utf8_lossy(payload);
                        let slash = if text.starts_with('/') { "" } else { "/" };
                        check(&app, &mut line, &format!("{slash}{text}"));
                        check(&app, &mut line, &format!("/2026/11/a-report/?before={text}&p={text}"));
                    }
                    tried += 1;
                }
            }
        }
        assert!(tried > 1_000, "only {tried} lines were found");
        app.status("/2026/11/a-report/", 200);
    });
}
