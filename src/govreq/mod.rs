//! GOVREQ: a state's request for PNRs outside the agreed times (PNRGOV guide; the function code is a parameter that must be
//! agreed with the carrier).

use std::borrow::Cow;
use std::fmt;

use crate::directory::{NoHook, Records, Row, Table, read, records};
use crate::edifact::{Envelope, InterchangeWriter, Message, MessageId};
use crate::error::Error;
use crate::options::{Parsed, ReadOptions};

records! { SHAPES;
    /// The message itself: MSG and ORG.
    0 RequestHead under NONE, closes [] {
        MSG {
            /// C302 1225 function of the request.
            function = (1, 2),
        }
        ORG {
            /// ORG C336 9906 authority.
            authority = (1, 1),
            /// ORG C336 3225 its place.
            place = (1, 2),
            /// ORG 9904 reference of the officer.
            officer = (7, 1),
        }
    }
    /// A record locator that is asked for (RCI).
    1 WantedLocator under NONE, closes [] each 1 {
        /// 9906 owner.
        company = 1,
        /// 9956 locator.
        number = 2,
    }
    /// A flight that is asked for (TVL).
    2 WantedFlight under NONE, closes [] {
        OWN {
            /// C310 9916 day of departure, DDMMYY.
            date = (1, 1),
            /// C310 9918 time of departure.
            time = (1, 2),
            /// C328 3225 place of departure.
            from = (2, 1),
            /// C328 3225 place of arrival.
            to = (3, 1),
            /// C306 9906 carrier.
            carrier = (4, 1),
            /// C308 9908 number.
            number = (5, 1),
        }
    }
    /// A name that is asked for (TIF).
    3 WantedName under NONE, closes [] {
        OWN {
            /// C322 9936 surname.
            surname = (1, 1),
            /// C324 9942 given name.
            given = (2, 1),
        }
    }
}

static GOVREQ: Table = Table::new(
    "GOVREQ",
    &[
        Row::fill(b"MSG", RequestHead::KIND, RequestHead::MSG),
        Row::fill(b"ORG", RequestHead::KIND, RequestHead::ORG),
        Row::open(b"RCI", WantedLocator::KIND),
        Row::open(b"TVL", WantedFlight::KIND),
        Row::open(b"TIF", WantedName::KIND),
    ],
    SHAPES,
);

/// A request for PNRs (GOVREQ, UNH 0065 `GOVREQ`).
pub struct PnrRequest<'a> {
    message: Message<'a>,
    records: Records,
}

impl fmt::Debug for PnrRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PnrRequest").field("location", &self.message.location()).finish_non_exhaustive()
    }
}

impl<'a> PnrRequest<'a> {
    /// Reads a GOVREQ message.
    ///
    /// # Errors
    /// When the message is of another type (UNH 0065).
    pub fn read(message: &Message<'a>, options: &ReadOptions) -> Result<Parsed<Self>, Error> {
        let (records, findings) = read(&GOVREQ, message, options.limits.findings, &mut NoHook)?;
        Ok(Parsed { value: Self { message: *message, records }, findings: findings.into_vec() })
    }

    /// The common access reference, to be echoed in the push that answers (UNH 0068).
    pub fn access_reference(&self) -> Option<Cow<'a, str>> {
        self.message.header()?.access_reference().map(|value| value.text())
    }

    /// Function and authority.
    pub fn head(&self) -> Option<RequestHead<'_>> {
        self.records.get(self.message.interchange(), RequestHead::KIND, 0).map(RequestHead)
    }

    /// Locators that are asked for.
    pub fn locators(&self) -> impl Iterator<Item = WantedLocator<'_>> {
        self.records.all_composites(self.message.interchange(), WantedLocator::KIND).map(WantedLocator)
    }

    /// Flights that are asked for.
    pub fn flights(&self) -> impl Iterator<Item = WantedFlight<'_>> {
        self.records.all(self.message.interchange(), WantedFlight::KIND).map(WantedFlight)
    }

    /// Names that are asked for.
    pub fn names(&self) -> impl Iterator<Item = WantedName<'_>> {
        self.records.all(self.message.interchange(), WantedName::KIND).map(WantedName)
    }
}

/// A flight to ask for, in the forms of the wire: day `DDMMYY`, time `HHMM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Wanted<'t> {
    /// Day of departure.
    pub date: &'t str,
    /// Time of departure.
    pub time: &'t str,
    /// Place of departure.
    pub from: &'t str,
    /// Place of arrival.
    pub to: &'t str,
    /// Carrier.
    pub carrier: &'t str,
    /// Number.
    pub number: &'t str,
}

impl<'t> Wanted<'t> {
    /// A flight on a day.
    pub const fn new(carrier: &'t str, number: &'t str, date: &'t str, from: &'t str, to: &'t str) -> Self {
        Self { date, time: "", from, to, carrier, number }
    }
}

/// Writes a request for all PNRs of a flight, or for some locators on it. `function` must be agreed with the carrier.
///
/// # Errors
/// When a value holds a character that the syntax identifier does not allow.
pub fn write_request(
    envelope: Envelope<'_>,
    id: &MessageId<'_>,
    function: &str,
    authority: (&str, &str),
    locators: &[(&str, &str)],
    flight: &Wanted<'_>,
) -> Result<Vec<u8>, Error> {
    let mut out = InterchangeWriter::new(envelope);
    out.message(id, |out| {
        out.segment("MSG", &[&["", function]]);
        out.segment("ORG", &[&[authority.0, authority.1]]);
        for &(company, number) in locators {
            out.segment("RCI", &[&[company, number]]);
        }
        out.segment(
            "TVL",
            &[&[flight.date, flight.time], &[flight.from], &[flight.to], &[flight.carrier], &[flight.number]],
        );
    });
    out.finish()
}

/// The segments that are read from this message, and what is read from each.
pub fn segments() -> Vec<crate::directory::CoveredSegment> {
    crate::directory::covered(&GOVREQ)
}
