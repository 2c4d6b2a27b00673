//! A run of segments as an input of nom: a small `Copy` type over the index.

use std::iter::Enumerate;

use nom::{IResult, Input, Needed, Parser};

use super::interchange::Interchange;
use super::segment::{Segment, Tag};

/// Segments of an interchange, from one ordinal up to another. Implements [`nom::Input`] with [`Segment`] as item,
/// so that groups are read with nom's combinators.
#[derive(Clone, Copy, Debug)]
pub struct Segments<'a> {
    pub(super) interchange: &'a Interchange<'a>,
    pub(super) at: u32,
    pub(super) end: u32,
}

impl PartialEq for Segments<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.interchange, other.interchange) && (self.at, self.end) == (other.at, other.end)
    }
}

impl<'a> Segments<'a> {
    /// Number of segments left.
    pub fn len(&self) -> usize {
        crate::span::usize_of(self.end.saturating_sub(self.at))
    }

    /// True when no segment is left.
    pub fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    /// The first segment.
    #[inline]
    pub fn first(&self) -> Option<Segment<'a>> {
        if self.is_empty() { None } else { self.interchange.segment(self.at) }
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    #[inline]
    fn next(&mut self) -> Option<Segment<'a>> {
        let first = self.first()?;
        self.at += 1;
        Some(first)
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
        let end = self.at.saturating_add(crate::span::u32_of(index)).min(self.end);
        Self { end, ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        let at = self.at.saturating_add(crate::span::u32_of(index)).min(self.end);
        Self { at, ..*self }
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
pub fn any_segment(mut input: Segments<'_>) -> IResult<Segments<'_>, Segment<'_>> {
    let before = input;
    match input.next() {
        Some(segment) => Ok((input, segment)),
        None => Err(nom::Err::Error(nom::error::Error::new(before, nom::error::ErrorKind::Eof))),
    }
}
