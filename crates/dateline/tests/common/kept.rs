//! A connection that is kept: requests as bytes, answers one after another.

use super::http::Answer;
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// A connection.
pub struct Kept {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Kept {
    /// Opens one.
    pub fn open(address: SocketAddr) -> Kept {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout can be set");
        stream.set_nodelay(true).expect("an option can be set");
        Kept { stream, read: Vec::new() }
    }

    /// Sends bytes as they are; false if the server has closed.
    pub fn send(&mut self, bytes: &str) -> bool {
        self.stream.write_all(bytes.as_bytes()).is_ok()
    }

    /// Asks for a path, and reads the answer.
    pub fn get(&mut self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: courier.example\r\n\r\n"));
        self.answer(false).expect("an answer")
    }

    /// The next answer, `None` if the server closes instead; `head` if it has no body.
    pub fn answer(&mut self, head: bool) -> Option<Answer> {
        let cut = loop {
            match self.read.windows(4).position(|window| window == b"\r\n\r\n") {
                Some(cut) => break cut,
                None => self.more()?,
            }
        };
        let top = String::from_utf8_lossy(&self.read[..cut]).into_owned();
        self.read.drain(..cut + 4);
        let mut lines = top.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Answer { status, headers, bytes: Vec::new() };
        let length: usize = answer.header("content-length").parse().unwrap_or(0);
        if !head && status != 304 {
            while self.read.len() < length {
                self.more()?;
            }
            answer.bytes = self.read.drain(..length).collect();
        }
        Some(answer)
    }

    /// Whether the server closes without another word.
    pub fn is_closed(&mut self) -> bool {
        self.more().is_none()
    }

    fn more(&mut self) -> Option<()> {
        let mut piece = [0; 16 << 10];
        match self.stream.read(&mut piece) {
            Ok(0) => None,
            Ok(count) => {
                self.read.extend_from_slice(&piece[..count]);
                Some(())
            }
            Err(error) => {
                let timed_out =
                    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut);
                assert!(!timed_out, "the server neither answers nor closes");
                None
            }
        }
    }
}
