//! The distinct tokens of a list, as numbers in the order of their skeletons, and the ways from a sound to those that may
//! be like it.

use std::collections::HashMap;
use std::ops::Range;

use super::filter::Filter;
use super::words::{Needle, each_taken};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ear::Ear;
use crate::watchlist::keyed::{Key, KeyedState};
use crate::watchlist::sound::Sound;

/// The tokens with one key: those whose skeleton is the key, then those whose skeleton without one class is it.
#[derive(Clone, Copy, Debug, Default)]
struct Keyed {
    start: u32,
    whole_end: u32,
    end: u32,
}

/// The distinct tokens of a list.
pub(in crate::watchlist) struct Vocabulary {
    /// Sounds, ascending by skeleton and then by themselves.
    pub(in crate::watchlist) sounds: Vec<u128>,
    /// Kind and weight of each token.
    pub(in crate::watchlist) kinds: Vec<u8>,
    bits: Vec<u32>,
    key: Key,
    /// The sounds; asked before looking further.
    listed: Filter,
    keys: HashMap<u64, Keyed, KeyedState>,
    /// Tokens by key, and beside them their bits, so that most are passed over without looking further.
    by_key: Vec<u32>,
    bits_by_key: Vec<u32>,
}

impl Vocabulary {
    /// The vocabulary of sounds and kinds, which are ascending by skeleton and sound.
    pub(super) fn new(sounds: Vec<u128>, kinds: Vec<u8>, key: Key) -> Self {
        let listed = Filter::of(sounds.iter().map(|sound| Sound::unpacked(*sound)), 4, key);
        let bits: Vec<u32> = sounds.iter().map(|sound| Sound::unpacked(*sound).bits()).collect();
        let mut rows: Vec<(u64, bool, u32)> = Vec::with_capacity(sounds.len() * 4);
        for (token, sound) in (0_u32..).zip(&sounds) {
            let sound = Sound::unpacked(*sound);
            let skeleton = sound.skeleton();
            rows.push((skeleton.bits, false, token));
            let other = sound.other_skeleton().filter(|other| other.len >= 2);
            rows.extend(other.map(|other| (other.bits, true, token)));
            for skeleton in [Some(skeleton), other].into_iter().flatten().filter(|skeleton| skeleton.len >= 3)
            {
                let mut before = None;
                let keys = skeleton.without_one().filter(|bits| before.replace(*bits) != Some(*bits));
                rows.extend(keys.map(|bits| (bits, true, token)));
            }
        }
        rows.sort_unstable();
        rows.dedup();
        let mut keys: HashMap<u64, Keyed, KeyedState> = HashMap::with_hasher(KeyedState(key));
        for (at, (bits, shortened, _)) in (0_u32..).zip(&rows) {
            let row = keys.entry(*bits).or_insert(Keyed { start: at, whole_end: at, end: at });
            row.end = at + 1;
            if !shortened {
                row.whole_end = at + 1;
            }
        }
        keys.shrink_to_fit();
        let of = |token: u32| bits.get(usize_of(token)).copied().unwrap_or_default();
        let by_key: Vec<u32> = rows.iter().map(|row| row.2).collect();
        let bits_by_key = by_key.iter().map(|token| of(*token)).collect();
        Self { sounds, kinds, bits, key, listed, keys, by_key, bits_by_key }
    }

    /// Number of tokens.
    pub(super) const fn len(&self) -> usize {
        self.sounds.len()
    }

    /// Sound, bits of the sounds, kind with weight.
    pub(super) fn token(&self, number: u32) -> Option<(Sound, u32, u8)> {
        let at = usize_of(number);
        Some((Sound::unpacked(*self.sounds.get(at)?), *self.bits.get(at)?, *self.kinds.get(at)?))
    }

    /// The hash of a sound.
    pub(super) fn hash(&self, sound: u128) -> u64 {
        self.key.hash_long(sound)
    }

    /// The hash of the sound of a token.
    pub(super) fn hash_of(&self, token: u32) -> u64 {
        self.hash(self.sounds.get(usize_of(token)).copied().unwrap_or_default())
    }

    /// Bits of the sounds of all tokens.
    pub(super) fn bits(&self) -> &[u32] {
        &self.bits
    }

    /// The tokens that have exactly a sound.
    pub(super) fn exactly(&self, sound: &Sound) -> Range<u32> {
        // Most sounds that are asked for are not listed: one look at a small filter says so.
        if !self.listed.may_hold(sound) {
            return 0..0;
        }
        let Some(row) = self.keys.get(&sound.skeleton().bits) else { return 0..0 };
        // Tokens of one skeleton are neighbours by their numbers.
        let Some(&first) = self.by_key.get(usize_of(row.start)) else { return 0..0 };
        let range = first..first + (row.whole_end - row.start);
        let sounds = self.sounds.get(usize_of(range.start)..usize_of(range.end)).unwrap_or_default();
        let packed = sound.packed();
        let from = sounds.partition_point(|listed| *listed < packed);
        let len =
            sounds.get(from..).unwrap_or_default().iter().take_while(|listed| **listed == packed).count();
        first + u32_of(from)..first + u32_of(from + len)
    }

    /// Calls for the tokens whose skeletons meet that of `ear`, and which may be like it by their sounds; for some of them
    /// twice. `met` is memory to use.
    pub(super) fn each_near(&self, ear: &Ear, met: &mut Vec<u32>, mut each: impl FnMut(u32)) {
        let needle = Needle::near(ear);
        let mut look = |bits: u64, shortened: bool| {
            let Some(row) = self.keys.get(&bits) else { return };
            let range = usize_of(row.start)..usize_of(if shortened { row.end } else { row.whole_end });
            let bits = self.bits_by_key.get(range.clone()).unwrap_or_default();
            let tokens = self.by_key.get(range).unwrap_or_default();
            each_taken(bits, &needle, met);
            for at in met.drain(..).map(usize_of) {
                if let (Some(bits), Some(token)) = (bits.get(at), tokens.get(at))
                    && ear.may_cost(*bits)
                {
                    each(*token);
                }
            }
        };
        for skeleton in std::iter::once(ear.skeleton()).chain(ear.sound().other_skeleton()) {
            look(skeleton.bits, skeleton.len >= 2);
            if skeleton.len == 2 && skeleton.turned() != skeleton.bits {
                look(skeleton.turned(), false);
            }
            if skeleton.len >= 3 {
                let mut last = None;
                let keys = skeleton.without_one().filter(|bits| last.replace(*bits) != Some(*bits));
                keys.for_each(|bits| look(bits, true));
            }
        }
    }
}
