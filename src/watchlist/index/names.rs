//! Names by their numbers: what each is and its tokens, in one place of memory.

use crate::span::{u32_of, usize_of};
use crate::watchlist::ahead::ask_for_one;
use crate::watchlist::entry::{NameQuality, QUALITIES};
use crate::watchlist::normal::MOST_TOKENS;

/// A name of the index.
#[derive(Clone, Copy, Debug)]
pub(in crate::watchlist) struct ListedName {
    pub(in crate::watchlist) entry: u32,
    /// Place among the names of its entry.
    pub(in crate::watchlist) place: u16,
    pub(in crate::watchlist) quality: NameQuality,
    pub(in crate::watchlist) date: u16,
}

/// The last place among the names of an entry that is counted; it stands for those after it.
const MOST_PLACE: u16 = 0x1fff;

impl ListedName {
    /// As a number: entry, place among its names, quality, date.
    fn packed(self) -> u64 {
        let quality = QUALITIES.iter().position(|known| *known == self.quality);
        let quality = quality.and_then(|n| u64::try_from(n).ok()).unwrap_or_default();
        let place = u64::from(self.place.min(MOST_PLACE));
        u64::from(self.entry) << 32 | (place << 3 | quality) << 16 | u64::from(self.date)
    }

    fn unpacked(packed: u64) -> Self {
        let part = |shift: u32| u16::try_from(packed >> shift & u64::from(u16::MAX)).unwrap_or_default();
        let kind = part(16);
        Self {
            entry: u32::try_from(packed >> 32).unwrap_or_default(),
            place: kind >> 3,
            date: part(0),
            quality: QUALITIES.get(usize::from(kind & 7)).copied().unwrap_or(NameQuality::Weak),
        }
    }
}

/// Tokens that stand beside a name. Those of longer names stand apart: the first number is where, the second how many.
const BESIDE: usize = 4;
const NONE: u32 = u32::MAX;
const APART: u32 = u32::MAX - 1;

/// A name and its tokens, or where they stand.
#[derive(Clone, Copy, Debug)]
pub(in crate::watchlist) struct Row {
    name: u64,
    tokens: [u32; BESIDE],
}

impl Row {
    /// The name.
    pub(in crate::watchlist) fn name(&self) -> ListedName {
        ListedName::unpacked(self.name)
    }
}

/// Names.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Names {
    rows: Vec<Row>,
    apart: Vec<u32>,
}

impl Names {
    /// Room for so many names.
    pub(super) fn with_room(names: usize) -> Self {
        Self { rows: Vec::with_capacity(names), apart: Vec::new() }
    }

    /// Adds a name.
    pub(super) fn push(&mut self, name: ListedName, tokens: &[u32]) {
        let mut row = Row { name: name.packed(), tokens: [NONE; BESIDE] };
        if tokens.len() > BESIDE {
            row.tokens = [u32_of(self.apart.len()), u32_of(tokens.len()), NONE, APART];
            self.apart.extend_from_slice(tokens);
        } else {
            for (slot, token) in row.tokens.iter_mut().zip(tokens) {
                *slot = *token;
            }
        }
        self.rows.push(row);
    }

    /// Takes no more memory than there is need for.
    pub(super) fn shrink(&mut self) {
        self.apart.shrink_to_fit();
    }

    /// Number of names.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Asks for a name.
    pub(super) fn ask_for(&self, number: u32) {
        ask_for_one(&self.rows, number);
    }

    /// A name by its number.
    pub(super) fn row(&self, number: u32) -> Option<Row> {
        self.rows.get(usize_of(number)).copied()
    }

    /// The tokens of a name, as numbers.
    pub(super) fn tokens<'n>(&'n self, row: &'n Row) -> &'n [u32] {
        let [first, second, _, last] = row.tokens;
        if last == APART {
            let start = usize_of(first);
            return self.apart.get(start..start.saturating_add(usize_of(second))).unwrap_or_default();
        }
        let len = row.tokens.iter().take_while(|token| **token != NONE).count();
        row.tokens.get(..len).unwrap_or_default()
    }

    /// The names and their tokens, by their numbers.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (ListedName, &[u32])> + Clone {
        self.rows.iter().map(|row| (row.name(), self.tokens(row)))
    }

    /// The arrays that are stored.
    pub(in crate::watchlist) fn stored(&self) -> (Vec<u64>, Vec<u32>, &[u32]) {
        let tokens = self.rows.iter().flat_map(|row| row.tokens).collect();
        (self.rows.iter().map(|row| row.name).collect(), tokens, &self.apart)
    }

    /// From what was stored; arrays that do not belong together give no names.
    pub(in crate::watchlist) fn from_stored(names: &[u64], tokens: &[u32], apart: Vec<u32>) -> Option<Self> {
        let (tokens, rest) = tokens.as_chunks::<BESIDE>();
        if tokens.len() != names.len() || !rest.is_empty() {
            return None;
        }
        // Each place apart belongs to one name: no array is larger than what was stored.
        let mut end = 0;
        for &[first, second, _, last] in tokens {
            if last == APART {
                let len = usize_of(second);
                if usize_of(first) != end || !(BESIDE + 1..=MOST_TOKENS).contains(&len) {
                    return None;
                }
                end += len;
            }
        }
        if end != apart.len() {
            return None;
        }
        let rows = names.iter().zip(tokens).map(|(name, tokens)| Row { name: *name, tokens: *tokens });
        Some(Self { rows: rows.collect(), apart })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_lengths_are_read_back() {
        let mut names = Names::with_room(0);
        let tokens: Vec<u32> = (100..).take(17).collect();
        for n in 0..=16_u16 {
            let quality = QUALITIES[usize::from(n) % 5];
            let name = ListedName { entry: u32::from(n) << 20, place: n * 900, quality, date: u16::MAX - n };
            names.push(name, &tokens[..usize::from(n)]);
        }
        let (rows, flat, apart) = names.stored();
        let again = Names::from_stored(&rows, &flat, apart.to_vec()).unwrap();
        assert!(Names::from_stored(&rows, &flat[1..], apart.to_vec()).is_none());
        assert!(Names::from_stored(&rows, &flat, apart[1..].to_vec()).is_none());
        let all_of_one: Vec<u32> =
            flat.as_chunks::<BESIDE>().0.iter().flat_map(|_| [0, 16, NONE, APART]).collect();
        assert!(Names::from_stored(&rows, &all_of_one, apart.to_vec()).is_none());
        for names in [names, again] {
            assert_eq!(names.len(), 17);
            for (n, (name, listed)) in (0..).zip(names.iter()) {
                assert_eq!(listed, &tokens[..usize::from(n)]);
                assert_eq!((name.entry, name.date), (u32::from(n) << 20, u16::MAX - n));
                assert_eq!(
                    (name.place, name.quality),
                    ((n * 900).min(MOST_PLACE), QUALITIES[usize::from(n) % 5])
                );
                assert_eq!(names.tokens(&names.row(u32::from(n)).unwrap()), listed);
            }
        }
    }
}
