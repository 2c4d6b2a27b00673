//! Short codes as they are sent: a damaged message may hold anything in their place, so that only what looks like a code
//! is printed.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::personal::revealing;

/// A code of no closed list, such as an airline, a currency or a class. Prints itself when it is at most four letters or
/// digits, or at most six with a digit; anything longer prints as `***` unless it is
/// [`Revealed`](super::Revealed).
#[derive(Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Short<'a>(pub Cow<'a, str>);

impl Short<'_> {
    /// The text to print.
    fn shown(&self) -> &str {
        let plain = self.0.bytes().all(|b| b.is_ascii_alphanumeric());
        let digit = self.0.bytes().any(|b| b.is_ascii_digit());
        if revealing() || (plain && (self.0.len() <= 4 || (self.0.len() <= 6 && digit))) {
            &self.0
        } else {
            "***"
        }
    }
}

impl Deref for Short<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<Cow<'a, str>> for Short<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self(text)
    }
}

impl<'a> From<&'a str> for Short<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.shown())
    }
}

impl fmt::Debug for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.shown(), f)
    }
}

impl Serialize for Short<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Revealed;

    #[test]
    fn only_codes_are_printed() {
        for (text, shown) in [
            ("ZZ", "ZZ"),
            ("417A", "417A"),
            ("10001", "10001"),
            ("SMITH", "***"),
            ("AB1234567", "***"),
            ("A B", "***"),
        ] {
            assert_eq!(Short::from(text).to_string(), shown);
            assert_eq!(format!("{}", Revealed(&Short::from(text))), text);
        }
    }
}
