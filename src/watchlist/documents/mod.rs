//! Documents by number: one flat table in the order of blocks, and a line of memory for each block with fingerprints of its
//! documents, and a filter before them, 20.6 bytes a document; what has the fingerprint is verified. A block holds the numbers of some first nine
//! characters, which is what a machine-readable zone shows, so that all ways of writing a number are found at one place. The
//! letters O and I are stored as 0 and 1 with their places beside them, so that numbers which a reader confuses meet, and
//! are told apart.

mod number;

use serde::Serialize;

use self::number::{BASE, BEHIND_BITS, LONG, Number};
pub(super) use self::number::{IN_ZONE, spelled};
use super::filter::Filter;
use super::keyed::{Key, place};
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

/// Three letters of a state in two bytes; 0 is none.
fn pack_state(state: Option<StateCode>) -> u16 {
    state.map_or(0, |state| {
        state.as_str().bytes().fold(0, |n, b| n * 27 + u16::from(b.wrapping_sub(b'A') % 26) + 1)
    })
}

/// The state of two bytes.
fn unpack_state(packed: u16) -> Option<StateCode> {
    let letter = |n: u16| u8::try_from(n.checked_sub(1)? % 26).ok().map(|n| b'A' + n);
    let [first, second, third] = [packed / 729, packed / 27 % 27, packed % 27].map(letter);
    StateCode::from_alpha3(&[first?, second?, third?])
}

/// True when two states of documents may be one; what one side does not know may be.
fn may_be(listed: u16, asked: u16) -> bool {
    let differ =
        || unpack_state(listed).zip(unpack_state(asked)).is_none_or(|(listed, asked)| !listed.may_be(asked));
    listed == 0 || asked == 0 || listed == asked || !differ()
}

/// As much of a number as a machine-readable zone holds, when it is longer.
pub(super) fn in_zone(number: &str) -> Option<&str> {
    let (mut spelled_so_far, mut end) = (0, 0);
    let mut letter = [0; 4];
    for (at, c) in number.char_indices() {
        spelled_so_far += spelled(c.encode_utf8(&mut letter)).len();
        if spelled_so_far > IN_ZONE {
            return number.get(..end);
        }
        end = at + c.len_utf8();
    }
    None
}

/// True when a character is the check digit of a number of nine characters or less.
#[cfg(feature = "lists")]
pub(super) fn is_check_digit(number: &str, last: &str) -> bool {
    let digit = last.parse::<u64>().ok().filter(|_| last.len() == 1);
    Number::of(number).zip(digit).is_some_and(|(number, digit)| number.check_digit() == digit + 1)
}

/// Documents of a block, on average.
const OF_BLOCK: usize = 18;
/// Fingerprints of a line.
const TAGS: usize = 30;

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

/// A bit for each fingerprint of half a line.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const BITS: [u16; 16] = {
    let mut bits = [1; 16];
    let mut n = 1;
    while n < 16 {
        bits[n] = bits[n - 1] << 1;
        n += 1;
    }
    bits
};
/// Documents to a word of the filter.
const TO_A_WORD: usize = 8;

/// What memory gives at once of a block: where its documents start, in two halves, and their fingerprints in order; 0 is
/// none.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Line([u16; TAGS + 2]);

impl Line {
    fn start(&self) -> usize {
        let [low, high, ..] = self.0;
        usize::from(high) << 16 | usize::from(low)
    }

    /// A bit for each fingerprint that is the one asked for.
    #[inline(always)]
    fn tagged(&self, tag: u16) -> u32 {
        let (halves, _) = self.0.as_chunks::<16>();
        let bits = |half: &[u16; 16]| {
            let held = half.iter().zip(BITS).map(|(held, bit)| if *held == tag { bit } else { 0 });
            held.fold(0, |all, bit| all | bit)
        };
        halves.iter().rev().fold(0, |all, half| all << 16 | u32::from(bits(half))) >> 2
    }

    /// True when the block may have more documents than fingerprints.
    fn is_full(&self) -> bool {
        self.0.last().is_some_and(|tag| *tag != 0)
    }
}

/// The index over document numbers.
#[derive(Clone, Debug)]
pub(super) struct DocumentIndex {
    slots: Vec<Slot>,
    /// A line for each block, and one that ends the last.
    lines: Vec<Line>,
    /// The first nine characters of all; asked before looking further, since most documents are not listed.
    listed: Filter,
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
        if let Some(number) = Number::of(number) {
            let (number, letters) = number.packed(self.key);
            self.slots.push(Slot { number, letters, state: pack_state(issuer), record });
        }
    }

    /// The index.
    pub(super) fn build(self) -> DocumentIndex {
        let Self { mut slots, key } = self;
        slots.shrink_to_fit();
        let blocks = blocks(slots.len());
        slots.sort_unstable_by_key(|slot| (place(slot.hash(key), blocks), slot.number, slot.record));
        DocumentIndex::of(slots, key)
    }
}

/// Number of blocks for so many documents.
const fn blocks(documents: usize) -> usize {
    documents / OF_BLOCK + 1
}

/// The fingerprint of a hash; its upper bits choose the block.
fn tag(hash: u64) -> u16 {
    u16::try_from(hash & 0xffff).unwrap_or_default().max(1)
}

impl Slot {
    /// The first nine characters.
    const fn zone(&self) -> u64 {
        self.number >> BEHIND_BITS
    }

    fn hash(&self, key: Key) -> u64 {
        key.hash(self.zone())
    }
}

impl DocumentIndex {
    /// The index of documents in the order of blocks; what is in another order is not found.
    fn of(slots: Vec<Slot>, key: Key) -> Self {
        let blocks = blocks(slots.len());
        let mut lines = vec![Line::default(); blocks + 1];
        let mut rest = slots.as_slice();
        for (block, line) in lines.iter_mut().enumerate() {
            let start = u32_of(slots.len() - rest.len());
            let halves = [start & 0xffff, start >> 16].map(|half| u16::try_from(half).unwrap_or_default());
            let mut held = line.0.iter_mut();
            held.by_ref().zip(halves).for_each(|(slot, half)| *slot = half);
            while let Some((slot, next)) = rest.split_first() {
                let hash = slot.hash(key);
                if place(hash, blocks) != block {
                    break;
                }
                if let Some(held) = held.next() {
                    *held = tag(hash);
                }
                rest = next;
            }
        }
        let listed = Filter::of(slots.iter().map(|slot| slot.hash(key)), TO_A_WORD);
        Self { slots, lines, listed, key }
    }

    /// The key under which they are found.
    #[cfg(feature = "lists")]
    pub(super) const fn key(&self) -> Key {
        self.key
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

    /// The listed documents with some first nine characters.
    #[inline]
    fn with_zone(&self, zone: u64) -> &[Slot] {
        let hash = self.key.hash(zone);
        if !self.listed.may_hold(hash) {
            return &[];
        }
        let block = place(hash, self.lines.len().saturating_sub(1));
        let Some(line) = self.lines.get(block) else { return &[] };
        let mut tagged = line.tagged(tag(hash));
        if !line.is_full() {
            while tagged != 0 {
                let at = line.start() + usize_of(tagged.trailing_zeros());
                let from = self.slots.get(at..).unwrap_or_default();
                if from.first().is_some_and(|slot| slot.zone() == zone) {
                    let len = from.iter().take_while(|slot| slot.zone() == zone).count();
                    return from.get(..len).unwrap_or_default();
                }
                tagged &= tagged - 1;
            }
            return &[];
        }
        let end = self.lines.get(block + 1).map_or(0, Line::start);
        let slots = self.slots.get(line.start()..end).unwrap_or_default();
        let start = slots.partition_point(|slot| slot.zone() < zone);
        let end = slots.partition_point(|slot| slot.zone() <= zone);
        slots.get(start..end).unwrap_or_default()
    }

    /// The documents with a number; an issuer that both sides know must be the same.
    pub(super) fn find(&self, number: &str, issuer: Option<StateCode>, mut each: impl FnMut(Met)) {
        let Some(asked) = Number::of(number) else { return };
        let slots = self.with_zone(asked.zone());
        if slots.is_empty() {
            return;
        }
        let (state, packed) = (pack_state(issuer), asked.packed(self.key));
        for slot in slots {
            if !may_be(slot.state, state) {
                continue;
            }
            if let Some(number) = how(&asked, packed, slot) {
                each(Met { record: slot.record, number, issuer_known: slot.state != 0 && state != 0 });
            }
        }
    }
}

/// How a number, with itself as it is stored, agrees with a listed one whose first nine characters are the same when O and 0,
/// and I and 1, are one.
fn how(asked: &Number, (packed, letters): (u64, u16), listed: &Slot) -> Option<NumberMatch> {
    const BEHIND: u64 = (1 << BEHIND_BITS) - 1;
    const IN_ZONE_BITS: u16 = (1 << IN_ZONE) - 1;
    let (of_asked, of_listed) = (packed & BEHIND, listed.number & BEHIND);
    let with_digit = |behind: u64| behind == asked.check_digit() * BASE * BASE;
    let (how, compared) = if of_asked == of_listed {
        (NumberMatch::Same, u16::MAX)
    } else if (asked.len == IN_ZONE && with_digit(of_listed)) || (of_listed == 0 && with_digit(of_asked)) {
        (NumberMatch::WithCheckDigit, IN_ZONE_BITS)
    } else if asked.len == IN_ZONE
        || (asked.len == IN_ZONE + 1 && asked.tenth() == asked.check_digit() && of_listed != 0)
    {
        (NumberMatch::FirstNine, if of_listed & LONG == 0 { IN_ZONE_BITS } else { 0 })
    } else {
        return None;
    };
    let same = (letters ^ listed.letters) & compared == 0;
    Some(if same { how } else { NumberMatch::LettersAsDigits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digit(number: &str) -> u64 {
        Number::of(number).unwrap().check_digit() - 1
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
    fn states_are_kept_in_two_bytes() {
        for code in ["AAA", "DEU", "SUN", "ZWE", "AZA", "ZZZ"] {
            let state = StateCode::from_alpha3(code.as_bytes());
            assert_eq!(unpack_state(pack_state(state)), state, "{code}");
        }
    }

    #[test]
    fn what_a_zone_holds_of_a_number() {
        for (number, want) in [
            ("ABCDEFGHIJ12", Some("ABCDEFGHI")),
            ("AB-CD EFGHI J12", Some("AB-CD EFGHI ")),
            ("ABCDEFGHI", None),
            ("", None),
            ("\u{416}123456789", Some("\u{416}1234567")),
        ] {
            assert_eq!(in_zone(number), want, "{number}");
        }
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

    /// Each of many is found, and nothing else is, with lines that are full and lines that are not.
    #[test]
    fn many_are_found_and_no_others() {
        let numbers: Vec<String> = (0..9000).map(|n| format!("X{:08}", n * 7919)).collect();
        let (listed, others) = numbers.split_at(6000);
        let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
        let index = index(&listed);
        assert!(index.lines.iter().any(Line::is_full), "no line is full");
        for (record, number) in (0..).zip(&listed) {
            assert_eq!(found(&index, number), [(record, NumberMatch::Same)], "{number}");
        }
        assert!(others.iter().all(|number| found(&index, number).is_empty()));
    }
}
