//! Documents by number: one flat table with open addressing, 20 bytes a place, verified in place. The letters O and I are
//! stored as 0 and 1 with their places beside them, so that numbers which a reader confuses meet, and are told apart.

use serde::Serialize;

use super::keyed::Key;
use crate::codes::StateCode;
use crate::span::usize_of;

/// How two document numbers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NumberMatch {
    /// The same letters and digits.
    Same,
    /// The same, but for the check digit of the machine-readable zone behind one of them.
    WithCheckDigit,
    /// The same when O and 0, and I and 1, are one: possible.
    LettersAsDigits,
    /// The first nine characters of a longer listed number, which is all that a machine-readable zone holds: possible.
    FirstNine,
}

/// A document number as it is compared: capitals and digits only, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Twelve characters to base 38, O as 0 and I as 1; longer ones as a checksum of all with the top bit set.
    packed: u64,
    /// Places of the letters O and I.
    letters: u16,
}

/// Longest number that is packed without loss.
const LONGEST: usize = 12;
/// Characters of a number in a machine-readable zone.
const IN_ZONE: usize = 9;

/// The characters of a number that are compared.
fn characters(number: &str) -> impl Iterator<Item = u8> {
    number.chars().filter_map(|c| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii_alphanumeric() => Some(byte.to_ascii_uppercase()),
        Ok(byte) if byte.is_ascii() => None,
        // Letters of other alphabets are all one character; other signs are none.
        _ => c.is_alphanumeric().then_some(b'?'),
    })
}

impl Number {
    fn of(characters: impl Iterator<Item = u8>) -> Option<Self> {
        let (mut packed, mut letters, mut len) = (0_u64, 0_u16, 0_u32);
        let mut long = 0xcbf2_9ce4_8422_2325_u64;
        for c in characters {
            let (digit, letter) = match c {
                b'O' => (0, true),
                b'I' => (1, true),
                b'0'..=b'9' => (u64::from(c - b'0'), false),
                b'A'..=b'Z' => (u64::from(c - b'A') + 10, false),
                _ => (36, false),
            };
            packed = packed.wrapping_mul(38).wrapping_add(digit + 1);
            long = (long ^ digit).wrapping_mul(0x0100_0000_01b3);
            letters |= u16::from(letter && len < 15) << len.min(14);
            len += 1;
        }
        match usize_of(len) {
            0 => None,
            len if len <= LONGEST => Some(Self { packed: packed & !LONG, letters }),
            _ => Some(Self { packed: long | LONG, letters }),
        }
    }
}

const LONG: u64 = 1 << 63;
/// In `letters`: only the first nine characters stand here.
const CUT: u16 = 1 << 15;

/// Three letters of a state in two bytes; 0 is none.
fn pack_state(state: Option<StateCode>) -> u16 {
    state.map_or(0, |state| {
        state.as_str().bytes().fold(0, |n, b| n * 27 + u16::from(b.wrapping_sub(b'A') % 26) + 1)
    })
}

/// The index over document numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentIndex {
    pub(super) numbers: Vec<u64>,
    pub(super) letters: Vec<u16>,
    pub(super) states: Vec<u16>,
    pub(super) records: Vec<u32>,
    used: usize,
    pub(super) key: Option<Key>,
}

/// A listed document that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) record: u32,
    pub(super) number: NumberMatch,
    /// True when both sides know the issuer, and it is the same.
    pub(super) issuer_known: bool,
}

/// No document: 0 is no packed number, since each character adds one.
const FREE: u64 = 0;

impl DocumentIndex {
    /// An index with room for so many documents, of which each takes 20 bytes or less.
    pub(super) fn with_room(documents: usize, key: Key) -> Self {
        // Five places for four documents.
        let room = documents.saturating_add(documents / 4).saturating_add(4);
        Self {
            numbers: vec![FREE; room],
            letters: vec![0; room],
            states: vec![0; room],
            records: vec![0; room],
            used: 0,
            key: Some(key),
        }
    }

    /// The index of arrays that were stored; `None` when they do not belong together.
    pub(super) fn from_arrays(
        numbers: Vec<u64>,
        letters: Vec<u16>,
        states: Vec<u16>,
        records: Vec<u32>,
        key: Key,
    ) -> Option<Self> {
        let room = numbers.len();
        let used = numbers.iter().filter(|number| **number != FREE).count();
        let fits = letters.len() == room && states.len() == room && records.len() == room && used < room;
        fits.then_some(Self { numbers, letters, states, records, used, key: Some(key) })
    }

    fn first(&self, number: u64) -> usize {
        let hash = self.key.map_or(0, |key| key.hash(number));
        let room = u128::try_from(self.numbers.len()).unwrap_or_default();
        usize::try_from((u128::from(hash) * room) >> 64).unwrap_or_default()
    }

    /// Adds a document; one number may be there many times. False when there is no room.
    pub(super) fn add(&mut self, number: &str, issuer: Option<StateCode>, record: u32) -> bool {
        let Some(whole) = Number::of(characters(number)) else { return true };
        let state = pack_state(issuer);
        let longer = characters(number).count() > IN_ZONE;
        let cut = if longer { Number::of(characters(number).take(IN_ZONE)) } else { None };
        self.insert(whole, state, record)
            && cut.is_none_or(|cut| self.insert(Number { letters: cut.letters | CUT, ..cut }, state, record))
    }

    /// Makes room for so many documents; fewer than there are is no less than there are.
    #[cfg(feature = "lists")]
    pub(super) fn rehash(&mut self, documents: usize) {
        let mut other = Self::with_room(documents.max(self.used), self.key.unwrap_or_else(Key::random));
        let rows = self.numbers.iter().zip(&self.letters).zip(self.states.iter().zip(&self.records));
        for ((&packed, &letters), (&state, &record)) in rows.filter(|((number, _), _)| **number != FREE) {
            other.insert(Number { packed, letters }, state, record);
        }
        *self = other;
    }

    /// Places that are taken.
    #[cfg(feature = "lists")]
    pub(super) const fn used(&self) -> usize {
        self.used
    }

    /// How many places a document takes.
    pub(super) fn places(number: &str) -> usize {
        match characters(number).take(IN_ZONE + 1).count() {
            0 => 0,
            len if len > IN_ZONE => 2,
            _ => 1,
        }
    }

    fn insert(&mut self, number: Number, state: u16, record: u32) -> bool {
        let room = self.numbers.len();
        if self.used + 1 >= room {
            return false;
        }
        let mut at = self.first(number.packed);
        while self.numbers.get(at).is_some_and(|slot| *slot != FREE) {
            at = if at + 1 == room { 0 } else { at + 1 };
        }
        self.used += 1;
        let slots = (
            self.numbers.get_mut(at),
            self.letters.get_mut(at),
            self.states.get_mut(at),
            self.records.get_mut(at),
        );
        if let (Some(a), Some(b), Some(c), Some(d)) = slots {
            (*a, *b, *c, *d) = (number.packed, number.letters, state, record);
        }
        true
    }

    /// The documents with a number; an issuer that both sides know must be the same.
    pub(super) fn find(&self, number: &str, issuer: Option<StateCode>, mut each: impl FnMut(Met)) {
        let state = pack_state(issuer);
        let Some(whole) = Number::of(characters(number)) else { return };
        self.probe(whole, state, false, &mut each);
        // With or without the check digit behind it.
        let (mut kept, mut len) = ([0_u8; IN_ZONE + 1], 0);
        for c in characters(number) {
            match kept.get_mut(len) {
                Some(slot) => *slot = c,
                None => return,
            }
            len += 1;
        }
        let (zone, last) = kept.split_at(IN_ZONE);
        let digit = check_digit(zone.iter().copied());
        if len == IN_ZONE + 1 && last.first() == Some(&digit) {
            if let Some(short) = Number::of(zone.iter().copied()) {
                self.probe(short, state, true, &mut each);
            }
        } else if len == IN_ZONE
            && let Some(long) = Number::of(zone.iter().copied().chain(std::iter::once(digit)))
        {
            self.probe(long, state, true, &mut each);
        }
    }

    fn probe(&self, asked: Number, state: u16, with_digit: bool, each: &mut impl FnMut(Met)) {
        let room = self.numbers.len();
        let mut at = self.first(asked.packed);
        for _ in 0..room {
            let packed = self.numbers.get(at).copied().unwrap_or(FREE);
            if packed == FREE {
                break;
            }
            if packed == asked.packed
                && let (Some(&letters), Some(&listed), Some(&record)) =
                    (self.letters.get(at), self.states.get(at), self.records.get(at))
                && (listed == 0 || state == 0 || listed == state)
            {
                let number = if letters & !CUT != asked.letters {
                    NumberMatch::LettersAsDigits
                } else if letters & CUT != 0 {
                    NumberMatch::FirstNine
                } else if with_digit {
                    NumberMatch::WithCheckDigit
                } else {
                    NumberMatch::Same
                };
                each(Met { record, number, issuer_known: listed != 0 && state != 0 });
            }
            at = if at + 1 == room { 0 } else { at + 1 };
        }
    }
}

/// The check digit of ICAO Doc 9303-3 section 4.9: weights 7, 3, 1.
fn check_digit(characters: impl Iterator<Item = u8>) -> u8 {
    let sum: u32 = characters
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(c, weight)| {
            let value = match c {
                b'0'..=b'9' => c - b'0',
                b'A'..=b'Z' => c - b'A' + 10,
                _ => 0,
            };
            u32::from(value) * weight
        })
        .sum();
    b'0' + u8::try_from(sum % 10).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_of_the_standard() {
        // ICAO Doc 9303-3 section 4.9: 520727 has 3, AB2134 has 5.
        assert_eq!(check_digit("520727".bytes()), b'3');
        assert_eq!(check_digit("AB2134".bytes()), b'5');
    }

    #[test]
    fn numbers_meet_by_how_they_are_written() {
        let mut index = DocumentIndex::with_room(8, Key(1, 3));
        let state = StateCode::from_alpha3(b"UTO");
        for (record, number) in (0..).zip(["L898902C3", "C0I-X", "ABCDEFGHIJ12345"]) {
            assert!(index.add(number, state, record));
        }
        let found = |number: &str| {
            let mut met = Vec::new();
            index.find(number, None, |m| met.push((m.record, m.number)));
            met
        };
        assert_eq!(found("l898902c3"), [(0, NumberMatch::Same)]);
        assert_eq!(found("L898902C36"), [(0, NumberMatch::WithCheckDigit)]);
        assert_eq!(found("L898902C35"), []);
        assert_eq!(found("CO1X"), [(1, NumberMatch::LettersAsDigits)]);
        assert_eq!(found("C0IX"), [(1, NumberMatch::Same)]);
        assert_eq!(found("ABCDEFGHI"), [(2, NumberMatch::FirstNine)]);
        assert_eq!(found("ABCDEFGHIJ12345"), [(2, NumberMatch::Same)]);
        assert_eq!(found(""), []);
    }
}
