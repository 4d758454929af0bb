//! Random numbers that are the same at every run, for tests against a second, simpler model.

/// SplitMix64: small, and good enough to choose calls by.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Gives a number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// Gives a number from `low` to before `high`.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = u64::from(high.abs_diff(low));
        low.wrapping_add_unsigned(u32::try_from(self.below(width)).unwrap())
    }

    pub(crate) fn flip(&mut self) -> bool {
        self.below(2) == 0
    }
}
