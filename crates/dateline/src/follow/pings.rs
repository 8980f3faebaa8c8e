//! Tells search engines (IndexNow) and a hub (WebSub) what changed. Jobs do it, so nobody who publishes waits for it.

use crate::{
    app::App,
    articles::reader as articles,
    changes::{Actor, Via},
    db::Sql,
    error::Result,
    jobs::model::Outcome,
    outbound::{self, Said},
    pages::view::FeedFormat,
    paths::model::encode,
    people,
    pings::{model::Target, store},
    sections, settings,
    settings::model::Site,
    sitemaps, topics,
    values::HttpUrl,
};

/// Addresses in one call: IndexNow takes ten thousand, hubs say nothing, and a call must end within its time.
const AT_ONCE: i64 = 1_000;
/// Lists whose feeds are told in one call; each has three.
const LISTS_AT_ONCE: i64 = 30;

/// What waits, put together for one call.
struct Batch {
    site: Site,
    facts: Vec<(String, i64)>,
    addresses: Vec<String>,
}

/// Tells all that waits, a batch at a time.
pub async fn tell(app: &App, target: Target) -> Result<Outcome> {
    loop {
        let batch = gather(app, target).await?;
        if batch.facts.is_empty() {
            return Ok(Outcome::Done);
        }
        let outcome = match call(app, target, &batch) {
            Some((to, media_type, body)) if !batch.addresses.is_empty() => {
                judge(outbound::post(&to, media_type, body).await)
            }
            // Nothing is left at any of these addresses, or nobody wants to know any more.
            _ => Outcome::Done,
        };
        if outcome != Outcome::Done {
            return Ok(outcome);
        }
        let facts = batch.facts;
        let server = Actor::unnamed(Via::Server);
        app.actions.act("note what was told", server, move |tx| store::told(tx, target, &facts)).await?;
    }
}

async fn gather(app: &App, target: Target) -> Result<Batch> {
    let base = app.config.public_url.clone();
    app.db
        .read(move |sql| {
            let (site, _) = settings::reader::site(sql)?;
            let most = if target == Target::IndexNow { AT_ONCE } else { LISTS_AT_ONCE };
            let facts = store::waiting(sql, target, most)?;
            let mut addresses = Vec::new();
            for (fact, _) in &facts {
                for path in paths_of(sql, &site, fact)? {
                    match target {
                        Target::IndexNow => addresses.push(format!("{base}{path}")),
                        Target::WebSub => addresses
                            .extend(FeedFormat::ALL.map(|format| format!("{base}{}", format.below(&path)))),
                    }
                }
            }
            Ok(Batch { site, facts, addresses })
        })
        .await
}

/// Where that which a fact is about is read.
fn paths_of(sql: &mut Sql<'_>, site: &Site, fact: &str) -> Result<Vec<String>> {
    let number = || fact.rsplit('/').next().and_then(|id| id.parse::<i64>().ok());
    let Some((kind, id)) = fact.rsplit_once('/').map(|(kind, _)| (kind, number())) else {
        return Ok(Vec::new());
    };
    let path = match (kind, id) {
        ("article", Some(id)) => articles::article(sql, id)?.map(|shown| shown.path),
        ("list/section", Some(id)) => sections::reader::section(sql, id)?.map(|section| section.path),
        ("list/topic", Some(id)) => topics::reader::topic(sql, id)?.map(|topic| topic.path),
        ("list/person", Some(id)) => people::reader::person(sql, id)?
            .map(|person| encode(&format!("/{}/{}/", site.permalinks.person_base, person.slug))),
        ("list", None) => {
            let others =
                sitemaps::reader::languages(sql)?.into_iter().filter(|tag| tag != site.language.as_str());
            return Ok(std::iter::once("/".to_owned()).chain(others.map(|tag| format!("/{tag}/"))).collect());
        }
        _ => None,
    };
    Ok(path.into_iter().collect())
}

/// Where to, and what with; nothing if the site tells nobody.
fn call(app: &App, target: Target, batch: &Batch) -> Option<(HttpUrl, &'static str, String)> {
    let machines = &batch.site.machines;
    match target {
        Target::IndexNow => {
            let (to, key) = (machines.indexnow.clone()?, machines.indexnow_key.as_deref()?);
            let base = app.config.public_url.as_str();
            let host = url::Url::parse(base).ok()?.host_str()?.to_owned();
            let body = serde_json::json!({
                "host": host,
                "key": key,
                "keyLocation": format!("{base}/{key}.txt"),
                "urlList": batch.addresses,
            });
            Some((to, "application/json; charset=utf-8", body.to_string()))
        }
        Target::WebSub => {
            let to = machines.websub.clone()?;
            let mut body = url::form_urlencoded::Serializer::new(String::new());
            body.append_pair("hub.mode", "publish");
            for address in &batch.addresses {
                body.append_pair("hub.url", address);
            }
            Some((to, "application/x-www-form-urlencoded", body.finish()))
        }
    }
}

fn judge(answer: Result<Said, String>) -> Outcome {
    match answer {
        Ok(said) if said.status.is_success() => Outcome::Done,
        Ok(said) => {
            let body = String::from_utf8_lossy(&said.body);
            let text = format!("answered {}: {}", said.status, crate::values::line(&body, 200));
            // What is wrong with what was said stays wrong; everything else may pass.
            match said.status.as_u16() {
                400 | 413 | 422 => Outcome::Never(text),
                _ => Outcome::Later(text),
            }
        }
        Err(why) => Outcome::Later(why),
    }
}
