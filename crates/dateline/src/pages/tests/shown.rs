//! What a page shows, and what it keeps to itself.

use super::AT;
use crate::pages::render::Renderer;
use crate::pages::style;
use crate::pages::view::*;

#[test]
fn a_page_stands_in_its_own_language() {
    let r = Renderer::new().unwrap();
    let site = SiteView { zone: "Asia/Tehran".into(), ..SiteView::bare("Courier", "en-GB") };
    let article = |language: &str| ArticleView {
        language: language.into(),
        published_on: AT,
        ..ArticleView::default()
    };
    let persian = r.article(&site, &article("fa-IR")).unwrap();
    assert!(persian.contains("<html lang=\"fa-IR\" dir=\"rtl\">"));
    assert!(persian.contains("<time datetime=\"2026-11-24T02:06:20+03:30\">۳ آذر ۱۴۰۵، ۰۲:۰۶</time>"));
    // There are no Swedish words: the page is the site's, the article says what it is.
    let swedish = r.article(&site, &article("sv")).unwrap();
    assert!(swedish.contains("<html lang=\"en\" dir=\"ltr\">"), "{swedish}");
    assert!(swedish.contains("<article class=\"story\" lang=\"sv\" dir=\"ltr\">"));
}

#[test]
fn a_closed_article_gives_nothing_away() {
    let r = Renderer::new().unwrap();
    let secret = || "tide table".to_owned();
    let comment = CommentView { body_html: secret(), ..CommentView::default() };
    let page = ArticleView {
        password_protected: true,
        headline: "Members".into(),
        body_html: secret(),
        standfirst: secret(),
        search_description: Some(secret()),
        lead: Some(PictureView { src: "/tide table.jpg".into(), ..PictureView::default() }),
        share_picture: Some(PictureView { src: "/tide table.jpg".into(), ..PictureView::default() }),
        downloads: vec![DownloadView { title: secret(), ..DownloadView::default() }],
        comments: CommentsView { total: 1, threads: vec![comment], ..CommentsView::default() },
        ..ArticleView::default()
    };
    let page = r.article(&SiteView::bare("Courier", "en"), &page).unwrap();
    assert!(!page.contains("tide table"), "{page}");
    assert!(page.contains("only with a password") && page.contains("\"isAccessibleForFree\":false"));
}

#[test]
fn modified_is_never_before_published() {
    let r = Renderer::new().unwrap();
    let site = SiteView::bare("Courier", "en");
    let render = |modified| {
        let page = ArticleView { published_on: AT, modified: Some(modified), ..ArticleView::default() };
        r.article(&site, &page).unwrap()
    };
    let earlier = render(AT - 3_600_000_000);
    assert!(!earlier.contains("Updated") && !earlier.contains("article:modified_time"));
    assert!(earlier.contains("\"dateModified\":\"2026-11-23T22:36:20+00:00\""), "{earlier}");
    let later = render(AT + 3_600_000_000);
    assert!(later.contains("Updated <time datetime=\"2026-11-23T23:36:20+00:00\">"));
}

#[test]
fn the_way_here_is_shown_and_told() {
    let r = Renderer::new().unwrap();
    let harbour = MenuLink {
        children: vec![MenuLink::new("Dredging", "/harbour/dredging/")],
        ..MenuLink::new("Harbour", "/harbour/")
    };
    let site = SiteView {
        base_url: "https://courier.example".into(),
        sections: vec![harbour, MenuLink::new("Sport", "/sport/")],
        ..SiteView::bare("Courier", "en")
    };
    let page = ArticleView {
        path: "/harbour/barge/".into(),
        headline: "The barge".into(),
        breadcrumb: vec![LinkView::new("Harbour", "/harbour/")],
        ..ArticleView::default()
    };
    let page = r.article(&site, &page).unwrap();
    let trail = page.split("class=\"crumbs\"").nth(1).and_then(|p| p.split("</nav>").next()).unwrap();
    let order: Vec<_> =
        ["Home", "Harbour", "The barge"].iter().map(|name| trail.find(name).unwrap()).collect();
    assert!(order.is_sorted());
    assert!(page.contains("<link rel=\"canonical\" href=\"https://courier.example/harbour/barge/\">"));
    let told = page.split("application/ld+json\">").nth(1).and_then(|p| p.split("</script>").next()).unwrap();
    let told: serde_json::Value = serde_json::from_str(told).unwrap();
    let steps =
        told["@graph"].as_array().unwrap().iter().find(|one| one["@type"] == "BreadcrumbList").unwrap();
    let second = &steps["itemListElement"][1];
    assert_eq!(
        (&second["position"], &second["name"]),
        (&serde_json::json!(2), &serde_json::json!("Harbour"))
    );
    assert_eq!(second["item"], "https://courier.example/harbour/");
    assert!(page.contains("href=\"/harbour/\" aria-current=\"true\""));
    assert!(page.contains("<ul class=\"below\">") && !page.contains("href=\"/sport/\" aria-current"));
}

#[test]
fn a_thread_is_nested_lists_that_close() {
    let r = Renderer::new().unwrap();
    let one =
        |id, parent| FlatComment { comment: CommentView { id, at: AT, ..CommentView::default() }, parent };
    let chain = (1..40).map(|id| one(id, (id > 1 && id % 7 != 0).then_some(id - 1)));
    let threads = comments::thread(chain.collect());
    let comments = CommentsView { total: 39, threads, ..CommentsView::default() };
    let page = r
        .article(&SiteView::bare("Courier", "en"), &ArticleView { comments, ..ArticleView::default() })
        .unwrap();
    let thread = page.split("id=\"comments\"").nth(1).and_then(|p| p.split("</section>").next()).unwrap();
    for tag in ["ol", "li"] {
        let opened =
            thread.matches(&format!("<{tag}>")).count() + thread.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, thread.matches(&format!("</{tag}>")).count(), "<{tag}>");
    }
    assert_eq!(thread.matches("<article").count(), 39);
}

#[test]
fn the_style_is_what_its_hash_says() {
    let r = Renderer::new().unwrap();
    let page = r.front(&SiteView::bare("Courier", "en"), &FrontView::default()).unwrap();
    let inside = page.split("<style>").nth(1).and_then(|p| p.split("</style>").next()).unwrap();
    assert!(r.policy(None, &[]).contains(&style::source(inside)));
    assert!(!page.contains(" style="), "an inline style would be refused by the policy");
}
