//! Framing: which segments belong to which message and group, before any of them is read. A damaged trailer costs
//! only itself; framing goes on at the next header.

use super::index::Index;
use super::segment::Tag;
use super::service::ServiceString;
use crate::error::ErrorKind;
use crate::finding::Rule;
use crate::limits::Limits;
use crate::span::{u32_of, usize_of};

/// Most bytes indexed before the new segments are framed.
const CHUNK: usize = 16 << 10;
/// Bytes of the first chunk; chunks double, so that many short interchanges do not cost a long look ahead each.
const FIRST_CHUNK: usize = 512;

/// A message as a range of segments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Ordinal of UNH.
    pub(super) first: u32,
    /// Ordinal after the last segment.
    pub(super) end: u32,
    /// True when the last segment is UNT.
    pub(super) has_trailer: bool,
    /// Terminators without a segment in it; they do not count.
    pub(super) empty: u32,
    /// Index of the group it stands in.
    pub(super) group: Option<u32>,
}

/// A functional group.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroupFrame {
    /// Ordinal of UNG.
    pub(super) header: u32,
    /// Ordinal of UNE.
    pub(super) trailer: Option<u32>,
    /// Messages counted in it.
    pub(super) messages: u32,
}

/// The frames of one interchange.
#[derive(Debug, Default)]
pub(super) struct Framed {
    pub(super) header: Option<u32>,
    pub(super) trailer: Option<u32>,
    pub(super) frames: Vec<Frame>,
    pub(super) groups: Vec<GroupFrame>,
    /// Findings by segment.
    pub(super) notes: Vec<(Rule, u32)>,
    /// Byte after the interchange.
    pub(super) end: usize,
    /// The next interchange began before a trailer.
    pub(super) ended_early: bool,
    group_open: Option<u32>,
    message_open: bool,
    single_messages: bool,
}

/// True for what may stand between segments: blanks, line breaks and the control bytes of Type B.
#[inline(always)]
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 1..=3)
}

/// The offset of the first byte at or after `from` that can begin a segment.
#[inline(always)]
pub(super) fn skip_space(text: &[u8], from: usize) -> usize {
    let mut at = from;
    while text.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
    }
    at
}

/// The tag at `start`, of which the next separator is `end`; folded tags are read across the line breaks.
#[inline(always)]
fn tag_at(text: &[u8], start: usize, end: usize) -> Option<Tag> {
    let bytes = text.get(start..end)?;
    if let &[a, b, c] = bytes {
        return Some([a, b, c]);
    }
    if bytes.len() > 12 {
        return None;
    }
    let mut letters = bytes.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n'));
    let tag = [letters.next()?, letters.next()?, letters.next()?];
    letters.next().is_none().then_some(tag)
}

/// What a byte can be in a tag that is no service segment: 1 the first of it, 2 another one.
#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "evaluated at compile time; a byte has a place"
)]
const IN_TAG: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = b'0';
    while byte <= b'Z' {
        if byte.is_ascii_digit() || byte == b'U' {
            table[byte as usize] = 2;
        } else if byte.is_ascii_uppercase() {
            table[byte as usize] = 3;
        }
        byte += 1;
    }
    table
};

/// True for three capitals or digits that are no service segment.
#[inline(always)]
fn is_plain(&[a, b, c]: &[u8; 3]) -> bool {
    let of = |byte: u8| IN_TAG.get(usize::from(byte)).copied().unwrap_or(0);
    of(a) & 1 & (of(b) >> 1) & (of(c) >> 1) != 0
}

/// Goes over the segments of an open message as long as their tags are sound and no budget is exceeded: there is nothing to
/// note about them. Takes and gives the next segment, the offset where it may begin and its first separator.
#[inline(always)]
fn plain_run(text: &[u8], index: &Index, limits: &Limits, next: (u32, usize, u32)) -> (u32, usize, u32) {
    let (mut segment, mut from, mut first) = next;
    let (separators, terminators) = (index.all(), index.terminators());
    let most = limits.segments.min(terminators.len());
    for &terminator in terminators.get(usize_of(segment)..most).unwrap_or_default() {
        let start = skip_space(text, from);
        let (Some(&end), Some(&tag_end)) =
            (separators.get(usize_of(terminator)), separators.get(usize_of(first)))
        else {
            break;
        };
        let end = usize_of(end);
        let Some(tag) = text.get(start..).and_then(|rest| rest.first_chunk::<3>()) else { break };
        if usize_of(tag_end) != start + 3
            || !is_plain(tag)
            || end > limits.interchange_bytes
            || end - start > limits.segment_bytes
        {
            break;
        }
        segment += 1;
        from = end + 1;
        first = terminator + 1;
    }
    (segment, from, first)
}

impl Framed {
    /// Frames the interchange at the start of `text`, filling `index` as far as the interchange goes.
    pub(super) fn read(
        text: &[u8],
        service: &ServiceString,
        limits: &Limits,
        index: &mut Index,
    ) -> Result<Self, (ErrorKind, usize)> {
        let mut framed = Self::default();
        index.clear();
        let mut segment = 0_u32;
        let mut from = 0;
        let mut first = 0_u32;
        let mut chunk = FIRST_CHUNK;
        loop {
            let more = index.indexed() < text.len();
            if more {
                index.extend(text, index.indexed() + chunk, service);
                chunk = (2 * chunk).min(CHUNK);
            } else {
                framed.finish_text(text, index, from);
            }
            if framed.message_open {
                (segment, from, first) = plain_run(text, index, limits, (segment, from, first));
            }
            let last = index.segment_count();
            while usize_of(segment) < last {
                let Some(terminator) = index.terminator(segment) else {
                    break;
                };
                let end = usize_of(index.separator(terminator));
                let start = skip_space(text, from);
                if !framed.take(text, index, segment, start, first) {
                    // What stands here belongs to the next interchange.
                    index.truncate(usize_of(segment));
                    framed.end = from;
                    framed.ended_early = true;
                    framed.close(segment);
                    return Ok(framed);
                }
                if let Some(kind) = framed.exceeded(limits, segment, start, end) {
                    return Err((kind, end.min(text.len())));
                }
                segment += 1;
                from = end + 1;
                first = terminator + 1;
                if framed.trailer.is_some() {
                    index.truncate(usize_of(segment));
                    framed.end = from.min(text.len());
                    framed.close(segment);
                    return Ok(framed);
                }
                if framed.message_open {
                    (segment, from, first) = plain_run(text, index, limits, (segment, from, first));
                }
            }
            if !more {
                if segment == 0 {
                    return Err((ErrorKind::NoTerminator, text.len()));
                }
                framed.end = text.len();
                framed.close(segment);
                return Ok(framed);
            }
            if index.indexed().saturating_sub(from) > limits.segment_bytes.saturating_add(CHUNK) {
                let kind = if segment == 0 {
                    ErrorKind::NoTerminator
                } else {
                    ErrorKind::LimitExceeded { what: "bytes of a segment", limit: limits.segment_bytes }
                };
                // The place is where scanning stopped: whoever goes on begins there, so that no byte is scanned twice.
                return Err((kind, index.indexed().min(text.len())));
            }
        }
    }

    /// At the end of the text: a last segment without terminator is still a segment.
    fn finish_text(&mut self, text: &[u8], index: &mut Index, from: usize) {
        let last = index.segment_count().checked_sub(1).and_then(|n| index.terminator(u32_of(n)));
        let rest_from = skip_space(text, last.map_or(from, |ordinal| usize_of(index.separator(ordinal)) + 1));
        let rest = text.get(rest_from..).unwrap_or_default();
        let segments = index.segment_count();
        if rest.trim_ascii_end().is_empty() || segments == 0 {
            return;
        }
        self.notes.push((Rule::Unterminated, u32_of(segments)));
        index.terminate_at(text.len());
    }

    /// The budget that a segment exceeds.
    fn exceeded(&self, limits: &Limits, segment: u32, start: usize, end: usize) -> Option<ErrorKind> {
        let over = |what, limit| Some(ErrorKind::LimitExceeded { what, limit });
        if end > limits.interchange_bytes {
            over("bytes of an interchange", limits.interchange_bytes)
        } else if usize_of(segment) >= limits.segments {
            over("segments", limits.segments)
        } else if end.saturating_sub(start) > limits.segment_bytes {
            over("bytes of a segment", limits.segment_bytes)
        } else if self.frames.len() > limits.messages {
            over("messages", limits.messages)
        } else {
            None
        }
    }

    /// Takes one segment; false when it opens another interchange.
    fn take(&mut self, text: &[u8], index: &Index, segment: u32, start: usize, first: u32) -> bool {
        let tag_end = usize_of(index.separator(first));
        if text.get(start..tag_end).and_then(|tag| tag.first_chunk::<3>()).is_some_and(is_plain)
            && tag_end == start + 3
        {
            if !self.message_open {
                self.notes.push((Rule::SegmentOutside, segment));
            }
            return true;
        }
        self.take_unusual(text, segment, start, tag_end)
    }

    /// Service segments and damaged tags.
    fn take_unusual(&mut self, text: &[u8], segment: u32, start: usize, tag_end: usize) -> bool {
        if tag_end <= start {
            self.notes.push((Rule::EmptySegment, segment));
            if let Some(frame) = self.frames.last_mut().filter(|_| self.message_open) {
                frame.empty += 1;
            }
            return true;
        }
        let Some(tag) = tag_at(text, start, tag_end) else {
            self.notes.push((Rule::TagDamaged, segment));
            return true;
        };
        let upper = tag.map(|b| b.to_ascii_uppercase());
        if !upper.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
            self.notes.push((Rule::TagDamaged, segment));
        } else if upper != tag {
            self.notes.push((Rule::TagLowerCase, segment));
        }
        match &upper {
            b"UNA" => return segment == 0,
            b"UNB" if segment == 0 => self.header = Some(segment),
            b"UNB" => return false,
            b"UNZ" => {
                self.end_message(segment);
                self.end_group(None);
                self.trailer = Some(segment);
            }
            b"UNG" => {
                self.end_message(segment);
                self.end_group(None);
                if self.single_messages {
                    self.notes.push((Rule::GroupsMixed, segment));
                }
                self.group_open = Some(u32_of(self.groups.len()));
                self.groups.push(GroupFrame { header: segment, trailer: None, messages: 0 });
            }
            b"UNE" => {
                self.end_message(segment);
                if self.group_open.is_some() {
                    self.end_group(Some(segment));
                } else {
                    self.notes.push((Rule::SegmentOutside, segment));
                }
            }
            b"UNH" => {
                self.end_message(segment);
                if self.group_open.is_none() {
                    if !self.groups.is_empty() && !self.single_messages {
                        self.notes.push((Rule::GroupsMixed, segment));
                    }
                    self.single_messages = true;
                }
                if let Some(group) = self.group_open.and_then(|n| self.groups.get_mut(usize_of(n))) {
                    group.messages += 1;
                }
                let group = self.group_open;
                self.frames.push(Frame {
                    first: segment,
                    end: segment + 1,
                    has_trailer: false,
                    empty: 0,
                    group,
                });
                self.message_open = true;
            }
            b"UNT" if self.message_open => {
                self.message_open = false;
                if let Some(frame) = self.frames.last_mut() {
                    frame.end = segment + 1;
                    frame.has_trailer = true;
                }
            }
            _ if !self.message_open => self.notes.push((Rule::SegmentOutside, segment)),
            _ => {}
        }
        true
    }

    /// Ends an open message before `segment`: its trailer is missing.
    fn end_message(&mut self, segment: u32) {
        if std::mem::take(&mut self.message_open)
            && let Some(frame) = self.frames.last_mut()
        {
            frame.end = segment;
            self.notes.push((Rule::UntMissing, frame.first));
        }
    }

    fn end_group(&mut self, trailer: Option<u32>) {
        if let Some(group) = self.group_open.take().and_then(|n| self.groups.get_mut(usize_of(n))) {
            group.trailer = trailer;
            if trailer.is_none() {
                self.notes.push((Rule::UneMissing, group.header));
            }
        }
    }

    /// Ends everything that is still open before `segment`.
    fn close(&mut self, segment: u32) {
        self.end_message(segment);
        self.end_group(None);
    }
}
