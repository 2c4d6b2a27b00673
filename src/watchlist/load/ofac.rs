//! OFAC's list in CSV: `sdn.csv` with `alt.csv`, `add.csv` and `sdn_comments.csv`, without headers, and the small language of
//! their remarks. The files of other lists of OFAC (`cons_prim.csv`, …) have the same form.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;

use super::cells::Rows;
use super::dates::birth;
use super::draft::Draft;
use super::words::is_nothing;
use super::{Loaded, Loader};
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};
use crate::watchlist::entry::{EntryName, NameQuality};

/// Columns of `sdn.csv`, `alt.csv`, `add.csv` and `sdn_comments.csv`.
const COLUMNS: [usize; 4] = [12, 5, 6, 2];

fn not_understood(expected: &'static str) -> Error {
    Error::new(ErrorKind::NotUnderstood { expected }, Location::bytes(Span::default()))
}

/// A name as the files write it: `FAMILY, Given Names`; without a comma it is one piece. Text in parentheses is a variant.
fn names(draft: &mut Draft, text: &str, quality: NameQuality) {
    let mut add = |text: &str| {
        let name = match text.split_once(',') {
            Some((family, given)) => EntryName::parts(quality, family.trim(), given.trim()),
            None => EntryName::full(quality, text.trim()),
        };
        draft.name(quality, 0, name);
    };
    let Some((before, rest)) = text.split_once('(') else { return add(text) };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    add(&format!("{}{after}", before.trim_end()));
    // The variant stands for the word before it.
    let kept = before.trim_end().rsplit_once([' ', ',']).map_or("", |(kept, _)| kept);
    let comma = if before.contains(',') && !kept.contains(',') { "," } else { "" };
    add(&format!("{kept}{comma} {inside}{after}"));
}

/// What begins a nickname.
const NICKNAME: &str = "a.k.a. '";

/// Where the quote behind a nickname ends it: before a note, or at the end.
fn end_of_nickname(text: &str) -> Option<usize> {
    text.find("' (").or_else(|| text.ends_with('\'').then(|| text.len() - 1))
}

/// The items of remarks: split at `; ` outside a quoted nickname. A quote that nobody closes before the next item of a known kind ends with its own.
fn items(remarks: &str) -> Vec<&str> {
    let plain = |item: &str| item.strip_prefix("alt. ").map_or(0, |rest| item.len() - rest.len());
    let is_known = |item: &str| {
        let item = item.get(plain(item)..).unwrap_or_default();
        ITEMS.iter().any(|(start, _)| item.starts_with(start))
            || LABELS.iter().any(|label| item.starts_with(label))
    };
    let mut items = Vec::new();
    let mut rest = remarks.strip_suffix('.').unwrap_or(remarks);
    while !rest.is_empty() {
        let first = rest.find("; ").unwrap_or(rest.len());
        let mut end = first;
        let item = rest.get(..first).unwrap_or_default();
        if item.get(plain(item)..).is_some_and(|item| item.starts_with(NICKNAME)) {
            let is_closed = |end: usize| {
                let nickname = rest.get(plain(item) + NICKNAME.len()..end).unwrap_or_default();
                nickname.ends_with('\'') || end == first && nickname.contains("' (")
            };
            // The nickname may hold the mark itself.
            while !is_closed(end) && end < rest.len() {
                let next = rest.get(end + 2..).unwrap_or_default();
                let of_next = next.find("; ").unwrap_or(next.len());
                if is_known(next) {
                    break;
                }
                end += 2 + of_next;
            }
            if !is_closed(end) {
                end = first;
            }
        }
        items.push(rest.get(..end).unwrap_or_default().trim());
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    items
}

/// What an item of the remarks fills.
type Fill = fn(&mut Draft, &str);

/// Starts of items, and what the rest says.
const ITEMS: [(&str, Fill); 6] = [
    ("DOB ", |draft, text| draft.birth(birth(text), text)),
    ("POB ", |draft, text| draft.birth_place(text)),
    ("nationality ", |draft, text| draft.nationality([text])),
    ("citizen ", |draft, text| draft.nationality([text])),
    ("Gender ", |draft, text| draft.sex(text)),
    (NICKNAME, |draft, text| {
        let end = end_of_nickname(text).unwrap_or(text.len());
        names(draft, text.get(..end).unwrap_or_default(), NameQuality::Weak);
    }),
];

/// Labels of numbers in the remarks, with what stands between label and number.
const LABELS: [&str; 22] = [
    "Personal ID Card ",
    "Stateless Person ID Card ",
    "Refugee ID Card ",
    "National Foreign ID Number ",
    "Citizen's Card Number ",
    "Numero de Identidad ",
    "Passport ",
    "Travel Document Number ",
    "National ID No. ",
    "National ID Card ",
    "Identification Number ",
    "Cedula No. ",
    "C.U.R.P. ",
    "R.F.C. ",
    "D.N.I. ",
    "SSN ",
    "Driver's License No. ",
    "Electoral Registry No. ",
    "Tax ID No. ",
    "Tazkira ",
    "NIT #",
    "Residency Number ",
];

/// Bytes within which a label starts: words such as `Diplomatic` or `Stateless Person` may stand before it.
const LABEL_WITHIN: usize = 40;

/// A number of the remarks: `Passport X 0000001 (Russia) issued 05 Mar 2010`. The publisher's labels are a table, since other
/// texts hold numbers too.
fn number(draft: &mut Draft, item: &str) {
    let found = LABELS.iter().find_map(|label| {
        let end = item.find(label).filter(|at| *at < LABEL_WITHIN)? + label.len();
        item.split_at_checked(end)
    });
    let Some((label, rest)) = found else { return };
    // The state stands in the last parentheses: numbers hold others.
    let end = ["issued ", "expires "].iter().filter_map(|mark| rest.find(mark)).min();
    let number = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().trim();
    let with_state = number.strip_suffix(')').and_then(|number| number.rsplit_once(" ("));
    let (number, country) = with_state.unwrap_or((number, ""));
    if number.bytes().any(|byte| byte.is_ascii_digit()) {
        let label = label.trim_end_matches(['#', ' ']).trim_end_matches(" No.");
        draft.number(label, number, [country], "");
    }
}

fn remarks(draft: &mut Draft, text: &str) {
    for item in items(text) {
        let item = item.strip_prefix("alt. ").unwrap_or(item);
        match ITEMS.iter().find_map(|(start, fill)| item.strip_prefix(start).map(|rest| (fill, rest))) {
            Some((fill, rest)) => fill(draft, rest),
            None => number(draft, item),
        }
    }
}

/// The rows of a file beside `sdn.csv`, by the number of the entry to which they belong.
fn beside(
    source: Option<Box<dyn Read + '_>>,
    columns: usize,
    expected: &'static str,
    loader: &mut Loader,
) -> Result<HashMap<String, Vec<Vec<String>>>, Error> {
    let mut found: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    let Some(source) = source else { return Ok(found) };
    let mut rows = Rows::new(source, b',');
    let mut is_understood = false;
    while let Some(line) = rows.next(loader)? {
        if rows.cells.len() != columns || rows.cell(0).parse::<u64>().is_err() {
            if !is_understood {
                return Err(not_understood(expected));
            }
            loader.lost(line);
            continue;
        }
        is_understood = true;
        rows.columns = columns;
        let text = |cell: &str| if is_nothing(cell) { String::new() } else { cell.trim().to_owned() };
        let cells = rows.cells.iter().skip(1).map(text).collect();
        found.entry(rows.cell(0).to_owned()).or_default().push(cells);
    }
    if is_understood { Ok(found) } else { Err(not_understood(expected)) }
}

/// The files of OFAC's list in CSV. `sdn.csv` is needed; weak aliases stand in its remarks.
///
/// ```
/// use paxgov::watchlist::OfacCsv;
/// let sdn = "1,\"TESTOVSKI, Zorvan\",\"individual\",\"SAMPLE\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1950; POB Ilm\"\n";
/// let comments = "1,\"arsk, Russia.\"\n";
/// let loaded = OfacCsv::new(sdn.as_bytes()).with_comments(comments.as_bytes()).read().unwrap();
/// assert_eq!(loaded.entries[0].birth_places[0].0, "Ilmarsk, Russia");
/// ```
pub struct OfacCsv<'s> {
    sdn: Box<dyn Read + 's>,
    alt: Option<Box<dyn Read + 's>>,
    add: Option<Box<dyn Read + 's>>,
    comments: Option<Box<dyn Read + 's>>,
}

impl fmt::Debug for OfacCsv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfacCsv").finish_non_exhaustive()
    }
}

impl<'s> OfacCsv<'s> {
    /// Starts with `sdn.csv`.
    pub fn new(sdn: impl Read + 's) -> Self {
        Self { sdn: Box::new(sdn), alt: None, add: None, comments: None }
    }

    /// Adds `alt.csv`: aliases.
    #[must_use]
    pub fn with_aliases(mut self, alt: impl Read + 's) -> Self {
        self.alt = Some(Box::new(alt));
        self
    }

    /// Adds `add.csv`: addresses.
    #[must_use]
    pub fn with_addresses(mut self, add: impl Read + 's) -> Self {
        self.add = Some(Box::new(add));
        self
    }

    /// Adds `sdn_comments.csv`: the rest of remarks that are longer than their column.
    #[must_use]
    pub fn with_comments(mut self, comments: impl Read + 's) -> Self {
        self.comments = Some(Box::new(comments));
        self
    }

    /// Reads the persons.
    ///
    /// # Errors
    /// When the rows of a file have not its columns, no row was understood, or more than one in ten is broken.
    pub fn read(self) -> Result<Loaded, Error> {
        let [of_sdn, of_alt, of_add, of_comments] = COLUMNS;
        let mut loader = Loader::new();
        let mut aliases = beside(self.alt, of_alt, "alt.csv with five columns", &mut loader)?;
        let mut addresses = beside(self.add, of_add, "add.csv with six columns", &mut loader)?;
        let comments = "sdn_comments.csv with two columns";
        let mut comments = beside(self.comments, of_comments, comments, &mut loader)?;
        let mut rows = Rows::new(self.sdn, b',');
        let mut is_understood = false;
        while let Some(line) = rows.next(&mut loader)? {
            if rows.cells.len() != of_sdn || rows.cell(0).parse::<u64>().is_err() {
                if !is_understood {
                    return Err(not_understood("sdn.csv with twelve columns and a number first"));
                }
                loader.lost(line);
                continue;
            }
            is_understood = true;
            rows.columns = of_sdn;
            if !rows.cell(2).eq_ignore_ascii_case("individual") {
                loader.loaded.passed_over += 1;
                continue;
            }
            let mut draft = Draft::new("OFAC", rows.cell(0), line);
            draft.category("sanction");
            names(&mut draft, rows.cell(1), NameQuality::Primary);
            for alias in aliases.remove(rows.cell(0)).unwrap_or_default() {
                if let [_, kind, name, ..] = alias.as_slice() {
                    let quality = if kind == "fka" { NameQuality::Former } else { NameQuality::Good };
                    names(&mut draft, name, quality);
                }
            }
            for address in addresses.remove(rows.cell(0)).unwrap_or_default() {
                let parts: Vec<&str> =
                    address.iter().skip(1).map(String::as_str).filter(|part| !part.is_empty()).collect();
                draft.address(&parts.join(", "));
            }
            let mut text = rows.cell(11).to_owned();
            let rest = comments.remove(rows.cell(0)).unwrap_or_default();
            rest.iter().flatten().for_each(|rest| text.push_str(rest));
            if !is_nothing(&text) {
                remarks(&mut draft, &text);
            }
            draft.reason(&rows.cell(3).replace("] [", " "));
            draft.reason(rows.cell(4));
            draft.reason(&text);
            loader.add_draft(draft);
        }
        loader.finish()
    }
}

/// Reads OFAC's list in CSV: persons of `sdn.csv`, with the aliases of `alt.csv` when it is given. [`OfacCsv`] takes the other
/// files too.
///
/// # Errors
/// As [`OfacCsv::read`].
pub fn from_ofac_csv<A: Read>(sdn: impl Read, alt: Option<A>) -> Result<Loaded, Error> {
    let files = OfacCsv::new(sdn);
    match alt {
        Some(alt) => files.with_aliases(alt).read(),
        None => files.read(),
    }
}
