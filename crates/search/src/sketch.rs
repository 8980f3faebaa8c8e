//! A small picture of a text, by which near-duplicates are told: how many of their rows of four words two texts share.
//!
//! MinHash (Broder, "On the resemblance and containment of documents", 1997): the least of a hash over all rows of words is the
//! same in two texts with the probability of their Jaccard similarity. Of 64 such least values 16 bits each are kept.

/// Words in a row.
const ROW: usize = 4;
/// Hashes.
const HASHES: usize = 64;
/// Numbers of 64 bits that a sketch takes.
pub const LENGTH: usize = HASHES / 4;

/// The sketch of a text, given as the hashes of its words in their order; nothing, if it is too short to be told from others.
pub fn of(words: &[u64]) -> Option<[u64; LENGTH]> {
    if words.len() < 2 * ROW {
        return None;
    }
    let mut least = [u64::MAX; HASHES];
    for row in words.windows(ROW) {
        let hash = row.iter().fold(0x9e37_79b9_7f4a_7c15, |hash, word| mix(hash ^ word));
        let mut one = hash;
        for slot in &mut least {
            // Each next hash from the one before (SplitMix64's step): one multiplication a hash.
            one = one.wrapping_add(0x9e37_79b9_7f4a_7c15);
            *slot = (*slot).min(mix_short(one ^ hash.rotate_left(32)));
        }
    }
    let mut sketch = [0; LENGTH];
    for (number, four) in sketch.iter_mut().zip(least.chunks(4)) {
        *number = four.iter().fold(0, |sum, value| (sum << 16) | (mix(*value) & 0xffff));
    }
    Some(sketch)
}

/// How much two texts share, from 0 to 1; exact to some 0.06.
pub fn likeness(one: &[u64], other: &[u64]) -> f32 {
    if one.len() != LENGTH || other.len() != LENGTH {
        return 0.0;
    }
    let same = one
        .iter()
        .zip(other)
        .map(|(a, b)| (0..4).filter(|at| (a ^ b) >> (16 * at) & 0xffff == 0).count())
        .sum::<usize>();
    same as f32 / HASHES as f32
}

/// The hash of a word (FNV-1a).
pub fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The end of SplitMix64: every bit of the input moves every bit of what comes out.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn mix_short(z: u64) -> u64 {
    let z = (z ^ (z >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 32)
}
