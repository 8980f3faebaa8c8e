//! Pictures: their sizes, and those that are made later.

use super::common::{
    TestApp, on_each, on_sqlite, soon,
    wxr::{Item, Wxr},
};
use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};

/// A picture that is neither flat nor noise.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| [(x / 2) as u8, (y + x / 3) as u8, (x * y / 900) as u8]))
        .collect();
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 90)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    file
}

fn with_lead(app: &TestApp, file: &[u8]) {
    app.file("uploads/2026/11/quay.jpg", file);
    let folder = app.folder.with_file_name("uploads");
    let export = Wxr::courier()
        .with(Item::attachment(100, "2026/11/quay.jpg", "The quay", 7))
        .with(Item::post(7, "a-report", "A report").content(
            "<!-- wp:image {\"id\":100} --><figure class=\"wp-block-image\">\
             <img src=\"https://old.example/wp-content/uploads/2026/11/quay.jpg\" alt=\"The quay\" class=\"wp-image-100\"/>\
             </figure><!-- /wp:image -->",
        ));
    app.import_with(&export.build(), |options| options.uploads = Some(folder));
}

/// The addresses in the page's `<source>` for AVIF.
fn avif(page: &str) -> Vec<String> {
    let Some(source) = page.split("<source type=\"image/avif\" srcset=\"").nth(1) else { return Vec::new() };
    let set = source.split('"').next().unwrap_or_default();
    set.split(", ").filter_map(|one| one.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn sizes_as_avif_follow_by_themselves() {
    on_each(|app| {
        with_lead(&app, &photograph(500, 300));
        let path = "/2026/11/a-report/";
        assert!(app.page(path).contains(".webp 480w"), "what is quick to make is there at once");
        // The page that was kept goes as soon as there is a better one.
        soon(|| !avif(&app.page(path)).is_empty());
        let page = app.page(path);
        assert!(
            page.contains("<picture><source type=\"image/avif\"") && page.contains("</picture>"),
            "{page}"
        );
        for address in avif(&page) {
            let answer = app.get(&address);
            assert_eq!((answer.status, answer.header("content-type")), (200, "image/avif"), "{address}");
            assert_eq!(answer.bytes.get(4..12), Some(&b"ftypavif"[..]));
        }
        let found = app.command(&["check", "--files"]);
        assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
    });
}

#[test]
fn nothing_waits_once_they_are_made_and_an_import_anew_makes_none_again() {
    on_sqlite(|app| {
        let file = photograph(500, 300);
        with_lead(&app, &file);
        soon(|| !avif(&app.page("/2026/11/a-report/")).is_empty());
        let made = avif(&app.page("/2026/11/a-report/"));
        with_lead(&app, &file);
        assert_eq!(avif(&app.page("/2026/11/a-report/")), made);
        let waiting = String::from_utf8(app.command(&["jobs"]).stdout).unwrap();
        assert!(waiting.contains("Nothing waits"), "{waiting}");
    });
}
