//! The list of articles: what was changed last first, narrowed, searched, a page at a time.

use super::{query, stage_name};
use crate::{
    accounts::roles::May,
    app::{App, now},
    articles::{
        choices::store as choices,
        listing::{
            model::{Line, Narrow, Page, Place, Viewer},
            store::{self, MOST_COUNTED},
        },
        newsroom::store as newsroom,
        stages,
    },
    db::Sql,
    desk::{
        fault::{Answer, Fault},
        form::Form,
        frame::Desk,
    },
    error::{Error, Result},
    publishing::newsroom::store::{Marks, marks},
    values::{Language, line},
};
use axum::extract::State;
use http::Uri;
use minijinja::{
    context,
    value::{Serde, Value},
};
use search::{Filters, Kind, Order, Question, Window};
use std::collections::BTreeMap;

/// Articles on a page.
const MOST: usize = 40;
/// Articles that a search shows.
const FOUND: usize = 60;
/// The stages that the list can be narrowed to, in the order of the work, with whether they are counted.
const STAGES: [(&str, bool); 7] = [
    ("draft", true),
    ("in_review", true),
    ("approved", true),
    ("scheduled", true),
    ("published", false),
    ("withdrawn", false),
    ("trashed", false),
];

/// Who looks.
pub fn viewer(desk: &Desk) -> Viewer {
    Viewer { person: desk.me.person, all: desk.may(May::WriteAll) }
}

/// What narrows the list. What cannot be read narrows nothing.
fn narrow(asked: &Form, viewer: Viewer) -> Narrow {
    let person = match asked.text("person") {
        "me" => Some(viewer.person),
        other => other.parse().ok().filter(|_| viewer.all),
    };
    Narrow {
        stage: STAGES.iter().map(|(stage, _)| *stage).find(|stage| *stage == asked.text("stage")),
        section: asked.number("section"),
        person,
        kind: ["article", "page"].into_iter().find(|kind| *kind == asked.text("kind")),
        language: Language::parse(asked.text("language")).ok().map(|language| language.to_string()),
    }
}

/// An address of the list with some parameters changed; those that are empty are left out.
fn address(asked: &Form, changes: &[(&str, &str)]) -> String {
    let mut out = url::form_urlencoded::Serializer::new(String::new());
    for name in ["stage", "section", "person", "kind", "language", "q", "before"] {
        let change = changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
        let value = change.unwrap_or_else(|| if name == "before" { "" } else { asked.text(name) });
        if !value.is_empty() {
            out.append_pair(name, value);
        }
    }
    let query = out.finish();
    if query.is_empty() { "/desk/articles".into() } else { format!("/desk/articles?{query}") }
}

/// The numbers of public articles that a search finds, the most fitting first. None while the index is being made.
async fn fitting(app: &App, typed: &str, viewer: Viewer, narrow: &Narrow) -> Result<Vec<i64>, Fault> {
    let Some(index) = app.index.desk().index() else { return Ok(Vec::new()) };
    let question = Question::parse(typed);
    let filters = Filters {
        section: narrow.section,
        person: if viewer.all { narrow.person } else { Some(viewer.person) },
        language: narrow.language.clone(),
        ..Filters::default()
    };
    let window = Window { skip: 0, take: FOUND };
    let found =
        tokio::task::spawn_blocking(move || index.search(&question, &filters, Order::Fit(now()), window))
            .await;
    let found = found.map_err(|e| Error::Internal(format!("a search ended: {e}")))?;
    match found {
        Ok(found) => Ok(found
            .hits
            .iter()
            .filter(|hit| matches!(hit.key.kind, Kind::Article | Kind::Page))
            .map(|hit| hit.key.id)
            .collect()),
        Err(error) => {
            app.index.desk().suspect(&error.to_string());
            Ok(Vec::new())
        }
    }
}

/// What is found by a search: first by the headlines of what readers do not see, then by the texts of what they do.
fn searched(
    sql: &mut Sql<'_>,
    viewer: Viewer,
    narrow: &Narrow,
    typed: &str,
    fitting: Vec<i64>,
) -> Result<Page> {
    let words: Vec<String> =
        typed.to_lowercase().split_whitespace().map(|word| word.trim_matches('"').to_owned()).collect();
    let mut ids = store::by_headline(sql, viewer, &words)?;
    let known: std::collections::BTreeSet<i64> = ids.iter().copied().collect();
    ids.extend(fitting.into_iter().filter(|id| !known.contains(id)));
    let mut page = Page::default();
    for id in ids {
        let found = store::line_of(sql, viewer, id)?;
        let Some(line) = found.filter(|line| line.is_for(viewer) && line.is_in(narrow)) else { continue };
        if let Some(person) = narrow.person
            && !newsroom::standing(sql, id, person)?.is_some_and(|standing| standing.own)
        {
            continue;
        }
        if page.lines.len() == FOUND {
            page.far = true;
            break;
        }
        page.lines.push(line);
    }
    Ok(page)
}

/// What is written beside articles that readers see, and has come to this stage: it waits like any other.
fn beside(sql: &mut Sql<'_>, viewer: Viewer, narrow: &Narrow, stage: &str) -> Result<Vec<Line>> {
    let wide = Narrow { stage: None, ..narrow.clone() };
    let mut lines = Vec::new();
    for id in stages::store::all_beside(sql, stage, MOST as i64)? {
        let found = store::line_of(sql, viewer, id)?;
        lines.extend(found.filter(|line| line.is_for(viewer) && line.is_in(&wide)));
    }
    Ok(lines)
}

/// The page.
pub async fn page(State(app): State<App>, desk: Desk, uri: Uri) -> Answer {
    let asked = query(&uri);
    let viewer = viewer(&desk);
    let narrow = narrow(&asked, viewer);
    let typed = line(asked.text("q"), 200);
    let from = Place::parse(asked.text("before")).unwrap_or(Place::TOP);
    let away = asked.number("away");
    let fitting = if typed.is_empty() { Vec::new() } else { fitting(&app, &typed, viewer, &narrow).await? };
    let (question, asking, at) = (typed.clone(), narrow.clone(), now());
    let (page, sections, staff, counts, away, marked) = app
        .db
        .read(move |sql| {
            let mut page = if question.is_empty() {
                store::page(sql, viewer, &asking, from, MOST)?
            } else {
                searched(sql, viewer, &asking, &question, fitting)?
            };
            if let Some(stage) =
                asking.stage.filter(|_| question.is_empty() && from == Place::TOP && asking.person.is_none())
            {
                page.lines.splice(0..0, beside(sql, viewer, &asking, stage)?);
            }
            let mut marked = BTreeMap::new();
            for line in &page.lines {
                marked.insert(line.id, marks(sql, line.id, at)?);
            }
            let staff = if viewer.all { choices::staff(sql)? } else { Vec::new() };
            let mut counts = BTreeMap::new();
            for (stage, _) in STAGES.iter().filter(|(_, counted)| *counted) {
                let beside = beside(sql, viewer, &Narrow::default(), stage)?.len() as i64;
                counts.insert(*stage, store::count(sql, viewer, stage)? + beside);
            }
            let away = match away {
                Some(id) => store::line_of(sql, viewer, id)?,
                None => None,
            };
            let away = away.filter(|line| line.is_for(viewer) && line.stage == "trashed");
            Ok((page, choices::sections(sql)?, staff, counts, away, marked))
        })
        .await?;
    let names: BTreeMap<i64, String> = sections.iter().map(|s| (s.id, s.name.clone())).collect();
    let lines: Vec<Value> =
        page.lines.iter().map(|line| shown(&desk, line, &names, marked.get(&line.id))).collect();
    let stages: Vec<Value> = STAGES
        .iter()
        .map(|(stage, _)| {
            context! {
                stage => *stage, name => stage_name(stage), href => address(&asked, &[("stage", stage)]),
                on => narrow.stage == Some(*stage), count => counts.get(stage).copied(), most => MOST_COUNTED,
            }
        })
        .collect();
    let narrowed = narrow != Narrow::default() || !typed.is_empty();
    desk.page(
        &app,
        "articles.html",
        context! {
            lines, stages, narrowed,
            all => address(&asked, &[("stage", "")]),
            any_stage => narrow.stage.is_none(),
            stage => narrow.stage,
            next => page.next.map(|next| address(&asked, &[("before", &next.to_string())])),
            first => (from != Place::TOP).then(|| address(&asked, &[])),
            far => page.far,
            asked => asked.typed(),
            sections => Value::from(Serde(sections)),
            staff => Value::from(Serde(staff)),
            everybody => viewer.all,
            away => away.map(|line| Value::from(Serde(line))),
        },
    )
}

fn shown(desk: &Desk, line: &Line, sections: &BTreeMap<i64, String>, marks: Option<&Marks>) -> Value {
    let marks = marks.cloned().unwrap_or_default();
    context! {
        id => line.id, headline => line.headline.clone(), stage => line.stage.clone(), stage_name => stage_name(&line.stage),
        is_page => line.kind == "page", section => line.section.and_then(|id| sections.get(&id)).cloned(),
        language => (line.language != desk.site.language.as_str()).then(|| line.language.clone()),
        changed_at => line.changed_at, by => line.by.clone(), confidential => line.confidential,
        due => marks.due, embargo => marks.embargo, beside_name => stage_name(&marks.beside), beside => marks.beside,
    }
}
