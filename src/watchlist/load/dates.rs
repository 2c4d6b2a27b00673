//! Dates of lists: days of birth in words and numbers, with what says that they are about a day, and days of validity.

use chrono::NaiveDate;

use crate::model::BirthDate;
use crate::watchlist::entry::BirthSpec;

/// The months, by their first three letters and the rest.
const MONTHS: [(&str, &str); 12] = [
    ("jan", "uary"),
    ("feb", "ruary"),
    ("mar", "ch"),
    ("apr", "il"),
    ("may", ""),
    ("jun", "e"),
    ("jul", "y"),
    ("aug", "ust"),
    ("sep", "tember"),
    ("oct", "ober"),
    ("nov", "ember"),
    ("dec", "ember"),
];

/// A month by its name, or at least its first three letters.
fn month(text: &str) -> Option<u32> {
    let lower = text.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let is =
        |(start, rest): &(&str, &str)| lower.strip_prefix(start).is_some_and(|tail| rest.starts_with(tail));
    (1..).zip(&MONTHS).find(|(_, month)| is(month)).map(|(n, _)| n)
}

pub(super) fn year(text: &str) -> Option<i32> {
    let text = text.trim();
    text.parse().ok().filter(|year| text.len() == 4 && (1850..2200).contains(year))
}

/// A part of a date that is not known: zeros, or letters that stand for one digit or both.
fn is_unknown(part: &str) -> bool {
    let is_mark = |byte: &u8| matches!(byte.to_ascii_lowercase(), b'x' | b'd' | b'm' | b'?');
    matches!(part.len(), 1 | 2)
        && (part.bytes().all(|byte| byte == b'0') || part.bytes().any(|byte| is_mark(&byte)))
        && part.bytes().all(|byte| byte.is_ascii_digit() || is_mark(&byte))
}

/// A day or month in numbers, such as `5`, `5.` or `5th`; zero when it is not known.
fn part(text: &str) -> Option<u32> {
    let number = text.trim_end_matches(['.', ',']);
    let bare =
        ["st", "nd", "rd", "th"].iter().find_map(|ending| number.strip_suffix(ending)).unwrap_or(number);
    if is_unknown(bare) { Some(0) } else { bare.parse().ok() }
}

/// A date whose day, or month and day, may be zero.
fn with_parts(year: i32, month: u32, day: u32) -> Option<BirthDate> {
    let known = |part: u32| Some(part).filter(|part| *part > 0);
    BirthDate::new(year, known(month), known(day).filter(|_| month > 0))
}

/// A date in words or numbers: `01 Jan 1950`, `January 5, 1950`, `Jan 1950`, `1950`, `1950-01-31`, `31/01/1950`, `31.01.1950`, `dd/01/1950`, `01/1950`.
fn date(text: &str) -> Option<BirthDate> {
    let text = text.trim();
    // A time or an offset behind an ISO day says nothing.
    let text = match text.get(10..11) {
        Some("T" | "Z" | "+") => text.get(..10)?,
        _ => text,
    };
    if let Some(year) = year(text) {
        return BirthDate::new(year, None, None);
    }
    if text.contains('-')
        && let Some(BirthSpec::Date(date)) = BirthSpec::read(text)
    {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    match parts.as_slice() {
        [of_day, of_month, last] if year(last).is_some() => {
            return with_parts(year(last)?, part(of_month)?, part(of_day)?);
        }
        [of_month, last]
            if year(last).is_some()
                && matches!(of_month.len(), 1 | 2)
                && of_month.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            return with_parts(year(last)?, part(of_month)?, 0);
        }
        _ => {}
    }
    let parts: Vec<&str> = text.split_whitespace().collect();
    match parts.as_slice() {
        [of_day, name, last] if is_unknown(name) => {
            part(of_day)?;
            BirthDate::new(year(last)?, None, None)
        }
        [of_day, name, last] => {
            let (day, month) = match month(name) {
                Some(month) => (part(of_day)?, month),
                None => (part(name)?, month(of_day)?),
            };
            with_parts(year(last)?, month, day)
        }
        [name, last] => BirthDate::new(year(last)?, Some(month(name)?), None),
        _ => None,
    }
}

/// True for words that are a date, or a part of one, or a range of years.
pub(super) fn is_date(words: &str) -> bool {
    let is_part = |part: &str| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit()) && matches!(part.len(), 1 | 2);
        is_number || year(part).is_some() || month(part).is_some()
    };
    let parts: Vec<&str> = words.split([' ', '/', '.', '-']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [one] => year(one).is_some(),
        [_, _] | [_, _, _] => parts.iter().all(|part| is_part(part)),
        _ => false,
    }
}

/// A day of validity: ISO or with the month in letters. A day and a month in numbers with strokes stand in either order in the lists that have
/// such days, so that they say nothing.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let date = if text.contains('/') { None } else { date(text) }?;
    NaiveDate::from_ymd_opt(date.year(), date.month()?.into(), date.day()?.into())
}

/// A year, and one on either side.
pub(super) fn about(year: i32) -> BirthSpec {
    BirthSpec::Years(year - 1, year + 1)
}

/// Words before a date that say that it is about one.
const CIRCA: &[&str] =
    &["circa", "approximately", "approx.", "approx", "about", "around", "c.", "c", "ca.", "ca"];

/// A text without a word at its start; whether a date is about one is told.
fn without_words(text: &str) -> (bool, &str) {
    let (mut circa, mut rest) = (false, text.trim());
    loop {
        let lower = rest.to_ascii_lowercase();
        let behind = |word: &&str| {
            let tail = lower.strip_prefix(*word)?;
            let is_end = tail.starts_with(' ') || word.ends_with('.');
            is_end.then(|| rest.get(word.len()..).unwrap_or_default().trim_start())
        };
        if let Some(tail) = ["born", "between", "in", "on"].iter().find_map(behind) {
            rest = tail;
        } else if let Some(tail) = CIRCA.iter().find_map(behind) {
            (circa, rest) = (true, tail);
        } else {
            return (circa, rest);
        }
    }
}

/// A birth date of a list: a date, `circa` a date, `1950 to 1953`, `between 1950 and 1953`, `circa 1950-1953`, `1950s`.
pub(super) fn birth(text: &str) -> Option<BirthSpec> {
    let text = text.trim().trim_end_matches('.');
    let text = text.replace(['\u{2013}', '\u{2014}'], "-");
    let (circa, text) = without_words(&text);
    let of_years = |(from, to): &(&str, &str)| year(from).is_some() && year(to).is_some();
    let range = text
        .split_once(" to ")
        .or_else(|| text.split_once(" and "))
        .or_else(|| text.split_once('-').filter(of_years));
    if let Some((from, to)) = range {
        let (from, to) = (date(from)?.year(), date(to)?.year());
        return (from <= to).then_some(BirthSpec::Years(from, to));
    }
    if let Some(first) =
        text.strip_suffix(['s', 'S']).map(|decade| decade.trim_end_matches('\'')).and_then(year)
    {
        return (first % 10 == 0).then_some(BirthSpec::Years(first, first + 9));
    }
    let date = date(text)?;
    Some(if circa { about(date.year()) } else { BirthSpec::Date(date) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_lists() {
        let date = |y, m, d| Some(BirthSpec::Date(BirthDate::new(y, m, d).unwrap()));
        let years = |from, to| Some(BirthSpec::Years(from, to));
        for (text, want) in [
            ("01 Jan 1950", date(1950, Some(1), Some(1))),
            ("January 5, 1962", date(1962, Some(1), Some(5))),
            ("5. September 1951", date(1951, Some(9), Some(5))),
            ("5th May 1951", date(1951, Some(5), Some(5))),
            ("May 5th, 1951", date(1951, Some(5), Some(5))),
            ("1st Jan 1950", date(1950, Some(1), Some(1))),
            ("born in 1950", date(1950, None, None)),
            ("0d/1m/1950", date(1950, None, None)),
            ("5 January 1962", date(1962, Some(1), Some(5))),
            ("Jan 1950", date(1950, Some(1), None)),
            ("Nov. 1951 ", date(1951, Some(11), None)),
            ("Sept 1951", date(1951, Some(9), None)),
            ("1950", date(1950, None, None)),
            ("31/01/1950", date(1950, Some(1), Some(31))),
            ("01.02.1950", date(1950, Some(2), Some(1))),
            ("12/1950", date(1950, Some(12), None)),
            ("dd/mm/1952", date(1952, None, None)),
            ("00/11/1951", date(1951, Some(11), None)),
            ("00/00/1965", date(1965, None, None)),
            ("xx xx 1950", date(1950, None, None)),
            ("xx Jan 1950", date(1950, Some(1), None)),
            ("circa 1950", years(1949, 1951)),
            ("Born circa 1961", years(1960, 1962)),
            ("about 1950", years(1949, 1951)),
            ("ca. 1950", years(1949, 1951)),
            ("c.1950", years(1949, 1951)),
            ("Approximately 1950", years(1949, 1951)),
            ("circa 01 Jan 1950", years(1949, 1951)),
            ("1950 to 1953", years(1950, 1953)),
            ("1950\u{2013}1953", years(1950, 1953)),
            ("1950 - 1953", years(1950, 1953)),
            ("between 1961 and 1963", years(1961, 1963)),
            ("Between 1961-1963", years(1961, 1963)),
            ("1950s", years(1950, 1959)),
            ("circa 1950-1953", years(1950, 1953)),
            ("01 Jan 1950 to 31 Dec 1951", years(1950, 1951)),
        ] {
            assert_eq!(birth(text), want, "{text}");
        }
        for bad in [
            "",
            "30-35 years old",
            "24/06/1402 (Hijri Calendar)",
            "31 Feb 1950",
            "1953 to 1950",
            "Maybe 1950",
            "no later 1950",
            "Mayor 1950",
            "13/1950",
            "1953s",
            "born",
            "c",
            "d. 1950",
        ] {
            assert_eq!(birth(bad), None, "{bad}");
        }
        assert_eq!(day("2030-01-02"), NaiveDate::from_ymd_opt(2030, 1, 2));
        assert_eq!(day("02 Jan 2030"), NaiveDate::from_ymd_opt(2030, 1, 2));
        for bad in ["2030", "2030-01", "2030-02-30", "soon", "02/01/2030", "31/01/2030"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}
