//! Places whose values stay, by tag, qualifier, element and component. Every other value is replaced.
//!
//! Sources: the segment tables of the PAXLST and PNRGOV guides, ISO 9735-1 (service segments) and 9735-4 (CONTRL), and the
//! tables of the rooms that read these messages.

/// What a place holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A code or a short reference of at most this many characters: it stays. A longer value, or one with a blank, is no
    /// code and is replaced.
    Code(u8),
    /// A number with a decimal mark, or nothing of a number: only the number stays.
    Number,
    /// Free text, numbers and words of every kind: replaced word by word.
    Text,
    /// A name: replaced word by word, and no word is taken for a word of free text.
    Name,
    /// Given names of a booking with their title, which stays.
    Given,
    /// The day of a birth or a document, `YYMMDD` or `CCYYMMDD`.
    Day,
    /// The text of SSR DOCS.
    Docs,
    /// The text of SSR DOCO.
    Doco,
    /// The text of SSR DOCA.
    Doca,
    /// The text of SSR FOID.
    Foid,
    /// The text of SSR FQTV and its kin: a carrier and a number.
    Frequent,
}

/// A range of places of a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// First component of the first element; empty for any.
    qualifier: &'static str,
    elements: (u16, u16),
    components: (u16, u16),
    class: Class,
}

impl Place {
    /// True for a place of this range, in a segment with this qualifier.
    pub(super) fn holds(&self, qualifier: &[u8], element: u16, component: u16) -> bool {
        (self.qualifier.is_empty() || self.qualifier.as_bytes() == qualifier)
            && (self.elements.0..=self.elements.1).contains(&element)
            && (self.components.0..=self.components.1).contains(&component)
    }

    /// What stands there.
    pub(super) const fn class(&self) -> Class {
        self.class
    }

    const fn when(mut self, qualifier: &'static str) -> Self {
        self.qualifier = qualifier;
        self
    }
}

const LAST: u16 = u16::MAX;

/// One component.
const fn at(element: u16, component: u16, class: Class) -> Place {
    Place { qualifier: "", elements: (element, element), components: (component, component), class }
}

/// The first components of some elements.
const fn elements(first: u16, last: u16, class: Class) -> Place {
    Place { qualifier: "", elements: (first, last), components: (1, 1), class }
}

/// All components of an element.
const fn whole(element: u16, class: Class) -> Place {
    Place { qualifier: "", elements: (element, element), components: (1, LAST), class }
}

/// Some components of an element.
const fn run(element: u16, first: u16, last: u16, class: Class) -> Place {
    Place { qualifier: "", elements: (element, element), components: (first, last), class }
}

/// A component of an element and of all after it.
const fn each(element: u16, component: u16, class: Class) -> Place {
    Place { qualifier: "", elements: (element, LAST), components: (component, component), class }
}

/// All components of an element and of all after it.
const fn rest(element: u16, class: Class) -> Place {
    Place { qualifier: "", elements: (element, LAST), components: (1, LAST), class }
}

use Class::{Code, Day, Doca, Doco, Docs, Foid, Frequent, Given, Name, Number};

const C1: Class = Code(1);
const C3: Class = Code(3);
const C5: Class = Code(5);
const C6: Class = Code(6);
/// Identification of a sender, recipient or system.
const PARTY: Class = Code(35);

/// Messages whose segments the table knows; in any other one every value is replaced.
pub(super) const MESSAGES: &[&[u8]] = &[b"PAXLST", b"PNRGOV", b"CUSRES", b"CONTRL", b"ACKRES", b"GOVREQ"];

/// Segments and their places, the first one that holds counts.
pub(super) const SEGMENTS: &[(&[u8; 3], &[Place])] = &[
    // Service segments.
    (
        b"UNB",
        &[
            whole(1, C6),
            whole(2, PARTY),
            whole(3, PARTY),
            whole(4, Code(8)),
            at(5, 1, C3),
            at(7, 1, Code(14)),
            at(8, 1, C1),
            at(9, 1, C1),
            at(11, 1, C1),
        ],
    ),
    (
        b"UNG",
        &[
            at(1, 1, C6),
            whole(2, PARTY),
            whole(3, PARTY),
            whole(4, Code(8)),
            at(5, 1, C3),
            at(6, 1, C3),
            whole(7, C6),
        ],
    ),
    (b"UNH", &[at(1, 1, C3), whole(2, C6), at(3, 1, C3), whole(4, Code(2))]),
    (b"UNT", &[at(1, 1, Number), at(2, 1, C3)]),
    (b"UNE", &[at(1, 1, Number), at(2, 1, C3)]),
    (b"UNZ", &[at(1, 1, Number), at(2, 1, C3)]),
    (b"UNS", &[at(1, 1, C1)]),
    // PAXLST and CUSRES.
    (b"BGM", &[whole(1, C3), at(2, 1, C6), at(3, 1, C3)]),
    (
        b"RFF",
        &[
            at(1, 2, C5).when("SEA"),
            // CUSRES: the flight.
            at(1, 2, Code(8)).when("AF"),
            at(1, 1, C3),
            at(1, 5, C3),
        ],
    ),
    (b"NAD", &[at(1, 1, C3), run(2, 2, 3, C3), run(4, 1, 5, Name), at(9, 1, C3)]),
    (b"COM", &[each(1, 2, C3)]),
    (b"CTA", &[at(1, 1, C3), each(3, 2, C3)]),
    // A person of the customs form: the letter of the document stands before a slash.
    (
        b"PDT",
        &[
            at(1, 1, Foid),
            at(1, 2, Day),
            at(1, 3, C3),
            run(2, 1, 3, Name),
            at(2, 4, Day),
            at(2, 5, C1),
            at(3, 1, C3),
            whole(4, C5),
        ],
    ),
    (b"TDT", &[at(1, 1, C3), at(2, 1, Code(8)), whole(3, C3), whole(4, C3), run(5, 1, 3, C3)]),
    (b"LOC", &[at(1, 1, C3), at(2, 1, C5), run(2, 2, 3, C3), at(3, 1, C5), run(3, 2, 3, C3), at(4, 1, C5)]),
    (
        b"DTM",
        &[
            at(1, 2, Code(12)).when("189"),
            at(1, 2, Code(12)).when("232"),
            at(1, 2, Code(12)).when("136"),
            at(1, 2, Code(12)).when("132"),
            at(1, 2, Code(12)).when("137"),
            at(1, 2, Code(12)).when("554"),
            // The customs form of the 1990s: day, time and zone are elements.
            elements(2, 4, C6).when("136"),
            elements(2, 4, C6).when("132"),
            at(1, 1, C3),
            at(1, 2, Day),
            at(1, 3, C3),
        ],
    ),
    (b"ATT", &[at(1, 1, C3), whole(2, C3), run(3, 1, 3, C3)]),
    (b"MEA", &[at(1, 1, C3), whole(2, C3), at(3, 1, C3), at(3, 2, Number)]),
    (b"GEI", &[at(1, 1, C3), run(2, 1, 3, C3)]),
    (b"FTX", &[at(4, 2, C3).when("BAG"), at(1, 1, C3), at(2, 1, C3), whole(3, C3), at(5, 1, C3)]),
    (b"EMP", &[at(1, 1, C3), run(2, 1, 3, C3)]),
    (b"NAT", &[at(1, 1, C3), run(2, 1, 3, C3)]),
    (b"DOC", &[run(1, 1, 3, C3)]),
    (b"CNT", &[at(1, 1, C3), at(1, 2, Number)]),
    (b"QTY", &[at(1, 1, C3), at(1, 2, Number), at(1, 3, C3)]),
    (b"GIS", &[run(1, 1, 4, C3)]),
    (b"ERP", &[run(1, 1, 3, C3)]),
    (b"ERC", &[each(1, 1, C6), each(1, 2, C3), each(1, 3, C3)]),
    // CONTRL.
    (b"UCI", &[at(1, 1, C3), whole(2, PARTY), whole(3, PARTY), at(4, 1, C3), at(5, 1, C3), at(6, 1, C3)]),
    (b"UCF", &[at(1, 1, C3), whole(2, PARTY), whole(3, PARTY), at(4, 1, C3), at(5, 1, C3), at(6, 1, C3)]),
    (b"UCM", &[at(1, 1, C3), whole(2, C6), at(3, 1, C3), at(4, 1, C3), at(5, 1, C3)]),
    (b"UCS", &[at(1, 1, Number), at(2, 1, C3)]),
    (b"UCD", &[at(1, 1, C3), whole(2, C3)]),
    // PNRGOV, ACKRES, GOVREQ.
    (b"MSG", &[whole(1, C3), at(2, 1, C3)]),
    (
        b"ORG",
        &[
            at(1, 1, C3),
            at(1, 2, C5),
            at(3, 1, C5),
            at(4, 1, C3),
            at(4, 2, C5),
            at(5, 1, C3),
            run(6, 1, 3, C3),
        ],
    ),
    (
        b"TVL",
        &[
            run(1, 1, 5, C6),
            at(2, 1, C5),
            at(3, 1, C5),
            run(4, 1, 2, C3),
            at(5, 1, C5),
            at(5, 2, Code(4)),
            at(5, 3, C3),
            at(6, 1, C6),
            at(7, 1, C6),
            at(8, 1, C3),
        ],
    ),
    (b"TRA", &[at(1, 1, C3), at(2, 1, C5), at(2, 2, Code(4)), at(2, 3, C3)]),
    (b"EQN", &[at(1, 1, Number), at(1, 2, C3)]),
    (b"RCI", &[each(1, 1, C3), each(1, 3, C6), each(1, 4, C6), each(1, 5, Code(9))]),
    (
        b"SSR",
        &[
            at(1, 9, Docs).when("DOCS"),
            at(1, 9, Doco).when("DOCO"),
            at(1, 9, Doca).when("DOCA"),
            at(1, 9, Foid).when("FOID"),
            at(1, 9, Frequent).when("FQTV"),
            at(1, 9, Frequent).when("FQTR"),
            at(1, 9, Frequent).when("FQTU"),
            at(1, 9, Frequent).when("FQTS"),
            at(1, 1, Code(4)),
            run(1, 2, 6, C3),
            run(1, 7, 8, C5),
            each(2, 1, Code(4)),
            each(2, 2, C3),
            each(2, 3, C3),
            each(2, 4, Code(2)),
            each(2, 5, Code(2)),
        ],
    ),
    (
        b"DAT",
        &[
            each(1, 1, C3),
            each(1, 2, C6),
            each(1, 3, Code(4)),
            each(1, 4, C3),
            each(1, 5, Code(4)),
            each(1, 6, C3),
            each(1, 7, C5),
        ],
    ),
    (b"IFT", &[run(1, 1, 5, C3)]),
    (b"ADD", &[each(2, 1, C3), each(2, 6, C3)]),
    (
        b"EBD",
        &[at(1, 1, C3), at(1, 2, Number), at(2, 1, Number), run(2, 2, 5, C3), at(3, 1, C3), at(3, 3, C3)],
    ),
    (
        b"TIF",
        &[
            at(1, 1, Name),
            run(1, 2, 4, C3),
            each(2, 1, Given),
            each(2, 2, C3),
            each(2, 3, C3),
            each(2, 4, C1),
            rest(2, Name),
        ],
    ),
    (
        b"FTI",
        &[
            each(1, 1, C3),
            each(1, 3, C3),
            each(1, 4, C3),
            each(1, 5, C5),
            each(1, 6, C5),
            each(1, 7, C5),
            each(1, 8, C3),
        ],
    ),
    (b"REF", &[each(1, 1, C3)]),
    (b"FAR", &[at(1, 1, C3), at(2, 1, C3), whole(3, Code(4)), whole(5, Code(4)), each(6, 1, Code(10))]),
    (b"TKT", &[run(1, 2, 5, C3), at(2, 1, C3)]),
    (b"MON", &[each(1, 1, C3), each(1, 2, Number), each(1, 3, C3), each(1, 4, C5)]),
    (b"PTK", &[whole(1, C3), at(2, 1, C3), run(3, 1, 2, C6), at(4, 1, C3), at(5, 1, C3), run(6, 1, 2, C5)]),
    (
        b"TXD",
        &[
            at(1, 1, C3),
            each(2, 1, Number),
            each(2, 2, C3),
            each(2, 3, C3),
            each(2, 4, Code(4)),
            each(2, 5, Number),
            each(2, 6, C3),
            each(2, 7, C3),
            each(2, 8, Code(4)),
        ],
    ),
    (b"FOP", &[each(1, 1, C3), each(1, 2, C3), each(1, 3, Number), each(1, 4, C3), each(1, 6, Code(4))]),
    (b"RPI", &[at(1, 1, C3), rest(2, C3)]),
    (b"APD", &[whole(1, C6), rest(2, C5)]),
    (b"TRI", &[whole(1, C3), at(2, 2, C3), at(2, 3, Code(4)), at(2, 4, C3)]),
    (b"SSD", &[rest(1, Code(4))]),
    (
        b"TBD",
        &[
            at(1, 1, C3),
            run(2, 1, 2, Number),
            run(2, 3, 5, C3),
            run(3, 1, 2, Number),
            run(3, 3, 5, C3),
            at(4, 1, C3),
            each(5, 1, C3),
            each(5, 3, C3),
            each(5, 4, C5),
        ],
    ),
    (b"ABI", &[whole(1, C3), at(3, 1, C5), at(4, 1, C5), at(5, 1, C3)]),
    (b"SAC", &[rest(1, C3)]),
    // Known by their tags only.
    (b"SRC", &[]),
    (b"LTS", &[]),
    (b"AUT", &[]),
    (b"CPI", &[]),
    (b"EQD", &[]),
    (b"GID", &[]),
    (b"PDT", &[]),
];

/// The places of a tag; `None` for a tag that is not known.
pub(super) fn places(tag: &[u8]) -> Option<&'static [Place]> {
    SEGMENTS.iter().find(|(known, _)| known.as_slice() == tag).map(|(_, places)| *places)
}

/// Words that name nobody and stay wherever they stand: titles, and what is sent for a name or number that is not known.
pub(super) const NOBODY: &[&str] = &[
    "MR", "MRS", "MS", "MISS", "MSTR", "CHD", "INF", "DR", "PROF", "FNU", "LNU", "UNKNOWN", "TEST", "NULL",
    "XXX", "NONAME", "NN", "NONE", "NIL", "PASSPORT",
];

/// Words of free text that say what follows (AIRIMP contact codes, and what senders write instead).
pub(super) const ANNOUNCING: &[&str] = &[
    "CTC", "CTCA", "CTCB", "CTCE", "CTCF", "CTCH", "CTCM", "CTCP", "CTCR", "CTCT", "TEL", "PHONE", "PH",
    "MOB", "MOBILE", "CALL", "CONTACT", "FAX", "CELL", "TKT", "ETKT", "TICKET", "TKNE", "TKNO", "TKNM",
];

/// Identifiers of ISO 9735-1 that stand where an interchange begins, so that one that cannot be read stays one.
pub(super) const OPENING: &[&str] =
    &["UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ", "UNOA", "UNOB", "UNOC", "IATA", "IATB"];
