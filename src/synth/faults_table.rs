//! Named malformations: what is done to a sound message, which rule says so, where, and who may be lost.
//!
//! Sources: what was seen in real and public files (PNRGOV), the limits of ISO 9735-1, and own ideas. Data is invented.

use super::faults::{Change, Fault, Lost, Place, Target, Which};
use crate::finding::Rule;

const fn first(prefix: &'static str) -> Target {
    Target { prefix, which: Which::First }
}

const fn last(prefix: &'static str) -> Target {
    Target { prefix, which: Which::Last }
}

/// Any of the segments with a beginning, chosen by the seed.
const fn any(prefix: &'static str) -> Target {
    Target { prefix, which: Which::Any }
}

const fn list(name: &'static str, what: &'static str, target: Target, change: Change, rule: Rule) -> Fault {
    Fault {
        name,
        what,
        is_push: false,
        target,
        change,
        rule: Some(rule),
        place: Place::Change,
        lost: Lost::Nobody,
        at_end: false,
    }
}

const fn push(name: &'static str, what: &'static str, target: Target, change: Change, rule: Rule) -> Fault {
    let mut fault = list(name, what, target, change, rule);
    fault.is_push = true;
    fault
}

impl Fault {
    /// The finding stands at another place than the change.
    const fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    const fn losing(mut self, lost: Lost) -> Self {
        self.lost = lost;
        self
    }

    /// Nothing has to be said: the reader passes over it.
    const fn silent(mut self) -> Self {
        self.rule = None;
        self
    }

    /// Only at the end of a file.
    const fn last_in_file(mut self) -> Self {
        self.at_end = true;
        self
    }
}

use Change::{After, Before, Cut, Drop, From, Inside, Join, Move, Overwrite, Repeat, Set, Tag, Terminators};

/// All malformations.
pub(super) static FAULTS: &[Fault] = &[
    // The service string advice and the text around.
    list(
        "byte-order-mark",
        "a byte order mark before UNA",
        first("UNA"),
        Before("\u{feff}"),
        Rule::TextOutside,
    )
    .silent(),
    list(
        "log-prefix",
        "a line of a log before UNA",
        first("UNA"),
        Before("2026-03-14 07:12:00 INFO sent 1 message\n"),
        Rule::TextOutside,
    ),
    list(
        "mail-footer",
        "a footer after the interchange",
        last("UNZ"),
        After("\n-- \nsent by a mail gateway\n"),
        Rule::TextOutside,
    ),
    list(
        "una-five-characters",
        "UNA without its fifth character",
        first("UNA"),
        Inside(0, 0, 7, 1, ""),
        Rule::UnaDamaged,
    )
    .at(Place::Start),
    list(
        "una-same-characters",
        "UNA names one character twice",
        first("UNA"),
        Inside(0, 0, 3, 1, "+"),
        Rule::UnaNotDistinct,
    )
    .at(Place::Start),
    list("una-too-long", "UNA with a further terminator", first("UNA"), After("'"), Rule::EmptySegment),
    list(
        "typographic-quotes",
        "a word processor made typographic quotes of the terminators",
        first("UNB"),
        Terminators("\u{2019}", true),
        Rule::TypographicQuote,
    )
    .at(Place::Start),
    list(
        "terminator-unannounced",
        "another terminator than the default, and no UNA",
        first("UNB"),
        Terminators("\"", false),
        Rule::ServiceDeduced,
    )
    .at(Place::Start),
    // Segments and bytes.
    list(
        "blank-lines",
        "blank lines between segments",
        any("NAD+FL"),
        Before("\r\n \r\n"),
        Rule::TextOutside,
    )
    .silent(),
    list(
        "comment",
        "a comment on its own line between segments",
        any("NAD+FL"),
        Before("\n/* a person */\n"),
        Rule::TextOutside,
    ),
    list(
        "hard-wrap",
        "a line break inside a name",
        any("NAD+FL"),
        Inside(4, 1, 1, 0, "\r\n"),
        Rule::LineBreakInside,
    ),
    list(
        "control-byte",
        "a zero byte inside a name",
        any("NAD+FL"),
        Inside(4, 1, 1, 0, "\u{0}"),
        Rule::ControlByte,
    )
    .losing(Lost::Name),
    list(
        "not-of-the-set",
        "a letter outside level A",
        any("NAD+FL"),
        Inside(4, 1, 1, 0, "\u{dc}"),
        Rule::Repertoire,
    )
    .losing(Lost::Name),
    list(
        "release-of-ordinary",
        "a release character before a letter",
        any("NAD+FL"),
        Inside(4, 1, 1, 0, "?"),
        Rule::ReleaseOfOrdinary,
    ),
    list(
        "terminator-unreleased",
        "an apostrophe in a name is not released",
        any("NAD+FL"),
        Inside(4, 1, 1, 0, "'"),
        Rule::TerminatorUnreleased,
    )
    .losing(Lost::Name),
    list("tag-lower-case", "a tag in lower case", any("NAD+FL"), Tag("nad"), Rule::TagLowerCase),
    list("tag-damaged", "a tag that is none", any("NAT+2"), Tag("N#T"), Rule::TagDamaged),
    list("empty-segment", "two terminators", any("LOC+174"), After("'"), Rule::EmptySegment),
    list(
        "segments-fused",
        "the terminator between two segments is missing",
        any("LOC+178"),
        Join,
        Rule::SegmentsFused,
    )
    .at(Place::Segment(any("LOC+178"))),
    list(
        "birth-date-fused",
        "the terminator after a birth date is missing",
        any("DTM+329"),
        Join,
        Rule::SegmentsFused,
    ),
    list(
        "person-fused",
        "the terminator before a person is missing",
        last("LOC+91"),
        Join,
        Rule::SegmentsFused,
    ),
    list("sex-fused", "the terminator after a name is missing", any("NAD+FL"), Join, Rule::SegmentsFused),
    list(
        "trailer-fused",
        "the terminator before the trailer of the message is missing",
        last("CNT"),
        Join,
        Rule::SegmentsFused,
    ),
    list(
        "trailers-fused",
        "the terminator after the trailer of the message is missing",
        last("UNT"),
        Join,
        Rule::SegmentsFused,
    ),
    list("cut-in-a-segment", "the file ends inside a segment", any("DOC+P"), Cut(6), Rule::Unterminated)
        .at(Place::End)
        .losing(Lost::From)
        .last_in_file(),
    list(
        "last-terminator-missing",
        "the last terminator of the file is missing",
        last("UNZ"),
        Join,
        Rule::Unterminated,
    )
    .at(Place::End)
    .last_in_file(),
    list("release-at-end", "a release character is the last byte", last("UNZ"), Cut(1), Rule::ReleaseAtEnd)
        .at(Place::End)
        .last_in_file(),
    list(
        "segment-unknown",
        "a segment that no directory has",
        any("NAT+2"),
        After("XYZ+1:2+3'"),
        Rule::SegmentUnknown,
    ),
    list(
        "segment-misplaced",
        "a document before the first person",
        first("NAD+FL"),
        Before("DOC+P:110:111+Q1234567'"),
        Rule::SegmentMisplaced,
    ),
    list(
        "segment-repeated",
        "the sex of a person is sent twice",
        any("ATT+2"),
        Repeat(&["DTM"]),
        Rule::SegmentRepeated,
    ),
    list(
        "persons-before-flight",
        "the flight stands after the persons",
        first("TDT"),
        Move(&["NAD+FL"], "CNT"),
        Rule::SegmentMisplaced,
    )
    .silent(),
    // The envelope.
    list(
        "unb-missing",
        "the interchange begins with its message",
        first("UNA"),
        Drop(&["UNH"]),
        Rule::UnbMissing,
    )
    .at(Place::Start),
    list("unz-missing", "the interchange has no trailer", last("UNZ"), Drop(&[]), Rule::UnzMissing)
        .at(Place::End),
    list("unz-count", "the count of UNZ is wrong", last("UNZ"), Set(1, 1, "7"), Rule::UnzCount),
    list(
        "unz-reference",
        "UNZ has another reference than UNB",
        last("UNZ"),
        Set(2, 1, "OTHER"),
        Rule::UnzReference,
    ),
    list(
        "reference-with-point",
        "a decimal point in the control reference of UNB only",
        first("UNB"),
        Inside(5, 1, 2, 0, "."),
        Rule::UnzReference,
    )
    .at(Place::Segment(last("UNZ"))),
    list("unt-missing", "the message has no trailer", last("UNT"), Drop(&[]), Rule::UntMissing)
        .at(Place::Segment(first("UNH"))),
    list("unt-count", "the count of UNT is wrong", last("UNT"), Set(1, 1, "3"), Rule::UntCount),
    list("unt-without-reference", "UNT has no reference", last("UNT"), Set(2, 1, ""), Rule::UntReference)
        .at(Place::Segment(last("UNT"))),
    list("une-missing", "the group has no trailer", last("UNE"), Drop(&[]), Rule::UneMissing)
        .at(Place::Segment(first("UNG"))),
    list("une-count", "the count of UNE is wrong", last("UNE"), Set(1, 1, "2"), Rule::UneCount),
    list(
        "une-reference",
        "UNE has another reference than UNG",
        last("UNE"),
        Set(2, 1, "2"),
        Rule::UneReference,
    ),
    list(
        "segment-outside",
        "a segment after the trailer of the message",
        last("UNT"),
        After("LOC+22+VIE'"),
        Rule::SegmentOutside,
    ),
    list("no-message", "an interchange without a message", first("UNH"), Drop(&["UNE"]), Rule::NoMessage)
        .at(Place::Segment(first("UNB")))
        .losing(Lost::All),
    list(
        "header-only",
        "a message that is nothing but its header",
        first("BGM"),
        Drop(&["UNE"]),
        Rule::UntMissing,
    )
    .at(Place::Segment(first("UNH")))
    .losing(Lost::All),
    list(
        "message-twice",
        "the message is there twice",
        first("UNH"),
        Repeat(&["UNE"]),
        Rule::ReferenceRepeated,
    ),
    list(
        "group-of-another-type",
        "UNG names another message",
        first("UNG"),
        Set(1, 1, "CUSRES"),
        Rule::GroupType,
    )
    .at(Place::Segment(first("UNH"))),
    list(
        "message-unknown",
        "a message type that nobody knows",
        first("UNH"),
        Set(2, 1, "PAXLIS"),
        Rule::MessageUnknown,
    )
    .losing(Lost::All),
    list(
        "syntax-unknown",
        "a syntax identifier that is not listed",
        first("UNB"),
        Set(1, 1, "UNQQ"),
        Rule::SyntaxUnknown,
    ),
    list(
        "part-missing",
        "the first of several parts, and no other",
        first("UNH"),
        Set(4, 1, "01:C"),
        Rule::PartMissing,
    ),
    list("sender-empty", "UNB has no sender", first("UNB"), Set(2, 1, ""), Rule::PartyMissing)
        .at(Place::Segment(first("UNB"))),
    // Lists.
    list("flight-missing", "a list without TDT", first("TDT"), Drop(&["LOC"]), Rule::FlightMissing)
        .at(Place::Segment(first("UNH"))),
    list(
        "document-code",
        "a document code that is none of the lists'",
        first("BGM"),
        Set(1, 1, "999"),
        Rule::BgmCode,
    ),
    list(
        "birth-date-impossible",
        "month 13 and day 32",
        any("DTM+329"),
        Set(1, 2, "851332"),
        Rule::BirthDateInvalid,
    ),
    list(
        "birth-date-displaced",
        "the birth date where the port's time belongs",
        first("DTM+189"),
        Set(1, 2, "85"),
        Rule::FlightDateInvalid,
    ),
    list("sex-unknown", "a sex that is not listed", any("ATT+2"), Set(3, 1, "Q"), Rule::SexCode),
    list("state-of-two-letters", "a state of two letters", any("NAT+2"), Set(2, 1, "UK"), Rule::StateCode),
    list("port-impossible", "a port that is no code", first("LOC+125"), Set(2, 1, "J3"), Rule::PortCode),
    list(
        "document-number-of-signs",
        "a document number of signs",
        any("DOC+P"),
        Set(2, 1, "!!"),
        Rule::DocumentNumberShape,
    )
    .at(Place::Segment(any("DOC+P")))
    .losing(Lost::Name),
    list(
        "document-number-placeholder",
        "a document number of zeros",
        any("DOC+P"),
        Set(2, 1, "0000000"),
        Rule::Placeholder,
    )
    .at(Place::Segment(any("DOC+P")))
    .losing(Lost::Name),
    list(
        "expiry-of-zeros",
        "an expiry of zeros",
        any("DTM+36"),
        Set(1, 2, "000000"),
        Rule::DocumentDateInvalid,
    ),
    list("surname-missing", "a person without a surname", any("NAD+FL"), Set(4, 1, ""), Rule::SurnameMissing)
        .at(Place::Segment(any("NAD+FL")))
        .losing(Lost::Name),
    list("count-low", "the control total is too low", first("CNT"), Set(1, 2, "1"), Rule::CountLow)
        .at(Place::Segment(first("CNT"))),
    list(
        "count-of-crew",
        "the control total counts crew",
        first("CNT"),
        Set(1, 1, "41"),
        Rule::CountQualifier,
    )
    .at(Place::Segment(first("CNT"))),
    // Pushes.
    push("eqn-count", "EQN differs from the bookings", first("EQN"), Set(1, 1, "77"), Rule::EqnCount)
        .at(Place::Segment(first("UNH"))),
    push("msg-missing", "the push has no MSG", first("MSG"), Drop(&[]), Rule::MsgMissing)
        .at(Place::Segment(first("UNH"))),
    push("sender-missing", "the push has no ORG of level 0", first("ORG"), Drop(&[]), Rule::SenderMissing)
        .at(Place::Segment(first("UNH"))),
    push("flight-absent", "the push has no TVL of level 0", first("TVL"), Drop(&[]), Rule::FlightAbsent)
        .at(Place::Segment(first("UNH"))),
    push("status-turned-round", "KH for HK", any("RPI"), Set(2, 1, "KH"), Rule::StatusUnknown),
    push(
        "traveller-unknown",
        "a seat of a traveller who is not there",
        any("SSR+SEAT"),
        Set(2, 3, "77"),
        Rule::ReferenceUnknown,
    ),
    push(
        "ticket-without-airline",
        "a ticket number without the airline",
        any("TKT"),
        Set(1, 1, "0123456789"),
        Rule::TicketNumber,
    ),
    push(
        "list-inside",
        "segments of a list inside a push",
        any("REF+"),
        After("NAD+FL+++NOBODY:NEMO'"),
        Rule::SegmentUnknown,
    ),
    push("push-segments-fused", "the terminator after RPI is missing", any("RPI"), Join, Rule::SegmentsFused),
    push(
        "request-fused",
        "the terminator after a traveller is missing",
        any("TIF"),
        Join,
        Rule::SegmentsFused,
    ),
    push("booking-fused", "the terminator after SRC is missing", any("SRC"), Join, Rule::SegmentsFused),
    push("flight-fused", "the terminator after a flight is missing", last("TVL"), Join, Rule::SegmentsFused),
    push(
        "locator-shifted",
        "the type of a locator is left out, so that its day stands there",
        any("RCI"),
        From(1, 3, "110326:1220"),
        Rule::RciShifted,
    ),
    push(
        "time-for-a-day",
        "a time where the day of arrival belongs",
        first("TVL"),
        From(1, 3, "1505"),
        Rule::TvlShifted,
    ),
    push("locator-missing", "a booking without a locator", any("RCI"), Drop(&[]), Rule::LocatorMissing)
        .at(Place::Segment(any("SRC"))),
    push(
        "booking-twice",
        "a booking is there twice",
        first("SRC"),
        Repeat(&["SRC", "UNT"]),
        Rule::LocatorTwice,
    ),
    push(
        "reference-twice",
        "two travellers with one reference",
        any("APD"),
        After("TIF+NOBODY+NEMOMR:A:1'"),
        Rule::ReferenceTwice,
    ),
    push(
        "request-twice",
        "the document of a traveller stands in the flight, too",
        any("SSR+DOCS"),
        Overwrite("APD"),
        Rule::SegmentUnknown,
    )
    .silent(),
    push(
        "docs-broken",
        "a text of DOCS that follows no layout",
        any("SSR+DOCS"),
        From(1, 9, "PASSPORT SEEN"),
        Rule::DocsText,
    )
    .losing(Lost::Name),
    push(
        "trailers-missing",
        "the push ends after its last booking",
        last("UNT"),
        Drop(&["UNA"]),
        Rule::UntMissing,
    )
    .at(Place::Segment(first("UNH"))),
    push("cut-in-a-booking", "the file ends inside a booking", any("SSR+SEAT"), Cut(9), Rule::Unterminated)
        .at(Place::End)
        .losing(Lost::From)
        .last_in_file(),
];
