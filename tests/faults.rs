//! Every named malformation, on messages of several seeds between sound neighbours: no panic, the finding at its place, and
//! everybody who is not hit is read.
mod common;

use std::collections::BTreeSet;

use paxgov::edifact::Interchanges;
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;
use paxgov::synth::{Edition, Fault, Kind, Made, Traffic, Traveller};
use paxgov::validate::Profile;
use paxgov::{Limits, ReadOptions, Rule, Severity};

/// Surnames and document numbers of all people of a file.
fn people(bytes: &[u8]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for interchange in Interchanges::new(bytes, &Limits::DEFAULT).flatten() {
        for message in interchange.messages() {
            let mut note = |person: &paxgov::model::Passenger<'_>| {
                let number = person.documents.first().and_then(|document| document.number.as_ref());
                let number = number.map(|number| number.0.to_string()).unwrap_or_default();
                found.insert((person.name.surname.to_string(), number));
            };
            if let Ok(read) = PassengerList::read(&message, &ReadOptions::DEFAULT) {
                read.value.to_manifest().passengers.iter().for_each(&mut note);
            }
            if let Ok(read) = PnrPush::read(&message, &ReadOptions::DEFAULT) {
                read.value
                    .to_model()
                    .bookings
                    .iter()
                    .flat_map(|booking| &booking.travellers)
                    .for_each(&mut note);
            }
        }
    }
    found
}

fn known(person: &Traveller) -> (String, String) {
    (person.name.surname.clone(), person.document.clone())
}

fn neighbour(fault: &Fault, seed: u64) -> Made {
    let (kind, edition) = match fault.message_type() {
        "PNRGOV" => (Kind::Push, &Edition::PUSH),
        _ => (Kind::PassengerList, &Edition::LIST),
    };
    Traffic::new(seed, 3).message(kind, edition)
}

/// What is wrong with the reading of a damaged file; empty when it is as it should be.
fn judge(fault: &Fault, seed: u64) -> Option<String> {
    let damaged = fault.apply(&Traffic::new(seed, 6))?;
    let (before, after) = (neighbour(fault, seed + 5000), neighbour(fault, seed + 9000));
    let mut file = before.bytes.clone();
    if fault.ends_the_file() {
        file.extend(&after.bytes);
    }
    let offset = file.len();
    file.extend(&damaged.bytes);
    if !fault.ends_the_file() {
        file.extend(&after.bytes);
    }
    let mut wrong = Vec::new();
    let found = common::findings(&file, &Profile::base(), &Limits::DEFAULT);
    let (start, end) = (offset + damaged.place.start, offset + damaged.place.end);
    if let Some(rule) = fault.rule() {
        let meets = |span: paxgov::Span| span.start <= end.max(start + 1) && span.end + 1 > start;
        if !found.iter().any(|finding| finding.rule == rule && meets(finding.location.span)) {
            let ids: Vec<String> = found
                .iter()
                .map(|finding| format!("{} at {}", finding.rule, finding.location.span))
                .collect();
            wrong.push(format!("no {rule} at {start}..{end}, but {ids:?}"));
        }
    } else if let Some(heavy) = found.iter().find(|finding| finding.severity > Severity::Info) {
        wrong.push(format!("should be passed over, but {heavy}"));
    }
    let read = people(&file);
    for (name, truth) in [("before", &before), ("after", &after)] {
        let missing = truth.truth.people.iter().filter(|person| !read.contains(&known(person))).count();
        if missing > 0 {
            wrong.push(format!(
                "{missing} of {} of the neighbour {name} are not read",
                truth.truth.people.len()
            ));
        }
    }
    for (n, person) in damaged.truth.people.iter().enumerate() {
        let (surname, document) = known(person);
        let is_read = read.contains(&(surname.clone(), document.clone()));
        // Whoever is hit by a fault of one value is still read by what is left.
        let by_half = read.iter().any(|(name, number)| *name == surname || *number == document);
        let must = if damaged.lost.len() == 1 { damaged.lost.contains(&n) && !by_half } else { false };
        if must || !damaged.lost.contains(&n) && !is_read {
            wrong.push(format!("person {n} of {} is not read", damaged.truth.people.len()));
        }
    }
    (!wrong.is_empty()).then(|| format!("{} (seed {seed}): {}", fault.name(), wrong.join("; ")))
}

#[test]
fn every_malformation_is_found_at_its_place_and_costs_only_itself() {
    let wrong: Vec<String> =
        Fault::all().iter().flat_map(|fault| (0..12).filter_map(move |seed| judge(fault, seed))).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), 12 * Fault::all().len(), wrong.join("\n"));
}

#[test]
fn names_are_unique_and_every_fault_can_be_made() {
    let names: BTreeSet<&str> = Fault::all().iter().map(Fault::name).collect();
    assert_eq!(names.len(), Fault::all().len());
    assert!(names.len() >= 24, "{}", names.len());
    for fault in Fault::all() {
        let made = (0..12).filter_map(|seed| fault.apply(&Traffic::new(seed, 6)));
        let made: Vec<_> = made.collect();
        assert_eq!(made.len(), 12, "{}", fault.name());
        for (seed, damaged) in (0..).zip(&made) {
            let sound = Traffic::new(seed, 6);
            let sound = match fault.message_type() {
                "PNRGOV" => sound.message(Kind::Push, &Edition::PUSH),
                _ => sound.message(Kind::PassengerList, &Edition::LIST),
            };
            assert_ne!(damaged.bytes, sound.bytes, "{} changes nothing", fault.name());
            let json: serde_json::Value = serde_json::from_str(&damaged.truth_json()).unwrap();
            assert_eq!(json.get("fault").and_then(|name| name.as_str()), Some(fault.name()));
            assert_eq!(json.get("rule").and_then(|rule| rule.as_str()), fault.rule().map(Rule::id));
        }
    }
    let rules: BTreeSet<Rule> = Fault::all().iter().filter_map(Fault::rule).collect();
    assert!(rules.len() >= 40, "{} rules", rules.len());
}

/// The test above would be empty if the rule were found in sound messages, too.
#[test]
fn sound_messages_do_not_have_the_findings() {
    for seed in 0..12 {
        for (kind, edition) in [(Kind::PassengerList, &Edition::LIST), (Kind::Push, &Edition::PUSH)] {
            let made = Traffic::new(seed, 6).message(kind, edition);
            let found = common::findings(&made.bytes, &Profile::base(), &Limits::DEFAULT);
            let expected = |rule: Rule| Fault::all().iter().any(|fault| fault.rule() == Some(rule));
            assert!(found.iter().all(|finding| !expected(finding.rule)), "{found:?}");
            assert!(made.truth.people.iter().all(|person| people(&made.bytes).contains(&known(person))));
        }
    }
}
