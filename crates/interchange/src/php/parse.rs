//! Reads the format. Depth is bounded, and nothing is reserved on the word of a length.

use memchr::memmem;

use super::{DEPTH, Error, Key, Unserialized, Value};

/// Reads one value, which must be all of the text but white space around it.
///
/// # Errors
/// The text is no serialised value, or is cut off, nested more than [`DEPTH`] deep, or claims
/// more than it holds.
pub fn unserialize(text: impl AsRef<[u8]>) -> Result<Unserialized, Error> {
    let text = text.as_ref();
    let strict = Parser { text, at: 0, repairing: false, miscounted: false }.whole();
    match strict {
        Ok(value) => Ok(Unserialized { value, miscounted: false }),
        // Only where counts fail are they doubted: a text may well hold `";`.
        Err(_) => {
            let mut parser = Parser { text, at: 0, repairing: true, miscounted: false };
            let value = parser.whole()?;
            Ok(Unserialized { value, miscounted: parser.miscounted })
        }
    }
}

/// Whether a custom field looks like a serialised array or object: cheap, and not proof.
pub fn looks_serialized(text: &str) -> bool {
    let text = text.trim().as_bytes();
    matches!(text, [b'a' | b'O' | b'C', b':', b'0'..=b'9', .., b'}'])
        || matches!(text, [b's', b':', b'0'..=b'9', .., b'"', b';'])
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    repairing: bool,
    miscounted: bool,
}

impl Parser<'_> {
    fn whole(&mut self) -> Result<Value, Error> {
        self.blanks();
        let value = self.value(0)?;
        self.blanks();
        if self.at < self.text.len() { self.fail("something follows the value") } else { Ok(value) }
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn fail<T>(&self, what: &'static str) -> Result<T, Error> {
        Err(Error { at: self.at, what })
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn rest(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn expect(&mut self, mark: &[u8], what: &'static str) -> Result<(), Error> {
        if !self.rest().starts_with(mark) {
            return self.fail(what);
        }
        self.at += mark.len();
        Ok(())
    }

    /// Up to `mark` and past it.
    fn until(&mut self, mark: u8) -> Result<&str, Error> {
        let (from, length) = (self.at, memchr::memchr(mark, self.rest()));
        let Some(length) = length else { return self.fail("the text ends too early") };
        self.at += length + 1;
        let field = self.text.get(from..from + length).and_then(|field| std::str::from_utf8(field).ok());
        field.ok_or(Error { at: from, what: "invalid text in a number" })
    }

    fn number<T: std::str::FromStr>(&mut self, mark: u8) -> Result<T, Error> {
        let from = self.at;
        self.until(mark)?.parse().map_err(|_| Error { at: from, what: "a number is expected" })
    }

    fn value(&mut self, depth: usize) -> Result<Value, Error> {
        if depth > DEPTH {
            return self.fail("nested too deep");
        }
        let kind = self.peek();
        if kind == Some(b'N') {
            self.expect(b"N;", "a null is expected")?;
            return Ok(Value::Null);
        }
        self.at += 1;
        if self.expect(b":", "a type and a colon are expected").is_err() {
            self.at -= 1;
            return self.fail("a type and a colon are expected");
        }
        match kind {
            Some(b'b') => Ok(Value::Bool(self.number::<u8>(b';')? != 0)),
            Some(b'i') => Ok(Value::Int(self.number(b';')?)),
            Some(b'd') => self.float(),
            Some(b's' | b'S' | b'E') => {
                let text = self.text()?;
                self.expect(b";", "a text ends with a semicolon")?;
                Ok(Value::Text(text))
            }
            Some(b'a') => Ok(Value::Array(self.entries(depth)?)),
            Some(b'O') => {
                let class = self.text()?;
                self.expect(b":", "a class is followed by a colon")?;
                Ok(Value::Object { class, properties: self.entries(depth)? })
            }
            Some(b'C') => self.custom(),
            Some(b'R' | b'r') => Ok(Value::Reference(self.number(b';')?)),
            _ => self.fail("an unknown type"),
        }
    }

    fn float(&mut self) -> Result<Value, Error> {
        let from = self.at;
        let float = match self.until(b';')? {
            "INF" => f64::INFINITY,
            "-INF" => f64::NEG_INFINITY,
            "NAN" => f64::NAN,
            text => text.parse().map_err(|_| Error { at: from, what: "a number is expected" })?,
        };
        Ok(Value::Float(float))
    }

    fn entries(&mut self, depth: usize) -> Result<Vec<(Key, Value)>, Error> {
        let count: usize = self.number(b':')?;
        self.expect(b"{", "an array begins with {")?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let key = match self.value(depth + 1)? {
                Value::Int(n) => Key::Int(n),
                Value::Text(text) => Key::Text(without_marks(text)),
                _ => return self.fail("a key is a number or a text"),
            };
            entries.push((key, self.value(depth + 1)?));
        }
        self.expect(b"}", "an array ends with } after as many entries as it says")?;
        Ok(entries)
    }

    /// `5:"abcde"`, without what follows.
    fn text(&mut self) -> Result<String, Error> {
        let length: usize = self.number(b':')?;
        self.expect(b"\"", "a text begins with a quotation mark")?;
        let counted = self.rest().get(..length).filter(|_| self.closes_at(length));
        let length = match counted {
            Some(_) => length,
            None if self.repairing => {
                self.miscounted = true;
                self.real_length()?
            }
            None => return self.fail("a text is not as long as it says"),
        };
        let text = String::from_utf8_lossy(self.rest().get(..length).unwrap_or_default()).into_owned();
        self.at += length + 1;
        Ok(text)
    }

    fn closes_at(&self, length: usize) -> bool {
        let end = length.checked_add(2).and_then(|end| self.rest().get(length..end));
        end.is_some_and(|end| matches!(end, b"\";" | b"\":"))
    }

    /// The nearest `";` that is followed by something that can follow a text.
    fn real_length(&self) -> Result<usize, Error> {
        let rest = self.rest();
        let end = memmem::find_iter(rest, b"\";").find(|&at| {
            let next = rest.get(at + 2..).unwrap_or_default();
            matches!(next, [] | [b'}', ..] | [b'N', b';', ..])
                || matches!(
                    next,
                    [b's' | b'S' | b'i' | b'd' | b'b' | b'a' | b'O' | b'C' | b'E' | b'R' | b'r', b':', ..]
                )
                || next.iter().all(u8::is_ascii_whitespace)
        });
        end.ok_or(Error { at: self.at, what: "a text is not as long as it says, and never ends" })
    }

    /// `C:5:"Class":4:{data}`.
    fn custom(&mut self) -> Result<Value, Error> {
        let class = self.text()?;
        self.expect(b":", "a class is followed by a colon")?;
        let length: usize = self.number(b':')?;
        self.expect(b"{", "an object begins with {")?;
        let Some(data) = self.rest().get(..length) else {
            return self.fail("an object is not as long as it says");
        };
        let data = String::from_utf8_lossy(data).into_owned();
        self.at += length;
        self.expect(b"}", "an object ends with }")?;
        Ok(Value::Object { class, properties: vec![(Key::Text("data".to_owned()), Value::Text(data))] })
    }
}

/// PHP writes a private property as `\0Class\0name`, a protected one as `\0*\0name`.
fn without_marks(name: String) -> String {
    match name.strip_prefix('\0').and_then(|name| name.split_once('\0')) {
        Some((_, name)) => name.to_owned(),
        None => name,
    }
}
