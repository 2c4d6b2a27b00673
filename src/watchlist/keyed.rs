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
        let bytes = product.to_le_bytes();
        let half = |from: usize| bytes.iter().skip(from).take(8).rev().fold(0_u64, |n, b| (n << 8) | u64::from(*b));
        half(0) ^ half(8)
    }
}

/// For `HashMap`s over numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyedState(pub(super) Key);

impl BuildHasher for KeyedState {
    type Hasher = KeyedHasher;

    fn build_hasher(&self) -> KeyedHasher {
        KeyedHasher { key: self.0, hash: 0 }
    }
}

/// Hashes one number.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyedHasher {
    key: Key,
    hash: u64,
}

impl Hasher for KeyedHasher {
    fn finish(&self) -> u64 {
        self.hash
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.hash = self.key.hash(number ^ self.hash.rotate_left(23));
    }
}
