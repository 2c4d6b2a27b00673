//! Other ways to read names in Latin letters: without the signs of their letters, with words in one that are one name elsewhere, with
//! those that others stand for, Arabic letters as zones of documents spell them, and X as in Uzbek and Azerbaijani.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::arabic::is_name;
use super::compound::in_one;
use super::orthography::{as_elsewhere, behind_article};
use super::respelled::respelled;
use super::servant::servant_of;
use super::spelling;
use super::table::ZONE;
use super::ways::words_of;
use crate::watchlist::keyed::Key;
use crate::watchlist::normal::MOST_TOKENS;

/// Greek begins here.
const FIRST_AFTER_LATIN: char = '\u{370}';

/// Other ways to read a name in Latin letters, each a text of its words.
pub(super) fn latin_ways<'t>(parts: impl Iterator<Item = &'t str> + Clone) -> Vec<String> {
    let mut ways = Vec::new();
    if !parts.clone().all(str::is_ascii) {
        ways.extend(without_signs(parts.clone()));
    }
    ways.extend(in_one(parts.clone()));
    ways.extend(with_article_apart(&parts));
    ways.extend(as_elsewhere(&parts));
    ways.extend(respelled(&parts));
    if parts.clone().any(|part| part.bytes().any(|byte| matches!(byte, b'X' | b'x'))) {
        ways.extend(from_zone(parts.clone()));
        ways.extend(with_kh(parts));
    }
    ways
}

/// A name without the signs of its Latin letters, as zones of documents have it, when some of them sound otherwise than they look:
/// CETIN for the Turkish ÇETİN, which is CHETIN.
fn without_signs<'t>(mut parts: impl Iterator<Item = &'t str> + Clone) -> Option<String> {
    let all = parts.clone();
    let upper = |part: &'t str| part.chars().flat_map(char::to_uppercase);
    let sounds_otherwise = |c: char| {
        !c.is_ascii()
            && c < FIRST_AFTER_LATIN
            && spelling(c).is_some_and(|spelling| !bare(c).eq(spelling.chars()))
    };
    let bare_of = |part: &'t str| upper(part).flat_map(bare).collect::<String>();
    parts
        .any(|part| upper(part).any(sounds_otherwise))
        .then(|| all.map(bare_of).collect::<Vec<_>>().join(" "))
}

/// A letter without its signs, in capitals.
fn bare(c: char) -> impl Iterator<Item = char> {
    // What it writes as another sign, such as the schwa, stays as it is.
    let is_letters =
        |known: &&str| c < FIRST_AFTER_LATIN && known.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let known = deunicode::deunicode_char(c).filter(is_letters).unwrap_or_default();
    let other = known.is_empty().then_some(c);
    known.chars().map(|c| c.to_ascii_uppercase()).chain(other)
}

/// What stands before a name in one word, as a word of its own: the article, son of, father of.
const BEFORE: [(&str, &str); 7] = [
    ("AL", "AL"),
    ("EL", "AL"),
    ("BEN", "BIN"),
    ("BIN", "BIN"),
    ("ABOU", "ABU"),
    ("ABU", "ABU"),
    ("BOU", "ABU"),
];
/// Least letters of the name behind the article, of one that begins with a vowel, and of one behind another word: ALISA, ELMAR and ALEMAN are names.
const LEAST_BEHIND: [usize; 3] = [4, 5, 3];
/// Least letters of the whole word.
const LEAST_LETTERS: usize = 6;
/// Letters whose sound the article takes on.
const SUN_LETTERS: &[u8] = b"TDRZSN";

/// A name with what stands before its Arabic names as words: AL SHARIF for ELSHARIF and ESSHARIF, ABDUL AZIZ for ABDELAZIZ; `None` when none of its words is one.
fn with_article_apart<'t>(parts: &(impl Iterator<Item = &'t str> + Clone)) -> Option<String> {
    let apart = |word: &str| {
        // Most words end here.
        let starts_with =
            |before: &str| word.get(..before.len()).is_some_and(|start| start.eq_ignore_ascii_case(before));
        let may_melt = matches!(word.as_bytes(), [b'A' | b'a' | b'E' | b'e', article, next, ..] if article.eq_ignore_ascii_case(next));
        let may_serve = starts_with("ABD");
        if word.len() < LEAST_LETTERS
            || !may_melt && !may_serve && !BEFORE.iter().any(|(before, _)| starts_with(before))
        {
            return None;
        }
        let upper = word.to_ascii_uppercase();
        if may_serve {
            return servant_of(&upper).map(|name| format!("ABDUL {name}"));
        }
        // The article takes on the sound of the letter behind it.
        let melted = match upper.as_bytes() {
            [b'A' | b'E', article, next, ..] if article == next && SUN_LETTERS.contains(next) => {
                upper.get(2..)
            }
            _ => None,
        };
        let plain = BEFORE.iter().filter_map(|(before, word)| Some((*word, upper.strip_prefix(before)?)));
        let mut all = plain.chain(melted.map(|name| ("AL", name)));
        let is_it = |(before, name): &(&str, &str)| {
            let [of_article, of_vowel, other] = LEAST_BEHIND;
            let least = match (*before, name.starts_with(['A', 'E', 'I', 'O', 'U'])) {
                ("AL", true) => of_vowel,
                ("AL", false) => of_article,
                _ => other,
            };
            name.len() >= least && is_name(name)
        };
        let plain_name = all.clone().find(is_it).map(|(before, name)| (before, name.to_owned()));
        // The article speaks for a name that another language spells otherwise: ELGAMAL, BENCHERIF.
        let of_elsewhere = || all.find_map(|(before, name)| Some((before, behind_article(name)?)));
        let (before, name) = plain_name.or_else(of_elsewhere)?;
        (!is_name(&upper)).then(|| format!("{before} {name}"))
    };
    let words = || words_of(parts.clone()).take(MOST_TOKENS);
    words().any(|word| apart(word).is_some()).then(|| {
        words().map(|word| apart(word).unwrap_or_else(|| word.to_owned())).collect::<Vec<_>>().join(" ")
    })
}

/// Letters of Arabic script by their spellings.
static LETTERS: LazyLock<HashMap<&str, char, Key>> = LazyLock::new(|| {
    let mut letters = HashMap::with_hasher(Key::random());
    letters.extend(ZONE.iter().copied());
    letters
});
/// Most letters of such a spelling.
const MOST_OF_LETTER: usize = 3;
/// Spellings that other names hardly have: XH and its like. XE and XI stand in others.
const TELLING: [&str; 15] =
    ["XH", "XSH", "XKH", "XDH", "XSS", "XDZ", "XTT", "XZZ", "XTH", "XAE", "XTA", "XAH", "XYA", "XKK", "XAA"];

/// A name of Arabic script in its own letters when zones spell it: MXHMD; `None` when a word of it is none.
fn from_zone<'t>(parts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut is_told = false;
    let mut name = String::new();
    for word in words_of(parts).take(MOST_TOKENS) {
        if !name.is_empty() {
            name.push(' ');
        }
        let upper = word.to_ascii_uppercase();
        let mut rest = upper.as_str();
        while !rest.is_empty() {
            let known = (1..=MOST_OF_LETTER).rev().find_map(|len| {
                let (spelling, after) = rest.split_at_checked(len)?;
                Some((spelling, *LETTERS.get(spelling)?, after))
            });
            let (spelling, arabic, after) = known?;
            is_told |= TELLING.contains(&spelling);
            // A letter that is written twice is one.
            if !name.ends_with(arabic) {
                name.push(arabic);
            }
            rest = after;
        }
    }
    is_told.then_some(name)
}

/// Endings of names in languages that write X for KH.
const OF_STEPPE: [&str; 17] = [
    "OV", "EV", "OVA", "EVA", "OVICH", "EVICH", "OVNA", "EVNA", "OGLI", "UGLI", "OGLU", "QIZI", "JON", "XON",
    "BEK", "ZODA", "ZADE",
];

/// True for a word with one of these endings.
pub(super) fn is_of_steppe(word: &str) -> bool {
    let ending = |ending: &&str| {
        let start = word.len().checked_sub(ending.len()).filter(|start| *start > 1);
        start.and_then(|start| word.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    OF_STEPPE.iter().any(ending)
}

/// A name with KH for X where one of its words is of a language that has it: XOJAYEV.
fn with_kh<'t>(parts: impl Iterator<Item = &'t str> + Clone) -> Option<String> {
    let is_it = words_of(parts.clone()).take(MOST_TOKENS).any(is_of_steppe);
    let with_kh = |part: &'t str| part.to_uppercase().replace('X', "KH");
    is_it.then(|| parts.map(with_kh).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::name_score;

    fn ways(parts: &[&str]) -> Vec<String> {
        latin_ways(parts.iter().copied())
    }

    #[test]
    fn latin_letters_are_read_as_they_sound_and_without_their_signs() {
        assert_eq!(ways(&["Çetin", "Özgür"]), ["CETIN OZGUR"]);
        assert_eq!(ways(&["ĐORĐEVIĆ"]), ["DORDEVIC"]);
        assert_eq!(ways(&["Jänis", "MÜLLER"]), ["JANIS MULLER"]);
        for plain in ["MÜLLER", "CETIN", "Чехов", "Ærø", "Łódź"] {
            assert!(ways(&[plain]).is_empty(), "{plain}");
        }
        for (listed, asked) in [
            ("ÇETİN ÖZGÜR", "CETIN OZGUR"),
            ("KOÇ ÇAĞRI", "KOC CAGRI"),
            ("ÇELİK ŞÜKRÜ", "CELIK SUKRU"),
            ("ĐORĐEVIĆ NIKOLA", "DJORDJEVIC NIKOLA"),
            ("ĐORĐEVIĆ NIKOLA", "DORDEVIC NIKOLA"),
            ("MÜLLER JÜRGEN", "MUXXLLER JUXXRGEN"),
            ("NUÑEZ PILAR", "NUNXXEZ PILAR"),
        ] {
            for (one, other) in [(listed, asked), (asked, listed)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.9), "{one}, {other}");
            }
        }
    }

    #[test]
    fn what_stands_before_names_is_a_word_of_its_own() {
        assert_eq!(ways(&["ELSHARIF", "ABUSALEH"]), ["AL SHARIF ABU SALEH"]);
        assert_eq!(ways(&["Omar", "ABDELAZIZ"]), ["Omar ABDUL AZIZ"]);
        assert_eq!(ways(&["ELGAMAL", "BENCHERIF"]), ["AL JAMAL BIN SHERIF"]);
        for other in ["ABDULLAH", "ABDULKARIM", "ABDULAEV", "ELMAR", "ALCAZAR", "ALCALI"] {
            assert!(ways(&[other]).is_empty(), "{other}");
        }
        for (one, other) in [("OMAR ABDELAZIZ", "UMAR ABDUL AZIZ"), ("ABDELALI OMAR", "ABD AL ALI OMAR")] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.6), "{one}, {other}");
            }
        }
    }

    #[test]
    fn zones_of_documents_spell_arabic_letters() {
        assert_eq!(ways(&["MXHMD", "ALBGDADY"]), ["محمد البغدادي"]);
        assert_eq!(ways(&["FATXTTMXAH"]), ["فاتطمة"]);
        assert_eq!(ways(&["XSHRYF", "XHSN"]), ["شريف حسن"]);
        for other in [&["ALEXEI"][..], &["XIN LI"], &["ABD"]] {
            assert!(ways(other).is_empty(), "{other:?}");
        }
        for (zone, name) in [("MXHMD XSHRYF", "MUHAMMAD SHARIF"), ("XKHALD ALBGDADY", "KHALID AL BAGHDADI")] {
            for (one, other) in [(zone, name), (name, zone)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.6), "{one}, {other}");
            }
        }
    }

    #[test]
    fn x_is_kh_in_uzbek() {
        assert_eq!(ways(&["XOLMATOV", "BAXTIYOR"]), ["KHOLMATOV BAKHTIYOR"]);
        for other in [&["ALEXANDER", "MAX"][..], &["XU", "LI"], &["OV X"]] {
            assert!(ways(other).is_empty(), "{other:?}");
        }
        for (one, other) in
            [("XOLMATOV BAXTIYOR", "KHOLMATOV BAKHTIYOR"), ("XOJAYEV RUSTAM", "KHODJAEV RUSTAM")]
        {
            assert!(name_score(one, other).is_some_and(|score| score >= 0.6), "{one}, {other}");
            assert!(name_score(other, one).is_some_and(|score| score >= 0.6), "{other}, {one}");
        }
    }
}
