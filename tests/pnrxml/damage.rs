//! Damage of every kind costs its neighbourhood only.

use paxgov::Rule;

use super::{SAMPLE, assert_read, assert_survives, plain, read};
use crate::common;

#[test]
fn a_cut_costs_what_was_cut() {
    let text = std::str::from_utf8(SAMPLE).unwrap();
    let (whole, _) = read(SAMPLE);
    let whole = plain(&whole);
    let second = text.rfind("<PNR ").unwrap();
    for cut in 0..SAMPLE.len() {
        let bytes = &SAMPLE[..cut];
        assert_survives(bytes);
        if cut < second + 5 {
            continue;
        }
        let (document, findings) = read(bytes);
        assert_eq!(plain(&document)["push"]["bookings"][0], whole["push"]["bookings"][0], "cut at {cut}");
        let broken: Vec<_> = findings.iter().filter(|finding| finding.rule == Rule::XmlBroken).collect();
        let is_whole = text[..cut].trim_end().ends_with("</IATA_PNRGOV_NotifRQ>");
        assert_eq!(broken.is_empty(), is_whole, "cut at {cut}");
        // Nothing that was cut in the middle is a value: every name is a whole one.
        for person in &document.push.bookings.get(1).map(|b| b.travellers.clone()).unwrap_or_default() {
            assert!(["", "MUSTERFRAU"].contains(&person.name.surname.as_ref()), "cut at {cut}");
        }
    }
}

/// The bytes that make up markup.
const MARKS: &[u8] = b"<>&\"'/=";

#[test]
fn a_flipped_byte_costs_its_neighbourhood() {
    let (whole, _) = read(SAMPLE);
    let whole = plain(&whole);
    let text = std::str::from_utf8(SAMPLE).unwrap();
    let second = text.rfind("<PNR ").unwrap();
    for at in (second + 5)..SAMPLE.len() {
        let Some(mark) = MARKS.iter().position(|mark| *mark == SAMPLE[at]) else { continue };
        let mut bytes = SAMPLE.to_vec();
        bytes[at] = MARKS[(mark + 1 + at % (MARKS.len() - 1)) % MARKS.len()];
        let (document, findings) = read(&bytes);
        let first = &plain(&document)["push"]["bookings"][0];
        assert_eq!(first, &whole["push"]["bookings"][0], "byte {at}");
        assert!(document.push.bookings.len() >= 2 && !findings.is_empty(), "byte {at}");
    }
}

#[test]
fn every_mark_flipped_to_every_other() {
    // The second PNR alone, with what is around it.
    let text = std::str::from_utf8(SAMPLE).unwrap();
    let (first, second) = (text.find("<PNR ").unwrap(), text.rfind("<PNR ").unwrap());
    let small = format!("{}{}", &text[..first], &text[second..]);
    for at in (0..small.len()).filter(|at| MARKS.contains(&small.as_bytes()[*at])) {
        for mark in MARKS {
            let mut bytes = small.clone().into_bytes();
            bytes[at] = *mark;
            assert_survives(&bytes);
        }
    }
}

/// Every document of the samples, the fixtures and the corpus of a length, in pieces: its bytes and places in it.
fn pieces(lengths: std::ops::Range<usize>) -> Vec<(Vec<u8>, std::ops::Range<usize>)> {
    let documents = common::every_sample()
        .into_iter()
        .filter(|(name, _)| std::path::Path::new(name).extension().is_some_and(|end| end == "xml"));
    let of_length = documents.map(|(_, bytes)| bytes).filter(|bytes| lengths.contains(&bytes.len()));
    let cut = of_length.flat_map(|bytes| {
        let places = (0..bytes.len()).step_by(1000);
        places.map(|from| (bytes.clone(), from..bytes.len().min(from + 1000))).collect::<Vec<_>>()
    });
    cut.collect()
}

/// Reads a document cut at every byte, and with every mark made every other one; at each `whole`th place with a fixpoint.
fn damage_everywhere(lengths: std::ops::Range<usize>, whole: usize) {
    common::on_all_cores(pieces(lengths), |(bytes, places)| {
        let see = |at: usize, bytes: &[u8]| {
            if at.is_multiple_of(whole) { assert_survives(bytes) } else { assert_read(bytes) }
        };
        let mut damaged = bytes.clone();
        for at in places {
            see(at, &bytes[..at]);
            if MARKS.contains(&bytes[at]) {
                for &mark in MARKS.iter().filter(|mark| **mark != bytes[at]) {
                    damaged[at] = mark;
                    see(at, &damaged);
                }
                damaged[at] = bytes[at];
            }
        }
    });
}

/// Where documents are long, and reading them as often as they have bytes takes minutes.
const LONG: usize = 20_000;

#[test]
fn documents_are_damaged_everywhere() {
    damage_everywhere(0..LONG, 7);
}

/// `PAXGOV_CORPUS=... cargo test --release --all-features --test pnrxml -- --ignored`
#[test]
#[ignore = "takes minutes: each of 171,135 bytes of one document is a cut"]
fn long_documents_are_damaged_everywhere() {
    damage_everywhere(LONG..usize::MAX, usize::MAX);
}
