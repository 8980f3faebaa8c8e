//! An article, or a static page, as its readers see it.

use super::chain::ChainView;
use super::comments::CommentsView;
use super::corrections::CorrectionView;
use super::history::{CiteView, VersionView};
use super::list::ListItem;
use super::shared::{LinkView, PictureView, TranslationView};
use serde::Serialize;

/// What a piece is: news carries a byline and a date, a static page does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleKind {
    /// A report: schema.org's `NewsArticle`.
    #[default]
    Article,
    /// About us, contact: schema.org's `WebPage`.
    Page,
}

/// All that an article's page shows. Times are UTC microseconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ArticleView {
    /// The article's number.
    pub id: i64,
    /// Report or static page.
    pub kind: ArticleKind,
    /// Its path on this site.
    pub path: String,
    /// Where search engines should send people: absolute, or a path here.
    pub canonical: String,
    /// BCP 47; the direction of writing follows from it.
    pub language: String,
    /// The sections above it, topmost first; neither home nor the headline.
    pub breadcrumb: Vec<LinkView>,
    /// The few words over the headline; may be empty.
    pub kicker: String,
    /// Plain text; if empty, the page names itself by its date.
    pub headline: String,
    /// Plain text; may be empty.
    pub standfirst: String,
    /// Who wrote it, in order.
    pub bylines: Vec<BylineView>,
    /// The dateline's place; may be empty.
    pub place: String,
    /// The date it carries.
    pub published_on: i64,
    /// When it was last changed for readers; shown only if later than `published_on`.
    pub modified: Option<i64>,
    /// The picture over the text.
    pub lead: Option<PictureView>,
    /// The body, already safe HTML as the document crate writes it.
    pub body_html: String,
    /// Attached files, in order.
    pub downloads: Vec<DownloadView>,
    /// What it is about.
    pub topics: Vec<LinkView>,
    /// Sections that list it besides its own.
    pub also_in: Vec<LinkView>,
    /// How we know this: its sources, as far as an editor has confirmed them.
    pub chain: Option<ChainView>,
    /// What its readers may also like: headline, section, date and picture.
    pub related: Vec<ListItem>,
    /// What was corrected in it, the newest first.
    pub corrections: Vec<CorrectionView>,
    /// Whether the newsroom has taken the whole report back.
    pub retracted: bool,
    /// On the page of one version: what is to be known of it.
    pub version: Option<VersionView>,
    /// Where its versions are listed, once there are several: how many there are, and the address.
    pub history: Option<LinkView>,
    /// How to cite it.
    pub cite: Option<CiteView>,
    /// Where an error in it is reported; none where none can be.
    pub report: Option<String>,
    /// What readers said.
    pub comments: CommentsView,
    /// The same article in other languages.
    pub translations: Vec<TranslationView>,
    /// Replaces the headline in `<title>` and in search results.
    pub search_title: Option<String>,
    /// Replaces the standfirst in search results.
    pub search_description: Option<String>,
    /// Asks search engines to leave it out.
    pub noindex: bool,
    /// Replaces the lead picture where the page is shared.
    pub share_picture: Option<PictureView>,
    /// Words in the body, if counted.
    pub word_count: Option<u64>,
    /// Kept closed: the page shows the headline, and neither standfirst, pictures, body,
    /// downloads nor comments.
    pub password_protected: bool,
}

/// A person in a byline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BylineView {
    /// As it is signed.
    pub name: String,
    /// The person's page, if there is one.
    pub href: Option<String>,
    /// What they did, if not write it: "photographs".
    pub role: Option<String>,
}

/// A file that readers may take with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DownloadView {
    /// Its title, not its file name.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// What people call the format: "PDF".
    pub kind: String,
    /// Its size, if known.
    pub bytes: Option<u64>,
    /// Its media type, for the link's `type`; may be empty.
    pub media_type: String,
    /// How many pages it has, if it has pages and they were counted.
    pub pages: Option<u64>,
}
