//! Checks of a push of PNRs (PNRGOV guide).

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::person;
use super::report::Report;
use crate::codes::{CodeList, Status};
use crate::edifact::{Value, number};
use crate::finding::{Detail, Rule};
use crate::model::{Booking, BookingPush, Field, FlightLeg, SegmentKind};
use crate::pnrgov::{Pnr, PnrPush, request};
use crate::span::Location;

/// What the checks of a push look at.
pub(super) struct PushSubject<'s, 'a> {
    pub(super) push: &'s PnrPush<'a>,
    pub(super) model: BookingPush<'s>,
    pub(super) day: Option<NaiveDate>,
}

type Check = fn(&PushSubject<'_, '_>, &mut Report<'_>);

/// The checks of a push, with the rules that each may fire.
pub(super) const CHECKS: &[(&[Rule], Check)] = &[
    (&[Rule::MsgMissing, Rule::MsgFunction, Rule::SenderMissing], head),
    (
        &[Rule::FlightAbsent, Rule::FlightNumber, Rule::PortCode, Rule::FlightDateInvalid, Rule::TvlShifted],
        flight,
    ),
    (&[Rule::EqnMissing, Rule::EqnCount], count),
    (
        &[Rule::LocatorMissing, Rule::LocatorTwice, Rule::LocatorShape, Rule::Placeholder, Rule::RciShifted],
        locators,
    ),
    (&[Rule::PnrEmpty, Rule::TravellersMissing, Rule::ItineraryMissing], whole),
    (&[Rule::TravellerName, Rule::ReferenceTwice, Rule::ReferenceUnknown], travellers),
    (&[Rule::PersonDerived], derived),
    (&[Rule::DocsText, Rule::StatusUnknown], requests),
    (&[Rule::TicketNumber], tickets),
    (
        &[
            Rule::NameCharacters,
            Rule::NameOnlyTitle,
            Rule::NamePlaceholder,
            Rule::BirthDateInvalid,
            Rule::BirthDateFuture,
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
        ],
        people,
    ),
];

impl PushSubject<'_, '_> {
    fn at(&self) -> Location {
        self.push.message().location()
    }
}

fn head(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    match &subject.model.function {
        None => report.push(Rule::MsgMissing, subject.at()),
        Some(function) if function.listed().is_none() => report.push(Rule::MsgFunction, subject.at()),
        Some(_) => {}
    }
    if subject.model.sender.as_ref().is_none_or(|sender| sender.company.is_none()) {
        report.push(Rule::SenderMissing, subject.at());
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

fn flight(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    match (&subject.model.leg, subject.push.flight()) {
        (Some(of_push), Some(product)) => {
            leg(of_push, report);
            if !of_push.flight.is_regular {
                report.push(Rule::FlightNumber, product.location());
            }
            if product.is_shifted() {
                report.push(Rule::TvlShifted, product.location());
            }
        }
        _ => report.push(Rule::FlightAbsent, subject.at()),
    }
    for booking in &subject.model.bookings {
        for segment in &booking.itinerary {
            leg(&segment.leg, report);
            if segment.kind == SegmentKind::Flight && !segment.leg.flight.is_regular {
                report.push(Rule::FlightNumber, segment.location);
            }
        }
    }
    for pnr in subject.push.pnrs() {
        for product in pnr.products().filter(|product| product.is_shifted()) {
            report.push(Rule::TvlShifted, product.location());
        }
    }
}

fn count(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    let counted = u64::from(subject.push.pnr_count());
    let Some(declared) = subject.model.declared else {
        return report.push(Rule::EqnMissing, subject.at());
    };
    let transfer = subject.push.message().header().and_then(|header| header.transfer());
    let is_whole = transfer.is_none_or(|transfer| transfer.sequence == Some(1) && transfer.is_last);
    // The number is that of the whole push; a part may hold fewer, never more.
    if (is_whole && declared != counted) || declared < counted {
        report.with(Rule::EqnCount, subject.at(), Detail::Count { declared: Some(declared), counted });
    }
}

fn locators(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    let mut seen = HashMap::new();
    for (pnr, booking) in subject.push.pnrs().zip(&subject.model.bookings) {
        let Some(first) =
            booking.locators.iter().find_map(|locator| locator.number.as_ref().map(|n| (locator, n)))
        else {
            report.push(Rule::LocatorMissing, booking.location);
            continue;
        };
        let (locator, number) = first;
        person::check_locator(number, booking.location, report);
        match seen.get(&(&locator.company, number)) {
            None => _ = seen.insert((&locator.company, number), booking.location),
            Some(earlier) => {
                let earlier: &Location = earlier;
                report.with(Rule::LocatorTwice, booking.location, Detail::Segment(earlier.segment));
            }
        }
        for record in pnr.locators().filter(|record| record.is_shifted()) {
            report.push(Rule::RciShifted, record.location());
        }
    }
}

fn whole(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    for booking in subject.model.bookings.iter().filter(|booking| !booking.is_cancelled) {
        let people = !booking.travellers.is_empty() || !booking.groups.is_empty();
        match (people, !booking.itinerary.is_empty()) {
            (true, true) => {}
            (false, false) => report.push(Rule::PnrEmpty, booking.location),
            (false, true) => report.push(Rule::TravellersMissing, booking.location),
            (true, false) => report.push(Rule::ItineraryMissing, booking.location),
        }
    }
}

fn travellers(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    for pnr in subject.push.pnrs() {
        let mut references = HashSet::new();
        for traveller in pnr.travellers() {
            if traveller.surname().is_none_or(|value| value.is_blank()) {
                report.push(Rule::TravellerName, traveller.location());
            }
            if let Some(reference) = traveller.reference()
                && !references.insert(reference.code())
            {
                report.push(Rule::ReferenceTwice, reference.location());
            }
        }
        check_references(&pnr, &references, report);
    }
}

/// Infants without a seat are known from requests only; others should be travellers.
fn derived(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    let is_infant = |p: &crate::model::Passenger<'_>| {
        p.kind
            .as_ref()
            .and_then(crate::codes::Code::listed)
            .is_some_and(crate::codes::TravellerKind::is_infant)
    };
    for booking in &subject.model.bookings {
        for person in booking.travellers.iter().filter(|person| person.is_derived && !is_infant(person)) {
            report.push(Rule::PersonDerived, person.location);
        }
    }
}

fn check_references(pnr: &Pnr<'_>, known: &HashSet<&[u8]>, report: &mut Report<'_>) {
    let mut check = |value: Option<Value<'_>>| {
        if let Some(value) = value.filter(|value| !value.is_blank() && !known.contains(value.code())) {
            let location = if report.is_full() { Location::bytes(value.span()) } else { value.location() };
            report.push(Rule::ReferenceUnknown, location);
        }
    };
    for request in pnr.requests() {
        for detail in request.details() {
            check(detail.traveller());
        }
    }
    for boarded in pnr.boarded() {
        check(boarded.traveller());
    }
}

/// A status must be of the list; the rest passes through.
fn status(value: Option<Value<'_>>, report: &mut Report<'_>) {
    if let Some(value) = value.filter(|value| !value.is_blank() && Status::from_wire(value.code()).is_none())
    {
        report.push(Rule::StatusUnknown, value.location());
    }
}

fn requests(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    for pnr in subject.push.pnrs() {
        for record in pnr.requests() {
            status(record.status(), report);
            let Some(text) = record.text() else { continue };
            let body = text.rest_of_element();
            let followed = match record.code().map(|value| value.code()) {
                Some(b"DOCS") => {
                    request::docs(&body).is_some_and(|read| !read.was_shifted && !read.holder_ambiguous)
                }
                Some(b"DOCO") => request::doco(&body).is_some(),
                Some(b"DOCA") => request::doca(&body).is_some(),
                _ => true,
            };
            if !followed {
                report.push(Rule::DocsText, text.location());
            }
        }
        for product in pnr.products() {
            status(product.status(), report);
        }
    }
}

fn tickets(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    for pnr in subject.push.pnrs() {
        for ticket in pnr.tickets() {
            let Some(value) = ticket.number().filter(|value| !value.is_blank()) else { continue };
            let digits = value.code();
            if !matches!(digits.len(), 13 | 14) || number(digits).is_none() {
                report.push(Rule::TicketNumber, value.location());
            }
        }
    }
}

fn people(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    for booking in &subject.model.bookings {
        check_people(booking, subject.day, report);
    }
}

fn check_people(booking: &Booking<'_>, day: Option<NaiveDate>, report: &mut Report<'_>) {
    for traveller in &booking.travellers {
        person::check(traveller, day, report);
    }
}
