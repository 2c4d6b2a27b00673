//! What a push holds that PNRGOV XML has no place for, by name: nothing is lost in silence when another form is converted.

use std::collections::HashSet;

use super::sales::{INDICATORS, WEIGHT_UNITS, is_total};
use super::write::has_bare_seats;
use crate::codes::{Code, Sex, TravellerKind};
use crate::model::{
    Address, Agency, Bags, Booking, BookingPush, ExcessBags, Passenger, Personal, Scope, SpecialRequest,
    Text, Ticket,
};
use crate::pnrgov::left_out::{OF_BOTH, has_roles, listed};
use crate::pnrgov::request::ticket_number;

type OfPush = fn(&BookingPush<'_>) -> bool;
type OfBooking = fn(&Booking<'_>) -> bool;

/// What the head of a push may hold.
const PUSH: &[(&str, OfPush)] = &[
    ("function of the push", |push| push.function.is_some()),
    ("sender other than its company", |push| {
        push.sender
            .as_ref()
            .is_some_and(|sender| *sender != Agency { company: sender.company.clone(), ..Agency::default() })
    }),
    ("operating flight of the push", |push| push.leg.as_ref().is_some_and(|leg| leg.operated_as.is_some())),
    ("roles of ports", |push| push.leg.as_ref().is_some_and(has_roles)),
];

/// What a booking may hold.
const BOOKING: &[(&str, OfBooking)] = &[
    ("cancellation of a booking", |booking| booking.is_cancelled),
    ("creation time of a further locator", |booking| {
        booking.locators.iter().skip(1).any(|locator| locator.created.valid().is_some())
    }),
    ("system of the agent", |booking| booking.agency.as_ref().is_some_and(|agency| agency.system.is_some())),
    ("kind of the agent", |booking| booking.agency.as_ref().is_some_and(|agency| agency.kind.is_some())),
    ("names of groups", |booking| !booking.groups.is_empty()),
    ("kinds of remarks", |booking| booking.remarks.iter().any(|remark| remark.kind.is_some())),
    ("remarks of travellers and flights", |booking| {
        booking.remarks.iter().any(|r| matches!(r.scope, Scope::Traveller(_) | Scope::Segment(_)))
    }),
    ("seats of requests", |booking| booking.requests.iter().any(has_lost_seat)),
    ("characteristics of seats", |booking| {
        let mut details = booking.requests.iter().flat_map(|request| &request.details);
        details.any(|detail| detail.characteristic.is_some())
    }),
    ("purposes of addresses", |booking| booking.addresses.iter().any(|address| address.purpose.is_some())),
    ("text of addresses", |booking| has_text(&booking.addresses)),
    ("tickets of no traveller", |booking| {
        booking.tickets.iter().any(|ticket| !is_listed(booking, ticket.traveller))
    }),
    ("amounts other than the total fare", |booking| booking.tickets.iter().any(has_other_amounts)),
    ("pricing indicators other than NE and NR", |booking| {
        let known = |indicator: &str| INDICATORS.iter().any(|(_, known)| *known == indicator);
        booking.tickets.iter().flat_map(|ticket| &ticket.pricing).any(|indicator| !known(indicator))
    }),
    ("validating carrier", |booking| {
        booking.tickets.iter().any(|ticket| ticket.validating_carrier.is_some())
    }),
    ("payments of a booking without travellers", |booking| {
        !booking.payments.is_empty() && booking.travellers.iter().all(|person| person.is_derived)
    }),
    ("fares of no traveller", |booking| booking.fares.iter().any(|fare| !is_listed(booking, fare.traveller))),
    ("age of a fare", |booking| booking.fares.iter().any(|fare| fare.age.is_some())),
    ("price of a traveller's excess baggage", |booking| {
        let priced = |bags: &ExcessBags<'_>| bags.amount.is_some() || bags.currency.is_some();
        booking.excess_bags.iter().any(|bags| bags.traveller.is_some() && priced(bags))
    }),
    ("unit of excess baggage", |booking| booking.excess_bags.iter().any(has_lost_unit)),
    ("excess baggage of an unlisted traveller", |booking| {
        booking.excess_bags.iter().any(|bags| bags.traveller.is_some() && !is_listed(booking, bags.traveller))
    }),
    ("checked bags", |booking| {
        let mut boardings = booking.itinerary.iter().flat_map(|segment| &segment.boardings);
        boardings.any(|boarding| boarding.bags != Bags::default())
            || booking.travellers.iter().any(|person| person.bags != Bags::default())
    }),
    ("who checked in", |booking| {
        booking.itinerary.iter().flat_map(|segment| &segment.boardings).any(|boarding| boarding.by.is_some())
    }),
    ("roles of ports", |booking| booking.itinerary.iter().any(|segment| has_roles(&segment.leg))),
    ("requests of an unlisted traveller or flight", |booking| {
        booking.requests.iter().any(|request| match request.scope {
            Scope::Traveller(place) => !is_listed(booking, Some(place)),
            Scope::Segment(place) => place >= booking.itinerary.len(),
            _ => false,
        })
    }),
    ("contacts of no means", |booking| {
        listed(booking)
            .flat_map(|person| &person.contacts)
            .chain(&booking.contacts)
            .any(|one| one.means.is_none())
    }),
    ("services other than flights", |booking| !booking.services.is_empty()),
    ("splits", |booking| !booking.splits.is_empty()),
    ("history", |booking| {
        !booking.changes.is_empty()
            || !booking.history.is_empty()
            || booking.requests.iter().any(|request| !request.scope.is_current())
            || booking.remarks.iter().any(|remark| !remark.scope.is_current())
    }),
    ("kinds of travellers", |booking| booking.travellers.iter().any(|person| has_lost_kind(booking, person))),
    ("seats of travellers", |booking| {
        let said = said_seats(booking);
        listed(booking).flat_map(|person| &person.seats).any(|seat| !said.contains(seat.0.as_ref()))
    }),
    ("tickets of travellers", |booking| {
        let said = said_tickets(booking);
        listed(booking).flat_map(|person| &person.tickets).any(|number| !said.contains(number.0.as_ref()))
    }),
    ("text of addresses", |booking| listed(booking).any(|person| has_text(&person.addresses))),
    ("nationality at birth", |booking| listed(booking).any(|p| p.birth_nationality.valid().is_some())),
    ("ports of travellers", |booking| {
        listed(booking).any(|person| {
            let ports = [person.embarkation, person.disembarkation, person.clearance];
            ports.iter().any(|port| port.valid().is_some())
        })
    }),
    ("role of travellers", |booking| {
        listed(booking).any(|person| person.role.is_some() || person.crew.is_some())
    }),
    ("references of travellers", |booking| listed(booking).any(|person| !person.references.is_empty())),
    ("capture of data", |booking| {
        let of_document = |person: &Passenger<'_>| person.documents.iter().any(|d| d.capture.is_some());
        listed(booking).any(|person| person.capture.is_some() || of_document(person))
    }),
    ("people of no request and no check-in", |booking| {
        booking
            .travellers
            .iter()
            .enumerate()
            .any(|(place, person)| person.is_derived && !is_named(booking, place))
    }),
];

/// The names of what a push holds and PNRGOV XML cannot carry, once each. Empty when [`write`](super::write) carries
/// everything but broken values, of which only the places are known.
///
/// ```
/// use paxgov::{model::BookingPush, pnrxml};
/// let mut push = BookingPush::default();
/// push.bookings.push(Default::default());
/// assert!(pnrxml::left_out(&push).is_empty());
/// push.bookings[0].groups.push(std::borrow::Cow::Borrowed("CHOIR").into());
/// assert_eq!(pnrxml::left_out(&push), ["names of groups"]);
/// ```
pub fn left_out(push: &BookingPush<'_>) -> Vec<&'static str> {
    let of_push = PUSH.iter().filter(|(_, holds)| holds(push)).map(|(name, _)| *name);
    let of_bookings = BOOKING
        .iter()
        .chain(OF_BOTH)
        .filter(|(_, holds)| push.bookings.iter().any(holds))
        .map(|(name, _)| *name);
    let mut names: Vec<&'static str> = Vec::new();
    for name in of_push.chain(of_bookings) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn has_text(addresses: &[Address<'_>]) -> bool {
    addresses.iter().any(|address| address.text.is_some())
}

fn is_listed(booking: &Booking<'_>, traveller: Option<usize>) -> bool {
    let person = traveller.and_then(|place| booking.travellers.get(place));
    person.is_some_and(|person| !person.is_derived)
}

fn has_other_amounts(ticket: &Ticket<'_>) -> bool {
    ticket.amounts.len() > 1 || ticket.amounts.iter().any(|amount| !is_total(amount))
}

/// The form has one unit: pieces, or a unit of weight.
fn has_lost_unit(bags: &ExcessBags<'_>) -> bool {
    bags.weight_unit
        .as_deref()
        .is_some_and(|weight| !WEIGHT_UNITS.contains(&weight) || bags.unit.as_deref() != Some("W"))
}

/// True when a seat stands in the details of a request that has a text of its own, and the text does not say it.
fn has_lost_seat(request: &SpecialRequest<'_>) -> bool {
    let text = request.text.as_ref().map_or("", |text| text.0.as_ref());
    let is_said = |seat: &Text<'_>| text.contains(seat.0.as_ref());
    let mut seats = request.details.iter().filter_map(|detail| detail.seat.as_ref());
    request.scope.is_current() && !has_bare_seats(request) && seats.any(|seat| !is_said(seat))
}

/// The kind of an infant is read from the sex (MI, FI), or from the request (INFT) that names the infant.
fn has_lost_kind(booking: &Booking<'_>, person: &Passenger<'_>) -> bool {
    let Some(kind) = &person.kind else { return false };
    let is_infant = *kind == Code::Listed(TravellerKind::Infant);
    let is_sexed = matches!(person.sex.valid(), Some(Personal(Sex::Male | Sex::Female)));
    let is_named = person.is_derived && booking.requests.iter().any(|request| &*request.code == "INFT");
    !(is_infant && (is_sexed || is_named))
}

/// The requests of a code that are written.
fn requests<'b, 'a>(
    booking: &'b Booking<'a>,
    is_asked: fn(&str) -> bool,
) -> impl Iterator<Item = &'b SpecialRequest<'a>> {
    booking.requests.iter().filter(move |request| request.scope.is_current() && is_asked(&request.code))
}

/// Seats that stand in a check-in or in a request for a seat.
fn said_seats<'b>(booking: &'b Booking<'_>) -> HashSet<&'b str> {
    let taken = booking.itinerary.iter().flat_map(|segment| &segment.boardings);
    let taken = taken.filter_map(|boarding| boarding.seat.as_ref()).map(|seat| seat.0.as_ref());
    let asked = requests(booking, |code| code == "SEAT").flat_map(|request| {
        let bare = request.details.iter().filter(|_| has_bare_seats(request));
        let bare = bare.filter_map(|detail| detail.seat.as_ref()).map(|seat| seat.0.as_ref());
        bare.chain(request.text.iter().flat_map(|text| text.0.split_whitespace().take(1)))
    });
    taken.chain(asked).collect()
}

/// Ticket numbers that stand in a ticket or in a request that gives one.
fn said_tickets<'b>(booking: &'b Booking<'_>) -> HashSet<&'b str> {
    let sold = booking.tickets.iter().filter(|ticket| is_listed(booking, ticket.traveller));
    let sold = sold.filter_map(|ticket| ticket.number.as_ref()).map(|number| number.0.as_ref());
    let told = requests(booking, |code| matches!(code, "TKNE" | "TKNA" | "TKNM"))
        .filter_map(|request| ticket_number(request.text.as_ref()?.0.as_ref()));
    sold.chain(told).collect()
}

/// True when a check-in or the text of a request names a person.
fn is_named(booking: &Booking<'_>, place: usize) -> bool {
    let Some(person) = booking.travellers.get(place) else { return false };
    let mut boardings = booking.itinerary.iter().flat_map(|segment| &segment.boardings);
    let surname: &str = &person.name.surname;
    boardings.any(|boarding| boarding.place == Some(place))
        || requests(booking, |_| true)
            .filter_map(|request| request.text.as_ref())
            .any(|text| text.0.contains(surname))
}

#[cfg(test)]
mod tests {
    use super::super::{Document, read, write};
    use super::*;
    use crate::ReadOptions;
    use crate::codes::SensitivePolicy;
    use crate::model::{every, every_push};

    /// What each change loses.
    const LOST: &[(&str, &str)] = &[
        ("BookingPush.function", "function of the push"),
        ("BookingPush.sender, city", "sender other than its company"),
        ("BookingPush.sender, number", "sender other than its company"),
        ("PortCall.role", "roles of ports"),
        ("Locator.created, second", "creation time of a further locator"),
        ("Booking.is_cancelled", "cancellation of a booking"),
        ("Agency.system", "system of the agent"),
        ("Agency.kind", "kind of the agent"),
        ("Boarding.bags", "checked bags"),
        ("Boarding.bags, twice", "checked bags"),
        ("Boarding.by", "who checked in"),
        ("Booking.groups", "names of groups"),
        ("SpecialRequest.scope, history", "history"),
        ("RequestDetail.characteristic", "characteristics of seats"),
        ("Remark.kind", "kinds of remarks"),
        ("Remark.scope", "remarks of travellers and flights"),
        ("Remark.scope, flight", "remarks of travellers and flights"),
        ("Remark.scope, of no flight", "remarks of travellers and flights"),
        ("Remark.scope, history", "history"),
        ("Ticket.traveller, nobody", "tickets of no traveller"),
        ("Amount.kind", "amounts other than the total fare"),
        ("Ticket.pricing, I", "pricing indicators other than NE and NR"),
        ("Ticket.validating_carrier", "validating carrier"),
        ("Fare.traveller, nobody", "fares of no traveller"),
        ("Fare.age", "age of a fare"),
        ("Booking.services", "services other than flights"),
        ("OtherService.*", "services other than flights"),
        ("Booking.splits", "splits"),
        ("Split.*", "splits"),
        ("Booking.changes", "history"),
        ("Change_.*", "history"),
        ("Booking.history", "history"),
        ("Passenger.birth_nationality", "nationality at birth"),
        ("TravelDocument.capture", "capture of data"),
        ("Passenger.embarkation", "ports of travellers"),
        ("Passenger.disembarkation", "ports of travellers"),
        ("Passenger.clearance", "ports of travellers"),
        ("Address.text", "text of addresses"),
        ("Passenger.seats", "seats of travellers"),
        ("Passenger.tickets", "tickets of travellers"),
        ("Passenger.tickets, short", "tickets of travellers"),
        ("Passenger.references", "references of travellers"),
        ("Reference.*", "references of travellers"),
        ("Passenger.bags", "checked bags"),
        ("Bags.*", "checked bags"),
        ("BagTag.*", "checked bags"),
        ("Passenger.crew", "role of travellers"),
        ("Passenger.capture", "capture of data"),
        ("Passenger.role", "role of travellers"),
        ("Passenger.kind", "kinds of travellers"),
        ("Passenger.is_derived", "people of no request and no check-in"),
        ("BookingPush.leg, operated", "operating flight of the push"),
        ("BookingPush.leg, role", "roles of ports"),
        ("ItinerarySegment.kind, with a number", "numbers of open segments"),
        ("SpecialRequest.scope, of nobody", "requests of an unlisted traveller or flight"),
        ("Contact.means, none", "contacts of no means"),
        ("Passenger.locator", "locators of travellers"),
    ];

    /// What comes back in another form: a glued title stands apart, a seat is the text of its request.
    const OTHERWISE: &[&str] = &["PersonName.title_glued", "RequestDetail.seat"];

    #[test]
    fn each_field_is_read_back_or_named() {
        let keep = ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep);
        let mut wrong = Vec::new();
        for (name, built) in every_push::changed().into_iter().filter(|(name, _)| !OTHERWISE.contains(name)) {
            let document = Document { push: built.clone(), ..Document::default() };
            let written = write(&document).unwrap();
            let mut read = read(&written, &keep).unwrap().value.push;
            every_push::drop_new_requests(&built, &mut read);
            every::judge(name, &built, &every::shape(&read), &left_out(&built), LOST, &mut wrong);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
