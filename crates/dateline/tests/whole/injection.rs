//! Whatever a title, name, term, text, comment or field holds: nothing of it runs anywhere.

use super::common::{
    crawl::crawl,
    on_each, on_sqlite,
    wxr::{Item, Wxr},
    xml::elements,
};
use html5ever::{parse_document, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Texts that break out of where they are put, if anything does. `pwn` marks what would run.
pub const PAYLOADS: [&str; 16] = [
    "<script>pwn()</script>",
    "</script><script>pwn()</script>",
    "</title><svg onload=pwn()>",
    "\"><img src=x onerror=pwn()>",
    "' onmouseover='pwn()' x='",
    "\" onfocus=\"pwn()\" autofocus tabindex=\"1",
    "--><script>pwn()</script><!--",
    "]]><script>pwn()</script>",
    "</style><script>pwn()</script>",
    "<a href=\"javascript:pwn()\">here</a>",
    "<iframe srcdoc=\"<script>pwn()</script>\"></iframe>",
    "\u{2028}\u{2029}\";pwn();//",
    "{{ 7*7 }}{% raw %}{{ pwn }}",
    "x\r\nSet-Cookie: pwn=1\r\n\r\n<script>pwn()</script>",
    "\u{202e}pwn\u{2066}\u{200f}",
    "&lt;script&gt;pwn()&lt;/script&gt;&#x3c;script&#x3e;pwn()",
];

/// An export with a payload in every field that is shown.
fn hostile() -> Wxr {
    let mut export = Wxr::new();
    for (n, payload) in (1_i64..).zip(PAYLOADS) {
        export = export
            .author(n, &format!("author-{n}"), payload)
            .category(100 + n, &format!("section-{n}"), "", payload)
            .tag(200 + n, &format!("topic-{n}"), payload)
            .with(
                Item::attachment(400 + n, &format!("2026/11/quay-{n}.jpg"), payload, 300 + n)
                    .meta("_wp_attachment_image_alt", payload)
                    .excerpt(payload),
            )
            .with(
                Item::post(300 + n, &format!("post-{n}"), payload)
                    .by(&format!("author-{n}"))
                    .excerpt(payload)
                    .content(&format!("{payload}<p>{payload}</p><blockquote>{payload}</blockquote>"))
                    .section(&format!("section-{n}"), "S")
                    .topic(&format!("topic-{n}"), "T")
                    .meta("kicker", payload)
                    .meta("place", payload)
                    .meta("_thumbnail_id", &(400 + n).to_string())
                    .meta("_yoast_wpseo_title", payload)
                    .meta("_yoast_wpseo_metadesc", payload)
                    .meta("_yoast_wpseo_canonical", payload)
                    .comment(500 + n, 0, "1", payload, payload),
            )
            .with(Item::page(600 + n, &format!("page-{n}"), payload).content(payload));
    }
    export
}

/// Whether an element belongs to one of the site's own forms, which lead nowhere else.
fn is_ours(tag: &str, of: &dyn Fn(&str) -> String) -> bool {
    match tag {
        "form" => {
            let to = of("action");
            of("method") == "post"
                && (matches!(to.as_str(), "/comments" | "/error-reports") || to.starts_with("/comments/"))
        }
        "input" => {
            let names = ["article", "token", "parent", "name", "email", "website", "reason"];
            names.contains(&of("name").as_str()) && of("formaction").is_empty()
        }
        "button" => of("formaction").is_empty() && of("name").is_empty(),
        _ => false,
    }
}

/// The elements that pages are made of, as far as they could do anything. Any other element of this kind is a fault.
const ACTIVE: [&str; 14] = [
    "script", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "base", "applet",
    "frame", "template", "noscript",
];

/// Whether an element is one of the form that searches, or the one script there is, which suggests what to search for.
fn of_the_search<'a>(tag: &str, of: impl Fn(&str) -> &'a str) -> bool {
    match tag {
        "form" => of("action") == "/search",
        "input" => ["q", "topic", "person", "from", "to"].contains(&of("name")),
        "button" => of("name").is_empty() && of("formaction").is_empty(),
        "script" => of("src") == dateline::pages::script::address(),
        _ => false,
    }
}

/// Everything in a page that could run or lead to something that runs.
pub fn faults(html: &str) -> Vec<String> {
    let dom = parse_document(RcDom::default(), Default::default()).one(html);
    let mut faults = Vec::new();
    let mut stack: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = stack.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let tag = name.local.to_string();
            let attributes: Vec<(String, String)> =
                attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            let of =
                |wanted: &str| attributes.iter().find(|(n, _)| n == wanted).map_or("", |(_, v)| v.as_str());
            if tag == "script" && of("type") == "application/ld+json" {
                let text: String = node.children.borrow().iter().map(text_of).collect();
                if let Err(error) = serde_json::from_str::<serde_json::Value>(&text) {
                    faults.push(format!("JSON-LD that is no JSON: {error}"));
                }
            } else if is_ours(&tag, &|name| of(name).to_owned()) || of_the_search(&tag, of) {
                // A field whose name or place was broken out of is none of these.
            } else if ACTIVE.contains(&tag.as_str()) {
                faults.push(format!("<{tag}>"));
            }
            if tag == "meta" && !of("http-equiv").is_empty() {
                faults.push("<meta http-equiv>".into());
            }
            for (name, value) in &attributes {
                let bare: String = value.chars().filter(|c| !c.is_ascii_control() && *c != ' ').collect();
                let scheme = bare.to_ascii_lowercase();
                let runs = ["javascript:", "data:", "vbscript:"].iter().any(|s| scheme.starts_with(s));
                if name.starts_with("on")
                    || name == "style"
                    || name == "srcdoc"
                    || (runs && !["content", "alt", "title", "value"].contains(&name.as_str()))
                {
                    faults.push(format!("<{tag} {name}={value:?}>"));
                }
            }
        }
        stack.extend(node.children.borrow().iter().cloned());
    }
    faults
}

fn text_of(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => String::new(),
    }
}

#[test]
fn the_test_sees_what_it_looks_for() {
    for (html, expected) in [
        ("<p onclick=pwn()>x", "onclick"),
        ("<script>pwn()</script>", "script"),
        ("<a href=' java\nscript:pwn()'>x</a>", "href"),
        ("<script type=application/ld+json>{\"a\":</script>", "JSON"),
    ] {
        assert!(faults(html).concat().contains(expected), "{html}");
    }
}

#[test]
fn nothing_that_comes_in_runs_on_any_page() {
    on_each(|app| {
        let summary = app.import(&hostile().build());
        assert_eq!(summary.counts["articles"].new, PAYLOADS.len() as u64, "{summary}");
        let also: Vec<String> = (300..640).map(|n| format!("/?p={n}")).collect();
        let also: Vec<&str> = also.iter().map(String::as_str).collect();
        let pages = crawl(&app, &also);
        let shown = pages.values().filter(|a| a.status == 200).count();
        assert!(shown > PAYLOADS.len() * 3, "only {shown} pages were seen");
        for (path, answer) in &pages {
            assert_eq!(answer.header("set-cookie"), "", "{path}");
            if answer.header("content-type").starts_with("text/html") {
                let faults = faults(&answer.text());
                assert!(faults.is_empty(), "{path}: {faults:?}");
            }
        }
        let feeds = (1..=PAYLOADS.len()).map(|n| format!("/category/section-{n}/feed/"));
        for path in feeds.chain(["/feed/".into(), "/comments/feed/".into(), "/2026/11/post-1/feed/".into()]) {
            for format in ["", "atom/", "json/"] {
                let answer = app.get(&format!("{path}{format}"));
                assert_eq!(answer.status, 200, "{path}{format}");
                for html in html_of(&answer.text(), format) {
                    let faults = faults(&html);
                    assert!(faults.is_empty(), "{path}{format}: {faults:?}");
                }
            }
        }
        // And what is no markup is shown as it was written.
        let page = app.page("/2026/11/post-13/");
        assert!(page.contains("{{ 7*7 }}{% raw %}{{ pwn }}"), "a template was run");
    });
}

/// The texts of a feed that readers take for HTML. Fails if the feed itself is not well-formed.
fn html_of(feed: &str, format: &str) -> Vec<String> {
    if format == "json/" {
        let feed: serde_json::Value = serde_json::from_str(feed).unwrap();
        let items = feed["items"].as_array().unwrap().iter();
        return items.map(|item| item["content_html"].as_str().unwrap().to_owned()).collect();
    }
    let is_html = |path: &str| {
        ["content:encoded", "item/description", "entry/content"].iter().any(|e| path.ends_with(e))
    };
    elements(feed).into_iter().filter(|(path, ..)| is_html(path)).map(|(_, _, text)| text).collect()
}

#[test]
fn a_hostile_site_name_stays_a_name() {
    on_sqlite(|app| {
        for payload in PAYLOADS {
            let name = payload.to_owned();
            app.act(move |tx| {
                let mut site = dateline::settings::store::site(tx)?;
                site.name.clone_from(&name);
                site.tagline.clone_from(&name);
                dateline::settings::store::set_site(tx, &site)
            })
            .unwrap();
            for path in ["/", "/nothing/"] {
                let faults = faults(&app.get(path).text());
                assert!(faults.is_empty(), "{payload:?} at {path}: {faults:?}");
            }
        }
    });
}

#[test]
fn an_address_that_was_asked_for_is_repeated_as_text() {
    on_sqlite(|app| {
        for payload in PAYLOADS {
            let encoded: String = payload.bytes().map(|b| format!("%{b:02x}")).collect();
            for path in [
                format!("/{encoded}"),
                format!("/nothing?{encoded}={encoded}"),
                format!("/?name={encoded}"),
                format!("/?s={encoded}"),
            ] {
                let answer = app.get(&path);
                assert!(answer.status < 500, "{path}");
                assert_eq!(answer.header("set-cookie"), "", "{path}");
                let faults = faults(&answer.text());
                assert!(faults.is_empty(), "{path}: {faults:?}");
            }
        }
    });
}
