//! Line breaks and control bytes inside segments: found on the slow path, dropped with a map of offsets (decision D2).

use super::index::Index;
use crate::finding::{Detail, Rule};
use crate::span::{u32_of, usize_of};

/// How offsets of a text that was changed belong to those of the text before: line breaks were taken out, terminators put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folds {
    /// Pairs of an offset in the new text and the one in the old text from which both go on alike, ascending.
    steps: Vec<(u32, u32)>,
}

impl Folds {
    /// The offset in the old text of the byte at `offset` in the new one; of a terminator that was put in the byte before it.
    pub(super) fn original(&self, offset: usize) -> usize {
        let found = self.steps.partition_point(|&(new, _)| usize_of(new) <= offset);
        let step = found.checked_sub(1).and_then(|n| self.steps.get(n));
        step.map_or(offset, |&(new, old)| offset - usize_of(new) + usize_of(old))
    }

    /// The offset in the new text of the byte at `offset` in the old one.
    pub(super) fn unfolded(&self, offset: usize) -> usize {
        let found = self.steps.partition_point(|&(_, old)| usize_of(old) <= offset);
        let step = found.checked_sub(1).and_then(|n| self.steps.get(n));
        step.map_or(offset, |&(new, old)| offset - usize_of(old) + usize_of(new))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Puts `byte` into `text` before each of `places` (ascending, none of them 0).
    pub(super) fn put_in(&self, text: &[u8], places: &[usize], byte: u8) -> (Vec<u8>, Self) {
        let mut out = Vec::with_capacity(text.len() + places.len());
        let mut folds = Self::default();
        let mut known = self.steps.iter().copied().peekable();
        let (mut at, mut more) = (0, 0);
        for &place in places {
            while let Some((new, old)) = known.next_if(|&(new, _)| usize_of(new) <= place) {
                if usize_of(new) < place {
                    folds.steps.push((new + more, old));
                }
            }
            out.extend_from_slice(text.get(at..place).unwrap_or_default());
            folds.steps.push((u32_of(out.len()), u32_of(self.original(place.saturating_sub(1)))));
            out.push(byte);
            folds.steps.push((u32_of(out.len()), u32_of(self.original(place))));
            at = place;
            more += 1;
        }
        folds.steps.extend(known.map(|(new, old)| (new + more, old)));
        out.extend_from_slice(text.get(at..).unwrap_or_default());
        (out, folds)
    }
}

/// What the slow path found in a text with stray control bytes.
#[derive(Debug, Default)]
pub(super) struct Stray {
    /// Ranges to take out: line breaks inside segments, and foreign text between segments.
    pub(super) ranges: Vec<(usize, usize)>,
    /// Findings that belong to byte offsets of the old text.
    pub(super) notes: Vec<(Rule, usize, Detail)>,
}

/// Looks at each segment of `text` for line breaks and control bytes inside it.
pub(super) fn find_stray(text: &[u8], index: &Index, segments: usize) -> Stray {
    let mut stray = Stray::default();
    let mut folds = 0_u64;
    let mut first_fold = None;
    let mut from = 0;
    let mut first = 0;
    for segment in 0..u32_of(segments) {
        let Some(last) = index.terminator(segment) else {
            break;
        };
        let end = usize_of(index.separator(last)).min(text.len());
        let start = super::frame::skip_space(text, from);
        let tag_end = usize_of(index.separator(first)).min(end);
        let body_from = foreign_text(text, start, tag_end).map_or(start, |(cut, note)| {
            stray.ranges.push((start, cut));
            stray.notes.push((Rule::TextOutside, start, note));
            cut
        });
        let body = text.get(body_from..end).unwrap_or_default();
        let mut at = 0;
        while let Some(&byte) = body.get(at) {
            if matches!(byte, b'\r' | b'\n') {
                let run = body.get(at..).unwrap_or_default();
                let len = run.iter().position(|b| !matches!(b, b'\r' | b'\n')).unwrap_or(run.len());
                folds += 1;
                first_fold.get_or_insert(body_from + at);
                stray.ranges.push((body_from + at, body_from + at + len));
                at += len;
                continue;
            }
            let wrapper = matches!(byte, 1..=3 | 0x0b | 0x1c..=0x1f);
            if byte < b' ' && byte != b'\t' && !wrapper {
                stray.notes.push((Rule::ControlByte, body_from + at, Detail::Byte(byte)));
            }
            at += 1;
        }
        from = end + 1;
        first = last + 1;
    }
    if let Some(at) = first_fold {
        stray.notes.push((Rule::LineBreakInside, at, Detail::Times("line breaks", folds)));
    }
    stray
}

/// Text before a tag that does not belong to the segment: what precedes the last line break when exactly a tag
/// follows it, and the tag is not itself folded. Returns where the tag begins.
fn foreign_text(text: &[u8], start: usize, tag_end: usize) -> Option<(usize, Detail)> {
    let head = text.get(start..tag_end)?;
    let tag_bytes = head.iter().filter(|b| !matches!(b, b'\r' | b'\n')).count();
    if tag_bytes <= 3 {
        return None;
    }
    let line = head.iter().rposition(|b| matches!(b, b'\r' | b'\n'))? + 1;
    let tag = super::frame::skip_space(text, start + line);
    let is_tag = text.get(tag..tag_end).is_some_and(|t| t.len() == 3 && t.iter().all(u8::is_ascii_uppercase));
    is_tag.then_some((tag, Detail::Times("bytes", u64::from(u32_of(tag - start)))))
}

/// The typographic apostrophe U+2019 in UTF-8.
pub(super) const QUOTE: &[u8] = "\u{2019}".as_bytes();

/// True when typographic apostrophes occur.
pub(super) fn has_quotes(text: &[u8]) -> bool {
    memchr::memmem::find(text, QUOTE).is_some()
}

/// Reads typographic apostrophes as the terminator.
pub(super) fn plain_quotes(text: &[u8], terminator: u8) -> (Vec<u8>, Folds) {
    let ranges: Vec<(usize, usize)> = memchr::memmem::find_iter(text, QUOTE).map(|at| (at, at + 2)).collect();
    let (mut plain, folds) = unfold(text, &ranges);
    let (mut removed, mut found) = (0, Vec::with_capacity(ranges.len()));
    for (start, end) in ranges {
        found.push(start - removed);
        removed += end - start;
    }
    for at in found {
        if let Some(byte) = plain.get_mut(at) {
            *byte = terminator;
        }
    }
    (plain, folds)
}

/// Takes `ranges` (ascending, apart) out of `text`.
pub(super) fn unfold(text: &[u8], ranges: &[(usize, usize)]) -> (Vec<u8>, Folds) {
    let mut out = Vec::with_capacity(text.len());
    let mut folds = Folds::default();
    let (mut at, mut removed) = (0, 0);
    for &(start, end) in ranges {
        out.extend_from_slice(text.get(at..start).unwrap_or_default());
        removed += end - start;
        folds.steps.push((u32_of(out.len()), u32_of(out.len() + removed)));
        at = end;
    }
    out.extend_from_slice(text.get(at..).unwrap_or_default());
    (out, folds)
}
