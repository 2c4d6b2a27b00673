//! Writing back what was read: byte for byte but for what is changed, with the counts of the envelope put right.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::frame::skip_space;
use super::interchange::Interchange;
use super::message::Message;
use super::segment::Segment;
use super::unfold::QUOTE;
use super::write::{InterchangeWriter, MessageId, Script};
use crate::error::{Error, ErrorKind};
use crate::span::{Span, u32_of, usize_of};

/// Changes to an interchange that was read: messages and segments that are left out or replaced.
///
/// Everything else is written as it was sent: UNA, blanks and line breaks between and inside segments, empty segments,
/// segments that nobody knows, faults. Only where something was left out, the counts of UNT, UNE and UNZ are those of what
/// is left (ISO 9735-1 data elements 0074, 0060 and 0036); a group of which no message is left goes with them. In a message
/// that is changed the terminators are written that were lost between two segments
/// ([`Rule::SegmentsFused`](crate::Rule::SegmentsFused)): what told that there are two may be gone.
///
/// ```
/// use paxgov::edifact::{Edits, Interchange};
/// let text = b"UNB+UNOA:4+A+B+260314:0712+1'\r\nUNH+1+PAXLST:D:05B:UN'\r\nBGM+745'\r\nXYZ+?''\r\nUNT+4+1'\r\n\
///     UNH+2+PAXLST:D:05B:UN'\r\nUNT+2+2'\r\nUNZ+2+1'\r\n";
/// let interchange = Interchange::parse(text)?;
/// let mut edits = Edits::new(&interchange);
/// let messages: Vec<_> = interchange.messages().collect();
/// edits.drop_message(&messages[1]);
/// let mut out = Vec::new();
/// edits.write_to(&mut out);
/// assert_eq!(
///     String::from_utf8_lossy(&out),
///     "UNB+UNOA:4+A+B+260314:0712+1'\r\nUNH+1+PAXLST:D:05B:UN'\r\nBGM+745'\r\nXYZ+?''\r\nUNT+4+1'\r\nUNZ+1+1'"
/// );
/// # Ok::<(), paxgov::Error>(())
/// ```
pub struct Edits<'i> {
    interchange: &'i Interchange<'i>,
    /// By the ordinal of the first segment.
    changes: BTreeMap<u32, Change>,
}

/// What becomes of a run of segments.
#[derive(Clone)]
struct Change {
    /// Ordinal after the last segment.
    end: u32,
    /// What is written instead; `None` for nothing, and then not the blanks before it either.
    with: Option<Vec<u8>>,
}

impl fmt::Debug for Edits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edits")
            .field("interchange", &self.interchange)
            .field("changes", &self.changes.len())
            .finish()
    }
}

impl<'i> Edits<'i> {
    /// No changes yet.
    pub const fn new(interchange: &'i Interchange<'i>) -> Self {
        Self { interchange, changes: BTreeMap::new() }
    }

    /// The interchange as it was read.
    pub const fn interchange(&self) -> &'i Interchange<'i> {
        self.interchange
    }

    /// True when nothing is changed: then the bytes are those that were sent.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Leaves a message out, from UNH to UNT.
    pub fn drop_message(&mut self, message: &Message<'_>) {
        self.change(message.interchange, message.frame.first, message.frame.end, None);
    }

    /// Puts another message in the place of one: what `body` writes between a header and a trailer, under the service
    /// characters and in the character set of the interchange.
    ///
    /// # Errors
    /// When a value holds a character that the interchange cannot hold; then nothing is changed.
    pub fn replace_message(
        &mut self,
        message: &Message<'_>,
        id: &MessageId<'_>,
        body: impl FnOnce(&mut InterchangeWriter<'static>),
    ) -> Result<(), Error> {
        let mut writer = InterchangeWriter::inside(self.script());
        writer.message(id, body);
        let with = writer.written()?;
        self.change(message.interchange, message.frame.first, message.frame.end, Some(with));
        Ok(())
    }

    /// Leaves a segment out, and the blanks and line breaks before it.
    pub fn drop_segment(&mut self, segment: &Segment<'_>) {
        self.change(segment.interchange, segment.ordinal, segment.ordinal + 1, None);
    }

    /// Puts another segment in the place of one; its terminator stays as it was sent.
    ///
    /// # Errors
    /// When a value holds a character that the interchange cannot hold; then nothing is changed.
    pub fn replace_segment(
        &mut self,
        segment: &Segment<'_>,
        tag: &str,
        elements: &[&[&str]],
    ) -> Result<(), Error> {
        let mut with = Vec::new();
        if !self.script().segment(tag, elements, &mut with) {
            return Err(Error::new(ErrorKind::CharacterRefused, segment.location()));
        }
        self.change(segment.interchange, segment.ordinal, segment.ordinal + 1, Some(with));
        Ok(())
    }

    /// Leaves places of a segment out, in their order; the rest of it stays byte for byte.
    pub(crate) fn cut(&mut self, segment: &Segment<'_>, places: &[Span]) {
        let (body, input) = (segment.span_of_body(), self.interchange.input());
        let mut with = Vec::new();
        let mut at = body.start;
        for place in places {
            with.extend_from_slice(Span::new(at, place.start.max(at)).of(input));
            at = place.end.max(at);
        }
        with.extend_from_slice(Span::new(at, body.end.max(at)).of(input));
        self.change(segment.interchange, segment.ordinal, segment.ordinal + 1, Some(with));
    }

    /// What can be written into the interchange. Its sender may have used small letters and the repetition separator
    /// where its syntax identifier has none; a release before them does no harm.
    fn script(&self) -> Script {
        Script {
            service: *self.interchange.service(),
            charset: self.interchange.charset(),
            lower_case: true,
            repeats: true,
            quoted: self.interchange.is_quoted(),
        }
    }

    /// Notes a change of the segments from one ordinal up to another. What belongs to another interchange changes nothing,
    /// and a segment does not undo what was said of its message.
    fn change(&mut self, of: &Interchange<'_>, first: u32, end: u32, with: Option<Vec<u8>>) {
        let is_wider = self.changes.get(&first).is_some_and(|known| known.end > end);
        if std::ptr::eq(of.text(), self.interchange.text()) && !is_wider {
            self.changes.insert(first, Change { end, with });
        }
    }

    /// Writes the interchange with its changes to the end of `out`.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        let whole = self.interchange.span();
        let input = self.interchange.input();
        let mut at = whole.start;
        for (span, with) in self.pieces() {
            out.extend_from_slice(Span::new(at, span.start).of(input));
            out.extend_from_slice(&with);
            at = span.end.max(at);
        }
        out.extend_from_slice(Span::new(at, whole.end).of(input));
    }

    /// The bytes that are replaced and by what, in their order.
    fn pieces(&self) -> Vec<(Span, Cow<'_, [u8]>)> {
        let mut runs = self.runs();
        let counts = self.counts(&mut runs);
        let replaced = runs
            .iter()
            .filter_map(|run| Some((self.bytes_of(run)?, Cow::Borrowed(run.with.unwrap_or_default()))));
        let lost = self
            .lost_terminators(&runs)
            .into_iter()
            .map(|at| (Span::new(at, at), Cow::Owned(self.terminator())));
        let mut pieces: Vec<_> = replaced.chain(counts).chain(lost).collect();
        pieces.sort_by_key(|(span, _)| (span.start, span.end));
        pieces
    }

    /// Where the terminators belong that were lost in messages in which something is changed: whoever reads what is written
    /// need not find out anew that there are two segments, when those that told it may be gone.
    fn lost_terminators(&self, runs: &[Run<'_>]) -> Vec<usize> {
        let frames = &self.interchange.framed.frames;
        // The message in which a segment stands has a run of changes.
        let is_changed = |ordinal: u32| {
            let after = frames.partition_point(|frame| frame.first <= ordinal);
            after.checked_sub(1).and_then(|n| frames.get(n)).is_some_and(|frame| {
                let from = runs.partition_point(|run| run.end <= frame.first);
                runs.get(from).is_some_and(|run| run.first < frame.end)
            })
        };
        // Of what is replaced the end is there, too.
        let stays = |ordinal: u32| {
            let after = runs.partition_point(|run| run.first <= ordinal);
            let run = after.checked_sub(1).and_then(|n| runs.get(n)).filter(|run| ordinal < run.end);
            run.is_none_or(|run| run.with.is_some() && run.end == run.first + 1)
        };
        let fused = self.interchange.fused.iter().filter(|&&ordinal| is_changed(ordinal) && stays(ordinal));
        fused
            .filter_map(|&ordinal| self.interchange.segment(ordinal))
            .map(|segment| segment.span().end)
            .collect()
    }

    /// The terminator as it is sent.
    fn terminator(&self) -> Vec<u8> {
        if self.interchange.is_quoted() {
            QUOTE.to_vec()
        } else {
            vec![self.interchange.service().terminator]
        }
    }

    /// The changed runs of segments, apart and in their order.
    fn runs(&self) -> Vec<Run<'_>> {
        let mut covered = 0;
        let mut runs = Vec::with_capacity(self.changes.len());
        for (&first, change) in &self.changes {
            if first >= covered {
                covered = change.end;
                runs.push(Run { first, end: change.end, with: change.with.as_deref() });
            }
        }
        runs
    }

    /// The bytes of a run of segments that are replaced.
    fn bytes_of(&self, run: &Run<'_>) -> Option<Span> {
        let opening = self.interchange.segment(run.first)?;
        let closing = self.interchange.segment(run.end.checked_sub(1)?)?;
        let (start, end) = (opening.span().start, closing.span().end);
        if run.with.is_some() {
            let is_segment = run.end == run.first + 1;
            return Some(Span::new(start, if is_segment { opening.span_of_body().end } else { end }));
        }
        // Blanks before it, when there is nothing else between it and the segment before.
        let before = run.first.checked_sub(1).and_then(|before| self.interchange.segment(before))?;
        let gap = Span::new(before.span().end, start);
        let bytes = gap.of(self.interchange.input());
        let is_blank = skip_space(bytes, 0) == bytes.len();
        Some(Span::new(if is_blank { gap.start.min(start) } else { start }, end))
    }

    /// The counts that are not right any more, and what they must be. The ends of groups that became empty join the runs.
    fn counts(&self, runs: &mut Vec<Run<'_>>) -> Vec<(Span, Cow<'static, [u8]>)> {
        let framed = &self.interchange.framed;
        let mut counts = Vec::new();
        let mut messages_gone = 0;
        let mut gone_of_group = vec![0_u32; framed.groups.len()];
        for message in self.interchange.messages() {
            match self.left_of(&message, runs) {
                Left::All => {}
                Left::Segments(count) => counts.push((message.trailer(), count)),
                Left::Nothing => {
                    messages_gone += 1;
                    let group = message.frame.group;
                    if let Some(gone) = group.and_then(|n| gone_of_group.get_mut(usize_of(n))) {
                        *gone += 1;
                    }
                }
            }
        }
        let mut groups_gone = 0;
        for (group, gone) in framed.groups.iter().zip(gone_of_group).filter(|(_, gone)| *gone > 0) {
            if group.messages > gone {
                let trailer = group.trailer.and_then(|ordinal| self.interchange.segment(ordinal));
                counts.push((trailer, u64::from(group.messages - gone)));
            } else {
                groups_gone += 1;
                let ends = [Some(group.header), group.trailer].into_iter().flatten();
                runs.extend(ends.map(|first| Run { first, end: first + 1, with: None }));
            }
        }
        runs.sort_by_key(|run| run.first);
        runs.dedup_by_key(|run| run.first);
        let trailer = framed.trailer.and_then(|ordinal| self.interchange.segment(ordinal));
        let (counted, gone) = match framed.groups.len() {
            0 => (framed.frames.len(), messages_gone),
            groups => (groups, groups_gone),
        };
        if gone > 0 {
            counts.push((trailer, u64::from(u32_of(counted).saturating_sub(gone))));
        }
        let counts = counts.into_iter().filter_map(|(trailer, count)| Some((trailer?, count)));
        let stands =
            |trailer: &Segment<'_>| runs.binary_search_by_key(&trailer.ordinal, |run| run.first).is_err();
        counts
            .filter(|(trailer, _)| stands(trailer))
            .filter_map(|(trailer, count)| written_count(trailer, count))
            .collect()
    }

    /// What the changes leave of a message.
    fn left_of(&self, message: &Message<'_>, runs: &[Run<'_>]) -> Left {
        let frame = message.frame;
        let from = runs.partition_point(|run| run.first < frame.first);
        let inside = runs.get(from..).unwrap_or_default();
        if let Some(whole) = inside.first().filter(|run| run.first == frame.first && run.end >= frame.end) {
            return if whole.with.is_none() { Left::Nothing } else { Left::All };
        }
        // Terminators without a segment do not count.
        let is_counted = |run: &&Run<'_>| {
            run.with.is_none() && self.interchange.segment(run.first).is_some_and(|s| s.tag_len() > 0)
        };
        let of_message = inside.iter().take_while(|run| run.first < frame.end);
        match of_message.filter(is_counted).count() {
            0 => Left::All,
            gone => Left::Segments(message.segment_count().saturating_sub(u64::from(u32_of(gone)))),
        }
    }
}

/// A changed run of segments: what is written instead, or nothing.
#[derive(Clone, Copy)]
struct Run<'e> {
    first: u32,
    end: u32,
    with: Option<&'e [u8]>,
}

/// What is left of a message.
enum Left {
    /// As many segments as before.
    All,
    /// Fewer segments.
    Segments(u64),
    /// Nothing.
    Nothing,
}

/// The bytes of the count in a trailer and the count that belongs there, as wide as it was when it has leading zeros. `None`
/// when none was sent.
fn written_count(trailer: Segment<'_>, count: u64) -> Option<(Span, Cow<'static, [u8]>)> {
    let value = trailer.present(1, 1)?;
    let (span, digits) = (value.span_of_code(), value.code());
    let width = if digits.first() == Some(&b'0') { digits.len() } else { 0 };
    (!digits.is_empty()).then(|| (span, Cow::Owned(format!("{count:0width$}").into_bytes())))
}

/// Writes the interchanges of an input back, with all that stands before, between and after them.
///
/// An interchange that is not given, such as one that cannot be read, is written as it stands.
///
/// ```
/// use paxgov::Limits;
/// use paxgov::edifact::{Edits, Interchanges, WriteBack};
/// let input = b"log 7: UNB+UNOA:4+A+B+260314:0712+1'UNH+1+PAXLST:D:05B:UN'BGM+745'UNT+3+1'UNZ+1+1'\r\n-- end\r\n";
/// let mut file = WriteBack::new(input);
/// for interchange in Interchanges::new(input, &Limits::DEFAULT).flatten() {
///     let mut edits = Edits::new(&interchange);
///     for segment in interchange.segments().filter(|segment| &segment.tag() == b"BGM") {
///         edits.drop_segment(&segment);
///     }
///     file.interchange(&edits);
/// }
/// let out = file.finish();
/// assert_eq!(out, b"log 7: UNB+UNOA:4+A+B+260314:0712+1'UNH+1+PAXLST:D:05B:UN'UNT+2+1'UNZ+1+1'\r\n-- end\r\n");
/// ```
pub struct WriteBack<'a> {
    input: &'a [u8],
    at: usize,
    out: Vec<u8>,
}

impl fmt::Debug for WriteBack<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteBack").field("read", &self.at).field("written", &self.out.len()).finish()
    }
}

impl<'a> WriteBack<'a> {
    /// Begins to write `input` back.
    pub const fn new(input: &'a [u8]) -> Self {
        Self { input, at: 0, out: Vec::new() }
    }

    /// Writes what stands before an interchange, and the interchange with its changes. The interchanges come in their order;
    /// one that stands before what was written is passed over.
    pub fn interchange(&mut self, edits: &Edits<'_>) {
        let span = edits.interchange().span();
        if span.start < self.at {
            return;
        }
        self.out.extend_from_slice(Span::new(self.at, span.start).of(self.input));
        edits.write_to(&mut self.out);
        self.at = span.end;
    }

    /// Writes what is left of the input, and gives all bytes.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.extend_from_slice(self.input.get(self.at..).unwrap_or_default());
        self.out
    }
}
