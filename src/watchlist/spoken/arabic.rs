//! Words of Arabic script. The script does not tell short vowels: names that are known are read by a table, and so are those
//! made of them (of the family of, servant of, son of); of others the consonants are told, and marks where a vowel may be.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::compound::{OF_GOD, OF_RELIGION};
use super::is_mark;
use super::readers::unvowelled;
use super::table::{ARABIC, ARABIC_WORDS, PERSIAN};
use crate::watchlist::keyed::Key;
use crate::watchlist::sound::Sound;

/// A row for each name: its readings, divided by strokes, as Arabic, as Persian, and as other languages spell it, and the folded spellings
/// that have them.
static ROWS: &str = include_str!("../../../data/arabic_names.txt");

/// The rows, each as its readings and its spellings.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    ROWS.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once(' '))
}

/// Readings of a folded spelling, as Arabic and as Persian.
static NAMES: LazyLock<HashMap<&str, [&str; 2], Key>> = LazyLock::new(|| {
    let mut names = HashMap::with_hasher(Key::random());
    for (readings, words) in rows() {
        let mut readings = readings.split('/');
        let arabic = readings.next().unwrap_or_default();
        let persian = readings.next().unwrap_or(arabic);
        names.extend(words.split(' ').map(|word| (word, [arabic, persian])));
    }
    names
});

/// Usual spellings that are none of the readings, but for their vowels.
const LATIN: [&str; 7] = ["SAYED", "HUSSAIN", "HOCINE", "KHALED", "MAHAMED", "MOHAMED", "AHMED"];

/// The sounds of all readings.
struct Known {
    /// With one vowel in the place of each.
    loose: HashSet<Sound, Key>,
    /// With one for E and I and one for O and U; whether it is read so in Arabic.
    strict: HashMap<Sound, bool, Key>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let (mut loose, mut strict) = (HashSet::with_hasher(Key::random()), HashMap::with_hasher(Key::random()));
    let readings =
        NAMES.values().flat_map(|[arabic, persian]| [(*persian, persian == arabic), (*arabic, true)]);
    for (reading, is_arabic) in readings.chain(LATIN.map(|name| (name, true))) {
        let sound = Sound::of(reading);
        if !LATIN.contains(&reading) {
            loose.insert(sound.with_one_vowel());
        }
        *strict.entry(sound.with_three_vowels()).or_default() |= is_arabic;
    }
    Known { loose, strict }
});

/// All readings, and usual spellings beside them.
pub(super) fn readings() -> impl Iterator<Item = &'static str> {
    NAMES.values().flatten().copied().chain(LATIN)
}

/// True when a word in capitals is a name of the table, but for its vowels.
pub(super) fn is_like_name(word: &str) -> bool {
    KNOWN.loose.contains(&Sound::of(word).with_one_vowel())
}

/// True when a word in capitals is a name of the table, with E for I and O for U.
pub(super) fn is_name(word: &str) -> bool {
    is_name_or_with_e(word, false)
}

/// The same; `with_e`: also for one with E in the place of A.
pub(super) fn is_name_or_with_e(word: &str, with_e: bool) -> bool {
    let sound = Sound::of(word);
    let is = |sound: Sound| KNOWN.strict.contains_key(&sound.with_three_vowels());
    is(sound) || with_e && word.contains('E') && is(sound.with_e_as_a())
}

/// The same for one that is read so in Arabic, and not in Persian only.
pub(super) fn is_read_in_arabic(word: &str) -> bool {
    KNOWN.strict.get(&Sound::of(word).with_three_vowels()).is_some_and(|is_arabic| *is_arabic)
}

/// Readings that are heard as names of other peoples: HARRIS.
const OF_OTHERS: [&str; 1] = ["HARES"];

/// Readings of a row that are Arabic and Persian.
const OF_LANGUAGES: usize = 2;
/// Least sounds of a name that has an I behind it: the family of.
const LEAST_OF_FAMILY: usize = 4;

/// The sounds of names that languages read with other consonants, OTHMAN and OSMAN, and of those that they spell with other vowels, HOSSEIN and
/// HUSSAIN, by each of them [as Arabic has it](Sound::as_in_arabic).
static IN_OTHERS: LazyLock<HashMap<Sound, Vec<Sound>, Key>> = LazyLock::new(|| {
    let mut others: HashMap<Sound, Vec<Sound>, Key> = HashMap::with_hasher(Key::random());
    let mut add = |sound: &Sound, spellings: &mut dyn Iterator<Item = Sound>| {
        others.entry(sound.as_in_arabic()).or_default().extend(spellings);
    };
    for (readings, _) in rows() {
        let arabic = readings.split('/').next().unwrap_or_default();
        // What is another name in Arabic or elsewhere is that.
        let is_it = |reading: &&str| {
            *reading == arabic || !is_read_in_arabic(reading) && !OF_OTHERS.contains(reading)
        };
        let sounds: Vec<(usize, Sound)> = readings
            .split('/')
            .enumerate()
            .filter(|(_, name)| is_it(name))
            .map(|(n, name)| (n, Sound::of(name)))
            .collect();
        for (n, sound) in &sounds {
            // Arabic and Persian are alike but for consonants; others have other vowels, too: NUSRAT and NOSRET.
            let is_other = |(other_n, other): &&(usize, Sound)| {
                let is_alike = *n < OF_LANGUAGES && *other_n < OF_LANGUAGES;
                if is_alike {
                    other.with_one_vowel() != sound.with_one_vowel()
                } else {
                    other.as_in_arabic() != sound.as_in_arabic()
                }
            };
            add(sound, &mut sounds.iter().filter(is_other).flat_map(|(_, other)| other.in_each_spelling()));
        }
    }
    for reading in NAMES.values().flatten().copied().chain(LATIN).filter(|name| !OF_OTHERS.contains(name)) {
        let (name, of_family) = (Sound::of(reading), Sound::of(&format!("{reading}I")));
        add(&name, &mut name.in_each_spelling().into_iter());
        if name.len() >= LEAST_OF_FAMILY {
            add(&of_family, &mut of_family.in_each_spelling().into_iter());
        }
    }
    for sounds in others.values_mut() {
        sounds.sort_unstable();
        sounds.dedup();
    }
    // Alone it is what is asked for.
    others
        .retain(|name, sounds| sounds.len() > 1 || sounds.iter().any(|sound| sound.as_in_arabic() != *name));
    others
});

/// What an Arabic name is as other languages read its consonants and spell its vowels.
pub(in crate::watchlist) fn in_other_languages(sound: &Sound) -> impl Iterator<Item = &'static Sound> {
    let others = IN_OTHERS.get(&sound.as_in_arabic()).map(Vec::as_slice).unwrap_or_default();
    others.iter().filter(move |other| *other != sound)
}

/// What names are made of behind another one, folded, its reading, and whether that takes the place of a vowel before it.
const BEHIND: [(&str, &str, bool); 11] = [
    ("الدين", OF_RELIGION, false),
    ("الله", OF_GOD, false),
    ("لله", OF_GOD, false),
    ("زاده", "ZADEH", false),
    ("نژاد", "NEJAD", false),
    ("پور", "POUR", false),
    ("يان", "IAN", true),
    ("يه", "IYA", true),
    ("زي", "ZAI", false),
    ("يي", "AI", true),
    ("ي", "I", true),
];
/// The first rows of them, which also stand behind names that no table knows.
const OF_GOD_OR_RELIGION: usize = 3;
/// Names that stand behind another one in one word, folded.
const SECOND: [&str; 9] = ["علي", "حسين", "حسن", "رضا", "مهدي", "محمد", "قاسم", "جان", "خان"];
/// The Arabic article.
pub(super) const ARTICLE: &str = "ال";
/// What stands before another name in one word: servant of, father of, and the article.
const BEFORE: [(&str, &str); 4] = [("عبد", "ABD"), ("ابو", "ABU "), ("أبو", "ABU "), (ARTICLE, "AL")];

/// Languages whose short vowels and letters are read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::watchlist) enum Language {
    Arabic,
    /// Persian, Urdu and Pashto, which have letters of their own.
    Persian,
}

impl Language {
    /// The language of a name by the letters of its parts.
    pub(in crate::watchlist) fn of<'t>(parts: impl Iterator<Item = &'t str>) -> Self {
        const OF_PERSIAN: &str = "کیپچژگٹڈڑےہھںېښ";
        let is_persian = parts.flat_map(str::chars).any(|c| OF_PERSIAN.contains(c));
        if is_persian { Self::Persian } else { Self::Arabic }
    }

    const fn other(self) -> Self {
        match self {
            Self::Arabic => Self::Persian,
            Self::Persian => Self::Arabic,
        }
    }

    const fn pick(self, readings: [&'static str; 2]) -> &'static str {
        let [arabic, persian] = readings;
        match self {
            Self::Arabic => arabic,
            Self::Persian => persian,
        }
    }
}

/// A text of which words that are one name stand in one: servant of God, light of the religion.
pub(super) fn with_names_in_one(text: &str) -> Cow<'_, str> {
    let between = |c: char| !c.is_alphanumeric() && !is_short_vowel(c);
    if !text.contains("لل") && !text.contains(ARTICLE) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(between) {
        let word = fold(piece.trim_end_matches(between));
        let before = out.trim_end_matches(between).len();
        if before > 0 && BEHIND.iter().take(OF_GOD_OR_RELIGION).any(|row| row.0 == word) {
            out.truncate(before);
        }
        out.push_str(piece);
    }
    Cow::Owned(out)
}

/// Signs of short vowels, and the stroke that makes words longer.
const fn is_short_vowel(c: char) -> bool {
    matches!(c, 'ـ' | '\u{64b}'..='\u{65f}' | '\u{670}') || is_mark(c)
}

/// A letter in the form that the table has; `None` when it is not looked at.
const fn folded(letter: char) -> Option<char> {
    Some(match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ک' => 'ك',
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ھ' | 'ۃ' => 'ه',
        'ء' => return None,
        letter if is_short_vowel(letter) => return None,
        letter => letter,
    })
}

fn fold(word: &str) -> String {
    word.chars().filter_map(folded).collect()
}

/// Adds the reading of a word.
pub(super) fn read(word: &str, language: Language, out: &mut String) {
    let word: String = word.chars().filter(|c| !is_short_vowel(*c)).collect();
    if let Some((_, reading)) = ARABIC_WORDS.iter().find(|row| row.0 == word) {
        out.push_str(reading);
    } else if let Some(reading) = by_table(&word, language) {
        out.push_str(&reading);
    } else {
        let mut rest = word.as_str();
        for (start, reading) in BEFORE {
            if let Some(after) = rest.strip_prefix(start).filter(|after| after.chars().count() > 1) {
                out.push_str(reading);
                rest = after;
            }
        }
        letters(rest, language, out);
    }
}

/// The words of a name with those that the other language reads otherwise in its reading; `None` when there are none.
pub(super) fn in_other_language(words: &[&str]) -> Option<String> {
    let language = Language::of(words.iter().copied());
    let other = |word: &str| {
        let word: String = word.chars().filter(|c| !is_short_vowel(*c)).collect();
        let reading = by_table(&word, language.other())?;
        (by_table(&word, language)? != reading).then_some(reading)
    };
    let others: Vec<Option<String>> = words.iter().map(|word| other(word)).collect();
    let readings = words.iter().zip(&others).map(|(word, other)| other.as_deref().unwrap_or(word));
    others.iter().any(Option::is_some).then(|| readings.collect::<Vec<_>>().join(" "))
}

/// The reading of a word that is a name of the table, or made of one.
fn by_table(word: &str, language: Language) -> Option<String> {
    if let Some(reading) = known(&fold(word), language) {
        return Some(reading);
    }
    let (mut rest, mut out) = (word, String::new());
    for (start, reading) in BEFORE {
        let Some(after) = rest.strip_prefix(start).filter(|after| after.chars().count() > 1) else {
            continue;
        };
        out.push_str(reading);
        rest = after;
        if let Some(reading) = known(&fold(rest), language) {
            return Some(out + &reading);
        }
    }
    None
}

/// The same of a folded word without what stands before names.
fn known(word: &str, language: Language) -> Option<String> {
    let name = |word: &str| NAMES.get(word).map(|readings| language.pick(*readings));
    if let Some(reading) = name(word) {
        return Some(reading.to_owned());
    }
    let made = BEHIND.iter().find_map(|(behind, reading, takes_vowel)| {
        let stem = word.strip_suffix(behind)?;
        // The H of a feminine name is a T before another word.
        let as_t = || stem.strip_suffix('ه').and_then(|stem| name(&format!("{stem}ت")));
        let known = if *reading == OF_GOD { as_t().or_else(|| name(stem)) } else { name(stem) }?;
        let vowels: &[char] = if *takes_vowel { &['A', 'E', 'I', 'O', 'U'] } else { &[] };
        Some(format!("{}{reading}", known.trim_end_matches(vowels)))
    });
    let two = || {
        SECOND
            .iter()
            .find_map(|second| Some(format!("{} {}", name(word.strip_suffix(second)?)?, name(second)?)))
    };
    made.or_else(two)
}

/// Adds a word by its letters.
fn letters(word: &str, language: Language, out: &mut String) {
    let folded = fold(word);
    let made = BEHIND.iter().take(OF_GOD_OR_RELIGION).find_map(|(behind, reading, _)| {
        let letters = folded.strip_suffix(behind)?.chars().count();
        let end = word.char_indices().nth(letters).filter(|_| letters > 1)?.0;
        Some((word.get(..end)?, *reading))
    });
    let (word, behind) = made.unwrap_or((word, ""));
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
    use crate::watchlist::name_score;
    use crate::watchlist::spoken::Script;

    #[test]
    fn rows_are_folded_and_each_spelling_has_one_reading() {
        let mut spellings = 0;
        for (readings, words) in rows() {
            assert!(readings.bytes().all(|b| b.is_ascii_uppercase() || b == b'/'), "{readings}");
            for word in words.split(' ') {
                assert!(
                    word.chars().all(|c| folded(c) == Some(c) && Script::of(c) == Some(Script::Arabic)),
                    "{readings}"
                );
                spellings += 1;
            }
        }
        assert_eq!(NAMES.len(), spellings);
        assert!(spellings > 600);
    }

    #[test]
    fn names_that_languages_read_otherwise_are_told() {
        let told = |one: &str, other: &str| {
            in_other_languages(&Sound::of(one)).any(|known| *known == Sound::of(other))
        };
        for (one, other) in
            [("OTHMAN", "OSMAN"), ("UTHMAN", "USMAN"), ("REZA", "RIDA"), ("RAMAZON", "RAMADAN")]
        {
            assert!(told(one, other) && told(other, one), "{one}, {other}");
        }
        for (one, other) in [
            ("OSMAN KARIMOV", "OTHMAN KARIMOV"),
            ("FAZIL HUSSAIN", "FADIL HUSSEIN"),
            ("ALI RAZA", "ALI RIDHA"),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.7), "{one}, {other}");
            }
        }
        // An entry and a passenger ask for the same ones.
        for (sound, others) in IN_OTHERS.values().flatten().map(|sound| (sound, in_other_languages(sound))) {
            for other in others {
                assert!(
                    other == sound || in_other_languages(other).any(|known| known == sound),
                    "{sound:?}, {other:?}"
                );
            }
        }
        // Another name, and the same consonants.
        for (one, other) in [("GHAZI", "QADI"), ("HARRIS", "HARITH"), ("FATIMA", "FATEMEH")] {
            assert!(!told(one, other) && !told(other, one), "{one}, {other}");
        }
    }
}
