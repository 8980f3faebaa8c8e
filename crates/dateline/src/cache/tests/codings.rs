//! Which coding a request gets, and what the background adds.

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, ETAG, HeaderName, HeaderValue, LOCATION, VARY,
};
use http::{Response, StatusCode};

use super::support::{Pages, Trouble, browser, cache, facts, until};
use crate::cache::{AcceptEncoding, Answer, Encoding, Page, PageKey, codec};

const KEY: &str = "/harbour";

fn article() -> String {
    let paragraph = |n| format!("<p>Boat {n} of {} came in at {} past six.</p>\n", n * 7 + 3, n * 13 % 60);
    (0..400).map(paragraph).collect()
}

async fn get(cache: &Pages, accept: &str) -> Answer {
    let accept = AcceptEncoding::parse(accept);
    let compose = || async { Ok(Page::html(StatusCode::OK, article()).made_from(facts(&["article/3"]))) };
    match cache.get_or_compose(&PageKey::new(KEY), accept, compose).await {
        Ok(answer) => answer,
        Err(trouble) => panic!("{trouble:?}"),
    }
}

fn plain(answer: &Answer) -> String {
    match codec::decode(&answer.body(), answer.encoding(), article().len()) {
        Ok(body) => String::from_utf8_lossy(&body).into_owned(),
        Err(error) => format!("{:?} that cannot be unpacked: {error}", answer.encoding()),
    }
}

fn tag(answer: &Answer) -> String {
    answer.etag().and_then(|tag| tag.to_str().ok()).unwrap_or("no tag").to_owned()
}

#[tokio::test]
async fn the_first_answer_is_zstd_or_quick_gzip_or_nothing() {
    let cases = [
        ("gzip, deflate, br, zstd", Encoding::Zstd, "-zst\""),
        ("gzip, deflate, br", Encoding::Gzip, "-gz1\""),
        ("gzip;q=1, zstd;q=0.5", Encoding::Gzip, "-gz1\""),
        ("br", Encoding::Identity, ""),
        ("", Encoding::Identity, ""),
        ("identity, gzip;q=0.5", Encoding::Identity, ""),
        ("deflate, identity;q=0", Encoding::Identity, ""),
        ("br, identity;q=0", Encoding::Brotli, "-br\""),
    ];
    for (accept, encoding, suffix) in cases {
        let cache = cache();
        let answer = get(&cache, accept).await;
        assert_eq!(answer.encoding(), encoding, "{accept}");
        assert_eq!(plain(&answer), article(), "{accept}");
        assert!(
            tag(&answer).ends_with(suffix) && tag(&answer).len() == 34 + suffix.len().saturating_sub(1),
            "{accept}"
        );
        assert_eq!(cache.stats().pages, 1, "{accept}");
    }
}

#[tokio::test]
async fn a_second_request_brings_brotli_and_the_rest() {
    let cache = cache();
    get(&cache, "zstd, br, gzip").await;
    assert_eq!(cache.stats().recoded, 0, "a page asked for once costs no brotli");
    get(&cache, "zstd, br, gzip").await;
    until(|| cache.stats().recoded == 2).await;
    let mut tags = Vec::new();
    for (accept, encoding) in
        [("zstd, br, gzip", Encoding::Brotli), ("zstd, gzip", Encoding::Zstd), ("gzip", Encoding::Gzip)]
    {
        let answer = get(&cache, accept).await;
        assert_eq!((answer.encoding(), plain(&answer)), (encoding, article()), "{accept}");
        tags.push(tag(&answer));
    }
    assert!(tags.iter().all(|tag| tag.get(..33) == tags[0].get(..33)), "one body, one digest: {tags:?}");
    assert!(
        tags[0].ends_with("-br\"") && tags[1].ends_with("-zst\"") && tags[2].ends_with("-gz\""),
        "{tags:?}"
    );
    assert_eq!(cache.stats().misses, 1);
}

#[tokio::test]
async fn who_takes_only_gzip_gets_it_of_a_page_held_in_zstd() {
    let cache = cache();
    get(&cache, "zstd").await;
    let bytes = cache.stats().bytes;
    let answer = get(&cache, "gzip").await;
    assert_eq!((answer.encoding(), plain(&answer)), (Encoding::Gzip, article()));
    assert!(cache.stats().bytes > bytes, "and it is held");
    let answer = get(&cache, "").await;
    assert_eq!((answer.encoding(), plain(&answer)), (Encoding::Identity, article()));
}

#[tokio::test]
async fn a_coding_made_after_the_page_went_does_not_bring_it_back() {
    let cache = cache();
    get(&cache, "zstd").await;
    let Some(kept) = cache.inner.shards.held(&PageKey::new(KEY)) else { panic!("it is held") };
    cache.evict(&facts(&["article/3"]));
    let made = crate::cache::upgrade::make(
        &cache.inner,
        &kept,
        &Bytes::from(article()),
        Encoding::Brotli,
        crate::cache::etag::Effort::Best,
    );
    assert!(made.is_some());
    assert!(cache.get(&PageKey::new(KEY), browser()).is_none());
    assert_eq!(cache.stats().bytes, 0);

    // Nor does it become a coding of the page that has come since.
    let newer = Page::html(StatusCode::OK, "The harbour is closed. ".repeat(50));
    assert!(cache.get_or_compose(&PageKey::new(KEY), browser(), || async { Ok(newer) }).await.is_ok());
    let identity = Bytes::from(article());
    let effort = crate::cache::etag::Effort::Best;
    assert!(crate::cache::upgrade::make(&cache.inner, &kept, &identity, Encoding::Brotli, effort).is_some());
    let now = cache.get(&PageKey::new(KEY), browser()).map(|answer| answer.encoding());
    assert_eq!(now, Some(Encoding::Zstd), "brotli could only be the older page's");
}

#[tokio::test]
async fn what_compression_does_not_help_is_sent_as_it_is() {
    let cache = cache();
    let picture = Page::new(StatusCode::OK, HeaderValue::from_static("image/webp"), vec![1_u8; 5000]);
    let short = Page::html(StatusCode::OK, "Fog.");
    for (key, page) in [("/picture", picture), ("/short", short)] {
        let answer = cache.get_or_compose(&PageKey::new(key), browser(), || async { Ok(page) }).await;
        let Ok(answer) = answer else { panic!("{key}") };
        let response: Response<Bytes> = answer.into_response();
        assert!(!response.headers().contains_key(CONTENT_ENCODING), "{key}");
        assert!(!response.headers().contains_key(VARY), "{key}");
    }
}

#[tokio::test]
async fn a_response_has_the_headers_of_page_and_coding() {
    let cache = cache();
    let compose = || async {
        let mut page = Page::html(StatusCode::OK, article());
        page.headers.push((CACHE_CONTROL, HeaderValue::from_static("max-age=0, must-revalidate")));
        page.last_modified = Some(1_700_000_000_999_999);
        Ok::<_, Trouble>(page)
    };
    let Ok(answer) = cache.get_or_compose(&PageKey::new(KEY), browser(), compose).await else { panic!() };
    let body = answer.body();
    let response: Response<Bytes> = answer.into_response();
    let header = |name: &HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header(&http::header::CONTENT_TYPE), Some("text/html; charset=utf-8"));
    assert_eq!(header(&CACHE_CONTROL), Some("max-age=0, must-revalidate"));
    assert_eq!(header(&http::header::LAST_MODIFIED), Some("Tue, 14 Nov 2023 22:13:20 GMT"));
    assert_eq!(header(&VARY), Some("accept-encoding"));
    assert_eq!(header(&CONTENT_ENCODING), Some("zstd"));
    assert_eq!(header(&CONTENT_LENGTH), Some(body.len().to_string().as_str()));
    assert!(header(&ETAG).is_some());
    assert_eq!(response.body(), &body);
}

#[test]
fn a_redirect_cannot_add_a_header_or_name_another_host_by_backslash() {
    let location = |to| {
        let page = Page::redirect(StatusCode::MOVED_PERMANENTLY, to);
        page.headers
            .iter()
            .find(|(name, _)| *name == LOCATION)
            .and_then(|(_, to)| to.to_str().ok().map(str::to_owned))
    };
    assert_eq!(location("/2026/11/a-report/?page=2#c1").as_deref(), Some("/2026/11/a-report/?page=2#c1"));
    assert_eq!(location("/a\r\nSet-Cookie: x=1").as_deref(), Some("/a%0D%0ASet-Cookie:%20x=1"));
    assert_eq!(location("/\\elsewhere.example").as_deref(), Some("/%5Celsewhere.example"));
    assert_eq!(location("/naïve%20page").as_deref(), Some("/na%C3%AFve%20page"));
}
