//! The versions of an article: the list, two of them beside each other, and bringing one back.

use super::{compared, query};
use crate::{
    app::App,
    articles::{
        self, comparison,
        writing::{actions, model::Saved, store},
    },
    desk::{
        fault::Answer,
        form::Form,
        frame::Desk,
        route::see_other,
        standing::{number, readable, writable},
    },
    error::Error,
};
use axum::extract::{Path, State};
use http::Uri;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// Versions on a page of the list.
const MOST: i64 = 50;

/// Through which door a revision came, in English; empty for the desk itself.
fn door(via: &str) -> &'static str {
    match via {
        "import" => "brought in by an import",
        "command" => "on the command line",
        "server" => "by the server",
        "link" => "by a private link",
        _ => "",
    }
}

/// The panel of the article's page, or a page of its own.
pub async fn panel(State(app): State<App>, desk: Desk, Path(id): Path<String>, uri: Uri) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let id = standing.article.id;
    let below = query(&uri).number("below").unwrap_or(i64::MAX);
    let (listed, published) = app
        .db
        .read(move |sql| Ok((store::revisions(sql, id, below, MOST + 1)?, store::published(sql, id)?)))
        .await?;
    let more = listed.len() as i64 > MOST;
    let shown: Vec<Value> = listed
        .iter()
        .take(MOST as usize)
        .map(|r| {
            context! { number => r.number, at => r.at, by => r.by.clone(), door => door(&r.via), public => published == Some(r.number) }
        })
        .collect();
    let next = listed.get(MOST as usize - 1).filter(|_| more).map(|last| last.number);
    let template = if desk.piece { "versions-piece.html" } else { "versions.html" };
    desk.page(
        &app,
        template,
        context! { id, shown, next, latest => standing.article.latest, writes => standing.may_write(desk.me.role), published },
    )
}

/// Two versions beside each other. Without being told which, the newest beside what readers see, or beside the one before it.
pub async fn comparison(State(app): State<App>, desk: Desk, Path(id): Path<String>, uri: Uri) -> Answer {
    let standing = readable(&app, &desk, number(&id)?).await?;
    let (article, kind, latest) = (standing.article.id, standing.article.kind, standing.article.latest);
    let asked = query(&uri);
    let published = app.db.read(move |sql| store::published(sql, article)).await?;
    let to = asked.number("to").unwrap_or(latest);
    let from = asked.number("from").or(published.filter(|n| *n < to)).unwrap_or((to - 1).max(1));
    let viewer = super::list::viewer(&desk);
    let yes_no = (desk.say("Yes").to_owned(), desk.say("No").to_owned());
    let said: std::collections::BTreeMap<&'static str, String> =
        comparison::sources::SAID.into_iter().map(|text| (text, desk.say(text).to_owned())).collect();
    let zone = crate::publishing::address::zone(&desk.site);
    let (old, new, names, about) = app
        .db
        .read(move |sql| {
            let missing = |n: i64| Error::NotFound(format!("version {n} of article {article}"));
            let (_, old) = articles::store::revision(sql, article, from)?.ok_or_else(|| missing(from))?;
            let (_, new) = articles::store::revision(sql, article, to)?.ok_or_else(|| missing(to))?;
            let names = compared::names(sql, viewer, [&old, &new], &zone, (yes_no.clone(), said.clone()))?;
            let about = [from, to]
                .map(|n| store::revisions(sql, article, n + 1, 1).map(|list| list.into_iter().next()));
            let [before, after] = about;
            Ok((old, new, names, (before?, after?)))
        })
        .await?;
    let language = new.language.to_string();
    let headline = new.headline.clone();
    let work = tokio::task::spawn_blocking(move || {
        let until = comparison::deadline();
        let fields = comparison::fields(&old, &new, kind, &names, until);
        (fields, compared::folded(comparison::blocks(&old.body, &new.body, until)))
    });
    let (fields, parts) = work.await.map_err(|e| Error::Internal(format!("a comparison ended: {e}")))?;
    desk.page(
        &app,
        "comparison.html",
        context! {
            id => article, headline, language, from, to, latest,
            before => Value::from(Serde(about.0)), after => Value::from(Serde(about.1)),
            published,
            nothing => fields.is_empty() && parts.iter().all(|part| part.rows.iter().all(|row| row.kind == "same")),
            fields => Value::from(Serde(fields)), parts => Value::from(Serde(parts)),
            writes => standing.may_write(desk.me.role),
        },
    )
}

/// Brings a version back, as a new one on top.
pub async fn restore(
    State(app): State<App>,
    desk: Desk,
    Path((id, version)): Path<(String, String)>,
    form: Form,
) -> Answer {
    let standing = writable(&app, &desk, number(&id)?).await?;
    let (article, version) = (standing.article.id, number(&version)?);
    // The newest that whoever asks has seen: theirs, if it was saved just now.
    let latest = form.number("revision").unwrap_or(standing.article.latest);
    let saved = app
        .actions
        .act("bring a version back", desk.actor(), move |tx| actions::restore(tx, article, version, latest))
        .await?;
    match saved {
        Saved::New { .. } | Saved::Same { .. } => Ok(see_other(&format!("/desk/articles/{article}"))),
        Saved::Other(newest) => Err(Error::Conflict {
            what: format!("article {article}"),
            based_on: latest,
            newest: newest.number,
        }
        .into()),
    }
}
