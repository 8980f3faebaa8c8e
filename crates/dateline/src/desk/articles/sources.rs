//! What an article rests on, for the editor: what follows from who quotes whom, what is confirmed, what the text proposes.
//! `docs/DESK.md` says what both sides hold on to.

use crate::{
    accounts::roles::May,
    app::App,
    articles::{
        model::Manuscript,
        sources::{Overruled, Source},
        writing::{lenient, model::Wrong},
    },
    desk::{
        body,
        fault::{Answer, Fault},
        frame::Desk,
        page,
        standing::{number, readable, writable},
    },
    error::{Error, Result},
    sources::{
        actions::{self, Confirmed, Confirming},
        model::{self, Origins},
        origins,
        proposals::{self, model::Proposal},
        store,
    },
};
use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use document::Document;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

/// What is looked at.
struct Looked {
    sources: Vec<Source>,
    overruled: Option<Overruled>,
    language: String,
    body: Document,
    wrong: Vec<Wrong>,
}

impl Looked {
    fn of(manuscript: Manuscript) -> Looked {
        Looked {
            sources: manuscript.sources,
            overruled: manuscript.origins,
            language: manuscript.language.to_string(),
            body: manuscript.body,
            wrong: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
struct Sent {
    manuscript: Value,
}

/// POST sources/look: of whatever is typed.
pub async fn look(State(app): State<App>, desk: Desk, Path(id): Path<String>, request: Request) -> Answer {
    let article = readable(&app, &desk, number(&id)?).await?.article.id;
    let bytes = body::bytes(request.into_body(), body::LARGEST_MANUSCRIPT).await?;
    let language = desk.site.language.to_string();
    let looked = apart(move || -> Result<Looked> {
        let sent: Sent = serde_json::from_slice(&bytes)
            .map_err(|e| Error::refused("request", format!("cannot be read: {e}")))?;
        let read = lenient::read(sent.manuscript);
        let language = read.language.map_or(language, |language| language.to_string());
        Ok(Looked {
            sources: read.sources,
            overruled: read.origins,
            language,
            body: read.body,
            wrong: read.wrong,
        })
    });
    seen(&app, &desk, article, looked.await??).await
}

/// A long text takes a while to be read: not on a thread that serves.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| Error::Internal(format!("a text could not be worked on: {e}")).into())
}

async fn seen(app: &App, desk: &Desk, article: i64, looked: Looked) -> Answer {
    let Looked { sources, overruled, language, body, wrong } = looked;
    let site = desk.site.clone();
    let (sources, count, confirmed, refused) = app
        .db
        .read(move |sql| {
            let count = origins::of_sources(sql, &site, article, &sources, overruled.as_ref())?;
            let confirmed = store::confirmed(sql, article)?;
            Ok((sources, count, confirmed, proposals::store::refused(sql, article)?))
        })
        .await?;
    let whole = model::digest_of_all(&sources, &count)?;
    let mut states = Vec::with_capacity(sources.len());
    for source in &sources {
        let is = confirmed.sources.contains(&model::digest(source)?);
        states.push(json!({ "id": source.id, "confirmed": is }));
    }
    let sentence = sentence(app, desk, &sources, &count)?;
    let paper = desk.site.name.clone();
    let found = apart(move || proposals::propose(&body, &sources, &language, &paper)).await?;
    let words = found.is_some();
    let mut found: Vec<Proposal> = found.unwrap_or_default();
    found.retain(|proposal| !refused.contains(&proposal.digest));
    let mut origins = serde_json::to_value(&count).map_err(Error::from)?;
    if let Some(map) = origins.as_object_mut() {
        map.insert("said".into(), count.said().into());
        map.insert("sentence".into(), sentence.into());
    }
    let wrong: Vec<Value> =
        wrong.iter().map(|w| json!({ "field": w.field, "why": desk.say(&w.why) })).collect();
    page::json(
        StatusCode::OK,
        &json!({
            "sources": states, "origins": origins, "origins_confirmed": confirmed.origins.contains(&whole),
            "may_confirm": desk.may(May::Confirm), "proposals": found, "has_words": words, "wrong": wrong,
        }),
    )
}

/// What is said of the count, and from whom it comes: as many origins as fit a line.
fn sentence(app: &App, desk: &Desk, sources: &[Source], count: &Origins) -> Result<String> {
    let locale = desk.locale(app)?;
    let fill = |english: &str, n: usize| desk.say(english).replace("{n}", &locale.digits(n as u64));
    let said = count.said();
    let head = match sources.len() {
        0 => return Ok(desk.say("No source is listed yet.").to_owned()),
        1 => desk.say("One source").to_owned(),
        n => fill("{n} sources", n),
    };
    let known = match said {
        0 => desk.say("no known origin").to_owned(),
        1 => desk.say("at most one known origin").to_owned(),
        n => fill("at most {n} known origins", n),
    };
    let both = desk.say("{sources}, {origins}").replace("{sources}", &head).replace("{origins}", &known);
    if count.overruled.is_some() || count.origins.is_empty() {
        return Ok(format!("{both}."));
    }
    let called = |id: &i64| match sources.iter().find(|source| source.id == *id) {
        Some(source) if source.named().is_some() => source.name().to_owned(),
        Some(_) => desk.say("a source that is not named").to_owned(),
        None => desk.say("a source that is no longer listed").to_owned(),
    };
    let mut names: Vec<String> =
        count.origins.iter().take(5).filter_map(|origin| origin.sources.first().map(called)).collect();
    if count.origins.len() > names.len() {
        names.push("…".to_owned());
    }
    Ok(format!("{both}: {}", names.join(desk.say("; "))))
}

#[derive(Deserialize)]
struct Asked {
    revision: i64,
    #[serde(default)]
    ids: Vec<i64>,
    #[serde(default)]
    origins: bool,
}

/// POST sources/confirmation: an editor confirms sources of the newest revision, and perhaps the count.
pub async fn confirm(State(app): State<App>, desk: Desk, Path(id): Path<String>, request: Request) -> Answer {
    let article = readable(&app, &desk, number(&id)?).await?.article.id;
    let asked: Asked = body::json(request, 64 << 10).await?;
    let (site, what) =
        (desk.site.clone(), Confirming { revision: asked.revision, ids: asked.ids, origins: asked.origins });
    let done = app
        .actions
        .act("confirm sources", desk.actor(), move |tx| actions::confirm(tx, &site, article, &what))
        .await?;
    match done {
        Confirmed::Yes(manuscript) => seen(&app, &desk, article, Looked::of(*manuscript)).await,
        Confirmed::Newer(newest) => {
            let message =
                desk.say("There is a newer revision, which you have not seen. Nothing was confirmed.");
            page::json(StatusCode::CONFLICT, &json!({ "message": message, "newest": newest }))
        }
    }
}

#[derive(Deserialize)]
struct Refused {
    digest: String,
}

/// POST sources/refusal: somebody says that this is no source.
pub async fn refuse(State(app): State<App>, desk: Desk, Path(id): Path<String>, request: Request) -> Answer {
    let article = writable(&app, &desk, number(&id)?).await?.article.id;
    let refused: Refused = body::json(request, 4 << 10).await?;
    app.actions
        .act("refuse a proposed source", desk.actor(), move |tx| {
            proposals::actions::refuse(tx, article, &refused.digest)
        })
        .await?;
    Ok::<Response, Fault>(StatusCode::NO_CONTENT.into_response())
}
