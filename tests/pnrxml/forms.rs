//! Between the forms: a push from EDIFACT is written, and what has no place here is named.

use std::borrow::Cow;

use paxgov::codes::SensitivePolicy;
use paxgov::model::{
    Address, Bags, Booking, BookingPush, ExcessBags, Fare, Field, Passenger, Payment, PersonName, Personal,
    Port, RequestDetail, Scope, SpecialRequest, Ticket,
};
use paxgov::pnrxml;
use paxgov::pnrxml::Document;
use paxgov::{ErrorKind, ReadOptions};

use super::{assert_fixpoint, difference, plain, read};

#[test]
fn what_xml_cannot_hold_is_refused() {
    let mut document = Document::default();
    let mut booking = Booking::default();
    booking.travellers.push(Passenger::named(PersonName::new("A\u{1}B".into(), [])));
    document.push.bookings.push(booking);
    assert_eq!(*pnrxml::write(&document).unwrap_err().kind(), ErrorKind::CharacterRefused);
    document.push.bookings[0].travellers[0].name = Personal(PersonName::new("A<&>\"'\r\n\tB".into(), []));
    let written = pnrxml::write(&document).unwrap();
    let (again, findings) = read(&written);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(again.push.bookings[0].travellers[0].name.surname, "A<&>\"'\r\n\tB");
}

/// A push that came as EDIFACT is written, too; what both forms have survives.
#[test]
fn a_push_from_edifact_is_written() {
    with_edifact(include_bytes!("../../examples/data/bookings.edi"), assert_written);
}

fn assert_written(push: BookingPush<'_>) {
    let mut document = Document::default();
    document.push = push;
    let written = pnrxml::write(&document).unwrap();
    let (again, _) = read(&written);
    assert_eq!(again.push.bookings.len(), document.push.bookings.len());
    for (before, after) in document.push.bookings.iter().zip(&again.push.bookings) {
        assert_eq!(before.travellers.len(), after.travellers.len());
        for (before, after) in before.travellers.iter().zip(&after.travellers) {
            assert_eq!(before.name.letters(), after.name.letters());
            assert_eq!(before.birth_date, after.birth_date);
            assert_eq!(before.sex, after.sex);
            let numbers = |p: &Passenger<'_>| {
                p.documents
                    .iter()
                    .filter_map(|d| d.number.clone())
                    .map(|n| n.0.into_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(numbers(before), numbers(after));
        }
        assert_eq!(before.itinerary.len(), after.itinerary.len());
    }
    assert_fixpoint(&written, &ReadOptions::DEFAULT);
}

/// A push with all that EDIFACT has.
const FULL: &str = "UNB+IATA:1+ZZ+GOVPNR+260313:1015+REF1++PNRGOV'UNH+M1+PNRGOV:15:1:IA'MSG+:22'ORG+ZZ:TAS'\
    TVL+140326:1015:140326:1240+TAS+VIE+ZZ+0417'EQN+1'SRC'RCI+ZZ:Q7XK2P::010226:0930+YY:ABCDEF::020226:0930'\
    SSR+OTHR:HK:1:ZZ:::TAS:VIE:FIRM'IFT+4:15+SEA VIEW'ORG+1A:MUC+99999990:VIE++1A+T+AT:EUR+AA'EBD+EUR:50.00+20::W:K'\
    TIF+CHOIR:G'TIF+BEISPIEL+MARA MRS:A:1:1'IFT+4:15+AISLE'EBD+EUR:9.00+1::N'FAR+ADT+30+:25:AT+++YOW'\
    SSR+DOCS:HK:1:ZZ:::::/P/AUT/X7654321/AUT/17MAY90/F/31JAN31/BEISPIEL/MARA'TKT+9992400000001:T:1'\
    MON+T:412.50:EUR+B:400.00:EUR'PTK+NR:I+++ZZ'TXD++12.00:AT:EUR:YQ'DAT+710:010226'FOP+CC::412.50:VI:4000000000000002:0428'\
    TVL+140326:1015:140326:1240+TAS+VIE+ZZ+0417:Y'RPI+1+HK'SSR+SEAT:HK:2:ZZ:::TAS:VIE+12A::1:N+12B::1'\
    DAT+2:140326:0820'ORG+ZZ'TRI++TAS-021:::1'SSD+014C++++M'TBD++1:14:K++HP+ZZ:111222:1'\
    EQN+1'RCI+ZZ:SPLIT1'MSG+8'TVL+140326::160326+VIE:INN+VIE+HH+CONF1:ROOM'\
    ABI+4+99999990+++ZZ'DAT+T:100326:0800'SAC+++A'TIF+MUSTER+JAN'UNT+40+M1'UNZ+1+REF1'";

/// Calls with the model of the first message of an interchange.
fn with_edifact(bytes: &[u8], then: impl FnOnce(BookingPush<'_>)) {
    let interchange = paxgov::edifact::Interchange::parse(bytes).unwrap();
    let message = interchange.messages().next().unwrap();
    let push = paxgov::pnrgov::PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    then(push.to_model());
}

/// What stands in no place of the form, taken out.
fn without_the_rest(push: &mut BookingPush<'_>) {
    push.function = None;
    push.sender.as_mut().unwrap().city = None;
    for booking in &mut push.bookings {
        booking.locators[1].created = Field::Absent;
        let agency = booking.agency.as_mut().unwrap();
        (agency.system, agency.kind) = (None, None);
        booking.groups.clear();
        booking.remarks.retain(|remark| remark.scope == Scope::Booking);
        booking.remarks[0].kind = None;
        for detail in booking.requests.iter_mut().flat_map(|request| &mut request.details) {
            detail.characteristic = None;
        }
        let ticket = &mut booking.tickets[0];
        ticket.amounts.truncate(1);
        ticket.pricing.truncate(1);
        ticket.validating_carrier = None;
        booking.fares[0].age = None;
        (booking.excess_bags[1].amount, booking.excess_bags[1].currency) = (None, None);
        let boarding = &mut booking.itinerary[0].boardings[0];
        (boarding.bags, boarding.by) = (Bags::default(), None);
        booking.services.clear();
        booking.splits.clear();
        booking.changes.clear();
        (booking.travellers[0].bags, booking.travellers[0].kind) = (Bags::default(), None);
    }
}

/// What another form holds and this one cannot carry is named; the rest comes through whole.
#[test]
fn nothing_of_edifact_is_lost_in_silence() {
    with_edifact(FULL.as_bytes(), |mut push| {
        let names = [
            "function of the push",
            "sender other than its company",
            "creation time of a further locator",
            "system of the agent",
            "kind of the agent",
            "names of groups",
            "kinds of remarks",
            "remarks of travellers and flights",
            "characteristics of seats",
            "amounts other than the total fare",
            "pricing indicators other than NE and NR",
            "validating carrier",
            "age of a fare",
            "price of a traveller's excess baggage",
            "checked bags",
            "who checked in",
            "services other than flights",
            "splits",
            "history",
            "kinds of travellers",
        ];
        assert_eq!(pnrxml::left_out(&push), names);
        without_the_rest(&mut push);
        assert!(pnrxml::left_out(&push).is_empty());
        let mut document = Document::default();
        document.push = push;
        let written = pnrxml::write(&document).unwrap();
        let keep = ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep);
        let mut again = pnrxml::read(&written, &keep).unwrap().value;
        // The seats of a request stand as texts, one request for each.
        let seats: Vec<_> = again.push.bookings[0].requests.iter().filter(|r| &*r.code == "SEAT").collect();
        let texts: Vec<_> = seats.iter().map(|request| request.text.as_ref().unwrap().0.as_ref()).collect();
        assert_eq!(texts, ["12A", "12B"]);
        for push in [&mut document.push, &mut again.push] {
            let booking = &mut push.bookings[0];
            booking.requests.retain(|request| &*request.code != "SEAT");
            booking.travellers[0].seats.sort_by(|one, two| one.0.cmp(&two.0));
        }
        assert_eq!(difference(&plain(&document)["push"], &plain(&again)["push"], ""), "");
        assert_fixpoint(&written, &keep);
    });
}

/// Each of the other names, by the smallest booking that holds it.
#[test]
fn each_loss_has_its_name() {
    type Change = fn(&mut Booking<'static>);
    let rows: &[(&str, Change)] = &[
        ("", |_| {}),
        ("cancellation of a booking", |b| b.is_cancelled = true),
        ("tickets of no traveller", |b| b.tickets.push(Ticket::default())),
        ("payments of a booking without travellers", |b| {
            b.travellers.clear();
            b.payments.push(Payment::default());
        }),
        ("fares of no traveller", |b| b.fares.push(Fare::default())),
        ("excess baggage of an unlisted traveller", |b| {
            let mut bags = ExcessBags::default();
            bags.traveller = Some(7);
            b.excess_bags.push(bags);
        }),
        ("unit of excess baggage", |b| {
            let mut bags = ExcessBags::default();
            bags.weight_unit = Some("STONE".into());
            b.excess_bags.push(bags);
        }),
        ("seats of requests", |b| {
            let mut request = SpecialRequest::new("SEAT".into(), Scope::Booking);
            request.text = Some(Cow::Borrowed("WINDOW").into());
            let mut detail = RequestDetail::default();
            detail.seat = Some(Cow::Borrowed("12A").into());
            request.details.push(detail);
            b.requests.push(request);
        }),
        ("purposes of addresses", |b| {
            let mut address = Address::default();
            address.purpose = Some("701".into());
            b.addresses.push(address);
        }),
        ("text of addresses", |b| {
            let mut address = Address::default();
            address.text = Some(Cow::Borrowed("0043").into());
            b.travellers[0].addresses.push(address);
        }),
        ("seats of travellers", |b| b.travellers[0].seats.push(Cow::Borrowed("12A").into())),
        ("tickets of travellers", |b| b.travellers[0].tickets.push(Cow::Borrowed("999").into())),
        ("people of no request and no check-in", |b| {
            let mut person = Passenger::named(PersonName::new("OTHER".into(), []));
            person.is_derived = true;
            b.travellers.push(person);
        }),
        ("ports of travellers", |b| {
            b.travellers[0].embarkation = Field::Valid(Personal(Port::read(b"VIE").unwrap()));
        }),
    ];
    for (name, change) in rows {
        let mut push = BookingPush::default();
        let mut booking = Booking::default();
        booking.travellers.push(Passenger::named(PersonName::new("TESTER".into(), [])));
        change(&mut booking);
        push.bookings.push(booking);
        let expected: Vec<&str> = Some(*name).filter(|name| !name.is_empty()).into_iter().collect();
        assert_eq!(pnrxml::left_out(&push), expected);
    }
}
