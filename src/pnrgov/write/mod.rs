//! From the model to PNRGOV messages, in the order of the guide's table, in parts when a size asks for it.

mod people;
mod sales;
mod sorted;

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

pub(super) use self::people::is_primary;
use self::sorted::Sorted;
use crate::codes::Code;
use crate::edifact::{Envelope, InterchangeWriter, MessageId, ranges};
use crate::error::Error;
use crate::model::{
    Address, Agency, BagTag, Bags, Boarding, Booking, BookingPush, Contact, Field, FlightLeg, FlightNumber,
    ItinerarySegment, LocalTime, Locator, OtherService, Personal, RequestDetail, Scope, SegmentKind, Short,
    SpecialRequest, Spelling, WriteOptions,
};

/// Writes a push as an interchange of one message, or of parts cut between bookings. The references of the parts are that of
/// `id` with a number; EQN has the number of the whole push in each (PNRGOV guide, split pushes).
///
/// What a traveller's data says and no special request of the booking does is written as a request: documents (DOCS, DOCO),
/// mobile telephones (CTCM), seats (SEAT), tickets (TKNE), addresses, states of residence and of birth (DOCA). So a booking that was
/// built is read back with the same people. Broken values are left out; what else PNRGOV has no place for, such as bags that
/// nobody checked in, is named by [`left_out`](super::left_out). Days of travel have two digits of the year: a reader takes the
/// year that is nearest to the day of preparation.
///
/// # Errors
/// When a value holds a character that the syntax identifier does not allow.
pub fn write_push(
    push: &BookingPush<'_>,
    envelope: Envelope<'_>,
    id: &MessageId<'_>,
    options: &WriteOptions,
) -> Result<Vec<u8>, Error> {
    let parts = cut(push, &envelope, options);
    let mut out = InterchangeWriter::new(envelope);
    out.parts(id, &parts, |out, bookings| {
        let mut writer = PushWriter { out, spelling: options.spelling, flight: flight_date(push) };
        writer.head(push);
        for booking in *bookings {
            writer.booking(booking);
        }
    });
    out.finish()
}

/// The bookings of each part.
fn cut<'m, 'a>(
    push: &'m BookingPush<'a>,
    envelope: &Envelope<'_>,
    options: &WriteOptions,
) -> Vec<&'m [Booking<'a>]> {
    let bookings = push.bookings.as_slice();
    let Some(limit) = options.part_bytes else { return vec![bookings] };
    let size = |write: &dyn Fn(&mut PushWriter<'_, '_>)| {
        let mut out = InterchangeWriter::new(envelope.clone());
        let before = out.len();
        write(&mut PushWriter { out: &mut out, spelling: options.spelling, flight: flight_date(push) });
        out.len() - before
    };
    // Header and trailer of the message take about 150 bytes.
    let frame = size(&|writer| writer.head(push)) + 150;
    let sizes = bookings.iter().map(|booking| size(&|writer| writer.booking(booking)));
    ranges(sizes, frame, limit).into_iter().filter_map(|range| bookings.get(range)).collect()
}

struct PushWriter<'w, 't> {
    out: &'w mut InterchangeWriter<'t>,
    spelling: Spelling,
    /// The day of the flight, to which readers resolve the years of people and documents.
    flight: Option<NaiveDate>,
}

fn flight_date(push: &BookingPush<'_>) -> Option<NaiveDate> {
    push.leg.as_ref()?.departure.time.valid().map(|at| at.date)
}

fn ddmmyy(date: NaiveDate) -> String {
    format!("{:02}{:02}{:02}", date.day(), date.month(), date.year().rem_euclid(100))
}

/// `HHMM`, with the seconds when there are some.
fn clock(time: NaiveTime) -> String {
    let short = time.format("%H%M").to_string();
    if time.second() == 0 { short } else { time.format("%H%M%S").to_string() }
}

/// Day and time; a day that was inferred was not sent and is not written.
fn moment(at: &Field<LocalTime>) -> (String, String) {
    at.valid().map_or_else(Default::default, |at| {
        let day = if at.inferred { String::new() } else { ddmmyy(at.date) };
        (day, at.time.map(clock).unwrap_or_default())
    })
}

/// `DDMMMYY`, as the texts of special requests write days.
fn ddmmmyy(date: NaiveDate) -> String {
    date.format("%d%b%y").to_string().to_uppercase()
}

fn text<'t>(value: Option<&'t Personal<Cow<'_, str>>>) -> &'t str {
    value.map_or("", |value| value.as_ref())
}

fn short<'t>(value: Option<&'t Short<'_>>) -> &'t str {
    value.map_or("", |value| value.0.as_ref())
}

fn code<'t, L: crate::codes::CodeList>(value: Option<&'t Code<'_, L>>) -> &'t str {
    value.map_or("", Code::wire)
}

fn count(value: Option<u64>) -> String {
    value.map(|count| count.to_string()).unwrap_or_default()
}

fn valid<T: ToString>(field: &Field<Personal<T>>) -> String {
    field.valid().map(|value| value.0.to_string()).unwrap_or_default()
}

/// A number of a flight and its operational suffix, which stand apart.
fn number_and_suffix<'t>(flight: &'t FlightNumber<'_>) -> (Cow<'t, str>, &'t str) {
    let number = flight.number.0.as_ref();
    if flight.is_regular {
        let digits = number.trim_end_matches(|c: char| c.is_ascii_uppercase()).len();
        let (number, suffix) = number.split_at(digits);
        return (Cow::Borrowed(number), suffix);
    }
    // A reader takes the carrier off a number that begins with it.
    let carrier = flight.carrier.0.as_ref();
    let begins = !carrier.is_empty() && number.starts_with(carrier);
    (if begins { Cow::Owned([carrier, number].concat()) } else { Cow::Borrowed(number) }, "")
}

impl PushWriter<'_, '_> {
    fn spell<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.spelling.of(text)
    }

    fn head(&mut self, push: &BookingPush<'_>) {
        self.out.segment("MSG", &[&["", code(push.function.as_ref())]]);
        let sender = push.sender.as_ref();
        let (company, city) = (sender.and_then(|s| s.company.as_ref()), sender.and_then(|s| s.city.as_ref()));
        self.out.segment("ORG", &[&[short(company), short(city)]]);
        if let Some(leg) = &push.leg {
            self.flight(leg, SegmentKind::Flight, "");
        }
        let bookings = u64::try_from(push.bookings.len()).ok();
        self.out.segment("EQN", &[&[&count(push.declared.or(bookings))]]);
    }

    /// TVL, and TRA when another flight is operated.
    fn flight(&mut self, leg: &FlightLeg<'_>, kind: SegmentKind, class: &str) {
        let ((from_day, from_time), (to_day, to_time)) =
            (moment(&leg.departure.time), moment(&leg.arrival.time));
        let port = |call: &crate::model::PortCall<'_>| {
            call.port.valid().map(|port| port.as_str().to_owned()).unwrap_or_default()
        };
        let (number, suffix) = number_and_suffix(&leg.flight);
        let number = match kind {
            SegmentKind::Flight => &*number,
            SegmentKind::Open => "OPEN",
            SegmentKind::Surface => "ARNK",
        };
        let operated = leg.operated_as.as_ref();
        let only_carrier = operated.filter(|flight| flight.number.is_empty());
        self.out.segment(
            "TVL",
            &[
                &[&from_day, &from_time, &to_day, &to_time],
                &[&port(&leg.departure)],
                &[&port(&leg.arrival)],
                &[&leg.flight.carrier, only_carrier.map_or("", |flight| &flight.carrier)],
                &[number, class, suffix],
            ],
        );
        if let Some(flight) = operated.filter(|flight| !flight.number.is_empty()) {
            let (number, suffix) = number_and_suffix(flight);
            self.out.segment("TRA", &[&[&flight.carrier], &[&number, "", suffix]]);
        }
    }

    fn booking(&mut self, booking: &Booking<'_>) {
        self.out.segment("SRC", &[]);
        self.locators(&booking.locators);
        let of = &Sorted::new(booking);
        self.requests(of, Scope::Booking);
        self.dates(booking);
        self.remarks(of, Scope::Booking);
        for contact in &booking.contacts {
            self.contact(of, None, contact);
        }
        self.agency(booking.agency.as_ref());
        if booking.is_cancelled && booking.agency.is_none() {
            // The guide's form of a cancellation: locators and an empty originator.
            self.out.segment("ORG", &[]);
        }
        for address in &booking.addresses {
            self.address(address);
        }
        self.excess_bags(of, None);
        self.fares(of, None);
        self.tickets(of, None);
        for group in &booking.groups {
            let name = self.spell(group).into_owned();
            self.out.segment("TIF", &[&[&name, "G"]]);
        }
        for (place, person) in booking.travellers.iter().enumerate().filter(|(_, person)| !person.is_derived)
        {
            self.traveller(of, place, person);
        }
        for (place, segment) in booking.itinerary.iter().enumerate() {
            self.segment(of, place, segment);
        }
        for split in &booking.splits {
            self.out.segment("EQN", &[&[&count(split.passengers)]]);
            self.locators(&split.locators);
        }
        for service in &booking.services {
            self.service(service);
        }
        self.history(of);
    }

    fn locators(&mut self, locators: &[Locator<'_>]) {
        let parts: Vec<[String; 5]> = locators
            .iter()
            .map(|locator| {
                let (day, time) = moment(&locator.created);
                let number = text(locator.number.as_ref());
                [short(locator.company.as_ref()), number, short(locator.kind.as_ref()), &day, &time]
                    .map(str::to_owned)
            })
            .collect();
        self.composites("RCI", &[], &parts);
    }

    /// A segment that ends in repeated composites.
    fn composites<const N: usize>(&mut self, tag: &str, before: &[&[&str]], parts: &[[String; N]]) {
        let parts: Vec<[&str; N]> = parts.iter().map(|part| part.each_ref().map(String::as_str)).collect();
        let mut elements = before.to_vec();
        elements.extend(parts.iter().map(|part| part.as_slice()));
        self.out.segment(tag, &elements);
    }

    fn dates(&mut self, booking: &Booking<'_>) {
        let dates = [("700", &booking.changed), ("710", &booking.ticketed)];
        let parts: Vec<[String; 3]> = dates
            .iter()
            .filter(|(_, at)| at.valid().is_some())
            .map(|(qualifier, at)| {
                let (day, time) = moment(at);
                [(*qualifier).to_owned(), day, time]
            })
            .collect();
        if !parts.is_empty() {
            self.composites("DAT", &[], &parts);
        }
    }

    fn agency(&mut self, agency: Option<&Agency<'_>>) {
        let Some(agency) = agency else { return };
        self.out.segment(
            "ORG",
            &[
                &[short(agency.company.as_ref()), short(agency.city.as_ref())],
                &[text(agency.number.as_ref()), text(agency.office.as_ref())],
                &[],
                &[short(agency.system.as_ref())],
                &[short(agency.kind.as_ref())],
                &[short(agency.country.as_ref()), short(agency.currency.as_ref())],
                &[text(agency.sign.as_ref())],
            ],
        );
    }

    fn address(&mut self, address: &Address<'_>) {
        let of = |part: Option<&Personal<Cow<'_, str>>>| self.spell(text(part)).into_owned();
        let (street, city, region) =
            (of(address.street.as_ref()), of(address.city.as_ref()), of(address.region.as_ref()));
        let free = text(address.text.as_ref());
        // The sets of level A have no sign for an e-mail address; the guide writes it as requests do.
        let free = if free.contains('@') { Contact::email_for_request(free) } else { free.to_owned() };
        let free = self.spell(&free).into_owned();
        self.out.segment(
            "ADD",
            &[
                &[],
                &[
                    short(address.purpose.as_ref()),
                    &street,
                    &city,
                    "",
                    &region,
                    text(address.country.as_ref()),
                    text(address.postcode.as_ref()),
                    &free,
                ],
            ],
        );
    }

    fn remarks(&mut self, of: &Sorted<'_, '_>, scope: Scope) {
        for remark in of.remarks(scope) {
            let head = ["4", short(remark.kind.as_ref())];
            let lines: Vec<[String; 1]> =
                remark.lines.iter().map(|line| [self.spell(line).into_owned()]).collect();
            self.composites("IFT", &[&head], &lines);
        }
    }

    fn requests(&mut self, of: &Sorted<'_, '_>, scope: Scope) {
        for request in of.requests(scope) {
            self.request(request);
        }
    }

    fn request(&mut self, request: &SpecialRequest<'_>) {
        let free = self.spell(text(request.text.as_ref())).into_owned();
        let quantity = count(request.quantity);
        let head = [
            request.code.0.as_ref(),
            code(request.status.as_ref()),
            &quantity,
            short(request.carrier.as_ref()),
            "",
            "",
            short(request.board.as_ref()),
            short(request.off.as_ref()),
            &free,
        ];
        let details: Vec<[String; 4]> = request.details.iter().map(detail).collect();
        self.composites("SSR", &[&head], &details);
    }

    fn segment(&mut self, of: &Sorted<'_, '_>, place: usize, segment: &ItinerarySegment<'_>) {
        self.flight(&segment.leg, segment.kind, short(segment.class.as_ref()));
        if segment.quantity.is_some() || segment.status.is_some() {
            self.out.segment("RPI", &[&[&count(segment.quantity)], &[code(segment.status.as_ref())]]);
        }
        if let Some(equipment) = &segment.equipment {
            self.out.segment("APD", &[&[equipment]]);
        }
        self.requests(of, Scope::Segment(place));
        self.remarks(of, Scope::Segment(place));
        let mut open: Option<&Boarding<'_>> = None;
        for boarding in &segment.boardings {
            if open.is_none_or(|before| before.time != boarding.time || before.by != boarding.by) {
                let (day, time) = moment(&boarding.time);
                let qualifier = if day.is_empty() { "" } else { "2" };
                self.out.segment("DAT", &[&[qualifier, &day, &time]]);
                if let Some(by) = &boarding.by {
                    self.out.segment("ORG", &[&[by]]);
                }
            }
            open = Some(boarding);
            self.boarding(of, boarding);
        }
    }

    fn boarding(&mut self, of: &Sorted<'_, '_>, boarding: &Boarding<'_>) {
        let reference = text(boarding.traveller.as_ref());
        self.out.segment("TRI", &[&[], &[text(boarding.sequence.as_ref()), "", "", reference]]);
        let person = boarding.place.and_then(|place| of.booking.travellers.get(place));
        if let Some(person) = person.filter(|_| reference.is_empty()) {
            let (surname, given) = (
                self.spell(&person.name.surname).into_owned(),
                self.spell(&person.name.given.join(" ")).into_owned(),
            );
            self.out.segment("TIF", &[&[&surname], &[&given]]);
        }
        if boarding.seat.is_some() || boarding.cabin.is_some() {
            let cabin = short(boarding.cabin.as_ref());
            self.out.segment("SSD", &[&[text(boarding.seat.as_ref())], &[], &[], &[], &[cabin]]);
        }
        self.bags(&boarding.bags);
    }

    fn bags(&mut self, bags: &Bags<'_>) {
        if *bags == Bags::default() {
            return;
        }
        let pieces = count(bags.pieces.map(Personal::into_inner));
        let weight = [pieces.as_str(), text(bags.weight.as_ref()), short(bags.unit.as_ref())];
        let tags: Vec<[String; 4]> = bags.tags.iter().map(tag).collect();
        self.composites("TBD", &[&[], &weight, &[], &[]], &tags);
    }

    fn service(&mut self, service: &OtherService<'_>) {
        self.out.segment("MSG", &[&[short(service.kind.as_ref())]]);
        if *service == (OtherService { kind: service.kind.clone(), ..OtherService::default() }) {
            return;
        }
        let ((from_day, from_time), (to_day, to_time)) = (moment(&service.begins), moment(&service.ends));
        let place = self.spell(text(service.place.as_ref())).into_owned();
        self.out.segment(
            "TVL",
            &[
                &[&from_day, &from_time, &to_day, &to_time],
                &[text(service.from.as_ref()), &place],
                &[text(service.to.as_ref())],
                &[short(service.vendor.as_ref())],
                &[text(service.number.as_ref()), text(service.product.as_ref())],
            ],
        );
    }

    fn history(&mut self, of: &Sorted<'_, '_>) {
        let before = Scope::History(None);
        if of.requests(before).next().is_some() || of.remarks(before).next().is_some() {
            self.out.segment("ABI", &[]);
            self.requests(of, before);
            self.remarks(of, before);
        }
        for (number, change) in of.booking.changes.iter().enumerate() {
            self.out.segment(
                "ABI",
                &[&["4"], &[text(change.agent.as_ref())], &[], &[], &[short(change.by.as_ref())]],
            );
            if change.time.valid().is_some() {
                let (day, time) = moment(&change.time);
                self.out.segment("DAT", &[&["T", &day, &time]]);
            }
            self.out.segment("SAC", &[&[], &[], &[code(change.action.as_ref())]]);
            if let Some(name) = &change.name {
                let name = self.spell(name).into_owned();
                self.out.segment("TIF", &[&[&name]]);
            }
            self.requests(of, Scope::History(Some(number)));
            self.remarks(of, Scope::History(Some(number)));
            if let Some(leg) = &change.leg {
                self.flight(leg, SegmentKind::Flight, "");
            }
        }
        for line in &of.booking.history {
            let line = self.spell(line).into_owned();
            self.out.segment("LTS", &[&[&line]]);
        }
    }
}

fn detail(detail: &RequestDetail<'_>) -> [String; 4] {
    let parts = [
        text(detail.seat.as_ref()),
        "",
        text(detail.traveller.as_ref()),
        short(detail.characteristic.as_ref()),
    ];
    parts.map(str::to_owned)
}

/// A run of bag tags: the carrier's letters stand apart from the number.
fn tag(tag: &BagTag<'_>) -> [String; 4] {
    let first = tag.first.as_ref();
    let carrier =
        first.split_at_checked(2).filter(|(carrier, _)| !carrier.bytes().all(|b| b.is_ascii_digit()));
    let (carrier, number) = carrier.unwrap_or(("", first));
    [carrier, number, &count(tag.count), short(tag.destination.as_ref())].map(str::to_owned)
}
