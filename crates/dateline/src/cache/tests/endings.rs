//! How compositions end: once for all, broken off, with an error, in a panic.

use super::support::{Gate, Trouble, answer_of, ask, assert_idle, browser, cache, held, joined, page};
use crate::cache::{Page, PageKey};

#[tokio::test]
async fn a_thousand_requests_for_a_cold_page_compose_it_once() {
    let (cache, gate) = (cache(), Gate::new());
    let requests: Vec<_> = (0..1000).map(|_| gate.ask(&cache, "/", page("front", &["list/front"]))).collect();
    joined(&cache, 999).await;
    gate.open();
    for request in requests {
        assert_eq!(answer_of(request).await, "front");
    }
    let stats = cache.stats();
    assert_eq!((stats.misses, stats.joins, stats.composing), (1, 999, 0));
    assert_eq!(held(&cache, "/").as_deref(), Some("front"));
    assert_eq!(cache.stats().hits, 1);
    assert_idle(&cache);
}

#[tokio::test]
async fn who_hangs_up_takes_nobody_along() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask(&cache, "/ferry", page("timetable", &["article/7"]));
    gate.reached(1).await;
    let joiner = gate.ask(&cache, "/ferry", page("not composed", &[]));
    joined(&cache, 1).await;
    leader.abort();
    assert!(leader.await.is_err_and(|error| error.is_cancelled()));
    gate.open();
    assert_eq!(answer_of(joiner).await, "timetable");
    assert_eq!(held(&cache, "/ferry").as_deref(), Some("timetable"));
    assert_idle(&cache);
}

#[tokio::test]
async fn an_error_goes_to_all_who_waited_and_is_not_kept() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask_with(&cache, "/ferry", async { Err(Trouble("database is busy".to_owned())) });
    gate.reached(1).await;
    let joiner = gate.ask(&cache, "/ferry", page("not composed", &[]));
    joined(&cache, 1).await;
    gate.open();
    assert_eq!(answer_of(leader).await, "trouble: database is busy");
    assert_eq!(answer_of(joiner).await, "trouble: database is busy");
    assert_eq!((cache.stats().failures, cache.stats().pages), (1, 0));
    assert_idle(&cache);
    assert_eq!(ask(&cache, "/ferry", page("timetable", &[])).await, "timetable");
}

#[tokio::test]
async fn a_panic_is_an_error_for_all_who_waited_and_the_next_composes_again() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask_with(&cache, "/ferry", async { panic!("on purpose, in a test") });
    gate.reached(1).await;
    let joiner = gate.ask(&cache, "/ferry", page("not composed", &[]));
    joined(&cache, 1).await;
    gate.open();
    let broken = "trouble: the page could not be composed: its composition was broken off";
    assert_eq!(answer_of(leader).await, broken);
    assert_eq!(answer_of(joiner).await, broken);
    assert_eq!(cache.stats().failures, 1);
    assert_idle(&cache);
    assert_eq!(ask(&cache, "/ferry", page("timetable", &[])).await, "timetable");
}

#[tokio::test]
async fn a_panic_before_the_first_await_leaves_nothing_behind() {
    let cache = cache();
    let handle = cache.clone();
    let request = tokio::spawn(async move {
        let compose = || -> std::future::Ready<Result<Page, Trouble>> { panic!("on purpose, in a test") };
        handle.get_or_compose(&PageKey::new("/ferry"), browser(), compose).await.is_ok()
    });
    assert!(request.await.is_err_and(|error| error.is_panic()));
    assert_idle(&cache);
    assert_eq!(ask(&cache, "/ferry", page("timetable", &[])).await, "timetable");
}

#[test]
fn a_runtime_that_stops_leaves_no_composition_behind() {
    let (cache, gate) = (cache(), Gate::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    if let Ok(runtime) = runtime {
        runtime.block_on(async {
            gate.ask(&cache, "/ferry", page("timetable", &[]));
            gate.reached(1).await;
            assert_eq!(cache.stats().composing, 1);
        });
    }
    assert_idle(&cache);
}

#[tokio::test]
async fn what_is_not_to_be_kept_still_answers_all_who_waited() {
    let (cache, gate) = (cache(), Gate::new());
    let mut results = page("three results", &[]);
    results.keep = false;
    let leader = gate.ask(&cache, "/search?q=ferry", results);
    gate.reached(1).await;
    let joiner = gate.ask(&cache, "/search?q=ferry", page("not composed", &[]));
    joined(&cache, 1).await;
    gate.open();
    assert_eq!(answer_of(leader).await, "three results");
    assert_eq!(answer_of(joiner).await, "three results");
    assert_eq!(held(&cache, "/search?q=ferry"), None);
}

#[tokio::test]
async fn the_thread_for_better_codings_ends_with_the_last_handle() {
    let cache = cache();
    let inner = std::sync::Arc::downgrade(&cache.inner);
    ask(&cache, "/", page("front", &[])).await;
    drop(cache);
    super::support::until(|| inner.upgrade().is_none()).await;
}
