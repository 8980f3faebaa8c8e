//! Files: titled downloads, ranges, types, and names that cannot do harm.

use super::common::{
    TestApp,
    crawl::links,
    on_each, on_sqlite,
    wxr::{Item, Wxr},
};
use dateline::import::summary::Summary;

const TABLE: &str = "08:00 high water 4.2 m\n14:10 low water 0.9 m\n";

/// A report with these files uploaded to it: name in the folder, title, content.
fn with_files(app: &TestApp, files: &[(&str, &str, &[u8])]) -> Summary {
    let mut export = Wxr::courier().with(Item::post(7, "a-report", "A report"));
    for (number, (name, title, content)) in (100_i64..).zip(files) {
        app.file(&format!("uploads/2026/11/{name}"), content);
        export = export.with(Item::attachment(number, &format!("2026/11/{name}"), title, 7));
    }
    let folder = app.folder.with_file_name("uploads");
    app.import_with(&export.build(), |options| options.uploads = Some(folder))
}

/// The addresses of the downloads that the report offers.
fn offered(app: &TestApp) -> Vec<String> {
    let page = app.page("/2026/11/a-report/");
    let part = page.split("<section class=\"downloads\"").nth(1).unwrap_or_default();
    links(part.split("</section>").next().unwrap_or_default())
}

#[test]
fn a_file_of_an_article_is_a_titled_download() {
    on_each(|app| {
        with_files(&app, &[("tides.txt", "Tide table, winter", TABLE.as_bytes())]);
        let page = app.page("/2026/11/a-report/");
        assert!(page.contains("Download Tide table, winter"), "{page}");
        let address = offered(&app).pop().unwrap();
        let answer = app.get(&address);
        assert_eq!((answer.status, answer.text().as_str()), (200, TABLE));
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert!(answer.header("content-disposition").starts_with("attachment; filename="));
        assert!(answer.header("cache-control").contains("immutable"));
        assert_eq!(answer.header("accept-ranges"), "bytes");
        assert_eq!(answer.header("content-length"), TABLE.len().to_string());
        app.leads("/wp-content/uploads/2026/11/tides.txt", &address);
    });
}

#[test]
fn ranges_and_what_is_known_already() {
    on_sqlite(|app| {
        with_files(&app, &[("tides.txt", "Tides", TABLE.as_bytes())]);
        let address = offered(&app).pop().unwrap();
        let length = TABLE.len();
        let tag = app.get(&address).header("etag").to_owned();
        let check = |range: &str, status: u16, expected: &str, says: String| {
            let answer = app.ask("GET", &address, &[("Range", range)]);
            assert_eq!((answer.status, answer.text().as_str()), (status, expected), "{range}");
            assert_eq!(answer.header("content-range"), says, "{range}");
        };
        check("bytes=0-4", 206, "08:00", format!("bytes 0-4/{length}"));
        check("bytes=-2", 206, "m\n", format!("bytes {}-{}/{length}", length - 2, length - 1));
        check("bytes=40-", 206, &TABLE[40..], format!("bytes 40-{}/{length}", length - 1));
        check("bytes=0-99999", 206, TABLE, format!("bytes 0-{}/{length}", length - 1));
        check("bytes=99999-", 416, "", format!("bytes */{length}"));
        for ignored in ["bytes=5-2", "lines=1-2", "bytes=a-b", "bytes=0-1,4-5", ""] {
            let status = app.ask("GET", &address, &[("Range", ignored)]).status;
            assert!([200, 206, 416].contains(&status), "{ignored:?}: {status}");
        }
        let stale = app.ask("GET", &address, &[("Range", "bytes=0-4"), ("If-Range", "\"other\"")]);
        assert_eq!((stale.status, stale.bytes.len()), (200, length));
        let fresh = app.ask("GET", &address, &[("Range", "bytes=0-4"), ("If-Range", &tag)]);
        assert_eq!(fresh.status, 206);
        assert_eq!(app.ask("GET", &address, &[("If-None-Match", &tag)]).status, 304);
        let head = app.ask("HEAD", &address, &[]);
        assert_eq!((head.status, head.header("content-length")), (200, length.to_string().as_str()));
    });
}

#[test]
fn what_a_browser_could_run_is_never_shown_in_the_page() {
    on_sqlite(|app| {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let html = b"<!doctype html><script>alert(1)</script>";
        let summary = with_files(
            &app,
            &[
                ("chart.svg", "A chart", svg),
                ("page.html", "A page", html),
                ("page.pdf", "Not a PDF", html),
                ("photo.jpg", "Not a picture", html),
                ("run.php", "A program", b"<?php phpinfo();"),
            ],
        );
        for number in 100..105 {
            let to = app.get(&format!("/?attachment_id={number}"));
            if to.status != 301 || !to.header("location").starts_with("/media/") {
                continue;
            }
            let answer = app.get(to.header("location"));
            let kind = answer.header("content-type");
            let runs = ["html", "svg", "xml", "script", "php"].iter().any(|k| kind.contains(k));
            assert!(
                !runs || answer.header("content-disposition").starts_with("attachment"),
                "{number}: {kind}"
            );
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("sandbox") && policy.contains("default-src 'none'"),
                "{number}: {policy}"
            );
            assert!(!kind.starts_with("image/jpeg"), "a page is served as a picture");
        }
        let said = summary.to_string();
        assert!(said.contains("photo.jpg"), "that it is no picture is said: {said}");
    });
}

#[test]
fn names_cannot_leave_the_header_or_the_folder() {
    on_sqlite(|app| {
        let title = "Tides\"; x=\r\nSet-Cookie: a=b\u{202e}txt.exe/../../";
        with_files(&app, &[("tides.txt", title, TABLE.as_bytes())]);
        let address = offered(&app).pop().unwrap();
        let answer = app.get(&address);
        assert_eq!(answer.header("set-cookie"), "");
        let disposition = answer.header("content-disposition");
        assert!(!disposition.contains("..") && !disposition.contains('\u{202e}'), "{disposition}");
        // The name in the address is for people: any other leads to the same file, and can do no harm.
        let hash = address.split('/').nth(2).unwrap();
        for name in [
            "x",
            "%0d%0aSet-Cookie:%20a=b",
            "%22;x=y",
            "..%2f..%2fetc%2fpasswd",
            "%e2%80%aetxt.exe",
            "%00",
            "%ff",
        ] {
            let answer = app.get(&format!("/media/{hash}/{name}"));
            assert!([200, 400, 404].contains(&answer.status), "{name}: {}", answer.status);
            assert_eq!(answer.header("set-cookie"), "", "{name}");
            let disposition = answer.header("content-disposition");
            assert!(!disposition.contains('/') && !disposition.contains('\u{202e}'), "{name}: {disposition}");
        }
        for hash in ["0", "../../dateline.db", "%2e%2e", &"f".repeat(64), &"g".repeat(64), &"F".repeat(64)] {
            app.status(&format!("/media/{hash}/x"), 404);
        }
    });
}

#[test]
fn the_same_file_is_kept_once() {
    on_sqlite(|app| {
        with_files(&app, &[("a.txt", "One", TABLE.as_bytes()), ("b.txt", "Two", TABLE.as_bytes())]);
        let offered = offered(&app);
        assert_eq!(offered.len(), 2);
        let hash = |address: &String| address.split('/').nth(2).unwrap().to_owned();
        assert_eq!(hash(&offered[0]), hash(&offered[1]));
    });
}

#[test]
fn a_picture_comes_in_several_sizes_and_says_where() {
    on_sqlite(|app| {
        let mut png = Vec::new();
        let picture =
            image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
        picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        app.file("uploads/2026/11/quay.png", &png);
        let folder = app.folder.with_file_name("uploads");
        let export = Wxr::courier()
            .with(
                Item::post(7, "a-report", "A report")
                    .meta("_thumbnail_id", "8")
                    .section("harbour", "Harbour"),
            )
            .with(
                Item::attachment(8, "2026/11/quay.png", "The quay", 7)
                    .meta("_wp_attachment_image_alt", "A quay at low water"),
            );
        app.import_with(&export.build(), |options| options.uploads = Some(folder));
        let page = app.page("/2026/11/a-report/");
        let img = page.split("<img ").nth(1).unwrap().split('>').next().unwrap();
        assert!(img.contains("alt=\"A quay at low water\"") && img.contains("srcset="), "{img}");
        assert!(img.contains("width=") && img.contains("height="), "{img}");
        let srcset = img.split("srcset=\"").nth(1).unwrap().split('"').next().unwrap();
        for one in srcset.split(", ") {
            let answer = app.get(one.split(' ').next().unwrap());
            assert_eq!((answer.status, answer.header("content-type")), (200, "image/webp"), "{one}");
            assert!(answer.header("content-disposition").starts_with("inline"));
        }
        app.leads(
            "/wp-content/uploads/2026/11/quay-300x200.png",
            app.get("/?attachment_id=8").header("location"),
        );
    });
}

#[test]
fn a_colour_stands_where_a_picture_will_be() {
    on_each(|app| {
        let mut png = Vec::new();
        let picture = image::RgbImage::from_pixel(600, 400, image::Rgb([12, 90, 104]));
        picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        app.file("uploads/2026/11/quay.png", &png);
        let folder = app.folder.with_file_name("uploads");
        let export = Wxr::courier()
            .with(Item::post(7, "a-report", "A report").meta("_thumbnail_id", "8"))
            .with(Item::attachment(8, "2026/11/quay.png", "The quay", 7));
        app.import_with(&export.build(), |options| options.uploads = Some(folder));
        let tinted = || {
            let answer = app.get("/2026/11/a-report/");
            let page = answer.text();
            let rules = page.split("<style>").nth(2).and_then(|p| p.split("</style>").next());
            // The rule is of this page alone, and its policy allows it.
            let allowed = |rules| {
                answer.header("content-security-policy").contains(&dateline::pages::style::source(rules))
            };
            rules.is_some_and(|rules| rules.starts_with(".t0") && allowed(rules))
                && page.contains(" class=\"t0")
        };
        assert!(tinted());
        // Pictures that came in before colours were kept get theirs when everything is made anew.
        app.act(|tx| dateline::media::store::set_tint(tx, 8, "")).unwrap();
        assert!(!tinted());
        assert!(app.command(&["rebuild"]).status.success());
        assert!(tinted());
    });
}

#[test]
fn paths_that_leave_the_uploads_folder_are_refused_by_name() {
    on_sqlite(|app| {
        app.file("outside.txt", "Not for anyone");
        app.file("uploads/2026/11/tides.txt", TABLE);
        let folder = app.folder.with_file_name("uploads");
        std::os::unix::fs::symlink("../../../outside.txt", folder.join("2026/11/link.txt")).unwrap();
        let export = Wxr::courier()
            .with(Item::post(7, "a-report", "A report"))
            .with(Item::attachment(8, "../outside.txt", "Up", 7))
            .with(Item::attachment(9, "2026/11/link.txt", "Link", 7))
            .with(Item::attachment(10, "2026/11/tides.txt", "Tides", 7));
        let summary = app.import_with(&export.build(), |options| options.uploads = Some(folder));
        assert_eq!(summary.refused.total, 2, "{summary}");
        let said = summary.to_string();
        assert!(said.contains("outside.txt") && said.contains("link.txt"), "{said}");
        let page = app.page("/2026/11/a-report/");
        assert!(page.contains("Download Tides"), "the rest came in");
        for address in offered(&app) {
            assert!(!app.get(&address).text().contains("Not for anyone"));
        }
    });
}
