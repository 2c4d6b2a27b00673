//! Words of lists: states, qualities of names and kinds of numbers, as many publishers write them; values that share a cell.

use std::borrow::Cow;

use crate::codes::{Sex, StateCode};
use crate::watchlist::entry::NameQuality;

/// Texts that mean "no value", whatever is asked for.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "-0-" | "-" | "N/A" | "00" | "UNKNOWN" | "unknown")
}

/// The same where no name and no state is asked for: NA is a family's name, and Namibia.
pub(super) fn is_not_available(text: &str) -> bool {
    is_nothing(text) || text.trim().eq_ignore_ascii_case("na")
}

/// Sex in words or letters.
pub(super) fn sex(text: &str) -> Option<Sex> {
    match text.trim().to_ascii_lowercase().as_str() {
        "male" | "m" => Some(Sex::Male),
        "female" | "f" => Some(Sex::Female),
        _ => None,
    }
}

/// Parts of words about the quality of a name. Source: the lists of OFAC (`category`, `type`), UN (`QUALITY`), EU (remarks) and
/// UK (`Name type`, `Alias strength`).
const QUALITIES: &[(&str, NameQuality)] = &[
    ("low qual", NameQuality::Weak),
    ("f.k.a", NameQuality::Former),
    ("fka", NameQuality::Former),
    ("variation", NameQuality::Good),
    ("primary name", NameQuality::Primary),
    ("good", NameQuality::Good),
    ("alias", NameQuality::Good),
    ("a.k.a", NameQuality::Good),
    ("aka", NameQuality::Good),
    ("n.k.a", NameQuality::Good),
    ("strong", NameQuality::Good),
];

/// How good a name is by a word of its list; `false` is the EU's word for an alias that is not strong.
pub(super) fn quality(text: &str) -> Option<NameQuality> {
    let lower = text.trim().to_lowercase().replace('-', " ");
    if matches!(lower.as_str(), "low" | "weak" | "false") {
        return Some(NameQuality::Weak);
    }
    QUALITIES.iter().find(|(word, _)| lower.contains(word)).map(|row| row.1)
}

/// What a number of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// A document with which one travels or proves who one is, with its type.
    Document(&'static str),
    /// Another number of the person.
    Other,
    /// No number: the sex.
    Sex,
    /// No number: a notice.
    Nothing,
}

/// Parts of labels of numbers; the first that is met decides. `P` passport, `T` other travel document, `I` identity card, `R`
/// residence permit, `V` visa. Source: the labels of OFAC, UN (English, French, Spanish) and EU (`identificationTypeCode`).
const NUMBERS: &[(&str, NumberKind)] = &[
    ("gender", NumberKind::Sex),
    ("sanction", NumberKind::Nothing),
    ("determination", NumberKind::Nothing),
    ("prohibited", NumberKind::Nothing),
    ("effective date", NumberKind::Nothing),
    ("executive order", NumberKind::Nothing),
    ("travel doc", NumberKind::Document("T")),
    ("travelcard", NumberKind::Document("T")),
    ("laissez", NumberKind::Document("T")),
    ("pass", NumberKind::Document("P")),
    ("pasa", NumberKind::Document("P")),
    ("national id", NumberKind::Document("I")),
    ("tax", NumberKind::Other),
    ("fiscal", NumberKind::Other),
    ("driv", NumberKind::Other),
    ("company", NumberKind::Other),
    ("visa", NumberKind::Document("V")),
    ("residen", NumberKind::Document("R")),
    ("identi", NumberKind::Document("I")),
    ("id card", NumberKind::Document("I")),
    ("foreign id", NumberKind::Document("I")),
    ("citizen's card", NumberKind::Document("I")),
    ("cedula", NumberKind::Document("I")),
    ("c\u{e9}dula", NumberKind::Document("I")),
    ("d.n.i", NumberKind::Document("I")),
    ("tazkira", NumberKind::Document("I")),
];

/// What a number is by its label; one without a label may be a document.
pub(super) fn number_kind(label: &str) -> NumberKind {
    match label.trim().to_lowercase().as_str() {
        "" => NumberKind::Document("X"),
        "id" => NumberKind::Document("I"),
        lower => NUMBERS.iter().find(|(word, _)| lower.contains(word)).map_or(NumberKind::Other, |row| row.1),
    }
}

/// The kind of a document by a label that says nothing of it, and the words beside its number.
pub(super) fn kind_by_words(label: &str, words: &str) -> NumberKind {
    let of_label = number_kind(label);
    let says_nothing = matches!(label.trim().to_lowercase().as_str(), "" | "other" | "unknown" | "number");
    match number_kind(words) {
        of_words @ NumberKind::Document(_) if says_nothing && !words.trim().is_empty() => of_words,
        _ => of_label,
    }
}

/// True when a letter is Latin, or there is none at all.
pub(super) fn is_latin(text: &str) -> bool {
    let is_latin = |c: char| matches!(u32::from(c), 0..=0x2af | 0x1e00..=0x1eff | 0xff21..=0xff5a);
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_none() || letters.any(is_latin)
}

/// Values joined by semicolons.
pub(super) fn semicolons(text: &str) -> Vec<Cow<'_, str>> {
    text.split(';').map(|value| Cow::Borrowed(value.trim())).collect()
}

/// Values of a cell that starts with `(1)`: `(1) Russia (2) Cyprus`; any other cell is one value.
pub(super) fn numbered(text: &str) -> Vec<Cow<'_, str>> {
    let mut values = Vec::new();
    let mut rest = text.trim();
    for number in 1_u32.. {
        let Some(value) = rest.strip_prefix(format!("({number})").as_str()) else { break };
        let end = value.find(format!("({})", number + 1).as_str()).unwrap_or(value.len());
        let (value, next) = value.split_at_checked(end).unwrap_or((value, ""));
        values.push(Cow::Borrowed(value.trim()));
        rest = next;
    }
    if values.is_empty() { vec![Cow::Borrowed(rest)] } else { values }
}

/// The values of a cell that is a line of CSV itself, separated by semicolons.
pub(super) fn line_in_cell(cell: &str) -> Vec<Cow<'_, str>> {
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.has_headers(false).delimiter(b';').flexible(true).from_reader(cell.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(|value| Cow::Owned(value.trim().to_owned())).collect(),
        _ => Vec::new(),
    }
}

/// Names of states in lists that are not the short names of the table. Source: the lists of OFAC, UN, EU and UK.
const STATES: &[(&str, &str)] = &[
    ("BOSNIA-HERZEGOVINA", "BIH"),
    ("BURMA", "MMR"),
    ("CONGO (DEMOCRATIC REPUBLIC)", "COD"),
    ("CONGO, DEMOCRATIC REPUBLIC OF THE", "COD"),
    ("DEMOCRATIC REPUBLIC OF THE CONGO", "COD"),
    ("CONGO, REPUBLIC OF THE", "COG"),
    ("COTE D'IVOIRE", "CIV"),
    ("DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA", "PRK"),
    ("KOREA, NORTH", "PRK"),
    ("NORTH KOREA", "PRK"),
    ("KOREA, SOUTH", "KOR"),
    ("SOUTH KOREA", "KOR"),
    ("REPUBLIC OF KOREA", "KOR"),
    ("IRAN", "IRN"),
    ("IRAN (ISLAMIC REPUBLIC OF)", "IRN"),
    ("RUSSIA", "RUS"),
    ("RUSSIAN FEDERATION", "RUS"),
    ("SYRIA", "SYR"),
    ("SYRIAN ARAB REPUBLIC", "SYR"),
    ("TANZANIA", "TZA"),
    ("UNITED REPUBLIC OF TANZANIA", "TZA"),
    ("TURKEY", "TUR"),
    ("UNITED KINGDOM", "GBR"),
    ("UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND", "GBR"),
    ("UNITED STATES", "USA"),
    ("UNITED STATES OF AMERICA", "USA"),
    ("VENEZUELA", "VEN"),
    ("BOLIVIA", "BOL"),
    ("VIETNAM", "VNM"),
    ("VIET NAM", "VNM"),
    ("LAOS", "LAO"),
    ("MOLDOVA", "MDA"),
    ("PALESTINIAN", "PSE"),
    ("STATE OF PALESTINE", "PSE"),
    ("WEST BANK", "PSE"),
    ("GAZA", "PSE"),
    ("LIBYA", "LBY"),
    ("BRUNEI", "BRN"),
    ("MACEDONIA, THE FORMER YUGOSLAV REPUBLIC OF", "MKD"),
    ("THE GAMBIA", "GMB"),
    ("SERBIA AND MONTENEGRO", "SCG"),
    ("YUGOSLAVIA", "YUG"),
    ("USSR", "SUN"),
    ("FORMER SOVIET UNION", "SUN"),
    ("SUHH", "SUN"),
    ("BAHAMAS, THE", "BHS"),
    ("THE BAHAMAS", "BHS"),
    ("BOLIVIA (PLURINATIONAL STATE OF)", "BOL"),
    ("CAPE VERDE", "CPV"),
    ("CSXX", "SCG"),
    ("CZECH REPUBLIC", "CZE"),
    ("DDDE", "DDR"),
    ("DEMOCRATIC REPUBLIC OF CONGO", "COD"),
    ("EAST TIMOR", "TLS"),
    ("EL", "GRC"),
    ("GAMBIA, THE", "GMB"),
    ("MACAO", "MAC"),
    ("MACAU", "MAC"),
    ("MYANMAR (BURMA)", "MMR"),
    ("NETHERLANDS", "NLD"),
    ("THE NETHERLANDS", "NLD"),
    ("NORTH MACEDONIA, THE REPUBLIC OF", "MKD"),
    ("OCCUPIED PALESTINIAN TERRITORIES", "PSE"),
    ("OCCUPIED PALESTINIAN TERRITORY", "PSE"),
    ("PALESTINE", "PSE"),
    ("REGION: GAZA", "PSE"),
    ("REPUBLIC OF THE CONGO", "COG"),
    ("REPUBLIC OF MOLDOVA", "MDA"),
    ("ST. KITTS AND NEVIS", "KNA"),
    ("ST KITTS AND NEVIS", "KNA"),
    ("ST. LUCIA", "LCA"),
    ("ST VINCENT", "VCT"),
    ("STATELESS", "XXA"),
    ("SWAZILAND", "SWZ"),
    ("TAIWAN", "TWN"),
    ("TURKIYE", "TUR"),
    ("UK", "GBR"),
    ("VENEZUELA (BOLIVARIAN REPUBLIC OF)", "VEN"),
    ("YUCS", "YUG"),
];

/// A state by its name or code in a list; `None` for texts that nobody lists.
pub(super) fn state(text: &str) -> Option<StateCode> {
    let upper = text.trim().to_uppercase();
    if upper.len() == 2
        && let Some(state) = StateCode::from_alpha2(upper.as_bytes())
    {
        return Some(state);
    }
    if upper.len() == 3
        && let Some(state) = StateCode::from_alpha3(upper.as_bytes())
    {
        return Some(state);
    }
    // Regions stand behind their state: `cn-xz`. Those whose state is disputed name none.
    if let Some((state, region)) = upper.split_once('-')
        && (state.len(), region.len()) == (2, 2)
    {
        return StateCode::from_alpha2(state.as_bytes());
    }
    let code = STATES.iter().find(|(name, _)| *name == upper).map(|row| row.1);
    code.and_then(|code| StateCode::from_alpha3(code.as_bytes())).or_else(|| StateCode::from_name(&upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_lists() {
        for (text, expected) in [
            ("Low quality a.k.a", Some(NameQuality::Weak)),
            ("Low-qualtiy alias", Some(NameQuality::Weak)),
            ("weak", Some(NameQuality::Weak)),
            ("false", Some(NameQuality::Weak)),
            ("true", None),
            ("f.k.a.", Some(NameQuality::Former)),
            ("ALias", Some(NameQuality::Good)),
            ("Primary name variation", Some(NameQuality::Good)),
            ("Primary Name", Some(NameQuality::Primary)),
            ("a note on something else", None),
        ] {
            assert_eq!(quality(text), expected, "{text}");
        }
        for (label, kind) in [
            ("Diplomatic Passport", NumberKind::Document("P")),
            ("Pasaporte", NumberKind::Document("P")),
            ("National Identification Number Driver's Permit", NumberKind::Document("I")),
            ("Tax Identification Number", NumberKind::Other),
            ("travelcardid", NumberKind::Document("T")),
            ("residentperm", NumberKind::Document("R")),
            ("drivinglicence", NumberKind::Other),
            ("id", NumberKind::Document("I")),
            ("", NumberKind::Document("X")),
            ("Secondary sanctions risk:", NumberKind::Nothing),
            ("Gender", NumberKind::Sex),
        ] {
            assert_eq!(number_kind(label), kind, "{label}");
        }
        assert!(
            is_latin("Jos\u{e9}")
                && is_latin("123")
                && is_latin("Jin (\u{91d1})")
                && !is_latin("\u{417}\u{43e}")
        );
        assert_eq!(numbered("(1) Russia (2) Cyprus"), ["Russia", "Cyprus"]);
        assert_eq!(numbered("Korea (1) x"), ["Korea (1) x"]);
        assert_eq!(line_in_cell("\"a; b\";c"), ["a; b", "c"]);
    }

    #[test]
    fn states_of_lists() {
        for (text, code) in [
            ("Russia", "RUS"),
            ("cy", "CYP"),
            ("na", "NAM"),
            ("Korea, North", "PRK"),
            ("Germany", "DEU"),
            ("UZB", "UZB"),
            ("Bahamas, The", "BHS"),
            ("UK", "GBR"),
            ("yucs", "YUG"),
            ("cn-xz", "CHN"),
        ] {
            assert_eq!(state(text).map(|s| s.as_str().to_owned()).as_deref(), Some(code), "{text}");
        }
        assert_eq!((state("Region: Crimea"), state("ua-cri")), (None, None));
        for (name, code) in STATES {
            assert_eq!(state(name).map(|state| state.as_str().to_owned()).as_deref(), Some(*code), "{name}");
        }
    }
}
