//! The index against the oracle: names that are nearly one, of all that makes names hard to bound, and every entry explained.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::sync::Arc;

use paxgov::model::{BirthDate, Field, Passenger, PersonName, Personal};
use paxgov::watchlist::{BirthSpec, Entry, EntryName, NameQuality, Policy, Variants, Watchlist};

/// Particles, each beside a name that sounds the same.
const TWINS: [(&str, &str); 9] = [
    ("BIN", "BINN"),
    ("VAN", "VANN"),
    ("AL", "ALL"),
    ("JAN", "JAHN"),
    ("KHAN", "KHANN"),
    ("DER", "DERR"),
    ("SAYED", "SAEED"),
    ("LE", "LEE"),
    ("SHEIKH", "SHEYKH"),
];
/// Names: common ones, rare ones, some that are others in one piece, initials.
const NAMES: [&str; 27] = [
    "MUHAMMAD",
    "MOHAMED",
    "ALI",
    "AHMED",
    "KARIM",
    "SALEH",
    "KIM",
    "LEE",
    "MARIA",
    "JOSE",
    "ABDUL",
    "RAHMAN",
    "ABDULRAHMAN",
    "ZORVAN",
    "ZORFAN",
    "QELMUT",
    "TARKOV",
    "BEKZAR",
    "SULTAN",
    "NURSULTAN",
    "SULTANBEK",
    "NURLAN",
    "PRILLA",
    "ANSAN",
    "SANAN",
    "A",
    "M",
];

/// Names in scripts that do not tell all sounds.
const WRITTEN: [(&str, &str); 9] = [
    ("MUHAMMAD", "محمد"),
    ("ALI", "علي"),
    ("KARIM", "كريم"),
    ("SALEH", "صالح"),
    ("RAHMAN", "رحمن"),
    ("MARIA", "マリア"),
    ("KIM", "キム"),
    ("LEE", "リー"),
    ("NURLAN", "ヌルラン"),
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn word(&mut self) -> String {
        let (particle, name) = TWINS[self.roll(TWINS.len())];
        match self.roll(8) {
            0 => particle,
            1 => name,
            _ => NAMES[self.roll(NAMES.len())],
        }
        .to_owned()
    }

    fn name(&mut self) -> Vec<String> {
        let words = if self.roll(40) == 0 { 15 } else { 1 + self.roll(5) };
        (0..words).map(|_| self.word()).collect()
    }

    /// The same name in another way.
    fn another(&mut self, name: &[String]) -> String {
        let mut words = name.to_vec();
        for _ in 0..=self.roll(3) {
            let (at, other) = (self.roll(words.len()), self.roll(words.len()));
            let len = words[at].len();
            match self.roll(11) {
                0 if words.len() > 1 => drop(words.remove(at)),
                1 => words.insert(at, self.word()),
                2 if at + 1 < words.len() => {
                    let next = words.remove(at + 1);
                    words[at].push_str(&next);
                }
                3 if len > 4 => {
                    let rest = words[at].split_off(2 + self.roll(len - 3));
                    words.insert(at + 1, rest);
                }
                // A letter slips over the gap.
                4 if at + 1 < words.len() && len > 2 => {
                    let letter = words[at].pop().unwrap();
                    words[at + 1].insert(0, letter);
                }
                5 if len > 2 => drop(words[at].remove(self.roll(len))),
                6 => words[at] = words[at].replacen('A', "E", 1),
                7 => {
                    if let Some((particle, name)) =
                        TWINS.iter().find(|(a, b)| [*a, *b].contains(&&*words[at]))
                    {
                        let twin = if words[at] == *particle { name } else { particle };
                        words[at] = (*twin).into();
                    }
                }
                8 => words[at].truncate(1 + self.roll(4)),
                9 => words.push(words[at].clone()),
                _ => words.swap(at, other),
            }
        }
        let mut name = words.join(" ");
        if self.roll(6) == 0 {
            // A machine-readable zone is at its end.
            name.truncate(25 + self.roll(8));
        }
        if self.roll(4) > 0 {
            return name;
        }
        let words = name.split(' ');
        let written = words.map(|word| WRITTEN.iter().find(|row| row.0 == word).map_or(word, |row| row.1));
        written.collect::<Vec<_>>().join(" ")
    }

    fn date(&mut self) -> BirthDate {
        let mut part = |most: usize| u32::try_from(1 + self.roll(most)).ok();
        let (month, day) = match part(5) {
            Some(1) => (None, None),
            Some(2) => (part(12), None),
            _ => (part(3), part(12)),
        };
        BirthDate::new([1970, 1971, 1980, 1880, 2061][self.roll(5)], month, day).unwrap()
    }
}

#[test]
fn screening_finds_what_explaining_each_entry_says() {
    let variants = "zorvan, prilla\nqelmut, tarkov, ali\nkim, jin, nurlan\n";
    let variants = Arc::new(Variants::read(variants.as_bytes()).unwrap().0);
    let (mut dice, mut hits) = (Dice(11), 0);
    for round in 0..700 {
        let name = dice.name();
        let mut births = dice.roll(2);
        let entries: Vec<Entry> = (0..24)
            .map(|id| {
                let quality = [NameQuality::Primary, NameQuality::Weak][usize::from(dice.roll(6) == 0)];
                let entry = Entry::new("L", id.to_string())
                    .with_name(EntryName::full(quality, dice.another(&name)))
                    .with_name(EntryName::full(NameQuality::Good, dice.another(&name)));
                (0..births * dice.roll(3))
                    .fold(entry, |entry, _| entry.with_birth(BirthSpec::Date(dice.date())))
            })
            .collect();
        let threshold = [0.01, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99][dice.roll(10)];
        let mut list = Watchlist::build(entries.clone(), "1", Policy::default().with_threshold(threshold));
        if round % 3 == 0 {
            list = list.with_variants(Arc::clone(&variants));
        }
        for _ in 0..8 {
            let asked = dice.another(&name);
            let mut who = Passenger::named(PersonName::new(asked.clone().into(), []));
            births = dice.roll(3);
            if births > 0 {
                who.birth_date = Field::Valid(Personal(dice.date()));
            }
            let screened = list.screen(&who);
            for entry in &entries {
                let found = screened.hits.iter().find(|hit| hit.entry.id == entry.id);
                let explained = list.explain(&who, entry);
                let score = explained.score.filter(|_| explained.is_hit());
                let listed = entry.names.iter().map(|name| &*name.name.surname).collect::<Vec<_>>();
                assert_eq!(found.map(|hit| hit.score), score, "{asked} among {listed:?} at {threshold}");
                hits += usize::from(found.is_some());
            }
        }
    }
    assert!(hits > 10_000, "too few to say anything: {hits}");
}
