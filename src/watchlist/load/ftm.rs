//! OpenSanctions in FtM JSON lines, whole and as deltas. Documents are lines of their own and stand in any order.

use std::collections::HashMap;
use std::io::BufRead;

use serde::Deserialize;

use super::dates::birth;
use super::delta::Delta;
use super::draft::Draft;
use super::number::numbers;
use super::words::state;
use super::{HandlingTable, LONGEST_FIELD, Loaded, Loader, RowTrouble, refused};
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
    /// False for those who stand in the file for others: relatives, owners.
    target: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct DeltaLine {
    op: String,
    entity: Line,
}

/// What a value of a property fills.
type Fill = fn(&mut Draft, &str);

/// Properties of a person.
const PROPERTIES: [(&str, Fill); 17] = [
    ("name", |draft, text| draft.full_name(NameQuality::Good, text)),
    ("alias", |draft, text| draft.full_name(NameQuality::Good, text)),
    ("weakAlias", |draft, text| draft.full_name(NameQuality::Weak, text)),
    ("previousName", |draft, text| draft.full_name(NameQuality::Former, text)),
    ("birthDate", |draft, text| draft.birth(birth(text), text)),
    ("birthPlace", |draft, text| draft.birth_place(text)),
    ("birthCountry", |draft, text| draft.birth_place(state(text).map_or(text, |state| state.name()))),
    ("nationality", |draft, text| draft.nationality([text])),
    ("citizenship", |draft, text| draft.nationality([text])),
    ("gender", |draft, text| draft.sex(text)),
    ("passportNumber", |draft, text| draft.number("Passport", text, [], "")),
    ("idNumber", |draft, text| draft.number("id", text, [], "")),
    ("taxNumber", |draft, text| draft.number("taxNumber", text, [], "")),
    ("innCode", |draft, text| draft.number("innCode (tax)", text, [], "")),
    ("socialSecurityNumber", |draft, text| draft.number("socialSecurityNumber", text, [], "")),
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

    /// True for a person who is looked for.
    fn is_wanted(&self) -> bool {
        self.schema == "Person" && self.target != Some(false)
    }

    /// The documents of a line, one for each number.
    fn documents(&self, loader: &mut Loader, line: u64) -> Vec<EntryDocument> {
        let [passport, other] = APART;
        let kind = if self.schema == "Passport" { passport } else { other };
        let issuer = self.all("country").find_map(state);
        if issuer.is_none() && self.all("country").next().is_some() {
            loader.trouble(line, RowTrouble::State);
        }
        let numbers: Vec<String> = self.all("number").flat_map(|text| numbers(text).list).collect();
        if numbers.is_empty() {
            loader.trouble(line, RowTrouble::Number);
        }
        numbers.into_iter().map(|number| EntryDocument::new(kind, number, issuer)).collect()
    }
}

/// Reads lines with a bound on their length; `None` is a line that cannot be used.
fn lines<T: for<'de> Deserialize<'de>>(
    mut source: impl BufRead,
    mut each: impl FnMut(u64, Option<T>),
) -> Result<(), Error> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let read =
            source.read_until(b'\n', &mut line).map_err(|_| refused("the file cannot be read to its end"))?;
        if read == 0 {
            break;
        }
        let text = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&line).trim_ascii();
        if !text.is_empty() {
            let parsed = (text.len() <= LONGEST_FIELD).then(|| serde_json::from_slice(text).ok()).flatten();
            each(number, parsed);
        }
    }
    Ok(())
}

/// Reads `entities.ftm.json` of OpenSanctions: persons, with the documents whose lines name them as holders. Persons who are no targets
/// (relatives and owners of others) are passed over; what the targets are listed for stands in their categories.
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
        Some(line) if line.is_wanted() => loader.add_draft(line.draft(number)),
        Some(line) if line.is_document() => {
            let listed = line.documents(&mut loader, number);
            for holder in line.all("holder") {
                documents.entry(holder.to_owned()).or_default().extend(listed.iter().cloned());
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
    // Documents of those who are no entries.
    loader.loaded.passed_over += u64::try_from(documents.len()).unwrap_or_default();
    loader.finish()
}

/// The list of all entries of this layout.
const LIST: &str = "OPENSANCTIONS";

/// What a person may have become, or was before.
const LEGAL: [&str; 4] = ["LegalEntity", "Organization", "Company", "PublicBody"];

/// Reads `entities.delta.json` of OpenSanctions into changes of persons, in their order, and behind them the documents, whose lines
/// name their holders. A person who is changed keeps the passports and identity cards that are known; one that is deleted or
/// corrected goes with the next full file only, since its line does not say which it was. Who became an organisation, or is no target any
/// longer, is deleted. The versions stand in the index of the publisher and are given.
///
/// # Errors
/// When a line is broken, one has no id, or there is none (a delta is applied whole or not at all); also when both versions are the same.
pub fn from_ftm_delta(source: impl BufRead, base_version: &str, version: &str) -> Result<Delta, Error> {
    let (mut changes, mut documents, mut loader) = (Vec::new(), Vec::new(), Loader::new());
    let mut is_broken = false;
    lines::<DeltaLine>(source, |number, line| {
        let Some(DeltaLine { op, entity }) = line.filter(|line| !line.entity.id.trim().is_empty()) else {
            is_broken = true;
            return;
        };
        loader.rows += 1;
        let delete = || Change::Delete { list: LIST.to_owned(), id: entity.id.clone() };
        match op.as_str() {
            "DEL" => changes.push(delete()),
            "ADD" | "MOD" if entity.is_wanted() => {
                let (_, mut entry, troubles) = entity.draft(number).finish();
                for (at, trouble) in troubles {
                    loader.trouble(at, trouble);
                }
                if entry.names.is_empty() {
                    loader.trouble(number, RowTrouble::Empty);
                    return;
                }
                HandlingTable::default().apply(&mut entry);
                changes.push(Change::Amend(Box::new(entry)));
            }
            "ADD" | "MOD" if entity.is_document() && entity.all("holder").next().is_some() => {
                let listed = entity.documents(&mut loader, number);
                documents.extend(entity.all("holder").flat_map(|holder| {
                    listed.iter().map(|document| Change::Document {
                        list: LIST.to_owned(),
                        id: holder.to_owned(),
                        document: Box::new(document.clone()),
                    })
                }));
            }
            "ADD" | "MOD" => {
                loader.loaded.passed_over += 1;
                if entity.schema == "Person" || LEGAL.contains(&entity.schema.as_str()) {
                    changes.push(delete());
                }
            }
            _ => is_broken = true,
        }
    })?;
    changes.append(&mut documents);
    if is_broken {
        return Err(refused("a line of the delta is broken"));
    }
    if loader.rows == 0 {
        return Err(refused("no line was understood"));
    }
    Delta::new(changes, loader, (base_version, version), Some(LIST.to_owned()))
}
