//! Lists from CSV and JSON lines (the project's own layout). A broken row is reported with its line and the rest loads; a list that is
//! cut, or that is broken in too many rows, is refused whole: an empty list would clear everybody.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::entry::{BirthSpec, Entry, EntryDocument, EntryName, Handling, NameQuality};
use crate::codes::{CodeList, Sex, StateCode};
use crate::error::{Error, ErrorKind};
use crate::model::Personal;
use crate::span::{Location, Span};

/// What was wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RowTrouble {
    /// The row is not of the form.
    Form,
    /// The row has no id.
    IdMissing,
    /// The id was used before; the first row counts.
    IdTwice,
    /// Neither a name nor a document.
    Empty,
    /// A birth date that cannot be; the rest of the row is kept.
    BirthDate,
    /// A state that is not known; the rest of the row is kept.
    State,
    /// A word that is not known; the rest of the row is kept.
    Word,
    /// A day that cannot be; the row is not used, since its validity is not known.
    Validity,
}

impl RowTrouble {
    /// True when the row was left out.
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::Form | Self::IdMissing | Self::IdTwice | Self::Empty | Self::Validity)
    }
}

/// A list that was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The entries.
    pub entries: Vec<Entry>,
    /// What was wrong, with the line.
    pub troubles: Vec<(u64, RowTrouble)>,
    /// Version of the list, when it gives one.
    pub version: Option<String>,
}

/// Rows that may be lost before a list is refused: one in ten, and at least one.
const LOST_AT_MOST: usize = 10;
/// Lines of a row, since reasons may have several.
const MOST_LINES: usize = 40;
/// Bytes of a field.
const LONGEST_FIELD: usize = 1 << 20;

struct Loader {
    loaded: Loaded,
    ids: HashSet<(String, String)>,
    rows: usize,
    lost: usize,
}

fn refused(reason: &'static str) -> Error {
    Error::new(ErrorKind::ListRefused { reason }, Location::bytes(Span::default()))
}

impl Loader {
    fn new() -> Self {
        let loaded = Loaded { entries: Vec::new(), troubles: Vec::new(), version: None };
        Self { loaded, ids: HashSet::new(), rows: 0, lost: 0 }
    }

    fn trouble(&mut self, line: u64, trouble: RowTrouble) {
        if trouble.is_lost() {
            self.lost += 1;
        }
        self.loaded.troubles.push((line, trouble));
    }

    fn add(&mut self, line: u64, row: &Row<'_>) {
        self.rows += 1;
        match self.entry(line, row) {
            Ok(entry) => self.loaded.entries.push(entry),
            Err(trouble) => self.trouble(line, trouble),
        }
    }

    fn entry(&mut self, line: u64, row: &Row<'_>) -> Result<Entry, RowTrouble> {
        let oversized = row.texts().any(|text| text.len() > LONGEST_FIELD);
        if oversized || !matches!(&*row.op, "" | "add" | "mod") {
            return Err(RowTrouble::Form);
        }
        if row.id.trim().is_empty() {
            return Err(RowTrouble::IdMissing);
        }
        if !self.ids.insert((row.list.trim().to_owned(), row.id.trim().to_owned())) {
            return Err(RowTrouble::IdTwice);
        }
        let mut entry = Entry::new(row.list.trim(), row.id.trim());
        for name in &row.names {
            let quality = NameQuality::read(&name.quality).unwrap_or_else(|| {
                self.trouble(line, RowTrouble::Word);
                NameQuality::Weak
            });
            if !name.full.trim().is_empty() {
                entry.names.push(EntryName::full(quality, name.full.trim()));
            } else if !name.family.trim().is_empty() || !name.given.trim().is_empty() {
                entry.names.push(EntryName::parts(quality, name.family.trim(), name.given.trim()));
            }
        }
        for birth in row.birth_dates.iter().filter(|text| !text.trim().is_empty()) {
            match BirthSpec::read(birth) {
                Some(spec) => entry.births.push(Personal(spec)),
                None => self.trouble(line, RowTrouble::BirthDate),
            }
        }
        match row.sex.trim() {
            "" => {}
            word => match Sex::from_wire(word.as_bytes()) {
                Some(sex) => entry.sex = Some(Personal(sex)),
                None => self.trouble(line, RowTrouble::Word),
            },
        }
        for nationality in row.nationalities.iter().filter(|text| !text.trim().is_empty()) {
            match StateCode::from_alpha3(nationality.trim().as_bytes()) {
                Some(state) => entry.nationalities.push(Personal(state)),
                None => self.trouble(line, RowTrouble::State),
            }
        }
        for document in row.documents.iter().filter(|document| !document.number.trim().is_empty()) {
            let issuer = StateCode::from_alpha3(document.state.trim().as_bytes());
            if issuer.is_none() && !document.state.trim().is_empty() {
                self.trouble(line, RowTrouble::State);
            }
            let kind = Cow::Owned(document.kind.trim().to_owned());
            let mut listed = EntryDocument::new(kind, document.number.trim(), issuer);
            listed.status = Cow::Owned(document.status.trim().to_owned());
            entry.documents.push(listed);
        }
        if entry.names.is_empty() && entry.documents.is_empty() {
            return Err(RowTrouble::Empty);
        }
        entry.reason = Personal(row.reason.trim().to_owned());
        entry.valid_from = day(&row.valid_from)?;
        entry.valid_to = day(&row.valid_to)?;
        entry.handling = Handling::read(row.handling.trim()).unwrap_or_else(|| {
            self.trouble(line, RowTrouble::Word);
            Handling::Refer
        });
        Ok(entry)
    }

    fn finish(self) -> Result<Loaded, Error> {
        if self.loaded.entries.is_empty() {
            return Err(refused("no row was understood"));
        }
        if self.lost > (self.rows / LOST_AT_MOST).max(1) {
            return Err(refused("more than one row in ten is broken"));
        }
        Ok(self.loaded)
    }
}

fn day(text: &str) -> Result<Option<NaiveDate>, RowTrouble> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| RowTrouble::Validity),
    }
}

/// A null is a value that is not there.
fn or_null<'de, T: Default + Deserialize<'de>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A name as a row gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NameCell<'t> {
    #[serde(borrow, deserialize_with = "or_null")]
    quality: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    family: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    given: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    full: Cow<'t, str>,
}

/// A document as a row gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DocumentCell<'t> {
    #[serde(borrow, rename = "type", deserialize_with = "or_null")]
    kind: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    number: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    state: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    status: Cow<'t, str>,
}

/// A row of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row<'t> {
    #[serde(borrow, deserialize_with = "or_null")]
    op: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    list: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    id: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    names: Vec<NameCell<'t>>,
    #[serde(borrow, deserialize_with = "or_null")]
    birth_dates: Vec<Cow<'t, str>>,
    #[serde(borrow, deserialize_with = "or_null")]
    sex: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    nationalities: Vec<Cow<'t, str>>,
    #[serde(borrow, deserialize_with = "or_null")]
    documents: Vec<DocumentCell<'t>>,
    #[serde(borrow, deserialize_with = "or_null")]
    reason: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    valid_from: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    valid_to: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    handling: Cow<'t, str>,
}

impl Row<'_> {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let names = self.names.iter().flat_map(|name| [&*name.full, &*name.family, &*name.given]);
        let documents = self.documents.iter().map(|document| &*document.number);
        [&*self.id, &*self.list, &*self.reason].into_iter().chain(names).chain(documents)
    }
}

/// Splits at `mark`, where a backslash takes the meaning off the next character.
fn split_cell(cell: &str, mark: char) -> Vec<String> {
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
fn plain(part: &str) -> Cow<'static, str> {
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
fn parts<const N: usize>(value: &str) -> [Cow<'static, str>; N] {
    let mut out = [const { Cow::Borrowed("") }; N];
    for (slot, part) in out.iter_mut().zip(split_cell(value, '^')) {
        *slot = plain(&part);
    }
    out
}

/// Reads a list in CSV: UTF-8, a header, values joined by `|`, parts of a value by `^`, a backslash before either as
/// data. Unknown columns are passed over.
///
/// # Errors
/// When the header has neither `names` nor `documents`, no row was understood, or more than one row in ten is broken.
pub fn from_csv(bytes: &[u8]) -> Result<Loaded, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let not_understood = || {
        let kind = ErrorKind::NotUnderstood { expected: "a watchlist in CSV with a header" };
        Error::new(kind, Location::bytes(Span::new(0, bytes.len())))
    };
    let headers = reader.headers().map_err(|_| not_understood())?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    if column("names").is_none() && column("documents").is_none() {
        return Err(not_understood());
    }
    let mut loader = Loader::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                loader.rows += 1;
                loader.trouble(line, RowTrouble::Form);
                continue;
            }
        }
        let line = record.position().map_or(line, csv::Position::line);
        // An unbalanced quote swallows the rows after it: they are lost, and counted as lost.
        let swallowed = record.iter().flat_map(|cell| cell.bytes()).filter(|b| *b == b'\n').count();
        if swallowed > 0 && record.len() < headers.len() {
            loader.rows += swallowed;
            loader.lost += swallowed;
            loader.trouble(line, RowTrouble::Form);
            continue;
        }
        if swallowed > MOST_LINES {
            return Err(refused("a quoted cell runs over many lines: a quote is not closed"));
        }
        let cell = |name: &str| column(name).and_then(|n| record.get(n)).unwrap_or_default();
        let values =
            |name: &str| split_cell(cell(name), '|').into_iter().filter(|value| !value.trim().is_empty());
        let row = Row {
            op: Cow::Borrowed(cell("op")),
            list: Cow::Borrowed(cell("list")),
            id: Cow::Borrowed(cell("entry_id")),
            names: values("names")
                .map(|value| {
                    let [quality, family, given, full] = parts::<4>(&value);
                    NameCell { quality, family, given, full }
                })
                .collect(),
            birth_dates: values("birth_dates").map(|value| plain(&value)).collect(),
            sex: Cow::Borrowed(cell("sex")),
            nationalities: values("nationalities").map(|value| plain(&value)).collect(),
            documents: values("documents")
                .map(|value| {
                    let [kind, number, state, _, _, status] = parts::<6>(&value);
                    DocumentCell { kind, number, state, status }
                })
                .collect(),
            reason: Cow::Borrowed(cell("reason")),
            valid_from: Cow::Borrowed(cell("valid_from")),
            valid_to: Cow::Borrowed(cell("valid_to")),
            handling: Cow::Borrowed(cell("handling")),
        };
        loader.add(line, &row);
    }
    loader.finish()
}

/// The first and last record of a list in JSON lines.
#[derive(Debug, Deserialize)]
struct Frame<'t> {
    #[serde(borrow, default)]
    record: Cow<'t, str>,
    #[serde(borrow, default)]
    version: Cow<'t, str>,
    #[serde(borrow, default)]
    list: Cow<'t, str>,
    #[serde(default)]
    entries: Option<u64>,
}

/// Reads a list in JSON lines: a `header` record, `entry` records, a `trailer` with their number.
///
/// # Errors
/// When the header or the trailer is missing or the number differs (the file was cut), no row was understood, or more
/// than one row in ten is broken.
pub fn from_json_lines(bytes: &[u8]) -> Result<Loaded, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut loader = Loader::new();
    let mut list = String::new();
    let (mut has_header, mut trailer) = (false, None);
    for (number, line) in (1_u64..).zip(bytes.split(|&b| b == b'\n')) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let Ok(frame) = serde_json::from_slice::<Frame<'_>>(line) else {
            loader.rows += 1;
            loader.trouble(number, RowTrouble::Form);
            continue;
        };
        match &*frame.record {
            "header" => {
                has_header = true;
                list = frame.list.into_owned();
                loader.loaded.version = (!frame.version.is_empty()).then(|| frame.version.into_owned());
            }
            "trailer" => trailer = Some(frame.entries),
            _ => {
                if let Ok(mut row) = serde_json::from_slice::<Row<'_>>(line) {
                    if row.list.is_empty() {
                        row.list = Cow::Borrowed(&list);
                    }
                    loader.add(number, &row);
                } else {
                    loader.rows += 1;
                    loader.trouble(number, RowTrouble::Form);
                }
            }
        }
    }
    if !has_header {
        let kind = ErrorKind::NotUnderstood { expected: "a watchlist in JSON lines with a header record" };
        return Err(Error::new(kind, Location::bytes(Span::new(0, bytes.len()))));
    }
    match trailer {
        None => return Err(refused("the trailer is missing: the file was cut")),
        Some(Some(declared)) if declared != u64::try_from(loader.rows).unwrap_or(u64::MAX) => {
            return Err(refused("the trailer counts other rows: the file was cut"));
        }
        Some(_) => {}
    }
    loader.finish()
}
