//! Names in signs of Han as they are read in Japan: by a table of names, since signs do not say it.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::japan_table::OLD_FORMS;
use super::{Script, of_family};
use crate::watchlist::keyed::Key;
use crate::watchlist::normal::MOST_TOKENS;

/// A row for each name, ascending by bytes: the name, and its readings in capitals.
static NAMES: &str = include_str!("../../../data/japanese_names.txt");

/// Most readings of a word that are taken.
const MOST_OF_WORD: usize = 6;
/// Most readings of a whole name that are taken.
const MOST_OF_NAME: usize = 12;
/// Most signs of a family and a given name in one.
const MOST_SIGNS: usize = 6;

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
fn readings(word: &str) -> Vec<&'static str> {
    let usual = || word.chars().map(|sign| USUAL.get(&sign).copied().unwrap_or(sign)).collect::<String>();
    let found = row(word).or_else(|| row(&usual())).or_else(|| row(of_family(word)));
    found.into_iter().flat_map(|row| row.split(' ')).take(MOST_OF_WORD).collect()
}

/// True when a text has a sign of Han.
fn has_signs(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| Script::of(c) == Some(Script::Han))
}

/// The ways to read a full name without a gap: where its family name ends nothing says.
fn of_full_name(name: &str, out: &mut Vec<String>) {
    for (at, _) in name.char_indices().skip(1) {
        let Some((family, given)) = name.split_at_checked(at) else { continue };
        for family in readings(family) {
            out.extend(readings(given).iter().map(|given| format!("{family} {given}")));
        }
    }
}

/// The ways in which a name is read in Japan: each a text in which the words that are names there stand in capitals. None when
/// none of its words is one; of very many ways the first ones, and of very many words too.
pub(in crate::watchlist) fn in_japan<'t>(parts: impl Iterator<Item = &'t str> + Clone) -> Vec<String> {
    if !parts.clone().any(has_signs) {
        return Vec::new();
    }
    let words: Vec<&str> = parts
        .flat_map(|part| part.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(MOST_TOKENS)
        .collect();
    let mut ways = vec![String::new()];
    let mut is_name = false;
    for word in &words {
        let known = if has_signs(word) { readings(word) } else { Vec::new() };
        is_name |= !known.is_empty();
        let read: &[&str] = if known.is_empty() { &[word] } else { &known };
        ways = read.iter().flat_map(|read| ways.iter().map(move |way| format!("{way} {read}"))).collect();
        ways.truncate(MOST_OF_NAME);
    }
    if !is_name {
        ways.clear();
    }
    if let [name] = *words
        && (2..=MOST_SIGNS).contains(&name.chars().count())
    {
        of_full_name(name, &mut ways);
        ways.truncate(MOST_OF_NAME);
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Passenger, PersonName};
    use crate::watchlist::{Entry, EntryName, NameQuality, Policy, Watchlist};

    fn ways(parts: &[&str]) -> Vec<String> {
        in_japan(parts.iter().copied()).iter().map(|way| way.trim().to_owned()).collect()
    }

    #[test]
    fn rows_are_ascending_and_in_capitals() {
        let rows: Vec<&str> = NAMES.lines().filter(|row| !row.starts_with('#')).collect();
        assert!(rows.len() > 150_000);
        assert!(rows.is_sorted_by(|a, b| a.split(' ').next() < b.split(' ').next()));
        for line in &rows {
            let (name, readings) = line.split_once(' ').unwrap();
            assert!(has_signs(name), "{line}");
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

    #[test]
    fn names_are_read_as_in_japan() {
        assert_eq!(ways(&["山田", "健一"]), ["YAMADA KENICHI"]);
        assert_eq!(ways(&["山田 健一"]), ["YAMADA KENICHI"]);
        assert!(ways(&["山田健一"]).contains(&"YAMADA KENICHI".to_owned()));
        assert!(ways(&["長谷川健太郎"]).contains(&"HASEGAWA KENTARO".to_owned()));
        // Old forms, and signs between others.
        assert!(ways(&["瀨戶"]).contains(&"SETO".to_owned()));
        assert_eq!(ways(&["花ノ井"]), ["HANANOI"]);
        // Words that are no names there stay as they are.
        assert_eq!(ways(&["山田", "MARIA"]), ["YAMADA MARIA"]);
        for other in ["MARIA", "Мария", "科尔曼", "", "氏"] {
            assert!(ways(&[other]).is_empty(), "{other}");
        }
        assert!(ways(&[]).is_empty());
    }

    #[test]
    fn of_many_ways_there_are_not_too_many() {
        let long = ["角田", "真太", "上保", "結羽"].repeat(100);
        assert_eq!(ways(&long).len(), MOST_OF_NAME);
    }

    /// Names in signs are found by each of their readings, as the oracle says.
    #[test]
    fn the_index_finds_names_in_signs_by_their_readings() {
        let rows: Vec<(&str, Vec<&str>)> = NAMES
            .lines()
            .filter_map(|line| Some((line.split_once(' ')?.0, line.split(' ').skip(1).collect())))
            .filter(|(name, _): &(&str, _)| {
                name.chars().count() == 2 && name.chars().all(|c| has_signs(&c.to_string()))
            })
            .step_by(701)
            .collect();
        let (families, givens) = rows.split_at(rows.len() / 2);
        let gap = |n: usize| if n.is_multiple_of(3) { "" } else { " " };
        let entries: Vec<Entry> = (0..)
            .zip(families.iter().zip(givens))
            .map(|(n, (family, given))| {
                let name = format!("{}{}{}", family.0, gap(n), given.0);
                Entry::new("L", n.to_string()).with_name(EntryName::full(NameQuality::Primary, name))
            })
            .collect();
        let list = Watchlist::build(entries.clone(), "1", Policy::default());
        let mut met = 0;
        for (n, (family, given)) in families.iter().zip(givens).enumerate() {
            let name = format!("{} {}", given.1.last().unwrap(), family.1.last().unwrap());
            let who = Passenger::named(PersonName::new(name.as_str().into(), []));
            let mut found: Vec<usize> =
                list.screen(&who).hits.iter().map(|hit| hit.entry.id.parse().unwrap()).collect();
            found.sort_unstable();
            let brute: Vec<usize> =
                (0..entries.len()).filter(|n| list.explain(&who, &entries[*n]).is_hit()).collect();
            assert_eq!(brute, found, "{name}");
            met += usize::from(found.contains(&n));
        }
        assert!(met > 90 && met * 20 > entries.len() * 19, "{met} of {}", entries.len());
    }
}
