//! The page of an article: everything that the editor needs stands in it.

use super::stage_name;
use crate::{
    app::App,
    articles::{
        self,
        choices::store as choices,
        model::Kind,
        newsroom::{actions, model::Standing, store as newsroom},
        writing::store,
    },
    db::Sql,
    desk::{
        fault::Answer,
        form::Form,
        frame::Desk,
        route::see_other,
        standing::{number, readable},
        words,
    },
    error::Result,
};
use axum::extract::{Path, State};
use minijinja::{
    context,
    value::{Serde, Value},
};
use serde_json::json;
use std::collections::BTreeMap;

/// Begins an article or a page, and leads to it.
pub async fn begin(State(app): State<App>, desk: Desk, form: Form) -> Answer {
    let kind = if form.text("kind") == "page" { Kind::Page } else { Kind::Article };
    let language = desk.site.language.clone();
    let id = app
        .actions
        .act("begin an article", desk.actor(), move |tx| actions::begin(tx, kind, &language))
        .await?;
    Ok(see_other(&format!("/desk/articles/{id}")))
}

/// What is read for the page in one go.
struct Read {
    manuscript: String,
    based_on: i64,
    version: i64,
    published: Option<i64>,
    numbered: i64,
    names: serde_json::Value,
    sections: Vec<crate::articles::choices::model::Branch>,
    pages: Vec<(i64, String)>,
    glass: Vec<crate::articles::newsroom::model::Glass>,
}

fn read(sql: &mut Sql<'_>, standing: &Standing, person: i64, fresh: &str) -> Result<Read> {
    let article = standing.article.id;
    let copy = store::copy(sql, article, person)?;
    let newest = store::newest(sql, article)?;
    let (manuscript, based_on, version) = match (copy, newest) {
        (Some(copy), _) => (copy.text, copy.based_on, copy.version),
        (None, Some(newest)) => (newest.text, newest.number, 0),
        (None, None) => (fresh.to_owned(), 0, 0),
    };
    let names = names(sql, &manuscript)?;
    Ok(Read {
        manuscript,
        based_on,
        version,
        names,
        published: store::published(sql, article)?,
        numbered: articles::store::sources_numbered(sql, article)?,
        sections: choices::sections(sql)?,
        pages: if standing.article.kind == Kind::Page {
            choices::pages(sql, article, person)?
        } else {
            Vec::new()
        },
        glass: newsroom::glass(sql, article)?,
    })
}

/// The names of the people and topics in a manuscript, so that the editor can show them.
fn names(sql: &mut Sql<'_>, manuscript: &str) -> Result<serde_json::Value> {
    let value: serde_json::Value = serde_json::from_str(manuscript).unwrap_or_default();
    let list = |name: &str| value.get(name).and_then(|v| v.as_array()).cloned().unwrap_or_default();
    let (mut people, mut topics) = (BTreeMap::new(), BTreeMap::new());
    for id in list("bylines").iter().filter_map(|b| b.get("person")?.as_i64()).take(200) {
        people.extend(choices::person(sql, id)?.map(|person| (id, person.name)));
    }
    for id in list("topics").iter().filter_map(serde_json::Value::as_i64).take(200) {
        topics.extend(choices::topic(sql, id)?.map(|topic| (id, topic.name)));
    }
    Ok(json!({ "people": people, "topics": topics }))
}

/// What a new article begins with: the language of the site, and the byline of whoever began it.
fn fresh(desk: &Desk, standing: &Standing) -> String {
    let bylines = if standing.article.kind == Kind::Article && standing.began {
        json!([{ "person": desk.me.person }])
    } else {
        json!([])
    };
    let comments = standing.article.kind == Kind::Article
        && desk.site.comments.taken != crate::settings::model::Taken::Closed;
    json!({
        "language": desk.site.language, "slug": "", "headline": "", "bylines": bylines, "comments_open": comments,
        "body": { "type": "doc", "content": [{ "type": "paragraph" }] },
    })
    .to_string()
}

/// The page.
pub async fn page(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let role = desk.me.role;
    let (writes, publishes) = (standing.may_write(role), standing.may_publish(role));
    let (person, fresh) = (desk.me.person, fresh(&desk, &standing));
    let (read, standing) =
        app.db.read(move |sql| Ok((read(sql, &standing, person, &fresh)?, standing))).await?;
    let article = &standing.article;
    let latest = Some(article.latest).filter(|latest| *latest > 0);
    let about = json!({
        "based_on": Some(read.based_on).filter(|n| *n > 0), "version": read.version, "latest": latest,
        "published": read.published, "numbered": read.numbered, "readonly": !writes, "zone": desk.site.zone,
        "language": desk.site.language, "words": words::all(&desk.language), "names": read.names,
    })
    .to_string();
    let renderer = app.composer.renderer();
    let languages: Vec<(String, String)> = ["en", "de", "es", "fr", "pt", "fa", "ar", "uk", "ru", "tr"]
        .into_iter()
        .chain([desk.site.language.as_str()])
        .map(|tag| (tag.to_owned(), renderer.language_name(tag)))
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .collect();
    let headline = headline(&read.manuscript);
    desk.page(
        &app,
        "edit.html",
        context! {
            id => article.id,
            headline => headline,
            is_page => article.kind == Kind::Page,
            stage => article.stage.clone(),
            stage_name => stage_name(&article.stage),
            steps => ["draft", "in_review", "approved", "published"].map(|stage| (stage, stage_name(stage))).to_vec(),
            writes => writes,
            publishes => publishes,
            live => read.published.is_some(),
            confidential => standing.confidential,
            glass => Value::from(Serde(read.glass)),
            data => Value::from_safe_string(embedded(&about, &read.manuscript)),
            sections => Value::from(Serde(read.sections)),
            pages => read.pages,
            languages => languages,
        },
    )
}

/// The headline as it is being written, for the window's title.
fn headline(manuscript: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Head {
        #[serde(default)]
        headline: String,
    }
    serde_json::from_str::<Head>(manuscript).map(|head| head.headline).unwrap_or_default()
}

/// JSON that may stand in a `<script>`: no `<` of it can end that (HTML, 4.12.1.3).
fn embedded(about: &str, manuscript: &str) -> String {
    let head = about.strip_suffix('}').unwrap_or(about);
    format!("{head},\"manuscript\":{manuscript}}}").replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script() {
        let embedded = embedded("{\"a\":1}", "{\"headline\":\"</script><!--\"}");
        assert!(!embedded.contains('<'));
        let read: serde_json::Value = serde_json::from_str(&embedded).unwrap();
        assert_eq!(read["manuscript"]["headline"], "</script><!--");
    }
}
