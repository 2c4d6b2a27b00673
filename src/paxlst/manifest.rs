//! From the records of a list to the model.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::customs::port_code;
use super::leg::Leg;
use super::list::PassengerList;
use super::table::{Document, FlightPort, Nationality, Person};
use crate::codes::{Code, CodeList, ReferenceKind, Sex, StateCode};
use crate::edifact::{Value, number};
use crate::model::{
    Address, BagTag, BirthPlace, Contact, Field, FlightLeg, Manifest, Passenger, PersonName, Personal, Port,
    PortCall, Reference, Reporter, Short, Text, Total, TravelDocument, WrittenDate,
};

/// A value as personal text, absent when it is blank.
pub(super) fn text(value: Option<Value<'_>>) -> Option<Text<'_>> {
    value.filter(|value| !value.is_blank()).map(|value| Personal(value.text()))
}

/// A value as a code, absent when it is blank.
pub(super) fn code<L: CodeList>(value: Option<Value<'_>>) -> Option<Code<'_, L>> {
    value.filter(|value| !value.is_blank()).map(|value| Code::read(value.text()))
}

/// A value that must be of a list or shape.
pub(super) fn field<T>(
    value: Option<Value<'_>>,
    read: impl FnOnce(&[u8]) -> Option<T>,
) -> Field<Personal<T>> {
    match value.filter(|value| !value.is_blank()) {
        None => Field::Absent,
        Some(value) => {
            read(value.code()).map_or(Field::Malformed(value.span()), |read| Field::Valid(Personal(read)))
        }
    }
}

/// A date whose century may need an anchor.
pub(super) fn date<T>(
    value: Option<Value<'_>>,
    anchor: Option<NaiveDate>,
    resolve: impl FnOnce(WrittenDate, Option<NaiveDate>) -> Option<T>,
) -> Field<Personal<T>> {
    let Some(value) = value.filter(|value| !value.is_blank()) else {
        return Field::Absent;
    };
    match WrittenDate::from_ymd(value.code()) {
        None if has_unknown_year(value) => Field::Ambiguous(value.span()),
        None => Field::Malformed(value.span()),
        Some(written) if written.is_open() && anchor.is_none() => Field::Ambiguous(value.span()),
        Some(written) => resolve(written, anchor)
            .map_or(Field::Malformed(value.span()), |date| Field::Valid(Personal(date))),
    }
}

/// True for a date whose month and day are written, and X or fillers for the year.
fn has_unknown_year(value: Value<'_>) -> bool {
    let Some((year, rest)) = value.code().split_last_chunk::<4>() else { return false };
    let is_open = |byte: &u8| matches!(byte, b'X' | b'x' | b'<');
    matches!(year.len(), 2 | 4) && year.iter().all(is_open) && rest.iter().all(u8::is_ascii_digit)
}

/// Nothing but zeros, X or fillers: the sender does not know the date.
fn is_unknown(value: Value<'_>) -> bool {
    value.code().iter().all(|b| matches!(b, b'0' | b'X' | b'x' | b'<' | b'-'))
}

pub(super) fn state(value: Option<Value<'_>>) -> Field<Personal<StateCode>> {
    field(value, StateCode::from_alpha3)
}

fn port(value: Option<Value<'_>>) -> Field<Personal<Port>> {
    field(value, Port::read)
}

/// The parts of a text that was sent in several components.
fn joined<'a>(parts: [Option<Value<'a>>; 4]) -> Option<Personal<Cow<'a, str>>> {
    let mut parts = parts.into_iter().filter_map(text);
    let first = parts.next()?;
    let rest: Vec<_> = parts.map(Personal::into_inner).collect();
    if rest.is_empty() {
        Some(first)
    } else {
        Some(Personal(Cow::Owned([&[first.0][..], &rest].concat().join(", "))))
    }
}

fn count(value: Option<Value<'_>>) -> Option<Personal<u64>> {
    value.and_then(|value| number(value.code())).map(Personal)
}

impl<'a> Document<'a> {
    /// The document as the model knows it; `anchor` resolves two-digit years.
    pub fn to_model(&self, anchor: Option<NaiveDate>) -> TravelDocument<'a> {
        TravelDocument {
            kind: code(self.kind()),
            number: text(self.number()),
            issuer: state(self.issuer()),
            expiry: date(self.expiry(), anchor, WrittenDate::near),
            issued: date(self.issued(), anchor, WrittenDate::near),
            place: text(self.place()),
            capture: code(self.capture()),
            holder: None,
            location: self.location(),
        }
    }
}

impl<'a> Person<'a> {
    /// The name; blank-separated titles are taken off.
    pub fn name(&self) -> PersonName<'a> {
        let given = [self.given(), self.middle(), self.fourth(), self.fifth()];
        PersonName::of_document(self.surname_text(), given.into_iter().flatten().map(|value| value.text()))
    }

    fn address(&self) -> Option<Address<'a>> {
        let address = Address {
            street: joined([self.street(), self.street_2(), self.street_3(), self.street_4()]),
            city: text(self.city()),
            region: text(self.region()).or(text(self.region_code())),
            postcode: text(self.postcode()),
            country: text(self.country()),
            ..Address::default()
        };
        (address != Address::default()).then_some(address)
    }

    fn place_of_birth(&self) -> Option<BirthPlace<'a>> {
        let parts = [self.birth_place(), self.birth_city(), self.birth_region()];
        let parts: Vec<_> =
            parts.into_iter().flatten().filter(|value| !value.is_blank()).map(|v| v.text()).collect();
        let place = (!parts.is_empty()).then(|| Personal(Cow::Owned(parts.join(" "))));
        let place = BirthPlace { state: state(self.birth_state()), place };
        (place != BirthPlace::default()).then_some(place)
    }

    /// The person as the model knows it; `anchor` resolves two-digit years (see [`PassengerList::anchor`]).
    pub fn to_model(&self, anchor: Option<NaiveDate>) -> Passenger<'a> {
        let at_birth = |n: &Nationality<'a>| n.qualifier().is_some_and(|value| value.code() == b"1");
        let of_kind = |birth: bool| self.nationalities().filter(move |n| at_birth(n) == birth);
        let mut passenger = Passenger {
            role: self.role_code(),
            name: Personal(self.name()),
            sex: field(self.sex(), Sex::with_infants),
            birth_date: date(
                self.birth_date().filter(|value| !is_unknown(*value)),
                anchor,
                WrittenDate::birth,
            ),
            nationalities: of_kind(false).map(|nationality| state(nationality.state())).collect(),
            birth_nationality: of_kind(true).next().map(|n| state(n.state())).unwrap_or_default(),
            documents: self
                .documents()
                .map(|document| document.to_model(anchor))
                .filter(|document| !document.is_empty())
                .collect(),
            residence: state(self.residence()),
            birth_place: self.place_of_birth(),
            embarkation: port(self.embarkation()),
            disembarkation: port(self.disembarkation()),
            clearance: port(self.clearance()),
            addresses: self.address().into_iter().collect(),
            locator: text(self.locator()),
            unique_reference: text(self.unique_reference()),
            crew: code(self.crew()),
            capture: code(self.capture()),
            location: self.location(),
            ..Passenger::default()
        };
        let contacts = self.contacts().filter_map(|c| Some(Contact::new(code(c.means()), text(c.number())?)));
        passenger.contacts = contacts.collect();
        passenger.bags.pieces = count(self.bag_pieces());
        passenger.bags.weight = text(self.bag_weight());
        passenger.bags.unit =
            self.bag_unit().filter(|value| !value.is_blank()).map(|value| Short(value.text()));
        passenger.bags.tags = self
            .bags()
            .filter_map(|bag| {
                Some(BagTag::new(
                    text(bag.first()).filter(|tag| tag.as_ref() != "NULL")?,
                    bag.count().and_then(|n| number(n.code())),
                ))
            })
            .collect();
        for reference in self.references() {
            let (Some(kind), Some(number)) =
                (code::<ReferenceKind>(reference.kind()), text(reference.number()))
            else {
                continue;
            };
            match kind.listed() {
                Some(ReferenceKind::Seat) => passenger.seats.push(number),
                Some(ReferenceKind::Ticket) => passenger.tickets.push(number),
                Some(ReferenceKind::Customer) => passenger.frequent_traveller.push(number),
                _ => passenger.references.push(Reference::new(kind, number)),
            }
        }
        passenger
    }

    /// The sex, when it is one of the list.
    pub fn sex_code(&self) -> Option<Sex> {
        self.sex().and_then(|value| Sex::with_infants(value.code()))
    }
}

impl<'a> PassengerList<'a> {
    fn call<'s>(
        &'s self,
        at: Option<FlightPort<'s>>,
        time: Option<super::table::FlightTime<'s>>,
    ) -> PortCall<'s> {
        let port = field(at.and_then(|at| at.code()), port_code).map(Personal::into_inner);
        PortCall { port, role: at.and_then(|at| code(at.role())), time: self.local_time(time) }
    }

    fn leg<'s>(&'s self, leg: &Leg<'s>) -> FlightLeg<'s> {
        FlightLeg {
            flight: leg.transport.map(|transport| transport.flight_number()).unwrap_or_default(),
            operated_as: None,
            departure: self.call(leg.departure, leg.departs),
            arrival: self.call(leg.arrival, leg.arrives),
        }
    }

    /// The list as the model knows it.
    pub fn to_manifest(&self) -> Manifest<'_> {
        let anchor = self.anchor();
        Manifest {
            list: self.document_code(),
            function: self.function(),
            transaction: text(self.head().and_then(|head| head.transaction())),
            reporters: self
                .reporters()
                .map(|reporter| reporter_model(&reporter))
                .chain(self.customs_contacts().map(super::table::CustomsContact::to_model))
                .collect(),
            legs: self.legs().iter().map(|leg| self.leg(leg)).collect(),
            places: super::leg::places(self)
                .into_iter()
                .map(|(at, time)| self.call(Some(at), time))
                .collect(),
            passengers: self
                .persons()
                .map(|person| person.to_model(anchor))
                .chain(self.customs_persons().map(|person| person.to_model(anchor)))
                .collect(),
            totals: self
                .totals()
                .map(|total| {
                    let of_crew = total.qualifier().is_some_and(|value| value.code() == b"41");
                    Total::new(of_crew, total.count().and_then(|value| number(value.code())))
                })
                .collect(),
        }
    }
}

fn reporter_model<'a>(reporter: &super::table::Reporter<'a>) -> Reporter<'a> {
    let parts = [reporter.surname(), reporter.given(), reporter.displaced(), reporter.unstructured()];
    let name = parts.into_iter().flatten().map(|value| value.text()).collect::<Vec<_>>().join(" ");
    Reporter {
        profile: text(reporter.profile()),
        name: (!name.is_empty()).then_some(Personal(Cow::Owned(name))),
        contacts: reporter
            .contacts()
            .filter_map(|contact| Some(Contact::new(code(contact.means()), text(contact.number())?)))
            .collect(),
    }
}
