//! The whole road, measured: bytes and passengers a second, with `edifact-rs` in the same run.
//!
//! Each row says what it does; rows of different names do different work.
#![expect(
    clippy::expect_used,
    clippy::as_conversions,
    dead_code,
    reason = "a benchmark; the peer's fields are only filled"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use edifact_rs::group::{GroupDef, group_segments_indexed};
use edifact_rs::{EdifactDeserialize, deserialize_messages};
use paxgov::edifact::{Interchange, Room, ServiceString, Value};
use paxgov::model::WrittenDate;
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::protection::{Access, BorderControl};
use paxgov::screening::Pipeline;
use paxgov::synth::{Sample, Synth};
use paxgov::validate::{Profile, validate};
use paxgov::watchlist::{BirthSpec, Entry, EntryDocument, EntryName, NameQuality, Policy, Watchlist};
use paxgov::{Limits, ReadOptions};

/// A list of invented people.
fn watchlist(entries: usize) -> Watchlist {
    let people = Synth::new(99).passenger_list(entries).people;
    let entry = |(n, person): (usize, paxgov::synth::SynthPerson)| {
        Entry::new("BENCH", n.to_string())
            .with_name(EntryName::parts(NameQuality::Primary, person.surname, person.given))
            .with_birth(BirthSpec::Date(person.born.into()))
            .with_document(EntryDocument::new("P", person.document, None))
    };
    Watchlist::build(people.into_iter().enumerate().map(entry), "1", Policy::default())
}

fn read_text(value: Option<Value<'_>>) {
    if let Some(value) = value {
        black_box(value.text());
    }
}

fn read_date(value: Option<Value<'_>>) {
    if let Some(value) = value {
        black_box(WrittenDate::from_ymd(value.code()));
    }
}

/// Every value of every person as text, dates parsed.
fn read_everything(list: &PassengerList<'_>) {
    for person in list.persons() {
        for value in [
            person.role(),
            person.surname(),
            person.given(),
            person.middle(),
            person.street(),
            person.city(),
            person.region(),
            person.postcode(),
            person.country(),
            person.sex(),
            person.bag_count(),
            person.bag_weight(),
            person.bag_unit(),
            person.capture(),
            person.clearance(),
            person.residence(),
            person.embarkation(),
            person.disembarkation(),
            person.birth_state(),
            person.birth_place(),
            person.crew(),
            person.locator(),
            person.unique_reference(),
        ] {
            read_text(value);
        }
        read_date(person.birth_date());
        for contact in person.contacts() {
            read_text(contact.number());
            read_text(contact.means());
        }
        for nationality in person.nationalities() {
            read_text(nationality.state());
        }
        for reference in person.references() {
            read_text(reference.kind());
            read_text(reference.number());
        }
        for bag in person.bags() {
            read_text(bag.first());
            read_text(bag.count());
        }
        for document in person.documents() {
            read_text(document.kind());
            read_text(document.number());
            read_text(document.issuer());
            read_date(document.expiry());
            read_date(document.issued());
        }
    }
}

#[derive(Debug, EdifactDeserialize)]
#[edifact(segment = "NAD")]
struct PeerName {
    #[edifact(element = 3, component = 0)]
    surname: Option<String>,
    #[edifact(element = 3, component = 1)]
    given: Option<String>,
}

#[derive(Debug, EdifactDeserialize)]
#[edifact(segment = "ATT")]
struct PeerSex {
    #[edifact(element = 2, component = 0)]
    sex: Option<String>,
}

#[derive(Debug, EdifactDeserialize)]
#[edifact(segment = "DTM")]
struct PeerDate {
    #[edifact(element = 0, component = 1)]
    value: Option<String>,
}

#[derive(Debug, EdifactDeserialize)]
#[edifact(segment = "NAT")]
struct PeerNationality {
    #[edifact(element = 1, component = 0)]
    state: Option<String>,
}

#[derive(Debug, EdifactDeserialize)]
#[edifact(segment = "LOC")]
struct PeerPlace {
    #[edifact(element = 1, component = 0)]
    code: Option<String>,
}

#[derive(Debug, EdifactDeserialize)]
#[edifact(segment = "RFF")]
struct PeerReference {
    #[edifact(element = 0, component = 1)]
    number: Option<String>,
}

#[derive(Debug, EdifactDeserialize)]
#[edifact(segment = "DOC")]
struct PeerDocument {
    #[edifact(element = 0, component = 0)]
    kind: Option<String>,
    #[edifact(element = 1, component = 0)]
    number: Option<String>,
}

/// The fields of a passenger that both sides read, by the peer's derive.
#[derive(Debug, EdifactDeserialize)]
struct PeerPassenger {
    name: PeerName,
    #[edifact(qualifier = "2")]
    sex: Option<PeerSex>,
    #[edifact(qualifier = "329")]
    born: Option<PeerDate>,
    #[edifact(qualifier = "2")]
    nationality: Option<PeerNationality>,
    #[edifact(qualifier = "22")]
    clearance: Option<PeerPlace>,
    #[edifact(qualifier = "174")]
    residence: Option<PeerPlace>,
    #[edifact(qualifier = "178")]
    embarkation: Option<PeerPlace>,
    #[edifact(qualifier = "179")]
    disembarkation: Option<PeerPlace>,
    #[edifact(qualifier = "91")]
    issuer: Option<PeerPlace>,
    #[edifact(qualifier = "AVF")]
    locator: Option<PeerReference>,
    #[edifact(qualifier = "ABO")]
    unique: Option<PeerReference>,
    #[edifact(qualifier = "SEA")]
    seat: Option<PeerReference>,
    #[edifact(qualifier = "36")]
    expiry: Option<PeerDate>,
    document: Option<PeerDocument>,
}

struct PeerList {
    people: Vec<PeerPassenger>,
}

static PEER_GROUPS: &[GroupDef] = &[GroupDef::new("NAD", "NAD")];

impl EdifactDeserialize for PeerList {
    fn edifact_deserialize(segments: &[edifact_rs::Segment<'_>]) -> Result<Self, edifact_rs::EdifactError> {
        let tree = group_segments_indexed(segments, PEER_GROUPS, "PAXLST");
        let is_person = |s: &&[edifact_rs::Segment<'_>]| {
            s.first()
                .and_then(|nad| nad.element_str(0))
                .is_some_and(|role| matches!(role, "FL" | "FM" | "DDT" | "DDU"))
        };
        let people = tree.children.iter().map(|group| group.segments(segments)).filter(is_person);
        Ok(Self { people: people.map(PeerPassenger::edifact_deserialize).collect::<Result<_, _>>()? })
    }
}

/// The peer's segment iterator, every value touched.
fn peer_iterate(bytes: &[u8]) -> usize {
    let mut values = 0;
    for segment in edifact_rs::from_bytes(bytes) {
        let Ok(segment) = segment else { continue };
        black_box(&segment.tag);
        for element in &segment.elements {
            for components in element.repetitions() {
                for (value, _) in components {
                    black_box(value);
                    values += 1;
                }
            }
        }
    }
    values
}

fn throughput(sample: &Sample) -> Throughput {
    Throughput::ElementsAndBytes { elements: sample.people.len() as u64, bytes: sample.text.len() as u64 }
}

fn lists(c: &mut Criterion) {
    let sample = Synth::new(1).passenger_list(200);
    let bytes = sample.text.as_bytes();
    let entries = watchlist(10_000);
    let options = ReadOptions::DEFAULT;
    let profile = Profile::base();
    let access = Access::<BorderControl>::new("bench", "bench").expect("named");
    let pipeline = Pipeline::new(access).with_watchlist(&entries);
    let mut group = c.benchmark_group("paxlst_200");
    group.throughput(throughput(&sample));
    group.bench_function("index: separators and terminators, releases resolved", |b| {
        b.iter(|| ServiceString::DEFAULT.count_segments(black_box(bytes)));
    });
    group.bench_function("parse: index, frame, envelope checked", |b| {
        b.iter(|| Interchange::parse(black_box(bytes)).expect("sample").segment_count());
    });
    group.bench_function("typed: parse and all groups, text lazy", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            let message = interchange.messages().next().expect("sample");
            PassengerList::read(&message, &options).expect("sample").value.person_count()
        });
    });
    group.bench_function("typed, lazy, in a room that is used again", |b| {
        let room = Room::new();
        b.iter(|| {
            let interchange =
                Interchange::parse_in(black_box(bytes), &Limits::DEFAULT, &room).expect("sample");
            let message = interchange.messages().next().expect("sample");
            PassengerList::read(&message, &options).expect("sample").value.person_count()
        });
    });
    group.bench_function("typed: every value read as text, dates parsed", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            let message = interchange.messages().next().expect("sample");
            read_everything(&PassengerList::read(&message, &options).expect("sample").value);
        });
    });
    group.bench_function("model: typed and made into a manifest", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            let message = interchange.messages().next().expect("sample");
            PassengerList::read(&message, &options).expect("sample").value.to_manifest().passengers.len()
        });
    });
    group.bench_function("parse+validate", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            let message = interchange.messages().next().expect("sample");
            validate(&PassengerList::read(&message, &options).expect("sample").value, &profile).len()
        });
    });
    group.bench_function("parse+validate+screen against 10k entries", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            pipeline.interchange(&interchange).map(|outcome| outcome.persons.len()).sum::<usize>()
        });
    });
    group.bench_function("edifact-rs: segment iterator, every value touched", |b| {
        b.iter(|| peer_iterate(black_box(bytes)));
    });
    group.bench_function("edifact-rs: typed by its derive, 16 fields a person", |b| {
        b.iter(|| {
            let lists: Vec<_> = deserialize_messages::<PeerList>(black_box(bytes)).collect();
            let people = lists.iter().flatten().map(|list| list.people.len()).sum::<usize>();
            assert_eq!(people, 200);
            lists.len()
        });
    });
    group.finish();
}

fn pushes(c: &mut Criterion) {
    let sample = Synth::new(2).pnr_push(150);
    let bytes = sample.text.as_bytes();
    let entries = watchlist(10_000);
    let options = ReadOptions::DEFAULT;
    let profile = Profile::base();
    let access = Access::<BorderControl>::new("bench", "bench").expect("named");
    let pipeline = Pipeline::new(access).with_watchlist(&entries);
    let mut group = c.benchmark_group("pnrgov_150");
    group.throughput(throughput(&sample));
    group.bench_function("index: separators and terminators, releases resolved", |b| {
        b.iter(|| ServiceString::DEFAULT.count_segments(black_box(bytes)));
    });
    group.bench_function("parse: index, frame, envelope checked", |b| {
        b.iter(|| Interchange::parse(black_box(bytes)).expect("sample").segment_count());
    });
    group.bench_function("typed: parse and all groups, text lazy, sensitive filter on", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            let message = interchange.messages().next().expect("sample");
            PnrPush::read(&message, &options).expect("sample").value.pnr_count()
        });
    });
    group.bench_function("typed, sensitive filter on, in a room that is used again", |b| {
        let room = Room::new();
        b.iter(|| {
            let interchange =
                Interchange::parse_in(black_box(bytes), &Limits::DEFAULT, &room).expect("sample");
            let message = interchange.messages().next().expect("sample");
            PnrPush::read(&message, &options).expect("sample").value.pnr_count()
        });
    });
    group.bench_function("model: typed and made into bookings", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            let message = interchange.messages().next().expect("sample");
            PnrPush::read(&message, &options).expect("sample").value.to_model().bookings.len()
        });
    });
    group.bench_function("parse+validate", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            let message = interchange.messages().next().expect("sample");
            validate(&PnrPush::read(&message, &options).expect("sample").value, &profile).len()
        });
    });
    group.bench_function("parse+validate+screen against 10k entries", |b| {
        b.iter(|| {
            let interchange = Interchange::parse(black_box(bytes)).expect("sample");
            pipeline.interchange(&interchange).map(|outcome| outcome.persons.len()).sum::<usize>()
        });
    });
    group.bench_function("edifact-rs: segment iterator, every value touched", |b| {
        b.iter(|| peer_iterate(black_box(bytes)));
    });
    group.finish();
}

criterion_group!(benches, lists, pushes);
criterion_main!(benches);
