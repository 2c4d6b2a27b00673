//! OFAC's list in CSV: `sdn.csv` and `alt.csv`, without headers, and the small language of their remarks.

use std::collections::HashMap;
use std::io::Read;

use super::words::{birth, is_nothing, state};
use super::{Loaded, Loader, RowTrouble};
use crate::codes::Sex;
use crate::error::{Error, ErrorKind};
use crate::model::Personal;
use crate::span::{Location, Span};
use crate::watchlist::entry::{Entry, EntryDocument, EntryName, Handling, NameQuality};

/// Columns of `sdn.csv`.
const COLUMNS: usize = 12;

fn rows(source: impl Read) -> csv::Reader<impl Read> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source)
}

/// Text of bytes: UTF-8, or else one letter a byte.
fn cell(record: &csv::ByteRecord, at: usize) -> String {
    let bytes = record.get(at).unwrap_or_default();
    let text = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0);
    if is_nothing(&text) { String::new() } else { text.trim().to_owned() }
}

/// A name as the files write it: `FAMILY, Given Names`; without a comma it is one piece. Text in parentheses is a variant.
fn names(text: &str, quality: NameQuality, out: &mut Vec<EntryName>) {
    let mut add = |text: &str| {
        out.push(match text.split_once(',') {
            Some((family, given)) => EntryName::parts(quality, family.trim(), given.trim()),
            None => EntryName::full(quality, text.trim()),
        });
    };
    let Some((before, rest)) = text.split_once('(') else { return add(text) };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    add(&format!("{}{after}", before.trim_end()));
    // The variant stands for the word before it.
    let kept = before.trim_end().rsplit_once([' ', ',']).map_or("", |(kept, _)| kept);
    let comma = if before.contains(',') && !kept.contains(',') { "," } else { "" };
    add(&format!("{kept}{comma} {inside}{after}"));
}

/// The items of remarks: split at `; ` outside a quoted nickname.
fn items(remarks: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut rest = remarks.strip_suffix('.').unwrap_or(remarks);
    while !rest.is_empty() {
        let from =
            if rest.starts_with("a.k.a. '") { rest.find("'; ").map_or(rest.len(), |at| at + 1) } else { 0 };
        let end = rest.get(from..).and_then(|tail| tail.find("; ")).map_or(rest.len(), |at| from + at);
        items.push(rest.get(..end).unwrap_or_default().trim());
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    items
}

fn remarks(entry: &mut Entry, text: &str, trouble: &mut dyn FnMut(RowTrouble)) {
    for item in items(text) {
        let item = item.strip_prefix("alt. ").unwrap_or(item);
        if let Some(date) = item.strip_prefix("DOB ") {
            match birth(date) {
                Some(spec) => entry.births.push(Personal(spec)),
                None => trouble(RowTrouble::BirthDate),
            }
        } else if let Some(place) = item.strip_prefix("POB ") {
            entry.birth_places.push(Personal(place.to_owned()));
        } else if let Some(name) = item.strip_prefix("nationality ").or_else(|| item.strip_prefix("citizen "))
        {
            match state(name) {
                Some(state) => entry.nationalities.push(Personal(state)),
                None => trouble(RowTrouble::State),
            }
        } else if item == "Gender Male" {
            entry.sex = Some(Personal(Sex::Male));
        } else if item == "Gender Female" {
            entry.sex = Some(Personal(Sex::Female));
        } else if let Some(nickname) = item.strip_prefix("a.k.a. '") {
            names(nickname.strip_suffix('\'').unwrap_or(nickname), NameQuality::Weak, &mut entry.names);
        } else if let Some((kind, rest)) = document(item) {
            let country = rest
                .split_once('(')
                .and_then(|(_, tail)| tail.split_once(')'))
                .and_then(|(name, _)| state(name));
            let end = [" (", " issued", " expires"]
                .iter()
                .filter_map(|mark| rest.find(mark))
                .min()
                .unwrap_or(rest.len());
            let number =
                rest.get(..end).unwrap_or_default().trim_start_matches("No. ").trim_start_matches('#').trim();
            if number.bytes().any(|b| b.is_ascii_digit()) {
                entry.documents.push(EntryDocument::new(kind, number, country));
            }
        }
    }
}

/// Items that give a document, and its type.
fn document(item: &str) -> Option<(&'static str, &str)> {
    const KINDS: [(&str, &str); 5] = [
        ("Passport ", "P"),
        ("Travel Document Number ", "T"),
        ("National ID No. ", "I"),
        ("Identification Number ", "I"),
        ("Cedula No. ", "I"),
    ];
    KINDS.iter().find_map(|(label, kind)| {
        let at = item.find(label).filter(|at| *at < 40)?;
        item.get(at + label.len()..).map(|rest| (*kind, rest))
    })
}

/// Reads OFAC's list in CSV: persons of `sdn.csv`, with the aliases of `alt.csv` when it is given. Weak aliases stand in the
/// remarks.
///
/// # Errors
/// When the rows have not twelve columns, no row was understood, or more than one in ten is broken.
pub fn from_ofac_csv<A: Read>(sdn: impl Read, alt: Option<A>) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    let mut aliases: HashMap<String, Vec<EntryName>> = HashMap::new();
    let mut record = csv::ByteRecord::new();
    if let Some(alt) = alt {
        let mut reader = rows(alt);
        while let Ok(true) = reader.read_byte_record(&mut record) {
            let quality = match cell(&record, 2).as_str() {
                "fka" => NameQuality::Former,
                _ => NameQuality::Good,
            };
            names(&cell(&record, 3), quality, aliases.entry(cell(&record, 0)).or_default());
        }
    }
    let mut reader = rows(sdn);
    let mut understood = false;
    loop {
        let line = reader.position().line();
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                loader.lost(line);
                continue;
            }
        }
        if record.get(0).is_some_and(|first| first == [0x1a]) {
            continue;
        }
        if record.len() != COLUMNS || cell(&record, 0).parse::<u64>().is_err() {
            if !understood {
                let kind =
                    ErrorKind::NotUnderstood { expected: "sdn.csv with twelve columns and a number first" };
                return Err(Error::new(kind, Location::bytes(Span::default())));
            }
            loader.lost(line);
            continue;
        }
        understood = true;
        if cell(&record, 2) != "individual" {
            loader.loaded.passed_over += 1;
            continue;
        }
        let mut entry = Entry::new("OFAC", cell(&record, 0));
        names(&cell(&record, 1), NameQuality::Primary, &mut entry.names);
        entry.names.extend(aliases.remove(&entry.id).unwrap_or_default());
        let mut troubles = Vec::new();
        remarks(&mut entry, &cell(&record, 11), &mut |trouble| troubles.push(trouble));
        for trouble in troubles {
            loader.trouble(line, trouble);
        }
        entry.reason = Personal(format!("{} {}", cell(&record, 3).replace("] [", " "), cell(&record, 11)));
        entry.handling = Handling::Inform;
        loader.add_entry(line, entry);
    }
    loader.finish()
}
