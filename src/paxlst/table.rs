//! The segment table of PAXLST (PAXLST guide, UN/EDIFACT D.96B to D.24A) as data.

use crate::directory::{Group, Part, Row, Table, composites, groups, records};

/// Head: BGM, RFF, DTM, LOC.
pub(crate) const HEAD: Group = 0;
/// SG1: the reporter and contacts.
pub(crate) const CONTACT: Group = 1;
/// SG2 and SG3: legs and ports.
pub(crate) const LEG: Group = 2;
/// SG4: a person.
pub(crate) const PERSON: Group = 3;
/// SG5: a document.
pub(crate) const DOCUMENT: Group = 4;
/// After the control total.
pub(crate) const TAIL: Group = 5;
/// SG3: a port of a leg, with its times.
pub(crate) const PORT: Group = 6;
/// A party that has no place where it stands: before the flight, between flight and persons, behind the first person. A contact behind it is neither
/// the reporter's nor a person's.
const ASTRAY_BEFORE_FLIGHT: Group = 7;
const ASTRAY_BEFORE_PERSONS: Group = 8;
const ASTRAY_AMONG_PERSONS: Group = 9;

records! { SHAPES;
    /// The message itself: BGM, RFF of level 0.
    0 Head under NONE, closes [] {
        BGM {
            /// C002 1001 document name code.
            document_code = (1, 1),
            /// C106 1004 document identifier: the function of the list.
            function = (2, 1),
            /// C106 1056 version of the function.
            function_version = (2, 2),
        }
        TN {
            /// RFF TN 1154 transaction reference.
            transaction = (1, 2),
            /// RFF TN third component, where some senders put the revision.
            revision_early = (1, 3),
            /// RFF TN 1060 revision of the transaction reference.
            revision = (1, 5),
        }
    }
    /// A reporting party (SG1, NAD MS).
    1 Reporter under NONE, closes [Person, Document] {
        OWN {
            /// C082 3039 profile of the party.
            profile = (2, 1),
            /// C058 3124 unstructured name.
            unstructured = (3, 1),
            /// C080 3036 name.
            surname = (4, 1),
            /// C080 3036 second part of the name.
            given = (4, 2),
            /// A name that stands one element too late.
            displaced = (5, 1),
        }
    }
    /// A contact of a reporting party (SG1, COM).
    2 ReporterContact under Reporter, closes [] each 1 {
        /// 3148 number or address.
        number = 1,
        /// 3155 means.
        means = 2,
    }
    /// A leg of the flight (SG2, TDT).
    3 Transport under NONE, closes [Reporter, FlightPort, Person, Document] {
        OWN {
            /// 8051 stage: 20 flight, 34 overflight.
            stage = (1, 1),
            /// 8028 flight designator.
            flight = (2, 1),
            /// C040 3127 carrier.
            carrier = (5, 1),
            /// The carrier one element earlier (customs form of the 1990s).
            carrier_early = (4, 1),
        }
    }
    /// A port (SG3, LOC).
    4 FlightPort under NONE, closes [] {
        OWN {
            /// 3227 role of the port.
            role = (1, 1),
            /// C517 3225 code of the port.
            code = (2, 1),
            /// C517 3224 name of the port.
            name = (2, 4),
        }
    }
    /// A time at a port (SG3, DTM).
    5 FlightTime under NONE, closes [] {
        OWN {
            /// C507 2005 which time it is.
            qualifier = (1, 1),
            /// C507 2380 the time.
            value = (1, 2),
            /// C507 2379 its format.
            format = (1, 3),
            /// The day where it is an element of its own (customs form of the 1990s).
            day = (2, 1),
            /// The time where it is an element of its own.
            clock = (3, 1),
        }
    }
    /// A person (SG4, NAD).
    6 Person under NONE, closes [Reporter, Document] {
        OWN {
            /// 3035 role.
            role = (1, 1),
            /// C058 3124 unstructured name.
            unstructured = (3, 1),
            /// C080 3036 surname.
            surname = (4, 1),
            /// C080 3036 first given name.
            given = (4, 2),
            /// C080 3036 second given name.
            middle = (4, 3),
            /// C080 3036 third given name.
            fourth = (4, 4),
            /// C080 3036 fourth given name.
            fifth = (4, 5),
            /// C059 3042 street.
            street = (5, 1),
            /// C059 3042 further lines of the street.
            street_2 = (5, 2),
            /// The third.
            street_3 = (5, 3),
            /// The fourth.
            street_4 = (5, 4),
            /// 3164 city.
            city = (6, 1),
            /// C819 3229 code of the region.
            region_code = (7, 1),
            /// C819 3228 name of the region.
            region = (7, 4),
            /// 3251 postal code.
            postcode = (8, 1),
            /// 3207 country.
            country = (9, 1),
        }
        SEX {
            /// ATT C956 9019 sex.
            sex = (3, 1),
        }
        BORN {
            /// DTM 329 birth date.
            birth_date = (1, 2),
        }
        BAGS {
            /// MEA CT C174 6411: the number where the unit belongs.
            bag_count_displaced = (3, 1),
            /// MEA CT C174 6314 number of checked bags.
            bag_count = (3, 2),
        }
        WEIGHT {
            /// MEA WT C174 6411 unit of the weight.
            bag_unit = (3, 1),
            /// MEA WT C174 6314 weight of checked bags.
            bag_weight = (3, 2),
        }
        CAPTURE {
            /// GEI C012 7365 how the data was captured.
            capture = (2, 1),
        }
        CLEARANCE {
            /// LOC 22 port where the person clears the border.
            clearance = (2, 1),
        }
        RESIDENCE {
            /// LOC 174 country of residence.
            residence = (2, 1),
        }
        EMBARKATION {
            /// LOC 178 port where the journey began.
            embarkation = (2, 1),
        }
        DISEMBARKATION {
            /// LOC 179 port where the journey ends.
            disembarkation = (2, 1),
        }
        BIRTHPLACE {
            /// LOC 180 state of birth.
            birth_state = (2, 1),
            /// LOC 180 C517 3224 place of birth.
            birth_place = (2, 4),
            /// LOC 180 C519 3222 city of birth.
            birth_city = (3, 4),
            /// LOC 180 C553 3232 region of birth.
            birth_region = (4, 4),
        }
        CREW {
            /// EMP C948 9005 kind of crew member.
            crew = (2, 1),
        }
        LOCATOR {
            /// RFF AVF 1154 record locator.
            locator = (1, 2),
        }
        UNIQUE {
            /// RFF ABO 1154 unique passenger reference.
            unique_reference = (1, 2),
        }
    }
    /// A contact of a person (SG4, COM).
    7 PersonContact under Person, closes [] each 1 {
        /// 3148 number or address.
        number = 1,
        /// 3155 means.
        means = 2,
    }
    /// A nationality (SG4, NAT).
    8 Nationality under Person, closes [] {
        OWN {
            /// 3493 which nationality: 2 current.
            qualifier = (1, 1),
            /// C042 3293 state.
            state = (2, 1),
        }
    }
    /// A reference of a person (SG4, RFF).
    9 PersonReference under Person, closes [] {
        OWN {
            /// C506 1153 kind.
            kind = (1, 1),
            /// C506 1154 reference.
            number = (1, 2),
        }
    }
    /// A run of bag tags (SG4, FTX BAG).
    10 PersonBag under Person, closes [] {
        OWN {
            /// C108 4440 first tag.
            first = (4, 1),
            /// C108 4440 number of tags.
            count = (4, 2),
        }
    }
    /// A travel document (SG5, DOC).
    11 Document under Person, closes [] {
        OWN {
            /// C002 1001 type.
            kind = (1, 1),
            /// C503 1004 number.
            number = (2, 1),
        }
        EXPIRY {
            /// DTM 36 day of expiry.
            expiry = (1, 2),
        }
        ISSUED {
            /// DTM 182 day of issue.
            issued = (1, 2),
        }
        ISSUER {
            /// LOC 91 issuing state.
            issuer = (2, 1),
            /// LOC 91 C517 3224 issuing place.
            place = (2, 4),
        }
        CAPTURE {
            /// GEI C012 7365 how the document was captured.
            capture = (2, 1),
        }
    }
    /// A control total (CNT).
    12 ControlTotal under NONE, closes [Person, Document] {
        OWN {
            /// C270 6069 what is counted: 42 passengers, 41 crew.
            qualifier = (1, 1),
            /// C270 6066 the number.
            count = (1, 2),
        }
    }
    /// Whom to ask (CTA), in the customs form of the 1990s.
    13 CustomsContact under NONE, closes [] {
        OWN {
            /// C056 3412 name.
            name = (2, 2),
        }
    }
    /// A person (PDT) in the customs form of the 1990s.
    14 CustomsPerson under NONE, closes [] {
        OWN {
            /// Letter of the document, slash, number.
            document = (1, 1),
            /// Day of expiry.
            expiry = (1, 2),
            /// Issuing state.
            issuer = (1, 3),
            /// Surname.
            surname = (2, 1),
            /// First given name.
            given = (2, 2),
            /// Second given name.
            middle = (2, 3),
            /// Birth date.
            birth_date = (2, 4),
            /// Sex.
            sex = (2, 5),
            /// PAX, CRW or ITI.
            status = (3, 1),
            /// Port where the journey began.
            origin = (4, 1),
            /// Port where the journey ends.
            destination = (4, 2),
        }
    }
}

composites! {
    /// A number of a contact (CTA), in the customs form of the 1990s.
    CustomsNumber {
        /// Number.
        number = 1,
        /// Means: TE, FX.
        means = 2,
    }
}

/// A person and the documents; a reporter among them takes what may be its own, and nothing else.
const ANY_PERSON: u32 = groups(&[PERSON, DOCUMENT, ASTRAY_AMONG_PERSONS]);
const BEFORE_PERSONS: u32 = groups(&[HEAD, CONTACT, ASTRAY_BEFORE_FLIGHT, LEG, PORT, ASTRAY_BEFORE_PERSONS]);
/// Where the reporter stands.
const BEFORE_FLIGHT: u32 = groups(&[HEAD, CONTACT, ASTRAY_BEFORE_FLIGHT]);
/// Where a party of any role is a person.
const AFTER_FLIGHT: u32 =
    groups(&[LEG, PORT, ASTRAY_BEFORE_PERSONS, PERSON, DOCUMENT, TAIL, ASTRAY_AMONG_PERSONS]);

const fn person(role: &[u8]) -> Row {
    Row::open(b"NAD", Person::KIND).when(role).then(PERSON).rank(1)
}

/// What belongs to the person wherever it stands in SG4 or SG5.
const fn of_person(tag: &[u8; 3], qualifier: &[u8], part: Part) -> Row {
    Row::fill(tag, Person::KIND, part).when(qualifier).within(ANY_PERSON)
}

const fn document(tag: &[u8; 3], qualifier: &[u8], part: Part) -> Row {
    Row::fill(tag, Document::KIND, part).when(qualifier).within(ANY_PERSON)
}

/// A port of the flight.
const fn port() -> Row {
    Row::open(b"LOC", FlightPort::KIND).within(BEFORE_PERSONS).then(PORT).of(Transport::KIND)
}

/// PAXLST.
pub(crate) static PAXLST: Table = Table::new(
    "PAXLST",
    &[
        Row::fill(b"BGM", Head::KIND, Head::BGM),
        Row::fill(b"RFF", Head::KIND, Head::TN).when(b"TN").within(BEFORE_FLIGHT),
        of_person(b"RFF", b"AVF", Person::LOCATOR).rank(10),
        of_person(b"RFF", b"ABO", Person::UNIQUE).rank(10),
        Row::open(b"RFF", PersonReference::KIND).within(ANY_PERSON).rank(10),
        Row::open(b"NAD", Reporter::KIND).when(b"MS").within(BEFORE_FLIGHT).then(CONTACT),
        Row::astray(b"NAD").when(b"MS").within(BEFORE_PERSONS).then(ASTRAY_BEFORE_PERSONS),
        Row::astray(b"NAD").when(b"MS").then(ASTRAY_AMONG_PERSONS),
        person(b"FL"),
        person(b"FM"),
        person(b"DDU"),
        person(b"DDT"),
        person(b"ZZZ"),
        person(b"VW"),
        person(b"COT"),
        // A person of any other role is still a person, once the flight is known.
        Row::open(b"NAD", Person::KIND).within(AFTER_FLIGHT).then(PERSON).rank(1),
        Row::astray(b"NAD").then(ASTRAY_BEFORE_FLIGHT),
        Row::open(b"COM", ReporterContact::KIND).within(groups(&[CONTACT])),
        Row::open(b"COM", PersonContact::KIND).within(groups(&[PERSON, DOCUMENT])).rank(8),
        Row::open(b"TDT", Transport::KIND).then(LEG),
        of_person(b"LOC", b"22", Person::CLEARANCE).rank(7),
        // Some senders use 22 for the departure of the flight.
        port().when(b"22"),
        of_person(b"LOC", b"174", Person::RESIDENCE).rank(7),
        of_person(b"LOC", b"178", Person::EMBARKATION).rank(7),
        of_person(b"LOC", b"179", Person::DISEMBARKATION).rank(7),
        of_person(b"LOC", b"180", Person::BIRTHPLACE).rank(7),
        document(b"LOC", b"91", Document::ISSUER),
        // The place of a gate pass.
        port().when(b"91"),
        port(),
        of_person(b"DTM", b"329", Person::BORN).rank(3),
        document(b"DTM", b"36", Document::EXPIRY),
        document(b"DTM", b"182", Document::ISSUED),
        Row::open(b"DTM", FlightTime::KIND)
            .within(groups(&[PORT, ASTRAY_BEFORE_PERSONS]))
            .of(FlightPort::KIND),
        // SG2: mandatory in the directories up to D.13A, hardly ever sent.
        Row::open(b"DTM", FlightTime::KIND).within(groups(&[LEG])).of(Transport::KIND),
        of_person(b"ATT", b"", Person::SEX).rank(2),
        of_person(b"MEA", b"CT", Person::BAGS).rank(4),
        of_person(b"MEA", b"WT", Person::WEIGHT).rank(4),
        Row::fill(b"GEI", Person::KIND, Person::CAPTURE).within(groups(&[PERSON])).rank(5),
        Row::fill(b"GEI", Document::KIND, Document::CAPTURE).within(groups(&[DOCUMENT])),
        Row::open(b"FTX", PersonBag::KIND).when(b"BAG").within(ANY_PERSON).rank(6),
        of_person(b"EMP", b"", Person::CREW).rank(9),
        Row::open(b"NAT", Nationality::KIND).within(ANY_PERSON).rank(9),
        Row::open(b"DOC", Document::KIND).within(ANY_PERSON).then(DOCUMENT),
        Row::open(b"CNT", ControlTotal::KIND).then(TAIL),
        Row::pass(b"AUT"),
        // In the directories (GIS up to D.01B), and not used by the guides.
        Row::pass(b"GIS"),
        Row::pass(b"CPI"),
        Row::pass(b"QTY"),
        Row::pass(b"GID"),
        // The customs form of the 1990s (US and NZ), which has no BGM and one segment a person.
        Row::open(b"CTA", CustomsContact::KIND).within(groups(&[HEAD, CONTACT])),
        Row::open(b"PDT", CustomsPerson::KIND).within(groups(&[LEG, PORT, TAIL])).then(TAIL),
        Row::pass(b"UNS"),
    ],
    SHAPES,
);
