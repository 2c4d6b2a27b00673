//! What a list holds that PAXLST has no place for, by name: nothing is lost in silence when another form is converted.

use super::leg::is_place_role;
use crate::codes::{Code, DocumentCode};
use crate::model::{Address, Manifest, Passenger, PortCall};

type OfList = fn(&Manifest<'_>) -> bool;
type OfPerson = fn(&Passenger<'_>) -> bool;

/// True when the role of a port is that of a place where the flight does not call.
fn is_place(manifest: &Manifest<'_>, call: &PortCall<'_>) -> bool {
    let is_gate_pass = || manifest.list.as_ref().and_then(Code::listed) == Some(DocumentCode::GatePass);
    call.role.as_ref().is_some_and(|role| is_place_role(role.wire().as_bytes(), is_gate_pass))
}

/// The ends of the legs.
fn calls<'m, 'a>(list: &'m Manifest<'a>) -> impl Iterator<Item = &'m PortCall<'a>> {
    list.legs.iter().flat_map(|leg| [&leg.departure, &leg.arrival])
}

/// What a list may hold about ports and legs.
const LIST: &[(&str, OfList)] = &[
    ("places without a port", |list| list.places.iter().any(|call| call.port.valid().is_none())),
    ("places with the role of a port of call", |list| list.places.iter().any(|call| !is_place(list, call))),
    ("ports of call with the role of a place", |list| calls(list).any(|call| is_place(list, call))),
    ("times at no port", |list| {
        calls(list).chain(&list.places).any(|call| call.port.valid().is_none() && call.time.valid().is_some())
    }),
    ("operating flights", |list| list.legs.iter().any(|leg| leg.operated_as.is_some())),
];

/// What a person may hold.
const PERSON: &[(&str, OfPerson)] = &[
    // The names of a list are those of the documents.
    ("titles", |person| person.name.title.is_some()),
    // They stand with the fourth.
    ("bounds of given names after the fourth", |person| person.name.given.len() > 4),
    ("kinds of travellers", |person| person.kind.is_some()),
    ("names in documents", |person| person.documents.iter().any(|document| document.holder.is_some())),
    ("documents without type and number", |person| {
        person.documents.iter().any(|document| document.is_empty())
    }),
    ("further addresses", |person| person.addresses.len() > 1),
    ("purposes of addresses", |person| person.addresses.iter().any(|address| address.purpose.is_some())),
    ("text of addresses", |person| {
        person.addresses.iter().any(|address: &Address<'_>| address.text.is_some())
    }),
    ("unit of bags without a weight", |person| person.bags.unit.is_some() && person.bags.weight.is_none()),
    ("destinations of bags", |person| person.bags.tags.iter().any(|tag| tag.destination.is_some())),
    ("references inside a booking", |person| person.reference.is_some()),
    // They are read as what they are.
    ("references that are locators, seats, tickets or customers", |person| {
        let own = ["AVF", "ABO", "SEA", "YZY", "CR"];
        person.references.iter().any(|reference| own.contains(&reference.kind.wire()))
    }),
    ("infants without a seat", |person| person.has_infant),
    ("people known from a request only", |person| person.is_derived),
];

/// The names of what a list holds and PAXLST cannot carry, once each. Empty when [`write_manifest`](super::write_manifest)
/// carries everything but broken values, of which only the places are known.
///
/// ```
/// use paxgov::model::{Manifest, Passenger, PersonName};
/// use paxgov::paxlst::left_out;
/// let mut manifest = Manifest::default();
/// manifest.passengers.push(Passenger::named(PersonName::new("TESTER".into(), ["MARA".into()])));
/// assert!(left_out(&manifest).is_empty());
/// manifest.passengers[0].has_infant = true;
/// assert_eq!(left_out(&manifest), ["infants without a seat"]);
/// ```
pub fn left_out(manifest: &Manifest<'_>) -> Vec<&'static str> {
    let of_list = LIST.iter().filter(|(_, holds)| holds(manifest)).map(|(name, _)| *name);
    let of_people = PERSON.iter().filter(|(_, holds)| manifest.passengers.iter().any(holds));
    of_list.chain(of_people.map(|(name, _)| *name)).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{PassengerList, write_manifest};
    use super::*;
    use crate::ReadOptions;
    use crate::edifact::{Envelope, Interchange, MessageId};
    use crate::model::{Field, FlightLeg, Personal, Port, Reference, WriteOptions, every};

    /// What each change loses.
    const LOST: &[(&str, &str)] = &[
        ("FlightLeg.operated_as", "operating flights"),
        ("PortCall.port", "times at no port"),
        ("PersonName.title", "titles"),
        ("PersonName.title_glued", "titles"),
        ("PersonName.given, five", "bounds of given names after the fourth"),
        ("Passenger.kind", "kinds of travellers"),
        ("TravelDocument.holder", "names in documents"),
        ("Passenger.addresses", "further addresses"),
        ("Passenger.addresses", "purposes of addresses"),
        ("Passenger.residence, at home", "purposes of addresses"),
        ("Address.purpose", "purposes of addresses"),
        ("Address.text", "text of addresses"),
        ("Bags.unit, alone", "unit of bags without a weight"),
        ("BagTag.destination", "destinations of bags"),
        ("Passenger.reference", "references inside a booking"),
        ("Passenger.has_infant", "infants without a seat"),
        ("Passenger.is_derived", "people known from a request only"),
    ];

    fn written(manifest: &Manifest<'_>) -> Vec<u8> {
        let prepared = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap().and_hms_opt(6, 0, 0).unwrap();
        let envelope = Envelope::new("ZZAIR", "GOVAPIS", prepared, "REF1").with_syntax("UNOC", "4");
        let id = MessageId::new("M1", "PAXLST", "D", "15B", "UN").with_association("IATA");
        write_manifest(manifest, envelope, &id, &WriteOptions::default()).unwrap()
    }

    fn judge(name: &str, built: &Manifest<'_>, wrong: &mut Vec<String>) {
        let written = written(built);
        let interchange = Interchange::parse(&written).unwrap();
        assert_eq!(interchange.findings(), [], "{name}");
        let message = interchange.messages().next().unwrap();
        let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
        assert_eq!(read.findings, [], "{name}");
        let read = every::shape(&read.value.to_manifest());
        every::judge(name, built, &read, &left_out(built), LOST, wrong);
    }

    #[test]
    fn roles_and_kinds_that_read_as_something_else_are_named() {
        let call = |role: &'static str, port: &[u8]| PortCall {
            role: Some(Code::read(role.into())),
            port: Port::read(port).map_or(Field::Absent, Field::Valid),
            ..PortCall::default()
        };
        let names = |list: &'static str, change: &dyn Fn(&mut Manifest<'static>)| {
            let mut built = Manifest { list: Some(Code::read(list.into())), ..Manifest::default() };
            built.passengers.push(Passenger::default());
            built.legs.push(FlightLeg::default());
            change(&mut built);
            left_out(&built)
        };
        let place = |list, role, port: &'static [u8]| names(list, &|m| m.places.push(call(role, port)));
        assert_eq!(place("336", "188", b"JFK"), [""; 0]);
        assert_eq!(place("655", "91", b"JFK"), [""; 0]);
        assert_eq!(place("336", "188", b""), ["places without a port"]);
        assert_eq!(place("745", "91", b"JFK"), ["places with the role of a port of call"]);
        assert_eq!(place("745", "92", b"JFK"), ["places with the role of a port of call"]);
        let leg = names("745", &|m| m.legs[0].departure = call("188", b"JFK"));
        assert_eq!(leg, ["ports of call with the role of a place"]);
        let seat = || Reference::new(Code::read("SEA".into()), Personal("12A".into()));
        let person = names("745", &|m| m.passengers[0].references.push(seat()));
        assert_eq!(person, ["references that are locators, seats, tickets or customers"]);
    }

    #[test]
    fn each_field_is_read_back_or_named() {
        let mut wrong = Vec::new();
        judge("", &every::manifest(), &mut wrong);
        for &(name, change) in every::OF_PERSON {
            let mut built = every::manifest();
            change(&mut built.passengers[0]);
            judge(name, &built, &mut wrong);
        }
        for &(name, change) in every::OF_LEG {
            let mut built = every::manifest();
            change(&mut built.legs[0]);
            judge(name, &built, &mut wrong);
        }
        for &(name, change) in every::OF_LIST {
            let mut built = every::manifest();
            change(&mut built);
            judge(name, &built, &mut wrong);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
