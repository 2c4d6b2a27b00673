//! From a candidate to a decision: only a reviewed candidate can give one, and a review is a person's.

use serde::Serialize;

use crate::model::Personal;
use crate::watchlist::{Hit, Known};

/// A hit that is to be looked at, or is known from before. Screening makes candidates; it decides nothing.
///
/// A candidate has no decision:
///
/// ```compile_fail
/// fn refuse(candidate: &paxgov::screening::Candidate) -> paxgov::screening::Decision {
///     candidate.decision()
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    hit: Hit,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<Known>,
}

/// What an officer found a candidate to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Decision {
    /// Another person.
    NotTheSame,
    /// The person of the entry.
    TheSame,
    /// It cannot be told from the data; ask or look.
    Open,
}

/// A candidate after an officer looked at it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reviewed {
    /// The hit.
    pub hit: Hit,
    /// The decision.
    pub decision: Decision,
    /// Who decided.
    pub officer: String,
    /// Why, in the officer's words.
    pub grounds: Personal<String>,
}

impl Candidate {
    pub(super) const fn new(hit: Hit, known: Option<Known>) -> Self {
        Self { hit, known }
    }

    /// Why the hit needs no new look, when it is known: who was cleared or what was dismissed, the reason, the last day.
    pub const fn known(&self) -> Option<&Known> {
        self.known.as_ref()
    }

    /// The hit with its evidence.
    pub const fn hit(&self) -> &Hit {
        &self.hit
    }

    /// An officer's review. The candidate comes back when the officer or the grounds are empty.
    ///
    /// # Errors
    /// When the officer or the grounds are empty.
    pub fn review(
        self,
        decision: Decision,
        officer: impl Into<String>,
        grounds: impl Into<String>,
    ) -> Result<Reviewed, Self> {
        let (officer, grounds) = (officer.into(), grounds.into());
        if officer.trim().is_empty() || grounds.trim().is_empty() {
            return Err(self);
        }
        Ok(Reviewed { hit: self.hit, decision, officer, grounds: Personal(grounds) })
    }
}
