//! Text and markup as they are compared: without regard to spaces, and by a reader of its own, so that a fault of
//! the importer's reader of HTML is not made twice.

/// The characters of an HTML text that are not spaces, without tags, comments and shortcodes.
pub fn bare(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '[', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if let Some(after) = rest.strip_prefix("<!--") {
            after.split_once("-->").map_or("", |(_, after)| after)
        } else if let Some(name) = ["script", "style"].iter().find(|n| rest[1..].starts_with(**n)) {
            rest.split_once(&format!("</{name}>")).map_or("", |(_, after)| after)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            // No browser shows it: HTML reads a CDATA section outside SVG as a comment.
            rest.split_once('>').map_or("", |(_, after)| after)
        } else if rest.starts_with('<') && tag_name(rest).is_some() {
            &rest[end_of_tag(rest)..]
        } else if rest.starts_with('[') && shortcode(rest) {
            let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
            // The oldest captions stand in an attribute.
            out.push_str(
                inside.split_once("caption=\"").and_then(|(_, c)| c.split('"').next()).unwrap_or_default(),
            );
            after
        } else if let Some((c, after)) = entity(rest) {
            out.push(c);
            after
        } else {
            out.push_str(&rest[..1]);
            &rest[1..]
        };
    }
    out.push_str(rest);
    out.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{200b}')).collect()
}

/// How often tags of these names begin.
pub fn tags(html: &str, names: &[&str]) -> usize {
    count(html, names, |_, _| true)
}

/// Entries of lists; WordPress's older galleries are lists of pictures, and no lists here.
pub fn entries(html: &str) -> usize {
    count(html, &["li"], |tag, _| !tag.contains("blocks-gallery-item"))
}

/// Links around words: those around a picture mostly lead to the picture itself. An address alone on its line is
/// an embed, which has a link here.
pub fn links(html: &str) -> usize {
    let around_words = |tag: &str, after: &str| {
        let after = after.trim_start();
        // A file block links its name and its button to one file.
        tag.contains("href=")
            && !tag.contains("wp-block-file__button")
            && !after.starts_with("<img")
            && !after.starts_with("<picture")
    };
    count(html, &["a"], around_words) + html.lines().filter(|line| alone(line)).count()
}

/// A line that is an address and nothing else.
fn alone(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("http") && line.contains("://") && !line.contains([' ', '<'])
}

/// The text without addresses that stand alone on a line.
pub fn without_embeds(html: &str) -> String {
    html.lines().filter(|line| !alone(line)).collect::<Vec<_>>().join("\n")
}

fn count(html: &str, names: &[&str], counts: impl Fn(&str, &str) -> bool) -> usize {
    let begins = html.match_indices('<').map(|(at, _)| &html[at..]);
    let tags = begins.filter(|rest| tag_name(rest).is_some_and(|name| names.contains(&name.as_str())));
    tags.filter(|rest| {
        let (tag, after) = rest.split_at(end_of_tag(rest));
        counts(tag, after)
    })
    .count()
}

/// The name of the tag that begins here, in lower case; `/` before that of an end tag.
fn tag_name(text: &str) -> Option<String> {
    let rest = text.strip_prefix('<')?;
    let (slash, rest) = rest.strip_prefix('/').map_or(("", rest), |rest| ("/", rest));
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let starts = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    starts.then(|| format!("{slash}{}", name.to_ascii_lowercase()))
}

/// Where the tag ends that begins here; a `>` in quotes does not end it.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn shortcode(text: &str) -> bool {
    let inside = text[1..].trim_start_matches('/');
    ["caption", "gallery", "audio", "video", "embed", "playlist", "wp_caption"]
        .iter()
        .any(|n| inside.strip_prefix(n).is_some_and(|after| after.starts_with([' ', ']', '/'])))
}

fn entity(text: &str) -> Option<(char, &str)> {
    let (name, after) = text.strip_prefix('&')?.split_once(';')?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // As HTML reads them (the standard's "numeric character reference end state").
        let c = match code {
            0x85 => '…',
            0x9f => 'Ÿ',
            0xd800..=0xdfff => '\u{fffd}',
            code => char::from_u32(code)?,
        };
        return Some((c, after));
    }
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "hellip" => '…',
        "rarr" => '→',
        "larr" => '←',
        "copy" => '©',
        "mdash" => '—',
        "ndash" => '–',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "laquo" => '«',
        "raquo" => '»',
        "trade" => '™',
        "reg" => '®',
        "times" => '×',
        _ => return None,
    };
    Some((c, after))
}

#[test]
fn text_without_markup_is_what_is_left() {
    assert_eq!(
        bare("<p>a <a title=\"x>y\">b</a> &amp; 1 < 2<!-- c --></p>\n[caption id=\"x\"]d[/caption] [1]"),
        "ab&1<2d[1]"
    );
    assert_eq!(tags("<a href=x>1</a><abbr>2</abbr><A>3</A>", &["a"]), 2);
    assert_eq!(links("<a href=x>1</a><a>2</a><a href=x><img></a>\nhttps://port-merrow.example/tide\n"), 2);
}
