//! Documents of random content, and random bytes.

use std::fmt::Write;

use paxgov::ReadOptions;
use paxgov::codes::SensitivePolicy;
use proptest::prelude::*;

use super::{assert_fixpoint, assert_survives};

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

/// A form of one of few documents.
fn document() -> impl Strategy<Value = String> {
    let one_of = |name: &'static str, values: &'static [&'static str]| {
        prop::option::of(prop::sample::select(values))
            .prop_map(move |value| value.map_or_else(String::new, |value| format!(" {name}=\"{value}\"")))
    };
    let both = move || {
        (one_of("TravelDocType", &["V", "P"]), one_of("TravelDocNbr", &["X1", "X2"]))
            .prop_map(|(kind, number)| kind + &number)
    };
    let travel =
        (both(), one_of("ExpiryDate", &["2030-01-31", "2031-01-31"]), one_of("IssuingLoc", &["AUT", "DEU"]))
            .prop_map(|(both, expiry, issuer)| format!("<DOCS{both}{expiry}{issuer}/>"));
    let other = (
        both(),
        one_of("DateOfIssue", &["2026-02-01", "2026-02-02"]),
        one_of("PlaceOfIssue", &["CAIRO", "WIEN"]),
    )
        .prop_map(|(both, issued, place)| format!("<DOCO{both}{issued}{place}/>"));
    prop_oneof![travel, other].prop_map(|form| format!("<DOC_SSR SSRCode=\"DOCS\">{form}</DOC_SSR>"))
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn documents_of_one_person_are_read_again(documents in prop::collection::vec(document(), 1..5)) {
        let text = format!(
            "<IATA_PNRGOV_NotifRQ><FlightLeg DepartureDateTime=\"2026-03-14T10:15:00\"/><PNRs><PNR><Passenger><Surname>A</Surname>{}</Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>",
            documents.concat()
        );
        assert_fixpoint(text.as_bytes(), &ReadOptions::DEFAULT);
    }
}
