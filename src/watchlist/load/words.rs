//! Words of lists: dates and states as many publishers write them.

use crate::codes::StateCode;
use crate::model::BirthDate;
use crate::watchlist::entry::BirthSpec;

/// Texts that mean "no value".
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "-0-" | "-" | "na" | "NA" | "N/A" | "00" | "UNKNOWN" | "unknown")
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn month(text: &str) -> Option<u32> {
    let start = text.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find(|(_, month)| *month == start).map(|(n, _)| n)
}

fn year(text: &str) -> Option<i32> {
    let text = text.trim();
    text.parse().ok().filter(|year| text.len() == 4 && (1850..2200).contains(year))
}

/// A date in words or numbers: `01 Jan 1950`, `Jan 1950`, `Nov. 1951`, `1950`, `1950-01-31`, `31/01/1950`, `dd/01/1950`.
fn date(text: &str) -> Option<BirthDate> {
    let text = text.trim();
    if let Some(year) = year(text) {
        return BirthDate::new(year, None, None);
    }
    if text.contains('/') {
        let mut parts = text.split('/');
        let (day, month, last) = (parts.next()?, parts.next()?, parts.next()?);
        // Unknown parts are letters or zeros.
        let number = |part: &str| part.parse::<u32>().ok().filter(|n| *n > 0);
        let month = number(month);
        return BirthDate::new(year(last)?, month, number(day).filter(|_| month.is_some()));
    }
    if text.contains('-')
        && let Some(BirthSpec::Date(date)) = BirthSpec::read(text)
    {
        return Some(date);
    }
    let parts: Vec<&str> = text.split_whitespace().collect();
    match parts.as_slice() {
        [day, name, last] => BirthDate::new(year(last)?, month(name), day.parse().ok()),
        [name, last] => BirthDate::new(year(last)?, Some(month(name)?), None),
        _ => None,
    }
}

/// A year, and one on either side.
pub(super) fn about(year: i32) -> BirthSpec {
    BirthSpec::Years(year - 1, year + 1)
}

/// A birth date of a list: a date, `circa` a date, `1950 to 1953`, `circa 1950-1953`.
pub(super) fn birth(text: &str) -> Option<BirthSpec> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let (circa, text) =
        match ["circa ", "approximately ", "c. "].iter().find(|word| lower.starts_with(**word)) {
            Some(word) => (true, text.get(word.len()..)?.trim()),
            None => (false, text),
        };
    let range = text
        .split_once(" to ")
        .or_else(|| text.split_once('-').filter(|(a, b)| a.len() == 4 && b.len() == 4));
    if let Some((from, to)) = range {
        let (from, to) = (date(from)?.year(), date(to)?.year());
        return (from <= to).then_some(BirthSpec::Years(from, to));
    }
    let date = date(text)?;
    Some(if circa { about(date.year()) } else { BirthSpec::Date(date) })
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
    ("XK", "RKS"),
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
    let code = STATES.iter().find(|(name, _)| *name == upper).map(|row| row.1);
    code.and_then(|code| StateCode::from_alpha3(code.as_bytes())).or_else(|| StateCode::from_name(&upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_lists() {
        let date = |y, m, d| Some(BirthSpec::Date(BirthDate::new(y, m, d).unwrap()));
        assert_eq!(birth("01 Jan 1950"), date(1950, Some(1), Some(1)));
        assert_eq!(birth("Jan 1950"), date(1950, Some(1), None));
        assert_eq!(birth("Nov. 1951 "), date(1951, Some(11), None));
        assert_eq!(birth("1950"), date(1950, None, None));
        assert_eq!(birth("31/01/1950"), date(1950, Some(1), Some(31)));
        assert_eq!(birth("dd/mm/1952"), date(1952, None, None));
        assert_eq!(birth("00/11/1951"), date(1951, Some(11), None));
        assert_eq!(birth("circa 1950"), Some(BirthSpec::Years(1949, 1951)));
        assert_eq!(birth("1950 to 1953"), Some(BirthSpec::Years(1950, 1953)));
        assert_eq!(birth("circa 1950-1953"), Some(BirthSpec::Years(1950, 1953)));
        assert_eq!(birth("01 Jan 1950 to 31 Dec 1951"), Some(BirthSpec::Years(1950, 1951)));
        for bad in ["", "30-35 years old", "24/06/1402 (Hijri Calendar)", "31 Feb 1950", "1953 to 1950"] {
            assert_eq!(birth(bad), None, "{bad}");
        }
    }

    #[test]
    fn states_of_lists() {
        for (text, code) in
            [("Russia", "RUS"), ("cy", "CYP"), ("Korea, North", "PRK"), ("Germany", "DEU"), ("UZB", "UZB")]
        {
            assert_eq!(state(text).map(|s| s.as_str().to_owned()).as_deref(), Some(code), "{text}");
        }
        assert_eq!(state("Region: Crimea"), None);
    }
}
