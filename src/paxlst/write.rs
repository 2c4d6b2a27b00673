//! From the model to PAXLST messages, in the order of the guide's table, in parts when a size asks for it.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, Timelike};

use crate::codes::{Code, CodeList, DocumentCode, PortRole, ReferenceKind};
use crate::edifact::{Envelope, InterchangeWriter, MessageId, ranges};
use crate::error::Error;
use crate::model::{
    BirthDate, Contact, Field, FlightLeg, LocalTime, Manifest, Passenger, Personal, PortCall, Reporter,
    Spelling, Text, TravelDocument, WriteOptions,
};

/// Writes a list as an interchange of one message, or of parts. The references of the parts are that of `id` with a number.
///
/// The totals are written as they stand in the manifest; without any, the number of persons is. A person without a role is
/// written as a passenger (`FL`), ports of a leg without one as 125 and 87. Given names after the fourth stand with it. Broken
/// values, of which only the places are known, are left out; what else PAXLST has no place for is named by
/// [`left_out`](super::left_out).
///
/// # Errors
/// When a value holds a character that the syntax identifier does not allow.
pub fn write_manifest(
    manifest: &Manifest<'_>,
    envelope: Envelope<'_>,
    id: &MessageId<'_>,
    options: &WriteOptions,
) -> Result<Vec<u8>, Error> {
    let parts = cut(manifest, &envelope, options);
    let prepared = envelope.prepared.date();
    let mut out = InterchangeWriter::new(envelope);
    out.parts(id, &parts, |out, people| {
        let mut list = ListWriter::new(out, manifest, prepared, options.spelling);
        list.head(manifest);
        for person in *people {
            list.person(person);
        }
        list.totals(manifest);
    });
    out.finish()
}

/// The persons of each part.
fn cut<'m, 'a>(
    manifest: &'m Manifest<'a>,
    envelope: &Envelope<'_>,
    options: &WriteOptions,
) -> Vec<&'m [Passenger<'a>]> {
    let people = manifest.passengers.as_slice();
    let Some(limit) = options.part_bytes else { return vec![people] };
    let size = |write: &dyn Fn(&mut ListWriter<'_, '_>)| {
        let mut out = InterchangeWriter::new(envelope.clone());
        let before = out.len();
        write(&mut ListWriter::new(&mut out, manifest, envelope.prepared.date(), options.spelling));
        out.len() - before
    };
    // Header and trailer of the message take about 150 bytes.
    let frame = size(&|list| {
        list.head(manifest);
        list.totals(manifest);
    }) + 150;
    let sizes = people.iter().map(|person| size(&|list| list.person(person)));
    ranges(sizes, frame, limit).into_iter().filter_map(|range| people.get(range)).collect()
}

struct ListWriter<'w, 't> {
    out: &'w mut InterchangeWriter<'t>,
    spelling: Spelling,
    /// The day to which readers take times of the flight to be near: that of the interchange.
    prepared: NaiveDate,
    /// The day to which readers take dates of documents to be near: that of the flight.
    flight: Option<NaiveDate>,
}

fn yymmdd(date: NaiveDate) -> String {
    format!("{:02}{:02}{:02}", date.year().rem_euclid(100), date.month(), date.day())
}

fn ccyymmdd(date: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// True when two digits of the year are enough: no other year that they can be is as near.
fn is_near(date: NaiveDate, anchor: NaiveDate) -> bool {
    (date.year() - anchor.year()).abs() < 50
}

/// A birth date in full, with zeros for what is not known; the century is written so that nobody has to guess it.
fn birth(date: BirthDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month().unwrap_or(0), date.day().unwrap_or(0))
}

fn text<'t>(value: Option<&'t Personal<Cow<'_, str>>>) -> &'t str {
    value.map_or("", |value| value.as_ref())
}

fn valid<T: ToString>(field: &Field<Personal<T>>) -> Option<String> {
    field.valid().map(|value| value.0.to_string())
}

/// The first departure, else the first time of the flight, as the reader takes it.
fn flight_date(manifest: &Manifest<'_>) -> Option<NaiveDate> {
    let legs = || manifest.legs.iter();
    let departures = legs().filter_map(|leg| leg.departure.time.valid());
    let arrivals = legs().filter_map(|leg| leg.arrival.time.valid());
    let filed = manifest.places.iter().filter_map(|place| place.time.valid());
    departures.chain(arrivals).chain(filed).map(|at| at.date).next()
}

impl<'w, 'o> ListWriter<'w, 'o> {
    fn new(
        out: &'w mut InterchangeWriter<'o>,
        manifest: &Manifest<'_>,
        prepared: NaiveDate,
        spelling: Spelling,
    ) -> Self {
        Self { out, spelling, prepared, flight: flight_date(manifest) }
    }

    /// A time of the flight with its format (2379): with the century when two digits would be taken for another one, with
    /// seconds when there are some.
    fn moment(&self, at: &LocalTime) -> (String, &'static str) {
        let is_near = is_near(at.date, self.prepared);
        match at.time {
            Some(time) if time.second() != 0 => {
                (format!("{}{}", ccyymmdd(at.date), time.format("%H%M%S")), "204")
            }
            Some(time) if is_near => (format!("{}{}", yymmdd(at.date), time.format("%H%M")), "201"),
            Some(time) => (format!("{}{}", ccyymmdd(at.date), time.format("%H%M")), "203"),
            None if is_near => (yymmdd(at.date), "101"),
            None => (ccyymmdd(at.date), "102"),
        }
    }

    /// A text in the spelling that was asked for.
    fn spell<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.spelling.of(text)
    }

    fn head(&mut self, manifest: &Manifest<'_>) {
        let list = manifest.list.as_ref().map_or("", Code::wire);
        let function = manifest.function.as_ref().map_or("", Code::wire);
        self.out.segment("BGM", &[&[list], &[function]]);
        if let Some(transaction) = &manifest.transaction {
            self.out.segment("RFF", &[&["TN", transaction]]);
        }
        for reporter in &manifest.reporters {
            self.reporter(reporter);
        }
        let mut flight = None;
        for leg in &manifest.legs {
            if flight != Some(&leg.flight) {
                flight = Some(&leg.flight);
                let designator = [&*leg.flight.carrier, &*leg.flight.number].concat();
                self.out.segment("TDT", &[&["20"], &[&designator], &[], &[], &[&leg.flight.carrier]]);
            }
            self.leg(leg);
        }
        for place in &manifest.places {
            let role = if manifest.list.as_ref().and_then(Code::listed) == Some(DocumentCode::GatePass) {
                PortRole::GatePass
            } else {
                PortRole::Reporting
            };
            self.call(place, role.wire(), "554");
        }
    }

    fn reporter(&mut self, reporter: &Reporter<'_>) {
        let profile = text(reporter.profile.as_ref());
        let name = self.spell(text(reporter.name.as_ref())).into_owned();
        self.out.segment("NAD", &[&["MS"], &[profile], &[], &[&name]]);
        self.contacts(&reporter.contacts);
    }

    fn contacts(&mut self, contacts: &[Contact<'_>]) {
        for contact in contacts {
            let means = contact.means.as_ref().map_or("", Code::wire);
            let address = self.spell(&contact.address).into_owned();
            self.out.segment("COM", &[&[&address, means]]);
        }
    }

    fn leg(&mut self, leg: &FlightLeg<'_>) {
        self.call(&leg.departure, "125", "189");
        self.call(&leg.arrival, "87", "232");
    }

    fn call(&mut self, call: &PortCall<'_>, role: &str, qualifier: &str) {
        let Some(port) = call.port.valid() else { return };
        let role = call.role.as_ref().map_or(role, Code::wire);
        self.out.segment("LOC", &[&[role], &[port.as_str()]]);
        if let Some(at) = call.time.valid() {
            let (value, format) = self.moment(at);
            self.out.segment("DTM", &[&[qualifier, &value, format]]);
        }
    }

    fn place(&mut self, qualifier: &str, code: Option<String>) {
        if let Some(code) = code {
            self.out.segment("LOC", &[&[qualifier], &[&code]]);
        }
    }

    fn person(&mut self, person: &Passenger<'_>) {
        self.name(person);
        if let Some(sex) = person.sex.valid() {
            self.out.segment("ATT", &[&["2"], &[], &[sex.0.wire()]]);
        }
        if let Some(born) = person.birth_date.valid() {
            self.out.segment("DTM", &[&["329", &birth(born.0), "102"]]);
        }
        if let Some(pieces) = &person.bags.pieces {
            self.out.segment("MEA", &[&["CT"], &[], &["", &pieces.0.to_string()]]);
        }
        if let Some(weight) = &person.bags.weight {
            let unit = person.bags.unit.as_deref().unwrap_or_default();
            self.out.segment("MEA", &[&["WT"], &[], &[unit, weight]]);
        }
        if let Some(capture) = &person.capture {
            self.out.segment("GEI", &[&["4"], &[capture.wire()]]);
        }
        for tag in &person.bags.tags {
            let count = tag.count.map(|count| count.to_string()).unwrap_or_default();
            self.out.segment("FTX", &[&["BAG"], &[], &[], &[&tag.first, &count]]);
        }
        self.place("22", valid(&person.clearance));
        self.place("174", valid(&person.residence));
        self.place("178", valid(&person.embarkation));
        self.place("179", valid(&person.disembarkation));
        if let Some(place) = &person.birth_place {
            let state = valid(&place.state).unwrap_or_default();
            let name = self.spell(text(place.place.as_ref())).into_owned();
            self.out.segment("LOC", &[&["180"], &[&state, "", "", &name]]);
        }
        self.contacts(&person.contacts);
        if let Some(crew) = &person.crew {
            self.out.segment("EMP", &[&["1"], &[crew.wire()]]);
        }
        let at_birth = std::iter::once(("1", &person.birth_nationality));
        for (qualifier, state) in person.nationalities.iter().map(|state| ("2", state)).chain(at_birth) {
            if let Some(state) = valid(state) {
                self.out.segment("NAT", &[&[qualifier], &[&state]]);
            }
        }
        self.references(person);
        for document in &person.documents {
            self.document(document);
        }
    }

    fn name(&mut self, person: &Passenger<'_>) {
        let role = person.role.as_ref().map_or("FL", Code::wire);
        let surname = self.spell(&person.name.surname).into_owned();
        // 3036 stands five times; further names would stand in the place of 3045.
        let (first, rest) = person.name.given.split_at(person.name.given.len().min(3));
        let given = first.iter().map(|part| self.spell(part).into_owned());
        let given: Vec<String> =
            given.chain((!rest.is_empty()).then(|| self.spell(&rest.join(" ")).into_owned())).collect();
        let mut name: Vec<&str> = vec![&surname];
        name.extend(given.iter().map(String::as_str));
        let address = person.addresses.first();
        let of = |part: Option<&Text<'_>>| part.map(|part| self.spell(part).into_owned()).unwrap_or_default();
        let street = of(address.and_then(|a| a.street.as_ref()));
        let city = of(address.and_then(|a| a.city.as_ref()));
        let region = of(address.and_then(|a| a.region.as_ref()));
        let postcode = of(address.and_then(|a| a.postcode.as_ref()));
        let country = of(address.and_then(|a| a.country.as_ref()));
        self.out.segment(
            "NAD",
            &[
                &[role],
                &[],
                &[],
                &name,
                &[&street],
                &[&city],
                &["", "", "", &region],
                &[&postcode],
                &[&country],
            ],
        );
    }

    fn references(&mut self, person: &Passenger<'_>) {
        let one = |kind: ReferenceKind, number: Option<&Personal<Cow<'_, str>>>| {
            number.map(|number| (kind.wire().to_owned(), number.0.clone().into_owned()))
        };
        let many = |kind: ReferenceKind, numbers: &[Personal<Cow<'_, str>>]| {
            let pairs = numbers.iter().map(|number| (kind.wire().to_owned(), number.0.clone().into_owned()));
            pairs.collect::<Vec<_>>()
        };
        let mut all: Vec<(String, String)> = Vec::new();
        all.extend(one(ReferenceKind::Locator, person.locator.as_ref()));
        all.extend(one(ReferenceKind::Unique, person.unique_reference.as_ref()));
        all.extend(many(ReferenceKind::Seat, &person.seats));
        all.extend(many(ReferenceKind::Ticket, &person.tickets));
        all.extend(many(ReferenceKind::Customer, &person.frequent_traveller));
        let others =
            person.references.iter().map(|r| (r.kind.wire().to_owned(), r.number.0.clone().into_owned()));
        all.extend(others);
        for (kind, number) in &all {
            self.out.segment("RFF", &[&[kind, number]]);
        }
    }

    fn document(&mut self, document: &TravelDocument<'_>) {
        let kind = document.kind.as_ref().map_or("", Code::wire);
        self.out.segment("DOC", &[&[kind], &[text(document.number.as_ref())]]);
        for (qualifier, date) in [("36", &document.expiry), ("182", &document.issued)] {
            if let Some(date) = date.valid() {
                match self.flight.filter(|flight| is_near(date.0, *flight)) {
                    Some(_) => self.out.segment("DTM", &[&[qualifier, &yymmdd(date.0)]]),
                    None => self.out.segment("DTM", &[&[qualifier, &ccyymmdd(date.0), "102"]]),
                }
            }
        }
        if let Some(capture) = &document.capture {
            self.out.segment("GEI", &[&["4"], &[capture.wire()]]);
        }
        let issuer = valid(&document.issuer).unwrap_or_default();
        let place = self.spell(text(document.place.as_ref())).into_owned();
        if !issuer.is_empty() || !place.is_empty() {
            self.out.segment("LOC", &[&["91"], &[&issuer, "", "", &place]]);
        }
    }

    fn totals(&mut self, manifest: &Manifest<'_>) {
        let crew = manifest.crew();
        let counted = [("41", crew), ("42", manifest.passengers.len() - crew)];
        let own: Vec<(&str, Option<u64>)> = manifest
            .totals
            .iter()
            .map(|total| (if total.of_crew { "41" } else { "42" }, total.count))
            .collect();
        let made =
            counted.iter().filter(|(_, count)| *count > 0).map(|&(q, count)| (q, u64::try_from(count).ok()));
        let totals = if own.is_empty() { made.collect() } else { own };
        for (qualifier, count) in totals {
            let count = count.map(|count| count.to_string()).unwrap_or_default();
            self.out.segment("CNT", &[&[qualifier, &count]]);
        }
    }
}
