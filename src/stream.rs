//! A plain adapter over [`std::io::Read`]: interchanges one by one, in bounded memory. Beside the pure core, which only
//! sees bytes.

use std::io::{self, Read};
use std::ops::ControlFlow;

use crate::edifact::{Interchange, Room, has_opening};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::span::{Location, Span};

/// Bytes asked of the source at a time.
const CHUNK: usize = 256 << 10;
/// Bytes kept when no opening is found: the beginning of one may stand there.
const TAIL: usize = 128;

/// An interchange of a stream.
#[derive(Debug)]
#[non_exhaustive]
pub struct Streamed<'r> {
    /// The interchange, or why it could not be read.
    pub interchange: Result<Interchange<'r>, Error>,
    /// Offset in the stream of the bytes in which places count.
    pub offset: u64,
}

/// Reads interchanges from a source in bounded memory: a buffer that holds one interchange and what was read ahead.
///
/// An interchange larger than its budget ([`Limits::interchange_bytes`]) is an error, and the next one is read.
///
/// ```
/// use std::ops::ControlFlow;
/// let text = "UNB+UNOA:4+A+B+260314:0712+1'UNH+1+PAXLST:D:05B:UN'UNT+2+1'UNZ+1+1'\n".repeat(3);
/// let mut read = 0;
/// paxgov::stream::Reader::new(text.as_bytes(), paxgov::Limits::DEFAULT).read_each(|streamed| {
///     read += usize::from(streamed.interchange.is_ok());
///     ControlFlow::<()>::Continue(())
/// })?;
/// assert_eq!(read, 3);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    source: R,
    limits: Limits,
    buffer: Vec<u8>,
    /// Bytes of the buffer that were given out.
    used: usize,
    /// Offset of the buffer in the stream.
    offset: u64,
    at_end: bool,
    room: Option<Room>,
}

impl<R: Read> Reader<R> {
    /// A reader over a source.
    pub const fn new(source: R, limits: Limits) -> Self {
        Self { source, limits, buffer: Vec::new(), used: 0, offset: 0, at_end: false, room: None }
    }

    /// Bytes of the buffer: what the reader holds at most at a time.
    pub fn capacity(&self) -> usize {
        self.buffer.capacity()
    }

    /// Gives each interchange to `look`, until the source ends or `look` breaks; then the value of the break is given back.
    ///
    /// # Errors
    /// When the source fails. What was complete before was given out.
    pub fn read_each<B>(
        &mut self,
        mut look: impl FnMut(Streamed<'_>) -> ControlFlow<B>,
    ) -> io::Result<Option<B>> {
        // While an interchange that is too large is passed over, its messages are no openings.
        let mut gave_up = false;
        loop {
            let pending = self.buffer.get(self.used..).unwrap_or_default();
            if !has_opening(pending, !gave_up) {
                if self.at_end {
                    return Ok(None);
                }
                self.used = self.buffer.len().saturating_sub(TAIL).max(self.used);
                self.more()?;
                continue;
            }
            let parsed = Interchange::parse_in(pending, &self.limits, self.room.get_or_insert_default());
            let is_whole = match &parsed {
                Ok(interchange) => interchange.is_complete(),
                Err(error) => matches!(error.kind(), ErrorKind::LimitExceeded { .. }),
            };
            if !is_whole && !self.at_end {
                if pending.len() > self.limits.interchange_bytes {
                    let kind = ErrorKind::LimitExceeded {
                        what: "bytes of an interchange",
                        limit: self.limits.interchange_bytes,
                    };
                    let at = Location::bytes(Span::new(0, pending.len()));
                    let streamed = Streamed { interchange: Err(Error::new(kind, at)), offset: self.start() };
                    let flow = look(streamed);
                    self.used = self.buffer.len().saturating_sub(TAIL);
                    gave_up = true;
                    if let ControlFlow::Break(value) = flow {
                        return Ok(Some(value));
                    }
                    continue;
                }
                drop(parsed);
                self.more()?;
                continue;
            }
            let offset = self.start();
            let end = match &parsed {
                Ok(interchange) => interchange.span().end,
                Err(error) => error.location().span.end,
            };
            gave_up = parsed.is_err();
            let flow = look(Streamed { interchange: parsed, offset });
            self.used += end.clamp(1, self.buffer.len() - self.used);
            if let ControlFlow::Break(value) = flow {
                return Ok(Some(value));
            }
        }
    }

    fn start(&self) -> u64 {
        self.offset.saturating_add(u64::try_from(self.used).unwrap_or(u64::MAX))
    }

    /// Drops what was given out and reads on: at least a chunk, and as much again as is pending, so that a large interchange
    /// is not looked at for each chunk.
    fn more(&mut self) -> io::Result<()> {
        self.offset = self.start();
        self.buffer.drain(..self.used);
        self.used = 0;
        let wanted = self.buffer.len().max(CHUNK);
        let limit = u64::try_from(wanted).unwrap_or(u64::MAX);
        let read = self.source.by_ref().take(limit).read_to_end(&mut self.buffer)?;
        self.at_end = read < wanted;
        Ok(())
    }
}
