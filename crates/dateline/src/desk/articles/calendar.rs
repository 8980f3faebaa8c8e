//! The calendar: what is to be published, what may not be published before, and what was published, by the newsroom's days.

use super::{list::viewer, query, stage_name};
use crate::{
    app::{App, now},
    articles::{
        listing::{
            model::{Line, Viewer},
            store as listing,
        },
        reader::{self, List, Place, Way},
    },
    db::Sql,
    desk::{fault::Answer, frame::Desk},
    error::{Error, Result},
    pages::{locale::Locale, words::primary},
    publishing::{address, embargo, schedule},
};
use axum::extract::State;
use http::Uri;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};
use minijinja::{context, value::Value};

/// What a day of a month shows before it leads to a page of its own.
const MOST: usize = 6;
/// What the page of a day shows.
const MOST_OF_A_DAY: usize = 200;
/// What is to come in a month, of each kind.
const MOST_TO_COME: i64 = 500;

/// Something on a day.
struct Entry {
    kind: &'static str,
    at: i64,
    line: Line,
}

fn begin(day: Date, zone: &TimeZone) -> Result<i64> {
    let at = zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).earlier();
    at.map(|at| at.as_microsecond()).map_err(|e| Error::refused("month", e.to_string()))
}

fn day_of(at: i64, zone: &TimeZone) -> Option<Date> {
    Some(Timestamp::from_microsecond(at).ok()?.to_zoned_datetime(zone.clone()).date())
}

/// What happens from one moment to another, in its order: at most so many that were published on a day.
fn entries(
    sql: &mut Sql<'_>,
    viewer: Viewer,
    days: &[(i64, i64)],
    most: usize,
) -> Result<Vec<(Vec<Entry>, bool)>> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    let mut to_come: Vec<(&'static str, i64, i64)> = Vec::new();
    for (article, at) in schedule::between(sql, first.0, last.1, MOST_TO_COME)? {
        to_come.push(("scheduled", article, at));
    }
    for (article, at) in embargo::store::between(sql, first.0, last.1, MOST_TO_COME)? {
        to_come.push(("embargo", article, at));
    }
    let mut out = Vec::with_capacity(days.len());
    for (from, to) in days {
        let mut found = Vec::new();
        for (kind, article, at) in to_come.iter().filter(|(_, _, at)| (*from..*to).contains(at)) {
            found.push((*kind, *article, *at));
        }
        // Whoever finds their own alone looks through more, to find some.
        let looked = if viewer.all { most + 1 } else { MOST_OF_A_DAY };
        let public = reader::list(sql, List::Dates(*from, *to), Place::END, Way::Newer, looked as i64)?;
        found.extend(public.iter().map(|item| ("published", item.id, item.published_on)));
        let mut day = Vec::new();
        for (kind, article, at) in found {
            let line = listing::line_of(sql, viewer, article)?;
            if let Some(line) = line.filter(|line| line.is_for(viewer) && line.stage != "trashed") {
                day.push(Entry { kind, at, line });
            }
        }
        day.sort_by_key(|entry| entry.at);
        let more = day.len() > most;
        day.truncate(most);
        out.push((day, more));
    }
    Ok(out)
}

fn shown(entry: &Entry, zone: &TimeZone) -> Value {
    let time = Timestamp::from_microsecond(entry.at).unwrap_or(Timestamp::UNIX_EPOCH);
    let time = time.to_zoned_datetime(zone.clone()).strftime("%H:%M").to_string();
    context! {
        kind => entry.kind, time, id => entry.line.id, headline => entry.line.headline.clone(),
        confidential => entry.line.confidential, stage => entry.line.stage.clone(), stage_name => stage_name(&entry.line.stage),
    }
}

/// A month as it stands in an address.
fn month_of(text: &str) -> Option<Date> {
    let (year, month) = text.split_once('-')?;
    let year: i16 = year.parse().ok().filter(|year| (1400..=2200).contains(year))?;
    Date::new(year, month.parse().ok()?, 1).ok()
}

/// The day that a week begins with.
fn week_begins(language: &str) -> Weekday {
    match primary(language).as_str() {
        "fa" => Weekday::Saturday,
        "ar" => Weekday::Sunday,
        _ => Weekday::Monday,
    }
}

/// The page of a month, or of a day.
pub async fn page(State(app): State<App>, desk: Desk, uri: Uri) -> Answer {
    let asked = query(&uri);
    let zone = address::zone(&desk.site);
    let today = day_of(now(), &zone).unwrap_or(date(1970, 1, 1));
    let locale = desk.locale(&app)?;
    if let Some(day) =
        asked.text("day").parse::<Date>().ok().filter(|day| (1400..=2200).contains(&day.year()))
    {
        return one_day(&app, &desk, &locale, day, zone).await;
    }
    let first = month_of(asked.text("month")).unwrap_or_else(|| today.first_of_month());
    let dates: Vec<Date> = (1..=first.days_in_month())
        .filter_map(|day| Date::new(first.year(), first.month(), day).ok())
        .collect();
    let days = spans(&dates, &zone)?;
    let viewer = viewer(&desk);
    let found = app.db.read(move |sql| entries(sql, viewer, &days, MOST)).await?;
    let begins = week_begins(&desk.language);
    let shown: Vec<Value> = dates
        .iter()
        .zip(&found)
        .map(|(day, (list, more))| {
            context! {
                day => day.day(), date => day.to_string(), name => name(&locale, *day),
                today => *day == today, more,
                list => list.iter().map(|entry| shown(entry, &zone)).collect::<Vec<Value>>(),
            }
        })
        .collect();
    let weekdays = locale.weekdays();
    let from = usize::try_from(begins.to_monday_zero_offset()).unwrap_or(0);
    let weekdays: Vec<String> = weekdays.iter().cycle().skip(from).take(7).cloned().collect();
    let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
    let context = context! {
        title => locale.archive(first.year(), Some(first.month()), None),
        days => shown, weekdays,
        column => first.weekday().since(begins) + 1,
        nothing => found.iter().all(|(list, _)| list.is_empty()),
        before => first.checked_sub(1.month()).ok().map(month), after => first.checked_add(1.month()).ok().map(month),
        this_month => (month(first) != month(today)).then(|| month(today)),
    };
    desk.page(&app, "calendar.html", context)
}

fn spans(dates: &[Date], zone: &TimeZone) -> Result<Vec<(i64, i64)>> {
    let end = |day: &Date| day.tomorrow().map_err(|e| Error::refused("month", e.to_string()));
    dates.iter().map(|day| Ok((begin(*day, zone)?, begin(end(day)?, zone)?))).collect()
}

/// "Saturday 14 November 2026".
fn name(locale: &Locale, day: Date) -> String {
    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    let weekday = locale.weekdays().get(weekday).map_or("", String::as_str);
    format!("{weekday} {}", locale.archive(day.year(), Some(day.month()), Some(day.day())))
}

async fn one_day(app: &App, desk: &Desk, locale: &Locale, day: Date, zone: TimeZone) -> Answer {
    let days = spans(&[day], &zone)?;
    let viewer = viewer(desk);
    let found = app.db.read(move |sql| entries(sql, viewer, &days, MOST_OF_A_DAY)).await?;
    let list: Vec<Value> = found.iter().flat_map(|(list, _)| list).map(|entry| shown(entry, &zone)).collect();
    let step = |day: std::result::Result<Date, jiff::Error>| day.ok().map(|day| day.to_string());
    desk.page(
        app,
        "calendar-day.html",
        context! {
            title => name(locale, day), list, more => found.iter().any(|(_, more)| *more),
            before => step(day.yesterday()), after => step(day.tomorrow()),
            month => format!("{:04}-{:02}", day.year(), day.month()),
        },
    )
}
