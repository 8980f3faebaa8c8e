//! What the newsroom is told of later: what lists say of articles from before there was a desk, and who broke the glass of a
//! confidential one.

use crate::{
    accounts,
    app::App,
    articles::newsroom::{actions, model::GlassLetter, store},
    changes::Via,
    desk::words,
    error::{Error, Result},
    jobs::model::Outcome,
    mail::{self, Letter},
    pages::words::fill,
    settings,
    values::Email,
};

/// Once at the start of the server: fills in what lists say, some at a time, while the server serves.
pub async fn fill_in(app: App) {
    match actions::fill(&app.actions, Via::Server).await {
        Ok(0) | Err(Error::Stopping) => {}
        Ok(articles) => tracing::info!(articles, "filled in what the desk's lists say of articles"),
        Err(error) => {
            tracing::warn!(%error, "what the desk's lists say could not be filled in; it is tried again at the next start")
        }
    }
}

/// Tells somebody who is named on a confidential article that another has opened it.
pub(super) async fn glass(app: &App, work: GlassLetter) -> Result<Outcome> {
    let (told, account, site) = app
        .db
        .read(move |sql| {
            let told = store::glass_told(sql, work.glass, work.person)?;
            Ok((told, accounts::store::of(sql, work.person)?, settings::store::site(sql)?))
        })
        .await?;
    // Whoever is no longer named, or no longer works here, is not written to. Without mail the notice on the page tells them.
    let (Some(told), Some(account)) = (told, account.filter(|account| account.closed_at.is_none())) else {
        return Ok(Outcome::Done);
    };
    if app.config.mail.is_none() {
        return Ok(Outcome::Done);
    }
    let Ok(to) = Email::parse(&account.email) else {
        return Ok(Outcome::Never("what the account has as an e-mail address is none".into()));
    };
    let language = if account.language.is_empty() { site.language.to_string() } else { account.language };
    let link = format!("{}/desk/articles/{}", app.config.public_url, told.article);
    let values = [("name", account.name.as_str()), ("by", told.by.as_str()), ("link", link.as_str())];
    // What a confidential article is about, and why it was opened, stays at the desk: mail lies about on servers and phones.
    let subject = fill(words::say(&language, "{by} opened a confidential article of yours"), &values);
    let text = fill(
        words::say(
            &language,
            "Hello {name},\n\n{by}, who was not named on it, has opened a confidential article that you are named on. When and why stands on its page:\n\n{link}\n",
        ),
        &values,
    );
    let letter = Letter { to, sender: site.name.clone(), subject, text };
    Ok(mail::send(app.config.mail.as_ref(), &letter).await)
}
