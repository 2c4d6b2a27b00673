//! Borrowed views of segments and values: offsets into the text, nothing is copied until it is read.

use std::borrow::Cow;
use std::fmt;

use super::interchange::Interchange;
use crate::span::{Location, Span, u32_of, usize_of};

/// A segment tag: three bytes, capitals.
pub type Tag = [u8; 3];

/// Where a value stands in its segment. Elements and components count from 1, repetitions from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Number of the data element after the tag; 0 is the tag itself (explicit nesting).
    pub element: u16,
    /// Number of the repetition of that element, from 0.
    pub repetition: u16,
    /// Number of the component.
    pub component: u16,
}

/// A segment of an interchange (ISO 9735-1): a tag and the values after it.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    pub(super) interchange: &'a Interchange<'a>,
    /// Ordinal in the interchange, from 0.
    pub(super) ordinal: u32,
    /// Byte offset of the tag.
    pub(super) start: u32,
    /// Ordinal of the first separator after the tag.
    pub(super) first: u32,
    /// Ordinal of the terminator.
    pub(super) last: u32,
}

impl<'a> Segment<'a> {
    /// The tag in capitals; bytes that are missing are 0.
    #[inline]
    pub fn tag(&self) -> Tag {
        let text = self.interchange.text();
        let start = usize_of(self.start);
        match text.get(start..start + 3) {
            Some(&[a, b, c]) if self.tag_len() == 3 => {
                [a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]
            }
            _ => [0; 3],
        }
    }

    /// The first component of the first element, blanks cut.
    #[inline]
    pub(crate) fn qualifier(&self) -> &'a [u8] {
        if self.first >= self.last {
            return &[];
        }
        self.interchange.value(self.first).code()
    }

    /// True when the first value after the tag is that of element 1, and not a number of explicit nesting (ISO 9735 version 1).
    #[inline]
    pub(crate) fn opens_with_element(&self) -> bool {
        self.interchange.is_element(self.first)
    }

    /// Bytes of the tag as sent.
    #[inline]
    pub(crate) fn tag_len(&self) -> u32 {
        self.interchange.index.separator(self.first).saturating_sub(self.start)
    }

    /// The tag as sent, of any length.
    pub(crate) fn sent_tag(&self) -> &'a [u8] {
        let (start, length) = (usize_of(self.start), usize_of(self.tag_len()));
        self.interchange.text().get(start..start + length).unwrap_or_default()
    }

    /// Ordinal of the segment in the interchange, from 0.
    pub fn ordinal(&self) -> u32 {
        self.ordinal
    }

    /// The bytes of the segment with its terminator, after unfolding.
    pub fn raw(&self) -> &'a [u8] {
        let end = usize_of(self.interchange.index.separator(self.last)) + 1;
        let text = self.interchange.text();
        text.get(usize_of(self.start)..end.min(text.len())).unwrap_or_default()
    }

    /// The bytes of the segment in the original input, with its terminator if that was sent.
    pub fn span(&self) -> Span {
        let end = usize_of(self.interchange.index.separator(self.last)) + 1;
        self.interchange.original(usize_of(self.start), end.min(self.interchange.text().len()))
    }

    /// The bytes of the segment in the original input without its terminator.
    pub(crate) fn span_of_body(&self) -> Span {
        let end = usize_of(self.interchange.index.separator(self.last));
        self.interchange.original(usize_of(self.start), end.min(self.interchange.text().len()))
    }

    /// Its bytes in the text without its terminator.
    pub(super) fn span_in_text(&self) -> Span {
        Span::new(usize_of(self.start), usize_of(self.interchange.index.separator(self.last)))
    }

    /// True when a separator stands behind what is sent as its tag.
    pub(super) fn tag_ends_with(&self, separator: u8) -> bool {
        let at = usize_of(self.interchange.index.separator(self.first));
        self.interchange.text().get(at) == Some(&separator)
    }

    /// True when its terminator was not sent and the next segment follows at once.
    pub(super) fn is_fused(&self) -> bool {
        let end = usize_of(self.interchange.index.separator(self.last));
        let text = self.interchange.text();
        end > 0
            && end < text.len()
            && self.interchange.original(end - 1, end) == self.interchange.original(end, end + 1)
    }

    /// The place of the segment.
    pub fn location(&self) -> Location {
        self.interchange.locate_segment(self.ordinal, self.tag(), self.span())
    }

    /// The value at an element and component, both from 1; the first repetition.
    #[inline]
    pub fn value(&self, element: u16, component: u16) -> Option<Value<'a>> {
        self.interchange.find(self.first, self.last, element, component)
    }

    /// The value at an element and component when something was sent there.
    #[inline]
    pub(crate) fn present(&self, element: u16, component: u16) -> Option<Value<'a>> {
        self.value(element, component).filter(|value| !value.is_empty())
    }

    /// The values in their order, with their positions.
    #[inline]
    pub fn walk(&self) -> Walk<'a> {
        Walk {
            interchange: self.interchange,
            ordinal: self.first,
            last: self.last,
            at: Position { element: 0, repetition: 0, component: 1 },
        }
    }

    /// The bytes of a component where the repetition separator is data, as in the identifications of UNB and UNG.
    pub(crate) fn unrepeated(&self, element: u16, component: u16) -> &'a [u8] {
        let service = self.interchange.service();
        let text = self.interchange.text();
        let (mut e, mut c) = (0, 1);
        let mut start = None;
        for &offset in self.interchange.index.separators(self.first, self.last + 1) {
            let at = usize_of(offset);
            let byte = text.get(at).copied().unwrap_or(service.terminator);
            if service.repetition == Some(byte) && byte != service.terminator {
                continue;
            }
            if let Some(start) = start {
                return text.get(start..at.min(text.len())).unwrap_or_default();
            }
            if byte == service.element {
                e += 1;
                c = 1;
            } else {
                c += 1;
            }
            if (e, c) == (element, component) {
                start = Some(at + 1);
            }
        }
        &[]
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Segment({})", self.location())
    }
}

impl PartialEq for Segment<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.interchange, other.interchange) && self.ordinal == other.ordinal
    }
}

/// The values of a segment in their order.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    interchange: &'a Interchange<'a>,
    ordinal: u32,
    last: u32,
    at: Position,
}

impl<'a> Iterator for Walk<'a> {
    type Item = (Position, Value<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.ordinal >= self.last {
            return None;
        }
        let ordinal = self.ordinal;
        let byte = self.interchange.byte_at(self.interchange.index.separator(ordinal));
        let service = self.interchange.service();
        if byte == service.element {
            self.at.element = self.at.element.saturating_add(1);
            self.at.repetition = 0;
            self.at.component = 1;
        } else if byte == service.component {
            self.at.component = self.at.component.saturating_add(1);
        } else {
            self.at.repetition = self.at.repetition.saturating_add(1);
            self.at.component = 1;
        }
        self.ordinal += 1;
        Some((self.at, self.interchange.value(ordinal)))
    }
}

/// A value of a segment: raw bytes until it is read.
///
/// [`Value::text`] releases and decodes; it may hold text of a traveller, so `Debug` shows only the place.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    pub(super) interchange: &'a Interchange<'a>,
    /// Offset of its first byte.
    pub(super) start: u32,
    /// Offset of the separator after it.
    pub(super) end: u32,
}

impl<'a> Value<'a> {
    #[inline]
    fn range(&self) -> (usize, usize) {
        (usize_of(self.start), usize_of(self.end))
    }

    /// Ordinal of the separator after the value.
    fn next(&self) -> u32 {
        u32_of(self.interchange.index.all().partition_point(|&at| at < self.end))
    }

    /// The service character after the value.
    pub(super) fn ended_by(&self) -> u8 {
        self.interchange.byte_at(self.end)
    }

    /// The bytes as sent (after unfolding), releases included.
    #[inline]
    pub fn raw(&self) -> &'a [u8] {
        let (start, end) = self.range();
        self.interchange.text().get(start..end).unwrap_or_default()
    }

    /// The value and the components after it in the same element, as one text: free text whose sender forgot to
    /// release the separator.
    pub fn rest_of_element(&self) -> Cow<'a, str> {
        let index = &self.interchange.index;
        let component = self.interchange.service().component;
        let (start, mut end) = self.range();
        let mut next = self.next();
        while self.interchange.byte_at(index.separator(next)) == component
            && index.separator(next) != u32::MAX
        {
            next += 1;
            end = usize_of(index.separator(next));
        }
        self.interchange.decode(self.interchange.text().get(start..end).unwrap_or_default().trim_ascii())
    }

    /// The value and everything after it in the segment, as one text.
    pub fn rest_of_segment(&self) -> Cow<'a, str> {
        let index = &self.interchange.index;
        let (start, _) = self.range();
        let terminator = self.interchange.service().terminator;
        let mut next = self.next();
        while self.interchange.byte_at(index.separator(next)) != terminator {
            next += 1;
        }
        let end = usize_of(index.separator(next));
        self.interchange.decode(self.interchange.text().get(start..end).unwrap_or_default().trim_ascii())
    }

    /// True when nothing stands between the separators.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// True when nothing stands between the separators, or only blanks.
    #[inline]
    pub fn is_blank(&self) -> bool {
        self.raw().iter().all(|b| *b == b' ')
    }

    /// The value as text: released, decoded by the interchange's character set, blanks at both ends cut.
    #[inline]
    pub fn text(&self) -> Cow<'a, str> {
        let (start, end) = self.range();
        self.interchange.plain_text(start, end).map_or_else(|| self.decoded(), Cow::Borrowed)
    }

    #[cold]
    fn decoded(&self) -> Cow<'a, str> {
        self.interchange.decode(self.raw().trim_ascii())
    }

    /// The bytes with blanks at both ends cut and **not** released; enough for codes and numbers.
    #[inline]
    pub fn code(&self) -> &'a [u8] {
        self.raw().trim_ascii()
    }

    /// The bytes in the original input.
    pub fn span(&self) -> Span {
        let (start, end) = self.range();
        self.interchange.original(start, end)
    }

    /// The bytes of [`code`](Self::code) in the original input.
    pub(super) fn span_of_code(&self) -> Span {
        let start = self.range().0 + self.raw().len() - self.raw().trim_ascii_start().len();
        self.interchange.original(start, start + self.code().len())
    }

    /// The place of the value.
    pub fn location(&self) -> Location {
        self.interchange.locate_value(self.next().saturating_sub(1))
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({})", self.location())
    }
}
