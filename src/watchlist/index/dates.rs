//! Where the names of a date begin.

use std::ops::Range;

use super::starts::Starts;
use crate::span::{u32_of, usize_of};
use crate::watchlist::dates::OTHER;

/// Names in the order of their dates.
#[derive(Debug)]
pub(super) struct ByDate {
    /// The date of the first name.
    first: u16,
    /// For each sixty-four dates from there a bit for each that has names, and how many have some before.
    days: Vec<(u64, u32)>,
    /// For each date that has names the first of them, and that name's first word.
    names: Starts,
    words: Starts,
    /// How many dates have names.
    count: usize,
}

impl ByDate {
    /// The directory of names, by the date of each and the number of its tokens; the first one is `name`, with its first word
    /// at `word`. Names with no one date have no words.
    pub(super) fn new(
        names: impl Iterator<Item = (u16, usize)> + Clone,
        (mut name, mut word): (u32, u32),
    ) -> Self {
        let first = names.clone().next().map(|name| name.0).unwrap_or_default();
        let (mut days, mut firsts, mut first_words) = (Vec::new(), Vec::new(), Vec::new());
        for (date, tokens) in names {
            let day = usize::from(date.saturating_sub(first));
            while days.len() <= day / 64 {
                days.push((0, u32_of(firsts.len())));
            }
            let bit = 1 << (day % 64);
            if let Some((bits, _)) = days.last_mut().filter(|(bits, _)| bits & bit == 0) {
                *bits |= bit;
                firsts.push(name);
                first_words.push(word);
            }
            name += 1;
            word += u32_of(tokens);
        }
        let count = firsts.len();
        firsts.push(name);
        first_words.push(word);
        days.shrink_to_fit();
        Self { first, days, names: Starts::of(firsts), words: Starts::of(first_words), count }
    }

    /// How many dates before a day have names.
    fn before(&self, day: usize) -> usize {
        match self.days.get(day / 64) {
            Some((bits, before)) => {
                let earlier = bits & ((1 << (day % 64)) - 1);
                usize_of(before + earlier.count_ones())
            }
            None => self.count,
        }
    }

    /// The names with birth dates of a run, and their words.
    pub(super) fn born(&self, from: u16, to: u16) -> (Range<u32>, Range<usize>) {
        if to < self.first {
            return (0..0, 0..0);
        }
        let day = |date: u16| usize::from(date.saturating_sub(self.first));
        let (from, to) = (self.before(day(from)), self.before(day(to) + 1));
        if from == to {
            return (0..0, 0..0);
        }
        (self.names.start(from)..self.names.start(to), self.words.between(from, to))
    }

    /// The names with one birth date or several; those with none stand behind them.
    pub(super) fn with_date(&self) -> Range<u32> {
        self.names.start(0)..self.born(0, OTHER).0.end
    }

    /// All names.
    pub(super) fn all(&self) -> Range<u32> {
        self.names.start(0)..self.names.start(self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::dates::UNKNOWN;

    #[test]
    fn names_are_found_by_their_dates_as_by_looking_at_each() {
        let some = [(7, 2), (7, 1), (9, 3), (40, 2), (41, 1), (OTHER, 2), (UNKNOWN, 1)];
        // Over the edges of sixty-four dates, and more dates than a block of starts.
        let many: Vec<(u16, usize)> =
            [7, 70, 71, 72, 135, 136, 300].into_iter().chain(400..480).map(|date| (date, 2)).collect();
        for names in [&some[..], &some[..5], &some[5..], &some[6..], &[], &many[..], &many[1..]] {
            let by_date = ByDate::new(names.iter().copied(), (100, 1000));
            for from in [0, 6, 7, 8, 9, 39, 40, 41, 42, 70, 71, 72, 134, 199, 301, 431, 479, OTHER, UNKNOWN] {
                for to in [6, 7, 8, 40, 41, 50, 70, 71, 135, 300, 399, 431, 432, 600, OTHER, UNKNOWN]
                    .into_iter()
                    .filter(|to| *to >= from)
                {
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
