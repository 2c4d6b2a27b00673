//! States and nationalities: ISO 3166-1 alpha-3 with the special codes of ICAO Doc 9303-3.

use std::fmt;

use serde::{Serialize, Serializer};

use super::state_same::{SAME, SUCCEEDED};
use super::state_table::STATES;

/// What a three-letter code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StateKind {
    /// A state or territory of ISO 3166-1.
    State,
    /// A class of nationality of a state, such as `GBO`.
    Nationality,
    /// An organisation that issues travel documents, such as `UNO`.
    Organisation,
    /// A person without or with a protected status: stateless, refugee.
    Protected,
    /// For specimens and tests: `UTO`.
    Specimen,
    /// No longer in use, still met in documents.
    Withdrawn,
    /// Unspecified nationality.
    Unspecified,
}

/// A code of ISO 3166-1 alpha-3 or ICAO Doc 9303-3 section 5. Only listed codes can be made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateCode([u8; 3]);

impl StateCode {
    /// Reads a three-letter code; `D` (Germany in machine-readable zones) is `DEU`.
    pub fn from_alpha3(code: &[u8]) -> Option<Self> {
        let code = if code == b"D" { b"DEU" } else { code };
        let found = STATES.binary_search_by(|(listed, ..)| listed.as_bytes().cmp(code)).ok()?;
        STATES.get(found)?.0.as_bytes().try_into().ok().map(Self)
    }

    /// Reads a two-letter code of ISO 3166-1.
    pub fn from_alpha2(code: &[u8]) -> Option<Self> {
        if code.len() != 2 {
            return None;
        }
        let (alpha3, ..) = STATES.iter().find(|(_, alpha2, ..)| alpha2.as_bytes() == code)?;
        alpha3.as_bytes().try_into().ok().map(Self)
    }

    /// Reads a short name in English, in any case. Looks at each row of the table.
    pub fn from_name(name: &str) -> Option<Self> {
        let is = |known: &str| {
            known.chars().flat_map(char::to_uppercase).eq(name.chars().flat_map(char::to_uppercase))
        };
        let (alpha3, ..) = STATES.iter().find(|row| is(row.3))?;
        alpha3.as_bytes().try_into().ok().map(Self)
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// True when documents and lists may write one for the other: the same code, classes of nationality of one state, a code that was
    /// changed, a state that is no more and each of its successors, and the regions whose passports bear the code of their state.
    pub fn may_be(self, other: Self) -> bool {
        let row = |a: Self, b: Self| {
            SAME.iter().any(|(one, others)| *one == a.as_str() && others.contains(&b.as_str()))
        };
        // Those that may be a third one may be each other: GBD and GBN, RKS and UNK.
        let both = |a: Self, b: Self| {
            SAME.iter().any(|(_, others)| others.contains(&a.as_str()) && others.contains(&b.as_str()))
        };
        let succeeds = |a: Self, b: Self| {
            SUCCEEDED.iter().any(|(former, now)| *former == a.as_str() && now.contains(&b.as_str()))
        };
        self == other
            || row(self, other)
            || row(other, self)
            || both(self, other)
            || succeeds(self, other)
            || succeeds(other, self)
    }

    fn row(self) -> Option<&'static (&'static str, &'static str, StateKind, &'static str)> {
        STATES.get(STATES.binary_search_by(|(listed, ..)| listed.as_bytes().cmp(&self.0)).ok()?)
    }

    /// What the code stands for.
    pub fn kind(self) -> StateKind {
        self.row().map_or(StateKind::Unspecified, |row| row.2)
    }

    /// The short name in English.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.3)
    }
}

impl fmt::Display for StateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for StateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for StateCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_unique_and_shaped() {
        assert!(STATES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(STATES.iter().all(|row| row.0.len() == 3 && (row.1.is_empty() || row.1.len() == 2)));
    }

    #[test]
    fn states_that_stand_for_one_another() {
        let may_be = |a: &str, b: &str| {
            let [a, b] = [a, b].map(|code| StateCode::from_alpha3(code.as_bytes()).unwrap());
            assert_eq!(a.may_be(b), b.may_be(a), "{a} {b}");
            a.may_be(b)
        };
        for (a, b) in [
            ("HKG", "CHN"),
            ("MAC", "CHN"),
            ("SUN", "RUS"),
            ("SUN", "UZB"),
            ("YUG", "SRB"),
            ("YUG", "SCG"),
            ("SCG", "MNE"),
            ("RKS", "XKX"),
            ("RKS", "UNK"),
            ("GBR", "GBD"),
            ("GBO", "GBN"),
            ("ROM", "ROU"),
            ("ZAR", "COD"),
            ("TMP", "TLS"),
            ("DDR", "DEU"),
            ("ZIM", "ZWE"),
            ("FRA", "FRA"),
        ] {
            assert!(may_be(a, b), "{a} {b}");
        }
        for (a, b) in
            [("RUS", "UZB"), ("SRB", "MNE"), ("HKG", "MAC"), ("FRA", "DEU"), ("CHN", "TWN"), ("COG", "COD")]
        {
            assert!(!may_be(a, b), "{a} {b}");
        }
        let codes =
            SAME.iter().chain(SUCCEEDED).flat_map(|(one, others)| std::iter::once(one).chain(*others));
        assert!(codes.into_iter().all(|code| StateCode::from_alpha3(code.as_bytes()).is_some()));
    }

    #[test]
    fn known_codes() {
        let rows = [("DEU", StateKind::State), ("XXA", StateKind::Protected), ("UTO", StateKind::Specimen)];
        for (code, kind) in rows {
            assert_eq!(StateCode::from_alpha3(code.as_bytes()).unwrap().kind(), kind, "{code}");
        }
        assert_eq!(StateCode::from_alpha3(b"D"), StateCode::from_alpha3(b"DEU"));
        assert_eq!(StateCode::from_alpha2(b"UZ").unwrap().as_str(), "UZB");
        assert_eq!(StateCode::from_alpha3(b"GER"), None);
        assert_eq!(StateCode::from_alpha3(b"deu"), None);
    }
}
