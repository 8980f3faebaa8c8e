//! From frequencies to pixels, fewer than a block has: the inverse cosine transform of its low frequencies.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

/// The frequencies of a block, dequantised, row by row.
pub(super) type Block = [f32; 64];

/// Turns blocks into so many points across and down.
#[derive(Debug, Clone)]
pub(super) struct Transform {
    pub across: usize,
    pub down: usize,
    waves_across: [[f32; 8]; 8],
    waves_down: [[f32; 8]; 8],
}

/// The cosines of a transform of `n` points over the frequencies of one of eight, which scales by √(n/8) each way.
fn waves(n: usize) -> [[f32; 8]; 8] {
    let mut all = [[0.0; 8]; 8];
    for (point, row) in all.iter_mut().enumerate().take(n) {
        for (k, wave) in row.iter_mut().enumerate().take(n) {
            let scale = if k == 0 { FRAC_1_SQRT_2 } else { 1.0 };
            *wave = 0.5 * scale * ((2 * point + 1) as f32 * k as f32 * PI / (2 * n) as f32).cos();
        }
    }
    all
}

impl Transform {
    /// To `across` × `down` points, at most eight each.
    pub fn new(across: usize, down: usize) -> Transform {
        Transform { across, down, waves_across: waves(across), waves_down: waves(down) }
    }

    /// The points, each given with its place to `set`.
    pub fn run(&self, block: &Block, mut set: impl FnMut(usize, usize, u8)) {
        let mut rows = [[0.0f32; 8]; 8];
        for (frequencies, out) in block.chunks_exact(8).zip(&mut rows).take(self.down) {
            for (waves, point) in self.waves_across.iter().zip(out.iter_mut()).take(self.across) {
                *point = frequencies.iter().zip(waves).take(self.across).map(|(f, w)| f * w).sum();
            }
        }
        for (y, waves) in self.waves_down.iter().enumerate().take(self.down) {
            let mut sums = [0.0f32; 8];
            for (row, wave) in rows.iter().zip(waves).take(self.down) {
                for (sum, point) in sums.iter_mut().zip(row) {
                    *sum += point * wave;
                }
            }
            for (x, sum) in sums.iter().enumerate().take(self.across) {
                // Samples lie around zero (A.3.1). A cast of a float cuts off what is too large.
                set(x, y, (sum + 128.5) as u8);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_block_is_flat_in_every_size() {
        let mut block = [0.0; 64];
        block[0] = 8.0 * 50.0;
        for n in [1, 2, 4, 8] {
            Transform::new(n, n).run(&block, |_, _, value| assert_eq!(value, 178, "{n}"));
        }
    }
}
