//! A value that may be missing or broken: it keeps its place, and its neighbours live.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::span::Span;

/// A value of a message: absent, valid, or broken with the bytes it stood in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Field<T> {
    /// Nothing was sent.
    #[default]
    Absent,
    /// A value that could be read.
    Valid(T),
    /// Something was sent that is no such value; the bytes of the original input.
    Malformed(Span),
    /// A date whose two-digit year cannot be resolved without a reference date; the bytes of the original input.
    Ambiguous(Span),
}

impl<T> Field<T> {
    /// The value, when there is a valid one.
    pub const fn valid(&self) -> Option<&T> {
        match self {
            Self::Valid(value) => Some(value),
            _ => None,
        }
    }

    /// True when nothing was sent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// True when something was sent that could not be read.
    pub const fn is_malformed(&self) -> bool {
        matches!(self, Self::Malformed(_))
    }

    /// Changes a valid value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Valid(value) => Field::Valid(change(value)),
            Self::Malformed(span) => Field::Malformed(span),
            Self::Ambiguous(span) => Field::Ambiguous(span),
        }
    }

    /// This value, or the other one when nothing was sent here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self.is_absent() { other } else { self }
    }

    /// The first of the two that is valid, else the first that was sent: what is broken in one place costs no value of another.
    /// What was broken is told elsewhere, since this keeps no place of it.
    #[must_use]
    pub fn or_valid(self, other: Self) -> Self {
        if matches!(other, Self::Valid(_)) && !matches!(self, Self::Valid(_)) {
            other
        } else {
            self.or(other)
        }
    }

    /// Takes another form of the same value in: the first one that is valid counts. Gives the one that does not count, nothing when the two
    /// say the same.
    pub(crate) fn meet(&mut self, other: Self) -> Self
    where
        T: PartialEq,
    {
        match (&*self, &other) {
            (_, Self::Absent) => Self::Absent,
            (Self::Absent, _) => std::mem::replace(self, other),
            (Self::Valid(known), Self::Valid(value)) if known == value => Self::Absent,
            (Self::Malformed(_) | Self::Ambiguous(_), Self::Valid(_)) => std::mem::replace(self, other),
            _ => other,
        }
    }
}

/// True when two forms of one thing may say the same: not both give another value.
pub(crate) fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

impl<T: fmt::Debug> fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Valid(value) => value.fmt(f),
            Self::Malformed(span) => write!(f, "malformed at {span}"),
            Self::Ambiguous(span) => write!(f, "ambiguous at {span}"),
        }
    }
}

impl<T: Serialize> Serialize for Field<T> {
    /// A valid value as itself, an absent one as null, a broken one as an object with its place.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "snake_case")]
        enum Broken {
            Malformed(Span),
            Ambiguous(Span),
        }
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Valid(value) => value.serialize(serializer),
            Self::Malformed(span) => Broken::Malformed(*span).serialize(serializer),
            Self::Ambiguous(span) => Broken::Ambiguous(*span).serialize(serializer),
        }
    }
}
