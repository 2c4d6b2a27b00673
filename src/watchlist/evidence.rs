//! Evidence, hits and what screening gives.

use serde::Serialize;

use super::documents::NumberMatch;
use super::entry::NameQuality;
use super::person::DateAgreement;
use super::place::PlaceAgreement;
use super::view::ListedEntry;

/// One piece of evidence for or against a hit. Holds no value of a person, so that it can be logged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// The names.
    Name {
        /// Tokens that are the same, or sound the same.
        same: u8,
        /// Tokens with a typing slip in a consonant.
        slips: u8,
        /// Tokens that differ in vowels and in consonants of one class, as romanisations do.
        sounds: u8,
        /// Tokens of the entry without a match.
        missing: u8,
        /// Tokens of the passenger without a match.
        extra: u8,
        /// Quality of the entry's name.
        quality: NameQuality,
        /// Place of the name among the entry's names, from 0.
        name: u16,
        /// Weight.
        weight: f32,
    },
    /// The birth date.
    BirthDate {
        /// How it agrees.
        agreement: DateAgreement,
        /// Weight.
        weight: f32,
    },
    /// The sex.
    Sex {
        /// True when it is the same.
        same: bool,
        /// Weight.
        weight: f32,
    },
    /// The nationality.
    Nationality {
        /// True when one is shared.
        shared: bool,
        /// Weight.
        weight: f32,
    },
    /// The place of birth; it never speaks against.
    BirthPlace {
        /// How it agrees.
        agreement: PlaceAgreement,
        /// Weight.
        weight: f32,
    },
    /// A travel document with the same number, and the same issuer when both know it.
    Document {
        /// True when both sides know the issuer.
        issuer_known: bool,
        /// How the numbers agree.
        number: NumberMatch,
        /// Weight.
        weight: f32,
    },
}

impl Evidence {
    /// The weight: evidence for is positive, against is negative; weights add up.
    pub const fn weight(&self) -> f32 {
        match *self {
            Self::Name { weight, .. }
            | Self::BirthDate { weight, .. }
            | Self::Sex { weight, .. }
            | Self::Nationality { weight, .. }
            | Self::BirthPlace { weight, .. }
            | Self::Document { weight, .. } => weight,
        }
    }
}

/// An entry that a passenger may be, with the evidence. It is a reason to look, never a verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// The entry, as the list has it; reads like an [`Entry`](super::Entry).
    pub entry: ListedEntry,
    /// Score from 0 to 1: the logistic function of the sum of the weights.
    pub score: f32,
    /// The evidence.
    pub evidence: Vec<Evidence>,
}

impl Hit {
    /// True when a name agrees.
    pub fn has_name(&self) -> bool {
        let agrees = |evidence: &Evidence| matches!(evidence, Evidence::Name { weight, .. } if *weight > 0.0);
        self.evidence.iter().any(agrees) || !self.has_document()
    }

    /// True when a document agrees.
    pub fn has_document(&self) -> bool {
        self.evidence.iter().any(|evidence| matches!(evidence, Evidence::Document { .. }))
    }
}

/// What screening a passenger gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Screening<'w> {
    /// Hits, the strongest first.
    pub hits: Vec<Hit>,
    /// Version of the list that was used.
    pub version: &'w str,
    /// True when the name had more tokens than are looked at, or the documents more names.
    pub name_was_cut: bool,
    /// True when there was a name to look for.
    pub has_name: bool,
}

/// The score of evidence: the logistic function of the sum of its weights.
pub(super) fn score(evidence: &[Evidence]) -> f32 {
    let sum: f32 = evidence.iter().map(Evidence::weight).sum();
    let by_sum = 1.0 / (1.0 + (-sum).exp());
    // A document is a hit by itself, whoever holds it: stolen documents travel with other people.
    let least = evidence.iter().map(|evidence| match evidence {
        Evidence::Document { number: NumberMatch::Same | NumberMatch::WithCheckDigit, .. } => 0.9,
        Evidence::Document { .. } => 0.6,
        _ => 0.0,
    });
    least.fold(by_sum, f32::max)
}
