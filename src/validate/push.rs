//! Checks of a push of PNRs as EDIFACT (PNRGOV guide); those that need only the model stand in `bookings`.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::bookings;
use super::report::Report;
use crate::codes::{CodeList, Status};
use crate::edifact::Value;
use crate::finding::{Detail, Rule};
use crate::model::{BookingPush, Field, LocalTime};
use crate::pnrgov::{Pnr, PnrPush, Product, request};
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
    (&[Rule::PnrEmpty, Rule::TravellersMissing, Rule::ItineraryMissing], |subject, report| {
        bookings::whole(&subject.model, report);
    }),
    (&[Rule::TravellerName, Rule::ReferenceTwice, Rule::ReferenceUnknown], travellers),
    (&[Rule::PersonDerived], |subject, report| bookings::derived(&subject.model, report)),
    (&[Rule::DocsText, Rule::StatusUnknown], requests),
    (&[Rule::TicketNumber], tickets),
    (&[Rule::MomentInvalid], moments),
    (bookings::OF_PEOPLE, |subject, report| bookings::people(&subject.model, |_| subject.day, report)),
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
    bookings::sender(&subject.model, subject.at(), report);
}

fn flight(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    match (&subject.model.leg, subject.push.flight()) {
        (Some(of_push), Some(product)) => {
            bookings::own_flight(of_push, product.location(), report);
            if product.is_shifted() {
                report.push(Rule::TvlShifted, product.location());
            }
        }
        _ => report.push(Rule::FlightAbsent, subject.at()),
    }
    bookings::itineraries(&subject.model, report);
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
    let mut seen = bookings::Locators::default();
    for (pnr, booking) in subject.push.pnrs().zip(&subject.model.bookings) {
        if !seen.check(booking, report) {
            continue;
        }
        for record in pnr.locators().filter(|record| record.is_shifted()) {
            report.push(Rule::RciShifted, record.location());
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
            let further = traveller.further().map(|more| more.reference());
            for reference in std::iter::once(traveller.reference()).chain(further).flatten() {
                if !references.insert(reference.code()) {
                    report.push(Rule::ReferenceTwice, reference.location());
                }
            }
        }
        check_references(&pnr, &references, report);
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
            let code = record.code().map(|value| value.code()).unwrap_or_default();
            match record.text() {
                Some(text) if !request::follows_layout(code, &text.rest_of_element()) => {
                    report.push(Rule::DocsText, text.location());
                }
                // Its text is missing, or stands where nobody looks for it.
                None if !request::follows_layout(code, "") => report.push(Rule::DocsText, record.location()),
                _ => {}
            }
        }
        for product in pnr.products() {
            status(product.status(), report);
        }
    }
}

/// Dates and times of a PNR that are none: those of its locators, transactions, tickets, check-ins and history.
fn moments(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    let mut check = |at: Field<LocalTime>, name: &'static str| {
        if let Field::Malformed(span) = at {
            report.at_span(Rule::MomentInvalid, span, Detail::Field(name));
        }
    };
    for pnr in subject.push.pnrs() {
        for record in pnr.locators() {
            check(subject.push.created(&record), "created");
        }
        for moment in pnr.moments() {
            let name = match moment.qualifier().map(|value| value.code()) {
                Some(b"700") => "changed",
                Some(b"710") => "issued",
                Some(b"T" | b"ZT") => "history",
                _ => continue,
            };
            check(subject.push.moment(moment.date(), moment.time()), name);
        }
        for moment in pnr.check_ins().filter_map(|check_in| check_in.moment()) {
            check(subject.push.moment(moment.date(), moment.time()), "check-in");
        }
        for product in pnr.products().filter(Product::is_history) {
            check(subject.push.departure(&product), "history");
            check(subject.push.arrival(&product), "history");
        }
    }
}

fn tickets(subject: &PushSubject<'_, '_>, report: &mut Report<'_>) {
    for pnr in subject.push.pnrs() {
        for ticket in pnr.tickets() {
            let Some(value) = ticket.number().filter(|value| !value.is_blank()) else { continue };
            if !bookings::is_ticket_number(value.code()) {
                report.push(Rule::TicketNumber, value.location());
            }
        }
    }
}
