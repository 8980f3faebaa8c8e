//! Each language as its readers type it.

use super::*;
use crate::{
    snippet::{Marker, beginning},
    words::forms,
};

fn of(language: &str, id: i64, body: &str) -> Entry {
    Entry { language: language.into(), ..entry(id, "", body) }
}

/// All languages in one index, so that each is found among the others.
fn world() -> (Index, TempDir) {
    index(&[
        of("en", 1, "The councillors were walking along the piers; the baker's oven was cold."),
        of("de", 2, "Die Häuser am Fluß wurden für Flüchtlinge geöffnet."),
        of("fr", 3, "L'été dernier, les élèves ont publié leurs journaux."),
        of("es", 4, "Las canciones de los pescadores contaban la inundación."),
        of("ar", 5, "اجتمع المُراسلون في المدرسة وكتبوا ٣ تقارير عن الميناء."),
        of("fa-IR", 6, "خبرنگاران می‌نویسند که کتاب‌های کتابخانهٔ شهر در سال ۱۴۰۵ سوخت."),
        of("zh", 7, "港口的新桥在十一月开放"),
        of("fa", 9, "او بندری در جنوب را دید و بندرهای دیگر، ماهی‌ها و کشتی‌هایشان را."),
        of("ru", 8, "Рыбаки вернулись в гавань с большим уловом."),
    ])
}

#[test]
fn each_language_has_its_stems() {
    let (index, _folder) = world();
    for (typed, id) in [
        ("councillor walked pier", 1),
        ("baker", 1),
        ("bakers oven", 1),
        ("haus", 2),
        ("fluss", 2),
        ("flüchtling", 2),
        ("eleve journal", 3),
        ("été", 3),
        ("cancion", 4),
        ("inundaciones", 4),
        ("рыбак", 8),
        ("新桥", 7),
        ("十一月开放", 7),
    ] {
        check(&index, typed, &[id]);
    }
    check(&index, "桥新", &[]);
}

#[test]
fn a_persian_ending_is_no_part_of_a_short_word() {
    let mut stems = crate::tongue::Stems::of(crate::tongue::Tongue::of("fa-IR"));
    for (form, stem) in [
        ("بندرهايي", "بندر"),
        ("بندري", "بندر"),
        ("بچهها", "بچه"),
        ("ماهي", "ماهي"),
        ("تنها", "تنها"),
        ("ها", "ها"),
        ("بها", "بها"),
    ] {
        assert_eq!(stems.stem(form), stem, "{form}");
    }
}

#[test]
fn arabic_script_is_found_however_it_was_typed() {
    let (index, _folder) = world();
    for (typed, id) in [
        // Without vowel signs, with other forms of the same letters, with tatweel, with other digits.
        ("المراسلون", 5),
        ("مراسل", 5),
        ("المدرسه", 5),
        ("مدرسة", 5),
        ("في الميـــناء", 5),
        ("3 تقارير", 5),
        ("۳ تقارير", 5),
        // Persian: with a zero-width non-joiner, with a space, with nothing between; Arabic letters; other digits.
        ("می‌نویسند", 6),
        ("می نویسند", 6),
        ("مینویسند", 6),
        ("مي‌نويسند", 6),
        ("کتاب‌های", 6),
        ("كتابهاي", 6),
        ("\"کتاب های کتابخانه\"", 6),
        ("کتابخانه", 6),
        ("1405", 6),
        ("١٤٠٥", 6),
        ("خبرنگاران", 6),
        // Endings: joined, set apart, or not typed at all.
        ("بندر", 9),
        ("بندرها", 9),
        ("بندر‌های", 9),
        ("کشتی", 9),
        ("کشتیها", 9),
        ("كشتي هاي", 9),
        ("ماهی", 9),
        ("\"بندر دیگر\"", 9),
    ] {
        check(&index, typed, &[id]);
    }
}

#[test]
fn the_forms_of_words() {
    let check = |text: &str, expected: &[&str]| assert_eq!(forms(text), expected, "{text}");
    check("The BAKER’s l'été d’Œuvre", &["the", "baker", "ete", "oeuvre"]);
    check(
        "COVID-19, co\u{ad}operate; straße İstanbul Łódź",
        &["covid", "19", "cooperate", "strasse", "istanbul", "lodz"],
    );
    check("ﻻ ﺳﻼم ١٢۳", &["لا", "سلام", "123"]);
    check("می‌رود\u{200c} \u{200c}آب", &["مي", "رود", "اب"]);
    check("ｗｉｄｅ ﬁne", &["wide", "fine"]);
    check("हिन्दी", &["हिन्दी"]);
    assert_eq!(forms(&"a".repeat(500))[0].len(), 60);
}

fn shown(pieces: Vec<crate::snippet::Piece>) -> String {
    pieces.into_iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text }).collect()
}

#[test]
fn snippets_mark_what_was_asked_for() {
    let text = "First of all nothing. ".repeat(20)
        + "The boats\nwaited at the quay, and one boat sank. "
        + &"More of it. ".repeat(30);
    let mut marker = Marker::new(&Question::parse("the boat quay"), "en");
    let best = shown(marker.best(&text, 80).unwrap());
    assert!(best.starts_with("… The [boats] waited at the [quay], and one [boat] sank."), "{best}");
    assert!(best.ends_with(" …") && best.chars().count() < 110, "{best}");
    assert!(marker.best("Nothing here.", 80).is_none());
    assert_eq!(shown(marker.whole("Boats & <b>quays</b>")), "[Boats] & <b>[quays]</b>");
    let mut persian = Marker::new(&Question::parse("كتاب می نویسند"), "fa");
    assert_eq!(shown(persian.whole("کتاب‌های او را می‌نویسند")), "[کتاب‌های] او را [می‌نویسند]");
    assert_eq!(beginning("One two three four", 9), "One two …");
}
