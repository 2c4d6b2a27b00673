//! What is written is read back equal, and what was read is written as it was.
#![expect(clippy::unwrap_used, reason = "a test")]

mod common;

use chrono::NaiveDate;
use paxgov::codes::SensitivePolicy;
use paxgov::edifact::{Envelope, Interchange, Interchanges, MessageId};
use paxgov::model::{BookingPush, Manifest, Revealed};
use paxgov::model::{Spelling, WriteOptions};
use paxgov::paxlst::{PassengerList, write_manifest};
use paxgov::pnrgov::{PnrPush, write_push};
use paxgov::synth::Synth;
use paxgov::{ErrorKind, ReadOptions};
use proptest::prelude::*;

fn envelope() -> Envelope<'static> {
    let prepared = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap().and_hms_opt(6, 0, 0).unwrap();
    Envelope::new("ZZAIR", "GOVAPIS", prepared, "REF1").with_application("APIS")
}

const ID: MessageId<'static> = MessageId::new("M1", "PAXLST", "D", "05B", "UN").with_association("IATA");

fn shape(manifest: &Manifest<'_>) -> serde_json::Value {
    common::without(serde_json::to_value(Revealed(manifest)).unwrap(), common::PLACE)
}

/// Reads the one list of an interchange.
fn with_list<T>(bytes: &[u8], look: impl FnOnce(&Manifest<'_>) -> T) -> T {
    let interchange = Interchange::parse(bytes).unwrap();
    assert_eq!(interchange.findings(), [], "the envelope is sound");
    let message = interchange.messages().next().unwrap();
    let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(read.findings, [], "the order is that of the guide");
    look(&read.value.to_manifest())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_list_is_read_back_equal(seed in 0_u64..5000, crew in any::<bool>(), group in any::<bool>()) {
        let mut synth = Synth::new(seed);
        let sample = if crew { synth.crew_list(5) } else { synth.passenger_list(8) };
        let (written, before) = with_list(sample.text.as_bytes(), |manifest| {
            let envelope = if group { envelope().with_group("G1") } else { envelope() };
            (write_manifest(manifest, envelope, &ID, &WriteOptions::default()).unwrap(), shape(manifest))
        });
        let (again, after) = with_list(&written, |manifest| {
            let envelope = if group { envelope().with_group("G1") } else { envelope() };
            (write_manifest(manifest, envelope, &ID, &WriteOptions::default()).unwrap(), shape(manifest))
        });
        prop_assert_eq!(before, after);
        prop_assert_eq!(written, again, "a fixpoint after the first write");
    }

    #[test]
    fn parts_hold_everybody_once(seed in 0_u64..500, limit in 600_usize..6000) {
        let sample = Synth::new(seed).passenger_list(25);
        let options = WriteOptions::default().with_part_bytes(limit);
        let id = ID.with_access("ZZ417/260314/1015");
        let written = with_list(sample.text.as_bytes(), |m| write_manifest(m, envelope(), &id, &options).unwrap());
        let interchange = Interchange::parse(&written).unwrap();
        prop_assert_eq!(interchange.findings(), []);
        let mut names = Vec::new();
        for message in interchange.messages() {
            let list = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap().value;
            prop_assert!(list.person_count() == 1 || message.span().len() <= limit);
            names.extend(list.to_manifest().passengers.iter().map(|p| p.name.0.clone().into_owned()));
        }
        let all: Vec<&str> = sample.people.iter().map(|person| person.surname.as_str()).collect();
        prop_assert_eq!(names.iter().map(|name| name.surname.as_ref()).collect::<Vec<_>>(), all);
    }

    /// With everything kept, what was read is written back byte for byte, known or not: the segments are the text.
    #[test]
    fn segments_are_the_text(seed in 0_u64..500) {
        for text in [Synth::new(seed).passenger_list(3).text, Synth::new(seed).pnr_push(3).text] {
            let interchange = Interchange::parse(text.as_bytes()).unwrap();
            let body: Vec<u8> = interchange.segments().flat_map(|segment| segment.raw().to_vec()).collect();
            prop_assert_eq!(&text.as_bytes()[9..], &body[..]);
        }
    }
}

#[test]
fn letters_are_spelled_or_refused() {
    let mut manifest = Manifest::default();
    manifest.passengers.push(paxgov::model::Passenger::named(paxgov::model::PersonName::new(
        "Мухаммадиев".into(),
        ["Юсуф".into()],
    )));
    let written = write_manifest(&manifest, envelope(), &ID, &WriteOptions::default()).unwrap();
    assert!(String::from_utf8(written).unwrap().contains("NAD+FL+++MUKHAMMADIEV:IUSUF'"));
    let as_is = WriteOptions::default().with_spelling(Spelling::AsIs);
    let refused = write_manifest(&manifest, envelope(), &ID, &as_is).unwrap_err();
    assert_eq!(*refused.kind(), ErrorKind::CharacterRefused);
    let utf8 = envelope().with_syntax("UNOW", "4");
    assert!(write_manifest(&manifest, utf8, &ID, &as_is).is_ok());
}

#[test]
fn a_report_says_what_was_found_and_is_read_back() {
    use paxgov::contrl::{Action, SyntaxReport, write_report};
    let sample = Synth::new(4).passenger_list(3).text;
    let broken = sample.replace("ATT+2++", "att+2++").replace("UNT+", "UNT+9").replace("GEI+4", "QQQ+4");
    for (text, action) in [(sample, Action::Acknowledged), (broken, Action::Rejected)] {
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let report_id = MessageId::new("R1", "CONTRL", "D", "3", "UN");
        let written =
            write_report(&interchange, interchange.findings(), envelope(), &report_id).unwrap().unwrap();
        let report = Interchange::parse(&written).unwrap();
        assert_eq!(report.findings(), []);
        let message = report.messages().next().unwrap();
        let read = SyntaxReport::read(&message, &ReadOptions::DEFAULT).unwrap();
        assert_eq!(read.findings, []);
        assert_eq!(read.value.reference(), interchange.header().map(|header| header.control_reference()));
        let messages = read.value.messages();
        assert_eq!((messages.len(), messages[0].action), (1, action));
        assert_eq!(messages[0].errors.iter().any(|error| error.code == 29), action == Action::Rejected);
        // A report is never answered with a report.
        assert!(write_report(&report, &[], envelope(), &report_id).unwrap().is_none());
    }
}

#[test]
fn responses_are_read_and_mean_something_by_their_map_only() {
    use paxgov::cusres::{Advice, CustomsResponse, ResultMap};
    let text = "UNB+UNOA:4+GOV+ZZ+260314:0712+1'UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'RFF+TN:T1'RFF+AF:ZZ417'\
        DTM+189:2603141015:201'DTM+232:2603141240:201'LOC+125+TAS'LOC+87+VIE'ERP+2'RFF+AVF:Q7XK2P'RFF+ABO:ZZ1'ERC+0Z'\
        FTX+AAP+++OK TO BOARD'ERP+2'RFF+ABO:ZZ2'ERC+1Z'ERC+77'ERP+1'ERC+0'UNT+20+1'UNZ+1+1'";
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    assert_eq!(interchange.findings(), []);
    let message = interchange.messages().next().unwrap();
    let read = CustomsResponse::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(read.findings, []);
    assert_eq!(read.value.transaction().as_deref(), Some("T1"));
    assert_eq!(read.value.legs().count(), 1);
    let advice =
        |map: &ResultMap| read.value.outcomes(map).iter().map(|outcome| outcome.advice).collect::<Vec<_>>();
    let china = ResultMap::preset("CN").unwrap();
    assert_eq!(advice(&china), [Advice::Board, Advice::NoBoard, Advice::Unknown]);
    assert_eq!(advice(&ResultMap::none()), [Advice::Unknown; 3]);
    let outcomes = read.value.outcomes(&china);
    assert_eq!(outcomes[1].unique_reference.as_ref().unwrap().as_ref(), "ZZ2");
    assert!(!format!("{outcomes:?}").contains("Q7XK2P"));
}

#[test]
fn acknowledgements_and_requests_go_both_ways() {
    use paxgov::ackres::{Acknowledgement, Response, write_acknowledgement};
    use paxgov::govreq::{PnrRequest, Wanted, write_request};
    let push = "140326/0710/ZZ/0417";
    let iata = || envelope().with_syntax("IATA", "1");
    let id = MessageId::new("1", "ACKRES", "11", "1", "IA").with_access(push);
    let errors = [("103", "DEPARTURE TIME NOT IN SCHEDULE"), ("114", ""), ("999", "OTHER")];
    let written = write_acknowledgement(iata(), &id, "23", Response::Rejected, &errors).unwrap();
    let interchange = Interchange::parse(&written).unwrap();
    assert_eq!(interchange.findings(), []);
    let message = interchange.messages().next().unwrap();
    let read = Acknowledgement::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    assert_eq!((read.access_reference().as_deref(), read.response()), (Some(push), Response::Rejected));
    let found = read.errors();
    assert_eq!(found.iter().map(|error| error.texts.len()).collect::<Vec<_>>(), [1, 0, 1]);
    assert_eq!((found[1].meaning, found[2].meaning), (Some("invalid flight number"), None));

    let id = MessageId::new("1", "GOVREQ", "11", "1", "IA").with_access("REQ/1");
    let flight = Wanted::new("ZZ", "0417", "140326", "CAI", "VIE");
    let written = write_request(iata(), &id, "77", ("ATPNR", "VIE"), &[("ZZ", "QX7LMN")], &flight).unwrap();
    let interchange = Interchange::parse(&written).unwrap();
    assert_eq!(interchange.findings(), []);
    let message = interchange.messages().next().unwrap();
    let read = PnrRequest::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(read.findings, []);
    assert_eq!(read.value.locators().next().unwrap().number().unwrap().text(), "QX7LMN");
    assert_eq!(read.value.flights().next().unwrap().number().unwrap().text(), "0417");
}

#[test]
fn a_listed_person_is_found_in_every_alphabet() {
    let mut manifest = Manifest::default();
    manifest.passengers.push(paxgov::model::Passenger::named(paxgov::model::PersonName::new(
        "Мухаммадиев".into(),
        ["Юсуф".into()],
    )));
    let as_is = WriteOptions::default().with_spelling(Spelling::AsIs);
    for syntax in ["UNOE", "UNOW"] {
        let written = write_manifest(&manifest, envelope().with_syntax(syntax, "4"), &ID, &as_is).unwrap();
        let interchange = Interchange::parse(&written).unwrap();
        assert_eq!(interchange.findings(), [], "{syntax}");
        let message = interchange.messages().next().unwrap();
        let list = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap().value;
        assert_eq!(list.to_manifest().passengers[0].name.surname, "Мухаммадиев");
    }
}

#[test]
fn a_list_is_answered_and_the_answer_is_read_back() {
    use paxgov::codes::ResponseKind;
    use paxgov::cusres::{Advice, Answer, CustomsResponse, ResultMap, write_response};
    let sample = Synth::new(9).passenger_list(4);
    let written = with_list(sample.text.as_bytes(), |manifest| {
        let answers: Vec<Answer<'_>> = manifest
            .passengers
            .iter()
            .enumerate()
            .map(|(n, person)| {
                let text = |t: &Option<paxgov::model::Text<'_>>| {
                    t.as_ref().map(|t| t.0.clone().into_owned()).unwrap()
                };
                let (locator, unique) = (text(&person.locator).leak(), text(&person.unique_reference).leak());
                let answer = Answer::of_passenger(locator, unique, if n == 2 { "1Z" } else { "0Z" });
                if n == 2 { answer.with_text("NO BOARD, CALL THE DESK") } else { answer }
            })
            .collect();
        let id = MessageId::new("1", "CUSRES", "D", "05B", "UN").with_association("IATA");
        let transaction = manifest.transaction.as_deref().unwrap();
        write_response(envelope(), &id, ResponseKind::Solicited, transaction, &manifest.legs, &answers)
            .unwrap()
    });
    let interchange = Interchange::parse(&written).unwrap();
    assert_eq!(interchange.findings(), []);
    let message = interchange.messages().next().unwrap();
    let read = CustomsResponse::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(read.findings, []);
    let outcomes = read.value.outcomes(&ResultMap::preset("CN").unwrap());
    let advice: Vec<Advice> = outcomes.iter().map(|outcome| outcome.advice).collect();
    assert_eq!(advice, [Advice::Board, Advice::Board, Advice::NoBoard, Advice::Board]);
    assert_eq!((outcomes[2].texts.len(), read.value.legs().count()), (1, 1));
}

const PUSH: MessageId<'static> =
    MessageId::new("1", "PNRGOV", "15", "1", "IA").with_access("140326/0500/ZZ/0417");

fn push_envelope() -> Envelope<'static> {
    envelope().with_syntax("IATA", "1").with_group("G1")
}

/// Reads the one push of an interchange.
fn with_push<T>(bytes: &[u8], options: &ReadOptions, look: impl FnOnce(&BookingPush<'_>) -> T) -> T {
    let interchange = Interchange::parse(bytes).unwrap();
    let message = interchange.messages().next().unwrap();
    look(&PnrPush::read(&message, options).unwrap().value.to_model())
}

fn push_shape(push: &BookingPush<'_>) -> serde_json::Value {
    common::without(serde_json::to_value(Revealed(push)).unwrap(), common::PLACE)
}

fn rewrite(bytes: &[u8], options: &ReadOptions) -> (Vec<u8>, serde_json::Value) {
    with_push(bytes, options, |push| {
        let written = write_push(push, push_envelope(), &PUSH, &WriteOptions::default()).unwrap();
        (written, push_shape(push))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_push_is_read_back_equal(seed in 0_u64..5000, keep in any::<bool>()) {
        let sample = Synth::new(seed).pnr_push(4);
        let sensitive = if keep { SensitivePolicy::Keep } else { SensitivePolicy::default() };
        let options = ReadOptions::DEFAULT.with_sensitive(sensitive);
        let (written, before) = rewrite(sample.text.as_bytes(), &options);
        let interchange = Interchange::parse(&written).unwrap();
        prop_assert_eq!(interchange.findings(), []);
        let message = interchange.messages().next().unwrap();
        let read = PnrPush::read(&message, &options).unwrap();
        prop_assert!(read.findings.iter().all(|f| f.rule == paxgov::Rule::SensitiveDropped), "{:?}", read.findings);
        let (again, after) = rewrite(&written, &options);
        prop_assert_eq!(before, after);
        prop_assert_eq!(written, again, "a fixpoint after the first write");
    }

    #[test]
    fn parts_of_a_push_hold_every_booking_once(seed in 0_u64..500, limit in 2000_usize..12000) {
        let sample = Synth::new(seed).pnr_push(12);
        let options = WriteOptions::default().with_part_bytes(limit);
        let written = with_push(sample.text.as_bytes(), &ReadOptions::DEFAULT, |push| {
            write_push(push, push_envelope(), &PUSH, &options).unwrap()
        });
        let interchange = Interchange::parse(&written).unwrap();
        prop_assert_eq!(interchange.findings(), []);
        let mut joined = Vec::new();
        for message in interchange.messages() {
            let push = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
            prop_assert!(push.pnr_count() == 1 || message.span().len() <= limit);
            let model = push.to_model();
            prop_assert_eq!(model.declared, Some(12));
            joined.extend(model.bookings.iter().map(|b| b.locators[0].number.clone().unwrap().0.into_owned()));
        }
        let all = with_push(sample.text.as_bytes(), &ReadOptions::DEFAULT, |push| {
            let first = |b: &paxgov::model::Booking<'_>| b.locators[0].number.clone().unwrap().0.into_owned();
            push.bookings.iter().map(first).collect::<Vec<_>>()
        });
        prop_assert_eq!(joined, all);
    }
}

#[test]
fn every_push_that_is_read_is_a_fixpoint_after_the_first_write() {
    let mut seen = 0;
    for (name, bytes) in common::every_sample() {
        for interchange in Interchanges::new(&bytes, &paxgov::Limits::DEFAULT).flatten() {
            for message in interchange.messages() {
                for sensitive in [SensitivePolicy::default(), SensitivePolicy::Keep] {
                    let options = ReadOptions::DEFAULT.with_sensitive(sensitive);
                    let Ok(read) = PnrPush::read(&message, &options) else { continue };
                    seen += 1;
                    let model = read.value.to_model();
                    // Letters outside level A are spelled; what cannot be is refused, and nothing half-written leaves.
                    let envelope = push_envelope().with_syntax("UNOY", "4");
                    let write = |push: &BookingPush<'_>| {
                        write_push(push, envelope.clone(), &PUSH, &WriteOptions::default())
                    };
                    let Ok(first) = write(&model) else { continue };
                    let second = with_push(&first, &options, |push| write(push).unwrap());
                    let third = with_push(&second, &options, |push| write(push).unwrap());
                    assert!(
                        first == second,
                        "{name} {sensitive:?}\n{}\n{}",
                        String::from_utf8_lossy(&first),
                        String::from_utf8_lossy(&second)
                    );
                    assert!(second == third, "{name}");
                }
            }
        }
    }
    assert!(seen >= 2);
}

#[test]
fn a_booking_that_was_built_is_read_back_with_the_same_people() {
    use paxgov::codes::{Code, CommunicationMeans, DocumentType, Sex, StateCode};
    use paxgov::model::{
        Booking, Contact, Field, Locator, Passenger, PersonName, Personal, Port, TravelDocument,
    };
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let mut person = Passenger::named(PersonName::new("ERIKSSON".into(), ["ANNA MARIA".into()]));
    person.reference = Some(Personal("1".into()));
    person.birth_date = Field::Valid(Personal(day(1974, 8, 12).into()));
    person.sex = Field::Valid(Personal(Sex::Female));
    person.nationalities = vec![Field::Valid(Personal(StateCode::from_alpha3(b"UTO").unwrap()))];
    let mut document = TravelDocument::default();
    document.kind = Some(Code::Listed(DocumentType::Passport));
    document.number = Some(Personal("L898902C3".into()));
    document.issuer = Field::Valid(Personal(StateCode::from_alpha3(b"UTO").unwrap()));
    document.expiry = Field::Valid(Personal(day(2032, 4, 15)));
    person.documents.push(document);
    person.contacts.push(Contact::new(
        Some(Code::Listed(CommunicationMeans::Email)),
        Personal("ANNA_M@MAIL.EXAMPLE".into()),
    ));
    person.contacts.push(Contact::new(
        Some(Code::Listed(CommunicationMeans::Telephone)),
        Personal("+43 1 5550199".into()),
    ));
    person.seats.push(Personal("12A".into()));
    let mut booking = Booking::default();
    let mut locator = Locator::default();
    locator.number = Some(Personal("Q7XK2P".into()));
    booking.locators.push(locator);
    booking.travellers.push(person);
    let mut push = BookingPush::default();
    let number = paxgov::model::FlightNumber::new(Some("ZZ".into()), "417".into());
    let mut leg = paxgov::model::FlightLeg { flight: number, ..paxgov::model::FlightLeg::default() };
    leg.departure.port = Field::Valid(Port::read(b"CAI").unwrap());
    leg.departure.time =
        Field::Valid(paxgov::model::LocalTime { date: day(2026, 3, 14), time: None, inferred: false });
    push.leg = Some(leg);
    push.bookings.push(booking);
    let written = write_push(&push, push_envelope(), &PUSH, &WriteOptions::default()).unwrap();
    with_push(&written, &ReadOptions::DEFAULT, |read| {
        let (a, b) = (&push.bookings[0].travellers[0], &read.bookings[0].travellers[0]);
        assert_eq!(
            (&a.name, &a.birth_date, &a.sex, &a.nationalities),
            (&b.name, &b.birth_date, &b.sex, &b.nationalities)
        );
        assert_eq!((&a.contacts, &a.seats), (&b.contacts, &b.seats));
        let (a, b) = (&a.documents[0], &b.documents[0]);
        assert_eq!((&a.kind, &a.number, &a.issuer, &a.expiry), (&b.kind, &b.number, &b.issuer, &b.expiry));
        assert_eq!(push.leg, read.leg);
    });
}

/// What of two models is not the same, by path.
fn differences(at: &str, a: &serde_json::Value, b: &serde_json::Value, found: &mut Vec<String>) {
    use serde_json::Value::{Array, Object};
    match (a, b) {
        (Object(a), Object(b)) if a.keys().eq(b.keys()) => {
            a.iter()
                .zip(b.values())
                .for_each(|((key, a), b)| differences(&format!("{at}.{key}"), a, b, found));
        }
        (Array(a), Array(b)) if a.len() == b.len() => {
            a.iter()
                .zip(b)
                .enumerate()
                .for_each(|(n, (a, b))| differences(&format!("{at}[{n}]"), a, b, found));
        }
        _ if a == b => {}
        // What is broken keeps only its place, and has no value to write.
        _ if a.get("malformed").is_some() || at.contains(".ambiguous.") => {}
        // A total that was not sent is counted.
        _ if at.ends_with(".declared") && a.is_null() => {}
        _ => found.push(at.to_owned()),
    }
}

#[test]
fn nothing_that_the_model_knows_is_lost_in_writing() {
    for (name, bytes) in common::every_sample() {
        for interchange in Interchanges::new(&bytes, &paxgov::Limits::DEFAULT).flatten() {
            for message in interchange.messages() {
                for sensitive in [SensitivePolicy::default(), SensitivePolicy::Keep] {
                    let options = ReadOptions::DEFAULT.with_sensitive(sensitive);
                    let Ok(read) = PnrPush::read(&message, &options) else { continue };
                    let model = read.value.to_model();
                    let as_is = WriteOptions::default().with_spelling(Spelling::AsIs);
                    let envelope = push_envelope().with_syntax("UNOY", "4");
                    let written = write_push(&model, envelope, &PUSH, &as_is).unwrap();
                    let mut found = Vec::new();
                    let again = with_push(&written, &options, push_shape);
                    differences("", &push_shape(&model), &again, &mut found);
                    assert!(found.is_empty(), "{name} {sensitive:?}: {found:?}");
                }
            }
        }
    }
}

#[test]
fn what_one_traveller_says_does_not_silence_another() {
    use paxgov::codes::{Code, CommunicationMeans, Sex};
    use paxgov::model::{
        Booking, Contact, Fare, Field, Passenger, Payment, PersonName, Personal, RequestDetail, Scope,
    };
    use paxgov::model::{Short, SpecialRequest, Ticket};
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let mut booking = Booking::default();
    for (surname, reference) in [("TESTER", "1"), ("MUSTERMANN", "2")] {
        let mut person = Passenger::named(PersonName::new(surname.into(), ["ANNA".into()]));
        person.reference = Some(Personal(reference.into()));
        person.birth_date = Field::Valid(Personal(day(1990, 5, 17).into()));
        person.sex = Field::Valid(Personal(Sex::Female));
        person.seats.push(Personal("12A".into()));
        person.contacts.push(Contact::new(
            Some(Code::Listed(CommunicationMeans::Mobile)),
            Personal("4366455501".into()),
        ));
        booking.travellers.push(person);
    }
    let mut docs = SpecialRequest::new(Short::from("DOCS"), Scope::Traveller(0));
    docs.text = Some(Personal("/////17MAY90/F//TESTER/ANNA".into()));
    let mut mobile = SpecialRequest::new(Short::from("CTCM"), Scope::Traveller(0));
    mobile.text = Some(Personal("4366455501".into()));
    let mut seat = SpecialRequest::new(Short::from("SEAT"), Scope::Booking);
    let mut detail = RequestDetail::of_traveller(Personal("1".into()));
    detail.seat = Some(Personal("12A".into()));
    seat.details.push(detail);
    booking.requests = vec![seat, docs, mobile];
    booking.fares.push(Fare::default());
    booking.fares[0].passenger_type = Some(Short::from("A"));
    booking.tickets.push(Ticket::default());
    booking.tickets[0].number = Some(Personal("9992400000001".into()));
    booking.payments.push(Payment::default());
    booking.payments[0].amount = Some(Personal("10.00".into()));
    let mut push = BookingPush::default();
    push.bookings.push(booking);
    let written = write_push(&push, push_envelope(), &PUSH, &WriteOptions::default()).unwrap();
    with_push(&written, &ReadOptions::DEFAULT.with_reference_date(day(2026, 3, 14)), |read| {
        let booking = &read.bookings[0];
        for person in &booking.travellers {
            assert!(person.birth_date.valid().is_some() && person.sex.valid().is_some());
            assert_eq!((person.seats.len(), person.contacts.len()), (1, 1));
        }
        assert_eq!(booking.travellers.len(), 2);
        assert_eq!((booking.fares[0].traveller, booking.payments[0].ticket), (None, None));
    });
}
