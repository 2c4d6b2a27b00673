//! The segment table of CUSRES as the API guides use it (PAXLST guide, appendix on CUSRES; UN/EDIFACT D.02B to D.15B).

use crate::directory::{Group, Row, Table, groups, records};

/// Head: BGM and the transaction reference.
pub(crate) const HEAD: Group = 0;
/// SG3: a leg.
pub(crate) const LEG: Group = 1;
/// SG4: a result.
pub(crate) const RESULT: Group = 2;

records! { SHAPES;
    /// The message itself: BGM and RFF TN.
    0 ResponseHead under NONE, closes [] {
        BGM {
            /// C002 1001 document name code: 962, 132, 312.
            document_code = (1, 1),
        }
        TN {
            /// RFF TN 1154 transaction reference.
            transaction = (1, 2),
            /// RFF TN 1060 revision of the transaction reference.
            revision = (1, 5),
        }
    }
    /// A leg of the flight (SG3, RFF AF).
    1 ResponseLeg under NONE, closes [] {
        OWN {
            /// C506 1153 kind of the reference: AF for a flight.
            kind = (1, 1),
            /// C506 1154 flight designator.
            flight = (1, 2),
        }
    }
    /// A time of a leg (SG3, DTM).
    2 ResponseTime under ResponseLeg, closes [] {
        OWN {
            /// C507 2005 which time it is.
            qualifier = (1, 1),
            /// C507 2380 the time.
            value = (1, 2),
        }
    }
    /// A port of a leg (SG3, LOC).
    3 ResponsePort under ResponseLeg, closes [] {
        OWN {
            /// 3227 role of the port.
            role = (1, 1),
            /// C517 3225 code of the port.
            code = (2, 1),
        }
    }
    /// A result (SG4, ERP).
    4 ResultGroup under NONE, closes [ResponseLeg] {
        OWN {
            /// C701 1049 section: 1 the whole message, 2 a passenger.
            section = (1, 1),
        }
    }
    /// A reference of the passenger whom a result is about (SG4, RFF).
    5 ResultReference under ResultGroup, closes [] {
        OWN {
            /// C506 1153 kind.
            kind = (1, 1),
            /// C506 1154 reference.
            number = (1, 2),
        }
    }
    /// A result or error code (SG4, ERC).
    6 ResultCode under ResultGroup, closes [] each 1 {
        /// C901 9321 code.
        code = 1,
    }
    /// A text of a result (SG4, FTX).
    7 ResultText under ResultGroup, closes [] {
        OWN {
            /// 4451 subject.
            subject = (1, 1),
            /// C108 4440 text.
            text = (4, 1),
        }
    }
}

/// CUSRES.
pub(crate) static CUSRES: Table = Table::new(
    "CUSRES",
    &[
        Row::fill(b"BGM", ResponseHead::KIND, ResponseHead::BGM),
        Row::fill(b"RFF", ResponseHead::KIND, ResponseHead::TN).when(b"TN").within(groups(&[HEAD, LEG])),
        Row::open(b"RFF", ResponseLeg::KIND).when(b"AF").within(groups(&[HEAD, LEG])).then(LEG),
        Row::open(b"RFF", ResponseLeg::KIND).within(groups(&[HEAD, LEG])).then(LEG),
        Row::open(b"RFF", ResultReference::KIND).within(groups(&[RESULT])),
        Row::open(b"DTM", ResponseTime::KIND).within(groups(&[LEG])),
        Row::open(b"LOC", ResponsePort::KIND).within(groups(&[LEG])),
        Row::open(b"ERP", ResultGroup::KIND).then(RESULT),
        Row::open(b"ERC", ResultCode::KIND).within(groups(&[RESULT])),
        Row::open(b"FTX", ResultText::KIND).within(groups(&[RESULT])),
    ],
    SHAPES,
);
