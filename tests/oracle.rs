//! The generator's truth, the peer's segment counts, and the same message in other clothes: one model.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod common;

use paxgov::edifact::{Interchange, Interchanges};
use paxgov::model::{Manifest, Revealed};
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::synth::{Sample, Synth};
use paxgov::validate::Profile;
use paxgov::{Limits, ReadOptions, Severity};
use proptest::prelude::*;

/// The model of a list as JSON, without places.
fn list_model(text: &[u8]) -> serde_json::Value {
    let interchange = Interchange::parse(text).unwrap();
    let message = interchange.messages().next().unwrap();
    let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    common::without(serde_json::to_value(Revealed(&read.to_manifest())).unwrap(), common::PLACE)
}

fn push_model(text: &[u8]) -> serde_json::Value {
    let interchange = Interchange::parse(text).unwrap();
    let message = interchange.messages().next().unwrap();
    let read = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    common::without(serde_json::to_value(Revealed(&read.to_model())).unwrap(), common::PLACE)
}

fn check_list(sample: &Sample) {
    let interchange = Interchange::parse(sample.text.as_bytes()).unwrap();
    assert_eq!(interchange.findings(), [], "the generator writes clean envelopes");
    let message = interchange.messages().next().unwrap();
    assert_eq!(usize::try_from(message.segment_count()).unwrap(), sample.segments);
    let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(read.findings, []);
    let manifest: Manifest<'_> = read.value.to_manifest();
    assert_eq!(manifest.passengers.len(), sample.people.len());
    for (read, truth) in manifest.passengers.iter().zip(&sample.people) {
        assert_eq!(read.name.surname, truth.surname);
        assert_eq!(read.name.given.join(" "), truth.given);
        assert_eq!(read.birth_date.valid().unwrap().date(), Some(truth.born));
        assert_eq!(read.documents[0].number.as_ref().unwrap().as_ref(), truth.document);
        assert_eq!(read.documents[0].expiry.valid().unwrap().0, truth.expiry);
        assert_eq!(read.nationalities[0].valid().unwrap().as_str(), truth.nationality);
    }
}

#[test]
fn lists_are_read_as_they_were_made() {
    for seed in 0..40 {
        check_list(&Synth::new(seed).passenger_list(30));
        check_list(&Synth::new(seed).crew_list(9));
    }
}

#[test]
fn pushes_are_read_as_they_were_made() {
    for seed in 0..40 {
        let sample = Synth::new(seed).pnr_push(20);
        let interchange = Interchange::parse(sample.text.as_bytes()).unwrap();
        assert_eq!(interchange.findings(), []);
        let message = interchange.messages().next().unwrap();
        assert_eq!(usize::try_from(message.segment_count()).unwrap(), sample.segments);
        let read = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
        let model = read.to_model();
        assert_eq!(model.bookings.len(), sample.bookings);
        let travellers: Vec<_> = model.bookings.iter().flat_map(|booking| &booking.travellers).collect();
        assert_eq!(travellers.len(), sample.people.len());
        for (read, truth) in travellers.iter().zip(&sample.people) {
            assert_eq!(read.name.surname, truth.surname);
            assert_eq!(read.name.given.join(" "), truth.given);
            assert_eq!(read.birth_date.valid().unwrap().date(), Some(truth.born));
            assert_eq!(read.documents[0].number.as_ref().unwrap().as_ref(), truth.document);
            assert_eq!(read.tickets.len(), 1);
            assert!(!read.seats.is_empty());
        }
    }
}

#[test]
fn generated_messages_have_no_errors() {
    for seed in 0..20 {
        for sample in [
            Synth::new(seed).passenger_list(25),
            Synth::new(seed).crew_list(5),
            Synth::new(seed).pnr_push(12),
        ] {
            let found = common::findings(sample.text.as_bytes(), &Profile::base(), &Limits::DEFAULT);
            let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "seed {seed}: {errors:?}");
        }
    }
}

/// `edifact-rs` counts the same segments and values on what it can read.
#[test]
fn the_peer_counts_the_same() {
    let mut compared = 0;
    let mut texts: Vec<Vec<u8>> =
        (0..10).map(|seed| Synth::new(seed).passenger_list(20).text.into_bytes()).collect();
    texts.extend((0..10).map(|seed| Synth::new(seed).pnr_push(10).text.into_bytes()));
    for text in texts {
        let Ok(theirs) = edifact_rs::from_bytes(&text).collect::<Result<Vec<_>, _>>() else { continue };
        let interchange = Interchange::parse(&text).unwrap();
        assert_eq!(interchange.segment_count(), theirs.len());
        let ours: usize = interchange.segments().map(|segment| segment.walk().count()).sum();
        let values = theirs.iter().flat_map(|s| &s.elements).map(|e| {
            e.repetitions().map(<[(std::borrow::Cow<'_, str>, edifact_rs::Span)]>::len).sum::<usize>()
        });
        assert_eq!(ours, values.sum::<usize>());
        compared += 1;
    }
    assert!(compared >= 10, "{compared} messages compared");
}

/// Writes a message with other service characters; the text between them must not hold them.
fn in_other_clothes(text: &str, una: [u8; 6], line_break: &str) -> Vec<u8> {
    let [component, element, _, release, _, terminator] = una;
    let body = text.split_once('\'').unwrap().1;
    let mut out = b"UNA".to_vec();
    out.extend(una);
    let mut bytes = body.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'?' => {
                let next = bytes.next().unwrap();
                if una.contains(&next) {
                    out.push(release);
                }
                out.push(next);
            }
            b':' => out.push(component),
            b'+' => out.push(element),
            b'\'' => {
                out.push(terminator);
                out.extend(line_break.bytes());
            }
            plain => {
                if una.contains(&plain) && plain != b' ' && plain != b'.' {
                    out.push(release);
                }
                out.push(plain);
            }
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn other_separators_give_the_same_model(
        seed in 0_u64..1000,
        clothes in Just(*b"#%;&=!~^|@").prop_shuffle(),
        line_break in prop_oneof![Just(""), Just("\n"), Just("\r\n"), Just("  \r\n")],
    ) {
        let una = [clothes[0], clothes[1], b'.', clothes[2], b' ', clothes[3]];
        let list = Synth::new(seed).passenger_list(3).text;
        prop_assert_eq!(list_model(list.as_bytes()), list_model(&in_other_clothes(&list, una, line_break)));
        let push = Synth::new(seed).pnr_push(2).text;
        prop_assert_eq!(push_model(push.as_bytes()), push_model(&in_other_clothes(&push, una, line_break)));
    }

    #[test]
    fn hard_wraps_give_the_same_model(seed in 0_u64..1000, width in 20_usize..90) {
        let list = Synth::new(seed).passenger_list(3).text;
        let wrapped: Vec<u8> = list.as_bytes().chunks(width).collect::<Vec<_>>().join(&b"\r\n"[..]);
        prop_assert_eq!(list_model(list.as_bytes()), list_model(&wrapped));
    }

    #[test]
    fn places_point_into_the_original(seed in 0_u64..500, width in 20_usize..90) {
        let list = Synth::new(seed).passenger_list(2).text;
        let wrapped: Vec<u8> = list.as_bytes().chunks(width).collect::<Vec<_>>().join(&b"\n"[..]);
        let interchange = Interchange::parse(&wrapped).unwrap();
        for segment in interchange.segments() {
            let original: Vec<u8> = segment.span().of(&wrapped).iter().copied().filter(|b| *b != b'\n').collect();
            prop_assert_eq!(&original[..], segment.raw());
            for (_, value) in segment.walk() {
                let original: Vec<u8> = value.span().of(&wrapped).iter().copied().filter(|b| *b != b'\n').collect();
                prop_assert_eq!(&original[..], value.raw());
                let located = interchange.locate(value.span());
                if !value.raw().is_empty() {
                    prop_assert_eq!(located, value.location());
                }
            }
        }
    }

    #[test]
    fn interchanges_one_after_the_other(seeds in prop::collection::vec(0_u64..100, 1..6)) {
        let text: String = seeds.iter().map(|&seed| Synth::new(seed).passenger_list(1).text).collect::<Vec<_>>().join("\n");
        let read = Interchanges::new(text.as_bytes(), &Limits::DEFAULT).collect::<Result<Vec<_>, _>>().unwrap();
        prop_assert_eq!(read.len(), seeds.len());
    }
}

#[test]
fn the_customs_form_of_the_nineties_is_read_into_the_same_model() {
    use paxgov::codes::{Code, DocumentType, PersonRole, Sex};
    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/rules/API26.edi")).unwrap();
    let interchange = Interchange::parse(&bytes).unwrap();
    let message = interchange.messages().next().unwrap();
    let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(read.findings, []);
    let list = read.value.to_manifest();
    let leg = &list.legs[0];
    assert_eq!((list.legs.len(), leg.flight.to_string().as_str()), (1, "ZZ417"));
    assert_eq!(leg.departure.port.valid().unwrap().as_str(), "CAI");
    assert_eq!(leg.arrival.port.valid().unwrap().as_str(), "VIE");
    assert_eq!(leg.departure.time.valid().unwrap().moment().to_string(), "2026-03-14 10:15:00");
    assert_eq!(leg.arrival.time.valid().unwrap().moment().to_string(), "2026-03-14 12:40:00");
    assert_eq!(list.reporters[0].contacts.len(), 2);
    let roles: Vec<_> =
        list.passengers.iter().filter_map(|p| p.role.as_ref().and_then(Code::listed)).collect();
    assert_eq!(roles, [PersonRole::Passenger, PersonRole::Crew, PersonRole::TransitPassenger]);
    let first = &list.passengers[0];
    assert_eq!(
        (first.name.surname.as_ref(), first.name.given.join("|")),
        ("ERIKSSON", "ANNA MARIA".to_owned())
    );
    assert_eq!(first.sex.valid().unwrap().0, Sex::Female);
    let document = &first.documents[0];
    assert_eq!(document.kind, Some(Code::Listed(DocumentType::Passport)));
    assert_eq!(
        (document.number.as_ref().unwrap().as_ref(), document.issuer.valid().unwrap().0.as_str()),
        ("L898902C3", "UTO")
    );
    assert_eq!(list.passengers[2].disembarkation.valid().unwrap().as_str(), "LAX");
}
