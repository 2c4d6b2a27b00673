//! From the model to a document: one canonical form, two blanks for each level, by the rows of the table.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::escape::escape;

use super::Document;
use super::documents::{is_secondary, same_document};
use super::moment::written;
use super::people::shown;
use super::record::Record;
use super::sales::{Sold, made};
use super::scan::is_allowed;
use super::table::{Element, Fills, Kind, ROOT, Slot};
use crate::codes::{Code, CodeList, CommunicationMeans, Sex, StateCode, TravellerKind};
use crate::error::{Error, ErrorKind};
use crate::model::{
    Address, Booking, Contact, Field, FlightLeg, FlightNumber, ItinerarySegment, LocalTime, Passenger,
    PersonName, Personal, RequestDetail, Scope, SegmentKind, SpecialRequest, TravelDocument,
};
use crate::pnrgov::request;
use crate::span::Location;

/// The namespace of the guide's schema.
const NAMESPACE: &str = "http://www.iata.org/IATA/2007/00";

/// Writes a document. What was read from a document is written in full, except broken values, which are left out. Data of
/// other forms that PNRGOV XML has no place for is left out, too; [`left_out`](super::left_out) names it.
///
/// Seats of a request without a text are written as texts, one request for each.
///
/// # Errors
/// When a value holds a character that XML does not allow.
pub fn write(document: &Document<'_>) -> Result<Vec<u8>, Error> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut out, &ROOT, &root(document), 0)?;
    Ok(out.into_bytes())
}

/// True when a record says something that stands in an element or below it, up to elements with records of their own.
fn is_said(row: &Element, record: &Record<'_>) -> bool {
    let slots = row.attributes.iter().map(|&(_, slot)| slot).chain(row.text);
    let has = |slot: Slot| slot != Slot::Passed && record.value(slot).is_some();
    slots.into_iter().any(has)
        || row.children.iter().any(|child| match child.fills {
            Fills::Record(kind) => record.records(kind).next().is_some(),
            Fills::Around => is_said(child, record),
            Fills::Nothing => false,
        })
}

fn element(out: &mut String, row: &Element, record: &Record<'_>, depth: usize) -> Result<(), Error> {
    // An element of text stands once for each value; the attributes stand with the first.
    if let (Some(slot), Fills::Around) = (row.text, row.fills)
        && let Some(first) = record.value(slot)
    {
        for value in record.all(slot) {
            indent(out, depth);
            out.extend(["<", row.name]);
            if std::ptr::eq(value, first) {
                attributes(out, row, record)?;
            }
            let text = escaped(&value.text, false)?;
            out.extend([">", &text, "</", row.name, ">\n"]);
        }
        return Ok(());
    }
    indent(out, depth);
    out.extend(["<", row.name]);
    if depth == 0 {
        out.extend([" xmlns=\"", NAMESPACE, "\""]);
    }
    attributes(out, row, record)?;
    let is_empty = !row.children.iter().any(|child| match child.fills {
        Fills::Record(kind) => record.records(kind).next().is_some(),
        Fills::Around => is_said(child, record),
        Fills::Nothing => false,
    });
    if is_empty {
        out.push_str("/>\n");
        return Ok(());
    }
    out.push_str(">\n");
    for child in row.children {
        match child.fills {
            Fills::Record(kind) => {
                for record in record.records(kind) {
                    element(out, child, record, depth + 1)?;
                }
            }
            Fills::Around if is_said(child, record) => element(out, child, record, depth + 1)?,
            Fills::Around | Fills::Nothing => {}
        }
    }
    indent(out, depth);
    out.extend(["</", row.name, ">\n"]);
    Ok(())
}

fn attributes(out: &mut String, row: &Element, record: &Record<'_>) -> Result<(), Error> {
    for &(name, slot) in row.attributes.iter().filter(|(_, slot)| *slot != Slot::Passed) {
        if let Some(value) = record.value(slot) {
            let text = escaped(&value.text, true)?;
            out.extend([" ", name, "=\"", &text, "\""]);
        }
    }
    Ok(())
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

/// A value with its references. Line ends and tabs would not survive as they are.
fn escaped(text: &str, is_attribute: bool) -> Result<Cow<'_, str>, Error> {
    if !text.chars().all(is_allowed) {
        return Err(Error::new(ErrorKind::CharacterRefused, Location::default()));
    }
    let plain = escape(text);
    let must = |c: char| c == '\r' || (is_attribute && matches!(c, '\n' | '\t'));
    if !plain.contains(must) {
        return Ok(plain);
    }
    let plain = plain.replace('\r', "&#13;");
    Ok(Cow::Owned(if is_attribute { plain.replace('\n', "&#10;").replace('\t', "&#9;") } else { plain }))
}

fn time(field: &Field<LocalTime>) -> Option<String> {
    field.valid().map(written)
}

fn root<'m>(document: &'m Document<'_>) -> Record<'m> {
    let (envelope, push) = (&document.envelope, &document.push);
    let mut root = made(Kind::Root);
    root.put(Slot::Version, shown(envelope.version.as_ref()).unwrap_or("1.000"));
    for (slot, text) in [
        (Slot::EchoToken, &envelope.echo_token),
        (Slot::TimeStamp, &envelope.time_stamp),
        (Slot::Target, &envelope.target),
        (Slot::Transaction, &envelope.transaction),
        (Slot::Sequence, &envelope.sequence),
        (Slot::Correlation, &envelope.correlation),
        (Slot::TransactionStatus, &envelope.status),
    ] {
        root.put_some(slot, shown(text.as_ref()));
    }
    let mut originator = made(Kind::Originator);
    originator.put_some(Slot::Company, push.sender.as_ref().and_then(|sender| sender.company.as_deref()));
    originator.put_some(Slot::System, shown(envelope.system.as_ref()));
    originator.put_some(Slot::ContactInfo, shown(envelope.contact.as_ref()));
    if !originator.values.is_empty() {
        root.children.push(originator);
    }
    if let Some(leg) = &push.leg {
        let mut record = made(Kind::Leg);
        put_leg(&mut record, leg, SegmentKind::Flight);
        root.children.push(record);
    }
    let mut pnrs = made(Kind::Pnrs);
    pnrs.put_some(Slot::Count, push.declared.map(|count| count.to_string()));
    pnrs.children.extend(push.bookings.iter().map(pnr));
    root.children.push(pnrs);
    root
}

/// Number and suffix as they are written: digits filled up to four. Of the spellings the first is taken that reads back.
fn designator(flight: &FlightNumber<'_>) -> (String, String) {
    let number: &str = &flight.number;
    let digits = number.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let is_number = flight.is_regular || (!digits.is_empty() && digits.len() <= 4);
    let is_number =
        is_number && digits.bytes().all(|b| b.is_ascii_digit()) && number.len() <= digits.len() + 1;
    let (padded, suffix) = match number.split_at_checked(digits.len()).filter(|_| is_number) {
        Some((digits, suffix)) => (format!("{digits:0>4}"), suffix),
        None => (number.to_owned(), ""),
    };
    let carrier: &str = &flight.carrier;
    let sent = (!carrier.is_empty()).then_some(Cow::Borrowed(carrier));
    let reads =
        |written: &str| FlightNumber::new(sent.clone(), Cow::Owned(format!("{written}{suffix}"))) == *flight;
    let with_carrier = format!("{carrier}{padded}");
    let written = if reads(&padded) || !reads(&with_carrier) { padded } else { with_carrier };
    (written, suffix.to_owned())
}

fn put_leg<'m>(record: &mut Record<'m>, leg: &'m FlightLeg<'_>, kind: SegmentKind) {
    record.put(Slot::Carrier, &*leg.flight.carrier);
    let (number, suffix) = designator(&leg.flight);
    match kind {
        SegmentKind::Open => record.put(Slot::Number, "OPEN"),
        SegmentKind::Surface => record.put(Slot::Number, "ARNK"),
        SegmentKind::Flight if leg.flight.number.is_empty() => {}
        SegmentKind::Flight => {
            record.put(Slot::Number, number);
            record.put(Slot::Suffix, suffix);
        }
    }
    if let Some(operated) = &leg.operated_as {
        record.put(Slot::OperatingCarrier, &*operated.carrier);
        if !operated.number.is_empty() {
            let (number, suffix) = designator(operated);
            record.put(Slot::OperatingNumber, number);
            record.put(Slot::OperatingSuffix, suffix);
        }
    }
    let ports = [(Slot::From, Slot::Departure, &leg.departure), (Slot::To, Slot::Arrival, &leg.arrival)];
    for (slot, at, call) in ports {
        record.put_some(slot, call.port.valid().map(|port| port.to_string()));
        record.put_some(at, time(&call.time));
    }
}

fn pnr<'m>(booking: &'m Booking<'_>) -> Record<'m> {
    let mut pnr = made(Kind::Pnr);
    let listed = || booking.travellers.iter().filter(|person| !person.is_derived);
    pnr.put(Slot::Count, listed().count().to_string());
    pnr.put_some(Slot::Changed, time(&booking.changed));
    pnr.put_some(Slot::Created, booking.locators.first().and_then(|locator| time(&locator.created)));
    pnr.put_some(Slot::Ticketed, time(&booking.ticketed));
    for locator in &booking.locators {
        let mut record = made(Kind::Locator);
        record.put_some(Slot::Id, shown(locator.number.as_ref()));
        record.put_some(Slot::Type, locator.kind.as_deref());
        record.put_some(Slot::Company, locator.company.as_deref());
        if !record.values.is_empty() {
            pnr.children.push(record);
        }
    }
    let by_scope = requests_by_scope(booking);
    pnr.children.extend(requests(&by_scope, Scope::Booking));
    for remark in booking.remarks.iter().filter(|remark| remark.scope == Scope::Booking) {
        let mut record = made(Kind::Remark);
        for line in &remark.lines {
            record.put(Slot::Text, line.0.as_ref());
        }
        pnr.children.push(record);
    }
    if let Some(agency) = &booking.agency {
        let mut record = made(Kind::Agency);
        record.put_some(Slot::Sign, shown(agency.sign.as_ref()));
        record.put_some(Slot::Office, shown(agency.office.as_ref()));
        record.put_some(Slot::Country, agency.country.as_deref());
        record.put_some(Slot::Currency, agency.currency.as_deref());
        record.put_some(Slot::Company, agency.company.as_deref());
        record.put_some(Slot::City, agency.city.as_deref());
        record.put_some(Slot::Id, shown(agency.number.as_ref()));
        pnr.children.push(record);
    }
    pnr.children.extend(booking.contacts.iter().map(contact));
    pnr.children.extend(booking.addresses.iter().map(address));
    let sold = Sold::of(booking);
    pnr.children.extend(sold.excess_bags(None));
    for (place, person) in booking.travellers.iter().enumerate().filter(|(_, person)| !person.is_derived) {
        let mut record = passenger(person);
        record.children.extend(sold.excess_bags(Some(place)));
        record.children.extend(sold.fares(place));
        record.children.extend(requests(&by_scope, Scope::Traveller(place)));
        record.children.extend(sold.tickets(place));
        pnr.children.push(record);
    }
    for (number, segment) in booking.itinerary.iter().enumerate() {
        let mut record = flight(segment, booking);
        record.children.extend(requests(&by_scope, Scope::Segment(number)));
        pnr.children.push(record);
    }
    pnr
}

/// The requests by where they stand, each list in its order.
type ByScope<'m, 'a> = HashMap<Scope, Vec<&'m SpecialRequest<'a>>>;

fn requests_by_scope<'m, 'a>(booking: &'m Booking<'a>) -> ByScope<'m, 'a> {
    let mut found = ByScope::new();
    for request in &booking.requests {
        found.entry(request.scope).or_default().push(request);
    }
    found
}

fn requests<'m>(by_scope: &ByScope<'m, '_>, scope: Scope) -> impl Iterator<Item = Record<'m>> {
    by_scope.get(&scope).into_iter().flatten().flat_map(|request| self::request(request))
}

/// True when the seats of a request stand in no text: then each is a request of its own, with the seat as its text.
pub(super) fn has_bare_seats(request: &SpecialRequest<'_>) -> bool {
    request.text.is_none() && request.details.iter().any(|detail| detail.seat.is_some())
}

fn request<'m>(request: &'m SpecialRequest<'_>) -> Vec<Record<'m>> {
    let mut whole = made(Kind::Request);
    whole.put(Slot::Code, &*request.code);
    whole.put_some(Slot::Status, request.status.as_ref().map(Code::wire));
    whole.put_some(Slot::Board, request.board.as_deref());
    whole.put_some(Slot::Off, request.off.as_deref());
    whole.put_some(Slot::Carrier, request.carrier.as_deref());
    if has_bare_seats(request) {
        let of_detail = |detail: &'m RequestDetail<'_>| {
            let mut record = whole.clone();
            let quantity =
                if request.details.len() > 1 { request.quantity.map(|_| 1) } else { request.quantity };
            record.put_some(Slot::Quantity, quantity.map(|quantity| quantity.to_string()));
            record.put_some(Slot::Reference, shown(detail.traveller.as_ref()));
            record.put_some(Slot::Text, shown(detail.seat.as_ref()));
            record
        };
        return request.details.iter().map(of_detail).collect();
    }
    let references: Vec<&str> = request.travellers().map(|reference| reference.0.as_ref()).collect();
    whole.put_some(Slot::Quantity, request.quantity.map(|quantity| quantity.to_string()));
    whole.put(Slot::Reference, references.join(" "));
    whole.put_some(Slot::Text, shown(request.text.as_ref()));
    vec![whole]
}

fn contact<'m>(contact: &'m Contact<'_>) -> Record<'m> {
    let mut record = made(Kind::Contact);
    let address = contact.address.0.as_ref();
    match contact.means.as_ref() {
        Some(Code::Listed(CommunicationMeans::Email)) => record.put(Slot::Email, address),
        means => {
            let means = means.filter(|means| **means != Code::Listed(CommunicationMeans::Telephone));
            record.put_some(Slot::PhoneType, means.map(Code::wire));
            record.put(Slot::Phone, address);
        }
    }
    record
}

/// The address of a contact: what DOCA says in attributes, here in elements.
fn address<'m>(address: &'m Address<'_>) -> Record<'m> {
    let mut record = made(Kind::Contact);
    put_address(&mut record, address);
    record
}

fn put_address<'m>(record: &mut Record<'m>, address: &'m Address<'_>) {
    record.put_some(Slot::Street, shown(address.street.as_ref()));
    record.put_some(Slot::City, shown(address.city.as_ref()));
    record.put_some(Slot::Postcode, shown(address.postcode.as_ref()));
    record.put_some(Slot::Region, shown(address.region.as_ref()));
    record.put_some(Slot::Country, shown(address.country.as_ref()));
}

fn passenger<'m>(person: &'m Passenger<'_>) -> Record<'m> {
    let mut record = made(Kind::Passenger);
    record.put_some(Slot::Reference, shown(person.reference.as_ref()));
    record.put_some(Slot::SurnameReference, shown(person.unique_reference.as_ref()));
    record.put_some(Slot::HasInfant, person.has_infant.then_some("true"));
    for (number, given) in person.name.given.iter().enumerate() {
        record.put(if number == 0 { Slot::Given } else { Slot::Middle }, given.as_ref());
    }
    record.put(Slot::Surname, person.name.surname.as_ref());
    record.put_some(Slot::Title, person.name.title.as_deref());
    record.children.extend(person.contacts.iter().map(contact));
    let (typed, plain): (Vec<_>, Vec<_>) = person.addresses.iter().partition(|one| one.purpose.is_some());
    record.children.extend(plain.into_iter().map(address));
    for number in &person.frequent_traveller {
        let mut loyalty = made(Kind::Loyalty);
        loyalty.put(Slot::Number, number.0.as_ref());
        record.children.push(loyalty);
    }
    record.children.extend(documents(person));
    // The first state is read.
    let born = person.birth_place.as_ref().and_then(|born| born.state.valid());
    for (purpose, state) in [("R", person.residence.valid()), ("B", born)] {
        let Some(state) = state.filter(|state| !gives_state(person, purpose, ***state)) else { continue };
        let mut doca = made(Kind::Doca);
        doca.put(Slot::AddressType, purpose);
        doca.put(Slot::Country, state.0.to_string());
        record.children.push(typed_request(person, "DOCA", doca));
    }
    for address in typed {
        let mut doca = made(Kind::Doca);
        doca.put_some(Slot::AddressType, address.purpose.as_deref());
        put_address(&mut doca, address);
        record.children.push(typed_request(person, "DOCA", doca));
    }
    record
}

/// True when the first address for this purpose has the state, so that it is read from there.
fn gives_state(person: &Passenger<'_>, purpose: &str, state: StateCode) -> bool {
    let mut own = person.addresses.iter().filter(|address| address.purpose.as_deref() == Some(purpose));
    let first = own.find_map(|address| request::state(address.country.as_ref()?.0.as_bytes()));
    first == Some(state)
}

/// Typed data below its passenger.
fn typed_request<'m>(person: &'m Passenger<'_>, code: &'m str, data: Record<'m>) -> Record<'m> {
    let mut record = made(Kind::Document);
    record.put(Slot::Code, code);
    record.put(Slot::Quantity, "1");
    record.put(Slot::Status, "HK");
    record.put_some(Slot::Reference, shown(person.reference.as_ref()));
    record.children.push(data);
    record
}

/// The documents of a person in their order, and what DOCS and DOCO say of the person beside them.
fn documents<'m>(person: &'m Passenger<'_>) -> Vec<Record<'m>> {
    let mut records = Vec::new();
    let mut nationalities = person.nationalities.iter().filter_map(Field::valid);
    let born = person.birth_date.valid().map(|born| born.0.to_string());
    let (mut is_first, mut birth_place) =
        (true, person.birth_place.as_ref().and_then(|place| shown(place.place.as_ref())));
    let mut primary = |document: Option<&'m TravelDocument<'_>>, has_more: bool| {
        let nationality = nationalities.next();
        if document.is_none() && nationality.is_none() && !(is_first && has_more) {
            return None;
        }
        let mut record = made(Kind::Docs);
        if is_first {
            record.put_some(Slot::Born, born.clone());
            record.put_some(Slot::Sex, person.sex.valid().map(|sex| sex_wire(person, **sex)));
        }
        is_first = false;
        let name = document.and_then(|document| document.holder.as_ref()).unwrap_or(&person.name);
        put_name(&mut record, name);
        record.put_some(Slot::Nationality, nationality.map(|state| state.0.to_string()));
        if let Some(document) = document {
            put_document(&mut record, document);
            record.put_some(Slot::Expiry, document.expiry.valid().map(|date| date.0.to_string()));
        }
        Some(typed_request(person, "DOCS", record))
    };
    let has_facts = born.is_some() || person.sex.valid().is_some();
    // The letters of an infant under another name would be those of somebody else.
    let is_infant = person.kind.as_ref().and_then(Code::listed).is_some_and(TravellerKind::is_infant);
    if is_infant && person.documents.iter().any(|document| document.holder.is_some()) {
        records.extend(primary(None, has_facts));
    }
    for (place, document) in person.documents.iter().enumerate() {
        let is_secondary = is_secondary(document);
        let mut forms = Vec::new();
        if !is_secondary || document.expiry.valid().is_some() || document.holder.is_some() {
            forms.extend(primary(Some(document), true));
        }
        let more = document.place.is_some() || document.issued.valid().is_some() || birth_place.is_some();
        if is_secondary && (more || forms.is_empty()) {
            let mut doco = made(Kind::Doco);
            doco.put_some(Slot::BirthPlace, birth_place.take());
            put_document(&mut doco, document);
            doco.put_some(Slot::Place, shown(document.place.as_ref()));
            doco.put_some(Slot::Issued, document.issued.valid().map(|date| date.0.to_string()));
            forms.push(typed_request(person, "DOCO", doco));
        }
        if forms.len() == 2
            && is_taken_for_another(person.documents.get(..place).unwrap_or_default(), document)
        {
            forms.reverse();
        }
        records.extend(forms);
    }
    while let Some(record) = primary(None, has_facts) {
        records.push(record);
    }
    if let Some(place) = birth_place {
        let mut doco = made(Kind::Doco);
        doco.put(Slot::BirthPlace, place);
        records.push(typed_request(person, "DOCO", doco));
    }
    records
}

/// True when the DOCS of a document, which has no place and day of issue, would be read as more of an `earlier` one: its DOCO,
/// written first, tells them apart.
fn is_taken_for_another(earlier: &[TravelDocument<'_>], document: &TravelDocument<'_>) -> bool {
    let docs = TravelDocument { place: None, issued: Field::Absent, ..document.clone() };
    same_document(earlier, &docs).is_some()
}

fn put_document<'m>(record: &mut Record<'m>, document: &'m TravelDocument<'_>) {
    record.put_some(Slot::DocumentType, document.kind.as_ref().map(Code::wire));
    record.put_some(Slot::DocumentNumber, shown(document.number.as_ref()));
    record.put_some(Slot::Issuer, document.issuer.valid().map(|state| state.0.to_string()));
}

fn put_name<'m>(record: &mut Record<'m>, name: &'m Personal<PersonName<'_>>) {
    let mut given = name.given.join(" ");
    if let Some(title) = name.title.as_ref().filter(|_| !given.is_empty()) {
        given = format!("{given} {title}");
    }
    record.put(Slot::Surname, name.surname.as_ref());
    record.put(Slot::Given, given);
}

/// The sex as DOCS writes it: infants have letters of their own.
fn sex_wire(person: &Passenger<'_>, sex: Sex) -> &'static str {
    let kind = person.kind.as_ref().and_then(Code::listed);
    match sex {
        Sex::Male if kind.is_some_and(TravellerKind::is_infant) => "MI",
        Sex::Female if kind.is_some_and(TravellerKind::is_infant) => "FI",
        sex => sex.wire(),
    }
}

fn flight<'m>(segment: &'m ItinerarySegment<'_>, booking: &'m Booking<'_>) -> Record<'m> {
    let mut record = made(Kind::Flight);
    put_leg(&mut record, &segment.leg, segment.kind);
    record.put_some(Slot::Class, segment.class.as_deref());
    record.put_some(Slot::Quantity, segment.quantity.map(|quantity| quantity.to_string()));
    record.put_some(Slot::Status, segment.status.as_ref().map(Code::wire));
    record.put_some(Slot::Equipment, segment.equipment.as_deref());
    for boarding in &segment.boardings {
        let mut inner = made(Kind::Boarding);
        inner.put_some(Slot::Number, shown(boarding.sequence.as_ref()));
        inner.put_some(Slot::Reference, shown(boarding.traveller.as_ref()));
        inner.put_some(Slot::Seat, shown(boarding.seat.as_ref()));
        inner.put_some(Slot::Cabin, boarding.cabin.as_deref());
        if let Some(person) = boarding.place.and_then(|place| booking.travellers.get(place)) {
            if person.is_derived {
                // The name is all there is to know the person by.
                put_name(&mut inner, &person.name);
            } else {
                inner.put(Slot::Given, person.name.given.join(" "));
                inner.put(Slot::Surname, person.name.surname.as_ref());
            }
        }
        let mut check_in = made(Kind::CheckIn);
        check_in.put_some(Slot::Time, time(&boarding.time));
        check_in.children.push(inner);
        record.children.push(check_in);
    }
    record
}
