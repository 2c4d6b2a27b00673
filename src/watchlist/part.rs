//! A part of a watchlist that never changes: its entries as bytes, and the indexes over their names and documents.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use super::compare::{NameMatch, compare};
use super::dates::{self, DateFilter, OTHER};
use super::documents::{DocumentBuilder, DocumentIndex, NumberMatch};
use super::entry::{Entry, EntryName, NameQuality};
use super::evidence::Evidence;
use super::fit::FIT;
use super::index::{Born, Builder, Candidates, ListedName, NameIndex, Wanted};
use super::keyed::Key;
use super::normal::{Side, Tokens};
use super::record::{Records, RecordsBuilder};
use super::sound::Sound;
use super::variants::Variants;
use super::verify::Verifier;
use crate::model::{Passenger, PersonName};
use crate::span::usize_of;

/// Different names in documents that are looked for; of more it is said that the name was cut.
const MOST_NAMES: usize = 4;
/// Different spellings in documents that are read for them.
const MOST_READ: usize = 32;

/// A part of a watchlist.
pub(super) struct Part {
    pub(super) records: Records,
    /// Names with one birth date: by it they are found.
    pub(super) dated: NameIndex,
    /// Names with several dates, ranges or none.
    pub(super) undated: NameIndex,
    pub(super) documents: DocumentIndex,
    pub(super) key: Key,
}

impl fmt::Debug for Part {
    /// Sizes only: the bytes are people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.dated.len() + self.undated.len();
        f.debug_struct("Part").field("entries", &size(self)).field("names", &names).finish_non_exhaustive()
    }
}

/// What was found for an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) entry: u32,
    pub(super) name: Option<FoundName>,
    pub(super) document: Option<(NumberMatch, bool)>,
}

/// The best name of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundName {
    pub(super) matched: NameMatch,
    pub(super) quality: NameQuality,
    pub(super) place: u16,
}

impl FoundName {
    pub(super) const fn evidence(&self) -> Evidence {
        let NameMatch { same, slips, sounds, missing, extra, weight } = self.matched;
        let Self { quality, place: name, .. } = *self;
        Evidence::Name { same, slips, sounds, missing, extra, quality, name, weight }
    }
}

/// The evidence of a document.
pub(super) const fn document_evidence((number, issuer_known): (NumberMatch, bool)) -> Evidence {
    let weight = match (number, issuer_known) {
        (NumberMatch::Same | NumberMatch::WithCheckDigit, true) => 6.0,
        (NumberMatch::Same | NumberMatch::WithCheckDigit, false) => 4.0,
        (_, true) => 2.0,
        (_, false) => 1.0,
    };
    Evidence::Document { issuer_known, number, weight }
}

/// The names of a passenger, ready to be compared.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) names: Vec<Tokens>,
    pub(super) born: DateFilter,
}

impl Asked {
    /// The names that a passenger is looked for by: the name, with a glued title as a part of it, and the names in the
    /// documents. With `prune` birth dates that conflict are left out. `side` says what of slips may be listed.
    pub(super) fn of(
        passenger: &Passenger<'_>,
        prune: bool,
        variants: Option<&Variants>,
        side: Side<'_>,
    ) -> Self {
        let mut ways = Tokens::each_way(&passenger.name, side);
        let mut names: Vec<Tokens> = ways.next().into_iter().collect();
        add_new(&mut names, Tokens::with_title(&passenger.name, side).into_iter().chain(ways));
        let once = names.first().and_then(Tokens::once);
        add_new(&mut names, once.into_iter());
        let (mut holders, mut read) = (0, vec![&passenger.name]);
        for holder in passenger.documents.iter().filter_map(|document| document.holder.as_ref()) {
            if read.contains(&holder) {
                continue;
            }
            let known = names.len();
            let is_read = read.len() <= MOST_READ;
            if is_read {
                read.push(holder);
                add_new(&mut names, Tokens::each_way(holder, side));
                if names.len() == known {
                    continue;
                }
            }
            if !is_read || holders == MOST_NAMES {
                names.truncate(known);
                for name in &mut names {
                    name.was_cut = true;
                }
                break;
            }
            holders += 1;
        }
        let born = passenger.birth_date.valid().map(|born| born.0);
        let filter = born.filter(|_| prune).map_or_else(DateFilter::all, DateFilter::of);
        let names = names.into_iter().map(|name| name.with_variants(variants)).collect();
        Self { names, born: filter }
    }
}

thread_local! {
    /// Memory that a thread uses again.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

type Scratch = (Wanted, Vec<Born>, Candidates, Verifier);

/// The names of an entry with their places; where numbers end, the last one stands for all.
fn placed(names: &[EntryName]) -> impl Iterator<Item = (u16, &EntryName)> {
    names.iter().enumerate().map(|(place, name)| (u16::try_from(place).unwrap_or(u16::MAX), name))
}

/// Adds names that are not there yet.
fn add_new(names: &mut Vec<Tokens>, others: impl Iterator<Item = Tokens>) {
    for other in others {
        if !other.list.is_empty() && !names.iter().any(|known| known.list == other.list) {
            names.push(other);
        }
    }
}

/// The comparison of a name with the names of an entry; the best one.
pub(super) fn best_name(asked: &Asked, entry: &Entry, weak_most: f32) -> Option<FoundName> {
    let mut best: Option<FoundName> = None;
    for (place, name) in placed(&entry.names) {
        for listed in Tokens::each_way(&name.name, Side::Listed) {
            for tokens in &asked.names {
                if let Some(matched) = compare(tokens, &listed.list, &FIT) {
                    keep(&mut best, matched, name.quality, place, weak_most);
                }
            }
        }
    }
    best
}

fn keep(
    best: &mut Option<FoundName>,
    mut matched: NameMatch,
    quality: NameQuality,
    place: u16,
    weak_most: f32,
) {
    if quality == NameQuality::Weak {
        matched.weight = matched.weight.min(weak_most);
    }
    // Of names that weigh the same the first one of the entry is told.
    let is_better = |known: FoundName| {
        let by_weight = matched.weight.total_cmp(&known.matched.weight);
        by_weight.then(known.place.cmp(&place)).is_gt()
    };
    if best.is_none_or(is_better) {
        *best = Some(FoundName { matched, quality, place });
    }
}

impl Part {
    /// Indexes entries.
    pub(super) fn build(entries: &mut dyn Iterator<Item = Entry>) -> Self {
        let key = Key::random();
        let mut records = RecordsBuilder::default();
        let (mut dated, mut undated) = (Builder::default(), Builder::default());
        let mut documents = DocumentBuilder::with_room(0, key);
        for (number, entry) in (0_u32..).zip(entries) {
            records.add(&entry);
            let date = dates::of_entry(&entry.births);
            for (place, name) in placed(&entry.names) {
                let into = if date < OTHER { &mut dated } else { &mut undated };
                for tokens in
                    Tokens::each_way(&name.name, Side::Listed).filter(|tokens| !tokens.list.is_empty())
                {
                    into.add(number, place, name.quality, date, &tokens);
                }
            }
            for document in &entry.documents {
                documents.add(&document.number, document.issuer, number);
            }
        }
        Self {
            records: records.build(),
            dated: dated.finish(key),
            undated: undated.finish(key),
            documents: documents.build(),
            key,
        }
    }

    /// Asks whether a token of a name has exactly a sound.
    pub(super) fn ask_for(&self, sound: &Sound) {
        let hash = self.key.hash_long(sound.packed());
        self.names().for_each(|names| names.ask_for(hash));
    }

    /// False when no token of a name has exactly a sound.
    pub(super) fn may_list(&self, sound: &Sound) -> bool {
        let hash = self.key.hash_long(sound.packed());
        self.names().any(|names| names.may_list(hash))
    }

    /// The indexes over names, which have the key of the part.
    fn names(&self) -> impl Iterator<Item = &NameIndex> {
        [&self.dated, &self.undated].into_iter()
    }

    /// All that may be of a passenger, by entry; `worth` says whether the weight of a
    /// name with such a birth date is worth a look.
    pub(super) fn search(
        self: &Arc<Self>,
        asked: &Asked,
        passenger: &Passenger<'_>,
        weak_most: f32,
        worth: impl Fn(f32, u16) -> bool,
    ) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        SCRATCH.with_borrow_mut(|(wanted, born, candidates, verifier)| {
            let mut keep_found = |name: ListedName, matched: NameMatch| {
                let mut best = None;
                keep(&mut best, matched, name.quality, name.place, weak_most);
                if let Some(best) = best.filter(|best| worth(best.matched.weight, name.date)) {
                    found.push(Found { entry: name.entry, name: Some(best), document: None });
                }
            };
            let worth_of_run = |weight: f32, run| worth(weight, asked.born.heaviest(run));
            let dates = asked.born.runs();
            // It takes a while until they come.
            if let Some(dates) = dates {
                self.dated.born(dates, born);
            }
            for tokens in &asked.names {
                wanted.set(tokens);
                verifier.set(tokens, wanted.joined());
                self.undated.by_tokens(wanted, &worth, candidates);
                verifier.verify(&self.undated, tokens, candidates, &mut keep_found);
                match dates {
                    Some(_) => self.dated.by_date(wanted, born, &worth_of_run, candidates),
                    None => self.dated.by_tokens(wanted, &worth, candidates),
                }
                verifier.verify(&self.dated, tokens, candidates, &mut keep_found);
            }
        });
        for document in &passenger.documents {
            let Some(number) = &document.number else { continue };
            let issuer = document.issuer.valid().map(|issuer| issuer.0);
            self.documents.find(number, issuer, |met| {
                let document = Some((met.number, met.issuer_known));
                found.push(Found { entry: met.record, name: None, document });
            });
        }
        found.sort_by_key(|found| found.entry);
        found.dedup_by(|later, first| {
            if later.entry != first.entry {
                return false;
            }
            if let Some(name) = later.name {
                keep(&mut first.name, name.matched, name.quality, name.place, weak_most);
            }
            if let Some(document) = later.document {
                let better =
                    |known| document_evidence(known).weight() >= document_evidence(document).weight();
                first.document = first.document.filter(|known| better(*known)).or(Some(document));
            }
            true
        });
        // A document brings an entry in without its name: what the name says belongs to the evidence.
        for found in found.iter_mut().filter(|found| found.document.is_some() && found.name.is_none()) {
            found.name =
                self.records.entry(found.entry).and_then(|entry| best_name(asked, &entry, weak_most));
        }
        found
    }
}

/// The tokens of a full name in each way to read it.
pub(super) fn tokens_of(name: &str, side: Side<'_>) -> Vec<Tokens> {
    Tokens::each_way(&PersonName::new(name.into(), []), side).collect()
}

/// Entries of a part by number.
pub(super) fn numbers(part: &Part) -> std::ops::Range<u32> {
    0..part.records.len
}

/// The size of a part in entries.
pub(super) fn size(part: &Part) -> usize {
    usize_of(numbers(part).end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BirthDate, Field, Personal};
    use crate::watchlist::screen::found_and_explained;
    use crate::watchlist::{BirthSpec, Policy, Watchlist};

    /// Names that are near each other: syllables, slips, joined and split words.
    fn names(count: u64, mut seed: u64) -> Vec<String> {
        const SYLLABLES: [&str; 24] = [
            "MU", "HA", "MAD", "KA", "RIM", "OV", "IS", "LAM", "NUR", "SUL", "TAN", "BEK", "AL", "EK", "SAN",
            "DR", "IV", "AN", "JO", "SE", "GAR", "CIA", "LO", "PEZ",
        ];
        let mut next = move |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((seed >> 33) % n).unwrap()
        };
        let mut out = Vec::new();
        for _ in 0..count {
            let mut words: Vec<String> = (0..=next(4))
                .map(|_| (0..=1 + next(3)).map(|_| SYLLABLES[next(24)]).collect::<String>())
                .collect();
            if next(5) == 0 && words.len() > 1 {
                let last = words.pop().unwrap();
                words.last_mut().unwrap().push_str(&last);
            }
            if next(8) == 0 {
                words[0] = words[0].chars().take(1).collect();
            }
            if next(6) == 0 {
                words.insert(next(2).min(words.len()), ["AL", "BIN", "VAN", "DE"][next(4)].to_owned());
            }
            out.push(words.join(" "));
        }
        out
    }

    /// The index finds each pair that looking at every name scores at or above the threshold.
    fn finds_all(listed: u64, asked: u64) {
        let listed = names(listed, 1);
        // Most passengers are somebody of the list, written in another way.
        let asked: Vec<String> = names(asked, 2)
            .into_iter()
            .enumerate()
            .map(|(n, name)| {
                let known = &listed[n * 7 % listed.len()];
                match n % 8 {
                    0 => name,
                    1 => known.clone(),
                    2 => known.replacen(' ', "", 1),
                    3 => known.split(' ').rev().collect::<Vec<_>>().join(" "),
                    4 => known.chars().enumerate().filter(|(at, _)| *at != 3).map(|(_, c)| c).collect(),
                    5 => known.replacen('A', "E", 1).replacen('U', "OU", 1),
                    6 => format!("{known} {}", name.split(' ').next().unwrap()),
                    _ => known
                        .chars()
                        .flat_map(|c| std::iter::repeat_n(c, 1 + usize::from(c == 'K')))
                        .collect(),
                }
            })
            .collect();
        let tokens: Vec<Tokens> = listed.iter().map(|name| tokens_of(name, Side::Listed).remove(0)).collect();
        let entry = |(n, name): (usize, &String)| {
            Entry::new("L", n.to_string()).with_name(EntryName::full(NameQuality::Primary, name.as_str()))
        };
        let even = Policy::default().with_threshold(0.5);
        let list = Watchlist::build(listed.iter().enumerate().map(entry), "1", even);
        let mut pairs = 0;
        for name in &asked {
            let who = Passenger::named(PersonName::new(name.as_str().into(), []));
            let asked = Tokens::of(&who.name, Side::ANY);
            let hits = list.screen(&who).hits;
            let mut found: Vec<usize> = hits.iter().map(|hit| hit.entry.id.parse().unwrap()).collect();
            found.sort_unstable();
            let met = |listed: &Tokens| {
                compare(&asked, &listed.list, &FIT).is_some_and(|matched| matched.weight >= 0.0)
            };
            let brute: Vec<usize> = (0..tokens.len()).filter(|n| met(&tokens[*n])).collect();
            for n in &brute {
                assert!(found.binary_search(n).is_ok(), "{name} is not found in {}", listed[*n]);
            }
            assert_eq!(brute, found, "{name}");
            pairs += brute.len();
        }
        assert!(pairs * 2 > asked.len(), "too few pairs to say anything: {pairs}");
    }

    /// As above with a dictionary of variants.
    #[test]
    fn the_index_finds_every_pair_with_variants_too() {
        let listed = names(300, 5);
        let dictionary: String = listed
            .iter()
            .zip(listed.iter().skip(7))
            .filter_map(|(a, b)| Some(format!("{}, {}\n", a.split(' ').next()?, b.split(' ').next_back()?)))
            .collect();
        let (variants, _) = Variants::read(dictionary.as_bytes()).unwrap();
        let entries: Vec<Entry> = (0..)
            .zip(&listed)
            .map(|(n, name)| {
                let entry = Entry::new("L", n.to_string())
                    .with_name(EntryName::full(NameQuality::Primary, name.as_str()));
                let born = BirthDate::new(1970, Some(1), Some(1)).map(BirthSpec::Date);
                born.filter(|_| n % 2 == 0).into_iter().fold(entry, Entry::with_birth)
            })
            .collect();
        let plain = Watchlist::build(entries.clone(), "1", Policy::default());
        let list = plain.clone().with_variants(Arc::new(variants));
        let (mut pairs, mut more) = (0, 0);
        for (n, other) in listed.iter().enumerate() {
            // The first word of one name in the place of the last of another.
            let first = other.split(' ').next().unwrap();
            let next = &listed[(n + 7) % listed.len()];
            let name = match next.rsplit_once(' ') {
                Some((rest, _)) => format!("{rest} {first}"),
                None => first.to_owned(),
            };
            let mut who = Passenger::named(PersonName::new(name.as_str().into(), []));
            if n % 3 == 0 {
                who.birth_date = Field::Valid(Personal(BirthDate::new(1970, Some(1), Some(1)).unwrap()));
            }
            let (found, brute) = found_and_explained(&list, &entries, &who);
            assert_eq!(brute, found, "{name}");
            pairs += brute.len();
            more += brute.len() - plain.screen(&who).hits.len();
        }
        assert!(pairs > 100 && more > 50, "too few pairs to say anything: {pairs}, {more}");
    }

    /// As above with letters that changed places, within words and over gaps, with and without a birth date.
    #[test]
    fn the_index_finds_every_slip_of_a_hand() {
        let mut listed = names(300, 9);
        listed.extend(
            [
                "RASHID TESHOV",
                "AKHMED SHAHIN QELMUT",
                "IL KYONG ZOR",
                "JABER ABDULKARIM",
                "HAJJI CIAN VECHEN",
            ]
            .map(str::to_owned),
        );
        let born = BirthDate::new(1970, Some(3), Some(4)).unwrap();
        let entries: Vec<Entry> = (0..)
            .zip(&listed)
            .map(|(n, name)| {
                let entry = Entry::new("L", n.to_string())
                    .with_name(EntryName::full(NameQuality::Primary, name.as_str()));
                if n % 3 == 0 { entry } else { entry.with_birth(BirthSpec::Date(born)) }
            })
            .collect();
        let list = Watchlist::build(entries.clone(), "1", Policy::default());
        let (mut all, mut own, mut gaps, mut own_gaps) = (0, 0, 0, 0);
        for (n, name) in listed.iter().enumerate().skip(260) {
            for at in 1..name.len() {
                let mut letters = name.clone().into_bytes();
                letters.swap(at - 1, at);
                let slip = String::from_utf8(letters).unwrap();
                if slip == *name || slip.starts_with(' ') || slip.ends_with(' ') {
                    continue;
                }
                let mut who = Passenger::named(PersonName::new(slip.as_str().into(), []));
                if at % 2 == 0 {
                    who.birth_date = Field::Valid(Personal(born));
                }
                let (found, explained) = found_and_explained(&list, &entries, &who);
                assert_eq!(found, explained, "{slip} of {name}");
                let is_gap = name.as_bytes()[at - 1..=at].contains(&b' ');
                let (of_kind, found_of_kind) =
                    if is_gap { (&mut gaps, &mut own_gaps) } else { (&mut all, &mut own) };
                *of_kind += 1;
                *found_of_kind += usize::from(found.contains(&n));
            }
        }
        assert!(all > 300 && own * 100 >= all * 98, "{own} of {all} slips are found");
        assert!(gaps > 60 && own_gaps * 100 >= gaps * 95, "{own_gaps} of {gaps} slips over gaps are found");
    }

    /// As above with birth dates of all kinds, at several thresholds; the oracle explains each entry.
    #[test]
    fn the_index_finds_every_pair_with_birth_dates_too() {
        let listed = names(400, 3);
        let date = |n: usize| {
            let day = BirthDate::new(
                [1970, 1971, 1980][n % 3],
                u32::try_from(n % 5 * 2 + 1).ok(),
                u32::try_from(n % 7 * 4 + 1).ok(),
            );
            day.unwrap()
        };
        let births = |n: usize| match n % 6 {
            0 => vec![],
            1 => vec![BirthSpec::Years(1970, 1979)],
            2 => vec![BirthSpec::Date(date(n)), BirthSpec::Date(date(n + 1))],
            3 => vec![BirthSpec::Date(BirthDate::new(1970, None, None).unwrap())],
            _ => vec![BirthSpec::Date(date(n))],
        };
        let entries: Vec<Entry> = (0..)
            .zip(&listed)
            .map(|(n, name)| {
                let entry = Entry::new("L", n.to_string())
                    .with_name(EntryName::full(NameQuality::Primary, name.as_str()));
                births(n).into_iter().fold(entry, Entry::with_birth)
            })
            .collect();
        for threshold in [0.2, 0.5, 0.9] {
            let policy = Policy::default().with_threshold(threshold);
            let list = Watchlist::build(entries.clone(), "1", policy);
            let mut pairs = 0;
            for (n, other) in names(60, 4).into_iter().enumerate() {
                let known = &listed[n * 7 % listed.len()];
                let name = match n % 5 {
                    0 => other,
                    1 => known.clone(),
                    2 => known.split(' ').rev().collect::<Vec<_>>().join(" "),
                    3 => known.replacen('A', "E", 1).replacen(' ', "", 1),
                    _ => known.split(' ').take(2).collect::<Vec<_>>().join(" "),
                };
                let mut who = Passenger::named(PersonName::new(name.as_str().into(), []));
                who.birth_date = match n % 4 {
                    0 => Field::Absent,
                    1 => Field::Valid(Personal(BirthDate::new(1970, None, None).unwrap())),
                    _ => Field::Valid(Personal(date(n))),
                };
                let hits = list.screen(&who).hits;
                let mut found: Vec<usize> = hits.iter().map(|hit| hit.entry.id.parse().unwrap()).collect();
                for (hit, n) in hits.iter().zip(&found) {
                    assert_eq!(hit.evidence, list.explain(&who, &entries[*n]).evidence, "{name}");
                }
                found.sort_unstable();
                let brute: Vec<usize> =
                    (0..entries.len()).filter(|n| list.explain(&who, &entries[*n]).is_hit()).collect();
                assert_eq!(brute, found, "{name} at {threshold}");
                pairs += brute.len();
            }
            assert!(pairs > 20, "too few pairs at {threshold} to say anything: {pairs}");
        }
    }

    #[test]
    fn the_index_finds_every_pair_that_brute_force_scores_above_the_threshold() {
        finds_all(1_500, 150);
    }

    /// As above with ten thousand names and a thousand passengers: ten million comparisons, some seconds.
    #[test]
    fn the_index_finds_every_pair_of_ten_thousand_by_a_thousand() {
        finds_all(10_000, 1_000);
    }
}
