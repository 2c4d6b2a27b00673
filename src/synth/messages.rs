//! Messages about a flight: kinds, editions, and the truth about each.

use chrono::NaiveDate;
use serde::Serialize;

use super::people::{dmy, ymd};
use super::traffic::{Leg, Reservation, Traffic, Traveller};

/// A kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// PAXLST 745: passengers.
    PassengerList,
    /// PAXLST 745, CP: changed passenger data, as an interactive message of one person.
    PassengerChange,
    /// PAXLST 745, XR: a reservation that is cancelled.
    CancelledReservation,
    /// PAXLST 745, RP: a party that has become smaller.
    Reduction,
    /// PAXLST 250: crew.
    CrewList,
    /// PAXLST 266, CLOB: who was on board, by references.
    OnBoard,
    /// PAXLST 266, CLNB: who was not on board.
    NotOnBoard,
    /// PAXLST 266, CL: closed, names nobody.
    Closed,
    /// PAXLST 266, XF: the flight is cancelled.
    CancelledFlight,
    /// PAXLST 266, CF: the flight is changed.
    ChangedFlight,
    /// PAXLST 336: master crew list.
    MasterCrewList,
    /// PAXLST 655: gate pass.
    GatePass,
    /// CUSRES 962: results for the passengers.
    Response,
    /// CONTRL: syntax report on a passenger list.
    Report,
    /// PNRGOV 22: all bookings.
    Push,
    /// PNRGOV 141: changed and cancelled bookings.
    Update,
    /// ACKRES: acknowledgement of the push.
    Acknowledgement,
    /// GOVREQ: request for the bookings of the flight.
    Request,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::PassengerList,
        Self::PassengerChange,
        Self::CancelledReservation,
        Self::Reduction,
        Self::CrewList,
        Self::OnBoard,
        Self::NotOnBoard,
        Self::Closed,
        Self::CancelledFlight,
        Self::ChangedFlight,
        Self::MasterCrewList,
        Self::GatePass,
        Self::Response,
        Self::Report,
        Self::Push,
        Self::Update,
        Self::Acknowledgement,
        Self::Request,
    ];

    /// The type of the message (UNH 0065).
    pub const fn message_type(self) -> &'static str {
        match self {
            Self::Response => "CUSRES",
            Self::Report => "CONTRL",
            Self::Push | Self::Update => "PNRGOV",
            Self::Acknowledgement => "ACKRES",
            Self::Request => "GOVREQ",
            _ => "PAXLST",
        }
    }

    /// The editions in which it is sent.
    pub const fn editions(self) -> &'static [Edition] {
        match self {
            Self::Push | Self::Update | Self::Acknowledgement | Self::Request => Edition::PUSHES,
            _ => Edition::LISTS,
        }
    }
}

/// Version of directory or guide, and how the envelope is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Edition {
    /// 0052 version and 0054 release.
    pub version: (&'static str, &'static str),
    /// 0001 and 0002.
    pub syntax: (&'static str, &'static str),
    /// True with a service string advice.
    pub una: bool,
    /// True with a functional group.
    pub group: bool,
    /// What stands after each segment.
    pub line_break: &'static str,
}

const fn edition(version: (&'static str, &'static str), syntax: (&'static str, &'static str)) -> Edition {
    Edition { version, syntax, una: true, group: true, line_break: "" }
}

const fn bare(version: (&'static str, &'static str), syntax: (&'static str, &'static str)) -> Edition {
    Edition { version, syntax, una: false, group: false, line_break: "\r\n" }
}

impl Edition {
    /// D.05B with group and service string advice.
    pub const LIST: Self = edition(("D", "05B"), ("UNOA", "4"));

    /// Guide 15.1 with group and service string advice.
    pub const PUSH: Self = edition(("15", "1"), ("IATA", "1"));

    /// Editions of lists: D.05B is the one of the guide; the others from D.96B to D.24A.
    pub const LISTS: &'static [Self] = &[
        Self::LIST,
        bare(("D", "96B"), ("UNOA", "1")),
        edition(("D", "02B"), ("UNOA", "2")),
        bare(("D", "03B"), ("UNOB", "3")),
        edition(("D", "12B"), ("UNOA", "4")),
        edition(("D", "15B"), ("UNOW", "4")),
        bare(("D", "24A"), ("UNOA", "4")),
    ];

    /// Editions of pushes: guides 10.1 to 18.1.
    pub const PUSHES: &'static [Self] = &[
        Self::PUSH,
        bare(("10", "1"), ("IATA", "1")),
        edition(("11", "1"), ("IATA", "1")),
        bare(("13", "1"), ("IATA", "1")),
        edition(("18", "1"), ("IATA", "1")),
    ];

    /// True when names are sent in the writing of their country.
    pub(super) fn is_original(&self) -> bool {
        self.syntax.0 == "UNOW"
    }

    /// True when another operating carrier stands in TRA and not in a second TVL (guide 14.1).
    pub(super) fn has_tra(&self) -> bool {
        self.version.0.parse::<u32>().is_ok_and(|guide| guide >= 14)
    }
}

/// What is true about a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Truth {
    /// Seed of the traffic.
    pub seed: u64,
    /// Kind.
    pub kind: Kind,
    /// Edition.
    pub edition: Edition,
    /// The flight.
    pub leg: Leg,
    /// The people in it, in their order; in lists and responses.
    pub people: Vec<Traveller>,
    /// The bookings in it, in their order; in pushes.
    pub reservations: Vec<Reservation>,
    /// Locators of cancelled bookings; in updates.
    pub cancelled: Vec<String>,
    /// Codes that answer: a result for each person, an action for each message, a response and errors.
    pub codes: Vec<&'static str>,
    /// Segments from UNH to UNT.
    pub segments: usize,
}

/// A message with its truth.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Made {
    /// The interchange.
    pub bytes: Vec<u8>,
    /// What is true about it.
    pub truth: Truth,
}

impl Made {
    /// The truth as JSON.
    pub fn truth_json(&self) -> String {
        json(&self.truth)
    }
}

/// A truth as JSON. Only maps with keys that are no strings fail, and there are none.
pub(super) fn json(truth: &impl Serialize) -> String {
    serde_json::to_string_pretty(truth).unwrap_or_default()
}

/// A message that is being written: values are released, segments counted.
pub(super) struct Draft<'t> {
    pub(super) traffic: &'t Traffic,
    pub(super) edition: Edition,
    pub(super) text: String,
    segments: usize,
    pub(super) truth: Truth,
}

/// A value with its service characters released.
pub(super) fn released(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, '\'' | '+' | ':' | '?') {
            out.push('?');
        }
        out.push(c);
    }
    out
}

impl Draft<'_> {
    /// A segment of the message.
    pub(super) fn segment(&mut self, segment: &str) {
        self.envelope(segment);
        self.segments += 1;
    }

    fn envelope(&mut self, segment: &str) {
        self.text.push_str(segment);
        self.text.push('\'');
        self.text.push_str(self.edition.line_break);
    }

    /// Hour and minute.
    pub(super) fn clock((hour, minute): (u64, u64)) -> String {
        format!("{hour:02}{minute:02}")
    }

    fn open(&mut self, kind: Kind) {
        let Traffic { leg, reference, .. } = self.traffic;
        let Edition { version, syntax, una, group, .. } = self.edition;
        let is_push = version.0 != "D";
        let is_answer = matches!(kind, Kind::Response | Kind::Report | Kind::Acknowledgement | Kind::Request);
        let date = ymd(leg.day);
        let message = kind.message_type();
        let airline = if is_push { leg.carrier.to_owned() } else { format!("{}AIR", leg.carrier) };
        let (sender, recipient) =
            if is_answer { ("GOVSYS", airline.as_str()) } else { (airline.as_str(), "GOVSYS") };
        if una {
            self.text.push_str(if is_push { "UNA:+.?*'" } else { "UNA:+.? '" });
            self.text.push_str(self.edition.line_break);
        }
        let day =
            if syntax.1 == "4" && !is_push { leg.day.format("%Y%m%d").to_string() } else { date.clone() };
        let (syntax, syntax_version) = syntax;
        let application = if is_push { "PNRGOV" } else { "APIS" };
        self.envelope(&format!(
            "UNB+{syntax}:{syntax_version}+{sender}+{recipient}+{day}:0600+{reference}++{application}"
        ));
        let agency = if is_push { "IA" } else { "UN" };
        let (version, release) = version;
        if group {
            self.envelope(&format!(
                "UNG+{message}+{sender}+{recipient}+{date}:0600+1+{agency}+{version}:{release}"
            ));
        }
        let access = format!("{}{}/{date}/{}", leg.carrier, leg.number, Self::clock(leg.departure));
        let association = if is_push { "" } else { ":IATA" };
        if kind == Kind::Report {
            self.segment("UNH+1+CONTRL:D:3:UN");
        } else {
            self.segment(&format!("UNH+1+{message}:{version}:{release}:{agency}{association}+{access}"));
        }
    }

    fn close(&mut self) {
        self.truth.segments = self.segments + 1;
        self.segment(&format!("UNT+{}+1", self.truth.segments));
        if self.edition.group {
            self.envelope("UNE+1+1");
        }
        self.envelope(&format!("UNZ+1+{}", self.traffic.reference));
    }

    /// DTM and LOC of the flight.
    pub(super) fn calls(&mut self) {
        let Leg { from, to, day, departure, arrival, .. } = self.traffic.leg;
        let date = ymd(day);
        for (role, port, qualifier, time) in [("125", from, "189", departure), ("87", to, "232", arrival)] {
            self.segment(&format!("LOC+{role}+{port}"));
            self.segment(&format!("DTM+{qualifier}:{date}{}:201", Self::clock(time)));
        }
    }

    /// TVL of level 0 and of bookings.
    pub(super) fn tvl(&mut self, companies: &str, product: &str) {
        let Leg { from, to, day, departure, arrival, .. } = self.traffic.leg;
        let (day, departure, arrival) = (dmy(day), Self::clock(departure), Self::clock(arrival));
        self.segment(&format!("TVL+{day}:{departure}:{day}:{arrival}+{from}+{to}+{companies}+{product}"));
    }

    /// CUSRES: a result for each passenger.
    fn response(&mut self) {
        let Leg { carrier, number, from, to, day, departure, arrival } = self.traffic.leg;
        let date = ymd(day);
        self.segment("BGM+962");
        self.segment(&format!("RFF+TN:{}", self.traffic.reference));
        self.segment(&format!("RFF+AF:{carrier}{number}"));
        self.segment(&format!("DTM+189:{date}{}:201", Self::clock(departure)));
        self.segment(&format!("DTM+232:{date}{}:201", Self::clock(arrival)));
        self.segment(&format!("LOC+125+{from}"));
        self.segment(&format!("LOC+87+{to}"));
        for (n, (reservation, traveller)) in self.traffic.passengers().enumerate() {
            let code = *["0Z", "0Z", "0Z", "1Z", "2Z", "4Z"]
                .get((n + traveller.document.len()) % 6)
                .unwrap_or(&"0Z");
            self.segment("ERP+2");
            self.segment(&format!("RFF+AVF:{}", reservation.locator));
            self.segment(&format!("RFF+ABO:{}", traveller.unique_reference));
            self.segment(&format!("ERC+{code}"));
            self.truth.people.push(traveller.clone());
            self.truth.codes.push(code);
        }
    }

    /// CONTRL: a passenger list of which a segment was wrong in every other seed.
    fn report(&mut self) {
        let Traffic { leg, reference, seed, .. } = self.traffic;
        let carrier = leg.carrier;
        self.segment(&format!("UCI+{reference}+{carrier}AIR+GOVSYS+7"));
        if seed.is_multiple_of(2) {
            self.segment("UCM+1+PAXLST:D:05B:UN:IATA+7");
            self.truth.codes.push("7");
        } else {
            self.segment("UCM+1+PAXLST:D:05B:UN:IATA+4");
            self.segment("UCS+3+13");
            self.truth.codes.extend(["4", "13"]);
        }
    }

    /// ACKRES: accepted, or refused with an error in every third seed.
    fn acknowledgement(&mut self) {
        if self.traffic.seed.is_multiple_of(3) {
            self.segment("MSG+:23+7");
            self.segment("ERC+118");
            self.segment("IFT+4+PUSH COULD NOT BE PROCESSED");
            self.truth.codes.extend(["7", "118"]);
        } else {
            self.segment("MSG+:23+3");
            self.truth.codes.push("3");
        }
    }

    /// GOVREQ: all bookings of the flight, or the first one.
    fn request(&mut self) {
        let carrier = self.traffic.leg.carrier;
        self.segment("MSG+:43");
        self.segment("ORG+GOV:VIE");
        if self.traffic.seed.is_multiple_of(2)
            && let Some(first) = self.traffic.reservations.first()
        {
            self.segment(&format!("RCI+{carrier}:{}", first.locator));
            self.truth.reservations.push(first.clone());
        }
        let number = self.traffic.leg.number.to_string();
        self.tvl(carrier, &number);
    }
}

impl Traffic {
    /// A message about this flight.
    pub fn message(&self, kind: Kind, edition: &Edition) -> Made {
        let truth = Truth {
            seed: self.seed,
            kind,
            edition: *edition,
            leg: self.leg.clone(),
            people: Vec::new(),
            reservations: Vec::new(),
            cancelled: Vec::new(),
            codes: Vec::new(),
            segments: 0,
        };
        let mut draft = Draft { traffic: self, edition: *edition, text: String::new(), segments: 0, truth };
        draft.open(kind);
        match kind {
            Kind::Response => draft.response(),
            Kind::Report => draft.report(),
            Kind::Push => draft.push(false),
            Kind::Update => draft.push(true),
            Kind::Acknowledgement => draft.acknowledgement(),
            Kind::Request => draft.request(),
            _ => draft.list(kind),
        }
        draft.close();
        Made { bytes: draft.text.into_bytes(), truth: draft.truth }
    }

    /// The push as a document of PNRGOV XML: the bookings of [`Kind::Push`], written by the library.
    ///
    /// # Errors
    /// When the writer refuses it, which is a defect of one of both.
    #[cfg(feature = "xml")]
    pub fn document(&self) -> Result<Made, crate::error::Error> {
        use crate::edifact::Interchange;
        use crate::options::ReadOptions;
        use crate::pnrgov::PnrPush;
        use crate::pnrxml;
        let Made { bytes: push, truth } = self.message(Kind::Push, &Edition::PUSH);
        let interchange = Interchange::parse(&push)?;
        let options = ReadOptions::DEFAULT.with_sensitive(crate::codes::SensitivePolicy::Keep);
        let mut document = pnrxml::Document::default();
        let read =
            interchange.messages().next().map(|message| PnrPush::read(&message, &options)).transpose()?;
        if let Some(read) = &read {
            document.push = read.value.to_model();
        }
        let bytes = pnrxml::write(&document)?;
        Ok(Made { bytes, truth })
    }
}

/// `DDMMMYY`, as special requests write days.
pub(super) fn spoken(day: NaiveDate) -> String {
    super::people::dmmmy(day)
}
