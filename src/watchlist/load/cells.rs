//! Rows of CSV, one at a time: text that is not UTF-8 is read as Windows-1252 and reported, a field that is too long or a quote
//! that is not closed costs the rows that it swallows.

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
    /// The row that was read.
    pub(super) cells: csv::StringRecord,
    /// Number of columns; zero when it is not known.
    pub(super) columns: usize,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(source: R, delimiter: u8) -> Self {
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(source);
        Self { reader, bytes: csv::ByteRecord::new(), cells: csv::StringRecord::new(), columns: 0 }
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
            let swallowed = memchr::memchr_iter(b'\n', self.bytes.as_slice()).count();
            let is_torn = self.columns > 0 && self.bytes.len() != self.columns;
            if swallowed > 0 && (is_torn || swallowed > MOST_LINES) {
                loader.rows += swallowed;
                loader.lost += swallowed;
                loader.lost(line);
                continue;
            }
            if self.bytes.iter().any(|cell| cell.len() > LONGEST_FIELD) {
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
