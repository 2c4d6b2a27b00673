//! Flat records: per kind the segments that opened one, and for the message one byte a segment that says which part it
//! fills. A value is looked for when it is asked for.

use super::table::{Group, KINDS, Kind, NONE, Part, Step, Table};
use crate::edifact::{Interchange, Segment, Value};
use crate::finding::{Detail, Finding, Findings, Rule};
use crate::span::Location;
use crate::span::{u32_of, usize_of};

/// The opening segment, parent + 1, group and context + 1.
pub(super) type Head = [u32; 3];
/// Bits of a context in its word.
const CONTEXT: u32 = 24;
/// Codes that are compared at once; the list of codes has this many zeroes at its end.
const LANES: usize = 8;
/// A 1 in each lane.
const ONES: u64 = u64::from_le_bytes([1; LANES]);
/// Segments that fill one part of the message itself are few; more than these are repetitions of repetitions.
const MOST_OF_A_PART: usize = 8;

/// What reading a message by its table gave.
#[derive(Debug)]
pub(crate) struct Records {
    table: &'static Table,
    pub(super) kinds: [Vec<Head>; KINDS],
    /// For each segment of the body the part that it fills, as a code of the table; then zeroes.
    codes: Vec<u8>,
    /// Ordinal of the segment of the first code.
    base: u32,
    /// Parts of the message itself, by code: they may stand anywhere and are asked for often.
    of_message: Vec<(u8, u32)>,
    /// Segments that are kept raw: unknown, unknown qualifier, not modelled.
    pub(crate) extras: Vec<u32>,
    /// What had to be said, by segment.
    pub(super) notes: Vec<(Rule, u32)>,
    /// Segments out of the guide's order: how many, and the first one.
    pub(super) out_of_order: Option<(u32, u64)>,
}

/// The words of a record.
#[inline(always)]
pub(super) fn head(segment: u32, parent: u32, group: Group, context: u32) -> Head {
    let context = if context >> CONTEXT == 0 { context } else { 0 };
    [segment, parent, u32::from(group) << CONTEXT | context]
}

impl Records {
    pub(super) fn new(table: &'static Table, base: u32, segments: usize) -> Self {
        Self {
            table,
            kinds: [const { Vec::new() }; KINDS],
            codes: vec![0; segments + LANES],
            base,
            of_message: Vec::new(),
            extras: Vec::new(),
            notes: Vec::new(),
            out_of_order: None,
        }
    }

    /// Notes the part that a segment fills.
    #[inline(always)]
    pub(super) fn fill(&mut self, step: &Step, segment: u32) {
        if let Some(code) = self.codes.get_mut(usize_of(segment.wrapping_sub(self.base))) {
            *code = step.code;
        }
        if step.kind == 0 {
            self.fill_message(step.code, segment);
        }
    }

    fn fill_message(&mut self, code: u8, segment: u32) {
        if self.of_message.iter().filter(|(sent, _)| *sent == code).count() < MOST_OF_A_PART {
            self.of_message.push((code, segment));
        }
    }

    /// Gives back the room that is not used.
    pub(super) fn shrink(&mut self) {
        for heads in &mut self.kinds {
            heads.shrink_to_fit();
        }
    }

    /// Number of records of a kind.
    pub(crate) fn len(&self, kind: Kind) -> u32 {
        self.kinds.get(usize::from(kind)).map_or(0, |heads| u32_of(heads.len()))
    }

    /// A record by its number.
    #[inline]
    pub(crate) fn get<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
        kind: Kind,
        number: u32,
    ) -> Option<Record<'a>> {
        let heads = self.kinds.get(usize::from(kind))?;
        Some(self.view(interchange, kind, number, *heads.get(usize_of(number))?))
    }

    /// The view of a record of which the words are known.
    #[inline]
    fn view<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
        kind: Kind,
        number: u32,
        head: Head,
    ) -> Record<'a> {
        let [own, ..] = head;
        let bounds = interchange.bounds(own).unwrap_or_default();
        // Nothing fills a record once it is closed: up to the next one of its kind there is nobody else's part.
        let heads = self.kinds.get(usize::from(kind));
        let next =
            heads.and_then(|heads| heads.get(usize_of(number) + 1)).map_or(u32::MAX, |&[next, ..]| next);
        let from = usize_of(own.wrapping_add(1).wrapping_sub(self.base));
        let most = self.codes.len().saturating_sub(from.saturating_add(LANES));
        let count = usize_of(next.wrapping_sub(own).wrapping_sub(1)).min(most);
        let codes = self.codes.get(from..from.saturating_add(count.next_multiple_of(LANES)));
        let (codes, count) = (codes.unwrap_or_default(), u32_of(count));
        Record { records: self, interchange, head, codes, count, bounds, number, kind }
    }

    /// All records of a kind.
    pub(crate) fn all<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
        kind: Kind,
    ) -> impl Iterator<Item = Record<'a>> {
        self.range(interchange, kind, 0, self.len(kind))
    }

    /// The repeated composites of all records of a kind.
    pub(crate) fn all_composites<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
        kind: Kind,
    ) -> impl Iterator<Item = Composite<'a>> {
        self.all(interchange, kind).flat_map(|record| record.composites())
    }

    /// Turns the notes of reading into findings.
    pub(super) fn report(&self, interchange: &Interchange<'_>, findings: &mut Findings) {
        let place = |ordinal: u32| interchange.segment(ordinal).map(|segment| segment.location());
        for &(rule, ordinal) in &self.notes {
            findings.push(Finding::new(rule, place(ordinal).unwrap_or_default()));
        }
        if let Some((ordinal, count)) = self.out_of_order {
            let location: Location = place(ordinal).unwrap_or_default();
            findings.push(Finding::new(Rule::SegmentOrder, location).with(Detail::Times("segments", count)));
        }
    }

    /// The segments that are kept raw.
    pub(crate) fn raw_segments<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
    ) -> impl Iterator<Item = Segment<'a>> {
        self.extras.iter().filter_map(|&ordinal| interchange.segment(ordinal))
    }

    fn range<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
        kind: Kind,
        from: u32,
        to: u32,
    ) -> impl Iterator<Item = Record<'a>> {
        (from..to).map_while(move |number| self.get(interchange, kind, number))
    }

    /// The first record of a kind whose parent is at least `parent`; records stand in the order of their parents. It is
    /// looked for where it stands when all parents have equally many, then in steps that double.
    fn first_of(&self, kind: Kind, parent: u32, of: Kind) -> u32 {
        let heads = self.kinds.get(usize::from(kind)).map(Vec::as_slice).unwrap_or_default();
        let is_before = |at: usize| heads.get(at).is_some_and(|&[_, owner, _]| owner <= parent);
        let guess = u64::from(parent) * u64::from(self.len(kind)) / u64::from(self.len(of).max(1));
        let guess = usize::try_from(guess).unwrap_or(usize::MAX).min(heads.len());
        let (mut low, mut high, mut step) = (guess, guess, 1);
        while low > 0 && !is_before(low - 1) {
            high = low - 1;
            low = low.saturating_sub(step);
            step *= 2;
        }
        while is_before(high) {
            low = high + 1;
            high = (high + step).min(heads.len());
            step *= 2;
        }
        let within = heads.get(low..high).unwrap_or_default();
        u32_of(low + within.partition_point(|&[_, owner, _]| owner <= parent))
    }
}

/// A view of one record.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    records: &'a Records,
    interchange: &'a Interchange<'a>,
    head: Head,
    /// The codes of the segments after it, up to the next record of its kind; and others, up to whole words.
    codes: &'a [u8],
    /// Number of these segments.
    count: u32,
    /// First separator after the tag and terminator of the segment that opened it.
    bounds: (u32, u32),
    number: u32,
    kind: Kind,
}

impl<'a> Record<'a> {
    /// The value at an element and component of a part; when the part was sent several times, the first value counts.
    #[inline]
    pub(crate) fn value(&self, part: Part, element: u16, component: u16) -> Option<Value<'a>> {
        if part == 0 {
            return self.interchange.present_in(self.bounds, element, component);
        }
        self.part_value(part, element, component)
    }

    /// The value at an element and component of a part that fills.
    fn part_value(&self, part: Part, element: u16, component: u16) -> Option<Value<'a>> {
        let code = self.records.table.code(self.kind, part);
        if self.kind == 0 {
            return self.message_value(code, element, component);
        }
        let bounds = self.interchange.bounds(self.filled(code)?)?;
        let value = self.interchange.present_in(bounds, element, component);
        if value.is_none() { self.later_value(code, element, component) } else { value }
    }

    /// The first segment that fills a part.
    #[inline]
    fn filled(&self, code: u8) -> Option<u32> {
        let [own, ..] = self.head;
        let wanted = u64::from_le_bytes([code; LANES]);
        let (words, _) = self.codes.as_chunks::<LANES>();
        let mut before = 0;
        for word in words {
            let lanes = u64::from_le_bytes(*word) ^ wanted;
            // The lowest lane that is 0 has its highest bit set; what is set above it may be wrong.
            let hits = lanes.wrapping_sub(ONES) & !lanes & (ONES << 7);
            if hits != 0 {
                let hit = before + hits.trailing_zeros() / u8::BITS;
                return (hit < self.count).then_some(own + 1 + hit);
            }
            before += u8::BITS;
        }
        None
    }

    /// The value of a part of which the first segment does not have it; it may have been sent again.
    #[cold]
    fn later_value(&self, code: u8, element: u16, component: u16) -> Option<Value<'a>> {
        let [own, ..] = self.head;
        let sent = (own + 1..).zip(self.codes).take(usize_of(self.count)).filter(|(_, sent)| **sent == code);
        sent.skip(1).find_map(|(segment, _)| self.interchange.present(segment, element, component))
    }

    /// The value of a part of the message itself.
    #[cold]
    fn message_value(&self, code: u8, element: u16, component: u16) -> Option<Value<'a>> {
        let mut sent = self.records.of_message.iter().filter(|(sent, _)| *sent == code);
        sent.find_map(|&(_, segment)| self.interchange.present(segment, element, component))
    }

    /// The first segment that fills a part.
    pub(crate) fn part(&self, part: Part) -> Option<Segment<'a>> {
        let code = self.records.table.code(self.kind, part);
        self.interchange.segment(self.filled(code)?)
    }

    /// Number among the records of its kind, from 0.
    pub(crate) fn index(&self) -> u32 {
        self.number
    }

    /// The group in which it was read.
    pub(crate) fn group(&self) -> Group {
        let [_, _, word] = self.head;
        u8::try_from(word >> CONTEXT).unwrap_or(NONE)
    }

    /// The number of the record that was open as context.
    pub(crate) fn context(&self) -> Option<u32> {
        let [_, _, word] = self.head;
        (word & ((1 << CONTEXT) - 1)).checked_sub(1)
    }

    /// The segment that opened it.
    pub(crate) fn segment(&self) -> Option<Segment<'a>> {
        let [own, ..] = self.head;
        self.interchange.segment(own)
    }

    /// The place of the segment that opened it.
    pub(crate) fn location(&self) -> Location {
        self.segment().map(|segment| segment.location()).unwrap_or_default()
    }

    /// The records of a kind that belong to this one.
    pub(crate) fn children(&self, kind: Kind) -> impl Iterator<Item = Record<'a>> + use<'a> {
        let (records, interchange, of) = (self.records, self.interchange, self.number.wrapping_add(1));
        let from = records.first_of(kind, self.number, self.kind);
        let heads = records.kinds.get(usize::from(kind)).map(Vec::as_slice).unwrap_or_default();
        let own = heads
            .get(usize_of(from)..)
            .unwrap_or_default()
            .iter()
            .take_while(move |[_, owner, _]| *owner == of);
        (from..).zip(own).map(move |(number, head)| records.view(interchange, kind, number, *head))
    }

    /// The repeated composites of a kind that belong to this one.
    pub(crate) fn composites_of(&self, kind: Kind) -> impl Iterator<Item = Composite<'a>> + use<'a> {
        self.children(kind).flat_map(|record| record.composites())
    }

    /// The composites of a segment of nothing but repeated composites.
    pub(crate) fn composites(&self) -> Composites<'a> {
        self.composites_from(self.records.table.shape(self.kind).map_or(1, |shape| shape.each))
    }

    /// The composites of the opening segment from an element on: each element and each repetition is one. Empty ones are
    /// passed over.
    pub(crate) fn composites_from(&self, from: u16) -> Composites<'a> {
        let (at, last) = self.bounds;
        Composites { record: *self, at, last, element: 0, from }
    }
}

/// A composite of a segment that repeats them.
#[derive(Clone, Copy)]
pub(crate) struct Composite<'a> {
    record: Record<'a>,
    /// Ordinal of the separator before its first component.
    at: u32,
}

impl<'a> Composite<'a> {
    /// The value of a component, from 1.
    #[inline]
    pub(crate) fn component(&self, component: u16) -> Option<Value<'a>> {
        let interchange = self.record.interchange;
        let mut at = self.at;
        for _ in 1..component {
            at += 1;
            if !interchange.is_component(at) {
                return None;
            }
        }
        Some(interchange.value(at)).filter(|value| !value.is_empty())
    }

    /// The record of its segment.
    pub(crate) fn record(&self) -> &Record<'a> {
        &self.record
    }

    /// The group in which its segment was read.
    pub(crate) fn group(&self) -> Group {
        self.record.group()
    }

    /// The number of the record that was open as context of its segment.
    pub(crate) fn context(&self) -> Option<u32> {
        self.record.context()
    }
}

/// The composites of a segment.
pub(crate) struct Composites<'a> {
    record: Record<'a>,
    at: u32,
    last: u32,
    element: u16,
    from: u16,
}

impl<'a> Iterator for Composites<'a> {
    type Item = Composite<'a>;

    #[inline]
    fn next(&mut self) -> Option<Composite<'a>> {
        let interchange = self.record.interchange;
        while self.at < self.last {
            let begins = self.at;
            self.element = self.element.saturating_add(u16::from(interchange.is_element(begins)));
            let mut is_sent = false;
            loop {
                is_sent |= !interchange.value(self.at).is_empty();
                self.at += 1;
                if self.at >= self.last || !interchange.is_component(self.at) {
                    break;
                }
            }
            if is_sent && self.element >= self.from {
                return Some(Composite { record: self.record, at: begins });
            }
        }
        None
    }
}
