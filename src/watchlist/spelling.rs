//! From letters to sounds: letter groups, what is heard of them together, endings of family names.

use super::normal::LONGEST_TOKEN;
use super::sound::Sound;
use super::sound_table::{
    ENDINGS, GROUPS, marked,
    sound::{A, E, H, I, J, MAYBE, NONE, O, U, Y},
};
use crate::span::usize_of;

/// Sounds after which no more letters are read.
const ENOUGH: usize = 40;
/// Most sounds of a letter group.
const MOST_OF_GROUP: usize = 5;

/// Places for sounds while they are read, more than there are sounds.
const ROOM: usize = 64;

/// Sounds while they are read.
#[derive(Clone, Copy)]
struct Heard {
    list: [u8; ROOM],
    len: usize,
}

impl Heard {
    const fn new() -> Self {
        Self { list: [NONE; ROOM], len: 0 }
    }

    fn push(&mut self, sound: u8) {
        if let Some(slot) = self.list.get_mut(self.len % ROOM) {
            *slot = sound;
            self.len += 1;
        }
    }

    fn extend(&mut self, sounds: &[u8]) {
        for sound in sounds {
            self.push(*sound);
        }
    }

    /// What is heard of the sounds together.
    fn sound(&self) -> Sound {
        let mut smooth = smooth(self);
        fold_ending(&mut smooth);
        Sound(smooth.list.first_chunk().copied().unwrap_or_default())
    }

    /// Adds the sounds of the letter group at a place; gives the place after it.
    fn read(&mut self, text: &[u8], at: usize) -> usize {
        let (first, second) = (letter(text.get(at)), letter(text.get(at + 1)));
        let plain = *PLAIN.get(first << ROW | second).unwrap_or(&NONE);
        if plain != NONE {
            self.push(plain);
            return at + 1;
        }
        // A letter that is written twice is one, also of a group: KKHAN; but two vowels may be another one, three are two.
        // CC before E and I is two sounds.
        let third = || text.get(at + 2);
        let is_twice = text.get(at) == text.get(at + 1);
        let is_open = |letter: &u8| match letter {
            b'A' | b'E' | b'O' | b'U' => third() != Some(letter),
            b'C' => third() != Some(&b'H'),
            _ => false,
        };
        if is_twice && text.get(at).is_some_and(|letter| !is_open(letter)) {
            return at + 1;
        }
        let (length, group) =
            group_at(text, at, self.len == 0).unwrap_or_else(|| (1, marked(text.get(at).copied())));
        self.extend(group);
        at + length
    }
}

impl Sound {
    /// The sound of a token in capitals.
    pub(super) fn of(token: &str) -> Self {
        Self::of_letters(token.as_bytes())
    }

    /// The same of its bytes.
    pub(super) fn of_letters(text: &[u8]) -> Self {
        let (mut heard, mut at) = (Heard::new(), 0);
        while at < text.len() && heard.len < ENOUGH {
            at = heard.read(text, at);
        }
        heard.sound()
    }
}

/// Letters up to which words like another one are read only where they differ: these have fewer sounds than [`ENOUGH`].
const SHORT: usize = 24;

/// A word of capitals of which the letter groups are known, so that words like it are read in less.
#[derive(Clone, Copy)]
pub(super) struct Spelled {
    text: [u8; LONGEST_TOKEN],
    len: usize,
    heard: Heard,
    /// For each letter with which a group begins the number of sounds before it, and one more.
    starts: [u8; SHORT],
    /// And the place up to which letters were looked at before it.
    looked: [u8; SHORT],
}

impl Spelled {
    /// Reads a word; `None` when it is none, is longer than words are, or has other signs than capitals.
    pub(super) fn of(word: &str) -> Option<Self> {
        if !(1..=LONGEST_TOKEN).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let (text, starts, looked) = ([0; LONGEST_TOKEN], [0; SHORT], [0; SHORT]);
        let mut spelled = Self { text, len: 0, heard: Heard::new(), starts, looked };
        spelled.text.iter_mut().zip(word.bytes()).for_each(|(slot, byte)| *slot = byte);
        spelled.len = word.len();
        let (text, mut at, mut looked) = (word.as_bytes(), 0, 0);
        while at < text.len().min(SHORT) {
            if let (Some(start), Some(slot)) = (spelled.starts.get_mut(at), spelled.looked.get_mut(at)) {
                *start = u8::try_from(spelled.heard.len + 1).unwrap_or_default();
                *slot = looked;
            }
            let looks = LOOKS.get(letter(text.get(at)) << ROW | letter(text.get(at + 1)));
            let end = at + looks.copied().map_or(usize::MAX, usize::from);
            looked = looked.max(u8::try_from(end).unwrap_or(u8::MAX));
            at = spelled.heard.read(text, at);
        }
        Some(spelled)
    }

    /// The letters of the word.
    pub(super) fn letters(&self) -> &[u8] {
        self.text.get(..self.len).unwrap_or_default()
    }

    /// The sound of the word.
    pub(super) fn sound(&self) -> Sound {
        if self.len > SHORT { Sound::of_letters(self.letters()) } else { self.heard.sound() }
    }

    /// The sound of another word that begins with so many letters of this one, and ends with so many.
    pub(super) fn like(&self, word: &[u8], same_first: usize, same_last: usize) -> Sound {
        if self.len.max(word.len()) > SHORT {
            return Sound::of_letters(word);
        }
        let looked = |at: usize| self.looked.get(at).copied().map_or(usize::MAX, usize::from);
        let is_same = |at: &usize| self.start(*at).is_some() && looked(*at) <= same_first;
        let mut at = (0..=same_first).rev().find(is_same).unwrap_or_default();
        let mut heard = self.heard;
        heard.len = self.start(at).unwrap_or_default();
        while at < word.len() {
            if at + same_last >= word.len()
                && let Some(known @ 1..) = self.start((at + self.len).saturating_sub(word.len()))
                && heard.len > 0
            {
                heard.extend(self.heard.list.get(known..self.heard.len).unwrap_or_default());
                break;
            }
            at = heard.read(word, at);
        }
        heard.sound()
    }

    /// The number of sounds before the letter group that begins at a place.
    fn start(&self, at: usize) -> Option<usize> {
        self.starts.get(at).and_then(|start| start.checked_sub(1)).map(usize::from)
    }
}

const LETTERS: usize = 26;
/// Bits of a letter in the places of tables over two.
const ROW: u32 = 5;
const ROWS: usize = 1 << (2 * ROW);

/// The number of a letter; all that is none has the one after the last.
fn letter(byte: Option<&u8>) -> usize {
    let number = byte.map_or(u8::MAX, |byte| byte.wrapping_sub(b'A'));
    usize::from(number).min(LETTERS)
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

/// For each letter and another one after it the sound of the letter, when no group of several may stand there.
const PLAIN: [u8; ROWS] = plain();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn plain() -> [u8; ROWS] {
    let mut plain = [NONE; ROWS];
    let mut first = 0;
    while first < LETTERS {
        let mut second = 0;
        while second <= LETTERS {
            let open = MAY_BE[first][second];
            if open.is_power_of_two() && first != second {
                let (group, sounds) = GROUPS[open.trailing_zeros() as usize];
                if group.len() == 1 && sounds.len() == 1 {
                    plain[first << ROW | second] = sounds[0];
                }
            }
            second += 1;
        }
        first += 1;
    }
    plain
}

/// For each letter and the one after it how many letters are looked at to read what stands there, or their end.
const LOOKS: [u8; ROWS] = looks();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at compile time"
)]
const fn looks() -> [u8; ROWS] {
    let mut looks = [3; ROWS];
    let mut first = 0;
    while first < LETTERS {
        let mut second = 0;
        while second <= LETTERS {
            let mut row = 0;
            while row < GROUPS.len() {
                let of_row = GROUPS[row].0.len() as u8;
                let slot = &mut looks[first << ROW | second];
                if MAY_BE[first][second] >> row & 1 == 1 && of_row > *slot {
                    *slot = of_row;
                }
                row += 1;
            }
            second += 1;
        }
        first += 1;
    }
    looks
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
const INSIDE: [u8; ROWS] = inside();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn inside() -> [u8; ROWS] {
    let mut inside = [NONE; ROWS];
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

/// Doubled sounds once; Y, I and J by what stands around them; H only before a vowel. Behind the last sound is nothing.
fn smooth(heard: &Heard) -> Heard {
    let mut out = Heard::new();
    let (mut at, mut before) = (0, NONE);
    let sound_at =
        |at: usize| if at < heard.len { heard.list.get(at % ROOM).copied().unwrap_or(NONE) } else { NONE };
    let mut sound = sound_at(at);
    while sound != NONE {
        at += 1;
        let mut next = sound_at(at);
        let mut smooth = INSIDE.get(usize::from(sound) << ROW | usize::from(next)).copied().unwrap_or(sound);
        if is_glide(sound) && (is_glide(next) || before == NONE) {
            // A run of I, Y and J is one sound.
            let mut run = 1;
            while is_glide(next) {
                at += 1;
                run += 1;
                next = sound_at(at);
            }
            if run == 2 && sound == J && sound_at(at - 1) == I && !is_vowel(next) {
                // MAJID, HAJI: the I is the vowel of the syllable.
                out.extend(&[J, I]);
                (before, sound) = (I, next);
                continue;
            }
            smooth = glide(sound, run, next, before == NONE);
        }
        let is_new = smooth != NONE && smooth != before;
        if let Some(slot) = out.list.get_mut(out.len % ROOM) {
            *slot = if is_new { smooth } else { NONE };
        }
        out.len += usize::from(is_new);
        before = if is_new { smooth } else { before };
        sound = next;
    }
    out
}

/// For each sound with which an ending ends a bit for each sound before it.
const LASTS: [u32; 32] = lasts();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn lasts() -> [u32; 32] {
    let (mut lasts, mut row) = ([0; 32], 0);
    while row < ENDINGS.len() {
        let ending = ENDINGS[row].0;
        lasts[ending[ending.len() - 1] as usize] |= 1 << ending[ending.len() - 2];
        row += 1;
    }
    lasts
}

/// What stands for the endings of all genders and languages in the place of one of them.
fn fold_ending(heard: &mut Heard) {
    let sounds = heard.list.get(..heard.len).unwrap_or_default();
    let [.., before, last] = sounds else { return };
    if LASTS.get(usize::from(last & 31)).is_none_or(|lasts| lasts >> (before & 31) & 1 == 0) {
        return;
    }
    // The last sounds as a number: those of an ending are its lowest bytes.
    let number = |sounds: &[u8]| sounds.iter().fold(0_u64, |number, sound| number << 8 | u64::from(*sound));
    let last = number(sounds.get(sounds.len().saturating_sub(8)..).unwrap_or_default());
    let is = |(ending, before, _): &(&[u8], usize, &[u8])| {
        let bits = 8 * ending.len();
        sounds.len() >= ending.len() + before && (last ^ number(ending)) & ((1 << bits) - 1) == 0
    };
    if let Some((ending, _, folded)) = ENDINGS.iter().find(|row| is(row)) {
        let start = heard.len - ending.len();
        heard.list.get_mut(start..heard.len).into_iter().for_each(|ending| ending.fill(NONE));
        heard.len = start;
        heard.extend(folded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spellings of one name that are no likeness but the same: endings after a vowel, of fathers and by gender.
    #[test]
    fn endings_are_one_in_each_spelling() {
        for words in [
            &["JURAEV", "JURAYEV", "JURAEVA", "JURAYEVA"][..],
            &["RAJEEV", "RAJIV"],
            &["SERGEEVICH", "SERGEYEVICH", "SERGEEVNA"],
            &["NURBEKULY", "NURBEKKYZY", "NURBEKOVICH"],
            &["IEVA", "EVA"],
            &["ALIEV", "ALIYEV", "ALIYEVA", "ALIEVA"],
            &["BOBOEV", "BOBOYEV", "BOBOEVA"],
            &["NIKOLAEVICH", "NIKOLAYEVICH", "NIKOLAEVNA", "NIKOLAYEVNA"],
            &["VASILIEVICH", "VASILIYEVICH", "VASILIEVNA"],
            &["KARIMOV", "KARIMOVA"],
            &["KARIMZADE", "KARIMZADEH"],
            &[
                "NURLANULY",
                "NURLANULI",
                "NURLANKYZY",
                "NURLANKIZI",
                "NURLANOVICH",
                "NURLANOVNA",
                "NURLANOGLU",
            ],
            &["MUELLER", "MUXXLLER"],
        ] {
            for word in words {
                assert_eq!(Sound::of(word), Sound::of(words[0]), "{word}, {}", words[0]);
            }
        }
        for (one, other) in
            [("GURBANGULY", "GURBANOVICH"), ("ALIKULI", "ALIKOVICH"), ("PAULI", "PAOVICH"), ("AZADA", "AOV")]
        {
            assert_ne!(Sound::of(one), Sound::of(other), "{one}, {other}");
        }
    }

    /// Words like another one are heard as they are by themselves.
    #[test]
    fn a_word_like_another_is_read_as_by_itself() {
        let mut seed = 3_u64;
        let mut next = move |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((seed >> 33) % n).unwrap()
        };
        // Letter groups, whole and in parts, so that edits break and make them.
        let pieces: Vec<&str> = GROUPS.iter().map(|group| group.0.trim_matches(['^', '$'])).collect();
        let mut others = 0;
        for round in 0..20_000_u64 {
            let mut word = String::new();
            while word.len() < 2 + next(if round % 50 == 0 { 38 } else { 14 }) {
                word.push_str(pieces[next(u64::try_from(pieces.len()).unwrap())]);
            }
            word.truncate(LONGEST_TOKEN);
            let spelled = Spelled::of(&word).unwrap();
            assert_eq!(spelled.sound(), Sound::of(&word), "{word}");
            let letters = word.as_bytes();
            let at = 1 + next(u64::try_from(letters.len() - 1).unwrap());
            let mut exchanged = letters.to_vec();
            exchanged.swap(at - 1, at);
            let shorter = [&letters[..at - 1], &letters[at..]].concat();
            let longer = [&letters[..at], b"K", &letters[at..]].concat();
            let left = letters.len() - at;
            for (other, first, last) in
                [(&exchanged, at - 1, left - 1), (&shorter, at - 1, left), (&longer, at, left)]
            {
                let alone = Sound::of_letters(other);
                assert_eq!(spelled.like(other, first, last), alone, "{word}, {}", other.escape_ascii());
                others += usize::from(alone != spelled.sound());
            }
        }
        assert!(others > 30_000, "too few to say anything: {others}");
    }
}
