//! What plugins and themes leave in an export.

use super::super::{Enclosure, Item, Term, TermRef};
use super::*;

fn item(post_type: &str, meta: &[(&str, &str)]) -> Item {
    Item {
        post_type: post_type.to_owned(),
        post_id: Some(12),
        meta: meta.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        ..Item::default()
    }
}

fn term(domain: &str, nicename: &str, name: &str) -> TermRef {
    TermRef { domain: domain.to_owned(), nicename: nicename.to_owned(), name: name.to_owned() }
}

#[test]
fn a_menu_item_is_read() {
    let mut found = item(
        "nav_menu_item",
        &[
            ("_menu_item_type", "taxonomy"),
            ("_menu_item_object", "category"),
            ("_menu_item_object_id", "7"),
            ("_menu_item_menu_item_parent", "0"),
            ("_menu_item_url", ""),
        ],
    );
    found.terms = vec![term("nav_menu", "main", "Main")];
    found.menu_order = Some(3);
    found.status = "publish".to_owned();
    let menu = menu_item(&found).unwrap();
    assert_eq!((menu.kind.as_str(), menu.object_id, menu.parent, menu.order), ("taxonomy", Some(7), None, 3));
    assert_eq!((menu.menu_slugs, menu.published), (vec!["main".to_owned()], true));
    assert_eq!(menu_item(&item("post", &[])), None);
}

#[test]
fn an_attachment_is_read() {
    let metadata = "a:6:{s:5:\"width\";i:2560;s:6:\"height\";s:4:\"1707\";s:4:\"file\";s:25:\"2021/03/harbour-scaled.jpg\";\
        s:5:\"sizes\";a:1:{s:6:\"medium\";a:4:{s:4:\"file\";s:19:\"harbour-300x200.jpg\";s:5:\"width\";i:300;\
        s:6:\"height\";i:200;s:9:\"mime-type\";s:10:\"image/jpeg\";}}s:10:\"image_meta\";a:2:{s:6:\"credit\";\
        s:10:\"M. Thornby\";s:7:\"caption\";s:11:\"Low tide at\";}s:14:\"original_image\";s:11:\"harbour.jpg\";}";
    let mut found =
        item("attachment", &[("_wp_attachment_metadata", metadata), ("_wp_attachment_image_alt", " Boats ")]);
    found.guid = "https://courier.example/wp-content/uploads/2021/03/harbour.jpg".to_owned();
    let file = attachment(&found).unwrap();
    assert_eq!((file.width, file.height, file.alt.as_str()), (Some(2560), Some(1707), "Boats"));
    assert_eq!(file.file.as_deref(), Some("2021/03/harbour-scaled.jpg"));
    assert_eq!(file.original_file.as_deref(), Some("harbour.jpg"));
    assert_eq!((file.credit.as_str(), file.caption.as_str()), ("M. Thornby", "Low tide at"));
    assert_eq!(file.variants.len(), 1);
    assert_eq!((file.variants[0].file.as_str(), file.variants[0].width), ("harbour-300x200.jpg", 300));
    assert_eq!((file.url, file.problem), (found.guid.clone(), None));
    found.meta[0].1 = "a:3:{".to_owned();
    assert!(attachment(&found).unwrap().problem.is_some());
}

#[test]
fn co_authors_are_listed_once_in_order() {
    let mut found = item("post", &[]);
    found.terms = vec![
        term("author", "cap-ruth-ellery", "ruth-ellery"),
        term("category", "harbour", "Harbour"),
        term("author", "sam-okafor", "Sam Okafor"),
        term("author", "ruth-ellery", "Ruth Ellery"),
    ];
    let slugs: Vec<_> = co_authors(&found).into_iter().map(|author| author.slug).collect();
    assert_eq!(slugs, ["ruth-ellery", "sam-okafor"]);
    let mut guest = item(
        "guest-author",
        &[("cap-display_name", "Ada Penrose"), ("cap-user_email", "ada@courier.example")],
    );
    guest.slug = "cap-ada-penrose".to_owned();
    let guest = guest_author(&guest).unwrap();
    assert_eq!((guest.slug.as_str(), guest.display_name.as_str()), ("ada-penrose", "Ada Penrose"));
}

#[test]
fn languages_and_translations_are_read() {
    let mut found = item("post", &[]);
    found.terms = vec![term("language", "fa", "فارسی"), term("post_translations", "pll_5f", "pll_5f")];
    assert_eq!(language(&found), Some("fa"));
    let mut group = Term {
        taxonomy: "post_translations".to_owned(),
        description: "a:3:{s:2:\"en\";i:12;s:2:\"fa\";s:2:\"15\";s:4:\"sync\";a:0:{}}".to_owned(),
        ..Term::default()
    };
    assert_eq!(translations(&group), Some(vec![("en".to_owned(), 12), ("fa".to_owned(), 15)]));
    group.taxonomy = "category".to_owned();
    assert_eq!(translations(&group), None);
}

#[test]
fn search_engine_fields_are_read() {
    let found = item(
        "post",
        &[
            ("_yoast_wpseo_title", "%%title%% %%sep%% %%sitename%%"),
            ("_yoast_wpseo_metadesc", "Low water on Tuesday"),
            ("_yoast_wpseo_primary_category", "7"),
            ("_yoast_wpseo_meta-robots-noindex", "1"),
            ("_yoast_wpseo_canonical", " "),
        ],
    );
    let seo = seo(&found);
    assert_eq!((seo.plain_title(), seo.plain_description()), (None, Some("Low water on Tuesday")));
    assert_eq!((seo.primary_category, seo.noindex, seo.canonical), (Some(7), true, None));
}

#[test]
fn single_fields_are_read() {
    let mut found = item(
        "post",
        &[
            ("_thumbnail_id", "31"),
            ("_wp_old_slug", "ferry"),
            ("_wp_old_slug", "boats"),
            ("_wp_old_slug", "ferry"),
            ("_wp_page_template", "default"),
            (
                "enclosure",
                "https://courier.example/1.mp3\n1234\naudio/mpeg\na:1:{s:8:\"duration\";s:8:\"00:29:24\";}",
            ),
        ],
    );
    found.slug = "boats".to_owned();
    found.enclosures = vec![
        Enclosure {
            url: "https://courier.example/1.mp3".to_owned(),
            length: Some(1234),
            mime: String::new(),
        },
        Enclosure {
            url: "https://courier.example/2.mp3".to_owned(),
            length: None,
            mime: "audio/mpeg".to_owned(),
        },
    ];
    assert_eq!(
        (thumbnail_id(&found), old_slugs(&found), page_template(&found)),
        (Some(31), vec!["ferry"], None)
    );
    let episodes = episodes(&found);
    assert_eq!(episodes.len(), 2);
    assert_eq!((episodes[0].length, episodes[0].duration.as_deref()), (Some(1234), Some("00:29:24")));
}
