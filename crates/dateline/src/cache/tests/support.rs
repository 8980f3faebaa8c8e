//! A cache, pages, and compositions that wait until the test lets them go on.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::StatusCode;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::cache::{Abandoned, AcceptEncoding, Answer, Cache, Encoding, Page, PageKey};
use crate::changes::Fact;

/// A composition's error.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trouble(pub String);

impl From<Abandoned> for Trouble {
    fn from(abandoned: Abandoned) -> Self {
        Trouble(abandoned.to_string())
    }
}

pub(super) type Pages = Cache<Trouble>;

/// A cache with room enough, in which time stands still.
pub(super) fn cache() -> Pages {
    Cache::new(16 << 20, || 0)
}

pub(super) fn facts(names: &[&str]) -> Vec<Fact> {
    names.iter().map(|name| Fact::new(*name)).collect()
}

/// A short page: it is held in no coding, so that its text can be read.
pub(super) fn page(text: &str, rests_on: &[&str]) -> Page {
    Page::html(StatusCode::OK, text.to_owned()).made_from(facts(rests_on))
}

pub(super) fn missing(text: &str, rests_on: &[&str]) -> Page {
    Page::html(StatusCode::NOT_FOUND, text.to_owned()).made_from(facts(rests_on))
}

/// What a browser of today sends.
pub(super) fn browser() -> AcceptEncoding {
    AcceptEncoding::parse("gzip, deflate, br, zstd")
}

/// Asks, with a composition that is ready at once.
pub(super) async fn ask(cache: &Pages, key: &str, page: Page) -> String {
    text(&cache.get_or_compose(&PageKey::new(key), browser(), || async { Ok(page) }).await)
}

/// What is held under a key, in its own words.
pub(super) fn held(cache: &Pages, key: &str) -> Option<String> {
    cache.get(&PageKey::new(key), browser()).map(|answer| text(&Ok(answer)))
}

/// An answer as a text that a test can compare.
pub(super) fn text(answer: &Result<Answer, Arc<Trouble>>) -> String {
    match answer {
        Ok(answer) if answer.encoding() == Encoding::Identity => {
            String::from_utf8_lossy(&answer.body()).into_owned()
        }
        Ok(answer) => format!("{} bytes of {:?}", answer.body().len(), answer.encoding()),
        Err(trouble) => format!("trouble: {}", trouble.0),
    }
}

/// A composition that has read, and ends when it is told to.
pub(super) struct Gate {
    pub composed: AtomicUsize,
    go: Semaphore,
}

impl Gate {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Gate { composed: AtomicUsize::new(0), go: Semaphore::new(0) })
    }

    /// Lets one composition end.
    pub(super) fn open(&self) {
        self.go.add_permits(1);
    }

    pub(super) fn composed(&self) -> usize {
        self.composed.load(Ordering::SeqCst)
    }

    /// Asks in a task, with a composition that has read `page` and waits at the gate.
    pub(super) fn ask(self: &Arc<Self>, cache: &Pages, key: &'static str, page: Page) -> JoinHandle<String> {
        self.ask_with(cache, key, async move { Ok(page) })
    }

    /// The same, with whatever follows the waiting.
    pub(super) fn ask_with<Fut>(
        self: &Arc<Self>,
        cache: &Pages,
        key: &'static str,
        then: Fut,
    ) -> JoinHandle<String>
    where
        Fut: Future<Output = Result<Page, Trouble>> + Send + 'static,
    {
        let (cache, gate) = (cache.clone(), Arc::clone(self));
        tokio::spawn(async move {
            let compose = || async move {
                gate.composed.fetch_add(1, Ordering::SeqCst);
                if let Ok(permit) = gate.go.acquire().await {
                    permit.forget();
                }
                then.await
            };
            text(&cache.get_or_compose(&PageKey::new(key), browser(), compose).await)
        })
    }

    /// Waits until so many compositions have read.
    pub(super) async fn reached(self: &Arc<Self>, compositions: usize) {
        until(|| self.composed() == compositions).await;
    }
}

/// Waits until so many requests wait for a composition of somebody else's.
pub(super) async fn joined(cache: &Pages, requests: u64) {
    until(|| cache.stats().joins == requests).await;
}

/// Lets other tasks run until it is so. The time is only for a test that would hang otherwise.
pub(super) async fn until(mut so: impl FnMut() -> bool) {
    let waiting = async {
        while !so() {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), waiting).await;
    assert!(waited.is_ok(), "what the test waits for did not come");
}

/// A task's result.
pub(super) async fn answer_of(task: JoinHandle<String>) -> String {
    match tokio::time::timeout(Duration::from_secs(20), task).await {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => format!("the request broke off: {error}"),
        Err(_) => "the request hangs".to_owned(),
    }
}

/// That no composition is on any list any more, and no eviction remembered for one.
pub(super) fn assert_idle(cache: &Pages) {
    assert!(cache.inner.state().is_idle(), "something of a composition was left behind");
}
