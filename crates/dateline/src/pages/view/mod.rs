//! Plain data that pages are made from: no database types, ids as `i64`, times as UTC
//! microseconds since 1970, addresses as they stand in an `href`.

pub mod article;
pub mod chain;
pub mod comments;
pub mod corrections;
pub mod feed;
pub mod forms;
pub mod history;
pub mod list;
pub mod notice;
pub mod search;
pub mod shared;
pub mod site;

pub use article::{ArticleKind, ArticleView, BylineView, DownloadView};
pub use chain::{
    ArcView, ChainView, CountView, DrawnView, InterestView, OverruledView, PointView, SourceView, StepView,
};
pub use comments::{CommentView, CommentsView, FlatComment};
pub use corrections::{CorrectionView, CorrectionsView};
pub use feed::{EntryView, FeedAuthor, FeedFile, FeedFormat, FeedView};
pub use forms::{ErrorFormView, ErrorView, FormView, ReasonView, ReportView, TalkKind, TalkView};
pub use history::{CiteView, ComparisonView, PastView, SideView, VersionView, VersionsView};
pub use list::{FrontGroup, FrontView, ListItem, ListKind, ListView};
pub use notice::NoticeView;
pub use search::{FiltersView, OptionView, PieceView, ResultView, SearchView};
pub use shared::{LinkView, PictureView, TranslationView};
pub use site::{FeedLink, MenuLink, PolicyView, SiteView};
