//! Arabic names as other languages spell them in Latin letters: CHERIF in French, GHASEM in Persian, GAMAL in Egypt, CEMIL in Turkish, XASAN and
//! CALI in Somali. Source: the alphabets of these languages.

use std::sync::LazyLock;

use super::arabic::{is_name_or_with_e as is_name, is_read_in_arabic, readings};
use crate::watchlist::filter::Filter;
use crate::watchlist::keyed::Key;

/// How a language spells the sounds of Arabic names.
struct Orthography {
    /// Letters, and what others write for them; of those that begin alike the longer ones first. What ends with `$` stands at the
    /// end only.
    letters: &'static [(&'static str, &'static str)],
    /// The letter by which it is told, the letters behind which that is another sound, and those before which alone it is this one;
    /// `$` is the end, nothing is any.
    sign: (u8, &'static str, &'static str),
    /// What class of consonants the letter is.
    shape: (u8, u8),
    /// Least letters of a word that is read so, and of one with E for A: shorter ones are mostly other names. No word has 99.
    least: (usize, usize),
    /// True when families have such names with endings of their own.
    of_families: bool,
    /// What the same letters are elsewhere: a word that is a name by these is no name of this language.
    elsewhere: &'static [(&'static str, &'static str)],
}

const LANGUAGES: [Orthography; 7] = [
    // Persian: GH is both GHAIN and QAF.
    Orthography {
        letters: &[("GH", "Q")],
        sign: (b'G', "N", "H"),
        shape: (b'G', VELAR),
        least: (4, 99),
        of_families: true,
        elsewhere: &[],
    },
    // French.
    Orthography {
        letters: &[("CH", "SH"), ("INE$", "IN")],
        sign: (b'C', "TSC", "H"),
        shape: (b'C', SIBILANT),
        least: (5, 6),
        of_families: false,
        elsewhere: &[("CH", "KH")],
    },
    // Turkish and Azerbaijani: C is J, and the last sound loses its voice.
    Orthography {
        letters: &[("C", "J"), ("T$", "D"), ("P$", "B")],
        sign: (b'C', "CIYS", "AEIUL"),
        shape: (b'C', PALATAL),
        least: (4, 5),
        of_families: true,
        elsewhere: &[("C", "KH")],
    },
    // French without the sign under its C.
    Orthography {
        letters: &[("C", "S")],
        sign: (b'C', "C", "AOU"),
        shape: (b'C', SIBILANT),
        least: (5, 99),
        of_families: false,
        elsewhere: &[],
    },
    // Egypt: JIM is G.
    Orthography {
        letters: &[("GUE", "JE"), ("GUI", "JI"), ("G", "J")],
        sign: (b'G', "NIEY", "AEIOUDGLWB$"),
        shape: (b'G', PALATAL),
        least: (5, 99),
        of_families: false,
        elsewhere: &[],
    },
    // Somali: X is the deep H.
    Orthography {
        letters: SOMALI,
        sign: (b'X', "EIOY", ""),
        shape: (b'X', NO_CLASS),
        least: (4, 5),
        of_families: false,
        elsewhere: &[],
    },
    // Uzbek, Azerbaijani and Kurdish: X is KH.
    Orthography {
        letters: &[("X", "KH")],
        sign: (b'X', "", "AEIOUTMLRY"),
        shape: (b'X', VELAR),
        least: (4, 5),
        of_families: true,
        elsewhere: &[],
    },
];

/// Somali: X is the deep H, C is AIN, long vowels are written twice.
const SOMALI: &[(&str, &str)] =
    &[("C", ""), ("X", "H"), ("AA", "A"), ("II", "I"), ("UU", "U"), ("OO", "O"), ("EE", "EI")];
/// With what servant of begins there.
const SERVANT_IN_SOMALI: &str = "CABD";

/// Most letters of a word that is read so.
const MOST_LETTERS: usize = 16;
/// Endings of families' names behind a father's, longer ones first.
const OF_FAMILIES: [&str; 10] = ["YEVA", "YEV", "OVA", "EVA", "OV", "EV", "ZADEH", "ZADE", "ZADA", "OGLU"];
/// Names that are spelled like one of these, and are others; and starts of such.
const OTHERS: [&str; 18] = [
    "BEACHER", "BECHER", "BHAGAT", "CAMILLE", "CEZAR", "CHERRI", "CHERRY", "EXTER", "GASIM", "GUNDI",
    "GUNDY", "HAGUE", "MAGALI", "MAGALIE", "MAGALY", "NAGAR", "ROUX", "XENIA",
];
const STARTS_OF_OTHERS: [&str; 2] = ["MC", "MICH"];

/// A word in capitals that is an Arabic name as one of these languages spells it, as others do; `None` for a name as it stands, and for
/// what is none.
pub(in crate::watchlist) fn as_elsewhere(word: &str) -> Option<String> {
    // Most words end here, and of the others where no language tells its names so.
    let signs = word.bytes().fold(0, |signs, letter| signs | bit_of(letter));
    if signs == 0 || word.len() > MOST_LETTERS {
        return None;
    }
    if word.starts_with(SERVANT_IN_SOMALI) {
        return Some(Spelled::of(word, SOMALI).text().to_owned());
    }
    let languages = LANGUAGES.iter().filter(|language| bit_of(language.sign.0) & signs != 0);
    let whole = languages.clone().find_map(|language| Some((language.read(word)?, word, "")));
    let of_family = || {
        let ending = OF_FAMILIES.iter().find(|ending| word.ends_with(**ending))?;
        let father = word.strip_suffix(ending).filter(|father| !father.is_empty())?;
        let mut languages = languages.filter(|language| language.of_families);
        languages.find_map(|language| Some((language.read(father)?, father, *ending)))
    };
    let (read, name, ending) = whole.or_else(of_family)?;
    let is_other = OTHERS.contains(&word) || STARTS_OF_OTHERS.iter().any(|start| word.starts_with(start));
    // No other language has an X in such names.
    let stands = || !word.contains('X') && (is_read_in_arabic(word) || is_read_in_arabic(name));
    (!is_other && !stands()).then(|| format!("{}{ending}", read.text()))
}

/// A bit for each letter by which a language tells its names.
const fn bit_of(letter: u8) -> u8 {
    match letter {
        b'C' => 1,
        b'G' => 2,
        b'X' => 4,
        _ => 0,
    }
}

impl Orthography {
    /// A name as others spell it.
    fn read(&self, name: &str) -> Option<Spelled> {
        let (least, least_with_e) = self.least;
        if name.len() < least || !self.is_told(name.as_bytes()) {
            return None;
        }
        // Cheaper than to hear the name.
        if !SHAPES.may_be_name(name.as_bytes(), self.shape) {
            return None;
        }
        let read = Spelled::of(name, self.letters);
        // E stands in the place of A in many of these languages.
        if !is_name(read.text(), name.len() >= least_with_e) {
            return None;
        }
        let is_other = || is_name(Spelled::of(name, self.elsewhere).text(), false);
        (self.elsewhere.is_empty() || !is_other()).then_some(read)
    }

    /// True when a name has the sign of the language, and nowhere where it is another sound.
    fn is_told(&self, name: &[u8]) -> bool {
        let (sign, not_behind, only_before) = self.sign;
        let mut is_told = false;
        for (at, _) in name.iter().enumerate().filter(|(_, letter)| **letter == sign) {
            let before = at.checked_sub(1).and_then(|before| name.get(before));
            let after = name.get(at + 1).copied().unwrap_or(b'$');
            if before.is_some_and(|before| not_behind.as_bytes().contains(before))
                || !only_before.is_empty() && !only_before.as_bytes().contains(&after)
            {
                return false;
            }
            is_told = true;
        }
        is_told
    }
}

/// Classes of consonants by letters; vowels, H, W and Y have none.
const NO_CLASS: u8 = 0;
const VELAR: u8 = 1;
const SIBILANT: u8 = 2;
const PALATAL: u8 = 3;

const fn class_of(letter: u8) -> u8 {
    match letter {
        b'C' | b'G' | b'K' | b'Q' | b'X' => VELAR,
        b'S' | b'Z' => SIBILANT,
        b'J' => PALATAL,
        b'B' | b'P' => 4,
        b'D' | b'T' => 5,
        b'F' | b'V' => 6,
        b'L' => 7,
        b'M' => 8,
        b'N' => 9,
        b'R' => 10,
        _ => NO_CLASS,
    }
}

/// The consonants of all names by classes.
struct Shapes {
    key: Key,
    names: Filter,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    let key = Key::random();
    let names: Vec<u64> = readings().map(|name| key.hash(shape(name.as_bytes(), (0, NO_CLASS)))).collect();
    Shapes { key, names: Filter::of(names.into_iter(), 4) }
});

impl Shapes {
    /// False when a word in which a letter is of another class is no name. Names with letters of other languages may be lost: PH for F.
    fn may_be_name(&self, word: &[u8], other: (u8, u8)) -> bool {
        self.names.may_hold(self.key.hash(shape(word, other)))
    }
}

/// The classes of the consonants of a word, those of one class in one place once.
fn shape(word: &[u8], (letter, other): (u8, u8)) -> u64 {
    let (mut shape, mut last) = (0_u64, NO_CLASS);
    for byte in word {
        let class = if *byte == letter { other } else { class_of(*byte) };
        if class != NO_CLASS && class != last {
            shape = shape << 4 | u64::from(class);
        }
        last = class;
    }
    shape
}

/// A word in other letters.
struct Spelled {
    letters: [u8; 2 * MOST_LETTERS],
    len: usize,
}

impl Spelled {
    fn of(word: &str, letters: &[(&str, &str)]) -> Self {
        let mut spelled = Self { letters: [0; 2 * MOST_LETTERS], len: 0 };
        let mut rest = word.as_bytes();
        while let Some((first, others)) = rest.split_first() {
            let known = letters.iter().find_map(|(letters, other)| {
                let after = match letters.strip_suffix('$') {
                    Some(last) => rest.strip_prefix(last.as_bytes()).filter(|after| after.is_empty()),
                    None => rest.strip_prefix(letters.as_bytes()),
                };
                Some((after?, other.as_bytes()))
            });
            let (after, other) = known.unwrap_or((others, std::slice::from_ref(first)));
            let room = spelled.letters.get_mut(spelled.len..).unwrap_or_default();
            room.iter_mut().zip(other).for_each(|(slot, letter)| *slot = *letter);
            spelled.len = (spelled.len + other.len()).min(2 * MOST_LETTERS);
            rest = after;
        }
        spelled
    }

    fn text(&self) -> &str {
        self.letters.get(..self.len).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Passenger, PersonName};
    use crate::watchlist::screen::found_and_explained;
    use crate::watchlist::{Entry, EntryName, NameQuality, Policy, Watchlist, name_score};

    #[test]
    fn names_are_read_as_each_language_spells_them() {
        for (word, read) in [
            ("CHERIF", "SHERIF"),
            ("RACHID", "RASHID"),
            ("CHAHINE", "SHAHIN"),
            ("GHASEM", "QASEM"),
            ("SADEGH", "SADEQ"),
            ("CEMIL", "JEMIL"),
            ("RECEP", "REJEB"),
            ("MECIT", "MEJID"),
            ("HACIYEV", "HAJIYEV"),
            ("CAFAROVA", "JAFAROVA"),
            ("CABBARZADE", "JABBARZADE"),
            ("GAMAL", "JAMAL"),
            ("NAGUIB", "NAJIB"),
            ("FARAG", "FARAJ"),
            ("XASAN", "HASAN"),
            ("MAXAMED", "MAHAMED"),
            ("CABDIRAXMAAN", "ABDIRAHMAN"),
            ("XUSEEN", "HUSEIN"),
            ("FAYCAL", "FAYSAL"),
            ("AXMED", "AHMED"),
            ("XALID", "KHALID"),
        ] {
            assert_eq!(as_elsewhere(word).as_deref(), Some(read), "{word}");
        }
        // Names as they stand, other names, and words that are too short.
        for word in [
            "KARIM", "GHALIB", "GHULAM", "CARIM", "CASSIM", "CAMILLE", "CAMILA", "MICHEL", "MICHAL", "CINDY",
            "CELINE", "CECILIA", "MAGDA", "CHEN", "CHAN", "GAN", "XIN", "ALEX", "ROXANE", "GASIMOV",
            "GORDON", "CARLOS", "MCGHEE", "THONG", "CHATAYEV", "C", "",
        ] {
            assert_eq!(as_elsewhere(word), None, "{word}");
        }
    }

    /// Names in two spellings, and others; the index finds exactly those that are explained to be hits.
    #[test]
    fn names_in_two_orthographies_are_one() {
        let rows = [
            ("MAGDI FARAG", "MAJDI FARAJ"),
            ("CHERIF BACHIR", "SHARIF BASHIR"),
            ("CEMIL HACIYEV", "JAMIL HAJIYEV"),
            ("XASAN CALI", "HASSAN ALI"),
            ("CABDULLAAHI CUMAR", "ABDULLAHI OMAR"),
            ("GHASEM REZAEI", "QASIM REZAI"),
            ("OSMAN RAMAZANOV", "UTHMAN RAMAZANOV"),
            ("ALI RAZA", "ALI RIDHA"),
            ("OMAR ABDELAZIZ", "UMAR ABDUL AZIZ"),
            ("ABU BAKR SHEKAU", "ABOUBAKAR SHEKAU"),
            ("LV XIAOMEI", "LYU XIAOMEI"),
        ];
        for is_turned in [false, true] {
            let rows = rows.map(|(one, other)| if is_turned { (other, one) } else { (one, other) });
            let entry = |(n, name): (usize, &str)| {
                Entry::new("L", n.to_string()).with_name(EntryName::full(NameQuality::Primary, name))
            };
            let entries: Vec<Entry> = rows.iter().map(|row| row.0).enumerate().map(entry).collect();
            let list = Watchlist::build(entries.clone(), "1", Policy::default());
            for (n, (listed, asked)) in rows.into_iter().enumerate() {
                let who = Passenger::named(PersonName::new(asked.into(), []));
                let (found, explained) = found_and_explained(&list, &entries, &who);
                assert_eq!(found, explained, "{asked}");
                assert!(found.contains(&n), "{asked}");
                assert!(name_score(asked, listed).is_some_and(|score| score >= 0.6), "{asked}, {listed}");
            }
        }
    }
}
