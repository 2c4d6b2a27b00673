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
            let Some(&end) = separators.get(usize_of(last)) else { break };
            let start = u32_of(skip_space(text, usize_of(from)));
            let segment = Segment { interchange, ordinal, start, first, last };
            each(segment, self.words(segment));
            (first, from) = (last + 1, end.wrapping_add(1));
        }
        (first, from)
    }

    /// Tag and first component of the first element as sent, each as one word of up to four bytes. The tag is 0 when it
    /// is not three bytes long, or fewer than eight bytes are left; the component is 0 when it is empty and all bits when it is longer than four bytes.
    #[inline(always)]
    fn words(&self, segment: Segment<'_>) -> (u32, u32) {
        let (start, first) = (usize_of(segment.start), usize_of(segment.first));
        if let Some(&bytes) = self.text.get(start..).and_then(|rest| rest.first_chunk::<8>())
            && let Some(&from) = self.separators.get(first)
            && from == segment.start + 3
        {
            let to = self.separators.get(first + 1).copied().unwrap_or_default();
            // Without elements the next separator belongs to the next segment.
            let length = if segment.first == segment.last { 0 } else { usize_of(to.wrapping_sub(from + 1)) };
            let [a, b, c, _, d, e, f, g] = bytes;
            let qualifier = u32::from_le_bytes([d, e, f, g]);
            let qualifier = MASKS.get(length).map_or(u32::MAX, |mask| qualifier & mask);
            return (u32::from_le_bytes([a, b, c, 0]), qualifier);
        }
        // A tag of another length, or the end of the text.
        (0, 0)
    }
}
