//! What a list says about a person or a document.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::codes::{Sex, StateCode};
use crate::model::{BirthDate, PersonName, Personal};

/// The qualities of names, by the numbers under which they are stored.
pub(super) const QUALITIES: [NameQuality; 5] =
    [NameQuality::Primary, NameQuality::Good, NameQuality::Original, NameQuality::Former, NameQuality::Weak];

/// Types of documents that come apart from their holders, passports and identity cards; those in the entry itself have others.
pub(super) const APART: [&str; 2] = ["P", "I"];

/// How good a name of an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NameQuality {
    /// The main name.
    #[default]
    Primary,
    /// A good alias.
    Good,
    /// The name in the original script.
    Original,
    /// A former name.
    Former,
    /// A weak alias: never enough by itself.
    Weak,
}

impl NameQuality {
    /// Reads the word of the list form, in any case.
    pub fn read(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "" | "primary" => Self::Primary,
            "good" | "strong" | "alias" => Self::Good,
            "original" => Self::Original,
            "former" => Self::Former,
            "weak" => Self::Weak,
            _ => return None,
        })
    }
}

/// A name of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntryName {
    /// How good it is.
    pub quality: NameQuality,
    /// The name; a full name without parts stands as the surname.
    pub name: Personal<PersonName<'static>>,
}

impl EntryName {
    /// A name in one piece.
    pub fn full(quality: NameQuality, full: impl Into<String>) -> Self {
        let name = PersonName { surname: Cow::Owned(full.into()), ..PersonName::default() };
        Self { quality, name: Personal(name) }
    }

    /// A name in parts.
    pub fn parts(quality: NameQuality, family: impl Into<String>, given: impl Into<String>) -> Self {
        let given: String = given.into();
        let given = if given.is_empty() { Vec::new() } else { vec![Cow::Owned(given)] };
        let name = PersonName { surname: Cow::Owned(family.into()), given, ..PersonName::default() };
        Self { quality, name: Personal(name) }
    }
}

/// When somebody was born, as a list says it: a date of which parts may be unknown, or a range of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BirthSpec {
    /// A date; its month and day may be unknown.
    Date(BirthDate),
    /// Any day from the first to the last year, both included.
    Years(i32, i32),
    /// Beside others: a text that nobody understood, so that what is known must not speak against anybody.
    Unknown,
}

impl BirthSpec {
    /// Reads the form of lists, a subset of EDTF: `1950-01-01`, `1950-01`, `1950`, each of them with `~` (about: one year around),
    /// `1950/1953`, `../1953`, `1950/..`, `195X`. What is anything else is `None`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (end_of_range(from, i32::MIN)?, end_of_range(to, i32::MAX)?);
            return (from <= to).then_some(Self::Years(from, to));
        }
        if let Some(about) = text.strip_suffix('~') {
            let year = date(about)?.year();
            return Some(Self::Years(year - 1, year + 1));
        }
        if let Some(decade) = text.strip_suffix(['X', 'x']) {
            let first: i32 = digits(decade, 3..=3)?;
            let first = first * 10;
            return Some(Self::Years(first, first + 9));
        }
        date(text).map(Self::Date)
    }
}

/// A number of so many digits and nothing else.
fn digits<T: FromStr>(text: &str, count: RangeInclusive<usize>) -> Option<T> {
    let are_digits = count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if are_digits { text.parse().ok() } else { None }
}

/// A year in which somebody may be born who is listed, with month and day as far as they are known.
fn date(text: &str) -> Option<BirthDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4..=4).filter(|year| (1850..2200).contains(year))?;
    let (month, day) = (parts.next(), parts.next());
    let number = |part: Option<&str>| part.map_or(Some(None), |part| digits(part, 1..=2).map(Some));
    let (month, day) = (number(month)?, number(day)?);
    if parts.next().is_some() { None } else { BirthDate::new(year, month, day) }
}

/// A year at an end of a range: any year, that of a date, or what stands for an open end.
fn end_of_range(text: &str, open: i32) -> Option<i32> {
    if text == ".." {
        return Some(open);
    }
    let plain = text.strip_suffix('~').unwrap_or(text);
    digits(plain, 4..=4).or_else(|| Some(date(text)?.year()))
}

/// A document of an entry. All of it redacts: lists write numbers into types too.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryDocument {
    /// Type as the list gives it.
    pub kind: Cow<'static, str>,
    /// Number.
    pub number: Personal<String>,
    /// Issuing state, when it is known.
    pub issuer: Option<StateCode>,
    /// Status as the list gives it: `valid`, `lost`, `stolen`, …
    pub status: Cow<'static, str>,
}

impl fmt::Debug for EntryDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntryDocument")
            .field("kind", &Personal(&self.kind))
            .field("number", &self.number)
            .field("issuer", &self.issuer.map(Personal))
            .field("status", &Personal(&self.status))
            .finish()
    }
}

impl Serialize for EntryDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_struct("EntryDocument", 4)?;
        document.serialize_field("kind", &Personal(&self.kind))?;
        document.serialize_field("number", &self.number)?;
        document.serialize_field("issuer", &self.issuer.map(Personal))?;
        document.serialize_field("status", &Personal(&self.status))?;
        document.end()
    }
}

impl EntryDocument {
    /// A document.
    pub fn new(
        kind: impl Into<Cow<'static, str>>,
        number: impl Into<String>,
        issuer: Option<StateCode>,
    ) -> Self {
        Self { kind: kind.into(), number: Personal(number.into()), issuer, status: Cow::Borrowed("") }
    }
}

/// What happens with a hit of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Handling {
    /// A person decides before the answer goes out.
    #[default]
    Refer,
    /// Officers see it on arrival; the answer is not held.
    Inspect,
    /// Nothing may show towards the carrier.
    Silent,
    /// A note only.
    Inform,
}

impl Handling {
    /// Reads the word of the list form, in any case.
    pub fn read(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "" | "refer" => Self::Refer,
            "inspect" => Self::Inspect,
            "silent" => Self::Silent,
            "inform" => Self::Inform,
            _ => return None,
        })
    }
}

/// Words for what an entry is listed for, as the list form has them; a list may use words of its own.
pub const CATEGORIES: [&str; 8] =
    ["sanction", "travel_ban", "wanted", "missing", "alert", "health", "overstay", "refused"];

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// Id, unique in its list.
    pub id: String,
    /// Name of the list.
    pub list: String,
    /// Names.
    pub names: Vec<EntryName>,
    /// Birth dates; alternatives.
    pub births: Vec<Personal<BirthSpec>>,
    /// Places of birth, as the list has them.
    pub birth_places: Vec<Personal<String>>,
    /// Sex.
    pub sex: Option<Personal<Sex>>,
    /// Nationalities.
    pub nationalities: Vec<Personal<StateCode>>,
    /// Documents.
    pub documents: Vec<EntryDocument>,
    /// Other numbers: tax, social security, driving licence. Shown, and no evidence.
    pub identifiers: Vec<EntryDocument>,
    /// Addresses, as the list has them. Shown, and no evidence.
    pub addresses: Vec<Personal<String>>,
    /// What the entry is listed for: words of [`CATEGORIES`], or of the list itself.
    pub categories: Vec<Personal<Cow<'static, str>>>,
    /// Ids of the same person in other lists.
    pub references: Vec<Personal<String>>,
    /// Reason, for the officer.
    pub reason: Personal<String>,
    /// First day on which the entry fires.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which the entry fires.
    pub valid_to: Option<NaiveDate>,
    /// What happens with a hit.
    pub handling: Handling,
}

impl Entry {
    /// An entry without names.
    pub fn new(list: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            list: list.into(),
            names: Vec::new(),
            births: Vec::new(),
            birth_places: Vec::new(),
            sex: None,
            nationalities: Vec::new(),
            documents: Vec::new(),
            identifiers: Vec::new(),
            addresses: Vec::new(),
            categories: Vec::new(),
            references: Vec::new(),
            reason: Personal(String::new()),
            valid_from: None,
            valid_to: None,
            handling: Handling::default(),
        }
    }

    /// Adds a name.
    #[must_use]
    pub fn with_name(mut self, name: EntryName) -> Self {
        self.names.push(name);
        self
    }

    /// Leaves an unknown date beside others only, which it keeps from speaking against somebody.
    #[cfg(feature = "lists")]
    pub(super) fn settle_births(&mut self) {
        if self.births.iter().all(|birth| birth.0 == BirthSpec::Unknown) {
            self.births.clear();
        }
    }

    /// Adds a birth date.
    #[must_use]
    pub fn with_birth(mut self, birth: BirthSpec) -> Self {
        self.births.push(Personal(birth));
        self
    }

    /// Adds a document.
    #[must_use]
    pub fn with_document(mut self, document: EntryDocument) -> Self {
        self.documents.push(document);
        self
    }

    /// True when the entry fires on a day.
    pub fn fires_on(&self, day: NaiveDate) -> bool {
        fires(self.valid_from, self.valid_to, day)
    }
}

/// True when what is valid from one day to another fires on a day.
pub(super) fn fires(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_specs() {
        let date = |y, m, d| Some(BirthSpec::Date(BirthDate::new(y, m, d).unwrap()));
        assert_eq!(BirthSpec::read("1950-01-02"), date(1950, Some(1), Some(2)));
        assert_eq!(BirthSpec::read("1950-01"), date(1950, Some(1), None));
        assert_eq!(BirthSpec::read("1950"), date(1950, None, None));
        assert_eq!(BirthSpec::read("1950~"), Some(BirthSpec::Years(1949, 1951)));
        assert_eq!(BirthSpec::read("1950/1953"), Some(BirthSpec::Years(1950, 1953)));
        assert_eq!(BirthSpec::read("../1953"), Some(BirthSpec::Years(i32::MIN, 1953)));
        assert_eq!(BirthSpec::read("1950-01-02/1953-12"), Some(BirthSpec::Years(1950, 1953)));
        assert_eq!(BirthSpec::read("1840/9999"), Some(BirthSpec::Years(1840, 9999)));
        assert_eq!(BirthSpec::read("1950~/1953"), Some(BirthSpec::Years(1950, 1953)));
        for other in [
            "1950-99/1953-77",
            "1950/19531",
            "1950/1951/1952",
            "1953/1950",
            "../",
            "/",
            "+195/1953",
            "1950x/1953",
        ] {
            assert_eq!(BirthSpec::read(other), None, "{other}");
        }
        for part in ["../", "1950/", "/"] {
            assert_eq!(BirthSpec::read(&part.repeat(1_000_000)), None, "{part}");
        }
        assert_eq!(BirthSpec::read("195X"), Some(BirthSpec::Years(1950, 1959)));
        assert_eq!(BirthSpec::read("1950-03~"), Some(BirthSpec::Years(1949, 1951)));
        for bad in ["", "1950-13", "1950-02-30", "19", "x", "1953/1950", "1950-01-01-01", "1950-"] {
            assert_eq!(BirthSpec::read(bad), None, "{bad}");
        }
        for bad in [
            "1950rubbish~",
            "+195~",
            "+1950",
            "1950-+1",
            "0001~",
            "9999~",
            "1950-13~",
            "~",
            "+19X",
            "-19X",
            "19X",
        ] {
            assert_eq!(BirthSpec::read(bad), None, "{bad}");
        }
    }
}
