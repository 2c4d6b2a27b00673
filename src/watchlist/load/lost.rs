//! Lost and stolen travel documents: rows of numbers without people, by the million.

use std::fmt;
use std::io::Read;

use chrono::NaiveDate;

use super::words::is_nothing;
use super::{RowTrouble, refused};
use crate::codes::StateCode;
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};
use crate::watchlist::documents::{DocumentIndex, NumberMatch};
use crate::watchlist::keyed::Key;

/// Why a document is listed.
const REASONS: [&str; 6] = ["LOST", "STOLEN", "STOLEN_BLANK", "REVOKED", "INVALID", "FALSE"];

/// Bits of a record that hold its line; the reason stands above.
const LINE_BITS: u32 = 29;

/// A listed document that a passenger's document meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LostHit {
    /// Why it is listed: `LOST`, `STOLEN`, `STOLEN_BLANK`, `REVOKED`, `INVALID`, `FALSE`.
    pub reason: &'static str,
    /// How the numbers agree.
    pub number: NumberMatch,
    /// True when both sides know the issuer, and it is the same; a number alone is only possible.
    pub issuer_known: bool,
    /// Line of the row in its file.
    pub line: u32,
}

/// A run of blank documents.
struct Run {
    letters: String,
    digits: usize,
    from: u64,
    to: u64,
    state: Option<StateCode>,
    record: u32,
}

/// Lost and stolen documents, by number: 20 bytes each, and the double for numbers of more than nine characters.
#[derive(Default)]
pub struct LostDocuments {
    index: DocumentIndex,
    runs: Vec<Run>,
    rows: usize,
    /// What was wrong, with the line.
    troubles: Vec<(u64, RowTrouble)>,
}

impl fmt::Debug for LostDocuments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LostDocuments").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// Letters before the digits of a number, and the digits.
fn run_of(number: &str) -> Option<(&str, &str)> {
    let at = number.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = number.split_at_checked(at)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then_some((letters, digits))
}

impl LostDocuments {
    /// Room for so many documents; more are taken all the same.
    pub fn with_room(documents: usize) -> Self {
        Self { index: DocumentIndex::with_room(documents, Key::random()), ..Self::default() }
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// True when there is no document.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// What was wrong with rows, with the line.
    pub fn troubles(&self) -> &[(u64, RowTrouble)] {
        &self.troubles
    }

    /// Adds a document. `reason` is one of the words of [`LostHit::reason`]; another word stands as `INVALID`.
    pub fn add(&mut self, number: &str, issuer: Option<StateCode>, reason: &str, line: u32) {
        let record = Self::record(reason, line);
        if !self.index.add(number, issuer, record) {
            self.index.rehash(self.index.used().saturating_mul(2).max(1024));
            self.index.add(number, issuer, record);
        }
        self.rows += 1;
    }

    fn record(reason: &str, line: u32) -> u32 {
        let code = REASONS.iter().position(|known| *known == reason).unwrap_or(4);
        (u32::try_from(code).unwrap_or_default() << LINE_BITS) | (line & ((1 << LINE_BITS) - 1))
    }

    /// Looks a document up; `issuer` as the message has it.
    pub fn find(&self, number: &str, issuer: Option<StateCode>) -> Vec<LostHit> {
        let hit = |record: u32, number, issuer_known| LostHit {
            reason: usize::try_from(record >> LINE_BITS)
                .ok()
                .and_then(|n| REASONS.get(n))
                .copied()
                .unwrap_or("INVALID"),
            number,
            issuer_known,
            line: record & ((1 << LINE_BITS) - 1),
        };
        let mut hits = Vec::new();
        self.index.find(number, issuer, |met| hits.push(hit(met.record, met.number, met.issuer_known)));
        if let Some((letters, digits)) = run_of(number)
            && let Ok(value) = digits.parse::<u64>()
        {
            let runs = self.runs.iter().filter(|run| run.letters == letters && run.digits == digits.len());
            let known = |run: &Run| run.state.is_some() && issuer.is_some();
            let runs = runs.filter(|run| (run.from..=run.to).contains(&value));
            let runs = runs.filter(|run| !known(run) || run.state == issuer);
            hits.extend(runs.map(|run| hit(run.record, NumberMatch::Same, known(run))));
        }
        hits
    }
}

/// Most runs of blank documents, since each lookup goes over them.
const MOST_RUNS: usize = 10_000;

/// Reads lost and stolen documents in CSV: `record_id`, `op`, `number`, `number_to`, `issuing_state`, `type`, `reason`, and
/// columns that are passed over. Rows to delete are no part of a full file and are reported.
///
/// # Errors
/// When the header has neither `number` nor `issuing_state`, no row was understood, or more than one in ten is broken.
pub fn from_lost_documents(source: impl Read) -> Result<LostDocuments, Error> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source);
    let not_understood = || {
        let kind = ErrorKind::NotUnderstood { expected: "lost documents in CSV with a header" };
        Error::new(kind, Location::bytes(Span::default()))
    };
    let headers = reader.byte_headers().map_err(|_| not_understood())?.clone();
    let column = |name: &str| {
        let is = |header: &[u8]| {
            header.trim_ascii().strip_prefix(b"\xef\xbb\xbf").unwrap_or(header.trim_ascii())
                == name.as_bytes()
        };
        headers.iter().position(is)
    };
    let (number_at, state_at) =
        (column("number").ok_or_else(not_understood)?, column("issuing_state").ok_or_else(not_understood)?);
    let (to_at, reason_at, op_at, reported_at) =
        (column("number_to"), column("reason"), column("op"), column("reported"));
    let mut list = LostDocuments::with_room(1024);
    let mut record = csv::StringRecord::new();
    let mut broken = 0;
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                broken += 1;
                list.troubles.push((line, RowTrouble::Form));
                continue;
            }
        }
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
        let (number, state) = (cell(Some(number_at)), cell(Some(state_at)));
        if is_nothing(number) || !matches!(cell(op_at), "" | "add") {
            broken += 1;
            list.troubles.push((line, RowTrouble::Form));
            continue;
        }
        let issuer = StateCode::from_alpha3(state.as_bytes());
        if issuer.is_none() {
            list.troubles.push((line, RowTrouble::State));
        }
        let reported = cell(reported_at);
        if reported.len() == 10 && reported.parse::<NaiveDate>().is_err() {
            list.troubles.push((line, RowTrouble::Validity));
        }
        let at = u32::try_from(line).unwrap_or(u32::MAX);
        match (cell(to_at), run_of(number)) {
            ("", _) => list.add(number, issuer, cell(reason_at), at),
            (to, Some((letters, digits))) if list.runs.len() < MOST_RUNS => {
                let end = run_of(to).filter(|end| end.0 == letters && end.1.len() == digits.len());
                let range = end.and_then(|end| Some((digits.parse().ok()?, end.1.parse().ok()?)));
                if let Some((from, to)) = range.filter(|(from, to): &(u64, u64)| from <= to) {
                    let record = LostDocuments::record(cell(reason_at), at);
                    let letters = letters.to_owned();
                    list.runs.push(Run { letters, digits: digits.len(), from, to, state: issuer, record });
                    list.rows += 1;
                } else {
                    broken += 1;
                    list.troubles.push((line, RowTrouble::Form));
                }
            }
            _ => {
                broken += 1;
                list.troubles.push((line, RowTrouble::Form));
            }
        }
    }
    if list.is_empty() {
        return Err(refused("no row was understood"));
    }
    if broken > (list.rows / 10).max(1) {
        return Err(refused("more than one row in ten is broken"));
    }
    list.index.rehash(list.index.used());
    Ok(list)
}
