//! The segment table of PAXLST (PAXLST guide, UN/EDIFACT D.96B to D.24A) as data.

use crate::directory::{Group, NONE, Row, Table, at, groups, records};

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

records! { SHAPES;
    /// The message itself: BGM, RFF of level 0.
    0 Head under NONE, closes [] {
        /// C002 1001 document name code.
        document_code = 0,
        /// C106 1004 document identifier: the function of the list.
        function = 1,
        /// C106 1056 version of the function.
        function_version = 2,
        /// RFF TN 1154 transaction reference.
        transaction = 3,
        /// RFF TN 1060 revision of the transaction reference.
        revision = 4,
        /// RFF TN third component, where some senders put the revision.
        revision_early = 5,
    }
    /// A reporting party (SG1, NAD MS).
    1 Reporter under NONE, closes [6, 11] {
        /// C082 3039 profile of the party.
        profile = 0,
        /// C080 3036 name.
        surname = 1,
        /// C080 3036 second part of the name.
        given = 2,
        /// A name that stands one element too late.
        displaced = 3,
        /// C058 3124 unstructured name.
        unstructured = 4,
    }
    /// A contact of a reporting party (SG1, COM).
    2 ReporterContact under 1, closes [] {
        /// 3148 number or address.
        number = 0,
        /// 3155 means.
        means = 1,
    }
    /// A leg of the flight (SG2, TDT).
    3 Transport under NONE, closes [1, 4, 6, 11] {
        /// 8051 stage: 20 flight, 34 overflight.
        stage = 0,
        /// 8028 flight designator.
        flight = 1,
        /// C040 3127 carrier.
        carrier = 2,
    }
    /// A port (SG3, LOC).
    4 FlightPort under NONE, closes [] {
        /// 3227 role of the port.
        role = 0,
        /// C517 3225 code of the port.
        code = 1,
        /// C517 3224 name of the port.
        name = 2,
    }
    /// A time at a port (SG3, DTM).
    5 FlightTime under NONE, closes [] {
        /// C507 2005 which time it is.
        qualifier = 0,
        /// C507 2380 the time.
        value = 1,
        /// C507 2379 its format.
        format = 2,
    }
    /// A person (SG4, NAD).
    6 Person under NONE, closes [1, 11] {
        /// 3035 role.
        role = 0,
        /// C058 3124 unstructured name.
        unstructured = 1,
        /// C080 3036 surname.
        surname = 2,
        /// C080 3036 first given name.
        given = 3,
        /// C080 3036 second given name.
        middle = 4,
        /// C080 3036 third given name.
        fourth = 5,
        /// C059 3042 street.
        street = 6,
        /// 3164 city.
        city = 7,
        /// C819 3229 code of the region.
        region_code = 8,
        /// C819 3228 name of the region.
        region = 9,
        /// 3251 postal code.
        postcode = 10,
        /// 3207 country.
        country = 11,
        /// ATT C956 9019 sex.
        sex = 12,
        /// DTM 329 birth date.
        birth_date = 13,
        /// MEA CT C174 6314 number of checked bags.
        bag_count = 14,
        /// MEA CT C174 6411: the number where the unit belongs.
        bag_count_displaced = 15,
        /// MEA WT C174 6314 weight of checked bags.
        bag_weight = 16,
        /// MEA WT C174 6411 unit of the weight.
        bag_unit = 17,
        /// GEI C012 7365 how the data was captured.
        capture = 18,
        /// LOC 22 port where the person clears the border.
        clearance = 19,
        /// LOC 174 country of residence.
        residence = 20,
        /// LOC 178 port where the journey began.
        embarkation = 21,
        /// LOC 179 port where the journey ends.
        disembarkation = 22,
        /// LOC 180 state of birth.
        birth_state = 23,
        /// LOC 180 C517 3224 place of birth.
        birth_place = 24,
        /// LOC 180 C519 3222 city of birth.
        birth_city = 25,
        /// LOC 180 C553 3232 region of birth.
        birth_region = 26,
        /// EMP C948 9005 kind of crew member.
        crew = 27,
        /// RFF AVF 1154 record locator.
        locator = 28,
        /// RFF ABO 1154 unique passenger reference.
        unique_reference = 29,
        /// C080 3036 fourth given name.
        fifth = 30,
    }
    /// A contact of a person (SG4, COM).
    7 PersonContact under 6, closes [] {
        /// 3148 number or address.
        number = 0,
        /// 3155 means.
        means = 1,
    }
    /// A nationality (SG4, NAT).
    8 Nationality under 6, closes [] {
        /// 3493 which nationality: 2 current.
        qualifier = 0,
        /// C042 3293 state.
        state = 1,
    }
    /// A reference of a person (SG4, RFF).
    9 PersonReference under 6, closes [] {
        /// C506 1153 kind.
        kind = 0,
        /// C506 1154 reference.
        number = 1,
    }
    /// A run of bag tags (SG4, FTX BAG).
    10 PersonBag under 6, closes [] {
        /// C108 4440 first tag.
        first = 0,
        /// C108 4440 number of tags.
        count = 1,
    }
    /// A travel document (SG5, DOC).
    11 Document under 6, closes [] {
        /// C002 1001 type.
        kind = 0,
        /// C503 1004 number.
        number = 1,
        /// DTM 36 day of expiry.
        expiry = 2,
        /// DTM 182 day of issue.
        issued = 3,
        /// LOC 91 issuing state.
        issuer = 4,
        /// LOC 91 C517 3224 issuing place.
        place = 5,
        /// GEI C012 7365 how the document was captured.
        capture = 6,
    }
    /// A control total (CNT).
    12 ControlTotal under NONE, closes [6, 11] {
        /// C270 6069 what is counted: 42 passengers, 41 crew.
        qualifier = 0,
        /// C270 6066 the number.
        count = 1,
    }
}

const ANY_PERSON: u32 = groups(&[PERSON, DOCUMENT]);
const NAME: &[crate::directory::FieldAt] = &[
    at(1, 1, 0),
    at(3, 1, 1),
    at(4, 1, 2),
    at(4, 2, 3),
    at(4, 3, 4),
    at(4, 4, 5),
    at(4, 5, 30),
    at(5, 1, 6),
    at(6, 1, 7),
    at(7, 1, 8),
    at(7, 4, 9),
    at(8, 1, 10),
    at(9, 1, 11),
];

const fn person(role: &[u8]) -> Row {
    Row::open(b"NAD", Person::KIND).when(role).then(PERSON).fields(NAME).rank(1)
}

/// A person's place; 22, 174, 178, 179 and 180 belong to the person wherever they stand in SG4 or SG5.
const fn place(qualifier: &[u8], fields: &'static [crate::directory::FieldAt]) -> Row {
    Row::fill(b"LOC", Person::KIND).when(qualifier).within(ANY_PERSON).fields(fields).rank(7)
}

const fn document(tag: &[u8; 3], qualifier: &[u8], fields: &'static [crate::directory::FieldAt]) -> Row {
    Row::fill(tag, Document::KIND).when(qualifier).within(ANY_PERSON).fields(fields)
}

const TIME_FIELDS: &[crate::directory::FieldAt] = &[at(1, 1, 0), at(1, 2, 1), at(1, 3, 2)];
const PORT_FIELDS: &[crate::directory::FieldAt] = &[at(1, 1, 0), at(2, 1, 1), at(2, 4, 2)];

/// A port of the flight.
const fn port() -> Row {
    Row::open(b"LOC", FlightPort::KIND)
        .within(groups(&[HEAD, CONTACT, LEG, PORT]))
        .then(PORT)
        .of(Transport::KIND)
        .fields(PORT_FIELDS)
}

/// PAXLST.
pub(crate) static PAXLST: Table = Table::new(
    "PAXLST",
    &[
        Row::fill(b"BGM", Head::KIND).fields(&[at(1, 1, 0), at(2, 1, 1), at(2, 2, 2)]),
        Row::fill(b"RFF", Head::KIND).when(b"TN").within(groups(&[HEAD, CONTACT])).fields(&[
            at(1, 2, 3),
            at(1, 3, 5),
            at(1, 5, 4),
        ]),
        Row::fill(b"RFF", Person::KIND).when(b"AVF").within(ANY_PERSON).fields(&[at(1, 2, 28)]).rank(10),
        Row::fill(b"RFF", Person::KIND).when(b"ABO").within(ANY_PERSON).fields(&[at(1, 2, 29)]).rank(10),
        Row::open(b"RFF", PersonReference::KIND)
            .within(ANY_PERSON)
            .fields(&[at(1, 1, 0), at(1, 2, 1)])
            .rank(10),
        Row::open(b"NAD", Reporter::KIND)
            .when(b"MS")
            .within(groups(&[HEAD, CONTACT]))
            .then(CONTACT)
            .fields(&[at(2, 1, 0), at(3, 1, 4), at(4, 1, 1), at(4, 2, 2), at(5, 1, 3)]),
        person(b"FL"),
        person(b"FM"),
        person(b"DDU"),
        person(b"DDT"),
        person(b"ZZZ"),
        person(b"VW"),
        person(b"COT"),
        // A person of any other role is still a person, once the flight is known.
        Row::open(b"NAD", Person::KIND)
            .within(groups(&[LEG, PORT, PERSON, DOCUMENT, TAIL]))
            .then(PERSON)
            .fields(NAME)
            .rank(1),
        Row::spread(b"COM").within(groups(&[CONTACT])).each(ReporterContact::KIND, 1, &[(1, 0), (2, 1)]),
        Row::spread(b"COM").within(ANY_PERSON).each(PersonContact::KIND, 1, &[(1, 0), (2, 1)]).rank(8),
        Row::open(b"TDT", Transport::KIND).then(LEG).fields(&[at(1, 1, 0), at(2, 1, 1), at(5, 1, 2)]),
        place(b"22", &[at(2, 1, 19)]),
        // Some senders use 22 for the departure of the flight.
        port().when(b"22"),
        place(b"174", &[at(2, 1, 20)]),
        place(b"178", &[at(2, 1, 21)]),
        place(b"179", &[at(2, 1, 22)]),
        place(b"180", &[at(2, 1, 23), at(2, 4, 24), at(3, 4, 25), at(4, 4, 26)]),
        document(b"LOC", b"91", &[at(2, 1, 4), at(2, 4, 5)]),
        // The place of a gate pass.
        port().when(b"91"),
        port(),
        Row::fill(b"DTM", Person::KIND).when(b"329").within(ANY_PERSON).fields(&[at(1, 2, 13)]).rank(3),
        document(b"DTM", b"36", &[at(1, 2, 2)]),
        document(b"DTM", b"182", &[at(1, 2, 3)]),
        Row::open(b"DTM", FlightTime::KIND).within(groups(&[PORT])).of(FlightPort::KIND).fields(TIME_FIELDS),
        // SG2: mandatory in the directories up to D.13A, hardly ever sent.
        Row::open(b"DTM", FlightTime::KIND).within(groups(&[LEG])).of(Transport::KIND).fields(TIME_FIELDS),
        Row::fill(b"ATT", Person::KIND).within(ANY_PERSON).fields(&[at(3, 1, 12)]).rank(2),
        Row::fill(b"MEA", Person::KIND)
            .when(b"CT")
            .within(ANY_PERSON)
            .fields(&[at(3, 1, 15), at(3, 2, 14)])
            .rank(4),
        Row::fill(b"MEA", Person::KIND)
            .when(b"WT")
            .within(ANY_PERSON)
            .fields(&[at(3, 1, 17), at(3, 2, 16)])
            .rank(4),
        Row::fill(b"GEI", Person::KIND).within(groups(&[PERSON])).fields(&[at(2, 1, 18)]).rank(5),
        Row::fill(b"GEI", Document::KIND).within(groups(&[DOCUMENT])).fields(&[at(2, 1, 6)]),
        Row::open(b"FTX", PersonBag::KIND)
            .when(b"BAG")
            .within(ANY_PERSON)
            .fields(&[at(4, 1, 0), at(4, 2, 1)])
            .rank(6),
        Row::fill(b"EMP", Person::KIND).within(ANY_PERSON).fields(&[at(2, 1, 27)]).rank(9),
        Row::open(b"NAT", Nationality::KIND).within(ANY_PERSON).fields(&[at(1, 1, 0), at(2, 1, 1)]).rank(9),
        Row::open(b"DOC", Document::KIND)
            .within(ANY_PERSON)
            .then(DOCUMENT)
            .fields(&[at(1, 1, 0), at(2, 1, 1)]),
        Row::open(b"CNT", ControlTotal::KIND).then(TAIL).fields(&[at(1, 1, 0), at(1, 2, 1)]),
        Row::pass(b"AUT"),
    ],
    SHAPES,
);
