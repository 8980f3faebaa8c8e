//! Pages around a form: to answer a comment, to report one, a form that was refused, and what happens next.

use super::{
    Ask, Composer, Work,
    comments::{comment_view, place_href},
    pieces::cache_control,
};
use crate::{
    articles::reader as articles,
    cache::Page,
    comments::{
        self,
        form::{DETAILS, Fault, Field, NAME, TEXT, Trouble, Typed},
        model::Complaint,
    },
    db::Sql,
    error::{Error, Result},
    pages::{
        locale::Locale,
        view::{ErrorView, FormView, LinkView, ReasonView, ReportView, SiteView, TalkKind, TalkView},
    },
    paths::model::PathKey,
    publishing,
    settings::model::Site,
};
use http::StatusCode;

/// A form that is not taken as it is.
#[derive(Debug, Clone)]
pub struct Refused {
    /// What was typed.
    pub typed: Typed,
    /// The comment that was to be reported; without it, a comment was to be left.
    pub reports: Option<i64>,
    /// What is wrong.
    pub troubles: Vec<Trouble>,
    /// The status that says so.
    pub status: StatusCode,
}

impl Composer {
    /// The form once more, with all that was typed and what is wrong with it. It is for one reader, and kept nowhere.
    pub fn refused(&self, sql: &mut Sql<'_>, refused: &Refused) -> Result<Page> {
        self.make(sql, |work| work.refused(refused))
    }
}

impl Work<'_, '_> {
    /// `/comments/7/reply`, `/comments/7/report`, and what is said after a form was taken.
    pub(super) fn talk(&mut self, ask: &Ask, key: &PathKey) -> Result<Option<Page>> {
        let mut steps = key.as_str().split('/').skip(1);
        let (Some("comments"), Some(first), Some(second), None) =
            (steps.next(), steps.next(), steps.next(), steps.next())
        else {
            return Ok(None);
        };
        let number = |text: &str| text.parse::<i64>().ok();
        let (kind, id) = match (first, number(first), second, number(second)) {
            (_, Some(id), "reply", _) => (TalkKind::Reply, id),
            (_, Some(id), "report", _) => (TalkKind::Report, id),
            ("held", _, _, Some(id)) => (TalkKind::Held, id),
            ("shown", _, _, Some(id)) => (TalkKind::Shown, id),
            ("reported", _, _, Some(id)) => (TalkKind::Reported, id),
            _ => return Ok(None),
        };
        if ask.path != key.as_str() {
            return Ok(Some(self.moved(key.as_str())));
        }
        let view = match kind {
            TalkKind::Held => self.after_comment(id)?,
            _ => self.about_comment(kind, id)?,
        };
        match view {
            None => self.notice(StatusCode::NOT_FOUND, ask, None, None).map(Some),
            Some((site, view)) => self.talk_page(StatusCode::OK, &site, &view).map(Some),
        }
    }

    pub(super) fn talk_page(&mut self, status: StatusCode, site: &SiteView, view: &TalkView) -> Result<Page> {
        let html = self.renderer.talk(site, view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(status, html);
        // What was typed stays out of every cache. An empty form may be gone back to.
        let held = if status == StatusCode::OK { "private, no-cache" } else { "no-store" };
        page.headers.push(cache_control(held));
        // Its form is signed for this moment, and few ask for it.
        page.keep = false;
        Ok(page)
    }

    pub(super) fn live(&mut self, article: i64) -> Result<Option<articles::Shown>> {
        self.rests_on(publishing::store::fact(article));
        Ok(articles::article(self.sql, article)?.filter(|a| a.live))
    }

    fn after_comment(&mut self, article: i64) -> Result<Option<(SiteView, TalkView)>> {
        let Some(shown) = self.live(article)? else { return Ok(None) };
        let (site, _) = self.site()?;
        let article = Some(LinkView::new(shown.headline, shown.path));
        Ok(Some((
            site,
            TalkView { kind: TalkKind::Held, language: shown.language, article, ..TalkView::default() },
        )))
    }

    fn about_comment(&mut self, kind: TalkKind, id: i64) -> Result<Option<(SiteView, TalkView)>> {
        self.rests_on(comments::store::fact_of_one(id));
        let Some(comment) = comments::reader::one(self.sql, id)? else { return Ok(None) };
        let Some(shown) = self.live(comment.article)? else { return Ok(None) };
        let (site_view, site) = self.site()?;
        let locale = self.words_of(&site_view, &shown.language)?;
        let open = self.window(&shown, &site).open;
        if kind == TalkKind::Reply && !open {
            return Ok(None);
        }
        let view = TalkView {
            kind,
            see: Some(place_href(&shown.path, comment.place())),
            form: (kind == TalkKind::Reply).then(|| self.form(shown.id, Some(id), &site)),
            report: (kind == TalkKind::Report).then(|| self.report(id, &Typed::default(), &locale)),
            about: matches!(kind, TalkKind::Reply | TalkKind::Report).then(|| comment_view(comment, &locale)),
            language: shown.language,
            article: Some(LinkView::new(shown.headline, shown.path)),
            error: None,
        };
        Ok(Some((site_view, view)))
    }

    fn words_of(&self, site: &SiteView, language: &str) -> Result<Locale> {
        self.renderer.locale(site, language).map_err(|e| Error::Internal(e.to_string()))
    }

    fn report(&self, comment: i64, typed: &Typed, locale: &Locale) -> ReportView {
        let reason = |c: Complaint| ReasonView {
            value: c.as_str().to_owned(),
            text: locale.text(&format!("report_{}", c.as_str())).to_owned(),
            chosen: typed.reason == c.as_str(),
        };
        ReportView {
            comment,
            token: self.composer.secret.sign(&format!("comment/{comment}"), (self.composer.clock)()),
            reasons: Complaint::ALL.map(reason).to_vec(),
            text: typed.text.clone(),
            errors: Vec::new(),
        }
    }

    fn refused(&mut self, refused: &Refused) -> Result<Page> {
        let Refused { typed, troubles, .. } = refused;
        let (site_view, site) = self.site()?;
        let comment = match refused.reports.or(typed.parent) {
            Some(id) => comments::reader::one(self.sql, id)?,
            None => None,
        };
        let number = match (refused.reports, &comment) {
            (Some(_), comment) => comment.as_ref().map_or(0, |c| c.article),
            (None, _) => typed.article,
        };
        let shown = self.live(number)?;
        let language = shown.as_ref().map_or_else(|| site_view.language.clone(), |s| s.language.clone());
        let locale = self.words_of(&site_view, &language)?;
        let errors: Vec<ErrorView> = troubles.iter().map(|t| said(*t, refused.reports, &locale)).collect();
        // Whoever was too quick keeps the form's age; anything else gets a fresh one.
        let early = troubles.contains(&Trouble::Early);
        let comment = comment.filter(|c| c.article == number);
        let (form, report) = match refused.reports {
            Some(id) => (None, Some(ReportView { errors, ..self.report(id, typed, &locale) })),
            None => (Some(self.typed_form(typed, comment.as_ref().map(|c| c.id), errors, &site)), None),
        };
        let view = TalkView {
            kind: TalkKind::Refused,
            error: None,
            language,
            see: None,
            about: comment.map(|c| comment_view(c, &locale)),
            article: shown.map(|s| LinkView::new(s.headline, s.path)),
            form: form.map(|form| if early { FormView { token: typed.token.clone(), ..form } } else { form }),
            report: report.map(|report| {
                if early { ReportView { token: typed.token.clone(), ..report } } else { report }
            }),
        };
        self.talk_page(refused.status, &site_view, &view)
    }

    fn typed_form(
        &self,
        typed: &Typed,
        parent: Option<i64>,
        errors: Vec<ErrorView>,
        site: &Site,
    ) -> FormView {
        FormView {
            name: typed.name.clone(),
            email: typed.email.clone(),
            text: typed.text.clone(),
            errors,
            ..self.form(typed.article, parent, site)
        }
    }
}

/// What is wrong, and what to do, in the reader's words.
fn said(trouble: Trouble, reports: Option<i64>, l: &Locale) -> ErrorView {
    let characters = |n: usize| l.count("characters", n as u64);
    let long = |key, n, most| l.say(key, &[("n", &characters(n)), ("most", &characters(most))]);
    let most = if reports.is_some() { DETAILS } else { TEXT };
    let text = match trouble {
        Trouble::Field(_, Fault::NoName) => l.text("wrong_name").to_owned(),
        Trouble::Field(_, Fault::LongName(n)) => long("wrong_name_long", n, NAME),
        Trouble::Field(_, Fault::BadEmail) => l.text("wrong_email").to_owned(),
        Trouble::Field(_, Fault::NoText) => l.text("wrong_text").to_owned(),
        Trouble::Field(_, Fault::LongText(n)) => long("wrong_text_long", n, most),
        Trouble::Field(_, Fault::NoReason) => l.text("wrong_reason").to_owned(),
        Trouble::Trap => l.text("wrong_trap").to_owned(),
        Trouble::Early => l.text("wrong_early").to_owned(),
        Trouble::Stale => l.text("wrong_stale").to_owned(),
        Trouble::Elsewhere => l.text("wrong_elsewhere").to_owned(),
        Trouble::Often(seconds) => {
            let minutes = l.count("minutes", seconds.div_ceil(60).max(1));
            l.say("wrong_often", &[("minutes", &minutes)])
        }
        Trouble::Closed => l.text("comments_closed").to_owned(),
        Trouble::Repeat => l.text("wrong_repeat").to_owned(),
        Trouble::Gone => l.text("wrong_gone").to_owned(),
    };
    let field = match trouble {
        Trouble::Field(Field::Name, _) => "name",
        Trouble::Field(Field::Email, _) => "email",
        Trouble::Field(Field::Text, _) => "text",
        Trouble::Field(Field::Reason, _) => "reason",
        _ => "",
    };
    ErrorView { field: field.to_owned(), text }
}
