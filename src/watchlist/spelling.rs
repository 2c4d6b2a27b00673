//! From letters to sounds: letter groups, and words like another one, which are read only where they differ.

use super::normal::LONGEST_TOKEN;
use super::smooth::{Heard, MOST_SOUNDS, Sounds};
use super::sound::Sound;
use super::sound_table::{GROUPS, marked, sound::NONE};
use crate::span::usize_of;

/// Sounds after which no more letters are read.
const ENOUGH: usize = 40;
/// Most sounds of a letter group, and of a letter, on average over a group.
const MOST_OF_GROUP: usize = 5;
const MOST_OF_LETTER: usize = 2;
const _: () = assert!(ENOUGH + MOST_OF_GROUP <= MOST_SOUNDS, "there is room for the last group");
const _: () = assert!(SHORT * MOST_OF_LETTER <= MOST_SOUNDS, "there is room for a short word");

/// Adds the sounds of the letter group at a place of a text; gives the place after it.
#[inline]
fn read(sounds: &mut Sounds, text: &[u8], at: usize) -> usize {
    let pair = letter(text.get(at)) << ROW | letter(text.get(at + 1));
    match PLAIN.get(pair) {
        None | Some(&NONE) => read_group(sounds, text, at),
        Some(plain) => {
            sounds.push(*plain);
            at + 1
        }
    }
}

/// The same where two letters do not say it.
fn read_group(sounds: &mut Sounds, text: &[u8], at: usize) -> usize {
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
        group_at(text, at, sounds.len() == 0).unwrap_or_else(|| (1, marked(text.get(at).copied())));
    sounds.extend(group);
    at + length
}

impl Sound {
    /// The sound of a token in capitals.
    pub(super) fn of(token: &str) -> Self {
        Self::of_letters(token.as_bytes())
    }

    /// The same of its bytes.
    pub(super) fn of_letters(text: &[u8]) -> Self {
        let (mut sounds, mut at) = (Sounds::new(), 0);
        while at < text.len() && sounds.len() < ENOUGH {
            at = read(&mut sounds, text, at);
        }
        sounds.sound()
    }
}

/// Letters up to which words like another one are read only where they differ: these have fewer sounds than [`ENOUGH`].
const SHORT: usize = 24;

/// A word of capitals of which the letter groups are known, so that words like it are read in less.
pub(super) struct Spelled {
    text: [u8; LONGEST_TOKEN],
    len: usize,
    sounds: Sounds,
    heard: Heard,
    /// For each letter with which a group begins the number of sounds before it, and one more.
    starts: [u8; SHORT],
    /// For each number of letters with which another word begins as well the letter from which on that is read anew.
    anew: [u8; SHORT + 1],
}

impl Spelled {
    /// Reads a word; `None` when it is none, is longer than words are, or has other signs than capitals.
    pub(super) fn of(word: &str) -> Option<Self> {
        if !(1..=LONGEST_TOKEN).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let (mut letters, mut starts, mut anew) = ([0; LONGEST_TOKEN], [0; SHORT], [0; SHORT + 1]);
        letters.iter_mut().zip(word.bytes()).for_each(|(slot, byte)| *slot = byte);
        let (text, mut sounds, mut at, mut looked) = (word.as_bytes(), Sounds::new(), 0, 0);
        let number = |at: usize| u8::try_from(at).unwrap_or_default();
        while at < text.len().min(SHORT) {
            starts.get_mut(at).into_iter().for_each(|start| *start = number(sounds.len() + 1));
            // Groups before this one are the same where all letters are that were looked at for them.
            anew.get_mut(looked..).into_iter().flatten().for_each(|from| *from = number(at));
            let looks = LOOKS.get(letter(text.get(at)) << ROW | letter(text.get(at + 1)));
            looked = looked.max(at + looks.copied().map_or(SHORT, usize::from));
            at = read(&mut sounds, text, at);
        }
        Some(Self { text: letters, len: word.len(), sounds, heard: Heard::of(&sounds), starts, anew })
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
        let mut at = self.anew.get(same_first).copied().map_or(0, usize::from);
        let first = self.start(at).unwrap_or_default();
        let (mut sounds, mut last) = (self.sounds.start(first), 0);
        while at < word.len() {
            if at + same_last >= word.len()
                && let Some(known @ 1..) = self.start((at + self.len).saturating_sub(word.len()))
                && sounds.len() > 0
            {
                last = sounds.add_rest(&self.sounds, known);
                break;
            }
            at = read(&mut sounds, word, at);
        }
        self.heard.like(self.sounds.len(), &sounds, first, last)
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
    let open = *MAY_BE.get(letter(rest.first()))?.get(letter(rest.get(1)))?;
    let mut open = open & THIRD.get(letter(rest.get(2)))? & if is_first { !0 } else { !AT_START };
    let mut letters = [0; LONGEST_GROUP];
    letters.iter_mut().zip(rest).for_each(|(slot, letter)| *slot = *letter);
    let letters = u64::from_be_bytes(letters);
    while open != 0 {
        let row = usize_of(open.trailing_zeros());
        open &= open - 1;
        let group = NUMBERS.get(row)?;
        if (letters ^ group.letters) & group.looked_at == 0 {
            return Some((group.len, GROUPS.get(row)?.1));
        }
    }
    None
}

/// Letters of the longest group, with the end if that belongs to it.
const LONGEST_GROUP: usize = 8;

/// A group as numbers of its letters, the first one in the highest byte, of those that are looked at, and how many they are; the
/// end is a letter of nothing.
#[derive(Clone, Copy)]
struct Group {
    letters: u64,
    looked_at: u64,
    len: usize,
}

const NUMBERS: [Group; GROUPS.len()] = numbers();
/// The rows of groups that begin a word.
const AT_START: u128 = at_start();
/// For each letter a bit for each row that may have it as the third one.
const THIRD: [u128; LETTERS + 1] = third();

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn numbers() -> [Group; GROUPS.len()] {
    let mut numbers = [Group { letters: 0, looked_at: 0, len: 0 }; GROUPS.len()];
    let mut row = 0;
    while row < GROUPS.len() {
        let bytes = GROUPS[row].0.as_bytes();
        let mut at = (bytes[0] == b'^') as usize;
        let mut shift = u64::BITS;
        let group = &mut numbers[row];
        while at < bytes.len() {
            assert!(shift > 0, "a group has room");
            shift -= 8;
            group.looked_at |= 0xff << shift;
            if bytes[at] != b'$' {
                group.letters |= (bytes[at] as u64) << shift;
                group.len += 1;
            }
            at += 1;
        }
        row += 1;
    }
    numbers
}

#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn at_start() -> u128 {
    let (mut rows, mut row) = (0, 0);
    while row < GROUPS.len() {
        if GROUPS[row].0.as_bytes()[0] == b'^' {
            rows |= 1 << row;
        }
        row += 1;
    }
    rows
}

#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn third() -> [u128; LETTERS + 1] {
    let mut third = [0; LETTERS + 1];
    let mut row = 0;
    while row < GROUPS.len() {
        let bytes = GROUPS[row].0.as_bytes();
        let at = (bytes[0] == b'^') as usize + 2;
        let mut letter = 0;
        while letter <= LETTERS {
            let is = at >= bytes.len()
                || if letter < LETTERS {
                    bytes[at] as usize == b'A' as usize + letter
                } else {
                    bytes[at] == b'$'
                };
            if is {
                third[letter] |= 1 << row;
            }
            letter += 1;
        }
        row += 1;
    }
    third
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
    let mut looks = [2; ROWS];
    let mut first = 0;
    while first < LETTERS {
        let mut second = 0;
        while second <= LETTERS {
            if first == second {
                // Of a letter that is written twice the next one is looked at, too.
                looks[first << ROW | second] = 3;
            }
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
        let (group, sounds) = GROUPS[row];
        assert!(sounds.len() <= MOST_OF_GROUP, "there is room for a group");
        assert!(sounds.len() <= MOST_OF_LETTER * group.len(), "there is room for a word of such groups");
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

    /// Groups are found as by looking at each row.
    #[test]
    fn groups_are_found_in_the_order_of_their_rows() {
        let by_rows = |text: &[u8], is_first: bool| {
            GROUPS.iter().find_map(|(group, sounds)| {
                let group = if is_first { group.trim_start_matches('^') } else { group };
                let is = match group.strip_suffix('$') {
                    Some(end) => text == end.as_bytes(),
                    None => text.starts_with(group.as_bytes()),
                };
                is.then_some((group.trim_end_matches('$').len(), *sounds))
            })
        };
        let letters = || (b'A'..=b'Z').chain([b'!']);
        let rest = || letters().flat_map(|second| letters().map(move |third| vec![second, third]));
        let mut texts: Vec<Vec<u8>> =
            (b'A'..=b'Z').flat_map(|first| rest().map(move |rest| [&[first], &*rest].concat())).collect();
        texts.extend((b'A'..=b'Z').map(|letter| vec![letter]));
        texts.extend((b'A'..=b'Z').flat_map(|first| (b'A'..=b'Z').map(move |second| vec![first, second])));
        for group in GROUPS.iter().map(|group| group.0.trim_matches(['^', '$']).as_bytes()) {
            texts.extend([group.to_vec(), [group, b"A"].concat(), [group, b"VA"].concat()]);
        }
        let mut long = 0;
        for text in &texts {
            for is_first in [true, false] {
                let found = group_at(text, 0, is_first);
                assert_eq!(found, by_rows(text, is_first), "{}", text.escape_ascii());
                long += usize::from(found.is_some_and(|found| found.0 > 2));
            }
        }
        assert!(long > 150, "too few to say anything: {long}");
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
