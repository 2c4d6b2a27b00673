//! A message of an interchange: a view of its frame.

use super::envelope::{MessageHeader, number};
use super::frame::Frame;
use super::interchange::Interchange;
use super::segment::Segment;
use super::segments::Segments;
use crate::span::{Location, Span, usize_of};

/// A message of an interchange: UNH to UNT (ISO 9735-1).
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    pub(crate) interchange: &'a Interchange<'a>,
    pub(super) frame: &'a Frame,
    pub(super) number: u32,
}

impl<'a> Message<'a> {
    /// The interchange it stands in.
    pub fn interchange(&self) -> &'a Interchange<'a> {
        self.interchange
    }

    /// Number in the interchange, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The header UNH.
    pub fn header(&self) -> Option<MessageHeader<'a>> {
        self.interchange.segment(self.frame.first).map(MessageHeader)
    }

    /// The trailer UNT, when there is one.
    pub fn trailer(&self) -> Option<Segment<'a>> {
        if !self.frame.has_trailer {
            return None;
        }
        self.interchange.segment(self.frame.end.checked_sub(1)?)
    }

    /// The group header UNG, when the message stands in a group.
    pub fn group_header(&self) -> Option<Segment<'a>> {
        let group = self.interchange.framed.groups.get(usize_of(self.frame.group?))?;
        self.interchange.segment(group.header)
    }

    /// All segments, UNH and UNT included.
    pub fn segments(&self) -> Segments<'a> {
        Segments::new(self.interchange, self.frame.first, self.frame.end)
    }

    /// The segments between UNH and UNT.
    pub fn body(&self) -> Segments<'a> {
        let end = self.frame.end - u32::from(self.frame.has_trailer);
        Segments::new(self.interchange, (self.frame.first + 1).min(end), end)
    }

    /// The number of segments from UNH to UNT, both included (what UNT 0074 claims). Two of which the first lost its terminator
    /// are two, as their sender counted them.
    pub fn segment_count(&self) -> u64 {
        u64::from(self.frame.end - self.frame.first - self.frame.empty)
    }

    /// How many segments the trailer counts that are not there; `None` when all are.
    pub(super) fn missing(&self) -> Option<usize> {
        let declared = number(self.trailer()?.unrepeated(1, 1).trim_ascii())?;
        let missing = declared.checked_sub(self.segment_count())?;
        usize::try_from(missing).ok().filter(|missing| *missing > 0)
    }

    /// How many segments there are that the trailer does not count; `None` when there are none.
    pub(super) fn surplus(&self) -> Option<usize> {
        let declared = number(self.trailer()?.unrepeated(1, 1).trim_ascii())?;
        let surplus = self.segment_count().checked_sub(declared)?;
        usize::try_from(surplus).ok().filter(|surplus| *surplus > 0)
    }

    /// The place of the message header.
    pub fn location(&self) -> Location {
        self.interchange.segment(self.frame.first).map(|segment| segment.location()).unwrap_or_default()
    }

    /// The bytes of the message in the original input.
    pub fn span(&self) -> Span {
        let first = self.interchange.segment(self.frame.first).map(|s| s.span()).unwrap_or_default();
        let last = self.interchange.segment(self.frame.end.saturating_sub(1)).map_or(first, |s| s.span());
        Span::new(first.start, last.end)
    }
}
