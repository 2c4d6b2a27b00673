//! The distinct tokens of a list, as numbers in the order of their skeletons, and the ways from a sound to those that may
//! be like it.

use std::ops::Range;

use super::build::add_up;
use super::words::{Needle, each_taken};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ear::Ear;
use crate::watchlist::filter::Filter;
use crate::watchlist::keyed::{Key, place};
use crate::watchlist::sound::{Skeleton, Sound};

/// Rows to a bucket, on average.
const TO_A_BUCKET: usize = 8;

/// Tokens by the keys under which they are looked for: their skeletons, and these without one class. A bucket holds the
/// tokens of some keys; whoever looks there tells them apart by themselves.
#[derive(Default)]
struct Buckets {
    starts: Vec<u32>,
    /// Tokens, and beside them their bits, so that most are passed over without looking further.
    tokens: Vec<u32>,
    bits: Vec<u32>,
}

impl Buckets {
    /// The buckets of rows of a hash and a token.
    fn of(mut rows: Vec<(u64, u32)>, bits: &[u32]) -> Self {
        let buckets = rows.len() / TO_A_BUCKET + 1;
        for row in &mut rows {
            row.0 = u64::try_from(place(row.0, buckets)).unwrap_or_default();
        }
        rows.sort_unstable();
        rows.dedup();
        let mut starts = vec![0_u32; buckets + 1];
        for (bucket, _) in &rows {
            if let Some(count) = usize::try_from(*bucket).ok().and_then(|at| starts.get_mut(at + 1)) {
                *count += 1;
            }
        }
        add_up(&mut starts);
        let of = |token: &u32| bits.get(usize_of(*token)).copied().unwrap_or_default();
        let tokens: Vec<u32> = rows.iter().map(|row| row.1).collect();
        let bits = tokens.iter().map(of).collect();
        Self { starts, tokens, bits }
    }

    /// The tokens of the bucket of a hash, ascending, and their bits.
    fn get(&self, hash: u64) -> (&[u32], &[u32]) {
        let range = self.starts.len().checked_sub(1).and_then(|buckets| {
            let bucket = place(hash, buckets);
            Some(usize_of(*self.starts.get(bucket)?)..usize_of(*self.starts.get(bucket + 1)?))
        });
        let range = range.unwrap_or_default();
        let tokens = self.tokens.get(range.clone()).unwrap_or_default();
        (tokens, self.bits.get(range).unwrap_or_default())
    }
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
    buckets: Buckets,
}

impl Vocabulary {
    /// The vocabulary of sounds and kinds, which are ascending by skeleton and sound.
    pub(super) fn new(sounds: Vec<u128>, kinds: Vec<u8>, key: Key) -> Self {
        let listed = Filter::of(sounds.iter().map(|sound| key.hash_long(*sound)), 4);
        let bits: Vec<u32> = sounds.iter().map(|sound| Sound::unpacked(*sound).bits()).collect();
        let mut rows: Vec<(u64, u32)> = Vec::with_capacity(sounds.len() * 6);
        for (token, sound) in (0_u32..).zip(&sounds) {
            let sound = Sound::unpacked(*sound);
            let skeleton = sound.skeleton();
            rows.push((key.hash(skeleton.bits), token));
            let other = sound.other_skeleton().filter(|other| other.len >= 2);
            rows.extend(other.map(|other| (key.hash(other.bits), token)));
            for skeleton in [Some(skeleton), other].into_iter().flatten().filter(|skeleton| skeleton.len >= 3)
            {
                rows.extend(without_one(skeleton).map(|bits| (key.hash(bits), token)));
            }
        }
        let buckets = Buckets::of(rows, &bits);
        Self { sounds, kinds, bits, key, listed, buckets }
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
        if !self.listed.may_hold(self.hash(sound.packed())) {
            return 0..0;
        }
        let (packed, sought) = (sound.packed(), sound.bits());
        let (tokens, bits) = self.buckets.get(self.key.hash(sound.skeleton().bits));
        let is = |token: &u32| self.sounds.get(usize_of(*token)) == Some(&packed);
        let alike = tokens.iter().zip(bits).filter(|(_, bits)| **bits == sought);
        let Some(first) = alike.map(|(token, _)| *token).find(is) else { return 0..0 };
        // Tokens of one sound are neighbours by their numbers.
        let all = u32_of(self.len());
        let end = (first..all).find(|token| !is(token)).unwrap_or(all);
        first..end
    }

    /// Calls for the tokens whose skeletons meet that of `ear`, and which may be like it by their sounds; for some of them
    /// twice. `met` is memory to use.
    pub(super) fn each_near(&self, ear: &Ear, met: &mut Vec<u32>, mut each: impl FnMut(u32)) {
        let needle = Needle::near(ear);
        let mut look = |skeleton: u64| {
            let (tokens, bits) = self.buckets.get(self.key.hash(skeleton));
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
            look(skeleton.bits);
            if skeleton.len == 2 && skeleton.turned() != skeleton.bits {
                look(skeleton.turned());
            }
            if skeleton.len >= 3 {
                without_one(skeleton).for_each(&mut look);
            }
        }
    }
}

/// The keys of a skeleton without one class, each once.
fn without_one(skeleton: Skeleton) -> impl Iterator<Item = u64> {
    let mut last = None;
    skeleton.without_one().filter(move |bits| last.replace(*bits) != Some(*bits))
}
