//! The controls of an article's way to the public, as a piece of its page and as a page of their own; and how a refusal is shown.

use crate::{
    accounts::roles::May,
    app::{App, now},
    articles::{
        newsroom::model::Standing,
        stages::{
            self,
            model::{MOVES, Move, of_the_text},
        },
    },
    desk::{
        articles::stage_name,
        fault::{Answer, Fault},
        form::{Errors, Form},
        frame::Desk,
        standing,
    },
    error::Error,
    publishing::{checklist, embargo, moment, newsroom::store, schedule},
    settings::checklist::Level,
};
use http::StatusCode;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// How many moves the history shows.
const HISTORY: i64 = 8;

/// What a button says.
fn words(what: Move) -> &'static str {
    match what {
        Move::HandIn => "Hand in for review",
        Move::TakeBack => "Take back",
        Move::Approve => "Approve",
        Move::SendBack => "Send back",
    }
}

/// Everything that the controls show.
pub async fn known(app: &App, desk: &Desk, standing: &Standing) -> Result<Value, Fault> {
    let (article, site, at) = (standing.article.clone(), desk.site.clone(), now());
    let id = article.id;
    let read = app
        .db
        .read(move |sql| {
            let beside = stages::store::beside(sql, id)?;
            let text = store::text(sql, id, store::Which::Newest)?;
            let checks = match &text {
                Some((number, text)) => checklist::store::look(sql, &site.checklist, id, *number, text)?,
                None => Vec::new(),
            };
            let waiting = schedule::waiting(sql, id)?;
            let amiss = schedule::amiss(sql, id)?;
            let embargo = embargo::store::of(sql, id)?.filter(|e| e.until > at);
            let public = store::public(sql, id)?;
            let history = stages::store::history(sql, id, HISTORY)?;
            Ok((beside, checks, waiting, amiss, embargo, public, history))
        })
        .await?;
    let (beside, checks, waiting, amiss, embargo, public, history) = read;
    let stage = of_the_text(&article.stage, &beside)?;
    let role = desk.me.role;
    let (may_write, may_publish) = (standing.may_write(role), standing.may_publish(role));
    let may_edit = may_write && desk.may(May::WriteAll);
    let moves: Vec<(&str, &str)> = MOVES
        .into_iter()
        .filter(|m| m.starts_at(stage) && if m.is_an_editors() { may_edit } else { may_write })
        // An editor sends back what a writer takes back.
        .filter(|m| *m != Move::TakeBack || !may_edit || standing.own)
        .map(|m| (m.as_str(), words(m)))
        .collect();
    let missing = |level: Level| -> Vec<&str> {
        checks.iter().filter(|c| !c.good && c.level == level).map(|c| c.point.words()).collect()
    };
    let history: Vec<Value> = history
        .into_iter()
        .map(|c| {
            let became = stage_name(&c.became);
            context! { at => c.at, by => c.by, became, note => c.note, revision => c.revision }
        })
        .collect();
    let again = public.as_ref().is_some_and(|p| p.revision != article.latest);
    Ok(context! {
        id, stage_words => stage_name(&article.stage), stage => article.stage, latest => article.latest, again,
        beside_words => stage_name(&beside), beside, public_visibility => article.visibility == "public",
        may => context! { write => may_write, publish => may_publish, edit => may_edit },
        moves, blocks => missing(Level::Block), warns => missing(Level::Warn),
        waiting => waiting.map(|w| {
            context! { due => w.due, revision => w.revision, by => w.by, field => moment::written(w.due, &desk.site) }
        }),
        amiss => Value::from(Serde(amiss)),
        embargo => embargo.map(|e| {
            context! { until => e.until, note => e.note, by => e.by, field => moment::written(e.until, &desk.site) }
        }),
        public => public.map(|p| Value::from(Serde(p))),
        history,
    })
}

/// The controls, as a page: also the answer to a form that was refused, with what was typed.
pub async fn page(
    app: &App,
    desk: &Desk,
    standing: &Standing,
    status: StatusCode,
    errors: &Errors,
    typed: Value,
) -> Answer {
    let bar = known(app, desk, standing).await?;
    desk.page_with(app, status, "publication.html", context! { bar, errors, typed })
}

/// The answer to a form that a verb refused: somebody else saved first, or something is wrong with a field.
pub async fn refused(app: &App, desk: &Desk, article: i64, error: Error, form: &Form) -> Answer {
    // The article may have changed in the meantime, and with it what one may.
    let standing = standing::readable(app, desk, article).await?;
    match error {
        Error::Conflict { based_on, .. } => behind(app, desk, &standing, based_on).await,
        Error::Refused { what, why } => {
            let mut errors = Errors::default();
            let field = ["due", "until", "note", "reason", "stage"].into_iter().find(|field| *field == what);
            let subject =
                if field.is_some() || what == format!("article {article}") { "" } else { what.as_str() };
            let why = match (field, subject) {
                (Some(_), _) => desk.say(&why).to_owned(),
                (None, "") => format!("{} {}", desk.say("This article"), desk.say(&why)),
                (None, subject) => format!("{subject}: {}", desk.say(&why)),
            };
            errors.add(field.unwrap_or("publication"), why);
            page(app, desk, &standing, StatusCode::UNPROCESSABLE_ENTITY, &errors, form.typed()).await
        }
        other => Err(other.into()),
    }
}

/// Says who saved what after the revision that somebody wanted to publish.
async fn behind(app: &App, desk: &Desk, standing: &Standing, revision: i64) -> Answer {
    let id = standing.article.id;
    let saved = app.db.read(move |sql| store::saved_since(sql, id, revision)).await?;
    let page = context! { id, revision, saved => Value::from(Serde(saved)) };
    desk.page_with(app, StatusCode::CONFLICT, "behind.html", page)
}

/// Back to the page of an article.
pub fn back(article: i64) -> axum::response::Response {
    crate::desk::route::see_other(&format!("/desk/articles/{article}"))
}
