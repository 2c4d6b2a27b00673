//! What it costs to take one token for another, and which are alike: sounds left out, replaced and exchanged.

use super::sound::{CLASS_SHIFT, LENGTHS, LONGEST, MARKED, SOUNDS, Skeleton, Sound};
use super::sound_table::{
    APART, CLOSE, omission,
    sound::{LIQUID, MAYBE, NONE},
};
use crate::span::usize_of;

/// Most cost at which two tokens are alike, by the number of sounds of the longer one; fitted to the sums over a
/// dictionary of name variants, not to single names.
const MOST_COST: [u16; LONGEST + 1] =
    [0, 5, 40, 65, 80, 105, 135, 150, 170, 210, 255, 290, 310, 315, 320, 320, 320];

/// Most sounds that only one of two tokens may hold, by the number of sounds of one of them.
const fn most_stray(sounds: usize) -> u32 {
    match sounds {
        ..=4 => 2,
        5..=7 => 3,
        _ => 4,
    }
}

/// So many more stray sounds are allowed where a script does not tell all sounds.
pub(super) const OF_MARKED: u32 = 3;
/// Most cost there, by the number of sounds of the longer one: what is not told costs little.
const MOST_COST_OF_MARKED: [u16; LONGEST + 1] =
    [0, 5, 40, 65, 80, 105, 120, 145, 165, 200, 235, 270, 290, 295, 300, 300, 300];
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const _: () = {
    let mut sounds = 0;
    while sounds <= LONGEST {
        assert!(MOST_COST_OF_MARKED[sounds] <= MOST_COST[sounds], "an ear asks for no more than it may cost");
        sounds += 1;
    }
};

/// Sounds that only one of two tokens holds, by their bits, but for those of which a script does not tell all.
#[inline(always)]
fn stray(a: u32, b: u32) -> u32 {
    let allowed = if (a | b) & MARKED == 0 { 0 } else { OF_MARKED };
    ((a ^ b) & SOUNDS).count_ones().saturating_sub(allowed)
}

/// What it costs at least that one of two tokens lacks a sound, whatever the other has, which is not [`MARKED`].
const LEAST: [u8; 32] = least();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at compile time"
)]
const fn least() -> [u8; 32] {
    let mut least = [0; 32];
    let mut a = 1;
    while a < 32 {
        least[a] = omission(a as u8);
        let mut b = 1;
        while b < MAYBE as usize {
            if b != a && COSTS[a][b] < least[a] {
                least[a] = COSTS[a][b];
            }
            b += 1;
        }
        a += 1;
    }
    least
}

/// A token that others are compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ear {
    sound: Sound,
    skeleton: Skeleton,
    bits: u32,
    len: usize,
    /// What it costs at least that one has a sound which the other has not.
    least: [u8; 32],
    /// For each class of lengths the most cost.
    most: [u16; 4],
}

impl Ear {
    pub(super) fn new(sound: Sound) -> Self {
        let (len, bits) = (sound.len(), sound.bits());
        // Sounds that both have are not asked for.
        let mut least = OMISSIONS;
        for own in sound.sounds() {
            let row = COSTS.get(usize::from(*own)).unwrap_or(&OMISSIONS);
            least.iter_mut().zip(row).for_each(|(least, cost)| *least = (*least).min(*cost));
        }
        for (other, slot) in (0_u8..).zip(&mut least) {
            if bits & SOUNDS & (1 << other) != 0 {
                *slot = LEAST.get(usize::from(other)).copied().unwrap_or_default();
            }
        }
        let mut shortest = 0;
        let most = LENGTHS.map(|longest| {
            let lengths = std::mem::replace(&mut shortest, longest + 1)..=longest;
            lengths.map(|other| most_cost(len.max(other), bits)).max().unwrap_or_default()
        });
        Self { sound, skeleton: sound.skeleton(), bits, len, least, most }
    }

    /// The sound.
    pub(super) const fn sound(&self) -> &Sound {
        &self.sound
    }

    /// The skeleton.
    pub(super) const fn skeleton(&self) -> Skeleton {
        self.skeleton
    }

    /// The bits of its sounds and its length.
    pub(super) const fn bits(&self) -> u32 {
        self.bits
    }

    /// The most stray sounds of a token that is like it and is not [`MARKED`]; [`OF_MARKED`] more of one that is.
    pub(super) fn most_stray(&self) -> u32 {
        most_stray(self.len) + if self.bits & MARKED == 0 { 0 } else { OF_MARKED }
    }

    /// The most that a token of so many sounds may cost to be like it; one that is [`MARKED`] not quite so much.
    pub(super) fn most_cost(&self, sounds: usize) -> u16 {
        most_cost(self.len.max(sounds), self.bits)
    }

    /// True when a token with such bits may be like it: nearly all sounds are shared, and what is not does not cost too much.
    pub(super) fn may_be(&self, bits: u32) -> bool {
        self.shares_sounds(bits) && self.may_cost(bits)
    }

    /// True when a token with such bits shares nearly all sounds with it.
    pub(super) fn shares_sounds(&self, bits: u32) -> bool {
        stray(self.bits, bits) <= most_stray(self.len)
    }

    /// True when the sounds that only one of two tokens has do not cost too much.
    #[inline(always)]
    fn may_cost(&self, bits: u32) -> bool {
        let most = self.most.get(usize_of(bits >> CLASS_SHIFT)).copied().unwrap_or_default();
        let apart = (self.bits ^ bits) & SOUNDS;
        bits & MARKED != 0 || self.least_cost(apart & bits).max(self.least_cost(apart & !bits)) <= most
    }

    /// The least that stray sounds of one side cost.
    #[inline(always)]
    fn least_cost(&self, mut stray: u32) -> u16 {
        let mut sum = 0;
        while stray != 0 {
            let sound = usize_of(stray.trailing_zeros() & 31);
            sum += u16::from(self.least.get(sound).copied().unwrap_or_default());
            stray &= stray - 1;
        }
        sum
    }

    /// The cost to another token, of which the bits are known, within what the length of the longer one allows; nearly all
    /// sounds are shared.
    pub(super) fn cost(&self, other: &Sound, bits: u32) -> Option<u16> {
        let len = other.len();
        if stray(self.bits, bits) > most_stray(self.len.min(len)) || !self.may_cost(bits) {
            return None;
        }
        cost(&self.sound, other, most_cost(self.len.max(len), self.bits | bits))
    }
}

/// Most cost at which two tokens are alike, by the sounds of the longer one and the bits of both.
fn most_cost(longer: usize, bits: u32) -> u16 {
    let most = if bits & MARKED == 0 { &MOST_COST } else { &MOST_COST_OF_MARKED };
    most.get(longer).copied().unwrap_or_default()
}

/// The cost between two tokens that are alike, and whether their skeletons are the same: nearly all sounds are shared, the
/// skeletons meet, and the cost is within what their length allows.
pub(super) fn alike(a: &Sound, a_bits: u32, b: &Sound, b_bits: u32) -> Option<(u16, bool)> {
    alike_by((a, a_bits, a.skeleton()), b, b_bits)
}

/// True when a token of some bits may be alike to one: the cheap question.
pub(super) fn may_be_alike((a, a_bits): (&Sound, u32), b_bits: u32) -> bool {
    stray(a_bits, b_bits) <= most_stray(a.len())
}

/// The same when the skeleton of the first is known.
pub(super) fn alike_by(
    (a, a_bits, of_a): (&Sound, u32, Skeleton),
    b: &Sound,
    b_bits: u32,
) -> Option<(u16, bool)> {
    // The first question is the cheap one: most pairs end here.
    let stray = stray(a_bits, b_bits);
    if stray > most_stray(LONGEST) || stray > most_stray(a.len().min(b.len())) {
        return None;
    }
    let of_b = b.skeleton();
    let marked = (a_bits | b_bits) & MARKED != 0;
    let liquid = marked && (a.0.contains(&LIQUID) || b.0.contains(&LIQUID));
    if !(of_a.meets(of_b, liquid) || a.breathes_like(b) || marked && meet_otherwise((a, of_a), (b, of_b))) {
        return None;
    }
    cost(a, b, most_cost(a.len().max(b.len()), a_bits | b_bits)).map(|cost| (cost, of_a == of_b))
}

/// True when the skeletons of two tokens meet, of which one or both may be read in another way.
fn meet_otherwise((a, of_a): (&Sound, Skeleton), (b, of_b): (&Sound, Skeleton)) -> bool {
    let with = |a: Skeleton, b: Option<Skeleton>| b.is_some_and(|b| a.meets_in_order(b));
    let (other_a, other_b) = (a.other_skeleton(), b.other_skeleton());
    with(of_b, other_a) || with(of_a, other_b) || other_a.is_some_and(|other_a| with(other_a, other_b))
}
/// Costs of taking a sound for another, by both.
pub(super) const COSTS: [[u8; 32]; 32] = costs();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn costs() -> [[u8; 32]; 32] {
    let mut costs = [[APART; 32]; 32];
    let mut n = 0;
    while n < 32 {
        costs[n][n] = 0;
        n += 1;
    }
    n = 0;
    while n < CLOSE.len() {
        let (a, b, cost) = CLOSE[n];
        costs[a as usize][b as usize] = cost;
        costs[b as usize][a as usize] = cost;
        n += 1;
    }
    costs
}

/// What a row of costs says of a sound.
fn of_sound(costs: &[u8; 32], sound: u8) -> u16 {
    costs.get(usize::from(sound & 31)).copied().unwrap_or_default().into()
}

/// What it costs to leave each sound out.
pub(super) const OMISSIONS: [u8; 32] = omissions();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at compile time"
)]
const fn omissions() -> [u8; 32] {
    let mut costs = [0; 32];
    let mut n = 0;
    while n < 32 {
        costs[n] = omission(n as u8);
        n += 1;
    }
    costs
}

/// Exchange of neighbours.
pub(super) const EXCHANGE: u8 = 40;

/// The cost of turning one token into another, in hundredths of a letter: omissions, replacements and exchanges of
/// neighbours, cheaper for sounds that are alike. `None` when it is more than `most`.
fn cost(a: &Sound, b: &Sound, most: u16) -> Option<u16> {
    if a == b {
        return Some(0);
    }
    // What both begin and end with costs nothing.
    let begin = usize_of((a.packed() ^ b.packed()).leading_zeros() / 8);
    let (a, b) = (a.sounds().get(begin..).unwrap_or_default(), b.sounds().get(begin..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - end).unwrap_or_default(), b.get(..b.len() - end).unwrap_or_default());
    let mut before = [0_u16; LONGEST + 1];
    let mut row = [0_u16; LONGEST + 1];
    let mut sum = 0;
    for (slot, &heard) in row.iter_mut().skip(1).zip(b) {
        sum += of_sound(&OMISSIONS, heard);
        *slot = sum;
    }
    let (mut last_a, mut least_before) = (NONE, 0);
    for &x in a {
        let earlier = std::mem::replace(&mut before, row);
        let (left_out, replaced) = (of_sound(&OMISSIONS, x), COSTS.get(usize::from(x & 31))?);
        let mut diagonal = before.first().copied().unwrap_or(0);
        let mut left = diagonal + left_out;
        let mut least = left;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        let mut last_b = NONE;
        let cells = row.iter_mut().skip(1).zip(before.iter().skip(1)).zip(b).zip(0_usize..);
        for (((cell, &above), &y), at) in cells {
            let mut best =
                (diagonal + of_sound(replaced, y)).min(above + left_out).min(left + of_sound(&OMISSIONS, y));
            if x == last_b && y == last_a && x != y {
                let exchanged = at.checked_sub(1).and_then(|at| earlier.get(at)).copied();
                best = best.min(exchanged.map_or(u16::MAX, |cost| cost + u16::from(EXCHANGE)));
            }
            *cell = best;
            (left, diagonal, last_b) = (best, above, y);
            least = least.min(best);
        }
        // An exchange leads from the row before this one to the next.
        let of_row_before = std::mem::replace(&mut least_before, least);
        if least > most && of_row_before + u16::from(EXCHANGE) > most {
            return None;
        }
        last_a = x;
    }
    row.get(b.len()).copied().filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// That a cost is too high is known early, never too early: an exchange leads over a row that costs more.
    #[test]
    fn a_bound_on_the_cost_changes_no_cost() {
        let mut seed = 11_u64;
        let mut next = move |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((seed >> 33) % n).unwrap()
        };
        let (mut within, mut exchanged) = (0, 0);
        for _ in 0..20_000 {
            let mut word: Vec<u8> = (0..2 + next(9)).map(|_| 1 + u8::try_from(next(28)).unwrap()).collect();
            let a = Sound::of_sounds(&word);
            let at = next(u64::try_from(word.len() - 1).unwrap());
            word.swap(at, at + 1);
            if next(2) == 0 {
                word.remove(at);
            }
            let b = Sound::of_sounds(&word);
            let whole = cost(&a, &b, u16::MAX);
            for most in [40, 50, 65, 85, 110, 160] {
                let want = whole.filter(|cost| *cost <= most);
                assert_eq!(cost(&a, &b, most), want, "{a:?} {b:?} {most}");
                within += usize::from(want.is_some());
                exchanged += usize::from(want == Some(u16::from(EXCHANGE)));
            }
        }
        assert!(within > 20_000 && exchanged > 5000, "too few to say anything: {within}, {exchanged}");
        assert!(
            alike_by_text("ABSI", "ASBI")
                && alike_by_text("KHADR", "KHARD")
                && !alike_by_text("ABSI", "ATKI")
        );
    }

    fn alike_by_text(a: &str, b: &str) -> bool {
        let (a, b) = (Sound::of(a), Sound::of(b));
        alike(&a, a.bits(), &b, b.bits()).is_some()
    }
}
