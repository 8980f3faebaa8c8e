//! Whole texts, and what is proposed of them.

use super::{model::Proposal, propose};
use crate::articles::sources::{Called, Kind, Source, Who};
use document::Document;
use serde_json::{Value, json};

fn of(content: Value) -> Document {
    Document::from_value(json!({"type": "doc", "content": content})).unwrap()
}

fn text(words: &str) -> Value {
    json!([{"type": "paragraph", "content": [{"type": "text", "text": words}]}])
}

fn found(words: &str, language: &str, sources: &[Source]) -> Vec<Proposal> {
    propose(&of(text(words)), sources, language, "The Port Merrow Courier").unwrap()
}

/// The chain as `kind: name` with `>` where one quotes the next.
fn chain(proposal: &Proposal) -> String {
    let mut out = String::new();
    for link in &proposal.chain {
        let name = match &link.who {
            Who::Named(named) => named.name.clone(),
            Who::Unnamed { called, .. } => format!("({})", called.as_str()),
        };
        let same = link.same_as.map(|id| format!("={id}")).unwrap_or_default();
        out.push_str(&format!(
            "{}: {name}{same}{}",
            link.kind.as_str(),
            if link.quotes_next { " > " } else { "" }
        ));
    }
    out
}

fn chains(words: &str, language: &str, sources: &[Source]) -> Vec<String> {
    found(words, language, sources).iter().map(chain).collect()
}

const WIRE: &str = "The dredging began at night, the Coast Wire agency reported on Sunday, quoting the website of the harbour board.";

fn wire(id: i64) -> Source {
    serde_json::from_value(json!({"id": id, "kind": "agency", "who": {"named": {"name": "Coast Wire"}}}))
        .unwrap()
}

#[test]
fn an_agency_that_quotes_a_website_is_a_chain_of_two() {
    assert_eq!(
        chains(WIRE, "en", &[]),
        ["agency: Coast Wire agency > website: website of the harbour board"]
    );
    assert_eq!(
        chains(WIRE, "en-GB", &[wire(4)]),
        ["agency: Coast Wire agency=4 > website: website of the harbour board"]
    );
    let all = found(WIRE, "en", &[]);
    assert_eq!((all[0].text.as_str(), all[0].cue.as_str()), ("The dredging began at night", "reported"));
    assert!(propose(&of(text(WIRE)), &[], "tlh", "").is_none());
}

#[test]
fn who_told_whom_is_who_quotes_whom() {
    let told = "“It was dark,” Tom Reed, the harbour master, told Coast Wire.";
    assert_eq!(chains(told, "en", &[]), ["agency: Coast Wire > interview: Tom Reed"]);
    let us = "“It was dark,” Tom Reed, the harbour master, told the Port Merrow Courier.";
    assert_eq!(chains(us, "en", &[]), ["interview: Tom Reed"]);
}

#[test]
fn pronouns_and_surnames_are_those_they_stand_for() {
    let twice = "Tom Reed said the pier was closed. He said it would stay so. Reed added that nobody was hurt. They said it was over.";
    assert_eq!(
        chains(twice, "en", &[]),
        ["interview: Tom Reed", "interview: Tom Reed", "interview: Tom Reed"]
    );
    let page = "The lock is open, Coast Wire reported, quoting the website of the harbour board. The board said it was safe.";
    assert!(chains(page, "en", &[]).iter().all(|chain| !chain.starts_with("official_statement: website")));
}

#[test]
fn of_an_unnamed_source_nothing_is_taken_but_what_the_lists_hold() {
    let all = found("Two officials who asked not to be named said the pier was closed.", "en", &[]);
    assert!(matches!(all[0].chain[0].who, Who::Unnamed { called: Called::Official, .. }), "{all:?}");
    let paper = found("According to a document, the pier was closed.", "en", &[]);
    assert_eq!(paper[0].chain[0].kind, Kind::Document);
}

#[test]
fn places_are_counted_as_the_editor_counts_them() {
    let heading =
        json!({"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Night"}]});
    let code = json!({"type": "codeBlock", "content": [{"type": "text", "text": "x"}]});
    let list = json!({"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [
        {"type": "text", "text": "𝔄 first."}, {"type": "footnoteReference", "attrs": {"id": "1"}}, {"type": "hardBreak"},
        {"type": "text", "text": "Tom Reed ", "marks": [{"type": "bold"}]}, {"type": "text", "text": "said the pier was closed."},
    ]}]}]});
    let quote = json!({"type": "blockquote", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Ana Orr said no."}]}]});
    let all = propose(&of(json!([heading, code, quote, list])), &[], "en", "").unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    let block = "𝔄 first.\u{fffc}\u{fffc}Tom Reed said the pier was closed.";
    let units: Vec<u16> = block.encode_utf16().collect();
    let at = |start: usize, end: usize| String::from_utf16(&units[start..end]).unwrap();
    assert_eq!((all[0].paragraph, at(all[0].start, all[0].end)), (3, all[0].text.clone()));
    assert_eq!(all[0].text, "the pier was closed");
    assert_eq!(at(all[0].source_at.start, all[0].source_at.end), "Tom Reed");
    assert_eq!(at(all[0].cue_at.start, all[0].cue_at.end), "said");
}

#[test]
fn what_is_marked_is_not_proposed_again() {
    let marked = |ids: &[i64], from: usize, to: usize| {
        let mark = json!([{"type": "source", "attrs": {"ids": ids}}]);
        of(json!([{"type": "paragraph", "content": [
            {"type": "text", "text": &WIRE[..from]}, {"type": "text", "text": &WIRE[from..to], "marks": mark},
            {"type": "text", "text": &WIRE[to..]},
        ]}]))
    };
    let open = |document: &Document, sources: &[Source]| propose(document, sources, "en", "").unwrap().len();
    assert_eq!(open(&marked(&[4], 4, 20), &[wire(4)]), 0);
    assert_eq!(open(&marked(&[5], 4, 20), &[wire(4)]), 1);
    assert_eq!(open(&marked(&[5], 1, 27), &[]), 1);
    let whole = of(json!([{"type": "paragraph", "content": [
        {"type": "text", "text": WIRE, "marks": [{"type": "source", "attrs": {"ids": [5]}}]},
    ]}]));
    assert_eq!(open(&whole, &[]), 0);
}

#[test]
fn a_refusal_holds_wherever_the_passage_moves_to() {
    let later = found(&format!("It was late in the year. {WIRE}"), "en", &[]);
    let first = found(WIRE, "en", &[wire(4)]);
    assert_eq!(later[0].digest, first[0].digest);
    assert_ne!(later[0].start, first[0].start);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fail(words in "\\PC{0,80}", names in "(Tom Reed|He|officials|Coast Wire|“|”|,|said|told|that|quoting|\u{1d504}| |\n|\\.){0,40}") {
        for language in ["en", "de", "fr", "es", "fa", "ar"] {
            let all = found(&format!("{words} {names}"), language, &[wire(1)]);
            let units = format!("{words} {names}").encode_utf16().count();
            for one in all {
                proptest::prop_assert!(one.start <= one.end && one.end <= units);
            }
        }
    }
}
