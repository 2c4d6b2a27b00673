//! The segment table of CUSRES as the API guides use it (PAXLST guide, appendix on CUSRES; UN/EDIFACT D.02B to D.15B).

use crate::directory::{FieldAt, Group, NONE, Row, Table, at, groups, records};

/// Head: BGM and the transaction reference.
pub(crate) const HEAD: Group = 0;
/// SG3: a leg.
pub(crate) const LEG: Group = 1;
/// SG4: a result.
pub(crate) const RESULT: Group = 2;

records! { SHAPES;
    /// The message itself: BGM and RFF TN.
    0 ResponseHead under NONE, closes [] {
        /// C002 1001 document name code: 962, 132, 312.
        document_code = 0,
        /// RFF TN 1154 transaction reference.
        transaction = 1,
        /// RFF TN 1060 revision of the transaction reference.
        revision = 2,
    }
    /// A leg of the flight (SG3, RFF AF).
    1 ResponseLeg under NONE, closes [] {
        /// C506 1153 kind of the reference: AF for a flight.
        kind = 0,
        /// C506 1154 flight designator.
        flight = 1,
    }
    /// A time of a leg (SG3, DTM).
    2 ResponseTime under 1, closes [] {
        /// C507 2005 which time it is.
        qualifier = 0,
        /// C507 2380 the time.
        value = 1,
    }
    /// A port of a leg (SG3, LOC).
    3 ResponsePort under 1, closes [] {
        /// 3227 role of the port.
        role = 0,
        /// C517 3225 code of the port.
        code = 1,
    }
    /// A result (SG4, ERP).
    4 ResultGroup under NONE, closes [1] {
        /// C701 1049 section: 1 the whole message, 2 a passenger.
        section = 0,
    }
    /// A reference of the passenger whom a result is about (SG4, RFF).
    5 ResultReference under 4, closes [] {
        /// C506 1153 kind.
        kind = 0,
        /// C506 1154 reference.
        number = 1,
    }
    /// A result or error code (SG4, ERC).
    6 ResultCode under 4, closes [] {
        /// C901 9321 code.
        code = 0,
    }
    /// A text of a result (SG4, FTX).
    7 ResultText under 4, closes [] {
        /// 4451 subject.
        subject = 0,
        /// C108 4440 text.
        text = 1,
    }
}

const REFERENCE: &[FieldAt] = &[at(1, 1, 0), at(1, 2, 1)];

/// CUSRES.
pub(crate) static CUSRES: Table = Table::new(
    "CUSRES",
    &[
        Row::fill(b"BGM", ResponseHead::KIND).fields(&[at(1, 1, 0)]),
        Row::fill(b"RFF", ResponseHead::KIND)
            .when(b"TN")
            .within(groups(&[HEAD, LEG]))
            .fields(&[at(1, 2, 1), at(1, 5, 2)]),
        Row::open(b"RFF", ResponseLeg::KIND)
            .when(b"AF")
            .within(groups(&[HEAD, LEG]))
            .then(LEG)
            .fields(REFERENCE),
        Row::open(b"RFF", ResponseLeg::KIND).within(groups(&[HEAD, LEG])).then(LEG).fields(REFERENCE),
        Row::open(b"RFF", ResultReference::KIND).within(groups(&[RESULT])).fields(REFERENCE),
        Row::open(b"DTM", ResponseTime::KIND).within(groups(&[LEG])).fields(REFERENCE),
        Row::open(b"LOC", ResponsePort::KIND).within(groups(&[LEG])).fields(&[at(1, 1, 0), at(2, 1, 1)]),
        Row::open(b"ERP", ResultGroup::KIND).then(RESULT).fields(&[at(1, 1, 0)]),
        Row::spread(b"ERC").within(groups(&[RESULT])).each(ResultCode::KIND, 1, &[(1, 0)]),
        Row::open(b"FTX", ResultText::KIND).within(groups(&[RESULT])).fields(&[at(1, 1, 0), at(4, 1, 1)]),
    ],
    SHAPES,
);
