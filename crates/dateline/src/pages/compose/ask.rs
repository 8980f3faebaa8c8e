//! What is asked for: a path, and the few parameters that change an answer.

use crate::{
    articles::reader::Place, comments::reader::Stretch, pages::view::FeedFormat, paths::model::LONGEST,
};
use std::borrow::Cow;

/// A request, as far as its answer depends on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// The path as it came, still percent-encoded.
    pub path: String,
    /// From which place on a list is shown.
    pub before: Option<(i64, i64)>,
    /// Up to which place a list is shown, for the way back.
    pub after: Option<(i64, i64)>,
    /// Which comments are shown; without it, the newest.
    pub comments: Option<Stretch>,
    /// Two versions of an article to be set beside each other, below its list of versions alone.
    pub compared: Option<(i64, i64)>,
    /// WordPress's form of a feed's address, `?feed=rss2`, and whether it is one of comments.
    pub feed: Option<(FeedFormat, bool)>,
    /// What an oEmbed consumer asks for, at the provider's address alone.
    pub embed: Option<EmbedAsk>,
    /// WordPress's old forms: `p`, `page_id`, `attachment_id`, `cat`, `tag`, `author`, `m`, `name`, `pagename`.
    pub old: Option<(&'static str, String)>,
}

/// What an oEmbed consumer asks for (oembed.com, section 2.2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmbedAsk {
    /// The address that was pasted; empty if none was given, or one that can be none.
    pub url: String,
    /// Whether XML is wanted, and not JSON; `None` for any other format.
    pub xml: Option<bool>,
    /// The most pixels across.
    pub width: Option<u32>,
    /// The most pixels down.
    pub height: Option<u32>,
}

/// Where oEmbed answers: here, and where WordPress does.
const OEMBED: [&str; 2] = ["/oembed", "/wp-json/oembed/1.0/embed"];

/// The parameters by which WordPress names things without a permalink.
const OLD: [&str; 12] = [
    "p",
    "page_id",
    "attachment_id",
    "cat",
    "category_name",
    "tag",
    "author",
    "author_name",
    "m",
    "name",
    "pagename",
    "post_type",
];

impl Ask {
    /// Takes a path and a query apart. Parameters that change nothing are left out, so that they make no second page.
    pub fn of(path: &str, query: Option<&str>) -> Ask {
        let mut ask = Ask { path: path.to_owned(), ..Ask::default() };
        if OEMBED.contains(&path.trim_end_matches('/')) {
            ask.embed = Some(EmbedAsk::of(query));
            return ask;
        }
        let mut compared = (None, None);
        let versions = path.trim_end_matches('/').ends_with("/versions");
        for (name, value) in query.into_iter().flat_map(|q| url::form_urlencoded::parse(q.as_bytes())) {
            match name.as_ref() {
                "before" => ask.before = place(&value),
                "after" => ask.after = place(&value),
                "comments_before" => ask.comments = place(&value).map(Stretch::Before),
                "comments_after" => ask.comments = place(&value).map(Stretch::After),
                "feed" => ask.feed = feed(&value),
                "from" if versions => compared.0 = number(&value),
                "to" if versions => compared.1 = number(&value),
                // WordPress's search: no kept page answers it, and `serve` leads on to ours.
                "s" if matches!(path, "/" | "/index.php") => {
                    ask.old = Some(("s", crate::values::clip(&value, 200).to_owned()));
                }
                other => {
                    // The forms with a query stand at the site's root alone; elsewhere these names mean nothing.
                    let known = OLD.iter().find(|o| **o == other && **o != "post_type");
                    if let (Some(known), None, true) = (known, &ask.old, value.len() <= 200) {
                        ask.old = Some((known, value.into_owned()));
                    }
                }
            }
        }
        ask.compared = compared.0.zip(compared.1);
        ask
    }

    /// One text for everything that the answer depends on.
    pub fn key(&self) -> Cow<'_, str> {
        let plain = self.before.is_none() && self.after.is_none() && self.comments.is_none();
        if plain
            && self.compared.is_none()
            && self.feed.is_none()
            && self.old.is_none()
            && self.embed.is_none()
        {
            return Cow::Borrowed(&self.path);
        }
        let mut key = format!("{}?", self.path);
        let (earlier, later) = match self.comments {
            Some(Stretch::Before(at)) => (Some(at), None),
            Some(Stretch::After(at)) => (None, Some(at)),
            None => (None, None),
        };
        for (name, at) in [
            ("before", self.before),
            ("after", self.after),
            ("comments_before", earlier),
            ("comments_after", later),
        ] {
            if let Some((on, id)) = at {
                key.push_str(&format!("{name}={on}-{id}&"));
            }
        }
        if let Some((one, other)) = self.compared {
            key.push_str(&format!("from={one}&to={other}&"));
        }
        if let Some((format, comments)) = self.feed {
            key.push_str(&format!("feed={}{}&", if comments { "comments-" } else { "" }, format.name()));
        }
        if let Some(EmbedAsk { url, xml, width, height }) = &self.embed {
            key.push_str(&format!("{xml:?}&{width:?}&{height:?}&{url}"));
        }
        if let Some((name, value)) = &self.old {
            key.push_str(&format!("{name}={value}"));
        }
        Cow::Owned(key)
    }

    /// True if it is the first page of a list.
    pub fn is_first(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }
}

/// A version's number: counted from 1.
fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok().filter(|number| (1..1_000_000_000).contains(number))
}

/// `1794000000000000-7` → a moment and a number.
fn place(text: &str) -> Option<(i64, i64)> {
    // A moment before 1970 begins with a minus sign, which is no separator.
    let cut = text.get(1..)?.find('-')? + 1;
    let (on, id) = text.split_at(cut);
    Some((on.parse().ok()?, id.get(1..)?.parse().ok()?))
}

impl EmbedAsk {
    fn of(query: Option<&str>) -> EmbedAsk {
        let mut ask = EmbedAsk { xml: Some(false), ..EmbedAsk::default() };
        for (name, value) in query.into_iter().flat_map(|q| url::form_urlencoded::parse(q.as_bytes())) {
            match (name.as_ref(), value.as_ref()) {
                ("url", url) if url.len() <= LONGEST => url.clone_into(&mut ask.url),
                ("format", "json") => ask.xml = Some(false),
                ("format", "xml") => ask.xml = Some(true),
                ("format", _) => ask.xml = None,
                ("maxwidth", most) => ask.width = most.parse().ok().filter(|n| *n > 0),
                ("maxheight", most) => ask.height = most.parse().ok().filter(|n| *n > 0),
                _ => {}
            }
        }
        ask
    }
}

/// `comments-rss2` → RSS, of comments. Names that WordPress does not know change nothing.
fn feed(text: &str) -> Option<(FeedFormat, bool)> {
    let (bare, comments) = text.strip_prefix("comments-").map_or((text, false), |bare| (bare, true));
    let format = match bare {
        "feed" | "rss" | "rss2" | "rdf" => FeedFormat::Rss,
        "atom" => FeedFormat::Atom,
        "json" => FeedFormat::Json,
        _ => return None,
    };
    Some((format, comments))
}

/// How a place in a list is written in an address.
pub fn written(place: Place) -> String {
    format!("{}-{}", place.on, place.id)
}

/// Whether two spellings of a path are the same but for how letters beyond ASCII are percent-encoded: browsers do so in
/// capitals, WordPress in small letters. A slash or a letter that needs no encoding makes another spelling (RFC 3986, section 6.2.2).
pub fn same_spelling(asked: &str, shown: &str) -> bool {
    let decode = |text| percent_encoding::percent_decode_str(text).collect::<Vec<u8>>();
    asked == shown || (!is_encoded_needlessly(asked) && decode(asked) == decode(shown))
}

fn is_encoded_needlessly(path: &str) -> bool {
    path.split('%').skip(1).any(|rest| {
        let byte = rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_matters_makes_a_key() {
        assert_eq!(Ask::of("/a/", Some("utm_source=x&fbclid=y")).key(), "/a/");
        assert_eq!(Ask::of("/a/", Some("before=-5-7&x=1")).key(), "/a/?before=-5-7&");
        assert_eq!(Ask::of("/", Some("p=7")).key(), "/?p=7");
        assert_eq!(Ask::of("/", Some("feed=comments-rss2")).key(), "/?feed=comments-RSS&");
        assert_eq!(Ask::of("/", Some("feed=nonsense")).key(), "/");
        assert_eq!(Ask::of("/a/", Some("comments_after=5-7")).key(), "/a/?comments_after=5-7&");
        assert_eq!(Ask::of("/a/versions/", Some("from=3&to=1")).key(), "/a/versions/?from=3&to=1&");
        assert_eq!(Ask::of("/a/", Some("from=3&to=1")).key(), "/a/");
        assert_eq!(Ask::of("/a/", Some("before=nonsense")).key(), "/a/");
        assert_eq!(Ask::of("/a/", Some("before=99999999999999999999-1")).key(), "/a/");
    }

    #[test]
    fn spellings() {
        assert!(same_spelling("/%d8%af/", "/%D8%AF/"));
        assert!(!same_spelling("/a", "/a/"));
        assert!(!same_spelling("/A/", "/a/"));
        assert!(!same_spelling("/%61/", "/a/"));
        assert!(!same_spelling("/a%2Fb/", "/a/b/"));
        assert!(same_spelling("/a%20b/", "/a b/"));
    }
}
