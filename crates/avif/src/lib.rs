//! Pictures as AVIF (AV1 Image File Format 1.1): smaller than WebP at the same look, and slow to make.
//!
//! A crate of its own, since its encoder takes minutes to compile and hardly ever changes.

use ravif::{Encoder, Img};
use rgb::FromSlice;

/// Looks like WebP at 80, which is what pages show beside it.
const QUALITY: f32 = 68.0;
/// 1 is the smallest file, 10 the quickest: beyond 6, files are hardly smaller than WebP.
const SPEED: u8 = 6;

/// Why no file was made.
#[derive(Debug, thiserror::Error)]
pub enum AvifError {
    /// The pixels are not as many as the sides say.
    #[error("{width} × {height} pixels were announced, and {bytes} bytes came")]
    Sides {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
        /// Bytes of pixels.
        bytes: usize,
    },
    /// The encoder failed.
    #[error("AVIF: {0}")]
    Encoder(String),
}

/// Encodes rows of RGB pixels, or of RGBA pixels where `alpha` is set: three or four bytes a pixel, as in sRGB.
///
/// Takes a second or more a megapixel, on this thread alone.
///
/// # Errors
/// [`AvifError`].
pub fn encode(pixels: &[u8], width: usize, height: usize, alpha: bool) -> Result<Vec<u8>, AvifError> {
    let of_a_pixel = if alpha { 4 } else { 3 };
    let expected = width.checked_mul(height).and_then(|n| n.checked_mul(of_a_pixel));
    if width == 0 || height == 0 || expected != Some(pixels.len()) {
        return Err(AvifError::Sides { width, height, bytes: pixels.len() });
    }
    let encoder = Encoder::new().with_quality(QUALITY).with_speed(SPEED).with_num_threads(Some(1));
    let encoded = if alpha {
        encoder.encode_rgba(Img::new(pixels.as_rgba(), width, height))
    } else {
        encoder.encode_rgb(Img::new(pixels.as_rgb(), width, height))
    };
    encoded.map(|file| file.avif_file).map_err(|error| AvifError::Encoder(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_avif(file: &[u8]) -> bool {
        // ISO/IEC 14496-12, 4.3: the brand stands at byte 8.
        file.get(4..12) == Some(b"ftypavif")
    }

    #[test]
    fn pixels_become_a_file() {
        let rgb: Vec<u8> = (0..32 * 16).flat_map(|n| [n as u8, (n / 2) as u8, 40]).collect();
        assert!(is_avif(&encode(&rgb, 32, 16, false).unwrap()));
        let rgba: Vec<u8> = (0..32 * 16).flat_map(|n| [n as u8, 9, 40, (n / 3) as u8]).collect();
        assert!(is_avif(&encode(&rgba, 32, 16, true).unwrap()));
    }

    #[test]
    fn sides_that_lie_are_refused() {
        for (bytes, width, height, alpha) in
            [(0, 0, 0, false), (3, 2, 1, false), (12, 2, 2, true), (4, 1, usize::MAX, true)]
        {
            let error = encode(&vec![0; bytes], width, height, alpha).unwrap_err();
            assert!(matches!(error, AvifError::Sides { .. }), "{error}");
        }
    }
}
