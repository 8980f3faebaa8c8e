//! Questions of every kind.

use super::*;
use crate::question::Part;
use proptest::prelude::*;

fn courier() -> (Index, TempDir) {
    let dredging = Entry {
        sections: vec![2, 3],
        topics: vec![5],
        people: vec![1],
        names: vec!["Dredging".into(), "Old Basin".into(), "Ines Calloway".into()],
        ..entry(
            1,
            "Dredging was signed off before the survey",
            "The harbour board met on the quay. Boats waited outside.",
        )
    };
    let fair = Entry {
        sections: vec![4],
        ..entry(
            2,
            "A fair on the market square",
            "Ines baked bread for the harbour fair. The market was full.",
        )
    };
    let old = Entry {
        published_on: NOW - 900 * DAY,
        sections: vec![2],
        ..entry(3, "The harbour in winter", "Ice on the quay, boats laid up.")
    };
    let page = Entry { page: true, ..entry(4, "About the Courier", "Write to the newsroom on the quay.") };
    index(&[dredging, fair, old, page])
}

#[test]
fn words_phrases_and_what_is_left_out() {
    let (index, _folder) = courier();
    check(&index, "harbour", &[1, 2, 3]);
    check(&index, "boats quay", &[1, 3]);
    check(&index, "boat", &[1, 3]);
    check(&index, "\"the quay boats waited\"", &[1]);
    check(&index, "\"boats the quay\"", &[]);
    check(&index, "“laid up”", &[3]);
    check(&index, "harbour -winter", &[1, 2]);
    check(&index, "harbour -\"harbour board\"", &[2, 3]);
    check(&index, "calloway", &[1]);
    check(&index, "newsroom", &[4]);
    check(&index, "the harbour", &[1, 2, 3]);
    check(&index, "-harbour", &[]);
    check(&index, "survey. The harbour", &[1]);
    // A phrase does not reach from the headline into the text.
    check(&index, "\"survey the harbour\"", &[]);
}

#[test]
fn headlines_and_newer_articles_come_first() {
    let (index, _folder) = courier();
    assert_eq!(ids(&ask(&index, "market"))[0], 2);
    let twice = |id, on| Entry { published_on: on, ..entry(id, "Tide", "The tide table.") };
    let (index, _folder) =
        super::index(&[twice(1, NOW - 2_000 * DAY), twice(2, NOW), twice(3, NOW - 300 * DAY)]);
    assert_eq!(ids(&ask(&index, "tide")), [2, 3, 1]);
    let newest = index.search(
        &Question::parse("tide"),
        &Filters::default(),
        Order::Newest,
        Window { skip: 1, take: 1 },
    );
    let newest = newest.unwrap();
    assert_eq!((ids(&newest), newest.total), (vec![3], 3));
}

#[test]
fn filters_narrow() {
    let (index, _folder) = courier();
    let by = |filters: Filters| {
        let mut got = ids(&narrow(&index, "harbour", &filters));
        got.sort_unstable();
        got
    };
    let none = Filters::default;
    assert_eq!(by(Filters { section: Some(2), ..none() }), [1, 3]);
    assert_eq!(by(Filters { topic: Some(5), ..none() }), [1]);
    assert_eq!(by(Filters { person: Some(1), ..none() }), [1]);
    assert_eq!(by(Filters { language: Some("en".into()), ..none() }), [1, 2, 3]);
    assert!(by(Filters { language: Some("de".into()), ..none() }).is_empty());
    assert_eq!(by(Filters { before: Some(NOW - DAY), ..none() }), [3]);
    assert_eq!(by(Filters { from: Some(NOW - DAY), section: Some(2), ..none() }), [1]);
    assert!(by(Filters { from: Some(NOW), before: Some(i64::MIN), ..none() }).is_empty());
    let all = narrow(&index, "", &Filters { section: Some(2), ..none() });
    assert_eq!(all.total, 2);
    assert_eq!(ask(&index, "").total, 0);
}

#[test]
fn mistakes_in_spelling_are_forgiven() {
    let mut entries: Vec<Entry> =
        (10..120).map(|id| entry(id, "The harbour", "Dredging in the harbour.")).collect();
    entries.push(entry(9, "A harbor", "As they write it elsewhere."));
    let (index, _folder) = index(&entries);
    let found = ask(&index, "dreging harbuor");
    assert_eq!((found.total, found.instead.as_deref()), (110, Some("dredging harbour")));
    let found = ask(&index, "harbor");
    assert_eq!((found.total, found.perhaps.as_deref(), found.instead), (1, Some("harbour"), None));
    let found = ask(&index, "\"dreging in the\" -elsewhere");
    assert_eq!((found.total, found.instead.as_deref()), (110, Some("\"dredging in the\" -elsewhere")));
    // Too short, a number, too far off: nothing is guessed.
    for typed in ["hrb", "20261", "hrabxyz"] {
        assert_eq!(ask(&index, typed), Found::default(), "{typed}");
    }
}

#[test]
fn some_of_the_words_are_better_than_nothing() {
    let (index, _folder) = courier();
    let found = ask(&index, "winter bread");
    assert!(found.some && found.total == 2, "{found:?}");
    assert!(!ask(&index, "bread market").some);
}

#[test]
fn suggestions_are_names_then_the_newest() {
    let (index, _folder) = courier();
    let suggest =
        |typed| index.suggest(typed, 4).unwrap().into_iter().map(|k| (k.kind, k.id)).collect::<Vec<_>>();
    assert_eq!(suggest("har"), [(Kind::Section, 2), (Kind::Article, 3)]);
    assert_eq!(suggest("Ines C"), [(Kind::Person, 1)]);
    assert_eq!(suggest("the mar"), [(Kind::Article, 2)]);
    assert_eq!(suggest("mar "), []);
    assert_eq!(suggest("OLD BÁS"), [(Kind::Topic, 5)]);
    assert_eq!(suggest("\" - * ["), []);
}

#[test]
fn a_question_is_read_as_it_is_typed() {
    let part = |text: &str, phrase| Part { text: text.into(), phrase };
    let question = Question::parse("  salt \"tide table\" -fair −„old news” - \"open end");
    assert_eq!(question.wanted, [part("salt", false), part("tide table", true), part("open end", true)]);
    assert_eq!(question.unwanted, [part("fair", false), part("old news", true)]);
    assert_eq!(question.typed(), "salt \"tide table\" \"open end\" -fair -\"old news\"");
    assert_eq!(Question::parse("+ OR ( ) ~ *:* \u{0}").wanted, [part("OR", false)]);
    let long = Question::parse(&"word ".repeat(500));
    assert!(long.cut && long.wanted.len() == 16);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_question_is_an_error(typed in "\\PC{0,60}", odd in prop::collection::vec(any::<char>(), 0..40)) {
        let (index, _folder) = SHARED.with(Clone::clone);
        let odd: String = odd.into_iter().collect();
        for typed in [typed.clone(), odd.clone(), format!("\"{typed}\" -{odd}")] {
            ask(&index, &typed);
            index.suggest(&typed, 5).unwrap();
            let question = Question::parse(&typed);
            prop_assert_eq!(&Question::parse(&question.typed()).unwanted.len(), &question.unwanted.len());
            let mut marker = crate::snippet::Marker::new(&question, "en");
            let shown: String = marker.whole(&odd).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(shown.split_whitespace().collect::<String>(), odd.split_whitespace().collect::<String>());
            marker.best(&typed, 5);
            crate::snippet::beginning(&odd, 7);
        }
    }
}

thread_local! {
    static SHARED: (std::rc::Rc<Index>, std::rc::Rc<TempDir>) = {
        let (index, folder) = courier();
        (std::rc::Rc::new(index), std::rc::Rc::new(folder))
    };
}
