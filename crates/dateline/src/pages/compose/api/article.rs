//! What every answer says of the article that it is about.

use super::{super::Work, ROOT};
use crate::{articles::reader::Shown, pages::feeds::rfc3339};
use serde_json::{Value, json};

impl Work<'_, '_> {
    /// A public article: what it is called, where it stands, which version readers see, and where more of it is.
    pub(super) fn api_article(&self, shown: &Shown) -> Value {
        let page = self.full(&shown.path);
        let below = |tail: &str| self.full(&format!("{ROOT}/articles/{}{tail}", shown.id));
        json!({
            "id": shown.id,
            "kind": shown.kind.as_str(),
            "link": page,
            "headline": shown.headline,
            "language": shown.language,
            "published": rfc3339(shown.published_on),
            "modified": rfc3339(shown.modified.max(shown.published_on)),
            "version": shown.version,
            "version_from": rfc3339(shown.version_from),
            "links": {
                "self": below(""),
                "sources": below("/sources"),
                "versions": below("/versions"),
                "corrections": below("/corrections"),
                "prov": format!("{page}prov.jsonld"),
                "ninjs": format!("{page}ninjs.json"),
            },
        })
    }
}
