//! What is refused: declarations, entities, what exceeds a budget, what is no push.

use std::fmt::Write;

use paxgov::pnrxml;
use paxgov::{ErrorKind, Limits, ReadOptions, Rule};

use super::{document, ids, read};

#[test]
fn no_declaration_is_read_and_no_entity_expanded() {
    let mut bomb = String::from("<!DOCTYPE x [<!ENTITY a0 \"lol\"><!ENTITY f SYSTEM \"file:///etc/passwd\">");
    for n in 1..12 {
        let tens = format!("&a{};", n - 1).repeat(10);
        write!(bomb, "<!ENTITY a{n} \"{tens}\">").unwrap();
    }
    bomb.push_str("]>");
    let text =
        bomb + &document("<Passenger><Surname>&a11;</Surname><GivenName>&f;&amp;</GivenName></Passenger>");
    let (document, findings) = read(text.as_bytes());
    assert_eq!(ids(&findings), ["XML02", "XML03"]);
    let name = &document.push.bookings[0].travellers[0].name;
    assert_eq!((name.surname.as_ref(), name.given.concat().as_str()), ("&a11;", "&f;&"));
}

#[test]
fn budgets_are_errors() {
    let kind = |text: &str, limits: Limits| {
        let options = ReadOptions::DEFAULT.with_limits(limits);
        let error = pnrxml::read(text.as_bytes(), &options).unwrap_err();
        assert!(error.location().span.end <= text.len());
        match error.kind() {
            ErrorKind::LimitExceeded { what, .. } => *what,
            other => panic!("{other}"),
        }
    };
    let deep = document(&"<x>".repeat(100_000));
    assert_eq!(kind(&deep, Limits::DEFAULT), "open elements");
    let long = document(&format!("<Passenger RPH=\"{}\"/>", "1".repeat(10 << 20)));
    assert_eq!(kind(&long, Limits::DEFAULT), "bytes of one value");
    let text = document(&format!("<Passenger><Surname>{}</Surname></Passenger>", "A".repeat(10 << 20)));
    assert_eq!(kind(&text, Limits::DEFAULT), "bytes of one value");
    let pieces =
        document(&format!("<Passenger><Surname>{}</Surname></Passenger>", "A<!-- -->".repeat(70_000)));
    assert_eq!(kind(&pieces, Limits::DEFAULT), "bytes of one value");
    let many =
        document(&format!("<Passenger {}/>", (0..300).map(|n| format!("a{n}=\"\" ")).collect::<String>()));
    assert_eq!(kind(&many, Limits::DEFAULT), "attributes of one element");
    let wide = document(&"<x/>".repeat(50));
    assert_eq!(kind(&wide, Limits::DEFAULT.with_xml_elements(40)), "elements");
    assert_eq!(kind(&wide, Limits::DEFAULT.with_interchange_bytes(100)), "bytes of one document");
}

#[test]
fn findings_have_a_budget() {
    let unknown: String = (0..5_000).map(|n| format!("<x{n}/>")).collect();
    let options = ReadOptions::DEFAULT.with_limits(Limits::DEFAULT.with_findings(10));
    let text = document(&unknown);
    let read = pnrxml::read(text.as_bytes(), &options).unwrap();
    assert_eq!(read.findings.len(), 11);
    assert_eq!(read.findings.last().unwrap().rule, Rule::FindingsCut);
}

#[test]
fn what_is_no_push_is_refused() {
    for text in ["", "UNB+IATA:1+A+B'", "<html><body/></html>", "{\"PNR\": 1}", "<", "\u{0}"] {
        let error = pnrxml::read(text.as_bytes(), &ReadOptions::DEFAULT).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NotUnderstood { .. }), "{text}");
    }
}
