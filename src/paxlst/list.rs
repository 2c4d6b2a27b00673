//! A PAXLST message: its records, and how ports and times make legs.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use super::leg::Leg;
use super::table::{
    ControlTotal, CustomsPerson, Document, FlightPort, FlightTime, Head, Nationality, PAXLST, Person,
    PersonBag, PersonContact, PersonReference, Reporter, ReporterContact, Transport,
};
use crate::codes::{Code, DocumentCode, ListFunction, PersonRole};
use crate::directory::{Kind, NoHook, Record, Records, read};
use crate::edifact::{Message, Value};
use crate::error::Error;
use crate::model::{Field, FlightNumber, LocalTime, WrittenDate, time, travel_anchor};
use crate::options::{Parsed, ReadOptions};

/// A passenger or crew list (PAXLST, UNH 0065 `PAXLST`): compact records over the message, values read on access.
///
/// A person costs a few hundred bytes; nothing is copied until a value is asked for.
pub struct PassengerList<'a> {
    pub(super) message: Message<'a>,
    pub(super) records: Records,
    reference_date: Option<NaiveDate>,
    /// The day to which travel dates are nearest: of the interchange, else the reference date, else in this century.
    travel_anchor: Option<NaiveDate>,
}

impl fmt::Debug for PassengerList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PassengerList")
            .field("location", &self.message.location())
            .field("persons", &self.person_count())
            .finish_non_exhaustive()
    }
}

macro_rules! all_of {
    ($($(#[$doc:meta])* $method:ident: $view:ident,)+) => {
        $($(#[$doc])*
        pub fn $method(&self) -> impl Iterator<Item = $view<'_>> {
            self.records.all(self.message.interchange(), $view::KIND).map($view)
        })+
    };
}

macro_rules! children {
    ($owner:ident: $($(#[$doc:meta])* $method:ident: $view:ident by $of:ident,)+) => {
        impl<'a> $owner<'a> {
            $($(#[$doc])*
            pub fn $method(&self) -> impl Iterator<Item = $view<'a>> + use<'a> {
                self.0.$of($view::KIND).map($view)
            })+
        }
    };
}

children! { Reporter:
    /// Its contacts.
    contacts: ReporterContact by composites_of,
}

children! { Person:
    /// Their contacts.
    contacts: PersonContact by composites_of,
    /// Their nationalities.
    nationalities: Nationality by children,
    /// Their references other than locator and unique reference.
    references: PersonReference by children,
    /// Their bag tags.
    bags: PersonBag by children,
    /// Their documents.
    documents: Document by children,
}

impl<'a> PassengerList<'a> {
    /// Reads a PAXLST message. What is broken keeps its place and costs only itself.
    ///
    /// # Errors
    /// When the message is of another type (UNH 0065).
    pub fn read(message: &Message<'a>, options: &ReadOptions) -> Result<Parsed<Self>, Error> {
        let (records, findings) = read(&PAXLST, message, options.limits.findings, &mut NoHook)?;
        let prepared = message.interchange().header().and_then(|header| header.preparation());
        let travel_anchor = travel_anchor(prepared.map(|at| at.date()), options.reference_date);
        let list = Self { message: *message, records, reference_date: options.reference_date, travel_anchor };
        Ok(Parsed { value: list, findings: findings.into_vec() })
    }

    /// The message it was read from.
    pub fn message(&self) -> &Message<'a> {
        &self.message
    }

    /// BGM and RFF of level 0.
    pub fn head(&self) -> Option<Head<'_>> {
        self.records.get(self.message.interchange(), Head::KIND, 0).map(Head)
    }

    all_of! {
        /// Reporting parties.
        reporters: Reporter,
        /// Transports.
        transports: Transport,
        /// Ports of the flight in the order in which they were sent.
        ports: FlightPort,
        /// Times of the flight in the order in which they were sent.
        times: FlightTime,
        /// Persons.
        persons: Person,
        /// Control totals.
        totals: ControlTotal,
    }

    /// Number of persons.
    pub fn person_count(&self) -> u32 {
        self.records.len(Person::KIND) + self.records.len(CustomsPerson::KIND)
    }

    pub(super) fn all_of_kind(&self, kind: Kind) -> impl Iterator<Item = Record<'_>> {
        self.records.all(self.message.interchange(), kind)
    }

    /// What kind of list it is (BGM 1001).
    pub fn document_code(&self) -> Option<Code<'_, DocumentCode>> {
        self.head()?.document_code().map(|value| Code::read(value.text()))
    }

    /// What the list does (BGM 1004).
    pub fn function(&self) -> Option<Code<'_, ListFunction>> {
        self.head()?.function().filter(|value| !value.is_blank()).map(|value| Code::read(value.text()))
    }

    /// Segments that are kept raw, as they stand: not modelled, unknown or misplaced.
    pub fn unmodelled(&self) -> impl Iterator<Item = crate::edifact::Segment<'_>> {
        self.records.raw_segments(self.message.interchange())
    }

    /// The legs: a departure and the arrival after it make one; one transport may have several.
    ///
    /// A port departs or arrives by its role (125 departs, 87 and 130 arrive), else by its times (189, 232), else by its
    /// turn. Times that stand before the ports of a transport, or all behind the last one, go to the ports that have none.
    pub fn legs(&self) -> Vec<Leg<'_>> {
        super::leg::legs(self)
    }

    /// The day of the flight: the first departure, else the first arrival. Two-digit years are nearest to the day of
    /// the interchange (UNB), else to the reference date, else in this century.
    pub fn flight_date(&self) -> Option<NaiveDate> {
        let mut first = None;
        for time in self.times() {
            let at = self.local_time(Some(time));
            if let Field::Valid(at) = at {
                if time.is(b"189") || time.is(b"136") {
                    return Some(at.date);
                }
                first = first.or(Some(at.date));
            }
        }
        first
    }

    /// The day against which two-digit years of people and documents are resolved (decision D5): the day of the
    /// flight, else the reference date.
    pub fn anchor(&self) -> Option<NaiveDate> {
        self.flight_date().or(self.reference_date)
    }

    /// A time of the flight as a value.
    pub fn local_time(&self, time: Option<FlightTime<'_>>) -> Field<LocalTime> {
        let Some(time) = time else { return Field::Absent };
        let anchor = self.travel_anchor;
        match (time.value(), time.day()) {
            (Some(value), _) => read_moment(value, anchor),
            (None, Some(day)) => read_parts(day, time.clock(), anchor),
            (None, None) => Field::Absent,
        }
    }
}

/// `YYMMDDHHMM`, `CCYYMMDDHHMM`, or a day alone; blanks around are passed over.
fn read_moment(value: Value<'_>, anchor: Option<NaiveDate>) -> Field<LocalTime> {
    let text = value.code();
    let split = match text.len() {
        6 | 8 => Some((text, None)),
        10 => text.split_at_checked(6).map(|(day, time)| (day, Some(time))),
        12 | 14 => text.split_at_checked(8).map(|(day, time)| (day, Some(time))),
        _ => None,
    };
    let read = split.and_then(|(day, clock)| {
        let date = WrittenDate::from_ymd(day)?.near(anchor)?;
        let time = match clock {
            None => None,
            Some(clock) => Some(time(clock)?),
        };
        Some(LocalTime { date, time, inferred: false })
    });
    read.map_or(Field::Malformed(value.span()), Field::Valid)
}

/// A day and a time as elements of their own.
fn read_parts(day: Value<'_>, clock: Option<Value<'_>>, anchor: Option<NaiveDate>) -> Field<LocalTime> {
    let clock = clock.filter(|clock| !clock.is_blank());
    let read_at = clock.map(|clock| time(clock.code()));
    let date = WrittenDate::from_ymd(day.code()).and_then(|written| written.near(anchor));
    match (date, read_at) {
        (Some(date), None) => Field::Valid(LocalTime { date, time: None, inferred: false }),
        (Some(date), Some(Some(time))) => Field::Valid(LocalTime { date, time: Some(time), inferred: false }),
        _ => Field::Malformed(day.span()),
    }
}

impl FlightTime<'_> {
    /// True when the time has this qualifier (C507 2005).
    pub fn is(&self, qualifier: &[u8]) -> bool {
        self.qualifier().is_some_and(|value| value.code() == qualifier)
    }
}

impl<'a> Transport<'a> {
    /// The flight designator.
    pub fn flight_number(&self) -> FlightNumber<'a> {
        let carrier = self.carrier().or(self.carrier_early()).map(|value| value.text());
        let number = self.flight().map(|value| value.text()).unwrap_or_default();
        let starts = carrier.as_ref().is_some_and(|carrier| number.starts_with(carrier.as_ref()));
        // When 8028 does not begin with the carrier of C040, it is kept whole.
        let digits = number.bytes().next().is_some_and(|b| b.is_ascii_digit());
        FlightNumber::new(if starts || digits { carrier } else { None }, number)
    }
}

impl<'a> Person<'a> {
    /// The role as a code.
    pub fn role_code(&self) -> Option<Code<'a, PersonRole>> {
        self.role().map(|value| Code::read(value.text()))
    }

    /// The number of checked bags as sent, wherever it stands.
    pub fn bag_pieces(&self) -> Option<Value<'a>> {
        self.bag_count().or(self.bag_count_displaced())
    }

    /// The surname, or the whole name when it was sent in one piece.
    pub fn surname_text(&self) -> Cow<'a, str> {
        self.surname().or(self.unstructured()).map(|value| value.text()).unwrap_or_default()
    }
}
