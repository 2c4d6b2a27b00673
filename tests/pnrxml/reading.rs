//! What is read: the sample, other spellings and encodings, both forms of documents, and what is not recorded.

use paxgov::ReadOptions;
use paxgov::codes::SensitivePolicy;
use paxgov::model::{BookingPush, Field, Revealed, Scope};
use paxgov::pnrxml;

use super::{SAMPLE, assert_fixpoint, document, ids, read};

#[test]
fn a_literal_text_holds_no_character_that_xml_forbids() {
    let text = "<IATA_PNRGOV_NotifRQ><PNRs><PNR><Passenger><Surname><![CDATA[MA\0RA\r\nTESTER & CO]]></Surname></Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>";
    let (document, findings) = read(text.as_bytes());
    assert_eq!(document.push.bookings[0].travellers[0].name.surname, "MARA\nTESTER & CO");
    assert!(ids(&findings).contains(&"XML01"), "{findings:?}");
    assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
}

#[test]
fn the_sample_is_read() {
    let (document, findings) = read(SAMPLE);
    assert_eq!(ids(&findings), ["PNR17"]);
    let push: &BookingPush<'_> = &document.push;
    assert_eq!(document.envelope.system.as_ref().unwrap().0, "1A");
    assert_eq!(push.declared, Some(2));
    assert_eq!(push.leg.as_ref().unwrap().flight.to_string(), "ZZ417");
    let booking = &push.bookings[0];
    assert_eq!(booking.locators[0].number.as_ref().unwrap().0, "QX7LMN");
    assert_eq!(booking.locators[0].created.valid().unwrap().moment().to_string(), "2026-02-01 09:30:00");
    assert_eq!(booking.agency.as_ref().unwrap().number.as_ref().unwrap().0, "99999990");
    let mara = &booking.travellers[0];
    assert_eq!((mara.name.given.concat(), mara.name.title.as_deref()), ("MARA".to_owned(), Some("MS")));
    assert_eq!(mara.birth_date.valid().unwrap().to_string(), "***");
    assert_eq!(mara.birth_date.valid().unwrap().0.to_string(), "1990-05-17");
    assert_eq!(mara.documents.len(), 1, "the typed and the textual form are one document");
    assert_eq!(mara.documents[0].number.as_ref().unwrap().0, "X7654321");
    assert_eq!(mara.documents[0].issuer.valid().unwrap().0.as_str(), "AUT");
    assert_eq!(mara.residence.valid().unwrap().0.as_str(), "AUT");
    assert_eq!(mara.seats[0].0, "014C");
    assert_eq!(booking.payments[0].account.as_ref().unwrap().0, "XXXXXXXXXXXX0002");
    let tim = &booking.travellers[1];
    assert_eq!(tim.name.given, ["TIM", "PAUL"]);
    assert_eq!(tim.documents[0].number.as_ref().unwrap().0, "X7654322");
    assert!(tim.documents[0].holder.is_none());
    let segment = &booking.itinerary[0];
    assert_eq!(segment.leg.operated_as.as_ref().unwrap().to_string(), "YY2303");
    assert_eq!((segment.boardings[0].place, segment.quantity), (Some(0), Some(2)));
    let codes: Vec<_> =
        booking.requests.iter().map(|request| (request.code.to_string(), request.scope)).collect();
    assert_eq!(codes, [("DOCS".to_owned(), Scope::Segment(0)), ("DOCS".to_owned(), Scope::Segment(0))]);
    let infant = &push.bookings[1].travellers[1];
    assert!(infant.is_derived && infant.name.surname == "MUSTERFRAU");
    assert_eq!(infant.birth_date.valid().unwrap().0.to_string(), "2026-01-02");
}

#[test]
fn spellings_namespaces_and_foreign_roots() {
    let text = "<x:All xmlns:x=\"u\"><x:PNR><x:BookingRefID ID=\"ABCDEF\"/><x:Passenger RPH=\"7\"><x:Surname>TESTER</x:Surname>\
        <x:DOC_SSR SSR_Code=\"DOCS\"><x:DOCS DateOfBirth=\"1990-05-17\" ExpiryDate=\"-\"/></x:DOC_SSR></x:Passenger></x:PNR>\
        <y><PNR><POS><Source ISOCOuntry=\"AUT\" AgentDutyCode=\"-\"/></POS></PNR></y></x:All>";
    let (document, findings) = read(text.as_bytes());
    assert_eq!(ids(&findings), ["XML08"]);
    let [first, second] = document.push.bookings.as_slice() else { panic!("two PNRs") };
    assert_eq!(first.travellers[0].birth_date.valid().unwrap().0.to_string(), "1990-05-17");
    assert_eq!(second.agency.as_ref().unwrap().country.as_deref(), Some("AUT"));
    assert_eq!(second.agency.as_ref().unwrap().sign, None);
}

#[test]
fn encodings() {
    let text = document("<Passenger><Surname>MÜLLER</Surname></Passenger>");
    let with = |label: &str| format!("<?xml version=\"1.0\" encoding=\"{label}\"?>{text}");
    let latin: Vec<u8> = with("ISO-8859-1").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide: Vec<u8> =
        format!("\u{feff}{}", with("UTF-16")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let undeclared: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (bytes, found) in [
        (latin, vec![]),
        (wide, vec![]),
        (undeclared, vec!["XML11"]),
        (with("UTF-8").into_bytes(), vec![]),
        (format!("\u{feff}{text}").into_bytes(), vec![]),
    ] {
        let (document, findings) = read(&bytes);
        let person = &document.push.bookings[0].travellers[0];
        assert_eq!((person.name.surname.as_ref(), ids(&findings)), ("MÜLLER", found));
        let place = person.location.span.of(&bytes);
        let shown: Vec<u8> = place.iter().copied().filter(|byte| *byte != 0).collect();
        assert!(shown.starts_with(b"<Passenger>") && shown.ends_with(b"</Passenger>"), "{shown:?}");
        assert_fixpoint(&bytes, &ReadOptions::DEFAULT);
    }
}

#[test]
fn typed_and_textual_forms() {
    let ssr = |text: &str| format!("<SSR SSRCode=\"DOCS\" Status=\"HK\" RPH=\"1\"><Text>{text}</Text></SSR>");
    let pnr = |typed: &str, ssr: &str| {
        document(&format!(
            "<Passenger RPH=\"1\"><GivenName>MARA</GivenName><Surname>TESTER</Surname><DOC_SSR SSRCode=\"DOCS\" RPH=\"1\">\
             <DOCS {typed}/></DOC_SSR></Passenger><Flight FlightNumber=\"1\">{ssr}</Flight>"
        ))
    };
    let rows = [
        ("Gender=\"F\"", "/P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA", 1, vec![]),
        (
            "TravelDocType=\"P\" ExpiryDate=\"2031-01-31\"",
            "/P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA",
            1,
            vec![],
        ),
        (
            "TravelDocType=\"P\" ExpiryDate=\"2032-01-31\"",
            "/P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA",
            2,
            vec![],
        ),
        (
            "TravelDocNbr=\"X1234567\" Gender=\"M\"",
            "/P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA",
            1,
            vec!["XML12"],
        ),
        ("TravelDocNbr=\"X7\"", "/P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA", 2, vec![]),
    ];
    for (typed, text, documents, found) in rows {
        let text = pnr(typed, &ssr(text));
        let (document, findings) = read(text.as_bytes());
        let person = &document.push.bookings[0].travellers[0];
        assert_eq!((person.documents.len(), ids(&findings)), (documents, found), "{typed}");
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
}

/// Two-digit years are resolved against the day of the push's flight, wherever the document tells it.
#[test]
fn the_flight_of_the_push_may_be_told_after_the_people() {
    let pnr = |locator: &str| {
        format!(
            "<PNR><BookingRefID ID=\"{locator}\"/><Passenger RPH=\"1\"><GivenName>MARA</GivenName>\
             <Surname>TESTER</Surname><SSR SSRCode=\"DOCS\" Status=\"HK\" RPH=\"1\"><Text>\
             /P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA</Text></SSR></Passenger></PNR>"
        )
    };
    let pnrs = format!("<PNRs>{}{}</PNRs>", pnr("QX7LMN"), pnr("QX8RST"));
    let leg =
        "<FlightLeg CarrierCode=\"ZZ\" FlightNumber=\"0417\" DepartureDateTime=\"2026-03-14T10:15:00\">";
    let (whole, broken) = (format!("{leg}</FlightLeg>"), vec!["XML01"]);
    let rows = [
        (format!("{whole}{pnrs}"), vec![]),
        (format!("{pnrs}{whole}"), vec![]),
        (format!("{}{whole}{}", pnr("QX7LMN"), pnr("QX8RST")), vec![]),
        // The end of the leg is lost or misspelt.
        (format!("{leg}{pnrs}"), broken.clone()),
        (format!("{leg}</FlighLegt>{pnrs}"), broken),
    ];
    for (content, found) in rows {
        let text = format!("<IATA_PNRGOV_NotifRQ>{content}</IATA_PNRGOV_NotifRQ>");
        let (document, findings) = read(text.as_bytes());
        let bookings = &document.push.bookings;
        let locators: Vec<&str> =
            bookings.iter().map(|b| b.locators[0].number.as_ref().unwrap().0.as_ref()).collect();
        assert_eq!((locators, ids(&findings)), (vec!["QX7LMN", "QX8RST"], found), "{content}");
        for booking in bookings {
            let person = &booking.travellers[0];
            assert_eq!(person.birth_date.valid().unwrap().0.to_string(), "1990-05-17", "{content}");
            assert_eq!(person.documents[0].expiry.valid().unwrap().0.to_string(), "2031-01-31", "{content}");
        }
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
    // Without a flight nothing is guessed, and the text is kept.
    let text = format!("<IATA_PNRGOV_NotifRQ>{pnrs}</IATA_PNRGOV_NotifRQ>");
    let (document, _) = read(text.as_bytes());
    let booking = &document.push.bookings[0];
    assert!(matches!(booking.travellers[0].birth_date, Field::Ambiguous(_)));
    assert!(booking.requests[0].text.as_ref().unwrap().0.contains("17MAY90"));
    assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
}

#[test]
fn the_document_of_an_infant_under_its_adult() {
    let docs = "<DOC_SSR SSRCode=\"DOCS\" RPH=\"1\"><DOCS DateOfBirth=\"2025-05-17\" Gender=\"FI\" Surname=\"TESTER\" \
        FirstGivenName=\"EDDA\" TravelDocType=\"P\" TravelDocNbr=\"X5\" IssuingLoc=\"AUT\"/></DOC_SSR>";
    let adult = |more: &str| {
        format!("<Passenger RPH=\"1\"><GivenName>MARA</GivenName><Surname>TESTER</Surname>{more}</Passenger>")
    };
    let listed = "<Passenger RPH=\"2\"><GivenName>EDDA</GivenName><Surname>TESTER</Surname></Passenger>";
    for (text, is_derived) in [(document(&adult(docs)), true), (document(&(adult(docs) + listed)), false)] {
        let (document, findings) = read(text.as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        let [adult, infant] = document.push.bookings[0].travellers.as_slice() else { panic!("two people") };
        assert!(adult.documents.is_empty() && adult.birth_date == Field::Absent);
        assert_eq!(infant.is_derived, is_derived);
        assert_eq!(infant.documents[0].number.as_ref().unwrap().0, "X5");
        assert_eq!(infant.birth_date.valid().unwrap().0.to_string(), "2025-05-17");
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
}

#[test]
fn a_code_in_both_spellings_is_each_of_them() {
    for codes in ["SSRCode=\"SEAT\" SSR_Code=\"KSML\"", "SSR_Code=\"KSML\" SSRCode=\"SEAT\""] {
        let pnr =
            format!("<Passenger><Surname>TESTER</Surname><SSR {codes}><Text>KOSHER</Text></SSR></Passenger>");
        let text = document(&pnr);
        let read = pnrxml::read(text.as_bytes(), &ReadOptions::DEFAULT).unwrap();
        assert!(read.value.push.bookings[0].requests.is_empty(), "{codes}");
        assert!(
            read.findings.iter().any(|finding| finding.detail.to_string() == "belief_meal: 1"),
            "{codes}"
        );
    }
}

#[test]
fn sensitive_data_is_not_recorded_and_is_counted() {
    let ssr =
        |code: &str, text: &str| format!("<SSR SSR_Code=\"{code}\" RPH=\"1\"><Text>{text}</Text></SSR>");
    let pnr = format!(
        "{}<OtherServiceInfo><Text>PRAYS AT NOON CTCE A//B.EXAMPLE</Text></OtherServiceInfo><OtherServiceInfo>IS DEAF</OtherServiceInfo>\
         <Passenger RPH=\"1\"><Surname>TESTER</Surname><SSR><Text>KNEELS</Text></SSR>{}{}{}<DOC_SSR SSRCode=\"MEDA\"><DOCS Gender=\"F\"/></DOC_SSR></Passenger>\
         <Flight FlightNumber=\"417\">{}{}{}{}{}</Flight>",
        ssr("KSML", "KOSHER"),
        ssr("wchr", "KNEE"),
        ssr("OTHS", "IS BLIND CALL 0043 1555 0001 TKT 9992400000001"),
        ssr("UMNR", "UM08"),
        ssr("VGML ", "GREENS"),
        ssr("DEPA", "GUARDED"),
        ssr("QQML", "ODD"),
        ssr("K&#x53;ML", "KOSHER"),
        ssr("", "NOTHING"),
    );
    let text = document(&pnr);
    let shown = |policy| {
        let read = pnrxml::read(text.as_bytes(), &ReadOptions::DEFAULT.with_sensitive(policy)).unwrap();
        let codes: Vec<String> =
            read.value.push.bookings[0].requests.iter().map(|request| request.code.to_string()).collect();
        let json = serde_json::to_string(&Revealed(&read.value)).unwrap();
        let dropped: Vec<String> = read.findings.iter().map(|finding| finding.detail.to_string()).collect();
        (codes, json, dropped)
    };
    let (codes, json, mut dropped) = shown(SensitivePolicy::Protect);
    assert_eq!(codes, ["UMNR"]);
    for word in ["KOSHER", "KNEE", "BLIND", "PRAYS", "DEAF", "GREENS", "GUARDED", "ODD", "KNEELS", "NOTHING"]
    {
        assert!(!json.contains(word), "{word}");
    }
    for word in ["0043 1555 0001", "A@B.EXAMPLE", "9992400000001"] {
        assert!(json.contains(word), "{word} is extracted");
    }
    dropped.sort();
    let counts = [
        "belief_meal: 2",
        "free_text: 5",
        "health: 2",
        "legal_status: 1",
        "meal_unlisted: 1",
        "other_meal: 1",
    ];
    assert_eq!(dropped, counts);
    assert!(shown(SensitivePolicy::Border).0.contains(&"DEPA".to_owned()));
    let (codes, json, dropped) = shown(SensitivePolicy::Keep);
    assert_eq!((codes.len(), dropped.len()), (10, 0));
    assert!(json.contains("KOSHER") && json.contains("PRAYS") && json.contains("DEAF"));
    for policy in [SensitivePolicy::Protect, SensitivePolicy::Border, SensitivePolicy::Keep] {
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT.with_sensitive(policy));
    }
}
