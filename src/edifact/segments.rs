//! A run of segments as an input of nom: a small `Copy` type over the index.

use std::iter::Enumerate;

use nom::{IResult, Input, Needed, Parser};

use super::interchange::Interchange;
use super::raw::Raw;
use super::segment::{Segment, Tag};
use crate::span::{u32_of, usize_of};

/// Segments of an interchange, from one ordinal up to another. Implements [`nom::Input`] with [`Segment`] as item,
/// so that groups are read with nom's combinators.
#[derive(Clone, Copy, Debug)]
pub struct Segments<'a> {
    raw: Raw<'a>,
    at: u32,
    end: u32,
    /// Ordinal of the first separator of the segment at `at`; it is carried along so that stepping is cheap.
    first: u32,
    /// Offset after the terminator before it.
    from: u32,
}

impl PartialEq for Segments<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.raw.interchange, other.raw.interchange)
            && (self.at, self.end) == (other.at, other.end)
    }
}

impl<'a> Segments<'a> {
    /// The segments from one ordinal up to another.
    pub(super) fn new(interchange: &'a Interchange<'a>, at: u32, end: u32) -> Self {
        let before = at.checked_sub(1).and_then(|previous| interchange.index.terminator(previous));
        let from = before.map_or(0, |terminator| interchange.index.separator(terminator).saturating_add(1));
        Self {
            raw: Raw::new(interchange),
            at,
            end,
            first: before.map_or(0, |terminator| terminator + 1),
            from,
        }
    }

    /// Number of segments left.
    pub fn len(&self) -> usize {
        usize_of(self.end.saturating_sub(self.at))
    }

    /// True when no segment is left.
    pub fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    /// The first segment.
    #[inline]
    pub fn first(&self) -> Option<Segment<'a>> {
        Iterator::next(&mut { *self })
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Segment<'a>> {
        if self.is_empty() {
            return None;
        }
        let (segment, after) = self.raw.segment_from(self.at, self.first, self.from)?;
        self.at += 1;
        self.first = segment.last + 1;
        self.from = after;
        Some(segment)
    }
}

impl<'a> Input for Segments<'a> {
    type Item = Segment<'a>;
    type Iter = Self;
    type IterIndices = Enumerate<Self>;

    fn input_len(&self) -> usize {
        self.len()
    }

    fn take(&self, index: usize) -> Self {
        let end = self.at.saturating_add(u32_of(index)).min(self.end);
        Self { end, ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        let at = self.at.saturating_add(u32_of(index)).min(self.end);
        Self::new(self.raw.interchange, at, self.end)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        let mut rest = *self;
        Iterator::position(&mut rest, predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        *self
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.into_iter().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.len() { Ok(count) } else { Err(Needed::new(count - self.len())) }
    }
}

/// A nom parser of one segment with the given tag.
pub fn segment<'a>(
    tag: Tag,
) -> impl Parser<Segments<'a>, Output = Segment<'a>, Error = nom::error::Error<Segments<'a>>> {
    move |mut input: Segments<'a>| -> IResult<Segments<'a>, Segment<'a>> {
        let before = input;
        match input.next() {
            Some(segment) if segment.tag() == tag => Ok((input, segment)),
            _ => Err(nom::Err::Error(nom::error::Error::new(before, nom::error::ErrorKind::Tag))),
        }
    }
}

/// A nom parser of one segment, whatever its tag.
///
/// # Errors
/// A recoverable error of nom when no segment is left.
#[inline(always)]
pub fn any_segment(mut input: Segments<'_>) -> IResult<Segments<'_>, Segment<'_>> {
    let before = input;
    match input.next() {
        Some(segment) => Ok((input, segment)),
        None => Err(nom::Err::Error(nom::error::Error::new(before, nom::error::ErrorKind::Eof))),
    }
}

/// A nom parser of all segments that are left, each of them given to a function with its tag and its qualifier as words (see
/// `Raw::words`). It never fails.
pub(crate) fn each_segment<'a>(
    mut each: impl FnMut(Segment<'a>, (u32, u32)),
) -> impl Parser<Segments<'a>, Output = (), Error = nom::error::Error<Segments<'a>>> {
    move |input: Segments<'a>| -> IResult<Segments<'a>, ()> {
        let Segments { raw, at, end, .. } = input;
        let rest = raw.each(at..end, (input.first, input.from), &mut each);
        Ok((Segments { at: end.max(at), first: rest.0, from: rest.1, ..input }, ()))
    }
}
