//! Other ways to read a name, beside word by word as `spoken` does: names in signs of Han as in Japan, names in Hangul as Koreans spell
//! them, Arabic names without the article that is written in one with them, those of Latin and of Cyrillic names, and signs of foreign names.

use super::arabic::{ARTICLE, in_other_language};
use super::cyrillic::cyrillic_ways;
use super::japan::readings;
use super::korea::in_korea;
use super::latin::latin_ways;
use super::readers::other_signs;
use super::{Script, Signs, is_in_signs, is_mark};
use crate::watchlist::normal::{MOST_TOKENS, is_joint};

/// Most ways to read a name that are taken.
const MOST_WAYS: usize = 24;
/// Most words that the ways of a name have together: of a long name fewer ways are taken.
const MOST_WORDS: usize = 96;
/// Most signs of a family and a given name in one.
const MOST_IN_ONE: usize = 8;

/// A way to read a name: a text of its words, and how its signs of Han are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::watchlist) struct Way {
    pub(in crate::watchlist) text: String,
    pub(in crate::watchlist) signs: Signs,
}

impl From<String> for Way {
    fn from(text: String) -> Self {
        Self { text, signs: Signs::Joined }
    }
}

/// What some words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::watchlist) enum Full {
    /// A full name: in one word its family and given name may stand.
    Name,
    /// Words of a longer name.
    Words,
}

fn has(script: Script, text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| Script::of(c) == Some(script))
}

/// Other ways to read a name: each a text of its words, those that are read otherwise in capitals. None for most names; of very
/// many ways the first ones, and of very many words too.
pub(in crate::watchlist) fn other_ways<'t>(
    parts: impl Iterator<Item = &'t str> + Clone,
    full: Full,
) -> Vec<Way> {
    let is_ascii = parts.clone().all(str::is_ascii);
    let holds = |script| !is_ascii && parts.clone().any(|part| has(script, part));
    let (han, hangul) = (holds(Script::Han), full == Full::Name && holds(Script::Hangul));
    if !han && !hangul && !holds(Script::Arabic) {
        let mut ways = latin_ways(parts.clone());
        if !is_ascii {
            ways.extend(cyrillic_ways(&parts));
        }
        return ways.into_iter().map(Way::from).collect();
    }
    let words: Vec<&str> = words_of(parts.clone()).take(MOST_TOKENS).collect();
    let most = MOST_WAYS.min(MOST_WORDS / words.len().max(1));
    let mut ways = if han { in_japan(&words, full, most) } else { Vec::new() };
    if hangul {
        ways.extend(in_korea(&words));
    }
    ways.truncate(most);
    ways.extend(in_other_language(&words));
    ways.extend(with_article_apart(&words));
    let mut ways: Vec<Way> = ways.into_iter().map(Way::from).collect();
    if han && (full == Full::Words || !is_in_signs(parts)) {
        let others = other_signs(words.iter().copied()).into_iter();
        ways.extend(others.map(|signs| Way { text: words.join(" "), signs }));
    }
    ways
}

/// The words of a name.
pub(super) fn words_of<'t>(parts: impl Iterator<Item = &'t str>) -> impl Iterator<Item = &'t str> {
    let between = |c: char| !c.is_alphanumeric() && !is_joint(c) && !is_mark(c);
    parts.flat_map(move |part| part.split(between)).filter(|word| !word.is_empty())
}

/// The ways in which a name is read in Japan, at most `most` of its words, and those of two names in one word; none when none of
/// its words is a name there.
fn in_japan(words: &[&str], full: Full, most: usize) -> Vec<String> {
    let mut ways = vec![String::new()];
    let mut is_name = false;
    for word in words {
        let known = readings_of(word);
        is_name |= known.as_slice() != [*word];
        let longer = known.iter().flat_map(|read| ways.iter().map(move |way| format!("{way} {read}")));
        ways = longer.take(most).collect();
    }
    if !is_name {
        ways.clear();
    }
    // What is one family's name may be a family and a given name all the same.
    if let ([name], Full::Name) = (words, full) {
        ways.extend(in_one_word(name));
    }
    ways
}

/// The readings of a word; itself when it is no name in Japan.
fn readings_of(word: &str) -> Vec<&str> {
    let known = if has(Script::Han, word) { readings(word) } else { Vec::new() };
    if known.is_empty() { vec![word] } else { known }
}

/// The ways to read a full name without a gap: where its family name ends nothing says. A half without signs is read by itself.
fn in_one_word(name: &str) -> Vec<String> {
    if !(2..=MOST_IN_ONE).contains(&name.chars().count()) {
        return Vec::new();
    }
    let is_unsigned = |half: &str| !has(Script::Han, half);
    let mut ways = Vec::new();
    for (at, _) in name.char_indices().skip(1) {
        let Some((family, given)) = name.split_at_checked(at) else { continue };
        let (families, givens) = (readings_of(family), readings_of(given));
        let unread = |half: &str, read: &[&str]| read == [half] && !is_unsigned(half);
        if unread(family, &families) || unread(given, &givens) || is_unsigned(family) && is_unsigned(given) {
            continue;
        }
        ways.extend(
            families.iter().flat_map(|family| givens.iter().map(move |given| format!("{family} {given}"))),
        );
    }
    ways
}

/// A name with its articles as words of their own, when it has one: whoever writes it in other letters may leave them out.
fn with_article_apart(words: &[&str]) -> Option<String> {
    let rest =
        |word: &&str| word.strip_prefix(ARTICLE).filter(|rest| rest.chars().nth(1).is_some()).map(str::len);
    words.iter().any(|word| rest(word).is_some()).then(|| {
        let apart = words.iter().map(|word| {
            match rest(word).and_then(|len| word.split_at_checked(word.len() - len)) {
                Some((article, name)) => format!("{article} {name}"),
                None => (*word).to_owned(),
            }
        });
        apart.collect::<Vec<_>>().join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Passenger, PersonName};
    use crate::watchlist::screen::found_and_explained;
    use crate::watchlist::{Entry, EntryName, NameQuality, Policy, Watchlist, name_score};

    fn ways(parts: &[&str]) -> Vec<String> {
        let ways = other_ways(parts.iter().copied(), Full::Name).into_iter();
        let in_letters = ways.filter(|way| way.signs == Signs::Joined);
        in_letters.map(|way| way.text.trim().to_owned()).collect()
    }

    #[test]
    fn signs_of_foreign_names_have_other_readings_and_short_names_may_be_chinese() {
        let signs = |parts: &[&'static str]| -> Vec<Signs> {
            let ways = other_ways(parts.iter().copied(), Full::Name).into_iter();
            ways.map(|way| way.signs).filter(|signs| *signs != Signs::Joined).collect()
        };
        assert_eq!(signs(&["克洛佛", "约翰"]), [Signs::Otherwise, Signs::Chinese]);
        assert_eq!(signs(&["海因里希", "亚历山大"]), [Signs::Otherwise]);
        assert_eq!(signs(&["科尔曼·约翰"]), [Signs::Chinese]);
        assert!(signs(&["林", "小梅"]).is_empty() && signs(&["MARIA"]).is_empty());
        for (one, other) in [
            ("克洛佛 约翰", "CLOVER JOHAN"),
            ("伯特 约翰", "BERT JOHAN"),
            ("海因里希 约翰", "HEINRICH JOHAN"),
            ("王 金华", "WANG JINHUA"),
            ("李 嘉欣", "LI JIAXIN"),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(name_score(one, other).is_some_and(|score| score >= 0.6), "{one}, {other}");
            }
        }
    }

    #[test]
    fn an_arabic_article_is_there_or_not() {
        assert_eq!(ways(&["زبط", "القحطاني"]), ["زبط ال قحطاني"]);
        assert!(ways(&["زبط", "البت"]).len() == 1 && ways(&["زبط", "ال"]).is_empty());
        // Names that Persian and Arabic read in two ways.
        assert_eq!(ways(&["رضا", "كريمي"]), ["REZA كريمي"]);
        assert_eq!(ways(&["رضا", "کریمی"]), ["RIDA کریمی"]);
        let listed = [
            ("ALQAHTANI MOHAMMED", "محمد القحطاني"),
            ("AL QAHTANI MOHAMMED", "محمد القحطاني"),
            ("QAHTANI MOHAMMED", "محمد القحطاني"),
            ("ALGHAMDI MOHAMMED", "محمد الغامدي"),
            ("GHAMDI MOHAMMED", "محمد الغامدي"),
            ("ELHAM KARIMI", "الهام کریمی"),
        ];
        for (who, name) in listed {
            assert!(
                name_score(who, name).is_some_and(|score| score > 0.2),
                "{who}, {name}: {:?}",
                name_score(who, name)
            );
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
        // A given name in kana without a gap, more signs than a Chinese name has, signs that are rare.
        assert!(ways(&["佐藤さくら"]).contains(&"SATO さくら".to_owned()));
        assert!(ways(&["山田エリカ"]).contains(&"YAMADA エリカ".to_owned()));
        assert!(ways(&["勅使河原健太郎"]).contains(&"TESHIGAWARA KENTARO".to_owned()));
        assert!(ways(&["𠮷田健一"]).contains(&"YOSHIDA KENICHI".to_owned()));
        assert_eq!(ways(&["O'Hara", "健一"]), ["O'Hara KENICHI"]);
        // A word that is a name and may be two is both.
        for (name, reading) in
            [("佐藤", "SATO"), ("長谷川", "HASEGAWA"), ("田中", "TANAKA"), ("高明", "TAKAAKI")]
        {
            assert!(ways(&[name]).contains(&reading.to_owned()), "{name}");
            assert!(ways(&[name]).iter().any(|way| way.contains(' ')), "{name}");
            let word = other_ways(std::iter::once(name), Full::Words);
            let is_one = |way: &Way| !way.text.trim().contains(' ');
            assert!(word.iter().any(|way| way.text.trim() == reading) && word.iter().all(is_one));
        }
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
        assert_eq!(ways(&long).len(), MOST_WORDS / MOST_TOKENS);
        assert!(other_ways(long.iter().copied(), Full::Name).len() <= MOST_WORDS / MOST_TOKENS + 2);
        assert_eq!(ways(&["上保", "結羽"]).len(), MOST_WAYS);
    }

    /// Names in signs are found by each of their readings, as the oracle says.
    #[test]
    fn the_index_finds_names_in_signs_by_their_readings() {
        let rows: Vec<(&str, Vec<&str>)> = include_str!("../../../data/japanese_names.txt")
            .lines()
            .filter_map(|line| Some((line.split_once(' ')?.0, line.split(' ').skip(1).collect())))
            .filter(|(name, _): &(&str, _)| {
                name.chars().count() == 2 && name.chars().all(|c| Script::of(c) == Some(Script::Han))
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
            let (found, brute) = found_and_explained(&list, &entries, &who);
            assert_eq!(brute, found, "{name}");
            met += usize::from(found.contains(&n));
        }
        assert!(met > 90 && met * 20 > entries.len() * 19, "{met} of {}", entries.len());
    }
}
