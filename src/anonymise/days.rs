//! Days of births and documents: each becomes another day of its year, on the same side of the flights of the file.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::text::Order;
use super::words::{Words, is_nobody};
use crate::model::WrittenDate;
use crate::span::usize_of;

/// The days of the flights of a file: other days stay on their side of them.
#[derive(Default)]
pub(super) struct Flights {
    days: BTreeSet<NaiveDate>,
}

/// Flights that a file may have before only the first and the last one count.
const MANY: usize = 12;
/// Birthdays before a flight that decide what a person is: not yet born, infant, child, old.
const AGES: [i32; 4] = [0, 2, 12, 100];

impl Flights {
    /// Notes the day of a flight (DTM of no person, TVL of level 0) and of the preparation (UNB).
    pub(super) fn note(&mut self, tag: [u8; 3], qualifier: &[u8], element: u16, component: u16, raw: &[u8]) {
        let raw = raw.trim_ascii();
        let text = raw.get(..6).unwrap_or_default();
        let day = match (&tag, element, component) {
            (b"DTM", 1, 2) if !matches!(qualifier, b"329" | b"36" | b"182") => {
                let long = raw.get(..8).filter(|_| raw.starts_with(b"20")).and_then(WrittenDate::from_ymd);
                long.or_else(|| WrittenDate::from_ymd(text))
            }
            (b"UNB", 4, 1) => WrittenDate::from_ymd(text),
            (b"TVL", 1, 1 | 3) => WrittenDate::from_dmy(text),
            _ => None,
        };
        let this_century = NaiveDate::from_ymd_opt(2030, 1, 1);
        self.days.extend(day.and_then(|day| day.near(this_century)));
    }

    /// Keeps the first and the last day when there are many, so that enough days are left to choose from.
    pub(super) fn settle(&mut self) {
        if self.days.len() > MANY {
            self.days = [self.days.first(), self.days.last()].into_iter().flatten().copied().collect();
        }
    }

    /// Days of a year (its last two digits) that another day must not cross.
    fn cuts(&self, year: u32) -> Vec<(u32, u32)> {
        let cut = |day: &NaiveDate| {
            let hits = AGES.iter().any(|age| u32::try_from((day.year() - age).rem_euclid(100)) == Ok(year));
            hits.then(|| (day.month(), day.day()))
        };
        self.days.iter().filter_map(cut).collect()
    }

    /// The invented day for a day, written in the same way.
    pub(super) fn day(&self, text: &str, order: Order, words: &Words<'_>) -> String {
        let length = text.len();
        let (year, month, day) = match (order, length) {
            (Order::Digits, 6) => (0..2, 2..4, 4..6),
            (Order::Digits, _) => (0..4, 4..6, 6..8),
            (Order::Month, _) => (5..length, 2..5, 0..2),
        };
        if is_nobody(text) || !text.is_ascii() {
            return text.to_owned();
        }
        let read = |text: &str| match order {
            Order::Digits => WrittenDate::from_ymd(text.as_bytes()),
            Order::Month => WrittenDate::from_text(text.to_ascii_uppercase().as_bytes()),
        };
        let number = |place: &std::ops::Range<usize>| {
            text.get(place.clone()).and_then(|part| part.parse::<u32>().ok())
        };
        let month_number = match order {
            Order::Digits => number(&month),
            Order::Month => text.get(month.clone()).and_then(month_of),
        };
        let written = read(text);
        // What is not known of a day stays unknown.
        let is_partial =
            written.is_some() && (number(&day).unwrap_or(0) == 0 || month_number.unwrap_or(0) == 0);
        if is_partial {
            return text.to_owned();
        }
        let two = number(&year).map(|year| year % 100);
        let exists = |text: &str| {
            read(text).is_some_and(|written| written.near(NaiveDate::from_ymd_opt(2000, 1, 1)).is_some())
        };
        let is_real = exists(text) || (written.is_some() && month_number.zip(number(&day)) == Some((2, 29)));
        let (Some(two), Some(month_number), Some(of_month), true) =
            (two, month_number, number(&day), is_real)
        else {
            let was = (written.is_some(), exists(text));
            return words.no_day(text, year, |made| (read(made).is_some(), exists(made)) == was);
        };
        let Some((new_month, new_day)) = words.day(two, (month_number, of_month), &self.cuts(two)) else {
            return text.to_owned();
        };
        let same = text.get(year).unwrap_or_default();
        match order {
            Order::Digits => format!("{same}{new_month:02}{new_day:02}"),
            Order::Month => {
                let name = MONTHS.get(usize_of(new_month) - 1).copied().unwrap_or("JAN");
                let lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
                let name = if lower { name.to_ascii_lowercase() } else { name.to_owned() };
                format!("{new_day:02}{name}{same}")
            }
        }
    }
}

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

fn month_of(name: &str) -> Option<u32> {
    (1..).zip(MONTHS).find(|(_, month)| month.eq_ignore_ascii_case(name)).map(|(number, _)| number)
}
