//! Chains of every shape, as pages show them.

use super::*;
use crate::{
    articles::sources::{Called, Kind, Named, Overruled, Unnamed},
    pages::{render::Renderer, view::SiteView},
    sources::model::{By, Circle, Origin, Origins},
};

fn named(id: i64, name: &str, via: &[i64]) -> Source {
    let who = Who::Named(Box::new(Named {
        name: name.into(),
        link: None,
        author: String::new(),
        controlled_by: String::new(),
        dated: None,
        seen: None,
        interest: None,
    }));
    Source { id, kind: Kind::Outlet, who, via: via.to_vec(), own: false, prints: false }
}

fn origin(sources: &[i64], by: Vec<By>) -> Origin {
    Origin { sources: sources.to_vec(), by, gone: false }
}

fn locale(language: &str) -> Locale {
    Renderer::new().unwrap().locale(&SiteView::bare("Courier", "en"), language).unwrap()
}

fn shown(sources: Vec<Source>, origins: Option<Origins>) -> ChainView {
    view(&Chain { sources, origins }, &locale("en"), &[], false)
}

fn why(sources: Vec<Source>, origins: Origins) -> String {
    shown(sources, Some(origins)).count.unwrap().why.join(" ")
}

/// Three papers that quote one agency, which quotes a board's website.
fn papers() -> Vec<Source> {
    // Numbers in the manuscript need not begin at 1, nor go on without a gap.
    vec![
        named(11, "Gazette", &[14]),
        named(12, "Herald", &[14]),
        named(13, "Argus", &[14]),
        named(14, "Coast Wire", &[17]),
        named(17, "The board", &[]),
    ]
}

#[test]
fn what_goes_back_to_one_origin_is_said_together() {
    let origins = Origins { at_most: 1, origins: vec![origin(&[17], vec![])], ..Origins::default() };
    assert_eq!(
        why(papers(), origins),
        "Sources 1, 2, 3 and 4 go back to 5. A single origin is no fault: some things are first known in one place only."
    );
}

#[test]
fn one_with_reporting_of_its_own_is_an_origin_besides() {
    let mut sources = papers();
    sources[2].own = true;
    let origins = Origins {
        at_most: 2,
        origins: vec![origin(&[17], vec![]), origin(&[13], vec![])],
        ..Origins::default()
    };
    assert_eq!(
        why(sources, origins),
        "Sources 1, 2, 3 and 4 go back to 5. Source 3 adds reporting of its own."
    );
}

#[test]
fn why_several_are_one_is_said() {
    let sources = vec![named(1, "Licence", &[]), named(2, "Notice", &[])];
    let by = vec![By::Control("the harbour board".into()), By::Link];
    let origins = Origins { at_most: 1, origins: vec![origin(&[1, 2], by)], ..Origins::default() };
    let said = why(sources, origins);
    assert!(
        said.starts_with(
            "Sources 1 and 2 are one origin: the harbour board stands behind them and they have one address."
        ),
        "{said}"
    );
}

#[test]
fn a_circle_is_named_and_walked_once() {
    let sources = vec![named(1, "Mirror", &[2]), named(2, "Echo", &[1]), named(3, "Echo’s echo", &[3])];
    let circles = vec![Circle { sources: vec![1, 2], ours: false }, Circle { sources: vec![3], ours: true }];
    let view = shown(sources, Some(Origins { circles, ..Origins::default() }));
    let count = view.count.as_ref().unwrap();
    assert_eq!(count.why, ["Sources 1 and 2 rest on each other.", "Source 3 rests on this very report."]);
    let first: Vec<_> =
        view.sources[0].steps.iter().map(|step| (step.depth, step.number, step.round)).collect();
    assert_eq!(first, [(1, Some(2), false), (2, Some(1), true)]);
    let drawn = view.drawn.unwrap();
    assert_eq!(drawn.points[0].name, "This report");
    assert!(drawn.arcs.iter().all(|arc| arc.round), "{drawn:?}");
}

#[test]
fn what_was_removed_is_said() {
    let sources = vec![named(1, "Gazette", &[9])];
    let gone = Origin { gone: true, ..Origin::default() };
    let view = shown(sources, Some(Origins { at_most: 1, origins: vec![gone], ..Origins::default() }));
    assert!(
        view.count.unwrap().why[0].starts_with("Source 1 goes back to something that is no longer listed.")
    );
    assert_eq!(view.sources[0].steps, [StepView { depth: 1, ..StepView::default() }]);
    assert_eq!(view.drawn, None);
}

#[test]
fn an_editors_count_stands_with_the_rules() {
    let overruled = Some(Overruled { at_most: 1, reason: "Both heard it from the pilot.".into() });
    let origins = Origins {
        at_most: 2,
        origins: vec![origin(&[1], vec![]), origin(&[2], vec![])],
        overruled,
        ..Origins::default()
    };
    let count = shown(vec![named(1, "A", &[]), named(2, "B", &[])], Some(origins)).count.unwrap();
    assert_eq!((count.at_most, count.overruled.as_ref().map(|o| o.by_rule)), (1, Some(2)));
    assert_eq!(count.why[0], "None of them is known to quote another.");
}

#[test]
fn without_a_confirmed_count_there_is_none() {
    let view = shown(papers(), None);
    assert_eq!(view.count, None);
    assert_eq!(view.drawn.unwrap().points.iter().filter(|point| point.origin).count(), 1);
}

#[test]
fn one_without_a_name_has_fixed_words() {
    let who = Who::Unnamed { called: Called::Knowing, why: Unnamed::Work };
    let source = Source { who, ..named(1, "", &[]) };
    let chain = Chain { sources: vec![source], origins: None };
    let view = view(&chain, &locale("fa"), &[1], true);
    assert_eq!(view.sources[0].name, "شخصی آگاه از موضوع");
    assert!(view.unnamed && view.sources[0].passage && view.sources[0].why == Some("work"));
}

#[test]
fn lines_that_begin_at_the_right_have_their_points_there() {
    let chain = Chain { sources: papers(), origins: None };
    let (left, right) = (view(&chain, &locale("en"), &[], false), view(&chain, &locale("fa"), &[], true));
    let (left, right) = (left.drawn.unwrap(), right.drawn.unwrap());
    assert_eq!((left.x + right.x, left.name_x + right.name_x), (left.width, left.width));
}

#[test]
fn the_longest_chains_end() {
    // Each quotes every other: more ways than anybody could walk.
    let all: Vec<i64> = (1..=500).collect();
    let sources: Vec<Source> = all.iter().map(|id| named(*id, "A paper", &all)).collect();
    let origins = Origins { circles: vec![Circle { sources: all, ours: false }], ..Origins::default() };
    let view = shown(sources, Some(origins));
    assert!(view.long && view.drawn.is_none());
    assert!(view.sources.iter().all(|source| source.steps.len() <= STEPS));
    // One long line, as deep as there are sources.
    let line: Vec<Source> = (1..=100).map(|id| named(id, "A paper", &[id + 1])).collect();
    let deepest = shown(line, None).sources.iter().flat_map(|s| &s.steps).map(|s| s.depth).max();
    assert_eq!(deepest, Some(StepView::DEEPEST));
}

#[test]
fn every_language_says_every_kind_and_every_reason() {
    use crate::articles::sources::{CALLED, KINDS, UNNAMED};
    for language in ["en", "de", "fr", "es", "fa", "ar"] {
        let l = locale(language);
        let kinds = KINDS.iter().map(|kind| format!("source_kind_{}", kind.as_str()));
        let called = CALLED.iter().map(|called| format!("source_called_{}", called.as_str()));
        let why = UNNAMED.iter().map(|why| format!("source_why_{}", why.as_str()));
        for key in kinds.chain(called).chain(why) {
            assert!(!l.text(&key).is_empty(), "{language}: {key}");
        }
    }
}
