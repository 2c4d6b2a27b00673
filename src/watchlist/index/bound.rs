//! What many tokens cost at least to one that is asked for, 32 of them at once with the instructions of the machine.

use fearless_simd::{Level, Simd, dispatch, prelude::*, u8x32};

use super::packed::Packed;
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

/// Keeps those of `tokens`, which are `packed` beside them, that cost a name asked for no more than their lengths allow. What is taken off both tokens when
/// they begin or end alike is not taken off here, so that the cost may be less than that of [`Ear::cost`], never more.
pub(super) fn keep_near(ear: &Ear, tokens: &mut Vec<u32>, packed: &[Packed]) {
    let (mut from, mut kept) = (0, 0);
    for some in packed.chunks(LANES) {
        let mut columns = Columns::default();
        for (lane, token) in some.iter().enumerate() {
            columns.set(lane, token.sound());
        }
        let costs = dispatch!(Level::new(), simd => costs(simd, ear.sound(), &columns));
        for (lane, cost) in costs.iter().enumerate().take(some.len()) {
            let len = columns.lens.get(lane).copied().unwrap_or_default();
            if u16::from(*cost) * u16::from(UNIT) <= ear.most_cost(usize::from(len)) {
                tokens.swap(kept, from + lane);
                kept += 1;
            }
        }
        from += LANES;
    }
    tokens.truncate(kept);
}

/// Tokens side by side: of each sound of a token a row, in which each token has a lane.
#[derive(Default)]
struct Columns {
    sounds: [[u8; LANES]; LONGEST],
    lens: [u8; LANES],
    longest: usize,
}

impl Columns {
    fn set(&mut self, lane: usize, sound: Sound) {
        for (row, heard) in self.sounds.iter_mut().zip(sound.0) {
            if let Some(slot) = row.get_mut(lane) {
                *slot = heard;
            }
        }
        let len = sound.len();
        if let Some(slot) = self.lens.get_mut(lane) {
            *slot = u8::try_from(len).unwrap_or_default();
        }
        self.longest = self.longest.max(len);
    }
}

/// What each lane costs, in units; `u8::MAX` for that and more.
#[inline(always)]
fn costs<S: Simd>(simd: S, asked: &Sound, columns: &Columns) -> [u8; LANES] {
    let load = |bytes: &[u8; LANES]| u8x32::from_slice(simd, bytes);
    let splat = |byte| u8x32::splat(simd, byte);
    let omitted = load(&OMITTED);
    let mut heard = [splat(0); LONGEST];
    let mut left_out = [splat(0); LONGEST];
    // The costs up to each sound, in this row, the one before and the one before that.
    let mut row = [splat(0); LONGEST + 1];
    let mut sum = splat(0);
    let slots = heard.iter_mut().zip(&mut left_out).zip(row.iter_mut().skip(1));
    for (((heard, left_out), cell), sounds) in slots.zip(&columns.sounds).take(columns.longest) {
        *heard = load(sounds);
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
            cells.zip(heard.iter().zip(&left_out)).take(columns.longest)
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
    let mut out = [u8::MAX; LANES];
    let mut ends = [[0; LANES]; LONGEST + 1];
    for (end, cell) in ends.iter_mut().zip(row.iter()).take(columns.longest + 1) {
        *end = (*cell).into();
    }
    for (lane, (slot, len)) in out.iter_mut().zip(columns.lens).enumerate() {
        *slot = ends.get(usize::from(len)).and_then(|end| end.get(lane)).copied().unwrap_or(u8::MAX);
    }
    out
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
                    *slot = if next(4) == 0 { 1 + next(29) } else { 1 + next(5) * 6 };
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
            let mut kept: Vec<u32> = (0..1500).collect();
            keep_near(&ear, &mut kept, &packed);
            for (n, word) in (0_u32..).zip(&words) {
                let is_near = ear.cost(word).is_some();
                assert!(!is_near || kept.contains(&n), "{asked:?} lost {word:?}");
                near += usize::from(is_near);
            }
            kept_of_all += kept.len();
        }
        assert!(near > 3000, "too few to say anything: {near}");
        assert!(kept_of_all < near * 2, "{kept_of_all} for {near}");
    }
}
