//! Uploads: a file comes in pieces, each on top of the last, and goes on after a broken connection where it stopped.

use super::{
    body,
    fault::{Answer, Fault},
    frame::Desk,
    media::{medium, view},
    page::json,
    standing,
};
use crate::{
    accounts::secret,
    app::App,
    changes::{Actor, Via},
    error::{Error, Result},
    files::StoreError,
    media::{
        intake::{Limits, take_in},
        model::Medium,
        uploads::{
            actions::{self, Begun},
            model::{Announced, Upload},
            store,
        },
    },
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Path, Request, State},
};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::json as told;
use std::{future::poll_fn, pin::Pin};
use tokio::{fs::File, io::AsyncWriteExt};

/// So many bytes come before it is written down how far an upload has come, should the server stop.
const STEP: u64 = 8 << 20;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Begin {
    name: String,
    bytes: i64,
    sha256: String,
    article: Option<i64>,
}

/// Begins an upload, or says that the newsroom has this file.
pub async fn begin(State(app): State<App>, desk: Desk, request: Request) -> Answer {
    let sent: Begin = body::json(request, body::LARGEST_FORM).await?;
    let most = app.config.upload_bytes;
    if let Some(article) = sent.article {
        // What belongs to an article that one may not know of would be lost, and would tell that there is one.
        standing::readable(&app, &desk, article).await?;
    }
    let announced = Announced::parse(&sent.name, sent.bytes, &sent.sha256, sent.article, most)?;
    let id: String = secret::random()?.chars().take(32).collect();
    let (name, person) = (id.clone(), desk.me.person);
    let begun = app
        .actions
        .act("begin an upload", desk.actor(), move |tx| actions::begin(tx, &name, person, &announced))
        .await?;
    match begun {
        Begun::Awaited => json(StatusCode::CREATED, &told!({ "upload": id, "offset": 0 })),
        Begun::Known(media) => finished(&app, &desk, StatusCode::OK, media).await,
    }
}

/// Says where an upload goes on.
pub async fn offset(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Answer {
    let upload = find(&app, &id, desk.me.person).await?;
    if let Some(media) = upload.media {
        return finished(&app, &desk, StatusCode::OK, media).await;
    }
    json(StatusCode::OK, &told!({ "offset": here(&app, &upload)? }))
}

/// Takes the next piece; with the last one a picture or file is made.
pub async fn piece(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    let upload = find(&app, &id, desk.me.person).await?;
    let offset =
        headers.get("upload-offset").and_then(|v| v.to_str().ok()).and_then(|v| v.trim().parse().ok());
    let Some(offset) = offset else {
        return Err(Error::refused("Upload-Offset", "is missing; it says where the piece belongs").into());
    };
    let (at_app, actor) = (app.clone(), desk.actor());
    // What has come is written down even if whoever sends it is gone before it is.
    let work =
        tokio::spawn(async move { receive(&at_app, actor, upload, offset, request.into_body()).await });
    match work.await.map_err(|e| Error::Internal(format!("an upload: {e}")))?? {
        Came::Until(offset) => json(StatusCode::OK, &told!({ "offset": offset })),
        Came::Elsewhere(offset) => {
            let message = desk.say("This piece does not go on where the upload stopped.");
            json(StatusCode::CONFLICT, &told!({ "message": message, "offset": offset, "fields": [] }))
        }
        Came::Whole(media) => finished(&app, &desk, StatusCode::CREATED, media).await,
    }
}

async fn finished(app: &App, desk: &Desk, status: StatusCode, media: i64) -> Answer {
    json(status, &told!({ "media": view(&medium(app, desk, media).await?) }))
}

async fn find(app: &App, id: &str, person: i64) -> Result<Upload> {
    let id = id.to_owned();
    let found = app.db.read(move |sql| store::upload(sql, &id, person)).await?;
    found.ok_or_else(|| Error::NotFound("this upload: begin it again".into()))
}

/// How much of it is on this node's disk. Where several nodes share a database and no folder, another may have the rest.
fn here(app: &App, upload: &Upload) -> Result<u64> {
    let have = app.files.part_len(&upload.id).map_err(store_error)?;
    Ok(have.min(u64::try_from(upload.received).unwrap_or(0)))
}

fn store_error(error: StoreError) -> Error {
    Error::refused("file store", error.to_string())
}

enum Came {
    /// So much is on the disk.
    Until(u64),
    /// The piece is none that belongs here; this is where to go on.
    Elsewhere(u64),
    /// All of it, which became this picture or file.
    Whole(i64),
}

async fn receive(
    app: &App,
    actor: Actor,
    upload: Upload,
    offset: u64,
    mut body: Body,
) -> Result<Came, Fault> {
    let (turn, mine) = app.uploads.take(&upload.id);
    let guard = turn.writing.lock().await;
    let upload = find(app, &upload.id, upload.person).await?;
    if let Some(media) = upload.media {
        return Ok(Came::Whole(media));
    }
    let have = here(app, &upload)?;
    if have != offset {
        return Ok(Came::Elsewhere(have));
    }
    let whole = u64::try_from(upload.announced.bytes).unwrap_or(0);
    let mut part = Part::open(app, &upload, have)?;
    drop(guard);
    let mut broken = false;
    while let Some(piece) = next(&mut body).await {
        let _guard = turn.writing.lock().await;
        if !turn.is(mine) {
            // Somebody else goes on by now; what is written down is theirs to say.
            return Ok(Came::Elsewhere(here(app, &upload)?));
        }
        let Ok(piece) = piece else {
            broken = true;
            break;
        };
        if part.at + piece.len() as u64 > whole {
            drop_it(app, &upload).await?;
            let why = "has more bytes than were announced; choose it again";
            return Err(Error::refused(upload.announced.name, why).into());
        }
        part.write(&piece).await?;
        if part.at - part.kept >= STEP {
            part.keep().await?;
        }
    }
    let _guard = turn.writing.lock().await;
    if !turn.is(mine) {
        return Ok(Came::Elsewhere(here(app, &upload)?));
    }
    part.keep().await?;
    if broken || part.at < whole {
        return Ok(Came::Until(part.at));
    }
    drop(part);
    finish(app, actor, &upload).await.map(Came::Whole)
}

/// What comes next of a body; an error if the connection broke.
async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        match frame {
            Ok(frame) => {
                // Fields behind the body say nothing here.
                if let Ok(data) = frame.into_data() {
                    return Some(Ok(data));
                }
            }
            Err(error) => return Some(Err(error)),
        }
    }
}

/// What has come of a file, open to go on.
struct Part<'a> {
    app: &'a App,
    upload: &'a Upload,
    file: File,
    /// Bytes that were written.
    at: u64,
    /// Bytes of which it is written down that they are there.
    kept: u64,
}

impl<'a> Part<'a> {
    fn open(app: &'a App, upload: &'a Upload, at: u64) -> Result<Part<'a>> {
        let file = app.files.open_part(&upload.id, at).map_err(store_error)?;
        Ok(Part { app, upload, file: File::from_std(file), at, kept: at })
    }

    async fn write(&mut self, piece: &[u8]) -> Result<()> {
        let written = self.file.write_all(piece).await;
        written.map_err(|e| store_error(self.app.files.part_error(&self.upload.id, e)))?;
        self.at += piece.len() as u64;
        Ok(())
    }

    /// Has it on the disk before it is said to be there.
    async fn keep(&mut self) -> Result<()> {
        let synced = async {
            self.file.flush().await?;
            self.file.sync_data().await
        };
        synced.await.map_err(|e| store_error(self.app.files.part_error(&self.upload.id, e)))?;
        let (id, at) = (self.upload.id.clone(), i64::try_from(self.at).unwrap_or(i64::MAX));
        let actor = Actor::unnamed(Via::Desk);
        self.app.actions.act("go on with an upload", actor, move |tx| store::advance(tx, &id, at)).await?;
        self.kept = self.at;
        Ok(())
    }
}

/// Makes a picture or file of what has come whole; if it is refused, nothing of it is kept.
async fn finish(app: &App, actor: Actor, upload: &Upload) -> Result<i64, Fault> {
    let made = {
        let (app, upload) = (app.clone(), upload.clone());
        tokio::task::spawn_blocking(move || make(&app, &upload)).await
    };
    let made = made.map_err(|e| Error::Internal(format!("an upload: {e}")))?;
    let (sha256, medium) = match made {
        Ok(made) => made,
        Err(error) => {
            if matches!(error, Error::Refused { .. }) {
                drop_it(app, upload).await?;
            }
            return Err(error.into());
        }
    };
    let finished = upload.clone();
    let media = app
        .actions
        .act("upload a file", actor, move |tx| actions::finish(tx, &finished, &sha256, &medium))
        .await?;
    app.files.remove_part(&upload.id);
    Ok(media)
}

fn make(app: &App, upload: &Upload) -> Result<(String, Medium)> {
    let announced = &upload.announced;
    let sha256 = app.files.hash_part(&upload.id).map_err(store_error)?;
    if announced.sha256.is_some_and(|said| said != sha256) {
        let why = "did not come as it was sent; choose it again";
        return Err(Error::refused(announced.name.clone(), why));
    }
    let as_said =
        Medium { title: title(&announced.name), attached_to: announced.article, ..Medium::default() };
    let path = app.files.part(&upload.id);
    let medium = take_in(&app.files, &path, &announced.name, &as_said, &Limits::of(&app.config))?;
    Ok((sha256.to_string(), medium))
}

/// What a download is called until somebody says it better: its name without the ending.
fn title(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn drop_it(app: &App, upload: &Upload) -> Result<()> {
    app.files.remove_part(&upload.id);
    let id = upload.id.clone();
    let actor = Actor::unnamed(Via::Desk);
    app.actions.act("drop an upload", actor, move |tx| store::forget(tx, &id)).await
}
