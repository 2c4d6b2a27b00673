//! What a push holds that PNRGOV has no place for, by name: nothing is lost in silence when another form is converted.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::request::{self, Extract};
use super::write::is_primary;
use crate::codes::{Code, CommunicationMeans};
use crate::model::{
    Agency, Bags, Booking, BookingPush, Contact, FlightLeg, Passenger, Scope, SegmentKind, TravelDocument,
};

type OfPush = fn(&BookingPush<'_>) -> bool;
type OfBooking = fn(&Booking<'_>) -> bool;
type OfPerson = fn(&Passenger<'_>) -> bool;

/// What the head of a push may hold.
const PUSH: &[(&str, OfPush)] = &[
    ("sender other than its company and city", |push| {
        push.sender.as_ref().is_some_and(|sender| {
            let (company, city) = (sender.company.clone(), sender.city.clone());
            *sender != Agency { company, city, ..Agency::default() }
        })
    }),
    ("roles of ports", |push| push.leg.as_ref().is_some_and(has_roles)),
    // A push says it by locators alone, and only in an update.
    ("cancellation of a booking", |push| {
        let is_update = push.function.as_ref().map(Code::wire) == Some("141");
        let says_more =
            |booking: &Booking<'_>| !booking.itinerary.is_empty() || listed(booking).next().is_some();
        push.bookings.iter().any(|booking| booking.is_cancelled && (!is_update || says_more(booking)))
    }),
];

/// What a booking may hold that neither this form nor that of XML has a place for.
pub(crate) const OF_BOTH: &[(&str, OfBooking)] = &[
    ("numbers of open segments", |booking| {
        let mut open = booking.itinerary.iter().filter(|segment| segment.kind != SegmentKind::Flight);
        open.any(|segment| !segment.leg.flight.number.is_empty())
    }),
    ("locators of travellers", |booking| {
        let own = booking.locators.first().and_then(|locator| locator.number.as_ref());
        listed(booking).any(|person| person.locator.is_some() && person.locator.as_ref() != own)
    }),
];

/// What a booking may hold.
const BOOKING: &[(&str, OfBooking)] = &[
    ("roles of ports", |booking| {
        let flights = booking.itinerary.iter().map(|segment| &segment.leg);
        flights.chain(booking.changes.iter().filter_map(|change| change.leg.as_ref())).any(has_roles)
    }),
    ("requests of an unlisted traveller or flight", |booking| {
        booking.requests.iter().any(|request| !is_written(booking, request.scope))
    }),
    ("remarks of an unlisted traveller or flight", |booking| {
        booking.remarks.iter().any(|remark| !is_written(booking, remark.scope))
    }),
    ("tickets of an unlisted traveller", |booking| {
        booking.tickets.iter().any(|ticket| is_unlisted(booking, ticket.traveller))
    }),
    ("fares of an unlisted traveller", |booking| {
        booking.fares.iter().any(|fare| is_unlisted(booking, fare.traveller))
    }),
    ("excess baggage of an unlisted traveller", |booking| {
        booking.excess_bags.iter().any(|bags| is_unlisted(booking, bags.traveller))
    }),
    ("people of no request and no check-in", |booking| {
        let (boarded, said) = (by_boarding(booking), said(booking));
        let mut people = booking.travellers.iter().enumerate().filter(|(_, person)| person.is_derived);
        people.any(|(place, person)| !boarded.contains_key(&place) && !said.contains(&*person.name.surname))
    }),
    ("checked bags without a check-in", |booking| {
        let boarded = by_boarding(booking);
        let mut people = booking.travellers.iter().enumerate();
        people.any(|(place, person)| !has_bags(&person.bags, boarded.get(&place).map_or(&[], Vec::as_slice)))
    }),
    ("contacts of a form that is not known", |booking| {
        let of_people = listed(booking).flat_map(|person| &person.contacts);
        let said = said(booking);
        of_people
            .chain(&booking.contacts)
            .any(|contact| !said.contains(&*contact.address.0) && !is_known(contact))
    }),
    ("ticket numbers of a form that is not known", |booking| {
        let sold = booking.tickets.iter().filter_map(|ticket| ticket.number.as_ref());
        let sold: HashSet<&str> = sold.map(|number| number.0.as_ref()).collect();
        let is_known = |number: &str| request::ticket_number(number) == Some(number);
        let mut numbers = listed(booking).flat_map(|person| &person.tickets);
        numbers.any(|number| !sold.contains(&*number.0) && !is_known(&number.0))
    }),
];

/// What a traveller may hold.
const PERSON: &[(&str, OfPerson)] = &[
    // They are one text.
    ("bounds of given names", |person| person.name.given.len() > 1),
    ("birth dates without a day", |person| {
        person.birth_date.valid().is_some_and(|born| born.0.date().is_none())
    }),
    ("nationality at birth", |person| person.birth_nationality.valid().is_some()),
    ("documents without a number", |person| {
        person.documents.iter().any(|document| document.number.is_none())
    }),
    ("issue of passports", |person| {
        let has_issue = |d: &TravelDocument<'_>| d.issued.valid().is_some() || d.place.is_some();
        person.documents.iter().any(|document| is_primary(document) && has_issue(document))
    }),
    ("expiry of visas", |person| {
        person.documents.iter().any(|document| !is_primary(document) && document.expiry.valid().is_some())
    }),
    ("names in visas", |person| {
        person.documents.iter().any(|document| !is_primary(document) && document.holder.is_some())
    }),
    ("capture of data", |person| {
        person.capture.is_some() || person.documents.iter().any(|document| document.capture.is_some())
    }),
    ("ports of travellers", |person| {
        [person.embarkation, person.disembarkation, person.clearance]
            .iter()
            .any(|port| port.valid().is_some())
    }),
    ("role of travellers", |person| person.role.is_some() || person.crew.is_some()),
    ("references of travellers", |person| !person.references.is_empty()),
];

/// The names of what a push holds and PNRGOV cannot carry, once each. Empty when [`write_push`](super::write_push) carries
/// everything but broken values, of which only the places are known.
///
/// ```
/// use paxgov::model::{Booking, BookingPush, Passenger, PersonName, Personal};
/// use paxgov::pnrgov::left_out;
/// let mut booking = Booking::default();
/// booking.travellers.push(Passenger::named(PersonName::new("TESTER".into(), ["MARA".into()])));
/// let mut push = BookingPush::default();
/// push.bookings.push(booking);
/// assert!(left_out(&push).is_empty());
/// push.bookings[0].travellers[0].bags.pieces = Some(Personal(2));
/// assert_eq!(left_out(&push), ["checked bags without a check-in"]);
/// ```
pub fn left_out(push: &BookingPush<'_>) -> Vec<&'static str> {
    let bookings = || push.bookings.iter();
    let of_push = PUSH.iter().filter(|(_, holds)| holds(push)).map(|(name, _)| *name);
    let of_bookings =
        BOOKING.iter().chain(OF_BOTH).filter(|(_, holds)| bookings().any(holds)).map(|(name, _)| *name);
    let of_people = PERSON
        .iter()
        .filter(|(_, holds)| bookings().flat_map(listed).any(|p| holds(p)))
        .map(|(name, _)| *name);
    let mut names: Vec<&'static str> = Vec::new();
    for name in of_push.chain(of_bookings).chain(of_people) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

pub(crate) fn has_roles(leg: &FlightLeg<'_>) -> bool {
    leg.departure.role.is_some() || leg.arrival.role.is_some()
}

/// The travellers who stand in a segment of their own.
pub(crate) fn listed<'b, 'a>(booking: &'b Booking<'a>) -> impl Iterator<Item = &'b Passenger<'a>> {
    booking.travellers.iter().filter(|person| !person.is_derived)
}

fn is_unlisted(booking: &Booking<'_>, traveller: Option<usize>) -> bool {
    traveller.is_some_and(|place| booking.travellers.get(place).is_none_or(|person| person.is_derived))
}

fn is_written(booking: &Booking<'_>, scope: Scope) -> bool {
    match scope {
        Scope::Booking | Scope::History(None) => true,
        Scope::Traveller(place) => !is_unlisted(booking, Some(place)),
        Scope::Segment(place) => place < booking.itinerary.len(),
        Scope::History(Some(change)) => change < booking.changes.len(),
    }
}

/// The fields of the texts of requests, and e-mail addresses as they are read.
fn said<'b>(booking: &'b Booking<'_>) -> HashSet<Cow<'b, str>> {
    let texts =
        || booking.requests.iter().filter_map(|request| request.text.as_ref()).map(|text| text.0.as_ref());
    let fields = texts().flat_map(|text| text.split('/')).map(|field| Cow::Borrowed(field.trim()));
    fields.chain(texts().map(|text| Cow::Owned(Contact::email_of_request(text)))).collect()
}

/// The bags of each check-in, by traveller.
fn by_boarding<'b, 'a>(booking: &'b Booking<'a>) -> HashMap<usize, Vec<&'b Bags<'a>>> {
    let mut by: HashMap<usize, Vec<&Bags<'_>>> = HashMap::new();
    for boarding in booking.itinerary.iter().flat_map(|segment| &segment.boardings) {
        if let Some(place) = boarding.place {
            by.entry(place).or_default().push(&boarding.bags);
        }
    }
    by
}

/// True when check-ins have the bags of a person, as the reader adds them up.
fn has_bags(own: &Bags<'_>, checked: &[&Bags<'_>]) -> bool {
    let mut sum = Bags::default();
    for bags in checked {
        sum.add_of_flight(bags);
    }
    let weighs_nothing = own.weight.is_none() && own.unit.is_none();
    own.pieces.is_none_or(|pieces| sum.pieces == Some(pieces))
        && (weighs_nothing || (&sum.weight, &sum.unit) == (&own.weight, &own.unit))
        && own.tags.iter().all(|tag| sum.tags.contains(tag))
}

/// True for a contact that is read back from the text in which it is written.
fn is_known(contact: &Contact<'_>) -> bool {
    let address = contact.address.as_ref();
    match contact.means.as_ref().and_then(Code::listed) {
        Some(CommunicationMeans::Mobile) => true,
        Some(CommunicationMeans::Email) => {
            let text = format!("CTCE {}", Contact::email_for_request(address));
            matches!(request::extracts(&text).as_slice(), [Extract::Email(read)] if read == address)
        }
        Some(CommunicationMeans::Telephone) => {
            let text = format!("CTCT {address}");
            matches!(request::extracts(&text).as_slice(), [Extract::Telephone(read)] if read == address)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{PnrPush, write_push};
    use super::*;
    use crate::ReadOptions;
    use crate::codes::SensitivePolicy;
    use crate::edifact::{Envelope, Interchange, MessageId};
    use crate::model::{WriteOptions, every, every_push};

    /// What each change loses.
    const LOST: &[(&str, &str)] = &[
        ("BookingPush.sender, number", "sender other than its company and city"),
        ("BookingPush.leg, role", "roles of ports"),
        ("PortCall.role", "roles of ports"),
        ("Booking.is_cancelled", "cancellation of a booking"),
        ("ItinerarySegment.kind, with a number", "numbers of open segments"),
        ("SpecialRequest.scope, of nobody", "requests of an unlisted traveller or flight"),
        ("Remark.scope, of no flight", "remarks of an unlisted traveller or flight"),
        ("Passenger.is_derived", "people of no request and no check-in"),
        ("Passenger.bags", "checked bags without a check-in"),
        ("Bags.*", "checked bags without a check-in"),
        ("BagTag.*", "checked bags without a check-in"),
        ("Passenger.locator", "locators of travellers"),
        ("Contact.means, none", "contacts of a form that is not known"),
        ("Contact.means, fax", "contacts of a form that is not known"),
        ("Contact.address, of no form", "contacts of a form that is not known"),
        ("Passenger.tickets, short", "ticket numbers of a form that is not known"),
        ("PersonName.given, *", "bounds of given names"),
        ("Passenger.birth_date, year", "birth dates without a day"),
        ("Passenger.birth_date, month", "birth dates without a day"),
        ("Passenger.birth_nationality", "nationality at birth"),
        ("TravelDocument.number", "documents without a number"),
        ("TravelDocument.issued", "issue of passports"),
        ("TravelDocument.place", "issue of passports"),
        ("TravelDocument.expiry, visa", "expiry of visas"),
        ("TravelDocument.capture", "capture of data"),
        ("Passenger.capture", "capture of data"),
        ("Passenger.embarkation", "ports of travellers"),
        ("Passenger.disembarkation", "ports of travellers"),
        ("Passenger.clearance", "ports of travellers"),
        ("Passenger.role", "role of travellers"),
        ("Passenger.crew", "role of travellers"),
        ("Passenger.references", "references of travellers"),
        ("Reference.*", "references of travellers"),
    ];

    #[test]
    fn each_field_is_read_back_or_named() {
        let prepared = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap().and_hms_opt(6, 0, 0).unwrap();
        let id = MessageId::new("1", "PNRGOV", "15", "1", "IA");
        let mut wrong = Vec::new();
        for (name, built) in every_push::changed() {
            let envelope = Envelope::new("ZZ", "GOVPNR", prepared, "REF1").with_syntax("IATA", "1");
            let written = write_push(&built, envelope, &id, &WriteOptions::default()).unwrap();
            let interchange = Interchange::parse(&written).unwrap();
            assert_eq!(interchange.findings(), [], "{name}");
            let message = interchange.messages().next().unwrap();
            // Contacts in free text are read when the text is dropped; kept, it is a remark.
            let policy =
                if name.contains("ontact") { SensitivePolicy::default() } else { SensitivePolicy::Keep };
            let options = ReadOptions::DEFAULT.with_sensitive(policy);
            let push = PnrPush::read(&message, &options).unwrap().value;
            let mut read = push.to_model();
            every_push::drop_new_requests(&built, &mut read);
            every::judge(name, &built, &every::shape(&read), &left_out(&built), LOST, &mut wrong);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
