//! The page that answers a question. The index gives numbers; everything that is shown is read from published rows here, in one
//! snapshot, so that an index that lags shows nothing that was withdrawn. No such page is kept.

mod ask;
mod narrow;
mod results;
mod spelt;

pub use ask::SearchAsk;
pub use results::Suggestion;

use super::{Composer, Work, pieces::cache_control, tints};
use crate::{
    cache::Page,
    db::Sql,
    error::{Error, Result},
    pages::{
        script,
        view::{LinkView, SearchView},
    },
};
use ask::{ON_A_PAGE, PAGES};
use http::{HeaderValue, StatusCode, header};
use search::{Filters, Found, Index, Order, Question, Window};
use spelt::Spelt;

/// What became of a search.
#[derive(Debug)]
pub enum Answered {
    /// Nothing was asked, or not so that it could be understood.
    Not,
    /// There is no index yet.
    Preparing,
    /// It was asked.
    With(Box<Found>),
}

impl SearchAsk {
    /// The question.
    pub fn question(&self) -> Question {
        Question::parse(&self.q)
    }

    /// In which order, at this moment (UTC microseconds).
    pub fn order(&self, now: i64) -> Order {
        if self.newest { Order::Newest } else { Order::Fit(now) }
    }

    /// Which part of the answer.
    pub fn window(&self) -> Window {
        Window { skip: (self.page - 1) * ON_A_PAGE, take: ON_A_PAGE }
    }
}

impl Composer {
    /// The filters that a search asks for, in numbers. What cannot be understood is noted in the ask.
    ///
    /// # Errors
    /// If the database fails.
    pub fn narrowed(&self, sql: &mut Sql<'_>, ask: &mut SearchAsk, index: Option<&Index>) -> Result<Filters> {
        narrow::filters(sql, ask, index)
    }

    /// The page of a search.
    ///
    /// # Errors
    /// If the database or a template fails.
    pub fn search(
        &self,
        sql: &mut Sql<'_>,
        ask: &SearchAsk,
        answered: Answered,
        languages: &[String],
    ) -> Result<Page> {
        let mut work = self.work(sql);
        let mut page = work.search(ask, answered, languages)?;
        let tinted = if work.tints.is_empty() { None } else { tints::put(&mut page, &work.tints) };
        page.keep = false;
        page.headers.push(cache_control("no-store"));
        let policy =
            format!("{}; {}", work.renderer.policy(tinted.as_deref(), &[]), script::policy(&self.base_url));
        if let Ok(policy) = HeaderValue::try_from(policy) {
            page.headers.push((header::CONTENT_SECURITY_POLICY, policy));
        }
        Ok(page)
    }
}

impl Work<'_, '_> {
    fn search(&mut self, ask: &SearchAsk, answered: Answered, languages: &[String]) -> Result<Page> {
        let (site_view, site) = self.site()?;
        let question = ask.question();
        let mut view = SearchView {
            language: site.language.to_string(),
            q: ask.q.clone(),
            asked: !question.is_empty() || ask.narrows(),
            filters: self.filters(ask, languages)?,
            wrong: ask.wrong.clone(),
            preparing: matches!(answered, Answered::Preparing),
            cut: question.cut,
            number: ask.page as u64,
            script: script::address().to_owned(),
            integrity: script::integrity().to_owned(),
            ..SearchView::default()
        };
        let mut status = match answered {
            Answered::Preparing => StatusCode::SERVICE_UNAVAILABLE,
            _ if !ask.wrong.is_empty() => StatusCode::BAD_REQUEST,
            _ => StatusCode::OK,
        };
        if let Answered::With(found) = answered {
            let asked = found.instead.as_deref().map_or(question, Question::parse);
            let mut spelt = Spelt::of(found.instead.iter().chain(&found.perhaps), site.language.as_str());
            view.items = self.results(&found.hits, &asked, &mut spelt, &site)?;
            let pages = found.total.div_ceil(ON_A_PAGE as u64);
            (view.total, view.pages, view.more) =
                (found.total, pages.min(PAGES as u64), pages > PAGES as u64);
            let q = found.instead.as_deref().unwrap_or(&ask.q);
            view.perhaps = found.perhaps.as_ref().map(|q| {
                let q = spelt.write(q);
                LinkView::new(&q, ask.address(&q, 1))
            });
            view.newer =
                (ask.page > 1).then(|| ask.address(q, (ask.page - 1).min(view.pages.max(1) as usize)));
            view.older = (view.number < view.pages).then(|| ask.address(q, ask.page + 1));
            view.some = found.some;
            view.instead = found.instead.as_deref().map(|q| spelt.write(q));
            if view.number > 1 && view.number > view.pages {
                status = StatusCode::NOT_FOUND;
            }
        }
        let html = self.renderer.search(&site_view, &view).map_err(|e| Error::Internal(e.to_string()))?;
        let mut page = Page::html(status, html);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            page.headers.push((header::RETRY_AFTER, HeaderValue::from_static("10")));
        }
        Ok(page)
    }
}
