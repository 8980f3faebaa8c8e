//! The public history of an article.

use super::{article, link};
use crate::pages::{
    render::{RenderError, Renderer},
    view::*,
};

/// Makes its pages.
pub(super) fn of(
    renderer: &Renderer,
    full: &SiteView,
    bare: &SiteView,
    made: &mut dyn FnMut(&str, Result<String, RenderError>),
) {
    let version = VersionView {
        name: "Version 2".into(),
        text: "It stood.".into(),
        comparison: Some("/2026/11/barge/versions/2..3/".into()),
        ..VersionView::default()
    };
    made(
        "the page of a version",
        renderer.article(full, &ArticleView { version: Some(version), related: Vec::new(), ..article() }),
    );
    made("the list of versions", renderer.versions(full, &versions()));
    made("an empty list of versions", renderer.versions(bare, &VersionsView::default()));
    made("a comparison", renderer.comparison(full, &comparison()));
    made(
        "an empty comparison",
        renderer.comparison(bare, &ComparisonView { nothing: true, ..ComparisonView::default() }),
    );
}

fn versions() -> VersionsView {
    let item = |number: u64, closed: Option<String>| PastView {
        name: format!("Version {number}"),
        href: format!("/2026/11/barge/versions/{number}/"),
        said: "From one day to another".into(),
        now: number == 3,
        closed,
        comparison: Some("/2026/11/barge/versions/1..2/".into()),
        corrections: vec![link("correction")],
    };
    VersionsView {
        title: "The barge".into(),
        article: "/2026/11/barge/".into(),
        path: "/2026/11/barge/versions/".into(),
        language: "sv".into(),
        items: vec![item(3, None), item(2, Some("It was taken down.".into()))],
        newest: 3,
        newer: Some("/2026/11/barge/versions/".into()),
        older: Some("/2026/11/barge/versions/?before=1-2".into()),
    }
}

fn comparison() -> ComparisonView {
    let side = SideView { link: link("version"), said: "From one day to another".into() };
    ComparisonView {
        title: "The barge".into(),
        language: "en".into(),
        old: side.clone(),
        new: side,
        fields: vec![("Headline".into(), "The <ins>red</ins> barge".into())],
        body_html: "<div class=\"changed\"><p>It <del>sank</del>.</p></div>".into(),
        ..ComparisonView::default()
    }
}
