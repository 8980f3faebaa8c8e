//! Readers who are slow on purpose hold nobody up, and are not held.

use super::common::{TestApp, kept::Kept};
use std::time::Duration;

/// A head must come within a second.
fn app() -> TestApp {
    TestApp::set(&[("idle_seconds", "5")])
}

#[test]
fn a_request_that_comes_letter_by_letter_is_cut() {
    let app = app();
    let mut slow = Kept::open(app.address);
    slow.send("GET /health HTTP/1.1\r\nHost: x\r\nX-");
    let mut letters = 0;
    while slow.send("a") {
        letters += 1;
        assert!(letters < 200, "it is still listened to");
        std::thread::sleep(Duration::from_millis(50));
        app.status("/health", 200);
    }
}

#[test]
fn who_says_nothing_is_cut_and_who_has_asked_is_waited_for() {
    let app = app();
    let mut silent = Kept::open(app.address);
    let mut asked = Kept::open(app.address);
    assert_eq!(asked.get("/health").status, 200);
    assert!(silent.is_closed());
    // More time than a head may take has gone by.
    assert_eq!(asked.get("/health").status, 200);
    assert!(asked.is_closed());
}
