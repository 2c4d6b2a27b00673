//! Birth dates as numbers of two bytes inside the postings, and the filter that a passenger's birth date makes of them.

use super::entry::BirthSpec;
use super::person::DateAgreement;
use crate::model::{BirthDate, Personal};

/// No date is known.
pub(super) const UNKNOWN: u16 = u16::MAX;
/// Several dates, ranges, or dates outside the years of the numbers: always looked at.
pub(super) const OTHER: u16 = u16::MAX - 1;
const FIRST_YEAR: i32 = 1890;
const YEARS: i32 = 170;
/// Numbers of a year: one for the year alone, one for each day of twelve months of 31 days.
const OF_YEAR: u16 = 373;

/// The number of a date; day or month unknown is the year alone.
fn number(year: i32, month: Option<u8>, day: Option<u8>) -> Option<u16> {
    let year = u16::try_from(year.checked_sub(FIRST_YEAR).filter(|n| (0..YEARS).contains(n))?).ok()?;
    let of_year = month.zip(day).map_or(0, |(m, d)| (u16::from(m) - 1) * 31 + u16::from(d));
    Some(year * OF_YEAR + of_year)
}

/// The number of an entry's birth dates.
pub(super) fn of_entry(births: &[Personal<BirthSpec>]) -> u16 {
    match births {
        [] => UNKNOWN,
        [Personal(BirthSpec::Date(date))] => number(date.year(), date.month(), date.day()).unwrap_or(OTHER),
        _ => OTHER,
    }
}

/// The bits of a date in the summary of a token: its year, and its day of the year.
pub(super) const fn summary(date: u16) -> u64 {
    if date >= OTHER {
        return u64::MAX;
    }
    let (year, of_year) = (date / OF_YEAR, date % OF_YEAR);
    let day = if of_year == 0 { 0 } else { 1 << (32 + of_year % 32) };
    (1 << (year % 32)) | day
}

/// Which dates may be of a passenger's birth date. Unknown ones always may.
#[derive(Clone, Debug)]
pub(super) struct DateFilter {
    /// Bits that a token's summary must meet.
    pub(super) summary: u64,
    /// Numbers of the year.
    pub(super) year: std::ops::RangeInclusive<u16>,
    /// Numbers of other years whose date differs in one digit, ascending.
    pub(super) near: Vec<u16>,
    /// True when entries without any date need not be looked at.
    pub(super) known_only: bool,
    /// The number of the full date.
    exact: Option<u16>,
    all: bool,
}

impl DateFilter {
    /// All dates.
    pub(super) const fn all() -> Self {
        Self {
            summary: u64::MAX,
            year: 0..=u16::MAX,
            near: Vec::new(),
            known_only: false,
            exact: None,
            all: true,
        }
    }

    /// The dates that may be of a birth date.
    pub(super) fn of(born: BirthDate) -> Self {
        let Some(first) = number(born.year(), None, None) else { return Self::all() };
        let mut near = Vec::new();
        if born.day().is_some() {
            for place in [1, 10, 100, 1000] {
                let without = born.year() - born.year() / place % 10 * place;
                let years = (0..10).map(|digit| without + digit * place).filter(|year| *year != born.year());
                near.extend(years.filter_map(|year| number(year, born.month(), born.day())));
            }
        }
        near.sort_unstable();
        let day = near.first().map_or(0, |near| summary(*near) & (u64::MAX << 32));
        let summary = (summary(first) & u64::from(u32::MAX)) | day;
        let exact = born.day().and_then(|_| number(born.year(), born.month(), born.day()));
        Self { summary, year: first..=first + OF_YEAR - 1, near, known_only: false, exact, all: false }
    }

    /// The same filter without entries that have no date at all.
    pub(super) fn known_only(&self) -> Self {
        Self { known_only: !self.all, ..self.clone() }
    }

    /// True for everything.
    pub(super) const fn is_all(&self) -> bool {
        self.all
    }

    /// The most that a listed date can weigh.
    pub(super) fn most(&self, date: u16) -> f32 {
        match date {
            UNKNOWN => DateAgreement::Unknown.weight(),
            OTHER => DateAgreement::Exact.weight(),
            _ if self.all => DateAgreement::Exact.weight(),
            _ if Some(date) == self.exact => DateAgreement::Exact.weight(),
            // The year alone is listed, or is all that is asked for.
            _ if self.year.contains(&date) && (date.is_multiple_of(OF_YEAR) || self.exact.is_none()) => {
                DateAgreement::Year.weight()
            }
            _ if self.year.contains(&date) => DateAgreement::Swapped.weight(),
            _ if self.near.binary_search(&date).is_ok() => DateAgreement::OneDigit.weight(),
            _ => DateAgreement::Conflict.weight(),
        }
    }

    /// True when a date may be of the birth date.
    pub(super) fn has(&self, date: u16) -> bool {
        self.year.contains(&date)
            || date == OTHER
            || (date == UNKNOWN && !self.known_only)
            || self.near.binary_search(&date).is_ok()
    }
}
