//! A small HTTP/1.1 client: one request a connection, on a thread that may block.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Header fields, names in lower case, as they came.
    pub headers: Vec<(String, String)>,
    /// The body as it was sent, still compressed if it was.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header's value; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The body, decompressed, as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.decoded()).expect("the body is UTF-8")
    }

    /// The body, decompressed.
    pub fn decoded(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self.header("content-encoding") {
            "" | "identity" => out.clone_from(&self.bytes),
            "gzip" => {
                flate2::read::GzDecoder::new(&self.bytes[..]).read_to_end(&mut out).expect("gzip");
            }
            "zstd" => out = zstd::decode_all(&self.bytes[..]).expect("zstd"),
            "br" => {
                brotli::Decompressor::new(&self.bytes[..], 4096).read_to_end(&mut out).expect("brotli");
            }
            other => panic!("an encoding that nobody asked for: {other}"),
        }
        out
    }
}

/// Sends `method path` with header fields, and reads the whole answer.
pub fn ask(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: courier.example\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    raw(address, request.as_bytes(), method == "HEAD")
}

/// Sends a form, as a browser does without a script.
pub fn post(address: SocketAddr, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
    let body = body.join("&");
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nHost: courier.example\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    raw(address, format!("{request}\r\n{body}").as_bytes(), false)
}

/// Percent-encoded, every byte that is no letter or digit.
fn coded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric();
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Sends bytes as they are, and reads the answer; `head` if it has no body.
pub fn raw(address: SocketAddr, request: &[u8], head: bool) -> Answer {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout can be set");
    // A server that refuses early may close before all is sent; its answer is what counts.
    let _ = stream.write_all(request);
    let mut all = Vec::new();
    let read = stream.read_to_end(&mut all);
    let cut = all.windows(4).position(|w| w == b"\r\n\r\n");
    let cut = cut.unwrap_or_else(|| panic!("no answer: {read:?}, {:?}", String::from_utf8_lossy(&all)));
    let top = String::from_utf8_lossy(&all[..cut]).into_owned();
    let mut lines = top.split("\r\n");
    let status = lines.next().and_then(|l| l.split(' ').nth(1)).and_then(|s| s.parse().ok());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let body = &all[cut + 4..];
    let chunked = headers.iter().any(|(n, v)| n == "transfer-encoding" && v == "chunked");
    let bytes = match (head, chunked) {
        (true, _) => {
            assert!(body.is_empty(), "an answer to HEAD has a body");
            Vec::new()
        }
        (false, true) => dechunked(body),
        (false, false) => body.to_vec(),
    };
    Answer { status: status.expect("a status line"), headers, bytes }
}

/// RFC 9112, section 7.1.
fn dechunked(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let end = body.windows(2).position(|w| w == b"\r\n").expect("a chunk's length");
        let size = std::str::from_utf8(&body[..end]).ok().and_then(|t| usize::from_str_radix(t, 16).ok());
        let size = size.expect("a chunk's length in hex");
        if size == 0 {
            return out;
        }
        out.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 4 + size..];
    }
}
