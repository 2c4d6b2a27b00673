//! Invented words: for each word of a file one of the same length and the same class of characters, decided by a key.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Key;
use super::table::{ANNOUNCING, NOBODY, OPENING, SEGMENTS};
use crate::edifact::Charset;
use crate::model::WrittenDate;

/// Bytes that follow from a key and a text, without end.
struct Stream<'t> {
    key: &'t Key,
    about: Cow<'t, [u8]>,
    attempt: u8,
    block: u8,
    left: std::vec::IntoIter<u8>,
}

/// Bytes up to which each block of a stream hashes all that it is about; of what is longer it hashes the hash, since a long
/// word needs many blocks.
const HASHED_WHOLE: usize = 64;

/// The keyed hash of parts, one after the other.
fn keyed(key: &Key, parts: &[&[u8]]) -> Vec<u8> {
    // A key of any length is a key of HMAC, so that this never fails.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key.0) else { return Vec::new() };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

impl<'t> Stream<'t> {
    fn new(key: &'t Key, about: &'t [u8], attempt: u8) -> Self {
        let is_long = about.len() > HASHED_WHOLE;
        let about = if is_long { Cow::Owned(keyed(key, &[about])) } else { Cow::Borrowed(about) };
        Self { key, about, attempt, block: 0, left: Vec::new().into_iter() }
    }

    fn byte(&mut self) -> u8 {
        if let Some(byte) = self.left.next() {
            return byte;
        }
        self.left = keyed(self.key, &[&[self.attempt, self.block], &self.about]).into_iter();
        self.block = self.block.wrapping_add(1);
        self.left.next().unwrap_or_default()
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        let wide = usize::from(self.byte()) << 16 | usize::from(self.byte()) << 8 | usize::from(self.byte());
        wide % limit.max(1)
    }

    fn pick(&mut self, from: &[u8]) -> char {
        from.get(self.below(from.len())).map_or('X', |&byte| char::from(byte))
    }
}

/// Which characters can stand in the place of one that is not ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(super) enum Letters {
    /// Characters that take as many bytes in UTF-8.
    #[default]
    Utf8,
    /// Characters that are one byte in this set.
    Bytes(Charset),
}

/// Characters of one writing that take the same number of bytes in UTF-8. Any other is replaced within its 64 neighbours.
const WRITINGS: &[(u32, u32)] = &[
    (0x00C0, 0x00FF),
    (0x0100, 0x017F),
    (0x0386, 0x03CE),
    (0x0400, 0x045F),
    (0x05D0, 0x05EA),
    (0x0621, 0x064A),
    (0x0905, 0x0939),
    (0x10D0, 0x10FA),
    (0x1E00, 0x1EFF),
    (0x3041, 0x3096),
    (0x30A1, 0x30FA),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0x0002_0000, 0x0002_A6DF),
];

const CONSONANTS: &[u8] = b"BDFGHKLMNPRSTVZ";
const VOWELS: &[u8] = b"AEIOU";
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// After so many words that cannot be used, shorter demands are made.
const STRICT: u8 = 24;
const TRIES: u8 = 60;

/// The words of a file and what stands in their places.
pub(super) struct Words<'k> {
    key: &'k Key,
    /// Words as they were, and the invented ones once they were asked for.
    invented: HashMap<(String, Option<Letters>), Option<String>>,
    taken: HashSet<String>,
}

impl<'k> Words<'k> {
    pub(super) fn new(key: &'k Key) -> Self {
        Self { key, invented: HashMap::new(), taken: HashSet::new() }
    }

    /// The form under which a word is known: capitals, when it is ASCII.
    fn known(word: &str, letters: Letters) -> (String, Option<Letters>) {
        if word.is_ascii() { (word.to_ascii_uppercase(), None) } else { (word.to_owned(), Some(letters)) }
    }

    /// Notes a word of the file, so that nobody is given it.
    pub(super) fn note(&mut self, word: &str, letters: Letters) {
        self.invented.entry(Self::known(word, letters)).or_default();
    }

    /// Number of different words.
    pub(super) fn count(&self) -> usize {
        self.invented.len()
    }

    /// The invented word for a word: as many characters, each of the same class.
    pub(super) fn of(&mut self, word: &str, letters: Letters) -> String {
        let known = Self::known(word, letters);
        let made = if let Some(Some(made)) = self.invented.get(&known) {
            made.clone()
        } else {
            let made = self.invent(&known.0, letters);
            self.taken.insert(made.clone());
            self.invented.insert(known, Some(made.clone()));
            made
        };
        let case =
            |(was, is): (char, char)| if was.is_ascii_lowercase() { is.to_ascii_lowercase() } else { is };
        word.chars().zip(made.chars()).map(case).collect()
    }

    fn invent(&self, word: &str, letters: Letters) -> String {
        let mut made = String::new();
        for attempt in 0..TRIES {
            made = self.attempt(word, letters, attempt);
            let is_free = |made: &str| {
                !self.taken.contains(made) && !self.invented.contains_key(&Self::known(made, letters))
            };
            if made != word
                && !is_reserved(&made)
                && !looks_like_utf8(&made, letters)
                && (attempt >= STRICT || is_free(&made))
            {
                break;
            }
        }
        made
    }

    fn attempt(&self, word: &str, letters: Letters, attempt: u8) -> String {
        let mut stream = Stream::new(self.key, word.as_bytes(), attempt);
        // Short words have few forms that can be spoken.
        let spoken = word.bytes().all(|byte| byte.is_ascii_alphabetic()) && attempt < STRICT / 2;
        let turn = stream.below(2);
        // Zeros in front are kept: they tell forms of numbers apart (00 before a country, 0417 for a flight).
        let zeros = word.bytes().take_while(|byte| *byte == b'0').count();
        let mut place = 0;
        let of = |c: char| {
            place += 1;
            match c {
                '0' if place <= zeros => '0',
                '0'..='9' if place == zeros + 1 => stream.pick(b"123456789"),
                '0'..='9' => stream.pick(b"0123456789"),
                'A'..='Z' if spoken => {
                    stream.pick(if (place + turn).is_multiple_of(2) { VOWELS } else { CONSONANTS })
                }
                c if c.is_ascii_alphabetic() => {
                    let made = stream.pick(ALPHABET);
                    if c.is_ascii_lowercase() { made.to_ascii_lowercase() } else { made }
                }
                c => other(c, letters, &mut stream),
            }
        };
        word.chars().map(of).collect()
    }

    /// The day that stands in the place of a day: the same year, and on the same side of each of `cuts` (months and days of
    /// that year). `None` when there is no other one.
    pub(super) fn day(&self, year: u32, month_day: (u32, u32), cuts: &[(u32, u32)]) -> Option<(u32, u32)> {
        let number = day_of_year(month_day)?;
        let (mut low, mut high) = (0, 364);
        for cut in cuts.iter().filter_map(|&cut| day_of_year(cut)) {
            match number.cmp(&cut) {
                std::cmp::Ordering::Less => high = high.min(cut.saturating_sub(1)),
                std::cmp::Ordering::Equal => return None,
                std::cmp::Ordering::Greater => low = low.max(cut + 1),
            }
        }
        let about = format!("day {year} {number}");
        let mut stream = Stream::new(self.key, about.as_bytes(), 0);
        let length = (high + 1).checked_sub(low).filter(|length| *length > 1)?;
        let steps = 1 + stream.below(usize::try_from(length - 1).ok()?);
        let made = low + (number - low + u32::try_from(steps).ok()?) % length;
        let date = NaiveDate::from_yo_opt(2001, made + 1)?;
        Some((chrono::Datelike::month(&date), chrono::Datelike::day(&date)))
    }

    /// Digits for a day that is none: the year stays, the rest is invented, and `is_same` says when it is as wrong as before.
    pub(super) fn no_day(
        &self,
        text: &str,
        year: std::ops::Range<usize>,
        is_same: impl Fn(&str) -> bool,
    ) -> String {
        let mut made = String::new();
        for attempt in 0..=u8::MAX {
            let mut stream = Stream::new(self.key, text.as_bytes(), attempt);
            let of = |(at, c): (usize, char)| match c {
                _ if year.contains(&at) => c,
                '0'..='9' => stream.pick(b"0123456789"),
                c if c.is_ascii_uppercase() => stream.pick(ALPHABET),
                c if c.is_ascii_lowercase() => stream.pick(ALPHABET).to_ascii_lowercase(),
                c => c,
            };
            made = text.chars().enumerate().map(of).collect();
            if made != text && is_same(&made) {
                return made;
            }
        }
        made.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect()
    }

    /// Bytes of two-byte sets and of code extensions, which are no characters here: each becomes another one of its kind.
    pub(super) fn bytes(&self, text: &[u8], charset: Charset, is_service: impl Fn(u8) -> bool) -> Vec<u8> {
        let mut stream = Stream::new(self.key, text, 0);
        let mut in_between =
            |low: u8, high: u8| low + u8::try_from(stream.below(usize::from(high - low) + 1)).unwrap_or(0);
        let mut made = Vec::with_capacity(text.len());
        let mut leads = false;
        let mut escape = false;
        for &byte in text {
            leads = byte >= 0x80 && !leads;
            let new = match byte {
                0x1B => {
                    escape = true;
                    byte
                }
                // The bytes between ESC and the last one of the sequence.
                0x20..=0x2F if escape => byte,
                _ if escape => {
                    escape = false;
                    byte
                }
                0xB0..=0xC8 if leads && charset == Charset::Korean => in_between(0xB0, 0xC8),
                0xCA..=0xFD if leads && charset == Charset::Korean => in_between(0xCA, 0xFD),
                0xA1..=0xFE if !leads && charset == Charset::Korean => in_between(0xA1, 0xFE),
                // UTF-8 that is broken: the bytes that lead stay, those that follow do not.
                0x80..=0xBF if charset == Charset::Utf8 => in_between(0x80, 0xBF),
                0xA0..=0xFF if charset != Charset::Utf8 => in_between(0xA1, 0xFE),
                byte if byte > b' ' && byte < 0x7F && !is_service(byte) => in_between(b'A', b'Z'),
                _ => byte,
            };
            made.push(new);
        }
        made
    }
}

/// Ordinal of a day in a year without a leap day; 29 February counts as the 28th.
fn day_of_year((month, day): (u32, u32)) -> Option<u32> {
    let day = if (month, day) == (2, 29) { 28 } else { day };
    NaiveDate::from_ymd_opt(2001, month, day).map(|date| chrono::Datelike::ordinal0(&date))
}

/// Another character of the same writing, case and length.
fn other(c: char, letters: Letters, stream: &mut Stream<'_>) -> char {
    let same = |made: char| {
        made.is_alphabetic() == c.is_alphabetic()
            && made.is_uppercase() == c.is_uppercase()
            && made.is_lowercase() == c.is_lowercase()
            && made.is_numeric() == c.is_numeric()
    };
    match letters {
        Letters::Utf8 => {
            let code = u32::from(c);
            let near = (code & !63, code | 63);
            let (low, high) =
                WRITINGS.iter().copied().find(|(low, high)| (*low..=*high).contains(&code)).unwrap_or(near);
            let length = usize::try_from(high - low + 1).unwrap_or(64);
            for _ in 0..40 {
                let made = u32::try_from(stream.below(length)).ok().and_then(|n| char::from_u32(low + n));
                if let Some(made) = made.filter(|made| same(*made) && made.len_utf8() == c.len_utf8()) {
                    return made;
                }
            }
            c
        }
        Letters::Bytes(charset) => {
            let all: Vec<char> =
                (0xA0..=u8::MAX).map(|byte| one(charset, byte)).filter(|made| same(*made)).collect();
            all.get(stream.below(all.len())).copied().unwrap_or(c)
        }
    }
}

/// The character of a byte in a set of one byte a character.
fn one(charset: Charset, byte: u8) -> char {
    charset.decode(&[byte]).chars().next().unwrap_or(char::from(byte))
}

/// The characters of all bytes in a set of one byte a character.
pub(super) fn all(charset: Charset) -> Vec<char> {
    (0..=u8::MAX).map(|byte| one(charset, byte)).collect()
}

/// True for a word of a set of one byte a character whose bytes would be read as UTF-8.
fn looks_like_utf8(word: &str, letters: Letters) -> bool {
    let Letters::Bytes(charset) = letters else { return false };
    let all = all(charset);
    let byte_of = |c| all.iter().position(|known| *known == c).and_then(|byte| u8::try_from(byte).ok());
    let bytes: Vec<u8> = word.chars().filter_map(byte_of).collect();
    !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok()
}

/// True for a word that stands for nobody and stays.
pub(super) fn is_nobody(word: &str) -> bool {
    let bytes = word.as_bytes();
    let same = bytes.len() >= 4 && bytes.windows(2).all(|pair| pair.first() == pair.last());
    let counts = bytes.len() >= 6 && "01234567890".contains(word);
    same || counts || NOBODY.contains(&word)
}

/// True for a word that must not be invented, because it means something.
fn is_reserved(word: &str) -> bool {
    is_nobody(word)
        || ANNOUNCING.contains(&word)
        || OPENING.contains(&word)
        || SEGMENTS.iter().any(|(tag, _)| tag.as_slice() == word.as_bytes())
        || WrittenDate::from_text(word.as_bytes()).is_some()
}
