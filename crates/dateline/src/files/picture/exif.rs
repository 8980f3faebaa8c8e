//! The few Exif fields that matter here (Exif 3.0 §4.6, TIFF 6.0).

use super::take;

/// Entries of a directory that are looked at: cameras write some twenty.
const MAX_ENTRIES: u16 = 512;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Exif {
    /// 1 to 8.
    pub(super) orientation: Option<u8>,
    pub(super) description: Option<String>,
    pub(super) artist: Option<String>,
    pub(super) copyright: Option<String>,
    /// Whether there is a directory of GPS fields.
    pub(super) located: bool,
}

/// Reads the first directory of a TIFF structure. Lies about places and lengths
/// lead to nothing found, never further: no other directory is followed, so none can lead back.
pub(super) fn read(tiff: &[u8]) -> Exif {
    let mut exif = Exif::default();
    let little = match tiff.get(..4) {
        Some(b"II*\0") => true,
        Some(b"MM\0*") => false,
        _ => return exif,
    };
    let short =
        |at| take::<2>(tiff, at).map(|b| if little { u16::from_le_bytes(b) } else { u16::from_be_bytes(b) });
    let long =
        |at| take::<4>(tiff, at).map(|b| if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) });
    let Some(directory) = long(4).map(|at| at as usize) else { return exif };
    let Some(count) = short(directory) else { return exif };
    for number in 0..usize::from(count.min(MAX_ENTRIES)) {
        let entry = directory.saturating_add(2 + 12 * number);
        let (Some(tag), Some(kind), Some(length)) = (short(entry), short(entry + 2), long(entry + 4)) else {
            break;
        };
        let text = || {
            let length = length as usize;
            // Up to four bytes stand in the entry itself.
            let at = if length <= 4 { entry + 8 } else { long(entry + 8)? as usize };
            let text = tiff.get(at..at.checked_add(length)?)?;
            // The standard says ASCII; cameras and agencies write UTF-8.
            matches!(kind, 2 | 129).then(|| String::from_utf8_lossy(text).trim_end_matches('\0').to_owned())
        };
        match tag {
            0x0112 => {
                exif.orientation = short(entry + 8)
                    .and_then(|value| u8::try_from(value).ok())
                    .filter(|value| (1..=8).contains(value))
            }
            0x010e => exif.description = text(),
            0x013b => exif.artist = text(),
            0x8298 => exif.copyright = text(),
            0x8825 => exif.located = true,
            _ => {}
        }
    }
    exif
}

/// A TIFF structure that holds an orientation and nothing else.
pub(super) fn only_orientation(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.push(orientation);
    // The value's filling, and "no further directory".
    tiff.extend([0; 6]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let tiff = only_orientation(6);
        assert_eq!(tiff.len(), 26);
        assert_eq!(read(&tiff), Exif { orientation: Some(6), ..Exif::default() });
        assert_eq!(read(&only_orientation(9)).orientation, None);
    }

    #[test]
    fn lies_lead_nowhere() {
        // A description that reaches past the end, and a directory at the last address.
        let far = b"II*\0\x08\0\0\0\x01\0\x0e\x01\x02\0\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0";
        assert_eq!(read(far), Exif::default());
        assert_eq!(read(b"II*\0\xff\xff\xff\xff"), Exif::default());
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200), little in any::<bool>()) {
            let mut tiff = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
            tiff.extend(bytes);
            let _ = read(&tiff);
        }
    }
}
