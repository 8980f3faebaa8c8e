//! What the formats ask for, where a site's own words would break it.

use super::*;
use crate::pages::view::{EntryView, FeedAuthor};

const EVIL: &str = "</title><script>x</script>]]> & \u{0}\u{b}\u{ffff}\"'";

fn evil() -> FeedView {
    let entry = EntryView {
        id: EVIL.into(),
        link: "https://courier.example/a/".into(),
        title: EVIL.into(),
        summary: EVIL.into(),
        content: "<p>safe</p>".into(),
        authors: vec![FeedAuthor { name: EVIL.into(), url: Some(EVIL.into()) }],
        categories: vec![EVIL.into()],
        published: i64::MIN,
        updated: i64::MAX,
        ..EntryView::default()
    };
    FeedView {
        title: EVIL.into(),
        description: EVIL.into(),
        page: "https://courier.example/".into(),
        publisher: EVIL.into(),
        addresses: FeedFormat::ALL.map(|f| (f, format!("https://courier.example{}", f.below("/")))).to_vec(),
        entries: vec![entry],
        ..FeedView::default()
    }
}

#[test]
fn whatever_a_text_holds_stays_text() {
    for format in [FeedFormat::Rss, FeedFormat::Atom] {
        let xml = String::from_utf8(write(&evil(), format)).unwrap();
        assert!(!xml.contains("<script") && !xml.contains("]]>"), "{xml}");
        assert!(!xml.chars().any(|c| (c < ' ' && c != '\n') || c == '\u{ffff}'), "{xml:?}");
    }
    let json: serde_json::Value = serde_json::from_slice(&write(&evil(), FeedFormat::Json)).unwrap();
    assert_eq!(json["items"][0]["title"], EVIL);
}

#[test]
fn an_identifier_that_is_no_address_becomes_one_in_atom() {
    let mut feed = evil();
    feed.entries[0].id = "7 of 9".into();
    let id = |format| String::from_utf8(write(&feed, format)).unwrap();
    assert!(id(FeedFormat::Atom).contains("<id>tag:courier.example,2000:7%20of%209</id>"));
    assert!(id(FeedFormat::Rss).contains("<guid isPermaLink=\"false\">7 of 9</guid>"));
}

#[test]
fn times_are_written_whatever_they_are() {
    assert_eq!(rfc822(1_794_641_400_000_000), "Sat, 14 Nov 2026 07:30:00 +0000");
    assert_eq!(rfc3339(-1), "1969-12-31T23:59:59Z");
    assert_eq!(rfc3339(i64::MIN), "0001-01-01T00:00:00Z");
    assert_eq!(rfc3339(i64::MAX), "9999-12-30T22:00:00Z");
}

#[test]
fn texts_are_marked_where_a_reader_would_guess_wrong() {
    let marked = |language, around| marked("x".into(), language, around);
    assert_eq!(marked("en", "en"), "x");
    assert_eq!(marked("fa", "fa"), "<div lang=\"fa\" dir=\"rtl\">x</div>");
    assert_eq!(marked("de", "en"), "<div lang=\"de\" dir=\"ltr\">x</div>");
}
