//! A mail server that takes every letter and hands it to the test (RFC 5321, as much as a client needs).

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

/// A mail server on a port of its own. Its thread ends with the test program.
pub struct Smtp {
    /// Where it listens.
    pub address: SocketAddr,
    letters: Receiver<(String, String)>,
}

impl Smtp {
    /// Starts one. It answers the first recipients with `refusals`, and takes all that follow.
    pub fn start(refusals: &[&'static str]) -> Smtp {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (sender, letters) = channel();
        let mut refusals: Vec<&str> = refusals.iter().rev().copied().collect();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = talk(&stream, &mut refusals, &sender);
            }
        });
        Smtp { address, letters }
    }

    /// The next letter: to whom, and all of it with its transfer coding undone.
    pub fn letter(&self) -> (String, String) {
        self.letters.recv_timeout(Duration::from_secs(10)).expect("a letter comes")
    }

    /// Whether a letter waits.
    pub fn is_quiet(&self) -> bool {
        self.letters.try_recv().is_err()
    }
}

fn talk(
    stream: &TcpStream,
    refusals: &mut Vec<&str>,
    sender: &Sender<(String, String)>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream);
    let mut out = stream;
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes());
    say("220 catcher")?;
    let (mut to, mut line) = (String::new(), String::new());
    while {
        line.clear();
        lines.read_line(&mut line)? > 0
    } {
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "RCPT" => match refusals.pop() {
                Some(refusal) => say(refusal)?,
                None => {
                    line.trim_end().clone_into(&mut to);
                    say("250 taken")?;
                }
            },
            "DATA" => {
                say("354 go on")?;
                let mut letter = String::new();
                while {
                    line.clear();
                    lines.read_line(&mut line)? > 0 && line != ".\r\n"
                } {
                    letter.push_str(&line);
                }
                let _ = sender.send((to.clone(), decoded(&letter)));
                say("250 taken")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 well")?,
        }
    }
    Ok(())
}

/// Quoted-printable undone (RFC 2045, 6.7); another coding is left as it is.
fn decoded(letter: &str) -> String {
    if !letter.contains("quoted-printable") {
        return letter.to_owned();
    }
    let joined = letter.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), joined.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|h| std::str::from_utf8(h).ok());
        match (first, hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
