//! Where the names of a date begin.

use std::ops::Range;

use super::build::add_up;
use crate::span::{u32_of, usize_of};
use crate::watchlist::dates::OTHER;

/// Names in the order of their dates.
#[derive(Debug)]
pub(super) struct ByDate {
    /// The date of the first name.
    first: u16,
    /// For each date from there its first name and that name's first word.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::dates::UNKNOWN;

    #[test]
    fn names_are_found_by_their_dates_as_by_looking_at_each() {
        let some = [(7, 2), (7, 1), (9, 3), (40, 2), (41, 1), (OTHER, 2), (UNKNOWN, 1)];
        for names in [&some[..], &some[..5], &some[5..], &some[6..], &[]] {
            let by_date = ByDate::new(names.iter().copied(), (100, 1000));
            for from in [0, 6, 7, 8, 9, 39, 40, 41, 42, OTHER, UNKNOWN] {
                for to in [6, 7, 8, 40, 41, 50, OTHER, UNKNOWN].into_iter().filter(|to| *to >= from) {
                    let (found, words) = by_date.born(from, to);
                    let before = names.iter().take_while(|name| name.0 < from);
                    let of = names.iter().filter(|name| (from..=to).contains(&name.0));
                    assert_eq!(found.len(), of.clone().count(), "{from} {to}");
                    assert_eq!(words.len(), of.map(|name| name.1).sum::<usize>(), "{from} {to}");
                    if !found.is_empty() {
                        assert_eq!(usize_of(found.start), 100 + before.clone().count(), "{from} {to}");
                        assert_eq!(
                            words.start,
                            1000 + before.map(|name| name.1).sum::<usize>(),
                            "{from} {to}"
                        );
                    }
                }
            }
            let dated = names.iter().filter(|name| name.0 <= OTHER).count();
            assert_eq!(by_date.with_date().len(), dated);
            assert_eq!(by_date.all().len(), names.len());
        }
    }
}
