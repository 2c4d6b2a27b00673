//! Files with invented people: the same bytes in layout, lengths and faults, and nobody of the original in them, so that a
//! carrier can hand over a faulty file.
//!
//! ```
//! use paxgov::anonymise::{Key, anonymise};
//! let file = paxgov::synth::Synth::new(7).passenger_list(3).text;
//! let made = anonymise(file.as_bytes(), &Key::new([7; 32]))?;
//! assert_eq!(made.bytes.len(), file.len());
//! # Ok::<(), paxgov::Error>(())
//! ```
//!
//! **What it does.** Every value is replaced unless its place is one that the tables know to hold a code, and the value there
//! is as short as a code: names, numbers of documents, tickets, accounts and frequent travellers, locators, references,
//! addresses, contacts, tags of bags, free text, segments and messages that are not known, text outside interchanges. A word
//! becomes a word of the same length, a letter at each letter and a digit at each digit; names can be spoken. The same word
//! becomes the same word wherever it stands in the file (and, but for words that would clash, in every file of the same key).
//! Dates of birth and of documents stay in their year and on their side of the flight, and of the second, twelfth and
//! hundredth birthday before it: infants stay infants. Service characters, releases, line breaks, tags, codes, states, ports,
//! carriers, flights, times, seats, amounts, counts, the identifications of sender and recipient, and short references (up
//! to three characters) stay; so do words that name nobody (`MR`, `UNKNOWN`, `0000000`).
//!
//! **What it does not promise.** It is a pseudonym, not anonymity in the sense of the law. Who knows the flight and the time
//! can still find people by what stays: year of birth, sex, nationality, seat, itinerary, times of booking, amounts, special
//! requests (with the health or belief that a code tells), the length of a name. Who holds the key can test a guess. A name
//! that stands where a code belongs and is as short as one (three letters as a rule, more in a few places such as a fare
//! basis) stays, and so does a value that happens to be a word of the standard. A birthday that falls on the very day of a
//! flight of the file cannot be moved; in a file of more than twelve flight days only the first and the last one count.
//!
//! So: a new key for each file, the key kept or thrown away, and the file still treated as data of people.

mod chars;
mod days;
mod table;
mod text;
mod words;

use std::fmt;

use crate::edifact::{Charset, Interchange, Interchanges, Message, Segment, ServiceString};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::span::{Location, Span, usize_of};
use chars::Chars;
use days::Flights;
use table::{Class, MESSAGES};
use text::Part;
use words::Words;

/// The secret from which invented people follow: 32 bytes of a good source of randomness.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A key. This crate asks no system for randomness: the caller does.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Another key that follows from it; itself for zero.
    fn salted(&self, salt: u8) -> Self {
        Self(self.0.map(|byte| byte ^ salt.wrapping_mul(0x5d)))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(***)")
    }
}

/// A file with invented people.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Anonymised {
    /// The bytes; as many as there were.
    pub bytes: Vec<u8>,
    /// Different words that were replaced.
    pub words: usize,
    /// Interchanges that were read.
    pub interchanges: usize,
    /// Interchanges that could not be read; they were treated as text of which nothing is known.
    pub unread: usize,
}

impl fmt::Debug for Anonymised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Anonymised")
            .field("bytes", &self.bytes.len())
            .field("words", &self.words)
            .field("interchanges", &self.interchanges)
            .field("unread", &self.unread)
            .finish()
    }
}

/// Puts invented people in the place of all people of a file of interchanges. See the [room](self) for what that means.
///
/// # Errors
/// When the input is empty or no interchange stands in it (such as an XML document); when it is so broken that words of
/// people take part in its layout (a header in a value that is not closed), and the words of four keys all change it.
pub fn anonymise(bytes: &[u8], key: &Key) -> Result<Anonymised, Error> {
    let layout = layout(bytes);
    for salt in 0..TRIES {
        // The words of the key itself unless they spoil the layout, which sound files do not allow.
        let made = with_key(bytes, &key.salted(salt))?;
        if self::layout(&made.bytes) == layout {
            return Ok(made);
        }
    }
    Err(Error::new(ErrorKind::LayoutHangsOnWords, Location::bytes(Span::new(0, bytes.len()))))
}

/// Keys that are tried.
const TRIES: u8 = 4;

/// Where all segments begin and end.
fn layout(bytes: &[u8]) -> Vec<Span> {
    let read = Interchanges::new(bytes, &Limits::DEFAULT).flatten();
    read.flat_map(|read| read.segments().map(|segment| segment.span()).collect::<Vec<_>>()).collect()
}

fn with_key(bytes: &[u8], key: &Key) -> Result<Anonymised, Error> {
    let nothing = |kind| Error::new(kind, Location::bytes(Span::new(0, bytes.len())));
    if bytes.trim_ascii().is_empty() {
        return Err(nothing(ErrorKind::Empty));
    }
    // First all words are collected, so that nobody is given the name of another one.
    let mut words = Words::new(key);
    let mut letters = Chars::default();
    let mut flights = Flights::default();
    let (interchanges, unread) = walk(bytes, &mut flights, &mut |piece| {
        letters.read(bytes, piece);
        for (place, part) in letters.parts(piece) {
            if part == Part::Word {
                words.note(&letters.text(place), letters.letters);
            }
        }
    });
    if interchanges + unread == 0 {
        return Err(nothing(ErrorKind::NoInterchange));
    }
    flights.settle();
    let mut out = bytes.to_vec();
    walk(bytes, &mut Flights::default(), &mut |piece| {
        letters.read(bytes, piece);
        for (place, part) in letters.parts(piece) {
            let text = letters.text(place.clone());
            let made = match part {
                Part::Word => words.of(&text, letters.letters),
                Part::Day(order) => flights.day(&text, order, &words),
            };
            letters.write(place, &made, &mut out);
        }
        if let Some(raw) = letters.uncharted(piece.charset) {
            let made = words.bytes(&raw, piece.charset, |byte| piece.service.is_service(byte));
            letters.write_bytes(&made, &mut out);
        }
    });
    Ok(Anonymised { bytes: out, words: words.count(), interchanges, unread })
}

/// A value, a tag or a text outside that is to be looked at.
#[derive(Clone, Copy)]
struct Piece {
    span: Span,
    class: Class,
    charset: Charset,
    service: ServiceString,
    /// Outside interchanges nothing is released.
    releases: bool,
}

/// Goes over all bytes in their order. Returns how many interchanges were read, and how many could not be.
fn walk(bytes: &[u8], flights: &mut Flights, see: &mut impl FnMut(Piece)) -> (usize, usize) {
    let (mut read, mut unread) = (0, 0);
    let mut at = 0;
    for interchange in Interchanges::new(bytes, &Limits::DEFAULT) {
        let Ok(interchange) = interchange else {
            unread += 1;
            continue;
        };
        read += 1;
        let span = interchange.span();
        // The heading of a Type B message names places and carriers.
        if interchange.type_b().is_none() {
            outside(bytes, Span::new(at, span.start), &interchange, see);
        }
        // The service string advice and the blanks after it stay.
        at = interchange.segments().next().map_or(span.end, |first| first.span().start);
        let mut walker = Walker {
            interchange: &interchange,
            messages: interchange.messages().collect(),
            message: 0,
            is_known: true,
            in_head: true,
        };
        for segment in interchange.segments() {
            let span = segment.span();
            outside(bytes, Span::new(at, span.start), &interchange, see);
            walker.segment(bytes, segment, flights, see);
            at = span.end.max(at);
        }
        outside(bytes, Span::new(at, span.end), &interchange, see);
        at = span.end.max(at);
    }
    if read + unread > 0 {
        let piece = text_outside(Span::new(at, bytes.len()), Charset::Ascii, ServiceString::DEFAULT);
        see(piece);
    }
    (read, unread)
}

const fn text_outside(span: Span, charset: Charset, service: ServiceString) -> Piece {
    Piece { span, class: Class::Text, charset, service, releases: false }
}

/// Text between segments and interchanges.
fn outside(bytes: &[u8], span: Span, interchange: &Interchange<'_>, see: &mut impl FnMut(Piece)) {
    if !span.of(bytes).trim_ascii().is_empty() {
        see(text_outside(span, interchange.charset(), *interchange.service()));
    }
}

/// Goes over the segments of an interchange.
struct Walker<'a> {
    interchange: &'a Interchange<'a>,
    messages: Vec<Message<'a>>,
    message: u32,
    /// The message is one that the table knows, or there is none.
    is_known: bool,
    /// Before the first person or booking of the message.
    in_head: bool,
}

impl Walker<'_> {
    fn segment(
        &mut self,
        bytes: &[u8],
        segment: Segment<'_>,
        flights: &mut Flights,
        see: &mut impl FnMut(Piece),
    ) {
        let location = segment.location();
        if location.message != self.message {
            self.enter(location.message);
        }
        let tag = segment.tag();
        let service = *self.interchange.service();
        let piece =
            |span, class| Piece { span, class, charset: self.interchange.charset(), service, releases: true };
        let is_service = tag.starts_with(b"UN");
        let places = table::places(&tag);
        if places.is_none() {
            let span = segment.span();
            let ends = |byte: &u8| {
                *byte == service.element || *byte == service.component || *byte == service.terminator
            };
            let length = span.of(bytes).iter().position(ends).unwrap_or(span.len());
            see(piece(Span::new(span.start, span.start + length), Class::Text));
        }
        if matches!(&tag, b"SRC" | b"RCI" | b"TIF") {
            self.in_head = false;
        }
        let places = places.filter(|_| self.is_known || is_service).unwrap_or_default();
        let qualifier = segment.value(1, 1).map(|value| value.code()).unwrap_or_default();
        for (position, value) in segment.walk() {
            let place =
                places.iter().find(|place| place.holds(qualifier, position.element, position.component));
            let class = place.map_or(Class::Text, |place| place.class());
            if position.component <= 3 && (self.in_head || &tag != b"TVL") {
                flights.note(tag, qualifier, position.element, position.component, value.raw());
            }
            let raw = value.raw();
            if raw.is_empty() {
                continue;
            }
            see(piece(value.span(), class));
        }
    }

    fn enter(&mut self, number: u32) {
        self.message = number;
        self.in_head = true;
        self.is_known = true;
        let message = number.checked_sub(1).and_then(|n| self.messages.get(usize_of(n)));
        let Some(message) = message else { return };
        self.is_known = message.header().is_some_and(|header| MESSAGES.contains(&header.message_type()));
    }
}
