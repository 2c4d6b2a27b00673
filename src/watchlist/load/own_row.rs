//! A row of the project's own layout: what it says, and the entry that it makes.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{LONGEST_FIELD, Loader, RowTrouble};
use crate::codes::{CodeList, Sex, StateCode};
use crate::model::Personal;
use crate::watchlist::entry::{
    BirthSpec, CATEGORIES, Entry, EntryDocument, EntryName, Handling, NameQuality,
};

/// Most bytes of an id.
const LONGEST_ID: usize = 64;

/// What a row does.
pub(super) enum Act {
    /// Puts an entry in the place of the one with its id.
    Put(Box<Entry>),
    /// Deletes the entry of an id.
    Delete { list: String, id: String },
    /// Nothing of a person: an organisation stands there.
    NoPerson { list: String, id: String },
}

impl Row<'_> {
    /// What the row does; `handling` is that of the list where the row has none. What is not understood but does not cost the
    /// row is noted.
    pub(super) fn act(&self, loader: &mut Loader, line: u64, handling: Handling) -> Result<Act, RowTrouble> {
        if self.texts().any(|text| text.len() > LONGEST_FIELD) {
            return Err(RowTrouble::Form);
        }
        let (list, id) = (self.list.trim().to_owned(), self.id.trim().to_owned());
        if id.is_empty() {
            return Err(RowTrouble::IdMissing);
        }
        if id.len() > LONGEST_ID {
            return Err(RowTrouble::Form);
        }
        let kind = self.kind.trim().to_lowercase();
        match (self.op.trim().to_lowercase().as_str(), kind.as_str()) {
            ("del", _) => Ok(Act::Delete { list, id }),
            ("" | "add" | "mod", "organisation" | "organization") => Ok(Act::NoPerson { list, id }),
            ("" | "add" | "mod", _) => {
                if !matches!(kind.as_str(), "" | "person" | "document") {
                    loader.trouble(line, RowTrouble::Word);
                }
                let entry = self.entry(loader, line, Entry::new(list, id), handling);
                entry.map(|entry| Act::Put(Box::new(entry)))
            }
            _ => Err(RowTrouble::Form),
        }
    }

    fn entry(
        &self,
        loader: &mut Loader,
        line: u64,
        mut entry: Entry,
        handling: Handling,
    ) -> Result<Entry, RowTrouble> {
        for name in &self.names {
            let quality = NameQuality::read(&name.quality).unwrap_or_else(|| {
                // A name that was to alert must not stop to do so for a word that nobody knows.
                loader.trouble(line, RowTrouble::Word);
                NameQuality::Good
            });
            if !name.full.trim().is_empty() {
                entry.names.push(EntryName::full(quality, name.full.trim()));
            } else if !name.family.trim().is_empty() || !name.given.trim().is_empty() {
                entry.names.push(EntryName::parts(quality, name.family.trim(), name.given.trim()));
            }
        }
        for birth in said(&self.birth_dates) {
            let spec = BirthSpec::read(birth);
            if spec.is_none() {
                loader.trouble(line, RowTrouble::BirthDate);
            }
            entry.births.push(Personal(spec.unwrap_or(BirthSpec::Unknown)));
        }
        entry.settle_births();
        for PlaceCell { place, state } in &self.birth_places {
            let parts: Vec<&str> =
                [place, state].into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
            if !parts.is_empty() {
                entry.birth_places.push(Personal(parts.join(", ")));
            }
        }
        match self.sex.trim() {
            "" => {}
            word => match Sex::from_wire(word.as_bytes()) {
                Some(sex) => entry.sex = Some(Personal(sex)),
                None => loader.trouble(line, RowTrouble::Word),
            },
        }
        for nationality in said(&self.nationalities) {
            match StateCode::from_alpha3(nationality.as_bytes()) {
                Some(state) => entry.nationalities.push(Personal(state)),
                None => loader.trouble(line, RowTrouble::State),
            }
        }
        entry.documents = numbers(&self.documents, loader, line);
        entry.identifiers = numbers(&self.identifiers, loader, line);
        if entry.names.is_empty() && entry.documents.is_empty() {
            return Err(RowTrouble::Empty);
        }
        entry.categories = said(&self.categories).map(|word| Personal(category(word))).collect();
        entry.references = said(&self.source_refs).map(|id| Personal(id.to_owned())).collect();
        entry.reason = Personal(self.reason.trim().to_owned());
        entry.valid_from = day(&self.valid_from)?;
        entry.valid_to = day(&self.valid_to)?;
        // From a day after the last one it would never fire.
        if entry.valid_from.zip(entry.valid_to).is_some_and(|(from, to)| from > to) {
            return Err(RowTrouble::Validity);
        }
        entry.handling = match self.handling.trim() {
            "" => handling,
            word => Handling::read(word).unwrap_or_else(|| {
                loader.trouble(line, RowTrouble::Word);
                handling
            }),
        };
        Ok(entry)
    }
}

/// The values that say something.
fn said<'r>(values: &'r [Cow<'_, str>]) -> impl Iterator<Item = &'r str> {
    values.iter().map(|value| value.trim()).filter(|value| !value.is_empty())
}

/// A known word, or one of the list's own.
fn category(word: &str) -> Cow<'static, str> {
    let known = CATEGORIES.into_iter().find(|known| known.eq_ignore_ascii_case(word));
    known.map_or_else(|| Cow::Owned(word.to_owned()), Cow::Borrowed)
}

fn numbers(cells: &[DocumentCell<'_>], loader: &mut Loader, line: u64) -> Vec<EntryDocument> {
    let listed = cells.iter().filter(|cell| !cell.number.trim().is_empty()).map(|cell| {
        let issuer = StateCode::from_alpha3(cell.state.trim().as_bytes());
        if issuer.is_none() && !cell.state.trim().is_empty() {
            loader.trouble(line, RowTrouble::State);
        }
        let mut listed = EntryDocument::new(cell.kind.trim().to_owned(), cell.number.trim(), issuer);
        listed.status = Cow::Owned(cell.status.trim().to_owned());
        listed
    });
    listed.collect()
}

fn day(text: &str) -> Result<Option<NaiveDate>, RowTrouble> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| RowTrouble::Validity),
    }
}

/// A null is a value that is not there.
pub(super) fn or_null<'de, T: Default + Deserialize<'de>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A name as a row gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NameCell<'t> {
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) quality: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) family: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) given: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) full: Cow<'t, str>,
}

/// A document as a row gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DocumentCell<'t> {
    #[serde(borrow, rename = "type", deserialize_with = "or_null")]
    pub(super) kind: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) number: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) state: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) status: Cow<'t, str>,
}

/// A place of birth as a row gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PlaceCell<'t> {
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) place: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) state: Cow<'t, str>,
}

/// A row of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Row<'t> {
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) op: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) list: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) id: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) kind: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) names: Vec<NameCell<'t>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) birth_dates: Vec<Cow<'t, str>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) birth_places: Vec<PlaceCell<'t>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) sex: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) nationalities: Vec<Cow<'t, str>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) documents: Vec<DocumentCell<'t>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) identifiers: Vec<DocumentCell<'t>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) categories: Vec<Cow<'t, str>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) source_refs: Vec<Cow<'t, str>>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) reason: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) valid_from: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) valid_to: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    pub(super) handling: Cow<'t, str>,
}

impl Row<'_> {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let names = self.names.iter().flat_map(|name| [&*name.full, &*name.family, &*name.given]);
        let numbers = self.documents.iter().chain(&self.identifiers);
        let numbers = numbers.flat_map(|number| [&*number.kind, &*number.number, &*number.status]);
        let places = self.birth_places.iter().flat_map(|place| [&*place.place, &*place.state]);
        let words =
            self.categories.iter().chain(&self.source_refs).chain(&self.birth_dates).map(|word| &**word);
        [&*self.id, &*self.list, &*self.reason]
            .into_iter()
            .chain(names)
            .chain(numbers)
            .chain(places)
            .chain(words)
    }
}

/// Splits at `mark`, where a backslash takes the meaning off the next character.
pub(super) fn split_cell(cell: &str, mark: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        if c == mark {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
            // The mark of a deeper level keeps its backslash until it is split itself.
            if c == '\\'
                && let Some(next) = chars.next()
            {
                part.push(next);
            }
        }
    }
    parts
}

/// Takes the backslashes off.
pub(super) fn plain(part: &str) -> Cow<'static, str> {
    let mut out = String::with_capacity(part.len());
    let mut chars = part.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            out.extend(chars.next());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The parts of one value, by their places.
pub(super) fn parts<const N: usize>(value: &str) -> [Cow<'static, str>; N] {
    let mut out = [const { Cow::Borrowed("") }; N];
    for (slot, part) in out.iter_mut().zip(split_cell(value, '^')) {
        *slot = plain(&part);
    }
    out
}
