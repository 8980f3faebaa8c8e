//! The sizes of a picture that pages show.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};

use super::header::{Format, Picture, read};
use super::{PictureError, PictureLimits, colour, scaled as smaller, webp};

/// Sides of a WebP file have 14 bits.
const WEBP_MAX_SIDE: u32 = 16_383;
/// A colour profile of a screen has a few hundred bytes; printers' have half a megabyte.
const MAX_PROFILE: usize = 16 * 1024;

/// Which sizes to make, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Widths in pixels, of those shown as WebP. A picture is never made larger: one narrower than the widest
    /// also comes in its own width.
    pub widths: Vec<u32>,
    /// Widths in pixels that come as JPEG too (as PNG if the picture has transparency), for what does
    /// not know WebP: old browsers, share pictures of social networks, mail, feed readers.
    pub fallback_widths: Vec<u32>,
    /// Of WebP, 0 to 100.
    pub webp_quality: f32,
    /// Of JPEG, 1 to 100.
    pub jpeg_quality: u8,
    /// What is refused.
    pub limits: PictureLimits,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            widths: vec![480, 960, 1600],
            fallback_widths: vec![960, 1600],
            webp_quality: 80.0,
            jpeg_quality: 82,
            limits: PictureLimits::default(),
        }
    }
}

/// A picture in one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// `image/webp`, `image/jpeg`, `image/png` or `image/avif`.
    pub media_type: &'static str,
    /// The usual extension without its dot.
    pub extension: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What was made of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What its header said; sides as shown.
    pub picture: Picture,
    /// Its dominant colour, `#rrggbb`. `None` where nothing was decoded, or one can see through it.
    pub colour: Option<String>,
    /// Its sizes, from narrow to wide, WebP before the others. Empty for an animation and for
    /// AVIF, which are shown as they are.
    pub variants: Vec<Variant>,
}

/// Makes a picture's sizes, turned as its metadata says, without any metadata but a colour profile.
///
/// Blocks for some tenths of a second. A large JPEG is decoded small, in some tens of MB; of another format up to
/// [`PictureLimits::max_memory`] is taken. One at a time is decoded, whoever asks: not for an async
/// thread.
///
/// # Errors
/// [`PictureError`]; the limits are held before anything is decoded.
pub fn make_variants(bytes: &[u8], plan: &Plan) -> Result<Made, PictureError> {
    let picture = read(bytes, &plan.limits)?;
    let format = match picture.format {
        _ if picture.is_animated() => None,
        Format::Avif => None,
        Format::Jpeg => Some(ImageFormat::Jpeg),
        Format::Png => Some(ImageFormat::Png),
        Format::Gif => Some(ImageFormat::Gif),
        Format::WebP => Some(ImageFormat::WebP),
    };
    let Some(format) = format else { return Ok(Made { picture, colour: None, variants: Vec::new() }) };
    // The decoders are other people's and the bytes anybody's: a panic in there costs this
    // picture, not the import.
    catch_unwind(AssertUnwindSafe(|| make(bytes, plan, picture, format)))
        .unwrap_or_else(|_| Err(PictureError::Undecodable("its decoder gave up".to_owned())))
}

/// The dominant colour of a picture that was made here, `#rrggbb`; `None` if it cannot be read or seen through.
pub fn tint(bytes: &[u8]) -> Option<String> {
    let read = || {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(64 << 20);
        reader.limits(limits);
        let pixels = reader.decode().ok()?.to_rgba8();
        let opaque = pixels.pixels().all(|pixel| pixel.0[3] == 255);
        if opaque { colour::dominant(&pixels) } else { None }
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

fn make(bytes: &[u8], plan: &Plan, picture: Picture, format: ImageFormat) -> Result<Made, PictureError> {
    let (mut shown, profile) = decode(bytes, plan, picture, format)?;
    let alpha = is_transparent(&shown);
    let fallbacks = fitting(&plan.fallback_widths, picture.width);
    let mut widths = fitting(&plan.widths, picture.width);
    let webps = widths.clone();
    widths.extend(&fallbacks);
    widths.sort_unstable();
    widths.dedup();
    let mut variants = Vec::new();
    // From wide to narrow, each from the one before: a fifth of the work, and no eye sees it.
    for width in widths.iter().rev() {
        let height = scaled(picture.height, *width, picture.width);
        if (shown.width(), shown.height()) != (*width, height) {
            shown = resize(&shown, *width, height)?;
        }
        let size = Encode { width: *width, height, alpha, profile: profile.as_deref(), plan };
        let pixels = pixels(&shown, alpha);
        if fallbacks.contains(width) {
            variants.push(size.fallback(&pixels)?);
        }
        if webps.contains(width) && height <= WEBP_MAX_SIDE {
            variants.push(size.webp(&pixels)?);
        }
    }
    variants.reverse();
    // It would be seen through what is transparent for as long as the picture is.
    let colour = if alpha { None } else { colour::dominant(&shown.to_rgba8()) };
    Ok(Made { picture, colour, variants })
}

/// The picture as it is to be shown, no wider than the plan's widest, and its colour profile.
pub(super) fn decode(
    bytes: &[u8],
    plan: &Plan,
    picture: Picture,
    format: ImageFormat,
) -> Result<(DynamicImage, Option<Vec<u8>>), PictureError> {
    // One at a time: two large ones at once would take what a small server has.
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut decoded, profile) = pixels_of(bytes, plan, picture, format)?;
    // Made small first and turned then: turning 100 megapixels copies all of them.
    let widest =
        plan.widths.iter().chain(&plan.fallback_widths).copied().max().unwrap_or(1).clamp(1, picture.width);
    if widest < picture.width {
        let height = scaled(picture.height, widest, picture.width);
        let (width, height) = if picture.is_turned() { (height, widest) } else { (widest, height) };
        decoded = resize(&decoded, width, height)?;
    }
    decoded.apply_orientation(picture.exif_orientation());
    Ok((decoded, profile))
}

/// One large picture is decoded at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The picture as it is stored, or smaller, but not below the plan's widest; and its colour profile.
fn pixels_of(
    bytes: &[u8],
    plan: &Plan,
    picture: Picture,
    format: ImageFormat,
) -> Result<(DynamicImage, Option<Vec<u8>>), PictureError> {
    let failed = |error: image::ImageError| PictureError::Undecodable(error.to_string());
    let open = || {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(plan.limits.max_side);
        limits.max_image_height = Some(plan.limits.max_side);
        limits.max_alloc = Some(plan.limits.max_memory);
        reader.limits(limits);
        reader.into_decoder().map_err(failed)
    };
    let profile = open()?.icc_profile().ok().flatten().filter(|profile| is_worth_keeping(profile));
    let widest = plan.widths.iter().chain(&plan.fallback_widths).copied().max().unwrap_or(1).max(1);
    // Four megapixels are decoded whole, by a decoder that half the world uses.
    let large = u64::from(picture.width) * u64::from(picture.height) > 4_000_000;
    if format == ImageFormat::Jpeg
        && large
        && let Some(by) = [8, 4, 2].into_iter().find(|by| picture.width / by >= widest)
        && let Some(small) = smaller::decode(bytes, by)
    {
        return Ok((small, profile));
    }
    Ok((DynamicImage::from_decoder(open()?).map_err(failed)?, profile))
}

/// Whether anything shines through.
pub(super) fn is_transparent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255)
}

/// Rows of pixels: RGB, or RGBA where `alpha` is set.
pub(super) fn pixels(picture: &DynamicImage, alpha: bool) -> Vec<u8> {
    if alpha { picture.to_rgba8().into_raw() } else { picture.to_rgb8().into_raw() }
}

/// Only for RGB: greyscale and CMYK were converted, their profiles do not fit any more. One for
/// sRGB says what is assumed anyway.
fn is_worth_keeping(profile: &[u8]) -> bool {
    // ICC.1:2022 §7.2: the data colour space stands at byte 16.
    let rgb = profile.get(16..20) == Some(b"RGB ") && profile.len() <= MAX_PROFILE;
    let srgb = |text: &[u8]| profile.windows(text.len()).any(|window| window == text);
    rgb && !srgb(b"sRGB") && !srgb(b"s\0R\0G\0B")
}

/// The widths of a plan that a picture has, and its own where it is narrower than the widest.
pub(super) fn fitting(widths: &[u32], own: u32) -> Vec<u32> {
    let mut fitting: Vec<u32> = widths.iter().copied().filter(|width| (1..=own).contains(width)).collect();
    fitting.sort_unstable();
    fitting.dedup();
    let widest = fitting.last().copied().unwrap_or(0);
    // One that is hardly wider than the last is not worth a file.
    if widths.iter().any(|width| *width > own) && u64::from(own) * 10 > u64::from(widest) * 11 {
        fitting.push(own);
    }
    fitting
}

/// The height that goes with a width, at least one pixel.
pub(super) fn scaled(height: u32, width: u32, own_width: u32) -> u32 {
    let (height, width, own_width) = (u64::from(height), u64::from(width), u64::from(own_width.max(1)));
    u32::try_from((height * width + own_width / 2) / own_width).unwrap_or(u32::MAX).max(1)
}

pub(super) fn resize(picture: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, PictureError> {
    let mut resized = DynamicImage::new(width, height, picture.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize(picture, &mut resized, &options)
        .map_err(|error| PictureError::Undecodable(error.to_string()))?;
    Ok(resized)
}

/// One size on its way into files; pixels are RGB, or RGBA where `alpha` is set.
struct Encode<'a> {
    width: u32,
    height: u32,
    alpha: bool,
    profile: Option<&'a [u8]>,
    plan: &'a Plan,
}

impl Encode<'_> {
    fn variant(&self, media_type: &'static str, extension: &'static str, bytes: Vec<u8>) -> Variant {
        Variant { width: self.width, height: self.height, media_type, extension, bytes }
    }

    fn webp(&self, pixels: &[u8]) -> Result<Variant, PictureError> {
        let layout = if self.alpha { ::webp::PixelLayout::Rgba } else { ::webp::PixelLayout::Rgb };
        let encoded = ::webp::Encoder::new(pixels, layout, self.width, self.height)
            .encode_simple(false, self.plan.webp_quality.clamp(0.0, 100.0))
            .map_err(|error| PictureError::Undecodable(format!("WebP: {error:?}")))?;
        let with_profile = self
            .profile
            .and_then(|profile| webp::with_profile(&encoded, profile, self.width, self.height, self.alpha));
        Ok(self.variant("image/webp", "webp", with_profile.unwrap_or_else(|| encoded.to_vec())))
    }

    fn fallback(&self, pixels: &[u8]) -> Result<Variant, PictureError> {
        let failed = |error: image::ImageError| PictureError::Undecodable(error.to_string());
        let mut bytes = Vec::new();
        if self.alpha {
            let mut encoder = PngEncoder::new(&mut bytes);
            self.set_profile(&mut encoder);
            encoder.write_image(pixels, self.width, self.height, ExtendedColorType::Rgba8).map_err(failed)?;
            return Ok(self.variant("image/png", "png", bytes));
        }
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, self.plan.jpeg_quality.clamp(1, 100));
        self.set_profile(&mut encoder);
        encoder.write_image(pixels, self.width, self.height, ExtendedColorType::Rgb8).map_err(failed)?;
        Ok(self.variant("image/jpeg", "jpg", bytes))
    }

    fn set_profile(&self, encoder: &mut impl ImageEncoder) {
        if let Some(profile) = self.profile {
            // A format that cannot hold one shows the picture without it.
            let _ = encoder.set_icc_profile(profile.to_vec());
        }
    }
}
