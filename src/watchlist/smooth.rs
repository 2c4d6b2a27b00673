//! What is heard of sounds together: doubled ones once, Y, I and J by what stands around them, one ending of family names for
//! those of all genders and languages.

use super::sound::Sound;
use super::sound_table::{
    ENDINGS,
    sound::{A, E, H, I, J, MAYBE, NONE, O, U, Y},
};
use crate::span::usize_of;

/// Most sounds of a word.
pub(super) const MOST_SOUNDS: usize = 48;
/// Sounds that are copied in one go.
const AT_ONCE: usize = 16;
/// Sounds of an ending, which are compared as one number; so many places before the first sound are empty.
const LAST_ONES: usize = 8;

/// Sounds of a word, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sounds {
    list: [u8; LAST_ONES + MOST_SOUNDS + AT_ONCE],
    len: usize,
}

impl Sounds {
    pub(super) const fn new() -> Self {
        Self { list: [NONE; LAST_ONES + MOST_SOUNDS + AT_ONCE], len: 0 }
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Adds a sound; those after the last that there is room for are left.
    #[inline]
    pub(super) fn push(&mut self, sound: u8) {
        if self.len < MOST_SOUNDS
            && let Some(slot) = self.list.get_mut(LAST_ONES + self.len)
        {
            *slot = sound;
            self.len += 1;
        }
    }

    pub(super) fn extend(&mut self, sounds: &[u8]) {
        for sound in sounds {
            self.push(*sound);
        }
    }

    /// The first of them, so many.
    #[inline]
    pub(super) fn start(&self, len: usize) -> Self {
        Self { list: self.list, len: len.min(self.len) }
    }

    /// Adds the sounds of a word from a place on; gives how many they are.
    #[inline]
    pub(super) fn add_rest(&mut self, of: &Self, from: usize) -> usize {
        let count = of.len.saturating_sub(from);
        let rest = of.list.get(LAST_ONES + from..).and_then(|rest| rest.first_chunk::<AT_ONCE>());
        let room =
            self.list.get_mut(LAST_ONES + self.len..).and_then(|room| room.first_chunk_mut::<AT_ONCE>());
        match (room, rest) {
            (Some(room), Some(rest)) if count <= AT_ONCE => {
                *room = *rest;
                self.len = (self.len + count).min(MOST_SOUNDS);
            }
            _ => (from..of.len).for_each(|at| self.push(of.at(at))),
        }
        count
    }

    /// The sound at a place; nothing behind the last.
    #[inline]
    fn at(&self, at: usize) -> u8 {
        if at < self.len { self.list.get(LAST_ONES + at).copied().unwrap_or(NONE) } else { NONE }
    }

    /// The sound before a place; nothing before the first.
    #[inline]
    fn before(&self, at: usize) -> u8 {
        self.list.get(LAST_ONES - 1 + at).copied().unwrap_or(NONE)
    }

    /// What is heard of them together.
    pub(super) fn sound(&self) -> Sound {
        let mut smooth = Self::new();
        smooth.add(self, 0, |_, _| false);
        smooth.folded()
    }

    /// Adds what is heard of sounds from a place on. `begins` is told where something is heard by itself, and of what was heard
    /// before it; what it says ends the rest.
    #[inline]
    fn add(&mut self, read: &Self, from: usize, mut begins: impl FnMut(usize, &mut Self) -> bool) {
        let (mut at, mut before) = (from, self.before(self.len));
        let mut sound = read.at(at);
        while sound != NONE {
            if begins(at, self) {
                return;
            }
            at += 1;
            let mut next = read.at(at);
            let mut smooth =
                INSIDE.get(usize::from(sound) << ROW | usize::from(next)).copied().unwrap_or(sound);
            if is_glide(sound) && (is_glide(next) || before == NONE) {
                // A run of I, Y and J is one sound.
                let mut run = 1;
                while is_glide(next) {
                    at += 1;
                    run += 1;
                    next = read.at(at);
                }
                if run == 2 && sound == J && read.at(at - 1) == I && !is_vowel(next) {
                    // MAJID, HAJI: the I is the vowel of the syllable.
                    self.extend(&[J, I]);
                    (before, sound) = (I, next);
                    continue;
                }
                smooth = glide(sound, run, next, before == NONE);
            }
            let is_new = smooth != NONE && smooth != before;
            if let Some(slot) = self.list.get_mut(LAST_ONES + self.len).filter(|_| self.len < MOST_SOUNDS) {
                *slot = smooth;
                self.len += usize::from(is_new);
            }
            before = if is_new { smooth } else { before };
            sound = next;
        }
    }

    /// Those of a token, with what stands for the endings of all genders and languages in the place of one of them.
    #[inline]
    fn folded(mut self) -> Sound {
        self.fold_ending();
        let all =
            self.list.get(LAST_ONES..).and_then(|sounds| sounds.first_chunk()).copied().unwrap_or_default();
        Sound(all).first(self.len)
    }

    #[inline]
    fn fold_ending(&mut self) {
        let end = self
            .list
            .get(self.len..)
            .and_then(|end| end.first_chunk::<LAST_ONES>())
            .copied()
            .unwrap_or_default();
        let [.., before, last] = end;
        let of = |rows: &[u32; 32], sound: u8| rows.get(usize::from(sound & 31)).copied().unwrap_or_default();
        let open = of(&LAST, last) & of(&LAST_BUT_ONE, before);
        if open != 0 {
            self.fold_one_of(open, u64::from_be_bytes(end));
        }
    }

    /// The first of some endings that is the end of it, as bits of rows.
    fn fold_one_of(&mut self, mut open: u32, end: u64) {
        while open != 0 {
            let row = usize_of(open.trailing_zeros());
            open &= open - 1;
            let (Some(number), Some((ending, before, folded))) = (NUMBERS.get(row), ENDINGS.get(row)) else {
                return;
            };
            let bits = 8 * ending.len();
            if self.len >= ending.len() + before && (end ^ number) & ((1 << bits) - 1) == 0 {
                self.len -= ending.len();
                self.extend(folded);
                return;
            }
        }
    }
}

/// What is heard of a word, ready for words like it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    sounds: Sounds,
    /// For each sound of the word with which something is heard by itself the number of sounds that are heard before it, and one
    /// more.
    starts: [u8; MOST_SOUNDS + 1],
    /// For each number of sounds with which another word begins as well the sound from which on that is heard anew.
    anew: [u8; MOST_SOUNDS + 1],
}

impl Heard {
    /// Of the sounds of a word.
    pub(super) fn of(word: &Sounds) -> Self {
        let (mut sounds, mut starts, mut anew) = (Sounds::new(), [0; MOST_SOUNDS + 1], [0; MOST_SOUNDS + 1]);
        let number = |at: usize| u8::try_from(at).unwrap_or_default();
        sounds.add(word, 0, |at, heard| {
            starts.get_mut(at).into_iter().for_each(|start| *start = number(heard.len + 1));
            // What is heard before a sound goes by that sound, too.
            anew.get_mut(at + 1..).into_iter().flatten().for_each(|from| *from = number(at));
            false
        });
        Self { sounds, starts, anew }
    }

    /// The sound of the word.
    pub(super) fn sound(&self) -> Sound {
        self.sounds.folded()
    }

    /// The sound of another word, which begins with so many sounds of this one, and ends with so many. `len` is how many sounds
    /// this one has.
    #[inline]
    pub(super) fn like(&self, len: usize, word: &Sounds, same_first: usize, same_last: usize) -> Sound {
        let from = self.anew.get(same_first).copied().map_or(0, usize::from);
        let mut heard = self.sounds.start(self.before(from).unwrap_or_default());
        let rest = word.len.saturating_sub(same_last);
        heard.add(word, from, |at, heard| {
            let known = if at < rest { None } else { self.before((at + len).wrapping_sub(word.len)) };
            let Some(known) = known.filter(|known| self.sounds.before(*known) == heard.before(heard.len))
            else {
                return false;
            };
            heard.add_rest(&self.sounds, known);
            true
        });
        heard.folded()
    }

    /// The number of sounds that are heard before what begins with a sound of the word.
    #[inline]
    fn before(&self, at: usize) -> Option<usize> {
        self.starts.get(at).and_then(|start| start.checked_sub(1)).map(usize::from)
    }
}

/// Bits of a sound in the places of tables over two.
const ROW: u32 = 5;

const fn is_vowel(sound: u8) -> bool {
    matches!(sound, A | E | I | O | U)
}

/// Bits of I, Y and J.
const GLIDES: u32 = 1 << I | 1 << Y | 1 << J;

const fn is_glide(sound: u8) -> bool {
    GLIDES >> (sound & 31) & 1 == 1
}

/// For each sound and the one after it, which are not both I, Y or J, what is heard of it inside a word: H only before a vowel, Y,
/// I and J by what follows.
const INSIDE: [u8; 1 << (2 * ROW)] = inside();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn inside() -> [u8; 1 << (2 * ROW)] {
    let mut inside = [NONE; 1 << (2 * ROW)];
    let mut sound = 0;
    while sound < 32 {
        let mut next = 0;
        while next < 32 {
            inside[(sound as usize) << ROW | next as usize] = match sound {
                H if !(is_vowel(next) || next == Y || next == MAYBE) => NONE,
                I | Y | J => glide(sound, 1, next, false),
                _ => sound,
            };
            next += 1;
        }
        sound += 1;
    }
    inside
}

/// What is heard of a run of I, Y and J that begins with one of them; J before a vowel at the start of a syllable stays itself.
const fn glide(sound: u8, run: usize, after: u8, is_first: bool) -> u8 {
    if run == 1 && sound == J && (is_vowel(after) || after == MAYBE) {
        J
    } else if (is_vowel(after) && (run > 1 || sound == Y || !is_first)) || (after == MAYBE && sound == Y) {
        Y
    } else if run == 1 && sound == J && is_first {
        J
    } else {
        I
    }
}

/// For each sound a bit for each row of [`ENDINGS`] that ends with it, and that has it before the last.
const LAST: [u32; 32] = by_sound(1);
const LAST_BUT_ONE: [u32; 32] = by_sound(2);
/// Each ending as a number.
const NUMBERS: [u64; ENDINGS.len()] = numbers();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn by_sound(from_end: usize) -> [u32; 32] {
    let (mut rows, mut row) = ([0; 32], 0);
    while row < ENDINGS.len() {
        let ending = ENDINGS[row].0;
        rows[ending[ending.len() - from_end] as usize] |= 1 << row;
        row += 1;
    }
    rows
}

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn numbers() -> [u64; ENDINGS.len()] {
    let (mut numbers, mut row) = ([0; ENDINGS.len()], 0);
    while row < ENDINGS.len() {
        let (ending, mut at) = (ENDINGS[row].0, 0);
        assert!(ending.len() < LAST_ONES, "an ending fits a number");
        while at < ending.len() {
            numbers[row] = numbers[row] << 8 | ending[at] as u64;
            at += 1;
        }
        row += 1;
    }
    numbers
}
