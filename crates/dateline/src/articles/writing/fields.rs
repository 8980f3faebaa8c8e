//! Reading single fields of what the editor sent. What is wrong is noted, and reading goes on, so that all of it is said at once.

use super::model::Wrong;
use crate::values::line;
use serde_json::{Map, Value};

/// Times that a manuscript may carry (UTC microseconds): the years 1400 to 2200, all of print.
const TIMES: std::ops::Range<i64> = -17_987_443_200_000_000..7_258_118_400_000_000;
/// The longest list of anything.
const MOST: usize = 200;

/// The fields that are left to read, and what was wrong so far.
pub(super) struct Fields {
    map: Map<String, Value>,
    within: String,
    pub wrong: Vec<Wrong>,
}

impl Fields {
    pub fn new(map: Map<String, Value>) -> Self {
        Self::named(map, String::new())
    }

    /// The same, of an object that errors call by a name.
    pub fn named(map: Map<String, Value>, within: String) -> Self {
        Fields { map, within, wrong: Vec::new() }
    }

    /// The fields of an object within; none if there is no object.
    pub fn within(&mut self, name: &str) -> Option<Fields> {
        match self.map.remove(name) {
            None | Some(Value::Null) => None,
            Some(Value::Object(map)) => Some(Fields::named(map, self.called(name))),
            Some(_) => {
                self.say(name, "This could not be read. Choose it anew.");
                None
            }
        }
    }

    pub fn say(&mut self, name: &str, why: &'static str) {
        let field = self.called(name);
        self.wrong.push(Wrong::new(field, why));
    }

    fn called(&self, name: &str) -> String {
        if self.within.is_empty() { name.to_owned() } else { format!("{}.{name}", self.within) }
    }

    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.map.remove(name).filter(|value| !value.is_null())
    }

    /// A line of text of at most so many characters. What stood there `before` is left as it is, however it came in.
    pub fn text(&mut self, name: &str, most: usize, before: Option<&str>) -> String {
        match self.take(name) {
            None => String::new(),
            Some(Value::String(text)) if before == Some(text.as_str()) => text,
            Some(Value::String(text)) => {
                let text = line(&text, usize::MAX);
                if text.chars().count() > most {
                    self.say(name, "This is too long. Shorten it.");
                }
                text
            }
            Some(_) => {
                self.say(name, "A text belongs here.");
                String::new()
            }
        }
    }

    pub fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Value::Bool(on)) => on,
            Some(_) => {
                self.say(name, "This is either on or off.");
                false
            }
        }
    }

    pub fn number(&mut self, name: &str) -> Option<i64> {
        let value = self.take(name)?;
        let number = value.as_i64();
        if number.is_none() {
            self.say(name, "A whole number belongs here.");
        }
        number
    }

    /// The number of something: of a person, a section, a picture.
    pub fn id(&mut self, name: &str) -> Option<i64> {
        self.number(name).filter(|id| {
            if *id <= 0 {
                self.say(name, "This could not be found. Choose another.");
            }
            *id > 0
        })
    }

    pub fn time(&mut self, name: &str) -> Option<i64> {
        let moment = self.number(name)?;
        if !TIMES.contains(&moment) {
            self.say(name, "This date is out of range.");
            return None;
        }
        Some(moment)
    }

    /// A list, each of whose entries is read by `read`; one that cannot be read is said.
    pub fn list<T: PartialEq>(&mut self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let Some(value) = self.take(name) else { return Vec::new() };
        let Value::Array(all) = value else {
            self.say(name, "This could not be read. Choose it anew.");
            return Vec::new();
        };
        if all.len() > MOST {
            self.say(name, "These are too many.");
            return Vec::new();
        }
        let mut list: Vec<T> = Vec::with_capacity(all.len());
        for entry in &all {
            match read(entry) {
                Some(entry) if list.contains(&entry) => {}
                Some(entry) => list.push(entry),
                None => self.say(name, "This could not be read. Choose it anew."),
            }
        }
        list
    }

    /// A list of numbers of things, each once.
    pub fn ids(&mut self, name: &str) -> Vec<i64> {
        self.list(name, |value| value.as_i64().filter(|id| *id > 0))
    }
}

/// The text under a name in an entry of a list; empty if there is none.
pub(super) fn text_of(entry: &Value, name: &str, most: usize) -> Option<String> {
    match entry.get(name) {
        None | Some(Value::Null) => Some(String::new()),
        Some(Value::String(text)) => Some(line(text, usize::MAX)).filter(|text| text.chars().count() <= most),
        Some(_) => None,
    }
}

/// The number of something under a name in an entry of a list.
pub(super) fn id_of(entry: &Value, name: &str) -> Option<i64> {
    entry.get(name).and_then(Value::as_i64).filter(|id| *id > 0)
}
