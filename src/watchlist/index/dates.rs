//! Where the names of a date begin.

use std::ops::Range;

use super::build::add_up;
use crate::span::{u32_of, usize_of};
use crate::watchlist::dates::OTHER;

/// Names in the order of their dates.
#[derive(Debug)]
pub(super) struct ByDate {
    /// The date of the first name, and for each date from there its first name and that name's first word.
    first: u16,
    starts: Vec<(u32, u32)>,
}

impl ByDate {
    /// The directory of names, by the date of each and the number of its tokens; the first one is `name`, with its first word
    /// at `word`. Names with no one date have no words.
    pub(super) fn new(
        names: impl DoubleEndedIterator<Item = (u16, usize)> + Clone,
        (name, word): (u32, u32),
    ) -> Self {
        let date = |name: Option<(u16, usize)>| name.map(|name| name.0).unwrap_or_default();
        let (first, last) = (date(names.clone().next()), date(names.clone().next_back()));
        let days = usize::from(last.saturating_sub(first)) + 2;
        let (mut names_of, mut words_of) = (vec![0_u32; days], vec![0_u32; days]);
        for (date, tokens) in names {
            let at = usize::from(date.saturating_sub(first)) + 1;
            if let (Some(names), Some(words)) = (names_of.get_mut(at), words_of.get_mut(at)) {
                *names += 1;
                *words += u32_of(tokens);
            }
        }
        for (counts, start) in [(&mut names_of, name), (&mut words_of, word)] {
            counts.first_mut().into_iter().for_each(|first| *first = start);
            add_up(counts);
        }
        Self { first, starts: names_of.into_iter().zip(words_of).collect() }
    }

    /// The names with birth dates of a run, and their words.
    pub(super) fn born(&self, from: u16, to: u16) -> (Range<u32>, Range<usize>) {
        if to < self.first {
            return (0..0, 0..0);
        }
        let days = self.starts.len().saturating_sub(1);
        let edge = |day: usize| self.starts.get(day.min(days)).copied().unwrap_or_default();
        let day = |date: u16| usize::from(date.saturating_sub(self.first));
        let (start, end) = (edge(day(from)), edge(day(to) + 1));
        (start.0..end.0, usize_of(start.1)..usize_of(end.1))
    }

    /// The names with one birth date or several; those with none stand behind them.
    pub(super) fn with_date(&self) -> Range<u32> {
        self.starts.first().map_or(0, |first| first.0)..self.born(0, OTHER).0.end
    }

    /// All names.
    pub(super) fn all(&self) -> Range<u32> {
        let edge = |edge: Option<&(u32, u32)>| edge.map(|edge| edge.0).unwrap_or_default();
        edge(self.starts.first())..edge(self.starts.last())
    }
}
