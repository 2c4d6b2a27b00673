//! Lists from their publishers' files, lists that change, lists in one file, and what is known of hits.
#![expect(clippy::unwrap_used, reason = "a test")]

mod common;

use std::sync::Arc;

use chrono::NaiveDate;
use paxgov::ErrorKind;
use paxgov::codes::StateCode;
use paxgov::model::{Field, Passenger, PersonName, Personal, TravelDocument};
use paxgov::watchlist::{
    BirthSpec, Change, Entry, EntryDocument, EntryName, KnownAs, KnownTravellers, LivingList, Loaded,
    LostDocuments, NameQuality, NumberMatch, Policy, RowTrouble, StoredPassengers, Watchlist, from_csv,
    from_eu_xml, from_ftm, from_ftm_delta, from_lost_documents, from_ofac_csv, from_ofac_xml,
    from_opensanctions_csv, from_uk_csv, from_un_xml,
};
use proptest::prelude::*;

fn passenger(name: &str, born: &str) -> Passenger<'static> {
    let mut passenger = Passenger::named(PersonName::new(name.to_owned().into(), []));
    if let Some(BirthSpec::Date(date)) = BirthSpec::read(born) {
        passenger.birth_date = Field::Valid(Personal(date));
    }
    passenger
}

fn entry(id: &str, name: &str) -> Entry {
    Entry::new("LIST", id).with_name(EntryName::full(NameQuality::Primary, name))
}

fn ids(list: &Watchlist, who: &Passenger<'_>) -> Vec<String> {
    list.screen(who).hits.iter().map(|hit| hit.entry.id.clone()).collect()
}

fn list_file(name: &str) -> Option<Vec<u8>> {
    common::corpus().map(|corpus| std::fs::read(corpus.join("data/lists").join(name)).unwrap())
}

fn sample(name: &str) -> Option<Vec<u8>> {
    list_file(&format!("samples/{name}"))
}

/// The invented person of the samples is found by her and his names through every format.
#[test]
fn the_formats_of_publishers_are_read() {
    type Read = fn(&[u8]) -> Result<Loaded, paxgov::Error>;
    let formats: [(&str, Read); 6] = [
        ("un_consolidated.xml", |bytes| from_un_xml(bytes)),
        ("eu_fsf.xml", |bytes| from_eu_xml(bytes)),
        ("ofac_sdn.xml", |bytes| from_ofac_xml(bytes)),
        ("uk_sanctions_list.csv", |bytes| from_uk_csv(bytes)),
        ("opensanctions_targets.simple.csv", |bytes| from_opensanctions_csv(bytes)),
        ("opensanctions_entities.ftm.json", |bytes| from_ftm(bytes)),
    ];
    for (file, read) in formats {
        let Some(bytes) = sample(file) else { return };
        let loaded = read(&bytes).unwrap();
        let list = Watchlist::build(loaded.entries.clone(), "1", Policy::default());
        let hits = list.screen(&passenger("TESTOVSKI ZORVAN", "1950-01-01")).hits;
        assert!(hits.first().is_some_and(|hit| hit.score > 0.9), "{file}");
        let person = &hits[0].entry;
        assert!(person.births.iter().any(|born| born.0 == BirthSpec::read("1950-01-01").unwrap()), "{file}");
        assert!(person.names.len() >= 2, "{file}: {}", person.names.len());
    }
    let old = from_ofac_xml(sample("ofac_sdn_old_namespace.xml").unwrap().as_slice()).unwrap();
    assert_eq!(old.entries[0].births[0].0, BirthSpec::Years(1971, 1974));
    let (sdn, alt) = (sample("ofac_sdn.csv").unwrap(), sample("ofac_alt.csv").unwrap());
    let loaded = from_ofac_csv(sdn.as_slice(), Some(alt.as_slice())).unwrap();
    let person = loaded.entries.iter().find(|entry| entry.id == "90001").unwrap();
    assert!(person.names.iter().any(|name| name.quality == NameQuality::Former));
    assert!(person.names.iter().any(|name| name.quality == NameQuality::Weak));
    assert!(person.documents.iter().any(|document| document.kind == "P"));
    let delta = from_ftm_delta(sample("opensanctions_delta.json").unwrap().as_slice(), "1", "2").unwrap();
    let changes = delta.changes.as_slice();
    assert!(matches!(changes, [Change::Amend(_), Change::Amend(_), Change::Delete { .. }, ..]));
    assert_eq!((delta.passed_over, delta.troubles.len()), (0, 0));
}

#[test]
fn the_whole_lists_are_read() {
    let Some(un) = list_file("UN_consolidated.xml") else { return };
    let file = |name: &str| list_file(name).unwrap();
    let un = from_un_xml(un.as_slice()).unwrap();
    assert_eq!((un.entries.len(), un.passed_over), (730, 273));
    let ofac = from_ofac_csv(file("sdn.csv").as_slice(), Some(file("alt.csv").as_slice())).unwrap();
    assert_eq!((ofac.entries.len(), ofac.passed_over), (3845, 3534));
    let weak =
        ofac.entries.iter().flat_map(|entry| &entry.names).filter(|name| name.quality == NameQuality::Weak);
    assert!(weak.count() > 1_500);
}

#[test]
fn xml_that_is_dangerous_cut_or_something_else_is_refused() {
    let kind = |text: &str| *from_un_xml(text.as_bytes()).unwrap_err().kind();
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><CONSOLIDATED_LIST/>";
    assert!(matches!(kind(bomb), ErrorKind::ListRefused { .. }));
    assert!(matches!(kind("<html><body>error</body></html>"), ErrorKind::NotUnderstood { .. }));
    assert!(matches!(kind("<CONSOLIDATED_LIST></CONSOLIDATED_LIST>"), ErrorKind::ListRefused { .. }));
    let person = "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ZORVAN &amp; ILMAR</FIRST_NAME></INDIVIDUAL>";
    let whole = format!("<CONSOLIDATED_LIST><INDIVIDUALS>{person}</INDIVIDUALS></CONSOLIDATED_LIST>");
    let loaded = from_un_xml(whole.as_bytes()).unwrap();
    assert_eq!(loaded.entries[0].names[0].name.surname, "ZORVAN & ILMAR");
    let cut = whole.get(..whole.len() - 5).unwrap();
    assert!(matches!(kind(cut), ErrorKind::ListRefused { .. }));
    // An unknown entity and a record that is too deep cost themselves only.
    let deep = format!("<INDIVIDUAL>{}{}</INDIVIDUAL>", "<A>".repeat(20), "</A>".repeat(20));
    let others = (2..30).map(|n| person.replace(">1<", &format!(">{n}<"))).collect::<Vec<_>>().concat();
    let text = format!(
        "<CONSOLIDATED_LIST>{others}{deep}<INDIVIDUAL><DATAID>&x;</DATAID></INDIVIDUAL></CONSOLIDATED_LIST>"
    );
    let loaded = from_un_xml(text.as_bytes()).unwrap();
    assert_eq!((loaded.entries.len(), loaded.troubles.len()), (28, 2));
}

#[test]
fn lost_documents_are_found_by_number_and_state() {
    let text = "record_id,op,number,number_to,issuing_state,type,reason\n\
        1,,X0000003,,RUS,P,STOLEN\n2,,AA000100,AA000199,CYP,P,STOLEN_BLANK\n3,,O1I-23,,COL,I,LOST\n";
    let list = from_lost_documents(text.as_bytes()).unwrap();
    let state = |code: &str| StateCode::from_alpha3(code.as_bytes());
    let found = |number: &str, issuer: Option<StateCode>| -> Vec<(&str, NumberMatch, bool)> {
        list.find(number, issuer).iter().map(|hit| (hit.reason, hit.number, hit.issuer_known)).collect()
    };
    assert_eq!(found("X0000003", state("RUS")), [("STOLEN", NumberMatch::Same, true)]);
    assert_eq!(found("x 0000003", None), [("STOLEN", NumberMatch::Same, false)]);
    assert_eq!(found("X0000003", state("CYP")), []);
    assert_eq!(found("AA000150", state("CYP")), [("STOLEN_BLANK", NumberMatch::Same, true)]);
    assert_eq!(found("AA000200", state("CYP")), []);
    assert_eq!(found("01123", state("COL")), [("LOST", NumberMatch::LettersAsDigits, true)]);
    // Other alphabets are spelled as in a machine-readable zone, and their letters are not one.
    let text = "number,issuing_state\nII-\u{41c}\u{42e} 123456,RUS\n\u{661}\u{662}\u{663}4567,EGY\n";
    let list = from_lost_documents(text.as_bytes()).unwrap();
    let found = |number: &str| list.find(number, None).len();
    for number in ["II-\u{41c}\u{42e} 123456", "ii\u{43c}\u{44e}123456", "IIMIU123456", "1234567"] {
        assert_eq!(found(number), 1, "{number}");
    }
    for number in
        ["II-\u{410}\u{416} 123456", "II-\u{41c}\u{42f} 123456", "\u{416}\u{416}\u{416}4567", "II123456"]
    {
        assert_eq!(found(number), 0, "{number}");
    }
    assert!(from_lost_documents("a,b\n1,2\n".as_bytes()).is_err());
    assert!(from_lost_documents("number,issuing_state\n".as_bytes()).is_err());
}

#[test]
fn a_list_lives_while_others_screen() {
    fn shared<T: Send + Sync>() {}
    shared::<LivingList>();
    shared::<Watchlist>();
    let first = [entry("1", "MUKHAMMADIEV YUSUF"), entry("2", "KARIMOV AZIZ")];
    let living = LivingList::new(Watchlist::build(first, "1", Policy::default()));
    let before = living.current();
    let delete = Change::Delete { list: "LIST".to_owned(), id: "1".to_owned() };
    let put = |id: &str, name: &str| Change::Put(Box::new(entry(id, name)));
    let changed =
        before.with_changes([delete, put("2", "LINDENHOFER LENA"), put("3", "OYELARAN TUNDE")], "2");
    let old = living.replace(changed);
    assert!(Arc::ptr_eq(&old, &before));
    let after = living.current();
    assert_eq!((before.len(), after.len()), (2, 2));
    assert_eq!((before.version(), after.screen(&passenger("X", "")).version), ("1", "2"));
    for (name, in_old, in_new) in [
        ("YUSUF MUKHAMMADIEV", vec!["1"], vec![]),
        ("AZIZ KARIMOV", vec!["2"], vec![]),
        ("LENA LINDENHOFER", vec![], vec!["2"]),
        ("TUNDE OYELARAN", vec![], vec!["3"]),
    ] {
        assert_eq!(ids(&before, &passenger(name, "")), in_old, "{name}");
        assert_eq!(ids(&after, &passenger(name, "")), in_new, "{name}");
        assert_eq!(ids(&after.compact(), &passenger(name, "")), in_new, "{name}");
    }
    assert!(after.find("LIST", "1").is_none() && after.find("LIST", "3").is_some());
    // Threads screen while lists are replaced.
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let list = living.current();
                    let found = ids(&list, &passenger("TUNDE OYELARAN", ""));
                    assert_eq!(found.is_empty(), list.version() == "1");
                }
            });
        }
        for n in 0..20 {
            living.replace(Watchlist::clone(if n % 2 == 0 { &before } else { &after }));
        }
    });
}

#[test]
fn a_saved_list_is_the_same_list() {
    let mut first = entry("1", "MUKHAMMADIEV YUSUF").with_birth(BirthSpec::read("1980-04-05").unwrap());
    first = first.with_document(EntryDocument::new("P", "L898902C3", StateCode::from_alpha3(b"UTO")));
    first.valid_to = Some(NaiveDate::from_ymd_opt(2030, 1, 1).unwrap());
    first.birth_places.push(Personal("Ilmarsk".to_owned()));
    let list = Watchlist::build([first, entry("2", "MADONNA")], "7", Policy::default());
    let changed = list.with_changes([Change::Put(Box::new(entry("3", "OYELARAN TUNDE")))], "8");
    let key = [7; 16];
    for list in [&list, &changed] {
        let file = list.save(&key);
        let loaded = Watchlist::load(&file, &key, Policy::default()).unwrap();
        assert_eq!(loaded.version(), list.version());
        assert!(loaded.entries().eq(list.entries()));
        let mut with_document = passenger("NOBODY", "");
        let mut document = TravelDocument::default();
        document.number = Some(Personal("L898902C3".into()));
        with_document.documents.push(document);
        for who in [passenger("YUSUF MUKHAMADIEV", "1980-05-04"), passenger("MADONNA", ""), with_document] {
            assert_eq!(loaded.screen(&who), list.screen(&who));
        }
        assert!(Watchlist::load(&file, &[8; 16], Policy::default()).is_err());
        for at in (0..file.len()).step_by(7) {
            let mut damaged = file.clone();
            damaged[at] ^= 1;
            assert!(Watchlist::load(&damaged, &key, Policy::default()).is_err(), "byte {at}");
        }
        assert!(Watchlist::load(&file[..file.len() - 1], &key, Policy::default()).is_err());
    }
    assert!(Watchlist::load(b"", &key, Policy::default()).is_err());
}

/// Rows to delete are none that are lost, and a header is known in capitals too.
#[test]
fn rows_to_delete_do_not_spoil_a_full_file_of_documents() {
    let rows: Vec<String> =
        (0..10).map(|n| format!("{n},del,,,UTO,P,\n{n}1,ADD,X00{n},,UTO,P,Lost\n")).collect();
    let text = format!("RECORD_ID,Op,NUMBER,Number_To,ISSUING_STATE,type,Reason\n{}", rows.concat());
    let list = from_lost_documents(text.as_bytes()).unwrap();
    assert_eq!((list.len(), list.troubles().len()), (10, 10));
    assert_eq!(list.find("X003", None).first().map(|hit| hit.reason), Some("LOST"));
    // A reason that nobody knows is told, and the document listed all the same.
    let list =
        from_lost_documents("number,issuing_state,reason\nX001,UTO,BURNT\nX002,UTO,\n".as_bytes()).unwrap();
    assert_eq!(list.troubles(), [(2, RowTrouble::Word)]);
    assert_eq!(list.find("X001", None).first().map(|hit| hit.reason), Some("INVALID"));
    // Another word may be anything.
    assert!(from_lost_documents(text.replace(",del,", ",take,").as_bytes()).is_err());
}

#[test]
fn saved_lost_documents_are_the_same_documents() {
    let text = "number,number_to,issuing_state,reason\nX0000003,,RUS,STOLEN\nAA000100,AA000199,CYP,STOLEN_BLANK\n\
        007,009,,REVOKED\nO1I-23,,COL,LOST\nABCDEFGHIJ12345,,UTO,FALSE\n";
    let list = from_lost_documents(text.as_bytes()).unwrap();
    let key = [7; 16];
    let file = list.save(&key);
    let loaded = LostDocuments::load(&file, &key).unwrap();
    assert_eq!((loaded.len(), loaded.save(&key) == file), (5, true));
    let mut found = 0;
    for number in
        ["X0000003", "AA000150", "AA00150", "008", "8", "0008", "01123", "ABCDEFGHI", "ABCDEFGHIJ12345"]
    {
        for state in ["", "RUS", "CYP", "COL", "UTO"].map(|code| StateCode::from_alpha3(code.as_bytes())) {
            assert_eq!(loaded.find(number, state), list.find(number, state), "{number}");
            found += list.find(number, state).len();
        }
    }
    assert_eq!(found, 15);
    // Numbers of more digits than a number has are no run.
    let long = |last: &str| "0".repeat(70_000) + last;
    let text = format!("number,number_to,issuing_state\n1,,UTO\n{},{},UTO\n", long("1"), long("2"));
    let list = from_lost_documents(text.as_bytes()).unwrap();
    assert_eq!((list.len(), LostDocuments::load(&list.save(&key), &key).unwrap().len()), (1, 1));
    assert!(LostDocuments::load(&file, &[8; 16]).is_err());
    assert!(Watchlist::load(&file, &key, Policy::default()).is_err());
    for at in 0..file.len() {
        let mut damaged = file.clone();
        damaged[at] ^= 1;
        assert!(LostDocuments::load(&damaged, &key).is_err(), "byte {at}");
        assert!(LostDocuments::load(&file[..at], &key).is_err(), "{at} bytes");
    }
}

/// A passenger whose name has a slip is found for a new entry as the entry is for the passenger.
#[test]
fn slips_are_found_either_way() {
    let listed =
        ["RASHID ZORVAN", "HSI MINH QELMUT", "KIM KYONG ZOR", "MIN GU", "ZOR VAN QELMUT", "JOSEPH KONY"];
    let mut people = Vec::new();
    for name in listed {
        for at in 1..name.len() {
            let mut letters = name.as_bytes().to_vec();
            letters.swap(at - 1, at);
            people.push(passenger(std::str::from_utf8(&letters).unwrap(), ""));
        }
    }
    people.push(passenger("CHI MINH QELMUT", ""));
    let stored = StoredPassengers::new(people.clone());
    let mut all = 0;
    for name in listed {
        let new = entry("1", name);
        let list = Watchlist::build([new.clone()], "1", Policy::default());
        let found: Vec<usize> = {
            let mut found: Vec<usize> =
                stored.rescreen(&new, &list).iter().map(|hit| hit.passenger).collect();
            found.sort_unstable();
            found
        };
        let want: Vec<usize> = (0..people.len()).filter(|n| !ids(&list, &people[*n]).is_empty()).collect();
        assert_eq!(found, want, "{name}");
        all += want.len();
    }
    assert!(all > 40, "too few to say anything: {all}");
    // What is kept of names says nothing of them when it is printed.
    let printed = format!("{stored:?}");
    let longest = printed.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    assert!(longest.is_some_and(|digits| digits < 12), "{longest:?}");
}

/// Who is forgotten is found by no name, slip, other reading or document any more; the rest keep their places.
#[test]
fn stored_passengers_are_forgotten() {
    let mut with_document = passenger("SOMEBODY ELSE", "");
    let mut document = TravelDocument::default();
    document.number = Some(Personal("X12345".into()));
    with_document.documents.push(document);
    let people = vec![
        with_document,
        passenger("YUSUF MUKHAMADIEV", "1980-04-05"),
        passenger("YUSUF MUKHAMMADIEV", "1980-04-05"),
        passenger("RAHSID ZORVAN", ""),
        passenger("OSMAN ZORVAN", ""),
    ];
    let mut stored = StoredPassengers::new(people);
    let valid = entry("1", "MUKHAMMADIEV YUSUF").with_document(EntryDocument::new("P", "X12345", None));
    let entries = [valid, entry("2", "RASHID ZORVAN"), entry("3", "UTHMAN ZORVAN")];
    let list = Watchlist::build(entries.clone(), "1", Policy::default());
    let found = |stored: &StoredPassengers| -> Vec<usize> {
        let mut found: Vec<usize> =
            entries.iter().flat_map(|entry| stored.rescreen(entry, &list)).map(|hit| hit.passenger).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(found(&stored), [0, 1, 2, 3, 4]);
    assert_eq!(stored.forget(|place, _| place == 7), 0);
    assert_eq!(stored.forget(|place, who| place == 1 || !who.documents.is_empty()), 2);
    assert_eq!((found(&stored), stored.len()), (vec![2, 3, 4], 3));
    assert_eq!(stored.forget(|_, _| true), 3);
    assert!(found(&stored).is_empty() && stored.is_empty());
}

#[test]
fn a_new_entry_is_looked_for_among_stored_passengers() {
    let mut with_document = passenger("SOMEBODY ELSE", "");
    let mut document = TravelDocument::default();
    document.number = Some(Personal("X12345".into()));
    with_document.documents.push(document);
    let people = vec![
        passenger("YUSUF MUKHAMADIEV", "1980-04-05"),
        passenger("LENA LINDENHOFER", "1980-04-05"),
        with_document,
    ];
    let stored = StoredPassengers::new(people.clone());
    let mut new = entry("9", "MUKHAMMADIEV YUSUF").with_birth(BirthSpec::read("1980-04-05").unwrap());
    new = new.with_document(EntryDocument::new("P", "X12345", None));
    let list = Watchlist::build([new.clone()], "1", Policy::default());
    let found = stored.rescreen(&new, &list);
    let forward: Vec<usize> =
        (0..people.len()).filter(|n| !list.screen(&people[*n]).hits.is_empty()).collect();
    let mut backward: Vec<usize> = found.iter().map(|hit| hit.passenger).collect();
    backward.sort_unstable();
    assert_eq!((forward.as_slice(), backward.as_slice()), (&[0, 2][..], &[0, 2][..]));
}

#[test]
fn known_travellers_and_dismissed_hits_are_shown_as_such() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let listed = entry("1", "MUKHAMMADIEV YUSUF");
    let list = Watchlist::build([listed.clone()], "1", Policy::default());
    let who = passenger("YUSUF MUKHAMMADIEV", "1980-04-05");
    let mut known = KnownTravellers::new();
    assert!(!known.clear(&who, &listed, " ", day("2027-01-01")));
    assert!(!known.clear(&passenger("YUSUF MUKHAMMADIEV", ""), &listed, "asked", day("2027-01-01")));
    assert!(known.dismiss(&who, &listed, "another man", day("2027-01-01")));
    let kind = |list: &Watchlist, who: &Passenger<'_>, on: &str| {
        known.of(who, &list.screen(who), day(on)).first().and_then(|known| known.map(|known| known.kind))
    };
    assert_eq!(kind(&list, &who, "2026-12-31"), Some(KnownAs::Dismissed));
    assert_eq!(kind(&list, &who, "2027-01-02"), None);
    assert_eq!(kind(&list, &passenger("YUSUF MUKHAMMADIEV", "1980-04-06"), "2026-12-31"), None);
    // Another state of the entry is to be looked at again.
    let later = listed.with_birth(BirthSpec::read("1980").unwrap());
    assert_eq!(kind(&Watchlist::build([later], "2", Policy::default()), &who, "2026-12-31"), None);
}

/// Endings that people take for one another are found either way.
#[test]
fn other_endings_are_found_among_stored_passengers() {
    let mut hits = 0;
    for (stored, listed) in [
        ("AHMADIEV RUSTAM", "AHMADZODA RUSTAM"),
        ("AHMADZODA RUSTAM", "AHMADOV RUSTAM"),
        ("JURAZADE RUSTAM", "JURAYEV RUSTAM"),
        ("NABIZODA RUSTAM", "NABIEV RUSTAM"),
    ] {
        let who = passenger(stored, "1980-04-05");
        let listed = entry("1", listed);
        let list = Watchlist::build([listed.clone()], "1", Policy::default());
        let is_hit = list.explain(&who, &listed).is_hit();
        assert_eq!(list.screen(&who).hits.len(), usize::from(is_hit), "{stored}");
        let rescreened = StoredPassengers::new(vec![who]).rescreen(&listed, &list);
        assert_eq!(rescreened.len(), usize::from(is_hit), "{stored}");
        hits += rescreened.len();
    }
    assert_eq!(hits, 4);
}

/// Who has one name and is booked with it twice is found by it among stored passengers too.
#[test]
fn a_name_that_was_written_twice_is_found_among_stored_passengers() {
    for (stored, listed) in [("DAWD DAWD", "DAVD TIMUR"), ("RUSLAN RUSLAN", "RUSLAN"), ("علي علی", "ALI")]
    {
        let who = passenger(stored, "1980-04-05");
        let listed = entry("1", listed);
        let list = Watchlist::build([listed.clone()], "1", Policy::default().with_threshold(0.1));
        assert_eq!(list.screen(&who).hits.len(), 1, "{stored}");
        assert_eq!(StoredPassengers::new(vec![who]).rescreen(&listed, &list).len(), 1, "{stored}");
    }
}

#[test]
fn rows_that_say_what_cannot_be_are_told() {
    let header = "list,entry_id,kind,names,valid_from,valid_to\n";
    let rows = "L,1,Organization,primary^^^ZORVAN SHIPS,,\nL,2,vessel,primary^^^ZORVAN STAR,,\nL,3,Person,primary^^^ZORVAN,,\n\
        L,4,,primary^^^ILMAR,2027-01-01,2026-01-01\nL,5,,primary^^^ILMAR,2026-01-01,2026-01-01\n";
    let others: Vec<String> = (6..30).map(|n| format!("L,{n},,primary^^^ILMAR {n},,\n")).collect();
    let loaded = from_csv([header, rows, &others.concat()].concat().as_bytes()).unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over), (27, 1));
    assert_eq!(loaded.troubles, [(3, RowTrouble::Word), (5, RowTrouble::Validity)]);
    // Other entities inside: another file, whose documents would be lost.
    let nested = r#"{"id":"1","schema":"Person","properties":{"name":["ZORVAN"],"passportEntity":[{"id":"2","schema":"Passport"}]}}"#;
    assert!(matches!(from_ftm(nested.as_bytes()).unwrap_err().kind(), ErrorKind::ListRefused { .. }));
    // What a list writes into the type of a document is personal too.
    let document = EntryDocument::new("Tax number 12345678", "X1", StateCode::from_alpha3(b"TJK"));
    let shown = format!("{document:?} {}", serde_json::to_string(&document).unwrap());
    assert!(!shown.contains("12345678") && !shown.contains("X1") && !shown.contains("TJK"), "{shown}");
}

/// A dismissal does not take the place of a clearance; both are withdrawn, and forgotten when they expired.
#[test]
fn what_is_known_is_kept_apart_and_withdrawn() {
    let (who, listed) = (passenger("YUSUF MUKHAMMADIEV", "1980-04-05"), entry("1", "MUKHAMMADIEV YUSUF"));
    let list = Watchlist::build([listed.clone()], "1", Policy::default());
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let kind = |known: &KnownTravellers, on: &str| {
        known.of(&who, &list.screen(&who), day(on))[0].map(|known| known.kind)
    };
    let mut known = KnownTravellers::new();
    assert!(known.clear(&who, &listed, "a delegate", day("2030-01-01")));
    assert!(known.dismiss(&who, &listed, "another man", day("2026-06-01")));
    assert_eq!(known.len(), 2);
    for on in ["2026-05-01", "2027-05-01"] {
        assert_eq!(kind(&known, on), Some(KnownAs::KnownTraveller));
    }
    known.forget_expired(day("2026-06-02"));
    assert_eq!((known.len(), kind(&known, "2027-05-01")), (1, Some(KnownAs::KnownTraveller)));
    assert!(known.withdraw(&who, &listed));
    assert!(known.is_empty() && !known.withdraw(&who, &listed));
    assert_eq!(kind(&known, "2026-05-01"), None);
}

#[test]
fn a_dismissed_hit_that_weighs_more_is_looked_at_again() {
    let until = "2027-01-01".parse::<NaiveDate>().unwrap();
    let mut listed = entry("1", "MUKHAMMADIEV YUSUF").with_birth(BirthSpec::read("1980").unwrap());
    listed.nationalities.push(Personal(StateCode::from_alpha3(b"TJK").unwrap()));
    let list = Watchlist::build([listed], "1", Policy::default());
    let who = passenger("YUSUF MUKHAMODIEV", "1980-04-05");
    let screening = list.screen(&who);
    let (mut known, mut plain) = (KnownTravellers::new(), KnownTravellers::new());
    assert!(known.dismiss_hit(&who, &screening.hits[0], "another man", until));
    assert!(plain.dismiss(&who, &screening.hits[0].entry, "another man", until));
    let is_known = |known: &KnownTravellers, who: &Passenger<'_>| {
        known.of(who, &list.screen(who), until).iter().all(Option::is_some)
    };
    assert!(is_known(&known, &who) && is_known(&plain, &who));
    let with = |state: &str| {
        let mut who = who.clone();
        who.nationalities.push(Field::Valid(Personal(StateCode::from_alpha3(state.as_bytes()).unwrap())));
        who
    };
    // A nationality that agrees speaks for it, another one against.
    assert!(!is_known(&known, &with("TJK")) && is_known(&plain, &with("TJK")));
    assert!(is_known(&known, &with("AUT")));
    let mut document = TravelDocument::default();
    document.holder = Some(Personal(PersonName::new("MUKHAMMADIEV".into(), ["YUSUF".into()])));
    let mut with_name = who.clone();
    with_name.documents.push(document);
    assert!(!is_known(&known, &with_name));
}

#[test]
fn thresholds_are_those_of_the_list() {
    let mut other = entry("1", "MUKHAMMADIEV YUSUF");
    other.list = "STRICT".to_owned();
    let policy = Policy::default().with_list_threshold("STRICT", 0.99);
    let list = Watchlist::build([entry("2", "MUKHAMMADIEV YUSUF"), other.clone()], "1", policy);
    let who = passenger("YUSUF MUKHAMMADIEV", "");
    assert_eq!(ids(&list, &who), ["2"]);
    let explained = list.explain(&who, &other);
    assert!(
        !explained.is_hit() && explained.score.is_some_and(|score| score > 0.9) && explained.threshold > 0.98
    );
    assert_eq!(list.explain(&passenger("LENA LINDENHOFER", ""), &other).score, None);
}

#[test]
fn a_name_of_two_hundred_tokens_is_cut_and_screened() {
    let list = Watchlist::build([entry("1", "MUKHAMMADIEV YUSUF")], "1", Policy::default());
    let screening = list.screen(&passenger(&"MUKHAMMADIEV YUSUF ".repeat(100), "")).name_was_cut;
    assert!(screening);
}

fn names() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[ABIKMORSTV]{2,7}( [ABIKMORSTV]{1,7}){0,3}", 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn adding_an_entry_never_removes_a_hit(listed in names(), more in names(), asked in names()) {
        let all = |names: &[String], from: usize| -> Vec<Entry> {
            names.iter().enumerate().map(|(n, name)| entry(&(from + n).to_string(), name)).collect()
        };
        let small = Watchlist::build(all(&listed, 0), "1", Policy::default());
        let added = all(&more, listed.len());
        let large = Watchlist::build(all(&listed, 0).into_iter().chain(added.clone()), "2", Policy::default());
        let overlaid = small.with_changes(added.into_iter().map(|entry| Change::Put(Box::new(entry))), "2");
        for name in asked.iter().chain(&listed) {
            let who = passenger(name, "");
            let before = small.screen(&who);
            for list in [&large, &overlaid] {
                let after = list.screen(&who);
                for hit in &before.hits {
                    prop_assert!(after.hits.contains(hit), "{name}");
                }
            }
            let (mut one, mut other) = (ids(&large, &who), ids(&overlaid, &who));
            one.sort();
            other.sort();
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn the_index_agrees_with_the_explanation_of_each_entry(
        listed in names(),
        asked in names(),
        born in prop::option::of((1950_i32..1990, 1_u32..13, 1_u32..28)),
        also in prop::collection::vec((1950_i32..1990, 1_u32..13, 1_u32..28), 30),
    ) {
        let date = |(y, m, d): (i32, u32, u32)| format!("{y}-{m:02}-{d:02}");
        let entries: Vec<Entry> = listed
            .iter()
            .zip(&also)
            .enumerate()
            .map(|(n, (name, born))| entry(&n.to_string(), name).with_birth(BirthSpec::read(&date(*born)).unwrap()))
            .collect();
        let list = Watchlist::build(entries.clone(), "1", Policy::default());
        for name in asked.iter().chain(&listed) {
            let who = passenger(name, &born.map(date).unwrap_or_default());
            let mut found = ids(&list, &who);
            found.sort();
            let explained = |entry: &&Entry| list.explain(&who, entry).is_hit();
            let mut brute: Vec<String> = entries.iter().filter(explained).map(|entry| entry.id.clone()).collect();
            brute.sort();
            prop_assert_eq!(found, brute, "{}", name);
        }
    }
}

/// What the bytes of a list do not keep as it was given is no other state of the entry: open ranges, titles.
#[test]
fn a_dismissal_holds_for_the_entry_as_it_was_given() {
    let until = "2027-01-01".parse::<NaiveDate>().unwrap();
    let mut titled = PersonName::new("MUKHAMMADIEV".into(), ["YUSUF".into()]);
    titled.title = Some("MR".into());
    let mut name = EntryName::full(NameQuality::Primary, "");
    name.name = Personal(titled);
    for listed in [
        Entry::new("LIST", "1").with_name(name),
        entry("1", "MUKHAMMADIEV YUSUF").with_birth(BirthSpec::read("../1985").unwrap()),
        entry("1", "MUKHAMMADIEV YUSUF").with_birth(BirthSpec::read("1970/..").unwrap()),
    ] {
        let list = Watchlist::build([entry("2", "OTHER NAME"), listed.clone()], "1", Policy::default());
        let who = passenger("YUSUF MUKHAMMADIEV", "1980-04-05");
        let mut known = KnownTravellers::new();
        assert!(known.dismiss(&who, &listed, "another man", until));
        let of = known.of(&who, &list.screen(&who), until);
        assert!(of.len() == 1 && of.iter().all(Option::is_some), "{of:?}");
    }
}
