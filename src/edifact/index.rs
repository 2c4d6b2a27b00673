//! The index of separators: one pass over the bytes, everything after works on offsets.
//!
//! Blocks of 64 bytes are compared with the service characters in safe SIMD; released characters are taken out by
//! carry arithmetic (odd runs of the release character), and the offsets that remain are stored without branches on
//! the common path.
#![expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "offsets inside a block fit u32; the text is capped at u32::MAX"
)]

use fearless_simd::{Level, Simd, dispatch, prelude::*, u8x64};

use super::frame::is_space;
use super::service::ServiceString;

/// Offsets of the separators of a text, and which of them end segments.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts about the text, each for itself")]
pub(crate) struct Index {
    /// Byte offsets of all separators, ascending. Only the first `separator_count` are meant.
    separators: Vec<u32>,
    separator_count: usize,
    /// Ordinals (into the separators) of the segment terminators. Only the first `terminator_count` are meant.
    terminators: Vec<u32>,
    terminator_count: usize,
    /// For each block of the text whether a release character stands in it or in the next one.
    release_blocks: Vec<bool>,
    /// Bytes indexed so far.
    at: usize,
    /// 1 when the byte after `at` is released.
    released: u64,
    /// 1 when the byte before `at` may precede a line break (a terminator or another control byte).
    quiet: u64,
    /// A release character occurs.
    pub(crate) has_release: bool,
    /// A control byte stands somewhere else than directly after a terminator.
    pub(crate) has_stray_control: bool,
    /// A byte above 127 occurs.
    pub(crate) has_non_ascii: bool,
    /// A value begins or ends with a blank.
    pub(crate) has_edge_blank: bool,
    /// 1 when the byte before `at` is a separator inside a segment.
    inside: u64,
    /// 1 when the byte before `at` is a blank.
    after_blank: u64,
}

/// Bytes of a block.
const BLOCK: usize = 64;
/// Separators and terminators of a block that are stored without looking whether there are so many.
const USUAL_SEPARATORS: usize = 16;
const USUAL_TERMINATORS: usize = 5;
/// Room is added in steps of this many entries.
const STEP: usize = 1024;

/// The service characters, spread over vectors.
struct Needles<S: Simd> {
    component: u8x64<S>,
    element: u8x64<S>,
    repetition: u8x64<S>,
    release: u8x64<S>,
    terminator: u8x64<S>,
    blank: u8x64<S>,
    control: u8x64<S>,
    high: u8x64<S>,
    release_on: u64,
}

/// Bit masks of one block, bit n for byte n.
struct Masks {
    separators: u64,
    terminators: u64,
    releases: u64,
    controls: u64,
    blanks: u64,
    high: u64,
}

impl<S: Simd> Needles<S> {
    #[inline(always)]
    fn new(simd: S, service: &ServiceString) -> Self {
        let splat = |byte| u8x64::splat(simd, byte);
        Self {
            component: splat(service.component),
            element: splat(service.element),
            repetition: splat(service.repetition.unwrap_or(service.component)),
            release: splat(service.release.unwrap_or(0)),
            terminator: splat(service.terminator),
            blank: splat(b' '),
            control: splat(0x1f),
            high: splat(0x80),
            release_on: if service.release.is_some() { u64::MAX } else { 0 },
        }
    }

    #[inline(always)]
    fn masks(&self, simd: S, block: &[u8; BLOCK]) -> Masks {
        let bytes = u8x64::from_slice(simd, block);
        let terminators = bytes.simd_eq(self.terminator);
        let separators = bytes.simd_eq(self.element)
            | bytes.simd_eq(self.component)
            | bytes.simd_eq(self.repetition)
            | terminators;
        Masks {
            separators: separators.to_bitmask(),
            terminators: terminators.to_bitmask(),
            releases: bytes.simd_eq(self.release).to_bitmask() & self.release_on,
            controls: bytes.simd_le(self.control).to_bitmask(),
            blanks: bytes.simd_eq(self.blank).to_bitmask(),
            high: bytes.simd_ge(self.high).to_bitmask(),
        }
    }
}

/// Every other bit.
const EVEN: u64 = 0x5555_5555_5555_5555;

/// The bytes that a release character releases: those after odd runs. `carry` goes from block to block.
#[inline(always)]
fn released(mut releases: u64, carry: &mut u64) -> u64 {
    if releases == 0 {
        return std::mem::take(carry);
    }
    releases &= !*carry;
    let follows = (releases << 1) | *carry;
    let odd_starts = releases & !EVEN & !follows;
    let (ends, overflow) = odd_starts.overflowing_add(releases);
    *carry = u64::from(overflow);
    (EVEN ^ (ends << 1)) & follows
}

impl Index {
    /// Forgets everything and keeps the room.
    pub(crate) fn clear(&mut self) {
        let separators = std::mem::take(&mut self.separators);
        let terminators = std::mem::take(&mut self.terminators);
        let mut release_blocks = std::mem::take(&mut self.release_blocks);
        release_blocks.clear();
        *self = Self { separators, terminators, release_blocks, quiet: 1, ..Self::default() };
    }

    /// Forgets the separators and goes on.
    pub(crate) fn forget(&mut self) {
        self.separator_count = 0;
        self.terminator_count = 0;
        self.release_blocks.clear();
    }

    /// Number of separators.
    pub(crate) fn len(&self) -> usize {
        self.separator_count
    }

    /// Entries that fit without more memory.
    pub(super) fn capacity(&self) -> usize {
        self.separators.capacity()
    }

    /// Number of terminated segments so far.
    pub(crate) fn segment_count(&self) -> usize {
        self.terminator_count
    }

    /// Bytes indexed so far.
    pub(crate) fn indexed(&self) -> usize {
        self.at
    }

    /// The byte offset of separator `ordinal`; the end of time when there is none.
    #[inline(always)]
    pub(crate) fn separator(&self, ordinal: u32) -> u32 {
        self.separators.get(ordinal as usize).copied().unwrap_or(u32::MAX)
    }

    /// The separators from `ordinal` on.
    #[inline(always)]
    pub(crate) fn separators(&self, from: u32, to: u32) -> &[u32] {
        self.separators.get(from as usize..to as usize).unwrap_or_default()
    }

    /// All separators.
    #[inline(always)]
    pub(crate) fn all(&self) -> &[u32] {
        self.separators.get(..self.separator_count).unwrap_or_default()
    }

    /// The ordinal of the separator that ends segment `segment`.
    #[inline(always)]
    pub(crate) fn terminator(&self, segment: u32) -> Option<u32> {
        self.terminators.get(..self.terminator_count)?.get(segment as usize).copied()
    }

    /// The ordinals of the first separator and of the one that ends a segment, in an index that is [cut](Self::cut).
    #[inline(always)]
    pub(crate) fn bounds(&self, segment: u32) -> Option<(u32, u32)> {
        let &last = self.terminators.get(segment as usize)?;
        let before = self.terminators.get(segment.wrapping_sub(1) as usize);
        Some((before.map_or(0, |before| before + 1), last))
    }

    /// False when no release character stands between two offsets.
    #[inline(always)]
    pub(crate) fn may_release(&self, start: usize, end: usize) -> bool {
        self.has_release
            && (end - start > BLOCK || self.release_blocks.get(start / BLOCK).copied().unwrap_or(true))
    }

    /// The ordinals of all terminators.
    #[inline(always)]
    pub(crate) fn terminators(&self) -> &[u32] {
        self.terminators.get(..self.terminator_count).unwrap_or_default()
    }

    /// Ends an unterminated last segment at `end`, as if a terminator stood there.
    pub(crate) fn terminate_at(&mut self, end: usize) {
        // No separator stands behind the last value, so that nobody looked for blanks there.
        self.has_edge_blank = true;
        self.make_room();
        if let (Some(separator), Some(terminator)) =
            (self.separators.get_mut(self.separator_count), self.terminators.get_mut(self.terminator_count))
        {
            *separator = end as u32;
            *terminator = self.separator_count as u32;
            self.separator_count += 1;
            self.terminator_count += 1;
        }
    }

    /// Drops all separators from segment `segments` on: they belong to what follows.
    pub(crate) fn truncate(&mut self, segments: usize) {
        if segments < self.terminator_count {
            self.terminator_count = segments;
            let last = segments.checked_sub(1).and_then(|n| self.terminators.get(n));
            self.separator_count = last.map_or(0, |&ordinal| ordinal as usize + 1);
        }
    }

    /// Cuts what lies behind the counts.
    pub(crate) fn cut(&mut self) {
        self.separators.truncate(self.separator_count);
        self.terminators.truncate(self.terminator_count);
    }

    /// Cuts what lies behind the counts and gives the room back; shrinking is done in place by most allocators.
    pub(crate) fn shrink(&mut self) {
        self.cut();
        self.release_blocks.shrink_to_fit();
        self.separators.shrink_to_fit();
        self.terminators.shrink_to_fit();
    }

    #[inline(always)]
    fn make_room(&mut self) {
        if self.separators.len() < self.separator_count + 2 * BLOCK {
            self.separators.resize(self.separator_count + STEP, 0);
        }
        if self.terminators.len() < self.terminator_count + 2 * BLOCK {
            self.terminators.resize(self.terminator_count + STEP, 0);
        }
    }

    /// Indexes `text` from where the last call ended up to `until` (rounded up to a block).
    pub(crate) fn extend(&mut self, text: &[u8], until: usize, service: &ServiceString) {
        dispatch!(Level::new(), simd => self.extend_with(simd, text, until, service));
    }

    #[inline(always)]
    fn extend_with<S: Simd>(&mut self, simd: S, text: &[u8], until: usize, service: &ServiceString) {
        let needles = Needles::new(simd, service);
        let (mut stray, mut high, mut any_release) = (0_u64, 0_u64, 0_u64);
        let (mut leading, mut trailing) = (0_u64, 0_u64);
        while self.at < until && self.at < text.len() {
            let rest = text.get(self.at..).unwrap_or_default();
            let mut tail = [0; BLOCK];
            let block = rest.first_chunk::<BLOCK>().unwrap_or_else(|| {
                // What is behind the end is neither a blank nor a control byte nor a service character.
                tail = [b'A'; BLOCK];
                for (to, from) in tail.iter_mut().zip(rest) {
                    *to = *from;
                }
                &tail
            });
            let masks = needles.masks(simd, block);
            let mut valid = u64::MAX;
            if rest.len() < BLOCK {
                // Letters may be service characters all the same.
                valid = (1 << rest.len()) - 1;
            }
            let free = !released(masks.releases & valid, &mut self.released) & valid;
            let separators = masks.separators & free;
            let terminators = masks.terminators & free;
            // A control byte is quiet after a terminator or another control byte, or when it is a separator; a separator that
            // is a control byte itself quiets nothing.
            let quiet = terminators | (masks.controls & !separators);
            let calm = ((quiet << 1) | self.quiet) | separators;
            stray |= masks.controls & !calm;
            // Only what may stand between segments is really quiet: anything else would hide the tag that follows.
            let mut hushed = masks.controls & calm & !separators & valid;
            while hushed != 0 {
                let byte = block.get(hushed.trailing_zeros() as usize).copied().unwrap_or_default();
                stray |= u64::from(!is_space(byte));
                hushed &= hushed - 1;
            }
            self.quiet = quiet >> (BLOCK - 1);
            let inside = separators & !terminators;
            leading |= masks.blanks & ((inside << 1) | self.inside);
            self.inside = inside >> (BLOCK - 1);
            trailing |= separators & ((masks.blanks << 1) | self.after_blank);
            self.after_blank = masks.blanks >> (BLOCK - 1);
            high |= masks.high;
            any_release |= masks.releases;
            let has_release = masks.releases != 0;
            if let Some(before) = self.release_blocks.last_mut() {
                *before |= has_release;
            }
            self.release_blocks.push(has_release);
            self.make_room();
            self.store(separators, terminators);
            self.at += BLOCK;
        }
        self.at = self.at.min(text.len());
        self.has_release |= any_release != 0;
        self.has_stray_control |= stray != 0;
        self.has_non_ascii |= high != 0;
        self.has_edge_blank |= (leading | trailing) != 0;
    }

    /// Stores the offsets of one block. `make_room` was called.
    #[inline(always)]
    fn store(&mut self, separators: u64, terminators: u64) {
        let (Some(offsets), Some(ends)) = (
            self.separators.get_mut(self.separator_count..).and_then(|out| out.first_chunk_mut::<BLOCK>()),
            self.terminators.get_mut(self.terminator_count..).and_then(|out| out.first_chunk_mut::<BLOCK>()),
        ) else {
            return;
        };
        let base = self.at as u32;
        let mut left = separators;
        let (usual, rare) = offsets.split_at_mut(USUAL_SEPARATORS);
        for slot in usual {
            *slot = base.wrapping_add(left.trailing_zeros());
            left &= left.wrapping_sub(1);
        }
        for slot in rare {
            if left == 0 {
                break;
            }
            *slot = base.wrapping_add(left.trailing_zeros());
            left &= left.wrapping_sub(1);
        }
        let first = self.separator_count as u32;
        let ordinal = |left: u64| first + (separators & (left ^ left.wrapping_sub(1)) >> 1).count_ones();
        let mut left = terminators;
        let (usual, rare) = ends.split_at_mut(USUAL_TERMINATORS);
        for slot in usual {
            *slot = ordinal(left);
            left &= left.wrapping_sub(1);
        }
        for slot in rare {
            if left == 0 {
                break;
            }
            *slot = ordinal(left);
            left &= left.wrapping_sub(1);
        }
        self.separator_count += separators.count_ones() as usize;
        self.terminator_count += terminators.count_ones() as usize;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The oracle: one byte after the other.
    fn scalar(text: &[u8], service: &ServiceString) -> (Vec<u32>, Vec<u32>) {
        let (mut separators, mut terminators) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < text.len() {
            let byte = text[at];
            if service.release == Some(byte) {
                at += 2;
                continue;
            }
            if byte == service.terminator {
                terminators.push(separators.len() as u32);
            }
            if byte == service.terminator
                || byte == service.component
                || byte == service.element
                || service.repetition == Some(byte)
            {
                separators.push(at as u32);
            }
            at += 1;
        }
        (separators, terminators)
    }

    fn vector(text: &[u8], service: &ServiceString, chunk: usize) -> (Vec<u32>, Vec<u32>) {
        let mut index = Index::default();
        index.clear();
        let mut until = 0;
        while index.indexed() < text.len() {
            until += chunk;
            index.extend(text, until, service);
        }
        index.shrink();
        (index.separators, index.terminators)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn equals_the_scalar_oracle(text in "[+:?'*A\n]{0,400}", chunk in 1_usize..300) {
            for repetition in [None, Some(b'*')] {
                for release in [None, Some(b'?')] {
                    let service = ServiceString { release, repetition, ..ServiceString::DEFAULT };
                    prop_assert_eq!(scalar(text.as_bytes(), &service), vector(text.as_bytes(), &service, chunk));
                }
            }
        }
    }

    #[test]
    fn flags_tell_of_releases_controls_and_high_bytes() {
        let flags = |text: &[u8]| {
            let mut index = Index::default();
            index.clear();
            index.extend(text, text.len(), &ServiceString::DEFAULT);
            (index.has_release, index.has_stray_control, index.has_non_ascii, index.has_edge_blank)
        };
        assert_eq!(flags(b"UNB+A'\r\nUNH+B'\r\n"), (false, false, false, false));
        assert_eq!(flags(b"UNB+A'\r\nUN\nH+B'\r\n"), (false, true, false, false));
        assert_eq!(flags(b"UNB+A?+'"), (true, false, false, false));
        assert_eq!(flags("UNB+Ä'".as_bytes()), (false, false, true, false));
        assert_eq!(flags(b"UNB+ A' UNH+B'"), (false, false, false, true));
        assert_eq!(flags(b"UNB+A A' UNH+B'"), (false, false, false, false));
        assert_eq!(flags(b"UNB+A 'UNH+B'"), (false, false, false, true));
    }
}
