//! Names in signs of Han as they are read in Japan: by a table of names, since signs do not say it.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::japan_table::OLD_FORMS;
use super::of_family;
use crate::watchlist::keyed::Key;

/// A row for each name, ascending by bytes: the name, and its readings in capitals.
static NAMES: &str = include_str!("../../../data/japanese_names.txt");

/// Most readings of a word that are taken.
const MOST_OF_WORD: usize = 9;

/// The usual forms of signs by their old ones.
static USUAL: LazyLock<HashMap<char, char, Key>> = LazyLock::new(|| {
    let mut usual = HashMap::with_hasher(Key::random());
    usual.extend(OLD_FORMS.split(' ').filter_map(|row| row.chars().next().zip(row.chars().nth(1))));
    usual
});

/// The readings of a word that stands in the table.
fn row(word: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, NAMES.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let bytes = NAMES.as_bytes();
        let start = memchr::memrchr(b'\n', bytes.get(low..middle)?).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', bytes.get(middle..)?).map_or(NAMES.len(), |at| middle + at);
        let (name, readings) = NAMES.get(start..end)?.split_once(' ')?;
        match name.cmp(word) {
            Ordering::Less => low = end + 1,
            Ordering::Equal => return Some(readings),
            Ordering::Greater => high = start,
        }
    }
    None
}

/// The readings of a word that is a name in Japan, with old forms of signs for the usual ones.
pub(super) fn readings(word: &str) -> Vec<&'static str> {
    let usual = || word.chars().map(|sign| USUAL.get(&sign).copied().unwrap_or(sign)).collect::<String>();
    let found = row(word).or_else(|| row(&usual())).or_else(|| row(of_family(word)));
    found.into_iter().flat_map(|row| row.split(' ')).take(MOST_OF_WORD).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_ascending_and_in_capitals() {
        let rows: Vec<&str> = NAMES.lines().filter(|row| !row.starts_with('#')).collect();
        assert!(rows.len() > 150_000);
        assert!(rows.is_sorted_by(|a, b| a.split(' ').next() < b.split(' ').next()));
        for line in &rows {
            let (name, readings) = line.split_once(' ').unwrap();
            assert!(!name.is_ascii(), "{line}");
            assert!(
                readings
                    .split(' ')
                    .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase())),
                "{line}"
            );
        }
        for line in rows.iter().step_by(97).chain(rows.first()).chain(rows.last()) {
            let (name, readings) = line.split_once(' ').unwrap();
            assert_eq!(row(name), Some(readings));
        }
        for word in ["", "A", "山田山田山田", "\u{10ffff}"] {
            assert_eq!(row(word), None, "{word}");
        }
    }
}
