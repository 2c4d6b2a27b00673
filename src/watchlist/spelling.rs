//! From letters to sounds: letter groups, what is heard of them together, endings of family names.

use super::sound::Sound;
use super::sound_table::{
    ENDINGS, GROUPS, marked,
    sound::{A, E, H, I, J, MAYBE, NONE, O, U, Y},
};
use crate::span::usize_of;

/// Sounds after which no more letters are read.
const ENOUGH: usize = 40;
/// Most sounds of a letter group.
const MOST_OF_GROUP: usize = 4;

/// Sounds while they are read.
struct Heard {
    list: [u8; ENOUGH + MOST_OF_GROUP],
    len: usize,
}

impl Heard {
    const fn new() -> Self {
        Self { list: [NONE; ENOUGH + MOST_OF_GROUP], len: 0 }
    }

    fn push(&mut self, sound: u8) {
        if let Some(slot) = self.list.get_mut(self.len) {
            *slot = sound;
            self.len += 1;
        }
    }

    fn extend(&mut self, sounds: &[u8]) {
        for sound in sounds {
            self.push(*sound);
        }
    }

    fn sounds(&self) -> &[u8] {
        self.list.get(..self.len).unwrap_or_default()
    }
}

impl Sound {
    /// The sound of a token in capitals.
    pub(super) fn of(token: &str) -> Self {
        Self::of_letters(token.as_bytes())
    }

    /// The same of its bytes.
    pub(super) fn of_letters(text: &[u8]) -> Self {
        let mut heard = Heard::new();
        let mut at = 0;
        while at < text.len() && heard.len < ENOUGH {
            // A letter that is written twice is one, also of a group: KKHAN; but two vowels may be another one, three are two.
            // CC before E and I is two sounds.
            let is_twice = text.get(at) == text.get(at + 1);
            let is_open = |letter: &u8| match letter {
                b'A' | b'E' | b'O' | b'U' => text.get(at + 2) != Some(letter),
                b'C' => text.get(at + 2) != Some(&b'H'),
                _ => false,
            };
            if is_twice && text.get(at).is_some_and(|letter| !is_open(letter)) {
                at += 1;
                continue;
            }
            let plain = PLAIN.get(letter(text.get(at))).and_then(|row| row.get(letter(text.get(at + 1))));
            if let Some(sound) = plain.copied().filter(|sound| *sound != NONE) {
                heard.push(sound);
                at += 1;
                continue;
            }
            let (length, group) =
                group_at(text, at, heard.len == 0).unwrap_or_else(|| (1, marked(text.get(at).copied())));
            heard.extend(group);
            at += length;
        }
        let mut smooth = smooth(heard.sounds());
        fold_ending(&mut smooth);
        Self::of_sounds(smooth.sounds())
    }
}

const fn is_vowel(sound: u8) -> bool {
    matches!(sound, A | E | I | O | U)
}

const LETTERS: usize = 26;

/// The number of a letter; all that is none has the one after the last.
fn letter(byte: Option<&u8>) -> usize {
    let number = byte.and_then(|byte| byte.checked_sub(b'A'));
    number.map_or(LETTERS, usize::from).min(LETTERS)
}

/// The letter group at a place of a text: its length and its sounds.
fn group_at(text: &[u8], at: usize, is_first: bool) -> Option<(usize, &'static [u8])> {
    let rest = text.get(at..)?;
    let mut open = *MAY_BE.get(letter(rest.first()))?.get(letter(rest.get(1)))?;
    while open != 0 {
        let row = open.trailing_zeros();
        open &= open - 1;
        let (mut group, sounds) = *GROUPS.get(usize_of(row))?;
        if let Some(start) = group.strip_prefix('^') {
            if !is_first {
                continue;
            }
            group = start;
        }
        if let Some(end) = group.strip_suffix('$') {
            if rest == end.as_bytes() {
                return Some((end.len(), sounds));
            }
        } else if rest.starts_with(group.as_bytes()) {
            return Some((group.len(), sounds));
        }
    }
    None
}

/// For each letter and the one after it a bit for each row of [`GROUPS`] that may stand there.
const MAY_BE: [[u128; LETTERS + 1]; LETTERS] = may_be();

/// For each letter and the one after it the sound of the letter, when no group of several may stand there.
const PLAIN: [[u8; LETTERS + 1]; LETTERS] = plain();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn plain() -> [[u8; LETTERS + 1]; LETTERS] {
    let mut plain = [[NONE; LETTERS + 1]; LETTERS];
    let mut first = 0;
    while first < LETTERS {
        let mut second = 0;
        while second <= LETTERS {
            let open = MAY_BE[first][second];
            if open.is_power_of_two() {
                let (group, sounds) = GROUPS[open.trailing_zeros() as usize];
                if group.len() == 1 && sounds.len() == 1 {
                    plain[first][second] = sounds[0];
                }
            }
            second += 1;
        }
        first += 1;
    }
    plain
}

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn may_be() -> [[u128; LETTERS + 1]; LETTERS] {
    assert!(GROUPS.len() <= 128, "a bit for each row");
    let mut open = [[0; LETTERS + 1]; LETTERS];
    let mut row = 0;
    while row < GROUPS.len() {
        assert!(GROUPS[row].1.len() <= MOST_OF_GROUP, "there is room for a group");
        let bytes = GROUPS[row].0.as_bytes();
        let start = (bytes[0] == b'^') as usize;
        let first = (bytes[start] - b'A') as usize;
        let alone = start + 1 == bytes.len() || bytes[start + 1] == b'$';
        let mut second = 0;
        while second <= LETTERS {
            if alone || (second < LETTERS && bytes[start + 1] as usize == b'A' as usize + second) {
                open[first][second] |= 1 << row;
            }
            second += 1;
        }
        row += 1;
    }
    open
}

/// True when two neighbouring letters are not heard each by itself: they begin a letter group, are the same, or one says how the
/// other is heard.
pub(super) fn are_heard_together(a: u8, b: u8) -> bool {
    TOGETHER.get(letter(Some(&a))).is_some_and(|row| row >> letter(Some(&b)) & 1 == 1)
}

/// For each letter a bit for each of those after it with which it is heard together.
const TOGETHER: [u32; LETTERS] = together();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn together() -> [u32; LETTERS] {
    const fn is(letter: usize, of: &[u8]) -> bool {
        let mut n = 0;
        while n < of.len() {
            if letter == (of[n] - b'A') as usize {
                return true;
            }
            n += 1;
        }
        false
    }
    let mut together = [0; LETTERS];
    let mut a = 0;
    while a < LETTERS {
        let mut b = 0;
        while b < LETTERS {
            let glides = is(a, b"IYJ") && is(b, b"AEOUIYJ") || is(b, b"IYJ") && is(a, b"AEOUIYJ");
            if a == b || glides || is(a, b"H") || is(b, b"H") {
                together[a] |= 1 << b;
            }
            b += 1;
        }
        a += 1;
    }
    let mut row = 0;
    while row < GROUPS.len() {
        let bytes = GROUPS[row].0.as_bytes();
        let start = (bytes[0] == b'^') as usize;
        if start + 1 < bytes.len() && bytes[start + 1] != b'$' {
            together[(bytes[start] - b'A') as usize] |= 1 << (bytes[start + 1] - b'A');
        }
        row += 1;
    }
    together
}

/// Doubled sounds once; Y, I and J by what stands around them; H only before a vowel.
fn smooth(sounds: &[u8]) -> Heard {
    let mut out = Heard::new();
    let mut at = 0;
    while let Some(&sound) = sounds.get(at) {
        let next = sounds.get(at + 1).copied().unwrap_or(NONE);
        let before = out.sounds().last().copied().unwrap_or(NONE);
        if matches!(sound, I | Y | J) {
            // A run of I, Y and J is one sound; J before a vowel at the start of a syllable stays itself.
            let run = sounds.iter().skip(at).take_while(|s| matches!(**s, I | Y | J)).count();
            let after = sounds.get(at + run).copied().unwrap_or(NONE);
            if run == 2 && sound == J && next == I && !is_vowel(after) {
                // MAJID, HAJI: the I is the vowel of the syllable.
                out.extend(&[J, I]);
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

/// A bit for each sound with which an ending ends.
const LASTS: u32 = lasts();

#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn lasts() -> u32 {
    let (mut lasts, mut row) = (0, 0);
    while row < ENDINGS.len() {
        let ending = ENDINGS[row].0;
        lasts |= 1 << ending[ending.len() - 1];
        row += 1;
    }
    lasts
}

/// What stands for the endings of all genders and languages in the place of one of them.
fn fold_ending(heard: &mut Heard) {
    if heard.sounds().last().is_none_or(|last| LASTS >> (last & 31) & 1 == 0) {
        return;
    }
    let is = |ending: &[u8]| heard.len > ending.len() + 1 && heard.sounds().ends_with(ending);
    if let Some((ending, folded)) = ENDINGS.iter().find(|row| is(row.0)) {
        heard.len -= ending.len();
        heard.extend(folded);
    }
}
