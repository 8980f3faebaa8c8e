//! A picture of the quay, of sorts: sky above, water below, a red boat on the left.

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{Delay, DynamicImage, ExtendedColorType, Frame, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

pub const SKY: [u8; 3] = [120, 180, 230];
pub const WATER: [u8; 3] = [20, 60, 90];
pub const BOAT: [u8; 3] = [200, 30, 30];

pub fn quay(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(if x < width / 4 && y > height / 2 {
            BOAT
        } else if y < height * 2 / 3 {
            SKY
        } else {
            WATER
        })
    })
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .write_image(quay(width, height).as_raw(), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// Puts segments right behind the start of a JPEG; each is a marker and a body.
pub fn jpeg_with(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (marker, body) in segments {
        bytes.extend([0xff, *marker]);
        bytes.extend((body.len() as u16 + 2).to_be_bytes());
        bytes.extend(*body);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(quay(width, height).as_raw(), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// The right half is not there.
pub fn png_with_transparency(width: u32, height: u32) -> Vec<u8> {
    let picture =
        RgbaImage::from_fn(width, height, |x, _| Rgba([200, 30, 30, if x < width / 2 { 255 } else { 0 }]));
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgba8)
        .unwrap();
    bytes
}

pub fn gif(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for _ in 0..frames {
        let picture = DynamicImage::ImageRgb8(quay(40, 30)).to_rgba8();
        encoder.encode_frame(Frame::from_parts(picture, 0, 0, Delay::from_numer_denom_ms(100, 1))).unwrap();
    }
    drop(encoder);
    bytes
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    ::webp::Encoder::from_rgb(quay(width, height).as_raw(), width, height)
        .encode_simple(false, 80.0)
        .unwrap()
        .to_vec()
}

/// An Exif body for JPEG: orientation, a description, an author, and a GPS directory.
pub fn exif(orientation: u8) -> Vec<u8> {
    let texts: [(u16, &[u8]); 2] = [(0x010e, b"The mole at dawn\0"), (0x013b, b"Ida Quill\0")];
    let mut tiff = b"II*\0\x08\0\0\0\x04\0".to_vec();
    tiff.extend(0x0112u16.to_le_bytes());
    tiff.extend([3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    let mut data: Vec<u8> = Vec::new();
    for (tag, text) in texts {
        tiff.extend(tag.to_le_bytes());
        tiff.extend([2, 0]);
        tiff.extend((text.len() as u32).to_le_bytes());
        tiff.extend((8 + 2 + 4 * 12 + 4 + data.len() as u32).to_le_bytes());
        data.extend(text);
    }
    tiff.extend(0x8825u16.to_le_bytes());
    tiff.extend([4, 0, 1, 0, 0, 0, 8, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(data);
    [b"Exif\0\0".as_slice(), &tiff].concat()
}

/// An AVIF file without its picture: a size, and an Exif item whose bytes come last.
pub fn avif(width: u32, height: u32, exif: &[u8]) -> Vec<u8> {
    let sized = |kind: &[u8; 4], content: &[u8]| {
        [&(content.len() as u32 + 8).to_be_bytes(), kind.as_slice(), content].concat()
    };
    let ispe = sized(b"ispe", &[&[0; 4], &width.to_be_bytes()[..], &height.to_be_bytes()].concat());
    let iprp = sized(b"iprp", &sized(b"ipco", &ispe));
    let infe = sized(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
    let iinf = sized(b"iinf", &[b"\0\0\0\0\0\x01".as_slice(), &infe].concat());
    let payload = [&[0; 4], exif].concat();
    let build = |offset: u32| {
        let place = [&offset.to_be_bytes(), &(payload.len() as u32).to_be_bytes()[..]].concat();
        let iloc = sized(b"iloc", &[b"\0\0\0\0\x44\0\0\x01\0\x07\0\0\0\x01".as_slice(), &place].concat());
        let meta = sized(b"meta", &[&[0; 4], iprp.as_slice(), &iinf, &iloc].concat());
        [sized(b"ftyp", b"avif\0\0\0\0mif1"), meta, b"\0\0\0\0mdat".to_vec()].concat()
    };
    let offset = build(0).len() as u32;
    [build(offset), payload].concat()
}
