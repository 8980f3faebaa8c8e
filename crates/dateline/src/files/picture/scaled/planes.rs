//! The components of a picture as they become pixels, and the picture that they make together.

use super::{
    frame::{Component, Frame},
    idct::{Block, Transform},
};
use image::{DynamicImage, GrayImage, RgbImage};

/// From the order in which frequencies are written to their rows (ISO/IEC 10918-1, figure A.6).
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// One component, at its part of the picture's size.
pub(super) struct Plane {
    transform: Transform,
    pub quantisation: Option<[u16; 64]>,
    /// Blocks across and down, with those that fill up the last units.
    pub blocks: (usize, usize),
    pixels: Vec<u8>,
    /// What a progressive picture gives in many scans: of each block the frequencies that become pixels…
    kept: Vec<i16>,
    /// … and of the others whether they are zero, which has to be known to read the next scan.
    pub nonzero: Vec<u64>,
    /// By the order in which frequencies are written: where one is kept, or 255.
    places: [u8; 64],
}

impl Plane {
    /// `points` are those that become of eight pixels of the picture.
    pub fn of(frame: &Frame, component: &Component, points: usize) -> Option<Plane> {
        // Where a colour has half the samples, twice the points of each of its blocks make the same size.
        let across = (points * frame.across / component.across).min(8);
        let down = (points * frame.down / component.down).min(8);
        let (units_across, units_down) = frame.units();
        let blocks = (units_across * component.across, units_down * component.down);
        let many = blocks.0.checked_mul(blocks.1)?;
        let mut places = [255; 64];
        for (place, natural) in places.iter_mut().zip(ZIGZAG) {
            let (row, column) = (usize::from(natural / 8), usize::from(natural % 8));
            if row < down && column < across {
                *place = u8::try_from(row * across + column).ok()?;
            }
        }
        let (kept, nonzero) = if frame.progressive {
            (vec![0; many * across * down], vec![0; many])
        } else {
            (Vec::new(), Vec::new())
        };
        Some(Plane {
            transform: Transform::new(across, down),
            quantisation: None,
            blocks,
            pixels: vec![128; many * across * down],
            kept,
            nonzero,
            places,
        })
    }

    /// Whether a frequency becomes pixels.
    pub fn keeps(&self, k: usize) -> bool {
        self.places.get(k).is_some_and(|place| *place != 255)
    }

    fn size(&self) -> usize {
        self.transform.across * self.transform.down
    }

    /// A kept frequency of a block.
    pub fn coefficient(&mut self, block: usize, k: usize) -> Option<&mut i16> {
        let place = *self.places.get(k).filter(|place| **place != 255)?;
        let size = self.size();
        self.kept.get_mut(block * size + usize::from(place))
    }

    /// Makes pixels of a block.
    pub fn paint(&mut self, block: usize, frequencies: &Block) {
        let (across, down) = (self.transform.across, self.transform.down);
        let (x, y) = (block % self.blocks.0.max(1), block / self.blocks.0.max(1));
        let stride = self.blocks.0 * across;
        let corner = y * down * stride + x * across;
        let pixels = &mut self.pixels;
        self.transform.run(frequencies, |dx, dy, value| {
            if let Some(pixel) = pixels.get_mut(corner + dy * stride + dx) {
                *pixel = value;
            }
        });
    }

    /// Makes pixels of what many scans have given.
    pub fn finish(&mut self) -> Option<()> {
        if self.kept.is_empty() {
            return Some(());
        }
        let quantisation = self.quantisation?;
        let (kept, size) = (std::mem::take(&mut self.kept), self.size());
        self.nonzero = Vec::new();
        let pairs: Vec<(usize, usize, f32)> = self
            .places
            .iter()
            .zip(ZIGZAG)
            .zip(quantisation)
            .filter(|((place, _), _)| **place != 255)
            .map(|((place, natural), q)| (usize::from(*place), usize::from(natural), f32::from(q)))
            .collect();
        for (block, coefficients) in kept.chunks_exact(size).enumerate() {
            let mut frequencies = [0.0; 64];
            for (place, natural, q) in &pairs {
                if let (Some(to), Some(from)) = (frequencies.get_mut(*natural), coefficients.get(*place)) {
                    *to = f32::from(*from) * q;
                }
            }
            self.paint(block, &frequencies);
        }
        Some(())
    }

    /// A row of pixels as wide as the picture; where this component has fewer, each stands for several.
    fn row(&self, y: usize, width: usize, height: usize, out: &mut [u8]) {
        let (own_width, own_height) =
            (self.blocks.0 * self.transform.across, self.blocks.1 * self.transform.down);
        let (thin, flat) = ((width / own_width.max(1)).max(1), (height / own_height.max(1)).max(1));
        let from = (y / flat).min(own_height.saturating_sub(1)) * own_width;
        let row = self.pixels.get(from..from + own_width).unwrap_or_default();
        for (x, pixel) in out.iter_mut().enumerate() {
            *pixel = row.get(x / thin).or(row.last()).copied().unwrap_or(128);
        }
    }
}

/// The picture.
pub(super) fn together(frame: &Frame, planes: &[Plane], by: u32, adobe: Option<u8>) -> Option<DynamicImage> {
    let by = by as usize;
    let (width, height) = (frame.width.div_ceil(by), frame.height.div_ceil(by));
    let (wide, high) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    // What a component of full size would have, with what fills up its last units.
    let (units_across, units_down) = frame.units();
    let full = (units_across * frame.across * 8 / by, units_down * frame.down * 8 / by);
    match planes {
        [only] => {
            let mut grey = GrayImage::new(wide, high);
            for (y, row) in grey.chunks_exact_mut(width).enumerate() {
                only.row(y, full.0, full.1, row);
            }
            Some(DynamicImage::ImageLuma8(grey))
        }
        [a, b, c] => {
            let names: Vec<u8> = frame.components.iter().map(|component| component.id).collect();
            let is_rgb = adobe == Some(0) || (adobe.is_none() && names == *b"RGB");
            let mut out = RgbImage::new(wide, high);
            let mut rows = [vec![0; width], vec![0; width], vec![0; width]];
            for (y, to) in out.chunks_exact_mut(3 * width).enumerate() {
                for (plane, row) in [a, b, c].into_iter().zip(&mut rows) {
                    plane.row(y, full.0, full.1, row);
                }
                let [first, second, third] = &rows;
                for (((pixel, a), b), c) in to.chunks_exact_mut(3).zip(first).zip(second).zip(third) {
                    pixel.copy_from_slice(&if is_rgb { [*a, *b, *c] } else { rgb(*a, *b, *c) });
                }
            }
            Some(DynamicImage::ImageRgb8(out))
        }
        _ => None,
    }
}

/// From luminance and colours (JFIF 1.02, "Conversion to and from RGB").
fn rgb(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = (f32::from(y), f32::from(cb) - 128.0, f32::from(cr) - 128.0);
    [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb].map(|value| (value + 0.5) as u8)
}
