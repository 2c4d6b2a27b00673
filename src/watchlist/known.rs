//! Travellers who are known not to be an entry, and hits that an officer dismissed: said so beside the hit, with the
//! reason, until a day. Nothing is dropped.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::entry::Entry;
use super::evidence::Screening;
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

fn person(passenger: &Passenger<'_>) -> Option<Person> {
    let born = passenger.birth_date.valid().filter(|born| born.day().is_some())?;
    let mut parts: Vec<String> = std::iter::once(&passenger.name.surname)
        .chain(&passenger.name.given)
        .flat_map(|part| part.split_whitespace().map(str::to_uppercase).collect::<Vec<_>>())
        .collect();
    parts.sort_unstable();
    (!parts.is_empty()).then(|| (parts.join(" "), born.0.to_string()))
}

/// Known travellers and dismissed hits.
#[derive(Clone, Debug, Default)]
pub struct KnownTravellers {
    known: HashMap<About, (Known, Option<Entry>)>,
}

impl KnownTravellers {
    /// Nobody.
    pub fn new() -> Self {
        Self::default()
    }

    fn note(&mut self, passenger: &Passenger<'_>, entry: &Entry, known: Known, seen: Option<Entry>) -> bool {
        let Some(person) = person(passenger).filter(|_| !known.reason.trim().is_empty()) else {
            return false;
        };
        self.known.insert((Personal(person), entry.list.clone(), entry.id.clone()), (known, seen));
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
        let known = Known { kind: KnownAs::KnownTraveller, reason: Personal(reason.into()), until };
        self.note(passenger, entry, known, None)
    }

    /// Notes that an officer dismissed a hit: it holds for the entry as it is now. False as in [`clear`](Self::clear).
    pub fn dismiss(
        &mut self,
        passenger: &Passenger<'_>,
        entry: &Entry,
        reason: impl Into<String>,
        until: NaiveDate,
    ) -> bool {
        let known = Known { kind: KnownAs::Dismissed, reason: Personal(reason.into()), until };
        self.note(passenger, entry, known, Some(entry.clone()))
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
        let known = |entry: &Entry| {
            let key = (person.clone()?, entry.list.clone(), entry.id.clone());
            let (known, seen) = self.known.get(&key)?;
            (day <= known.until && seen.as_ref().is_none_or(|seen| seen == entry)).then_some(known)
        };
        screening.hits.iter().map(|hit| if hit.has_document() { None } else { known(&hit.entry) }).collect()
    }
}
