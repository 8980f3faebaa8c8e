//! A small HTTP/1.1 client on one connection that is kept: it measures, and judges nothing.

use crate::Result;
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// What a browser of today takes.
pub const BROWSER: &str = "gzip, deflate, br, zstd";
/// No answer may take longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Heads longer than this are no answer of ours.
const LONGEST_HEAD: usize = 64 << 10;

/// A connection.
pub struct Client {
    stream: TcpStream,
    host: String,
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Names in small letters, values as they came.
    pub headers: Vec<(String, String)>,
    /// The body as it came over the wire, still compressed.
    pub body: Vec<u8>,
    /// From sending the request to the first byte.
    pub first_byte: Duration,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Client {
    /// Opens a connection.
    pub fn connect(address: SocketAddr) -> Result<Client> {
        let said = |e: std::io::Error| format!("{address}: {e}");
        let stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(said)?;
        stream.set_nodelay(true).map_err(said)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(said)?;
        Ok(Client { stream, host: address.to_string(), buffer: Vec::new() })
    }

    /// Asks for a path.
    pub fn get(&mut self, path: &str, accept_encoding: &str) -> Result<Answer> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: {accept_encoding}\r\n\r\n",
            self.host
        );
        self.send(path, &request)
    }

    /// Any request, with header fields of its own.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer> {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n", self.host, body.len());
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        self.send(path, &format!("{request}\r\n{body}"))
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, form: &str) -> Result<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{form}",
            self.host,
            form.len()
        );
        self.send(path, &request)
    }

    fn send(&mut self, path: &str, request: &str) -> Result<Answer> {
        let begun = Instant::now();
        self.stream.write_all(request.as_bytes()).map_err(|e| format!("{path}: {e}"))?;
        if self.buffer.is_empty() {
            self.more(path)?;
        }
        let first_byte = begun.elapsed();
        let head = self.head(path)?;
        let mut answer = parse(&head).ok_or_else(|| format!("{path}: the answer's head cannot be read"))?;
        answer.first_byte = first_byte;
        answer.body = match (answer.header("content-length"), answer.header("transfer-encoding")) {
            (Some(length), _) => {
                let length = length.parse().map_err(|_| format!("{path}: content-length is no number"))?;
                self.take(path, length)?
            }
            (None, Some(_)) => self.chunks(path)?,
            (None, None) => Vec::new(),
        };
        Ok(answer)
    }

    fn more(&mut self, path: &str) -> Result<()> {
        let mut piece = [0; 16 << 10];
        match self.stream.read(&mut piece) {
            Ok(0) => Err(format!("{path}: the connection was closed")),
            Ok(n) => {
                self.buffer.extend_from_slice(&piece[..n]);
                Ok(())
            }
            Err(error) => Err(format!("{path}: {error}")),
        }
    }

    /// Everything up to `end`, which is taken too.
    fn until(&mut self, path: &str, end: &[u8]) -> Result<Vec<u8>> {
        loop {
            if let Some(found) = self.buffer.windows(end.len()).position(|w| w == end) {
                return self.take(path, found + end.len());
            }
            if self.buffer.len() > LONGEST_HEAD {
                return Err(format!("{path}: the answer has no end of a line"));
            }
            self.more(path)?;
        }
    }

    fn head(&mut self, path: &str) -> Result<String> {
        let head = self.until(path, b"\r\n\r\n")?;
        String::from_utf8(head).map_err(|_| format!("{path}: the answer's head is no text"))
    }

    fn take(&mut self, path: &str, length: usize) -> Result<Vec<u8>> {
        while self.buffer.len() < length {
            self.more(path)?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    fn chunks(&mut self, path: &str) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.until(path, b"\r\n")?;
            let text = String::from_utf8_lossy(&line);
            let length = usize::from_str_radix(text.split(';').next().unwrap_or_default().trim(), 16)
                .map_err(|_| format!("{path}: a chunk's length cannot be read"))?;
            let mut chunk = self.take(path, length + 2)?;
            if length == 0 {
                return Ok(body);
            }
            chunk.truncate(length);
            body.append(&mut chunk);
        }
    }
}

fn parse(head: &str) -> Option<Answer> {
    let mut lines = head.split("\r\n");
    let status = lines.next()?.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Some(Answer { status, headers, ..Answer::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn served(answers: &'static str) -> Client {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 1_024];
            let _ = stream.read(&mut asked);
            let _ = stream.write_all(answers.as_bytes());
            let _ = stream.shutdown(std::net::Shutdown::Write);
            // Whoever still asks must not meet a closed door: the answers stand in line already.
            while stream.read(&mut asked).is_ok_and(|n| n > 0) {}
        });
        Client::connect(address).unwrap()
    }

    #[test]
    fn bodies_with_a_length_in_chunks_and_none() {
        let mut client = served(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
             3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n",
        );
        assert_eq!(client.get("/", BROWSER).unwrap().body, b"hello");
        assert_eq!(client.get("/", BROWSER).unwrap().body, b"abcde");
        let last = client.get("/", BROWSER).unwrap();
        assert_eq!((last.status, last.header("etag"), last.body.len()), (304, Some("\"x\""), 0));
    }

    #[test]
    fn what_is_no_answer_is_said() {
        assert!(served("SSH-2.0-x\r\n\r\n").get("/", BROWSER).unwrap_err().contains("head"));
        assert!(
            served("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
                .get("/", BROWSER)
                .unwrap_err()
                .contains("closed")
        );
    }
}
