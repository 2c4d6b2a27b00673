//! Documents by number: one flat table in the order of blocks, 16.5 bytes a document, verified in place. A block holds the
//! numbers of some first nine characters, which is what a machine-readable zone shows, so that all ways of writing a number
//! are found at one place. The letters O and I are stored as 0 and 1 with their places beside them, so that numbers which a
//! reader confuses meet, and are told apart.

use std::ops::Range;

use serde::Serialize;

use super::keyed::Key;
use crate::codes::StateCode;
use crate::span::{u32_of, usize_of};

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

/// Characters of a number in a machine-readable zone.
const IN_ZONE: usize = 9;
/// Longest number that is stored without loss.
const LONGEST: usize = 12;
/// Characters are numbers below this; 0 is none.
const BASE: u64 = 36;
/// In the characters behind the zone: a checksum stands for them.
const LONG: u64 = 1 << 16;
/// Bits of what stands behind the zone.
const BEHIND_BITS: u32 = 17;
/// Documents of a block.
const OF_BLOCK: usize = 8;
/// Documents of a block from which it is searched instead of gone over.
const MANY: usize = 32;

/// The characters that are compared as numbers: digits and capitals, O as 0 and I as 1 with a mark; everything else none.
const DIGITS: [u8; 256] = digits();
/// The mark of O and I.
const LETTER: u8 = 0x80;

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at compile time"
)]
const fn digits() -> [u8; 256] {
    let mut digits = [0; 256];
    let mut next = 1;
    let mut n = 0;
    while n < 128 {
        let c = n as u8;
        if c.is_ascii_digit() || (c.is_ascii_uppercase() && c != b'O' && c != b'I') {
            digits[n] = next;
            next += 1;
        }
        n += 1;
    }
    digits[b'O' as usize] = digits[b'0' as usize] | LETTER;
    digits[b'I' as usize] = digits[b'1' as usize] | LETTER;
    n = 0;
    while n < 26 {
        digits[n + b'a' as usize] = digits[n + b'A' as usize];
        n += 1;
    }
    digits
}

/// Letters of other alphabets are all one character.
const FOREIGN: u8 = 35;

/// A document number as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number {
    /// The first nine characters above, the others or a checksum of them below.
    packed: u64,
    /// Places of the letters O and I; of a long number a checksum of them.
    letters: u16,
    len: usize,
    /// The check digit of the first nine characters, as a number.
    digit: u64,
    /// The tenth character.
    tenth: u64,
}

impl Number {
    fn of(text: &str, key: Key) -> Option<Self> {
        let mut gatherer = Gatherer::default();
        if text.is_ascii() {
            for byte in text.bytes() {
                gatherer.take(DIGITS.get(usize::from(byte)).copied().unwrap_or_default());
            }
        } else {
            for c in text.chars() {
                gatherer.take(match u8::try_from(c) {
                    Ok(byte) if byte.is_ascii() => DIGITS.get(usize::from(byte)).copied().unwrap_or_default(),
                    _ if c.is_alphanumeric() => FOREIGN,
                    _ => 0,
                });
            }
        }
        gatherer.finish(key)
    }

    /// The first nine characters.
    const fn zone(self) -> u64 {
        self.packed >> BEHIND_BITS
    }
}

/// Takes the characters of a number one by one.
#[derive(Default)]
struct Gatherer {
    digits: [u8; LONGEST],
    len: usize,
    /// A checksum of all characters behind the first nine of a long number.
    long: u64,
}

impl Gatherer {
    #[inline(always)]
    fn take(&mut self, digit: u8) {
        if digit == 0 {
            return;
        }
        match self.digits.get_mut(self.len) {
            Some(slot) => *slot = digit,
            None => self.long = (self.long ^ u64::from(digit)).wrapping_mul(0x0100_0000_01b3),
        }
        self.len += 1;
    }

    fn finish(self, key: Key) -> Option<Number> {
        let (zone, behind) = self.digits.split_first_chunk::<IN_ZONE>()?;
        let fold = |digits: &[u8]| digits.iter().fold(0, |n, digit| n * BASE + u64::from(digit & !LETTER));
        let marks = self.digits.iter().rev().fold(0, |marks, digit| marks << 1 | u16::from(digit >> 7));
        let (behind, letters) = if self.len <= LONGEST {
            (fold(behind), marks)
        } else {
            // The letters are in the checksum; what is cut short is told apart by it.
            let sum = key
                .hash(behind.iter().fold(self.long, |sum, digit| sum << 8 ^ sum >> 56 ^ u64::from(*digit)));
            (LONG | (sum & 0xffff), u16::try_from(sum >> 48).unwrap_or_default())
        };
        let check: u32 = zone
            .iter()
            .zip([7, 3, 1].into_iter().cycle())
            .map(|(digit, weight)| {
                u32::from(VALUES.get(usize::from(*digit)).copied().unwrap_or_default()) * weight
            })
            .sum();
        let tenth = self.digits.get(IN_ZONE).map_or(0, |digit| u64::from(digit & !LETTER));
        let packed = fold(zone) << BEHIND_BITS | behind;
        (self.len > 0).then_some(Number {
            packed,
            letters,
            len: self.len,
            digit: u64::from(check % 10) + 1,
            tenth,
        })
    }
}

/// The values of characters in a check digit, by their numbers; ICAO Doc 9303-3 section 4.9.
const VALUES: [u8; 256] = values();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "at compile time"
)]
const fn values() -> [u8; 256] {
    let mut values = [0; 256];
    let mut n = 0;
    while n < 10 {
        values[DIGITS[n + b'0' as usize] as usize] = n as u8;
        n += 1;
    }
    n = 0;
    while n < 26 {
        values[DIGITS[n + b'A' as usize] as usize] = 10 + n as u8;
        n += 1;
    }
    values
}

/// Three letters of a state in two bytes; 0 is none.
fn pack_state(state: Option<StateCode>) -> u16 {
    state.map_or(0, |state| {
        state.as_str().bytes().fold(0, |n, b| n * 27 + u16::from(b.wrapping_sub(b'A') % 26) + 1)
    })
}

/// A listed document: 16 bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    number: u64,
    letters: u16,
    state: u16,
    record: u32,
}

/// Gathers documents.
#[derive(Debug)]
pub(super) struct DocumentBuilder {
    slots: Vec<Slot>,
    key: Key,
}

/// The index over document numbers.
#[derive(Clone, Debug)]
pub(super) struct DocumentIndex {
    slots: Vec<Slot>,
    /// Where the documents of each block start, and the end.
    starts: Vec<u32>,
    key: Key,
}

/// A listed document that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) record: u32,
    pub(super) number: NumberMatch,
    /// True when both sides know the issuer, and it is the same.
    pub(super) issuer_known: bool,
}

impl DocumentBuilder {
    /// With room for so many documents.
    pub(super) fn with_room(documents: usize, key: Key) -> Self {
        Self { slots: Vec::with_capacity(documents), key }
    }

    /// Adds a document; one number may be there many times.
    pub(super) fn add(&mut self, number: &str, issuer: Option<StateCode>, record: u32) {
        if let Some(Number { packed, letters, .. }) = Number::of(number, self.key) {
            self.slots.push(Slot { number: packed, letters, state: pack_state(issuer), record });
        }
    }

    /// The index.
    pub(super) fn build(self) -> DocumentIndex {
        let Self { mut slots, key } = self;
        slots.shrink_to_fit();
        let blocks = slots.len() / OF_BLOCK + 1;
        slots.sort_unstable_by_key(|slot| (block(key, slot.number, blocks), slot.number, slot.record));
        DocumentIndex::of(slots, key)
    }
}

/// The block of a number among so many.
fn block(key: Key, number: u64, blocks: usize) -> usize {
    let hash = u128::from(key.hash(number >> BEHIND_BITS));
    let block = (hash * u128::try_from(blocks).unwrap_or_default()) >> 64;
    usize::try_from(block).unwrap_or_default()
}

impl DocumentIndex {
    /// The index of documents in the order of blocks; what is in another order is not found.
    fn of(slots: Vec<Slot>, key: Key) -> Self {
        let blocks = slots.len() / OF_BLOCK + 1;
        let mut starts = vec![0_u32; blocks + 1];
        for slot in &slots {
            if let Some(count) = starts.get_mut(block(key, slot.number, blocks) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { slots, starts, key }
    }

    /// The documents as two numbers each, for storing.
    pub(super) fn stored(&self) -> Vec<u64> {
        let rest = |slot: &Slot| {
            u64::from(slot.letters) << 48 | u64::from(slot.state) << 32 | u64::from(slot.record)
        };
        self.slots.iter().flat_map(|slot| [slot.number, rest(slot)]).collect()
    }

    /// The index of what was stored.
    pub(super) fn from_stored(stored: &[u64], key: Key) -> Self {
        let slots = stored.as_chunks::<2>().0.iter().map(|[number, rest]| {
            let part = |shift: u32| u16::try_from(rest >> shift & 0xffff).unwrap_or_default();
            let record = u32_of(usize::try_from(rest & u64::from(u32::MAX)).unwrap_or_default());
            Slot { number: *number, letters: part(48), state: part(32), record }
        });
        Self::of(slots.collect(), key)
    }

    /// The listed documents with the first nine characters of a number.
    fn with_zone(&self, asked: Number) -> &[Slot] {
        let block = block(self.key, asked.packed, self.starts.len().saturating_sub(1));
        let edge = |at: usize| self.starts.get(at).copied().map_or(0, usize_of);
        let slots = self.slots.get(edge(block)..edge(block + 1)).unwrap_or_default();
        let zone = |slot: &Slot| slot.number >> BEHIND_BITS;
        let Range { start, end } = if slots.len() > MANY {
            let start = slots.partition_point(|slot| zone(slot) < asked.zone());
            start..slots.partition_point(|slot| zone(slot) <= asked.zone())
        } else {
            let start = slots.iter().position(|slot| zone(slot) == asked.zone()).unwrap_or(slots.len());
            let with = slots.get(start..).unwrap_or_default().iter();
            start..start + with.take_while(|slot| zone(slot) == asked.zone()).count()
        };
        slots.get(start..end).unwrap_or_default()
    }

    /// The documents with a number; an issuer that both sides know must be the same.
    pub(super) fn find(&self, number: &str, issuer: Option<StateCode>, mut each: impl FnMut(Met)) {
        let Some(asked) = Number::of(number, self.key) else { return };
        let state = pack_state(issuer);
        for slot in self.with_zone(asked) {
            if slot.state != 0 && state != 0 && slot.state != state {
                continue;
            }
            if let Some(number) = how(asked, slot) {
                each(Met { record: slot.record, number, issuer_known: slot.state != 0 && state != 0 });
            }
        }
    }
}

/// How a number agrees with a listed one whose first nine characters are the same when O and 0, and I and 1, are one.
fn how(asked: Number, listed: &Slot) -> Option<NumberMatch> {
    const BEHIND: u64 = (1 << BEHIND_BITS) - 1;
    const IN_ZONE_BITS: u16 = (1 << IN_ZONE) - 1;
    let (of_asked, of_listed) = (asked.packed & BEHIND, listed.number & BEHIND);
    let with_digit = |behind: u64| behind == asked.digit * BASE * BASE;
    let (how, letters) = if of_asked == of_listed {
        (NumberMatch::Same, u16::MAX)
    } else if (asked.len == IN_ZONE && with_digit(of_listed)) || (of_listed == 0 && with_digit(of_asked)) {
        (NumberMatch::WithCheckDigit, IN_ZONE_BITS)
    } else if asked.len == IN_ZONE
        || (asked.len == IN_ZONE + 1 && asked.tenth == asked.digit && of_listed != 0)
    {
        (NumberMatch::FirstNine, if of_listed & LONG == 0 { IN_ZONE_BITS } else { 0 })
    } else {
        return None;
    };
    let same = (asked.letters ^ listed.letters) & letters == 0;
    Some(if same { how } else { NumberMatch::LettersAsDigits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digit(number: &str) -> u64 {
        Number::of(number, Key(1, 3)).unwrap().digit - 1
    }

    #[test]
    fn the_check_digit_of_the_standard() {
        // ICAO Doc 9303-3 section 4.9: 520727 has 3, AB2134 has 5.
        assert_eq!(digit("520727"), 3);
        assert_eq!(digit("AB2134"), 5);
    }

    fn index(numbers: &[&str]) -> DocumentIndex {
        let mut builder = DocumentBuilder::with_room(8, Key(1, 3));
        for (record, number) in (0..).zip(numbers) {
            builder.add(number, StateCode::from_alpha3(b"UTO"), record);
        }
        let index = builder.build();
        DocumentIndex::from_stored(&index.stored(), Key(1, 3))
    }

    fn found(index: &DocumentIndex, number: &str) -> Vec<(u32, NumberMatch)> {
        let mut met = Vec::new();
        index.find(number, None, |m| met.push((m.record, m.number)));
        met
    }

    #[test]
    fn numbers_meet_by_how_they_are_written() {
        let index = index(&["L898902C3", "C0I-X", "ABCDEFGHIJ12345", "P000000006", "ABCDEFGHK12"]);
        let rows: [(&str, &[(u32, NumberMatch)]); 15] = [
            ("l898902c3", &[(0, NumberMatch::Same)]),
            ("L898902C36", &[(0, NumberMatch::WithCheckDigit)]),
            ("L898902C35", &[]),
            ("L898902C361", &[]),
            ("L898902C", &[]),
            ("CO1X", &[(1, NumberMatch::LettersAsDigits)]),
            ("C0IX", &[(1, NumberMatch::Same)]),
            ("ABCDEFGHI", &[(2, NumberMatch::FirstNine)]),
            ("ABCDEFGHIJ12345", &[(2, NumberMatch::Same)]),
            ("ABCDEFGHIJ12346", &[]),
            ("ABCDEFGHIJ123450", &[]),
            ("ABCDEFGHK", &[(4, NumberMatch::FirstNine)]),
            ("ABCDEFGHK13", &[]),
            ("", &[]),
            ("\u{416}", &[]),
        ];
        for (number, want) in rows {
            assert_eq!(found(&index, number), want, "{number}");
        }
        // The digit of P00000000 is 5 and not 6.
        assert_eq!(found(&index, "P00000000"), [(3, NumberMatch::FirstNine)]);
    }

    /// What is found is what looking at each document finds, however many share their beginning.
    #[test]
    fn crowded_blocks_lose_nothing() {
        let numbers: Vec<String> = (0..500).map(|n| format!("SAME00000{n}")).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).chain(["OTHER1", "OTHER2"]).collect();
        let index = index(&numbers);
        for (record, number) in (0..).zip(&numbers) {
            let met = found(&index, number);
            assert!(met.contains(&(record, NumberMatch::Same)), "{number}");
            assert!(met.len() <= 501);
        }
        assert_eq!(found(&index, "SAME00000").len(), 500);
    }
}
