//! What is written is read the same, and known answers in the canonical form.

use paxgov::ReadOptions;
use paxgov::codes::SensitivePolicy;
use paxgov::model::SegmentKind;
use paxgov::pnrxml;

use super::{SAMPLE, assert_fixpoint, document, read};
use crate::common;

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
fn a_broken_birth_date_costs_no_other() {
    let text = document(
        "<Passenger><Surname>A</Surname><DOC_SSR SSRCode=\"DOCS\"><DOCS DateOfBirth=\"MR\"/></DOC_SSR>\
         <SSR SSRCode=\"CHLD\"><Text>01JAN19</Text></SSR></Passenger>",
    );
    let (document, _) = read(text.as_bytes());
    assert!(document.push.bookings[0].travellers[0].birth_date.valid().is_some());
    assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
}

#[test]
fn what_is_no_number_is_none_behind_the_carrier_either() {
    for number in ["AA-", "AA OPEN", "AA ARNK", "AA417"] {
        let text = document(&format!("<Flight><OperatingAirline FlightNumber=\"{number}\"/></Flight>"));
        let (document, _) = read(text.as_bytes());
        let operated = document.push.bookings[0].itinerary[0].leg.operated_as.clone().unwrap();
        let expected = if number == "AA417" { "417" } else { "" };
        assert_eq!((&*operated.carrier, &*operated.number), ("AA", expected));
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
    for (number, kind) in [
        ("OPEN", SegmentKind::Open),
        ("AA OPEN", SegmentKind::Open),
        ("AA ARNK", SegmentKind::Surface),
        ("AA417", SegmentKind::Flight),
    ] {
        let text = document(&format!("<Flight FlightNumber=\"{number}\"/>"));
        let (document, _) = read(text.as_bytes());
        assert_eq!(document.push.bookings[0].itinerary[0].kind, kind, "{number}");
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
    let text =
        document("<Flight><MarketingAirline Code=\"*\"/><OperatingAirline FlightNumber=\"*OPEN\"/></Flight>");
    assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
}

#[test]
fn a_request_that_names_nobody_makes_nobody() {
    let docs = |inside: &str| format!("<DOC_SSR SSRCode=\"DOCS\">{inside}</DOC_SSR>");
    let infant = docs("<DOCS ExpiryDate=\"2026-03-14\" Surname=\"MI\" Gender=\"MI\"/>");
    for (people, count) in [
        // The infant has a surname, which looks like a sex behind a birth date.
        (format!("<Passenger/><Passenger>{infant}</Passenger>{}", docs("<DOCS/>")), 3),
        (
            format!(
                "<Passenger><Surname>MR</Surname></Passenger>{}",
                docs("<DOCS SecondGivenName=\"//\" Gender=\"MI\"/>")
            ),
            1,
        ),
        (
            format!(
                "<Passenger><Surname>MR</Surname>{}</Passenger><Passenger/>{}",
                docs("<DOCS FirstGivenName=\"//\" Gender=\"MI\"/>"),
                docs("<DOCS TravelDocNbr=\"X1\"/>")
            ),
            2,
        ),
    ] {
        let text = document(&people);
        let (document, _) = read(text.as_bytes());
        assert_eq!(document.push.bookings[0].travellers.len(), count);
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
}

#[test]
fn a_document_in_two_forms_stays_apart_from_one_without_a_number() {
    let docs = |inside: &str| format!("<DOC_SSR SSRCode=\"DOCS\">{inside}</DOC_SSR>");
    let open = docs("<DOCO TravelDocType=\"MR\"/>");
    let (first, second) = (
        docs("<DOCO TravelDocNbr=\"X1\" PlaceOfIssue=\"CAIRO\"/>"),
        docs("<DOCS SecondGivenName=\"OTHER\" TravelDocNbr=\"X1\"/>"),
    );
    let visa = docs("<DOCO TravelDocType=\"V\" DateOfIssue=\"2026-02-01\"/>");
    let (later, its_docs) = (
        docs("<DOCO TravelDocType=\"V\" TravelDocNbr=\"X1\" DateOfIssue=\"2026-02-02\"/>"),
        docs("<DOCS TravelDocType=\"V\" TravelDocNbr=\"X1\" ExpiryDate=\"2031-01-31\"/>"),
    );
    let expires = |inside: &str| docs(&format!("<DOCS TravelDocType=\"V\" {inside}/>"));
    let (nothing, sooner, of_state) = (
        String::new(),
        expires("ExpiryDate=\"2030-01-31\""),
        expires("ExpiryDate=\"2031-01-31\" IssuingLoc=\"DEU\""),
    );
    for (open, one, two) in
        [(&open, &first, &second), (&visa, &later, &its_docs), (&nothing, &sooner, &of_state)]
    {
        let text = document(&format!("<Passenger><Surname>A</Surname>{open}{one}{two}</Passenger>"));
        let (read, _) = read(text.as_bytes());
        assert_eq!(read.push.bookings[0].travellers[0].documents.len(), 2, "{text}");
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
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
