//! Lists in CSV with headers: the UK sanctions list, and `targets.simple.csv` of OpenSanctions. Columns by name.

use std::collections::HashMap;
use std::io::Read;

use super::words::{birth, is_nothing, state};
use super::{Loaded, Loader, RowTrouble};
use crate::codes::Sex;
use crate::error::{Error, ErrorKind};
use crate::model::Personal;
use crate::span::{Location, Span};
use crate::watchlist::entry::{Entry, EntryDocument, EntryName, Handling, NameQuality};

fn not_understood(expected: &'static str) -> Error {
    Error::new(ErrorKind::NotUnderstood { expected }, Location::bytes(Span::default()))
}

/// A row with its columns by name.
struct Row<'r> {
    columns: &'r HashMap<String, usize>,
    record: &'r csv::StringRecord,
}

impl Row<'_> {
    fn get(&self, name: &str) -> &str {
        let text = self.columns.get(name).and_then(|at| self.record.get(*at)).unwrap_or_default().trim();
        if is_nothing(text) { "" } else { text }
    }
}

fn columns(record: &csv::StringRecord) -> HashMap<String, usize> {
    let name = |text: &str| text.trim().trim_start_matches('\u{feff}').to_lowercase();
    record.iter().enumerate().map(|(at, text)| (name(text), at)).collect()
}

/// Reads the rows below the first row that has all of `needed`.
fn rows(
    source: impl Read,
    needed: &[&str],
    expected: &'static str,
    loader: &mut Loader,
    mut each: impl FnMut(&mut Loader, u64, &Row<'_>),
) -> Result<(), Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source);
    let mut record = csv::StringRecord::new();
    let mut header: Option<HashMap<String, usize>> = None;
    for _ in 0..3 {
        if !reader.read_record(&mut record).map_err(|_| not_understood(expected))? {
            break;
        }
        let found = columns(&record);
        if needed.iter().all(|name| found.contains_key(*name)) {
            header = Some(found);
            break;
        }
    }
    let columns = header.ok_or_else(|| not_understood(expected))?;
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => each(loader, line, &Row { columns: &columns, record: &record }),
            Ok(false) => return Ok(()),
            Err(_) => loader.lost(line),
        }
    }
}

fn sex(text: &str) -> Option<Personal<Sex>> {
    match text.to_ascii_lowercase().as_str() {
        "male" => Some(Personal(Sex::Male)),
        "female" => Some(Personal(Sex::Female)),
        _ => None,
    }
}

/// Reads the UK sanctions list in CSV: many rows an id, of which each column gives the union.
///
/// # Errors
/// When there is no header with its columns, no row was understood, or more than one in ten is broken.
pub fn from_uk_csv(source: impl Read) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    let mut entries: Vec<(u64, Entry)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let needed = ["unique id", "name 6", "name type"];
    rows(source, &needed, "the UK sanctions list in CSV", &mut loader, |loader, line, row| {
        let kind = ["designation type", "individual, entity, ship"].iter().find_map(|name| {
            let text = row.get(name);
            (!text.is_empty()).then_some(text)
        });
        if kind != Some("Individual") {
            loader.loaded.passed_over += 1;
            return;
        }
        let id = row.get("unique id");
        let at = *places.entry(id.to_owned()).or_insert_with(|| {
            entries.push((line, Entry::new("UK", id)));
            entries.len() - 1
        });
        let Some((_, entry)) = entries.get_mut(at) else { return };
        let given: Vec<&str> = ["name 1", "name 2", "name 3", "name 4", "name 5"]
            .iter()
            .map(|name| row.get(name))
            .filter(|part| !part.is_empty())
            .collect();
        let strength = row.get("alias strength").to_lowercase();
        let quality = match row.get("name type").to_lowercase().as_str() {
            "" | "primary name" => NameQuality::Primary,
            _ if strength.starts_with("low") || (strength.is_empty() && given.is_empty()) => {
                NameQuality::Weak
            }
            _ => NameQuality::Good,
        };
        let mut add = |name: EntryName| {
            if !entry.names.contains(&name) {
                entry.names.push(name);
            }
        };
        if !given.is_empty() || !row.get("name 6").is_empty() {
            add(EntryName::parts(quality, row.get("name 6"), given.join(" ")));
        }
        if !row.get("name non-latin script").is_empty() {
            add(EntryName::full(NameQuality::Original, row.get("name non-latin script")));
        }
        if !row.get("d.o.b").is_empty() {
            match birth(row.get("d.o.b")) {
                Some(spec) if !entry.births.iter().any(|known| known.0 == spec) => {
                    entry.births.push(Personal(spec));
                }
                Some(_) => {}
                None => loader.trouble(line, RowTrouble::BirthDate),
            }
        }
        if !row.get("nationality(/ies)").is_empty() {
            match state(row.get("nationality(/ies)")) {
                Some(state) if !entry.nationalities.iter().any(|known| known.0 == state) => {
                    entry.nationalities.push(Personal(state));
                }
                Some(_) => {}
                None => loader.trouble(line, RowTrouble::State),
            }
        }
        for (column, kind) in [("passport number", "P"), ("national identifier number", "I")] {
            let number = row.get(column);
            let known = entry.documents.iter().any(|document| document.number.as_str() == number);
            if !number.is_empty() && !known {
                entry.documents.push(EntryDocument::new(kind, number, None));
            }
        }
        entry.sex = entry.sex.or_else(|| sex(row.get("gender")));
        entry.reason = Personal(row.get("regime name").to_owned());
        let ban = row.get("sanctions imposed").to_lowercase().contains("travel ban");
        entry.handling = if ban { Handling::Refer } else { Handling::Inform };
    })?;
    for (line, entry) in entries {
        loader.add_entry(line, entry);
    }
    loader.finish()
}

/// The values of a cell that is a line of CSV itself, separated by semicolons.
fn values(cell: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(b';')
        .flexible(true)
        .from_reader(cell.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => {
            record.iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
        }
        _ => Vec::new(),
    }
}

/// Reads `targets.simple.csv` of OpenSanctions. Identifiers have no type there and are passed over: use
/// [`from_ftm`](super::from_ftm) for documents.
///
/// # Errors
/// As [`from_uk_csv`].
pub fn from_opensanctions_csv(source: impl Read) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    let needed = ["id", "schema", "name", "aliases"];
    rows(source, &needed, "targets.simple.csv of OpenSanctions", &mut loader, |loader, line, row| {
        if row.get("schema") != "Person" {
            loader.loaded.passed_over += 1;
            return;
        }
        let mut entry = Entry::new("OPENSANCTIONS", row.get("id"));
        if !row.get("name").is_empty() {
            entry.names.push(EntryName::full(NameQuality::Primary, row.get("name")));
        }
        entry.names.extend(
            values(row.get("aliases")).into_iter().map(|name| EntryName::full(NameQuality::Good, name)),
        );
        for date in values(row.get("birth_date")) {
            match birth(&date) {
                Some(spec) => entry.births.push(Personal(spec)),
                None => loader.trouble(line, RowTrouble::BirthDate),
            }
        }
        entry.nationalities =
            values(row.get("countries")).iter().filter_map(|text| state(text)).map(Personal).collect();
        entry.reason = Personal(row.get("sanctions").to_owned());
        entry.handling = Handling::Inform;
        loader.add_entry(line, entry);
    })?;
    loader.finish()
}
