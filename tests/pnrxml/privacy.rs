//! No word of a person in what is printed.

use std::fmt::Write;

use paxgov::ReadOptions;
use paxgov::model::Revealed;
use paxgov::pnrxml;

use super::{SAMPLE, read};

/// Words of the people in the sample and of damaged neighbours.
const SECRETS: &[&str] = &[
    "MARA",
    "BEISPIEL",
    "TIM",
    "PAUL",
    "OLIV",
    "MUSTERFRAU",
    "EDDA",
    "1990-05-17",
    "17MAY90",
    "X7654321",
    "S1234567",
    "MUSTERGASSE",
    "1010",
    "QX7LMN",
    "9992400000021",
    "4000000000000002",
    "OPS DESK",
    "99999990",
    "014C",
    "TAS-021",
];

#[test]
fn nothing_printable_shows_a_person() {
    let text = std::str::from_utf8(SAMPLE).unwrap();
    let broken = |from: &str, to: &str| text.replace(from, to);
    let texts = [
        text.to_owned(),
        broken("Surname>", "MUSTERFRAU>"),
        broken("FirstGivenName", "MARA"),
        broken("Code=\"ZZ\"", "Code=\"MUSTERFRAU\""),
        broken("Status=\"HK\"", "Status=\"MUSTERFRAU\""),
        broken("DateOfBirth=\"", "DateOfBirth=\"MUSTERFRAU"),
        broken("LocationCode=\"", "LocationCode=\"MUSTERFRAU"),
        broken("FlightNumber=\"", "FlightNumber=\"MUSTERFRAU"),
        broken("NumberInParty=\"", "NumberInParty=\"MUSTERFRAU"),
        broken("\"/>", "/>"),
        broken("IssuingLoc=\"", "IssuingLoc=\"MUSTERFRAU"),
        broken("PNR_TransDate=\"", "PNR_TransDate=\"MUSTERFRAU"),
        broken("<Text>", "<Text>&MUSTERFRAU;"),
        broken("SSRCode=\"DOCS\"", "SSRCode=\"MUSTERFRAU\""),
        broken("<GivenName", "<!DOCTYPE MARA [<!ENTITY MARA 'BEISPIEL'>]><GivenName"),
    ];
    for (number, text) in texts.iter().enumerate() {
        let read = match pnrxml::read(text.as_bytes(), &ReadOptions::DEFAULT) {
            Ok(read) => read,
            Err(error) => panic!("{number}: {error}"),
        };
        let mut shown = format!("{:?} {}", read, serde_json::to_string(&read.value).unwrap());
        for finding in &read.findings {
            write!(shown, "{finding} {}", serde_json::to_string(finding).unwrap()).unwrap();
        }
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{number}: {} characters are shown", secret.len());
        }
    }
    let revealed = serde_json::to_string(&Revealed(&read(SAMPLE).0)).unwrap();
    assert!(["MUSTERFRAU", "X7654321", "OPS DESK"].iter().all(|word| revealed.contains(word)));
}
