//! What is decoded small is what is decoded whole and made small.

use super::decode;
use crate::files::picture::{PictureLimits, read, tests::made};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};

/// Files that other programs wrote (ImageMagick, Pillow): the same picture of 203 × 149 pixels in many ways.
const FILES: [(&str, &[u8]); 6] = [
    ("progressive, 4:2:0", include_bytes!("tests/progressive-420.jpg")),
    ("progressive, 4:4:4", include_bytes!("tests/progressive-444.jpg")),
    ("progressive, grey", include_bytes!("tests/progressive-grey.jpg")),
    ("baseline, 4:2:2", include_bytes!("tests/baseline-422.jpg")),
    ("baseline, restarts", include_bytes!("tests/baseline-restarts.jpg")),
    ("baseline, 4:1:1", include_bytes!("tests/baseline-411.jpg")),
];

/// How far they are from one another, of 255 on the average: each pixel of the small one from the mean of those it stands for.
fn difference(small: &DynamicImage, whole: &DynamicImage, by: u32) -> f64 {
    let (small, whole) = (small.to_rgb8(), whole.to_rgb8());
    let (mut sum, mut many) = (0.0, 0.0);
    for (x, y) in (0..whole.height() / by).flat_map(|y| (0..whole.width() / by).map(move |x| (x, y))) {
        for channel in 0..3 {
            let cells = (0..by * by).map(|at| whole.get_pixel(x * by + at % by, y * by + at / by).0[channel]);
            let mean = cells.map(f64::from).sum::<f64>() / f64::from(by * by);
            sum += (mean - f64::from(small.get_pixel(x, y).0[channel])).abs();
            many += 1.0;
        }
    }
    sum / many
}

#[test]
fn small_and_whole_agree() {
    for (name, file) in FILES {
        let whole = image::load_from_memory(file).unwrap();
        for by in [2, 4, 8] {
            let small = decode(file, by).unwrap_or_else(|| panic!("{name} was not decoded"));
            let size = (whole.width().div_ceil(by), whole.height().div_ceil(by));
            assert_eq!((small.width(), small.height()), size, "{name}");
            let off = difference(&small, &whole, by);
            assert!(off < 1.5, "{name} at 1/{by}: {off} of 255 on the average");
        }
    }
}

#[test]
fn what_was_made_here_is_decoded() {
    let whole = DynamicImage::ImageRgb8(made::quay(320, 201));
    for by in [2, 4, 8] {
        let small = decode(&made::jpeg(320, 201), by).unwrap();
        assert!(difference(&small, &whole, by) < 4.0, "1/{by}: {}", difference(&small, &whole, by));
    }
    let mut grey = Vec::new();
    let pixels = whole.to_luma8();
    JpegEncoder::new(&mut grey).write_image(pixels.as_raw(), 320, 201, ExtendedColorType::L8).unwrap();
    let small = decode(&grey, 4).unwrap();
    assert!(matches!(small, DynamicImage::ImageLuma8(_)) && difference(&small, &whole.grayscale(), 4) < 4.0);
}

#[test]
fn what_is_unusual_is_left_to_others() {
    assert!(decode(include_bytes!("tests/cmyk.jpg"), 2).is_none());
    assert!(decode(&made::png(40, 30), 2).is_none());
    assert!(decode(&made::jpeg(40, 30), 3).is_none());
    assert!(decode(b"\xff\xd8\xff\xda\0\x08\x01\x01\0\0\x3f\0", 2).is_none());
}

#[test]
fn a_file_cut_anywhere_is_answered() {
    for (_, file) in FILES {
        for end in (0..file.len()).step_by(23) {
            let _ = decode(&file[..end], 4);
        }
    }
}

proptest::proptest! {
    #[test]
    fn a_file_with_any_bytes_changed_is_answered(which in 0usize..6, changes in proptest::collection::vec((proptest::num::usize::ANY, proptest::num::u8::ANY), 1..12)) {
        let mut bytes = FILES[which].1.to_vec();
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] = byte;
        }
        // Its size may have become anything.
        let limits = PictureLimits { max_pixels: 4_000_000, ..PictureLimits::default() };
        if read(&bytes, &limits).is_ok() {
            let _ = decode(&bytes, 2);
        }
    }
}
