//! Letters to readers. What they say is read when they are sent, so that nothing of it lies about in the queue.

use crate::{
    app::App,
    changes::{Actor, Via},
    comments::{model::RemovalNotice, store},
    error::{Error, Result},
    jobs::model::Outcome,
    mail::{self, Letter},
    pages::view::SiteView,
    reports::{self, model::ReportAnswer},
    settings,
    values::Email,
};

/// Tells the writer of a comment that it was removed, and why, in the article's language.
pub(super) async fn removal(app: &App, work: RemovalNotice) -> Result<Outcome> {
    let id = work.comment;
    let (notice, (site, _)) =
        app.db.read(move |sql| Ok((store::removal(sql, id)?, settings::reader::site(sql)?))).await?;
    // It was restored, or the address is gone: then there is nobody to tell, or nothing to tell.
    let Some(notice) = notice else { return Ok(Outcome::Done) };
    let Ok(to) = Email::parse(&notice.email) else {
        return Ok(Outcome::Never("what was given as an e-mail address is none".into()));
    };
    let around = SiteView::bare(site.name.clone(), site.language.to_string());
    let locale = app
        .composer
        .renderer()
        .locale(&around, &notice.language)
        .map_err(|e| Error::Internal(e.to_string()))?;
    let link = if notice.path.is_empty() {
        app.config.public_url.clone()
    } else {
        format!("{}{}", app.config.public_url, notice.path)
    };
    let values = [
        ("headline", notice.headline.as_str()),
        ("site", site.name.as_str()),
        ("link", link.as_str()),
        ("reason", notice.reason.as_str()),
    ];
    let letter = Letter {
        to,
        sender: site.name.clone(),
        subject: locale.say("mail_removed_subject", &values),
        text: locale.say("mail_removed_text", &values),
    };
    Ok(mail::send(app.config.mail.as_ref(), &letter).await)
}

/// Answers whoever reported an error, in the article's language. When the letter is on its way, their address and name are
/// forgotten; one that cannot be sent keeps them for as long as the form said, so that it can be tried again.
pub(super) async fn report_answer(app: &App, work: ReportAnswer) -> Result<Outcome> {
    let id = work.report;
    let (answer, (site, _)) = app
        .db
        .read(move |sql| Ok((reports::store::answered(sql, id)?, settings::reader::site(sql)?)))
        .await?;
    let Some(answer) = answer else { return Ok(Outcome::Done) };
    let outcome = match Email::parse(&answer.email) {
        Err(_) => Outcome::Never("what was given as an e-mail address is none".into()),
        Ok(to) => {
            let around = SiteView::bare(site.name.clone(), site.language.to_string());
            let language = if answer.language.is_empty() { site.language.as_str() } else { &answer.language };
            let renderer = app.composer.renderer();
            let locale = renderer.locale(&around, language).map_err(|e| Error::Internal(e.to_string()))?;
            let link = format!("{}{}", app.config.public_url, answer.path);
            let values = [
                ("headline", answer.headline.as_str()),
                ("site", site.name.as_str()),
                ("link", link.as_str()),
                ("answer", answer.text.as_str()),
            ];
            let text = if answer.corrected { "mail_report_corrected" } else { "mail_report_declined" };
            let letter = Letter {
                to,
                sender: site.name.clone(),
                subject: locale.say("mail_report_subject", &values),
                text: locale.say(text, &values),
            };
            mail::send(app.config.mail.as_ref(), &letter).await
        }
    };
    if outcome == Outcome::Done {
        let forget = move |tx: &mut crate::changes::Tx<'_, '_>| reports::store::forget(tx, id);
        app.actions.act("forget who reported an error", Actor::unnamed(Via::Server), forget).await?;
    }
    Ok(outcome)
}
