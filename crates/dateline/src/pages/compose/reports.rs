//! The form by which a reader reports an error, below the address of its article; the same once more when it was refused; and
//! what is said after it was taken.

use super::{Ask, Composer, Work, below::Tail};
use crate::{
    articles::reader::Shown,
    cache::Page,
    db::Sql,
    error::{Error, Result},
    pages::{
        locale::Locale,
        view::{ErrorFormView, ErrorView, LinkView, TalkKind, TalkView},
    },
    paths::model::PathKey,
    reports::form::{Field, Trouble, Typed},
    settings::model::Site,
};
use http::StatusCode;

/// A form that is not taken as it is.
#[derive(Debug, Clone)]
pub struct RefusedReport {
    /// What was typed.
    pub typed: Typed,
    /// What is wrong.
    pub troubles: Vec<Trouble>,
    /// The status that says so.
    pub status: StatusCode,
}

impl Composer {
    /// The form once more, with all that was typed and what is wrong with it. It is for one reader, and kept nowhere.
    pub fn refused_report(&self, sql: &mut Sql<'_>, refused: &RefusedReport) -> Result<Page> {
        self.make(sql, |work| work.refused_report(refused))
    }
}

impl Work<'_, '_> {
    /// Where a reader reports an error in an article.
    pub(super) fn report_address(path: &str) -> String {
        Tail::Report.below(path)
    }

    /// The empty form.
    pub(super) fn report_page(&mut self, shown: Shown) -> Result<Page> {
        let (site_view, site) = self.site()?;
        let view = TalkView {
            kind: TalkKind::Error,
            error: Some(self.error_form(&Typed { article: shown.id, ..Typed::default() }, &site)),
            article: Some(LinkView::new(shown.headline, shown.path)),
            language: shown.language,
            ..TalkView::default()
        };
        self.talk_page(StatusCode::OK, &site_view, &view)
    }

    /// `/error-reports/came/7`: what is said after a report was taken.
    pub(super) fn report_came(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        let Some(id) = key.as_str().strip_prefix("/error-reports/came/").and_then(|id| id.parse().ok())
        else {
            return Ok(None);
        };
        if ask.path != key.as_str() {
            return Ok(Some(self.moved(key.as_str())));
        }
        let Some(shown) = self.live(id)? else {
            return self.notice(StatusCode::NOT_FOUND, ask, None, None).map(Some);
        };
        let (site_view, _) = self.site()?;
        let view = TalkView {
            kind: TalkKind::ErrorCame,
            article: Some(LinkView::new(shown.headline, shown.path)),
            language: shown.language,
            ..TalkView::default()
        };
        self.talk_page(StatusCode::OK, &site_view, &view).map(Some)
    }

    fn error_form(&self, typed: &Typed, site: &Site) -> ErrorFormView {
        ErrorFormView {
            article: typed.article,
            token: self.composer.secret.sign(&format!("report/{}", typed.article), (self.composer.clock)()),
            passage: typed.passage.clone(),
            text: typed.text.clone(),
            evidence: typed.evidence.clone(),
            name: typed.name.clone(),
            email: typed.email.clone(),
            email_days: u64::try_from(site.comments.email_days).unwrap_or(0),
            errors: Vec::new(),
        }
    }

    fn refused_report(&mut self, refused: &RefusedReport) -> Result<Page> {
        let RefusedReport { typed, troubles, status } = refused;
        let (site_view, site) = self.site()?;
        let shown = self.live(typed.article)?;
        let language = shown.as_ref().map_or_else(|| site_view.language.clone(), |s| s.language.clone());
        let locale =
            self.renderer.locale(&site_view, &language).map_err(|e| Error::Internal(e.to_string()))?;
        let mut form = self.error_form(typed, &site);
        form.errors = troubles.iter().map(|trouble| said(*trouble, &locale)).collect();
        if troubles.contains(&Trouble::Early) {
            // Whoever was too quick keeps the form's age; anything else gets a fresh one.
            form.token.clone_from(&typed.token);
        }
        let view = TalkView {
            kind: TalkKind::ErrorRefused,
            language,
            error: Some(form),
            article: shown.map(|s| LinkView::new(s.headline, s.path)),
            ..TalkView::default()
        };
        self.talk_page(*status, &site_view, &view)
    }
}

/// What is wrong, and what to do, in the reader's words.
fn said(trouble: Trouble, l: &Locale) -> ErrorView {
    let characters = |n: usize| l.count("characters", n as u64);
    let (field, text) = match trouble {
        Trouble::NoText => (Some(Field::Text), l.text("wrong_error_text").to_owned()),
        Trouble::Long(field, n) => {
            let key = if field == Field::Name { "wrong_name_long" } else { "wrong_text_long" };
            (Some(field), l.say(key, &[("n", &characters(n)), ("most", &characters(field.most()))]))
        }
        Trouble::BadEmail => (Some(Field::Email), l.text("wrong_email").to_owned()),
        Trouble::Trap => (None, l.text("wrong_trap").to_owned()),
        Trouble::Early => (None, l.text("wrong_early").to_owned()),
        Trouble::Stale => (None, l.text("wrong_stale").to_owned()),
        Trouble::Elsewhere => (None, l.text("wrong_elsewhere").to_owned()),
        Trouble::Often(seconds) => {
            let minutes = l.count("minutes", seconds.div_ceil(60).max(1));
            (None, l.say("wrong_often", &[("minutes", &minutes)]))
        }
        Trouble::Repeat => (None, l.text("wrong_repeat").to_owned()),
        Trouble::Gone => (None, l.text("wrong_error_gone").to_owned()),
    };
    ErrorView { field: field.map_or("", Field::as_str).to_owned(), text }
}
