//! What a list holds that PAXLST has no place for, by name: nothing is lost in silence when another form is converted.

use crate::model::{Address, FlightLeg, Manifest, Passenger};

type OfLeg = fn(&FlightLeg<'_>) -> bool;
type OfPerson = fn(&Passenger<'_>) -> bool;

/// What a leg may hold.
const LEG: &[(&str, OfLeg)] = &[
    ("operating flights", |leg| leg.operated_as.is_some()),
    ("times at no port", |leg| {
        [&leg.departure, &leg.arrival]
            .iter()
            .any(|call| call.port.valid().is_none() && call.time.valid().is_some())
    }),
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
    let of_legs = LEG.iter().filter(|(_, holds)| manifest.legs.iter().any(holds)).map(|(name, _)| *name);
    let at_places =
        manifest.places.iter().any(|call| call.port.valid().is_none() && call.time.valid().is_some());
    let of_people =
        PERSON.iter().filter(|(_, holds)| manifest.passengers.iter().any(holds)).map(|(name, _)| *name);
    let mut names: Vec<&'static str> = of_legs.collect();
    if at_places && !names.contains(&"times at no port") {
        names.push("times at no port");
    }
    names.extend(of_people);
    names
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{PassengerList, write_manifest};
    use super::*;
    use crate::ReadOptions;
    use crate::edifact::{Envelope, Interchange, MessageId};
    use crate::model::{WriteOptions, every};

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
