//! The evidence beside name and document: birth date, sex, nationality, place of birth.

use std::borrow::Cow;

use serde::Serialize;

use super::entry::{BirthSpec, Entry};
use super::evidence::Evidence;
use super::place::{PlaceAgreement, place_evidence};
use crate::codes::{Sex, StateCode};
use crate::model::{BirthDate, Passenger};

/// How a birth date agrees with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateAgreement {
    /// The same day.
    Exact,
    /// Day and month are swapped.
    Swapped,
    /// One digit differs.
    OneDigit,
    /// The year, or the range of years, agrees; nothing more is known.
    Year,
    /// The dates cannot be of one person.
    Conflict,
    /// One side is not known.
    Unknown,
}

impl DateAgreement {
    /// What it weighs.
    pub const fn weight(self) -> f32 {
        match self {
            Self::Exact => 3.0,
            Self::Swapped => 1.8,
            Self::OneDigit => 1.2,
            Self::Year => 0.9,
            Self::Unknown => 0.0,
            Self::Conflict => CONFLICT,
        }
    }
}

/// Weight of birth dates that cannot be of one person.
pub(super) const CONFLICT: f32 = -4.5;
/// Most that sex, nationality and place of birth of a passenger weigh together.
pub(super) fn most_beside(passenger: &Passenger<'_>) -> f32 {
    let sex = passenger.sex.valid().map_or(0.0, |_| SAME_SEX);
    let nationality =
        if passenger.nationalities.iter().any(|n| n.valid().is_some()) { SHARED_NATIONALITY } else { 0.0 };
    let place = passenger.birth_place.as_ref().map_or(0.0, |_| PlaceAgreement::Place.weight());
    sex + nationality + place
}

const SAME_SEX: f32 = 0.2;
const OTHER_SEX: f32 = -1.5;
const SHARED_NATIONALITY: f32 = 0.5;
const OTHER_NATIONALITY: f32 = -0.5;

/// What an entry says of a person beside names and documents.
pub(super) trait Facts {
    /// Birth dates; alternatives.
    fn births(&self) -> impl Iterator<Item = BirthSpec>;
    /// Sex.
    fn sex(&self) -> Option<Sex>;
    /// Nationalities.
    fn nationalities(&self) -> impl Iterator<Item = StateCode>;
    /// Places of birth.
    fn birth_places(&self) -> impl Iterator<Item = Cow<'_, str>>;
}

impl Facts for Entry {
    fn births(&self) -> impl Iterator<Item = BirthSpec> {
        self.births.iter().map(|born| born.0)
    }

    fn sex(&self) -> Option<Sex> {
        self.sex.map(|sex| sex.0)
    }

    fn nationalities(&self) -> impl Iterator<Item = StateCode> {
        self.nationalities.iter().map(|state| state.0)
    }

    fn birth_places(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.birth_places.iter().map(|place| Cow::Borrowed(place.as_str()))
    }
}

/// The evidence of a person beside name and document.
pub(super) fn person_evidence(entry: &impl Facts, passenger: &Passenger<'_>, evidence: &mut Vec<Evidence>) {
    let born = passenger.birth_date.valid().map(|born| born.0);
    let best =
        entry.births().map(|spec| agreement(spec, born)).max_by(|a, b| a.weight().total_cmp(&b.weight()));
    evidence.extend(best.map(|agreement| Evidence::BirthDate { agreement, weight: agreement.weight() }));
    if let (Some(listed), Some(sex)) = (entry.sex(), passenger.sex.valid()) {
        let same = listed == sex.0;
        // Only a plain contradiction speaks against; X and U do not.
        let plain = matches!((listed, sex.0), (Sex::Male, Sex::Female) | (Sex::Female, Sex::Male));
        let weight = if same {
            SAME_SEX
        } else if plain {
            OTHER_SEX
        } else {
            0.0
        };
        evidence.push(Evidence::Sex { same, weight });
    }
    let is_known = |listed: StateCode| {
        passenger.nationalities.iter().filter_map(|n| n.valid()).any(|n| n.0.may_be(listed))
    };
    if passenger.nationalities.iter().any(|n| n.valid().is_some()) && entry.nationalities().next().is_some() {
        let shared = entry.nationalities().any(is_known);
        let weight = if shared { SHARED_NATIONALITY } else { OTHER_NATIONALITY };
        evidence.push(Evidence::Nationality { shared, weight });
    }
    evidence.extend(place_evidence(entry, passenger));
}

pub(super) fn agreement(spec: BirthSpec, born: Option<BirthDate>) -> DateAgreement {
    let Some(born) = born else { return DateAgreement::Unknown };
    match spec {
        BirthSpec::Years(from, to) if (from..=to).contains(&born.year()) => DateAgreement::Year,
        BirthSpec::Years(..) => DateAgreement::Conflict,
        BirthSpec::Unknown => DateAgreement::Unknown,
        BirthSpec::Date(listed) => compare_dates(listed, born),
    }
}

fn compare_dates(listed: BirthDate, born: BirthDate) -> DateAgreement {
    let full = |date: BirthDate| date.month().zip(date.day());
    match (full(listed), full(born)) {
        (Some(a), Some(b)) if listed.year() == born.year() => {
            if a == b {
                DateAgreement::Exact
            } else if a == (b.1, b.0) {
                DateAgreement::Swapped
            } else if digits_apart(listed, born) == 1 {
                DateAgreement::OneDigit
            } else {
                DateAgreement::Conflict
            }
        }
        (Some(_), Some(_)) if digits_apart(listed, born) == 1 => DateAgreement::OneDigit,
        (Some(_), Some(_)) => DateAgreement::Conflict,
        _ if listed.year() != born.year() => DateAgreement::Conflict,
        _ => match (listed.month(), born.month()) {
            (Some(a), Some(b)) if a != b => DateAgreement::Conflict,
            _ => DateAgreement::Year,
        },
    }
}

/// In how many digits two full dates differ.
fn digits_apart(a: BirthDate, b: BirthDate) -> usize {
    let digits = |date: BirthDate| {
        let year = u32::try_from(date.year()).unwrap_or_default();
        let part = |part: Option<u8>| u32::from(part.unwrap_or_default());
        let (month, day) = (part(date.month()), part(date.day()));
        [year / 1000, year / 100 % 10, year / 10 % 10, year % 10, month / 10, month % 10, day / 10, day % 10]
    };
    digits(a).iter().zip(digits(b)).filter(|(x, y)| **x != *y).count()
}
