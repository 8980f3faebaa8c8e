//! Pictures: their size without decoding them, what their metadata says, a copy without it, and the
//! sizes that pages show.
//!
//! **Invariant:** nothing is decoded before [`read`] has found the picture within its
//! [`PictureLimits`], from the header alone.

mod avif;
mod avif_sizes;
mod colour;
mod exif;
mod gif;
mod header;
mod iptc;
mod jpeg;
mod notes;
mod png;
mod scaled;
mod strip;
#[cfg(test)]
mod tests;
mod variants;
mod webp;
mod xmp;

pub use avif_sizes::make_avif;
pub use header::{Format, Picture, read};
pub use notes::PictureNotes;
pub use strip::{Stripped, strip};
pub use variants::{Made, Plan, Variant, make_variants, tint};

/// What a picture may cost before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureLimits {
    /// Width times height. The default is 100 megapixels: more than a medium-format camera has.
    pub max_pixels: u64,
    /// The file's length in bytes. The default is 64 MiB.
    pub max_bytes: u64,
    /// Pixels of the longer side. The default is 20,000.
    pub max_side: u32,
    /// Pixels of all frames of an animation together, which is what a reader's device decodes.
    /// The default is 4,000 megapixels: two minutes at 25 frames a second and 1280 × 1024.
    pub max_animation_pixels: u64,
    /// Bytes that decoding may take. The default is 640 MiB: 100 megapixels of 8 bits, colour
    /// and transparency, and what the decoder needs besides.
    pub max_memory: u64,
}

impl Default for PictureLimits {
    fn default() -> Self {
        Self {
            max_pixels: 100_000_000,
            max_bytes: 64 << 20,
            max_side: 20_000,
            max_animation_pixels: 4_000_000_000,
            max_memory: 640 << 20,
        }
    }
}

/// Why a picture is refused. Each message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file is too long.
    #[error(
        "the picture's file has {bytes} bytes, and {max} are allowed: save it smaller or with stronger compression"
    )]
    TooManyBytes {
        /// Its length.
        bytes: u64,
        /// What is allowed.
        max: u64,
    },
    /// It would unpack to too much.
    #[error("the picture unpacks to {width} × {height} pixels{}, which is more than {allowed}: make it smaller", if *.frames > 1 { format!(" in {frames} frames") } else { String::new() })]
    TooLarge {
        /// Pixels, as the header says.
        width: u32,
        /// Pixels, as the header says.
        height: u32,
        /// Frames of an animation; 1 for a still picture.
        frames: u32,
        /// The limit that it passes, for people.
        allowed: String,
    },
    /// Its structure is not what its format says.
    #[error("the picture is damaged at byte {at}: {what}; open it in a picture editor and save it anew")]
    Broken {
        /// What was found.
        what: &'static str,
        /// Where, counted from 0.
        at: usize,
    },
    /// The structure is right, the content is not.
    #[error("the picture cannot be decoded ({0}); open it in a picture editor and save it anew")]
    Undecodable(String),
    /// A picture of a format that browsers or this program cannot show.
    #[error("this is not a JPEG, PNG, GIF, WebP or AVIF picture: convert it to one of them")]
    Unsupported,
}

/// Reads `N` bytes at `at`, or nothing where the file is shorter.
fn take<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.first_chunk::<N>().copied()
}
