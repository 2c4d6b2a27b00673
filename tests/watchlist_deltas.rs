//! Deltas of the own layout: from one version of a list to the next, once and again, or refused.
#![expect(clippy::unwrap_used, reason = "a test")]

mod common;

use common::lists::{categories, names, numbers, sample};
use paxgov::ErrorKind;
use paxgov::watchlist::{
    Change, Entry, Handling, LivingList, Policy, RowTrouble, Watchlist, from_csv, from_csv_delta, from_ftm,
    from_ftm_delta, from_json_lines, from_json_lines_delta,
};

const DELTA: &str = r#"{"record":"header","list":"L","mode":"delta","version":"2","base_version":"1","default_handling":"silent"}
{"record":"entry","op":"del","id":"1"}
{"record":"entry","op":"mod","id":"2","names":[{"full":"NURIA EXEMPLARI"}]}
{"record":"entry","op":"add","id":"4","names":[{"full":"QUELUMBO"}],"birth_dates":["soon"]}
{"record":"entry","op":"mod","id":"3","kind":"organisation","names":[{"full":"SAMPLE"}]}
{"record":"entry","op":"del","id":"99"}
{"record":"trailer","entries":5}"#;

fn base() -> Watchlist {
    let rows = "list,entry_id,names\nL,1,primary^^^ZORVAN\nL,2,primary^^^ILMAROV\nL,3,primary^^^MANSAMPLE\nM,1,primary^^^OTHER\n";
    Watchlist::build(from_csv(rows.as_bytes()).unwrap().entries, "1", Policy::default())
}

fn listed(list: &Watchlist) -> Vec<(String, String)> {
    let mut listed: Vec<(String, String)> =
        list.entries().map(|entry| (entry.list.clone() + &entry.id, names(&entry).remove(0).1)).collect();
    listed.sort();
    listed
}

#[test]
fn a_delta_leads_from_one_version_to_the_next() {
    let delta = from_json_lines_delta(DELTA.as_bytes()).unwrap();
    assert_eq!((delta.base_version.as_str(), delta.version.as_str()), ("1", "2"));
    assert_eq!(delta.troubles, [(4, RowTrouble::BirthDate)]);
    let (first, after) = (base(), [("L2", "NURIA EXEMPLARI"), ("L4", "QUELUMBO"), ("M1", "OTHER")]);
    let after = after.map(|(id, name)| (id.to_owned(), name.to_owned()));
    let second = delta.apply(&first).unwrap();
    assert_eq!((second.version(), listed(&second)), ("2", after.to_vec()));
    assert_eq!(second.find("L", "4").unwrap().handling, Handling::Silent);
    assert_eq!(first.len(), 4, "the list from which it came stays");
    // Once more changes nothing; another version is refused.
    assert_eq!(listed(&delta.apply(&second).unwrap()), after);
    assert!(delta.changes_for("2").unwrap().is_empty());
    let other = Watchlist::build([], "0", Policy::default());
    assert!(matches!(delta.apply(&other).unwrap_err().kind(), ErrorKind::ListRefused { .. }));

    let csv = "op,list,entry_id,kind,names\ndel,L,1,,\nmod,L,2,person,primary^^^NURIA EXEMPLARI\nadd,L,4,,primary^^^QUELUMBO\n\
        mod,L,3,organisation,primary^^^SAMPLE\ndel,L,99,,\n";
    let same = from_csv_delta(csv.as_bytes(), "1", "2").unwrap();
    assert_eq!(listed(&same.apply(&first).unwrap()), after);

    let living = LivingList::new(first);
    living.update(|list| delta.apply(list)).unwrap();
    living.update(|list| same.apply(list)).unwrap();
    assert_eq!((living.current().version(), listed(&living.current())), ("2", after.to_vec()));
    let third = from_csv_delta(csv.as_bytes(), "7", "8").unwrap();
    assert!(living.update(|list| third.apply(list)).is_err());
    assert_eq!(living.current().version(), "2");
}

/// A list that another file changes would count as changed, and its own delta as one that is in already.
#[test]
fn a_delta_of_another_list_is_refused() {
    let other = from_json_lines_delta(DELTA.replace("\"L\"", "\"OTHER\"").as_bytes()).unwrap();
    assert_eq!(other.list.as_deref(), Some("OTHER"));
    assert!(matches!(other.apply(&base()).unwrap_err().kind(), ErrorKind::ListRefused { .. }));
    let rows = from_csv_delta(b"op,list,entry_id,names\nadd,OTHER,1,primary^^^ZORVAN\n", "1", "2").unwrap();
    assert!(rows.apply(&base()).is_err());
    // A list that begins with a delta, and a delta without rows.
    let empty = Watchlist::build([], "1", Policy::default());
    assert_eq!(rows.apply(&empty).unwrap().len(), 1);
    assert_eq!(
        from_csv_delta(b"op,list,entry_id,names\n", "1", "2").unwrap().apply(&base()).unwrap().len(),
        4
    );
}

#[test]
fn a_person_who_changes_keeps_the_documents_that_come_apart() {
    let person = |name: &str| {
        format!(r#"{{"id":"P1","caption":"{name}","schema":"Person","properties":{{"name":["{name}"]}}}}"#)
    };
    let document = |id: &str, number: &str, holder: &str| {
        format!(
            r#"{{"id":"{id}","schema":"Passport","properties":{{"number":["{number}"],"holder":["{holder}"]}}}}"#
        )
    };
    let full = [person("ZORVAN ILMAR"), document("D1", "X1234567", "P1")].join("\n");
    let list = Watchlist::build(from_ftm(full.as_bytes()).unwrap().entries, "1", Policy::default());
    let numbers_after = |delta: &[String]| {
        let delta = from_ftm_delta(delta.join("\n").as_bytes(), "1", "2").unwrap();
        assert_eq!(delta.passed_over, 0);
        let after = delta.apply(&list).unwrap();
        assert_eq!(after.compact().find("OPENSANCTIONS", "P1"), after.find("OPENSANCTIONS", "P1"));
        after.find("OPENSANCTIONS", "P1").map(|entry| (names(&entry).remove(0).1, numbers(&entry.documents)))
    };
    let changed = |op: &str, entity: &str| format!(r#"{{"op":"{op}","entity":{entity}}}"#);
    let modified = changed("MOD", &person("ZORVAN ILMAROV"));
    let (old, new) = (|| "P X1234567 -".to_owned(), || "P Y7654321 -".to_owned());
    let name = || "ZORVAN ILMAROV".to_owned();
    assert_eq!(numbers_after(std::slice::from_ref(&modified)), Some((name(), vec![old()])));
    // New documents stand before or behind their holder, or alone; one that is known is not added again.
    let added = changed("ADD", &document("D2", "Y7654321", "P1"));
    let same = changed("MOD", &document("D1", "X1234567", "P1"));
    let stranger = changed("ADD", &document("D3", "Z1111111", "P9"));
    assert_eq!(numbers_after(&[added.clone(), modified.clone()]), Some((name(), vec![old(), new()])));
    assert_eq!(numbers_after(&[modified, same.clone(), added.clone()]), Some((name(), vec![old(), new()])));
    assert_eq!(numbers_after(&[added, stranger]), Some(("ZORVAN ILMAR".to_owned(), vec![old(), new()])));
    // A person who is added, or gone.
    assert_eq!(
        numbers_after(&[same.clone(), changed("ADD", &person("ZORVAN ILMAROV"))]),
        Some((name(), vec![old()]))
    );
    assert_eq!(numbers_after(&[changed("DEL", r#"{"id":"P1"}"#), same]), None);
    assert!(from_ftm_delta(&b""[..], "1", "2").is_err());
}

#[test]
fn changes_of_several_writers_are_not_lost() {
    let living = LivingList::new(Watchlist::build([], "1", Policy::default()));
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let living = &living;
            scope.spawn(move || {
                for n in 0..10 {
                    let entry = Entry::new("L", format!("{writer}-{n}"));
                    let put = |list: &Watchlist| {
                        Ok::<_, paxgov::Error>(list.with_changes([Change::Put(Box::new(entry.clone()))], "1"))
                    };
                    living.update(put).unwrap();
                }
            });
        }
    });
    assert_eq!(living.current().len(), 40);
}

#[test]
fn deltas_that_are_cut_or_no_deltas_are_refused() {
    let refused = |text: &str| {
        matches!(from_json_lines_delta(text.as_bytes()).unwrap_err().kind(), ErrorKind::ListRefused { .. })
    };
    assert!(refused(&DELTA.replace("\"delta\"", "\"full\"")));
    assert!(refused(&DELTA.replace("\"version\":\"2\",", "")));
    assert!(refused(&DELTA.replace("\"1\",\"default", "null,\"default")));
    assert!(refused(&DELTA.replace("\"version\":\"2\"", "\"version\":\"1\"")));
    assert!(refused(&DELTA.replace("\"entries\":5", "\"entries\":6")));
    assert!(refused(DELTA.rsplit_once('\n').unwrap().0));
    assert!(refused(&DELTA.replace("\"op\":\"del\"", "\"op\":\"drop\"")));
    assert!((0..DELTA.len()).all(|end| from_json_lines_delta(&DELTA.as_bytes()[..end]).is_err()));
    // One broken row of five is named; the others are changes.
    let broken =
        from_json_lines_delta(DELTA.replace("\"op\":\"add\"", "\"op\":\"drop\"").as_bytes()).unwrap();
    assert_eq!((broken.changes.len(), &broken.troubles[..]), (4, &[(4, RowTrouble::Form)][..]));
    // A delta in which nothing changed is one.
    let (header, _) = DELTA.split_once('\n').unwrap();
    let none =
        from_json_lines_delta(format!("{header}\n{{\"record\":\"trailer\",\"entries\":0}}").as_bytes())
            .unwrap();
    assert_eq!((none.apply(&base()).unwrap().version(), none.apply(&base()).unwrap().len()), ("2", 4));
    assert!(from_csv_delta(b"a,b\n1,2\n", "1", "2").is_err());
    assert!(from_csv_delta(b"op,list,entry_id,names\n", "1", "1").is_err());
    assert!(from_csv_delta(b"op,list,entry_id,names\nadd,L,1,\n", "1", "2").is_err());
}

#[test]
fn the_sample_of_a_delta_applies_to_the_sample_of_a_list() {
    let (Some(full), Some(delta)) = (sample("own_entries.jsonl"), sample("own_delta.jsonl")) else { return };
    let full = from_json_lines(&full).unwrap();
    let version = full.version.clone().unwrap();
    let list = Watchlist::build(full.entries, version, Policy::default());
    assert_eq!(categories(&list.find("NAT-1", "E1").unwrap()), ["sanction", "wanted"]);
    let after = from_json_lines_delta(&delta).unwrap().apply(&list).unwrap();
    assert_eq!((list.len(), after.len(), after.version()), (2, 1, "20260228T060000Z"));
    assert!(after.find("NAT-1", "E2").is_none());
}
