//! Letters to readers. What they say is read when they are sent, so that nothing of it lies about in the queue.

use crate::{
    app::App,
    comments::{model::RemovalNotice, store},
    error::{Error, Result},
    jobs::model::Outcome,
    mail::{self, Letter},
    pages::view::SiteView,
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
