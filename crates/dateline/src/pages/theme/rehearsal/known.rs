//! How an article is known, with everything that can stand in it.

use crate::pages::view::{
    ArcView, ChainView, CountView, DrawnView, InterestView, OverruledView, PointView, SourceView, StepView,
};

pub(super) fn chain() -> ChainView {
    let board = SourceView {
        number: 1,
        name: "The board".into(),
        kind: "official_statement",
        href: Some("https://board.example/".into()),
        author: "A. Clerk".into(),
        controlled_by: "The town".into(),
        dated: Some("2026-11-10".into()),
        seen: Some("2026-11-13".into()),
        interest: Some(InterestView { what: "it granted the licence".into(), ..InterestView::default() }),
        passage: true,
        ..SourceView::default()
    };
    let step = |number: Option<u64>, round| StepView {
        depth: 1,
        number,
        name: "The board".into(),
        prints: round,
        round,
    };
    let nobody = SourceView {
        number: 2,
        name: "A person".into(),
        why: Some("work"),
        kind: "interview",
        steps: vec![step(Some(1), false), step(Some(2), true), step(None, false)],
        more: 1,
        quotes: vec![1],
        own: true,
        ..SourceView::default()
    };
    let point = |number, origin| PointView { y: 17, number, name: "The board".into(), origin };
    ChainView {
        sources: vec![board, nobody],
        count: Some(CountView {
            sources: 2,
            at_most: 1,
            overruled: Some(OverruledView { by_rule: 2, reason: "They are one.".into() }),
            why: vec!["Source 2 goes back to 1.".into()],
        }),
        drawn: Some(DrawnView {
            width: 264,
            height: 68,
            x: 39,
            name_x: 59,
            points: vec![point(Some(1), true), point(Some(2), false), point(None, false)],
            arcs: vec![ArcView { d: "M28 19C3 19 3 49 28 49".into(), round: true }],
        }),
        long: false,
        unnamed: true,
    }
}
