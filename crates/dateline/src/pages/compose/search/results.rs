//! From numbers to what is shown of them, and to suggestions while somebody types.

use super::{
    super::{Composer, Work},
    spelt::Spelt,
};
use crate::{
    articles::{model, reader as articles},
    db::Sql,
    error::Result,
    pages::view::{PieceView, ResultView},
    paths::model::Kind as PathKind,
    settings::model::Site,
};
use search::{
    Hit, Key, Kind, Question,
    snippet::{Marker, Piece, beginning},
};
use serde::Serialize;
use std::collections::HashMap;

/// Letters of a snippet.
const LETTERS: usize = 230;
/// Longer texts are looked through up to here, in bytes: a snippet from a book's end helps nobody.
const LOOKED_THROUGH: usize = 60_000;

impl Work<'_, '_> {
    /// What is shown of what was found: only what readers may see at this moment.
    pub(super) fn results(
        &mut self,
        hits: &[Hit],
        question: &Question,
        spelt: &mut Spelt,
        site: &Site,
    ) -> Result<Vec<ResultView>> {
        let mut markers: HashMap<String, Marker> = HashMap::new();
        let mut out = Vec::new();
        for hit in hits {
            let Some(shown) = articles::article(self.sql, hit.key.id)?.filter(|a| a.live) else { continue };
            let body = articles::body(self.sql, shown.id)?.unwrap_or_default();
            let prose = document::text::prose(&body);
            let prose = crate::values::clip(&prose, LOOKED_THROUGH);
            let text = document::text::write(&body);
            let text = crate::values::clip(&text, LOOKED_THROUGH);
            for text in [text, &shown.standfirst, &shown.headline] {
                spelt.look(text);
            }
            let marker = markers
                .entry(shown.language.clone())
                .or_insert_with(|| Marker::new(question, &shown.language));
            let headline = match shown.headline.is_empty() {
                true => Vec::new(),
                false => marker.whole(&shown.headline),
            };
            let opening = [shown.standfirst.as_str(), prose, text].into_iter().find(|text| !text.is_empty());
            let opening = || plain(opening.unwrap_or_default());
            // The standfirst says best what an article is about, if it has what was asked for. A sentence says more than a cell
            // of a table, and where the headline has it already, the opening does.
            let snippet = marker
                .best(&shown.standfirst, LETTERS)
                .or_else(|| marker.best(prose, LETTERS))
                .or_else(|| headline.iter().any(|piece| piece.marked).then(opening))
                .or_else(|| marker.best(text, LETTERS))
                .unwrap_or_else(opening);
            let section = match shown.section {
                Some(id) => self.section_link(id)?,
                None => None,
            };
            let lead = shown.view.lead.as_ref().map(|lead| lead.media);
            let picture = match lead {
                Some(id) => self.picture(id)?,
                None => None,
            };
            let dated = shown.kind == model::Kind::Article;
            out.push(ResultView {
                href: shown.path,
                kicker: shown.kicker,
                headline: pieces(headline),
                snippet: pieces(snippet),
                section,
                published_on: if dated { shown.published_on } else { 0 },
                picture,
                language: if shown.language.is_empty() { site.language.to_string() } else { shown.language },
            });
        }
        Ok(out)
    }
}

fn plain(text: &str) -> Vec<Piece> {
    vec![Piece { text: beginning(text, LETTERS), marked: false }]
}

fn pieces(of: Vec<Piece>) -> Vec<PieceView> {
    of.into_iter().map(|piece| PieceView { text: piece.text, marked: piece.marked }).collect()
}

/// Something that may be meant.
#[derive(Debug, Serialize)]
pub struct Suggestion {
    /// What is read.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// "Topic", in the site's language; empty for an article.
    pub kind: String,
}

impl Composer {
    /// What is shown of suggestions.
    ///
    /// # Errors
    /// If the database fails.
    pub fn suggestions(&self, sql: &mut Sql<'_>, keys: &[Key]) -> Result<Vec<Suggestion>> {
        let mut work = self.work(sql);
        let (site, _) = work.settings()?;
        let language = site.language.to_string();
        let words = work.renderer.locale(&Default::default(), &language);
        let word = |key: &str| words.as_ref().map_or_else(|_| String::new(), |l| l.text(key).to_owned());
        let mut out = Vec::new();
        for key in keys {
            let (kind, path_kind) = match key.kind {
                Kind::Article | Kind::Page => {
                    if let Some(found) =
                        articles::article(work.sql, key.id)?.filter(|a| a.live && !a.headline.is_empty())
                    {
                        out.push(Suggestion { text: found.headline, href: found.path, kind: String::new() });
                    }
                    continue;
                }
                Kind::Section => ("search_section", PathKind::Section),
                Kind::Topic => ("topic", PathKind::Topic),
                Kind::Person => ("search_person", PathKind::Person),
            };
            let name = crate::finding::reader::name(work.sql, *key)?;
            if let (Some(name), Some(href)) = (name, work.address_of(path_kind, key.id)?) {
                out.push(Suggestion { text: name.name, href, kind: word(kind) });
            }
        }
        Ok(out)
    }
}
