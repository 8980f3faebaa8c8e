//! The blocks of a GIF file (GIF 89a, CompuServe).

use super::header::Header;
use super::{PictureError, take};

/// Goes through the blocks to count the frames and to find the largest: a frame may be larger
/// than the screen that the header names.
pub(super) fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    let broken = |what, at| PictureError::Broken { what, at };
    let size = |at| {
        let [w1, w2, h1, h2] = take::<4>(bytes, at)?;
        Some((u32::from(u16::from_le_bytes([w1, w2])), u32::from(u16::from_le_bytes([h1, h2]))))
    };
    let cut = |at| broken("a block is cut off", at);
    let (mut width, mut height) = size(6).ok_or(cut(6))?;
    let mut at = 13 + colours(bytes, 10).ok_or(cut(10))?;
    let mut frames = 0u32;
    // A film that was cut off still shows its beginning: browsers play what is there.
    while let Some(block) = bytes.get(at) {
        match block {
            0x21 => at = after_sub_blocks(bytes, at + 2),
            0x2c => {
                let Some((w, h)) = size(at + 5) else { break };
                let Some(table) = colours(bytes, at + 9) else { break };
                (width, height) = (width.max(w), height.max(h));
                frames = frames.saturating_add(1);
                at = after_sub_blocks(bytes, at + 11 + table);
            }
            0x3b => break,
            // Filling that some programs leave.
            0x00 => at += 1,
            _ => return Err(broken("an unknown block", at)),
        }
    }
    if frames == 0 {
        return Err(broken("it holds no frame", at));
    }
    Ok(Header { width, height, orientation: 1, frames })
}

/// Bytes of the colour table that the flags at `at` announce.
fn colours(bytes: &[u8], at: usize) -> Option<usize> {
    let flags = bytes.get(at)?;
    Some(if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) })
}

/// Sub-blocks: each begins with its length, the last has none.
fn after_sub_blocks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(length) = bytes.get(at) {
        at += 1 + usize::from(*length);
        if *length == 0 {
            break;
        }
    }
    at
}
