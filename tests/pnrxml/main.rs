//! PNRGOV XML: known answers, both ways, damage of every kind, and no word of a person in what is printed.
#![cfg(feature = "xml")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_collect,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "../common/mod.rs"]
mod common;

mod damage;
mod forms;
mod privacy;
mod random;
mod reading;
mod refusal;
mod writing;

use paxgov::model::Revealed;
use paxgov::pnrxml;
use paxgov::pnrxml::Document;
use paxgov::{Finding, ReadOptions};

const SAMPLE: &[u8] = include_bytes!("../../examples/data/bookings.xml");

fn read(bytes: &[u8]) -> (Document<'_>, Vec<Finding>) {
    let read = pnrxml::read(bytes, &ReadOptions::DEFAULT).unwrap();
    (read.value, read.findings)
}

/// A document with one PNR.
fn document(pnr: &str) -> String {
    format!(
        "<IATA_PNRGOV_NotifRQ Version=\"1.000\"><FlightLeg CarrierCode=\"ZZ\" FlightNumber=\"0417\" \
         DepartureDateTime=\"2026-03-14T10:15:00\"><DepartureAirport LocationCode=\"CAI\"/>\
         <ArrivalAirport LocationCode=\"VIE\"/></FlightLeg><PNRs><PNR>{pnr}</PNR></PNRs></IATA_PNRGOV_NotifRQ>"
    )
}

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    let mut ids: Vec<_> = findings.iter().map(|finding| finding.rule.id()).collect();
    ids.dedup();
    ids
}

/// Everything in a model but its places, in the clear; broken values count as absent, since only their places are known.
fn plain(document: &Document<'_>) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                fields.remove("location");
                for field in fields.values_mut() {
                    let is_broken = field.get("malformed").is_some() || field.get("ambiguous").is_some();
                    if is_broken {
                        *field = serde_json::Value::Null;
                    }
                    strip(field);
                }
            }
            serde_json::Value::Array(items) => {
                items.retain(|item| item.get("malformed").is_none());
                items.iter_mut().for_each(strip);
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(Revealed(document)).unwrap();
    strip(&mut value);
    value
}

/// The first difference of two values, with its path.
fn difference(one: &serde_json::Value, two: &serde_json::Value, path: &str) -> String {
    use serde_json::Value::{Array, Object};
    match (one, two) {
        (Object(a), Object(b)) => {
            let found = a.iter().find(|(key, value)| b.get(*key) != Some(value)).map(|(key, _)| key);
            found.map_or_else(String::new, |key| {
                difference(&a[key], b.get(key).unwrap_or(&serde_json::Value::Null), &format!("{path}/{key}"))
            })
        }
        (Array(a), Array(b)) if a.len() == b.len() => {
            let n = (0..a.len()).find(|n| a[*n] != b[*n]).unwrap();
            difference(&a[n], &b[n], &format!("{path}/{n}"))
        }
        _ => format!("{path}: {one} and then {two}"),
    }
}

/// Reads, writes, reads: the model stays; writes again: the bytes stay.
fn assert_fixpoint(bytes: &[u8], options: &ReadOptions) {
    let first = pnrxml::read(bytes, options).unwrap().value;
    let written = pnrxml::write(&first).unwrap();
    let second = pnrxml::read(&written, options).unwrap();
    let text = String::from_utf8_lossy(&written);
    let broken = |f: &&Finding| matches!(f.rule.id(), "XML01" | "XML03" | "XML06" | "XML09" | "XML11");
    assert!(!second.findings.iter().any(|f| broken(&f)), "{:?} in {text}", second.findings);
    // The version of the root is made when there is none.
    let mut first = first;
    first.envelope.version.clone_from(&second.value.envelope.version);
    let (one, two) = (plain(&first), plain(&second.value));
    if one != two {
        let source = String::from_utf8_lossy(bytes);
        panic!("{}\n{source}\n{text}", difference(&one, &two, ""));
    }
    assert_eq!(String::from_utf8(pnrxml::write(&second.value).unwrap()).unwrap(), text);
}

/// What a reader of any bytes owes: no panic, and places inside the input.
fn assert_read(bytes: &[u8]) {
    match pnrxml::read(bytes, &ReadOptions::DEFAULT) {
        Ok(read) => {
            assert!(read.findings.iter().all(|finding| finding.location.span.end <= bytes.len()));
            for booking in &read.value.push.bookings {
                assert!(booking.location.span.end <= bytes.len());
            }
        }
        Err(error) => assert!(error.location().span.end <= bytes.len()),
    }
}

/// The same, and that what is read is a fixpoint.
fn assert_survives(bytes: &[u8]) {
    assert_read(bytes);
    if pnrxml::read(bytes, &ReadOptions::DEFAULT).is_ok() {
        assert_fixpoint(bytes, &ReadOptions::DEFAULT);
    }
}
