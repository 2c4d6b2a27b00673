//! What many tokens cost at least to one that is asked for, 32 of them at once with the instructions of the machine.

use fearless_simd::{Level, Simd, dispatch, prelude::*, u8x16, u8x32};

use super::packed::Packed;
use crate::span::usize_of;
use crate::watchlist::ear::{COSTS, EXCHANGE, Ear, OMISSIONS};
use crate::watchlist::sound::{LONGEST, Sound};

const LANES: usize = 32;
/// Costs are counted in so many hundredths here: all of a comparison that matters fits a byte.
const UNIT: u8 = 5;

const REPLACEMENTS: [[u8; LANES]; 32] = replacements();
const OMITTED: [u8; LANES] = in_units(OMISSIONS);
const EXCHANGED: u8 = EXCHANGE / UNIT;

#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn replacements() -> [[u8; LANES]; 32] {
    let mut rows = COSTS;
    let mut n = 0;
    while n < rows.len() {
        rows[n] = in_units(rows[n]);
        n += 1;
    }
    rows
}

#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn in_units(mut costs: [u8; 32]) -> [u8; 32] {
    let mut n = 0;
    while n < costs.len() {
        assert!(costs[n].is_multiple_of(UNIT), "each cost is a number of units");
        costs[n] /= UNIT;
        n += 1;
    }
    costs
}

/// Calls for those of `tokens`, which are `packed` beside them, that cost a name asked for no more than their lengths allow. What
/// is taken off both tokens when they begin or end alike is not taken off here, so that the cost may be less than that of
/// [`Ear::cost`], never more.
pub(super) fn each_near(ear: &Ear, tokens: &[u32], packed: &[Packed], mut each: impl FnMut(u32)) {
    let mut most = [0; LANES];
    for (len, slot) in most.iter_mut().enumerate().take(LONGEST + 1) {
        *slot = u8::try_from(ear.most_cost(len) / u16::from(UNIT)).unwrap_or(u8::MAX);
    }
    for (tokens, some) in tokens.chunks(LANES).zip(packed.chunks(LANES)) {
        let mut sounds = [[0; LONGEST]; LANES];
        for (slot, token) in sounds.iter_mut().zip(some) {
            *slot = token.sound().0;
        }
        let mut near = dispatch!(Level::new(), simd => near_lanes(simd, ear.sound(), &sounds, &most));
        while near != 0 {
            tokens.get(usize_of(near.trailing_zeros())).into_iter().for_each(|token| each(*token));
            near &= near - 1;
        }
    }
}

/// The sounds of tokens as rows: in the first the first sound of each token, and so on.
#[inline(always)]
fn rows<S: Simd>(simd: S, tokens: &[[u8; LONGEST]; LANES]) -> [u8x32<S>; LONGEST] {
    let (first, second) = tokens.split_at(LONGEST);
    let (first, second) = (half_of_rows(simd, first), half_of_rows(simd, second));
    let mut rows = [u8x32::splat(simd, 0); LONGEST];
    for (row, (first, second)) in rows.iter_mut().zip(first.into_iter().zip(second)) {
        *row = first.combine(second);
    }
    rows
}

/// Sixteen by sixteen bytes, turned: each round puts the bytes of a row and of the eighth after it side by side.
#[inline(always)]
fn half_of_rows<S: Simd>(simd: S, tokens: &[[u8; LONGEST]]) -> [u8x16<S>; LONGEST] {
    let mut rows = [u8x16::splat(simd, 0); LONGEST];
    for (row, token) in rows.iter_mut().zip(tokens) {
        *row = u8x16::from_slice(simd, token);
    }
    for _ in 0..LONGEST.ilog2() {
        let before = rows;
        let (low, high) = before.split_at(LONGEST / 2);
        let (pairs, _) = rows.as_chunks_mut::<2>();
        for (pair, (a, b)) in pairs.iter_mut().zip(low.iter().zip(high)) {
            *pair = [a.zip_low(*b), a.zip_high(*b)];
        }
    }
    rows
}

/// A bit for each token that costs no more than `most` has at its length. Costs are in units; `u8::MAX` is that and more.
#[inline(always)]
fn near_lanes<S: Simd>(simd: S, asked: &Sound, tokens: &[[u8; LONGEST]; LANES], most: &[u8; LANES]) -> u32 {
    let load = |bytes: &[u8; LANES]| u8x32::from_slice(simd, bytes);
    let splat = |byte| u8x32::splat(simd, byte);
    let omitted = load(&OMITTED);
    let heard = rows(simd, tokens);
    let mut lens = splat(0);
    let mut longest = 0;
    for (row, len) in heard.iter().zip(1_u8..) {
        let goes_on = row.simd_gt(splat(0));
        if goes_on.to_bitmask() == 0 {
            break;
        }
        lens = goes_on.select(splat(len), lens);
        longest = usize::from(len);
    }
    let mut left_out = [splat(0); LONGEST];
    // The costs up to each sound, in this row, the one before and the one before that.
    let mut row = [splat(0); LONGEST + 1];
    let mut sum = splat(0);
    let slots = heard.iter().zip(&mut left_out).zip(row.iter_mut().skip(1));
    for ((heard, left_out), cell) in slots.take(longest) {
        *left_out = omitted.swizzle_dyn(*heard);
        sum = sum.saturating_add(*left_out);
        *cell = sum;
    }
    let (mut second, mut third) = (row, row);
    let (mut row, mut before, mut earlier) = (&mut row, &mut second, &mut third);
    let mut last_asked = 0;
    for &x in asked.sounds() {
        (row, before, earlier) = (earlier, row, before);
        let replaced = load(REPLACEMENTS.get(usize::from(x)).unwrap_or(&OMITTED));
        let left_out_x = splat(OMITTED.get(usize::from(x)).copied().unwrap_or_default());
        let (this, last) = (splat(x), splat(last_asked));
        let may_exchange = last_asked != 0 && last_asked != x;
        let mut left = before.first().copied().unwrap_or(sum).saturating_add(left_out_x);
        let mut diagonal = before.first().copied().unwrap_or(sum);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        let mut last_heard = splat(0);
        let mut two_before = splat(u8::MAX);
        let cells = row.iter_mut().skip(1).zip(before.iter().skip(1)).zip(earlier.iter());
        for (((cell, above), earlier), (heard, left_out)) in
            cells.zip(heard.iter().zip(&left_out)).take(longest)
        {
            let mut best = diagonal
                .saturating_add(replaced.swizzle_dyn(*heard))
                .min(above.saturating_add(left_out_x))
                .min(left.saturating_add(*left_out));
            if may_exchange {
                let exchanged = heard.simd_eq(last) & last_heard.simd_eq(this);
                let cost = two_before.saturating_add(splat(EXCHANGED));
                best = best.min(exchanged.select(cost, splat(u8::MAX)));
            }
            *cell = best;
            (left, diagonal, last_heard, two_before) = (best, *above, *heard, *earlier);
        }
        last_asked = x;
    }
    let mut cost = splat(u8::MAX);
    for (cell, len) in row.iter().zip(0_u8..).take(longest + 1) {
        cost = lens.simd_eq(splat(len)).select(*cell, cost);
    }
    let near = cost.simd_le(load(most).swizzle_dyn(lens)).to_bitmask();
    u32::try_from(near & u64::from(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of the sounds of many syllables, with slips.
    fn words(count: usize, mut seed: u64) -> Vec<Sound> {
        let mut next = move |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u8::try_from((seed >> 33) % n).unwrap()
        };
        (0..count)
            .map(|_| {
                let mut sound = Sound::default();
                let len = usize::from(1 + next(16));
                for slot in sound.0.iter_mut().take(len) {
                    // Few sounds, so that many words are near each other.
                    *slot = if next(4) == 0 { 1 + next(31) } else { 1 + next(5) * 6 };
                }
                sound
            })
            .collect()
    }

    #[test]
    fn what_is_kept_is_what_is_near_and_little_more() {
        let words = words(1500, 5);
        let packed: Vec<Packed> = words.iter().map(|word| Packed::new(*word, 4)).collect();
        let (mut near, mut kept_of_all) = (0, 0);
        for asked in &words {
            let ear = Ear::new(*asked);
            let (all, mut kept) = ((0..1500).collect::<Vec<u32>>(), Vec::new());
            each_near(&ear, &all, &packed, |token| kept.push(token));
            for (n, word) in (0_u32..).zip(&words) {
                let is_near = ear.cost(word, word.bits()).is_some();
                assert!(!is_near || kept.contains(&n), "{asked:?} lost {word:?}");
                near += usize::from(is_near);
            }
            kept_of_all += kept.len();
        }
        assert!(near > 3000, "too few to say anything: {near}");
        assert!(kept_of_all < near * 2, "{kept_of_all} for {near}");
    }
}
