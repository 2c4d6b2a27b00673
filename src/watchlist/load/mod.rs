//! Lists from files. A broken row is reported with its place and the rest loads; a list that is cut, that is not
//! understood, or that is broken in too many rows is refused whole: an empty list would clear everybody.

mod advanced;
mod cells;
mod csl;
mod dates;
mod decode;
mod delta;
mod draft;
mod ftm;
mod handling;
mod layout;
mod layouts;
mod lost;
mod node;
mod number;
mod ofac;
mod own;
mod own_row;
mod tables;
mod within;
mod words;
mod xml;

use std::collections::HashSet;

use serde::Serialize;

use super::entry::Entry;
use super::file::{refused, refused_for};
use crate::error::Error;

pub use advanced::from_ofac_advanced_xml;
pub use csl::from_csl_json;
pub use delta::Delta;
pub use ftm::{from_ftm, from_ftm_delta};
pub use handling::HandlingTable;
pub use lost::{LostDocuments, LostDocumentsBuilder, LostHit, from_lost_documents};
pub use ofac::{OfacCsv, from_ofac_csv};
pub use own::{from_csv, from_csv_delta, from_json_lines, from_json_lines_delta};
pub use tables::{
    SdnRows, from_csl_csv, from_eu_csv, from_opensanctions_csv, from_uk_conlist_csv, from_uk_csv,
};
pub use xml::{from_eu_xml, from_ofac_xml, from_uk_xml, from_un_xml};

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
    /// A birth date that cannot be, or is text only; the rest of the row is kept.
    BirthDate,
    /// The list has no column for a part of its entries that its publisher gives, or one of another name: of the header. The rest is kept.
    Column,
    /// The number of a document that holds no digit; the rest of the row is kept.
    Number,
    /// A state that is not known; the rest of the row is kept.
    State,
    /// A word that is not known; the rest of the row is kept.
    Word,
    /// A day that cannot be; the row is not used, since its validity is not known.
    Validity,
    /// Bytes that are no text in the encoding of the file: of CSV they are read as Windows-1252, of XML and JSON they stand as
    /// U+FFFD. The row is kept.
    Encoding,
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
    /// What was wrong, with the line in its file, or the number of the record in XML and JSON.
    pub troubles: Vec<(u64, RowTrouble)>,
    /// Version of the list, when it gives one.
    pub version: Option<String>,
    /// Records of organisations, ships and other things that are no persons; they are passed over.
    pub passed_over: u64,
}

/// Rows that may be lost before a list is refused: one in ten, and at least one.
const LOST_AT_MOST: usize = 10;
/// Bytes of a field.
const LONGEST_FIELD: usize = 1 << 20;

/// The line of the first row that is lost, or the number of its record.
fn first_lost(troubles: &[(u64, RowTrouble)]) -> Option<u64> {
    troubles.iter().find(|(_, trouble)| trouble.is_lost()).map(|(line, _)| *line)
}

struct Loader {
    loaded: Loaded,
    ids: HashSet<(String, String)>,
    rows: usize,
    lost: usize,
    handling: HandlingTable,
}

impl Loader {
    fn new() -> Self {
        let loaded = Loaded { entries: Vec::new(), troubles: Vec::new(), version: None, passed_over: 0 };
        Self { loaded, ids: HashSet::new(), rows: 0, lost: 0, handling: HandlingTable::default() }
    }

    fn trouble(&mut self, line: u64, trouble: RowTrouble) {
        if trouble.is_lost() {
            self.lost += 1;
        }
        self.loaded.troubles.push((line, trouble));
    }

    /// Adds an entry that was read; one without an id, or without names and documents, is lost.
    fn add_entry(&mut self, line: u64, entry: Entry) {
        self.rows += 1;
        if entry.id.is_empty() {
            self.trouble(line, RowTrouble::IdMissing);
        } else if !self.ids.insert((entry.list.clone(), entry.id.clone())) {
            self.trouble(line, RowTrouble::IdTwice);
        } else if entry.names.is_empty() && entry.documents.is_empty() {
            self.trouble(line, RowTrouble::Empty);
        } else {
            self.loaded.entries.push(entry);
        }
    }

    /// A row that cannot be read at all.
    fn lost(&mut self, line: u64) {
        self.rows += 1;
        self.trouble(line, RowTrouble::Form);
    }

    /// Why the list is refused, with the place of the first row that is lost.
    fn refused(&self, reason: &'static str) -> Error {
        refused_for(reason, first_lost(&self.loaded.troubles))
    }

    fn finish(self) -> Result<Loaded, Error> {
        if self.loaded.entries.is_empty() {
            return Err(self.refused("no row was understood"));
        }
        if self.lost > (self.rows / LOST_AT_MOST).max(1) {
            return Err(self.refused("more than one row in ten is broken"));
        }
        Ok(self.loaded)
    }
}
