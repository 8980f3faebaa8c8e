//! The budget, and who has to go when it is spent.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::StatusCode;

use super::support::{Pages, ask, browser, cache, facts, held, missing, page};
use crate::cache::pack::pack;
use crate::cache::sieve::{Held, Sieve};
use crate::cache::{Cache, Page, PageKey};

/// A page that cannot be compressed, of so many bytes.
fn heavy(bytes: usize, rests_on: &[&str]) -> Page {
    let picture = http::HeaderValue::from_static("image/png");
    Page::new(StatusCode::OK, picture, vec![7_u8; bytes]).made_from(facts(rests_on))
}

async fn fill(cache: &Pages, pages: std::ops::Range<usize>, make: impl Fn(usize) -> Page) {
    for number in pages {
        ask(cache, &format!("/{number}"), make(number)).await;
    }
}

#[tokio::test]
async fn the_budget_is_never_exceeded_and_the_index_holds_only_what_is_held() {
    let budget = 100_000;
    let cache: Pages = Cache::new(budget, || 0);
    for number in 0..300 {
        let own = format!("article/{number}");
        ask(&cache, &format!("/{number}"), heavy(1000 + number * 7 % 5000, &[&own, "settings"])).await;
        let stats = cache.stats();
        assert!(stats.bytes <= budget as u64, "{stats:?}");
        assert_eq!(cache.inner.state().ledger().indexed() as u64, 2 * stats.pages);
    }
    let stats = cache.stats();
    assert!(stats.pages > 10 && stats.dropped > 200, "{stats:?}");
    cache.evict(&facts(&["settings"]));
    let stats = cache.stats();
    assert_eq!((stats.pages, stats.bytes, cache.inner.state().ledger().indexed()), (0, 0, 0));
}

#[tokio::test]
async fn a_page_larger_than_an_eighth_of_the_budget_is_answered_and_not_kept() {
    let cache: Pages = Cache::new(80_000, || 0);
    ask(&cache, "/large", heavy(10_000, &[])).await;
    assert_eq!(held(&cache, "/large"), None);
    ask(&cache, "/less", heavy(8_000, &[])).await;
    assert!(held(&cache, "/less").is_some());
    assert_eq!(cache.stats().too_large, 1);
}

#[tokio::test]
async fn pages_that_are_read_outlast_a_walk_through_the_archive() {
    let cache: Pages = Cache::new(100_000, || 0);
    fill(&cache, 0..5, |_| heavy(2000, &[])).await;
    for number in 5..500 {
        ask(&cache, &format!("/{number}"), heavy(2000, &[])).await;
        for hot in 0..5 {
            assert!(held(&cache, &format!("/{hot}")).is_some(), "page {hot} went when {number} came");
        }
    }
    assert!(held(&cache, "/5").is_none());
}

#[tokio::test]
async fn a_flood_of_addresses_that_do_not_exist_drops_no_page() {
    let budget = 100_000;
    let cache: Pages = Cache::new(budget, || 0);
    fill(&cache, 0..10, |_| heavy(2000, &[])).await;
    for number in 0..2000 {
        let key = format!("/wp-login-{number}.php");
        // Asked twice: even the ones that look popular stay among themselves.
        ask(&cache, &key, missing(&"not here ".repeat(20), &[&key])).await;
        held(&cache, &key);
    }
    for number in 0..10 {
        assert!(held(&cache, &format!("/{number}")).is_some(), "page {number} was washed out");
    }
    let stats = cache.stats();
    assert!(stats.pages > 12, "some answers of the flood are kept: {stats:?}");
    assert!(stats.bytes < 10 * 3000 + budget as u64 / 8, "{stats:?}");
}

#[tokio::test]
async fn a_budget_of_nothing_keeps_nothing_and_serves_all_the_same() {
    let cache: Pages = Cache::new(0, || 0);
    assert_eq!(ask(&cache, "/", page("front", &["list/front"])).await, "front");
    assert_eq!(ask(&cache, "/", page("front again", &["list/front"])).await, "front again");
    assert_eq!(cache.stats().bytes, 0);
}

#[tokio::test]
async fn the_same_text_under_another_key_is_another_page() {
    let cache = cache();
    ask(&cache, "/en/", page("English", &[])).await;
    ask(&cache, "/fa/", page("Persian", &[])).await;
    assert_eq!(held(&cache, "/en/").as_deref(), Some("English"));
    assert_eq!(held(&cache, "/fa/").as_deref(), Some("Persian"));
    assert!(cache.get(&PageKey::new("/de/"), browser()).is_none());
}

#[test]
fn the_hand_goes_on_from_where_it_was_and_spares_what_was_visited() {
    let mut sieve = Sieve::default();
    let mut commons = Vec::new();
    for id in 1..=4 {
        let packed = pack(page("short", &[]), id, PageKey::new("/").shared(), browser());
        let common = Arc::clone(&packed.kept.common);
        commons.push(Arc::clone(&common));
        sieve.insert(Held { common, facts: packed.facts, weight: 10 });
    }
    let visit = |id: usize| commons[id - 1].visited.store(true, Ordering::Relaxed);
    let drop_next = |sieve: &mut Sieve| {
        let victim = sieve.victim();
        victim.and_then(|victim| sieve.remove(victim)).map(|held| held.common.id)
    };
    visit(1);
    assert_eq!(drop_next(&mut sieve), Some(2), "1 is spared");
    visit(3);
    assert_eq!(drop_next(&mut sieve), Some(4), "the hand does not go back to 1, and spares 3");
    visit(1);
    visit(3);
    assert_eq!(drop_next(&mut sieve), Some(1), "all were visited: after one round the first goes");
    assert_eq!((sieve.len(), sieve.weight()), (1, 10));
    assert_eq!(drop_next(&mut sieve), Some(3));
    assert_eq!(drop_next(&mut sieve), None);
    assert_eq!(sieve.weight(), 0);
}

#[tokio::test]
async fn a_change_that_takes_most_pages_leaves_the_others_and_their_facts() {
    let cache = cache();
    for number in 0..40 {
        let kind = if number % 10 == 0 { "robots" } else { "settings" };
        ask(&cache, &format!("/{number}"), page("text", &[kind, &format!("article/{number}")])).await;
    }
    cache.evict(&facts(&["settings"]));
    assert_eq!((cache.stats().pages, cache.stats().evicted), (4, 36));
    assert_eq!(cache.inner.state().ledger().indexed(), 8);
    cache.evict(&facts(&["article/10"]));
    assert_eq!((cache.stats().pages, held(&cache, "/10")), (3, None));
    assert!(held(&cache, "/20").is_some());
}
