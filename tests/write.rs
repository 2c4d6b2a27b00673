//! What is written is read back equal, and what was read is written as it was.
#![expect(clippy::unwrap_used, reason = "a test")]

use chrono::NaiveDate;
use paxgov::edifact::{Envelope, Interchange, MessageId};
use paxgov::model::{Manifest, Revealed};
use paxgov::paxlst::{ListOptions, PassengerList, Spelling, write_manifest};
use paxgov::synth::Synth;
use paxgov::{ErrorKind, ReadOptions};
use proptest::prelude::*;

fn envelope() -> Envelope<'static> {
    let prepared = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap().and_hms_opt(6, 0, 0).unwrap();
    Envelope::new("ZZAIR", "GOVAPIS", prepared, "REF1").with_application("APIS")
}

const ID: MessageId<'static> = MessageId::new("M1", "PAXLST", "D", "05B", "UN").with_association("IATA");

fn without_places(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(map) => map
            .into_iter()
            .filter(|(key, _)| key != "location")
            .map(|(k, v)| (k, without_places(v)))
            .collect(),
        serde_json::Value::Array(list) => list.into_iter().map(without_places).collect(),
        other => other,
    }
}

fn shape(manifest: &Manifest<'_>) -> serde_json::Value {
    without_places(serde_json::to_value(Revealed(manifest)).unwrap())
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
            (write_manifest(manifest, envelope, &ID, &ListOptions::default()).unwrap(), shape(manifest))
        });
        let (again, after) = with_list(&written, |manifest| {
            let envelope = if group { envelope().with_group("G1") } else { envelope() };
            (write_manifest(manifest, envelope, &ID, &ListOptions::default()).unwrap(), shape(manifest))
        });
        prop_assert_eq!(before, after);
        prop_assert_eq!(written, again, "a fixpoint after the first write");
    }

    #[test]
    fn parts_hold_everybody_once(seed in 0_u64..500, limit in 600_usize..6000) {
        let sample = Synth::new(seed).passenger_list(25);
        let options = ListOptions::default().with_part_bytes(limit);
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
    let written = write_manifest(&manifest, envelope(), &ID, &ListOptions::default()).unwrap();
    assert!(String::from_utf8(written).unwrap().contains("NAD+FL+++MUKHAMMADIEV:IUSUF'"));
    let as_is = ListOptions::default().with_spelling(Spelling::AsIs);
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
    let as_is = ListOptions::default().with_spelling(Spelling::AsIs);
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
