//! XML for machines, written so that nothing in it can be anything but text.
//!
//! Escaping is quick-xml's; what it does not know of are the characters that XML 1.0 forbids even as a reference
//! (section 2.2): one form feed in a headline, and no reader takes the feed. They are left out.

use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use std::borrow::Cow;

/// A document in the making. What was opened is closed by its end.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document with its declaration, and nothing in it.
    pub fn new() -> Xml {
        let mut xml = Xml { writer: Writer::new(Vec::with_capacity(16 << 10)), open: Vec::new() };
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.line();
        xml
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.put(Event::Start(start(name, attributes)));
        self.open.push(name);
    }

    /// Closes what was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.put(Event::End(BytesEnd::new(name)));
            self.line();
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.put(Event::Empty(start(name, attributes)));
        self.line();
    }

    /// An element that holds a text.
    pub fn text(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        // Quotes need no escaping between tags, and HTML within XML is full of them.
        self.put(Event::Text(BytesText::from_escaped(partial_escape(allowed(text)))));
        self.close();
    }

    /// The same; nothing if the text is empty.
    pub fn text_if(&mut self, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.text(name, &[], text);
        }
    }

    /// The whole document.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.writer.into_inner()
    }

    fn line(&mut self) {
        self.writer.get_mut().push(b'\n');
    }

    fn put(&mut self, event: Event<'_>) {
        // Writing into a Vec cannot fail.
        let _ = self.writer.write_event(event);
    }
}

fn start<'a>(name: &'static str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_ref()));
    }
    start
}

/// A text without the characters that no XML document may hold.
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden =
        |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { Cow::Owned(text.replace(forbidden, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_what_is_forbidden_goes() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<&'\u{1}\n")]);
        xml.text("c", &[], "]]><script>\u{0}\u{b}\u{fffe} & é\u{1f6a2}</script>");
        xml.text_if("d", "");
        let text = String::from_utf8(xml.finish()).unwrap();
        assert!(text.ends_with("</a>\n"), "{text}");
        assert!(!text.contains("<script") && !text.contains("]]>") && !text.contains("<d"), "{text}");
        assert!(text.contains("&lt;script&gt; &amp; é\u{1f6a2}&lt;/script&gt;"), "{text}");
        assert!(!text.chars().any(|c| (c < ' ' && c != '\n') || c == '\u{fffe}'), "{text:?}");
    }
}
