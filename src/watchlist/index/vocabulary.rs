//! The distinct tokens of a list, as numbers in the order of their skeletons, and the ways from a sound to those that may
//! be like it.

use std::ops::Range;

use super::build::add_up;
use super::packed::{Narrow, Packed};
use super::words::{Needle, Words};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ahead::{ask_for_one, ask_for_run};
use crate::watchlist::ear::Ear;
use crate::watchlist::filter::Filter;
use crate::watchlist::keyed::{Key, place};
use crate::watchlist::sound::{CLASS_SHIFT, MARKED, SOUNDS, Skeleton, Sound};

/// Tokens of one sound are of different kinds and weights; there are no more of these.
const MOST_OF_SOUND: u32 = 5;
/// Rows to a bucket, on average.
const TO_A_BUCKET: usize = 16;
/// Tokens of which the bits of sounds have room for what is above their sixteen lowest bits.
const MOST_TOKENS: u32 = 1 << 19;
const _: () =
    assert!(SOUNDS | MARKED == !(1 | 3 << CLASS_SHIFT), "these three bits are not compared in buckets");

/// Tokens by the keys under which they are looked for: their skeletons, and these without one class. A bucket holds the
/// tokens of some keys; whoever looks there tells them apart by themselves.
#[derive(Default)]
struct Buckets {
    starts: Vec<u32>,
    /// The bits of the sounds of each token, so that most are passed over without looking further, and in the three that are not
    /// compared the upper bits of its number.
    words: Words,
    /// The sixteen lowest bits of the number, and the upper ones where there are too many tokens for three bits.
    lower: Vec<u16>,
    upper: Vec<u16>,
}

/// The lower and upper halves of a number.
fn halves(number: u32) -> (u16, u16) {
    let [a, b, c, d] = number.to_le_bytes();
    (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]))
}

impl Buckets {
    /// The buckets of rows of a hash and the number of one of the tokens.
    fn of(mut rows: Vec<(u64, u32)>, packed: &[Packed]) -> Self {
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
        let tokens = || rows.iter().map(|row| row.1);
        let bits = |token: u32| packed.get(usize_of(token)).map(|token| token.bits()).unwrap_or_default();
        let word = |token: u32| {
            let upper = u32::from(halves(token).1);
            bits(token) & (SOUNDS | MARKED) | upper >> 1 << CLASS_SHIFT | upper & 1
        };
        let words = Words::of(tokens().map(word), rows.len());
        let lower = tokens().map(|token| halves(token).0).collect();
        let is_narrow = u32_of(packed.len()) <= MOST_TOKENS;
        let upper =
            tokens().take(if is_narrow { 0 } else { rows.len() }).map(|token| halves(token).1).collect();
        Self { starts, words, lower, upper }
    }

    /// The bucket of a hash.
    fn bucket(&self, hash: u64) -> u32 {
        u32_of(place(hash, self.starts.len().saturating_sub(1)))
    }

    /// Where a bucket lies.
    fn range(&self, bucket: u32) -> Range<usize> {
        let edge = |at: usize| self.starts.get(at).copied().map_or(0, usize_of);
        edge(usize_of(bucket))..edge(usize_of(bucket) + 1)
    }

    /// The words of the tokens in a range.
    fn words(&self, range: &Range<usize>) -> &[u32] {
        self.words.get(range)
    }

    /// Asks for the number of the token at a place.
    fn ask_for(&self, place: u32) {
        ask_for_one(&self.lower, place);
    }

    /// The token at a place, of which the word is known.
    fn token(&self, place: usize, word: u32) -> Option<u32> {
        let of_word = || word >> CLASS_SHIFT << 1 | word & 1;
        let upper = self.upper.get(place).map_or_else(of_word, |upper| u32::from(*upper));
        Some(upper << u16::BITS | u32::from(*self.lower.get(place)?))
    }

    /// The tokens of the bucket of a hash which have some bits, ascending.
    fn alike(&self, hash: u64, bits: u32) -> impl Iterator<Item = u32> {
        let range = self.range(self.bucket(hash));
        let words = range.clone().zip(self.words(&range));
        let is = move |word: &u32| (word ^ bits) & (SOUNDS | MARKED) == 0;
        words.filter(move |(_, word)| is(word)).filter_map(|(place, word)| self.token(place, *word))
    }

    /// The tokens at some places.
    fn tokens(&self, places: &[u32]) -> impl Iterator<Item = u32> {
        let word = |place: usize| self.words(&(place..place + 1)).first().copied();
        places.iter().map(|place| usize_of(*place)).filter_map(move |place| self.token(place, word(place)?))
    }
}

/// Where tokens that may be near some names lie, each with the place of its name; memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Places {
    buckets: Vec<(usize, u32)>,
    ranges: Vec<(usize, Range<usize>)>,
    /// Places of tokens, and for each name where they end.
    met: Vec<u32>,
    ends: Vec<usize>,
}

/// The distinct tokens of a list.
pub(in crate::watchlist) struct Vocabulary {
    /// Packed tokens, ascending by the skeletons of their sounds and then by these.
    pub(in crate::watchlist) tokens: Vec<Packed>,
    key: Key,
    /// The sounds; asked before looking further.
    listed: Filter,
    buckets: Buckets,
}

impl Vocabulary {
    /// The vocabulary of packed tokens, which are ascending by skeleton and sound.
    pub(super) fn new(tokens: Vec<Packed>, key: Key) -> Self {
        let sounds = || tokens.iter().map(|token| token.sound());
        let listed = Filter::of(sounds().map(|sound| key.hash_long(sound.packed())), 4);
        let mut rows: Vec<(u64, u32)> = Vec::with_capacity(tokens.len() * 6);
        for (token, sound) in (0_u32..).zip(sounds()) {
            let skeleton = sound.skeleton();
            rows.push((key.hash(skeleton.bits), token));
            let other = sound.other_skeleton().filter(|other| other.len >= 2);
            rows.extend(other.map(|other| (key.hash(other.bits), token)));
            for skeleton in [Some(skeleton), other].into_iter().flatten().filter(|skeleton| skeleton.len >= 3)
            {
                rows.extend(without_one(skeleton).map(|bits| (key.hash(bits), token)));
            }
        }
        let buckets = Buckets::of(rows, &tokens);
        Self { tokens, key, listed, buckets }
    }

    /// Number of tokens.
    pub(super) const fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A token by its number.
    pub(super) fn token(&self, number: u32) -> Option<Packed> {
        self.tokens.get(usize_of(number)).copied()
    }

    /// The hash of a sound.
    pub(super) fn hash(&self, sound: u128) -> u64 {
        self.key.hash_long(sound)
    }

    /// The hash of the sound of a token.
    pub(super) fn hash_of(&self, token: u32) -> u64 {
        self.hash(self.token(token).map(|token| token.sound().packed()).unwrap_or_default())
    }

    /// Asks whether a token has exactly the sound of a hash.
    pub(super) fn ask_for_hash(&self, hash: u64) {
        self.listed.ask_for(hash);
    }

    /// False when no token has exactly the sound of a hash.
    pub(super) fn may_hold_hash(&self, hash: u64) -> bool {
        self.listed.may_hold(hash)
    }

    /// False when no token has exactly a sound: one look at a small filter, which says so of most.
    pub(super) fn may_hold(&self, sound: &Sound) -> bool {
        self.may_hold_hash(self.hash(sound.packed()))
    }

    /// The tokens that have exactly a sound.
    pub(super) fn exactly(&self, sound: &Sound) -> Range<u32> {
        if !self.may_hold(sound) {
            return 0..0;
        }
        let (narrow, sought) = (Narrow::of(*sound), sound.bits());
        let mut alike = self.buckets.alike(self.key.hash(sound.skeleton().bits), sought);
        let is = |token: &u32| self.token(*token).is_some_and(|token| token.is(narrow));
        let Some(first) = alike.find(is) else { return 0..0 };
        // Tokens of one sound are neighbours by their numbers.
        let all = u32_of(self.len()).min(first + MOST_OF_SOUND);
        let end = (first..all).find(|token| !is(token)).unwrap_or(all);
        first..end
    }

    /// Calls for each of `ears` with the tokens whose skeletons meet its own, and which may be like it by their sounds; those
    /// that share several keys are there more than once.
    pub(super) fn each_near<'e>(
        &self,
        ears: impl Iterator<Item = &'e Ear> + Clone,
        places: &mut Places,
        mut each: impl FnMut(&mut dyn Iterator<Item = u32>),
    ) {
        // Memory is asked for all of them before the first is waited for, in each step.
        let Places { buckets, ranges, met, ends } = places;
        buckets.clear();
        for (at, ear) in ears.clone().enumerate() {
            let mut look = |skeleton: u64| {
                let bucket = self.buckets.bucket(self.key.hash(skeleton));
                ask_for_one(&self.buckets.starts, bucket);
                buckets.push((at, bucket));
            };
            for skeleton in std::iter::once(ear.skeleton()).chain(ear.sound().other_skeleton()) {
                look(skeleton.bits);
                match skeleton.len {
                    0 => {}
                    1 => {
                        skeleton.with_one_near(true).for_each(&mut look);
                        look(skeleton.after_breath());
                    }
                    2 => {
                        if skeleton.turned() != skeleton.bits {
                            look(skeleton.turned());
                        }
                        skeleton.with_one_near(true).for_each(&mut look);
                        skeleton.without_breath().into_iter().for_each(&mut look);
                    }
                    _ => without_one(skeleton).for_each(&mut look),
                }
            }
        }
        ranges.clear();
        for (at, bucket) in &*buckets {
            let range = self.buckets.range(*bucket);
            ask_for_run(self.buckets.words(&range));
            ranges.push((*at, range));
        }
        met.clear();
        ends.clear();
        for (at, ear) in ears.enumerate() {
            let needle = Needle::near(ear);
            let start = met.len();
            for (_, range) in ranges.iter().filter(|range| range.0 == at) {
                self.buckets.words.each_taken(range, &needle, met);
            }
            ends.push(met.len());
            for place in met.get(start..).unwrap_or_default() {
                self.buckets.ask_for(*place);
            }
        }
        let mut start = 0;
        for end in &*ends {
            let met = met.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default();
            each(&mut self.buckets.tokens(met));
        }
    }

    /// Asks for a token.
    pub(super) fn ask_for(&self, number: u32) {
        ask_for_one(&self.tokens, number);
    }
}

/// The keys of a skeleton without one class, each once.
fn without_one(skeleton: Skeleton) -> impl Iterator<Item = u64> {
    let mut last = None;
    skeleton.without_one().filter(move |bits| last.replace(*bits) != Some(*bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::ear::alike;

    /// Numbers of tokens that the bits of sounds have room for, and others.
    #[test]
    fn tokens_of_all_numbers_are_read_back() {
        let all: Vec<Packed> =
            (0..=MOST_TOKENS).map(|n| Packed::new(Sound::unpacked(u128::from(n) << 80), 4)).collect();
        let numbers = [0, 1, 65_535, 65_536, 3 << 16, MOST_TOKENS - 1, MOST_TOKENS];
        for count in [1, 65_536, usize_of(MOST_TOKENS), usize_of(MOST_TOKENS) + 1] {
            let packed = &all[..count];
            let numbers: Vec<u32> = numbers.into_iter().filter(|n| usize_of(*n) < count).collect();
            let buckets = Buckets::of(numbers.iter().map(|n| (7, *n)).collect(), packed);
            assert_eq!(buckets.upper.is_empty(), count <= usize_of(MOST_TOKENS));
            let places: Vec<u32> = (0..).take(numbers.len()).collect();
            assert_eq!(buckets.tokens(&places).collect::<Vec<_>>(), numbers);
            for number in numbers {
                let bits = packed[usize_of(number)].bits();
                assert!(buckets.alike(7, bits).any(|token| token == number), "{number} of {count}");
            }
        }
    }

    /// Each word of up to four sounds of some classes, marks among them, finds what is alike.
    #[test]
    fn short_words_find_all_that_are_alike() {
        const SOUNDS: [&str; 11] = ["A", "e", "KH", "H", "K", "TS", "T", "V", "l", "L", "R"];
        let mut words = Vec::new();
        for a in SOUNDS {
            for b in SOUNDS {
                for c in SOUNDS {
                    words.push(Sound::of(&format!("{a}{b}{c}")));
                    words.push(Sound::of(&format!("{a}I{b}A{c}")));
                }
            }
        }
        words.sort_by_key(|word| (word.skeleton().bits, *word));
        words.dedup();
        let tokens = words.iter().map(|word| Packed::new(*word, 4)).collect();
        let vocabulary = Vocabulary::new(tokens, Key::random());
        let mut places = Places::default();
        let (mut otherwise, mut all) = (0, 0);
        for word in words.iter().step_by(3) {
            let mut found: Vec<u32> = Vec::new();
            let ear = Ear::new(*word);
            vocabulary.each_near(std::iter::once(&ear), &mut places, |tokens| found.extend(tokens));
            for (n, other) in (0_u32..).zip(&words) {
                if alike(word, word.bits(), other, other.bits()).is_some() {
                    assert!(found.contains(&n), "{word:?} does not find {other:?}");
                    all += 1;
                    otherwise += usize::from(word.skeleton() != other.skeleton());
                }
            }
        }
        assert!(all > 5000 && otherwise > 3000, "too few to say anything: {all}, {otherwise}");
    }
}
