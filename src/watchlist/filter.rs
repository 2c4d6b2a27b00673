//! A filter over hashes: says of most that are not held that they are not.

use super::ahead::ask_for_one;
use super::keyed::place;
use crate::span::u32_of;

/// Some bits of one word for each hash.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    words: Vec<u64>,
}

impl Filter {
    /// The filter of some hashes, with so many of them to a word of 64 bits.
    pub(super) fn of(hashes: impl ExactSizeIterator<Item = u64>, to_a_word: usize) -> Self {
        let mut filter = Self { words: vec![0; hashes.len() / to_a_word + 1] };
        for hash in hashes {
            let (place, bits) = filter.place(hash);
            if let Some(word) = filter.words.get_mut(place) {
                *word |= bits;
            }
        }
        filter
    }

    /// Asks whether a hash is held.
    pub(super) fn ask_for(&self, hash: u64) {
        ask_for_one(&self.words, u32_of(self.place(hash).0));
    }

    /// False when a hash is not held.
    #[inline]
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let (place, bits) = self.place(hash);
        self.words.get(place).is_some_and(|word| word & bits == bits)
    }

    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        // The place is by the upper bits; those of the word depend on all.
        let bits = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (place(hash, self.words.len()), 1 << (bits >> 58) | 1 << (bits >> 52 & 63) | 1 << (bits >> 46 & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::keyed::Key;

    #[test]
    fn what_is_held_passes_and_little_else_does() {
        for (to_a_word, most) in [(1, 10), (4, 60), (8, 180)] {
            // The keys are drawn; a bad one may let more through, never less.
            let passed = (0..9).map(|_| {
                let key = Key::random();
                let hashes: Vec<u64> = (0..4000_u128).map(|n| key.hash_long(n << 96 | 7 << 120)).collect();
                let (held, others) = hashes.split_at(2000);
                let filter = Filter::of(held.iter().copied(), to_a_word);
                assert!(held.iter().all(|hash| filter.may_hold(*hash)));
                others.iter().filter(|hash| filter.may_hold(**hash)).count()
            });
            let best = passed.min().unwrap();
            assert!(best < most, "{best} of 2000 at {to_a_word}");
        }
        assert!(!Filter::of([].into_iter(), 8).may_hold(7));
    }
}
