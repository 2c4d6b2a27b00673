//! Dates as messages write them, and how their centuries are found (decision D5).

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveTime};
use nom::bytes::complete::take_while_m_n;
use nom::combinator::{all_consuming, map_opt, opt};
use nom::{IResult, Parser};
use serde::{Serialize, Serializer};

/// A date as it is written: its year may have two digits, its month and day may be unknown (`00` or `XX`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    year: Year,
    month: Option<u32>,
    day: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Year {
    Two(i32),
    Four(i32),
}

/// Exactly `n` digits as a number.
fn digits<'a>(n: usize) -> impl Parser<&'a [u8], Output = u32, Error = nom::error::Error<&'a [u8]>> {
    map_opt(take_while_m_n(n, n, |b: u8| b.is_ascii_digit()), |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |n, b| n.checked_mul(10)?.checked_add(u32::from(b - b'0')))
    })
}

/// Two digits, or `XX`, `00` or `<<` for unknown.
fn part(input: &[u8]) -> IResult<&[u8], Option<u32>> {
    map_opt(take_while_m_n(2, 2, |_| true), |two: &[u8]| match two {
        b"XX" | b"xx" | b"00" | b"<<" | b"--" => Some(None),
        _ => digits(2).parse(two).ok().map(|(_, n)| Some(n)),
    })
    .parse(input)
}

fn year_two(input: &[u8]) -> IResult<&[u8], Year> {
    map_opt(digits(2), |n| i32::try_from(n).ok().map(Year::Two)).parse(input)
}

/// A year of somebody's life or travel, or that of documents without an end.
fn is_year(year: &i32) -> bool {
    (1850..2200).contains(year) || *year == 9999
}

fn year_four(input: &[u8]) -> IResult<&[u8], Year> {
    map_opt(digits(4), |n| i32::try_from(n).ok().filter(is_year).map(Year::Four)).parse(input)
}

const MONTHS: [&[u8; 3]; 12] =
    [b"JAN", b"FEB", b"MAR", b"APR", b"MAY", b"JUN", b"JUL", b"AUG", b"SEP", b"OCT", b"NOV", b"DEC"];

fn month_name(input: &[u8]) -> IResult<&[u8], Option<u32>> {
    map_opt(take_while_m_n(3, 3, |b: u8| b.is_ascii_alphabetic()), |name: &[u8]| {
        (1..).zip(MONTHS).find(|(_, month)| name.eq_ignore_ascii_case(*month)).map(|(n, _)| Some(n))
    })
    .parse(input)
}

/// Years between the day of preparation and today from which one of the two is wrong.
const APART: i32 = 20;

/// The day against which two-digit years of flights are resolved: that of preparation, unless it is decades away from the reference date, which
/// the receiver knows better; without either one in the middle of the century.
pub(crate) fn travel_anchor(prepared: Option<NaiveDate>, reference: Option<NaiveDate>) -> Option<NaiveDate> {
    let is_near = |prepared: &NaiveDate| {
        reference.is_none_or(|reference| (prepared.year() - reference.year()).abs() < APART)
    };
    prepared.filter(is_near).or(reference).or(NaiveDate::from_ymd_opt(2050, 1, 1))
}

impl WrittenDate {
    fn checked(year: Year, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let month_can = month.is_none_or(|m| (1..=12).contains(&m));
        let day_can = day.is_none_or(|d| (1..=31).contains(&d));
        // An unknown month with a known day is no date that anybody can use.
        let shaped = month.is_some() || day.is_none();
        (month_can && day_can && shaped).then_some(Self { year, month, day })
    }

    fn whole<'a>(
        parser: impl Parser<&'a [u8], Output = Self, Error = nom::error::Error<&'a [u8]>>,
        text: &'a [u8],
    ) -> Option<Self> {
        all_consuming(parser).parse(text).ok().map(|(_, date)| date)
    }

    /// `YYMMDD` or `CCYYMMDD` (DTM 2379 101 and 102), also with separators `-` between the parts.
    pub fn from_ymd(text: &[u8]) -> Option<Self> {
        let text = text.trim_ascii();
        let ymd = |(y, m, d)| Self::checked(y, m, d);
        match text.len() {
            6 => Self::whole(map_opt((year_two, part, part), ymd), text),
            8 => Self::whole(map_opt((year_four, part, part), ymd), text),
            _ => None,
        }
    }

    /// `DDMMYY` (PADIS 9916).
    pub fn from_dmy(text: &[u8]) -> Option<Self> {
        Self::whole(map_opt((part, part, year_two), |(d, m, y)| Self::checked(y, m, d)), text.trim_ascii())
    }

    /// `DDMMMYY` or `DDMMMYYYY` with an English month (SSR free text).
    pub fn from_text(text: &[u8]) -> Option<Self> {
        let year = |input| match year_four(input) {
            Ok(found) => Ok(found),
            Err(_) => year_two(input),
        };
        Self::whole(map_opt((part, month_name, year), |(d, m, y)| Self::checked(y, m, d)), text.trim_ascii())
    }

    fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month?, self.day?)
    }

    /// The day when its year is nearest to `anchor` (travel, expiry and issue dates). `None` when there is no such day
    /// or the year cannot be resolved.
    pub fn near(self, anchor: Option<NaiveDate>) -> Option<NaiveDate> {
        match self.year {
            Year::Four(year) => self.in_year(year),
            Year::Two(two) => {
                let anchor = anchor?.year();
                let base = anchor - anchor.rem_euclid(100) + two;
                let nearest =
                    [base - 100, base, base + 100].into_iter().min_by_key(|year| (year - anchor).abs())?;
                self.in_year(nearest)
            }
        }
    }

    /// True when the year has two digits.
    pub const fn is_open(self) -> bool {
        matches!(self.year, Year::Two(_))
    }

    /// The birth date: the latest year that is not after `anchor`. `None` when no such date can be, or when the year
    /// has two digits and there is no anchor.
    pub fn birth(self, anchor: Option<NaiveDate>) -> Option<BirthDate> {
        let at = |year| BirthDate::new(year, self.month, self.day);
        match self.year {
            // A document may be without an end; nobody is born so late.
            Year::Four(year) => at(year).filter(|_| year < 9999),
            Year::Two(two) => {
                let anchor = anchor?;
                let base = anchor.year() - anchor.year().rem_euclid(100) + two;
                let not_after = |year: i32| {
                    let first = NaiveDate::from_ymd_opt(year, self.month.unwrap_or(1), self.day.unwrap_or(1));
                    first.map_or(year < anchor.year(), |first| first <= anchor)
                };
                // 29 February in a year that has none may still be one a century earlier.
                [base + 100, base, base - 100].into_iter().filter(|&year| not_after(year)).find_map(at)
            }
        }
    }
}

/// A birth date, of which month and day may be unknown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BirthDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl BirthDate {
    /// A birth date; `None` when there is no such day.
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        if month.is_none() && day.is_some() {
            return None;
        }
        let small = |n: Option<u32>| n.and_then(|n| u8::try_from(n).ok());
        Some(Self { year, month: small(month), day: small(day) })
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12, when it is known.
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month when it is known.
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// The day, when it is known in full.
    pub fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, u32::from(self.month?), u32::from(self.day?))
    }

    /// Full years on a day; unknown parts count as the first of the year or month.
    pub fn age_on(self, day: NaiveDate) -> i32 {
        let month = self.month.map_or(1, u32::from);
        let of_month = self.day.map_or(1, u32::from);
        day.year() - self.year - i32::from((day.month(), day.day()) < (month, of_month))
    }
}

impl From<NaiveDate> for BirthDate {
    fn from(date: NaiveDate) -> Self {
        let small = |n: u32| u8::try_from(n).ok();
        Self { year: date.year(), month: small(date.month()), day: small(date.day()) }
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for BirthDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A time of the day, `HHMM` or `HHMMSS`; further digits are passed over.
pub(crate) fn time(text: &[u8]) -> Option<NaiveTime> {
    let text = text.trim_ascii();
    if !matches!(text.len(), 4..=9) || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (_, (hour, minute, second)) = (digits(2), digits(2), opt(digits(2))).parse(text).ok()?;
    NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn birth_dates_take_the_latest_year_that_can_be() {
        let flight = Some(day("2026-03-14"));
        let rows: &[(&str, Option<&str>)] = &[
            ("720907", Some("1972-09-07")),
            ("260314", Some("2026-03-14")),
            ("260315", Some("1926-03-15")),
            ("19360229", Some("1936-02-29")),
            ("700229", None),
            ("7209XX", Some("1972-09")),
            ("720000", Some("1972")),
            ("72XX07", None),
            ("721301", None),
            ("0229", None),
            ("AB0229", None),
        ];
        for (text, expected) in rows {
            let read =
                WrittenDate::from_ymd(text.as_bytes()).and_then(|w| w.birth(flight)).map(|b| b.to_string());
            assert_eq!(read.as_deref(), *expected, "{text}");
        }
        assert_eq!(WrittenDate::from_ymd(b"720907").unwrap().birth(None), None);
        assert!(WrittenDate::from_ymd(b"19720907").unwrap().birth(None).is_some());
    }

    #[test]
    fn texts_and_travel_dates() {
        let anchor = Some(day("2026-03-14"));
        let text = |t: &str| {
            WrittenDate::from_text(t.as_bytes()).and_then(|w| w.near(anchor)).map(|d| d.to_string())
        };
        assert_eq!(text("31JAN31").as_deref(), Some("2031-01-31"));
        assert_eq!(text("31JAN2031").as_deref(), Some("2031-01-31"));
        assert_eq!(text("01feb77").as_deref(), Some("1977-02-01"));
        assert_eq!(text("01FEB75").as_deref(), Some("2075-02-01"));
        assert_eq!(text("31FEB31"), None);
        assert_eq!(WrittenDate::from_dmy(b"140326").unwrap().near(anchor), anchor);
    }

    #[test]
    fn ages() {
        let born = BirthDate::new(1926, Some(3), Some(15)).unwrap();
        assert_eq!(born.age_on(day("2026-03-14")), 99);
        assert_eq!(born.age_on(day("2026-03-15")), 100);
    }
}
