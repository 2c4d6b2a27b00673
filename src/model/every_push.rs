//! Every field of a push with a change that sets it; see [`every`](super::every).

use super::every::{
    Change, OF_LEG, OF_PERSON, SHARED, assert_complete, at, day, every, leg, names_of, person, text,
};
use super::*;
use crate::codes::{AmountKind, Code, HistoryAction, PaymentForm, PushFunction, Status};
use crate::span::Location;

every! { OF_PUSH_FIELDS:
    BookingPush<'static> { function sender leg declared bookings }
    Booking<'static> {
        locators is_cancelled agency changed ticketed itinerary travellers groups requests remarks contacts addresses tickets
        payments fares excess_bags services splits changes history location
    }
    Locator<'static> { company number kind created }
    Agency<'static> { company city number office system currency kind country sign }
    ItinerarySegment<'static> { kind leg class quantity status equipment boardings location }
    Boarding<'static> { sequence traveller place seat cabin bags time by }
    RequestDetail<'static> { seat traveller characteristic }
    SpecialRequest<'static> { code status quantity carrier board off text details scope }
    Remark<'static> { kind lines scope }
    Amount<'static> { kind amount currency }
    Ticket<'static> { number kind traveller amounts taxes pricing validating_carrier issued }
    TaxAmount<'static> { amount country currency code }
    Fare<'static> { traveller passenger_type age discount country basis }
    ExcessBags<'static> { traveller amount currency quantity unit weight_unit }
    OtherService<'static> { kind vendor from place to begins ends number product }
    Payment<'static> { ticket form amount vendor payer account expiry }
    Split<'static> { passengers locators }
    Change_<'static> { action time leg name by agent }
}

/// The name of a change in the history is that of a change of a test.
type Change_<'a> = super::Change<'a>;

/// What the head of a push may have.
pub(crate) const OF_PUSH: &[Change<BookingPush<'static>>] = &[
    ("BookingPush.function", |p| p.function = Some(Code::Listed(PushFunction::Full))),
    ("BookingPush.sender", |p| p.sender = Some(Agency { company: Some("YY".into()), ..Agency::default() })),
    ("BookingPush.sender, city", |p| {
        p.sender = Some(Agency { company: Some("YY".into()), city: Some("TAS".into()), ..Agency::default() });
    }),
    ("BookingPush.sender, number", |p| {
        p.sender =
            Some(Agency { company: Some("YY".into()), number: Some(text("99999990")), ..Agency::default() });
    }),
    ("BookingPush.leg", |p| p.leg = Some(leg(false))),
    ("BookingPush.leg, operated", |p| {
        let operated = FlightNumber::new(Some("YY".into()), "1234".into());
        p.leg = Some(FlightLeg { operated_as: Some(operated), ..leg(false) });
    }),
    ("BookingPush.leg, role", |p| p.leg = Some(leg(true))),
    ("BookingPush.declared", |p| p.declared = Some(7)),
    ("BookingPush.bookings", |p| p.bookings.push(booking())),
];

fn with_agency(b: &mut Booking<'static>, change: impl FnOnce(&mut Agency<'static>)) {
    let mut agency = Agency { company: Some("1A".into()), ..Agency::default() };
    change(&mut agency);
    b.agency = Some(agency);
}

fn with_boarding(b: &mut Booking<'static>, change: impl FnOnce(&mut Boarding<'static>)) {
    let mut boarding = Boarding { traveller: Some(text("1")), place: Some(0), ..Boarding::default() };
    change(&mut boarding);
    b.itinerary[0].boardings.push(boarding);
}

fn with_request(b: &mut Booking<'static>, change: impl FnOnce(&mut SpecialRequest<'static>)) {
    let mut request = SpecialRequest::new("OTHR".into(), Scope::Booking);
    request.status = Some(Code::Listed(Status::HK));
    change(&mut request);
    b.requests.push(request);
}

fn with_remark(b: &mut Booking<'static>, scope: Scope) {
    b.remarks.push(Remark { kind: None, lines: vec![text("LATE ARRIVAL")], scope });
}

fn with_ticket(b: &mut Booking<'static>, change: impl FnOnce(&mut Ticket<'static>)) {
    let number = Some(text("9992400000021"));
    let mut ticket = Ticket { number, traveller: Some(0), ..Ticket::default() };
    change(&mut ticket);
    if let Some(place) = ticket.traveller {
        b.travellers[place].tickets.extend(ticket.number.clone());
    }
    b.tickets.push(ticket);
}

fn with_total(b: &mut Booking<'static>, change: impl FnOnce(&mut Amount<'static>)) {
    let mut amount = Amount { kind: Some(Code::Listed(AmountKind::Total)), ..Amount::default() };
    amount.amount = Some(text("412.50"));
    change(&mut amount);
    with_ticket(b, |t| t.amounts.push(amount));
}

fn with_tax(b: &mut Booking<'static>, change: impl FnOnce(&mut TaxAmount<'static>)) {
    let mut tax = TaxAmount { amount: Some(text("12.00")), ..TaxAmount::default() };
    change(&mut tax);
    with_ticket(b, |t| t.taxes.push(tax));
}

fn with_fare(b: &mut Booking<'static>, change: impl FnOnce(&mut Fare<'static>)) {
    let mut fare = Fare { traveller: Some(0), passenger_type: Some("ADT".into()), ..Fare::default() };
    change(&mut fare);
    b.fares.push(fare);
}

fn with_excess(b: &mut Booking<'static>, change: impl FnOnce(&mut ExcessBags<'static>)) {
    let mut bags = ExcessBags { quantity: Some(1), ..ExcessBags::default() };
    change(&mut bags);
    b.excess_bags.push(bags);
}

fn with_service(b: &mut Booking<'static>, change: impl FnOnce(&mut OtherService<'static>)) {
    let mut service =
        OtherService { kind: Some("8".into()), vendor: Some("HH".into()), ..OtherService::default() };
    change(&mut service);
    b.services.push(service);
}

fn with_payment(b: &mut Booking<'static>, change: impl FnOnce(&mut Payment<'static>)) {
    let mut payment = Payment { form: Some(Code::Listed(PaymentForm::Cash)), ..Payment::default() };
    change(&mut payment);
    b.payments.push(payment);
}

fn with_change(b: &mut Booking<'static>, change: impl FnOnce(&mut Change_<'static>)) {
    let action = Some(Code::Listed(HistoryAction::Added));
    let mut item = Change_ { action, time: Field::Absent, leg: None, name: None, by: None, agent: None };
    change(&mut item);
    b.changes.push(item);
}

/// What a booking may have beside what its first traveller and its first flight may have.
pub(crate) const OF_BOOKING: &[Change<Booking<'static>>] = &[
    ("Booking.locators", |b| {
        let number = Some(text("ABCDEF"));
        b.locators.push(Locator { number, ..Locator::default() });
    }),
    ("Locator.company", |b| b.locators[0].company = None),
    ("Locator.number", |b| {
        b.locators[0].number = Some(text("OTHER2"));
        b.travellers.iter_mut().for_each(|person| person.locator = Some(text("OTHER2")));
    }),
    ("Locator.kind", |b| b.locators[0].kind = Some("1".into())),
    ("Locator.created", |b| b.locators[0].created = at("2026-02-01", "09:30:00")),
    ("Locator.created, second", |b| {
        let number = Some(text("ABCDEF"));
        b.locators.push(Locator { number, created: at("2026-02-02", "09:30:00"), ..Locator::default() });
    }),
    ("Booking.is_cancelled", |b| b.is_cancelled = true),
    ("Booking.agency", |b| with_agency(b, |_| {})),
    ("Agency.company", |b| with_agency(b, |a| a.company = Some("YY".into()))),
    ("Agency.city", |b| with_agency(b, |a| a.city = Some("MUC".into()))),
    ("Agency.number", |b| with_agency(b, |a| a.number = Some(text("99999990")))),
    ("Agency.office", |b| with_agency(b, |a| a.office = Some(text("VIE12")))),
    ("Agency.system", |b| with_agency(b, |a| a.system = Some("1A".into()))),
    ("Agency.currency", |b| with_agency(b, |a| a.currency = Some("EUR".into()))),
    ("Agency.kind", |b| with_agency(b, |a| a.kind = Some("T".into()))),
    ("Agency.country", |b| with_agency(b, |a| a.country = Some("AT".into()))),
    ("Agency.sign", |b| with_agency(b, |a| a.sign = Some(text("AA")))),
    ("Booking.changed", |b| b.changed = at("2026-03-10", "08:00:00")),
    ("Booking.ticketed", |b| b.ticketed = at("2026-03-01", "08:00:00")),
    ("Booking.itinerary", |b| b.itinerary.push(segment(SegmentKind::Flight))),
    ("ItinerarySegment.kind", |b| {
        let mut open = segment(SegmentKind::Open);
        open.leg.flight.number = "".into();
        open.leg.flight.is_regular = false;
        b.itinerary.push(open);
    }),
    ("ItinerarySegment.kind, with a number", |b| b.itinerary.push(segment(SegmentKind::Surface))),
    ("ItinerarySegment.leg", |b| {
        b.itinerary[0].leg.flight = FlightNumber::new(Some("YY".into()), "9".into());
    }),
    ("ItinerarySegment.class", |b| b.itinerary[0].class = Some("Y".into())),
    ("ItinerarySegment.quantity", |b| b.itinerary[0].quantity = Some(2)),
    ("ItinerarySegment.status", |b| b.itinerary[0].status = Some(Code::Listed(Status::HK))),
    ("ItinerarySegment.equipment", |b| b.itinerary[0].equipment = Some("738".into())),
    ("ItinerarySegment.boardings", |b| with_boarding(b, |_| {})),
    ("Boarding.sequence", |b| with_boarding(b, |o| o.sequence = Some(text("021")))),
    ("Boarding.traveller", |b| with_boarding(b, |o| (o.traveller, o.place) = (Some(text("2")), Some(1)))),
    ("Boarding.place", |b| with_boarding(b, |o| (o.traveller, o.place) = (None, Some(1)))),
    ("Boarding.seat", |b| {
        b.travellers[0].seats.push(text("14C"));
        with_boarding(b, |o| o.seat = Some(text("14C")));
    }),
    ("Boarding.cabin", |b| with_boarding(b, |o| o.cabin = Some("M".into()))),
    ("Boarding.bags", |b| {
        b.travellers[0].bags.pieces = Some(Personal(1));
        with_boarding(b, |o| o.bags.pieces = Some(Personal(1)));
    }),
    ("Boarding.bags, twice", |b| {
        b.travellers[0].bags.pieces = Some(Personal(3));
        with_boarding(b, |o| o.bags.pieces = Some(Personal(1)));
        b.itinerary.push(segment(SegmentKind::Flight));
        let boarding = Boarding { traveller: Some(text("1")), place: Some(0), ..Boarding::default() };
        b.itinerary[1]
            .boardings
            .push(Boarding { bags: Bags { pieces: Some(Personal(2)), ..Bags::default() }, ..boarding });
    }),
    ("Boarding.time", |b| with_boarding(b, |o| o.time = at("2026-03-14", "08:20:00"))),
    ("Boarding.by", |b| with_boarding(b, |o| o.by = Some("ZZ".into()))),
    ("Booking.travellers", |b| b.travellers.clear()),
    ("Booking.groups", |b| b.groups.push(text("CHOIR"))),
    ("Booking.requests", |b| with_request(b, |_| {})),
    ("SpecialRequest.code", |b| with_request(b, |r| r.code = "AVML".into())),
    ("SpecialRequest.status", |b| with_request(b, |r| r.status = None)),
    ("SpecialRequest.quantity", |b| with_request(b, |r| r.quantity = Some(2))),
    ("SpecialRequest.carrier", |b| with_request(b, |r| r.carrier = Some("ZZ".into()))),
    ("SpecialRequest.board", |b| with_request(b, |r| r.board = Some("TAS".into()))),
    ("SpecialRequest.off", |b| with_request(b, |r| r.off = Some("VIE".into()))),
    ("SpecialRequest.text", |b| with_request(b, |r| r.text = Some(text("FIRM")))),
    ("SpecialRequest.details", |b| {
        with_request(b, |r| r.details.push(RequestDetail::of_traveller(text("2"))));
    }),
    ("SpecialRequest.scope", |b| with_request(b, |r| r.scope = Scope::Traveller(1))),
    ("SpecialRequest.scope, flight", |b| with_request(b, |r| r.scope = Scope::Segment(0))),
    ("SpecialRequest.scope, of nobody", |b| with_request(b, |r| r.scope = Scope::Traveller(7))),
    ("SpecialRequest.scope, history", |b| with_request(b, |r| r.scope = Scope::History(None))),
    ("RequestDetail.seat", |b| {
        b.travellers[0].seats.push(text("12A"));
        with_request(b, |r| {
            (r.code, r.text) = ("SEAT".into(), None);
            r.details
                .push(RequestDetail { seat: Some(text("12A")), ..RequestDetail::of_traveller(text("1")) });
        });
    }),
    ("RequestDetail.traveller", |b| {
        with_request(b, |r| r.details.push(RequestDetail::of_traveller(text("1"))));
    }),
    ("RequestDetail.characteristic", |b| {
        let detail =
            RequestDetail { characteristic: Some("N".into()), ..RequestDetail::of_traveller(text("1")) };
        with_request(b, |r| r.details.push(detail));
    }),
    ("Booking.remarks", |b| with_remark(b, Scope::Booking)),
    ("Remark.kind", |b| {
        b.remarks.push(Remark { kind: Some("15".into()), lines: vec![text("LINE")], scope: Scope::Booking });
    }),
    ("Remark.lines", |b| {
        b.remarks.push(Remark { kind: None, lines: vec![text("ONE"), text("TWO")], scope: Scope::Booking });
    }),
    ("Remark.scope", |b| with_remark(b, Scope::Traveller(0))),
    ("Remark.scope, flight", |b| with_remark(b, Scope::Segment(0))),
    ("Remark.scope, of no flight", |b| with_remark(b, Scope::Segment(7))),
    ("Remark.scope, history", |b| with_remark(b, Scope::History(None))),
    ("Booking.contacts", |b| {
        let address = text("43 1 5550199");
        b.contacts
            .push(Contact::new(Some(Code::Listed(crate::codes::CommunicationMeans::Telephone)), address));
    }),
    ("Booking.addresses", |b| b.addresses.push(Address { city: Some(text("LINZ")), ..Address::default() })),
    ("Booking.tickets", |b| with_ticket(b, |_| {})),
    ("Ticket.number", |b| with_ticket(b, |t| (t.number, t.kind) = (None, Some("T".into())))),
    ("Ticket.kind", |b| with_ticket(b, |t| t.kind = Some("T".into()))),
    ("Ticket.traveller", |b| with_ticket(b, |t| t.traveller = Some(1))),
    ("Ticket.traveller, nobody", |b| with_ticket(b, |t| t.traveller = None)),
    ("Ticket.amounts", |b| with_total(b, |_| {})),
    ("Amount.kind", |b| with_total(b, |a| a.kind = Some(Code::Listed(AmountKind::Base)))),
    ("Amount.amount", |b| with_total(b, |a| a.amount = Some(text("AWARD")))),
    ("Amount.currency", |b| with_total(b, |a| a.currency = Some("EUR".into()))),
    ("Ticket.taxes", |b| with_tax(b, |_| {})),
    ("TaxAmount.amount", |b| with_tax(b, |t| t.amount = Some(text("EXEMPT")))),
    ("TaxAmount.country", |b| with_tax(b, |t| t.country = Some("AT".into()))),
    ("TaxAmount.currency", |b| with_tax(b, |t| t.currency = Some("EUR".into()))),
    ("TaxAmount.code", |b| with_tax(b, |t| t.code = Some("YQ".into()))),
    ("Ticket.pricing", |b| with_ticket(b, |t| t.pricing = vec!["NR".into()])),
    ("Ticket.pricing, I", |b| with_ticket(b, |t| t.pricing = vec!["I".into()])),
    ("Ticket.validating_carrier", |b| with_ticket(b, |t| t.validating_carrier = Some("ZZ".into()))),
    ("Ticket.issued", |b| with_ticket(b, |t| t.issued = at("2026-02-01", ""))),
    ("Booking.payments", |b| with_payment(b, |_| {})),
    ("Payment.ticket", |b| {
        with_ticket(b, |_| {});
        with_payment(b, |p| p.ticket = Some(0));
    }),
    ("Payment.form", |b| with_payment(b, |p| p.form = Some(Code::Listed(PaymentForm::Invoice)))),
    ("Payment.amount", |b| with_payment(b, |p| p.amount = Some(text("10.00")))),
    ("Payment.vendor", |b| with_payment(b, |p| p.vendor = Some("VI".into()))),
    ("Payment.payer", |b| with_payment(b, |p| p.payer = vec![text("TESTER MARA")])),
    ("Payment.account", |b| with_payment(b, |p| p.account = Some(text("XXXXXXXXXXXX0002")))),
    ("Payment.expiry", |b| with_payment(b, |p| p.expiry = Some(text("0428")))),
    ("Booking.fares", |b| with_fare(b, |_| {})),
    ("Fare.traveller", |b| with_fare(b, |f| f.traveller = Some(1))),
    ("Fare.traveller, nobody", |b| with_fare(b, |f| f.traveller = None)),
    ("Fare.passenger_type", |b| with_fare(b, |f| f.passenger_type = Some("CNN".into()))),
    ("Fare.age", |b| with_fare(b, |f| f.age = Some(Personal(9)))),
    ("Fare.discount", |b| with_fare(b, |f| f.discount = Some(text("25")))),
    ("Fare.country", |b| with_fare(b, |f| f.country = Some("AT".into()))),
    ("Fare.basis", |b| with_fare(b, |f| f.basis = vec![text("YOW"), text("YRT")])),
    ("Booking.excess_bags", |b| with_excess(b, |_| {})),
    ("ExcessBags.traveller", |b| with_excess(b, |e| e.traveller = Some(1))),
    ("ExcessBags.amount", |b| with_excess(b, |e| e.amount = Some(text("50.00")))),
    ("ExcessBags.currency", |b| with_excess(b, |e| e.currency = Some("EUR".into()))),
    ("ExcessBags.quantity", |b| with_excess(b, |e| e.quantity = Some(3))),
    ("ExcessBags.unit", |b| with_excess(b, |e| e.unit = Some("N".into()))),
    ("ExcessBags.weight_unit", |b| {
        with_excess(b, |e| (e.unit, e.weight_unit) = (Some("W".into()), Some("K".into())));
    }),
    ("Booking.services", |b| with_service(b, |_| {})),
    ("OtherService.kind", |b| {
        b.services.push(OtherService { kind: Some("9".into()), ..OtherService::default() });
    }),
    ("OtherService.vendor", |b| with_service(b, |s| s.vendor = Some("CC".into()))),
    ("OtherService.from", |b| with_service(b, |s| s.from = Some(text("VIE")))),
    ("OtherService.place", |b| with_service(b, |s| s.place = Some(text("INN")))),
    ("OtherService.to", |b| with_service(b, |s| s.to = Some(text("SZG")))),
    ("OtherService.begins", |b| with_service(b, |s| s.begins = at("2026-03-14", ""))),
    ("OtherService.ends", |b| with_service(b, |s| s.ends = at("2026-03-16", ""))),
    ("OtherService.number", |b| with_service(b, |s| s.number = Some(text("CONF1")))),
    ("OtherService.product", |b| with_service(b, |s| s.product = Some(text("ROOM")))),
    ("Booking.splits", |b| b.splits.push(Split { passengers: Some(1), ..Split::default() })),
    ("Split.passengers", |b| b.splits.push(Split { passengers: Some(2), ..Split::default() })),
    ("Split.locators", |b| {
        let locator = Locator { number: Some(text("SPLIT1")), ..Locator::default() };
        b.splits.push(Split { passengers: Some(1), locators: vec![locator] });
    }),
    ("Booking.changes", |b| with_change(b, |_| {})),
    ("Change_.action", |b| with_change(b, |c| c.action = Some(Code::Listed(HistoryAction::Cancelled)))),
    ("Change_.time", |b| with_change(b, |c| c.time = at("2026-03-10", "08:00:00"))),
    ("Change_.leg", |b| with_change(b, |c| c.leg = Some(leg(false)))),
    ("Change_.name", |b| with_change(b, |c| c.name = Some(text("MUSTER")))),
    ("Change_.by", |b| with_change(b, |c| c.by = Some("ZZ".into()))),
    ("Change_.agent", |b| with_change(b, |c| c.agent = Some(text("99999990")))),
    ("Booking.history", |b| b.history.push(text("CR 1 OLD LINE"))),
];

fn segment(kind: SegmentKind) -> ItinerarySegment<'static> {
    ItinerarySegment {
        kind,
        leg: leg(false),
        class: None,
        quantity: None,
        status: None,
        equipment: None,
        boardings: Vec::new(),
        location: Location::default(),
    }
}

fn booking() -> Booking<'static> {
    let number = Some(text("Q7XK2P"));
    let traveller = |surname, reference| Passenger {
        reference: Some(text(reference)),
        locator: number.clone(),
        ..person(surname)
    };
    Booking {
        locators: vec![Locator { company: Some("ZZ".into()), number: number.clone(), ..Locator::default() }],
        travellers: vec![traveller("TESTER", "1"), traveller("MUSTER", "2")],
        itinerary: vec![segment(SegmentKind::Flight)],
        ..Booking::default()
    }
}

/// A push with little in it, to which the changes are made.
pub(crate) fn push() -> BookingPush<'static> {
    BookingPush {
        function: None,
        sender: Some(Agency { company: Some("ZZ".into()), ..Agency::default() }),
        leg: Some(leg(false)),
        declared: Some(1),
        bookings: vec![booking()],
    }
}

/// Every change of a push with the push that it makes.
pub(crate) fn changed() -> Vec<(&'static str, BookingPush<'static>)> {
    let mut made = vec![("", push())];
    let mut add = |name, change: &dyn Fn(&mut BookingPush<'static>)| {
        let mut push = push();
        change(&mut push);
        made.push((name, push));
    };
    for &(name, change) in OF_PUSH {
        add(name, &|push| change(push));
    }
    for &(name, change) in OF_LEG {
        add(name, &|push| change(&mut push.bookings[0].itinerary[0].leg));
    }
    for &(name, change) in OF_BOOKING {
        add(name, &|push| change(&mut push.bookings[0]));
    }
    for &(name, change) in OF_PERSON {
        add(name, &|push| change(&mut push.bookings[0].travellers[0]));
    }
    made
}

/// What is written as a request is read as one, too: takes out those that the push did not have.
pub(crate) fn drop_new_requests(built: &BookingPush<'_>, read: &mut BookingPush<'_>) {
    for (built, read) in built.bookings.iter().zip(&mut read.bookings) {
        read.requests.retain(|request| built.requests.contains(request));
    }
}

#[test]
fn every_field_of_a_push_has_a_change() {
    let names = [names_of(OF_PUSH), names_of(OF_LEG), names_of(OF_BOOKING), names_of(OF_PERSON)].concat();
    assert_complete(&[SHARED, OF_PUSH_FIELDS], &names);
    assert_eq!(day("2026-03-14"), leg(false).departure.time.valid().unwrap().date);
}
