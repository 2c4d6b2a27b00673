//! From the records of a PNR to the model.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use super::documents::join_documents;
use super::log::Log;
use super::moment::{self, Moment};
use super::record::{Record, Value};
use super::table::{Kind, Slot};
use super::tree::is_nothing;
use crate::codes::{Code, CodeList, CommunicationMeans};
use crate::finding::{Detail, Rule};
use crate::model::{
    Address, Agency, Boarding, Booking, Contact, Field, FlightLeg, FlightNumber, ItinerarySegment, LocalTime,
    Locator, Passenger, PersonName, Personal, Port, PortCall, Remark, Scope, SegmentKind, Short, Text,
    push_new,
};
use crate::options::ReadOptions;
use crate::pnrgov::is_place;
use crate::pnrgov::who::Who;

/// Reads values: what the records of envelope and PNRs share.
pub(super) struct Values<'b, 's, 'a> {
    pub(super) log: &'b mut Log<'s, 'a>,
    pub(super) options: ReadOptions,
}

impl<'a> Values<'_, '_, 'a> {
    fn keep(&self, value: &Value<'_>) -> Cow<'a, str> {
        self.log.source.keep(&value.text)
    }

    pub(super) fn plain(&self, record: &Record<'_>, slot: Slot) -> Option<Cow<'a, str>> {
        record.value(slot).map(|value| self.keep(value))
    }

    pub(super) fn short(&self, record: &Record<'_>, slot: Slot) -> Option<Short<'a>> {
        self.plain(record, slot).map(Short)
    }

    pub(super) fn text(&self, record: &Record<'_>, slot: Slot) -> Option<Text<'a>> {
        self.plain(record, slot).map(Personal)
    }

    pub(super) fn code<L: CodeList>(&self, record: &Record<'_>, slot: Slot) -> Option<Code<'a, L>> {
        self.plain(record, slot).map(Code::read)
    }

    /// True when an indicator says yes.
    pub(super) fn is_yes(record: &Record<'_>, slot: Slot) -> bool {
        record.str(slot).is_some_and(|text| {
            text == "1" || ["true", "yes", "y"].iter().any(|yes| text.eq_ignore_ascii_case(yes))
        })
    }

    /// A number; what is none is a finding.
    pub(super) fn count(&mut self, record: &Record<'_>, slot: Slot, name: &'static str) -> Option<u64> {
        let value = record.value(slot)?;
        let is_number = value.text.bytes().all(|b| b.is_ascii_digit());
        let found = value.text.parse().ok().filter(|_| is_number);
        if found.is_none() {
            self.log.at(Rule::XmlValue, &value.range, Detail::Field(name));
        }
        found
    }

    /// A value that is broken keeps its place.
    pub(super) fn broken<T>(&mut self, range: &Range<usize>, name: &'static str) -> Field<T> {
        self.log.at(Rule::XmlValue, range, Detail::Field(name));
        Field::Malformed(self.log.source.span(range))
    }

    /// A date and time.
    pub(super) fn moment(
        &mut self,
        record: &Record<'_>,
        slot: Slot,
        name: &'static str,
        as_time: fn(Moment) -> LocalTime,
    ) -> Field<LocalTime> {
        let Some(value) = record.value(slot) else { return Field::Absent };
        let Some(read) = moment::moment(&value.text) else { return self.broken(&value.range, name) };
        if read.is_odd {
            self.log.once(Rule::XmlDateForm, "dates and times", "", &value.range);
        }
        Field::Valid(as_time(read))
    }

    fn call(&mut self, record: &Record<'_>, slots: (Slot, Slot), name: &'static str) -> PortCall<'a> {
        let port = match record.value(slots.0) {
            None => Field::Absent,
            Some(value) => match Port::read(value.text.as_bytes()) {
                Some(port) => Field::Valid(port),
                None => self.broken(&value.range, name),
            },
        };
        PortCall { port, role: None, time: self.moment(record, slots.1, name, Moment::local) }
    }

    /// A flight designator; `None` when neither carrier nor number stands there. OPEN and ARNK are words, not numbers.
    fn flight(&self, record: &Record<'_>, slots: [Slot; 3]) -> Option<FlightNumber<'a>> {
        let [carrier, number, suffix] = slots;
        let carrier = self.plain(record, carrier);
        let number = self.plain(record, number).filter(|number| is_number(number));
        if carrier.is_none() && number.is_none() {
            return None;
        }
        let number = number.unwrap_or_default();
        let is_suffix = |suffix: &&str| suffix.len() == 1 && suffix.bytes().all(|b| b.is_ascii_uppercase());
        let number = match record.str(suffix).filter(is_suffix) {
            Some(suffix) if number.ends_with(|c: char| c.is_ascii_digit()) => {
                Cow::Owned(format!("{number}{suffix}"))
            }
            _ => number,
        };
        Some(designator(carrier, number))
    }

    /// A leg.
    pub(super) fn leg(&mut self, record: &Record<'_>) -> FlightLeg<'a> {
        let flight = self.flight(record, [Slot::Carrier, Slot::Number, Slot::Suffix]).unwrap_or_default();
        let operated =
            self.flight(record, [Slot::OperatingCarrier, Slot::OperatingNumber, Slot::OperatingSuffix]);
        let operated_as = operated.map(|mut operated| {
            if operated.carrier.is_empty() {
                let number = operated.number.0;
                operated = designator(Some(flight.carrier.0.clone()), number);
            }
            operated
        });
        FlightLeg {
            flight,
            operated_as,
            departure: self.call(record, (Slot::From, Slot::Departure), "departure"),
            arrival: self.call(record, (Slot::To, Slot::Arrival), "arrival"),
        }
    }
}

/// False for words that stand where a number would.
fn is_number(text: &str) -> bool {
    !matches!(text, "OPEN" | "ARNK") && !is_nothing(text)
}

/// A designator; what is no number is none behind the carrier either.
fn designator<'a>(carrier: Option<Cow<'a, str>>, number: Cow<'a, str>) -> FlightNumber<'a> {
    let mut flight = FlightNumber::new(carrier, number);
    if !is_number(&flight.number) {
        flight.number = Short::default();
    }
    flight
}

/// A name; titles are taken off its end as long as a name remains.
pub(super) fn person_name<'a>(
    surname: Cow<'a, str>,
    given: impl IntoIterator<Item = Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
) -> PersonName<'a> {
    // What a title may be, and which ones are not kept, is known to the names.
    let title = title.and_then(|title| PersonName::new("".into(), ["X".into(), title]).title);
    let mut name = PersonName::new(surname, given);
    let mut kept = title.or_else(|| name.title.take());
    loop {
        let given = std::mem::take(&mut name.given);
        let length: usize = given.iter().map(|part| part.len()).sum();
        name = PersonName::new(name.surname, given);
        if name.given.iter().map(|part| part.len()).sum::<usize>() == length {
            break;
        }
        kept = kept.or_else(|| name.title.take());
    }
    name.title = kept;
    name
}

/// Requests stand in the order in which they are written: of the booking, of its travellers, of its segments.
pub(super) const fn scope_order(scope: Scope) -> (u8, usize) {
    match scope {
        Scope::Booking => (0, 0),
        Scope::Traveller(place) => (1, place),
        Scope::Segment(number) => (2, number),
        Scope::History(_) => (3, 0),
    }
}

/// A PNR while it is put together.
pub(super) struct Builder<'b, 's, 'a> {
    pub(super) values: Values<'b, 's, 'a>,
    /// The day against which two-digit years are resolved.
    pub(super) anchor: Option<NaiveDate>,
    pub(super) who: Who<'a>,
    pub(super) booking: Booking<'a>,
}

impl<'b, 's, 'a> Builder<'b, 's, 'a> {
    /// The booking of a PNR. `day` is the day of the push's flight.
    pub(super) fn booking(
        values: Values<'b, 's, 'a>,
        pnr: &Record<'s>,
        day: Option<NaiveDate>,
    ) -> Booking<'a> {
        let location = values.log.source.place(&pnr.range);
        let mut builder = Self {
            values,
            anchor: day,
            who: Who::default(),
            booking: Booking { location, ..Booking::default() },
        };
        builder.read_itinerary(pnr);
        builder.read_head(pnr);
        builder.read_travellers(pnr);
        builder.read_tickets(pnr);
        builder.read_extras(pnr);
        builder.read_people(pnr);
        builder.read_boarding(pnr);
        builder.finish(pnr)
    }

    fn read_itinerary(&mut self, pnr: &Record<'s>) {
        for flight in pnr.records(Kind::Flight) {
            let number = flight.str(Slot::Number).unwrap_or_default();
            let carrier = flight.str(Slot::Carrier).map(Cow::Borrowed);
            let behind = FlightNumber::new(carrier, Cow::Borrowed(number)).number;
            let kind = |word: &str| match word {
                "OPEN" => Some(SegmentKind::Open),
                "ARNK" => Some(SegmentKind::Surface),
                _ => None,
            };
            let kind = kind(number).or_else(|| kind(&behind)).unwrap_or(SegmentKind::Flight);
            let segment = ItinerarySegment {
                kind,
                leg: self.values.leg(flight),
                class: self.values.short(flight, Slot::Class),
                quantity: self.values.count(flight, Slot::Quantity, "number in party"),
                status: self.values.code(flight, Slot::Status),
                equipment: self.values.short(flight, Slot::Equipment),
                boardings: Vec::new(),
                location: self.values.log.source.place(&flight.range),
            };
            self.booking.itinerary.push(segment);
        }
        let first = self.booking.itinerary.iter().find_map(|segment| segment.leg.departure.time.valid());
        let own = first.map(|time| time.date);
        self.anchor = self.anchor.or(own).or(self.values.options.reference_date);
    }

    fn read_head(&mut self, pnr: &Record<'s>) {
        let of_flights = pnr.records(Kind::Flight).flat_map(|flight| flight.records(Kind::Locator));
        for record in pnr.records(Kind::Locator).chain(of_flights) {
            let locator = Locator {
                company: self.values.short(record, Slot::Company),
                number: self.values.text(record, Slot::Id),
                kind: self.values.short(record, Slot::Type),
                created: Field::Absent,
            };
            if locator != Locator::default() {
                push_new(&mut self.booking.locators, locator);
            }
        }
        let created = self.values.moment(pnr, Slot::Created, "creation date", Moment::universal);
        match self.booking.locators.first_mut() {
            Some(first) => first.created = created,
            None if created.valid().is_none() => {}
            None => self.booking.locators.push(Locator { created, ..Locator::default() }),
        }
        self.booking.changed = self.values.moment(pnr, Slot::Changed, "transaction date", Moment::universal);
        self.booking.ticketed = self.values.moment(pnr, Slot::Ticketed, "ticket date", Moment::universal);
        if let Some(source) = pnr.records(Kind::Agency).next() {
            let agency = Agency {
                company: self.values.short(source, Slot::Company),
                city: self.values.short(source, Slot::City),
                number: self.values.text(source, Slot::Id),
                office: self.values.text(source, Slot::Office),
                currency: self.values.short(source, Slot::Currency),
                country: self.values.short(source, Slot::Country),
                sign: self.values.text(source, Slot::Sign),
                ..Agency::default()
            };
            self.booking.agency = (agency != Agency::default()).then_some(agency);
        }
        for record in pnr.records(Kind::Contact) {
            let contacts: Vec<Contact<'a>> = self.contacts(record).into_iter().flatten().collect();
            self.booking.contacts.extend(contacts);
            self.booking.addresses.extend(self.address(record));
        }
        for record in pnr.records(Kind::Remark).filter(|record| !record.is_extract) {
            let whole = record.all(Slot::Line).chain(record.all(Slot::Text));
            let lines: Vec<Text<'a>> = whole.map(|value| Personal(self.values.keep(value))).collect();
            if !lines.is_empty() {
                self.booking.remarks.push(Remark { kind: None, lines, scope: Scope::Booking });
            }
        }
    }

    /// The telephone number and the e-mail address of a contact. An address that is written as a number, `E+NAME@HOST`, is
    /// an address.
    fn contacts(&self, record: &Record<'s>) -> [Option<Contact<'a>>; 2] {
        let means = self.values.code::<CommunicationMeans>(record, Slot::PhoneType);
        let email = |text: Text<'a>| Contact::new(Some(Code::Listed(CommunicationMeans::Email)), text);
        let phone = self.values.plain(record, Slot::Phone).map(|number| {
            if let Some(address) =
                number.strip_prefix("E+").filter(|address| means.is_none() && address.contains('@'))
            {
                email(Personal(Cow::Owned(address.to_owned())))
            } else {
                let means = means.unwrap_or(Code::Listed(CommunicationMeans::Telephone));
                Contact::new(Some(means), Personal(number))
            }
        });
        [phone, self.values.text(record, Slot::Email).map(email)]
    }

    /// The address of a contact, when it has one.
    fn address(&self, record: &Record<'s>) -> Option<Address<'a>> {
        let mut lines = record.all(Slot::StreetNumber).chain(record.all(Slot::Street));
        let first = lines.next().map(|value| self.values.keep(value));
        let street = lines
            .fold(first, |street, line| street.map(|street| Cow::Owned(format!("{street}, {}", line.text))));
        let address = Address {
            street: street.map(Personal),
            city: self.values.text(record, Slot::City),
            region: self.values.text(record, Slot::Region).or(self.values.text(record, Slot::RegionCode)),
            postcode: self.values.text(record, Slot::Postcode),
            country: self.values.text(record, Slot::Country).or(self.values.text(record, Slot::CountryCode)),
            ..Address::default()
        };
        (address != Address::default()).then_some(address)
    }

    fn read_travellers(&mut self, pnr: &Record<'s>) {
        let locator = self.booking.locators.first().and_then(|locator| locator.number.clone());
        for record in pnr.records(Kind::Passenger) {
            let prefix = self.values.plain(record, Slot::Prefix);
            let surname = self.values.plain(record, Slot::Surname);
            let surname = match (prefix, surname) {
                (Some(prefix), Some(surname)) => Cow::Owned(format!("{prefix} {surname}")),
                (prefix, surname) => surname.or(prefix).unwrap_or_default(),
            };
            let given = record.all(Slot::Given).chain(record.all(Slot::Middle));
            let given: Vec<_> = given.map(|value| self.values.keep(value)).collect();
            let title = self.values.plain(record, Slot::Title);
            let mut passenger = Passenger::named(person_name(surname, given, title));
            passenger.reference = self.values.text(record, Slot::Reference);
            passenger.unique_reference = self.values.text(record, Slot::SurnameReference);
            passenger.has_infant = Values::is_yes(record, Slot::HasInfant);
            passenger.locator.clone_from(&locator);
            passenger.location = self.values.log.source.place(&record.range);
            for contact in record.records(Kind::Contact) {
                for contact in self.contacts(contact).into_iter().flatten() {
                    push_new(&mut passenger.contacts, contact);
                }
                if let Some(address) = self.address(contact) {
                    push_new(&mut passenger.addresses, address);
                }
            }
            for loyalty in record.records(Kind::Loyalty) {
                let Some(number) = self.values.plain(loyalty, Slot::Number) else { continue };
                let number = match loyalty.str(Slot::Company) {
                    Some(carrier) => Cow::Owned(format!("{carrier}{number}")),
                    None => number,
                };
                push_new(&mut passenger.frequent_traveller, Personal(number));
            }
            self.add_passenger(passenger);
        }
    }

    /// Adds a person and notes by what others may name them.
    pub(super) fn add_passenger(&mut self, passenger: Passenger<'a>) -> usize {
        let place = self.booking.travellers.len();
        self.who.add(place, &passenger);
        self.booking.travellers.push(passenger);
        place
    }

    fn read_boarding(&mut self, pnr: &Record<'s>) {
        for (number, flight) in pnr.records(Kind::Flight).enumerate() {
            for check_in in flight.records(Kind::CheckIn) {
                let time = self.values.moment(check_in, Slot::Time, "check-in", Moment::local);
                for record in check_in.records(Kind::Boarding) {
                    let traveller = self.values.text(record, Slot::Reference);
                    let place = self.boarded_person(record, traveller.as_deref());
                    let seat = self.values.text(record, Slot::Seat).filter(|seat| is_place(seat));
                    if let (Some(person), Some(seat)) =
                        (place.and_then(|n| self.booking.travellers.get_mut(n)), seat.clone())
                    {
                        push_new(&mut person.seats, seat);
                    }
                    let boarding = Boarding {
                        sequence: self.values.text(record, Slot::Number),
                        traveller,
                        place,
                        seat,
                        cabin: self.values.short(record, Slot::Cabin),
                        time,
                        ..Boarding::default()
                    };
                    if let Some(segment) = self.booking.itinerary.get_mut(number) {
                        segment.boardings.push(boarding);
                    }
                }
            }
        }
    }

    /// Who boarded: by reference, else by name; somebody who stands only here is a traveller, too.
    fn boarded_person(&mut self, record: &Record<'s>, reference: Option<&Cow<'a, str>>) -> Option<usize> {
        if let Some(place) = reference.and_then(|reference| self.who.referred(reference)) {
            return Some(place);
        }
        let Some(surname) = self.values.plain(record, Slot::Surname) else {
            if let Some(value) = record.value(Slot::Reference) {
                self.values.log.at(Rule::ReferenceUnknown, &value.range, Detail::None);
            }
            return None;
        };
        let given: Vec<&str> = record.all(Slot::Given).map(|value| value.text.as_ref()).collect();
        let given = given.join(" ");
        let known = self.who.named(&self.booking.travellers, &surname, &given, |p| p.seats.is_empty());
        Some(known.unwrap_or_else(|| self.add_person(&surname, &given, None, &record.range)))
    }

    /// Puts everything into the order in which it is written, and compares the count of the PNR.
    fn finish(mut self, pnr: &Record<'s>) -> Booking<'a> {
        let listed = self.booking.travellers.iter().filter(|person| !person.is_derived).count();
        let declared = self.values.count(pnr, Slot::Count, "number of passengers");
        let counted = u64::try_from(listed).unwrap_or(u64::MAX);
        if let Some(value) = pnr.value(Slot::Count).filter(|_| declared.is_some_and(|n| n != counted)) {
            self.values.log.at(Rule::XmlPassengerCount, &value.range, Detail::Count { declared, counted });
        }
        self.order_tickets();
        for place in 0..self.booking.travellers.len() {
            self.fill(place, join_documents);
        }
        let mut booking = self.booking;
        for person in &mut booking.travellers {
            person.addresses.sort_by_key(|address| address.purpose.is_some());
        }
        booking
    }
}
