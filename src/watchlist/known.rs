//! Travellers who are known not to be an entry, and hits that an officer dismissed: said so beside the hit, with the
//! reason, until a day. Nothing is dropped. Who and what is meant is kept as digests under a key: names and birth dates stand neither in
//! memory nor in a file of it.

use std::collections::HashMap;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::entry::Entry;
use super::evidence::{Hit, Screening};
use super::file::{FileKey, Magic, Sink, Source, broken, digest};
use super::keyed::Key;
use super::record::state_of;
use crate::error::Error;
use crate::model::{Passenger, Personal};

/// A name and the version of the layout.
const MAGIC: &Magic = b"PAXGOVKA";

/// Why a hit needs no new look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KnownAs {
    /// A traveller who was cleared for some time.
    KnownTraveller,
    /// An officer dismissed this hit before: the same person, and the entry as it was then.
    Dismissed,
}

/// What is known of a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Known {
    /// Of which kind.
    pub kind: KnownAs,
    /// The reason, in the words of whoever decided.
    pub reason: Personal<String>,
    /// Last day on which it holds.
    pub until: NaiveDate,
}

/// All that may be known of one, the first before the others.
const KINDS: [KnownAs; 2] = [KnownAs::KnownTraveller, KnownAs::Dismissed];

/// A person: the letters of the name, and the birth date. Two people with the same are not told apart, so that a person
/// without a full birth date cannot be known.
fn person(passenger: &Passenger<'_>) -> Option<String> {
    let born = passenger.birth_date.valid().filter(|born| born.day().is_some())?;
    let mut parts: Vec<String> = std::iter::once(&passenger.name.surname)
        .chain(&passenger.name.given)
        .flat_map(|part| part.split_whitespace().map(str::to_uppercase).collect::<Vec<_>>())
        .collect();
    parts.sort_unstable();
    (!parts.is_empty()).then(|| format!("{}\n{}", parts.join(" "), born.0))
}

/// What was noted, and what must still be so.
#[derive(Clone, Debug, PartialEq)]
struct Noted {
    known: Known,
    /// The digest of the entry as it was then.
    entry: Option<u128>,
    /// The score of the hit then.
    score: Option<f32>,
}

/// Scores that differ by less are the same.
const SAME_SCORE: f32 = 0.001;

/// Known travellers and dismissed hits.
#[derive(Clone)]
pub struct KnownTravellers {
    /// By the digest of a person and an entry.
    known: HashMap<(u128, KnownAs), Noted>,
    key: FileKey,
}

impl Default for KnownTravellers {
    /// Nobody, under a key that nobody knows.
    fn default() -> Self {
        let Key(first, second) = Key::random();
        let key = (u128::from(first) << 64 | u128::from(second)).to_le_bytes();
        Self { known: HashMap::new(), key }
    }
}

impl fmt::Debug for KnownTravellers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnownTravellers").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

impl KnownTravellers {
    /// Nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// The digest of a person and an entry by list and id.
    fn about(&self, person: &str, list: &str, id: &str) -> u128 {
        let len = |text: &str| u64::try_from(text.len()).unwrap_or_default().to_le_bytes();
        let lens = [len(person), len(list), len(id)];
        digest(&[lens.as_flattened(), person.as_bytes(), list.as_bytes(), id.as_bytes()], &self.key)
    }

    fn state(&self, entry: &Entry) -> u128 {
        digest(&[&state_of(entry)], &self.key)
    }

    fn note(
        &mut self,
        passenger: &Passenger<'_>,
        entry: &Entry,
        (kind, reason, until): (KnownAs, String, NaiveDate),
        (seen, score): (Option<u128>, Option<f32>),
    ) -> bool {
        let Some(person) = person(passenger).filter(|_| !reason.trim().is_empty()) else { return false };
        let known = Known { kind, reason: Personal(reason), until };
        let about = self.about(&person, &entry.list, &entry.id);
        self.known.insert((about, kind), Noted { known, entry: seen, score });
        true
    }

    /// Notes that a passenger is known not to be an entry, until a day. False, and nothing is noted, when the reason is
    /// empty or the passenger has no name or no full birth date.
    pub fn clear(
        &mut self,
        passenger: &Passenger<'_>,
        entry: &Entry,
        reason: impl Into<String>,
        until: NaiveDate,
    ) -> bool {
        self.note(passenger, entry, (KnownAs::KnownTraveller, reason.into(), until), (None, None))
    }

    /// Notes that an officer dismissed a hit: it holds for the entry as it is now. False as in [`clear`](Self::clear).
    pub fn dismiss(
        &mut self,
        passenger: &Passenger<'_>,
        entry: &Entry,
        reason: impl Into<String>,
        until: NaiveDate,
    ) -> bool {
        self.note(
            passenger,
            entry,
            (KnownAs::Dismissed, reason.into(), until),
            (Some(self.state(entry)), None),
        )
    }

    /// Notes that an officer dismissed a hit with what spoke for it: as [`dismiss`](Self::dismiss), and only as long as the
    /// same person scores no more. When another name in a document, a nationality or a place of birth speaks for it later, the
    /// hit is looked at again.
    pub fn dismiss_hit(
        &mut self,
        passenger: &Passenger<'_>,
        hit: &Hit,
        reason: impl Into<String>,
        until: NaiveDate,
    ) -> bool {
        // A score that is no number is less than any.
        let score = if hit.score.is_nan() { 0.0 } else { hit.score };
        let seen = (Some(self.state(&hit.entry)), Some(score));
        self.note(passenger, &hit.entry, (KnownAs::Dismissed, reason.into(), until), seen)
    }

    /// Withdraws all that is known of a passenger and an entry; false when nothing is.
    pub fn withdraw(&mut self, passenger: &Passenger<'_>, entry: &Entry) -> bool {
        let Some(person) = person(passenger) else { return false };
        let about = self.about(&person, &entry.list, &entry.id);
        KINDS.iter().filter(|kind| self.known.remove(&(about, **kind)).is_some()).count() > 0
    }

    /// Forgets what holds no more on a day.
    pub fn forget_expired(&mut self, day: NaiveDate) {
        self.known.retain(|_, noted| day <= noted.known.until);
    }

    /// Number of clearances and dismissals, the expired ones too.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// True when nobody is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// What is known of each hit of a screening on a day, in the order of the hits. A hit by a document is never known:
    /// the document speaks, not the person.
    pub fn of<'k>(
        &'k self,
        passenger: &Passenger<'_>,
        screening: &Screening<'_>,
        day: NaiveDate,
    ) -> Vec<Option<&'k Known>> {
        let person = person(passenger).filter(|_| !self.known.is_empty());
        let holds = |noted: &Noted, hit: &Hit| {
            day <= noted.known.until
                && noted.score.is_none_or(|score| hit.score <= score + SAME_SCORE)
                && noted.entry.is_none_or(|entry| entry == self.state(&hit.entry))
        };
        let known = |hit: &Hit| {
            let (list, id) = hit.entry.key();
            let about = self.about(person.as_ref()?, list, id);
            let mut noted = KINDS.iter().filter_map(|kind| self.known.get(&(about, *kind)));
            noted.find(|noted| holds(noted, hit)).map(|noted| &noted.known)
        };
        screening.hits.iter().map(|hit| if hit.has_document() { None } else { known(hit) }).collect()
    }

    /// The key of the digests as it stands in a file, and from there: whoever has not the key of the file does not have it.
    fn mask(&self, key: &FileKey) -> u128 {
        u128::from_le_bytes(self.key) ^ digest(&[b"the key of the digests"], key)
    }

    /// All that is known as one file, with a checksum under `key`. It holds no name and no birth date, but digests of them, and the reasons
    /// as they were written. Whoever has the file and its key can ask it for a person and an entry: both are to be kept like the list itself.
    pub fn save(&self, key: &[u8; 16]) -> Vec<u8> {
        let mut rows: Vec<_> = self.known.iter().collect();
        let place = |kind: KnownAs| KINDS.iter().position(|known| *known == kind);
        let kind = |kind| place(kind).and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX);
        rows.sort_unstable_by_key(|(of, _)| (of.0, kind(of.1)));
        let mut out = Sink::new();
        out.put(&[self.mask(key)]);
        out.put(&rows.iter().map(|((about, _), _)| *about).collect::<Vec<_>>());
        out.put(&rows.iter().map(|(of, _)| kind(of.1)).collect::<Vec<_>>());
        out.put(&rows.iter().map(|(_, noted)| noted.known.until.num_days_from_ce()).collect::<Vec<_>>());
        out.put(&rows.iter().map(|(_, noted)| noted.entry.unwrap_or_default()).collect::<Vec<_>>());
        let score = |noted: &Noted| noted.score.unwrap_or(f32::NAN).to_bits();
        out.put(&rows.iter().map(|(_, noted)| score(noted)).collect::<Vec<_>>());
        for (_, noted) in rows {
            out.text(&noted.known.reason);
        }
        out.seal(MAGIC, key)
    }

    /// What was saved. A dismissal holds as long as the entry is the same; where a later version of this library keeps entries otherwise
    /// than this one, or scores higher, the hit is looked at again.
    ///
    /// # Errors
    /// When it is no such file, its layout is of another version, the checksum differs (it was changed, cut, or saved under another key),
    /// or an array is broken.
    pub fn load(file: &[u8], key: &[u8; 16]) -> Result<Self, Error> {
        let mut source = Source::open(file, MAGIC, "known travellers of this version", key)?;
        Self::read(&mut source, key).filter(|_| source.is_at_end()).ok_or_else(broken)
    }

    fn read(source: &mut Source<'_>, key: &FileKey) -> Option<Self> {
        let mut all = Self { known: HashMap::new(), key: source.one::<u128>()?.to_le_bytes() };
        all.key = all.mask(key).to_le_bytes();
        let (about, kinds) = (source.array::<u128>()?, source.array::<u8>()?);
        let (days, entries, scores) = (source.array()?, source.array::<u128>()?, source.array()?);
        let count = about.len();
        if [kinds.len(), days.len(), entries.len(), scores.len()].iter().any(|len| *len != count) {
            return None;
        }
        for ((about, kind), ((day, entry), score)) in
            about.into_iter().zip(kinds).zip(days.into_iter().zip(entries).zip(scores))
        {
            let kind = *KINDS.get(usize::from(kind))?;
            let until = NaiveDate::from_num_days_from_ce_opt(day)?;
            let noted = Noted {
                known: Known { kind, reason: Personal(source.text()?), until },
                entry: Some(entry).filter(|entry| *entry != 0),
                score: Some(f32::from_bits(score)).filter(|score| !score.is_nan()),
            };
            // Without an entry a dismissal would hold for each state of it.
            let is_whole = kind != KnownAs::Dismissed || noted.entry.is_some();
            if !is_whole || all.known.insert((about, kind), noted).is_some() {
                return None;
            }
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BirthDate, Field, PersonName};
    use crate::watchlist::file::tests::each_damaged;
    use crate::watchlist::{BirthSpec, EntryName, NameQuality, Policy, Watchlist};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_was_saved_is_known_as_before() {
        let born = BirthDate::new(1980, Some(4), Some(5)).unwrap();
        let entries: Vec<Entry> = (0..4)
            .map(|n| {
                let name = EntryName::full(NameQuality::Primary, "ZORVAN QELMUT");
                Entry::new("L", n.to_string()).with_name(name).with_birth(BirthSpec::Date(born))
            })
            .collect();
        let list = Watchlist::build(entries.clone(), "1", Policy::default());
        let mut who = Passenger::named(PersonName::new("QELMUT".into(), ["ZORVAN".into()]));
        who.birth_date = Field::Valid(Personal(born));
        let screening = list.screen(&who);
        let mut known = KnownTravellers::new();
        assert!(known.clear(&who, &entries[0], "a delegate", day("2030-01-01")));
        assert!(known.dismiss(&who, &entries[1], "another man", day("2029-01-01")));
        let hit = screening.hits.iter().find(|hit| hit.entry.id == "2").unwrap();
        assert!(known.dismiss_hit(&who, hit, "another man", day("2028-01-01")));
        let key = [7; 16];
        let file = known.save(&key);
        assert_eq!(file, known.clone().save(&key));
        assert!(!file.windows(6).any(|bytes| bytes == b"QELMUT"), "names are not in the file");
        let loaded = KnownTravellers::load(&file, &key).unwrap();
        assert_eq!(loaded.known, known.known);
        for on in ["2027-06-01", "2028-06-01", "2029-06-01", "2031-01-01"].map(day) {
            let (of_loaded, of_known) = (loaded.of(&who, &screening, on), known.of(&who, &screening, on));
            assert_eq!(of_loaded, of_known);
        }
        assert_eq!(loaded.of(&who, &screening, day("2027-06-01")).iter().flatten().count(), 3);
        // What is noted later goes under the same key.
        let mut more = loaded.clone();
        assert!(more.withdraw(&who, &entries[0]) && more.dismiss(&who, &entries[3], "no", day("2030-01-01")));
        assert_eq!((loaded.len(), more.len()), (3, 3));
        // Another key, a file of something else, and each byte that is changed.
        assert!(KnownTravellers::load(&file, &[8; 16]).is_err());
        assert!(KnownTravellers::load(&list.save(&key), &key).is_err());
        assert!(KnownTravellers::load(b"", &key).is_err());
        let (mut refused, mut read) = (0, 0);
        each_damaged(&file, &key, |file| match KnownTravellers::load(file, &key) {
            Ok(known) => {
                read += 1;
                let _ = known.of(&who, &screening, day("2027-06-01"));
            }
            Err(_) => refused += 1,
        });
        assert!(refused > 100 && read > 100, "{refused} {read}");
    }
}
