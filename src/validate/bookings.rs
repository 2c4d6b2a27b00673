//! Checks of a push that need only its model: the same for every form that fills it. What EDIFACT says about the exact place
//! of a name, a reference, a status or a ticket is known to its records only; for other forms the places are those of
//! travellers, segments and bookings.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::person;
use super::report::Report;
use crate::codes::{Code, TravellerKind};
use crate::finding::{Detail, Rule};
use crate::model::{Booking, BookingPush, Field, FlightLeg, Passenger, Scope, SegmentKind, Short, Text};
use crate::span::Location;

type Check = fn(&BookingPush<'_>, &mut Report<'_>);

/// The rules that the check of people may fire.
pub(super) const OF_PEOPLE: &[Rule] = &[
    Rule::NameCharacters,
    Rule::NameOnlyTitle,
    Rule::NamePlaceholder,
    Rule::BirthDateInvalid,
    Rule::BirthDateFuture,
    Rule::FormsDisagree,
    Rule::HolderIsOther,
    Rule::AgeOverHundred,
    Rule::CenturyOpen,
    Rule::SexCode,
    Rule::StateCode,
    Rule::DocumentDateInvalid,
    Rule::DocumentExpired,
    Rule::DocumentType,
    Rule::DocumentNumberMissing,
    Rule::DocumentNumberShape,
    Rule::Placeholder,
    Rule::IssueAfterExpiry,
];

/// The checks of a push that is known by its model alone, with the rules that each may fire.
pub(super) const CHECKS: &[(&[Rule], Check)] = &[
    (&[Rule::SenderMissing], |push, report| sender(push, Location::default(), report)),
    (&[Rule::FlightAbsent, Rule::FlightNumber, Rule::PortCode, Rule::FlightDateInvalid], flight),
    (&[Rule::LocatorMissing, Rule::LocatorTwice, Rule::LocatorShape, Rule::Placeholder], locators),
    (&[Rule::PnrEmpty, Rule::TravellersMissing, Rule::ItineraryMissing], whole),
    (&[Rule::TravellerName, Rule::ReferenceTwice], travellers),
    (&[Rule::PersonDerived], derived),
    (&[Rule::StatusUnknown], statuses),
    (&[Rule::TicketNumber], tickets),
    (OF_PEOPLE, |push, report| {
        let day = push.leg.as_ref().and_then(departure);
        people(push, |booking| day.or_else(|| first_departure(booking)), report);
    }),
];

/// The sender of the push.
pub(super) fn sender(push: &BookingPush<'_>, at: Location, report: &mut Report<'_>) {
    if push.sender.as_ref().is_none_or(|sender| sender.company.is_none()) {
        report.push(Rule::SenderMissing, at);
    }
}

/// Ports and times of a leg.
fn leg(leg: &FlightLeg<'_>, report: &mut Report<'_>) {
    for (call, name) in [(&leg.departure, "departure"), (&leg.arrival, "arrival")] {
        if let Field::Malformed(span) = call.port {
            report.at_span(Rule::PortCode, span, Detail::Field(name));
        }
        if let Field::Malformed(span) = call.time {
            report.at_span(Rule::FlightDateInvalid, span, Detail::Field(name));
        }
    }
}

/// The flight of the push.
pub(super) fn own_flight(of_push: &FlightLeg<'_>, at: Location, report: &mut Report<'_>) {
    leg(of_push, report);
    if !of_push.flight.is_regular {
        report.push(Rule::FlightNumber, at);
    }
}

/// The flights of the bookings.
pub(super) fn itineraries(push: &BookingPush<'_>, report: &mut Report<'_>) {
    for segment in push.bookings.iter().flat_map(|booking| &booking.itinerary) {
        leg(&segment.leg, report);
        if segment.kind == SegmentKind::Flight && !segment.leg.flight.is_regular {
            report.push(Rule::FlightNumber, segment.location);
        }
    }
}

fn flight(push: &BookingPush<'_>, report: &mut Report<'_>) {
    match &push.leg {
        Some(of_push) => own_flight(of_push, Location::default(), report),
        None => report.push(Rule::FlightAbsent, Location::default()),
    }
    itineraries(push, report);
}

/// The locators that were met, each with the place of its booking.
#[derive(Default)]
pub(super) struct Locators<'m, 'a> {
    seen: HashMap<(&'m Option<Short<'a>>, &'m Text<'a>), Location>,
}

impl<'m, 'a> Locators<'m, 'a> {
    /// Checks the first locator of a booking. False when it has none.
    pub(super) fn check(&mut self, booking: &'m Booking<'a>, report: &mut Report<'_>) -> bool {
        let found = booking
            .locators
            .iter()
            .find_map(|locator| locator.number.as_ref().map(|n| (&locator.company, n)));
        let Some((company, number)) = found else {
            report.push(Rule::LocatorMissing, booking.location);
            return false;
        };
        person::check_locator(number, booking.location, report);
        match self.seen.get(&(company, number)) {
            None => _ = self.seen.insert((company, number), booking.location),
            Some(earlier) => {
                let detail =
                    if earlier.segment == 0 { Detail::None } else { Detail::Segment(earlier.segment) };
                report.with(Rule::LocatorTwice, booking.location, detail);
            }
        }
        true
    }
}

fn locators(push: &BookingPush<'_>, report: &mut Report<'_>) {
    let mut seen = Locators::default();
    for booking in &push.bookings {
        seen.check(booking, report);
    }
}

/// Travellers and an itinerary belong to a booking that was not cancelled.
pub(super) fn whole(push: &BookingPush<'_>, report: &mut Report<'_>) {
    for booking in push.bookings.iter().filter(|booking| !booking.is_cancelled) {
        let people = !booking.travellers.is_empty() || !booking.groups.is_empty();
        match (people, !booking.itinerary.is_empty()) {
            (true, true) => {}
            (false, false) => report.push(Rule::PnrEmpty, booking.location),
            (false, true) => report.push(Rule::TravellersMissing, booking.location),
            (true, false) => report.push(Rule::ItineraryMissing, booking.location),
        }
    }
}

fn travellers(push: &BookingPush<'_>, report: &mut Report<'_>) {
    for booking in &push.bookings {
        let mut references = HashSet::new();
        for person in booking.travellers.iter().filter(|person| !person.is_derived) {
            if person.name.surname.trim().is_empty() {
                report.push(Rule::TravellerName, person.location);
            }
            if person.reference.as_ref().is_some_and(|reference| !references.insert(reference)) {
                report.push(Rule::ReferenceTwice, person.location);
            }
        }
    }
}

/// Infants without a seat are known from requests only; others should be travellers.
pub(super) fn derived(push: &BookingPush<'_>, report: &mut Report<'_>) {
    let is_infant = |person: &Passenger<'_>| {
        person.kind.as_ref().and_then(Code::listed).is_some_and(TravellerKind::is_infant)
    };
    for person in push.bookings.iter().flat_map(|booking| &booking.travellers) {
        if person.is_derived && !is_infant(person) {
            report.push(Rule::PersonDerived, person.location);
        }
    }
}

/// Where something of a booking stands.
fn place(booking: &Booking<'_>, scope: Scope) -> Location {
    let found = match scope {
        Scope::Traveller(place) => booking.travellers.get(place).map(|person| person.location),
        Scope::Segment(number) => booking.itinerary.get(number).map(|segment| segment.location),
        Scope::Booking | Scope::History(_) => None,
    };
    found.unwrap_or(booking.location)
}

/// A status must be of the list; the rest passes through.
fn statuses(push: &BookingPush<'_>, report: &mut Report<'_>) {
    for booking in &push.bookings {
        let of_requests = booking.requests.iter().map(|request| (&request.status, request.scope));
        let of_segments =
            booking.itinerary.iter().enumerate().map(|(n, segment)| (&segment.status, Scope::Segment(n)));
        for (status, scope) in of_requests.chain(of_segments) {
            if status.as_ref().is_some_and(|status| status.listed().is_none()) {
                report.push(Rule::StatusUnknown, place(booking, scope));
            }
        }
    }
}

/// True for 13 or 14 digits.
pub(super) fn is_ticket_number(number: &[u8]) -> bool {
    matches!(number.len(), 13 | 14) && number.iter().all(u8::is_ascii_digit)
}

fn tickets(push: &BookingPush<'_>, report: &mut Report<'_>) {
    for booking in &push.bookings {
        for ticket in &booking.tickets {
            if ticket.number.as_ref().is_some_and(|number| !is_ticket_number(number.as_bytes())) {
                let scope = ticket.traveller.map_or(Scope::Booking, Scope::Traveller);
                report.push(Rule::TicketNumber, place(booking, scope));
            }
        }
    }
}

/// The people of the bookings. `day` is the day of the flight, or the reference date.
pub(super) fn people(
    push: &BookingPush<'_>,
    day: impl Fn(&Booking<'_>) -> Option<NaiveDate>,
    report: &mut Report<'_>,
) {
    for booking in &push.bookings {
        let day = day(booking);
        for traveller in &booking.travellers {
            person::check(traveller, day, report);
        }
    }
}

fn departure(leg: &FlightLeg<'_>) -> Option<NaiveDate> {
    leg.departure.time.valid().map(|time| time.date)
}

fn first_departure(booking: &Booking<'_>) -> Option<NaiveDate> {
    booking.itinerary.iter().find_map(|segment| departure(&segment.leg))
}
