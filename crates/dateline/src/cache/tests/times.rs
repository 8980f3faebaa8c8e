//! Pages that are right only for a while. Each test has a clock of its own.

use std::sync::atomic::{AtomicI64, Ordering};

use super::support::{Gate, Pages, answer_of, ask, assert_idle, held, joined, page};
use crate::cache::{Cache, Page};

fn until(moment: i64, text: &str) -> Page {
    Page { valid_until: Some(moment), ..page(text, &["news sitemap"]) }
}

#[tokio::test]
async fn a_page_is_served_before_its_last_moment_and_not_at_it() {
    static NOW: AtomicI64 = AtomicI64::new(100);
    let cache: Pages = Cache::new(1 << 20, || NOW.load(Ordering::SeqCst));
    ask(&cache, "/news.xml", until(200, "two days' news")).await;
    NOW.store(199, Ordering::SeqCst);
    assert_eq!(held(&cache, "/news.xml").as_deref(), Some("two days' news"));
    NOW.store(200, Ordering::SeqCst);
    assert_eq!(held(&cache, "/news.xml"), None);
    assert_eq!(ask(&cache, "/news.xml", until(300, "later news")).await, "later news");
    assert_eq!(held(&cache, "/news.xml").as_deref(), Some("later news"));
    assert_eq!(cache.stats().pages, 1, "the newer page stands in for the older one");
    assert_eq!(cache.inner.state().ledger().indexed(), 1);
}

#[tokio::test]
async fn a_composition_that_outlasts_its_page_answers_who_asked_in_time_and_is_not_kept() {
    static NOW: AtomicI64 = AtomicI64::new(100);
    let cache: Pages = Cache::new(1 << 20, || NOW.load(Ordering::SeqCst));
    let gate = Gate::new();
    let leader = gate.ask(&cache, "/news.xml", until(200, "early"));
    gate.reached(1).await;
    let in_time = gate.ask(&cache, "/news.xml", until(200, "not composed"));
    joined(&cache, 1).await;
    NOW.store(200, Ordering::SeqCst);
    let late = gate.ask(&cache, "/news.xml", until(300, "late"));
    joined(&cache, 2).await;
    gate.open();
    assert_eq!(answer_of(leader).await, "early");
    assert_eq!(answer_of(in_time).await, "early");
    gate.reached(2).await;
    gate.open();
    assert_eq!(answer_of(late).await, "late");
    assert_eq!(held(&cache, "/news.xml").as_deref(), Some("late"));
    assert_idle(&cache);
}

#[tokio::test]
async fn a_page_that_is_over_when_it_is_made_answers_and_nobody_goes_round_for_ever() {
    let cache: Pages = Cache::new(1 << 20, || 500);
    let gate = Gate::new();
    let leader = gate.ask(&cache, "/news.xml", until(200, "one"));
    gate.reached(1).await;
    let first = gate.ask(&cache, "/news.xml", until(200, "two"));
    let second = gate.ask(&cache, "/news.xml", until(200, "two"));
    joined(&cache, 2).await;
    gate.open();
    assert_eq!(answer_of(leader).await, "one");
    gate.reached(2).await;
    gate.open();
    assert_eq!(answer_of(first).await, "two");
    assert_eq!(answer_of(second).await, "two");
    assert_eq!((gate.composed(), cache.stats().pages), (2, 0));
}
