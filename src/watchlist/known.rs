//! Travellers who are known not to be an entry, and hits that an officer dismissed: said so beside the hit, with the
//! reason, until a day. Nothing is dropped.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::entry::Entry;
use super::evidence::{Hit, Screening};
use crate::model::{Passenger, Personal};

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

/// A person: the letters of the name, and the birth date. Two people with the same are not told apart, so that a person
/// without a full birth date cannot be known.
type Person = (String, String);

/// A person, and an entry by list and id.
type About = (Personal<Person>, String, String);

/// All that may be known of one, the first before the others.
const KINDS: [KnownAs; 2] = [KnownAs::KnownTraveller, KnownAs::Dismissed];

fn person(passenger: &Passenger<'_>) -> Option<Person> {
    let born = passenger.birth_date.valid().filter(|born| born.day().is_some())?;
    let mut parts: Vec<String> = std::iter::once(&passenger.name.surname)
        .chain(&passenger.name.given)
        .flat_map(|part| part.split_whitespace().map(str::to_uppercase).collect::<Vec<_>>())
        .collect();
    parts.sort_unstable();
    (!parts.is_empty()).then(|| (parts.join(" "), born.0.to_string()))
}

fn about(person: Person, entry: &Entry) -> About {
    (Personal(person), entry.list.clone(), entry.id.clone())
}

/// What was noted, and what must still be so.
#[derive(Clone, Debug)]
struct Noted {
    known: Known,
    /// The entry as it was then.
    entry: Option<Entry>,
    /// The score of the hit then.
    score: Option<f32>,
}

/// Scores that differ by less are the same.
const SAME_SCORE: f32 = 0.001;

impl Noted {
    fn holds(&self, hit: &Hit, day: NaiveDate) -> bool {
        day <= self.known.until
            && self.entry.as_ref().is_none_or(|entry| *entry == *hit.entry)
            && self.score.is_none_or(|score| hit.score <= score + SAME_SCORE)
    }
}

/// Known travellers and dismissed hits.
#[derive(Clone, Debug, Default)]
pub struct KnownTravellers {
    known: HashMap<(About, KnownAs), Noted>,
}

impl KnownTravellers {
    /// Nobody.
    pub fn new() -> Self {
        Self::default()
    }

    fn note(
        &mut self,
        passenger: &Passenger<'_>,
        entry: &Entry,
        (kind, reason, until): (KnownAs, String, NaiveDate),
        (seen, score): (Option<Entry>, Option<f32>),
    ) -> bool {
        let Some(person) = person(passenger).filter(|_| !reason.trim().is_empty()) else { return false };
        let known = Known { kind, reason: Personal(reason), until };
        let noted = Noted { known, entry: seen, score };
        self.known.insert((about(person, entry), kind), noted);
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
        self.note(passenger, entry, (KnownAs::Dismissed, reason.into(), until), (Some(entry.clone()), None))
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
        let seen = (Some(Entry::clone(&hit.entry)), Some(hit.score));
        self.note(passenger, &hit.entry, (KnownAs::Dismissed, reason.into(), until), seen)
    }

    /// Withdraws all that is known of a passenger and an entry; false when nothing is.
    pub fn withdraw(&mut self, passenger: &Passenger<'_>, entry: &Entry) -> bool {
        let Some(person) = person(passenger) else { return false };
        let about = about(person, entry);
        KINDS.iter().filter(|kind| self.known.remove(&(about.clone(), **kind)).is_some()).count() > 0
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
        let person = person(passenger).map(Personal);
        let known = |hit: &Hit| {
            let (list, id) = hit.entry.key();
            let about = (person.clone()?, list.to_owned(), id.to_owned());
            let mut noted = KINDS.iter().filter_map(|kind| self.known.get(&(about.clone(), *kind)));
            noted.find(|noted| noted.holds(hit, day)).map(|noted| &noted.known)
        };
        screening.hits.iter().map(|hit| if hit.has_document() { None } else { known(hit) }).collect()
    }
}
