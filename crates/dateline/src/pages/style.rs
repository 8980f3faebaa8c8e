//! The stylesheet as pages carry it, and the policy that allows it and little else.

use super::theme::Theme;
use sha2::{Digest, Sha256};

/// A theme's stylesheets, one a kind of page: no page carries rules for what only others show.
#[derive(Debug)]
pub struct Sheets {
    article: String,
    /// An article's that says how it is known.
    sourced: String,
    front: String,
    list: String,
    search: String,
    /// What a policy must name for pages to look as they should.
    hashes: String,
}

impl Sheets {
    /// Puts a theme's sheets together: its settings, what all pages need, what a kind needs, and what stands last.
    pub fn of(theme: &Theme) -> Sheets {
        let sheet = |kinds: &[&str]| {
            let mut whole = theme.settings.properties();
            for file in ["base.css", "style.css"].iter().chain(kinds).chain(&["more.css"]) {
                whole.push_str(&tighten(theme.text(file)));
            }
            whole
        };
        let (article, front, list) =
            (sheet(&["text.css", "article.css"]), sheet(&["front.css"]), sheet(&["list.css"]));
        let sourced = format!("{article}{}", tighten(theme.text("known.css")));
        let search = format!("{list}{}", tighten(theme.text("search.css")));
        // All of them in every policy: 280 bytes, and no page can come with the wrong one.
        let hashes = [&article, &sourced, &front, &list, &search].map(|sheet| source(sheet)).join(" ");
        Sheets { article, sourced, front, list, search, hashes }
    }

    /// The sheet for a template's pages, byte for byte as it stands in each: its hash is in the policy.
    pub fn sheet(&self, template: &str) -> &str {
        match template {
            "known.html" => &self.sourced,
            "article.html" | "talk.html" | "corrections-page.html" => &self.article,
            "front.html" => &self.front,
            "search.html" => &self.search,
            _ => &self.list,
        }
    }

    /// The Content-Security-Policy for pages made here: no script at all, styles by hash (CSP 3, 2.3.1), pictures
    /// and sound from anywhere (imported articles may point at their old site; a browser asks for HTTPS in place of HTTP by itself).
    /// Frames load from `frame_hosts` only, given as origins such as `https://charts.example.org`; anything
    /// in them that could begin another directive is left out.
    /// `own` is the source of a stylesheet that this page alone has.
    pub fn policy(&self, own: Option<&str>, frame_hosts: &[&str]) -> String {
        match own {
            Some(own) => policy(&format!("{} {own}", self.hashes), frame_hosts),
            None => policy(&self.hashes, frame_hosts),
        }
    }
}

/// What a policy says to allow a stylesheet: `'sha256-…'`.
pub fn source(sheet: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(sheet.as_bytes())))
}

/// The policy of a page without a stylesheet.
pub fn bare_policy() -> String {
    policy("'none'", &[])
}

fn policy(styles: &str, frame_hosts: &[&str]) -> String {
    let safe = |host: &&&str| {
        host.starts_with("https://")
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:/*".contains(&b))
    };
    let hosts: Vec<&str> = frame_hosts.iter().filter(safe).copied().collect();
    let frames = if hosts.is_empty() { "'none'".to_owned() } else { hosts.join(" ") };
    // Nothing here connects to anything; but Lighthouse reads robots.txt from within the page, and so do its kin.
    format!(
        "default-src 'none'; connect-src 'self'; style-src {styles}; img-src 'self' https: http:; media-src 'self' https: http:; \
         frame-src {frames}; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
}

/// Drops comments and the space around lines: what remains is still one rule a line.
/// The stylesheet has no comment marks inside strings.
fn tighten(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut out = String::with_capacity(bare.len());
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A selector or value that goes on in the next line needs its space.
        if !out.is_empty() && !out.ends_with(['{', '}', ';', ',']) {
            out.push(' ');
        }
        out.push_str(line);
    }
    // Inside `<style>` this would end the element.
    out.replace("</", "<\\/")
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let three = group.iter().fold(0_u32, |sum, &b| (sum << 8) | u32::from(b)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = usize::try_from((three >> (18 - 6 * place)) & 63).ok().and_then(|i| LETTERS.get(i));
            out.push(match letter {
                Some(&letter) if place <= group.len() => char::from(letter),
                _ => '=',
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_known_values() {
        // RFC 4648, section 10.
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(
            tighten("/* why */\na,\nb {\n  c: d /* e */ f;\n  g:\n    h;\n}\n"),
            "a,b {c: d  f;g: h;}"
        );
        assert_eq!(tighten("a{b:\"</style>\"}"), "a{b:\"<\\/style>\"}");
        let sheets = Sheets::of(&Theme::find("broadsheet").unwrap());
        assert!(!sheets.sheet("front.html").contains("/*"));
    }

    #[test]
    fn the_policy_cannot_be_widened_by_a_host() {
        let policy =
            policy("'none'", &["https://charts.example.org", "https://x.example; script-src *", "data:"]);
        assert!(policy.contains("frame-src https://charts.example.org;"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("data:"), "{policy}");
        assert!(bare_policy().contains("frame-src 'none';"));
    }
}
