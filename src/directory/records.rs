//! Flat records: per kind one vector of words; a slot holds the ordinal of the separator before its value, so that
//! a value costs four bytes until it is read.

use super::table::{Group, Kind, NONE, Slot, Table};
use crate::edifact::{Interchange, Segment, Value};
use crate::finding::{Detail, Finding, Findings, Rule};
use crate::span::Location;
use crate::span::{u32_of, usize_of};

/// Words before the slots: segment, parent + 1, group and context + 1.
const HEAD: usize = 3;
/// Bits of a context in its word.
const CONTEXT: u32 = 24;

/// What reading a message by its table gave.
#[derive(Debug)]
pub(crate) struct Records {
    table: &'static Table,
    kinds: Box<[Vec<u32>]>,
    /// Segments that are kept raw: unknown, unknown qualifier, not modelled.
    pub(crate) extras: Vec<u32>,
    /// What had to be said, by segment.
    pub(crate) notes: Vec<(Rule, u32)>,
    /// Segments out of the guide's order: how many, and the first one.
    pub(crate) out_of_order: Option<(u32, u64)>,
}

impl Records {
    pub(super) fn new(table: &'static Table) -> Self {
        Self {
            table,
            kinds: table.shapes.iter().map(|_| Vec::new()).collect(),
            extras: Vec::new(),
            notes: Vec::new(),
            out_of_order: None,
        }
    }

    #[inline(always)]
    fn stride(&self, kind: Kind) -> usize {
        HEAD + self.table.slots(kind)
    }

    /// Opens a record and gives the place of its first slot.
    #[inline(always)]
    pub(super) fn open(&mut self, kind: Kind, head: [u32; HEAD]) -> u32 {
        let slots = self.table.slots(kind);
        let Some(words) = self.kinds.get_mut(usize::from(kind)) else { return NO_RECORD };
        words.extend_from_slice(&head);
        let first = words.len();
        words.resize(first + slots, 0);
        u32_of(first)
    }

    /// The slots of a record from the place of its first slot.
    #[inline(always)]
    pub(super) fn slots_mut(&mut self, kind: Kind, first: u32) -> Option<&mut [u32]> {
        let slots = self.table.slots(kind);
        self.kinds.get_mut(usize::from(kind))?.get_mut(usize_of(first)..)?.get_mut(..slots)
    }

    /// Gives back the room that is not used.
    pub(super) fn shrink(&mut self) {
        for words in &mut self.kinds {
            words.shrink_to_fit();
        }
    }

    /// Number of records of a kind.
    pub(crate) fn len(&self, kind: Kind) -> u32 {
        let stride = self.stride(kind);
        self.kinds.get(usize::from(kind)).map_or(0, |words| u32_of(words.len() / stride))
    }

    /// A record by its number.
    #[inline]
    pub(crate) fn get<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
        kind: Kind,
        number: u32,
    ) -> Option<Record<'a>> {
        let stride = self.stride(kind);
        let start = usize_of(number).checked_mul(stride)?;
        let words = self.kinds.get(usize::from(kind))?.get(start..start + stride)?;
        Some(Record { records: self, interchange, words, number })
    }

    /// All records of a kind.
    pub(crate) fn all<'a>(
        &'a self,
        interchange: &'a Interchange<'a>,
        kind: Kind,
    ) -> impl Iterator<Item = Record<'a>> {
        self.range(interchange, kind, 0, self.len(kind))
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

    /// The first record of a kind whose parent is at least `parent`; records stand in the order of their parents.
    fn first_of(&self, kind: Kind, parent: u32) -> u32 {
        let stride = self.stride(kind);
        let Some(words) = self.kinds.get(usize::from(kind)) else {
            return 0;
        };
        let (mut low, mut high) = (0, words.len() / stride);
        while low < high {
            let middle = low + (high - low) / 2;
            if words.get(middle * stride + 1).is_some_and(|&owner| owner < parent.wrapping_add(1)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        u32_of(low)
    }
}

/// The number that no record has.
pub(super) const NO_RECORD: u32 = u32::MAX;

/// The words before the slots of a record.
#[inline(always)]
pub(super) fn head(segment: u32, parent: u32, group: Group, context: u32) -> [u32; HEAD] {
    let context = context.wrapping_add(1);
    let context = if context >> CONTEXT == 0 { context } else { 0 };
    [segment, parent.wrapping_add(1), u32::from(group) << CONTEXT | context]
}

/// A view of one record.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    records: &'a Records,
    interchange: &'a Interchange<'a>,
    words: &'a [u32],
    number: u32,
}

impl<'a> Record<'a> {
    /// The value in a slot.
    #[inline]
    pub(crate) fn slot(&self, slot: Slot) -> Option<Value<'a>> {
        match self.words.get(HEAD + usize::from(slot)) {
            None | Some(0) => None,
            Some(&stored) => Some(self.interchange.value(stored - 1)),
        }
    }

    /// Number among the records of its kind, from 0.
    pub(crate) fn index(&self) -> u32 {
        self.number
    }

    /// The group in which it was read.
    pub(crate) fn group(&self) -> Group {
        self.words.get(2).map_or(NONE, |word| u8::try_from(word >> CONTEXT).unwrap_or(NONE))
    }

    /// The number of the record that was open as context.
    pub(crate) fn context(&self) -> Option<u32> {
        (self.words.get(2)? & ((1 << CONTEXT) - 1)).checked_sub(1)
    }

    /// The segment that opened it.
    pub(crate) fn segment(&self) -> Option<Segment<'a>> {
        self.interchange.segment(*self.words.first()?)
    }

    /// The place of the segment that opened it.
    pub(crate) fn location(&self) -> Location {
        self.segment().map(|segment| segment.location()).unwrap_or_default()
    }

    /// The records of a kind that belong to this one.
    pub(crate) fn children(&self, kind: Kind) -> impl Iterator<Item = Record<'a>> + use<'a> {
        let from = self.records.first_of(kind, self.number);
        let to = self.records.first_of(kind, self.number.wrapping_add(1));
        self.records.range(self.interchange, kind, from, to)
    }
}
