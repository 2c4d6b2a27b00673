//! The reader of all messages: one walk over the segments, one step per segment, led by a table.

use nom::Parser;
use nom::multi::fold_many0;

use super::records::{NO_RECORD, Records, head};
use super::table::{Act, Each, Group, Kind, NONE, Row, Run, Table, pack, tag_word};
use crate::edifact::{Message, Raw, Segment, any_segment};
use crate::error::{Error, ErrorKind};
use crate::finding::{Findings, Rule};
use crate::span::usize_of;

/// What a message room decides about a segment before it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// As the table says.
    Read,
    /// Not recorded at all.
    Drop,
    /// Fills the open record of a kind with the fields of the row with this number.
    As(u8),
}

/// What a message room adds to the table.
pub(crate) trait Hook {
    /// Looks at a segment before it is recorded, knowing the group that is open.
    fn before(&mut self, segment: &Segment<'_>, tag: u32, group: Group) -> Verdict;
}

/// Adds nothing.
#[derive(Debug)]
pub(crate) struct NoHook;

impl Hook for NoHook {
    #[inline(always)]
    fn before(&mut self, _: &Segment<'_>, _: u32, _: Group) -> Verdict {
        Verdict::Read
    }
}

/// Kinds of a table are fewer than this.
const KINDS: usize = 32;

struct Reader<'t, H> {
    table: &'static Table,
    raw: Raw<'t>,
    records: Records,
    /// Numbers of the open records, by kind.
    open: [u32; KINDS],
    /// Places of the first slots of the open records, by kind.
    first: [u32; KINDS],
    /// Numbers of records so far, by kind.
    counts: [u32; KINDS],
    group: Group,
    rank: u8,
    hook: &'t mut H,
}

/// Reads the body of a message by its table, and says what was noticed, within a budget of findings.
///
/// # Errors
/// When the message is of another type than the table's (UNH 0065).
pub(crate) fn read<'t, H: Hook>(
    table: &'static Table,
    message: &Message<'t>,
    budget: usize,
    hook: &'t mut H,
) -> Result<(Records, Findings), Error> {
    if message.header().is_none_or(|header| header.message_type() != table.message.as_bytes()) {
        return Err(Error::new(ErrorKind::WrongMessage { expected: table.message }, message.location()));
    }
    let mut reader = Reader {
        table,
        raw: Raw::new(message.interchange()),
        records: Records::new(table),
        open: [NO_RECORD; KINDS],
        first: [NO_RECORD; KINDS],
        counts: [0; KINDS],
        group: 0,
        rank: 0,
        hook,
    };
    let root = message.header().map_or(0, |header| header.segment().ordinal());
    reader.open_record(0, root, NONE);
    // Never fails: it takes segments as long as there are any.
    let walked =
        fold_many0(any_segment, || (), |(), segment| reader.step(&segment)).parse_complete(message.body());
    debug_assert!(walked.is_ok_and(|(rest, ())| rest.is_empty()));
    reader.records.shrink();
    let mut findings = Findings::with_budget(budget);
    reader.records.report(message.interchange(), &mut findings);
    Ok((reader.records, findings))
}

impl<H: Hook> Reader<'_, H> {
    #[inline]
    fn step(&mut self, segment: &Segment<'_>) {
        let mut word = self.raw.tag_word(segment);
        let mut found = self.table.find(word);
        if found.is_none() {
            word = tag_word(segment.tag());
            found = self.table.find(word);
        }
        let verdict = self.hook.before(segment, word, self.group);
        if verdict == Verdict::Drop {
            return;
        }
        let Some(run) = found else { return self.unknown(segment) };
        if let Verdict::As(number) = verdict {
            if let Some(row) = self.table.rows.get(usize::from(number)) {
                self.apply(row, segment);
            }
            return;
        }
        let here = 1_u32 << self.group;
        if run.qualified
            && let Some(qualified) =
                self.table.find_qualified(word, pack(self.raw.qualifier(segment).trim_ascii()))
        {
            // A qualifier with rows of its own never falls to the rows for any: a birth date is no flight time.
            return match self.row(qualified, here) {
                Some(row) => self.apply(row, segment),
                None => self.misplaced(word, segment),
            };
        }
        match self.row(run, here) {
            Some(row) => self.apply(row, segment),
            None => self.misplaced(word, segment),
        }
    }

    /// The first row of a run that holds in a group.
    #[inline(always)]
    fn row(&self, run: &Run, here: u32) -> Option<&'static Row> {
        let rows = self.table.rows.get(usize::from(run.first)..usize::from(run.end))?;
        rows.iter().find(|row| row.within & here != 0)
    }

    /// No row holds here: the segment stands in another group, or its qualifier is not known.
    #[cold]
    fn misplaced(&mut self, word: u32, segment: &Segment<'_>) {
        let qualified = self.table.find_qualified(word, pack(segment.qualifier()));
        let is_known = qualified.is_some() || self.table.find(word).is_some_and(|run| run.first < run.end);
        self.extra(if is_known { Rule::SegmentMisplaced } else { Rule::SegmentUnknown }, segment);
    }

    #[cold]
    fn unknown(&mut self, segment: &Segment<'_>) {
        self.extra(Rule::SegmentUnknown, segment);
    }

    #[cold]
    fn extra(&mut self, rule: Rule, segment: &Segment<'_>) {
        if segment.tag() == [0; 3] {
            // Damaged tags and empty segments were said by the envelope.
            return self.records.extras.push(segment.ordinal());
        }
        self.records.notes.push((rule, segment.ordinal()));
        self.records.extras.push(segment.ordinal());
    }

    #[inline(always)]
    fn opened(&self, kind: Kind) -> u32 {
        self.open.get(usize::from(kind)).copied().unwrap_or(NO_RECORD)
    }

    /// Opens a record, closes what it ends, and gives the place of its first slot.
    #[inline(always)]
    fn open_record(&mut self, kind: Kind, segment: u32, context: Kind) -> u32 {
        let Some(shape) = self.table.shapes.get(usize::from(kind)) else { return NO_RECORD };
        let (parent, context) = (self.opened(shape.parent), self.opened(context));
        let place = self.records.open(kind, head(segment, parent, self.group, context));
        let mut closes = shape.closes;
        while closes != 0 {
            if let Some(open) = self.open.get_mut(usize_of(closes.trailing_zeros())) {
                *open = NO_RECORD;
            }
            closes &= closes - 1;
        }
        let at = usize::from(kind);
        if let (Some(open), Some(first), Some(count)) =
            (self.open.get_mut(at), self.first.get_mut(at), self.counts.get_mut(at))
        {
            (*open, *first) = (*count, place);
            *count += 1;
        }
        place
    }

    #[inline]
    fn apply(&mut self, row: &Row, segment: &Segment<'_>) {
        if row.act == Act::Pass {
            self.records.extras.push(segment.ordinal());
            return;
        }
        if row.implies != NONE && self.opened(row.implies) == NO_RECORD {
            self.records.notes.push((Rule::SegmentMissing, segment.ordinal()));
            self.open_record(row.implies, segment.ordinal(), NONE);
        }
        if row.then != NONE {
            self.group = row.then;
        }
        if row.act == Act::Open {
            self.rank = row.rank;
            self.open_record(row.kind, segment.ordinal(), row.context);
        } else if row.rank != 0 {
            if row.rank < self.rank {
                let (_, count) = self.records.out_of_order.get_or_insert((segment.ordinal(), 0));
                *count += 1;
            } else {
                self.rank = row.rank;
            }
        }
        if !row.fields.is_empty() {
            let at = usize::from(row.kind);
            let is_open = self.open.get(at).is_some_and(|&open| open != NO_RECORD);
            let place = self.first.get(at).copied().filter(|_| is_open).unwrap_or(NO_RECORD);
            match self.records.slots_mut(row.kind, place) {
                None => return self.extra(Rule::SegmentMisplaced, segment),
                Some(slots) => {
                    let filled = self.raw.fill(segment, row.fields, slots);
                    if filled.repeated {
                        self.records.notes.push((Rule::SegmentRepeated, segment.ordinal()));
                    }
                    if filled.blank {
                        self.records.notes.push((Rule::BlankValue, segment.ordinal()));
                    }
                }
            }
        }
        if let Some(each) = &row.each {
            self.spread(each, row.context, segment);
        }
    }

    /// Opens a record for each occurrence of a composite.
    fn spread(&mut self, each: &Each, context: Kind, segment: &Segment<'_>) {
        let raw = self.raw;
        let mut record = NO_RECORD;
        raw.values_from(segment, each.from, |value| {
            if value.begins_occurrence {
                record = NO_RECORD;
            }
            let Some(&(_, slot)) = each.fields.iter().find(|(component, _)| *component == value.component)
            else {
                return;
            };
            if record == NO_RECORD {
                record = self.open_record(each.kind, segment.ordinal(), context);
            }
            if let Some(stored) =
                self.records.slots_mut(each.kind, record).and_then(|slots| slots.get_mut(usize::from(slot)))
            {
                *stored = value.ordinal + 1;
            }
        });
    }
}
