//! Guessing is slow, and what is answered tells nobody whose account there is.

use super::super::common::*;
use dateline::accounts::roles::Role;

#[test]
fn passwords_are_not_guessed() {
    on_sqlite(|app| {
        app.signed_in("Tom", Role::Author);
        for email in ["tom@courier.example", "eve@courier.example"] {
            let tries = (0..12)
                .map(|_| app.post("/desk/sign-in", &[("email", email), ("password", "harbour lamp eight")]));
            let mut slowed = tries.skip_while(|answer| answer.status == 422);
            let slow = slowed.next().expect("a try that comes too soon");
            assert_eq!(slow.status, 429, "{email}");
            let wait: u64 = slow.header("retry-after").parse().unwrap();
            assert!((1..=31).contains(&wait), "{wait}");
            let text = slow.text();
            assert!(
                text.contains("Too many tries. Wait") && text.contains(&format!("value=\"{email}\"")),
                "{text}"
            );
        }
    });
}

#[test]
fn links_are_not_tried_without_end() {
    on_sqlite(|app| {
        let link = dateline::accounts::secret::random().unwrap();
        let hash = dateline::accounts::secret::kept(&link);
        app.act(move |tx| dateline::accounts::tickets::actions::offer_setup(tx, &hash)).unwrap();
        let path = format!("/desk/setup/{link}");
        let form = [("name", "Ines"), ("email", "ines"), ("password", "x")];
        let answers: Vec<u16> = (0..21).map(|_| app.post(&path, &form).status).collect();
        assert_eq!((answers[0], answers[20]), (422, 429));
    });
}

#[test]
fn somebody_elses_letters_are_few() {
    on_sqlite(|app| {
        let ask = || app.post("/desk/reset", &[("email", "tom@courier.example")]);
        let answers: Vec<http::Answer> = (0..3).map(|_| ask()).collect();
        assert!(answers[0].text().contains("Ask an administrator"), "there is no mail here");
        assert_eq!(answers[2].status, 429);
        assert!(!answers[2].header("retry-after").is_empty());
    });
}
