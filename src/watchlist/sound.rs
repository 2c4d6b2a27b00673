//! The sound of a token: what remains of it through romanisations, alphabets and typing slips.

use super::sound_table::{
    APART, CLOSE, ENDINGS, GROUPS, class, marked, omission,
    sound::{A, E, H, I, J, L, LIQUID, MAYBE, NONE, O, R, U, Y},
};
use crate::span::usize_of;

/// Most sounds of a token that are kept.
pub(super) const LONGEST: usize = 16;

/// A token as sounds; two spellings of one name mostly have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Sound(pub(super) [u8; LONGEST]);

const fn is_vowel(sound: u8) -> bool {
    matches!(sound, A | E | I | O | U)
}

/// The letter groups by their first letter: a range of rows for each of A to Z, and the groups of the start apart.
fn group_at(text: &[u8], at: usize) -> Option<(usize, &'static [u8])> {
    let rest = text.get(at..)?;
    let first = *rest.first()?;
    let rows = GROUP_ROWS.get(usize::from(first.checked_sub(b'A')?))?;
    rows.iter().filter(|row| **row != u8::MAX).find_map(|&row| {
        let (mut group, sounds) = *GROUPS.get(usize::from(row))?;
        if let Some(start) = group.strip_prefix('^') {
            if at != 0 {
                return None;
            }
            group = start;
        }
        if let Some(end) = group.strip_suffix('$') {
            return (rest == end.as_bytes()).then_some((end.len(), sounds));
        }
        rest.starts_with(group.as_bytes()).then_some((group.len(), sounds))
    })
}

const MOST_ROWS: usize = 16;

/// For each letter the rows of [`GROUPS`] that start with it, in their order.
const GROUP_ROWS: [[u8; MOST_ROWS]; 26] = group_rows();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at compile time"
)]
const fn group_rows() -> [[u8; MOST_ROWS]; 26] {
    let mut rows = [[u8::MAX; MOST_ROWS]; 26];
    let mut used = [0_usize; 26];
    let mut n = 0;
    while n < GROUPS.len() {
        let bytes = GROUPS[n].0.as_bytes();
        let first = if bytes[0] == b'^' { bytes[1] } else { bytes[0] };
        let letter = (first - b'A') as usize;
        rows[letter][used[letter]] = n as u8;
        used[letter] += 1;
        n += 1;
    }
    rows
}

impl Sound {
    /// The sound of a token in capitals.
    pub(super) fn of(token: &str) -> Self {
        let text = token.as_bytes();
        let mut sounds: Vec<u8> = Vec::with_capacity(32);
        let mut at = 0;
        while at < text.len() && sounds.len() < 40 {
            let (length, group) = group_at(text, at).unwrap_or_else(|| (1, marked(text.get(at).copied())));
            sounds.extend_from_slice(group);
            at += length;
        }
        let smooth = smooth(&sounds);
        let folded = fold_ending(smooth);
        let mut sound = Self::default();
        for (slot, heard) in sound.0.iter_mut().zip(folded) {
            *slot = heard;
        }
        sound
    }

    /// Number of sounds.
    pub(super) fn len(&self) -> usize {
        usize_of((u128::BITS - self.packed().trailing_zeros()).div_ceil(8))
    }

    /// As a number that sorts like the sounds.
    pub(super) const fn packed(&self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    /// From its number.
    pub(super) const fn unpacked(packed: u128) -> Self {
        Self(packed.to_be_bytes())
    }

    /// The sounds.
    pub(super) fn sounds(&self) -> &[u8] {
        self.0.get(..self.len()).unwrap_or_default()
    }

    /// The skeleton: consonants by classes, four bits each, neighbours of one class once.
    pub(super) fn skeleton(&self) -> Skeleton {
        self.skeleton_with(R)
    }

    /// The skeleton with L for what is L or R, where it is another one; that of [`Self::skeleton`] has R.
    pub(super) fn other_skeleton(&self) -> Option<Skeleton> {
        self.0.contains(&LIQUID).then(|| self.skeleton_with(L))
    }

    fn skeleton_with(&self, liquid: u8) -> Skeleton {
        let mut classes = Skeleton::default();
        let mut last = 0;
        for sound in self.0 {
            let class = class(if sound == LIQUID { liquid } else { sound });
            if class != 0 && class != last {
                classes.push(class);
            }
            last = class;
        }
        classes
    }

    /// Bits of the sounds that it holds, see [`SOUNDS`] and [`MARKED`], and the class of its length in the two highest bits.
    pub(super) fn bits(&self) -> u32 {
        let all = self.0.iter().fold(0, |bits, sound| bits | (1_u32 << (sound & 31)));
        let marked = if all & (1 << MAYBE | 1 << LIQUID) == 0 { 0 } else { MARKED };
        (all & SOUNDS) | marked | (length_class(self.len()) << CLASS_SHIFT)
    }

    /// True when it holds sounds that stand for several.
    pub(super) fn is_marked(&self) -> bool {
        self.bits() & MARKED != 0
    }

    /// Two tokens as one, where a doubled sound at the seam is one.
    pub(super) fn join(&self, next: &Self) -> Self {
        let mut joined = Self::default();
        let (first, second) = (self.sounds(), next.sounds());
        let doubled = usize::from(first.last() == second.first());
        for (slot, heard) in joined.0.iter_mut().zip(first.iter().chain(second.iter().skip(doubled))) {
            *slot = *heard;
        }
        joined
    }

    /// A part of the sounds as a token.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Self {
        let mut part = Self::default();
        for (slot, heard) in part.0.iter_mut().zip(self.0.get(range).unwrap_or_default()) {
            *slot = *heard;
        }
        part
    }
}

/// Doubled sounds once; Y, I and J by what stands around them; H only before a vowel.
fn smooth(sounds: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(sounds.len());
    let mut at = 0;
    while let Some(&sound) = sounds.get(at) {
        let next = sounds.get(at + 1).copied().unwrap_or(NONE);
        let before = out.last().copied().unwrap_or(NONE);
        if matches!(sound, I | Y | J) {
            // A run of I, Y and J is one sound; J before a vowel at the start of a syllable stays itself.
            let run = sounds.iter().skip(at).take_while(|s| matches!(**s, I | Y | J)).count();
            let after = sounds.get(at + run).copied().unwrap_or(NONE);
            if run == 2 && sound == J && next == I && !is_vowel(after) {
                // MAJID, HAJI: the I is the vowel of the syllable.
                out.extend([J, I]);
                at += run;
                continue;
            }
            let heard = if run == 1 && sound == J && (is_vowel(after) || after == MAYBE) {
                J
            } else if (is_vowel(after) && (run > 1 || sound == Y || before != NONE))
                || (after == MAYBE && sound == Y)
            {
                Y
            } else if run == 1 && sound == J && before == NONE {
                J
            } else {
                I
            };
            if before != heard {
                out.push(heard);
            }
            at += run;
            continue;
        }
        at += 1;
        if sound == H && !(is_vowel(next) || matches!(next, Y | MAYBE)) {
            continue;
        }
        if before != sound {
            out.push(sound);
        }
    }
    out
}

fn fold_ending(mut sounds: Vec<u8>) -> Vec<u8> {
    for (ending, folded) in ENDINGS {
        if sounds.len() > ending.len() + 1 && sounds.ends_with(ending) {
            sounds.truncate(sounds.len() - ending.len());
            sounds.extend_from_slice(folded);
            break;
        }
    }
    sounds
}

/// Most cost at which two tokens are alike, by the number of sounds of the longer one; fitted to the sums over a
/// dictionary of name variants, not to single names.
const MOST_COST: [u16; LONGEST + 1] =
    [0, 5, 55, 70, 85, 110, 150, 180, 210, 240, 270, 290, 300, 280, 290, 300, 300];

/// Most sounds that only one of two tokens may hold, by the number of sounds of one of them.
const fn most_stray(sounds: usize) -> u32 {
    match sounds {
        ..=4 => 2,
        5..=7 => 3,
        _ => 4,
    }
}

/// Sounds that only one of two tokens holds, by their bits. One more is allowed where a script does not tell all sounds.
#[inline(always)]
fn stray(a: u32, b: u32) -> u32 {
    ((a ^ b) & SOUNDS).count_ones().saturating_sub(u32::from((a | b) & MARKED != 0))
}

/// In the bits of a token those of sounds; what no table knows, and sounds that stand for several, have none.
pub(super) const SOUNDS: u32 = 0x1fff_fffe;
/// A token with sounds that stand for several, of a script that does not tell them: its bits do not say what it may cost.
pub(super) const MARKED: u32 = 1 << 29;
/// Above them stands the class of the length.
const CLASS_SHIFT: u32 = 30;
/// The longest of each class of lengths.
const LENGTHS: [usize; 4] = [4, 6, 8, LONGEST];

const fn length_class(sounds: usize) -> u32 {
    match sounds {
        ..=4 => 0,
        5..=6 => 1,
        7..=8 => 2,
        _ => 3,
    }
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
        let mut least = LEAST;
        for (other, slot) in (0_u8..).zip(&mut least) {
            if bits & SOUNDS & (1 << other) == 0 {
                let nearest = sound.sounds().iter().map(|own| replacement(other, *own)).min();
                let nearest = nearest.and_then(|cost| u8::try_from(cost).ok()).unwrap_or(APART);
                *slot = omission(other).min(nearest);
            }
        }
        let mut shortest = 0;
        let most = LENGTHS.map(|longest| {
            let lengths = std::mem::replace(&mut shortest, longest + 1)..=longest;
            lengths.map(|other| most_cost(len.max(other))).max().unwrap_or_default()
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

    /// The most stray sounds of a token that is like it and is not [`MARKED`]; one more of one that is.
    pub(super) fn most_stray(&self) -> u32 {
        most_stray(self.len) + u32::from(self.bits & MARKED != 0)
    }

    /// True when a token with such bits may be like it: nearly all sounds are shared, and what is not does not cost too much.
    pub(super) fn may_be(&self, bits: u32) -> bool {
        stray(self.bits, bits) <= most_stray(self.len) && self.may_cost(bits)
    }

    /// True when the sounds that only one of two tokens has do not cost too much.
    #[inline(always)]
    pub(super) fn may_cost(&self, bits: u32) -> bool {
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

    /// The cost to another token, within what the length of the longer one allows, and nearly all sounds are shared.
    pub(super) fn cost(&self, other: &Sound) -> Option<u16> {
        let len = other.len();
        if stray(self.bits, other.bits()) > most_stray(self.len.min(len)) {
            return None;
        }
        cost(&self.sound, other, most_cost(self.len.max(len)))
    }
}

/// Most cost at which two tokens of so many sounds are alike.
fn most_cost(longer: usize) -> u16 {
    MOST_COST.get(longer).copied().unwrap_or_default()
}

/// The cost between two tokens that are alike: nearly all sounds are shared, their skeletons meet, and the cost is within
/// what their length allows.
pub(super) fn alike(a: &Sound, a_bits: u32, b: &Sound, b_bits: u32) -> Option<u16> {
    // The first question is the cheap one: most pairs end here.
    let stray = stray(a_bits, b_bits);
    if stray > most_stray(LONGEST) || stray > most_stray(a.len().min(b.len())) || !meet(a, b) {
        return None;
    }
    cost(a, b, most_cost(a.len().max(b.len())))
}

/// True when the skeletons of two tokens meet.
fn meet(a: &Sound, b: &Sound) -> bool {
    let (of_a, of_b) = (a.skeleton(), b.skeleton());
    let with = |a: Skeleton, b: Option<Skeleton>| b.is_some_and(|b| a.meets_in_order(b));
    of_a.meets(of_b) || {
        let (other_a, other_b) = (a.other_skeleton(), b.other_skeleton());
        with(of_b, other_a) || with(of_a, other_b) || other_a.is_some_and(|other_a| with(other_a, other_b))
    }
}

/// Consonants by classes, four bits each, the first in the lowest bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(super) struct Skeleton {
    pub(super) bits: u64,
    pub(super) len: u8,
}

impl Skeleton {
    fn push(&mut self, class: u8) {
        if self.len < 15 {
            self.bits |= u64::from(class) << (4 * u32::from(self.len));
            self.len += 1;
        }
    }

    /// True when two skeletons are the same, or are after one class is left out: of the longer one when the shorter has
    /// two classes or more, of both when they have three or more; two classes may change places.
    pub(super) fn meets(self, other: Self) -> bool {
        if self.bits == other.bits {
            return true;
        }
        let (short, long) = if self.len <= other.len { (self, other) } else { (other, self) };
        match long.len - short.len {
            0 if short.len == 2 => short.turned() == long.bits,
            0 if short.len >= 3 => short.without_one().any(|a| long.without_one().any(|b| a == b)),
            1 if short.len >= 2 => long.without_one().any(|bits| bits == short.bits),
            _ => false,
        }
    }

    /// The same for skeletons of two classes or more, of which none may change places.
    fn meets_in_order(self, other: Self) -> bool {
        let short = self.len.min(other.len);
        short >= 2 && (self.bits == other.bits || ((short, self.len) != (2, other.len) && self.meets(other)))
    }

    /// A skeleton of two classes the other way round.
    pub(super) const fn turned(self) -> u64 {
        (self.bits >> 4) | ((self.bits & 15) << 4)
    }

    /// The skeleton with one class left out, for each place.
    pub(super) fn without_one(self) -> impl Iterator<Item = u64> {
        (0..u32::from(self.len)).map(move |at| {
            let low = self.bits & ((1_u64 << (4 * at)) - 1);
            let high = (self.bits >> (4 * at)) >> 4;
            low | (high << (4 * at))
        })
    }
}

/// Costs of taking a sound for another, by both.
const COSTS: [[u8; 32]; 32] = costs();

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

fn replacement(a: u8, b: u8) -> u16 {
    COSTS.get(usize::from(a)).and_then(|row| row.get(usize::from(b))).copied().unwrap_or(APART).into()
}

/// Exchange of neighbours.
const EXCHANGE: u16 = 50;

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
        sum += u16::from(omission(heard));
        *slot = sum;
    }
    let mut last_a = NONE;
    for &x in a {
        let earlier = std::mem::replace(&mut before, row);
        let mut left = before.first().copied().unwrap_or(0) + u16::from(omission(x));
        let mut least = left;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        let mut diagonal = before.first().copied().unwrap_or(0);
        let mut last_b = NONE;
        let cells = row.iter_mut().skip(1).zip(before.iter().skip(1)).zip(b).zip(0_usize..);
        for (((cell, &above), &y), at) in cells {
            let mut best = (diagonal + replacement(x, y))
                .min(above + u16::from(omission(x)))
                .min(left + u16::from(omission(y)));
            if x == last_b && y == last_a && x != y {
                let exchanged = at.checked_sub(1).and_then(|at| earlier.get(at)).copied();
                best = best.min(exchanged.unwrap_or(u16::MAX - EXCHANGE) + EXCHANGE);
            }
            *cell = best;
            (left, diagonal, last_b) = (best, above, y);
            least = least.min(best);
        }
        if least > most {
            return None;
        }
        last_a = x;
    }
    row.get(b.len()).copied().filter(|cost| *cost <= most)
}
