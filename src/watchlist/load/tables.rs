//! Lists in CSV with headers: EU financial sanctions file, UK sanctions list and ConList, US consolidated screening list,
//! `targets.simple.csv` of OpenSanctions. Columns by name.

use std::collections::HashMap;
use std::hash::Hasher;
use std::io::Read;

use siphasher::sip::SipHasher13;

use super::cells::Rows;
use super::draft::Draft;
use super::layout::{Group, Kind, Layout, Part, Values};
use super::words::is_nothing;
use super::{Loaded, Loader, RowTrouble, layouts};
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};
use crate::watchlist::entry::NameQuality;

/// Rows in which the header is looked for.
const HEADER_WITHIN: usize = 3;

/// What is to be known of a table beside its layout.
struct Table {
    expected: &'static str,
    /// Columns that make the header, for each version of the table.
    needed: &'static [&'static [&'static str]],
    delimiter: u8,
    /// Column that tells the version, when no row before the header does.
    version: &'static str,
    /// True when an id has several rows.
    has_rows_of_one: bool,
    layout: &'static Layout,
}

/// A row with its columns by name.
struct Row<'r> {
    columns: &'r HashMap<String, usize>,
    cells: &'r csv::StringRecord,
}

impl Values for Row<'_> {
    fn value(&self, at: &str) -> &str {
        let text = self.columns.get(at).and_then(|at| self.cells.get(*at)).unwrap_or_default().trim();
        if is_nothing(text) { "" } else { text }
    }

    fn parts<'v>(&'v self, _: &'v str) -> Box<dyn Iterator<Item = &'v Self> + 'v> {
        Box::new(std::iter::once(self))
    }
}

/// Columns by their names; of columns with one name the first counts.
fn columns(cells: &csv::StringRecord) -> HashMap<String, usize> {
    let name = |text: &str| text.trim().trim_start_matches('\u{feff}').to_lowercase();
    let mut columns = HashMap::new();
    for (at, text) in cells.iter().enumerate() {
        columns.entry(name(text)).or_insert(at);
    }
    columns
}

/// A number for a row without an id: the same for the same words.
fn made_id(row: &Row<'_>) -> String {
    let mut hasher = SipHasher13::new();
    for at in ["source", "entity_number", "name", "start_date"] {
        hasher.write(row.value(at).as_bytes());
        hasher.write_u8(0xff);
    }
    format!("{:016x}", hasher.finish())
}

fn read(source: impl Read, table: &Table, takes: impl Fn(&Row<'_>) -> bool) -> Result<Loaded, Error> {
    let (mut loader, layout) = (Loader::new(), table.layout);
    let mut rows = Rows::new(source, table.delimiter);
    let mut header = None;
    let mut header_line = 0;
    for _ in 0..HEADER_WITHIN {
        if header.is_some() {
            break;
        }
        let Some(line) = rows.next(&mut loader)? else { break };
        header_line = line;
        let found = columns(&rows.cells);
        if table.needed.iter().any(|needed| needed.iter().all(|name| found.contains_key(*name))) {
            rows.columns = rows.cells.len();
            header = Some(found);
        } else {
            let dated = rows.cells.iter().rev().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
            loader.loaded.version = dated.rsplit(':').next().map(|dated| dated.trim().to_owned());
        }
    }
    let Some(columns) = header else {
        let kind = ErrorKind::NotUnderstood { expected: table.expected };
        return Err(Error::new(kind, Location::bytes(Span::default())));
    };
    // What a list has no column for, or one of another name, is not known.
    let is_missing = |group: &&Group| {
        !matches!(group.part, Part::Own | Part::Address | Part::Name(NameQuality::Original))
            && !group.fields.iter().any(|(name, _)| columns.contains_key(*name))
    };
    for _ in layout.groups.iter().filter(is_missing) {
        loader.trouble(header_line, RowTrouble::Column);
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    while let Some(line) = rows.next(&mut loader)? {
        let row = Row { columns: &columns, cells: &rows.cells };
        if loader.loaded.version.is_none() && !row.value(table.version).is_empty() {
            loader.loaded.version = Some(row.value(table.version).to_owned());
        }
        let (kind, id) = (layout.kind(&row), layout.id(&row));
        if kind == Kind::Other || !takes(&row) {
            loader.loaded.passed_over += 1;
            continue;
        }
        if kind == Kind::Unclear && !places.contains_key(id) {
            loader.trouble(line, RowTrouble::Word);
        }
        if !table.has_rows_of_one {
            let has_no_ids = layout.id.iter().all(|name| !columns.contains_key(*name));
            let made = if has_no_ids { made_id(&row) } else { id.to_owned() };
            let mut draft = Draft::new(layout.list, &made, line);
            layout.fill(&mut draft, &row);
            loader.add_draft(draft);
            continue;
        }
        if id.is_empty() {
            loader.rows += 1;
            loader.trouble(line, RowTrouble::IdMissing);
            continue;
        }
        let place = *places.entry(id.to_owned()).or_insert_with(|| {
            drafts.push(Draft::new(layout.list, id, line));
            drafts.len() - 1
        });
        if let Some(draft) = drafts.get_mut(place) {
            draft.at(line);
            layout.fill(draft, &row);
        }
    }
    for draft in drafts {
        loader.add_draft(draft);
    }
    loader.finish()
}

/// Reads the UK sanctions list in CSV: many rows an id, of which each column gives the union.
///
/// # Errors
/// When there is no header with its columns, no row was understood, or more than one in ten is broken.
pub fn from_uk_csv(source: impl Read) -> Result<Loaded, Error> {
    let table = Table {
        expected: "the UK sanctions list in CSV",
        needed: &[&["unique id", "name 6", "name type"]],
        delimiter: b',',
        version: "",
        has_rows_of_one: true,
        layout: &layouts::UK_CSV,
    };
    read(source, &table, |_| true)
}

/// Reads `ConList.csv` of the UK, which was closed in January 2026: for archives.
///
/// # Errors
/// As [`from_uk_csv`].
pub fn from_uk_conlist_csv(source: impl Read) -> Result<Loaded, Error> {
    let table = Table {
        expected: "ConList.csv of the UK",
        needed: &[&["group id", "name 6", "alias type"]],
        delimiter: b',',
        version: "",
        has_rows_of_one: true,
        layout: &layouts::UK_CONLIST,
    };
    read(source, &table, |_| true)
}

/// Reads the financial sanctions file of the EU in CSV, 1.1 or 1.0: many rows an id, of which each gives some parts. It does
/// not say which aliases are weak, but for remarks: better is [`from_eu_xml`](super::from_eu_xml).
///
/// # Errors
/// As [`from_uk_csv`].
pub fn from_eu_csv(source: impl Read) -> Result<Loaded, Error> {
    let table = Table {
        expected: "the financial sanctions file of the EU in CSV",
        needed: &[
            &["entity_logicalid", "namealias_wholename", "entity_subjecttype"],
            &["entity_logical_id", "naal_wholename", "subject_type"],
        ],
        delimiter: b';',
        version: "filegenerationdate",
        has_rows_of_one: true,
        layout: &layouts::EU_CSV,
    };
    read(source, &table, |_| true)
}

/// What is done with OFAC's own rows in the US consolidated screening list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SdnRows {
    /// They are read.
    #[default]
    Keep,
    /// They are passed over, since OFAC's list is loaded itself.
    Skip,
}

impl SdnRows {
    /// True when a record is to be read.
    pub(super) fn takes(self, record: &impl Values) -> bool {
        self == Self::Keep || !record.value("source").starts_with("Specially Designated Nationals")
    }
}

/// Reads the US consolidated screening list in CSV. Records that do not say what they are (Commerce, State) are read as
/// persons; older files without ids get numbers made of their words.
///
/// # Errors
/// As [`from_uk_csv`].
pub fn from_csl_csv(source: impl Read, sdn: SdnRows) -> Result<Loaded, Error> {
    let table = Table {
        expected: "the US consolidated screening list in CSV",
        needed: &[&["source", "entity_number", "name", "alt_names"]],
        delimiter: b',',
        version: "",
        has_rows_of_one: false,
        layout: &layouts::CSL_CSV,
    };
    read(source, &table, |row| sdn.takes(row))
}

/// Reads `targets.simple.csv` of OpenSanctions. Identifiers have no type there and are passed over: use
/// [`from_ftm`](super::from_ftm) for documents.
///
/// # Errors
/// As [`from_uk_csv`].
pub fn from_opensanctions_csv(source: impl Read) -> Result<Loaded, Error> {
    let table = Table {
        expected: "targets.simple.csv of OpenSanctions",
        needed: &[&["id", "schema", "name", "aliases"]],
        delimiter: b',',
        version: "",
        has_rows_of_one: false,
        layout: &layouts::OPENSANCTIONS,
    };
    read(source, &table, |_| true)
}
