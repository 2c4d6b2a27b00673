//! The tables of the directory: which segment fills which slots of which record, in which group.

use crate::edifact::Field;

/// Number of a record kind in its table.
pub(crate) type Kind = u8;
/// Number of a slot in its kind.
pub(crate) type Slot = u8;
/// Number of a segment group of the message; 0 is the head.
pub(crate) type Group = u8;

/// No kind, no group.
pub(crate) const NONE: u8 = u8::MAX;
/// Every group.
pub(crate) const ANYWHERE: u32 = u32::MAX;

/// A set of groups as bits.
pub(crate) const fn groups(list: &[Group]) -> u32 {
    let mut bits = 0;
    let mut rest = list;
    while let [first, tail @ ..] = rest {
        bits |= 1 << *first;
        rest = tail;
    }
    bits
}

/// The field at an element and component.
pub(crate) const fn at(element: u8, component: u8, slot: Slot) -> Field {
    Field { key: u32_from(element) << 16 | u32_from(component), slot }
}

#[expect(clippy::as_conversions, reason = "widening in a const context")]
const fn u32_from(byte: u8) -> u32 {
    byte as u32
}

/// A composite that repeats: each occurrence opens a record of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Each {
    /// The kind that each occurrence opens.
    pub(crate) kind: Kind,
    /// The first element that is an occurrence; all later ones are, too.
    pub(crate) from: u16,
    /// Component and slot, by component.
    pub(crate) fields: &'static [(u16, Slot)],
}

/// What a segment does with records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Opens a new record.
    Open,
    /// Fills the open record; misplaced when none is open.
    Fill,
    /// Only the repeated composites count.
    Spread,
    /// Known and kept raw, but not modelled.
    Pass,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) tag: [u8; 3],
    /// First component of the first element, packed; 0 for any.
    pub(crate) qualifier: u32,
    /// The groups in which the row holds.
    pub(crate) within: u32,
    /// The group after the segment; [`NONE`] when it does not change.
    pub(crate) then: Group,
    pub(crate) act: Act,
    pub(crate) kind: Kind,
    /// The kind whose open record is noted as context.
    pub(crate) context: Kind,
    pub(crate) fields: &'static [Field],
    pub(crate) each: Option<Each>,
    /// Place in the order of the guide, inside its group; 0 when it does not matter.
    pub(crate) rank: u8,
    /// The kind that must be open; it is opened and its missing segment said when it is not.
    pub(crate) implies: Kind,
}

/// Packs a qualifier of up to four characters; longer ones match nothing.
#[inline]
pub(crate) const fn pack(qualifier: &[u8]) -> u32 {
    match *qualifier {
        [a] => u32::from_le_bytes([a, 0, 0, 0]),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
        _ => u32::MAX,
    }
}

impl Row {
    const fn new(tag: &[u8; 3], act: Act, kind: Kind) -> Self {
        Self {
            tag: *tag,
            qualifier: 0,
            within: ANYWHERE,
            then: NONE,
            act,
            kind,
            context: NONE,
            fields: &[],
            each: None,
            rank: 0,
            implies: NONE,
        }
    }

    /// A segment that opens a record.
    pub(crate) const fn open(tag: &[u8; 3], kind: Kind) -> Self {
        Self::new(tag, Act::Open, kind)
    }

    /// A segment that fills the open record.
    pub(crate) const fn fill(tag: &[u8; 3], kind: Kind) -> Self {
        Self::new(tag, Act::Fill, kind)
    }

    /// A segment of which only the repeated composites count.
    pub(crate) const fn spread(tag: &[u8; 3]) -> Self {
        Self::new(tag, Act::Spread, NONE)
    }

    /// A segment that is known and not modelled.
    pub(crate) const fn pass(tag: &[u8; 3]) -> Self {
        Self::new(tag, Act::Pass, NONE)
    }

    pub(crate) const fn when(mut self, qualifier: &[u8]) -> Self {
        self.qualifier = pack(qualifier);
        self
    }

    pub(crate) const fn within(mut self, groups: u32) -> Self {
        self.within = groups;
        self
    }

    pub(crate) const fn then(mut self, group: Group) -> Self {
        self.then = group;
        self
    }

    pub(crate) const fn of(mut self, context: Kind) -> Self {
        self.context = context;
        self
    }

    pub(crate) const fn fields(mut self, fields: &'static [Field]) -> Self {
        self.fields = fields;
        self
    }

    pub(crate) const fn each(mut self, kind: Kind, from: u16, fields: &'static [(u16, Slot)]) -> Self {
        self.each = Some(Each { kind, from, fields });
        self
    }

    pub(crate) const fn implies(mut self, kind: Kind) -> Self {
        self.implies = kind;
        self
    }

    pub(crate) const fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }
}

/// A kind of record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Number of slots.
    pub(crate) slots: u8,
    /// The kind that its records belong to; [`NONE`] for the message itself.
    pub(crate) parent: Kind,
    /// The kinds that a new record closes, as bits.
    pub(crate) closes: u32,
}

/// A run of rows with equal tag and qualifier.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    tag: u32,
    qualifier: u32,
    pub(crate) first: u8,
    pub(crate) end: u8,
    /// True when the tag has other rows that look at the qualifier.
    pub(crate) qualified: bool,
}

const NO_RUN: Run = Run { tag: 0, qualifier: 0, first: 0, end: 0, qualified: false };
/// Places of the lookup.
const PLACES: usize = 256;

/// A message as a table: its rows, its kinds, and a lookup by tag and qualifier made at compile time.
#[derive(Debug)]
pub(crate) struct Table {
    /// The message type (UNH 0065).
    pub(crate) message: &'static str,
    pub(crate) rows: &'static [Row],
    pub(crate) shapes: &'static [Shape],
    lookup: [Run; PLACES],
    /// Number of slots by kind.
    slots: [u8; 32],
    /// Multiplier with which no two runs share a place.
    seed: u32,
}

/// A tag as one word.
#[inline(always)]
pub(crate) const fn tag_word(tag: [u8; 3]) -> u32 {
    let [a, b, c] = tag;
    u32::from_le_bytes([a, b, c, 0])
}

#[inline(always)]
#[expect(clippy::as_conversions, reason = "eight bits")]
const fn place(tag: u32, qualifier: u32, seed: u32) -> usize {
    ((tag ^ qualifier.rotate_left(13)).wrapping_mul(seed) >> 24) as usize
}

impl Table {
    /// Makes the lookup. Rows of one tag and qualifier must stand together; this is checked when the table is built.
    #[expect(
        clippy::indexing_slicing,
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "evaluated at compile time: a wrong table does not build"
    )]
    pub(crate) const fn new(message: &'static str, rows: &'static [Row], shapes: &'static [Shape]) -> Self {
        let mut slots = [0; 32];
        let mut kind = 0;
        while kind < shapes.len() {
            slots[kind] = shapes[kind].slots;
            kind += 1;
        }
        let mut seed = 0x9E37_79B1_u32;
        'seeds: loop {
            seed = seed.wrapping_mul(0x0019_660D).wrapping_add(0x3C6E_F35F) | 1;
            let mut lookup = [NO_RUN; PLACES];
            let mut first = 0;
            while first < rows.len() {
                let (word, qualifier) = (tag_word(rows[first].tag), rows[first].qualifier);
                let mut end = first;
                while end < rows.len() && tag_word(rows[end].tag) == word && rows[end].qualifier == qualifier
                {
                    end += 1;
                }
                let at = place(word, qualifier, seed);
                if lookup[at].tag != 0 {
                    assert!(
                        lookup[at].tag != word || lookup[at].qualifier != qualifier,
                        "rows of one tag and qualifier must stand together"
                    );
                    continue 'seeds;
                }
                let run = Run { tag: word, qualifier, first: first as u8, end: end as u8, qualified: false };
                lookup[at] = run;
                first = end;
            }
            // A tag with only qualified rows has an empty run without one, so that the tag is known.
            let mut row = 0;
            while row < rows.len() {
                let word = tag_word(rows[row].tag);
                if rows[row].qualifier != 0 {
                    let at = place(word, 0, seed);
                    if lookup[at].tag != 0 && (lookup[at].tag != word || lookup[at].qualifier != 0) {
                        continue 'seeds;
                    }
                    lookup[at].tag = word;
                    lookup[at].qualified = true;
                }
                row += 1;
            }
            return Self { message, rows, shapes, lookup, slots, seed };
        }
    }

    /// Number of slots of a kind.
    #[inline(always)]
    pub(crate) fn slots(&self, kind: Kind) -> usize {
        self.slots.get(usize::from(kind)).map_or(0, |&slots| usize::from(slots))
    }

    /// The rows of a tag that look at no qualifier; `None` when the tag is not known.
    #[inline(always)]
    pub(crate) fn find(&self, word: u32) -> Option<&Run> {
        self.lookup.get(place(word, 0, self.seed)).filter(|run| run.tag == word && run.qualifier == 0)
    }

    /// The rows of a tag with a qualifier.
    #[inline(always)]
    pub(crate) fn find_qualified(&self, word: u32, qualifier: u32) -> Option<&Run> {
        let run = self.lookup.get(place(word, qualifier, self.seed));
        run.filter(|run| run.tag == word && run.qualifier == qualifier && qualifier != 0)
    }
}

/// Declares the record kinds of a message: for each kind its number, its slots, and a view with one method per slot.
macro_rules! records {
    ($shapes:ident; $($(#[$doc:meta])* $number:literal $view:ident under $parent:expr, closes [$($closes:expr),*] {
        $($(#[$slot_doc:meta])* $slot:ident = $n:literal,)*
    })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy)]
            pub struct $view<'a>(pub(crate) $crate::directory::Record<'a>);

            impl<'a> $view<'a> {
                pub(crate) const KIND: $crate::directory::Kind = $number;

                $($(#[$slot_doc])*
                #[inline]
                pub fn $slot(&self) -> Option<$crate::edifact::Value<'a>> {
                    self.0.slot($n)
                })*

                /// The place of the segment that opened the record.
                pub fn location(&self) -> $crate::Location {
                    self.0.location()
                }

                /// Number of the record among those of its kind, from 0.
                pub fn index(&self) -> u32 {
                    self.0.index()
                }
            }

            impl std::fmt::Debug for $view<'_> {
                /// Only the place: values belong to people.
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    write!(f, concat!(stringify!($view), "({})"), self.location())
                }
            }
        )+

        /// The kinds of this message.
        pub(crate) const $shapes: &[$crate::directory::Shape] = &[
            $($crate::directory::Shape {
                slots: 0 $(+ { let _: u8 = $n; 1 })*,
                parent: $parent,
                closes: $crate::directory::groups(&[$($closes),*]),
            }),+
        ];
    };
}
pub(crate) use records;
