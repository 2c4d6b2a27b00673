//! The reader of all messages: one walk over the segments, one step per segment, led by a table.

use nom::Parser;

use super::records::{Head, Records, head};
use super::table::{Act, CODES, Group, KINDS, Kind, NONE, Run, Step, Table, pack, tag_word};
use crate::edifact::{Interchange, Message, Segment, each_segment};
use crate::error::{Error, ErrorKind};
use crate::finding::{Findings, Rule};

/// What a message room decides about a segment before it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// As the table says.
    Read,
    /// Not recorded at all.
    Drop,
    /// By the row with this number, whatever its group.
    As(u8),
}

/// What a message room adds to the table.
pub(crate) trait Hook {
    /// Looks at a segment before it is recorded, knowing the group that is open, and its qualifier as one word: 0 for none,
    /// all bits for a long one or one that was not looked at.
    fn before(&mut self, segment: &Segment<'_>, tag: u32, sent: u32, group: Group) -> Verdict;
}

/// Adds nothing.
#[derive(Debug)]
pub(crate) struct NoHook;

impl Hook for NoHook {
    #[inline(always)]
    fn before(&mut self, _: &Segment<'_>, _: u32, _: u32, _: Group) -> Verdict {
        Verdict::Read
    }
}

struct Reader<'t, H> {
    table: &'static Table,
    interchange: &'t Interchange<'t>,
    records: Records,
    group: Group,
    /// Place in the order of the guide.
    rank: u8,
    /// The kinds of which a record is open.
    open: u32,
    /// The parts that are filled in the open records.
    filled: u64,
    /// The parts that were filled more than once.
    twice: u64,
    /// Numbers of records so far, by kind.
    counts: [u32; KINDS],
    /// The segments that filled the parts first, by code.
    first: [u32; CODES],
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
    let root = message.header().map_or(0, |header| header.segment().ordinal());
    let body = message.body();
    let mut reader = Reader {
        table,
        interchange: message.interchange(),
        records: Records::new(table, root + 1, body.len()),
        group: 0,
        rank: 0,
        open: 0,
        filled: 0,
        twice: 0,
        counts: [0; KINDS],
        first: [0; CODES],
        hook,
    };
    reader.open_kind(0, root);
    let walked = if message.interchange().has_edge_blank() {
        each_segment(|segment, words| reader.step::<true>(segment, words)).parse_complete(body)
    } else {
        each_segment(|segment, words| reader.step::<false>(segment, words)).parse_complete(body)
    };
    debug_assert!(walked.is_ok_and(|(rest, ())| rest.is_empty()));
    reader.records.shrink();
    let mut findings = Findings::with_budget(budget);
    reader.records.report(message.interchange(), &mut findings);
    Ok((reader.records, findings))
}

impl<H: Hook> Reader<'_, H> {
    /// Reads a segment. `CAREFUL` when values have blanks around them, which must not hide a qualifier and are said.
    #[inline(always)]
    fn step<const CAREFUL: bool>(&mut self, segment: Segment<'_>, (word, sent): (u32, u32)) {
        let any = self.table.run(word, 0);
        if !any.is(word, 0) {
            return self.unusual(segment);
        }
        match self.hook.before(&segment, word, sent, self.group) {
            Verdict::Read => {}
            verdict => return self.decided(verdict, segment),
        }
        // A qualifier with rows of its own never falls to the rows for any: a birth date is no flight time. It is looked for
        // before it is known whether the tag has such rows: the two lookups need not wait for each other.
        let run = self.table.run(word, sent);
        let is_found = run.is(word, sent);
        if CAREFUL && !is_found && any.qualified {
            return self.unusual(segment);
        }
        let (own, other) = (run.row(self.group), any.row(self.group));
        match self.table.step(if is_found { own } else { other }) {
            Some(step) => self.take::<CAREFUL>(step, segment),
            None => self.misplaced(word, segment),
        }
    }

    /// The rows of a qualifier that was not met as sent: with blanks around.
    #[cold]
    fn other_spelling(&self, word: u32, segment: Segment<'_>) -> Option<&'static Run> {
        let qualifier = pack(segment.qualifier());
        Some(self.table.run(word, qualifier)).filter(|run| run.is(word, qualifier) && qualifier != 0)
    }

    /// The tag is damaged, in small letters, or not of this message; or blanks stand around a qualifier.
    #[cold]
    fn unusual(&mut self, segment: Segment<'_>) {
        let word = tag_word(segment.tag());
        match self.hook.before(&segment, word, u32::MAX, self.group) {
            Verdict::Read => {}
            verdict => return self.decided(verdict, segment),
        }
        let any = self.table.run(word, 0);
        if word == 0 || !any.is(word, 0) {
            return self.extra(Rule::SegmentUnknown, segment);
        }
        let run = self.other_spelling(word, segment).unwrap_or(any);
        match self.table.step(run.row(self.group)) {
            Some(step) => self.take::<true>(step, segment),
            None => self.misplaced(word, segment),
        }
    }

    /// The hook has a row of its own for the segment, or none.
    fn decided(&mut self, verdict: Verdict, segment: Segment<'_>) {
        match verdict {
            Verdict::As(row) => {
                if let Some(step) = self.table.step(row) {
                    self.take::<true>(step, segment);
                }
            }
            Verdict::Read | Verdict::Drop => {}
        }
    }

    /// No row holds here: the segment stands in another group, or its qualifier is not known.
    #[cold]
    fn misplaced(&mut self, word: u32, segment: Segment<'_>) {
        let is_known = self.other_spelling(word, segment).is_some() || self.table.run(word, 0).has_rows();
        self.extra(if is_known { Rule::SegmentMisplaced } else { Rule::SegmentUnknown }, segment);
    }

    #[cold]
    fn extra(&mut self, rule: Rule, segment: Segment<'_>) {
        // Damaged tags and empty segments were said by the envelope.
        if segment.tag() != [0; 3] {
            self.records.notes.push((rule, segment.ordinal()));
        }
        self.records.extras.push(segment.ordinal());
    }

    #[inline(always)]
    fn is_open(&self, kind: Kind) -> bool {
        // Of no kind nothing is open.
        usize::from(kind) < KINDS && self.open >> (kind & 31) & 1 != 0
    }

    /// The number of the open record of a kind, plus one; 0 when none is open.
    #[inline(always)]
    fn opened(&self, kind: Kind) -> u32 {
        let count = self.counts.get(usize::from(kind)).copied().unwrap_or(0);
        if self.is_open(kind) { count } else { 0 }
    }

    /// Opens a record whose opening segment is missing, or is the header.
    #[cold]
    fn open_kind(&mut self, kind: Kind, segment: u32) {
        let Some(shape) = self.table.shape(kind) else { return };
        let parent = self.opened(shape.parent);
        self.push(kind, head(segment, parent, self.group, 0));
        self.open = self.open & !shape.closes | 1 << kind;
        // Its parts may be filled anew.
        for part in 1..=shape.parts {
            self.filled &= !(1 << self.table.code(kind, part));
            self.twice &= self.filled;
        }
    }

    #[inline(always)]
    fn push(&mut self, kind: Kind, head: Head) {
        let at = usize::from(kind);
        if let (Some(heads), Some(count)) = (self.records.kinds.get_mut(at), self.counts.get_mut(at)) {
            heads.push(head);
            *count += 1;
        }
    }

    #[inline(always)]
    fn take<const CAREFUL: bool>(&mut self, step: &Step, segment: Segment<'_>) {
        if step.needs & !self.open != 0 && !self.may_go_on(step, segment) {
            return;
        }
        self.group = self.group & step.stays | step.then;
        if step.act == Act::Open {
            self.rank = step.rank;
            let (parent, context) = (self.opened(step.parent), self.opened(step.context));
            self.push(step.kind, head(segment.ordinal(), parent, self.group, context));
            self.open = self.open & step.leaves | step.opens;
            self.filled &= step.keeps;
            self.twice &= step.keeps;
        } else {
            if step.order < self.rank {
                self.late(segment);
            }
            self.rank = self.rank.max(step.rank);
            if self.filled & step.fills != 0 {
                self.repeated(step, segment);
            } else {
                if let Some(first) = self.first.get_mut(usize::from(step.code) % CODES) {
                    *first = segment.ordinal();
                }
                self.filled |= step.fills;
            }
            self.records.fill(step, segment.ordinal());
        }
        if CAREFUL {
            self.look_for_blanks(step, segment);
        }
    }

    /// What a row needs is not open: its record is opened, or the segment is kept raw.
    #[cold]
    fn may_go_on(&mut self, step: &Step, segment: Segment<'_>) -> bool {
        if step.act == Act::Pass {
            self.records.extras.push(segment.ordinal());
            return false;
        }
        if step.implies == NONE {
            self.extra(Rule::SegmentMisplaced, segment);
            if step.act == Act::Astray {
                self.group = self.group & step.stays | step.then;
            }
            return false;
        }
        self.records.notes.push((Rule::SegmentMissing, segment.ordinal()));
        self.open_kind(step.implies, segment.ordinal());
        true
    }

    #[cold]
    fn late(&mut self, segment: Segment<'_>) {
        let (_, count) = self.records.out_of_order.get_or_insert((segment.ordinal(), 0));
        *count += 1;
    }

    /// A part is filled again: its first values stay. It is said when a value is sent twice.
    #[cold]
    fn repeated(&mut self, step: &Step, segment: Segment<'_>) {
        let before =
            self.first.get(usize::from(step.code)).and_then(|&first| self.interchange.segment(first));
        let both = |element, component| {
            segment.present(element, component).is_some()
                && before.is_some_and(|before| before.present(element, component).is_some())
        };
        let is_twice = self.twice & step.fills != 0;
        if is_twice || self.places(step).any(|(element, component)| both(element, component)) {
            self.records.notes.push((Rule::SegmentRepeated, segment.ordinal()));
        }
        self.twice |= step.fills;
    }

    #[cold]
    fn look_for_blanks(&mut self, step: &Step, segment: Segment<'_>) {
        let blank =
            |element, component| segment.present(element, component).is_some_and(|value| value.is_blank());
        if self.places(step).any(|(element, component)| blank(element, component)) {
            self.records.notes.push((Rule::BlankValue, segment.ordinal()));
        }
    }

    /// Where the values stand that a step's segment gives to its record.
    fn places(&self, step: &Step) -> impl Iterator<Item = (u16, u16)> + use<H> {
        let shape = self.table.shape(step.kind);
        let (table, kind, code) = (self.table, step.kind, step.code);
        let places = shape.map(|shape| shape.places).unwrap_or_default().iter();
        places
            .filter(move |place| place.element != 0 && table.code(kind, place.part) == code)
            .map(|place| (place.element, place.component))
    }
}
