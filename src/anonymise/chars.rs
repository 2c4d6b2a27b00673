//! The characters of a piece of a file, and where their bytes stand.

use std::ops::Range;
use std::rc::Rc;

use super::Piece;
use super::text::{Part, parts};
use super::words::{self, Letters};
use crate::edifact::Charset;

/// The characters of a piece, with the places of their bytes: line breaks and releases left out.
#[derive(Default)]
pub(super) struct Chars {
    /// Place in the file of each byte.
    offsets: Vec<usize>,
    raw: Vec<u8>,
    all: Vec<char>,
    /// The characters of the bytes of a set, when one was needed.
    table: Option<(Charset, Rc<[char]>)>,
    /// The first byte of each character.
    starts: Vec<usize>,
    /// How characters above 127 stand in the bytes.
    pub(super) letters: Letters,
}

impl Chars {
    pub(super) fn read(&mut self, bytes: &[u8], piece: Piece) {
        self.offsets.clear();
        self.raw.clear();
        let release = piece.service.release.filter(|_| piece.releases);
        let mut released = false;
        for (n, &byte) in piece.span.of(bytes).iter().enumerate() {
            if piece.releases && matches!(byte, b'\r' | b'\n') {
                continue;
            }
            if !released && release == Some(byte) {
                released = true;
                continue;
            }
            released = false;
            self.offsets.push(piece.span.start + n);
            self.raw.push(byte);
        }
        self.all.clear();
        self.starts.clear();
        if let Ok(text) = std::str::from_utf8(&self.raw) {
            self.letters = Letters::Utf8;
            self.starts.extend(text.char_indices().map(|(at, _)| at));
            self.all.extend(text.chars());
        } else {
            self.letters = Letters::Bytes(piece.charset);
            self.starts.extend(0..self.raw.len());
            // A byte of a set that is not read here is no letter; what it is replaced with is decided by its bytes.
            let is_open = is_open(piece.charset);
            let table = self.table(piece.charset);
            let of = |byte: &u8| {
                let known = table.get(usize::from(*byte)).filter(|_| byte.is_ascii() || !is_open);
                known.copied().unwrap_or('\u{fffd}')
            };
            let all: Vec<char> = self.raw.iter().map(of).collect();
            self.all = all;
        }
    }

    /// The characters of all bytes in a set.
    fn table(&mut self, charset: Charset) -> Rc<[char]> {
        match &self.table {
            Some((known, table)) if *known == charset => Rc::clone(table),
            _ => {
                let table: Rc<[char]> = words::all(charset).into();
                self.table = Some((charset, Rc::clone(&table)));
                table
            }
        }
    }

    pub(super) fn parts(&self, piece: Piece) -> Vec<(Range<usize>, Part)> {
        parts(&self.all, piece.class)
    }

    pub(super) fn text(&self, place: Range<usize>) -> String {
        self.all.get(place).unwrap_or_default().iter().collect()
    }

    /// Writes characters at the places of others.
    pub(super) fn write(&self, place: Range<usize>, made: &str, out: &mut [u8]) {
        for (n, c) in place.zip(made.chars()) {
            let Some(&start) = self.starts.get(n) else { continue };
            let mut utf8 = [0; 4];
            let encoded: &[u8] = match self.letters {
                Letters::Bytes(charset) if !c.is_ascii() => {
                    let known = self.table.as_ref().filter(|(known, _)| *known == charset);
                    let at = known.and_then(|(_, table)| table.iter().position(|known| *known == c));
                    let Some(byte) = at.and_then(|at| u8::try_from(at).ok()) else { continue };
                    utf8 = [byte, 0, 0, 0];
                    utf8.get(..1).unwrap_or_default()
                }
                _ => c.encode_utf8(&mut utf8).as_bytes(),
            };
            // Never longer or shorter than what stood there.
            let length = self.starts.get(n + 1).copied().unwrap_or(self.raw.len()) - start;
            if encoded.len() != length {
                continue;
            }
            for (offset, byte) in self.offsets.iter().skip(start).zip(encoded) {
                if let Some(slot) = out.get_mut(*offset) {
                    *slot = *byte;
                }
            }
        }
    }

    /// The bytes when they are of a set of two bytes a character, or of code extensions.
    pub(super) fn uncharted(&self, charset: Charset) -> Option<Vec<u8>> {
        let is_bytes = is_open(charset) && matches!(self.letters, Letters::Bytes(_));
        let is_extended = charset == Charset::Escapes && self.raw.contains(&0x1B);
        (is_bytes || is_extended).then(|| self.raw.clone())
    }

    /// Writes the bytes that are no characters.
    pub(super) fn write_bytes(&self, made: &[u8], out: &mut [u8]) {
        let is_extended = self.raw.contains(&0x1B);
        for ((offset, was), byte) in self.offsets.iter().zip(&self.raw).zip(made) {
            if (is_extended || !was.is_ascii())
                && let Some(slot) = out.get_mut(*offset)
            {
                *slot = *byte;
            }
        }
    }
}

/// True for sets whose bytes are not characters one by one: two bytes a letter, or UTF-8 that is broken.
const fn is_open(charset: Charset) -> bool {
    matches!(charset, Charset::Korean | Charset::Utf8)
}
