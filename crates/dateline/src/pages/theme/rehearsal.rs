//! Every kind of page, made once with everything that can stand on it and once with next to nothing: what a theme gets
//! wrong shows here, and not to a reader.

mod history;
mod known;

use crate::pages::{render::Renderer, view::*};

/// 23 November 2026, 22:36:20 UTC.
const AT: i64 = 1_795_473_380_000_000;

/// Makes them all.
///
/// # Errors
/// Which page could not be made, and why: the template and its line.
pub fn of(renderer: &Renderer) -> Result<(), String> {
    let (full, bare) = (site(), SiteView::default());
    let mut failed = None;
    let mut made = |page: &str, html: Result<String, crate::pages::render::RenderError>| {
        if let (Err(error), None) = (html, &failed) {
            failed = Some(format!("{page}: {error}"));
        }
    };
    for kind in [ArticleKind::Article, ArticleKind::Page] {
        // Swedish has no words of its own: then the page marks its article's language.
        for language in ["en", "fa", "sv"] {
            let view = ArticleView { kind, language: language.into(), ..article() };
            made("an article's page", renderer.article(&full, &view));
        }
    }
    made(
        "a closed article's page",
        renderer.article(&full, &ArticleView { password_protected: true, ..article() }),
    );
    made("an empty article's page", renderer.article(&bare, &ArticleView::default()));
    made("the front page", renderer.front(&full, &front()));
    made("an empty front page", renderer.front(&bare, &FrontView::default()));
    let day = ListKind::Archive { year: 2026, month: Some(11), day: Some(23) };
    for kind in [ListKind::Section, ListKind::Topic, ListKind::Person, ListKind::Latest, day] {
        made("a list", renderer.list(&full, &ListView { kind, ..list() }));
        made("an empty list", renderer.list(&bare, &ListView { kind, ..ListView::default() }));
    }
    for kind in [
        TalkKind::Reply,
        TalkKind::Refused,
        TalkKind::Held,
        TalkKind::Shown,
        TalkKind::Report,
        TalkKind::Reported,
        TalkKind::Error,
        TalkKind::ErrorRefused,
        TalkKind::ErrorCame,
    ] {
        made("a page around a form", renderer.talk(&full, &TalkView { kind, ..talk() }));
        made("a bare page around a form", renderer.talk(&bare, &TalkView { kind, ..TalkView::default() }));
    }
    for status in [404, 410, 451, 500] {
        made("a notice", renderer.notice(&full, &NoticeView { status, ..notice() }));
        made("a bare notice", renderer.notice(&bare, &NoticeView { status, ..NoticeView::default() }));
    }
    made("the page of corrections", renderer.corrections(&full, &corrections()));
    made("an empty page of corrections", renderer.corrections(&bare, &CorrectionsView::default()));
    history::of(renderer, &full, &bare, &mut made);
    made("a search", renderer.search(&full, &search()));
    made(
        "a search that was not understood",
        renderer.search(&full, &SearchView { wrong: vec!["search_wrong_date"], ..search() }),
    );
    made(
        "a search before there is an index",
        renderer.search(&bare, &SearchView { preparing: true, ..SearchView::default() }),
    );
    made("an empty search", renderer.search(&bare, &SearchView { asked: true, ..SearchView::default() }));
    failed.map_or(Ok(()), Err)
}

fn link(name: &str) -> LinkView {
    LinkView::new(name, format!("/{name}/"))
}

fn picture() -> PictureView {
    PictureView {
        src: "/media/harbour-800.jpg".into(),
        srcset: "/media/harbour-400.webp 400w, /media/harbour-800.webp 800w".into(),
        width: Some(800),
        height: Some(500),
        tint: "t86a5b1".into(),
        alt: "The harbour".into(),
        caption: Some("The harbour at low water".into()),
        credit: Some("The Courier".into()),
        ..PictureView::default()
    }
}

fn translation() -> TranslationView {
    TranslationView { language: "fa".into(), name: String::new(), href: "/fa/".into() }
}

fn feed() -> FeedLink {
    FeedLink {
        title: "News".into(),
        label: "RSS".into(),
        href: "/feed/".into(),
        media_type: "application/rss+xml".into(),
    }
}

fn site() -> SiteView {
    let harbour = MenuLink {
        children: vec![MenuLink::new("Dredging", "/dredging/")],
        ..MenuLink::new("Harbour", "/harbour/")
    };
    SiteView {
        tagline: "News of the tide".into(),
        base_url: "https://courier.example".into(),
        zone: "Europe/London".into(),
        today: Some(AT),
        menu: vec![harbour.clone()],
        sections: vec![harbour],
        footer_links: vec![link("about")],
        policies: vec![PolicyView {
            key: "policy_unnamed",
            property: "unnamedSourcesPolicy",
            name: "Sources without a name".into(),
            href: "/unnamed/".into(),
        }],
        footer_note: "Published in Port Merrow".into(),
        feeds: vec![feed()],
        search: Some("/search".into()),
        corrections: Some("/corrections/".into()),
        icon: Some("/media/icon.png".into()),
        ..SiteView::bare("The Courier", "en")
    }
}

fn article() -> ArticleView {
    let byline = |href, role| BylineView { name: "Ines Calloway".into(), href, role };
    let comment = |id, depth| CommentView {
        id,
        depth,
        author: "M. Okafor".into(),
        url: Some("https://okafor.example/".into()),
        at: AT,
        body_html: "<p>I saw it.</p>".into(),
        by_staff: depth > 0,
        answers: (depth > 1).then(|| comments::Answered {
            id: 1,
            author: String::new(),
            href: "#comment-1".into(),
        }),
    };
    ArticleView {
        history: Some(link("versions")),
        cite: Some(CiteView { text: "Ines Calloway".into(), href: "/a/".into(), ..CiteView::default() }),
        id: 7,
        path: "/2026/11/barge/".into(),
        language: "en".into(),
        breadcrumb: vec![link("harbour"), link("dredging")],
        kicker: "Dredging".into(),
        headline: "The barge is here".into(),
        standfirst: "It came on Thursday.".into(),
        bylines: vec![byline(Some("/author/ines/".into()), None), byline(None, Some("photographs".into()))],
        place: "Port Merrow".into(),
        published_on: AT,
        modified: Some(AT + 60_000_000),
        lead: Some(picture()),
        body_html: "<p>The barge.</p>".into(),
        downloads: vec![DownloadView {
            title: "Licence".into(),
            href: "/media/licence.pdf".into(),
            kind: "PDF".into(),
            bytes: Some(1_200_000),
            media_type: "application/pdf".into(),
            pages: Some(14),
        }],
        topics: vec![link("dredging")],
        chain: Some(known::chain()),
        also_in: vec![link("news")],
        related: (0..4).map(item).collect(),
        corrections: ["retraction", "correction", "update"].map(correction).to_vec(),
        retracted: true,
        report: Some("/2026/11/barge/report-an-error/".into()),
        comments: CommentsView {
            total: 4,
            threads: vec![comment(1, 0), comment(2, 1), comment(3, 2), comment(4, 0)],
            newer: Some("/2026/11/barge/?comments=1".into()),
            older: Some("/2026/11/barge/".into()),
            open: true,
            form: Some(form()),
        },
        translations: vec![translation()],
        word_count: Some(2),
        ..ArticleView::default()
    }
}

fn correction(kind: &str) -> CorrectionView {
    let plain = kind == "update";
    CorrectionView {
        id: 2,
        kind: kind.into(),
        name: "Correction".into(),
        text: if plain { String::new() } else { "The barge is red.\n\nIt was not blue.".into() },
        was: if plain { String::new() } else { "The barge is blue.".into() },
        at: AT,
        stood: if plain { String::new() } else { "It stood from noon to night (3 hours).".into() },
        version: (!plain).then(|| "/2026/11/barge/versions/1/".into()),
        comparison: (!plain).then(|| "/2026/11/barge/versions/1..2/".into()),
        corrects: (!plain).then_some(1),
        corrected_by: (!plain).then_some(3),
        top: !plain,
        closed: plain,
        ..CorrectionView::default()
    }
}

fn corrections() -> CorrectionsView {
    let placed =
        |kind| CorrectionView { article: Some(link("barge")), language: "fa".into(), ..correction(kind) };
    CorrectionsView {
        path: "/corrections/".into(),
        language: "en".into(),
        items: ["retraction", "correction", "update"].map(placed).to_vec(),
        newer: Some("/corrections/".into()),
        older: Some("/corrections/?before=1-1".into()),
        feed: Some(feed()),
    }
}

fn item(number: usize) -> ListItem {
    // One after the other: with and without all that may be missing.
    let has = |every: usize| number.is_multiple_of(every);
    ListItem {
        href: format!("/2026/11/{number}/"),
        kicker: if has(2) { "Dredging".into() } else { String::new() },
        headline: if has(5) { String::new() } else { "The barge is here".into() },
        standfirst: if has(3) { String::new() } else { "It came on Thursday.".into() },
        byline: if has(4) { "Ines Calloway".into() } else { String::new() },
        section: has(2).then(|| link("harbour")),
        published_on: AT,
        picture: has(2).then(picture),
        sticky: has(6),
        language: Some(if has(7) { "fa" } else { "en" }.into()),
    }
}

fn front() -> FrontView {
    let items = |count| (0..count).map(item).collect::<Vec<_>>();
    let group = |count| FrontGroup { section: link("harbour"), items: items(count) };
    FrontView {
        path: "/".into(),
        language: "en".into(),
        lead: Some(item(2)),
        seconds: items(4),
        latest: items(8),
        latest_href: Some("/latest/".into()),
        groups: vec![group(1), group(2), group(5)],
        translations: vec![translation()],
        ..FrontView::default()
    }
}

fn list() -> ListView {
    ListView {
        name: "Harbour".into(),
        description: "All about the harbour.\n\nAnd the tide.".into(),
        picture: Some(picture()),
        path: "/harbour/".into(),
        language: "en".into(),
        breadcrumb: vec![link("news")],
        children: vec![link("dredging")],
        items: (0..8).map(item).collect(),
        total: Some(8),
        newer: Some("/harbour/".into()),
        older: Some("/harbour/?before=1".into()),
        feed: Some(feed()),
        translations: vec![translation()],
        ..ListView::default()
    }
}

fn errors(field: &str) -> Vec<ErrorView> {
    ["", field].map(|f| ErrorView { field: f.into(), text: "Write something.".into() }).to_vec()
}

fn form() -> FormView {
    FormView {
        article: 7,
        parent: Some(1),
        token: "68f0a1b2-00".into(),
        name: "M. Okafor".into(),
        email: "m@okafor.example".into(),
        text: "I saw it.".into(),
        held: true,
        email_days: 90,
        errors: errors("text"),
    }
}

fn talk() -> TalkView {
    let reason = |chosen| ReasonView { value: "insult".into(), text: "An insult".into(), chosen };
    TalkView {
        language: "en".into(),
        article: Some(link("barge")),
        about: article().comments.threads.into_iter().next(),
        see: Some("/2026/11/barge/#comment-1".into()),
        form: Some(form()),
        report: Some(ReportView {
            comment: 1,
            token: "68f0a1b2-00".into(),
            reasons: vec![reason(true), reason(false)],
            text: "It is.".into(),
            errors: errors("reason"),
        }),
        error: Some(ErrorFormView {
            article: 7,
            token: "68f0a1b2-00".into(),
            passage: "The barge is blue.".into(),
            text: "It is red.".into(),
            evidence: "I saw it.".into(),
            name: "M. Okafor".into(),
            email: "m@okafor.example".into(),
            email_days: 90,
            errors: errors("email"),
        }),
        ..TalkView::default()
    }
}

fn search() -> SearchView {
    let piece = |text: &str, marked| PieceView { text: text.into(), marked };
    let option =
        |name: &str, depth| OptionView { value: name.into(), name: name.into(), chosen: depth > 0, depth };
    let result = |number: usize| ResultView {
        href: format!("/2026/11/{number}/"),
        kicker: if number > 0 { "Dredging".into() } else { String::new() },
        headline: if number > 1 { Vec::new() } else { vec![piece("The ", false), piece("barge", true)] },
        snippet: if number > 0 { vec![piece("A ", false), piece("barge", true)] } else { Vec::new() },
        section: (number > 0).then(|| link("harbour")),
        published_on: if number > 0 { AT } else { 0 },
        picture: (number > 0).then(picture),
        language: if number > 1 { "fa" } else { "en" }.into(),
    };
    SearchView {
        language: "en".into(),
        q: "barge".into(),
        asked: true,
        filters: FiltersView {
            set: true,
            sections: vec![option("harbour", 0), option("dredging", 1)],
            languages: vec![option("en", 0), option("fa", 1)],
            from: "2026-11-14".into(),
            newest: true,
            ..FiltersView::default()
        },
        cut: true,
        instead: Some("barges".into()),
        perhaps: Some(link("barge")),
        some: true,
        items: (0..3).map(result).collect(),
        total: 700,
        number: 50,
        pages: 50,
        more: true,
        newer: Some("/search?q=barge&page=49".into()),
        older: Some("/search?q=barge&page=51".into()),
        ..SearchView::default()
    }
}

fn notice() -> NoticeView {
    NoticeView {
        path: "/nothing/".into(),
        note: Some("Withdrawn at the request of a source.".into()),
        since: Some(AT),
        latest: (0..3).map(item).collect(),
        ..NoticeView::default()
    }
}
