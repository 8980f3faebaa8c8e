//! Large JPEG pictures, decoded at a half, a quarter or an eighth of their size (ISO/IEC 10918-1).
//!
//! Decoding 40 megapixels whole takes 120 MB, and twice that if the picture is progressive; what pages show of it is 1,600
//! pixels wide. Of each block of 8 × 8 pixels the low frequencies alone are turned into pixels, so that neither the whole
//! picture nor all its coefficients are ever in memory. Whatever is unusual is left to the decoder of all pictures.

mod bits;
mod frame;
mod idct;
mod planes;
mod scan;
#[cfg(test)]
mod tests;

use super::jpeg::Segments;
use bits::Table;
use frame::Frame;
use image::DynamicImage;
use planes::Plane;

/// The picture at `1/by` of its size (`by` is 2, 4 or 8), not turned. `None` if that cannot be done here, which says nothing
/// of the picture.
pub(super) fn decode(bytes: &[u8], by: u32) -> Option<DynamicImage> {
    let points = match by {
        2 => 4,
        4 => 2,
        8 => 1,
        _ => return None,
    };
    let mut reading = Reading::default();
    for segment in Segments::of(bytes) {
        let segment = segment.ok()?;
        match segment.marker {
            0xc4 => reading.huffman(segment.body)?,
            0xdb => reading.quantisation(segment.body)?,
            0xdd => reading.restart = usize::from(u16::from_be_bytes(*segment.body.first_chunk()?)),
            // Baseline, extended sequential and progressive, with Huffman's codes. The rest is nobody's.
            marker @ 0xc0..=0xc2 if reading.frame.is_none() => {
                let frame = Frame::read(segment.body, marker == 0xc2)?;
                reading.planes =
                    frame.components.iter().map(|c| Plane::of(&frame, c, points)).collect::<Option<_>>()?;
                reading.frame = Some(frame);
            }
            0xc0..=0xc3 | 0xc5..=0xcf => return None,
            0xee if segment.body.starts_with(b"Adobe") => reading.adobe = segment.body.get(11).copied(),
            0xda => {
                let data = segment.whole.get(4 + segment.body.len()..)?;
                reading.scan(segment.body, data)?;
            }
            _ => {}
        }
    }
    reading.finish(by)
}

/// What was read of a picture so far.
#[derive(Default)]
struct Reading {
    frame: Option<Frame>,
    planes: Vec<Plane>,
    quantisation: [Option<[u16; 64]>; 4],
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    restart: usize,
    adobe: Option<u8>,
}

impl Reading {
    /// B.2.4.1.
    fn quantisation(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((head, rest)) = body.split_first() {
            let wide = head >> 4 != 0;
            let length = if wide { 128 } else { 64 };
            let (values, after) = rest.split_at_checked(length)?;
            let mut table = [0u16; 64];
            for (at, value) in table.iter_mut().enumerate() {
                *value = if wide {
                    u16::from_be_bytes([*values.get(2 * at)?, *values.get(2 * at + 1)?])
                } else {
                    u16::from(*values.get(at)?)
                };
            }
            *self.quantisation.get_mut(usize::from(head & 15))? = Some(table);
            body = after;
        }
        Some(())
    }

    /// B.2.4.2.
    fn huffman(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((head, rest)) = body.split_first() {
            let counts: &[u8; 16] = rest.first_chunk()?;
            let many: usize = counts.iter().map(|n| usize::from(*n)).sum();
            let symbols = rest.get(16..16 + many)?;
            let tables = if head >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(head & 15))? = Some(Table::new(counts, symbols)?);
            body = rest.get(16 + many..)?;
        }
        Some(())
    }

    fn scan(&mut self, head: &[u8], data: &[u8]) -> Option<()> {
        let frame = self.frame.as_ref()?;
        let scan = scan::Scan::read(head, frame)?;
        for part in &scan.parts {
            let component = frame.components.get(part.component)?;
            let table = self.quantisation.get(component.quantisation)?.as_ref();
            let plane = self.planes.get_mut(part.component)?;
            // The one in force when its first scan begins (B.2.4.1).
            if plane.quantisation.is_none() {
                plane.quantisation = table.copied();
            }
        }
        scan.run(data, frame, &mut self.planes, &self.dc, &self.ac, self.restart)
    }

    fn finish(mut self, by: u32) -> Option<DynamicImage> {
        let frame = self.frame.take()?;
        for plane in &mut self.planes {
            plane.finish()?;
        }
        planes::together(&frame, &self.planes, by, self.adobe)
    }
}
