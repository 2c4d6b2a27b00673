//! The bits of many tokens, one word each, gone over with the instructions of the machine.

use std::ops::Range;

use fearless_simd::{Level, Simd, dispatch, prelude::*, u32x16};

use crate::span::{u32_of, usize_of};
use crate::watchlist::ear::{Ear, OF_MARKED};
use crate::watchlist::sound::{MARKED, SOUNDS};

/// In the words of names: here a name begins. No sound has this bit.
pub(super) const BEGINS: u32 = 1;
const LANES: usize = 16;
const BLOCK: u32 = 16;
/// Blocks that are gone over in one go: a bit for each of their words.
const BLOCKS: usize = 4;
const WIDE: usize = LANES * BLOCKS;

/// What the mark of a word is while it is compared: as many bits as more stray sounds are allowed, in the place of its length.
const MARKS: u32 = MARKED * SPREAD;
const SPREAD: u32 = (1 << OF_MARKED) - 1;
const _: () = assert!(MARKS.count_ones() == OF_MARKED, "a bit for each stray sound");

/// A token that others are to be like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needle {
    bits: u32,
    /// Bits in which a token may not differ any more.
    below: u32,
}

impl Needle {
    /// Tokens that may be like one.
    pub(super) fn near(ear: &Ear) -> Self {
        // A word that is not marked differs by more bits: of marked ones more stray sounds are allowed.
        Self { bits: ear.bits() & SOUNDS | MARKS, below: ear.most_stray() + OF_MARKED + 1 }
    }

    /// Tokens of the same sounds.
    pub(super) const fn same(bits: u32) -> Self {
        Self { bits: compared(bits), below: 1 }
    }
}

/// A word as it is compared with needles.
const fn compared(word: u32) -> u32 {
    (word & SOUNDS) | ((word & MARKED) * SPREAD)
}

/// The same for several.
#[inline(always)]
fn all_compared<S: Simd>(simd: S, words: u32x16<S>) -> u32x16<S> {
    let spread = (words & u32x16::splat(simd, MARKED)) * u32x16::splat(simd, SPREAD);
    (words & u32x16::splat(simd, SOUNDS)) | spread
}

/// Words of which runs are gone over; behind the last are some that are none, so that each block is read whole.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<u32>);

impl Words {
    /// The words, so many of them.
    pub(super) fn of(words: impl Iterator<Item = u32>, count: usize) -> Self {
        let mut list = Vec::new();
        list.reserve_exact(count + LANES - 1);
        list.extend(words.take(count));
        list.extend([0; LANES - 1]);
        Self(list)
    }

    /// Number of words.
    fn len(&self) -> usize {
        self.0.len().saturating_sub(LANES - 1)
    }

    /// A run of them.
    pub(super) fn get(&self, run: &Range<usize>) -> &[u32] {
        self.0.get(run.start..run.end.min(self.len())).unwrap_or_default()
    }

    /// The blocks over a run, and how many words the run has.
    fn blocks(&self, run: &Range<usize>) -> (&[[u32; LANES]], usize) {
        let (blocks, _) = self.0.get(run.start..).unwrap_or_default().as_chunks();
        let words = run.end.min(self.len()).saturating_sub(run.start);
        (blocks.get(..words.div_ceil(LANES)).unwrap_or_default(), words)
    }

    /// Adds the places of the words of a run that a needle takes, ascending.
    pub(super) fn each_taken(&self, run: &Range<usize>, needle: &Needle, out: &mut Vec<u32>) {
        let (blocks, words) = self.blocks(run);
        let start = u32_of(run.start);
        dispatch!(Level::new(), simd => taken(simd, (blocks, words), start, needle, out));
    }

    /// Adds what is met in runs of whole names, ascending; places are counted from the start of each: words near a needle, with
    /// another one before them in the name where a run says that two are needed; the same as a needle.
    pub(super) fn each_met(
        &self,
        runs: impl Iterator<Item = (Range<usize>, bool)>,
        needles: &Needles,
        out: &mut Vec<Block>,
    ) {
        let told = needles.told();
        dispatch!(Level::new(), simd => {
            for ((run, two), number) in runs.zip(0..) {
                met(simd, self.blocks(&run), (needles, told), two, (number, &mut *out));
            }
        });
    }
}

#[inline(always)]
fn taken<S: Simd>(
    simd: S,
    (blocks, mut words): (&[[u32; LANES]], usize),
    mut start: u32,
    needle: &Needle,
    out: &mut Vec<u32>,
) {
    let bits = u32x16::splat(simd, needle.bits);
    let below = u32x16::splat(simd, needle.below);
    for block in blocks {
        let apart = all_compared(simd, u32x16::from_slice(simd, block)) ^ bits;
        let mut met = bits_of(apart.count_ones().simd_lt(below).to_bitmask()) & first_bits(words);
        while met != 0 {
            out.push(start + met.trailing_zeros());
            met &= met - 1;
        }
        start += BLOCK;
        words = words.saturating_sub(LANES);
    }
}

/// So many bits, at most all.
fn first_bits(count: usize) -> u64 {
    u64::MAX.checked_shr(u64::BITS.saturating_sub(u32_of(count))).unwrap_or_default()
}

/// What is looked for in the words of names.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    /// Tokens that may be like one.
    pub(super) near: Vec<Needle>,
    /// Bits of tokens of the same sounds and a length of the same class.
    pub(super) same: Vec<u32>,
}

impl Needles {
    /// What all words have that are the same as one: the bits in which these do not differ, and which of them are set.
    fn told(&self) -> (u32, u32) {
        let all = self.same.iter().fold(0, |all, bits| all | bits);
        match self.same.iter().copied().reduce(|shared, bits| shared & bits) {
            Some(shared) => ((shared | !all) & !BEGINS, shared),
            // No word is met.
            None => (0, 1),
        }
    }

    /// Of the words that `may_be` the same as one, those that are.
    fn same_of(&self, words: &[[u32; LANES]], mut may_be: u64) -> u64 {
        let mut same = 0;
        while may_be != 0 {
            let at = may_be.trailing_zeros();
            may_be &= may_be - 1;
            let word = words.as_flattened().get(usize_of(at));
            let is = word.is_some_and(|word| self.same.contains(&(word & !BEGINS)));
            same |= u64::from(is) << at;
        }
        same
    }
}

/// Sixty-four words of which some were met: of which run, where they begin, how many names began before them, and a bit for each word in
/// which a name begins, up to which enough of its name may be like what is asked for, and whose name is to be compared anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) run: u32,
    pub(super) start: u32,
    pub(super) names: u32,
    pub(super) begins: u64,
    pub(super) near: u64,
    pub(super) anyway: u64,
}

#[inline(always)]
fn met<S: Simd>(
    simd: S,
    (blocks, mut words): (&[[u32; LANES]], usize),
    (needles, (told, shared)): (&Needles, (u32, u32)),
    two: bool,
    (run, out): (u32, &mut Vec<Block>),
) {
    let begin = u32x16::splat(simd, BEGINS);
    let none = u32x16::splat(simd, 0);
    let (told, shared) = (u32x16::splat(simd, told), u32x16::splat(simd, shared));
    let mut at = Block { run, start: 0, names: 0, begins: 0, near: 0, anyway: 0 };
    // What the last word of a block says of the first of the next.
    let mut near_before = 0;
    for four in blocks.chunks(BLOCKS) {
        let (mut begins, mut near, mut may_be_same, mut shift) = (0, 0, 0, 0);
        for block in four {
            let words = u32x16::from_slice(simd, block);
            let mut is_near = none.simd_gt(none);
            let heard = all_compared(simd, words);
            for needle in &needles.near {
                let apart = heard ^ u32x16::splat(simd, needle.bits);
                is_near |= apart.count_ones().simd_lt(u32x16::splat(simd, needle.below));
            }
            near |= bits_of(is_near.to_bitmask()) << shift;
            begins |= bits_of((words & begin).simd_eq(begin).to_bitmask()) << shift;
            may_be_same |= bits_of(((words & told) ^ shared).simd_eq(none).to_bitmask()) << shift;
            shift += BLOCK;
        }
        let all = first_bits(words);
        at.begins = begins & all;
        let (near, may_be_same) = (near & all, may_be_same & all);
        at.anyway = if may_be_same == 0 { 0 } else { needles.same_of(four, may_be_same) };
        let goes_on = !begins;
        // From each near word the bits up to the end of its name: where a bit meets one of a name that goes on, a carry runs
        // through the rest of them.
        let after = (near << 1 | near_before) & goes_on;
        let followed = goes_on & (!goes_on.wrapping_add(after) | after);
        near_before = (near | followed) >> (u64::BITS - 1);
        at.near = if two { near & followed } else { near };
        if at.near | at.anyway != 0 {
            out.push(at);
        }
        at.start += u64::BITS;
        at.names += at.begins.count_ones();
        words = words.saturating_sub(WIDE);
    }
}

#[inline(always)]
fn bits_of(mask: u64) -> u64 {
    mask & 0xffff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::ear::may_be_alike;
    use crate::watchlist::sound::Sound;

    #[test]
    fn the_same_words_are_taken_as_by_looking_at_each() {
        let ears = ["KARIMOV", "ALI", "MUHAMMADIEV", "OLIM", "SARDOR"].map(|text| Ear::new(Sound::of(text)));
        let near: Vec<Needle> = ears.iter().map(Needle::near).collect();
        let needles = Needles { near: near.clone(), same: vec![0b110, 0b1110] };
        let (is_near, mut seed) =
            (|word: u32, n: &Needle| (compared(word) ^ n.bits).count_ones() < n.below, 7_u32);
        let mut all = [0; 3];
        for (len, often) in (0..300).zip([16, 4, 1].into_iter().cycle()) {
            let words: Vec<u32> = (0..len)
                .map(|n| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let word = match n % 4 {
                        0 => seed,
                        1 => ears[n % 5].bits() ^ (1 << (seed >> 28)) ^ (1 << (seed >> 27 & 15)),
                        2 => 0b110,
                        _ => seed & 0xc000_000f,
                    };
                    // Names of one word, and of so many that a block has none that begins.
                    word & !BEGINS | u32::from(seed >> 16 & 31 < often)
                })
                .collect();
            // A closer look at each word, one after the other.
            let mut near_in_name = 0;
            let mut flags: Vec<[bool; 3]> = Vec::new();
            for word in &words {
                if word & BEGINS != 0 {
                    near_in_name = 0;
                }
                let near = near.iter().any(|n| is_near(*word, n));
                near_in_name += u32::from(near);
                let sure = matches!(word & !BEGINS, 0b110 | 0b1110);
                flags.push([near, near && near_in_name >= 2, sure]);
            }
            let mut want: [Vec<Block>; 2] = Default::default();
            let mut names = 0;
            for (n, words) in words.chunks(WIDE).enumerate() {
                let flags = &flags[n * WIDE..][..words.len()];
                let bits = |kind: usize| {
                    flags.iter().rev().fold(0_u64, |bits, flags| bits << 1 | u64::from(flags[kind]))
                };
                let begins =
                    words.iter().rev().fold(0_u64, |bits, word| bits << 1 | u64::from(word & BEGINS));
                let start = u32::try_from(n * WIDE).unwrap();
                for (kind, want) in want.iter_mut().enumerate() {
                    let block = Block { run: 1, start, names, begins, near: bits(kind), anyway: bits(2) };
                    all[kind] += block.near.count_ones();
                    all[2] += block.anyway.count_ones();
                    want.extend((block.near | block.anyway != 0).then_some(block));
                }
                names += begins.count_ones();
            }
            // A run among others, which are met everywhere.
            let others = [ears[1].bits() | BEGINS; 5];
            let list = others.iter().chain(&words).chain(&others).copied();
            let run = (Words::of(list, words.len() + 10), 5..words.len() + 5);
            assert_eq!(run.0.get(&run.1), words);
            for (several, want) in [false, true].into_iter().zip(&want) {
                let mut met = Vec::new();
                // Behind an empty run, and between others.
                let before = [(0..0, several), (3..5, several)];
                for before in before {
                    met.clear();
                    let runs = [before, (run.1.clone(), several), (0..2, true)];
                    run.0.each_met(runs.into_iter(), &needles, &mut met);
                    met.retain(|block| block.run == 1);
                    assert_eq!(met, *want);
                }
            }
            let mut taken = Vec::new();
            run.0.each_taken(&run.1, &near[1], &mut taken);
            let second = |word: &u32| is_near(*word, &near[1]);
            let want: Vec<u32> = (5..).zip(&words).filter(|(_, word)| second(word)).map(|(n, _)| n).collect();
            assert_eq!(taken, want);
        }
        assert!(all.iter().all(|sum| *sum > 50), "too few to say anything: {all:?}");
    }

    /// What may be like a token is taken by its needle, with marks on either side.
    #[test]
    fn what_may_be_alike_is_taken() {
        let letters: Vec<char> = "AeIKRlSTMN".chars().collect();
        let mut seed = 3_u64;
        let mut word = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let len = 2 + usize::try_from(seed >> 60).unwrap() % 8;
            let at = |n: usize| usize::try_from(seed >> (10 + 5 * n) & 31).unwrap() % letters.len();
            Sound::of(&(0..len).map(|n| letters[at(n)]).collect::<String>())
        };
        let words: Vec<Sound> = (0..400).map(|_| word()).collect();
        let bits = Words::of(words.iter().map(Sound::bits), words.len());
        let (mut alike, mut with_marks) = (0, 0);
        for asked in &words {
            let mut taken = Vec::new();
            bits.each_taken(&(0..words.len()), &Needle::near(&Ear::new(*asked)), &mut taken);
            for (n, word) in (0_u32..).zip(&words) {
                if may_be_alike((asked, asked.bits()), word.bits())
                    && may_be_alike((word, word.bits()), asked.bits())
                {
                    assert!(taken.contains(&n), "{asked:?} does not take {word:?}");
                    alike += 1;
                    with_marks += usize::from((asked.bits() ^ word.bits()) & MARKED != 0);
                }
            }
        }
        assert!(alike > 2000 && with_marks > 500, "too few to say anything: {alike}, {with_marks}");
    }
}
