//! From the records of a push to the model: who is who in a PNR, and what special requests say about people.

use std::borrow::Cow;

use super::extract::is_contact;
use super::push::PnrPush;
use super::request::{self, Extract};
use super::table::{
    BOARDED, Baggage, Boarded, FLIGHT, HISTORY, ITEM_FLIGHT, PAYMENT, PNR, Pnr, PnrAddress, Product,
    RecordLocator, SPLIT, TICKET, TRAVELLER, Traveller,
};
use super::who::Who;
use crate::codes::{Code, CodeList, CommunicationMeans, SensitivePolicy};
use crate::edifact::{Value, number};
use crate::model::{
    Address, Agency, BagTag, Bags, Boarding, Booking, BookingPush, Change, Field, FlightLeg, FlightNumber,
    ItinerarySegment, LocalTime, Locator, Passenger, PersonName, Personal, Port, PortCall, Remark, Scope,
    SegmentKind, Short, Split, Text, push_new,
};
use crate::span::usize_of;

pub(super) fn plain(value: Option<Value<'_>>) -> Option<Cow<'_, str>> {
    value.filter(|value| !value.is_blank()).map(|value| value.text())
}

/// A code of no closed list.
pub(super) fn short(value: Option<Value<'_>>) -> Option<Short<'_>> {
    plain(value).map(Short)
}

pub(super) fn text(value: Option<Value<'_>>) -> Option<Text<'_>> {
    plain(value).map(Personal)
}

pub(super) fn code<L: CodeList>(value: Option<Value<'_>>) -> Option<Code<'_, L>> {
    plain(value).map(Code::read)
}

pub(super) fn count(value: Option<Value<'_>>) -> Option<u64> {
    value.and_then(|value| number(value.code()))
}

pub(super) fn owned(part: &str) -> Option<Text<'static>> {
    (!part.is_empty()).then(|| Personal(Cow::Owned(part.to_owned())))
}

impl Traveller<'_> {
    /// True for the name of a group, which is no person.
    pub fn is_group(&self) -> bool {
        let group = |value: Option<Value<'_>>| value.is_some_and(|value| value.code() == b"G");
        group(self.qualifier()) || (group(self.kind()) && self.given().is_none())
    }
}

/// The PNR's parts by their numbers, while a booking is put together.
pub(super) struct Builder<'s, 'a> {
    pub(super) push: &'s PnrPush<'a>,
    pub(super) pnr: Pnr<'s>,
    /// Number of each traveller record and its place among the passengers.
    pub(super) people: Vec<(u32, usize)>,
    /// Number of each payment segment and the place of its last payment.
    pub(super) payments: Vec<(u32, usize)>,
    /// Number of each product record and its place in the itinerary.
    pub(super) segments: Vec<(u32, usize)>,
    pub(super) who: Who<'s>,
    pub(super) booking: Booking<'s>,
}

pub(super) fn place_of(list: &[(u32, usize)], record: usize) -> Option<usize> {
    let found = list.binary_search_by_key(&record, |&(number, _)| usize_of(number)).ok()?;
    list.get(found).map(|&(_, place)| place)
}

impl<'a> PnrPush<'a> {
    /// The push as the model knows it.
    pub fn to_model(&self) -> BookingPush<'_> {
        BookingPush {
            function: self.function(),
            sender: self.head().map(|head| Agency {
                company: short(head.sender()),
                city: short(head.sender_city()),
                ..Agency::default()
            }),
            leg: self.flight().map(|flight| self.leg(&flight)),
            declared: self.declared(),
            bookings: self.pnrs().map(|pnr| self.booking(pnr)).collect(),
        }
    }

    /// The number of PNRs that the push says it holds (EQN), in all of its parts.
    pub fn declared(&self) -> Option<u64> {
        self.head().and_then(|head| count(head.pnr_count()))
    }

    /// One PNR as the model knows it.
    pub fn booking<'s>(&'s self, pnr: Pnr<'s>) -> Booking<'s> {
        let mut builder = Builder {
            push: self,
            pnr,
            people: Vec::new(),
            payments: Vec::new(),
            segments: Vec::new(),
            who: Who::default(),
            booking: Booking { location: pnr.location(), ..Booking::default() },
        };
        builder.read_locators();
        builder.read_itinerary();
        builder.read_travellers();
        builder.read_tickets();
        builder.read_extras();
        builder.read_requests();
        builder.read_texts();
        builder.read_boarding();
        builder.read_history();
        builder.finish()
    }

    fn call<'s>(place: Option<Value<'s>>, at: Field<LocalTime>) -> PortCall<'s> {
        let port = match place.filter(|value| !value.is_blank()) {
            None => Field::Absent,
            Some(value) => Port::read(value.code()).map_or(Field::Malformed(value.span()), Field::Valid),
        };
        PortCall { port, role: None, time: at }
    }

    /// A flight as the model knows it.
    pub(crate) fn leg<'s>(&self, product: &Product<'s>) -> FlightLeg<'s> {
        let glued = |number: Cow<'s, str>, suffix: Option<Value<'s>>| match plain(suffix) {
            Some(suffix) => Cow::Owned(format!("{number}{suffix}")),
            None => number,
        };
        // OPEN and ARNK are words, not numbers.
        let number =
            plain(product.number()).filter(|number| number != "OPEN" && number != "ARNK").unwrap_or_default();
        let number = glued(number, product.suffix());
        let carrier = plain(product.carrier());
        let operating = plain(product.transport_carrier()).or(plain(product.operating_carrier()));
        let operated_number = plain(product.transport_number())
            .map(|number| glued(number, product.transport_suffix()))
            .or(plain(product.second_number()));
        let operated_as = (operating.is_some() || operated_number.is_some()).then(|| {
            let carrier = operating.or_else(|| carrier.clone());
            FlightNumber::new(carrier, operated_number.unwrap_or_default())
        });
        FlightLeg {
            flight: FlightNumber::new(carrier, number),
            operated_as,
            departure: Self::call(product.from(), self.departure(product)),
            arrival: Self::call(product.to(), self.arrival(product)),
        }
    }

    fn locator<'s>(&self, record: &RecordLocator<'s>) -> Locator<'s> {
        Locator {
            company: short(record.company()),
            number: text(record.number()),
            kind: short(record.kind()).filter(|_| !record.is_shifted()),
            created: self.created(record),
        }
    }
}

/// An address; its free text only when it is a telephone number or an e-mail address, unless everything is kept.
fn address<'s>(record: &PnrAddress<'s>, keep: bool) -> Address<'s> {
    Address {
        purpose: short(record.purpose()),
        street: text(record.street()),
        city: text(record.city()),
        region: text(record.region()).or(text(record.region_code())),
        postcode: text(record.postcode()),
        country: text(record.country()),
        text: text(record.text()).filter(|text| keep || is_contact(text)),
        ..Address::default()
    }
}

impl<'s> Builder<'s, '_> {
    fn read_locators(&mut self) {
        let cancelled_shape = self.pnr.travellers().next().is_none() && self.pnr.products().next().is_none();
        self.booking.is_cancelled = cancelled_shape && self.push.is_update();
        for split in self.pnr.splits() {
            self.booking.splits.push(Split { passengers: count(split.passengers()), locators: Vec::new() });
        }
        let first_split = self.pnr.splits().next().map_or(0, |split| split.index());
        for record in self.pnr.locators() {
            let locator = self.push.locator(&record);
            match record.owner() {
                None => self.booking.locators.push(locator),
                Some((SPLIT, owner)) => {
                    let place = usize_of(owner.saturating_sub(first_split));
                    if let Some(split) = self.booking.splits.get_mut(place) {
                        split.locators.push(locator);
                    }
                }
                // The operating carrier's locator of a segment names the same booking.
                Some(_) => self.booking.locators.push(locator),
            }
        }
        let agency = Agency {
            company: short(self.pnr.company()),
            city: short(self.pnr.city()),
            number: text(self.pnr.agent()),
            office: text(self.pnr.office()),
            system: short(self.pnr.system()),
            currency: short(self.pnr.currency()),
            kind: short(self.pnr.originator()),
            country: short(self.pnr.country()),
            sign: text(self.pnr.sign()),
        };
        self.booking.agency = (agency != Agency::default()).then_some(agency);
        for moment in self.pnr.moments().filter(|moment| matches!(moment.stands_in(), PNR | TRAVELLER)) {
            let at = self.push.moment(moment.date(), moment.time());
            match moment.qualifier().map(|value| value.code()) {
                Some(b"700") => self.booking.changed = at.or_valid(self.booking.changed),
                Some(b"710") => self.booking.ticketed = at.or_valid(self.booking.ticketed),
                _ => {}
            }
        }
    }

    fn read_itinerary(&mut self) {
        for product in self.pnr.products().filter(|product| product.group() == FLIGHT) {
            let kind = match product.number().map(|value| value.code()) {
                Some(b"OPEN") => SegmentKind::Open,
                Some(b"ARNK") => SegmentKind::Surface,
                _ => SegmentKind::Flight,
            };
            self.segments.push((product.index(), self.booking.itinerary.len()));
            self.booking.itinerary.push(ItinerarySegment {
                kind,
                leg: self.push.leg(&product),
                class: short(product.class()),
                quantity: product.seats(),
                status: code(product.status()),
                equipment: short(product.equipment()),
                boardings: Vec::new(),
                location: product.location(),
            });
        }
    }

    fn read_travellers(&mut self) {
        for traveller in self.pnr.travellers() {
            if traveller.is_group() {
                self.booking.groups.extend(text(traveller.surname()));
                continue;
            }
            let surname = plain(traveller.surname()).unwrap_or_default();
            let person = |given: Option<Value<'s>>, kind: Option<Value<'s>>, reference: Option<Value<'s>>| {
                let mut passenger =
                    Passenger::named(PersonName::with_glued_title(surname.clone(), plain(given)));
                passenger.kind = code(kind);
                passenger.reference = text(reference);
                passenger.location = traveller.location();
                passenger
            };
            let mut first = person(traveller.given(), traveller.kind(), traveller.reference());
            first.unique_reference = text(traveller.unique_reference());
            first.has_infant = traveller.infant().is_some_and(|value| value.code() == b"1");
            let is_name = |value: &Value<'s>| value.text().chars().any(char::is_alphabetic);
            let further =
                traveller.further().filter(|more| more.given().is_some_and(|value| is_name(&value)));
            let further = further.map(|more| person(more.given(), more.kind(), more.reference()));
            let locator = self.booking.locators.first().and_then(|locator| locator.number.clone());
            self.people.push((traveller.index(), self.booking.travellers.len()));
            for mut passenger in std::iter::once(first).chain(further) {
                passenger.locator.clone_from(&locator);
                self.add_passenger(passenger);
            }
        }
        for record in self.pnr.frequent_travellers() {
            let named = plain(record.traveller()).and_then(|reference| self.who.referred(&reference));
            let owner = named.or_else(|| record.context().and_then(|n| place_of(&self.people, n)));
            if let (Some(person), Some(number)) =
                (owner.and_then(|n| self.booking.travellers.get_mut(n)), record.number())
            {
                let carrier = plain(record.carrier()).unwrap_or_default();
                person.frequent_traveller.push(Personal(Cow::Owned(format!("{carrier}{}", number.text()))));
            }
        }
        let mut last = None;
        for record in self.pnr.addresses() {
            let owner = match record.stands_in() {
                TRAVELLER | TICKET => record.context().and_then(|n| place_of(&self.people, n)),
                _ => None,
            };
            let address = address(&record, self.push.options.sensitive == SensitivePolicy::Keep);
            if address == Address::default() {
                continue;
            }
            let addresses = match owner.and_then(|n| self.booking.travellers.get_mut(n)) {
                Some(person) => &mut person.addresses,
                None => &mut self.booking.addresses,
            };
            // The number of an old practice stands in an element of its own: N:::::::M+1234567890.
            let number = text(record.purpose()).filter(|purpose| is_contact(purpose));
            let is_bare = address == Address { purpose: address.purpose.clone(), ..Address::default() };
            let before = addresses
                .last_mut()
                .filter(|kind| kind.text.is_none() && last == Some(record.segment_start()));
            match (number.filter(|_| is_bare), before) {
                (Some(number), Some(kind)) => kind.text = Some(number),
                _ => addresses.push(address),
            }
            last = Some(record.segment_start());
        }
    }

    /// Adds a person and notes by what others may name them.
    pub(super) fn add_passenger(&mut self, passenger: Passenger<'s>) -> usize {
        let place = self.booking.travellers.len();
        self.who.add(place, &passenger);
        self.booking.travellers.push(passenger);
        place
    }

    pub(super) fn scope(&self, group: crate::directory::Group, context: Option<usize>) -> Scope {
        match group {
            TRAVELLER | TICKET | PAYMENT => {
                context.and_then(|n| place_of(&self.people, n)).map_or(Scope::Booking, Scope::Traveller)
            }
            FLIGHT..=BOARDED => {
                context.and_then(|n| place_of(&self.segments, n)).map_or(Scope::Booking, Scope::Segment)
            }
            HISTORY..=ITEM_FLIGHT => {
                // The context is the item; a request that stands before the first one is of no change.
                let first = self.pnr.history_items().next().map(|item| usize_of(item.index()));
                Scope::History(context.zip(first).and_then(|(n, first)| n.checked_sub(first)))
            }
            _ => Scope::Booking,
        }
    }

    fn read_texts(&mut self) {
        for record in self.pnr.texts() {
            let lines = record.lines().map(|value| Personal(value.text()));
            if record.stands_in() == PAYMENT {
                // The context is the payment: its payer; of several payments in one segment the last.
                let place = record.context().and_then(|n| place_of(&self.payments, n));
                if let Some(payment) = place.and_then(|n| self.booking.payments.get_mut(n)) {
                    payment.payer.extend(lines);
                    continue;
                }
            }
            let (kind, lines) = (short(record.kind()), lines.collect());
            let scope = self.scope(record.stands_in(), record.context());
            self.booking.remarks.push(Remark { kind, lines, scope });
        }
        self.booking.payments.retain(|payment| !payment.is_empty());
        for record in self.pnr.protected() {
            let references: Vec<_> =
                record.travellers().filter_map(|reference| plain(Some(reference))).collect();
            let mut targets: Vec<usize> =
                references.iter().filter_map(|reference| self.who.referred(reference)).collect();
            match record.stands_in() {
                HISTORY..=ITEM_FLIGHT => continue,
                TRAVELLER | TICKET | PAYMENT if targets.is_empty() => {
                    targets.extend(record.context().and_then(|n| place_of(&self.people, n)));
                }
                _ => {}
            }
            // A ticket of nobody is that of the only traveller.
            let only = self.only_adult().filter(|_| references.is_empty() && targets.is_empty());
            let only = only
                .filter(|place| self.booking.travellers.get(*place).is_some_and(|person| !person.is_derived));
            for found in request::extracts_of(record.texts().map(|value| value.text())) {
                self.add_extract(&found, &targets, only);
            }
        }
        for line in self.pnr.history_lines() {
            let whole = line.text().map(|value| Personal(value.rest_of_segment()));
            self.booking.history.extend(whole.filter(|text| !text.is_empty()));
        }
    }

    fn add_extract(&mut self, found: &Extract, targets: &[usize], only: Option<usize>) {
        match found {
            Extract::Ticket(number) => {
                for target in targets.iter().copied().chain(only) {
                    self.add_ticket(target, number);
                }
            }
            Extract::Telephone(number) => self.contact_of(targets, CommunicationMeans::Telephone, number),
            Extract::Email(address) => self.contact_of(targets, CommunicationMeans::Email, address),
        }
    }

    fn read_boarding(&mut self) {
        let check_ins: Vec<_> = self.pnr.check_ins().collect();
        let first = check_ins.first().map_or(0, |check_in| usize_of(check_in.index()));
        // Read once a check-in: what stands behind it is long when many have checked in.
        let made: Vec<_> = check_ins
            .iter()
            .map(|check_in| {
                let at = check_in.moment().map(|at| self.push.moment(at.date(), at.time()));
                (at.unwrap_or_default(), short(check_in.company()), check_in.context())
            })
            .collect();
        let bags: Vec<_> = self.pnr.baggage().filter(|bag| bag.stands_in() == BOARDED).collect();
        for boarded in self.pnr.boarded() {
            let check_in = boarded.context().and_then(|n| made.get(n.checked_sub(first)?));
            let segment =
                check_in.and_then(|(.., context)| *context).and_then(|n| place_of(&self.segments, n));
            let reference = plain(boarded.traveller()).or(plain(boarded.name_reference()));
            let place = self.boarded_person(&boarded, reference.as_ref());
            let seat = text(boarded.seat().or(boarded.seat_early())).filter(|seat| is_place(seat));
            let of_person = bags.partition_point(|bag| bag.context() < Some(usize_of(boarded.index())));
            let own = bags.iter().skip(of_person);
            let own = own.take_while(|bag| bag.context() == Some(usize_of(boarded.index())));
            let mut bags = Bags::default();
            for bag in own {
                bags.add(&bags_of(bag));
            }
            if let Some(person) = place.and_then(|n| self.booking.travellers.get_mut(n)) {
                person.bags.add_of_flight(&bags);
            }
            if let (Some(person), Some(seat)) =
                (place.and_then(|n| self.booking.travellers.get_mut(n)), seat.clone())
            {
                push_new(&mut person.seats, seat);
            }
            let time = check_in.map(|(time, ..)| *time).unwrap_or_default();
            let traveller = reference.map(Personal);
            let boarding = Boarding {
                sequence: text(boarded.sequence()),
                traveller,
                place,
                seat,
                cabin: short(boarded.cabin().or(boarded.cabin_class())),
                bags,
                time,
                by: check_in.and_then(|(_, by, _)| by.clone()),
            };
            if let Some(segment) = segment.and_then(|n| self.booking.itinerary.get_mut(n)) {
                segment.boardings.push(boarding);
            }
        }
    }

    /// Who boarded: by reference, else by name; somebody who stands only here is a traveller, too.
    fn boarded_person(&mut self, boarded: &Boarded<'s>, reference: Option<&Cow<'s, str>>) -> Option<usize> {
        if let Some(place) = reference.and_then(|reference| self.who.referred(reference)) {
            return Some(place);
        }
        let surname = plain(boarded.surname())?;
        let given = plain(boarded.given()).unwrap_or_default();
        let known = self.who.named(&self.booking.travellers, &surname, &given, |p| p.seats.is_empty());
        Some(known.unwrap_or_else(|| self.add_person(&surname, &given, None, boarded.location())))
    }

    fn read_history(&mut self) {
        let moments: Vec<_> = self.pnr.moments().filter(|moment| moment.stands_in() == HISTORY).collect();
        let flights: Vec<_> = self.pnr.products().filter(|product| product.group() == ITEM_FLIGHT).collect();
        let credits: Vec<_> = self.pnr.credits().collect();
        let first = credits.first().map_or(0, |credit| credit.index());
        for item in self.pnr.history_items() {
            let credit = item.context().and_then(|n| u32::try_from(n).ok());
            let at = credit.and_then(|n| owned_by(&moments, n, |moment| moment.context()));
            let time = at.map(|moment| self.push.moment(moment.date(), moment.time())).unwrap_or_default();
            let product = owned_by(&flights, item.index(), |flight| flight.context());
            let name = plain(item.surname()).map(|surname| {
                let given = plain(item.given()).unwrap_or_default();
                Personal(Cow::Owned(format!("{surname} {given}").trim_end().to_owned()))
            });
            let made = credit.and_then(|n| credits.get(usize_of(n.checked_sub(first)?)));
            self.booking.changes.push(Change {
                by: made.and_then(|credit| short(credit.company())),
                agent: made.and_then(|credit| text(credit.agent())),
                action: code(item.action()),
                time,
                leg: product.map(|product| self.push.leg(product)),
                name,
            });
        }
    }

    fn finish(self) -> Booking<'s> {
        self.booking
    }
}

/// False for what stands in the place of a seat and is none.
pub(crate) fn is_place(seat: &str) -> bool {
    !matches!(seat, "XXX" | "ND")
}

/// Checked bags of a record.
fn bags_of<'a>(bag: &Baggage<'a>) -> Bags<'a> {
    let tags = bag.tags().filter_map(|tag| {
        let carrier = plain(tag.carrier()).unwrap_or_default();
        let first = plain(tag.first())?;
        let mut run = BagTag::new(Personal(Cow::Owned(format!("{carrier}{first}"))), count(tag.count()));
        run.destination = short(tag.destination());
        Some(run)
    });
    Bags {
        pieces: count(bag.pieces()).map(Personal),
        weight: text(bag.weight()),
        unit: short(bag.unit()),
        tags: tags.collect(),
    }
}

/// The first record that belongs to `owner`; records stand in the order of their owners.
fn owned_by<T>(records: &[T], owner: u32, of: impl Fn(&T) -> Option<usize>) -> Option<&T> {
    let owner = Some(usize_of(owner));
    let first = records.partition_point(|record| of(record) < owner);
    records.get(first).filter(|record| of(record) == owner)
}
