//! Work that is promised in an action and done after it.

use crate::common::{TestApp, on_each, on_postgres, soon};
use dateline::jobs::{
    model::{Lane, Outcome, Taken, Work},
    store,
};

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Errand {
    to: String,
}

impl Work for Errand {
    const KIND: &'static str = "errand";
}

/// Far beyond what the server's own runner takes meanwhile.
const LATER: i64 = 3_600_000_000;

fn queue(app: &TestApp, to: &'static str, once: Option<&'static str>) {
    app.act(move |tx| store::queue(tx, &Errand { to: to.into() }, once, LATER)).unwrap();
}

/// Takes what is due `after` microseconds from now.
fn take(app: &TestApp, after: i64) -> Vec<Taken> {
    app.act(move |tx| {
        tx.now += after;
        store::take(tx, Lane::Quick, 10)
    })
    .unwrap()
}

fn settle(app: &TestApp, job: &Taken, outcome: Outcome) {
    let job = job.clone();
    app.act(move |tx| store::settle(tx, &job, &outcome)).unwrap();
}

fn listed(app: &TestApp) -> Vec<store::Listed> {
    app.app.db.read(|sql| store::list(sql, 10)).wait().unwrap()
}

#[test]
fn a_job_is_taken_by_one_and_comes_back_if_nobody_says_what_became_of_it() {
    on_each(|app| {
        queue(&app, "the ferry", None);
        assert!(take(&app, 0).is_empty(), "it is not due");
        let taken = take(&app, LATER + 1);
        assert_eq!(taken[0].work::<Errand>().unwrap(), Errand { to: "the ferry".into() });
        assert!(take(&app, LATER + 2).is_empty(), "somebody does it");
        let again = take(&app, LATER + 2 + Lane::Quick.lease());
        assert_eq!((again[0].id, again[0].tries), (taken[0].id, 2), "its server died");
        settle(&app, &again[0], Outcome::Done);
        assert!(!app.dump(&[]).iter().any(|row| row.contains("the ferry")), "what it held is gone with it");
    });
}

#[test]
fn of_one_name_one_job_waits() {
    on_each(|app| {
        queue(&app, "first", Some("gather"));
        queue(&app, "second", Some("gather"));
        queue(&app, "another", Some("other"));
        assert_eq!(listed(&app).len(), 2);
        let taken = take(&app, LATER + 1);
        assert_eq!(taken.len(), 2);
        // What happens while it is being done needs a job of its own.
        queue(&app, "third", Some("gather"));
        assert_eq!(listed(&app).len(), 3);
    });
}

#[test]
fn what_fails_is_tried_later_and_later_then_kept_and_can_be_retried() {
    on_each(|app| {
        queue(&app, "the lock", None);
        let mut job = take(&app, LATER + 1).remove(0);
        settle(&app, &job, Outcome::Later("no answer".into()));
        assert_eq!((listed(&app)[0].state.as_str(), listed(&app)[0].said.as_str()), ("waiting", "no answer"));
        job.tries = 9;
        settle(&app, &job, Outcome::Later("no answer still".into()));
        assert_eq!(listed(&app)[0].state, "failed");
        assert!(take(&app, i64::from(u32::MAX) * 1_000_000).is_empty(), "a failed job is not taken");
        let said = String::from_utf8(app.command(&["jobs"]).stdout).unwrap();
        assert!(said.contains("failed") && said.contains("no answer still"), "{said}");
        let said = String::from_utf8(app.command(&["jobs", "--retry"]).stdout).unwrap();
        assert!(said.contains("1 to be tried again"), "{said}");
        // The server takes it at once; it knows no such work, which is no reason to lose it.
        soon(|| listed(&app)[0].said.contains("errand"));
        assert_eq!(listed(&app)[0].state, "waiting");
    });
}

#[test]
fn two_nodes_share_the_work() {
    on_postgres(|app| {
        let other = app.second_node();
        for _ in 0..20 {
            queue(&app, "the quay", None);
        }
        let (mine, theirs) = std::thread::scope(|scope| {
            let theirs = scope.spawn(|| (0..2).flat_map(|_| take(&other, LATER + 1)).collect::<Vec<_>>());
            let mine: Vec<Taken> = (0..2).flat_map(|_| take(&app, LATER + 1)).collect();
            (mine, theirs.join().unwrap())
        });
        let mut all: Vec<i64> = mine.iter().chain(&theirs).map(|job| job.id).collect();
        all.sort_unstable();
        let once = all.len();
        all.dedup();
        assert_eq!(all.len(), once, "none is done by both");
    });
}
