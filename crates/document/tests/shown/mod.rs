//! Looks at HTML that was written, tag by tag, and panics at anything that a body may not hold.

const TAGS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "code",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "img",
    "a",
    "span",
    "strong",
    "em",
    "s",
    "sub",
    "sup",
    "mark",
    "br",
    "hr",
    "aside",
    "section",
    "div",
    "audio",
    "video",
    "track",
    "details",
    "summary",
    "iframe",
];
const ATTRIBUTES: &[&str] = &[
    "class",
    "id",
    "href",
    "src",
    "srcset",
    "sizes",
    "alt",
    "width",
    "height",
    "loading",
    "decoding",
    "lang",
    "dir",
    "start",
    "cite",
    "colspan",
    "rowspan",
    "scope",
    "role",
    "tabindex",
    "aria-label",
    "aria-labelledby",
    "target",
    "sandbox",
    "name",
    "title",
    "controls",
    "preload",
    "poster",
    "kind",
    "data-provider",
    "data-height",
    "data-duration",
    "download",
];

/// Every tag and attribute must be of the lists above, every address of a kind that may be followed.
pub fn check(html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').unwrap_or_else(|| panic!("a tag without its end in {html}"));
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let (name, mut attrs) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(TAGS.contains(&name), "<{name}> in {html}");
        while !attrs.is_empty() {
            let end = attrs.find([' ', '=']).unwrap_or(attrs.len());
            let name = &attrs[..end];
            assert!(ATTRIBUTES.contains(&name), "attribute {name:?} in {html}");
            attrs = attrs[end..].trim_start_matches(' ');
            if let Some(value) = attrs.strip_prefix("=\"") {
                let end = value.find('"').unwrap_or_else(|| panic!("an open quote in {html}"));
                if matches!(name, "href" | "src" | "poster" | "cite") {
                    address(&value[..end], html);
                }
                attrs = value[end + 1..].trim_start_matches(' ');
            }
        }
    }
}

fn address(value: &str, html: &str) {
    let scheme = value.split(['/', '?', '#']).next().and_then(|s| s.split_once(':')).map(|(s, _)| s);
    if let Some(scheme) = scheme {
        let scheme = scheme.to_ascii_lowercase();
        assert!(["http", "https", "mailto", "tel"].contains(&scheme.as_str()), "address {value} in {html}");
    }
    assert!(!value.starts_with("//") && !value.contains('\\'), "address {value} in {html}");
}
