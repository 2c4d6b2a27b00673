//! Words in Latin letters that stand for other ones: names that are written short (MD for MUHAMMAD), TC for TS as Russian documents had it, and
//! X inside words of Chinese syllables, which is heard as at the start of one. Put together by hand from common usage.

use super::ways::words_of;
use crate::watchlist::normal::MOST_TOKENS;

/// Names that are written short, and the least words of a name in which they are.
const SHORT: [(&str, &str, usize); 9] = [
    ("MD", "MUHAMMAD", 2),
    ("MOH", "MUHAMMAD", 2),
    ("MUH", "MUHAMMAD", 2),
    ("MST", "MOSAMMAT", 2),
    ("MOST", "MOSAMMAT", 2),
    ("FCO", "FRANCISCO", 2),
    ("ST", "SAINT", 2),
    ("STE", "SAINTE", 2),
    // A family name of China, too.
    ("MA", "MARIA", 3),
];
/// Most letters of them.
const LONGEST_SHORT: usize = 4;
/// Each of them as a number.
const NUMBERS: [u32; SHORT.len()] = numbers();

#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn numbers() -> [u32; SHORT.len()] {
    let (mut numbers, mut row) = ([0; SHORT.len()], 0);
    while row < SHORT.len() {
        numbers[row] = number(SHORT[row].0.as_bytes());
        row += 1;
    }
    numbers
}

/// The letters of a word of four or less as a number.
#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "at compile time")]
const fn number(word: &[u8]) -> u32 {
    let (mut number, mut at) = (0, 0);
    while at < word.len() {
        number = number << 8 | word[at].to_ascii_uppercase() as u32;
        at += 1;
    }
    number
}

/// A name with the words that its own stand for; `None` when there are none.
pub(super) fn respelled<'t>(parts: &(impl Iterator<Item = &'t str> + Clone)) -> Option<String> {
    if !parts.clone().any(may_be) {
        return None;
    }
    let words = || words_of(parts.clone()).take(MOST_TOKENS);
    let count = words().count();
    let others: Vec<Option<String>> = words().map(|word| other(word, count)).collect();
    others.iter().any(Option::is_some).then(|| {
        let all = words().zip(&others).map(|(word, other)| other.as_deref().unwrap_or(word));
        all.collect::<Vec<_>>().join(" ")
    })
}

/// False for most parts of names, in one pass: true for one with a word that is written short, with TC, or with X inside a word.
fn may_be(part: &str) -> bool {
    let (mut word, mut len, mut last) = (0_u32, 0_usize, 0);
    for byte in part.bytes().chain([b' ']) {
        let letter = byte.to_ascii_uppercase();
        if letter.is_ascii_alphanumeric() {
            if len > 0 && (letter == b'X' || (letter == b'C' && last == b'T')) {
                return true;
            }
            (word, len, last) = (word << 8 | u32::from(letter), len + 1, letter);
        } else {
            if (2..=LONGEST_SHORT).contains(&len) && NUMBERS.contains(&word) {
                return true;
            }
            (word, len, last) = (0, 0, 0);
        }
    }
    false
}

/// What a word of a name of so many stands for.
fn other(word: &str, count: usize) -> Option<String> {
    if word.len() <= LONGEST_SHORT {
        let is_it = |row: &&(&str, &str, usize)| row.0.eq_ignore_ascii_case(word) && count >= row.2;
        if let Some(row) = SHORT.iter().find(is_it) {
            return Some(row.1.to_owned());
        }
    }
    let upper = word.to_ascii_uppercase();
    if upper.get(1..).is_some_and(|rest| rest.contains('X')) && is_chinese(&upper) {
        return Some(upper.replace('X', "S"));
    }
    let with_ts = upper.replace("TC", "TS").replace("TSH", "TCH");
    (upper.contains("TC") && with_ts != upper).then_some(with_ts)
}

/// Ends of Chinese syllables (Hanyu pinyin).
const FINALS: [&str; 35] = [
    "IANG", "IONG", "UANG", "ANG", "ENG", "ING", "ONG", "IAN", "IAO", "UAI", "UAN", "AI", "AN", "AO", "EI",
    "EN", "ER", "IA", "IE", "IN", "IU", "OU", "UA", "UE", "UI", "UN", "UO", "A", "E", "I", "O", "U", "YU",
    "YUE", "YUAN",
];
/// Those behind X.
const OF_X: [&str; 14] =
    ["IANG", "IONG", "IAN", "IAO", "ING", "UAN", "IA", "IE", "IN", "IU", "UE", "UN", "I", "U"];
/// Their starts; some syllables have none.
const INITIALS: [&str; 24] = [
    "ZH", "CH", "SH", "B", "P", "M", "F", "D", "T", "N", "L", "G", "K", "H", "J", "Q", "X", "R", "Z", "C",
    "S", "Y", "W", "",
];
/// Most syllables of a word.
const MOST_SYLLABLES: usize = 3;

/// True for a word in capitals of two or three Chinese syllables.
fn is_chinese(word: &str) -> bool {
    fn is_of(rest: &str, syllables: usize) -> bool {
        if rest.is_empty() || syllables == 0 {
            return rest.is_empty();
        }
        let behind = INITIALS.iter().filter_map(|initial| Some((*initial, rest.strip_prefix(initial)?)));
        let mut ends = behind.flat_map(|(initial, rest)| {
            let ends: &[&str] = if initial == "X" { &OF_X } else { &FINALS };
            ends.iter().filter_map(move |end| rest.strip_prefix(end))
        });
        ends.any(|rest| is_of(rest, syllables - 1))
    }
    word.len() <= MOST_SYLLABLES * 6 && is_of(word, MOST_SYLLABLES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::name_score;

    #[test]
    fn words_stand_for_others() {
        let way = |name: &'static str| respelled(&std::iter::once(name));
        for (name, expected) in [
            ("MD Kamal Hossain", "MUHAMMAD Kamal Hossain"),
            ("Ma Elena Torres", "MARIA Elena Torres"),
            ("ST JOHN PETER", "SAINT JOHN PETER"),
            ("KUZNETCOVA ANNA", "KUZNETSOVA ANNA"),
            ("TCVETKOV IVAN", "TSVETKOV IVAN"),
            ("LIN WENXIN", "LIN WENSIN"),
            ("CHEN XIAOXUE", "CHEN SIAOSUE"),
        ] {
            assert_eq!(way(name).as_deref(), Some(expected), "{name}");
        }
        for name in [
            "MD",
            "MA LIN",
            "TCHAIKOVSKY PETER",
            "BATCHELOR ANN",
            "ALEXANDER MAXIM",
            "LIN XIN",
            "ALEXEI FELIX",
            "ROXANA LUX",
            "",
        ] {
            assert_eq!(way(name), None, "{name}");
        }
        for (one, other) in [
            ("MD KAMAL HOSSAIN", "MOHAMMAD KAMAL HOSSAIN"),
            ("MA ELENA TORRES", "MARIA ELENA TORRES"),
            ("KUZNETCOVA ANNA", "KUZNETSOVA ANNA"),
            ("ZAITCEV IVAN", "ZAITSEV IVAN"),
            ("LIN WENXIN", "LIN WEN XIN"),
            ("LI YUXIU", "LI YU XIU"),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.6), "{one}, {other}");
            }
        }
    }
}
