//! The project's own layout, in CSV and in JSON lines, whole and as deltas.

use std::borrow::Cow;

use serde::Deserialize;

use super::cells::Rows;
use super::delta::Delta;
use super::own_row::{Act, DocumentCell, NameCell, PlaceCell, Row, or_null, parts, plain, split_cell};
use super::{Loaded, Loader, refused};
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};
use crate::watchlist::entry::Handling;
use crate::watchlist::living::Change;

fn not_understood(expected: &'static str, bytes: &[u8]) -> Error {
    Error::new(ErrorKind::NotUnderstood { expected }, Location::bytes(Span::new(0, bytes.len())))
}

/// A row of a whole list.
fn add(loader: &mut Loader, line: u64, row: &Row<'_>, handling: Handling) {
    match row.act(loader, line, handling) {
        Ok(Act::Put(entry)) => loader.add_entry(line, *entry),
        // What is not in a whole list is gone: there is nothing to delete.
        Ok(Act::Delete { .. } | Act::NoPerson { .. }) => {
            loader.rows += 1;
            loader.loaded.passed_over += 1;
        }
        Err(trouble) => {
            loader.rows += 1;
            loader.trouble(line, trouble);
        }
    }
}

/// A row of a delta. An entry that became an organisation is no longer a person to be found.
fn change(changes: &mut Vec<Change>, loader: &mut Loader, line: u64, row: &Row<'_>, handling: Handling) {
    loader.rows += 1;
    match row.act(loader, line, handling) {
        Ok(Act::Put(entry)) => changes.push(Change::Put(entry)),
        Ok(Act::Delete { list, id } | Act::NoPerson { list, id }) => {
            changes.push(Change::Delete { list, id });
        }
        Err(trouble) => loader.trouble(line, trouble),
    }
}

/// Gives each row of a file in CSV.
fn csv_rows(
    bytes: &[u8],
    loader: &mut Loader,
    mut each: impl FnMut(&mut Loader, u64, &Row<'_>),
) -> Result<(), Error> {
    let mut rows = Rows::new(bytes, b',');
    let expected = "a watchlist in CSV with a header";
    if rows.next(loader)?.is_none() {
        return Err(not_understood(expected, bytes));
    }
    let name = |text: &str| text.trim().trim_start_matches('\u{feff}').to_lowercase();
    let headers: Vec<String> = rows.cells.iter().map(name).collect();
    let column = |name: &str| headers.iter().position(|header| header == name);
    if column("entry_id").is_none() || (column("names").is_none() && column("documents").is_none()) {
        return Err(not_understood(expected, bytes));
    }
    rows.columns = headers.len();
    while let Some(line) = rows.next(loader)? {
        let cell = |name: &str| column(name).and_then(|n| rows.cells.get(n)).unwrap_or_default();
        // What is deleted needs no more than its id; of anything else the validity and the handling stand at the end, and a cell too many
        // may stand anywhere.
        if rows.cells.len() != headers.len() && !cell("op").trim().eq_ignore_ascii_case("del") {
            loader.lost(line);
            continue;
        }
        let values =
            |name: &str| split_cell(cell(name), '|').into_iter().filter(|value| !value.trim().is_empty());
        let plain_values = |name: &str| values(name).map(|value| plain(&value)).collect();
        let numbers = |name: &str| {
            let number = |value: String| {
                let [kind, number, state, _, _, status] = parts::<6>(&value);
                DocumentCell { kind, number, state, status }
            };
            values(name).map(number).collect()
        };
        let row = Row {
            op: Cow::Borrowed(cell("op")),
            list: Cow::Borrowed(cell("list")),
            id: Cow::Borrowed(cell("entry_id")),
            kind: Cow::Borrowed(cell("kind")),
            names: values("names")
                .map(|value| {
                    let [quality, family, given, full] = parts::<4>(&value);
                    NameCell { quality, family, given, full }
                })
                .collect(),
            birth_dates: plain_values("birth_dates"),
            birth_places: values("birth_places")
                .map(|value| {
                    let [place, state] = parts::<2>(&value);
                    PlaceCell { place, state }
                })
                .collect(),
            sex: Cow::Borrowed(cell("sex")),
            nationalities: plain_values("nationalities"),
            documents: numbers("documents"),
            identifiers: numbers("identifiers"),
            categories: plain_values("categories"),
            source_refs: plain_values("source_ref"),
            reason: plain(cell("reason")),
            valid_from: Cow::Borrowed(cell("valid_from")),
            valid_to: Cow::Borrowed(cell("valid_to")),
            handling: Cow::Borrowed(cell("handling")),
        };
        each(loader, line, &row);
    }
    Ok(())
}

/// Reads a whole list in CSV: UTF-8, a header, values joined by `|`, parts of a value by `^`, a backslash before either as
/// data. Unknown columns are passed over; so are rows to delete, since what is not in a whole list is gone.
///
/// # Errors
/// When the header has no `entry_id`, or neither `names` nor `documents`, no row was understood, or more than one row in ten
/// is broken.
pub fn from_csv(bytes: &[u8]) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    csv_rows(bytes, &mut loader, |loader, line, row| add(loader, line, row, Handling::default()))?;
    loader.finish()
}

/// Reads a delta in CSV: the rows of a list with `add`, `mod` (the whole entry, put in the place of the old one) or `del` in
/// `op`. The form has no place for versions, so that they are given.
///
/// # Errors
/// As [`from_csv`]; also when both versions are the same.
pub fn from_csv_delta(bytes: &[u8], base_version: &str, version: &str) -> Result<Delta, Error> {
    let (mut loader, mut changes) = (Loader::new(), Vec::new());
    csv_rows(bytes, &mut loader, |loader, line, row| {
        change(&mut changes, loader, line, row, Handling::default());
    })?;
    Delta::new(changes, loader, (base_version, version), None)
}

/// The first and last record of a list in JSON lines.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Frame<'t> {
    #[serde(borrow, deserialize_with = "or_null")]
    record: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    mode: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    version: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    base_version: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    list: Cow<'t, str>,
    #[serde(borrow, deserialize_with = "or_null")]
    default_handling: Cow<'t, str>,
    entries: Option<u64>,
}

/// The header of a list in JSON lines.
#[derive(Default)]
struct Header {
    list: String,
    mode: String,
    version: String,
    base_version: String,
}

/// Gives each entry of a file in JSON lines, with the handling of the list, between its header and its trailer.
fn json_rows(
    bytes: &[u8],
    loader: &mut Loader,
    mut each: impl FnMut(&mut Loader, u64, &Row<'_>, Handling),
) -> Result<Header, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (mut header, mut trailer, mut records): (Option<Header>, _, u64) = (None, None, 0);
    let mut handling = Handling::default();
    for (number, line) in (1_u64..).zip(bytes.split(|&b| b == b'\n')) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let frame = serde_json::from_slice::<Frame<'_>>(line).ok();
        match frame.as_ref().map(|frame| &*frame.record) {
            Some("header") => {
                let frame = frame.unwrap_or_default();
                // Whoever meant that nothing shows towards a carrier must not get the opposite.
                handling = Handling::read(&frame.default_handling)
                    .ok_or_else(|| refused("the default handling of the header is no word for it"))?;
                header = Some(Header {
                    list: frame.list.into_owned(),
                    mode: frame.mode.into_owned(),
                    version: frame.version.into_owned(),
                    base_version: frame.base_version.into_owned(),
                });
            }
            Some("trailer") => trailer = frame.and_then(|frame| frame.entries),
            of => {
                records += 1;
                let row = of.and_then(|_| serde_json::from_slice::<Row<'_>>(line).ok());
                match row {
                    Some(mut row) => {
                        if let (true, Some(header)) = (row.list.is_empty(), &header) {
                            row.list = Cow::Borrowed(&header.list);
                        }
                        each(loader, number, &row, handling);
                    }
                    None => loader.lost(number),
                }
            }
        }
    }
    let header =
        header.ok_or_else(|| not_understood("a watchlist in JSON lines with a header record", bytes))?;
    match trailer {
        None => Err(refused("the trailer is missing, or counts nothing: the file was cut")),
        Some(declared) if declared != records => {
            Err(refused("the trailer counts other rows: the file was cut"))
        }
        Some(_) => Ok(header),
    }
}

/// Reads a whole list in JSON lines: a `header` record, `entry` records, a `trailer` with their number.
///
/// # Errors
/// When the header or the trailer is missing or the number differs (the file was cut), the header says that it is a delta, no
/// row was understood, or more than one row in ten is broken.
pub fn from_json_lines(bytes: &[u8]) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    let header = json_rows(bytes, &mut loader, add)?;
    if !matches!(&*header.mode, "" | "full") {
        return Err(refused("the header does not say that it is a whole list"));
    }
    loader.loaded.version = (!header.version.is_empty()).then_some(header.version);
    loader.finish()
}

/// Reads a delta in JSON lines: as [`from_json_lines`], with `"mode":"delta"`, `version` and `base_version` in the header, and
/// `add`, `mod` (the whole entry, put in the place of the old one) or `del` in `op`.
///
/// # Errors
/// When the header or the trailer is missing or the number differs (the file was cut), the header is not that of a delta or
/// lacks a version, or more than one row in ten is broken. A delta without entries is one.
pub fn from_json_lines_delta(bytes: &[u8]) -> Result<Delta, Error> {
    let (mut loader, mut changes) = (Loader::new(), Vec::new());
    let header = json_rows(bytes, &mut loader, |loader, line, row, handling| {
        change(&mut changes, loader, line, row, handling);
    })?;
    if header.mode != "delta" {
        return Err(refused("the header does not say that it is a delta"));
    }
    let list = Some(header.list).filter(|list| !list.is_empty());
    Delta::new(changes, loader, (&header.base_version, &header.version), list)
}
