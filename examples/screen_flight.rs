//! How a border system links the crate: one access, one pipeline, messages in, referrals out.
#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use paxgov::edifact::Interchange;
use paxgov::protection::{Access, BorderControl};
use paxgov::screening::{Decision, Disposition, Pipeline};
use paxgov::validate::Profile;
use paxgov::watchlist::{Policy, Watchlist, from_csv};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");
    // Once: the list, who looks and by what law, the profile.
    let loaded = from_csv(&std::fs::read(format!("{folder}/watchlist.csv"))?)?;
    let list = Watchlist::build(loaded.entries, "2026-11-24", Policy::default());
    let access = Access::<BorderControl>::new("officer 4711", "Border Code, article 12")?;
    let pipeline = Pipeline::new(access).with_profile(Profile::base()).with_watchlist(&list);

    // For each interchange: findings, and a disposition for each person.
    let bytes = std::fs::read(format!("{folder}/passengers.edi"))?;
    let interchange = Interchange::parse(&bytes)?;
    for outcome in pipeline.interchange(&interchange) {
        println!("message {}: {} findings", outcome.message, outcome.findings.len());
        for person in outcome.persons {
            match person.disposition {
                Disposition::Clear | Disposition::Known | Disposition::Inform | Disposition::NotScreened => {}
                Disposition::InsufficientData(missing) => {
                    println!("{}: missing {missing:?}", person.location);
                }
                Disposition::Refer(reasons) => {
                    println!("{}: refer, {reasons:?}", person.location);
                    // A candidate decides nothing; an officer's review does.
                    for candidate in person.candidates {
                        let score = candidate.hit().score;
                        let reviewed =
                            candidate.review(Decision::Open, "officer 4711", "to be asked at the counter");
                        let decision = reviewed.map(|reviewed| reviewed.decision);
                        println!("  score {score:.2}, reviewed: {decision:?}");
                    }
                }
            }
        }
    }
    Ok(())
}
