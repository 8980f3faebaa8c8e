//! Fields that hold what must not come out of them: markup, scripts, templates.

use super::AT;
use crate::pages::render::Renderer;
use crate::pages::view::*;

/// Would break out of text, of either kind of quoted attribute, of a script and of a comment.
const EVIL: &str = "</script></style><!--<b id=evil>\"'><b id=evil>&amp;{{ 7*7 }}\u{2028}";

fn evil() -> String {
    EVIL.to_owned()
}

fn link() -> LinkView {
    LinkView::new(EVIL, format!("/x/{EVIL}"))
}

fn picture() -> PictureView {
    let (src, srcset) = (format!("/p/{EVIL}"), format!("/p/{EVIL} 2x"));
    let (width, height) = (Some(3), Some(2));
    PictureView {
        src,
        srcset,
        avif: evil(),
        sizes: evil(),
        tint: evil(),
        width,
        height,
        alt: evil(),
        caption: Some(evil()),
        credit: Some(evil()),
    }
}

fn translation() -> TranslationView {
    TranslationView { language: evil(), name: evil(), href: evil() }
}

fn feed() -> FeedLink {
    FeedLink { title: evil(), label: evil(), href: evil(), media_type: evil() }
}

fn evil_site() -> SiteView {
    let menu = MenuLink { title: evil(), href: "/x/".into(), children: vec![MenuLink::new(EVIL, EVIL)] };
    SiteView {
        name: evil(),
        tagline: evil(),
        base_url: "https://courier.example".into(),
        home: "/".into(),
        language: "en".into(),
        zone: evil(),
        today: Some(AT),
        menu: vec![menu.clone()],
        sections: vec![menu],
        footer_links: vec![link()],
        policies: vec![PolicyView {
            key: "policy_unnamed",
            property: "unnamedSourcesPolicy",
            name: evil(),
            href: evil(),
        }],
        footer_note: evil(),
        feeds: vec![feed()],
        search: Some(evil()),
        corrections: Some(evil()),
        icon: Some(evil()),
        logo: Some(evil()),
    }
}

fn evil_form() -> FormView {
    FormView {
        article: 7,
        parent: Some(1),
        token: evil(),
        name: evil(),
        email: evil(),
        text: evil(),
        held: true,
        email_days: 90,
        errors: vec![ErrorView { field: evil(), text: evil() }],
    }
}

fn evil_chain() -> ChainView {
    let step = StepView { depth: 1, number: Some(1), name: evil(), prints: true, round: true };
    let interest = InterestView { what: evil(), evidence: evil(), href: Some(evil()) };
    let source = SourceView {
        number: 1,
        name: evil(),
        kind: "outlet",
        href: Some(evil()),
        author: evil(),
        controlled_by: evil(),
        dated: Some(evil()),
        seen: Some(evil()),
        interest: Some(interest),
        steps: vec![step],
        quotes: vec![0, 1, u64::MAX],
        ..SourceView::default()
    };
    let overruled = Some(OverruledView { by_rule: 2, reason: evil() });
    let point = PointView { y: 17, number: Some(1), name: evil(), origin: true };
    ChainView {
        sources: vec![source],
        count: Some(CountView { sources: 1, at_most: 1, overruled, why: vec![evil()] }),
        drawn: Some(DrawnView {
            points: vec![point],
            arcs: vec![ArcView { d: evil(), round: true }],
            ..DrawnView::default()
        }),
        long: true,
        unnamed: true,
    }
}

fn evil_article() -> ArticleView {
    let byline = |role| BylineView { name: evil(), href: Some(evil()), role };
    let comment = CommentView {
        id: 1,
        author: evil(),
        url: Some(format!("https://{EVIL}")),
        at: AT,
        answers: Some(comments::Answered { id: 2, author: evil(), href: evil() }),
        by_staff: true,
        ..CommentView::default()
    };
    let download = DownloadView {
        title: evil(),
        href: evil(),
        kind: evil(),
        bytes: Some(1),
        media_type: evil(),
        pages: Some(2),
    };
    ArticleView {
        chain: Some(evil_chain()),
        kind: ArticleKind::Article,
        path: evil(),
        canonical: evil(),
        language: "en".into(),
        breadcrumb: vec![LinkView::new(EVIL, "/x/")],
        kicker: evil(),
        headline: evil(),
        standfirst: evil(),
        bylines: vec![byline(None), byline(Some(evil()))],
        place: evil(),
        published_on: AT,
        modified: Some(AT + 1),
        lead: Some(picture()),
        downloads: vec![download],
        topics: vec![link()],
        also_in: vec![link()],
        corrections: vec![evil_correction()],
        retracted: true,
        comments: CommentsView {
            total: 1,
            threads: vec![comment],
            open: true,
            form: Some(evil_form()),
            newer: Some(evil()),
            older: Some(evil()),
        },
        translations: vec![translation()],
        search_title: Some(evil()),
        search_description: Some(evil()),
        share_picture: Some(picture()),
        ..ArticleView::default()
    }
}

fn evil_correction() -> CorrectionView {
    CorrectionView {
        id: 1,
        kind: evil(),
        name: evil(),
        text: evil(),
        was: evil(),
        at: AT,
        stood: evil(),
        version: Some(evil()),
        comparison: Some(evil()),
        corrects: Some(2),
        corrected_by: Some(3),
        top: true,
        closed: false,
        note: evil(),
        article: None,
        language: evil(),
    }
}

fn evil_item() -> ListItem {
    ListItem {
        href: evil(),
        kicker: evil(),
        headline: evil(),
        standfirst: evil(),
        byline: evil(),
        section: Some(link()),
        published_on: AT,
        picture: Some(picture()),
        sticky: true,
        language: Some(evil()),
    }
}

fn evil_list(kind: ListKind) -> ListView {
    ListView {
        kind,
        name: evil(),
        description: evil(),
        picture: Some(picture()),
        path: evil(),
        canonical: evil(),
        language: "fa".into(),
        breadcrumb: vec![link()],
        children: vec![link()],
        items: vec![evil_item(), evil_item()],
        total: Some(2),
        newer: Some(evil()),
        older: Some(evil()),
        feed: Some(feed()),
        translations: vec![translation()],
        ..ListView::default()
    }
}

fn evil_front() -> FrontView {
    FrontView {
        path: "/".into(),
        language: "en".into(),
        lead: Some(evil_item()),
        seconds: vec![evil_item()],
        latest: vec![evil_item()],
        latest_href: Some(evil()),
        groups: vec![FrontGroup { section: link(), items: vec![evil_item(), evil_item()] }],
        translations: vec![translation()],
        ..FrontView::default()
    }
}

/// The page holds one style, at most one script, and none of what was smuggled in.
fn check_tame(page: &str) {
    assert!(!page.contains("<b id=evil"), "markup came through:\n{page}");
    assert!(!page.contains("{{") || page.contains("{{ 7*7 }}"), "a template was read in a field");
    assert!(page.matches("</script").count() <= 1 && page.matches("</style").count() == 1);
    assert!(!page.contains("<!--"), "a comment was opened");
    // minijinja would write an absent value as a word.
    assert!(!page.contains(">none<") && !page.contains("\"none\""), "an absent value is shown:\n{page}");
    for (_, rest) in
        page.match_indices("application/ld+json\">").map(|(at, tag)| page.split_at(at + tag.len()))
    {
        let json = rest.split("</script").next().unwrap();
        serde_json::from_str::<serde_json::Value>(json).unwrap();
    }
}

#[test]
fn no_field_can_bring_in_markup() {
    let (r, site) = (Renderer::new().unwrap(), evil_site());
    check_tame(&r.article(&site, &evil_article()).unwrap());
    check_tame(&r.article(&site, &ArticleView { kind: ArticleKind::Page, ..evil_article() }).unwrap());
    check_tame(&r.article(&site, &ArticleView { language: "sv".into(), ..evil_article() }).unwrap());
    let placed = CorrectionView { article: Some(link()), ..evil_correction() };
    let closed = CorrectionView { closed: true, ..placed.clone() };
    let view = CorrectionsView {
        path: evil(),
        language: "en".into(),
        items: vec![placed, closed],
        newer: Some(evil()),
        older: Some(evil()),
        feed: Some(feed()),
    };
    check_tame(&r.corrections(&site, &view).unwrap());
    check_tame(&r.front(&site, &evil_front()).unwrap());
    let day = ListKind::Archive { year: 2026, month: Some(11), day: Some(31) };
    for kind in [ListKind::Section, ListKind::Topic, ListKind::Person, ListKind::Latest, day] {
        check_tame(&r.list(&site, &evil_list(kind)).unwrap());
    }
    let notice = NoticeView {
        path: evil(),
        note: Some(evil()),
        since: Some(AT),
        latest: vec![evil_item()],
        ..NoticeView::default()
    };
    for status in [400, 404, 410, 418, 451, 500, 599] {
        check_tame(&r.notice(&site, &NoticeView { status, ..notice.clone() }).unwrap());
    }
}

#[test]
fn empty_views_make_whole_pages() {
    let (r, site) = (Renderer::new().unwrap(), SiteView::default());
    let pages = [
        r.article(&site, &ArticleView::default()),
        r.front(&site, &FrontView::default()),
        r.list(&site, &ListView::default()),
        r.notice(&site, &NoticeView::default()),
        r.notice(&SiteView::bare("Courier", "de"), &NoticeView { status: 503, ..NoticeView::default() }),
    ];
    for page in pages {
        let page = page.unwrap();
        check_tame(&page);
        assert!(page.ends_with("</html>\n") || page.ends_with("</html>"), "{page}");
    }
}

#[test]
fn an_unsafe_address_is_not_a_link() {
    let r = Renderer::new().unwrap();
    let script = "java\nscript:alert(1)";
    let site = SiteView { menu: vec![MenuLink::new("x", script)], ..SiteView::bare("Courier", "en") };
    let comment = CommentView { url: Some(script.into()), ..CommentView::default() };
    let comments = CommentsView { total: 1, threads: vec![comment], ..CommentsView::default() };
    let byline = BylineView { name: "x".into(), href: Some(script.into()), role: None };
    let page =
        r.article(&site, &ArticleView { comments, bylines: vec![byline], ..ArticleView::default() }).unwrap();
    assert!(!page.contains("href=\"java"), "{page}");
}
