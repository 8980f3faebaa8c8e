//! A feed, whatever format it is written in. All addresses in it are absolute, all texts plain but where they say HTML.

/// The formats that feeds are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All of them, the most usual one first.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json];

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Rss => "application/rss+xml",
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }

    /// What readers know it as.
    pub fn name(self) -> &'static str {
        match self {
            FeedFormat::Rss => "RSS",
            FeedFormat::Atom => "Atom",
            FeedFormat::Json => "JSON Feed",
        }
    }

    /// The address of the feed of what stands at `path`: that which WordPress gave it.
    pub fn below(self, path: &str) -> String {
        let end = match self {
            FeedFormat::Rss => "feed/",
            FeedFormat::Atom => "feed/atom/",
            FeedFormat::Json => "feed/json/",
        };
        format!("{}/{end}", path.trim_end_matches('/'))
    }
}

/// A feed with its entries, the newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedView {
    /// Whose it is: the site, a section of it.
    pub title: String,
    /// A line about it; may be empty.
    pub description: String,
    /// The page that it follows.
    pub page: String,
    /// Where it stands, in each format: see [`FeedFormat::below`].
    pub addresses: Vec<(FeedFormat, String)>,
    /// BCP 47.
    pub language: String,
    /// When anything in it last changed (UTC microseconds).
    pub updated: i64,
    /// Who publishes it: what an entry without an author falls back on.
    pub publisher: String,
    /// The hub that tells its subscribers (W3C WebSub).
    pub hub: Option<String>,
    /// Its entries.
    pub entries: Vec<EntryView>,
}

impl FeedView {
    /// Where it stands in a format.
    pub fn address(&self, format: FeedFormat) -> &str {
        self.addresses.iter().find(|(of, _)| *of == format).map_or("", |(_, address)| address)
    }
}

/// An entry: an article in full, or a comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryView {
    /// What it is known by for good: the identifier that it came with, or one made from its number.
    pub id: String,
    /// Where it is read.
    pub link: String,
    /// Plain text, never empty.
    pub title: String,
    /// Plain text; may be empty.
    pub summary: String,
    /// The whole text: safe HTML.
    pub content: String,
    /// BCP 47.
    pub language: String,
    /// Who wrote it.
    pub authors: Vec<FeedAuthor>,
    /// UTC microseconds.
    pub published: i64,
    /// UTC microseconds, not before `published`.
    pub updated: i64,
    /// Its section and topics.
    pub categories: Vec<String>,
    /// Its lead picture.
    pub picture: Option<FeedFile>,
    /// Files to take home.
    pub files: Vec<FeedFile>,
    /// Where its comments are read.
    pub comments: Option<String>,
    /// The feed of its comments, RSS.
    pub comments_feed: Option<String>,
}

/// Who wrote an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedAuthor {
    /// As it is signed.
    pub name: String,
    /// The author's page.
    pub url: Option<String>,
}

/// A picture or a file of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedFile {
    /// Where it is.
    pub url: String,
    /// Its media type.
    pub media_type: String,
    /// Its length, if it is known.
    pub bytes: Option<u64>,
    /// Pixels across.
    pub width: Option<u32>,
    /// Pixels down.
    pub height: Option<u32>,
    /// What a file is called.
    pub title: String,
    /// What a picture shows.
    pub alt: String,
    /// Who made it.
    pub credit: String,
}
