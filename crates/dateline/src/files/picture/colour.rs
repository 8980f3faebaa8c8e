//! The colour that stands where a picture will be until it is there.

use image::RgbaImage;

/// The colour that most of a picture is near to, as `#rrggbb`; `None` where all is transparent.
///
/// The mean of a picture is mostly a brown that is nowhere in it. So pixels are counted in
/// 512 boxes, and the mean of the fullest box is taken.
pub(super) fn dominant(picture: &RgbaImage) -> Option<String> {
    // Some 10,000 pixels say as much as all of them.
    let step = (picture.width() as usize * picture.height() as usize / 10_000).max(1);
    let mut boxes = vec![[0u64; 4]; 512];
    for pixel in picture.pixels().step_by(step).filter(|pixel| pixel.0[3] >= 128) {
        let [red, green, blue, _] = pixel.0;
        let at = usize::from(red >> 5) << 6 | usize::from(green >> 5) << 3 | usize::from(blue >> 5);
        if let Some([count, reds, greens, blues]) = boxes.get_mut(at) {
            *count += 1;
            *reds += u64::from(red);
            *greens += u64::from(green);
            *blues += u64::from(blue);
        }
    }
    let [count, reds, greens, blues] = boxes.into_iter().max_by_key(|[count, ..]| *count)?;
    let mean = |sum: u64| sum.checked_div(count);
    Some(format!("#{:02x}{:02x}{:02x}", mean(reds)?, mean(greens)?, mean(blues)?))
}
