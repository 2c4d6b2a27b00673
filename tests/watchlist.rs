//! Lists are loaded whole or refused, names are found through their spellings, and the index loses nothing.
#![expect(clippy::format_collect, reason = "a test")]

mod common;

use std::borrow::Cow;

use chrono::NaiveDate;
use common::people::{finds, one, passenger};
use paxgov::ErrorKind;
use paxgov::codes::StateCode;
use paxgov::model::{BirthDate, Field, PersonName, Personal, TravelDocument};
use paxgov::watchlist::{
    BirthSpec, DateAgreement, Entry, EntryDocument, EntryName, Evidence, NameQuality, Policy, RowTrouble,
    StoredPassengers, Watchlist, from_csv, from_json_lines,
};
use proptest::prelude::*;

#[test]
fn of_names_that_weigh_the_same_the_first_is_told_as_it_is_explained() {
    let spellings = ["ZORVAN KILDEM", "ZORVANKILDEM", "KILDEM ZORVAN", "ZORVAN K"];
    let qualities = [NameQuality::Primary, NameQuality::Weak];
    for (n, first) in spellings.iter().enumerate() {
        for second in spellings.iter().filter(|second| *second != first) {
            let [primary, weak] = qualities;
            let names = |quality| [EntryName::full(quality, *first), EntryName::full(quality, *second)];
            let entries = [primary, weak].map(|quality| {
                let [first, second] = names(quality);
                Entry::new("LIST", n.to_string())
                    .with_name(first)
                    .with_name(second)
                    .with_birth(BirthSpec::read("1980-04-05").unwrap())
            });
            for entry in entries {
                let list = Watchlist::build([entry.clone()], "1", Policy::default());
                let who = passenger("ZORVAN", "KILDEM", Some("1980-04-05"));
                let hits = list.screen(&who).hits;
                let found = hits.first().map(|hit| &hit.evidence);
                assert!(hits.iter().all(|hit| hit.entry.key() == ("LIST", entry.id.as_str())));
                let explained = list.explain(&who, &entry);
                assert_eq!(found, explained.is_hit().then_some(&explained.evidence), "{first} {second}");
                assert!(found.is_some(), "{first} {second}");
            }
        }
    }
}

#[test]
fn the_name_in_the_passport_is_screened() {
    let list = one("VAN", "TUYET MAI", "1990-05-17");
    let mut person = passenger("ATUYETMAIVAN", "", Some("1990-05-17"));
    assert!(!finds(&list, &person));
    let mut document = TravelDocument::default();
    document.holder = Some(Personal(PersonName::new("VAN".into(), ["TUYET MAI".into()])));
    person.documents.push(document);
    assert!(finds(&list, &person));
}

#[test]
fn a_hit_keeps_all_its_evidence() {
    let entry = Entry::new("LIST", "1")
        .with_name(EntryName::parts(NameQuality::Primary, "MUKHAMMADIEV", "YUSUF"))
        .with_document(EntryDocument::new("P", "FA1", None));
    let list = Watchlist::build(vec![entry], "1", Policy::default());
    let mut person = passenger("MUKHAMMADIEV", "YUSUF", None);
    let mut document = TravelDocument::default();
    document.number = Some(Personal(Cow::Borrowed("FA1")));
    person.documents.push(document);
    let screening = list.screen(&person);
    assert!(screening.hits[0].has_document() && screening.hits[0].has_name());
    assert_eq!(screening.hits[0].evidence.len(), 2);
}

#[test]
fn the_innocent_are_left_alone() {
    let list = one("MUKHAMMADIEV", "YUSUF", "1980-04-05");
    let rows = [
        ("another birth date", "MUKHAMMADIEV", "YUSUF", Some("1991-10-22")),
        ("only the surname", "MUKHAMMADIEV", "BAKHTIYOR", Some("1975-01-01")),
        ("only the given name", "KARIMOV", "YUSUF", Some("1980-04-05")),
        ("nothing", "LINDENHOFER", "LENA", None),
    ];
    for (what, surname, given, born) in rows {
        assert!(!finds(&list, &passenger(surname, given, born)), "{what}");
    }
}

#[test]
fn birth_dates_are_graded_and_unknown_ones_lose_nobody() {
    let list = one("MUKHAMMADIEV", "YUSUF", "1980-04-05");
    let agreement = |born: Option<&str>| {
        let screening = list.screen(&passenger("MUKHAMMADIEV", "YUSUF", born));
        screening.hits.first().and_then(|hit| {
            hit.evidence.iter().find_map(|evidence| match evidence {
                Evidence::BirthDate { agreement, .. } => Some(*agreement),
                _ => None,
            })
        })
    };
    assert_eq!(agreement(Some("1980-04-05")), Some(DateAgreement::Exact));
    assert_eq!(agreement(Some("1980-05-04")), Some(DateAgreement::Swapped));
    assert_eq!(agreement(Some("1980-04-06")), Some(DateAgreement::OneDigit));
    assert_eq!(agreement(Some("1980")), Some(DateAgreement::Year));
    assert_eq!(agreement(None), Some(DateAgreement::Unknown));
    assert_eq!(agreement(Some("1991-12-24")), None);
}

#[test]
fn documents_agree_exactly_and_by_issuer() {
    let state = |code: &str| StateCode::from_alpha3(code.as_bytes());
    let entry = Entry::new("LOST", "1").with_document(EntryDocument::new("P", "C01-X00T 47", state("DEU")));
    let list = Watchlist::build(vec![entry], "1", Policy::default());
    let holder = |number: &str, issuer: Option<&str>| {
        let mut person = passenger("ANY", "BODY", None);
        let mut document = TravelDocument::default();
        document.number = Some(Personal(Cow::Owned(number.to_owned())));
        document.issuer =
            issuer.and_then(state).map_or(Field::Absent, |issuer| Field::Valid(Personal(issuer)));
        person.documents.push(document);
        person
    };
    assert!(finds(&list, &holder("C01X00T47", Some("DEU"))));
    assert!(finds(&list, &holder("c01x00t47", None)));
    assert!(!finds(&list, &holder("C01X00T47", Some("AUT"))));
    assert!(!finds(&list, &holder("C01X00T48", Some("DEU"))));
}

#[test]
fn entries_fire_only_while_they_are_valid() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mut entry =
        Entry::new("LIST", "1").with_name(EntryName::full(NameQuality::Primary, "YUSUF MUKHAMMADIEV"));
    entry.valid_from = Some(day("2026-01-01"));
    entry.valid_to = Some(day("2026-12-31"));
    let on = |at: &str| {
        let list = Watchlist::build(vec![entry.clone()], "1", Policy::default().with_day(day(at)));
        finds(&list, &passenger("MUKHAMMADIEV", "YUSUF", None))
    };
    assert!(on("2026-01-01") && on("2026-12-31"));
    assert!(!on("2025-12-31") && !on("2027-01-01"));
    // As of a day, by all three ways, whatever the policy says.
    let list = Watchlist::build(vec![entry.clone()], "1", Policy::default().with_day(day("2030-01-01")));
    let who = passenger("MUKHAMMADIEV", "YUSUF", None);
    let stored = StoredPassengers::new(vec![who.clone()]);
    for (at, fires) in [(Some("2026-06-01"), true), (Some("2027-01-01"), false), (None, true)] {
        let at = at.map(day);
        assert_eq!(!list.screen_on(&who, at).hits.is_empty(), fires, "{at:?}");
        assert_eq!(list.explain_on(&who, &entry, at).is_hit(), fires, "{at:?}");
        assert_eq!(!stored.rescreen_on(&entry, &list, at).is_empty(), fires, "{at:?}");
    }
    assert!(!list.explain(&who, &entry).is_hit() && stored.rescreen(&entry, &list).is_empty());
}

#[test]
fn a_list_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Watchlist>();
}

#[test]
fn csv_rows_that_are_broken_are_named_and_the_rest_loads() {
    let csv = "entry_id,list,names,birth_dates,nationalities,valid_to,colour\n\
        1,L,primary^KARIMOV^AZIZ|weak^^^AZIZ K,1970-01-01|1971,UZB,,red\n\
        2,L,primary^HOLT\\^MANN^PAUL,1970-13-01,QQQ,,\n\
        3,L,,,,,\n\
        1,L,primary^TWICE,,,,\n\
        4,L,primary^OPEN^END,,,soon,\n\
        ,L,primary^NO^ID,,,,\n";
    let many: String = (10..60).map(|n| format!("{n},L,primary^NAME{n}^GIVEN,,,,\n")).collect();
    let loaded = from_csv(format!("{csv}{many}").as_bytes()).unwrap();
    assert_eq!(loaded.entries.len(), 52);
    assert_eq!(
        loaded.troubles,
        [
            (3, RowTrouble::BirthDate),
            (3, RowTrouble::State),
            (4, RowTrouble::Empty),
            (5, RowTrouble::IdTwice),
            (6, RowTrouble::Validity),
            (7, RowTrouble::IdMissing),
        ]
    );
    assert_eq!(loaded.entries[0].names.len(), 2);
    assert_eq!(loaded.entries[1].names[0].name.surname, "HOLT^MANN");
}

#[test]
fn an_open_quote_does_not_swallow_the_list() {
    let rows: String = (0..1000)
        .map(|n| {
            if n == 100 {
                format!("{n},L,\"primary^NAME^GIVEN,\n")
            } else {
                format!("{n},L,primary^NAME{n}^GIVEN,\n")
            }
        })
        .collect();
    let read = from_csv(format!("entry_id,list,names,reason\n{rows}").as_bytes());
    let error = read.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::ListRefused { first: Some(102), .. }));
    assert!(error.to_string().contains("the first in line or record 102"), "{error}");
}

#[test]
fn a_list_that_is_not_understood_is_never_an_empty_list() {
    let kind = |result: Result<paxgov::watchlist::Loaded, paxgov::Error>| *result.unwrap_err().kind();
    assert!(matches!(kind(from_csv(b"a,b\n1,2\n")), ErrorKind::NotUnderstood { .. }));
    assert!(matches!(kind(from_csv(b"")), ErrorKind::NotUnderstood { .. }));
    assert!(matches!(kind(from_csv(b"entry_id,names\n")), ErrorKind::ListRefused { first: None, .. }));
    assert!(matches!(
        kind(from_csv(b"entry_id,names\n1,\n2,\n3,x^A^B\n")),
        ErrorKind::ListRefused { first: Some(2), .. }
    ));
    assert!(matches!(kind(from_json_lines(b"{\"record\":\"entry\"}")), ErrorKind::NotUnderstood { .. }));
    let header = r#"{"record":"header","layout":1,"list":"L","mode":"full","version":"7"}"#;
    let entry = r#"{"record":"entry","id":"1","names":[{"family":"KARIMOV","given":"AZIZ"}],"birth_dates":["1970"],"sex":null,"documents":null}"#;
    assert!(matches!(
        kind(from_json_lines(format!("{header}\n{entry}\n").as_bytes())),
        ErrorKind::ListRefused { .. }
    ));
    let cut = format!("{header}\n{entry}\n{{\"record\":\"trailer\",\"entries\":2}}");
    assert!(matches!(kind(from_json_lines(cut.as_bytes())), ErrorKind::ListRefused { .. }));
    let whole = format!("{header}\r\n{entry}\r\n\r\n{{\"record\":\"trailer\",\"entries\":1}}");
    let loaded = from_json_lines(whole.as_bytes()).unwrap();
    assert_eq!((loaded.entries.len(), loaded.version.as_deref()), (1, Some("7")));
    assert_eq!(loaded.entries[0].list, "L");
}

/// Names from a small alphabet, so that many are alike.
fn name() -> impl Strategy<Value = (String, String)> {
    ("[ABIKMORSTV]{3,8}", "[ABIKMORSTV]{3,7}")
}

fn entries(names: &[(String, String)]) -> Vec<Entry> {
    let entry = |(n, (family, given)): (usize, &(String, String))| {
        Entry::new("LIST", n.to_string()).with_name(EntryName::parts(
            NameQuality::Primary,
            &**family,
            &**given,
        ))
    };
    names.iter().enumerate().map(entry).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// What a list of one entry finds, the same entry finds in a list of many: the index loses no candidate. Scores
    /// depend on the list's own weights, so the threshold is open.
    #[test]
    fn the_index_finds_what_looking_at_each_entry_finds(
        names in prop::collection::vec(name(), 1..40),
        who in name(),
        slip in 0_usize..8,
        copy in any::<prop::sample::Index>(),
    ) {
        let (mut surname, given) = if slip < 6 { names[copy.index(names.len())].clone() } else { who };
        if slip < surname.len() {
            surname.remove(slip);
        }
        let asked = passenger(&surname, &given, None);
        let open = || Policy::default().with_threshold(0.0);
        let all = Watchlist::build(entries(&names), "1", open());
        let found: Vec<String> = all.screen(&asked).hits.iter().map(|hit| hit.entry.id.clone()).collect();
        for (n, name) in names.iter().enumerate() {
            let alone = Watchlist::build(entries(std::slice::from_ref(name)), "1", open());
            prop_assert_eq!(!alone.screen(&asked).hits.is_empty(), found.contains(&n.to_string()), "entry {}", n);
        }
    }

    #[test]
    fn a_listed_person_is_found_whatever_else_is_listed(names in prop::collection::vec(name(), 1..40), copy in any::<prop::sample::Index>()) {
        let n = copy.index(names.len());
        let list = Watchlist::build(entries(&names), "1", Policy::default());
        let screening = list.screen(&passenger(&names[n].0, &names[n].1, None));
        prop_assert!(screening.hits.iter().any(|hit| hit.entry.id == n.to_string()));
    }

    #[test]
    fn no_name_panics(surname in "\\PC{0,60}", given in "\\PC{0,200}") {
        let list = one("MUKHAMMADIEV", "YUSUF", "1980");
        let _ = list.screen(&passenger(&surname, &given, None));
        let _ = BirthDate::new(1980, Some(2), Some(30));
    }

    #[test]
    fn no_list_panics(text in "[a-z,^|\\\\\"\n0-9]{0,200}") {
        let _ = from_csv(format!("entry_id,names,documents\n{text}").as_bytes());
        let _ = from_json_lines(text.as_bytes());
    }
}

/// A particle on one side that sounds like a name on the other is not left over: what two names share is more than without it.
#[test]
fn a_particle_that_is_written_like_a_name_hides_nobody() {
    let rows = [
        ("ZORVAN QELMUT BINN", "ZORVAN QELMUT TARKOV BIN"),
        ("ZORVAN VANN QELMUT", "ZORVAN VAN QELMUT TARKOV"),
        ("ZORVAN QELMUT BINN VANN", "BIN ZORVAN VAN QELMUT TARKOV"),
        ("ZORVAN QELMUT BINN", "ZORVAN QELMUT BIN"),
        ("ZORVAN QELMUT BINN", "ZORVAN QELMUT TARKOV ALI BIN"),
        ("BINO QELMUT BINN", "BINO QELMUT TARKOV BIN"),
        ("\u{428}\u{415}\u{419}\u{425} ZORVAN QELMUT", "SHEIKH ZORVAN QELMUT TARKOV"),
    ];
    for (listed, asked) in rows {
        for threshold in [0.2, 0.5] {
            let entry = Entry::new("LIST", "1").with_name(EntryName::full(NameQuality::Primary, listed));
            let list = Watchlist::build([entry.clone()], "1", Policy::default().with_threshold(threshold));
            let person = passenger(asked, "", None);
            assert!(list.explain(&person, &entry).is_hit(), "{listed}: {asked} says nothing");
            assert!(finds(&list, &person), "{listed}: {asked}");
        }
    }
}

#[test]
fn thresholds_out_of_range_clear_nobody() {
    let entry = Entry::new("LIST", "1").with_name(EntryName::full(NameQuality::Primary, "ZORVAN QELMUT"));
    for (threshold, hit) in [(-0.5, true), (0.0, true), (1.0, false), (60.0, true), (f32::NAN, true)] {
        let list = Watchlist::build([entry.clone()], "1", Policy::default().with_threshold(threshold));
        let person = passenger("ZORVAN", "QELMUT", None);
        assert_eq!(
            (list.explain(&person, &entry).is_hit(), finds(&list, &person)),
            (hit, hit),
            "{threshold}"
        );
    }
}

#[test]
fn an_entry_may_have_more_names_than_places() {
    let mut entry = Entry::new("LIST", "1");
    entry.names = vec![EntryName::full(NameQuality::Primary, "ZORVAN QELMUT"); 65_537];
    entry.names.push(EntryName::full(NameQuality::Primary, "TARKOV PRILLA"));
    let list = Watchlist::build([entry.clone()], "1", Policy::default());
    let person = passenger("TARKOV", "PRILLA", None);
    assert!(finds(&list, &person) && list.explain(&person, &entry).is_hit());
}
