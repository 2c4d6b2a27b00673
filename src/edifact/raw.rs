//! The raw view of an interchange, for readers that are led by a table: slices taken once, offsets only.

use std::ops::Range;

use super::frame::skip_space;
use super::interchange::Interchange;
use super::segment::Segment;
use crate::span::{u32_of, usize_of};

/// The text, the separators and the terminators of an interchange.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    pub(super) interchange: &'a Interchange<'a>,
    text: &'a [u8],
    separators: &'a [u32],
    terminators: &'a [u32],
}

/// Which bytes of a word belong to a value of a length up to four.
const MASKS: [u32; 5] = [0, 0xff, 0xffff, 0xff_ffff, u32::MAX];

impl<'a> Raw<'a> {
    /// The raw view of an interchange.
    pub(super) fn new(interchange: &'a Interchange<'a>) -> Self {
        let (separators, terminators) = (interchange.index.all(), interchange.index.terminators());
        Self { interchange, text: interchange.text(), separators, terminators }
    }

    /// The segment with an ordinal, of which the first separator and an offset not behind its tag are known; and the
    /// offset after it.
    #[inline(always)]
    pub(super) fn segment_from(&self, ordinal: u32, first: u32, from: u32) -> Option<(Segment<'a>, u32)> {
        let last = *self.terminators.get(usize_of(ordinal))?;
        let end = *self.separators.get(usize_of(last))?;
        let start = u32_of(skip_space(self.text, usize_of(from)));
        Some((Segment { interchange: self.interchange, ordinal, start, first, last }, end.wrapping_add(1)))
    }

    /// Gives each segment of a run with its words to a function. Takes and gives the first separator of the next segment and an
    /// offset not behind its tag.
    #[inline(always)]
    pub(super) fn each(
        &self,
        ordinals: Range<u32>,
        (mut first, mut from): (u32, u32),
        each: &mut impl FnMut(Segment<'a>, (u32, u32)),
    ) -> (u32, u32) {
        let Self { interchange, text, separators, terminators } = *self;
        let run = terminators.get(usize_of(ordinals.start)..).unwrap_or_default();
        for (ordinal, &last) in ordinals.zip(run) {
            let Some([tag_end, behind @ ..]) = separators.get(usize_of(first)..=usize_of(last)) else {
                break;
            };
            let end = *behind.last().unwrap_or(tag_end);
            let start = skip_space(text, usize_of(from));
            let words = words(text, start, *tag_end, behind.first().copied());
            each(Segment { interchange, ordinal, start: u32_of(start), first, last }, words);
            (first, from) = (last + 1, end.wrapping_add(1));
        }
        (first, from)
    }
}

/// Tag and first component of the first element as sent, each as one word of up to four bytes, by the offset of the tag, the
/// separator after it and the one after that, when it belongs to the segment. The tag is 0 when it is not three bytes long, or
/// fewer than eight bytes are left; the component is 0 when it is empty and all bits when it is longer than four bytes.
#[inline(always)]
fn words(text: &[u8], start: usize, tag_end: u32, next: Option<u32>) -> (u32, u32) {
    match text.get(start..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(&[a, b, c, _, d, e, f, g]) if usize_of(tag_end) == start + 3 => {
            let length = next.map_or(0, |next| usize_of(next.wrapping_sub(tag_end + 1)));
            let qualifier = u32::from_le_bytes([d, e, f, g]);
            let qualifier = MASKS.get(length).map_or(u32::MAX, |mask| qualifier & mask);
            (u32::from_le_bytes([a, b, c, 0]), qualifier)
        }
        // A tag of another length, or the end of the text.
        _ => (0, 0),
    }
}
