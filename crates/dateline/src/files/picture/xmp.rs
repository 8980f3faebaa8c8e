//! A few properties of an XMP packet (ISO 16684-1).
//!
//! Not an XML parser: the packet comes from outside and only five texts are wanted. It is
//! searched for the properties under the prefixes that every writer uses, as attribute or as
//! element; what is not found so is not found.

/// Bytes that are searched. Longer packets carry editing histories and thumbnails.
const MAX_PACKET: usize = 256 * 1024;

/// Texts found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Xmp {
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) copyright: Option<String>,
    pub(super) located: bool,
}

pub(super) fn read(packet: &[u8]) -> Xmp {
    let packet = String::from_utf8_lossy(packet.get(..MAX_PACKET).unwrap_or(packet));
    Xmp {
        caption: property(&packet, "dc:description"),
        credit: property(&packet, "photoshop:Credit"),
        byline: property(&packet, "dc:creator"),
        copyright: property(&packet, "dc:rights"),
        located: packet.contains("exif:GPS") || packet.contains("Iptc4xmpExt:Location"),
    }
}

fn property(packet: &str, name: &str) -> Option<String> {
    as_element(packet, name).or_else(|| as_attribute(packet, name)).map(|text| unescape(&text))
}

/// `<name>text</name>`, or the first `rdf:li` in it: the default language, or the first author.
fn as_element(packet: &str, name: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("<{name}"))?;
    let (attributes, rest) = rest.split_once('>')?;
    // A longer name that begins alike, or an empty element.
    if attributes.ends_with('/') || attributes.starts_with(|char: char| char.is_alphanumeric()) {
        return None;
    }
    let (inner, _) = rest.split_once(&format!("</{name}>"))?;
    let Some((_, item)) = inner.split_once("<rdf:li") else { return Some(inner.to_owned()) };
    let (attributes, item) = item.split_once('>')?;
    if attributes.ends_with('/') {
        return None;
    }
    item.split_once("</rdf:li>").map(|(text, _)| text.to_owned())
}

fn as_attribute(packet: &str, name: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("{name}="))?;
    let quote = rest.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    rest.get(1..)?.split_once(quote).map(|(text, _)| text.to_owned())
}

/// The five entities of XML and numbers. Once: what is escaped twice stays escaped once.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let known = after.split_once(';').and_then(|(name, after)| Some((entity(name)?, after)));
        match known {
            Some((char, after)) => {
                out.push(char);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn elements_and_attributes() {
        let packet = r#"<rdf:Description photoshop:Credit="Port Merrow &amp; District" exif:GPSLatitude="1">
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">The mole &#8211; at dawn</rdf:li></rdf:Alt></dc:description>
            <dc:creator><rdf:Seq><rdf:li>Ida Quill</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator><dc:rights/>"#;
        let xmp = read(packet.as_bytes());
        assert_eq!(xmp.caption.as_deref(), Some("The mole – at dawn"));
        assert_eq!(xmp.credit.as_deref(), Some("Port Merrow & District"));
        assert_eq!(xmp.byline.as_deref(), Some("Ida Quill"));
        assert_eq!(xmp.copyright, None);
        assert!(xmp.located);
    }

    #[test]
    fn what_is_escaped_twice_is_unescaped_once() {
        assert_eq!(unescape("&amp;lt;b&gt; & &nbsp; &#xD800;"), "&lt;b> & &nbsp; &#xD800;");
    }

    proptest! {
        #[test]
        fn any_packet_is_answered(bytes in "(<dc:rights|>|/|<rdf:li|</rdf:li>|</dc:rights>|photoshop:Credit=|\"|'|&#x?[0-9]{0,12};|\\PC){0,30}") {
            let _ = read(bytes.as_bytes());
        }
    }
}
