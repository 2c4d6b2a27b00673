//! Places in the input: byte ranges, and the segment, element and component they belong to.

use std::fmt;

use serde::Serialize;

/// A half-open range of bytes in the **original** input, before any unfolding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// A range from `start` up to but not including `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True when the range holds no byte.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The bytes of this range in `input`, empty when the range lies outside.
    pub fn of(self, input: &[u8]) -> &[u8] {
        input.get(self.start..self.end.min(input.len())).unwrap_or_default()
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes {}..{}", self.start, self.end)
    }
}

/// A place in an interchange: message, segment, element and component, with the bytes it covers.
///
/// Segments count from 1 with UNH = 1 inside a message (ISO 9735-4 data element 0096) and from 1 in the
/// interchange outside messages. Elements count from 1 after the tag; components from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Location {
    /// Number of the message in its interchange, from 1; 0 outside messages.
    pub message: u32,
    /// Number of the segment; 0 when the place is not a segment.
    pub segment: u32,
    /// The tag as three bytes; zeroes when there is none.
    #[serde(serialize_with = "serialize_tag")]
    pub tag: [u8; 3],
    /// Number of the data element; 0 for the whole segment.
    pub element: u16,
    /// Number of the component; 0 for the whole element.
    pub component: u16,
    /// The bytes in the original input.
    pub span: Span,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn serialize_tag<S: serde::Serializer>(tag: &[u8; 3], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(printable_tag(tag))
}

/// Tags of the service segments and of the messages of the field. Only these are printed: in a damaged message anything
/// may stand where a tag belongs, the rest of a name too.
const TAGS: &str = "ABI ADD APD ATT AUT BGM CNT COM CPI CTA DAT DOC DTM EBD EMP EQD EQN ERC ERP FAR FOP FTI FTX GEI GID GIS \
    IFT LOC LTS MEA MON MSG NAD NAT ORG PDT PTK QTY RCI REF RFF RPI SAC SRC SSD SSR TBD TDT TIF TKT TRA TRI TVL TXD UCD UCF \
    UCI UCM UCS UNA UNB UNE UNG UNH UNS UNT UNZ";

/// The tag as text when it is one of the field's, else `"?"`.
fn printable_tag(tag: &[u8; 3]) -> &str {
    let text = std::str::from_utf8(tag).unwrap_or("?");
    if TAGS.split_whitespace().any(|known| known == text) { text } else { "?" }
}

impl Location {
    /// A place that is only a range of bytes.
    pub const fn bytes(span: Span) -> Self {
        Self { message: 0, segment: 0, tag: [0; 3], element: 0, component: 0, span }
    }

    /// The segment tag, `"?"` when there is none or it is damaged.
    pub fn tag(&self) -> &str {
        printable_tag(&self.tag)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.message > 0 {
            write!(f, "message {}, ", self.message)?;
        }
        if self.segment > 0 {
            write!(f, "segment {} ({}), ", self.segment, self.tag())?;
        }
        if self.element > 0 {
            write!(f, "element {}, ", self.element)?;
        }
        if self.component > 0 {
            write!(f, "component {}, ", self.component)?;
        }
        write!(f, "{}", self.span)
    }
}

/// Offsets are u32 in the index and usize in slices.
#[inline(always)]
#[expect(clippy::as_conversions, reason = "u32 to usize loses nothing on the targets of this crate")]
pub(crate) const fn usize_of(offset: u32) -> usize {
    offset as usize
}

/// Offsets of a text that was checked to be shorter than 4 GiB.
#[inline(always)]
pub(crate) fn u32_of(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A number of which so many of the lowest bits are set.
#[inline(always)]
pub(crate) fn first_bits(bits: u32) -> u32 {
    u32::MAX.checked_shr(u32::BITS.saturating_sub(bits)).unwrap_or_default()
}
