//! Lists as carriers send them, and what readers lose of them: words that are titles elsewhere, clocks that were not set, parties out of place,
//! parts of different lists, answers that name nobody. Invented people.
#![expect(clippy::unwrap_used, reason = "a test")]

use chrono::NaiveDate;
use paxgov::codes::ResponseKind;
use paxgov::contrl::write_report;
use paxgov::cusres::{Answer, CustomsResponse, ResultMap, write_response};
use paxgov::edifact::{Envelope, Interchange, MessageId};
use paxgov::model::{Field, Passenger};
use paxgov::paxlst::PassengerList;
use paxgov::validate::{MessagePart, Profile, judge_parts};
use paxgov::{ErrorKind, ReadOptions, Rule};

/// A list prepared at some time, with what stands before the flight, between flight and persons, and the persons.
fn list(prepared: &str, before: &str, between: &str, persons: &str) -> String {
    let flight = "TDT+20+OS561+++OS'LOC+125+TAS'DTM+189:2603141015:201'LOC+87+VIE'DTM+232:2603141240:201'";
    let body = format!("BGM+745'RFF+TN:T1'NAD+MS+++OPS'{before}{flight}{between}{persons}CNT+42:1'");
    let count = body.matches('\'').count() + 2;
    format!(
        "UNA:+.? 'UNB+UNOA:4+ZZAIR+GOVAPIS+{prepared}+REF1'UNH+M1+PAXLST:D:05B:UN:IATA'{body}UNT+{count}+M1'UNZ+1+REF1'"
    )
}

fn person(name: &str, born: &str) -> String {
    format!(
        "NAD+FL+++{name}'ATT+2++F'DTM+329:{born}'NAT+2+AUT'RFF+AVF:ABC123'DOC+P+Y1234567'DTM+36:310101'LOC+91+AUT'"
    )
}

/// What a list says of its people, and the rules that its reading and its envelope fire.
fn read<T>(text: &str, options: &ReadOptions, each: impl Fn(&Passenger<'_>) -> T) -> (Vec<T>, Vec<Rule>) {
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let list = PassengerList::read(&message, options).unwrap();
    let manifest = list.value.to_manifest();
    let rules = interchange.findings().iter().chain(&list.findings).map(|finding| finding.rule).collect();
    (manifest.passengers.iter().map(each).collect(), rules)
}

fn names(who: &Passenger<'_>) -> (String, String, Option<String>) {
    let title = who.name.title.as_ref().map(|title| title.to_string());
    (who.name.surname.to_string(), who.name.given.join(" "), title)
}

#[test]
fn titles_that_are_names_in_documents_stay() {
    for (sent, surname, given, title) in [
        ("HOSSAIN:FAZLE RABBI", "HOSSAIN", "FAZLE RABBI", None),
        ("WIBOWO:AGUS IMAM", "WIBOWO", "AGUS IMAM", None),
        ("DOE:JANE MRS", "DOE", "JANE", Some("MRS")),
    ] {
        let (found, _) =
            read(&list("260314:0712", "", "", &person(sent, "800812")), &ReadOptions::DEFAULT, names);
        assert_eq!(found, [(surname.to_owned(), given.to_owned(), title.map(str::to_owned))], "{sent}");
    }
}

#[test]
fn a_clock_that_was_not_set_moves_nobody() {
    let born = |who: &Passenger<'_>| who.birth_date.valid().map(|born| born.0.year());
    let mut options = ReadOptions::DEFAULT;
    for prepared in ["700101:0000", "19700101:0000"] {
        let (found, rules) = read(&list(prepared, "", "", &person("DOE:JANE", "800812")), &options, born);
        assert_eq!((found, rules), (vec![Some(1980)], vec![Rule::PreparationDate]), "{prepared}");
    }
    // One that is decades ahead gives way to the day that the receiver knows.
    options.reference_date = NaiveDate::from_ymd_opt(2026, 3, 14);
    let (found, _) = read(&list("20960314:0712", "", "", &person("DOE:JANE", "050812")), &options, born);
    assert_eq!(found, [Some(2005)]);
}

#[test]
fn what_follows_a_party_out_of_place_is_nobodys() {
    let contacts = |who: &Passenger<'_>| who.contacts.len();
    let desk = "NAD+MS+++DESK'COM+43 1 5550100:TE'";
    let doe = person("DOE:JANE", "800812");
    // Behind a person, before the persons, and another party before the flight.
    for (before, between, persons) in [
        ("", "", format!("{doe}{desk}")),
        ("", desk, doe.clone()),
        ("NAD+AG+++AGENT'COM+43 1 5550199:TE'", "", doe.clone()),
    ] {
        let text = list("260314:0712", before, between, &persons);
        let (found, rules) = read(&text, &ReadOptions::DEFAULT, contacts);
        assert_eq!((found, rules), (vec![0], vec![Rule::SegmentMisplaced; 2]), "{text}");
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let list = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
        let manifest = list.value.to_manifest();
        assert!(manifest.reporters.iter().all(|reporter| reporter.contacts.is_empty()), "{text}");
        assert_eq!((manifest.legs.len(), list.value.unmodelled().count()), (1, 2), "{text}");
        let flight = &manifest.legs[0];
        assert!(flight.departure.time.valid().is_some() && flight.arrival.time.valid().is_some(), "{text}");
    }
    // Inside of a person the rest stays hers, and between a port and its time the time stays.
    let inside = doe.replace("DTM+329", &format!("{desk}DTM+329"));
    let (found, rules) = read(&list("260314:0712", "", "", &inside), &ReadOptions::DEFAULT, |who| {
        let document = &who.documents[0];
        (
            who.birth_date.valid().is_some(),
            who.nationalities.len(),
            document.expiry.valid().is_some(),
            who.contacts.len(),
        )
    });
    assert_eq!((found, rules), (vec![(true, 1, true, 0)], vec![Rule::SegmentMisplaced; 2]));
    let text = list("260314:0712", "", "", &doe).replace("DTM+189", &format!("{desk}DTM+189"));
    let text = text.replace("UNT+18", "UNT+20");
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let between = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert!(between.value.to_manifest().legs[0].departure.time.valid().is_some());
    // Persons of any role go on behind it.
    let text = list("260314:0712", "", "", &format!("{doe}{desk}{}", doe.replace("NAD+FL", "NAD+QQ")));
    assert_eq!(read(&text, &ReadOptions::DEFAULT, contacts).0, [0, 0]);
}

#[test]
fn dates_that_are_not_known_or_have_no_end_are_no_errors() {
    let dates = |who: &Passenger<'_>| {
        let document = &who.documents[0];
        (who.birth_date, document.expiry.valid().map(|expiry| expiry.0.to_string()))
    };
    let of = |born: &str, expiry: &str| {
        let person = person("DOE:JANE", born).replace("DTM+36:310101", &format!("DTM+36:{expiry}"));
        read(&list("260314:0712", "", "", &person), &ReadOptions::DEFAULT, dates).0.remove(0)
    };
    assert!(matches!(of("<<<<<<", "310101").0, Field::Absent));
    assert!(matches!(of("XX0907", "310101").0, Field::Ambiguous(_)));
    assert!(matches!(of("80139", "310101").0, Field::Malformed(_)));
    assert!(matches!(of("99991231", "310101").0, Field::Malformed(_)));
    assert_eq!(of("800812", "99991231:102").1.as_deref(), Some("9999-12-31"));
    let address = |who: &Passenger<'_>| {
        who.addresses.first().and_then(|at| at.street.as_ref().map(|street| street.0.to_string()))
    };
    let text = list("260314:0712", "", "", &person("DOE:JANE+1 STREET:FLAT 7+WIEN", "800812"));
    assert_eq!(read(&text, &ReadOptions::DEFAULT, address).0, [Some("1 STREET, FLAT 7".to_owned())]);
}

#[test]
fn letters_of_windows_are_letters() {
    let mut text =
        list("260314:0712", "", "", &person("@IMEK:JANE", "800812")).replace("UNOA:4", "UNOC:3").into_bytes();
    let at = text.iter().position(|byte| *byte == b'@').unwrap();
    text[at] = 0x8a;
    let interchange = Interchange::parse(&text).unwrap();
    assert_eq!(
        interchange.findings().iter().map(|finding| finding.rule).collect::<Vec<_>>(),
        [Rule::Repertoire]
    );
    let message = interchange.messages().next().unwrap();
    let list = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(list.value.to_manifest().passengers[0].name.surname, "\u{160}IMEK");
}

#[test]
fn parts_of_different_lists_are_told() {
    let part = |bgm: &str, flight: &str, day: &str, transfer: &str| {
        let text = list("260314:0712", "", "", &person("DOE:JANE", "800812"));
        let text = text.replace("BGM+745", bgm).replace("OS561", flight).replace("260314", day);
        let text =
            text.replace("PAXLST:D:05B:UN:IATA'", &format!("PAXLST:D:05B:UN:IATA+OS561/1+{transfer}'"));
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        MessagePart::read(&message, &ReadOptions::DEFAULT).unwrap()
    };
    let first = part("BGM+745", "OS561", "260314", "01:C");
    for (second, told) in [
        (part("BGM+745", "OS561", "260314", "02:F"), false),
        (part("BGM+745", "OS999", "260314", "02:F"), true),
        (part("BGM+745", "OS561", "260420", "02:F"), true),
        (part("BGM+266+CLOB", "OS561", "260314", "02:F"), true),
    ] {
        let found = judge_parts(&[first.clone(), second], &Profile::base());
        let found: Vec<_> = found.into_iter().map(|(number, finding)| (number, finding.rule)).collect();
        assert_eq!(found, if told { vec![(1, Rule::PartOfOtherList)] } else { vec![] });
    }
    let whole = list("260314:0712", "", "", &person("DOE:JANE", "800812"));
    let interchange = Interchange::parse(whole.as_bytes()).unwrap();
    assert!(MessagePart::read(&interchange.messages().next().unwrap(), &ReadOptions::DEFAULT).is_none());
}

#[test]
fn an_answer_names_somebody_and_says_something() {
    let write = |answer: Answer<'_>| {
        let prepared =
            NaiveDate::from_ymd_opt(2026, 3, 14).and_then(|day| day.and_hms_opt(7, 12, 0)).unwrap();
        let envelope = Envelope::new("GOVAPIS", "ZZAIR", prepared, "REF1");
        let id = MessageId::new("M1", "CUSRES", "D", "05B", "UN");
        write_response(envelope, &id, ResponseKind::Solicited, "T1", &[], &[answer])
    };
    let refused = |answer: Answer<'_>| {
        write(answer).is_err_and(|error| matches!(error.kind(), ErrorKind::Incomplete { .. }))
    };
    assert!(refused(Answer::of_passenger("", "", "1Z")) && refused(Answer::of_passenger("ABC123", "", "")));
    let bytes = write(Answer::of_passenger("ABC123", "", "1Z")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let of_all = |text: &str| {
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let response = CustomsResponse::read(&message, &ReadOptions::DEFAULT).unwrap();
        response
            .value
            .outcomes(&ResultMap::default())
            .iter()
            .map(|outcome| outcome.is_of_all_passengers())
            .collect::<Vec<_>>()
    };
    assert_eq!((of_all(&text), of_all(&text.replace("RFF+AVF:ABC123'", ""))), (vec![false], vec![true]));
}

/// The report on some messages, each list with one person, without its envelope.
fn report(text: &str) -> Vec<String> {
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let prepared = NaiveDate::from_ymd_opt(2026, 3, 14).and_then(|day| day.and_hms_opt(7, 12, 0)).unwrap();
    let envelope = Envelope::new("GOVAPIS", "ZZAIR", prepared, "REF1");
    let id = MessageId::new("1", "CONTRL", "D", "3", "UN");
    let report = write_report(&interchange, interchange.findings(), envelope, &id).unwrap().unwrap();
    let text = String::from_utf8(report).unwrap();
    let segments = text.split('\'').filter(|segment| segment.starts_with("UC"));
    segments
        .map(|segment| segment.replace(":PAXLST:D:05B:UN:IATA", "").replace("+PAXLST:D:05B:UN:IATA", ""))
        .collect()
}

#[test]
fn syntax_reports_reject_what_is_wrong_and_nothing_else() {
    let message = |reference: &str, name: &str| {
        let text = list("260314:0712", "", "", &person(name, "800812"));
        let (start, end) = (text.find("UNH").unwrap(), text.find("UNZ").unwrap());
        text[start..end].replace("M1", reference)
    };
    let header = "UNB+UNOA:4+ZZAIR+GOVAPIS+260314:0712+REF1'";
    // A control byte is one of its message, and its place says so.
    let text = format!("{header}{}{}UNZ+2+REF1'", message("M1", "DOE:JA\u{7}NE"), message("M2", "ROE:JIM"));
    assert_eq!(report(&text), ["UCI+REF1+ZZAIR+GOVAPIS+7", "UCM+M1+4", "UCS+10+21", "UCM+M2+7"],);
    // What is wrong with the end of a group is of that group.
    let group = |number: u8, count: u8, inside: &str| {
        format!(
            "UNG+PAXLST+ZZAIR:ZZ+GOVAPIS:ZZ+260314:0712+G{number}+UN+D:05B'{inside}UNE+{count}+G{number}'"
        )
    };
    let text = |first: u8, second: u8| {
        let groups =
            [group(1, first, &message("M1", "DOE:JANE")), group(2, second, &message("M2", "ROE:JIM"))];
        format!("{header}{}UNZ+2+REF1'", groups.concat())
    };
    let uci = "UCI+REF1+ZZAIR+GOVAPIS+7";
    let groups = |first: &str, second: &str| {
        [first, second]
            .map(|action| action.to_owned())
            .into_iter()
            .zip(1..)
            .map(|(action, n)| format!("UCF+G{n}+ZZAIR:ZZ+GOVAPIS:ZZ+{action}"))
            .collect::<Vec<_>>()
    };
    for (first, second, actions, messages) in
        [(1, 1, ["7", "7"], ["7", "7"]), (5, 1, ["4+29", "7"], ["4", "7"]), (1, 5, ["7", "4+29"], ["7", "4"])]
    {
        let of_groups = groups(actions[0], actions[1]);
        let [of_first, of_second] = messages.map(str::to_owned);
        let want = [
            uci.to_owned(),
            of_groups[0].clone(),
            format!("UCM+M1+{of_first}"),
            of_groups[1].clone(),
            format!("UCM+M2+{of_second}"),
        ];
        assert_eq!(report(&text(first, second)), want, "{first} {second}");
    }
}
