//! Every field of the model with a change that sets it, for the tests of the writers: what is built is read back equal, or named as
//! left out. A field that is new does not compile here until it is listed, and fails there until it is decided.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use serde_json::Value;

use super::*;
use crate::codes::{
    Capture, Code, CodeList, CommunicationMeans, CrewKind, DocumentCode, DocumentType, ListFunction,
    PersonRole, PortRole, ReferenceKind, Sex, StateCode, TravellerKind,
};

/// A change of a model under the name of the field that it sets, with a word when there are several.
pub(crate) type Change<T> = (&'static str, fn(&mut T));

macro_rules! every {
    ($name:ident: $($of:ident $(<$life:lifetime>)? { $($field:ident)+ })+) => {
        /// The fields by struct and name.
        pub(crate) const $name: &[&str] = &[$($(concat!(stringify!($of), ".", stringify!($field)),)+)+];
        $(const _: fn($of $(<$life>)?) = |of| { let $of { $($field: _,)+ } = of; };)+
    };
}

pub(crate) use every;

every! { SHARED:
    Passenger<'static> {
        role kind name sex birth_date nationalities birth_nationality documents residence birth_place embarkation disembarkation
        clearance addresses contacts locator unique_reference seats tickets frequent_traveller references bags crew capture
        reference has_infant is_derived superseded location
    }
    PersonName<'static> { surname given title title_glued }
    TravelDocument<'static> { kind number issuer expiry issued place capture holder location }
    Address<'static> { purpose street city region postcode country text }
    Contact<'static> { means address }
    Reference<'static> { kind number }
    BagTag<'static> { first count destination }
    Bags<'static> { pieces weight unit tags }
    BirthPlace<'static> { state place }
    FlightLeg<'static> { flight operated_as departure arrival }
    FlightNumber<'static> { carrier number is_regular }
    PortCall<'static> { port role time }
    LocalTime { date time inferred }
}

every! { OF_MANIFEST:
    Manifest<'static> { list function transaction reporters legs places passengers totals }
    Reporter<'static> { profile name contacts }
    Total { of_crew count }
}

/// What is no data of a message: where it was read, or how it was found.
const NO_DATA: &[&str] = &[
    "Passenger.location",
    "Passenger.superseded",
    "TravelDocument.location",
    "Booking.location",
    "ItinerarySegment.location",
    "FlightNumber.is_regular",
    "LocalTime.inferred",
];

pub(crate) fn text(text: &'static str) -> Text<'static> {
    Personal(Cow::Borrowed(text))
}

fn valid<T>(value: T) -> Field<Personal<T>> {
    Field::Valid(Personal(value))
}

fn state(code: &str) -> Field<Personal<StateCode>> {
    valid(StateCode::from_alpha3(code.as_bytes()).unwrap())
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn at(date: &str, time: &str) -> Field<LocalTime> {
    let time = (!time.is_empty()).then(|| time.parse::<NaiveTime>().unwrap());
    Field::Valid(LocalTime { date: day(date), time, inferred: false })
}

fn port(code: &str) -> Field<Port> {
    Field::Valid(Port::read(code.as_bytes()).unwrap())
}

fn contact(means: CommunicationMeans, address: &'static str) -> Contact<'static> {
    Contact::new(Some(Code::Listed(means)), text(address))
}

fn document(kind: DocumentType, number: &'static str) -> TravelDocument<'static> {
    TravelDocument { kind: Some(Code::Listed(kind)), number: Some(text(number)), ..TravelDocument::default() }
}

fn with_document(person: &mut Passenger<'static>, change: impl FnOnce(&mut TravelDocument<'static>)) {
    let mut passport = document(DocumentType::Passport, "X7654321");
    change(&mut passport);
    person.documents.push(passport);
}

fn home(street: Option<&'static str>) -> Address<'static> {
    Address { purpose: Some("R".into()), street: street.map(text), ..Address::default() }
}

/// What a person may have, wherever the person stands.
pub(crate) const OF_PERSON: &[Change<Passenger<'static>>] = &[
    ("Passenger.name", |p| p.name = Personal(PersonName::new("O NEIL".into(), ["ANNA".into()]))),
    ("PersonName.surname", |p| p.name.0.surname = "VAN DYK".into()),
    ("PersonName.given", |p| p.name.0.given.clear()),
    ("PersonName.given, two", |p| p.name.0.given = vec!["ANNA".into(), "MARIA".into()]),
    ("PersonName.given, five", |p| p.name.0.given = ["A", "B", "C", "D", "E"].map(Cow::Borrowed).to_vec()),
    ("PersonName.title", |p| p.name.0.title = Some("MRS".into())),
    ("PersonName.title_glued", |p| (p.name.0.title, p.name.0.title_glued) = (Some("MRS".into()), true)),
    ("Passenger.sex", |p| p.sex = valid(Sex::Female)),
    ("Passenger.sex, X", |p| p.sex = valid(Sex::Unspecified)),
    ("Passenger.sex, U", |p| p.sex = valid(Sex::Unknown)),
    ("Passenger.birth_date", |p| p.birth_date = valid(day("1990-05-17").into())),
    ("Passenger.birth_date, old", |p| p.birth_date = valid(day("1921-05-17").into())),
    ("Passenger.birth_date, year", |p| p.birth_date = valid(BirthDate::new(1990, None, None).unwrap())),
    ("Passenger.birth_date, month", |p| p.birth_date = valid(BirthDate::new(1990, Some(5), None).unwrap())),
    ("Passenger.nationalities", |p| p.nationalities.push(state("AUT"))),
    ("Passenger.nationalities, two", |p| p.nationalities.extend([state("AUT"), state("UZB")])),
    ("Passenger.birth_nationality", |p| p.birth_nationality = state("UZB")),
    ("Passenger.documents", |p| with_document(p, |_| {})),
    ("Passenger.documents, two", |p| {
        p.documents = vec![document(DocumentType::Passport, "X1"), document(DocumentType::Visa, "V2")];
    }),
    ("TravelDocument.kind", |p| with_document(p, |d| d.kind = None)),
    ("TravelDocument.kind, visa", |p| with_document(p, |d| d.kind = Some(Code::Listed(DocumentType::Visa)))),
    ("TravelDocument.number", |p| with_document(p, |d| d.number = None)),
    ("TravelDocument.issuer", |p| with_document(p, |d| d.issuer = state("AUT"))),
    ("TravelDocument.expiry", |p| with_document(p, |d| d.expiry = valid(day("2031-01-31")))),
    ("TravelDocument.expiry, far", |p| with_document(p, |d| d.expiry = valid(day("2099-12-31")))),
    ("TravelDocument.expiry, visa", |p| {
        let (kind, expiry) = (Some(Code::Listed(DocumentType::Visa)), valid(day("2031-01-31")));
        with_document(p, |d| (d.kind, d.expiry) = (kind, expiry));
    }),
    ("TravelDocument.issued", |p| with_document(p, |d| d.issued = valid(day("2021-02-01")))),
    ("TravelDocument.issued, visa", |p| {
        let (kind, issued) = (Some(Code::Listed(DocumentType::Visa)), valid(day("2021-02-01")));
        with_document(p, |d| (d.kind, d.issued) = (kind, issued));
    }),
    ("TravelDocument.place", |p| with_document(p, |d| d.place = Some(text("VIENNA")))),
    ("TravelDocument.capture", |p| with_document(p, |d| d.capture = Some(Code::Listed(Capture::ALL[0])))),
    ("TravelDocument.holder", |p| {
        with_document(p, |d| d.holder = Some(Personal(PersonName::new("BEISPIEL".into(), ["ANA".into()]))));
    }),
    ("Passenger.residence", |p| p.residence = state("UZB")),
    ("Passenger.residence, at home", |p| {
        p.residence = state("UZB");
        p.addresses.push(Address { country: Some(text("UZB")), ..home(Some("MAIN STREET 1")) });
    }),
    ("Passenger.birth_place", |p| {
        p.birth_place = Some(BirthPlace { state: state("UZB"), place: Some(text("NUKUS")) });
    }),
    ("BirthPlace.state", |p| {
        p.birth_place = Some(BirthPlace { state: state("UZB"), ..BirthPlace::default() });
    }),
    ("BirthPlace.place", |p| {
        p.birth_place = Some(BirthPlace { place: Some(text("NUKUS")), ..BirthPlace::default() });
    }),
    ("Passenger.embarkation", |p| p.embarkation = valid(Port::read(b"NCU").unwrap())),
    ("Passenger.disembarkation", |p| p.disembarkation = valid(Port::read(b"SZG").unwrap())),
    ("Passenger.clearance", |p| p.clearance = valid(Port::read(b"VIE").unwrap())),
    ("Passenger.addresses", |p| p.addresses = vec![home(Some("A 1")), home(Some("B 2"))]),
    ("Address.purpose", |p| p.addresses.push(home(Some("MAIN STREET 1")))),
    ("Address.street", |p| {
        p.addresses.push(Address { street: Some(text("MAIN STREET 1")), ..Address::default() });
    }),
    ("Address.city", |p| p.addresses.push(Address { city: Some(text("LINZ")), ..Address::default() })),
    ("Address.region", |p| p.addresses.push(Address { region: Some(text("OO")), ..Address::default() })),
    ("Address.postcode", |p| {
        p.addresses.push(Address { postcode: Some(text("4020")), ..Address::default() });
    }),
    ("Address.country", |p| p.addresses.push(Address { country: Some(text("AUT")), ..Address::default() })),
    ("Address.text", |p| {
        p.addresses.push(Address {
            text: Some(text("+43 1 5550199")),
            city: Some(text("LINZ")),
            ..Address::default()
        });
    }),
    ("Passenger.contacts", |p| p.contacts.push(contact(CommunicationMeans::Telephone, "43 1 5550199"))),
    ("Contact.means, none", |p| p.contacts.push(Contact::new(None, text("43 1 5550199")))),
    ("Contact.means, mobile", |p| p.contacts.push(contact(CommunicationMeans::Mobile, "4315550199"))),
    ("Contact.means, fax", |p| p.contacts.push(contact(CommunicationMeans::Fax, "43 1 5550199"))),
    ("Contact.address, e-mail", |p| {
        p.contacts.push(contact(CommunicationMeans::Email, "MARA_T@MAIL.EXAMPLE"));
    }),
    ("Contact.address, of no form", |p| {
        p.contacts.push(contact(CommunicationMeans::Telephone, "FRONT DESK"));
    }),
    ("Passenger.locator", |p| p.locator = Some(text("OTHER1"))),
    ("Passenger.unique_reference", |p| p.unique_reference = Some(text("ZZ0017"))),
    ("Passenger.seats", |p| p.seats = vec![text("12A"), text("14C")]),
    ("Passenger.tickets", |p| p.tickets = vec![text("9992400000021"), text("9992400000022")]),
    ("Passenger.tickets, short", |p| p.tickets = vec![text("4711")]),
    ("Passenger.frequent_traveller", |p| p.frequent_traveller = vec![text("ZZ123456")]),
    ("Passenger.references", |p| {
        p.references.push(Reference::new(Code::Listed(ReferenceKind::Agency), text("R77")));
    }),
    ("Reference.kind", |p| p.references.push(Reference::new(Code::read("ZZX".into()), text("R78")))),
    ("Reference.number", |p| {
        p.references.push(Reference::new(Code::Listed(ReferenceKind::Agency), text("R79")));
    }),
    ("Passenger.bags", |p| p.bags.pieces = Some(Personal(2))),
    ("Bags.pieces", |p| p.bags.pieces = Some(Personal(0))),
    ("Bags.weight", |p| p.bags.weight = Some(text("23"))),
    ("Bags.unit", |p| (p.bags.weight, p.bags.unit) = (Some(text("23")), Some("LBR".into()))),
    ("Bags.unit, alone", |p| p.bags.unit = Some("KGM".into())),
    ("Bags.tags", |p| p.bags.tags.push(BagTag::new(text("ZZ111222"), Some(2)))),
    ("BagTag.first", |p| p.bags.tags.push(BagTag::new(text("0417111222"), Some(1)))),
    ("BagTag.count", |p| p.bags.tags.push(BagTag::new(text("ZZ111222"), None))),
    ("BagTag.destination", |p| {
        let tag = BagTag::new(text("ZZ111222"), Some(1));
        p.bags.tags.push(BagTag { destination: Some("SZG".into()), ..tag });
    }),
    ("Passenger.crew", |p| p.crew = Some(Code::Listed(CrewKind::ALL[0]))),
    ("Passenger.capture", |p| p.capture = Some(Code::Listed(Capture::ALL[0]))),
    ("Passenger.role", |p| p.role = Some(Code::Listed(PersonRole::TransitPassenger))),
    ("Passenger.kind", |p| p.kind = Some(Code::Listed(TravellerKind::Child))),
    ("Passenger.reference", |p| p.reference = Some(text("7"))),
    ("Passenger.has_infant", |p| p.has_infant = true),
    ("Passenger.is_derived", |p| p.is_derived = true),
];

/// What the leg of a message may have.
pub(crate) const OF_LEG: &[Change<FlightLeg<'static>>] = &[
    ("FlightLeg.flight", |l| l.flight = FlightNumber::new(Some("YY".into()), "12A".into())),
    ("FlightNumber.carrier", |l| l.flight = FlightNumber::new(Some("YYA".into()), "12".into())),
    ("FlightNumber.number", |l| l.flight = FlightNumber::new(Some("ZZ".into()), "4177".into())),
    ("FlightLeg.operated_as", |l| {
        l.operated_as = Some(FlightNumber::new(Some("YY".into()), "1234".into()));
    }),
    ("FlightLeg.departure", |l| l.departure.port = port("NCU")),
    ("FlightLeg.arrival", |l| l.arrival.port = port("LOWW")),
    ("PortCall.port", |l| l.arrival.port = Field::Absent),
    ("PortCall.role", |l| l.arrival.role = Some(Code::Listed(PortRole::Other))),
    ("PortCall.time", |l| l.departure.time = Field::Absent),
    ("LocalTime.date", |l| l.arrival.time = at("2026-03-15", "01:00:00")),
    ("LocalTime.time", |l| l.departure.time = at("2026-03-14", "")),
    ("LocalTime.time, seconds", |l| l.departure.time = at("2026-03-14", "10:15:20")),
];

/// What a list may have beside its leg and its people.
pub(crate) const OF_LIST: &[Change<Manifest<'static>>] = &[
    ("Manifest.list", |m| m.list = Some(Code::Listed(DocumentCode::FlightStatus))),
    ("Manifest.function", |m| m.function = Some(Code::Listed(ListFunction::Change))),
    ("Manifest.transaction", |m| m.transaction = Some(text("T17"))),
    ("Manifest.reporters", |m| m.reporters = vec![Reporter::default(), Reporter::default()]),
    ("Reporter.profile", |m| m.reporters[0] = Reporter { profile: Some(text("P1")), ..Reporter::default() }),
    ("Reporter.name", |m| m.reporters[0] = Reporter { name: Some(text("THE DESK")), ..Reporter::default() }),
    ("Reporter.contacts", |m| {
        m.reporters[0].contacts = vec![contact(CommunicationMeans::Fax, "43 1 5550100")];
    }),
    ("Manifest.legs", |m| {
        let (mut second, mut third) = (m.legs[0].clone(), m.legs[0].clone());
        (second.departure.port, second.arrival.port) = (port("VIE"), port("SZG"));
        third.flight = FlightNumber::new(Some("YY".into()), "5".into());
        m.legs.extend([second, third]);
    }),
    ("Manifest.places", |m| {
        m.list = Some(Code::Listed(DocumentCode::MasterCrewList));
        m.places = [PortRole::Filing, PortRole::Reporting]
            .map(|role| PortCall {
                port: port("TAS"),
                role: Some(Code::Listed(role)),
                time: at("2026-03-12", "08:00:00"),
            })
            .to_vec();
    }),
    ("Manifest.places, gate pass", |m| {
        m.list = Some(Code::Listed(DocumentCode::GatePass));
        (m.legs[0].departure, m.legs[0].arrival) = (PortCall::default(), PortCall::default());
        let time = at("2026-03-14", "09:00:00");
        m.places.push(PortCall { port: port("TAS"), role: Some(Code::Listed(PortRole::GatePass)), time });
    }),
    ("Manifest.legs, far", |m| m.legs[0].departure.time = at("1970-03-14", "10:15:00")),
    ("Manifest.passengers", |m| m.passengers.clear()),
    ("Manifest.totals", |m| m.totals.push(Total::new(true, Some(4)))),
    ("Total.of_crew", |m| m.totals = vec![Total::new(true, Some(2))]),
    ("Total.count", |m| m.totals = vec![Total::new(false, None)]),
];

/// The flight of every sample.
pub(crate) fn leg(role: bool) -> FlightLeg<'static> {
    let call = |code, listed, time| {
        let role = role.then_some(Code::Listed(listed));
        PortCall { port: port(code), role, time: at("2026-03-14", time) }
    };
    FlightLeg {
        flight: FlightNumber::new(Some("ZZ".into()), "417".into()),
        operated_as: None,
        departure: call("TAS", PortRole::LastDeparture, "10:15:00"),
        arrival: call("VIE", PortRole::FirstArrival, "12:40:00"),
    }
}

pub(crate) fn person(surname: &'static str) -> Passenger<'static> {
    Passenger::named(PersonName::new(surname.into(), ["MARA".into()]))
}

/// A list with little in it, to which the changes are made.
pub(crate) fn manifest() -> Manifest<'static> {
    let passenger = |surname| {
        let role = Some(Code::Listed(PersonRole::Passenger));
        Passenger { role, ..person(surname) }
    };
    Manifest {
        list: Some(Code::Listed(DocumentCode::PassengerList)),
        reporters: vec![Reporter { name: Some(text("DESK")), ..Reporter::default() }],
        legs: vec![leg(true)],
        passengers: vec![passenger("TESTER"), passenger("MUSTER")],
        totals: vec![Total::new(false, Some(2))],
        ..Manifest::default()
    }
}

/// A model in the clear without the places where it was read.
pub(crate) fn shape(model: &impl serde::Serialize) -> Value {
    fn without_places(value: Value) -> Value {
        match value {
            Value::Object(map) => {
                let kept = map.into_iter().filter(|(key, _)| key != "location");
                kept.map(|(key, value)| (key, without_places(value))).collect()
            }
            Value::Array(list) => list.into_iter().map(without_places).collect(),
            other => other,
        }
    }
    without_places(serde_json::to_value(Revealed(model)).unwrap())
}

/// What is not the same, by path.
pub(crate) fn difference(at: &str, a: &Value, b: &Value) -> Vec<String> {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => a
            .iter()
            .zip(b.values())
            .flat_map(|((key, a), b)| difference(&format!("{at}.{key}"), a, b))
            .collect(),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => (0..)
            .zip(a.iter().zip(b))
            .flat_map(|(n, (a, b))| difference(&format!("{at}[{n}]"), a, b))
            .collect(),
        _ if a == b => Vec::new(),
        _ => vec![format!("{at}: {a} became {b}")],
    }
}

/// Holds a writer to a change: what it does not name as left out is read back equal, and what it names is of the table.
pub(crate) fn judge<T: serde::Serialize>(
    name: &str,
    built: &T,
    read: &Value,
    left_out: &[&str],
    table: &[(&str, &str)],
    wrong: &mut Vec<String>,
) {
    let expected: Vec<&str> = table
        .iter()
        .filter(|(row, _)| *row == name || row.strip_suffix('*').is_some_and(|row| name.starts_with(row)))
        .map(|(_, n)| *n)
        .collect();
    if left_out != expected {
        wrong.push(format!("{name}: {left_out:?} is left out, {expected:?} was expected"));
    }
    let found = difference("", &shape(built), read);
    if found.is_empty() != left_out.is_empty() {
        wrong.push(format!("{name}: {left_out:?} is left out, and of the rest {found:?}"));
    }
}

/// The fields of a list of changes that is complete.
pub(crate) fn assert_complete(fields: &[&[&str]], changes: &[&str]) {
    let names: Vec<&str> = changes.iter().map(|name| name.split(',').next().unwrap()).collect();
    for field in fields.iter().copied().flatten().filter(|field| !NO_DATA.contains(field)) {
        assert!(names.contains(field), "{field} has no change");
    }
}

pub(crate) fn names_of<T>(changes: &[Change<T>]) -> Vec<&'static str> {
    changes.iter().map(|(name, _)| *name).collect()
}

#[test]
fn every_field_of_a_list_has_a_change() {
    let names = [names_of(OF_PERSON), names_of(OF_LEG), names_of(OF_LIST)].concat();
    assert_complete(&[SHARED, OF_MANIFEST], &names);
}
