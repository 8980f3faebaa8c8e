//! Readers' reports of errors, as forms. Nothing of the request but what was typed goes further than here.

use super::{
    comments::{Form, finished, read, see_other},
    pages,
};
use crate::{
    app::{App, now},
    changes::{Actor, Via},
    comments::{limits::Doing, secret::Doubt},
    error::Result,
    pages::compose::RefusedReport,
    reports::{
        actions,
        form::{Trouble, Typed},
        model::Submitted,
    },
    settings,
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use http::StatusCode;

/// Takes a report: it is kept, and the reader is sent to a page that says what happens next; or the form comes back.
pub async fn leave(State(app): State<App>, request: Request) -> Response {
    let (form, body) = match read(&app, request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let typed = Typed::read(&body);
    let refused = match take(&app, &form, &typed).await {
        Ok(Ok(to)) => return see_other(&to),
        Ok(Err((status, troubles))) => RefusedReport { typed, troubles, status },
        Err(error) => return pages::failed(&error, "/error-reports"),
    };
    let wait = refused.troubles.iter().find_map(|t| if let Trouble::Often(s) = t { Some(*s) } else { None });
    let inner = app.clone();
    let page = app.db.read(move |sql| inner.composer.refused_report(sql, &refused)).await;
    finished(page, wait, "/error-reports")
}

type Outcome = Result<std::result::Result<String, (StatusCode, Vec<Trouble>)>>;

async fn take(app: &App, form: &Form, typed: &Typed) -> Outcome {
    if form.elsewhere {
        return Ok(Err((StatusCode::FORBIDDEN, vec![Trouble::Elsewhere])));
    }
    let report = typed.report();
    let mut troubles = report.as_ref().err().cloned().unwrap_or_default();
    if !typed.trap.trim().is_empty() {
        troubles.push(Trouble::Trap);
    }
    match app.guard.secret.verify(&format!("report/{}", typed.article), &typed.token, now()) {
        // With a field to mend, the time goes by itself.
        Err(Doubt::Early) if troubles.is_empty() => troubles.push(Trouble::Early),
        Err(Doubt::Stale) if troubles.is_empty() => troubles.push(Trouble::Stale),
        _ => {}
    }
    let left = match report {
        Ok(left) if troubles.is_empty() => left,
        _ => return Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, troubles))),
    };
    let (site, _) = app.db.read(settings::reader::site).await?;
    if site.comments.limits
        && let Some(wait) = app.guard.limits.check(Doing::ReportingAnError, form.from, left.article)?
    {
        return Ok(Err((StatusCode::TOO_MANY_REQUESTS, vec![Trouble::Often(wait.as_secs() + 1)])));
    }
    let article = left.article;
    let submitted = app
        .actions
        .act("report an error", Actor::unnamed(Via::Reader), move |tx| actions::submit(tx, &left))
        .await?;
    Ok(match submitted {
        Submitted::Kept => Ok(format!("/error-reports/came/{article}")),
        Submitted::Gone => Err((StatusCode::CONFLICT, vec![Trouble::Gone])),
        Submitted::Repeat => Err((StatusCode::CONFLICT, vec![Trouble::Repeat])),
    })
}
