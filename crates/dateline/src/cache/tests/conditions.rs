//! What the client has already.

use http::header::{
    CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, Response, StatusCode};

use super::support::{Pages, Trouble, cache};
use crate::cache::etag::{Digest, Effort, Known, known};
use crate::cache::{AcceptEncoding, Answer, Encoding, Page, PageKey};

fn body() -> String {
    "The tide tables of Port Merrow. ".repeat(40)
}

async fn answer(cache: &Pages, status: StatusCode, accept: AcceptEncoding) -> Answer {
    let compose = || async move {
        let mut page = Page::html(status, body());
        // Sun, 06 Nov 1994 08:49:37 GMT and a half.
        page.last_modified = Some(784_111_777_500_000);
        Ok::<_, Trouble>(page)
    };
    match cache.get_or_compose(&PageKey::new("/tides"), accept, compose).await {
        Ok(answer) => answer,
        Err(trouble) => panic!("{trouble:?}"),
    }
}

/// The status and tag of a request for the tide tables with these headers.
async fn asked(status: StatusCode, accept: &str, headers: &[(HeaderName, &str)]) -> (u16, String) {
    let mut request = HeaderMap::new();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            request.append(name.clone(), value);
        }
    }
    let accept = AcceptEncoding::parse(accept);
    let answer = answer(&cache(), status, accept).await.unless_known(&request, accept);
    let tag = answer.etag().and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
    if answer.status() == StatusCode::NOT_MODIFIED {
        assert!(answer.body().is_empty());
        let response: Response<bytes::Bytes> = answer.into_response();
        assert!(
            !response.headers().contains_key(CONTENT_TYPE)
                && !response.headers().contains_key(CONTENT_LENGTH)
        );
        assert!(response.headers().contains_key(VARY) && response.headers().contains_key(ETAG));
        return (304, tag);
    }
    (answer.status().as_u16(), tag)
}

fn tag(encoding: Encoding) -> String {
    let tag = Digest::of(body().as_bytes()).tag(encoding, Effort::Best);
    tag.and_then(|tag| tag.to_str().ok().map(str::to_owned)).unwrap_or_default()
}

#[tokio::test]
async fn if_none_match() {
    let (plain, zstd, brotli) = (tag(Encoding::Identity), tag(Encoding::Zstd), tag(Encoding::Brotli));
    let cases = [
        (zstd.clone(), 304, "the very tag"),
        (format!("W/{zstd}"), 304, "compared weakly"),
        (format!("\"a,b\" , {zstd}"), 304, "in a list with a comma in a tag"),
        ("*".to_owned(), 304, "whatever there is"),
        (brotli, 304, "of a coding that could have been sent"),
        (plain, 304, "of no coding, which is taken as well"),
        (tag(Encoding::Gzip), 200, "of a coding that this request does not take"),
        ("\"other\"".to_owned(), 200, "of another text"),
        (zstd.trim_matches('"').to_owned(), 200, "without quotes it is no tag"),
        (String::new(), 200, "empty"),
    ];
    for (value, status, why) in cases {
        let (got, tag) = asked(StatusCode::OK, "zstd, br", &[(IF_NONE_MATCH, &value)]).await;
        assert_eq!(got, status, "{why}: {value}");
        if got == 304 && value != "*" {
            assert!(value.contains(&tag), "{why}: the 304 names the tag that the client has");
        }
    }
}

#[tokio::test]
async fn several_lines_of_if_none_match_are_one_list() {
    let zstd = tag(Encoding::Zstd);
    let lines = [(IF_NONE_MATCH, "\"other\""), (IF_NONE_MATCH, zstd.as_str())];
    assert_eq!(asked(StatusCode::OK, "zstd", &lines).await.0, 304);
}

#[tokio::test]
async fn if_modified_since_counts_in_seconds_and_only_without_tags() {
    let at = |date| [(IF_MODIFIED_SINCE, date)];
    assert_eq!(asked(StatusCode::OK, "zstd", &at("Sun, 06 Nov 1994 08:49:37 GMT")).await.0, 304);
    assert_eq!(asked(StatusCode::OK, "zstd", &at("Sun, 06 Nov 1994 08:49:36 GMT")).await.0, 200);
    assert_eq!(asked(StatusCode::OK, "zstd", &at("yesterday")).await.0, 200);
    let both = [(IF_MODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:37 GMT"), (IF_NONE_MATCH, "\"other\"")];
    assert_eq!(asked(StatusCode::OK, "zstd", &both).await.0, 200);
}

#[tokio::test]
async fn only_a_success_is_ever_unchanged() {
    assert_eq!(asked(StatusCode::NOT_FOUND, "zstd", &[(IF_NONE_MATCH, "*")]).await, (404, String::new()));
}

#[test]
fn lists_of_tags() {
    let read = |line: &'static str| known(line.as_bytes()).collect::<Vec<_>>();
    assert_eq!(read(" , \"a\",,W/\"b\"\t"), [Known::Tag(b"a"), Known::Tag(b"b")]);
    assert_eq!(read("\"\""), [Known::Tag(b"")]);
    assert_eq!(read("\"a\", b, \"c\""), [Known::Tag(b"a")]);
    assert_eq!(read("\"never closed"), []);
    assert_eq!(read("W/"), []);
}
