//! Names of people as messages give them, and how titles are told from them (decision D14).

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::personal::revealing;

/// A name: a surname and given names, with the title taken off when something remains. Prints as `***` unless it is
/// [`Revealed`](super::Revealed).
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct PersonName<'a> {
    /// Surname, or the whole name when it was sent in one piece.
    pub surname: Cow<'a, str>,
    /// Given names in their order; a name of several words stays one entry when it was sent as one.
    pub given: Vec<Cow<'a, str>>,
    /// The title that was taken off the last given name.
    pub title: Option<Cow<'a, str>>,
    /// True when the title was glued to the name, so that it may be a part of it (`WILLIAMS`).
    pub title_glued: bool,
}

impl fmt::Debug for PersonName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !revealing() {
            return f.write_str("***");
        }
        f.debug_struct("PersonName")
            .field("surname", &self.surname)
            .field("given", &self.given)
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

impl Serialize for PersonName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !revealing() {
            return serializer.serialize_str("***");
        }
        let mut fields = serializer.serialize_struct("PersonName", 4)?;
        fields.serialize_field("surname", &self.surname)?;
        fields.serialize_field("given", &self.given)?;
        fields.serialize_field("title", &self.title)?;
        fields.serialize_field("title_glued", &self.title_glued)?;
        fields.end()
    }
}

/// Titles that tell of belief or estate: taken off and not kept.
const REVEALING: [&str; 4] = ["REV", "RABBI", "IMAM", "FATHER"];
/// Titles that stand alone after a name.
const TITLES: &[&str] = &[
    "MR", "MRS", "MS", "MISS", "MSTR", "CHD", "INF", "DR", "PROF", "REV", "RABBI", "IMAM", "FATHER", "SIR",
    "DAME", "LADY", "LORD", "CAPT", "MLLE", "MME", "MONS", "HERR", "FRAU", "SR", "SRA", "SRTA",
];
/// Titles that are glued to a name; longest first.
const GLUED: &[&str] = &["MSTR", "MISS", "MRS", "CHD", "INF", "MR", "MS"];

/// The letters and digits of a name in capitals, for comparing.
pub(crate) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// How many bytes of a given name as it was sent stand before the titles that tell of belief at its end; `None` without one.
pub(crate) fn before_revealing_titles(given: &[u8]) -> Option<usize> {
    let mut before = given.trim_ascii_end();
    while let Some(blank) = before.iter().rposition(|byte| *byte == b' ') {
        let (rest, title) = (before.get(..blank)?.trim_ascii_end(), before.get(blank + 1..)?);
        if rest.is_empty() || !REVEALING.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(title)) {
            break;
        }
        before = rest;
    }
    (before.len() < given.trim_ascii_end().len()).then_some(before.len())
}

impl<'a> PersonName<'a> {
    /// A name as it was sent: blank-separated titles are taken off.
    pub fn new(surname: Cow<'a, str>, given: impl IntoIterator<Item = Cow<'a, str>>) -> Self {
        let mut name = Self { surname, given: Vec::new(), title: None, title_glued: false };
        name.given.extend(given.into_iter().filter(|part| !part.trim().is_empty()));
        name.take_title(false);
        name
    }

    /// A name as documents have it, for lists: titles of address are taken off, and words that tell of belief or estate (RABBI, FATHER) are
    /// names there.
    pub fn of_document(surname: Cow<'a, str>, given: impl IntoIterator<Item = Cow<'a, str>>) -> Self {
        let mut name = Self { surname, given: Vec::new(), title: None, title_glued: false };
        name.given.extend(given.into_iter().filter(|part| !part.trim().is_empty()));
        let last = name.given.last().and_then(|last| last.split_whitespace().next_back());
        if !last.is_some_and(|last| REVEALING.iter().any(|known| known.eq_ignore_ascii_case(last))) {
            name.take_title(false);
        }
        name
    }

    /// A name of a booking, whose title is glued to the given name.
    pub fn with_glued_title(surname: Cow<'a, str>, given: Option<Cow<'a, str>>) -> Self {
        let mut name = Self { surname, given: Vec::new(), title: None, title_glued: false };
        name.given.extend(given.filter(|part| !part.trim().is_empty()));
        name.take_title(true);
        name
    }

    /// Fills in the given name that another place of the message has, when this one has none; `glued`: with its title in one word.
    pub(crate) fn fill_given(&mut self, given: &str, glued: bool) {
        if self.given.is_empty() && !letters(given).is_empty() {
            let given = Cow::Owned(given.to_owned());
            let filled = if glued {
                Self::with_glued_title(Cow::Borrowed(""), Some(given))
            } else {
                Self::new(Cow::Borrowed(""), [given])
            };
            self.given = filled.given;
            if self.title.is_none() {
                (self.title, self.title_glued) = (filled.title, filled.title_glued);
            }
        }
    }

    fn take_title(&mut self, glued: bool) {
        let Some(last) = self.given.last() else { return };
        let upper = last.to_uppercase();
        let found = split_title(&upper, glued);
        let Some((keep, is_glued)) = found else { return };
        if keep == 0 && self.given.len() == 1 {
            return;
        }
        // Upper-casing may change lengths outside ASCII; then the title stays.
        if upper.len() != last.len() || !last.is_char_boundary(keep) {
            return;
        }
        let rest = last.trim_end().split_at(keep.min(last.trim_end().len()));
        let (kept, title) = (rest.0.trim_end().to_owned(), rest.1.trim().to_owned());
        self.title = (!REVEALING.contains(&title.to_uppercase().as_str())).then_some(Cow::Owned(title));
        self.title_glued = is_glued;
        self.given.pop();
        if !kept.is_empty() {
            self.given.push(Cow::Owned(kept));
        }
        // What tells of belief is not kept, and so the next one is looked for.
        if self.title.is_none() {
            self.take_title(false);
        }
    }

    /// The letters of surname and given names in one piece, for comparing names that are spaced or joined in other ways.
    pub fn letters(&self) -> String {
        std::iter::once(&self.surname).chain(&self.given).map(|part| letters(part)).collect()
    }

    /// True when there is no name at all.
    pub fn is_empty(&self) -> bool {
        self.surname.trim().is_empty() && self.given.is_empty()
    }

    /// True when the only given name is nothing but a title.
    pub fn is_only_title(&self) -> bool {
        self.title.is_none()
            && matches!(self.given.as_slice(), [one] if TITLES.contains(&one.trim().to_uppercase().as_str()))
    }

    /// The same name without a borrow.
    pub fn into_owned(self) -> PersonName<'static> {
        PersonName {
            surname: Cow::Owned(self.surname.into_owned()),
            given: self.given.into_iter().map(|part| Cow::Owned(part.into_owned())).collect(),
            title: self.title.map(|title| Cow::Owned(title.into_owned())),
            title_glued: self.title_glued,
        }
    }
}

/// How many bytes of `given` stay when its title is taken off, and whether the title was glued.
fn split_title(given: &str, glued: bool) -> Option<(usize, bool)> {
    let text = given.trim_end();
    if let Some((before, last)) = text.rsplit_once(' ') {
        if TITLES.contains(&last) {
            return Some((before.trim_end().len(), false));
        }
    } else if TITLES.contains(&text) {
        return Some((0, false));
    }
    if !glued {
        return None;
    }
    let title = GLUED.iter().find(|title| text.ends_with(*title))?;
    let keep = text.len() - title.len();
    // At least two letters must remain, else the name is a short one (AMR).
    let last_word = text.get(..keep)?.rsplit(' ').next()?;
    (last_word.chars().count() >= 2).then_some((keep, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glued(given: &str) -> (String, Option<String>) {
        let name = PersonName::with_glued_title("X".into(), Some(given.to_owned().into()));
        (name.given.join("|"), name.title.map(Cow::into_owned))
    }

    #[test]
    fn titles_go_only_when_a_name_remains() {
        let rows = [
            ("MARAMS", "MARA", Some("MS")),
            ("JOHN PETERMR", "JOHN PETER", Some("MR")),
            ("JOHN MR", "JOHN", Some("MR")),
            ("MISTY", "MISTY", None),
            ("AMR", "AMR", None),
            ("MISS", "MISS", None),
            ("TIMMSTR", "TIM", Some("MSTR")),
            ("ALEXANDR", "ALEXANDR", None),
            ("ALEXANDR DR", "ALEXANDR", Some("DR")),
            ("JON REV", "JON", None),
            ("MARA RABBI REV", "MARA", None),
            ("WILLIAMS REV", "WILLIAMS", None),
            ("JON MR REV", "JON", Some("MR")),
            ("REV RABBI", "REV", None),
        ];
        for (given, kept, title) in rows {
            assert_eq!(glued(given), (kept.to_owned(), title.map(str::to_owned)), "{given}");
        }
        assert!(PersonName::new("X".into(), ["MISS".into()]).is_only_title());
        for (given, kept, title) in [
            ("FAZLE RABBI", "FAZLE RABBI", None),
            ("RABBI", "RABBI", None),
            ("FAZLE MR", "FAZLE", Some("MR")),
            ("FAZLE RABBI MR", "FAZLE RABBI", Some("MR")),
            ("AGUS IMAM REV", "AGUS IMAM REV", None),
        ] {
            let name = PersonName::of_document("X".into(), [given.into()]);
            assert_eq!((name.given.join("|").as_str(), name.title.as_deref()), (kept, title), "{given}");
        }
        let parts = PersonName::of_document("X".into(), ["FAZLE".into(), "RABBI".into()]);
        assert_eq!((parts.given.join("|").as_str(), parts.title), ("FAZLE|RABBI", None));
        let plain = PersonName::new("X".into(), ["WILLIAMS".into()]);
        assert_eq!((plain.given.join("|"), plain.title), ("WILLIAMS".to_owned(), None));
        let second = PersonName::new("X".into(), ["ANNA".into(), "MRS".into()]);
        assert_eq!((second.given.join("|"), second.title.as_deref()), ("ANNA".to_owned(), Some("MRS")));
    }
}
