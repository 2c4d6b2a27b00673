//! What stops reading: an opaque error with a kind and a place, and no text of the input.

use crate::span::Location;

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Nothing to read.
    #[error("expected an interchange, met an empty input")]
    Empty,
    /// No UNA, UNB or UNH was found.
    #[error("expected an interchange (UNA, UNB or UNH), met none")]
    NoInterchange,
    /// The interchange has no segment terminator.
    #[error("expected a segment terminator, met the end of the input")]
    NoTerminator,
    /// A budget of [`Limits`](crate::Limits) was exceeded.
    #[error("limit of {limit} {what} exceeded")]
    LimitExceeded {
        /// What was counted.
        what: &'static str,
        /// The budget.
        limit: usize,
    },
    /// A message of another type was given to a reader.
    #[error("expected a {expected} message, met another type")]
    WrongMessage {
        /// The type that the reader takes.
        expected: &'static str,
    },
    /// A record to be written lacks what its guide requires, and would say something else without it.
    #[error("expected {expected} in what is to be written, met none")]
    Incomplete {
        /// What was expected.
        expected: &'static str,
    },
    /// A value to be written holds a character that the syntax identifier does not allow.
    #[error("expected a character of the declared set, met another one")]
    CharacterRefused,
    /// A file is so broken that invented words would change where its segments begin and end.
    #[error("expected a layout that other words leave as it is, met one that hangs on them")]
    LayoutHangsOnWords,
    /// A list, profile or settings file was not understood at all.
    #[error("expected {expected}, met something else")]
    NotUnderstood {
        /// What was expected.
        expected: &'static str,
    },
    /// A list was refused whole: too many of its rows are broken, or it was cut.
    #[error("list refused: {reason}{}", of_first(*first))]
    ListRefused {
        /// Why.
        reason: &'static str,
        /// The line of the first row that is broken, or the number of its record in XML and JSON.
        first: Option<u64>,
    },
}

/// Where the first broken row stands, as the end of a sentence.
fn of_first(row: Option<u64>) -> String {
    row.map_or_else(String::new, |row| format!(", the first in line or record {row}"))
}

/// Reading could not go on. Holds a kind and a place, never text of the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at {location}")]
pub struct Error {
    kind: ErrorKind,
    location: Location,
}

impl Error {
    pub(crate) const fn new(kind: ErrorKind, location: Location) -> Self {
        Self { kind, location }
    }

    /// Why reading stopped.
    pub const fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Where reading stopped.
    pub const fn location(&self) -> &Location {
        &self.location
    }
}
