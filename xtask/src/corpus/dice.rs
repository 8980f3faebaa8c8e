//! Numbers that look random and are the same on every machine: a seed and an index give one sequence.

/// A source of numbers (SplitMix64: <https://prng.di.unimi.it/splitmix64.c>). Nothing secret is made with it.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The sequence of one thing of one corpus. What it yields does not depend on other things.
    pub fn of(seed: u64, index: u64) -> Dice {
        let mut dice =
            Dice(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        dice.roll();
        dice
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.roll() % n as u64) as usize }
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    /// One of several words.
    pub fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_an_index_say_it_all() {
        let some = |seed, index| {
            let mut dice = Dice::of(seed, index);
            [dice.roll(), dice.roll(), dice.roll()]
        };
        assert_eq!(some(7, 3), some(7, 3));
        assert_ne!(some(7, 3), some(7, 4));
        assert_ne!(some(7, 3), some(8, 3));
        // Written down, so that figures of different days are about the same corpus.
        assert_eq!(Dice::of(7, 0).roll(), 13_615_431_973_392_968_899);
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut dice = Dice::of(1, 1);
        for _ in 0..1_000 {
            assert!((3..=5).contains(&dice.between(3, 5)));
            assert_eq!(dice.below(0), 0);
        }
        assert_eq!(dice.pick(&[]), "");
    }
}
