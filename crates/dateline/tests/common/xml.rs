//! XML, read as strictly as the strictest of feed readers.

use quick_xml::{Reader, events::Event};

/// An element: its path from the root, its attributes, its text.
pub type Element = (String, Vec<(String, String)>, String);

/// The elements of an XML document, in their order. Fails on anything that is not well-formed.
pub fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_comments = true;
    reader.config_mut().check_end_names = true;
    let (mut open, mut out): (Vec<usize>, Vec<Element>) = (Vec::new(), Vec::new());
    let allowed =
        |c: char| (c >= ' ' || matches!(c, '\t' | '\n' | '\r')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    assert!(xml.chars().all(allowed), "a character that XML forbids");
    loop {
        let event = reader.read_event().unwrap_or_else(|e| panic!("{e} in {xml}"));
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                let attributes = start.attributes().map(|a| {
                    let a = a.expect("an attribute");
                    let value =
                        quick_xml::escape::unescape(&a.value).expect("an attribute's value").into_owned();
                    (a.key.as_ref().to_owned(), value)
                });
                let attributes = attributes.collect();
                let path = open.last().map_or(name.clone(), |at| format!("{}/{name}", out[*at].0));
                out.push((path, attributes, String::new()));
                if !empty {
                    open.push(out.len() - 1);
                }
            }
            Event::End(_) => {
                open.pop().expect("an element is open");
            }
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    out[*at].2.push_str(text.as_ref());
                }
            }
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref().expect("a reference") {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(reference.as_ref())
                        .expect("known")
                        .to_owned(),
                };
                if let Some(at) = open.last() {
                    out[*at].2.push_str(&text);
                }
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("nothing else belongs in a feed: {other:?}"),
        }
    }
    assert!(open.is_empty(), "an element is not closed");
    out
}

/// The texts of all elements at a path.
pub fn texts(xml: &str, path: &str) -> Vec<String> {
    elements(xml).into_iter().filter(|(at, ..)| at == path).map(|(_, _, text)| text).collect()
}
