//! The project's own layout, in CSV and in JSON lines.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{LONGEST_FIELD, Loaded, Loader, RowTrouble, refused};
use crate::codes::{CodeList, Sex, StateCode};
use crate::error::{Error, ErrorKind};
use crate::model::Personal;
use crate::span::{Location, Span};
use crate::watchlist::entry::{BirthSpec, Entry, EntryDocument, EntryName, Handling, NameQuality};

impl Loader {
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
}

fn day(text: &str) -> Result<Option<NaiveDate>, RowTrouble> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| RowTrouble::Validity),
    }
}

/// Lines of a row, since reasons may have several.
const MOST_LINES: usize = 40;

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
