//! A filter over sounds: says of most that are not held that they are not.

use crate::watchlist::keyed::{Key, place};
use crate::watchlist::sound::Sound;

/// Some bits of one word for each sound.
#[derive(Debug)]
pub(super) struct Filter {
    key: Key,
    words: Vec<u64>,
}

impl Filter {
    /// The filter of some sounds, with so many of them to a word of 64 bits.
    pub(super) fn of(sounds: impl ExactSizeIterator<Item = Sound>, to_a_word: usize, key: Key) -> Self {
        let mut filter = Self { key, words: vec![0; sounds.len() / to_a_word + 1] };
        for sound in sounds {
            let (place, bits) = filter.place(&sound);
            if let Some(word) = filter.words.get_mut(place) {
                *word |= bits;
            }
        }
        filter
    }

    /// False when a sound is not held.
    pub(super) fn may_hold(&self, sound: &Sound) -> bool {
        let (place, bits) = self.place(sound);
        self.words.get(place).is_some_and(|word| word & bits == bits)
    }

    fn place(&self, sound: &Sound) -> (usize, u64) {
        let hash = self.key.hash_long(sound.packed());
        // The place is by the upper bits; those of the word depend on all.
        let bits = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (place(hash, self.words.len()), 1 << (bits >> 58) | 1 << (bits >> 52 & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_passes_and_little_else_does() {
        let sounds: Vec<Sound> = (0..4000_u128).map(|n| Sound::unpacked(n << 96 | 7 << 120)).collect();
        let (held, others) = sounds.split_at(2000);
        for (to_a_word, most) in [(1, 20), (4, 100), (8, 200)] {
            // The keys are drawn; a bad one may let more through, never less.
            let passed = (0..9).map(|_| {
                let filter = Filter::of(held.iter().copied(), to_a_word, Key::random());
                assert!(held.iter().all(|sound| filter.may_hold(sound)));
                others.iter().filter(|sound| filter.may_hold(sound)).count()
            });
            let best = passed.min().unwrap();
            assert!(best < most, "{best} of 2000 at {to_a_word}");
        }
        assert!(!Filter::of([].into_iter(), 8, Key::random()).may_hold(&sounds[0]));
    }
}
