//! Files with invented people: the same layout and the same faults, and nobody of the original left.
#![expect(clippy::unwrap_used, clippy::format_collect, reason = "a test")]

mod common;

use std::collections::{BTreeSet, HashMap};

use paxgov::anonymise::{Key, anonymise};
use paxgov::codes::SensitivePolicy;
use paxgov::edifact::{Interchange, Interchanges};
use paxgov::model::{Passenger, Revealed, WrittenDate};
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::synth::{Fault, Kind, Sample, Synth, SynthPerson, Traffic};
use paxgov::validate::Profile;
use paxgov::{ErrorKind, Limits, ReadOptions};
use proptest::prelude::*;

const KEY: [u8; 32] = *b"a key that is used in tests only";

fn made(bytes: &[u8]) -> Vec<u8> {
    anonymise(bytes, &Key::new(KEY)).unwrap().bytes
}

/// The class of a byte: what must be the same at each place. Bytes above 127 keep their place in a character.
fn class(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'0',
        b'A'..=b'Z' => b'A',
        b'a'..=b'z' => b'a',
        0x80..=0xBF => 0x80,
        0xC0..=0xFF => 0xC0,
        other => other,
    }
}

fn shape(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().map(class).collect()
}

/// Rules and places of all findings.
fn places(bytes: &[u8]) -> Vec<(String, String)> {
    let found = common::findings(bytes, &Profile::base(), &Limits::DEFAULT);
    found.iter().map(|finding| (finding.rule.id().to_owned(), finding.location.to_string())).collect()
}

/// Words of a person as they may stand in a message.
fn secrets(person: &SynthPerson) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for name in [&person.surname, &person.given] {
        words.extend(name.split(' ').filter(|word| word.len() > 2).map(str::to_owned));
    }
    words.push(person.document.clone());
    words
}

fn words(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

fn samples(seed: u64) -> Vec<Sample> {
    vec![Synth::new(seed).passenger_list(12), Synth::new(seed).crew_list(4), Synth::new(seed).pnr_push(9)]
}

#[test]
fn nobody_of_the_original_is_left() {
    let mut checked = 0;
    for seed in 0..60 {
        for sample in samples(seed) {
            let out = made(sample.text.as_bytes());
            let left = words(&out);
            for secret in sample.people.iter().flat_map(secrets) {
                assert!(
                    !left.contains(&secret),
                    "seed {seed}: a word of {} characters is left",
                    secret.len()
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 2500, "{checked}");
}

/// Every kind of message in every edition, names of every culture, in their own writing too.
#[test]
fn nobody_of_a_flight_is_left() {
    let mut checked = 0;
    for seed in 0..12 {
        let traffic = Traffic::new(seed, 12);
        for kind in Kind::ALL {
            for edition in kind.editions() {
                let message = traffic.message(*kind, edition);
                let out = made(&message.bytes);
                assert_eq!(shape(&out), shape(&message.bytes));
                assert_eq!(places(&out), places(&message.bytes), "{kind:?} {edition:?}");
                let left = words(&out);
                let mut secrets: Vec<&str> = Vec::new();
                for person in &message.truth.people {
                    for name in [&person.name, &person.original] {
                        secrets.extend(
                            name.given.iter().chain([&name.surname]).flat_map(|name| name.split(' ')),
                        );
                    }
                    secrets.extend([person.document.as_str(), &person.ticket, &person.unique_reference]);
                    secrets.extend(person.frequent.as_deref());
                    secrets.extend(person.bags.as_ref().map(|(tag, _)| tag.as_str()));
                }
                for reservation in &message.truth.reservations {
                    secrets.extend([reservation.locator.as_str(), &reservation.telephone]);
                }
                secrets.extend(message.truth.cancelled.iter().map(String::as_str));
                // Names of two or three Latin letters may be a code of something else.
                for secret in secrets.into_iter().filter(|secret| secret.len() > 3 || !secret.is_ascii()) {
                    assert!(!left.contains(secret), "{kind:?} {edition:?}: {} bytes are left", secret.len());
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 10_000, "{checked}");
}

/// What identifies beside names and documents: read by the library from the original, looked for in the output.
#[test]
fn no_identifier_of_the_original_is_left() {
    let options = ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep);
    let text = |value: &Option<paxgov::model::Text<'_>>| value.as_ref().map(|value| value.0.to_string());
    let of = |person: &Passenger<'_>| {
        let mut found: Vec<String> = Vec::new();
        found.extend([text(&person.locator), text(&person.unique_reference)].into_iter().flatten());
        found
            .extend(person.tickets.iter().chain(&person.frequent_traveller).map(|value| value.0.to_string()));
        found.extend(person.references.iter().map(|reference| reference.number.0.to_string()));
        found.extend(person.contacts.iter().map(|contact| contact.address.0.to_string()));
        found.extend(person.bags.tags.iter().map(|tag| tag.first.0.to_string()));
        for address in &person.addresses {
            found.extend([&address.street, &address.postcode, &address.city].into_iter().filter_map(text));
        }
        found
    };
    let mut checked = 0;
    for seed in 0..30 {
        for sample in samples(seed) {
            let interchange = Interchange::parse(sample.text.as_bytes()).unwrap();
            let message = interchange.messages().next().unwrap();
            let mut values: Vec<String> = Vec::new();
            if let Ok(read) = PassengerList::read(&message, &options) {
                values.extend(read.value.to_manifest().passengers.iter().flat_map(of));
            } else {
                let push = PnrPush::read(&message, &options).unwrap().value;
                let model = push.to_model();
                for booking in &model.bookings {
                    values.extend(booking.travellers.iter().flat_map(of));
                    values.extend(booking.locators.iter().filter_map(|locator| text(&locator.number)));
                    values.extend(booking.contacts.iter().map(|contact| contact.address.0.to_string()));
                }
            }
            let left = words(&made(sample.text.as_bytes()));
            for word in values.iter().flat_map(|value| value.split(|c: char| !c.is_alphanumeric())) {
                if word.len() >= 5 {
                    assert!(!left.contains(word), "seed {seed}: a word of {} characters is left", word.len());
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 1500, "{checked}");
}

#[test]
fn the_same_word_is_the_same_word_everywhere() {
    let text = "UNB+IATA:1+A+B+260313:1015+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417'SRC'RCI+ZZ:QWE45R'\
        TIF+SAMPLE+MARYMRS:A:1'TIF+SAMPLE+TOBYMSTR:IN:2'FTI+ZZ:123456789'SSR+FQTV:HK:1:ZZ:::::ZZ123456789'TKT+9991234567890:T:1'\
        SSR+TKNE:HK:1:ZZ:::::9991234567890C1'SSR+TKNE:HK:1:ZZ:::::INF9991234567890C2'\
        SSR+DOCS:HK:1:ZZ:::::/P/UZB/AB7654321/UZB/17MAY90/F/31JAN31/SAMPLE/MARY-1SAMPLE/MARYMRS'\
        SSR+INFT:HK:1:ZZ:::::SAMPLE/TOBYMSTR 01FEB26'SSR+FOID:HK:1:ZZ:::::PP/AB7654321'LTS+0/O/NM/SAMPLE/MARYMRS'UNT+17+1'UNZ+1+1'\
        UNB+UNOA:4+A+B+260313:1015+2'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+ZZ417'NAD+FL+++Sample:MARY'DTM+329:900517'DOC+P+AB7654321'UNT+7+1'UNZ+1+2'";
    let out = String::from_utf8(made(text.as_bytes())).unwrap();
    let between = |start: &str, end: &str| {
        let rest = out.split_once(start).unwrap().1;
        rest.split_once(end).unwrap().0.to_owned()
    };
    let (surname, given) = (between("TIF+", "+"), between("TIF+", "'").split_once('+').unwrap().1.to_owned());
    let given = given.strip_suffix("MRS:A:1").unwrap().to_owned();
    let document = between("DOC+P+", "'");
    assert_ne!((surname.as_str(), given.as_str(), document.as_str()), ("SAMPLE", "MARY", "AB7654321"));
    let docs = between("DOCS:HK:1:ZZ:::::", "'");
    let day = docs.split('/').nth(5).unwrap().to_owned();
    assert_eq!(
        docs,
        format!(
            "/P/UZB/{document}/UZB/{day}/F/{}/{surname}/{given}-1{surname}/{given}MRS",
            docs.split('/').nth(7).unwrap()
        )
    );
    assert!(day.ends_with("90") && day != "17MAY90");
    assert!(between("LTS+", "UNT").ends_with(&format!("{surname}/{given}MRS'")));
    assert!(out.to_uppercase().contains(&format!("NAD+FL+++{surname}:{given}'")));
    let ticket = between("TKT+", ":");
    assert!(out.contains(&format!(":::::{ticket}C1'")) && out.contains(&format!(":::::INF{ticket}C2'")));
    let frequent = between("FTI+ZZ:", "'");
    assert!(out.contains(&format!(":::::ZZ{frequent}'")) && out.contains(&format!("PP/{document}'")));
    assert!(out.contains("MSTR:IN:2"), "titles and kinds stay");
    let flight = "TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417'";
    assert!(out.contains(flight), "flights stay");
    let infant = between("INFT:HK:1:ZZ:::::", "'");
    let (name, born) = infant.rsplit_once(' ').unwrap();
    assert!(name.starts_with(&surname) && name.ends_with("MSTR"));
    let born = WrittenDate::from_text(born.as_bytes()).unwrap().birth("2026-03-14".parse().ok()).unwrap();
    assert_eq!(
        (born.year(), born.date() == "2026-02-01".parse().ok()),
        (2026, false),
        "an infant stays an infant"
    );
}

#[test]
fn words_of_one_key_are_not_those_of_another() {
    let sample = Synth::new(4).pnr_push(10);
    let one = made(sample.text.as_bytes());
    assert_eq!(one, made(sample.text.as_bytes()));
    let other = anonymise(sample.text.as_bytes(), &Key::new([9; 32])).unwrap().bytes;
    assert_ne!(one, other);
    assert_eq!(shape(&one), shape(&other));
    let name = |text: &[u8]| {
        String::from_utf8(text.to_vec()).unwrap().split_once("TIF+").unwrap().1[..12].to_owned()
    };
    assert_ne!(name(&one), name(&other));
    assert_eq!(format!("{:?}", Key::new(KEY)), "Key(***)");
}

/// Different people stay different, equal ones equal: nobody becomes somebody else.
#[test]
fn people_stay_apart() {
    let (mut same_days, mut days) = (0, 0);
    for seed in 0..20 {
        let sample = Synth::new(seed).passenger_list(120);
        let out = made(sample.text.as_bytes());
        let interchange = Interchange::parse(&out).unwrap();
        let message = interchange.messages().next().unwrap();
        let list = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap().value;
        let list = list.to_manifest();
        let mut there: HashMap<String, String> = HashMap::new();
        let mut back: HashMap<String, String> = HashMap::new();
        for (truth, read) in sample.people.iter().zip(&list.passengers) {
            let number = read.documents[0].number.as_ref().unwrap().0.to_string();
            for (was, is) in [(&truth.surname, read.name.surname.to_string()), (&truth.document, number)] {
                assert_eq!(there.entry(was.clone()).or_insert_with(|| is.clone()), &is);
                assert_eq!(back.entry(is).or_insert_with(|| was.clone()), was);
            }
            let born = read.birth_date.valid().unwrap();
            let day = sample.day;
            let age = paxgov::model::BirthDate::from(truth.born).age_on(day);
            same_days += usize::from(born.date() == Some(truth.born));
            days += 1;
            assert_eq!(born.year(), chrono::Datelike::year(&truth.born));
            assert_eq!((age < 2, age < 12), (born.age_on(day) < 2, born.age_on(day) < 12));
            assert_eq!(read.documents[0].expiry.valid().unwrap().0 < day, truth.expiry < day);
            assert_eq!(read.nationalities[0].valid().unwrap().as_str(), truth.nationality);
        }
    }
    // A birthday of a person who turned two or twelve on the day of the flight cannot be moved.
    assert!(days == 2400 && same_days <= 4, "{same_days} of {days} birthdays are the true ones");
}

#[test]
fn every_file_keeps_its_layout_and_its_faults() {
    let mut compared = 0;
    let mut different = Vec::new();
    for (name, bytes) in common::every_sample() {
        if std::path::Path::new(&name).extension().is_none_or(|form| form != "edi") {
            continue;
        }
        let out = match anonymise(&bytes, &Key::new(KEY)) {
            Ok(out) => out.bytes,
            Err(error) => {
                assert!(
                    matches!(error.kind(), ErrorKind::Empty | ErrorKind::NoInterchange),
                    "{name}: {error}"
                );
                continue;
            }
        };
        assert_eq!(shape(&out), shape(&bytes), "{name}");
        let (before, after) = (places(&bytes), places(&out));
        if before != after {
            let gone: Vec<_> = before.iter().filter(|place| !after.contains(place)).collect();
            let new: Vec<_> = after.iter().filter(|place| !before.contains(place)).collect();
            different.push(format!("{name}: gone {gone:?}, new {new:?}"));
        }
        compared += 1;
    }
    assert!(different.is_empty(), "{} of {compared}:\n{}", different.len(), different.join("\n"));
    let least = if common::corpus().is_some() { 200 } else { 90 };
    assert!(compared > least, "{compared}");
}

/// Whatever has a name among the malformations is still there afterwards, at its place, and the people are not.
#[test]
fn faults_stay_and_people_go() {
    let mut different = Vec::new();
    for fault in Fault::all() {
        for seed in 0..4 {
            let damaged = fault.apply(&Traffic::new(seed, 5)).unwrap();
            let out = made(&damaged.bytes);
            assert_eq!(shape(&out), shape(&damaged.bytes), "{}", fault.name());
            let (before, after) = (places(&damaged.bytes), places(&out));
            if before != after {
                let gone: Vec<_> = before.iter().filter(|place| !after.contains(place)).collect();
                let new: Vec<_> = after.iter().filter(|place| !before.contains(place)).collect();
                different.push(format!("{} (seed {seed}): gone {gone:?}, new {new:?}", fault.name()));
            }
            let left = words(&out);
            for person in &damaged.truth.people {
                let names =
                    person.name.given.iter().chain([&person.name.surname]).flat_map(|name| name.split(' '));
                for secret in
                    names.chain([person.document.as_str(), &person.ticket]).filter(|word| word.len() > 3)
                {
                    assert!(!left.contains(secret), "{}: {} characters are left", fault.name(), secret.len());
                }
            }
        }
    }
    assert!(different.is_empty(), "{}:\n{}", different.len(), different.join("\n"));
}

#[test]
fn what_holds_no_interchange_is_refused() {
    let kind = |bytes: &[u8]| *anonymise(bytes, &Key::new(KEY)).unwrap_err().kind();
    assert_eq!(kind(b" \n"), ErrorKind::Empty);
    assert_eq!(kind(b"<IATA_PNRGOV_NotifRQ/>"), ErrorKind::NoInterchange);
}

#[test]
fn unknown_things_are_replaced_whole() {
    let text = "LOG OF JANE SAMPLE\nUNB+UNOA:4+A+B+260313:1015+REFERENCE1'UNH+1+INVOIC:D:05B:UN'NAD+FL+++SAMPLE:JANE'UNT+3+1'\
        UNH+2+PAXLST:D:05B:UN'BGM+745'SMI+JANE+SAMPLE'SAMPLE:JANE'NAD+SAMPLE+JANE'LOC+174+SAMPLE'UNT+6+2'UNZ+2+REFERENCE1'\nregards, Jane Sample \
        UNB+UNOA:4+A+JANE+SAMPLE";
    let out = String::from_utf8(made(text.as_bytes())).unwrap();
    assert!(
        !out.to_uppercase().contains("JANE")
            && !out.to_uppercase().contains("SAMPLE")
            && !out.contains("SMI+")
    );
    assert!(!out.contains("REFERENCE1"));
    assert_eq!(places(text.as_bytes()), places(out.as_bytes()));
    for word in ["UNH+1+INVOIC:D:05B:UN'", "UNT+3+1'", "BGM+745'"] {
        assert!(out.contains(word), "{word}");
    }
}

#[test]
fn other_writings_stay_what_they_are() {
    let list = |syntax: &str, name: &[u8]| {
        let mut bytes =
            format!("UNB+{syntax}:4+A+B+260313:1015+1'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+ZZ417'NAD+FL+++")
                .into_bytes();
        bytes.extend(name);
        bytes.extend(b":X'UNT+5+1'UNZ+1+1'");
        bytes
    };
    let korean: &[u8] = &[0xB1, 0xE8, 0xC3, 0xB6, 0xBC, 0xF6];
    let rows: &[(&str, &[u8])] = &[
        ("UNOW", "ЮСУПОВА".as_bytes()),
        ("UNOW", "王小明".as_bytes()),
        ("UNOW", "محمد".as_bytes()),
        ("UNOW", "MÜLLER".as_bytes()),
        ("UNOC", b"M\xdcLLER"),
        ("UNOE", b"\xce\xc1\xc3\xc4"),
        ("UNOA", "MÜLLER".as_bytes()),
        ("KECA", korean),
        ("UNOX", b"\x1b$B0l0l\x1b(B"),
    ];
    for (syntax, name) in rows {
        let bytes = list(syntax, name);
        let out = made(&bytes);
        assert_eq!(out.len(), bytes.len());
        assert!(!out.windows(name.len()).any(|window| window == *name), "{syntax}");
        if *syntax != "UNOX" {
            assert_eq!(shape(&out).len(), shape(&bytes).len());
            assert_eq!(places(&out), places(&bytes), "{syntax}");
        }
    }
}

/// Large inputs of one shape. No clock: quadratic work would need hours and meet the limit of the run.
#[test]
fn no_quadratic_time() {
    let n = 600_000;
    let list = |body: String| {
        format!("UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'BGM+745'{body}UNT+1+1'UNZ+1+1'")
            .into_bytes()
    };
    let push = |body: String| {
        format!("UNB+IATA:1+A+B+260101:0000+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'SRC'{body}UNT+1+1'UNZ+1+1'")
            .into_bytes()
    };
    let long = 60_000;
    for bytes in [
        "UNB+UNOA:4+A ".repeat(n / 13).into_bytes(),
        "UNB+UNOA:4+A'".repeat(n / 13).into_bytes(),
        format!("UNB+UNOA:4+{}'", "?".repeat(long)).into_bytes(),
        list("'".repeat(n)),
        list((0..n / 30).map(|k| format!("DTM+189:{:06}1200:201'NAD+FL+++N{k}:B'", k % 1_000_000)).collect()),
        list("UNH+1+PAXLST:D:05B:UN'UNT+9+1'".repeat(n / 40)),
        push(format!("SSR+DOCS:HK:1:A:::::{}'", "A/".repeat(long / 2)).repeat(5)),
        push(format!("SSR+DOCS:HK:1:A:::::{}'", "01JAN80/".repeat(long / 8)).repeat(5)),
        push(format!("SSR+OTHS:HK:1:A:::::{}'", "1 ".repeat(long / 2)).repeat(5)),
        push(format!("SSR+OTHS:HK:1:A:::::/A{}'", " ".repeat(long)).repeat(5)),
        push(format!("SSR+OTHS:HK:1:A:::::{}'", "A".repeat(long)).repeat(5)),
        push((0..n / 16).map(|k| format!("TIF+{}+B'", if k % 2 == 0 { "A" } else { "BB" })).collect()),
        [b"UNB+UNOC:4+A+B+260101:0000+1'".to_vec(), b"NAD+FL+++M\xdcLLER'".repeat(n / 18)].concat(),
        [b"UNB+UNOC:4+A+B+260101:0000+1'".to_vec(), b"FTX+\xdc ".repeat(10_000), b"'".to_vec()].concat(),
    ] {
        assert_eq!(made(&bytes).len(), bytes.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    /// Whatever is damaged: bytes stay in their classes, service characters in their places, and it goes on for ever.
    #[test]
    fn damaged_files_keep_their_layout(
        seed in 0_u64..200,
        push in any::<bool>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"'+:?*\n/ A7".to_vec())), 0..6),
        width in prop_oneof![Just(0_usize), 40_usize..90],
    ) {
        let text = if push { Synth::new(seed).pnr_push(2).text } else { Synth::new(seed).passenger_list(3).text };
        let mut bytes = text.into_bytes();
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if width > 0 {
            bytes = bytes.chunks(width).collect::<Vec<_>>().join(&b"\r\n"[..]);
        }
        let Ok(out) = anonymise(&bytes, &Key::new(KEY)) else { return Ok(()) };
        prop_assert_eq!(shape(&out.bytes), shape(&bytes));
        let again = anonymise(&out.bytes, &Key::new(KEY)).unwrap();
        prop_assert_eq!(shape(&again.bytes), shape(&bytes));
        let segments = |bytes: &[u8]| -> Vec<(usize, usize)> {
            Interchanges::new(bytes, &Limits::DEFAULT).flatten()
                .flat_map(|interchange| interchange.segments().map(|s| (s.span().start, s.span().end)).collect::<Vec<_>>())
                .collect()
        };
        prop_assert_eq!(segments(&bytes), segments(&out.bytes));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut file = b"UNB+UNOA:4+A+B+260313:1015+1'".to_vec();
        file.extend(&bytes);
        file.push(b'\'');
        prop_assert_eq!(made(&file).len(), file.len());
        let _ = anonymise(&bytes, &Key::new(KEY));
    }
}

/// The test of what is left would be empty if the model did not show it.
#[test]
fn the_model_shows_what_is_looked_for() {
    let sample = Synth::new(3).pnr_push(4);
    let interchange = Interchange::parse(sample.text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let push = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    let model = push.to_model();
    let shown = serde_json::to_string(&Revealed(&model)).unwrap();
    assert!(sample.people.iter().all(|person| shown.contains(&person.document)));
}
