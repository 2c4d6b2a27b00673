//! Names that are made of two: light of the religion, gift of God. SALAHUDDIN is written in one word and in several, with any vowel and
//! with the article or without; all of it is one name.

use super::arabic::is_like_name;
use super::ways::words_of;
use crate::watchlist::normal::MOST_TOKENS;

/// What stands for "of the religion" and "of God" behind a name, in all their spellings.
pub(super) const OF_RELIGION: &str = "UDDIN";
pub(super) const OF_GOD: &str = "ULLAH";

/// Spellings of the religion with its article, as words.
const WITH_ARTICLE: [&str; 18] = [
    "UDDIN", "UDIN", "UDDEEN", "ALDIN", "ALDEEN", "ALDINE", "ELDIN", "ELDEEN", "ELDINE", "ULDIN", "ADDIN",
    "EDDIN", "EDDEEN", "EDDINE", "IDDIN", "ODDIN", "EDIN", "EDINE",
];
/// And without it, behind an article that is a word.
const RELIGION: [&str; 5] = ["DIN", "DINE", "DEEN", "DDIN", "DDINE"];
const ARTICLES: [&str; 8] = ["AL", "EL", "UL", "AD", "ED", "UD", "OD", "ID"];
/// God.
const GOD: [&str; 5] = ["ALLAH", "ULLAH", "ELLAH", "OLLAH", "LLAH"];
/// What of them is no name by itself: it belongs to the last word when it stands first, since reservations have UDDIN for a family's name.
const NO_NAME: [&str; 2] = ["ULLAH", "OLLAH"];

/// ABU BAKR, in each spelling of both.
const FATHER_OF: [&str; 3] = ["ABU", "ABOU", "ABO"];
const BAKR: [&str; 11] =
    ["BAKR", "BAKAR", "BAKER", "BAKIR", "BAKRE", "BAKARR", "BEKR", "BEKER", "BEKIR", "BACAR", "BUKAR"];

fn is_one(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// What a word is behind the one before it.
fn behind(before: &str, word: &str) -> Option<&'static str> {
    let of_religion = is_one(word, &WITH_ARTICLE) || is_one(word, &RELIGION) && is_one(before, &ARTICLES);
    if of_religion { Some(OF_RELIGION) } else { is_one(word, &GOD).then_some(OF_GOD) }
}

/// True when a part of a name may hold such a word: few do.
fn may_hold(part: &str) -> bool {
    part.as_bytes().windows(3).any(|letters| {
        matches!(
            letters,
            [b'D' | b'd', b'I' | b'i', b'N' | b'n']
                | [b'E' | b'e', b'E' | b'e', b'N' | b'n']
                | [b'L' | b'l', b'A' | b'a', b'H' | b'h']
                | [b'B' | b'b', _, b'K' | b'k' | b'C' | b'c']
        )
    })
}

/// A name in Latin letters whose words that are one name elsewhere stand in one: SALAHUDDIN for SALAH AL-DIN, HABIBULLAH for HABIB ALLAH;
/// `None` when it has none.
pub(super) fn in_one<'t>(parts: impl Iterator<Item = &'t str> + Clone) -> Option<String> {
    if !parts.clone().any(may_hold) {
        return None;
    }
    let (mut names, mut of_last, mut is_told, mut before): (Vec<String>, _, _, _) =
        (Vec::new(), None, false, "");
    for word in words_of(parts).take(MOST_TOKENS) {
        let last = std::mem::replace(&mut before, word);
        if is_one(last, &FATHER_OF) && is_one(word, &BAKR) {
            is_told = true;
            names.last_mut().into_iter().for_each(|name| name.push_str(&word.to_ascii_uppercase()));
            continue;
        }
        let Some(ending) = behind(last, word) else {
            names.push(word.to_ascii_uppercase());
            continue;
        };
        if is_one(word, &RELIGION) {
            names.pop();
        }
        is_told = true;
        match names.last_mut() {
            Some(name) => add_behind(name, ending),
            None if ending == OF_RELIGION || is_one(word, &NO_NAME) => of_last = Some(ending),
            None => names.push(word.to_ascii_uppercase()),
        }
    }
    if let (Some(name), Some(ending)) = (names.last_mut(), of_last) {
        add_behind(name, ending);
    }
    is_told.then(|| names.join(" "))
}

/// Adds what stands behind a name to it: HABIB and HABIBU.
fn add_behind(name: &mut String, ending: &str) {
    if name.len() > 3 && name.ends_with('U') {
        let _ = name.pop();
    }
    name.push_str(ending);
}

/// Letters of the religion at the end of a word behind its article, which has taken on their first, and behind the article as it is.
const MELTED: [&str; 4] = ["DDIN", "DDINE", "DDEEN", "TDIN"];
const PLAIN: [&str; 6] = ["LDIN", "LDINE", "LDEEN", "DIN", "DINE", "DEEN"];

/// Least letters of what stands before when nothing knows it.
const LEAST_BEFORE: usize = 3;
const VOWELS: [char; 5] = ['A', 'E', 'I', 'O', 'U'];

/// A word in capitals that is such a name, in its usual spelling; `None` when it is none, or is spelled so. What may be another name,
/// as AMANGELDIN and GABRIELLA are, is taken for one only when the table of Arabic names knows what stands before.
pub(in crate::watchlist) fn as_usual(word: &str) -> Option<String> {
    // What stands before, behind one of the vowels that are sure, or behind any when it is known.
    let made = |ending: &str, sure: &[char], usual: &str| {
        let before = word.strip_suffix(ending)?;
        let stem = before.strip_suffix(VOWELS)?;
        let is_sure = stem.len() >= LEAST_BEFORE && before.ends_with(sure);
        (is_sure || stem == "ABD" || stem.len() > 1 && is_like_name(stem)).then(|| format!("{stem}{usual}"))
    };
    let found = if word.ends_with("DIN") || word.ends_with("DINE") || word.ends_with("DEEN") {
        let melted = MELTED.iter().find_map(|ending| made(ending, &['U', 'E', 'I'], OF_RELIGION));
        melted.or_else(|| PLAIN.iter().find_map(|ending| made(ending, &[], OF_RELIGION)))
    } else if word.ends_with("LLAH") {
        made("LLAH", &['A', 'O', 'U'], OF_GOD)
    } else if word.ends_with("ALLA") || word.ends_with("ULLA") || word == "ABDELLA" {
        made("LLA", &[], OF_GOD)
    } else {
        None
    };
    found.filter(|usual| usual != word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_one_name_elsewhere_stand_in_one() {
        let way = |parts: &[&'static str]| in_one(parts.iter().copied());
        let rows = [
            (&["SALAH AL-DIN KHALIL"][..], "SALAHUDDIN KHALIL"),
            (&["Habibu", "Allah"], "HABIBULLAH"),
            (&["ABD ALLAH"], "ABDULLAH"),
            (&["ZIA UD DIN"], "ZIAUDDIN"),
            (&["UDDIN", "MD NASIR"], "MD NASIRUDDIN"),
            (&["AL DIN", "SALAH"], "SALAHUDDIN"),
            (&["ULLAH", "HABIB"], "HABIBULLAH"),
            (&["ALLAH DITTA", "KHAN"], "ALLAH DITTA KHAN"),
            (&["ABU BAKR", "Salih"], "ABUBAKR SALIH"),
            (&["Abou", "Bakar"], "ABOUBAKAR"),
        ];
        for (parts, expected) in rows {
            assert_eq!(way(parts).as_deref(), Some(expected), "{parts:?}");
        }
        for other in [&["MUHAMMAD DIN"][..], &["SALAHUDDIN"], &["ALAN DINE"], &["HELLAH"], &["DIN"], &[]] {
            assert_eq!(way(other), None, "{other:?}");
        }
    }

    #[test]
    fn words_are_in_their_usual_spelling() {
        for (word, usual) in [
            ("SALAHEDDINE", "SALAHUDDIN"),
            ("SALAHALDIN", "SALAHUDDIN"),
            ("NOUREDINE", "NOURUDDIN"),
            ("KAMOLIDDIN", "KAMOLUDDIN"),
            ("NASRETDIN", "NASRUDDIN"),
            ("ALAEDDINE", "ALAUDDIN"),
            ("ABDALLAH", "ABDULLAH"),
            ("ABDALLA", "ABDULLAH"),
            ("HABIBOLLAH", "HABIBULLAH"),
            ("NASRALLA", "NASRULLAH"),
        ] {
            assert_eq!(as_usual(word).as_deref(), Some(usual), "{word}");
        }
        for other in [
            "SALAHUDDIN",
            "HABIBULLAH",
            "AMANGELDIN",
            "GERALDINE",
            "REINALDIN",
            "LEBEDIN",
            "BERNADINE",
            "BORODIN",
            "MEDINA",
            "ALADIN",
            "PALADIN",
            "BALDIN",
            "FALLAH",
            "MALLAH",
            "MULLAH",
            "GABRIELLA",
            "MARIELLA",
            "PRISCILLA",
            "VALHALLA",
            "MARCELLAH",
            "PRISCILLAH",
            "BRADDIN",
            "GLADDIN",
            "MCFADDIN",
            "ALLAH",
            "DIN",
            "LLA",
            "",
        ] {
            assert_eq!(as_usual(other), None, "{other}");
        }
    }
}
