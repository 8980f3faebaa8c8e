//! A picture's copy without what its maker did not mean to publish.

use super::header::Format;
use super::notes::{Notes, PictureNotes};
use super::{PictureError, avif, jpeg, png, webp};

/// A picture without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stripped {
    /// The file; its compressed picture data are the original's, byte for byte.
    pub bytes: Vec<u8>,
    /// What the metadata said.
    pub notes: PictureNotes,
    /// What was removed, in words for a report: "Exif", "XMP", "thumbnail", … Empty when nothing was.
    pub removed: Vec<&'static str>,
}

/// Removes Exif (with places and thumbnails), XMP, IPTC, comments, text, content
/// credentials, unknown application data and whatever is hung on behind the end of a JPEG, PNG, WebP
/// or AVIF file. Kept are the colour profile and what else changes how it looks; of Exif only the
/// orientation, and only when there is one. In AVIF, which says its orientation elsewhere, the
/// metadata is overwritten with zeros where it stands.
///
/// A GIF comes back as it is: no camera writes one.
///
/// # Errors
/// [`PictureError::Broken`] when the file's structure is wrong, so that what is in it cannot be
/// known; [`PictureError::Unsupported`] for other formats.
pub fn strip(bytes: &[u8]) -> Result<Stripped, PictureError> {
    let mut notes = Notes::default();
    let stripped = match Format::of(bytes).ok_or(PictureError::Unsupported)? {
        Format::Jpeg => jpeg::strip(bytes, &mut notes)?,
        Format::Png => png::strip(bytes, &mut notes)?,
        Format::WebP => webp::strip(bytes, &mut notes)?,
        Format::Avif => avif::strip(bytes, &mut notes)?,
        Format::Gif => bytes.to_vec(),
    };
    let (notes, removed) = notes.finish();
    Ok(Stripped { bytes: stripped, notes, removed })
}
