//! What is read from metadata, and that it is gone afterwards.

use super::super::png::made::with_chunks;
use super::super::*;
use super::made;

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0<x><dc:rights><rdf:Alt><rdf:li>Port Merrow Courier</rdf:li></rdf:Alt></dc:rights></x>";

fn pixels(bytes: &[u8]) -> Vec<u8> {
    image::load_from_memory(bytes).unwrap().into_bytes()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_jpeg_loses_what_it_says_and_keeps_how_it_looks() {
    let plain = made::jpeg(64, 48);
    let icc = [b"ICC_PROFILE\0\x01\x01".as_slice(), &[7; 40]].concat();
    let iptc = [
        b"Photoshop 3.0\0".as_slice(),
        &iptc::made::photoshop(&[(110, b"Harbour Office"), (120, b"From IPTC")]),
    ]
    .concat();
    let mut whole = made::jpeg_with(
        &plain,
        &[
            (0xe1, &made::exif(6)),
            (0xe1, XMP),
            (0xe2, &icc),
            (0xe2, b"MPF\0secret"),
            (0xeb, b"JP\0\x01\0\0\0\x01\0\0\0\x20jumbc2pa"),
            (0xed, &iptc),
            (0xfe, b"a secret comment"),
        ],
    );
    whole.extend(b"a secret film behind the end");
    let stripped = strip(&whole).unwrap();

    assert_eq!(
        stripped.notes,
        PictureNotes {
            orientation: Some(6),
            caption: Some("From IPTC".into()),
            credit: Some("Harbour Office".into()),
            byline: Some("Ida Quill".into()),
            copyright: Some("Port Merrow Courier".into()),
            located: true,
            c2pa: true,
        }
    );
    assert_eq!(
        stripped.removed,
        ["Exif", "XMP", "application data", "JUMBF", "IPTC", "comment", "data after the end"]
    );
    for text in [b"secret".as_slice(), b"Ida", b"Courier", b"Harbour", b"c2pa"] {
        assert!(!holds(&stripped.bytes, text), "{}", String::from_utf8_lossy(text));
    }
    assert!(holds(&stripped.bytes, &icc));
    assert_eq!(pixels(&stripped.bytes), pixels(&plain));
    // Still to be turned, and stripping again changes nothing.
    let picture = read(&stripped.bytes, &PictureLimits::default()).unwrap();
    assert_eq!((picture.width, picture.height, picture.orientation), (48, 64, 6));
    assert_eq!(strip(&stripped.bytes).unwrap().bytes, stripped.bytes);
}

#[test]
fn a_plain_jpeg_comes_back_as_it_was() {
    let plain = made::jpeg(64, 48);
    let stripped = strip(&plain).unwrap();
    assert_eq!((stripped.bytes, stripped.removed), (plain, vec![]));
}

#[test]
fn a_jfif_thumbnail_is_cut_off() {
    let plain = made::jpeg(8, 8);
    let jfif = plain.windows(5).position(|window| window == b"JFIF\0").unwrap();
    // 1 × 2 pixels.
    let mut whole = plain[..jfif - 2].to_vec();
    whole.extend(22u16.to_be_bytes());
    whole.extend(&plain[jfif..jfif + 12]);
    whole.extend([1, 2, 9, 9, 9, 9, 9, 9]);
    whole.extend(&plain[jfif + 14..]);
    let stripped = strip(&whole).unwrap();
    assert_eq!(stripped.bytes, plain);
    assert_eq!(stripped.removed, ["thumbnail"]);
}

#[test]
fn a_png_loses_its_texts() {
    let plain = made::png(20, 10);
    let exif = made::exif(8);
    let whole = with_chunks(
        &plain,
        &[
            (b"gAMA", &[0, 0, 0xb1, 0x8f]),
            (b"tEXt", b"Author\0Ida Quill"),
            (b"iTXt", "Description\0\0\0\0\0Der Kai im März".as_bytes()),
            (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<photoshop:Credit>Courier</photoshop:Credit>"),
            (b"zTXt", b"secret"),
            (b"caBX", b"secret"),
            (b"eXIf", exif.strip_prefix(b"Exif\0\0").unwrap()),
            (b"prVt", b"secret"),
        ],
    );
    let stripped = strip(&whole).unwrap();
    assert_eq!(stripped.notes.byline.as_deref(), Some("Ida Quill"));
    assert_eq!(stripped.notes.caption.as_deref(), Some("Der Kai im März"));
    assert_eq!(stripped.notes.credit.as_deref(), Some("Courier"));
    assert!(stripped.notes.c2pa && stripped.notes.located);
    assert!(
        !holds(&stripped.bytes, b"secret")
            && !holds(&stripped.bytes, b"Quill")
            && holds(&stripped.bytes, b"gAMA")
    );
    assert_eq!(pixels(&stripped.bytes), pixels(&plain));
    assert_eq!(read(&stripped.bytes, &PictureLimits::default()).unwrap().orientation, 8);
    assert_eq!(strip(&plain).unwrap().bytes, plain);
}

#[test]
fn a_webp_loses_its_chunks() {
    let plain = made::webp(20, 10);
    let exif = made::exif(6);
    let whole =
        webp::extended_with(&plain, 20, 10, &[(b"EXIF", &exif), (b"XMP ", &XMP[29..]), (b"C2PA", b"secret")]);
    let stripped = strip(&whole).unwrap();
    assert_eq!(stripped.notes.copyright.as_deref(), Some("Port Merrow Courier"));
    assert!(stripped.notes.c2pa);
    assert_eq!(stripped.removed, ["Exif", "XMP", "JUMBF"]);
    assert!(
        !holds(&stripped.bytes, b"Quill")
            && !holds(&stripped.bytes, b"secret")
            && holds(&stripped.bytes, b"a profile")
    );
    assert_eq!(pixels(&stripped.bytes), pixels(&plain));
    let picture = read(&stripped.bytes, &PictureLimits::default()).unwrap();
    assert_eq!((picture.width, picture.height, picture.orientation), (10, 20, 6));
    assert_eq!(strip(&plain).unwrap().bytes, plain);
}

#[test]
fn an_avif_is_overwritten_in_place() {
    let exif = made::exif(6);
    let whole = made::avif(400, 300, exif.strip_prefix(b"Exif\0\0").unwrap());
    let picture = read(&whole, &PictureLimits::default()).unwrap();
    assert_eq!((picture.format, picture.width, picture.height), (Format::Avif, 400, 300));
    let stripped = strip(&whole).unwrap();
    assert_eq!(stripped.notes.byline.as_deref(), Some("Ida Quill"));
    assert_eq!((stripped.notes.orientation, stripped.removed), (None, vec!["Exif"]));
    assert_eq!(stripped.bytes.len(), whole.len());
    assert!(!holds(&stripped.bytes, b"Quill"));
}

#[test]
fn an_avif_whose_metadata_cannot_be_placed_is_refused() {
    let whole = made::avif(400, 300, b"II*\0");
    // The offset of the only extent is the last number but one of `iloc`.
    let iloc = whole.windows(4).position(|window| window == b"iloc").unwrap();
    for far in [[0xff; 4], [0x7f, 0xff, 0xff, 0xff]] {
        let mut bytes = whole.clone();
        bytes[iloc + 18..iloc + 22].copy_from_slice(&far);
        assert!(matches!(strip(&bytes), Err(PictureError::Broken { .. })));
    }
    // More pieces announced than anybody counts.
    let mut bytes = whole.clone();
    bytes[iloc + 16..iloc + 18].copy_from_slice(&[0xff, 0xff]);
    assert!(strip(&bytes).is_err());
}
