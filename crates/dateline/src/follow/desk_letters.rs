//! Letters to those who work at the desk: what happened to an article, and where to look. What they say is read when they are sent,
//! and so is whether the person may still know of it. Of a confidential article a letter names neither headline nor words.

use crate::{
    accounts::{self, model::Account},
    app::App,
    articles::{newsroom, stages},
    comments, corrections,
    db::Sql,
    desk::words,
    error::Result,
    jobs::model::Outcome,
    letters::model::{About, DeskLetter},
    mail::{self, Letter},
    pages::words::fill,
    people,
    publishing::{moment, newsroom::store as publishing, notes, schedule},
    settings::{self, model::Site},
    values::Email,
};

/// What a letter says, in English, with its places.
struct Said {
    subject: &'static str,
    text: &'static str,
    values: Vec<(&'static str, String)>,
    path: String,
}

/// Sends one. Without a mail server there is nothing to send, and the desk shows all of it anyway.
pub(super) async fn send(app: &App, work: DeskLetter) -> Result<Outcome> {
    if app.config.mail.is_none() {
        return Ok(Outcome::Done);
    }
    let found = app.db.read(move |sql| read(sql, &work)).await?;
    let Some((account, site, said)) = found else { return Ok(Outcome::Done) };
    let Ok(to) = Email::parse(&account.email) else {
        return Ok(Outcome::Never("what stands as an e-mail address is none".into()));
    };
    let language =
        if account.language.is_empty() { site.language.to_string() } else { account.language.clone() };
    let say = |english: &'static str| words::say(&language, english).to_owned();
    let at_desk = |path: &str| format!("{}{path}", app.config.public_url);
    let mut values = said.values;
    for (name, value) in &mut values {
        // The only values that are words of ours.
        if matches!(value.as_str(), CONFIDENTIAL | BY_LINK | SERVER) || *name == "said" {
            *value = words::say(&language, value).to_owned();
        }
    }
    values.push(("name", account.name.clone()));
    values.push(("link", at_desk(&said.path)));
    values.push(("choose", at_desk("/desk/account/letters")));
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = [
        say("Hello {name},"),
        say(said.text),
        "{link}".into(),
        say("You get this letter because you wish to be told. Choose which letters you get: {choose}"),
    ];
    let letter = Letter {
        to,
        sender: site.name.clone(),
        subject: fill(&say(said.subject), &values),
        text: format!("{}\n", fill(&text.join("\n\n"), &values)),
    };
    Ok(mail::send(app.config.mail.as_ref(), &letter).await)
}

/// What stands in place of a headline that a letter must not name.
const CONFIDENTIAL: &str = "a confidential article";
/// Who left a note without an account.
const BY_LINK: &str = "Somebody with a private link";
/// Who acted where no person did.
const SERVER: &str = "the server";

/// What is to be said, if whoever it is for still has an account and may know of it.
fn read(sql: &mut Sql<'_>, work: &DeskLetter) -> Result<Option<(Account, Site, Said)>> {
    let account = accounts::store::of(sql, work.person)?.filter(|a| a.closed_at.is_none());
    let Some(account) = account.filter(|a| work.about.concerns(a.role)) else { return Ok(None) };
    let site = settings::store::site(sql)?;
    if work.about == About::Comments {
        let many = comments::store::waiting(sql)?;
        let said = Said {
            subject: "Comments are waiting",
            text: "Comments by readers wait for the newsroom: {n}",
            values: vec![("n", many.to_string())],
            path: "/desk/comments".into(),
        };
        return Ok((many > 0).then_some((account, site, said)));
    }
    let standing = newsroom::store::standing(sql, work.article, work.person)?;
    let Some(standing) = standing.filter(|s| s.may_read(account.role)) else { return Ok(None) };
    let headline = if standing.confidential {
        CONFIDENTIAL.to_owned()
    } else {
        publishing::headline(sql, work.article)?
    };
    let by = match work.by {
        Some(person) => people::store::named(sql, person)?.map_or_else(String::new, |p| p.name),
        None if work.about == About::Note => BY_LINK.to_owned(),
        None => SERVER.to_owned(),
    };
    let told = told(sql, work, standing.confidential, &site)?;
    let Some((subject, text, more)) = told else { return Ok(None) };
    let mut values = vec![("headline", headline), ("by", by)];
    values.extend(more);
    let path = format!("/desk/articles/{}", work.article);
    Ok(Some((account, site, Said { subject, text, values, path })))
}

type Told = (&'static str, &'static str, Vec<(&'static str, String)>);

fn told(sql: &mut Sql<'_>, work: &DeskLetter, quiet: bool, site: &Site) -> Result<Option<Told>> {
    Ok(match work.about {
        About::Comments => None,
        About::Assigned => {
            Some(("Given to you: {headline}", "{by} gave you an article to work on: {headline}", Vec::new()))
        }
        About::HandedIn => Some((
            "For review: {headline}",
            "{by} handed in an article, which waits for an editor: {headline}",
            Vec::new(),
        )),
        About::Decided => stages::store::one(sql, work.row)?.map(|(became, note)| {
            if became == "approved" {
                return ("Approved: {headline}", "{by} has approved: {headline}", Vec::new());
            }
            if quiet {
                return ("Sent back: {headline}", "{by} has sent back: {headline}", Vec::new());
            }
            ("Sent back: {headline}", "{by} has sent back: {headline}\n\n{note}", vec![("note", note)])
        }),
        About::Schedule => schedule::one(sql, work.row)?.map(|one| {
            let due = ("due", moment::shown(one.due, site));
            if one.amiss == "failed" {
                let text = "It was to be published at {due}, and was not: {headline}\n\n{said}";
                let said = if quiet { String::new() } else { one.said };
                return ("Not published: {headline}", text, vec![due, ("said", said)]);
            }
            let ended = ("ended", moment::shown(one.ended.unwrap_or(one.due), site));
            let text = "It was to be published at {due}, and was published at {ended}, because the server was away: {headline}";
            ("Published late: {headline}", text, vec![due, ended])
        }),
        About::Corrected => corrections::store::one(sql, work.row)?.map(|one| {
            if quiet {
                return ("Corrected: {headline}", "{by} issued a correction of: {headline}", Vec::new());
            }
            let text = "{by} issued a correction of: {headline}\n\n{note}";
            ("Corrected: {headline}", text, vec![("note", one.text)])
        }),
        About::Note => notes::store::body(sql, work.row)?.map(|body| {
            if quiet {
                return ("A note on: {headline}", "{by} left a note on: {headline}", Vec::new());
            }
            ("A note on: {headline}", "{by} left a note on: {headline}\n\n{note}", vec![("note", body)])
        }),
    })
}
