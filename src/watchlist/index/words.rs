//! The bits of many tokens, one word each, gone over with the instructions of the machine.

use fearless_simd::{Level, Simd, dispatch, prelude::*, u32x16};

use crate::watchlist::sound::{Ear, SOUNDS};

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
        Self { mask: SOUNDS, bits: ear.bits() & SOUNDS, most: ear.most_stray() }
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

/// Adds the places of the words that any needle takes, ascending.
pub(super) fn each_taken(words: &[u32], needles: &[Needle], out: &mut Vec<u32>) {
    dispatch!(Level::new(), simd => taken(simd, words, needles, out));
}

#[inline(always)]
fn taken<S: Simd>(simd: S, words: &[u32], needles: &[Needle], out: &mut Vec<u32>) {
    let mut start = 0_u32;
    let (blocks, rest) = words.as_chunks::<LANES>();
    let mut last = [0; LANES];
    for (slot, word) in last.iter_mut().zip(rest) {
        *slot = *word;
    }
    let in_last = (1_u64 << rest.len()) - 1;
    let whole = blocks.iter().map(|block| (block, u64::MAX));
    for (block, lanes) in whole.chain((!rest.is_empty()).then_some((&last, in_last))) {
        let block = u32x16::from_slice(simd, block);
        let mut met = 0_u64;
        for needle in needles {
            let apart = (block ^ u32x16::splat(simd, needle.bits)) & u32x16::splat(simd, needle.mask);
            met |= apart.count_ones().simd_le(u32x16::splat(simd, needle.most)).to_bitmask();
        }
        met &= lanes;
        while met != 0 {
            out.push(start + met.trailing_zeros());
            met &= met - 1;
        }
        start += 16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::sound::Sound;

    #[test]
    fn the_same_words_are_taken_as_by_looking_at_each() {
        let ears = ["KARIMOV", "ALI", "MUHAMMADIEV"].map(|text| Ear::new(Sound::of(text)));
        let needles: Vec<Needle> =
            ears.iter().map(Needle::near).chain([Needle::same(6), Needle::within(14)]).collect();
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
            let by_hand =
                |word: &u32| needles.iter().any(|n| ((word ^ n.bits) & n.mask).count_ones() <= n.most);
            let want: Vec<u32> =
                (0..).zip(&words).filter(|(_, word)| by_hand(word)).map(|(n, _)| n).collect();
            let mut met = Vec::new();
            each_taken(&words, &needles, &mut met);
            assert_eq!(met, want);
        }
    }
}
