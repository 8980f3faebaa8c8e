//! `Accept-Encoding`: the cases of `accept.cases`, and what holds for all values.

use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, HeaderValue};
use proptest::prelude::*;

use crate::cache::{AcceptEncoding, Encoding};

const CODINGS: [&str; 5] = ["br", "zstd", "gzip", "identity", "*"];

fn weights(accept: AcceptEncoding) -> [u16; 4] {
    Encoding::ALL.map(|encoding| accept.weight(encoding))
}

#[test]
fn cases() {
    for (number, line) in include_str!("accept.cases").lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut parts = line.split('|');
        let (Some(value), Some(chosen), Some(expected)) = (parts.next(), parts.next(), parts.next()) else {
            panic!("accept.cases:{}: value | chosen | weights, not: {line}", number + 1);
        };
        let accept = AcceptEncoding::parse(value);
        let best = accept.best_of(Encoding::ALL).map_or("none", |best| best.name().unwrap_or("identity"));
        let got = weights(accept).map(|weight| weight.to_string()).join(" ");
        assert_eq!(
            (best, got.as_str()),
            (chosen.trim(), expected.trim()),
            "accept.cases:{}: {line}",
            number + 1
        );
    }
}

#[test]
fn several_lines_are_one_list_and_none_is_no_coding() {
    let mut headers = HeaderMap::new();
    assert_eq!(AcceptEncoding::of(&headers), AcceptEncoding::NONE);
    headers.append(ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0.5"));
    headers.append(ACCEPT_ENCODING, HeaderValue::from_static("br, *;q=0"));
    assert_eq!(weights(AcceptEncoding::of(&headers)), [1000, 0, 500, 0]);
}

/// Each coding at most once, in any order, with a weight or without.
fn lists() -> impl Strategy<Value = Vec<(&'static str, Option<u16>)>> {
    proptest::sample::subsequence(CODINGS.to_vec(), 0..=CODINGS.len())
        .prop_shuffle()
        .prop_flat_map(|codings| {
            let count = codings.len();
            (Just(codings), proptest::collection::vec(proptest::option::of(0_u16..=1000), count))
        })
        .prop_map(|(codings, weights)| codings.into_iter().zip(weights).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_weights_up_to_one(value in ".*") {
        let accept = AcceptEncoding::parse(&value);
        prop_assert!(weights(accept).iter().all(|weight| *weight <= 1000));
    }

    #[test]
    fn headers_near_the_grammar_never_break_it(value in "[-*a-z;=q0-9., \t]{0,60}") {
        let accept = AcceptEncoding::parse(&value);
        prop_assert!(weights(accept).iter().all(|weight| *weight <= 1000));
        prop_assert_eq!(AcceptEncoding::parse(&value.to_uppercase()), accept);
    }

    #[test]
    fn a_well_formed_list_is_read_as_it_was_meant(list in lists(), spaced in any::<bool>()) {
        let space = if spaced { " " } else { "" };
        let parts = list.iter().map(|(coding, weight)| match weight {
            Some(weight) => format!("{coding}{space};{space}q={}.{:03}", weight / 1000, weight % 1000),
            None => (*coding).to_owned(),
        });
        let accept = AcceptEncoding::parse(&parts.collect::<Vec<_>>().join(&format!("{space},{space}")));
        let named = |name: &str| list.iter().find(|(coding, _)| *coding == name).map(|(_, weight)| weight.unwrap_or(1000));
        for (encoding, name) in Encoding::ALL.into_iter().zip(CODINGS) {
            let meant = match (named(name), named("*")) {
                (Some(weight), _) => weight,
                (None, Some(0)) => 0,
                (None, _) if encoding == Encoding::Identity => 1,
                (None, others) => others.unwrap_or(0),
            };
            prop_assert_eq!(accept.weight(encoding), meant, "{}", name);
        }
    }
}
