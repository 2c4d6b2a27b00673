//! Names of God behind "servant of" in one word, as Somali, Uzbek, French and Persian have them: ABDIRAHMAN, ABDUMALIK, ABDESLAM. With ABDUL, ABDEL
//! and doubled letters they are two names anyway. Put together by hand.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::watchlist::abdul::Read;
use crate::watchlist::keyed::Key;
use crate::watchlist::sound::Sound;

/// Names of God; others of the same consonants are the same.
const GOD: [&str; 73] = [
    "RAHMAN", "RAKHMAN", "RAHMON", "RAKHMON", "RAHIM", "RAKHIM", "RASHID", "RASUL", "RAZZAQ", "RAZAK",
    "RAUF", "RAOUF", "KARIM", "QADIR", "QODIR", "KADIR", "KADYR", "QAHHAR", "KAHHOR", "QAYYUM", "KAYUM",
    "QUDDUS", "KUDDUS", "MALIK", "MALEK", "MAJID", "MADJID", "MAJEED", "MUMIN", "MOMIN", "MUJIB", "MANNAN",
    "MANAN", "NASSER", "NASIR", "NUR", "NABI", "SALAM", "SALOM", "SALAN", "SAMAD", "SAMI", "SATTAR",
    "SATTOR", "SHAKUR", "SHUKUR", "SUBHAN", "SABUR", "WAHID", "VOHID", "VAHID", "WAHAB", "WALI", "VALI",
    "ZAHIR", "JABBAR", "JABBOR", "JALIL", "DJALIL", "HAFIZ", "HAKIM", "KHAKIM", "HALIM", "KHALIM", "HAMID",
    "KHAMID", "KHALIQ", "GHAFFAR", "GAFFAR", "GHANI", "GANI", "FATTAH", "LATIF",
];
/// And short ones, or with a vowel before them, which are the same only as they stand.
const AS_THEY_STAND: [&str; 17] = [
    "HAK", "HAQ", "HAKK", "HAQQ", "HAY", "HADI", "HADY", "SLAM", "AHAD", "ALI", "ALY", "ALIM", "ALEEM",
    "AZIM", "AZEEM", "AZIZ", "AZEEZ",
];
/// Endings of families behind them.
const OF_FAMILIES: [&str; 10] = ["OV", "OVA", "EV", "EVA", "OVICH", "OVNA", "ZODA", "ZADA", "I", "E"];

static SOUNDS: LazyLock<HashSet<Sound, Key>> = LazyLock::new(|| {
    let mut names = HashSet::with_hasher(Key::random());
    names.extend(GOD.iter().map(|name| Sound::of(name).with_one_vowel()));
    names
});

/// True for a name of God, with the ending of a family or without.
fn is_of_god(name: &str) -> bool {
    let is_it = |name: &str| {
        AS_THEY_STAND.contains(&name)
            || name.len() >= LEAST_LETTERS && SOUNDS.contains(&Sound::of(name).with_one_vowel())
    };
    is_it(name) || OF_FAMILIES.iter().any(|ending| name.strip_suffix(ending).is_some_and(is_it))
}

/// Least letters of a name that may have other vowels.
const LEAST_LETTERS: usize = 3;
/// Most letters between ABD and the name, the article with its vowels: ABDOULAZIZ.
const MOST_BETWEEN: usize = 3;

/// The name behind "servant of" in a word in capitals; `None` when there is none, or when it is two names in any case.
pub(super) fn servant_of(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("ABD").filter(|_| matches!(Read::of(word), Read::Whole(_)))?;
    let between = |count: &usize| {
        rest.bytes().take(*count).all(|letter| matches!(letter, b'A' | b'E' | b'I' | b'O' | b'U' | b'L'))
    };
    let starts = (0..=MOST_BETWEEN.min(rest.len())).filter(between);
    starts.filter_map(|count| rest.get(count..)).find(|name| is_of_god(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::name_score;

    #[test]
    fn names_of_god_stand_behind_servant_of() {
        for (word, name) in [
            ("ABDIRAHMAN", "RAHMAN"),
            ("ABDRAHMAN", "RAHMAN"),
            ("ABDOURAHMANE", "RAHMANE"),
            ("ABDURAKHMANOV", "RAKHMANOV"),
            ("ABDIAZIZ", "AZIZ"),
            ("ABDULAZIZ", "AZIZ"),
            ("ABDESLAM", "SLAM"),
            ("ABDUQODIR", "QODIR"),
            ("ABDELHAK", "HAK"),
            ("ABDELATIF", "LATIF"),
            ("ABDALI", "ALI"),
        ] {
            assert_eq!(servant_of(word), Some(name), "{word}");
        }
        for word in [
            "ABDULRAHMAN",
            "ABDURRAHMAN",
            "ABDULLAH",
            "ABDUL",
            "ABDI",
            "ABDULAEV",
            "ABDO",
            "KARIM",
            "ABDON",
            "",
        ] {
            assert_eq!(servant_of(word), None, "{word}");
        }
        for (one, other) in [
            ("ABDIRAHMAN FARAH", "ABDUL RAHMAN FARAH"),
            ("ABDURASHID KARIMOV", "ABDULRASHID KARIMOV"),
            ("ABDENASSER SALIMI", "ABDEL NASSER SALIMI"),
            // A slip in the name of God does not part two who write it so.
            ("ABDIRASHIT FARAH", "ABDIRASHID FARAH"),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.6), "{one}, {other}");
            }
        }
    }
}
