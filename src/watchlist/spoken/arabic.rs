//! Words of Arabic script. The script does not tell short vowels: names that are known are read by a table, and so are those
//! made of them (of the family of, servant of, son of); of others the consonants are told, and marks where a vowel may be.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::is_mark;
use super::readers::unvowelled;
use super::table::{ARABIC, ARABIC_WORDS, PERSIAN};
use crate::watchlist::keyed::Key;

/// A row for each reading: itself, behind a stroke that of Persian and Urdu, and the folded spellings that have it.
static ROWS: &str = include_str!("../../../data/arabic_names.txt");

/// Readings of a folded spelling, as Arabic and as Persian.
static NAMES: LazyLock<HashMap<&str, [&str; 2], Key>> = LazyLock::new(|| {
    let mut names = HashMap::with_hasher(Key::random());
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let mut words = row.split(' ');
        let reading = words.next().unwrap_or_default();
        let (arabic, persian) = reading.split_once('/').unwrap_or((reading, reading));
        names.extend(words.map(|word| (word, [arabic, persian])));
    }
    names
});

/// What names are made of behind another one, folded, and its readings.
const BEHIND: [(&str, [&str; 2]); 11] = [
    ("الدين", ["UDDIN"; 2]),
    ("الله", ["ULLAH"; 2]),
    ("لله", ["ULLAH"; 2]),
    ("زاده", ["ZADEH"; 2]),
    ("نژاد", ["NEJAD"; 2]),
    ("پور", ["POUR"; 2]),
    ("يان", ["IAN"; 2]),
    ("يه", ["IYA"; 2]),
    ("زي", ["ZAI"; 2]),
    ("يي", ["AI"; 2]),
    ("ي", ["I"; 2]),
];
/// The first rows of them, which also stand behind names that no table knows.
const OF_GOD_OR_RELIGION: usize = 3;
/// The Arabic article.
pub(super) const ARTICLE: &str = "ال";
/// Servant of.
const SERVANT: &str = "عبد";
/// Father of.
const FATHER: &str = "ابو";

/// Languages whose short vowels and letters are read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Arabic,
    /// Persian, Urdu and Pashto, which have letters of their own.
    Persian,
}

impl Language {
    /// The language of a text by its letters.
    pub(super) fn of(text: &str) -> Self {
        let is_persian = |c| {
            matches!(
                c,
                'ک' | 'ی' | 'پ' | 'چ' | 'ژ' | 'گ' | 'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ہ' | 'ھ' | 'ں' | 'ې' | 'ښ'
            )
        };
        if text.chars().any(is_persian) { Self::Persian } else { Self::Arabic }
    }

    const fn pick(self, readings: [&'static str; 2]) -> &'static str {
        let [arabic, persian] = readings;
        match self {
            Self::Arabic => arabic,
            Self::Persian => persian,
        }
    }
}

/// What belongs to the word before it, as it is written: of God, and of the religion.
const OF_ONE_NAME: [(&str, &str); 5] =
    [(" الله", "الله"), (" اللہ", "الله"), (" لله", "الله"), (" الدين", "الدين"), (" الدین", "الدين")];

/// A text of which words that are one name stand in one: servant of God, light of the religion.
pub(super) fn with_names_in_one(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (apart, behind) in OF_ONE_NAME {
        if text.contains(apart) {
            text = Cow::Owned(text.replace(apart, behind));
        }
    }
    text
}

/// A letter in the form that the table has; `None` when it is not looked at.
const fn folded(letter: char) -> Option<char> {
    Some(match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ک' => 'ك',
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ھ' | 'ۃ' => 'ه',
        'ء' | 'ـ' | '\u{64b}'..='\u{65f}' | '\u{670}' => return None,
        letter => letter,
    })
}

/// Adds the reading of a word.
pub(super) fn read(word: &str, language: Language, out: &mut String) {
    if let Some((_, reading)) = ARABIC_WORDS.iter().find(|row| row.0 == word) {
        out.push_str(reading);
        return;
    }
    let word: String = word.chars().filter(|c| !is_mark(*c)).collect();
    if known(&fold(&word), language, out) {
        return;
    }
    let mut rest = word.as_str();
    for (start, reading) in [(SERVANT, "ABD"), (FATHER, "ABU "), ("أبو", "ABU "), (ARTICLE, "AL")] {
        let Some(after) = rest.strip_prefix(start).filter(|after| after.chars().count() > 1) else {
            continue;
        };
        out.push_str(reading);
        rest = after;
        if known(&fold(rest), language, out) {
            return;
        }
    }
    letters(rest, language, out);
}

fn fold(word: &str) -> String {
    word.chars().filter_map(folded).collect()
}

/// Adds the reading of a folded word when it is a name or made of one.
fn known(word: &str, language: Language, out: &mut String) -> bool {
    let name = |word: &str| NAMES.get(word).map(|readings| language.pick(*readings));
    if let Some(reading) = name(word) {
        out.push_str(reading);
        return true;
    }
    for (behind, reading) in BEHIND {
        let stem = word.strip_suffix(behind).and_then(name);
        if let Some(stem) = stem {
            let reading = language.pick(reading);
            let vowel = |c| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U');
            out.push_str(if reading.starts_with(vowel) { stem.trim_end_matches(vowel) } else { stem });
            out.push_str(reading);
            return true;
        }
    }
    false
}

/// Adds a word by its letters.
fn letters(word: &str, language: Language, out: &mut String) {
    let behind = BEHIND.iter().take(OF_GOD_OR_RELIGION).find_map(|(behind, reading)| {
        let stem = word.strip_suffix(behind).filter(|stem| stem.chars().count() > 1)?;
        Some((stem, language.pick(*reading)))
    });
    let (word, behind) = behind.unwrap_or((word, ""));
    let of = |table: &[(char, &'static str)], c: char| table.iter().find(|row| row.0 == c).map(|row| row.1);
    let persian = |c: char| of(PERSIAN, c).filter(|_| language == Language::Persian);
    // CH of other languages is written as T and SH.
    let word = word.replace("تش", "چ");
    let units = word.chars().filter_map(|c| persian(c).or_else(|| of(ARABIC, c)));
    let units: Vec<&str> = units.filter(|reading| !reading.is_empty()).collect();
    unvowelled(&units, out);
    out.push_str(behind);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::spoken::Script;

    #[test]
    fn rows_are_folded_and_each_spelling_has_one_reading() {
        let mut spellings = 0;
        for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
            let (reading, words) = row.split_once(' ').unwrap();
            assert!(reading.bytes().all(|b| b.is_ascii_uppercase() || b == b'/'), "{row}");
            for word in words.split(' ') {
                assert!(
                    word.chars().all(|c| folded(c) == Some(c) && Script::of(c) == Some(Script::Arabic)),
                    "{row}"
                );
                spellings += 1;
            }
        }
        assert_eq!(NAMES.len(), spellings);
        assert!(spellings > 600);
    }
}
