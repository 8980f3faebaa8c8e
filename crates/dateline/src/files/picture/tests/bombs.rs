//! Pictures that would unpack to more than a server has.

use std::path::Path;

use super::super::png::made::header_only;
use super::super::*;
use super::made;

fn refused(bytes: &[u8], says: &str) {
    for result in [read(bytes, &PictureLimits::default()).err(), make_variants(bytes, &Plan::default()).err()]
    {
        let error = result.expect("a bomb came through").to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn sizes_that_no_picture_has_are_refused_from_the_header() {
    refused(&header_only(30_000, 30_000), "30000 × 30000 pixels, which is more than 20000 pixels a side");
    refused(&header_only(2_000_000_000, 2_000_000_000), "20000 pixels a side");
    refused(&header_only(12_000, 12_000), "more than 100 megapixels: make it smaller");
    refused(&header_only(0, 10), "no width or no height");
    assert!(read(&header_only(10_000, 10_000), &PictureLimits::default()).is_ok());
}

#[test]
fn animations_count_all_their_frames() {
    let gif = made::gif(5);
    let limits = PictureLimits { max_animation_pixels: 4 * 40 * 30, ..PictureLimits::default() };
    let error = read(&gif, &limits).unwrap_err();
    assert!(error.to_string().contains("in 5 frames"), "{error}");
    assert_eq!(read(&gif, &PictureLimits::default()).unwrap().frames, 5);

    // A small screen with a frame of 65,535² on it.
    let mut gif = b"GIF89a\x01\0\x01\0\0\0\0".to_vec();
    gif.extend(b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0;");
    refused(&gif, "65535 × 65535");
}

#[test]
fn a_picture_of_thousands_of_scans_is_refused() {
    let jpeg = made::jpeg(16, 16);
    let scan = jpeg.windows(2).position(|marker| marker == [0xff, 0xda]).unwrap();
    let end = jpeg.len() - 2;
    let bomb = [&jpeg[..scan], &jpeg[scan..end].repeat(1000), &jpeg[end..]].concat();
    refused(&bomb, "more than 200 scans");
}

#[test]
fn long_files_and_other_files_are_refused() {
    let limits = PictureLimits { max_bytes: 100, ..PictureLimits::default() };
    assert!(matches!(read(&made::jpeg(64, 64), &limits), Err(PictureError::TooManyBytes { max: 100, .. })));
    refused(b"%PDF-1.7", "convert it");
    refused(b"", "convert it");
    refused(b"\xff\xd8\xff\xe0", "damaged");
    refused(b"GIF89a/*<script>alert(1)</script>*/=1;", "damaged");
}

#[test]
fn a_picture_cut_anywhere_is_answered() {
    for whole in
        [made::jpeg(40, 30), made::png(40, 30), made::gif(2), made::webp(40, 30), made::avif(40, 30, b"x")]
    {
        for end in 0..whole.len() {
            let _ = read(&whole[..end], &PictureLimits::default());
            let _ = strip(&whole[..end]);
        }
        for end in (0..whole.len()).step_by(97) {
            let _ = make_variants(&whole[..end], &Plan::default());
        }
    }
}

proptest::proptest! {
    #[test]
    fn a_picture_with_any_bytes_changed_is_answered(which in 0usize..5, changes in proptest::collection::vec((proptest::num::usize::ANY, proptest::num::u8::ANY), 1..12)) {
        let whole = [made::jpeg(20, 15), made::png(20, 15), made::gif(2), made::webp(20, 15), made::avif(20, 15, b"x")];
        let mut bytes = whole[which].clone();
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] = byte;
        }
        let _ = strip(&bytes);
        let limits = PictureLimits { max_pixels: 1_000_000, max_memory: 16 << 20, ..PictureLimits::default() };
        let _ = make_variants(&bytes, &Plan { limits, ..Plan::default() });
    }
}

/// Files whose metadata is full of payloads, when they are at hand: nothing of it is left, and the
/// picture is the same.
#[test]
fn nothing_hostile_is_left() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/material/attack/payloads/svg");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no hostile pictures at {}", folder.display());
        return;
    };
    let mut seen = 0;
    for path in entries.flatten().map(|entry| entry.path()) {
        let bytes = std::fs::read(&path).unwrap();
        if Format::of(&bytes).is_none() {
            continue;
        }
        seen += 1;
        match strip(&bytes) {
            Ok(stripped) => {
                for payload in [b"alert(".as_slice(), b"<script", b"onerror", b"javascript:"] {
                    let left = stripped
                        .bytes
                        .windows(payload.len())
                        .any(|window| window.eq_ignore_ascii_case(payload));
                    assert!(!left, "{} keeps {}", path.display(), String::from_utf8_lossy(payload));
                }
                let pixels =
                    |bytes: &[u8]| image::load_from_memory(bytes).map(|picture| picture.into_bytes()).ok();
                assert_eq!(pixels(&bytes), pixels(&stripped.bytes), "{}", path.display());
                println!("{}: removed {:?}", path.display(), stripped.removed);
            }
            Err(error) => println!("{}: {error}", path.display()),
        }
    }
    assert!(seen > 0);
}
