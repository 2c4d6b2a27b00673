//! No value of a traveller is in anything that can be logged: debug prints, redacted JSON, findings, errors, outcomes.
#![expect(clippy::panic, clippy::format_collect, reason = "a test")]

mod common;

use paxgov::ReadOptions;
use paxgov::codes::SensitivePolicy;
use paxgov::edifact::{Interchange, Interchanges};
use paxgov::model::Revealed;
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::protection::{Access, BorderControl};
use paxgov::screening::Pipeline;
use paxgov::synth::{Sample, Synth, SynthPerson};
use paxgov::watchlist::{BirthSpec, Entry, EntryDocument, EntryName, NameQuality, Policy, Watchlist};

/// Words of a person that must not show.
fn secrets(person: &SynthPerson) -> Vec<String> {
    let names = [&person.surname, &person.given].into_iter().flat_map(|name| name.split(' '));
    let mut words: Vec<String> = names.filter(|word| word.len() > 3).map(str::to_owned).collect();
    words.push(person.document.clone());
    words.push(person.born.to_string());
    words.push(person.born.format("%y%m%d").to_string());
    words
}

fn assert_silent(what: &str, printed: &str, people: &[SynthPerson]) {
    for secret in people.iter().flat_map(secrets) {
        if let Some(at) = printed.find(&secret) {
            // The place is enough to find the fault; the value itself stays out of the log of the test, too.
            let before: String =
                printed[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
            panic!("{what} shows {} characters of a person after: {before}", secret.len());
        }
    }
}

/// The samples, whole and damaged: damage must not push values into tags or findings.
fn texts(sample: &Sample) -> Vec<String> {
    let whole = sample.text.clone();
    let broken = |from: &str, to: &str| whole.replace(from, to);
    vec![
        whole.clone(),
        broken("NAD+", "+"),
        broken("TIF+", ""),
        broken("'", "+'"),
        broken("ATT+2++", "ATT+2++Q"),
        broken("DTM+329:", "DTM+329:XX"),
        broken("DOC+P:110:111+", "DOC+"),
        broken("NAD+FL+++", ""),
        broken("SSR+DOCS:HK:1:", "SSR+"),
    ]
}

#[test]
fn nothing_of_a_traveller_is_printed() {
    for seed in 0..12 {
        for sample in [Synth::new(seed).passenger_list(6), Synth::new(seed).pnr_push(4)] {
            let entries = sample.people.iter().map(|person| {
                Entry::new("LIST", person.document[..0].to_owned())
                    .with_name(EntryName::parts(NameQuality::Primary, &*person.surname, &*person.given))
                    .with_birth(BirthSpec::Date(person.born.into()))
                    .with_document(EntryDocument::new("P", &*person.document, None))
            });
            let list = Watchlist::build(entries, "1", Policy::default());
            let access = Access::<BorderControl>::new("test", "test").unwrap();
            let pipeline = Pipeline::new(access).with_watchlist(&list);
            assert_silent(
                "the watchlist's entries",
                &format!("{:?}", list.entries().collect::<Vec<_>>()),
                &sample.people,
            );
            for text in texts(&sample) {
                for interchange in Interchanges::new(text.as_bytes(), &paxgov::Limits::DEFAULT) {
                    let interchange = match interchange {
                        Ok(interchange) => interchange,
                        Err(error) => {
                            assert_silent("an error", &format!("{error} {error:?}"), &sample.people);
                            continue;
                        }
                    };
                    let envelope = pipeline.envelope(&interchange);
                    let printed = format!("{envelope:?} {}", serde_json::to_string(&envelope).unwrap());
                    assert_silent("an envelope finding", &printed, &sample.people);
                    assert_silent("an interchange", &format!("{interchange:?}"), &sample.people);
                    for message in interchange.messages() {
                        let outcome = pipeline.message(&message);
                        let shown: String =
                            outcome.findings.iter().map(|finding| format!("{finding}\n")).collect();
                        let json = serde_json::to_string(&outcome).unwrap();
                        assert_silent("an outcome", &format!("{outcome:?} {shown} {json}"), &sample.people);
                        if let Ok(read) = PassengerList::read(&message, &ReadOptions::DEFAULT) {
                            let manifest = read.value.to_manifest();
                            let json = serde_json::to_string(&manifest).unwrap();
                            assert_silent(
                                "a manifest",
                                &format!("{manifest:?} {json} {:?}", read.value),
                                &sample.people,
                            );
                            let people: Vec<_> = read.value.persons().collect();
                            assert_silent("a person", &format!("{people:?}"), &sample.people);
                        }
                        if let Ok(read) = PnrPush::read(&message, &ReadOptions::DEFAULT) {
                            let model = read.value.to_model();
                            let json = serde_json::to_string(&model).unwrap();
                            assert_silent(
                                "a push",
                                &format!("{model:?} {json} {:?}", read.value),
                                &sample.people,
                            );
                        }
                    }
                }
            }
        }
    }
}

/// The test above would be empty if nothing were ever shown.
#[test]
fn revealing_shows_everybody() {
    let sample = Synth::new(3).passenger_list(6);
    let interchange = Interchange::parse(sample.text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let list = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    let manifest = list.to_manifest();
    let shown = serde_json::to_string(&Revealed(&manifest)).unwrap();
    for person in &sample.people {
        assert!(shown.contains(&person.surname) && shown.contains(&person.document));
    }
}

#[test]
fn sensitive_requests_are_not_recorded_and_are_counted() {
    let body = "SRC'RCI+ZZ:ABC123'TIF+A+B:A:1'SSR+KSML:HK:1:ZZ'SSR+WCHR:HK:1:ZZ:::::KNEE'SSR+DEPA:HK:1:ZZ'SSR+UMNR:HK:1:ZZ:::::UM08'\
        SSR+QQML:HK:1:ZZ'SSR+OTHS:HK::ZZ:::::IS BLIND CALL 0043 1555 0001'IFT+4:28::ZZ+PRAYS AT NOON CTCE A//B.EXAMPLE'\
        TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'SSR+VGML:HK:1:ZZ'ABI+4'SAC+++X'SSR+KSML:HK:1:ZZ'LTS+0/A/SR/KSML HK1'";
    let text = format!("UNB+IATA:1+A+B+260313:1015+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'{body}UNT+1+1'UNZ+1+1'");
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let read = |policy| {
        let push = PnrPush::read(&message, &ReadOptions::DEFAULT.with_sensitive(policy)).unwrap().value;
        let model = push.to_model();
        let codes: Vec<String> =
            model.bookings[0].requests.iter().map(|request| request.code.to_string()).collect();
        let json = serde_json::to_string(&Revealed(&model)).unwrap();
        let dropped: Vec<(&str, u64)> = push.dropped().iter().map(|(class, n)| (class.name(), *n)).collect();
        (codes, json, dropped)
    };
    let (codes, json, dropped) = read(SensitivePolicy::Protect);
    assert_eq!(codes, ["UMNR"]);
    for word in ["KSML", "VGML", "WCHR", "KNEE", "BLIND", "PRAYS", "NOON", "QQML", "DEPA"] {
        assert!(!json.contains(word), "{word}");
    }
    assert!(json.contains("0043 1555 0001") && json.contains("A@B.EXAMPLE"), "contacts are extracted");
    assert_eq!(
        dropped,
        [
            ("belief_meal", 2),
            ("other_meal", 1),
            ("meal_unlisted", 1),
            ("health", 1),
            ("legal_status", 1),
            ("free_text", 3)
        ]
    );
    let (codes, ..) = read(SensitivePolicy::Border);
    assert_eq!(codes, ["DEPA", "UMNR"]);
    let (codes, json, dropped) = read(SensitivePolicy::Keep);
    assert_eq!(codes.len(), 8);
    assert!(json.contains("KNEE") && dropped.is_empty());
}

/// No other spelling of a sensitive code passes, and free text nowhere.
#[test]
fn the_filter_is_not_fooled() {
    let body = "SRC'RCI+ZZ:ABC123'TIF+A+B:A:1'SSR+ksml:HK:1:ZZ'SSR+K?SML:HK:1:ZZ'SSR+WCHR-KNEE:HK'SSR+WCHR/KNEE:HK'\
        SSR+KSML1:HK'SSR:DOCS+VGML:HK'SSR+ WCHR:HK'SSR+:HK:1:ZZ:::::KSML KOSHER MEAL'SSR+SSR KSML:HK:1:ZZ:::::KOSHER2'IFT+4:43::ZZ+IS BLIND AND PRAYS'IFT+4:5+WHEELCHAIR USER CALL 1'\
        ADD++700:::::::DIABETIC PASSENGER'IFT+4:28+VISA 4111 1111 1111 1111 AMEX 378282246310005'\
        SSR+/P/UZB/AB1234567/UZB/01JAN80/M/01JAN30/TESTER/MARA'FOP+CC:::4111111111111111:0928'";
    let text = format!("UNB+IATA:1+A+B+260313:1015+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'{body}UNT+1+1'UNZ+1+1'");
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let push = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    let model = push.to_model();
    let revealed = serde_json::to_string(&Revealed(&model)).unwrap().to_uppercase();
    for word in [
        "KOSHER",
        "KSML",
        "VGML",
        "WCHR",
        "KNEE",
        "BLIND",
        "PRAYS",
        "WHEELCHAIR",
        "DIABETIC",
        "1111 1111",
        "37828224",
    ] {
        assert!(!revealed.contains(word), "{word} is in the model");
    }
    let redacted = serde_json::to_string(&model).unwrap();
    for word in ["AB1234567", "TESTER", "4111111111111111"] {
        assert!(!redacted.contains(word), "{word} is printed");
    }
}
