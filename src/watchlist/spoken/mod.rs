//! Texts of all scripts in capitals A to Z as they sound. Scripts that are not read letter by letter have readers of their own;
//! beside capitals these write marks, small letters: [`MAYBE`] and [`LIQUID`].

mod arabic;
mod compound;
mod cyrillic;
mod han_table;
mod japan;
mod japan_table;
mod korea;
mod latin;
mod orthography;
mod readers;
mod respelled;
mod servant;
mod table;
mod ways;

use std::borrow::Cow;

pub(super) use ways::{Full, Way, other_ways};

use super::sound_table::SPOKEN;
use arabic::with_names_in_one;
pub(super) use arabic::{Language, in_other_languages};
pub(super) use compound::as_usual;

use crate::model::letter;

/// A vowel or none: short vowels of Arabic and Hebrew, the inherent vowel of India, the vowels of Japanese and Korean between
/// foreign consonants.
pub(super) const MAYBE: char = 'e';
/// L or R, where a script has one sign for both.
pub(super) const LIQUID: char = 'l';

/// How signs of Han are read that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// As one word, which may be a foreign one.
    Joined,
    /// The same, where signs of foreign names have another reading.
    Otherwise,
    /// As one word, none of them foreign.
    Chinese,
    /// Each as a word, none of them foreign.
    Apart,
}

/// Most signs of a full name of East Asia.
const MOST_SIGNS: usize = 4;

/// True when a name is nothing but two to four signs of Han without a gap: family and given name in one.
pub(super) fn is_in_signs<'t>(parts: impl Iterator<Item = &'t str>) -> bool {
    let mut signs = 0;
    let mut ended = false;
    for part in parts {
        for c in part.chars() {
            match Script::of(c) {
                Some(Script::Han) if !ended && signs < MOST_SIGNS => signs += 1,
                _ if c == ' ' => ended |= signs > 0,
                _ => return false,
            }
        }
        ended |= signs > 0;
    }
    signs > 1
}

/// A word in signs of Han without the sign at its end that says that it is a family's name.
fn of_family(word: &str) -> &str {
    word.strip_suffix(['姓', '氏']).filter(|name| !name.is_empty()).unwrap_or(word)
}

/// Scripts with readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Greek,
    Arabic,
    Hebrew,
    India,
    Thai,
    Hiragana,
    Katakana,
    Hangul,
    Han,
}

impl Script {
    /// The script of a letter; `None` when letters of it are read one by one.
    const fn of(letter: char) -> Option<Self> {
        Some(match letter {
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{5d0}'..='\u{5f4}' => Self::Hebrew,
            '\u{620}'..='\u{6d5}' => Self::Arabic,
            '\u{900}'..='\u{963}' | '\u{980}'..='\u{9e3}' | '\u{a01}'..='\u{a5e}' => Self::India,
            '\u{a81}'..='\u{ae3}' | '\u{b01}'..='\u{b63}' | '\u{b82}'..='\u{bd7}' => Self::India,
            '\u{c00}'..='\u{c63}' | '\u{c80}'..='\u{ce3}' | '\u{d00}'..='\u{d63}' => Self::India,
            '\u{d7a}'..='\u{d7f}' => Self::India,
            '\u{e01}'..='\u{e4e}' => Self::Thai,
            '\u{3041}'..='\u{3096}' => Self::Hiragana,
            '\u{30a1}'..='\u{30f6}' | '\u{30fc}' => Self::Katakana,
            '\u{3400}'..='\u{9fff}' | '\u{3005}' => Self::Han,
            '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' => Self::Han,
            '\u{ac00}'..='\u{d7a3}' => Self::Hangul,
            _ => return None,
        })
    }
}

/// A text in capitals A to Z and marks as it sounds, of a name in some language; letters outside all tables by the tables of `deunicode`.
pub(super) fn spoken(text: &str, signs: Signs, language: impl FnOnce() -> Language) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_lowercase()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let is_uzbek = is_uzbek(text);
    let language = language();
    let text = with_names_in_one(text);
    let mut rest = &*text;
    while let Some(c) = rest.chars().next() {
        let Some(script) = Script::of(c) else {
            letter_by_letter(c, is_uzbek, &mut out);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        let end = rest.char_indices().find(|(_, c)| Script::of(*c) != Some(script) && !is_mark(*c));
        let (word, others) = rest.split_at_checked(end.map_or(rest.len(), |(at, _)| at)).unwrap_or_default();
        readers::read(script, word, (signs, language), &mut out);
        rest = others;
    }
    Cow::Owned(out)
}

/// Marks of letters that are passed over.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}')
}

/// Ў: the Belarusian letter for a short U, which stands behind vowels, and the Uzbek one for an O.
const SHORT_U: char = '\u{40e}';

/// True when Ў stands behind no vowel: Ж is J then.
fn is_uzbek(text: &str) -> bool {
    let mut before = ' ';
    text.chars().flat_map(char::to_uppercase).any(|c| {
        let behind_vowel = "АЕЁИОУЫЭЮЯІ".contains(before);
        before = c;
        c == SHORT_U && !behind_vowel
    })
}

fn letter_by_letter(c: char, is_uzbek: bool, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_uppercase());
        return;
    }
    if is_mark(c) {
        return;
    }
    for upper in c.to_uppercase() {
        match upper {
            SHORT_U => {
                out.push(if is_uzbek { 'O' } else { 'W' });
                continue;
            }
            'Ж' if is_uzbek => {
                out.push('J');
                continue;
            }
            _ => {}
        }
        match spelling(upper) {
            Some(spelling) => out.push_str(spelling),
            None if upper.is_ascii() => out.push(upper),
            None => by_deunicode(upper, out),
        }
    }
}

/// How a letter is spelled as it sounds.
fn spelling(upper: char) -> Option<&'static str> {
    let spoken = SPOKEN.iter().find(|row| row.0 == upper).map(|row| row.1);
    spoken.or_else(|| letter(upper).filter(|known| !known.starts_with(['X', '['])))
}

fn by_deunicode(c: char, out: &mut String) {
    if let Some(spelling) = deunicode::deunicode_char(c) {
        out.extend(spelling.chars().map(|c| c.to_ascii_uppercase()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BirthDate, Field, Passenger, PersonName, Personal};
    use crate::watchlist::normal::{SHARED, Tokens};
    use crate::watchlist::screen::found_and_explained;
    use crate::watchlist::sound::{MARKED, Sound};
    use crate::watchlist::{BirthSpec, Entry, EntryName, NameQuality, Policy, Watchlist};

    fn joined(text: &str) -> String {
        spoken(text, Signs::Joined, || Language::of(std::iter::once(text))).into_owned()
    }

    #[test]
    fn words_are_read_as_their_script_is() {
        let rows = [
            ("Παπαδόπουλος", "PAPADOPULOS"),
            ("Μπέκας", "BEKAS"),
            ("Χάιντς Ραΐδης", "KHAINTS RAIDIS"),
            ("زوربطان", "ZeUReBeTAN"),
            ("محمد", "MUHAMMAD"),
            ("القاسم", "ALQASIM"),
            ("عبدالرحمن", "ABDALRAHMAN"),
            ("عبد الله", "ABDULLAH"),
            ("نور الدين", "NURUDDIN"),
            ("شمس الدین", "SHAMSUDDIN"),
            ("ابوزوربط", "ABU ZeUReBeT"),
            ("الزوربط", "ALZeUReBeT"),
            ("بن", "BIN"),
            ("کریمی", "KARIMI"),
            ("علی‌زاده", "ALIZADEH"),
            ("رضا", "RIDA"),
            ("رضایی", "REZAI"),
            ("زضبط", "ZeDeBeT"),
            ("زضبطی", "ZeZeBeTI"),
            ("דוד", "DeUD"),
            ("יוסף", "YeUSeF"),
            ("प्रकाश", "PReKASH"),
            ("がっこう", "GAKOU"),
            ("コールマン", "KOeleMAN"),
            ("シェリー", "SHElIe"),
            ("キャンベル", "KYAMBEle"),
            ("설리", "SEOLLI"),
            ("라라", "lARA"),
            ("시우", "SHIU"),
            ("科尔曼", "KOlMAN"),
            ("林小梅", "LINXIAOMEI"),
            ("สมชาย", "SeMeCHAAY"),
        ];
        for (word, reading) in rows {
            assert_eq!(joined(word), reading, "{word}");
        }
        assert_eq!(spoken("林小梅", Signs::Apart, || Language::Arabic), "LIN XIAO MEI");
    }

    #[test]
    fn full_names_in_signs_are_told_from_words_of_a_name() {
        let is = |parts: &[&str]| is_in_signs(parts.iter().copied());
        assert!(is(&["林小梅"]) && is(&["", " 林小梅 "]) && is(&["欧阳小梅", ""]));
        assert!(
            !is(&["林", "小梅"]) && !is(&["林 小梅"]) && !is(&["梅"]) && !is(&["LIN小梅"]) && !is(&["科·尔"])
        );
        assert!(!is(&["尔尔尔尔尔"]) && !is(&[]) && !is(&[""]));
    }

    #[test]
    fn capitals_are_never_marked() {
        for word in ["MUHAMMAD", "ELLS", "ERIKSSON", "O1", "1234567890"] {
            assert_eq!(Sound::of(word).bits() & MARKED, 0, "{word}");
        }
        for word in ["زبطح", "コール", "科尔"] {
            assert_ne!(Sound::of(&joined(word)).bits() & MARKED, 0, "{word}");
        }
    }

    #[test]
    fn a_name_without_vowels_is_as_common_as_what_it_may_be() {
        let weight = |word: &str| Tokens::of_words(word).list[0].weight;
        assert_eq!((weight("محمد"), weight("MUHAMMAD")), (SHARED[0], SHARED[0]));
        assert_eq!((weight("زوربطان"), weight("ZORBATAN")), (SHARED[2], SHARED[2]));
    }

    /// Syllables in Latin, Arabic, Hebrew, Katakana and Han letters.
    const SYLLABLES: [[&str; 5]; 16] = [
        ["MU", "مو", "מו", "ム", "穆"],
        ["HA", "ها", "הא", "ハ", "哈"],
        ["MAD", "مد", "מד", "マド", "马德"],
        ["KA", "كا", "קא", "カ", "卡"],
        ["RIM", "ريم", "רים", "リム", "里姆"],
        ["OV", "وف", "וב", "オフ", "沃夫"],
        ["LO", "لو", "לו", "ロ", "洛"],
        ["LAM", "لم", "לם", "ラム", "拉姆"],
        ["NUR", "نور", "נור", "ヌル", "努尔"],
        ["SUL", "سل", "סל", "スル", "苏尔"],
        ["TAN", "تن", "תן", "タン", "坦"],
        ["BEK", "بك", "בק", "ベク", "贝克"],
        ["AL", "ال", "אל", "アル", "阿尔"],
        ["SAN", "سن", "סן", "サン", "桑"],
        ["JO", "جو", "יו", "ジョ", "乔"],
        ["RA", "را", "רא", "ラ", "拉"],
    ];

    /// Names of two to four words, each word by its syllables.
    fn names(count: u64, mut seed: u64) -> Vec<Vec<Vec<usize>>> {
        let mut next = move |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((seed >> 33) % n).unwrap()
        };
        (0..count)
            .map(|_| (0..2 + next(3)).map(|_| (0..2 + next(2)).map(|_| next(16)).collect()).collect())
            .collect()
    }

    fn written(name: &[Vec<usize>], script: usize) -> String {
        let words = name.iter().map(|word| word.iter().map(|n| SYLLABLES[*n][script]).collect::<String>());
        words.collect::<Vec<_>>().join(" ")
    }

    /// The index finds exactly the pairs that looking at each entry makes hits, across scripts and with birth dates.
    #[test]
    fn the_index_finds_every_pair_across_scripts() {
        let day = BirthDate::new(1970, Some(1), Some(1)).unwrap();
        let listed = names(400, 1);
        let entries: Vec<Entry> = (0..)
            .zip(&listed)
            .map(|(n, name)| {
                let name = EntryName::full(NameQuality::Primary, written(name, n % 5));
                let entry = Entry::new("L", n.to_string()).with_name(name);
                if n % 4 > 0 { entry.with_birth(BirthSpec::Date(day)) } else { entry }
            })
            .collect();
        let list = Watchlist::build(entries.clone(), "1", Policy::default());
        let mut others = 0;
        for (n, other) in names(250, 2).into_iter().enumerate() {
            let known = &listed[n * 7 % listed.len()];
            let mut name = if n % 4 == 0 { other } else { known.clone() };
            if n % 3 == 0 {
                name.reverse();
            }
            if n % 5 == 0 {
                let _ = name[0].pop();
            }
            let mut who = Passenger::named(PersonName::new(written(&name, n / 3 % 5).into(), []));
            if n % 4 != 1 {
                who.birth_date = Field::Valid(Personal(day));
            }
            let (found, brute) = found_and_explained(&list, &entries, &who);
            assert_eq!(brute, found, "{name:?}");
            others += brute.iter().filter(|entry| *entry % 5 != n / 3 % 5).count();
        }
        assert!(others > 50, "too few pairs of two scripts to say anything: {others}");
    }
}
