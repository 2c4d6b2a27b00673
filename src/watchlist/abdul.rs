//! ABD AL-X, ABDEL X, ABDULX and ABDURRAHMAN: servant of, and another name.

use std::sync::LazyLock;

use super::sound::Sound;

/// The name that stands for all spellings of the first part.
pub(super) const ABDUL: &str = "ABDUL";
/// Its sound, and that of the one name with it that is a word by itself.
pub(super) static SERVANT: LazyLock<Sound> = LazyLock::new(|| Sound::of(ABDUL));
pub(super) static SERVANT_OF_GOD: LazyLock<Sound> = LazyLock::new(|| Sound::of("ABDULLAH"));

/// What a word in capitals is as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read<'w> {
    /// Itself.
    Whole(&'w str),
    /// [`ABDUL`].
    Abdul,
    /// [`ABDUL`] and another name.
    AbdulAnd(&'w str),
}

impl<'w> Read<'w> {
    pub(super) fn of(word: &'w str) -> Self {
        let Some(rest) = word.strip_prefix("ABD") else { return Self::Whole(word) };
        if rest.is_empty() {
            return Self::Abdul;
        }
        let Some(stem) = rest.strip_prefix(['A', 'E', 'O', 'U']) else { return Self::Whole(word) };
        let mut letters = stem.chars();
        let (first, second) = (letters.next(), letters.next());
        let name = if first == Some('L') {
            stem.get(1..).filter(|name| !name.starts_with("LA") && !name.starts_with('A'))
        } else if first == second {
            stem.get(1..)
        } else {
            None
        };
        match (name, stem.len()) {
            (Some(name), 5..) => Self::AbdulAnd(name),
            (_, 1) => Self::Abdul,
            _ => Self::Whole(word),
        }
    }
}

/// What the word before is to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Abd,
    /// Letters of ABD that changed places; before an article it is nothing else.
    SlipOfAbd,
    /// Less or more than ABD: a letter that slipped over the gap.
    Ab,
    AbdAndVowel,
    Other,
}

impl Before {
    pub(super) fn of(word: &str) -> Self {
        match word {
            "ABD" => Self::Abd,
            "ADB" | "BAD" | "AABD" | "ABBD" | "ABDD" => Self::SlipOfAbd,
            "AB" => Self::Ab,
            "ABDA" | "ABDE" | "ABDU" => Self::AbdAndVowel,
            _ => Self::Other,
        }
    }

    /// What a word is behind it: nothing of its own when it belongs to ABD, and whether that was written with a slip.
    pub(super) fn belongs(self, word: &str) -> Option<bool> {
        let is_article =
            || matches!(word, "AL" | "EL" | "UL" | "UR" | "AR" | "ER" | "AS" | "US" | "UN" | "AN");
        match self {
            Self::Abd if is_article() => Some(false),
            Self::SlipOfAbd if is_article() => Some(true),
            Self::Ab if matches!(word, "DAL" | "DEL" | "DUL" | "DUR") => Some(true),
            Self::AbdAndVowel if word == "L" => Some(true),
            _ => None,
        }
    }
}

/// A word that begins with ABDUL, ABDEL or the like but for a slip, without it: ADBULKARIM, ABBDURRAHMAN, ABDEELKARIM. What begins with a
/// slip and may be another name, as BADALYAN, ABEDRABBO and ABUDRIS do, is left as it is.
pub(super) fn without_slip(word: &str) -> Option<String> {
    const BEFORE_VOWEL: [&str; 4] = ["ADB", "AABD", "ABBD", "ABDD"];
    const WITH_L: [(&str, &str); 5] = [
        ("ABDLU", "ABDUL"),
        ("ABDLE", "ABDEL"),
        ("ABDUUL", "ABDUL"),
        ("ABDEEL", "ABDEL"),
        ("ABDAAL", "ABDAL"),
    ];
    let starts_with_vowel = |rest: &&str| rest.len() > 1 && rest.starts_with(['U', 'E', 'O']);
    let mut before = BEFORE_VOWEL.iter().filter_map(|slip| word.strip_prefix(slip).filter(starts_with_vowel));
    if let Some(rest) = before.next() {
        return Some(format!("ABD{rest}"));
    }
    WITH_L.iter().find_map(|(slip, whole)| {
        let rest = word.strip_prefix(slip).filter(|rest| rest.len() > 2)?;
        Some(format!("{whole}{rest}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_abdul_are_two_names() {
        for word in ["ABD", "ABDUL", "ABDEL", "ABDAL", "ABDUR"] {
            assert_eq!(Read::of(word), Read::Abdul, "{word}");
        }
        for (word, name) in [
            ("ABDULKARIM", "KARIM"),
            ("ABDURRAHMAN", "RAHMAN"),
            ("ABDELKADER", "KADER"),
            ("ABDOLQADER", "QADER"),
        ] {
            assert_eq!(Read::of(word), Read::AbdulAnd(name), "{word}");
        }
        for word in [
            "ABDULLAH",
            "ABDULAZIZ",
            "ABDULAEV",
            "ABDELATIF",
            "ABDI",
            "ABDIRASHID",
            "ABD1",
            "AB",
            "ZORVAN",
            "",
        ] {
            assert_eq!(Read::of(word), Read::Whole(word), "{word}");
        }
    }
}
