//! Birth dates as numbers of two bytes inside the postings, and the filter that a passenger's birth date makes of them.

use std::ops::Range;

use super::entry::BirthSpec;
use super::person::DateAgreement;
use crate::model::{BirthDate, Personal};
use crate::span::first_bits;

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

/// True for the number of a year alone.
const fn is_year(number: u16) -> bool {
    number.is_multiple_of(OF_YEAR)
}

/// Which dates may be of a passenger's birth date; unknown ones always may.
#[derive(Clone, Debug)]
pub(super) struct DateFilter {
    /// Runs of numbers, ascending and apart; `None` for all dates.
    runs: Option<Vec<(u16, u16)>>,
    /// The number of the full date, and of that with day and month swapped.
    exact: Option<u16>,
    swapped: Option<u16>,
}

/// About as many numbers as may be of a birth date.
const MOST_NUMBERS: usize = 72;
/// What the digits of a year count.
const PLACES: [i32; 4] = [1, 10, 100, 1000];

/// For each number of up to two digits a bit for each of those below 32 that differ in one digit.
const ONE_DIGIT_APART: [u32; 32] = one_digit_apart();

#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn one_digit_apart() -> [u32; 32] {
    let mut all = [0; 32];
    let mut a = 0;
    while a < 32 {
        let mut b = 0;
        while b < 32 {
            if (a / 10 == b / 10) != (a % 10 == b % 10) {
                all[a] |= 1 << b;
            }
            b += 1;
        }
        a += 1;
    }
    all
}

/// The numbers of a range that differ from one in one digit.
fn apart(number: u8, range: Range<u32>) -> impl Iterator<Item = u8> {
    let all = ONE_DIGIT_APART.get(usize::from(number)).copied().unwrap_or_default();
    let mut left = all & first_bits(range.end) & !first_bits(range.start);
    std::iter::from_fn(move || {
        let next = u8::try_from(left.trailing_zeros()).ok()?;
        left &= left.checked_sub(1)?;
        Some(next)
    })
}

impl DateFilter {
    /// All dates.
    pub(super) const fn all() -> Self {
        Self { runs: None, exact: None, swapped: None }
    }

    /// The dates that may be of a birth date.
    pub(super) fn of(born: BirthDate) -> Self {
        let year = born.year();
        let Some(first) = number(year, None, None) else { return Self::all() };
        let Some((month, day)) = born.month().zip(born.day()) else {
            // The year is all that is asked for.
            return Self { runs: Some(vec![(first, first + OF_YEAR - 1)]), ..Self::all() };
        };
        let of_year = |month: u8, day: u8| number(year, Some(month), Some(day));
        // Ascending: the greater the place of a digit, the farther away is a year that differs in it.
        let mut numbers = Vec::with_capacity(MOST_NUMBERS);
        let mut add = |number: Option<u16>| numbers.extend(number);
        for place in PLACES.into_iter().rev() {
            let digit = year / place % 10;
            (0..digit).for_each(|other| add(number(year + (other - digit) * place, Some(month), Some(day))));
        }
        add(Some(first));
        apart(month, 1..u32::from(month)).for_each(|month| add(of_year(month, day)));
        apart(day, 1..u32::from(day)).for_each(|day| add(of_year(month, day)));
        add(of_year(month, day));
        apart(day, u32::from(day)..32).for_each(|day| add(of_year(month, day)));
        apart(month, u32::from(month)..13).for_each(|month| add(of_year(month, day)));
        for place in PLACES {
            let digit = year / place % 10;
            (digit + 1..10)
                .for_each(|other| add(number(year + (other - digit) * place, Some(month), Some(day))));
        }
        let swapped = if day <= 12 { of_year(day, month) } else { None };
        if let Some(swapped) = swapped {
            numbers.insert(numbers.partition_point(|number| *number < swapped), swapped);
        }
        let mut runs: Vec<(u16, u16)> = Vec::with_capacity(numbers.len());
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if number <= *last + 1 => *last = number,
                _ => runs.push((number, number)),
            }
        }
        Self { runs: Some(runs), exact: of_year(month, day), swapped }
    }

    /// The runs of numbers that may be of the birth date, or nothing when all may.
    pub(super) fn runs(&self) -> Option<&[(u16, u16)]> {
        self.runs.as_deref()
    }

    /// Of one of the runs the number that weighs most.
    pub(super) fn heaviest(&self, (from, to): (u16, u16)) -> u16 {
        let is_in = |number: &u16| (from..=to).contains(number);
        let day = if is_year(to) { from } else { to };
        self.exact.filter(is_in).or(self.swapped.filter(is_in)).unwrap_or(day)
    }

    /// The most that a listed date can weigh.
    pub(super) fn most(&self, date: u16) -> f32 {
        let Some(runs) = &self.runs else { return DateAgreement::Exact.weight() };
        let agreement = match date {
            UNKNOWN => DateAgreement::Unknown,
            OTHER => DateAgreement::Exact,
            _ if Some(date) == self.exact => DateAgreement::Exact,
            _ if Some(date) == self.swapped => DateAgreement::Swapped,
            _ if !runs.iter().any(|(from, to)| (*from..=*to).contains(&date)) => DateAgreement::Conflict,
            _ if self.exact.is_none() || is_year(date) => DateAgreement::Year,
            _ => DateAgreement::OneDigit,
        };
        agreement.weight()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::person::agreement;

    /// The filter never weighs a date less than the evidence does, and leaves out only what conflicts.
    #[test]
    fn the_filter_weighs_no_date_less_than_the_evidence() {
        let full = |year, month, day| BirthDate::new(year, Some(month), Some(day));
        let mut listed: Vec<BirthDate> = Vec::new();
        for year in [1899, 1900, 1970, 1979, 1980, 1981, 1985, 1990, 2000, 2001, 2080] {
            listed.extend(BirthDate::new(year, None, None));
            listed.extend(BirthDate::new(year, Some(3), None));
            listed.extend((1..=12).flat_map(|m| (1..=31).filter_map(move |d| full(year, m, d))));
        }
        let asked = [
            full(1980, 3, 4),
            full(1980, 12, 31),
            full(2000, 10, 10),
            full(1981, 1, 29),
            full(1999, 2, 12),
            full(1981, 12, 1),
            full(1890, 1, 1),
        ];
        for born in asked.into_iter().flatten().chain(BirthDate::new(1980, None, None)) {
            let filter = DateFilter::of(born);
            let runs = filter.runs().unwrap();
            assert!(runs.iter().all(|run| run.0 <= run.1), "{born:?}");
            for run in runs {
                let heaviest = filter.most(filter.heaviest(*run));
                assert!((run.0..=run.1).all(|date| filter.most(date) <= heaviest), "{born:?} {run:?}");
            }
            assert!(runs.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0), "{born:?}");
            for date in &listed {
                let number = of_entry(&[Personal(BirthSpec::Date(*date))]);
                let (most, weight) =
                    (filter.most(number), agreement(BirthSpec::Date(*date), Some(born)).weight());
                assert!(most >= weight, "{date:?} {born:?}: {most} {weight}");
            }
        }
    }
}
