//! The sizes that are made of a picture.

use image::DynamicImage;

use super::super::*;
use super::made;

fn sizes(made: &Made) -> Vec<(u32, u32, &'static str)> {
    made.variants.iter().map(|variant| (variant.width, variant.height, variant.extension)).collect()
}

fn decoded(variant: &Variant) -> DynamicImage {
    image::load_from_memory(&variant.bytes).unwrap()
}

fn near(pixel: [u8; 4], colour: [u8; 3]) -> bool {
    pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 24)
}

#[test]
fn a_large_picture_comes_in_all_widths() {
    let made = make_variants(&made::jpeg(2000, 1000), &Plan::default()).unwrap();
    assert_eq!(
        sizes(&made),
        [(480, 240, "webp"), (960, 480, "webp"), (960, 480, "jpg"), (1600, 800, "webp"), (1600, 800, "jpg")]
    );
    assert_eq!((made.picture.width, made.picture.height), (2000, 1000));
    for variant in &made.variants {
        let picture = decoded(variant).to_rgba8();
        assert_eq!(picture.dimensions(), (variant.width, variant.height));
        let (width, height) = picture.dimensions();
        assert!(near(picture.get_pixel(width / 2, height / 10).0, made::SKY), "{}", variant.media_type);
        assert!(near(picture.get_pixel(width / 10, height * 9 / 10).0, made::BOAT), "{}", variant.media_type);
    }
}

#[test]
fn a_small_picture_is_not_made_larger() {
    for bytes in [made::jpeg(700, 350), made::png(700, 350), made::webp(700, 350)] {
        let made = make_variants(&bytes, &Plan::default()).unwrap();
        assert_eq!(sizes(&made), [(480, 240, "webp"), (700, 350, "webp"), (700, 350, "jpg")]);
    }
    let made = make_variants(&made::jpeg(490, 10), &Plan::default()).unwrap();
    assert_eq!(sizes(&made), [(480, 10, "webp"), (490, 10, "jpg")], "490 is hardly more than 480");
    let made = make_variants(&made::png(1, 1), &Plan::default()).unwrap();
    assert_eq!(sizes(&made), [(1, 1, "webp"), (1, 1, "jpg")]);
}

#[test]
fn transparency_is_kept() {
    let made = make_variants(&made::png_with_transparency(600, 100), &Plan::default()).unwrap();
    assert_eq!(sizes(&made), [(480, 80, "webp"), (600, 100, "webp"), (600, 100, "png")]);
    for variant in &made.variants {
        let picture = decoded(variant).to_rgba8();
        assert_eq!(picture.get_pixel(variant.width - 5, 40).0[3], 0);
        assert!(near(picture.get_pixel(5, 40).0, made::BOAT));
    }
    // A colour behind it would be seen through it for ever.
    assert_eq!(made.colour, None);
}

#[test]
fn a_picture_is_turned_as_its_camera_said() {
    // A quarter clockwise: the boat, at the lower left, comes to the upper left.
    let turned = made::jpeg_with(&made::jpeg(2000, 1000), &[(0xe1, &made::exif(6))]);
    let made = make_variants(&turned, &Plan::default()).unwrap();
    assert_eq!((made.picture.width, made.picture.height), (1000, 2000));
    assert_eq!(sizes(&made)[0], (480, 960, "webp"));
    let picture = decoded(&made.variants[0]).to_rgba8();
    assert!(near(picture.get_pixel(40, 60).0, made::BOAT));
    assert!(near(picture.get_pixel(440, 600).0, made::SKY));
}

#[test]
fn the_dominant_colour_is_one_of_the_picture() {
    let made = make_variants(&made::png(300, 300), &Plan::default()).unwrap();
    assert_eq!(made.colour.as_deref(), Some("#78b4e6"));
}

#[test]
fn animations_and_avif_are_shown_as_they_are() {
    for bytes in [made::gif(3), made::avif(400, 300, b"")] {
        let made = make_variants(&bytes, &Plan::default()).unwrap();
        assert_eq!((made.colour, made.variants), (None, vec![]));
    }
    // A GIF that does not move is a picture as any other.
    let made = make_variants(&made::gif(1), &Plan::default()).unwrap();
    assert_eq!(sizes(&made), [(40, 30, "webp"), (40, 30, "jpg")]);
}

#[test]
fn a_wide_colour_profile_travels_along() {
    let mut profile = vec![0u8; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    let body = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile].concat();
    let wide = made::jpeg_with(&made::jpeg(100, 50), &[(0xe2, &body)]);
    let made = make_variants(&wide, &Plan::default()).unwrap();
    assert_eq!(made.variants.len(), 2);
    for variant in &made.variants {
        assert!(variant.bytes.windows(200).any(|window| window == profile), "{}", variant.media_type);
        assert_eq!(decoded(variant).width(), 100);
    }
    // A printer's profile would turn the converted colours into others.
    let mut cmyk = body.clone();
    cmyk[14 + 16..14 + 20].copy_from_slice(b"CMYK");
    let made =
        make_variants(&made::jpeg_with(&made::jpeg(100, 50), &[(0xe2, &cmyk)]), &Plan::default()).unwrap();
    assert!(made.variants.iter().all(|variant| !variant.bytes.windows(4).any(|window| window == b"CMYK")));
}

#[test]
fn a_picture_of_many_megapixels_is_decoded_small_and_shown_as_any_other() {
    // Lying on its side: what is wide is what will be high.
    let turned = made::jpeg_with(&made::jpeg(3600, 1800), &[(0xe1, &made::exif(6))]);
    let made = make_variants(
        &turned,
        &Plan { widths: vec![480, 800], fallback_widths: vec![800], ..Plan::default() },
    )
    .unwrap();
    assert_eq!(sizes(&made), [(480, 960, "webp"), (800, 1600, "webp"), (800, 1600, "jpg")]);
    for variant in &made.variants {
        let picture = decoded(variant).to_rgba8();
        assert!(near(picture.get_pixel(variant.width / 12, variant.height / 20).0, made::BOAT));
        assert!(near(picture.get_pixel(variant.width * 11 / 12, variant.height / 2).0, made::SKY));
        assert!(near(picture.get_pixel(variant.width / 10, variant.height * 9 / 10).0, made::WATER));
    }
}
