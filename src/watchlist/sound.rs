//! The sound of a token: what remains of it through romanisations, alphabets and typing slips.

use super::sound_table::{
    BREATH, LIQUIDS, NEAR_CLASSES, OTHER_ENDINGS, class,
    sound::{A, E, H, I, L, LIQUID, MAYBE, O, R, U, X},
};
use crate::span::usize_of;

/// Most sounds of a token that are kept.
pub(super) const LONGEST: usize = 16;

/// What of the cost of a vowel that a script does not tell is no evidence.
const UNTOLD: u16 = 20;

/// A token as sounds; two spellings of one name mostly have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Sound(pub(super) [u8; LONGEST]);

impl Sound {
    /// The first of some sounds.
    pub(super) fn of_sounds(sounds: &[u8]) -> Self {
        let mut sound = Self::default();
        for (slot, heard) in sound.0.iter_mut().zip(sounds) {
            *slot = *heard;
        }
        sound
    }

    /// The first of its sounds, so many.
    pub(super) const fn first(self, sounds: usize) -> Self {
        let behind = if sounds < LONGEST { u128::MAX >> (8 * sounds) } else { 0 };
        Self::unpacked(self.packed() & !behind)
    }

    /// The same with A for each vowel.
    pub(super) fn with_one_vowel(&self) -> Self {
        Self(self.0.map(|sound| if matches!(sound, E | I | O | U) { A } else { sound }))
    }

    /// The same with A for E.
    pub(super) fn with_e_as_a(&self) -> Self {
        Self(self.0.map(|sound| if sound == E { A } else { sound }))
    }

    /// The same with I for E and U for O.
    pub(super) const fn with_three_vowels(&self) -> Self {
        let sounds = self.packed();
        Self::unpacked(sounds + places_of(sounds, E) + places_of(sounds, O))
    }

    /// The same as all Latin spellings of an Arabic name have it: with I for E and U for O, and AI for EI.
    pub(super) const fn as_in_arabic(&self) -> Self {
        let sounds = self.packed();
        let before_i = places_of(sounds, E) & (places_of(sounds, I) << 8);
        Self::unpacked(self.with_three_vowels().packed() - 2 * before_i)
    }

    /// An Arabic name with E and I, O and U, and with EI and AI, wherever it has one of them: see [`in_each_vowel`](Self::in_each_vowel).
    pub(super) fn in_each_spelling(&self) -> Vec<Self> {
        let own = self.as_in_arabic();
        let Some(at) = own.0.windows(2).position(|two| two == [A, I]) else {
            return own.in_each_vowel().into_iter().filter(|other| other.as_in_arabic() == own).collect();
        };
        // The I of the two stays.
        let (mut kept, mut with_e) = (own, own);
        kept.0.get_mut(at + 1).into_iter().for_each(|slot| *slot = A);
        with_e.0.get_mut(at).into_iter().for_each(|slot| *slot = E);
        let two = |first: u8| {
            kept.in_each_vowel().into_iter().map(move |mut other| {
                if let Some(pair) = other.0.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<2>()) {
                    *pair = [first, I];
                }
                other
            })
        };
        two(A).chain(two(E)).filter(|other| other.as_in_arabic() == own).collect()
    }

    /// The same with each E as E and as I, and each O as O and as U, and the other way round; of more than four of them the first four.
    pub(super) fn in_each_vowel(&self) -> Vec<Self> {
        let other = |sound: u8| {
            [(E, I), (I, E), (O, U), (U, O)].into_iter().find(|two| two.0 == sound).map(|two| two.1)
        };
        let mut all = vec![*self];
        let changing = self.0.iter().enumerate().filter_map(|(at, sound)| Some((at, other(*sound)?)));
        for (at, other) in changing.take(4) {
            let changed = all.iter().map(|sound| {
                let mut changed = sound.0;
                changed.get_mut(at).into_iter().for_each(|slot| *slot = other);
                Self(changed)
            });
            all = changed.chain(all.iter().copied()).collect();
        }
        all
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

    /// What of the cost to another token its script does not tell.
    pub(super) fn untold(&self) -> u16 {
        self.sounds().iter().filter(|sound| **sound == MAYBE).map(|_| UNTOLD).sum()
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
        for &sound in self.sounds() {
            let sound = if sound == LIQUID { liquid } else { sound };
            let class = CLASSES.get(usize::from(sound)).copied().unwrap_or_default();
            if class != 0 && class != last {
                classes.push(class);
            }
            last = class;
        }
        classes
    }

    /// Bits of the sounds that it holds, see [`SOUNDS`] and [`MARKED`], and the class of its length in the two highest bits.
    pub(super) fn bits(&self) -> u32 {
        let all = self.sounds().iter().fold(0, |bits, sound| bits | (1_u32 << (sound & 31)));
        let marked = if all & (1 << MAYBE | 1 << LIQUID) == 0 { 0 } else { MARKED };
        (all & SOUNDS) | marked | (length_class(self.len()) << CLASS_SHIFT)
    }

    /// True when one of two tokens begins with KH and the other with H, which one alphabet has for the other, and the one class
    /// after it is the same; longer skeletons meet anyway.
    pub(super) fn breathes_like(&self, other: &Self) -> bool {
        let is = |deep: &Self, soft: &Self| {
            deep.0.first() == Some(&X)
                && soft.0.first() == Some(&H)
                && deep.skeleton().without_breath() == Some(soft.skeleton().bits)
        };
        is(self, other) || is(other, self)
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

    /// The token with each other ending that people take for its own.
    pub(super) fn with_other_endings(&self) -> impl Iterator<Item = Self> {
        let sounds = self.sounds();
        OTHER_ENDINGS.iter().filter_map(move |(ending, before, other)| {
            let start = sounds.strip_suffix(*ending).filter(|start| start.len() >= *before)?;
            Some(Self::of_sounds(start).join(&Self::of_sounds(other)))
        })
    }

    /// A part of the sounds as a token.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Self {
        Self::of_sounds(self.0.get(range).unwrap_or_default())
    }
}

/// In the bits of a token those of sounds; what no table knows, and sounds that stand for several, have none.
pub(super) const SOUNDS: u32 = 0x1fff_fffe;
/// A token with sounds that stand for several, of a script that does not tell them: its bits do not say what it may cost.
pub(super) const MARKED: u32 = 1 << 29;
/// Above them stands the class of the length.
pub(super) const CLASS_SHIFT: u32 = 30;
/// The longest of each class of lengths.
pub(super) const LENGTHS: [usize; 4] = [4, 6, 8, LONGEST];

const fn length_class(sounds: usize) -> u32 {
    match sounds {
        ..=4 => 0,
        5..=6 => 1,
        7..=8 => 2,
        _ => 3,
    }
}

/// The class of each sound.
const CLASSES: [u8; 32] = classes();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn classes() -> [u8; 32] {
    let mut classes = [0; 32];
    let mut sound = 0;
    while sound < 32 {
        classes[sound as usize] = class(sound);
        sound += 1;
    }
    classes
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
    /// two classes or more, of both when they have three or more; two classes may change places, and one of two or the only
    /// one may be one near it. `liquid`: a script of one of them does not tell L from R.
    pub(super) fn meets(self, other: Self, liquid: bool) -> bool {
        if self.bits == other.bits {
            return true;
        }
        let (short, long) = if self.len <= other.len { (self, other) } else { (other, self) };
        match long.len - short.len {
            0 if short.len <= 2 => {
                short.turned() == long.bits || short.with_one_near(liquid).any(|bits| bits == long.bits)
            }
            0 if short.len >= 3 => short.without_one().any(|a| long.without_one().any(|b| a == b)),
            1 if short.len >= 2 => long.without_one().any(|bits| bits == short.bits),
            _ => false,
        }
    }

    /// The same for skeletons of two classes or more, of which none may change places.
    pub(super) fn meets_in_order(self, other: Self) -> bool {
        let short = self.len.min(other.len);
        short >= 2
            && (self.bits == other.bits || ((short, self.len) != (2, other.len) && self.meets(other, false)))
    }

    /// A skeleton of one or two classes with each near one in the place of one of them; `liquid`: also L and R.
    pub(super) fn with_one_near(self, liquid: bool) -> impl Iterator<Item = u64> {
        [0, 4].into_iter().flat_map(move |shift| {
            let class = u8::try_from(self.bits >> shift & 15).unwrap_or_default();
            let [l, r] = LIQUIDS;
            let other = if class == l { r } else { l };
            let turned = (liquid && LIQUIDS.contains(&class)).then_some(other);
            let near = NEAR_CLASSES.get(usize::from(class)).copied().unwrap_or_default().into_iter();
            let others = self.bits & !(15 << shift);
            let near = near.filter(|class| *class != 0).chain(turned);
            near.map(move |class| others | u64::from(class) << shift)
        })
    }

    /// A skeleton of one class with that of a breath before it.
    pub(super) fn after_breath(self) -> u64 {
        self.bits << 4 | u64::from(BREATH)
    }

    /// What is left of a skeleton of two classes after a breath.
    pub(super) fn without_breath(self) -> Option<u64> {
        (self.len == 2 && self.bits & 15 == u64::from(BREATH)).then_some(self.bits >> 4)
    }

    /// A skeleton of two classes the other way round; a shorter one as it is.
    pub(super) const fn turned(self) -> u64 {
        if self.len < 2 { self.bits } else { (self.bits >> 4) | ((self.bits & 15) << 4) }
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

/// A one in each byte.
const ONES: u128 = u128::MAX / 255;
const _: () = assert!(E + 1 == I && O + 1 == U && I - 2 == A, "vowels stand side by side");

/// A one in each place in which some sounds have one of them.
#[expect(clippy::as_conversions, reason = "From is no constant function")]
const fn places_of(sounds: u128, sound: u8) -> u128 {
    // A sound is less than 128: the highest bit of a byte is there for whatever is another one.
    let others = (sounds ^ (ONES * sound as u128)) + 127 * ONES;
    ((others >> 7) & ONES) ^ ONES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowels_are_told_in_three_and_as_in_arabic() {
        for (word, three, arabic) in [
            ("HOSSEIN", "HUSIIN", "HUSAIN"),
            ("HUSSAIN", "HUSAIN", "HUSAIN"),
            ("MOHSEN", "MUHSIN", "MUHSIN"),
            ("EIEIO", "IIIIU", "AIAIU"),
            ("TAMR", "TAMR", "TAMR"),
        ] {
            // As they are heard, without what runs of vowels become in a word.
            let sounds = |letters: &str| {
                let mut sound = Sound::default();
                for (slot, letter) in sound.0.iter_mut().zip(letters.chars()) {
                    *slot = Sound::of(&letter.to_string()).0.first().copied().unwrap_or_default();
                }
                sound
            };
            let word = sounds(&word.replace("SS", "S"));
            assert_eq!(word.with_three_vowels(), sounds(three), "{three}");
            assert_eq!(word.as_in_arabic(), sounds(arabic), "{arabic}");
        }
    }
}
