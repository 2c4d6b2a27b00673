//! OpenSanctions in FtM JSON lines, whole and as deltas. Documents are lines of their own and stand in any order.

use std::collections::HashMap;
use std::io::BufRead;

use serde::Deserialize;

use super::words::{birth, state};
use super::{LONGEST_FIELD, Loaded, Loader, RowTrouble, refused};
use crate::codes::Sex;
use crate::error::Error;
use crate::model::Personal;
use crate::watchlist::entry::{Entry, EntryDocument, EntryName, Handling, NameQuality};
use crate::watchlist::living::Change;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Line {
    id: String,
    caption: String,
    schema: String,
    properties: HashMap<String, Vec<serde_json::Value>>,
}

#[derive(Debug, Deserialize)]
struct DeltaLine {
    op: String,
    entity: Line,
}

impl Line {
    fn all<'l>(&'l self, name: &str) -> impl Iterator<Item = &'l str> + use<'l> {
        self.properties.get(name).into_iter().flatten().filter_map(serde_json::Value::as_str)
    }

    fn first(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    fn is_document(&self) -> bool {
        matches!(self.schema.as_str(), "Passport" | "Identification")
    }

    fn entry(&self, trouble: &mut dyn FnMut(RowTrouble)) -> Entry {
        let mut entry = Entry::new("OPENSANCTIONS", self.id.as_str());
        entry.names.push(EntryName::full(NameQuality::Primary, self.caption.as_str()));
        for (property, quality) in [
            ("name", NameQuality::Good),
            ("alias", NameQuality::Good),
            ("weakAlias", NameQuality::Weak),
            ("previousName", NameQuality::Former),
        ] {
            let names = self.all(property).filter(|name| *name != self.caption);
            entry.names.extend(names.map(|name| EntryName::full(quality, name)));
        }
        for date in self.all("birthDate") {
            match birth(date) {
                Some(spec) => entry.births.push(Personal(spec)),
                None => trouble(RowTrouble::BirthDate),
            }
        }
        entry.birth_places = self.all("birthPlace").map(|place| Personal(place.to_owned())).collect();
        let states = self.all("nationality").chain(self.all("citizenship"));
        entry.nationalities = states.filter_map(state).map(Personal).collect();
        entry.sex = match self.first("gender") {
            "male" => Some(Personal(Sex::Male)),
            "female" => Some(Personal(Sex::Female)),
            _ => None,
        };
        let numbers = [("passportNumber", "P"), ("idNumber", "I")];
        for (property, kind) in numbers {
            entry.documents.extend(self.all(property).map(|number| EntryDocument::new(kind, number, None)));
        }
        entry.reason = Personal(self.all("topics").collect::<Vec<_>>().join(" "));
        entry.handling = Handling::Inform;
        entry
    }

    fn document(&self) -> EntryDocument {
        let kind = if self.schema == "Passport" { "P" } else { "I" };
        EntryDocument::new(kind, self.first("number"), state(self.first("country")))
    }
}

/// Reads lines with a bound on their length; `None` is a line that cannot be used.
fn lines<T: for<'de> Deserialize<'de>>(
    mut source: impl BufRead,
    mut each: impl FnMut(u64, Option<T>),
) -> Result<(), Error> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read =
            source.read_until(b'\n', &mut line).map_err(|_| refused("the file cannot be read to its end"))?;
        if read == 0 {
            break;
        }
        let text = line.trim_ascii();
        if !text.is_empty() {
            let parsed = (text.len() <= LONGEST_FIELD).then(|| serde_json::from_slice(text).ok()).flatten();
            each(number, parsed);
        }
    }
    Ok(())
}

/// Reads `entities.ftm.json` of OpenSanctions: persons, with the documents whose lines name them as holders.
///
/// # Errors
/// When no line was understood, or more than one in ten is broken.
pub fn from_ftm(source: impl BufRead) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    let mut documents: HashMap<String, Vec<EntryDocument>> = HashMap::new();
    lines::<Line>(source, |number, line| match line {
        None => loader.lost(number),
        Some(line) if line.schema == "Person" => {
            let entry = line.entry(&mut |trouble| loader.trouble(number, trouble));
            loader.add_entry(number, entry);
        }
        Some(line) if line.is_document() => {
            for holder in line.all("holder") {
                documents.entry(holder.to_owned()).or_default().push(line.document());
            }
        }
        Some(_) => loader.loaded.passed_over += 1,
    })?;
    for entry in &mut loader.loaded.entries {
        entry.documents.extend(documents.remove(&entry.id).unwrap_or_default());
    }
    loader.finish()
}

/// Reads `entities.delta.json` of OpenSanctions into changes of persons, in their order. Documents that come without
/// their holder are counted as passed over in the second value: the next full file brings them.
///
/// # Errors
/// When a line is broken: a delta is applied whole or not at all.
pub fn from_ftm_delta(source: impl BufRead) -> Result<(Vec<Change>, u64), Error> {
    let mut changes = Vec::new();
    let (mut passed_over, mut broken) = (0, false);
    lines::<DeltaLine>(source, |_, line| {
        let Some(DeltaLine { op, entity }) = line else {
            broken = true;
            return;
        };
        match (op.as_str(), entity.schema.as_str()) {
            ("ADD" | "MOD", "Person") => changes.push(Change::Put(Box::new(entity.entry(&mut |_| {})))),
            ("DEL", _) => changes.push(Change::Delete { list: "OPENSANCTIONS".to_owned(), id: entity.id }),
            ("ADD" | "MOD", _) => passed_over += 1,
            _ => broken = true,
        }
    })?;
    if broken { Err(refused("a line of the delta is broken")) } else { Ok((changes, passed_over)) }
}
