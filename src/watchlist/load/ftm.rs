//! OpenSanctions in FtM JSON lines, whole and as deltas. Documents are lines of their own and stand in any order.

use std::collections::HashMap;
use std::io::BufRead;

use serde::Deserialize;

use super::draft::Draft;
use super::words::{birth, state};
use super::{HandlingTable, LONGEST_FIELD, Loaded, Loader, refused};
use crate::error::Error;
use crate::watchlist::entry::{APART, EntryDocument, NameQuality};
use crate::watchlist::living::Change;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Line {
    id: String,
    caption: String,
    schema: String,
    properties: HashMap<String, Vec<serde_json::Value>>,
    referents: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct DeltaLine {
    op: String,
    entity: Line,
}

/// What a value of a property fills.
type Fill = fn(&mut Draft, &str);

/// Properties of a person.
const PROPERTIES: [(&str, Fill); 15] = [
    ("name", |draft, text| draft.full_name(NameQuality::Good, text)),
    ("alias", |draft, text| draft.full_name(NameQuality::Good, text)),
    ("weakAlias", |draft, text| draft.full_name(NameQuality::Weak, text)),
    ("previousName", |draft, text| draft.full_name(NameQuality::Former, text)),
    ("birthDate", |draft, text| draft.birth(birth(text), text)),
    ("birthPlace", |draft, text| draft.birth_place(text)),
    ("nationality", |draft, text| draft.nationality(text)),
    ("citizenship", |draft, text| draft.nationality(text)),
    ("gender", |draft, text| draft.sex(text)),
    ("passportNumber", |draft, text| draft.number("Passport", text, "", "")),
    ("idNumber", |draft, text| draft.number("id", text, "", "")),
    ("taxNumber", |draft, text| draft.number("taxNumber", text, "", "")),
    ("socialSecurityNumber", |draft, text| draft.number("socialSecurityNumber", text, "", "")),
    ("address", |draft, text| draft.address(text)),
    ("topics", |draft, text| {
        draft.reason(text);
        draft.category(text.to_owned());
    }),
];

impl Line {
    fn all<'l>(&'l self, name: &str) -> impl Iterator<Item = &'l str> + use<'l> {
        self.properties.get(name).into_iter().flatten().filter_map(serde_json::Value::as_str)
    }

    fn first(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// True when other entities stand inside: another file of OpenSanctions, with documents of its own form.
    fn is_nested(&self) -> bool {
        self.properties.values().flatten().any(serde_json::Value::is_object)
    }

    fn is_document(&self) -> bool {
        matches!(self.schema.as_str(), "Passport" | "Identification")
    }

    fn draft(&self, line: u64) -> Draft {
        let mut draft = Draft::new(LIST, &self.id, line);
        draft.full_name(NameQuality::Primary, &self.caption);
        for (property, fill) in PROPERTIES {
            self.all(property).for_each(|value| fill(&mut draft, value));
        }
        self.referents.iter().for_each(|id| draft.reference(id));
        draft
    }

    fn document(&self) -> EntryDocument {
        let [passport, other] = APART;
        let kind = if self.schema == "Passport" { passport } else { other };
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
/// When no line was understood, more than one in ten is broken, or entities stand inside others (`targets.nested.json`).
pub fn from_ftm(source: impl BufRead) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    let mut documents: HashMap<String, Vec<EntryDocument>> = HashMap::new();
    let mut is_nested = false;
    lines::<Line>(source, |number, line| match line {
        None => loader.lost(number),
        Some(line) if line.is_nested() => is_nested = true,
        Some(line) if line.schema == "Person" => {
            loader.add_draft(line.draft(number));
        }
        Some(line) if line.is_document() => {
            for holder in line.all("holder") {
                documents.entry(holder.to_owned()).or_default().push(line.document());
            }
        }
        Some(_) => loader.loaded.passed_over += 1,
    })?;
    if is_nested {
        return Err(refused(
            "entities stand inside others: targets.nested.json is not read, entities.ftm.json is",
        ));
    }
    for entry in &mut loader.loaded.entries {
        entry.documents.extend(documents.remove(&entry.id).unwrap_or_default());
    }
    loader.finish()
}

/// The list of all entries of this layout.
const LIST: &str = "OPENSANCTIONS";

/// Reads `entities.delta.json` of OpenSanctions into changes of persons, in their order, and behind them the documents, whose lines
/// name their holders. A person who is changed keeps the passports and identity cards that are known; one that is deleted or
/// corrected goes with the next full file only, since its line does not say which it was. Other entities, and documents without a
/// holder, are counted in the second value.
///
/// # Errors
/// When a line is broken or there is none: a delta is applied whole or not at all.
pub fn from_ftm_delta(source: impl BufRead) -> Result<(Vec<Change>, u64), Error> {
    let (mut changes, mut documents) = (Vec::new(), Vec::new());
    let (mut passed_over, mut broken) = (0, false);
    lines::<DeltaLine>(source, |number, line| {
        let Some(DeltaLine { op, entity }) = line else {
            broken = true;
            return;
        };
        match (op.as_str(), entity.schema.as_str()) {
            ("ADD" | "MOD", "Person") => {
                let (_, mut entry, _) = entity.draft(number).finish();
                HandlingTable::default().apply(&mut entry);
                changes.push(Change::Amend(Box::new(entry)));
            }
            ("DEL", _) => changes.push(Change::Delete { list: LIST.to_owned(), id: entity.id }),
            ("ADD" | "MOD", _) if entity.is_document() && entity.all("holder").next().is_some() => {
                documents.extend(entity.all("holder").map(|holder| Change::Document {
                    list: LIST.to_owned(),
                    id: holder.to_owned(),
                    document: Box::new(entity.document()),
                }));
            }
            ("ADD" | "MOD", _) => passed_over += 1,
            _ => broken = true,
        }
    })?;
    changes.append(&mut documents);
    if broken {
        Err(refused("a line of the delta is broken"))
    } else if changes.is_empty() && passed_over == 0 {
        Err(refused("no line was understood"))
    } else {
        Ok((changes, passed_over))
    }
}
