//! What an editor may choose while they type: people, topics; and a new topic.

use super::query;
use crate::{
    app::App,
    articles::choices::{model::Choice, store},
    desk::{body, fault::Answer, frame::Desk, page},
    error::Error,
    topics::{self, model::Topic},
    values::{Slug, line},
};
use axum::extract::{Request, State};
use http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};

/// The longest that is looked for, in bytes.
const LONGEST: usize = 200;

#[derive(Serialize)]
struct Found {
    items: Vec<Choice>,
}

/// People by a part of their names (`q`), or by their numbers (`ids=3,4`).
pub async fn people(State(app): State<App>, _: Desk, uri: Uri) -> Answer {
    found(&app, &uri, store::people, store::person).await
}

/// Topics by a part of their names, or by their numbers.
pub async fn topics(State(app): State<App>, _: Desk, uri: Uri) -> Answer {
    found(&app, &uri, store::topics, store::topic).await
}

async fn found(
    app: &App,
    uri: &Uri,
    by_name: fn(&mut crate::db::Sql<'_>, &str) -> crate::error::Result<Vec<Choice>>,
    by_number: fn(&mut crate::db::Sql<'_>, i64) -> crate::error::Result<Option<Choice>>,
) -> Answer {
    let asked = query(uri);
    let numbers: Vec<i64> =
        asked.text("ids").split(',').filter_map(|id| id.trim().parse().ok()).take(200).collect();
    let typed = line(asked.text("q"), LONGEST);
    let items = app
        .db
        .read(move |sql| {
            if numbers.is_empty() {
                return by_name(sql, &typed);
            }
            let mut items = Vec::with_capacity(numbers.len());
            for id in &numbers {
                items.extend(by_number(sql, *id)?);
            }
            Ok(items)
        })
        .await?;
    page::json(StatusCode::OK, &Found { items })
}

#[derive(Deserialize)]
struct NewTopic {
    name: String,
}

/// A new topic; the one there is, if there is one of this name. Readers see it once an article on it is published.
pub async fn add_topic(State(app): State<App>, desk: Desk, request: Request) -> Answer {
    let asked: NewTopic = body::json(request, 16 << 10).await?;
    let name = line(&asked.name, LONGEST);
    let Some(slug) = Slug::from_text(&name) else {
        return Err(Error::refused("name", "give the topic a name with a letter or a digit").into());
    };
    let (added, choice) = app
        .actions
        .act("add a topic", desk.actor(), move |tx| {
            if let Some(there) = store::topic_by_slug(tx, slug.as_str())? {
                return Ok((false, there));
            }
            let topic =
                Topic { slug: slug.clone(), name: name.clone(), description: String::new(), language: None };
            let id = topics::store::add_quietly(tx, &topic)?;
            tx.audit(format!("topic/{id}"), "added");
            let added = store::topic(tx, id)?;
            Ok((true, added.ok_or_else(|| Error::NotFound(format!("topic {id}")))?))
        })
        .await?;
    page::json(if added { StatusCode::CREATED } else { StatusCode::OK }, &choice)
}
