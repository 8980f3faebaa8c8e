//! The sizes of a picture as AVIF, which are made later than the others since each takes seconds.

use super::{
    PictureError,
    header::{Format, read},
    variants::{Plan, Variant, decode, fitting, is_transparent, pixels, resize, scaled},
};
use image::ImageFormat;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Makes the sizes of a picture that pages show, as AVIF: all of them, or none where that would not be right or not
/// be smaller. `webp` says how many bytes each width has as WebP.
///
/// Blocks for seconds: for a thread of its own.
///
/// # Errors
/// [`PictureError`]; the limits are held before anything is decoded.
pub fn make_avif(bytes: &[u8], plan: &Plan, webp: &[(u32, u64)]) -> Result<Vec<Variant>, PictureError> {
    let picture = read(bytes, &plan.limits)?;
    let format = match picture.format {
        _ if picture.is_animated() => return Ok(Vec::new()),
        Format::Avif | Format::Gif => return Ok(Vec::new()),
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
    };
    // The decoders are other people's and the bytes anybody's.
    catch_unwind(AssertUnwindSafe(|| {
        let (mut shown, profile) = decode(bytes, plan, picture, format)?;
        if profile.is_some() {
            // What is written here says sRGB: a wider colour space would lose its colours.
            return Ok(Vec::new());
        }
        let alpha = is_transparent(&shown);
        let mut variants = Vec::new();
        for width in fitting(&plan.widths, picture.width).into_iter().rev() {
            let height = scaled(picture.height, width, picture.width);
            if (shown.width(), shown.height()) != (width, height) {
                shown = resize(&shown, width, height)?;
            }
            let file = avif::encode(&pixels(&shown, alpha), width as usize, height as usize, alpha)
                .map_err(|error| PictureError::Undecodable(error.to_string()))?;
            let as_webp = webp.iter().find(|(w, _)| *w == width).map(|(_, bytes)| *bytes);
            if as_webp.is_none_or(|webp| file.len() as u64 >= webp) {
                // A browser takes the first kind that it knows, for every width.
                return Ok(Vec::new());
            }
            variants.push(Variant {
                width,
                height,
                media_type: "image/avif",
                extension: "avif",
                bytes: file,
            });
        }
        variants.reverse();
        Ok(variants)
    }))
    .unwrap_or_else(|_| Err(PictureError::Undecodable("its decoder gave up".to_owned())))
}
