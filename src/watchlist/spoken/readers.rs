//! How words of a script are read.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::arabic::{self, Language};
use super::han_table::{FAMILIES, FOREIGN, FOREIGN_OTHERWISE, GIVEN};
use super::table::{FINALS, GREEK, GREEK_GROUPS, HEBREW, INDIC, INDIC_VOWELS, INITIALS, KANA, VOWELS};
use super::{LIQUID, MAYBE, Script, Signs, by_deunicode, of_family};

/// Adds the reading of a word of one script.
pub(super) fn read(script: Script, word: &str, (signs, language): (Signs, Language), out: &mut String) {
    match script {
        Script::Greek => greek(word, out),
        Script::Arabic => arabic::read(word, language, out),
        Script::Hebrew => hebrew(word, out),
        Script::India => india(word, out),
        Script::Thai => thai(word, out),
        Script::Hiragana => kana(word, '\u{3041}', out),
        Script::Katakana => kana(word, '\u{30a1}', out),
        Script::Hangul => hangul(word, out),
        Script::Han => han(word, signs, out),
    }
}

fn greek(word: &str, out: &mut String) {
    // Their capitals would be three characters.
    let word = word.replace('ΐ', "ϊ").replace('ΰ', "ϋ").to_uppercase();
    let mut rest = word.as_str();
    while let Some(c) = rest.chars().next() {
        let at_start = rest.len() == word.len();
        let group = GREEK_GROUPS.iter().find_map(|(group, reading)| {
            let plain = group.strip_prefix('^');
            let after = rest.strip_prefix(plain.unwrap_or(group))?;
            (at_start || plain.is_none()).then_some((after, *reading))
        });
        if let Some((after, reading)) = group {
            out.push_str(reading);
            rest = after;
            continue;
        }
        match GREEK.iter().find(|row| row.0 == c) {
            Some((_, reading)) => out.push_str(reading),
            None => by_deunicode(c, out),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
}

fn is_vowel(unit: &str) -> bool {
    unit.starts_with(['A', 'E', 'I', 'O', 'U', MAYBE])
}

/// Adds a word whose short vowels are not written: between two consonants stands a vowel or none, and the letters of long
/// vowels are consonants beside a vowel.
pub(super) fn unvowelled(units: &[&str], out: &mut String) {
    // True after a consonant that no vowel follows yet.
    let mut open = false;
    for (at, unit) in units.iter().enumerate() {
        let next = units.get(at + 1).copied();
        let before_vowel = next.is_some_and(is_vowel);
        let (seat, reading) = match *unit {
            "w" if at == 0 || before_vowel => (true, "W"),
            "w" => (true, "U"),
            "y" if at == 0 || before_vowel => (true, "Y"),
            "y" => (next.is_some(), "I"),
            "h" if next.is_none() && open => (true, ""),
            "h" => (true, "H"),
            vowel if is_vowel(vowel) => (false, vowel),
            consonant => (true, consonant),
        };
        if open && seat {
            out.push(MAYBE);
        }
        out.push_str(reading);
        open = !is_vowel(reading) && !reading.is_empty();
    }
}

fn hebrew(word: &str, out: &mut String) {
    let word = word.replace("וו", "\u{5f0}").replace("יי", "י");
    let mut letters = word.chars().peekable();
    let mut units = Vec::with_capacity(word.len());
    while let Some(c) = letters.next() {
        let place = if units.is_empty() {
            0
        } else if letters.peek().is_some() {
            1
        } else {
            2
        };
        match HEBREW.iter().find(|row| row.0 == c) {
            Some((_, readings)) => units.extend(readings.get(place)),
            None if c == '\u{5f0}' => units.push("V"),
            None => {}
        }
    }
    unvowelled(&units, out);
}

/// The start of the block of a script of India.
const BLOCK: u32 = 0x80;

fn india(word: &str, out: &mut String) {
    // True after a consonant with its own vowel.
    let mut open = false;
    for c in word.chars() {
        let place = u32::from(c) % BLOCK;
        let row = |table: &[&'static str], from: u32| {
            let at = place.checked_sub(from).and_then(|at| usize::try_from(at).ok());
            at.and_then(|at| table.get(at)).copied()
        };
        let sign = (0x3e..=0x4c).contains(&place).then(|| row(&INDIC_VOWELS, 0x3d)).flatten();
        if let Some(sign) = sign {
            out.push_str(sign);
            open = false;
            continue;
        }
        // The mark of another sound turns J to Z and PH to F.
        if place == 0x3c {
            for (from, to) in [("JH", "ZH"), ("J", "Z"), ("PH", "F"), ("D", "R")] {
                if out.ends_with(from) {
                    out.truncate(out.len() - from.len());
                    out.push_str(to);
                    break;
                }
            }
            continue;
        }
        if std::mem::take(&mut open) && place != 0x4d {
            out.push(MAYBE);
        }
        match place {
            0x01 | 0x02 => out.push('N'),
            0x03 | 0x4d => {}
            0x05..=0x14 => out.push_str(row(&INDIC_VOWELS, 0x05).unwrap_or_default()),
            0x15..=0x39 => {
                out.push_str(row(&INDIC, 0x15).unwrap_or_default());
                open = true;
            }
            _ => {
                by_deunicode(c, out);
                open = place >= 0x58;
            }
        }
    }
}

fn thai(word: &str, out: &mut String) {
    let mut letters: Vec<char> = word.chars().collect();
    // Vowels that are written before their consonant.
    let mut at = 0;
    while at + 1 < letters.len() {
        if letters.get(at).is_some_and(|c| matches!(c, '\u{e40}'..='\u{e44}')) {
            letters.swap(at, at + 1);
            at += 1;
        }
        at += 1;
    }
    let mut open = false;
    for c in letters {
        let is_consonant = matches!(c, '\u{e01}'..='\u{e2e}');
        if open && is_consonant {
            out.push(MAYBE);
        }
        by_deunicode(c, out);
        open = is_consonant;
    }
}

/// Kana of Hiragana or of Katakana, which starts at `first`.
fn kana(word: &str, first: char, out: &mut String) {
    let foreign = first == '\u{30a1}';
    let from = out.len();
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let small = matches!(c, '\u{30fc}');
        if small {
            out.push(MAYBE);
            continue;
        }
        let at = u32::from(c).checked_sub(u32::from(first)).and_then(|at| usize::try_from(at).ok());
        let Some((consonant, vowel)) = at.and_then(|at| KANA.get(at)) else { continue };
        let mut consonant = *consonant;
        if let Some(glide) = consonant.strip_prefix('-') {
            // A small letter takes the place of the vowel before it.
            if out.len() > from && out.ends_with(['A', 'I', 'U', 'E', 'O', MAYBE]) {
                out.pop();
            }
            consonant =
                if out.ends_with("SH") || out.ends_with("CH") || out.ends_with('J') { "" } else { glide };
            if out.len() == from || out.ends_with(['A', 'I', 'U', 'E', 'O']) {
                consonant = "";
            }
        }
        out.push_str(consonant);
        let silent = foreign && !consonant.is_empty() && matches!(*vowel, "U")
            || foreign && matches!((consonant, *vowel), ("T" | "D", "O"));
        if silent {
            out.push(MAYBE);
        } else {
            out.push_str(vowel);
        }
        if vowel.is_empty() && consonant == "N" && foreign {
            // N before a lip is M.
            let lip = letters.peek().is_some_and(|c| matches!(c, 'バ'..='ポ'));
            if lip {
                out.pop();
                out.push('M');
            }
        }
    }
}

fn hangul(word: &str, out: &mut String) {
    let mut final_before = "";
    let mut started = false;
    for c in word.chars() {
        let Some(place) = u32::from(c).checked_sub(0xac00).and_then(|place| usize::try_from(place).ok())
        else {
            continue;
        };
        let pick = |table: &[&'static str], at: usize| table.get(at).copied().unwrap_or_default();
        let (initial, vowel, last) =
            (pick(&INITIALS, place / 588), pick(&VOWELS, place / 28 % 21), pick(&FINALS, place % 28));
        match (initial, final_before) {
            ("R", "") if !started => out.push(LIQUID),
            ("R", "L") => out.push('L'),
            // S before I and Y is SH.
            ("S", _) if vowel.starts_with(['I', 'Y']) || vowel == "WI" => out.push_str("SH"),
            _ => out.push_str(initial),
        }
        out.push_str(if out.ends_with("SH") { vowel.trim_start_matches(['Y', 'W']) } else { vowel });
        out.push_str(last);
        (final_before, started) = (last, true);
    }
}

/// Signs of foreign names.
static FOREIGN_SIGNS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| signs_of(FOREIGN));
/// Those that have another reading there.
static OTHERWISE: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| signs_of(FOREIGN_OTHERWISE));

fn signs_of(rows: &[(&'static str, &'static str)]) -> HashMap<char, &'static str> {
    rows.iter().flat_map(|row| row.1.chars().map(|sign| (sign, row.0))).collect()
}

/// Most signs of a Chinese given name, which may be a foreign name too.
const MOST_OF_CHINESE: usize = 2;

/// True when more than two thirds of the signs of a word spell foreign sounds: it is a foreign name.
fn is_foreign(word: &str) -> bool {
    let len = word.chars().count();
    let known = word.chars().filter(|sign| FOREIGN_SIGNS.contains_key(sign)).count();
    known * 3 > len * 2 && len > 1
}

/// The other ways to read signs of Han in some words, as foreign names: a sign may have two readings, and a short word may be Chinese.
pub(super) fn other_signs<'t>(words: impl Iterator<Item = &'t str>) -> Vec<Signs> {
    let mut ways = Vec::new();
    for word in words.map(of_family).filter(|word| is_foreign(word)) {
        let otherwise = word.chars().any(|sign| OTHERWISE.contains_key(&sign));
        let chinese = word.chars().count() <= MOST_OF_CHINESE;
        for (signs, is_way) in [(Signs::Otherwise, otherwise), (Signs::Chinese, chinese)] {
            if is_way && !ways.contains(&signs) {
                ways.push(signs);
            }
        }
    }
    ways
}

/// The reading of a sign in names, where it has another one than elsewhere.
fn of_a_name(sign: char, is_family: bool) -> Option<&'static str> {
    let reading = |rows: &[(char, &'static str)]| rows.iter().find(|row| row.0 == sign).map(|row| row.1);
    reading(FAMILIES).filter(|_| is_family).or_else(|| reading(GIVEN))
}

fn han(word: &str, signs: Signs, out: &mut String) {
    let word = of_family(word);
    let len = word.chars().count();
    let foreign = matches!(signs, Signs::Joined | Signs::Otherwise) && is_foreign(word);
    let otherwise = foreign && signs == Signs::Otherwise;
    for (at, sign) in word.chars().enumerate() {
        if at > 0 && signs == Signs::Apart {
            out.push(' ');
        }
        let other = OTHERWISE.get(&sign).filter(|_| otherwise);
        if let Some(reading) = other.or_else(|| FOREIGN_SIGNS.get(&sign).filter(|_| foreign)) {
            out.push_str(reading);
        } else if let Some(reading) = of_a_name(sign, at == 0 && (len == 1 || signs == Signs::Apart)) {
            out.push_str(reading);
        } else {
            by_deunicode(sign, out);
            while out.ends_with(' ') {
                out.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_has_one_reading_in_a_table() {
        for (rows, signs) in [(FOREIGN, &FOREIGN_SIGNS), (FOREIGN_OTHERWISE, &OTHERWISE)] {
            let count: usize = rows.iter().map(|row| row.1.chars().count()).sum();
            assert_eq!(signs.len(), count);
        }
        assert!(OTHERWISE.keys().all(|sign| FOREIGN_SIGNS.contains_key(sign)));
    }
}
