//! No input panics, costs more than its share, or takes its neighbours with it: cuts, flips, runs, and random bytes.
#![expect(clippy::unwrap_used, clippy::format_collect, clippy::print_stderr, reason = "a test")]

mod common;

use std::fs;
use std::path::Path;

use paxgov::edifact::{Interchange, Interchanges};
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::protection::LawEnforcement;
use paxgov::screening::Pipeline;
use paxgov::synth::Synth;
use paxgov::validate::Profile;
use paxgov::{ErrorKind, Limits, ReadOptions, Rule};
use proptest::prelude::*;

thread_local! {
    static PIPELINE: Pipeline<'static, LawEnforcement> = common::pipeline(&Profile::base());
}

/// Reads, judges and screens everything, the model included; the findings must lie inside the input.
fn read_all(bytes: &[u8]) -> usize {
    PIPELINE.with(|pipeline| {
        let mut persons = 0;
        for interchange in Interchanges::new(bytes, &Limits::DEFAULT).flatten() {
            let envelope = pipeline.envelope(&interchange);
            for outcome in pipeline.interchange(&interchange) {
                persons += outcome.persons.len();
                for finding in outcome.findings.iter().chain(&envelope) {
                    assert!(finding.location.span.end <= bytes.len(), "{finding}");
                }
            }
        }
        persons
    })
}

/// Own samples, the rule fixtures, and the corpus when it is there.
fn inputs() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("examples/data"), root.join("tests/fixtures")];
    folders.extend(common::corpus().map(|shared| shared.join("corpus")));
    let files = folders.iter().flat_map(|folder| common::files_below(folder));
    files
        .filter(|path| path.extension().is_some_and(|e| e == "edi"))
        .map(|path| fs::read(path).unwrap())
        .collect()
}

#[test]
fn files_cut_at_every_byte() {
    common::on_all_cores(inputs(), |bytes| {
        for end in 0..bytes.len() {
            read_all(&bytes[..end]);
        }
    });
}

#[test]
fn every_byte_becomes_every_service_character() {
    common::on_all_cores(inputs(), |bytes| {
        let mut flips = b"'+:?*\n".to_vec();
        // The characters of a file with others.
        if let Ok(interchange) = Interchange::parse(&bytes) {
            flips.extend(interchange.service().to_una());
        }
        flips.sort_unstable();
        flips.dedup();
        let mut damaged = bytes.clone();
        for (at, &sent) in bytes.iter().enumerate() {
            for &flip in flips.iter().filter(|flip| **flip != sent) {
                damaged[at] = flip;
                read_all(&damaged);
            }
            damaged[at] = sent;
        }
    });
}

#[test]
fn one_bad_message_costs_only_itself() {
    let good = Synth::new(5).passenger_list(2).text;
    let neighbours = good.clone() + "UNB+UNOA:4+broken" + &good + "\u{0}\u{1}garbage UNB++'" + &good;
    let read = Interchanges::new(neighbours.as_bytes(), &Limits::DEFAULT).flatten();
    let persons: usize = read
        .map(|interchange| {
            let lists =
                interchange.messages().filter_map(|m| PassengerList::read(&m, &ReadOptions::DEFAULT).ok());
            lists.map(|read| usize::try_from(read.value.person_count()).unwrap()).sum::<usize>()
        })
        .sum();
    assert_eq!(persons, 6);
}

#[test]
fn what_cannot_be_read_is_an_error_of_one_line() {
    let kind = |bytes: &[u8], limits: &Limits| *Interchange::parse_with(bytes, limits).unwrap_err().kind();
    assert_eq!(kind(b"", &Limits::DEFAULT), ErrorKind::Empty);
    assert_eq!(kind(b" \r\n", &Limits::DEFAULT), ErrorKind::Empty);
    assert_eq!(kind(b"<xml/>", &Limits::DEFAULT), ErrorKind::NoInterchange);
    assert_eq!(kind(&[0, 1, 2, 255, 254], &Limits::DEFAULT), ErrorKind::NoInterchange);
    assert_eq!(kind(b"UNB+UNOA:4+A+B+260101:0000+1", &Limits::DEFAULT), ErrorKind::NoTerminator);
    let sample = Synth::new(1).passenger_list(50).text;
    let limits = Limits::DEFAULT;
    let three =
        "UNB+UNOA:4+A+B+260101:0000+1'".to_owned() + &"UNH+1+PAXLST:D:05B:UN'UNT+2+1'".repeat(3) + "UNZ+3+1'";
    assert!(matches!(kind(three.as_bytes(), &limits.with_messages(1)), ErrorKind::LimitExceeded { .. }));
    assert_eq!(
        Interchanges::new(three.as_bytes(), &limits.with_messages(1)).count(),
        1,
        "no message becomes an interchange"
    );
    for limited in
        [limits.with_segments(10), limits.with_interchange_bytes(100), limits.with_segment_bytes(4)]
    {
        assert!(matches!(kind(sample.as_bytes(), &limited), ErrorKind::LimitExceeded { .. }));
    }
    let error = Interchange::parse(b"UNB+UNOA:4+A").unwrap_err().to_string();
    assert!(!error.contains('\n') && error.starts_with(char::is_lowercase), "{error}");
}

#[test]
fn findings_have_a_budget() {
    let bytes =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules/SYN15.edi")).unwrap();
    let interchange = Interchange::parse_with(&bytes, &Limits::DEFAULT.with_findings(7)).unwrap();
    assert_eq!(interchange.findings().len(), 8);
    assert_eq!(interchange.findings().last().unwrap().rule, Rule::FindingsCut);
}

/// Reads a large input of one shape. No clock: a quadratic reader would need hours here and meet the limit of the run.
fn is_read(shape: &str, make: impl Fn(usize) -> Vec<u8>) {
    let bytes = make(1_600_000);
    eprintln!("{shape}: {} bytes", bytes.len());
    read_all(&bytes);
}

#[test]
fn no_quadratic_time() {
    let list = |body: String| {
        format!("UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'BGM+745'{body}UNT+1+1'UNZ+1+1'")
    };
    let push = |body: String| {
        format!(
            "UNB+IATA:1+A+B+260101:0000+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'SRC'RCI+A:ABCDEF'{body}UNT+1+1'UNZ+1+1'"
        )
    };
    is_read("releases", |n| format!("UNB+UNOA:4+{}'", "?".repeat(n.min(60_000))).into_bytes());
    is_read("openings without a terminator", |n| "UNB+UNOA:4+A ".repeat(n / 8).into_bytes());
    is_read("typographic quotes", |n| {
        "UNB+UNOA:1+A+B+260314:0712+1’UNH+1+PAXLST:D:05B:UN’UNZ+1+1’\n".repeat(n / 64).into_bytes()
    });
    is_read("a quote at the end", |n| {
        ("UNB+UNOA:4+A+B+260314:0712+1\n".to_owned() + &"X".repeat(90_000) + "\n")
            .repeat(n / 90_000)
            .into_bytes()
            .into_iter()
            .chain("’".bytes())
            .collect()
    });
    is_read("openings", |n| "UNB+UNOA:4+A'".repeat(n / 8).into_bytes());
    is_read("empty segments", |n| list("'".repeat(n)).into_bytes());
    is_read("ports and times", |n| list("LOC+125+TAS'DTM+189:2601011200'".repeat(n / 8)).into_bytes());
    is_read("persons", |n| list("NAD+FL+++A:B'RFF+ABO:X'".repeat(n / 16)).into_bytes());
    is_read("documents", |n| list("NAD+FL+++A:B'".to_owned() + &"DOC+P+1'".repeat(n / 8)).into_bytes());
    is_read("travellers and requests", |n| {
        let travellers: String = (0..n / 32).map(|k| format!("TIF+A+B:A:{k}'")).collect();
        let requests: String = (0..n / 32).map(|k| format!("SSR+SEAT:HK:1:A+1A::{k}'")).collect();
        push(travellers + "TVL+010126:1200:010126:1300+TAS+VIE+A+1:Y'" + &requests).into_bytes()
    });
    is_read("history", |n| {
        push("ABI+4'DAT+T:010126:1200'SAC+++X'TVL+010126+A+B+C+1'".repeat(n / 48)).into_bytes()
    });
    is_read("infants", |n| {
        push(
            "TIF+A+B:IN:1'".repeat(n / 32)
                + &"SSR+DOCS:HK:1:A:::::/P/UZB/1/UZB/01JAN25/MI/01JAN30/A/C'".repeat(n / 64),
        )
        .into_bytes()
    });
    is_read("details of one request", |n| {
        push(format!("TIF+A+B:A:1'SSR+SEAT:HK:1:A{}'", "+1A::1".repeat(n.min(60_000) / 6))).into_bytes()
    });
    is_read("words that are nearly addresses", |n| {
        push(format!("IFT+4:28::A+{}'", "A/".repeat(n.min(60_000) / 2))).into_bytes()
    });
    is_read("unknown references", |n| {
        push(format!("SSR+SEAT:HK:1:A{}'", "+1A::9".repeat(n.min(60_000) / 6)).repeat(20)).into_bytes()
    });
    is_read("free text", |n| {
        push(format!("SSR+OTHS:HK:1:A:::::{}'", "1 ".repeat(n.min(60_000) / 2))).into_bytes()
    });
}

/// Bytes that look like messages more often than random ones do.
fn message_bytes() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        Just("UNA:+.? '".to_owned()),
        Just("UNB+UNOA:4+A+B+260101:0000+1'".to_owned()),
        Just("UNB+IATA:1+A+B+260101:0000+1'".to_owned()),
        Just("UNH+1+PAXLST:D:05B:UN'".to_owned()),
        Just("UNH+1+PNRGOV:15:1:IA'".to_owned()),
        Just("UNT+1+1'UNZ+1+1'".to_owned()),
        "(BGM|NAD|TDT|LOC|DTM|ATT|NAT|DOC|RFF|CNT|GEI|MEA|FTX|COM|EMP)[+](FL|FM|MS|125|87|329|36|P|AVF|42|BAG|CT)?[+:A-Z0-9?' ]{0,24}'",
        "(SRC|RCI|SSR|DAT|IFT|ORG|ADD|EBD|TIF|FTI|REF|FAR|TKT|MON|FOP|TVL|TRA|RPI|TRI|SSD|TBD|EQN|MSG|ABI|SAC|LTS)[+:A-Z0-9/?' ]{0,30}'",
        "[ -~\\n]{0,12}",
    ];
    prop::collection::vec(word, 0..24).prop_map(|words| words.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn no_message_panics(bytes in message_bytes()) {
        read_all(&bytes);
    }
}

/// Segments at the very end of the text are read as those before.
#[test]
fn the_last_segment_is_read_however_short_it_is() {
    let push = "UNB+IATA:1+A+B+260101:0000+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'SRC'RCI+A:ABCDEF'";
    for (tail, people, pnrs) in
        [("TIF+LI'", 1, 1), ("TIF+LI", 1, 1), ("SRC'", 0, 2), ("TIF+LI+A'SRC'", 1, 2), ("TIF+LI+JO  ", 1, 1)]
    {
        let text = format!("{push}{tail}");
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let read = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap();
        assert_eq!((read.value.traveller_count(), read.value.pnr_count()), (people, pnrs), "{tail}");
        let model = read.value.to_model();
        if tail.ends_with(' ') {
            assert_eq!(model.bookings[0].travellers[0].name.given, ["JO"]);
        }
    }
    let list = "UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+A1'LOC+125+VIE'NAD+FL+++A:B'NAT+2'";
    let interchange = Interchange::parse(list.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
    assert_eq!(read.value.unmodelled().count(), 0);
}

/// Line breaks and tabs next to separators hide no qualifier, also when the separators are control bytes.
#[test]
fn blanks_and_breaks_hide_no_qualifier() {
    let plain = "UNB+UNOA:3+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+ZZ1'LOC+125+VIE'DTM+189:2603141015:201'NAD+FL+++A:B'DTM+329:800101'";
    for (from, to) in
        [("DTM+329", "DTM+\t329"), ("DTM+329", "DTM+ 329"), ("DTM+329", "DTM+\r\n329"), ("+329:", "+329 :")]
    {
        let text = plain.replace(from, to);
        for control in [false, true] {
            let text = if control {
                text.replace('+', "\x1d").replace(':', "\x1f").replace('\'', "\x1c")
            } else {
                text.clone()
            };
            let interchange = Interchange::parse(text.as_bytes()).unwrap();
            let message = interchange.messages().next().unwrap();
            let read = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap();
            let list = read.value.to_manifest();
            assert!(list.passengers[0].birth_date.valid().is_some(), "{text:?} {:?}", interchange.service());
        }
    }
}

/// Padding of a mainframe behind a terminator is no part of the next tag, also where no other control byte stands in the file.
#[test]
fn padding_between_segments_hides_no_segment() {
    for padding in ["\0\0\0\0\n", "\0\r\n", "\u{7}\u{8}\n", "\0\n\0\n"] {
        let bytes = format!(
            "UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'BGM+745'{padding}NAD+FL+++TESTER:MARA'UNT+4+1'UNZ+1+1'"
        );
        let interchange = Interchange::parse(bytes.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        assert!(message.body().any(|segment| &segment.tag() == b"NAD"), "{padding:?}");
        assert!(!interchange.findings().is_empty(), "{padding:?}: nothing is said");
    }
}
