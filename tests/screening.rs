//! Dispositions: never clear without a list, never for a name that was not looked for, and by the entry's own handling.
#![expect(clippy::unwrap_used, reason = "a test")]

use paxgov::edifact::Interchange;
use paxgov::protection::{Access, BorderControl};
use paxgov::screening::{Decision, Disposition, Missing, Pipeline, Reason};
use paxgov::watchlist::{
    Entry, EntryName, Handling, KnownAs, KnownTravellers, NameQuality, Policy, Watchlist,
};

fn text(name: &str) -> String {
    format!(
        "UNB+UNOA:4+A+B+260314:0712+1'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+ZZ1'LOC+125+TAS'DTM+189:2603141015:201'\
         LOC+87+VIE'NAD+FL+++{name}'DTM+329:800405'RFF+AVF:Q7XK2P'CNT+42:1'UNT+10+1'UNZ+1+1'"
    )
}

fn disposition(list: Option<&Watchlist>, name: &str) -> Disposition {
    let text = text(name);
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let access = Access::<BorderControl>::new("officer", "law").unwrap();
    let mut pipeline = Pipeline::new(access);
    if let Some(list) = list {
        pipeline = pipeline.with_watchlist(list);
    }
    let outcome = pipeline.interchange(&interchange).next().unwrap();
    assert_eq!((outcome.actor.as_str(), outcome.purpose), ("officer", "border control"));
    let person = outcome.persons.into_iter().next().unwrap();
    assert_eq!(person.locator.as_ref().unwrap().0, "Q7XK2P");
    person.disposition
}

fn list(change: impl FnOnce(&mut Entry)) -> Watchlist {
    let mut entry =
        Entry::new("LIST", "1").with_name(EntryName::parts(NameQuality::Primary, "MUKHAMMADIEV", "YUSUF"));
    change(&mut entry);
    Watchlist::build(vec![entry], "1", Policy::default())
}

#[test]
fn dispositions() {
    let plain = list(|_| {});
    assert_eq!(disposition(None, "MUKHAMMADIEV:YUSUF"), Disposition::NotScreened);
    assert_eq!(disposition(Some(&plain), "MUKHAMMADIEV:YUSUF"), Disposition::Refer(vec![Reason::NameHit]));
    assert_eq!(disposition(Some(&plain), "LINDENHOFER:LENA"), Disposition::Clear);
    assert_eq!(disposition(Some(&plain), "-"), Disposition::InsufficientData(vec![Missing::Name]));
    let informs = list(|entry| entry.handling = Handling::Inform);
    assert_eq!(disposition(Some(&informs), "MUKHAMMADIEV:YUSUF"), Disposition::Inform);
}

#[test]
fn entries_fire_on_the_day_of_the_flight() {
    let past = list(|entry| entry.valid_to = "2020-01-01".parse().ok());
    assert_eq!(disposition(Some(&past), "MUKHAMMADIEV:YUSUF"), Disposition::Clear);
    let to_the_day = list(|entry| entry.valid_to = "2026-03-14".parse().ok());
    assert_eq!(
        disposition(Some(&to_the_day), "MUKHAMMADIEV:YUSUF"),
        Disposition::Refer(vec![Reason::NameHit])
    );
}

#[test]
fn only_a_review_with_officer_and_grounds_decides() {
    let list = list(|_| {});
    let text = text("MUKHAMMADIEV:YUSUF");
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let access = Access::<BorderControl>::new("officer", "law").unwrap();
    let outcome = Pipeline::new(access).with_watchlist(&list).interchange(&interchange).next().unwrap();
    let candidate = outcome.persons.into_iter().next().unwrap().candidates.pop().unwrap();
    let candidate = candidate.review(Decision::NotTheSame, "", "another birth place").unwrap_err();
    let candidate = candidate.review(Decision::NotTheSame, "officer", " ").unwrap_err();
    let reviewed = candidate.review(Decision::NotTheSame, "officer", "another birth place").unwrap();
    assert_eq!(reviewed.decision, Decision::NotTheSame);
    assert!(!format!("{reviewed:?}").contains("birth place"));
}

#[test]
fn answers_and_requests_are_read_and_decide_nothing_without_a_table() {
    use paxgov::cusres::{Advice, ResultMap};
    use paxgov::screening::{Companion, Content};
    let text = "UNB+UNOA:4+GOV+ZZ+260314:0712+1'UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'RFF+TN:T1'RFF+AF:ZZ417'\
        DTM+189:2603141015:201'LOC+125+TAS'ERP+2'RFF+AVF:Q7XK2P'ERC+1Z'UNT+10+1'UNZ+1+1'";
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let access = Access::<BorderControl>::new("test", "test").unwrap();
    for (map, expected) in
        [(ResultMap::none(), Advice::Unknown), (ResultMap::preset("CN").unwrap(), Advice::NoBoard)]
    {
        let pipeline = Pipeline::new(access.clone()).with_results(map);
        let outcome = pipeline.interchange(&interchange).next().unwrap();
        assert_eq!(outcome.content, Content::Companion);
        assert!(outcome.persons.is_empty(), "an answer screens nobody");
        assert!(!format!("{outcome:?}").contains("Q7XK2P"));
        let Some(Companion::Response { transaction, outcomes }) = outcome.companion else {
            panic!("an answer")
        };
        assert_eq!(transaction.unwrap().as_str(), "T1");
        assert_eq!(outcomes[0].advice, expected);
    }
}

#[test]
fn known_hits_are_shown_and_do_not_refer() {
    let list = list(|entry| entry.valid_from = "2020-01-01".parse().ok());
    let text = text("MUKHAMMADIEV:YUSUF");
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let pipeline =
        || Pipeline::new(Access::<BorderControl>::new("officer", "law").unwrap()).with_watchlist(&list);
    let outcome = |pipeline: &Pipeline<'_, BorderControl>| {
        let outcome = pipeline.interchange(&interchange).next().unwrap();
        outcome.persons.into_iter().next().unwrap()
    };
    let message = interchange.messages().next().unwrap();
    let read = paxgov::paxlst::PassengerList::read(&message, &paxgov::ReadOptions::DEFAULT).unwrap();
    let manifest = read.value.to_manifest();
    let person = &manifest.passengers[0];
    let entry = list.find("LIST", "1").unwrap();
    let mut known = KnownTravellers::new();
    assert!(known.dismiss(
        person,
        &entry,
        "another person: seen with passport",
        "2026-12-31".parse().unwrap()
    ));
    let met = outcome(&pipeline().with_known(&known));
    assert_eq!(met.disposition, Disposition::Known);
    let candidate = &met.candidates[0];
    assert_eq!(candidate.known().unwrap().kind, KnownAs::Dismissed);
    assert!(!serde_json::to_string(&met).unwrap().contains("passport"), "the reason is not for logs");
    // What is known of others, or is no longer, changes nothing.
    for (surname, until) in [("OTHERNAME", "2026-12-31"), ("MUKHAMMADIEV", "2026-03-13")] {
        let mut other = person.clone();
        other.name.0.surname = surname.into();
        let mut known = KnownTravellers::new();
        assert!(known.clear(&other, &entry, "a reason", until.parse().unwrap()));
        let met = outcome(&pipeline().with_known(&known));
        assert_eq!(met.disposition, Disposition::Refer(vec![Reason::NameHit]), "{surname} {until}");
        assert!(met.candidates[0].known().is_none());
    }
    // An entry that changed is looked at again.
    let mut changed = entry.clone();
    changed.nationalities.clear();
    changed.reason = paxgov::model::Personal("new facts".to_owned());
    let list = Watchlist::build(vec![changed], "2", Policy::default());
    let pipeline = Pipeline::new(Access::<BorderControl>::new("officer", "law").unwrap());
    let met = outcome(&pipeline.with_watchlist(&list).with_known(&known));
    assert_eq!(met.disposition, Disposition::Refer(vec![Reason::NameHit]));
}
