//! A document number as it is compared: its letters and digits, what a machine-readable zone shows of it, its check digit.

use deunicode::deunicode_char;

use crate::model::letter;
use crate::watchlist::keyed::Key;

/// Characters of a number in a machine-readable zone.
pub(in crate::watchlist) const IN_ZONE: usize = 9;
/// Longest number that is stored without loss.
const LONGEST: usize = 12;
/// Characters are numbers below this; 0 is none.
pub(super) const BASE: u64 = 36;
/// In the characters behind the zone: a checksum stands for them.
pub(super) const LONG: u64 = 1 << 16;
/// Bits of what stands behind the zone.
pub(super) const BEHIND_BITS: u32 = 17;

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

/// Letters that nothing spells in A to Z are all one character.
const FOREIGN: u8 = 35;

/// A number in capitals and digits, as a machine-readable zone would spell it (ICAO Doc 9303-3 section 6), with a question mark for
/// each letter that nothing spells; signs and blanks go.
pub(in crate::watchlist) fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase()));
            continue;
        }
        if !c.is_alphanumeric() {
            continue;
        }
        for upper in c.to_uppercase() {
            match letter(upper).or_else(|| deunicode_char(upper)) {
                // A sign that doubles the letter before it.
                Some(mark) if mark.starts_with('[') => {}
                Some(spelling) => {
                    let known = spelling.chars().filter(char::is_ascii_alphanumeric);
                    out.extend(known.map(|c| c.to_ascii_uppercase()));
                }
                None => out.push('?'),
            }
        }
    }
    out
}

/// What each place of the zone counts.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const PLACES: [u64; IN_ZONE] = {
    let mut places = [1; IN_ZONE];
    let mut n = IN_ZONE - 1;
    while n > 0 {
        places[n - 1] = places[n] * BASE;
        n -= 1;
    }
    places
};

/// A document number as it is compared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Number {
    digits: [u8; LONGEST],
    pub(super) len: usize,
    /// A checksum of the characters behind the first twelve.
    long: u64,
}

impl Number {
    /// The number of a text; `None` when there is no letter and no digit.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut number = Self::default();
        let digit = |byte: u8| DIGITS.get(usize::from(byte)).copied().unwrap_or_default();
        if text.is_ascii() {
            text.bytes().for_each(|byte| number.take(digit(byte)));
        } else {
            let known = |byte| if byte == b'?' { FOREIGN } else { digit(byte) };
            spelled(text).bytes().for_each(|byte| number.take(known(byte)));
        }
        (number.len > 0).then_some(number)
    }

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

    /// The first nine characters.
    #[inline(always)]
    pub(super) fn zone(&self) -> u64 {
        self.digits.iter().zip(PLACES).map(|(digit, place)| u64::from(digit & !LETTER) * place).sum()
    }

    /// The first nine characters above, the others or a checksum of them below; the places of the letters O and I, or of a
    /// long number a checksum of them.
    pub(super) fn packed(&self, key: Key) -> (u64, u16) {
        let behind = self.digits.get(IN_ZONE..).unwrap_or_default().iter();
        let (behind, letters) = if self.len <= LONGEST {
            let marks = self.digits.iter().rev().fold(0, |marks, digit| marks << 1 | u16::from(digit >> 7));
            (behind.fold(0, |n, digit| n * BASE + u64::from(digit & !LETTER)), marks)
        } else {
            // The letters are in the checksum; what is cut short is told apart by it.
            let sum = key.hash(behind.fold(self.long, |sum, digit| sum << 8 ^ sum >> 56 ^ u64::from(*digit)));
            (LONG | (sum & 0xffff), u16::try_from(sum >> 48).unwrap_or_default())
        };
        (self.zone() << BEHIND_BITS | behind, letters)
    }

    /// The check digit of the first nine characters, as a character.
    pub(super) fn check_digit(&self) -> u64 {
        let weights = [7, 3, 1].into_iter().cycle();
        let value = |digit: u8| u32::from(VALUES.get(usize::from(digit)).copied().unwrap_or_default());
        let sum: u32 =
            self.digits.iter().take(IN_ZONE).zip(weights).map(|(digit, weight)| value(*digit) * weight).sum();
        u64::from(sum % 10) + 1
    }

    /// The tenth character.
    pub(super) fn tenth(&self) -> u64 {
        self.digits.get(IN_ZONE).map_or(0, |digit| u64::from(digit & !LETTER))
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
