//! A segment that lost its terminator: the two are read as two, are said once, and stay as they were sent.
#![expect(clippy::unwrap_used, reason = "a test")]

mod common;

use std::ops::ControlFlow;

use paxgov::codes::SensitivePolicy;
use paxgov::edifact::{Edits, Interchange, Interchanges};
use paxgov::model::Revealed;
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::{PnrPush, write_filtered};
use paxgov::synth::Synth;
use paxgov::{Limits, ReadOptions, Rule, stream};
use proptest::prelude::*;

const LIST: &str = "UNB+UNOA:4+ZZAIR+GOVAPIS+260314:0712+REF1'UNH+M1+PAXLST:D:05B:UN:IATA'BGM+745'NAD+MS+++DESK'TDT+20+ZZ417+++ZZ'\
    LOC+125+TAS'DTM+189:2603141015:201'LOC+87+VIE'DTM+232:2603141240:201'NAD+FL+++TESTER:MARA'ATT+2++F'DTM+329:850101'LOC+22+ALA'\
    LOC+178+TAS'LOC+179+VIE'NAT+2+UZB'RFF+AVF:Q7XK2P'DOC+P+FA1234567'DTM+36:310131'LOC+91+UZB'NAD+FL+++TESTER:TIM'ATT+2++M'\
    DTM+329:860202'NAT+2+UZB'DOC+P+FA7654321'CNT+42:2'UNT+26+M1'UNZ+1+REF1'";

const PUSH: &str = "UNB+IATA:1+ZZ+GOV+260314:0712+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'ORG+ZZ:TAS'TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417'\
    EQN+2'SRC'RCI+ZZ:Q7XK2P'SSR+AVML:HK:1:ZZ'DAT+700:010126:0900'TIF+TESTER+MARA:A:1'SSR+WCHR:HK:1:ZZ'\
    SSR+DOCS:HK:1:ZZ:::::/P/UZB/FA1234567/UZB/01JAN85/F/31JAN31/TESTER/MARA'TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'RPI+1+HK'\
    APD+738'SSR+SEAT:HK:1:ZZ:::TAS:VIE+12A::1'SRC'RCI+ZZ:Q7XK2R'DAT+700:020126:0900'TIF+TESTER+TIM:A:1'\
    TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'RPI+1+HK'APD+738'UNT+24+1'UNZ+1+1'";

const KEEP: ReadOptions = ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep);

/// The text without the terminator before a segment.
fn fuse(text: &str, segment: &str) -> String {
    let at = text.find(&format!("'{segment}")).unwrap();
    let mut fused = text.to_owned();
    fused.remove(at);
    fused
}

/// What is read of an interchange, without the places, which move.
fn model(text: &str) -> serde_json::Value {
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let messages = interchange.messages().map(|message| {
        let list = PassengerList::read(&message, &KEEP).ok().map(|read| {
            let found: Vec<_> = read.findings.iter().map(|finding| finding.rule.id()).collect();
            (serde_json::to_value(Revealed(&read.value.to_manifest())).unwrap(), found.join(" "))
        });
        let push = PnrPush::read(&message, &KEEP).ok().map(|read| {
            let found: Vec<_> = read.findings.iter().map(|finding| finding.rule.id()).collect();
            (serde_json::to_value(Revealed(&read.value.to_model())).unwrap(), found.join(" "))
        });
        serde_json::to_value((list, push)).unwrap()
    });
    common::without(messages.collect(), common::PLACES)
}

/// The bookings as the sensitive-data filter gives them.
fn bookings(text: &str) -> Vec<serde_json::Value> {
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let pushes =
        interchange.messages().filter_map(|message| PnrPush::read(&message, &ReadOptions::DEFAULT).ok());
    pushes
        .map(|read| {
            common::without(serde_json::to_value(Revealed(&read.value.to_model())).unwrap(), common::PLACES)
        })
        .collect()
}

fn rules(text: &str) -> Vec<Rule> {
    Interchange::parse(text.as_bytes()).unwrap().findings().iter().map(|finding| finding.rule).collect()
}

#[test]
fn the_samples_are_sound() {
    for text in [LIST, PUSH] {
        assert_eq!(rules(text), []);
    }
    assert!(model(LIST).to_string().contains("FA7654321"));
    assert!(model(PUSH).to_string().contains("FA1234567"));
}

#[test]
fn two_segments_of_a_list_are_read_as_two() {
    for segment in [
        "LOC+22",
        "LOC+178",
        "LOC+179",
        "NAD+FL+++TESTER:MARA",
        "NAD+FL+++TESTER:TIM",
        "DTM+36",
        "LOC+91",
        "DTM+329",
        "NAT+2",
    ] {
        let fused = fuse(LIST, segment);
        assert_eq!(rules(&fused), [Rule::SegmentsFused], "{segment}");
        assert_eq!(model(&fused), model(LIST), "{segment}");
    }
    // Three in one, and two in each of two.
    for segments in [["LOC+178", "LOC+179"], ["NAD+FL+++TESTER:TIM", "LOC+22"]] {
        let fused = fuse(&fuse(LIST, segments[0]), segments[1]);
        assert_eq!(rules(&fused), [Rule::SegmentsFused; 2], "{segments:?}");
        assert_eq!(model(&fused), model(LIST), "{segments:?}");
    }
}

#[test]
fn two_segments_of_a_push_are_read_as_two() {
    for segment in [
        "SSR+WCHR",
        "SSR+DOCS",
        "SSR+SEAT",
        "TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y",
        "RCI+ZZ:Q7XK2R",
        "SRC'RCI+ZZ:Q7XK2R",
    ] {
        let fused = fuse(PUSH, segment);
        assert_eq!(rules(&fused), [Rule::SegmentsFused], "{segment}");
        assert_eq!(model(&fused), model(PUSH), "{segment}");
    }
}

#[test]
fn the_places_are_those_of_the_bytes_that_were_sent() {
    let fused = fuse(LIST, "LOC+22").replace("UZB'", "UZ\r\nB'");
    let interchange = Interchange::parse(fused.as_bytes()).unwrap();
    let found = interchange.findings().iter().find(|finding| finding.rule == Rule::SegmentsFused).unwrap();
    assert_eq!(found.location.span.of(fused.as_bytes()), b"850101LOC");
    assert_eq!((found.location.tag(), found.location.element, found.location.component), ("DTM", 1, 2));
    let mut at = 0;
    for (segment, sent) in interchange.segments().zip(LIST.split_inclusive('\'')) {
        let span = segment.span();
        assert_eq!(span.start, at);
        let bytes: Vec<u8> =
            span.of(fused.as_bytes()).iter().copied().filter(|byte| !b"\r\n".contains(byte)).collect();
        assert_eq!(bytes.strip_suffix(b"'").unwrap_or(&bytes), sent.strip_suffix('\'').unwrap().as_bytes());
        at = span.end;
        for (position, value) in segment.walk() {
            let of = value.span();
            assert!(span.start <= of.start && of.start <= of.end && of.end <= span.end, "{position:?}");
            let first: Vec<u8> =
                of.of(fused.as_bytes()).iter().copied().filter(|byte| !b"\r\n".contains(byte)).collect();
            assert_eq!(first, value.raw());
            if !of.is_empty() {
                let place = interchange.locate(of);
                assert_eq!(
                    (place.segment, place.element, place.component),
                    (value.location().segment, position.element, position.component)
                );
            }
        }
    }
    assert_eq!(at, fused.len());
}

#[test]
fn what_is_kept_stays_as_it_was_sent() {
    for (text, segment) in
        [(LIST, "LOC+22"), (LIST, "NAD+FL+++TESTER:TIM"), (PUSH, "SSR+WCHR"), (PUSH, "SRC'RCI+ZZ:Q7XK2R")]
    {
        let fused = fuse(text, segment);
        assert_eq!(write_filtered(fused.as_bytes(), &KEEP).unwrap().bytes, fused.as_bytes());
        let interchange = Interchange::parse(fused.as_bytes()).unwrap();
        let mut out = Vec::new();
        Edits::new(&interchange).write_to(&mut out);
        assert_eq!(out, fused.as_bytes());
    }
}

/// In a message that is changed the terminators that were lost are written.
#[test]
fn the_filter_sees_two_segments() {
    let options = ReadOptions::DEFAULT;
    for segment in ["SSR+WCHR", "SSR+DOCS", "SSR+SEAT", "TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y"] {
        let written = write_filtered(fuse(PUSH, segment).as_bytes(), &options).unwrap();
        assert_eq!(written.bytes, write_filtered(PUSH.as_bytes(), &options).unwrap().bytes, "{segment}");
        assert_eq!(write_filtered(&written.bytes, &options).unwrap().bytes, written.bytes);
    }
}

#[test]
fn edits_beside_a_lost_terminator() {
    let fused = fuse(&fuse(LIST, "LOC+178"), "LOC+179");
    let interchange = Interchange::parse(fused.as_bytes()).unwrap();
    let segments: Vec<_> = interchange.segments().collect();
    let at = segments.iter().position(|segment| segment.raw().starts_with(b"LOC+22")).unwrap();
    let host = &fused[fused.find("LOC+22").unwrap()..fused.find("NAT+2").unwrap()];
    assert_eq!(host, "LOC+22+ALA'LOC+178+TASLOC+179+VIE'".replacen("'LOC", "LOC", 1));
    for (dropped, left) in [
        (vec![0], "LOC+178+TAS'LOC+179+VIE'"),
        (vec![1], "LOC+22+ALA'LOC+179+VIE'"),
        (vec![2], "LOC+22+ALA'LOC+178+TAS'"),
        (vec![0, 1], "LOC+179+VIE'"),
        (vec![1, 2], "LOC+22+ALA'"),
        (vec![0, 1, 2], ""),
    ] {
        let mut edits = Edits::new(&interchange);
        for n in &dropped {
            edits.drop_segment(&segments[at + n]);
        }
        let mut out = Vec::new();
        edits.write_to(&mut out);
        let expected = fused.replace(host, left).replace("UNT+26", &format!("UNT+{}", 26 - dropped.len()));
        assert_eq!(String::from_utf8(out).unwrap(), expected, "{dropped:?}");
    }
    let mut edits = Edits::new(&interchange);
    edits.replace_segment(&segments[at + 1], "LOC", &[&["178"], &["VIE"]]).unwrap();
    let mut out = Vec::new();
    edits.write_to(&mut out);
    assert_eq!(String::from_utf8(out).unwrap(), fused.replace(host, "LOC+22+ALA'LOC+178+VIE'LOC+179+VIE'"));
    // A message that is replaced or left out goes whole.
    let mut edits = Edits::new(&interchange);
    edits.drop_message(&interchange.messages().next().unwrap());
    let mut out = Vec::new();
    edits.write_to(&mut out);
    assert_eq!(String::from_utf8(out).unwrap(), "UNB+UNOA:4+ZZAIR+GOVAPIS+260314:0712+REF1'UNZ+0+REF1'");
}

/// A segment that is lost altogether makes the count wrong, too; then nobody's value is cut.
#[test]
fn a_value_that_ends_like_a_tag_stays() {
    for (from, to) in [
        ("TESTER:MARA'", "TESTER:SALTANAT'"),
        ("TESTER:MARA'", "TESTER:SALTANAT+12 MAIN STREET+TASLOC++UZB'"),
    ] {
        let text = LIST.replace(from, to).replace("UNT+26", "UNT+27");
        assert_eq!(rules(&text), [Rule::UntCount], "{to}");
    }
    for (from, to) in [
        ("TIF+TESTER+MARA:A:1'", "TIF+LATIF+TESTER:A:1'"),
        ("TIF+TESTER+MARA:A:1'", "TIF+CHADAT+:A:1'"),
        ("TIF+TESTER+MARA:A:1'", "TIF+VAN DER DAT+700:A:1'"),
        ("TIF+TESTER+MARA:A:1'", "TIF+SCHULTSSR+MARA:A:1'"),
    ] {
        let text = PUSH.replace(from, to).replace("UNT+24", "UNT+25");
        assert_eq!(rules(&text), [Rule::UntCount], "{to}");
    }
}

/// Carriers that count wrongly, and sound values that end like a tag of the message before values like its beginning.
#[test]
fn whoever_counts_wrongly_loses_no_value() {
    let push = PUSH.replace("TIF+TESTER+TIM:A:1'", "TIF+TESTER+TIM:A:1'TKT+2571234567890:T:1'MON+B:100:EUR'");
    let one = |traveller: &str, locator: &str| {
        format!(
            "UNB+IATA:1+ZZ+GOV+260314:0712+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'ORG+ZZ:TAS'TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417'\
             EQN+1'SRC'{locator}'DAT+700:010126:0900'{traveller}'REF+:1:2'TKT+2571234567890:T:1'MON+B:1000:EUR'FAR+N'UNT+99+1'UNZ+1+1'"
        )
    };
    let locator = "RCI+ZZ:Q7XK2P::010126:0900";
    for traveller in [
        "TIF+SIMON+PAUL:A:1",
        "TIF+SIMON+PAUL:A:1+MARY:A:2",
        "TIF+SIMON+PAUL:MR++1",
        "TIF+TURCI+MARIA:A:1",
        "TIF+GEORG+HANS:A",
        "TIF+GAFFAR+ALI",
        "TIF+ABDULLATIF+AHMED'TIF+AHMED+ALI",
        "TIF+LATIF+MARA'TIF+SALIM",
        "IFT+4:28:ZZ+CALLED BY SIMON+SEE REMARK'TIF+TESTER+MARA:A:1",
        "IFT+4:28:ZZ+GOTEBORG+SWEDEN'TIF+TESTER+MARA:A:1",
        "TIF+TESTER+MARA:A:1'SSR+DOCS:HK:1:ZZ:::::/P/UZB/FA1/UZB/01JAN85/F/31JAN31/TESTER/ASHREF+::1",
    ] {
        assert_eq!(rules(&one(traveller, locator)), [Rule::UntCount], "{traveller}");
    }
    for locator in ["RCI+ZZ:AB1RCI+BA:X2Y3Z4", "RCI+ZZ:AB1ORG+BA:X2Y3Z4"] {
        assert_eq!(rules(&one("TIF+TESTER+MARA:A:1", locator)), [Rule::UntCount], "{locator}");
    }
    let list = LIST.replace("DESK'", "DESK'COM+022 1234567:TE'").replace("UNT+26", "UNT+99");
    for name in [
        "SMITH:MALCOM+12 MAIN STREET+LONDON++N1 1AA+GBR",
        "SCHARFF+HAUPTSTR 5+BERLIN++10115+DEU",
        "NAIR:ANU+1 HILL ROAD+WAYANAD+KL+673121+IND",
        "DUPONT:LEA+12 RUE NEUVE+LESPARRE MEDOC+33+33340+FRA",
        "TESTER:WYATT+12+NUKUS++230100+UZB",
    ] {
        let text = list.replace("TESTER:MARA'", &format!("{name}'"));
        assert_eq!(rules(&text), [Rule::UntCount], "{name}");
    }
    let text = list.replace("CNT+42", "FTX+CIP+++WRITE TO A@B.COM+EN'CNT+42");
    assert_eq!(rules(&text), [Rule::UntCount]);
    // A reference that differs: a number behind a word is no trailer.
    let text = push.replace("DAT+700:020126", "IFT+4:28:ZZ+DISCOUNT+10+15 PERCENT'DAT+700:020126");
    assert_eq!(rules(&text.replace("UNT+24+1", "UNT+27+0001")), [Rule::UntReference]);
}

/// Each terminator of generated messages in turn: what is found is read as it was, and nearly all are found.
#[test]
fn every_seam_of_generated_messages() {
    for text in [
        Synth::new(3).passenger_list(2).text,
        Synth::new(4).passenger_list(1).text,
        Synth::new(5).pnr_push(2).text,
    ] {
        let text = text.replace("'\r\n", "'").replace("'\n", "'");
        let sound = model(&text);
        let (mut found, mut missed) = (0, Vec::new());
        let (first, last) = (text.find("UNH+").unwrap(), text.find("UNT+").unwrap());
        let seams: Vec<usize> =
            text.match_indices('\'').map(|(at, _)| at).filter(|at| *at > first && *at < last).collect();
        for (&before, &at) in seams.iter().zip(&seams[1..]) {
            if text[..at].ends_with('?') || text[at + 1..].starts_with("UNT") {
                continue;
            }
            let mut fused = text.clone();
            fused.remove(at);
            let rules = rules(&fused);
            if rules.contains(&Rule::SegmentsFused) {
                found += 1;
                assert_eq!(rules, [Rule::SegmentsFused], "{}", &text[before..at + 9]);
                assert_eq!(model(&fused), sound, "{}", &text[before..at + 9]);
            } else {
                missed.push(&text[before + 1..(at + 12).min(text.len())]);
            }
        }

        assert!(found > 9 * missed.len(), "{found} found, {missed:?}");
    }
}

/// A whole segment that is not there makes the count wrong as well; nothing is split for it.
#[test]
fn a_segment_that_is_gone_splits_nothing() {
    for seed in 0..12 {
        for text in [Synth::new(seed).passenger_list(4).text, Synth::new(seed).pnr_push(3).text] {
            let (first, last) = (text.find("UNH+").unwrap(), text.find("UNT+").unwrap());
            let mut ends: Vec<usize> = text.match_indices('\'').map(|(at, _)| at).collect();
            ends.retain(|at| *at > first && *at < last && !text[..*at].ends_with('?'));
            for pair in ends.windows(2) {
                let mut gone = text.clone();
                gone.replace_range(pair[0]..pair[1], "");
                assert!(!rules(&gone).contains(&Rule::SegmentsFused), "{}", &text[pair[0]..pair[1]]);
            }
        }
    }
}

/// Trailers and headers that are fused: no message is lost, and no value has the tail of one.
#[test]
fn service_segments_are_read_as_two() {
    let message = |reference: &str| {
        LIST[LIST.find("UNH+").unwrap()..LIST.find("UNZ+").unwrap()].replace("M1", reference)
    };
    let two = format!("{}{}{}UNZ+2+REF1'", &LIST[..LIST.find("UNH+").unwrap()], message("M1"), message("M2"));
    let group = two
        .replace("UNH+M1", "UNG+PAXLST+A+B+260314:0712+G1+UN+D:05B'UNH+M1")
        .replace("UNZ+2", "UNE+2+G1'UNZ+1");
    for text in [LIST, PUSH, &two, &group] {
        assert_eq!(rules(text), []);
        for segment in ["UNT+", "UNH+M1", "UNH+M2", "UNE+", "UNZ+", "UNG+"] {
            let many = text.matches(&format!("'{segment}")).count();
            if many == 0 {
                continue;
            }
            let fused = fuse(text, segment);
            assert_eq!(rules(&fused), [Rule::SegmentsFused], "{segment}");
            assert_eq!(model(&fused), model(text), "{segment}");
            assert_eq!(write_filtered(fused.as_bytes(), &KEEP).unwrap().bytes, fused.as_bytes());
        }
    }
    // A segment before a trailer that is fused, too: the count is then known.
    for segments in [["UNT+", "LOC+22"], ["UNT+", "UNZ+"], ["LOC+22", "UNZ+"]] {
        let fused = fuse(&fuse(LIST, segments[0]), segments[1]);
        assert_eq!(rules(&fused), [Rule::SegmentsFused; 2], "{segments:?}");
        assert_eq!(model(&fused), model(LIST), "{segments:?}");
    }
    // One behind the other: each tells of the next one.
    let all = ["UNG+", "UNH+M1", "LOC+22", "UNT+", "UNH+M2", "UNE+", "UNZ+"];
    for many in 2..=all.len() {
        let fused = all[..many].iter().fold(group.clone(), |text, segment| fuse(&text, segment));
        assert_eq!(rules(&fused), vec![Rule::SegmentsFused; many], "{many}");
        assert_eq!(model(&fused), model(&group), "{many}");
    }
    // What stands behind the interchange is no part of it.
    let log = format!("{}\r\n-- 12:00 received\r\n", fuse(LIST, "UNZ+"));
    assert_eq!(rules(&log), [Rule::SegmentsFused, Rule::TextOutside]);
    assert_eq!(write_filtered(log.as_bytes(), &KEEP).unwrap().bytes, log.as_bytes());
    let next = format!("{log}{LIST}");
    assert_eq!(write_filtered(next.as_bytes(), &KEEP).unwrap().bytes, next.as_bytes());
    let read =
        Interchanges::new(next.as_bytes(), &Limits::DEFAULT).map(|read| read.unwrap().messages().len());
    assert_eq!(read.sum::<usize>(), 2);
}

/// The work is bounded by the bytes, whatever they promise.
#[test]
fn many_promises_cost_no_more_than_their_bytes() {
    let head = "UNB+UNOA:4+A+B+260314:0712+1'";
    let element = format!(
        "{head}UNH+1+PAXLST:D:05B:UN'LOC+1'{}UNT+9999+1'UNZ+1+1'",
        format!("NAD{}'", "+XLOC".repeat(12_000)).repeat(16)
    );
    let trailers = format!("{head}{}", "UNH+1+PAXLST:D:05B:UN'UNT+2+1UNZ+1+1'".repeat(20_000));
    let bare = format!("{head}UNH+1+PNRGOV:15:1:IA'{}UNT+99999+1'UNZ+1+1'", "SRCRCI+A:B'".repeat(50_000));
    for text in [element, trailers, bare] {
        let start = std::time::Instant::now();
        let read = Interchanges::new(text.as_bytes(), &Limits::DEFAULT).count();
        assert!(start.elapsed().as_secs() < 10, "{:?} for {read} interchanges", start.elapsed());
    }
}

/// Whoever reads from a stream waits for what may follow a trailer that is fused.
#[test]
fn a_fused_trailer_is_no_sure_end() {
    let fused = fuse(LIST, "UNZ+");
    assert!(!Interchange::parse(fused.as_bytes()).unwrap().is_complete());
    assert!(Interchange::parse(format!("{fused}{LIST}").as_bytes()).unwrap().is_complete());
    assert!(Interchange::parse(fuse(LIST, "LOC+22").as_bytes()).unwrap().is_complete());
    let mut reader =
        stream::Reader::new(std::io::Cursor::new(format!("{fused}{LIST}{fused}")), Limits::DEFAULT);
    let mut messages = Vec::new();
    let flow = |read: stream::Streamed<'_>| -> ControlFlow<()> {
        messages.push(read.interchange.unwrap().messages().len());
        ControlFlow::Continue(())
    };
    reader.read_each(flow).unwrap();
    assert_eq!(messages, [1, 1, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Several terminators are lost at once: kept as sent, a fixpoint after one write, and the same bookings before and after it.
    #[test]
    fn several_lost_terminators(seed in 0_u64..40, is_list in any::<bool>(), lost in prop::collection::vec(any::<prop::sample::Index>(), 1..6)) {
        let mut synth = Synth::new(seed);
        let mut text = if is_list { synth.passenger_list(3).text } else { synth.pnr_push(2).text };
        for at in lost {
            let ends: Vec<usize> = text.match_indices('\'').map(|(at, _)| at).skip(1).collect();
            text.remove(ends[at.index(ends.len())]);
        }
        prop_assert_eq!(&write_filtered(text.as_bytes(), &KEEP).unwrap().bytes[..], text.as_bytes());
        let once = write_filtered(text.as_bytes(), &ReadOptions::DEFAULT).unwrap().bytes;
        let twice = write_filtered(&once, &ReadOptions::DEFAULT).unwrap().bytes;
        let once = String::from_utf8(once).unwrap();
        prop_assert_eq!(&String::from_utf8(twice).unwrap(), &once);
        prop_assert_eq!(bookings(&text), bookings(&once));
        // What is split is as long as the trailer says, or shorter.
        for message in Interchange::parse(text.as_bytes()).unwrap().messages() {
            let declared = message.trailer().and_then(|trailer| trailer.value(1, 1)?.text().parse::<u64>().ok());
            prop_assert!(declared.is_none_or(|declared| message.segment_count() <= declared));
        }
    }
}

/// A trailer that counts more than was ever sent: of all samples nothing is split.
#[test]
fn a_count_that_is_too_high_splits_nothing() {
    let more = |text: &[u8]| -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = 0;
        for interchange in Interchanges::new(text, &Limits::DEFAULT).flatten() {
            for trailer in interchange.messages().filter_map(|message| message.trailer()) {
                let Some(count) = trailer.value(1, 1).filter(|count| count.text().parse::<u32>().is_ok())
                else {
                    continue;
                };
                out.extend_from_slice(&text[at..count.span().start]);
                out.extend_from_slice(format!("{}", count.text().parse::<u32>().unwrap() + 7).as_bytes());
                at = count.span().end;
            }
        }
        out.extend_from_slice(&text[at..]);
        out
    };
    let samples = common::every_sample().into_iter().filter(|(name, _)| !name.contains("SYN17"));
    let made = (0..60).flat_map(|seed| {
        let mut synth = Synth::new(seed);
        [synth.passenger_list(9).text, synth.pnr_push(9).text, synth.crew_list(4).text]
            .map(|text| (format!("seed {seed}"), text.into_bytes()))
    });
    let mut seen = 0;
    for (name, text) in samples.chain(made) {
        let text = more(&text);
        for interchange in Interchanges::new(&text, &Limits::DEFAULT).flatten() {
            seen += 1;
            let found = interchange.findings().iter().find(|finding| finding.rule == Rule::SegmentsFused);
            assert_eq!(found, None, "{name}");
        }
    }
    assert!(seen > 200, "{seen}");
}
