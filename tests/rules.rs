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
fn the_check_tables_name_rules_of_judging_only() {
    let rules = checked_rules();
    assert!(rules.len() >= 40, "{} rules are judged", rules.len());
    assert!(rules.iter().all(|rule| !rule.id().starts_with("SYN") && !rule.id().starts_with("ENV")));
}
