//! For whoever watches over the machine: is it up, can it serve, what has it done.

use crate::{app::App, settings};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};

/// The process is up.
pub async fn health() -> &'static str {
    "ok\n"
}

/// The database answers, so readers can be served.
pub async fn ready(State(app): State<App>) -> Response {
    match app.db.read(|sql| settings::reader::site(sql).map(drop)).await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer; the log says why\n")
                .into_response()
        }
    }
}

/// Counters, in Prometheus' text format 0.0.4.
pub async fn metrics(State(app): State<App>) -> Response {
    let stats = app.cache.stats();
    let index = app.index.desk().state();
    let mut out = String::new();
    for (name, kind, help, value) in [
        ("dateline_pages_hits_total", "counter", "Pages answered from memory.", stats.hits),
        ("dateline_pages_misses_total", "counter", "Pages that had to be composed.", stats.misses),
        (
            "dateline_pages_joined_total",
            "counter",
            "Requests that waited for a composition under way.",
            stats.joins,
        ),
        (
            "dateline_pages_evicted_total",
            "counter",
            "Pages taken away because a fact changed.",
            stats.evicted,
        ),
        ("dateline_pages_kept", "gauge", "Pages in memory.", stats.pages),
        ("dateline_pages_bytes", "gauge", "Bytes of pages in memory.", stats.bytes),
        (
            "dateline_change_seen",
            "gauge",
            "The last change of the log that was followed.",
            u64::try_from(app.pages.seen()).unwrap_or(0),
        ),
        (
            "dateline_index_change_seen",
            "gauge",
            "The last change of the log that the full-text index has.",
            u64::try_from(index.seen).unwrap_or(0),
        ),
        ("dateline_index_documents", "gauge", "Articles, pages and names in the index.", index.documents),
        ("dateline_index_making", "gauge", "1 while a new index is being made.", u64::from(index.making)),
        ("dateline_index_made", "gauge", "Articles in the one that is being made.", index.made),
        ("dateline_index_to_make", "gauge", "Articles that it will have.", index.to_make),
        (
            "dateline_related_made_total",
            "counter",
            "Articles of which it was found out what is related.",
            app.related.made(),
        ),
        ("dateline_index_made_total", "counter", "Indexes made since the start.", index.times),
    ] {
        out.push_str(&format!("# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n"));
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], out).into_response()
}
