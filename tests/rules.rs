//! Every rule of the registry has a fixture named after its id, and the rule fires there.

mod common;

use std::fs;
use std::path::Path;

use paxgov::validate::{Profile, checked_rules};
use paxgov::{Limits, Rule};

#[test]
fn every_rule_fires_on_its_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules");
    let mut silent = Vec::new();
    for rule in Rule::ALL {
        let id = rule.id();
        if common::is_unread_here(id) {
            continue;
        }
        let form = if id.starts_with("XML") { "xml" } else { "edi" };
        let bytes =
            fs::read(folder.join(format!("{id}.{form}"))).unwrap_or_else(|_| panic!("{id} has no fixture"));
        let profile = fs::read_to_string(folder.join(format!("{id}.profile"))).ok();
        let profile = profile.map_or_else(Profile::base, |name| Profile::preset(name.trim()).unwrap());
        let found = common::findings(&bytes, &profile, &Limits::DEFAULT);
        if !found.iter().any(|finding| finding.rule == *rule) {
            silent.push((id, found.iter().map(|finding| finding.rule.id()).collect::<Vec<_>>()));
        }
        assert!(
            found.iter().all(|finding| finding.location.span.end <= bytes.len()),
            "{id}: a place outside the input"
        );
    }
    assert!(silent.is_empty(), "silent rules and what fired instead: {silent:?}");
}

#[test]
fn no_fixture_is_without_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap();
        assert!(Rule::from_id(id).is_some(), "{id} is no rule");
    }
}

/// The fixtures of a rule differ from the clean messages in one fault, so the clean ones must be silent.
#[test]
fn clean_messages_have_no_findings() {
    for name in ["clean-list.edi", "clean-push.edi", "clean-push.xml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        let found = common::findings(&fs::read(path).unwrap(), &Profile::base(), &Limits::DEFAULT);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn documents_without_a_text_in_its_place_are_said() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/clean-push.edi");
    let clean = String::from_utf8(fs::read(path).unwrap()).unwrap();
    let docs = clean.find("SSR+DOCS").unwrap();
    let end = docs + clean[docs..].find('\'').unwrap();
    for odd in [
        "SSR+DOCS:HK:1:ZZ:/P/AUT/X1/AUT/17MAY90/F/31JAN31/TESTER/MARA",
        "SSR+DOCS:HK:1:ZZ+/P/AUT/X1",
        "SSR+DOCA:HK:1",
    ] {
        let push = format!("{}{odd}{}", &clean[..docs], &clean[end..]);
        let found = common::findings(push.as_bytes(), &Profile::base(), &Limits::DEFAULT);
        let said = found
            .iter()
            .find(|finding| finding.rule == Rule::DocsText)
            .map(|finding| finding.location.span.start);
        assert_eq!(said, Some(docs), "{odd}");
    }
}

/// EQN repeats the number of the whole push in each part: only all parts together say whether PNRs are missing.
#[test]
fn the_parts_of_a_push_hold_as_many_pnrs_as_each_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules/PNR25.edi");
    let text = fs::read_to_string(path).unwrap().replace("ZZ+0418'", "ZZ+0417'");
    let found = |text: &str| {
        let found = common::findings(text.as_bytes(), &Profile::base(), &Limits::DEFAULT);
        found.iter().map(|finding| (finding.rule.id(), finding.location.message)).collect::<Vec<_>>()
    };
    assert_eq!(found(&text), []);
    assert_eq!(found(&text.replace("EQN+2'", "EQN+9'")), [("PNR05", 1), ("PNR05", 2)]);
    let second = text.rfind("EQN+2'").unwrap();
    let one = format!("{}EQN+5'{}", &text[..second], &text[second + 6..]);
    assert_eq!(found(&one), [("PNR05", 2)]);
}

/// The customs form of the 1990s has qualifiers of its own for the times of its ports.
#[test]
fn a_sound_list_of_the_customs_form_says_only_that_it_is_one() {
    let list = b"UNB+UNOA:1+ZZ+US+260314:0712+1'UNH+1+PAXLST:001:000:NZ'TDT++SA812+40+SA'LOC+005+NZAKL:50'LOC+008+USLAX:50'\
        DTM+136+260314+2300+P12'DTM+132+260314+1500+M08'UNS+D'\
        PDT+P/X1234567:310131:NZL+TESTER:MARA:A:740812:F+PAX+AKL:LAX'UNT+9+1'UNZ+1+1'";
    let found = common::findings(list, &Profile::base(), &Limits::DEFAULT);
    let rules: Vec<Rule> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, [Rule::CustomsForm]);
}

/// The clean push of EDIFACT as XML.
#[cfg(feature = "xml")]
const TWIN: &str = r#"<IATA_PNRGOV_NotifRQ><Originator AirlineCode="ZZ"/>
<FlightLeg CarrierCode="ZZ" FlightNumber="0417" DepartureDateTime="2026-03-14T10:15:00" ArrivalDateTime="2026-03-14T12:40:00">
<DepartureAirport LocationCode="TAS"/><ArrivalAirport LocationCode="VIE"/></FlightLeg>
<PNRs NumberOfPnrs="1"><PNR NumberOfPassengers="1"><BookingRefID ID="Q7XK2P"><CompanyName Code="ZZ"/></BookingRefID>
<Passenger RPH="1"><GivenName>DILNOZA</GivenName><Surname>KARIMOVA</Surname>
<TicketDocument TicketDocumentNbr="9992400000001" Type="T"/><DOC_SSR SSRCode="DOCS" RPH="1"><DOCS DateOfBirth="1990-05-17"
ExpiryDate="2031-01-31" FirstGivenName="DILNOZA" Surname="KARIMOVA" Gender="F" IssuingLoc="UZB" PaxNationality="UZB"
TravelDocType="P" TravelDocNbr="FA1234567"/></DOC_SSR></Passenger>
<Flight DepartureDateTime="2026-03-14T10:15:00" ArrivalDateTime="2026-03-14T12:40:00" Status="HK" FlightNumber="0417">
<DepartureAirport LocationCode="TAS"/><ArrivalAirport LocationCode="VIE"/><MarketingAirline Code="ZZ"/>
<SSR SSRCode="SEAT" Status="HK" RPH="1"><Text>12A</Text></SSR></Flight></PNR></PNRs></IATA_PNRGOV_NotifRQ>"#;

/// A change of both forms, `from` to `to`, and the rules that judging fires on each.
#[cfg(feature = "xml")]
type Row = ((&'static str, &'static str), (&'static str, &'static str), &'static [&'static str]);

#[cfg(feature = "xml")]
const ROWS: &[Row] = &[
    (("", ""), ("", ""), &[]),
    (("31JAN31", "31JAN26"), ("2031-01-31", "2026-01-31"), &["VAL05"]),
    (("17MAY90", "31FEB90"), ("1990-05-17", "1990-02-31"), &["VAL01"]),
    (("17MAY90", "17MAY2026"), ("1990-05-17", "2026-05-17"), &["VAL02"]),
    (("17MAY90", "17MAY1890"), ("1990-05-17", "1890-05-17"), &["VAL03"]),
    (("31JAN31", "31FEB31"), ("2031-01-31", "2031-02-31"), &["VAL06"]),
    (("/F/", "/Q/"), ("Gender=\"F\"", "Gender=\"Q\""), &["VAL07"]),
    (("/P/UZB", "/P/QQQ"), ("IssuingLoc=\"UZB\"", "IssuingLoc=\"QQQ\""), &["VAL08"]),
    (("UZB/17", "QQQ/17"), ("PaxNationality=\"UZB\"", "PaxNationality=\"QQQ\""), &["VAL08"]),
    (("/P/UZB", "/QQ/UZB"), ("Type=\"P\"", "Type=\"QQ\""), &["VAL09"]),
    (("FA1234567", "FA123 567"), ("FA1234567", "FA123 567"), &["VAL10"]),
    (("FA1234567", ""), ("FA1234567", ""), &["VAL11"]),
    (("FA1234567", "1234567"), ("FA1234567", "1234567"), &["VAL12"]),
    (("ZZ:Q7XK2P", "ZZ:AAAAAA"), ("Q7XK2P", "AAAAAA"), &["VAL12"]),
    (("+TAS+VIE+ZZ+0417'", "+T4S+VIE+ZZ+0417'"), ("\"TAS\"", "\"T4S\""), &["VAL13"]),
    (("+0417'", "+41799'"), ("\"0417\" Dep", "\"41799\" Dep"), &["VAL14"]),
    (("+0417:Y", "+41799:Y"), ("\"HK\" FlightNumber=\"0417\"", "\"HK\" FlightNumber=\"41799\""), &["VAL14"]),
    (("1240+TAS+VIE+ZZ+0417:Y", "9940+TAS+VIE+ZZ+0417:Y"), ("T12:40:00\" S", "T99:40:00\" S"), &["VAL15"]),
    (("KARIMOVA", "KAR1MOVA"), ("KARIMOVA", "KAR1MOVA"), &["VAL16"]),
    (("DILNOZAMRS", "MRS"), ("<GivenName>DILNOZA", "<GivenName>MRS"), &["VAL17"]),
    (("ZZ:Q7XK2P", "ZZ:Q7"), ("Q7XK2P", "Q7"), &["VAL18"]),
    (("KARIMOVA", "UNKNOWN"), ("KARIMOVA", "UNKNOWN"), &["VAL22"]),
    (("RCI+ZZ:Q7XK2P::010226:0930'", "RCI+ZZ'"), (" ID=\"Q7XK2P\"", ""), &["PNR06"]),
    (("ORG+ZZ:TAS'", "ORG'"), ("AirlineCode=\"ZZ\"", ""), &["PNR15"]),
    (("9992400000001", "99924"), ("9992400000001", "99924"), &["PNR16"]),
    (("RPI+1+HK", "RPI+1+QQ"), ("Status=\"HK\" Fl", "Status=\"QQ\" Fl"), &["PNR18"]),
];

/// A push is judged the same in both forms: the checks need no form. What reading XML finds beside them (XML10 for a value that
/// is none) is of reading.
#[cfg(feature = "xml")]
#[test]
fn a_push_is_judged_alike_in_both_forms() {
    use paxgov::model::BookingPush;
    use paxgov::validate::validate;
    use paxgov::{ReadOptions, edifact::Interchange, pnrgov::PnrPush, pnrxml};
    let clean = include_str!("fixtures/clean-push.edi");
    let replaced = |text: &str, (from, to): (&str, &str)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    };
    let ids = |findings: &[paxgov::Finding]| {
        let mut ids: Vec<_> = findings.iter().map(|finding| finding.rule.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    for &(of_edifact, of_xml, expected) in ROWS {
        let (one, two) = (replaced(clean, of_edifact), replaced(TWIN, of_xml));
        let interchange = Interchange::parse(one.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let push = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
        let mut edifact = ids(&validate(&push, &Profile::base()));
        // What only EDIFACT can say: of the layout of a text.
        edifact.retain(|id| *id != "PNR10");
        assert_eq!(edifact, expected, "EDIFACT: {of_edifact:?}");
        let read = pnrxml::read(two.as_bytes(), &ReadOptions::DEFAULT).unwrap();
        let push: &BookingPush<'_> = &read.value.push;
        let found = validate(push, &Profile::base());
        assert_eq!(ids(&found), expected, "XML: {of_xml:?}");
        assert!(found.iter().all(|finding| finding.location.span.end <= two.len()));
    }
    // Without a flight of the push the day is that of the booking's own first flight.
    let lost = TWIN.replace("FlightLeg", "FlightLost").replace("2031-01-31", "2026-01-31");
    let read = pnrxml::read(lost.as_bytes(), &ReadOptions::DEFAULT).unwrap();
    assert_eq!(ids(&validate(&read.value.push, &Profile::base())), ["PNR03", "VAL05"]);
    // A profile judges as it does everywhere.
    let off = Profile::base().with_severity(Rule::DocumentExpired, paxgov::validate::Level::Off);
    assert_eq!(ids(&validate(&read.value.push, &off)), ["PNR03"]);
    // Travellers and references, of which EDIFACT knows more exact places.
    let twice =
        TWIN.replace("<Flight ", "<Passenger RPH=\"1\"><GivenName>PAUL</GivenName></Passenger><Flight ");
    let read = pnrxml::read(twice.as_bytes(), &ReadOptions::DEFAULT).unwrap();
    assert_eq!(ids(&validate(&read.value.push, &Profile::base())), ["PNR07", "PNR08"]);
}

/// The checks of the model agree with those of EDIFACT on every push that there is, but for what only segments say.
#[test]
fn the_model_of_a_push_is_judged_like_the_push() {
    use paxgov::validate::validate;
    use paxgov::{Finding, ReadOptions, Span, edifact::Interchanges, pnrgov::PnrPush};
    const OF_SEGMENTS: [&str; 9] =
        ["PNR01", "PNR02", "PNR04", "PNR05", "PNR09", "PNR10", "PNR13", "PNR14", "PNR24"];
    // The places of these are more exact in EDIFACT.
    const OF_ELEMENTS: [&str; 4] = ["PNR07", "PNR08", "PNR16", "PNR18"];
    let mut pushes = 0;
    for (name, bytes) in common::every_sample() {
        for interchange in Interchanges::new(&bytes, &Limits::DEFAULT).flatten() {
            for message in interchange.messages() {
                let Ok(push) = PnrPush::read(&message, &ReadOptions::DEFAULT) else { continue };
                pushes += 1;
                let model = push.value.to_model();
                // What is about the push as a whole has no place in the model.
                let head = model.bookings.first().map_or(usize::MAX, |booking| booking.location.span.start);
                let place = |span: Span| if span.start < head { Span::default() } else { span };
                let of_model = |findings: Vec<Finding>| {
                    let told = |f: &&Finding| {
                        !OF_SEGMENTS.contains(&f.rule.id()) && !OF_ELEMENTS.contains(&f.rule.id())
                    };
                    let mut found: Vec<_> = findings
                        .iter()
                        .filter(told)
                        .map(|f| (f.rule.id(), place(f.location.span), format!("{:?}", f.detail)))
                        .collect();
                    found.sort();
                    found
                };
                let by_records = of_model(validate(&push.value, &Profile::base()));
                assert_eq!(by_records, of_model(validate(&model, &Profile::base())), "{name}");
            }
        }
    }
    assert!(pushes > 20, "{pushes}");
}

#[test]
fn the_check_tables_name_rules_of_judging_only() {
    let rules = checked_rules();
    assert!(rules.len() >= 40, "{} rules are judged", rules.len());
    assert!(rules.iter().all(|rule| !rule.id().starts_with("SYN") && !rule.id().starts_with("ENV")));
}
