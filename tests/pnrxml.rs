//! PNRGOV XML: known answers, both ways, damage of every kind, and no word of a person in what is printed.
#![cfg(feature = "xml")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_collect,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod common;

use std::borrow::Cow;
use std::fmt::Write;

use paxgov::codes::SensitivePolicy;
use paxgov::model::{
    Address, Bags, Booking, BookingPush, ExcessBags, Fare, Field, Passenger, Payment, PersonName, Personal,
    Port, RequestDetail, Revealed, Scope, SpecialRequest, Ticket,
};
use paxgov::pnrxml::{self, Document};
use paxgov::{ErrorKind, Finding, Limits, ReadOptions, Rule};
use proptest::prelude::*;

const SAMPLE: &[u8] = include_bytes!("../examples/data/bookings.xml");

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
fn what_is_written_is_read_the_same() {
    assert_fixpoint(SAMPLE, &ReadOptions::DEFAULT);
    assert_fixpoint(SAMPLE, &ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep));
}

/// The example of the project's notes, in the canonical form.
#[test]
fn the_minimal_example_is_written_as_it_stands() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Version="1.000">
  <Originator AirlineCode="ZZ" SystemCode="1A" AirlineContactInfo="OPS DESK"/>
  <FlightLeg CarrierCode="ZZ" FlightNumber="0417" DepartureDateTime="2026-03-14T10:15:00" ArrivalDateTime="2026-03-14T12:40:00">
    <DepartureAirport LocationCode="CAI"/>
    <ArrivalAirport LocationCode="VIE"/>
  </FlightLeg>
  <PNRs NumberOfPnrs="1">
    <PNR NumberOfPassengers="1" PNR_TransDate="2026-03-10T08:00:00" PNR_CreationDate="2026-02-01T09:30:00">
      <BookingRefID ID="QX7LMN">
        <CompanyName Code="ZZ"/>
      </BookingRefID>
      <Passenger RPH="1" SurnameRefNumber="1">
        <GivenName>MARA</GivenName>
        <Surname>TESTER</Surname>
        <DOC_SSR SSRCode="DOCS" ServiceQuantity="1" Status="HK" RPH="1">
          <DOCS DateOfBirth="1990-05-17" ExpiryDate="2031-01-31" FirstGivenName="MARA" Surname="TESTER" Gender="F" IssuingLoc="AUT" PaxNationality="AUT"/>
        </DOC_SSR>
      </Passenger>
      <Flight DepartureDateTime="2026-03-14T10:15:00" ArrivalDateTime="2026-03-14T12:40:00" ResBookDesigCode="Y" NumberInParty="1" Status="HK" FlightNumber="0417">
        <DepartureAirport LocationCode="CAI"/>
        <ArrivalAirport LocationCode="VIE"/>
        <MarketingAirline Code="ZZ"/>
      </Flight>
    </PNR>
  </PNRs>
</IATA_PNRGOV_NotifRQ>
"#;
    let (document, findings) = read(text.as_bytes());
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(String::from_utf8(pnrxml::write(&document).unwrap()).unwrap(), text);
}

/// One PNR with everything that is sold, in the canonical form.
const SOLD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Version="1.000">
  <PNRs>
    <PNR NumberOfPassengers="2">
      <BookingRefID ID="QX7LMN"/>
      <SSR SSRCode="OTHR" ServiceQuantity="2" Status="HK" BoardPoint="TAS" OffPoint="VIE" RPH="1 2">
        <Airline Code="ZZ"/>
      </SSR>
      <POS>
        <Source ISOCurrency="EUR"/>
      </POS>
      <PrepaidBag UnitOfMeasureQuantity="20" UnitOfMeasureCode="K" Amount="50.00" CurrencyCode="EUR"/>
      <Passenger RPH="1" AccompaniedByInfantInd="true">
        <GivenName>MARA</GivenName>
        <Surname>BEISPIEL</Surname>
        <TicketDocument>
          <PaymentInfo PaymentType="CA" PaymentAmount="9.00"/>
        </TicketDocument>
        <TicketDocument TicketDocumentNbr="9992400000021">
          <PaymentInfo PaymentType="CA" PaymentAmount="12.00"/>
        </TicketDocument>
      </Passenger>
      <Passenger RPH="2">
        <GivenName>TIM</GivenName>
        <Surname>BEISPIEL</Surname>
        <ExcessBaggage UnitOfMeasureQuantity="1" UnitOfMeasureCode="N"/>
        <FareInfo PTC_Code="CNN" DiscountPercent="25" CountryCode="AT" FareBasis="YOW YRT"/>
        <TicketDocument TicketDocumentNbr="9992400000022" Type="T" DateOfIssue="2026-02-01">
          <TotalFare Amount="412.50" CurrencyCode="EUR"/>
          <PricingInfo NonEndorsableInd="true" NonRefundableInd="true"/>
          <Taxes>
            <Tax Amount="12.00" ISOCountry="AT" CurrencyCode="EUR" TaxType="YQ"/>
            <Tax Amount="EXEMPT"/>
          </Taxes>
          <PaymentInfo PaymentType="CC" PaymentAmount="412.50"/>
          <PaymentInfo PaymentType="CA" PaymentAmount="1.00"/>
        </TicketDocument>
      </Passenger>
      <Flight FlightNumber="0417">
        <MarketingAirline Code="ZZ"/>
        <CheckInInfo>
          <BoardingNumber RPH="2">
            <Passenger>
              <GivenName>TIM</GivenName>
              <Surname>BEISPIEL</Surname>
            </Passenger>
            <SeatNumber CabinClass="M">014C</SeatNumber>
          </BoardingNumber>
        </CheckInInfo>
        <CheckInInfo>
          <BoardingNumber RPH="1">
            <Passenger>
              <GivenName>MARA</GivenName>
              <Surname>BEISPIEL</Surname>
            </Passenger>
            <SeatNumber CabinClass="C"/>
          </BoardingNumber>
        </CheckInInfo>
      </Flight>
    </PNR>
  </PNRs>
</IATA_PNRGOV_NotifRQ>
"#;

#[test]
fn what_is_sold_and_asked_for() {
    let (document, findings) = read(SOLD.as_bytes());
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(String::from_utf8(pnrxml::write(&document).unwrap()).unwrap(), SOLD);
    assert!(pnrxml::left_out(&document.push).is_empty());
    let booking = &document.push.bookings[0];
    let request = &booking.requests[0];
    assert_eq!((request.quantity, request.carrier.as_deref()), (Some(2), Some("ZZ")));
    assert_eq!((request.board.as_deref(), request.off.as_deref()), (Some("TAS"), Some("VIE")));
    assert_eq!(request.travellers().map(|reference| reference.0.as_ref()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(booking.agency.as_ref().unwrap().currency.as_deref(), Some("EUR"));
    assert_eq!(booking.travellers.iter().map(|person| person.has_infant).collect::<Vec<_>>(), [true, false]);
    let bags: Vec<_> =
        booking.excess_bags.iter().map(|b| (b.traveller, b.quantity, b.unit.as_deref())).collect();
    assert_eq!(bags, [(None, Some(20), Some("W")), (Some(1), Some(1), Some("N"))]);
    assert_eq!(booking.excess_bags[0].weight_unit.as_deref(), Some("K"));
    let fare = &booking.fares[0];
    assert_eq!((fare.traveller, fare.passenger_type.as_deref()), (Some(1), Some("CNN")));
    assert_eq!(fare.discount.as_ref().unwrap().0, "25");
    assert_eq!(fare.basis.iter().map(|basis| basis.0.as_ref()).collect::<Vec<_>>(), ["YOW", "YRT"]);
    let ticket = &booking.tickets[1];
    assert_eq!(ticket.pricing.iter().map(|indicator| &**indicator).collect::<Vec<_>>(), ["NE", "NR"]);
    assert_eq!(ticket.taxes.iter().map(|tax| tax.code.as_deref()).collect::<Vec<_>>(), [Some("YQ"), None]);
    let paid: Vec<_> = booking.payments.iter().map(|payment| payment.ticket).collect();
    assert_eq!(paid, [None, Some(0), Some(1), Some(1)]);
    let cabins: Vec<_> = booking.itinerary[0].boardings.iter().map(|b| b.cabin.as_deref()).collect();
    assert_eq!(cabins, [Some("M"), Some("C")]);
}

/// Payments keep their tickets also when tickets of an earlier traveller are found later, in a text.
#[test]
fn payments_keep_their_tickets() {
    let text = document(
        "<OtherServiceInfo/><Passenger RPH=\"1\"><Surname>A</Surname><SSR SSRCode=\"OTHS\" RPH=\"1\"><Text>TKT 9992400000001</Text></SSR>\
         </Passenger><Passenger RPH=\"2\"><Surname>B</Surname><TicketDocument TicketDocumentNbr=\"9992400000002\">\
         <PaymentInfo PaymentAmount=\"5\"/></TicketDocument></Passenger>",
    );
    let (document, _) = read(text.as_bytes());
    let booking = &document.push.bookings[0];
    let numbers: Vec<_> =
        booking.tickets.iter().map(|ticket| ticket.number.as_ref().unwrap().0.as_ref()).collect();
    assert_eq!(numbers, ["9992400000001", "9992400000002"]);
    assert_eq!(booking.payments[0].ticket, Some(1));
    assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
}

/// Known data without a place is told once, elements and attributes alike.
#[test]
fn what_has_no_place_is_told() {
    let text = document(
        "<POS><Source AgentDutyCode=\"GS\"/></POS><Passenger><Surname>A</Surname><ExcessBaggage BaggagePool=\"MP\" UnitOfMeasureQuantity=\"1\"/>\
         <ExcessBaggage BaggagePool=\"MP\"/><FareInfo PTC_Code=\"ADT\"/></Passenger><HotelInfo a=\"1\"/>",
    );
    let (_, findings) = read(text.as_bytes());
    let told: Vec<_> = findings.iter().map(|f| format!("{} {}", f.rule.id(), f.detail)).collect();
    assert_eq!(told, ["XML07 AgentDutyCode: 1", "XML07 BaggagePool: 2", "XML07 HotelInfo: 1"]);
}

#[test]
fn every_file_of_the_corpus_is_a_fixpoint() {
    let Some(shared) = common::corpus() else { return };
    let mut read = 0;
    for path in common::files_below(&shared.join("corpus/pnrgov")) {
        let bytes = std::fs::read(&path).unwrap();
        let is_xml = path.extension().is_some_and(|extension| extension == "xml");
        if is_xml && pnrxml::read(&bytes, &ReadOptions::DEFAULT).is_ok() {
            read += 1;
            assert_fixpoint(&bytes, &ReadOptions::DEFAULT);
            assert_fixpoint(&bytes, &ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep));
        }
    }
    assert!(read >= 6, "{read} files were read");
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

/// What a reader of any bytes owes: no panic, places inside the input, a fixpoint.
fn assert_survives(bytes: &[u8]) {
    match pnrxml::read(bytes, &ReadOptions::DEFAULT) {
        Ok(read) => {
            assert!(read.findings.iter().all(|finding| finding.location.span.end <= bytes.len()));
            for booking in &read.value.push.bookings {
                assert!(booking.location.span.end <= bytes.len());
            }
            assert_fixpoint(bytes, &ReadOptions::DEFAULT);
        }
        Err(error) => assert!(error.location().span.end <= bytes.len()),
    }
}

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

#[test]
fn what_xml_cannot_hold_is_refused() {
    let mut document = Document::default();
    let mut booking = Booking::default();
    booking.travellers.push(Passenger::named(PersonName::new("A\u{1}B".into(), [])));
    document.push.bookings.push(booking);
    assert_eq!(*pnrxml::write(&document).unwrap_err().kind(), ErrorKind::CharacterRefused);
    document.push.bookings[0].travellers[0].name = Personal(PersonName::new("A<&>\"'\r\n\tB".into(), []));
    let written = pnrxml::write(&document).unwrap();
    let (again, findings) = read(&written);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(again.push.bookings[0].travellers[0].name.surname, "A<&>\"'\r\n\tB");
}

/// A push that came as EDIFACT is written, too; what both forms have survives.
#[test]
fn a_push_from_edifact_is_written() {
    with_edifact(include_bytes!("../examples/data/bookings.edi"), assert_written);
}

fn assert_written(push: BookingPush<'_>) {
    let mut document = Document::default();
    document.push = push;
    let written = pnrxml::write(&document).unwrap();
    let (again, _) = read(&written);
    assert_eq!(again.push.bookings.len(), document.push.bookings.len());
    for (before, after) in document.push.bookings.iter().zip(&again.push.bookings) {
        assert_eq!(before.travellers.len(), after.travellers.len());
        for (before, after) in before.travellers.iter().zip(&after.travellers) {
            assert_eq!(before.name.letters(), after.name.letters());
            assert_eq!(before.birth_date, after.birth_date);
            assert_eq!(before.sex, after.sex);
            let numbers = |p: &Passenger<'_>| {
                p.documents
                    .iter()
                    .filter_map(|d| d.number.clone())
                    .map(|n| n.0.into_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(numbers(before), numbers(after));
        }
        assert_eq!(before.itinerary.len(), after.itinerary.len());
    }
    assert_fixpoint(&written, &ReadOptions::DEFAULT);
}

/// A push with all that EDIFACT has.
const FULL: &str = "UNB+IATA:1+ZZ+GOVPNR+260313:1015+REF1++PNRGOV'UNH+M1+PNRGOV:15:1:IA'MSG+:22'ORG+ZZ:TAS'\
    TVL+140326:1015:140326:1240+TAS+VIE+ZZ+0417'EQN+1'SRC'RCI+ZZ:Q7XK2P::010226:0930+YY:ABCDEF::020226:0930'\
    SSR+OTHR:HK:1:ZZ:::TAS:VIE:FIRM'IFT+4:15+SEA VIEW'ORG+1A:MUC+99999990:VIE++1A+T+AT:EUR+AA'EBD+EUR:50.00+20::W:K'\
    TIF+CHOIR:G'TIF+BEISPIEL+MARA MRS:A:1:1'IFT+4:15+AISLE'EBD+EUR:9.00+1::N'FAR+ADT+30+:25:AT+++YOW'\
    SSR+DOCS:HK:1:ZZ:::::/P/AUT/X7654321/AUT/17MAY90/F/31JAN31/BEISPIEL/MARA'TKT+9992400000001:T:1'\
    MON+T:412.50:EUR+B:400.00:EUR'PTK+NR:I+++ZZ'TXD++12.00:AT:EUR:YQ'DAT+710:010226'FOP+CC::412.50:VI:4000000000000002:0428'\
    TVL+140326:1015:140326:1240+TAS+VIE+ZZ+0417:Y'RPI+1+HK'SSR+SEAT:HK:2:ZZ:::TAS:VIE+12A::1:N+12B::1'\
    DAT+2:140326:0820'ORG+ZZ'TRI++TAS-021:::1'SSD+014C++++M'TBD++1:14:K++HP+ZZ:111222:1'\
    EQN+1'RCI+ZZ:SPLIT1'MSG+8'TVL+140326::160326+VIE:INN+VIE+HH+CONF1:ROOM'\
    ABI+4+99999990+++ZZ'DAT+T:100326:0800'SAC+++A'TIF+MUSTER+JAN'UNT+40+M1'UNZ+1+REF1'";

/// Calls with the model of the first message of an interchange.
fn with_edifact(bytes: &[u8], then: impl FnOnce(BookingPush<'_>)) {
    let interchange = paxgov::edifact::Interchange::parse(bytes).unwrap();
    let message = interchange.messages().next().unwrap();
    let push = paxgov::pnrgov::PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    then(push.to_model());
}

/// What stands in no place of the form, taken out.
fn without_the_rest(push: &mut BookingPush<'_>) {
    push.function = None;
    push.sender.as_mut().unwrap().city = None;
    for booking in &mut push.bookings {
        booking.locators[1].created = Field::Absent;
        let agency = booking.agency.as_mut().unwrap();
        (agency.system, agency.kind) = (None, None);
        booking.groups.clear();
        booking.remarks.retain(|remark| remark.scope == Scope::Booking);
        booking.remarks[0].kind = None;
        for detail in booking.requests.iter_mut().flat_map(|request| &mut request.details) {
            detail.characteristic = None;
        }
        let ticket = &mut booking.tickets[0];
        ticket.amounts.truncate(1);
        ticket.pricing.truncate(1);
        ticket.validating_carrier = None;
        booking.fares[0].age = None;
        (booking.excess_bags[1].amount, booking.excess_bags[1].currency) = (None, None);
        let boarding = &mut booking.itinerary[0].boardings[0];
        (boarding.bags, boarding.by) = (Bags::default(), None);
        booking.services.clear();
        booking.splits.clear();
        booking.changes.clear();
        (booking.travellers[0].bags, booking.travellers[0].kind) = (Bags::default(), None);
    }
}

/// What another form holds and this one cannot carry is named; the rest comes through whole.
#[test]
fn nothing_of_edifact_is_lost_in_silence() {
    with_edifact(FULL.as_bytes(), |mut push| {
        let names = [
            "function of the push",
            "sender other than its company",
            "creation time of a further locator",
            "system of the agent",
            "kind of the agent",
            "names of groups",
            "kinds of remarks",
            "remarks of travellers and flights",
            "characteristics of seats",
            "amounts other than the total fare",
            "pricing indicators other than NE and NR",
            "validating carrier",
            "age of a fare",
            "price of a traveller's excess baggage",
            "checked bags",
            "who checked in",
            "services other than flights",
            "splits",
            "history",
            "kinds of travellers",
        ];
        assert_eq!(pnrxml::left_out(&push), names);
        without_the_rest(&mut push);
        assert!(pnrxml::left_out(&push).is_empty());
        let mut document = Document::default();
        document.push = push;
        let written = pnrxml::write(&document).unwrap();
        let keep = ReadOptions::DEFAULT.with_sensitive(SensitivePolicy::Keep);
        let mut again = pnrxml::read(&written, &keep).unwrap().value;
        // The seats of a request stand as texts, one request for each.
        let seats: Vec<_> = again.push.bookings[0].requests.iter().filter(|r| &*r.code == "SEAT").collect();
        let texts: Vec<_> = seats.iter().map(|request| request.text.as_ref().unwrap().0.as_ref()).collect();
        assert_eq!(texts, ["12A", "12B"]);
        for push in [&mut document.push, &mut again.push] {
            let booking = &mut push.bookings[0];
            booking.requests.retain(|request| &*request.code != "SEAT");
            booking.travellers[0].seats.sort_by(|one, two| one.0.cmp(&two.0));
        }
        assert_eq!(difference(&plain(&document)["push"], &plain(&again)["push"], ""), "");
        assert_fixpoint(&written, &keep);
    });
}

/// Each of the other names, by the smallest booking that holds it.
#[test]
fn each_loss_has_its_name() {
    type Change = fn(&mut Booking<'static>);
    let rows: &[(&str, Change)] = &[
        ("", |_| {}),
        ("cancellation of a booking", |b| b.is_cancelled = true),
        ("tickets of no traveller", |b| b.tickets.push(Ticket::default())),
        ("payments of a booking without travellers", |b| {
            b.travellers.clear();
            b.payments.push(Payment::default());
        }),
        ("fares of no traveller", |b| b.fares.push(Fare::default())),
        ("excess baggage of an unlisted traveller", |b| {
            let mut bags = ExcessBags::default();
            bags.traveller = Some(7);
            b.excess_bags.push(bags);
        }),
        ("unit of excess baggage", |b| {
            let mut bags = ExcessBags::default();
            bags.weight_unit = Some("STONE".into());
            b.excess_bags.push(bags);
        }),
        ("seats of requests", |b| {
            let mut request = SpecialRequest::new("SEAT".into(), Scope::Booking);
            request.text = Some(Cow::Borrowed("WINDOW").into());
            let mut detail = RequestDetail::default();
            detail.seat = Some(Cow::Borrowed("12A").into());
            request.details.push(detail);
            b.requests.push(request);
        }),
        ("purposes of addresses", |b| {
            let mut address = Address::default();
            address.purpose = Some("701".into());
            b.addresses.push(address);
        }),
        ("text of addresses", |b| {
            let mut address = Address::default();
            address.text = Some(Cow::Borrowed("0043").into());
            b.travellers[0].addresses.push(address);
        }),
        ("seats of travellers", |b| b.travellers[0].seats.push(Cow::Borrowed("12A").into())),
        ("tickets of travellers", |b| b.travellers[0].tickets.push(Cow::Borrowed("999").into())),
        ("people of no request and no check-in", |b| {
            let mut person = Passenger::named(PersonName::new("OTHER".into(), []));
            person.is_derived = true;
            b.travellers.push(person);
        }),
        ("ports of travellers", |b| {
            b.travellers[0].embarkation = Field::Valid(Personal(Port::read(b"VIE").unwrap()));
        }),
        ("residence", |b| {
            let state = paxgov::codes::StateCode::from_alpha3(b"AUT").unwrap();
            b.travellers[0].residence = Field::Valid(Personal(state));
        }),
    ];
    for (name, change) in rows {
        let mut push = BookingPush::default();
        let mut booking = Booking::default();
        booking.travellers.push(Passenger::named(PersonName::new("TESTER".into(), [])));
        change(&mut booking);
        push.bookings.push(booking);
        let expected: Vec<&str> = Some(*name).filter(|name| !name.is_empty()).into_iter().collect();
        assert_eq!(pnrxml::left_out(&push), expected);
    }
}

/// A value of an attribute or a text, as it is written.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "MARA", "ANNA MR", "TESTER", "-", "", "MR", "REV", "A/B", "1", "2", "1 2", "ZZ", "417", "0417A", "OPEN",
            "ZZ0417", "AUT", "DEU", "AT", "Germany", "F", "M", "MI", "FI", "HK", "XX", "HX", "DOCS", "DOCO", "DOCA", "OTHS", "KSML",
            "INFT", "CTCM", "CTCE", "TKNE", "SEAT", "FQTV", "CHLD", "FOID", "2026-03-14T10:15:00", "2026-03-14 10:15:00+01:00",
            "1990-05-17", "1990", "X1", "X2", "P", "V", "R", "D", "true", "E+A@B.EXAMPLE", "0043155500011",
            "/P/AUT/X1/AUT/17MAY90/F/31JAN31/TESTER/MARA", "/P/AUT/X2/DEU/17MAY90/M/31JAN31/OTHER/JOHN",
            "/P/AUT/X3/AUT/17MAY25/FI/31JAN31/TESTER/EDDA", "/CAIRO/V/V1/CAIRO/01FEB26/AUT", "/R/AUT/GASSE 1/WIEN/W/1010",
            "TESTER/EDDA 01JAN26", "9992400000001C2", "INF9992400000002", "14C", "PP/X1", "CALL +43155500011",
            "X-1TESTER/MARA", "//", "CTCE A//B.EXAMPLE", "01JAN19", "ZZ123456", "K", "N", "W", "AA A", "AA 417", "YOW BASE",
        ]).prop_map(str::to_owned),
        1 => "[A-Z0-9/ .&;#\"'ÄÖ€\\-]{0,12}",
    ]
}

fn attributes(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::option::weighted(0.6, value()), names.len()).prop_map(move |values| {
        let mut out = String::new();
        for (name, value) in names.iter().zip(values) {
            if let Some(value) = value {
                let value = value.replace('&', "&amp;").replace('"', "&quot;");
                write!(out, " {name}=\"{value}\"").unwrap();
            }
        }
        out
    })
}

fn text(name: &'static str) -> impl Strategy<Value = String> {
    prop::option::weighted(0.7, value()).prop_map(move |value| {
        value.map_or_else(String::new, |value| format!("<{name}>{}</{name}>", value.replace('&', "&amp;")))
    })
}

fn some_of(item: impl Strategy<Value = String> + 'static, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(item, 0..=most).prop_map(|items| items.concat())
}

fn ssr() -> impl Strategy<Value = String> {
    let asked = attributes(&["SSRCode", "ServiceQuantity", "Status", "BoardPoint", "OffPoint", "RPH"]);
    (asked, attributes(&["Code"]), text("Text"))
        .prop_map(|(a, c, t)| format!("<SSR{a}><Airline{c}/>{t}</SSR>"))
}

fn doc_ssr() -> impl Strategy<Value = String> {
    let inside = prop_oneof![
        attributes(&[
            "DateOfBirth",
            "ExpiryDate",
            "FirstGivenName",
            "SecondGivenName",
            "Surname",
            "Gender",
            "IssuingLoc",
            "PaxNationality",
            "TravelDocType",
            "TravelDocNbr",
        ])
        .prop_map(|a| format!("<DOCS{a}/>")),
        attributes(&[
            "BirthLocation",
            "TravelDocType",
            "TravelDocNbr",
            "PlaceOfIssue",
            "DateOfIssue",
            "CountryState",
            "InfantInd"
        ])
        .prop_map(|a| format!("<DOCO{a}/>")),
        attributes(&["AddressType", "Address", "CityName", "PostalCode", "StateProvCounty", "Country"])
            .prop_map(|a| format!("<DOCA{a}/>")),
    ];
    (attributes(&["RPH"]), inside).prop_map(|(a, i)| format!("<DOC_SSR SSRCode=\"DOCS\"{a}>{i}</DOC_SSR>"))
}

fn passenger() -> impl Strategy<Value = String> {
    let names =
        (text("GivenName"), text("MiddleName"), text("SurnamePrefix"), text("Surname"), text("NameTitle"))
            .prop_map(|(a, b, c, d, e)| a + &b + &c + &d + &e);
    let contact =
        (attributes(&["PhoneNumber", "PhoneType", "EmailAddress"]), text("AddressLine"), text("CityName"))
            .prop_map(|(a, l, c)| format!("<ContactInfo{a}>{l}{c}</ContactInfo>"));
    let loyalty = attributes(&["ProgramID", "MembershipID"]).prop_map(|a| format!("<CustLoyalty{a}/>"));
    let payment = attributes(&["PaymentType", "PaymentAmount", "AccountNbr", "CardHolderName"])
        .prop_map(|a| format!("<PaymentInfo{a}/>"));
    let tax =
        attributes(&["Amount", "ISOCountry", "CurrencyCode", "TaxType"]).prop_map(|a| format!("<Tax{a}/>"));
    let ticket = (
        attributes(&["TicketDocumentNbr", "Type", "DateOfIssue"]),
        attributes(&["Amount", "CurrencyCode"]),
        attributes(&["NonEndorsableInd", "NonRefundableInd"]),
        some_of(tax, 2),
        some_of(payment, 2),
    )
        .prop_map(|(a, t, i, x, p)| {
            format!(
                "<TicketDocument{a}><TotalFare{t}/><PricingInfo{i}/><Taxes>{x}</Taxes>{p}</TicketDocument>"
            )
        });
    let fare = attributes(&["PTC_Code", "DiscountPercent", "DiscountrPercent", "CountryCode", "FareBasis"])
        .prop_map(|a| format!("<FareInfo{a}/>"));
    let bags = attributes(&["UnitOfMeasureQuantity", "UnitOfMeasureCode"])
        .prop_map(|a| format!("<ExcessBaggage{a}/>"));
    let parts = (
        some_of(contact, 2),
        some_of(loyalty, 1),
        some_of(ssr(), 2),
        some_of(ticket, 2),
        some_of(doc_ssr(), 4),
        some_of(fare, 2),
        some_of(bags, 2),
    );
    (attributes(&["RPH", "SurnameRefNumber", "AccompaniedByInfantInd"]), names, parts).prop_map(
        |(a, n, (c, l, s, t, d, f, b))| format!("<Passenger{a}>{n}{s}{c}{d}{l}{f}{t}{b}</Passenger>"),
    )
}

fn pnr() -> impl Strategy<Value = String> {
    let locator = (attributes(&["ID", "Type"]), attributes(&["Code"]))
        .prop_map(|(a, c)| format!("<BookingRefID{a}><CompanyName{c}/></BookingRefID>"));
    let seat = (attributes(&["CabinClass"]), value())
        .prop_map(|(a, seat)| format!("<SeatNumber{a}>{}</SeatNumber>", seat.replace('&', "&amp;")));
    let seat = some_of(seat, 2);
    let boarding = (attributes(&["Time"]), attributes(&["Number", "RPH"]), text("GivenName"), text("Surname"), seat)
        .prop_map(|(t, a, g, s, n)| {
            format!("<CheckInInfo{t}><BoardingNumber{a}><Passenger>{g}{s}</Passenger>{n}</BoardingNumber></CheckInInfo>")
        });
    let bags = attributes(&["UnitOfMeasureQuantity", "UnitOfMeasureCode", "Amount", "CurrencyCode"])
        .prop_map(|a| format!("<PrepaidBag{a}/>"));
    let flight = (
        attributes(&[
            "DepartureDateTime",
            "ArrivalDateTime",
            "ResBookDesigCode",
            "NumberInParty",
            "Status",
            "FlightNumber",
            "OperationalSuffix",
        ]),
        attributes(&["LocationCode"]),
        attributes(&["Code", "FlightNumber"]),
        attributes(&["Code"]),
        (some_of(ssr(), 3), some_of(boarding, 2)),
    )
        .prop_map(|(a, p, o, m, (s, b))| {
            format!(
                "<Flight{a}>{b}<DepartureAirport{p}/><OperatingAirline{o}/><MarketingAirline{m}/>{s}</Flight>"
            )
        });
    let osi = text("Text").prop_map(|t| format!("<OtherServiceInfo>{t}</OtherServiceInfo>"));
    let head = attributes(&["NumberOfPassengers", "PNR_TransDate", "PNR_CreationDate", "LastTktDate"]);
    let source = attributes(&["AgentSine", "PseudoCityCode", "ISOCountry", "ISOCurrency"])
        .prop_map(|a| format!("<POS><Source{a}/></POS>"));
    (
        head,
        some_of(locator, 2),
        (some_of(ssr(), 2), some_of(osi, 2), source, some_of(doc_ssr(), 1), some_of(bags, 2)),
        some_of(passenger(), 3),
        some_of(flight, 2),
    )
        .prop_map(|(h, l, (s, o, a, d, b), p, f)| format!("<PNR{h}>{l}{b}{f}{p}{s}{o}{a}{d}</PNR>"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_read_is_written_and_read_again(pnrs in prop::collection::vec(pnr(), 1..3), keep: bool) {
        let text = format!("<IATA_PNRGOV_NotifRQ><FlightLeg DepartureDateTime=\"2026-03-14T10:15:00\"/><PNRs>{}</PNRs></IATA_PNRGOV_NotifRQ>", pnrs.concat());
        let policy = if keep { SensitivePolicy::Keep } else { SensitivePolicy::Protect };
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT.with_sensitive(policy));
    }

    #[test]
    fn no_bytes_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<PNR>", "</PNR>", "<Passenger", ">", "/>", "<", "\"", "'", "=", "&", ";", "&#", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>",
            "<!DOCTYPE", "[", "]", "<Surname>", "</Surname>", "A", " RPH=\"1\"", "<SSR SSRCode=\"OTHS\">", "<Text>", "\u{fe}", "\u{0}", ":", "\n",
        ]), 0..60)
    ) {
        assert_survives(pieces.concat().as_bytes());
    }
}
