//! Files that mean harm, or that chance made: nothing hangs, grows without bound or panics.

// Helpers of tests fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufReader, Write};
use std::time::{Duration, Instant};

use dateline_interchange::wxr::{Event, Limits, Reader, WxrError};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

const HEAD: &str = "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" \
    xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><wp:wxr_version>1.2</wp:wxr_version>";

fn read(bytes: &[u8]) -> (Vec<Event>, Option<WxrError>) {
    read_within(bytes, Limits::default())
}

fn read_within(bytes: &[u8], limits: Limits) -> (Vec<Event>, Option<WxrError>) {
    let begun = Instant::now();
    let mut events = Vec::new();
    for event in Reader::new(bytes, limits) {
        match event {
            Ok(event) => events.push(event),
            Err(error) => return (events, Some(error)),
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(60));
    (events, None)
}

/// With limits of which a test reaches the end quickly.
fn refusal(bytes: &[u8]) -> WxrError {
    let limits = Limits {
        element_bytes: 4 << 20,
        item_bytes: 8 << 20,
        free_expansion: 4 << 20,
        expansion_ratio: 200,
        ..Limits::default()
    };
    let (events, error) = read_within(bytes, limits);
    assert!(events.iter().all(|event| !matches!(event, Event::Item(_))));
    error.expect("an error")
}

fn gzip(pieces: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for piece in pieces {
        encoder.write_all(&piece).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn entities_never_expand() {
    let mut laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"lol\">".to_owned();
    for n in 1..10 {
        laughs += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    laughs += "]>";
    let body = "<item><title>&a9;</title></item></channel></rss>";
    let (events, error) = read(format!("{laughs}{HEAD}{body}").as_bytes());
    assert!(error.is_none());
    let title = events.iter().find_map(|event| match event {
        Event::Item(item) => Some(item.title.as_str()),
        _ => None,
    });
    assert_eq!(title, Some("&a9;"));
    let plain = format!("{laughs}<rss version=\"2.0\"><channel><title>&a9;</title></channel></rss>");
    assert!(matches!(refusal(plain.as_bytes()), WxrError::NotWxr { .. }));
}

#[test]
fn deep_nesting_ends_with_its_line() {
    let deep = format!("{HEAD}\n<item>\n{}", "<a>\n".repeat(200_000));
    assert!(matches!(refusal(deep.as_bytes()), WxrError::TooDeep { line: 99..=103, .. }));
    assert!(matches!(refusal("<a>".repeat(200_000).as_bytes()), WxrError::NotWxr { .. }));
    // In a text, tags are text and not depth.
    let text = format!(
        "{HEAD}<item><content:encoded>{}</content:encoded></item></channel></rss>",
        "<a>".repeat(200_000)
    );
    assert!(read(text.as_bytes()).1.is_none());
}

#[test]
fn an_element_beyond_the_limit_ends_with_its_line() {
    let filler = vec![b'x'; 1 << 20];
    for open in ["<![CDATA[", "", "<b>"] {
        let head = format!("{HEAD}\n<item>\n<content:encoded>{open}").into_bytes();
        let pieces = std::iter::once(head).chain(std::iter::repeat_n(filler.clone(), 6));
        let bytes: Vec<u8> = pieces.flatten().collect();
        assert!(matches!(refusal(&bytes), WxrError::TooLarge { line: 3, .. }), "{open}");
    }
    let comments = format!("{HEAD}<item>{}", "<wp:comment/>".repeat(200_000));
    assert!(matches!(refusal(comments.as_bytes()), WxrError::TooLarge { line: 1, .. }));
    let tag = format!("{HEAD}<item {}", "a=\"b\" ".repeat(500_000));
    assert!(matches!(refusal(tag.as_bytes()), WxrError::TooLarge { line: 1, .. }));
}

#[test]
fn a_compressed_bomb_is_refused() {
    let zeros = gzip(std::iter::repeat_n(vec![0; 1 << 20], 20));
    assert!(matches!(refusal(&zeros), WxrError::NotWxr { .. }));
    let head = format!("{HEAD}<!--").into_bytes();
    let comment = gzip(std::iter::once(head).chain(std::iter::repeat_n(vec![b' '; 1 << 20], 20)));
    assert!(matches!(refusal(&comment), WxrError::Bomb { .. }));
}

#[test]
fn a_damaged_archive_is_told_after_what_came_before() {
    let item = |n: u32| {
        format!("<item><title>{n}</title><wp:post_id>{}</wp:post_id></item>\n", n.wrapping_mul(2_654_435_761))
    };
    let whole = std::iter::once(HEAD.to_owned()).chain((0..20_000).map(item)).map(String::into_bytes);
    let mut bytes = gzip(whole);
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 200] {
        *byte = 0xaa;
    }
    let (events, error) = read(&bytes);
    assert!(events.len() > 1000);
    // Where the damage still decodes, the XML is what tells.
    assert!(matches!(error, Some(WxrError::Damaged { .. } | WxrError::CutOff { .. })), "{error:?}");
}

#[test]
fn many_repairs_are_counted_and_not_kept() {
    let body: String = (0..100_000).map(|_| "<category>&</category>").collect();
    let (events, error) = read(format!("{HEAD}<item>{body}</item></channel></rss>").as_bytes());
    assert!(error.is_none());
    assert!(events.len() < 300, "{}", events.len());
}

#[test]
fn every_beginning_of_an_export_is_cut_off_and_no_more() {
    let whole = format!(
        "{HEAD}<item><title>One</title><wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value><![CDATA[v]]>\
         </wp:meta_value></wp:postmeta><wp:comment><wp:comment_id>1</wp:comment_id></wp:comment></item></channel></rss>"
    );
    let channel_end = whole.len() - "</rss>".len();
    for end in 1..whole.len() {
        let (events, error) = read(&whole.as_bytes()[..end]);
        let items = events.iter().filter(|event| matches!(event, Event::Item(_))).count();
        assert_eq!(items > 0, end >= whole.find("</item>").unwrap() + 7, "at {end}");
        assert_eq!(error.is_some(), end < channel_end, "at {end}: {error:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        for head in ["", HEAD, "<rss><channel><item>", "\u{feff}<?xml version=\"1.0\" encoding=\""] {
            let all = [head.as_bytes(), &bytes].concat();
            let _ = read(&all);
        }
    }

    #[test]
    fn near_misses_are_read_alike_in_any_pieces(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..40),
        buffer_bytes in 1usize..50,
    ) {
        let all = format!("{HEAD}{}", parts.concat());
        let whole = format!("{:?}", read(all.as_bytes()));
        let limits = Limits { buffer_bytes, ..Limits::default() };
        let mut events = Vec::new();
        let mut error = None;
        for event in Reader::new(BufReader::with_capacity(1, all.as_bytes()), limits) {
            match event {
                Ok(event) => events.push(event),
                Err(e) => error = Some(e),
            }
        }
        prop_assert_eq!(format!("{:?}", (events, error)), whole);
    }
}

const PARTS: &[&str] = &[
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<wp:postmeta>",
    "</wp:postmeta>",
    "<wp:meta_key>",
    "</wp:meta_key>",
    "<wp:comment>",
    "<wp:comment_id>",
    "7",
    "&",
    "&amp;",
    "&nbsp;",
    "&#0;",
    "<",
    ">",
    "\"",
    "'",
    "<category domain=\"a",
    "<?",
    "?>",
    "<!DOCTYPE a [",
    "]>",
    "\n",
    "\r\n",
    "\u{0}",
    "é",
    "</channel>",
    "</rss>",
    "<rss>",
    "<channel>",
    "<x y=\"z\"/>",
    "<a><b></a>",
    "<content:encoded>",
    "</content:encoded>",
    " word ",
    "<wp:tag>",
    "<wp:author xmlns:wp=\"urn:x\">",
    "/",
    "=",
    "<wp:post_id>",
    "</wp:post_id>",
];
