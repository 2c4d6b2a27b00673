//! Transliteration to A to Z by the tables of ICAO Doc 9303-3 section 6 and national practice.

use std::borrow::Cow;

use super::letters_table::LETTERS;

/// The mark of the table for a sign that doubles the letter before it.
const DOUBLE: &str = "[DOUBLE]";

/// The spelling of a letter in A to Z; `None` when the tables do not know it.
pub fn letter(letter: char) -> Option<&'static str> {
    LETTERS
        .binary_search_by(|(listed, _)| listed.cmp(&letter))
        .ok()
        .and_then(|n| LETTERS.get(n))
        .map(|row| row.1)
}

/// A text in capitals A to Z as a machine-readable zone would spell it (ICAO Doc 9303-3 section 6). Letters that the
/// tables do not know stay as they are; nothing is dropped.
pub fn transliterate(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_lowercase()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    // Marks that combine with the letter before them are parts of it.
    for c in text.chars().filter(|c| !('\u{0300}'..='\u{036f}').contains(c)) {
        if c.is_ascii() {
            out.push(c.to_ascii_uppercase());
            continue;
        }
        for upper in c.to_uppercase() {
            match letter(upper) {
                // Arabic shadda doubles the letter before it.
                Some(DOUBLE) => out.extend(out.chars().next_back()),
                Some(spelling) => out.push_str(spelling),
                None => out.push(upper),
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_spells_in_a_to_z() {
        assert!(LETTERS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(LETTERS.iter().all(|row| row.1 == DOUBLE || row.1.bytes().all(|b| b.is_ascii_uppercase())));
    }

    #[test]
    fn known_spellings() {
        let rows = [("Müller", "MUELLER"), ("Ærø", "AEROE"), ("ERIKSSON", "ERIKSSON"), ("Żółć", "ZOLC")];
        for (text, expected) in rows {
            assert_eq!(transliterate(text), expected);
        }
    }
}
