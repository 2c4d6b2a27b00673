//! Hashing of numbers with a key, so that a stranger cannot choose the buckets.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A key of two halves; made anew for each list, and kept in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(pub(super) u64, pub(super) u64);

impl Key {
    /// A key that nobody can know.
    pub(super) fn random() -> Self {
        let state = RandomState::new();
        Self(state.hash_one(0_u64), state.hash_one(1_u64) | 1)
    }

    /// The hash of a number: a folded product, as in `foldhash` and `ahash`.
    pub(super) fn hash(self, number: u64) -> u64 {
        let product = u128::from(number ^ self.0) * u128::from(self.1 ^ 0x9e37_79b9_7f4a_7c15);
        let (high, low) = halves(product);
        high ^ low
    }

    /// The hash of a long number.
    pub(super) fn hash_long(self, number: u128) -> u64 {
        let (high, low) = halves(number);
        self.hash(high ^ low.rotate_left(31))
    }
}

impl BuildHasher for Key {
    type Hasher = Keyed;

    fn build_hasher(&self) -> Keyed {
        Keyed { key: *self, state: 0 }
    }
}

/// The hash of a value, eight bytes at a time.
pub(super) struct Keyed {
    key: Key,
    state: u64,
}

impl Hasher for Keyed {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for eight in whole {
            self.write_u64(u64::from_le_bytes(*eight));
        }
        // With a one above them, so that bytes of nothing count.
        let last = rest.iter().rev().fold(1_u64, |last, byte| last << 8 | u64::from(*byte));
        self.write_u64(last);
    }

    fn write_u64(&mut self, number: u64) {
        self.state = self.key.hash(self.state.rotate_left(23) ^ number);
    }

    fn finish(&self) -> u64 {
        self.state
    }
}

/// The place of a hash among so many.
pub(super) fn place(hash: u64, places: usize) -> usize {
    let place = (u128::from(hash) * u128::try_from(places).unwrap_or_default()) >> 64;
    usize::try_from(place).unwrap_or_default()
}

/// The upper and the lower half of a number.
fn halves(number: u128) -> (u64, u64) {
    let low = number & u128::from(u64::MAX);
    (u64::try_from(number >> 64).unwrap_or_default(), u64::try_from(low).unwrap_or_default())
}
