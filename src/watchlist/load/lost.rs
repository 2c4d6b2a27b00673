//! Lost and stolen travel documents: rows of numbers without people, by the million.

use std::fmt;
use std::io::Read;

use chrono::NaiveDate;

use super::cells::swallowed;
use super::words::is_not_available;
use super::{RowTrouble, first_lost, refused, refused_for};
use crate::codes::StateCode;
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span, u32_of};
use crate::watchlist::documents::{
    DocumentBuilder, DocumentIndex, IN_ZONE, NumberMatch, is_check_digit, spelled,
};
use crate::watchlist::file::{Magic, Sink, Source, broken};
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

/// A name and the version of the layout of a saved file.
const MAGIC: &Magic = b"PAXGOVLA";

/// A run of blank documents.
struct Run {
    letters: String,
    /// The same with O as 0 and I as 1.
    folded: String,
    digits: usize,
    from: u64,
    to: u64,
    state: Option<StateCode>,
    record: u32,
}

/// A number with O as 0 and I as 1.
fn folded(number: &str) -> String {
    number.replace('O', "0").replace('I', "1")
}

/// A number that is looked for among runs: in capitals and digits, and the same with O as 0 and I as 1.
struct Asked {
    number: String,
    folded: String,
}

impl Run {
    fn new(number: &str, (from, to): (u64, u64), state: Option<StateCode>, record: u32) -> Option<Self> {
        let (letters, digits) = run_of(number)?;
        let (letters, folded, digits) = (letters.to_owned(), folded(letters), digits.len());
        (digits <= MOST_DIGITS).then_some(Self { letters, folded, digits, from, to, state, record })
    }

    /// How a number agrees with one of the run, as with a listed one: the same, with its check digit behind it, by the
    /// first nine characters of a longer one, or when O and 0, and I and 1, are one.
    fn meets(&self, asked: &Asked) -> Option<NumberMatch> {
        let (len, of_asked) = (self.letters.len() + self.digits, asked.number.len());
        let missing = len.saturating_sub(of_asked);
        let with_digit = of_asked == len + 1 && len <= IN_ZONE;
        if of_asked != len && !with_digit && (missing == 0 || of_asked != IN_ZONE) {
            return None;
        }
        let same = self.holds(asked, (len.min(of_asked), missing))?;
        let (whole, last) = asked.number.split_at_checked(len.min(of_asked))?;
        match (same, missing) {
            _ if with_digit && !is_check_digit(whole, last) => None,
            (_, 1..) => Some(NumberMatch::FirstNine),
            (false, _) => Some(NumberMatch::LettersAsDigits),
            (true, _) if with_digit => Some(NumberMatch::WithCheckDigit),
            (true, _) => Some(NumberMatch::Same),
        }
    }

    /// Whether the first characters of a number are one of the run, with so many digits missing at its end, and whether no letter stands for
    /// a digit.
    fn holds(&self, asked: &Asked, (end, missing): (usize, usize)) -> Option<bool> {
        let digits = asked.folded.get(..end)?.strip_prefix(&*self.folded)?;
        let of_missing = 10_u64.checked_pow(u32_of(missing))?;
        let first = digits.parse::<u64>().ok()?.checked_mul(of_missing)?;
        let is_in = first <= self.to && first.checked_add(of_missing - 1)? >= self.from;
        let written = asked.number.get(..end)?.strip_prefix(&*self.letters);
        is_in.then(|| written.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())))
    }
}

/// Lost and stolen documents, by number: some twenty bytes each.
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

/// Gathers lost and stolen documents.
pub struct LostDocumentsBuilder {
    documents: DocumentBuilder,
    runs: Vec<Run>,
    rows: usize,
    broken: usize,
    troubles: Vec<(u64, RowTrouble)>,
}

impl fmt::Debug for LostDocumentsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LostDocumentsBuilder").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl LostDocumentsBuilder {
    /// Adds a document. `reason` is one of the words of [`LostHit::reason`]; another word stands as `INVALID`.
    pub fn add(&mut self, number: &str, issuer: Option<StateCode>, reason: &str, line: u32) {
        self.documents.add(number, issuer, LostDocuments::record(reason, line));
        self.rows += 1;
    }

    /// Adds all numbers from one to another of the same letters and as many digits; false when it is no such run.
    fn add_run(
        &mut self,
        (from, to): (&str, &str),
        issuer: Option<StateCode>,
        reason: &str,
        line: u32,
    ) -> bool {
        let (number, to) = (spelled(from), spelled(to));
        let Some(((letters, first), (last_letters, last))) = run_of(&number).zip(run_of(&to)) else {
            return false;
        };
        let (Ok(from), Ok(to)) = (first.parse::<u64>(), last.parse::<u64>()) else { return false };
        let fits =
            last_letters == letters && last.len() == first.len() && from <= to && first.len() <= MOST_DIGITS;
        if !fits || self.runs.len() >= MOST_RUNS {
            return false;
        }
        let run = Run::new(&number, (from, to), issuer, LostDocuments::record(reason, line));
        self.rows += usize::from(run.is_some());
        self.runs.extend(run);
        true
    }

    /// Notes a row that is left out.
    fn leave_out(&mut self, line: u64) {
        self.broken += 1;
        self.troubles.push((line, RowTrouble::Form));
    }

    /// The documents, ready to be looked up.
    pub fn build(self) -> LostDocuments {
        let Self { documents, runs, rows, troubles, .. } = self;
        LostDocuments { index: documents.build(), runs, rows, troubles }
    }
}

impl LostDocuments {
    /// Gathers documents, with room for so many; more are taken all the same.
    pub fn builder(documents: usize) -> LostDocumentsBuilder {
        let documents = DocumentBuilder::with_room(documents, Key::random());
        LostDocumentsBuilder { documents, runs: Vec::new(), rows: 0, broken: 0, troubles: Vec::new() }
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
        if !self.runs.is_empty() {
            let number = spelled(number);
            let asked = Asked { folded: folded(&number), number };
            for run in &self.runs {
                let states = run.state.zip(issuer);
                if states.is_none_or(|(listed, asked)| listed.may_be(asked))
                    && let Some(how) = run.meets(&asked)
                {
                    hits.push(hit(run.record, how, states.is_some()));
                }
            }
        }
        hits
    }

    /// The documents as one file, with a checksum under `key`; without what was wrong with rows.
    pub fn save(&self, key: &[u8; 16]) -> Vec<u8> {
        let mut out = Sink::new();
        let Key(first, second) = self.index.key();
        out.put(&[first, second]);
        out.put(&[u64::try_from(self.rows).unwrap_or_default()]);
        out.put(&self.index.stored());
        let runs = self.runs.iter();
        out.put(&runs.clone().flat_map(|run| [run.from, run.to]).collect::<Vec<_>>());
        out.put(&runs.clone().map(|run| run.record).collect::<Vec<_>>());
        for run in runs {
            // What a number spells, letters and digits, says how many digits there are.
            out.text(&(run.letters.clone() + &"0".repeat(run.digits)));
            out.text(run.state.as_ref().map_or("", StateCode::as_str));
        }
        out.seal(MAGIC, key)
    }

    /// Documents from their file.
    ///
    /// # Errors
    /// When it is no such file, its layout is of another version, the checksum differs (it was changed, cut, or saved under another key),
    /// or an array is broken.
    pub fn load(file: &[u8], key: &[u8; 16]) -> Result<Self, Error> {
        let mut source = Source::open(file, MAGIC, "saved lost documents of this version", key)?;
        Self::read(&mut source).filter(|_| source.is_at_end()).ok_or_else(broken)
    }

    fn read(source: &mut Source<'_>) -> Option<Self> {
        let [first, second] = source.array::<u64>()?.try_into().ok()?;
        let rows = usize::try_from(source.one::<u64>()?).ok()?;
        let documents = source.array::<u64>()?;
        let index = DocumentIndex::from_stored(&documents, Key(first, second));
        let (edges, records) = (source.array::<u64>()?, source.array::<u32>()?);
        let (edges, rest) = edges.as_chunks::<2>();
        let is_whole = documents.len().is_multiple_of(2) && rest.is_empty() && edges.len() == records.len();
        if !is_whole || records.len() > MOST_RUNS.min(rows) || edges.iter().any(|[from, to]| from > to) {
            return None;
        }
        let run = |([from, to], record): (&[u64; 2], u32)| {
            let (spelled, state) = (source.text()?, source.text()?);
            let state = if state.is_empty() { None } else { Some(StateCode::from_alpha3(state.as_bytes())?) };
            Run::new(&spelled, (*from, *to), state, record)
        };
        let runs = edges.iter().zip(records).map(run).collect::<Option<_>>()?;
        Some(Self { index, runs, rows, troubles: Vec::new() })
    }
}

/// Most digits of the numbers of a run.
const MOST_DIGITS: usize = 19;
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
            header
                .trim_ascii()
                .strip_prefix(b"\xef\xbb\xbf")
                .unwrap_or(header.trim_ascii())
                .eq_ignore_ascii_case(name.as_bytes())
        };
        headers.iter().position(is)
    };
    let (number_at, state_at) =
        (column("number").ok_or_else(not_understood)?, column("issuing_state").ok_or_else(not_understood)?);
    let (to_at, reason_at, op_at, reported_at) =
        (column("number_to"), column("reason"), column("op"), column("reported"));
    let mut list = LostDocuments::builder(0);
    let mut record = csv::ByteRecord::new();
    loop {
        let mut line = reader.position().line();
        match reader.read_byte_record(&mut record) {
            // Behind empty lines a row begins later than its reading.
            Ok(true) => line = record.position().map_or(line, csv::Position::line),
            Ok(false) => break,
            Err(error) if error.is_io_error() => return Err(refused("the source cannot be read on")),
            Err(_) => {
                list.leave_out(line);
                continue;
            }
        }
        let torn = swallowed(&record, headers.len(), b',');
        if torn > 0 {
            list.broken += torn;
            list.leave_out(line);
            continue;
        }
        let cell = |at: Option<usize>| {
            let cell = at.and_then(|at| record.get(at)).unwrap_or_default();
            String::from_utf8_lossy(cell.trim_ascii())
        };
        let (number, reason) = (cell(Some(number_at)), cell(reason_at).to_ascii_uppercase());
        match cell(op_at).to_ascii_lowercase().as_str() {
            "" | "add" => {}
            // Nothing that was to be listed is lost.
            "del" => {
                list.troubles.push((line, RowTrouble::Form));
                continue;
            }
            _ => {
                list.leave_out(line);
                continue;
            }
        }
        // A number with a damaged letter would be another number.
        if number.contains(char::REPLACEMENT_CHARACTER)
            || is_not_available(&number)
            || spelled(&number).is_empty()
        {
            list.leave_out(line);
            continue;
        }
        if !reason.is_empty() && !REASONS.contains(&reason.as_str()) {
            list.troubles.push((line, RowTrouble::Word));
        }
        let issuer = StateCode::from_alpha3(cell(Some(state_at)).as_bytes());
        if issuer.is_none() {
            list.troubles.push((line, RowTrouble::State));
        }
        let reported = cell(reported_at);
        if reported.len() == 10 && reported.parse::<NaiveDate>().is_err() {
            list.troubles.push((line, RowTrouble::Word));
        }
        let at = u32::try_from(line).unwrap_or(u32::MAX);
        let to = cell(to_at);
        if to.is_empty() {
            list.add(&number, issuer, &reason, at);
        } else if !list.add_run((&number, &to), issuer, &reason, at) {
            list.leave_out(line);
        }
    }
    if list.rows == 0 {
        return Err(refused_for("no row was understood", first_lost(&list.troubles)));
    }
    if list.broken > (list.rows / 10).max(1) {
        return Err(refused_for("more than one row in ten is broken", first_lost(&list.troubles)));
    }
    Ok(list.build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::file::tests::each_damaged;

    /// Whoever has the key may write anything: it is refused, or documents are looked for in it.
    #[test]
    fn what_is_broken_under_the_right_checksum_does_not_stop_anybody() {
        let rows = "X0000003,,UTO,STOLEN\nAA000100,AA000199,UTO,STOLEN_BLANK\n";
        let list = from_lost_documents(format!("number,number_to,issuing_state,reason\n{rows}").as_bytes());
        let key = [7; 16];
        let file = list.unwrap().save(&key);
        let (mut refused, mut loaded) = (0, 0);
        each_damaged(&file, &key, |file| match LostDocuments::load(file, &key) {
            Ok(list) => {
                loaded += 1;
                for number in ["X0000003", "AA000150", "AA000200"] {
                    assert!(list.find(number, None).len() < 3);
                }
            }
            Err(_) => refused += 1,
        });
        assert!(refused > 50 && loaded > 50, "{refused} {loaded}");
    }
}
