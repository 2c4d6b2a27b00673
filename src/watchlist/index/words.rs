//! The bits of many tokens, one word each, gone over with the instructions of the machine.

use fearless_simd::{Level, Simd, dispatch, prelude::*, u32x16};

use crate::watchlist::ear::Ear;
use crate::watchlist::sound::{MARKED, SOUNDS};

/// In the words of names: here a name begins. No sound has this bit.
pub(super) const BEGINS: u32 = 1;
const LANES: usize = 16;

/// Which tokens are looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needle {
    /// Bits that are compared.
    mask: u32,
    bits: u32,
    /// Most bits in which a token may differ.
    most: u32,
}

impl Needle {
    /// Tokens that may be like one.
    pub(super) fn near(ear: &Ear) -> Self {
        // A word that is not marked differs by one bit more: of marked ones one more stray sound is allowed.
        Self { mask: SOUNDS | MARKED, bits: ear.bits() & SOUNDS | MARKED, most: ear.most_stray() + 1 }
    }

    /// Tokens of the same sounds and a length of the same class.
    pub(super) const fn same(bits: u32) -> Self {
        Self { mask: !BEGINS, bits, most: 0 }
    }

    /// Tokens of no other sounds.
    pub(super) const fn within(bits: u32) -> Self {
        Self { mask: SOUNDS & !bits, bits: 0, most: 0 }
    }
}

/// Adds the places of the words that a needle takes, ascending.
pub(super) fn each_taken(words: &[u32], needle: &Needle, out: &mut Vec<u32>) {
    dispatch!(Level::new(), simd => taken(simd, words, [std::slice::from_ref(needle), &[], &[]], |place, _, _| out.push(place)));
}

/// Needles of three kinds: tokens that may be like one, the same as one, a part of one.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    pub(super) near: Vec<Needle>,
    pub(super) same: Vec<Needle>,
    pub(super) parts: Vec<Needle>,
}

/// A word that was met: its place, which of the names it is in (the first is 1), and by which kinds of needles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) place: u32,
    pub(super) name: u32,
    pub(super) near: bool,
    pub(super) same: bool,
    pub(super) part: bool,
}

/// Adds what is met by any needle, ascending.
pub(super) fn each_met(words: &[u32], needles: &Needles, out: &mut Vec<Met>) {
    let kinds = [needles.near.as_slice(), &needles.same, &needles.parts];
    let add = |place, name, [near, same, part]: [bool; 3]| out.push(Met { place, name, near, same, part });
    dispatch!(Level::new(), simd => taken(simd, words, kinds, add));
}

#[inline(always)]
fn taken<S: Simd>(simd: S, words: &[u32], kinds: [&[Needle]; 3], mut each: impl FnMut(u32, u32, [bool; 3])) {
    let (mut start, mut names) = (0_u32, 0_u32);
    let (blocks, rest) = words.as_chunks::<LANES>();
    let mut last = [0; LANES];
    for (slot, word) in last.iter_mut().zip(rest) {
        *slot = *word;
    }
    let in_last = (1_u64 << rest.len()) - 1;
    let whole = blocks.iter().map(|block| (block, u64::MAX));
    for (block, lanes) in whole.chain((!rest.is_empty()).then_some((&last, in_last))) {
        let block = u32x16::from_slice(simd, block);
        let begins = (block & u32x16::splat(simd, BEGINS)).simd_eq(u32x16::splat(simd, BEGINS)).to_bitmask();
        let met = kinds.map(|needles| {
            let mut met = 0_u64;
            for needle in needles {
                let apart = (block ^ u32x16::splat(simd, needle.bits)) & u32x16::splat(simd, needle.mask);
                met |= apart.count_ones().simd_le(u32x16::splat(simd, needle.most)).to_bitmask();
            }
            met & lanes
        });
        let mut any = met.iter().fold(0, |any, met| any | met);
        while any != 0 {
            let at = any.trailing_zeros();
            let name = names + (begins & (u64::MAX >> (63 - at))).count_ones();
            each(start + at, name, met.map(|met| met >> at & 1 == 1));
            any &= any - 1;
        }
        start += 16;
        names += begins.count_ones();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::sound::Sound;

    #[test]
    fn the_same_words_are_taken_as_by_looking_at_each() {
        let ears = ["KARIMOV", "ALI", "MUHAMMADIEV"].map(|text| Ear::new(Sound::of(text)));
        let needles = Needles {
            near: ears.iter().map(Needle::near).collect(),
            same: vec![Needle::same(6), Needle::same(14)],
            parts: vec![Needle::within(14)],
        };
        let mut seed = 7_u32;
        for len in 0..70 {
            let words: Vec<u32> = (0..len)
                .map(|n| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    match n % 4 {
                        0 => seed,
                        1 => ears[n % 3].bits() ^ (1 << (seed >> 28)) ^ (1 << (seed >> 27 & 15)),
                        2 => 6 | (seed & BEGINS),
                        _ => seed & 0xc000_000f,
                    }
                })
                .collect();
            let by_hand = |word: &u32, needles: &[Needle]| {
                needles.iter().any(|n| ((word ^ n.bits) & n.mask).count_ones() <= n.most)
            };
            let mut names = 0;
            let want: Vec<Met> = (0..)
                .zip(&words)
                .map(|(place, word)| Met {
                    place,
                    name: {
                        names += word & BEGINS;
                        names
                    },
                    near: by_hand(word, &needles.near),
                    same: by_hand(word, &needles.same),
                    part: by_hand(word, &needles.parts),
                })
                .filter(|met| met.near || met.same || met.part)
                .collect();
            let mut met = Vec::new();
            each_met(&words, &needles, &mut met);
            assert_eq!(met, want);
            let mut met = Vec::new();
            each_taken(&words, &needles.near[1], &mut met);
            let second = &needles.near[1..2];
            let want: Vec<u32> =
                (0..).zip(&words).filter(|(_, word)| by_hand(word, second)).map(|(n, _)| n).collect();
            assert_eq!(met, want);
        }
    }
}
