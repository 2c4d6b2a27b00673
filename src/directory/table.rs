//! The tables of the directory: which segment fills which slots of which record, in which group.

/// Number of a record kind in its table.
pub(crate) type Kind = u8;
/// Number of a part of its kind: 0 is the segment that opens a record, the others are segments that fill it.
pub(crate) type Part = u8;
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

#[expect(clippy::as_conversions, reason = "widening in a const context")]
const fn usize_from(byte: u8) -> usize {
    byte as usize
}

/// What a segment does with records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Opens a new record.
    Open,
    /// Fills a part of the open record; misplaced when none is open.
    Fill,
    /// Known and kept raw, but not modelled.
    Pass,
    /// Of nobody who is known here: kept raw and said, and what follows it is not that of the one before.
    Astray,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(super) tag: [u8; 3],
    /// First component of the first element, packed; 0 for any.
    pub(super) qualifier: u32,
    /// The groups in which the row holds.
    pub(super) within: u32,
    /// The group after the segment; [`NONE`] when it does not change.
    then: Group,
    pub(super) act: Act,
    pub(super) kind: Kind,
    pub(super) part: Part,
    /// The kind whose open record is noted as context.
    context: Kind,
    /// Place in the order of the guide, inside its group; 0 when it does not matter.
    rank: u8,
    /// The kind that must be open; it is opened and its missing segment said when it is not.
    implies: Kind,
}

/// Packs a qualifier of up to four characters; longer ones match nothing.
#[inline]
pub(crate) const fn pack(qualifier: &[u8]) -> u32 {
    match *qualifier {
        [] => 0,
        [a] => u32::from_le_bytes([a, 0, 0, 0]),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
        _ => u32::MAX,
    }
}

impl Row {
    const fn new(tag: &[u8; 3], act: Act, kind: Kind, part: Part) -> Self {
        Self {
            tag: *tag,
            qualifier: 0,
            within: ANYWHERE,
            then: NONE,
            act,
            kind,
            part,
            context: NONE,
            rank: 0,
            implies: NONE,
        }
    }

    /// A segment that opens a record.
    pub(crate) const fn open(tag: &[u8; 3], kind: Kind) -> Self {
        Self::new(tag, Act::Open, kind, 0)
    }

    /// A segment that fills a part of the open record.
    pub(crate) const fn fill(tag: &[u8; 3], kind: Kind, part: Part) -> Self {
        Self::new(tag, Act::Fill, kind, part)
    }

    /// A segment that is known and not modelled.
    pub(crate) const fn pass(tag: &[u8; 3]) -> Self {
        Self::new(tag, Act::Pass, NONE, 0)
    }

    /// A party that has no place here.
    pub(crate) const fn astray(tag: &[u8; 3]) -> Self {
        Self::new(tag, Act::Astray, NONE, 0)
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

    pub(crate) const fn implies(mut self, kind: Kind) -> Self {
        self.implies = kind;
        self
    }

    pub(crate) const fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }
}

/// Where a value of a record stands: part, element, component. In a kind of repeated composites the element is 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) part: Part,
    pub(crate) element: u16,
    pub(crate) component: u16,
}

/// A kind of record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Name of its view.
    pub(crate) name: &'static str,
    /// Number of parts that fill it after its opening segment.
    pub(crate) parts: u8,
    /// The kind that its records belong to; [`NONE`] for the message itself.
    pub(crate) parent: Kind,
    /// The kinds that a new record closes, as bits.
    pub(crate) closes: u32,
    /// The first element of a segment that is nothing but repeated composites; 0 for one record a segment.
    pub(crate) each: u16,
    /// Where its values stand.
    pub(crate) places: &'static [Place],
}

/// What a row does, as masks over kinds and parts, so that a usual segment takes no branch of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// The part that is filled, as a code of the table; 0 for none.
    pub(super) code: u8,
    pub(super) act: Act,
    pub(super) kind: Kind,
    pub(super) parent: Kind,
    pub(super) context: Kind,
    pub(super) implies: Kind,
    pub(super) rank: u8,
    /// The same for comparing: a segment of no place in the order is never late.
    pub(super) order: u8,
    /// The group after the segment: what stays of the one before, and what is new.
    pub(super) stays: Group,
    pub(super) then: Group,
    /// Kinds that must be open; for a row that passes its segment on, one that never is.
    pub(super) needs: u32,
    /// Kinds that the row opens.
    pub(super) opens: u32,
    /// Kinds that stay open.
    pub(super) leaves: u32,
    /// Parts that can be filled once, and are now.
    pub(super) fills: u64,
    /// Parts that stay filled.
    pub(super) keeps: u64,
}

/// The bit of a kind that no table has.
const NEVER: u32 = 1 << (KINDS - 1);

const NO_STEP: Step = Step {
    code: 0,
    act: Act::Pass,
    kind: NONE,
    parent: NONE,
    context: NONE,
    implies: NONE,
    rank: 0,
    order: u8::MAX,
    stays: Group::MAX,
    then: 0,
    needs: NEVER,
    opens: 0,
    leaves: u32::MAX,
    fills: 0,
    keeps: u64::MAX,
};

/// Rows with equal tag and qualifier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// Tag and qualifier.
    key: u64,
    /// True when the tag has rows that look at the qualifier.
    pub(super) qualified: bool,
    /// The row that holds in each group; [`NONE`] for none.
    rows: [u8; GROUPS],
}

/// The key of a place that is free: no tag has it.
const FREE: u64 = u64::MAX;
const NO_RUN: Run = Run { key: FREE, qualified: false, rows: [NONE; GROUPS] };
/// Places of the lookup.
const PLACES: usize = 256;
/// Groups of a table are at most this many.
pub(super) const GROUPS: usize = 16;
/// Kinds of a table are fewer than this.
pub(super) const KINDS: usize = 32;
/// Rows of a table are fewer than this, which is what a byte can count.
const ROWS: usize = 256;
/// Codes of filled parts, 0 included, are at most this many.
pub(super) const CODES: usize = 64;

/// A message as a table: its rows, its kinds, and a lookup by tag and qualifier made at compile time.
#[derive(Debug)]
pub(crate) struct Table {
    /// The message type (UNH 0065).
    pub(crate) message: &'static str,
    pub(crate) shapes: &'static [Shape],
    pub(super) rows: &'static [Row],
    lookup: [Run; PLACES],
    steps: [Step; ROWS],
    /// The code before that of the first part, by kind.
    codes: [u8; KINDS],
    /// Multiplier with which no two runs share a place.
    seed: u32,
}

/// A tag as one word.
#[inline(always)]
pub(crate) const fn tag_word(tag: [u8; 3]) -> u32 {
    let [a, b, c] = tag;
    u32::from_le_bytes([a, b, c, 0])
}

/// Tag and qualifier as one number.
#[inline(always)]
#[expect(clippy::as_conversions, reason = "widening in a const context")]
const fn key(tag: u32, qualifier: u32) -> u64 {
    (qualifier as u64) << 32 | tag as u64
}

#[inline(always)]
#[expect(clippy::as_conversions, reason = "eight bits")]
const fn place(tag: u32, qualifier: u32, seed: u32) -> usize {
    ((tag ^ qualifier.rotate_left(13)).wrapping_mul(seed) >> 24) as usize
}

impl Table {
    /// Makes the lookup and the steps. A row that comes later and holds in the same group under the same tag and qualifier is
    /// never reached; the first one counts.
    #[expect(
        clippy::indexing_slicing,
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "evaluated at compile time: a wrong table does not build"
    )]
    pub(crate) const fn new(message: &'static str, rows: &'static [Row], shapes: &'static [Shape]) -> Self {
        assert!(shapes.len() < KINDS && rows.len() < ROWS, "more kinds or rows than fit");
        let mut codes = [0; KINDS];
        let (mut kind, mut code) = (0, 0);
        while kind < shapes.len() {
            codes[kind] = code;
            code += shapes[kind].parts;
            kind += 1;
        }
        assert!(usize_from(code) < CODES, "more parts than fit");
        let mut steps = [NO_STEP; ROWS];
        let mut row = 0;
        while row < rows.len() {
            steps[row] = step(&rows[row], shapes, &codes);
            row += 1;
        }
        let mut seed = 0x9E37_79B1_u32;
        'seeds: loop {
            seed = seed.wrapping_mul(0x0019_660D).wrapping_add(0x3C6E_F35F) | 1;
            let mut lookup = [NO_RUN; PLACES];
            let mut row = 0;
            while row < rows.len() {
                let (word, qualifier) = (tag_word(rows[row].tag), rows[row].qualifier);
                let at = place(word, qualifier, seed);
                if lookup[at].key != FREE && lookup[at].key != key(word, qualifier) {
                    continue 'seeds;
                }
                lookup[at].key = key(word, qualifier);
                let mut group = 0;
                while group < GROUPS {
                    if rows[row].within >> group & 1 != 0 && lookup[at].rows[group] == NONE {
                        lookup[at].rows[group] = row as u8;
                    }
                    group += 1;
                }
                row += 1;
            }
            // A tag with only qualified rows has an empty run without one, so that the tag is known.
            row = 0;
            while row < rows.len() {
                let word = tag_word(rows[row].tag);
                if rows[row].qualifier != 0 {
                    let at = place(word, 0, seed);
                    if lookup[at].key != FREE && lookup[at].key != key(word, 0) {
                        continue 'seeds;
                    }
                    lookup[at].key = key(word, 0);
                    lookup[at].qualified = true;
                }
                row += 1;
            }
            return Self { message, shapes, rows, lookup, steps, codes, seed };
        }
    }

    /// The place of a tag with a qualifier, 0 for none; it may belong to another.
    #[inline(always)]
    pub(super) fn run(&self, word: u32, qualifier: u32) -> &Run {
        self.lookup.get(place(word, qualifier, self.seed)).unwrap_or(&NO_RUN)
    }

    /// The step of a row.
    #[inline(always)]
    pub(super) fn step(&self, row: u8) -> Option<&Step> {
        if row == NONE { None } else { self.steps.get(usize::from(row)) }
    }

    /// The code of a part that fills; 0 for the opening segment.
    #[inline(always)]
    pub(super) fn code(&self, kind: Kind, part: Part) -> u8 {
        if part == 0 { 0 } else { self.codes.get(usize::from(kind)).map_or(0, |before| before + part) }
    }

    /// The shape of a kind.
    #[inline]
    pub(super) fn shape(&self, kind: Kind) -> Option<&'static Shape> {
        self.shapes.get(usize::from(kind))
    }
}

impl Run {
    /// True when the place holds this tag and qualifier.
    #[inline(always)]
    pub(super) fn is(&self, word: u32, qualifier: u32) -> bool {
        self.key == key(word, qualifier)
    }

    /// The row that holds in a group; [`NONE`] for none.
    #[inline(always)]
    pub(super) fn row(&self, group: Group) -> u8 {
        self.rows.get(usize::from(group) % GROUPS).copied().unwrap_or(NONE)
    }

    /// True when some row holds in some group.
    pub(super) fn has_rows(&self) -> bool {
        self.rows.iter().any(|&row| row != NONE)
    }
}

/// A row as masks.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time: a wrong table does not build")]
const fn step(row: &Row, shapes: &[Shape], codes: &[u8; KINDS]) -> Step {
    let mut step = NO_STEP;
    step.act = row.act;
    if row.then != NONE {
        step.stays = 0;
        step.then = row.then;
    }
    step.rank = row.rank;
    if row.rank != 0 {
        step.order = row.rank;
    }
    step.implies = row.implies;
    if matches!(row.act, Act::Pass | Act::Astray) {
        return step;
    }
    step.needs = if row.implies == NONE { 0 } else { 1 << row.implies };
    step.kind = row.kind;
    step.context = row.context;
    let shape = &shapes[usize_from(row.kind)];
    step.parent = shape.parent;
    if matches!(row.act, Act::Fill) {
        assert!(row.part > 0 && row.part <= shape.parts, "a row fills a part that the kind does not have");
        step.code = codes[usize_from(row.kind)] + row.part;
        step.needs |= 1 << row.kind;
        step.fills = 1 << step.code;
        return step;
    }
    step.opens = 1 << row.kind;
    step.leaves = !(shape.closes | step.opens);
    let mut kind = 0;
    while kind < shapes.len() {
        if !step.leaves >> kind & 1 != 0 {
            let mut part = 1;
            while part <= shapes[kind].parts {
                step.keeps &= !(1 << (codes[kind] + part));
                part += 1;
            }
        }
        kind += 1;
    }
    step
}

/// The number of a part in its kind: `OWN` is 0, the others count from 1 in their order.
pub(crate) const fn part(parts: &[&str], name: &str) -> Part {
    let mut number = 0;
    let mut rest = parts;
    while let [first, tail @ ..] = rest {
        if !same(first, "OWN") {
            number += 1;
        }
        if same(first, name) {
            return if same(first, "OWN") { 0 } else { number };
        }
        rest = tail;
    }
    unreachable!()
}

/// How many parts fill a record after its opening segment.
pub(crate) const fn fillable(parts: &[&str]) -> u8 {
    let mut number = 0;
    let mut rest = parts;
    while let [first, tail @ ..] = rest {
        if !same(first, "OWN") {
            number += 1;
        }
        rest = tail;
    }
    number
}

const fn same(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        match (a, b) {
            ([], []) => return true,
            ([x, rest_a @ ..], [y, rest_b @ ..]) if *x == *y => (a, b) = (rest_a, rest_b),
            _ => return false,
        }
    }
}

/// Declares the record kinds of a message. A kind is opened by a segment (`OWN`) and filled by others, each a part with
/// a name; a value stands at an element and component of its part. A kind `each n` is a segment of repeated composites from
/// element `n` on: its view is one composite, and a value stands at a component.
macro_rules! records {
    ($shapes:ident; $($kinds:tt)+) => {
        $crate::directory::records! { @kinds $shapes [] $($kinds)+ }
    };
    (@kind NONE) => { $crate::directory::NONE };
    (@kind $view:ident) => { <$view<'_>>::KIND };
    (@kinds $shapes:ident [$($done:expr,)*]) => {
        /// The kinds of this message.
        pub(crate) const $shapes: &[$crate::directory::Shape] = &[$($done),*];
    };
    (@kinds $shapes:ident [$($done:expr,)*]
        $(#[$doc:meta])* $number:literal $view:ident under $parent:ident, closes [$($closes:ident),* $(,)?] each $from:literal {
            $($(#[$slot_doc:meta])* $slot:ident = $component:literal,)*
        } $($rest:tt)*
    ) => {
        $crate::directory::records! { @composite $(#[$doc])* $view { $($(#[$slot_doc])* $slot = $component,)* } }

        impl $view<'_> {
            pub(crate) const KIND: $crate::directory::Kind = $number;
        }

        $crate::directory::records! { @kinds $shapes [$($done,)* $crate::directory::Shape {
            name: stringify!($view),
            parts: 0,
            parent: $crate::directory::records!(@kind $parent),
            closes: $crate::directory::groups(&[$($crate::directory::records!(@kind $closes)),*]),
            each: $from,
            places: &[$($crate::directory::Place {
                name: stringify!($slot), part: 0, element: 0, component: $component,
            }),*],
        },] $($rest)* }
    };
    (@kinds $shapes:ident [$($done:expr,)*]
        $(#[$doc:meta])* $number:literal $view:ident under $parent:ident, closes [$($closes:ident),* $(,)?] {
            $($part:ident { $($(#[$slot_doc:meta])* $slot:ident = ($element:literal, $component:literal),)* })*
        } $($rest:tt)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $view<'a>(pub(crate) $crate::directory::Record<'a>);

        impl<'a> $view<'a> {
            pub(crate) const KIND: $crate::directory::Kind = $number;
            const PARTS: &'static [&'static str] = &[$(stringify!($part)),*];
            $(pub(crate) const $part: $crate::directory::Part =
                $crate::directory::part(Self::PARTS, stringify!($part));)*

            $($($(#[$slot_doc])*
            #[inline]
            pub fn $slot(&self) -> Option<$crate::edifact::Value<'a>> {
                self.0.value(Self::$part, $element, $component)
            })*)*

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

        $crate::directory::records! { @kinds $shapes [$($done,)* $crate::directory::Shape {
            name: stringify!($view),
            parts: $crate::directory::fillable(<$view<'_>>::PARTS),
            parent: $crate::directory::records!(@kind $parent),
            closes: $crate::directory::groups(&[$($crate::directory::records!(@kind $closes)),*]),
            each: 0,
            places: &[$($($crate::directory::Place {
                name: stringify!($slot), part: <$view<'_>>::$part, element: $element, component: $component,
            },)*)*],
        },] $($rest)* }
    };
    (@composite $(#[$doc:meta])* $view:ident { $($(#[$slot_doc:meta])* $slot:ident = $component:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $view<'a>(pub(crate) $crate::directory::Composite<'a>);

        impl<'a> $view<'a> {
            $($(#[$slot_doc])*
            #[inline]
            pub fn $slot(&self) -> Option<$crate::edifact::Value<'a>> {
                self.0.component($component)
            })*

            /// The place of the segment in which it stands.
            pub fn location(&self) -> $crate::Location {
                self.0.record().location()
            }
        }

        impl std::fmt::Debug for $view<'_> {
            /// Only the place: values belong to people.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($view), "({})"), self.location())
            }
        }
    };
}
pub(crate) use records;

/// Declares repeated composites that stand in segments with other values.
macro_rules! composites {
    ($($(#[$doc:meta])* $view:ident { $($(#[$slot_doc:meta])* $slot:ident = $component:literal,)* })+) => {
        $($crate::directory::records! { @composite $(#[$doc])* $view { $($(#[$slot_doc])* $slot = $component,)* } })+
    };
}
pub(crate) use composites;
