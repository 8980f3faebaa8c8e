//! What a picture's header says, and whether that is within the limits.

use image::metadata::Orientation;

use super::{PictureError, PictureLimits, avif, gif, jpeg, png, webp};

/// The formats that are shown to readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// ISO/IEC 10918-1 in JFIF or Exif.
    Jpeg,
    /// PNG, third edition (W3C).
    Png,
    /// GIF 87a, 89a.
    Gif,
    /// WebP (RFC 9649).
    WebP,
    /// AV1 Image File Format. Shown as it is: it is not decoded here.
    Avif,
}

impl Format {
    /// The format by the first bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(png::SIGNATURE) {
            Some(Self::Png)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else if avif::is_avif(bytes) {
            Some(Self::Avif)
        } else {
            None
        }
    }

    /// IANA media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
        }
    }
}

/// A picture by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub format: Format,
    /// Pixels, as it is shown: a picture to be turned by a quarter has its sides swapped.
    pub width: u32,
    /// Pixels, as it is shown.
    pub height: u32,
    /// How it is turned to be shown (Exif 0x0112, 1 to 8); 1 is "as it is".
    pub orientation: u8,
    /// Frames of an animation; 1 for a still picture.
    pub frames: u32,
}

impl Picture {
    /// Whether it moves.
    pub const fn is_animated(&self) -> bool {
        self.frames > 1
    }

    /// Whether the stored sides are swapped to show it.
    pub(super) const fn is_turned(&self) -> bool {
        self.orientation >= 5
    }

    pub(super) fn exif_orientation(&self) -> Orientation {
        Orientation::from_exif(self.orientation).unwrap_or(Orientation::NoTransforms)
    }
}

/// What one format's reader found; sides as they are stored.
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) orientation: u8,
    pub(super) frames: u32,
}

/// Reads a picture's header and structure, decodes nothing, and holds it against the limits.
///
/// # Errors
/// [`PictureError`] of any kind but `Undecodable`.
pub fn read(bytes: &[u8], limits: &PictureLimits) -> Result<Picture, PictureError> {
    if bytes.len() as u64 > limits.max_bytes {
        return Err(PictureError::TooManyBytes { bytes: bytes.len() as u64, max: limits.max_bytes });
    }
    let format = Format::of(bytes).ok_or(PictureError::Unsupported)?;
    let header = match format {
        Format::Jpeg => jpeg::header(bytes)?,
        Format::Png => png::header(bytes)?,
        Format::Gif => gif::header(bytes)?,
        Format::WebP => webp::header(bytes)?,
        Format::Avif => avif::header(bytes)?,
    };
    let Header { width, height, frames, .. } = header;
    if width == 0 || height == 0 {
        return Err(PictureError::Broken {
            what: "its header says that it has no width or no height",
            at: 0,
        });
    }
    let pixels = u64::from(width) * u64::from(height);
    let too_large = |allowed| PictureError::TooLarge { width, height, frames, allowed };
    if width > limits.max_side || height > limits.max_side {
        return Err(too_large(format!("{} pixels a side", limits.max_side)));
    }
    if pixels > limits.max_pixels {
        return Err(too_large(format!("{} megapixels", limits.max_pixels / 1_000_000)));
    }
    if frames > 1 && pixels.saturating_mul(u64::from(frames)) > limits.max_animation_pixels {
        return Err(too_large(format!(
            "{} megapixels in all frames",
            limits.max_animation_pixels / 1_000_000
        )));
    }
    let picture = Picture { format, width, height, orientation: header.orientation, frames };
    Ok(if picture.is_turned() { Picture { width: height, height: width, ..picture } } else { picture })
}
