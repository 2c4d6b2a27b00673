//! Rows of CSV, one at a time: text that is not UTF-8 is read as Windows-1252 and reported, a field that is too long or a quote
//! that is not closed, or by that of another row, costs the rows that it swallows.

use std::io::Read;

use super::{LONGEST_FIELD, Loader, RowTrouble, refused};
use crate::error::Error;

/// Lines of a row, since texts may have several.
const MOST_LINES: usize = 200;
/// The last byte of files of DOS.
const END_OF_FILE: &[u8] = &[0x1a];

pub(super) struct Rows<R> {
    reader: csv::Reader<R>,
    bytes: csv::ByteRecord,
    delimiter: u8,
    /// The row that was read.
    pub(super) cells: csv::StringRecord,
    /// Number of columns; zero when it is not known.
    pub(super) columns: usize,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(source: R, delimiter: u8) -> Self {
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(source);
        let (bytes, cells) = (csv::ByteRecord::new(), csv::StringRecord::new());
        Self { reader, bytes, delimiter, cells, columns: 0 }
    }

    /// Reads the next row that can be used and gives its line; rows that cannot be are lost.
    pub(super) fn next(&mut self, loader: &mut Loader) -> Result<Option<u64>, Error> {
        loop {
            let read = self.reader.read_byte_record(&mut self.bytes);
            if !read.map_err(|_| refused("the file cannot be read to its end"))? {
                return Ok(None);
            }
            let line = self.bytes.position().map_or(0, csv::Position::line);
            if self.bytes.len() == 1 && self.bytes.get(0) == Some(END_OF_FILE) {
                continue;
            }
            let swallowed = swallowed(&self.bytes, self.columns, self.delimiter);
            if swallowed > 0 {
                loader.rows += swallowed;
                loader.lost += swallowed;
                loader.lost(line);
                continue;
            }
            // Of a row with more cells than columns nobody knows which cell is which.
            let mut more = self.bytes.iter().skip(self.columns);
            let has_more = self.columns > 0 && more.any(|cell| !cell.trim_ascii().is_empty());
            if has_more || self.bytes.iter().any(|cell| cell.len() > LONGEST_FIELD) {
                loader.lost(line);
                continue;
            }
            self.cells.clear();
            let mut was_guessed = false;
            for cell in &self.bytes {
                if let Ok(text) = std::str::from_utf8(cell) {
                    self.cells.push_field(text);
                } else {
                    was_guessed = true;
                    self.cells.push_field(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0);
                }
            }
            if was_guessed {
                loader.trouble(line, RowTrouble::Encoding);
            }
            return Ok(Some(line));
        }
    }

    /// A cell of the row; empty when there is none.
    pub(super) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).unwrap_or_default().trim()
    }
}

/// How many rows a row swallowed: it holds line breaks, and is of another length than others, of more lines than texts are, or
/// has between its quotes the rest of a row, whole rows, and the beginning of one. `columns` is zero where the length of rows is not
/// known.
pub(super) fn swallowed(row: &csv::ByteRecord, columns: usize, delimiter: u8) -> usize {
    let lines = memchr::memchr_iter(b'\n', row.as_slice()).count();
    let is_torn = || columns > 0 && row.len() != columns;
    let is_swallowed = lines > 0 && (is_torn() || lines > MOST_LINES || holds_rows(row, delimiter));
    if is_swallowed { lines } else { 0 }
}

/// True when a cell holds what stands from it to the end of its row, and from the beginning of a row up to such a cell.
fn holds_rows(row: &csv::ByteRecord, delimiter: u8) -> bool {
    let after = |at: usize| row.len().saturating_sub(at + 1);
    row.iter().enumerate().filter(|_| row.len() > 1).any(|(at, cell)| {
        let mut lines =
            cell.split(|byte| *byte == b'\n').map(|line| memchr::memchr_iter(delimiter, line).count());
        let (first, last) = (lines.next(), lines.next_back());
        first == Some(after(at)) && last == Some(at) && lines.all(|inner| inner == after(0))
    })
}
