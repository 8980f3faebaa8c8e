//! Changes that come while a page is composed.

use super::support::{Gate, answer_of, ask, assert_idle, cache, facts, held, joined, missing, page};

#[tokio::test]
async fn a_change_between_the_reading_and_the_keeping_leaves_nothing_kept() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask(&cache, "/ferry", page("old timetable", &["article/7"]));
    gate.reached(1).await;
    cache.evict(&facts(&["article/7"]));
    gate.open();
    assert_eq!(answer_of(leader).await, "old timetable", "it asked before the change");
    assert_eq!(held(&cache, "/ferry"), None);
    assert_eq!(cache.stats().spoiled, 1);
    assert_eq!(ask(&cache, "/ferry", page("new timetable", &["article/7"])).await, "new timetable");
    assert_eq!(held(&cache, "/ferry").as_deref(), Some("new timetable"));
    assert_idle(&cache);
}

#[tokio::test]
async fn who_joined_before_the_change_gets_the_older_page() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask(&cache, "/ferry", page("old", &["article/7"]));
    gate.reached(1).await;
    let joiner = gate.ask(&cache, "/ferry", page("not composed", &[]));
    joined(&cache, 1).await;
    cache.evict(&facts(&["article/7"]));
    gate.open();
    assert_eq!(answer_of(leader).await, "old");
    assert_eq!(answer_of(joiner).await, "old");
    assert_eq!(gate.composed(), 1);
    assert_eq!(held(&cache, "/ferry"), None);
}

#[tokio::test]
async fn who_joined_after_the_change_gets_a_new_page_and_it_is_composed_once_for_all_of_them() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask(&cache, "/ferry", page("old", &["article/7"]));
    gate.reached(1).await;
    cache.evict(&facts(&["article/7"]));
    let late: Vec<_> = (0..20).map(|_| gate.ask(&cache, "/ferry", page("new", &["article/7"]))).collect();
    joined(&cache, 20).await;
    gate.open();
    assert_eq!(answer_of(leader).await, "old");
    gate.reached(2).await;
    gate.open();
    for joiner in late {
        assert_eq!(answer_of(joiner).await, "new");
    }
    assert_eq!(gate.composed(), 2);
    assert_eq!(held(&cache, "/ferry").as_deref(), Some("new"));
    assert_idle(&cache);
}

#[tokio::test]
async fn a_change_of_something_else_costs_nothing() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask(&cache, "/ferry", page("timetable", &["article/7", "section/2"]));
    gate.reached(1).await;
    cache.evict(&facts(&["article/8", "section/3"]));
    let joiner = gate.ask(&cache, "/ferry", page("not composed", &[]));
    joined(&cache, 1).await;
    gate.open();
    assert_eq!(answer_of(leader).await, "timetable");
    assert_eq!(answer_of(joiner).await, "timetable");
    assert_eq!(held(&cache, "/ferry").as_deref(), Some("timetable"));
    cache.evict(&facts(&["section/2"]));
    assert_eq!(held(&cache, "/ferry"), None, "every fact it was made from evicts it");
}

#[tokio::test]
async fn a_page_that_was_not_found_is_evicted_when_its_path_appears() {
    let cache = cache();
    ask(&cache, "/regatta", missing("no such page", &["path/regatta"])).await;
    assert_eq!(held(&cache, "/regatta").as_deref(), Some("no such page"));
    cache.evict(&facts(&["path/regatta"]));
    assert_eq!(ask(&cache, "/regatta", page("regatta", &["path/regatta"])).await, "regatta");
}

#[tokio::test]
async fn a_path_that_appears_while_its_absence_is_composed_is_not_kept_as_absent() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask(&cache, "/regatta", missing("no such page", &["path/regatta"]));
    gate.reached(1).await;
    cache.evict(&facts(&["path/regatta"]));
    let late = gate.ask(&cache, "/regatta", page("regatta", &["path/regatta"]));
    joined(&cache, 1).await;
    gate.open();
    gate.open();
    assert_eq!(answer_of(leader).await, "no such page");
    assert_eq!(answer_of(late).await, "regatta");
}

#[tokio::test]
async fn an_eviction_of_everything_hits_what_is_held_and_what_is_being_composed() {
    let (cache, gate) = (cache(), Gate::new());
    ask(&cache, "/", page("front", &["list/front"])).await;
    let leader = gate.ask(&cache, "/ferry", page("old", &[]));
    gate.reached(1).await;
    cache.evict_all();
    let late = gate.ask(&cache, "/ferry", page("new", &[]));
    joined(&cache, 1).await;
    gate.open();
    gate.open();
    assert_eq!(answer_of(leader).await, "old");
    assert_eq!(answer_of(late).await, "new");
    assert_eq!(held(&cache, "/"), None);
    assert_eq!(cache.stats().evicted, 1);
}

#[tokio::test]
async fn a_composition_older_than_what_is_remembered_of_evictions_is_not_kept() {
    let (cache, gate) = (cache(), Gate::new());
    let leader = gate.ask(&cache, "/ferry", page("perhaps old", &["article/7"]));
    gate.reached(1).await;
    cache.evict(&facts(&["article/7"]));
    let import: Vec<String> = (0..1000).map(|number| format!("import/{number}")).collect();
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    for _ in 0..70 {
        cache.evict(&facts(&import));
    }
    gate.open();
    assert_eq!(answer_of(leader).await, "perhaps old");
    assert_eq!(held(&cache, "/ferry"), None);
    assert_idle(&cache);
}

#[tokio::test]
async fn a_long_composition_does_not_hide_an_eviction_from_a_shorter_one() {
    let (cache, long, short) = (cache(), Gate::new(), Gate::new());
    let first = long.ask(&cache, "/archive", page("archive", &["list/all"]));
    long.reached(1).await;
    cache.evict(&facts(&["article/1"]));
    let second = short.ask(&cache, "/ferry", page("old", &["article/7"]));
    short.reached(1).await;
    cache.evict(&facts(&["article/7"]));
    long.open();
    assert_eq!(answer_of(first).await, "archive");
    short.open();
    assert_eq!(answer_of(second).await, "old");
    assert_eq!(held(&cache, "/archive").as_deref(), Some("archive"));
    assert_eq!(held(&cache, "/ferry"), None);
}
