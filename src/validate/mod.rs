//! Judgement on messages: the checks of lists and pushes, led by a [`Profile`]. Findings hold places, never text of a
//! traveller.

mod bookings;
mod list;
mod parts;
mod person;
mod preset;
mod profile;
mod push;
mod report;

pub use parts::{MessagePart, judge_parts};
pub use profile::{Level, Profile};

use crate::edifact::Interchange;
use crate::finding::{Finding, Rule};
use crate::model::{BookingPush, Manifest};
use crate::paxlst::PassengerList;
use crate::pnrgov::PnrPush;
use report::Report;

/// What can be validated: a list or a push that was read.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Subject<'s, 'a> {
    /// A passenger or crew list (PAXLST).
    List(&'s PassengerList<'a>),
    /// A push of PNRs (PNRGOV).
    Push(&'s PnrPush<'a>),
    /// A push that is known by its model alone, such as one that was read from XML. Only what needs no segments is judged; what
    /// the reading of its form has found is not repeated. What is about the push as a whole has no place.
    Bookings(&'s BookingPush<'a>),
}

impl<'s, 'a> From<&'s PassengerList<'a>> for Subject<'s, 'a> {
    fn from(list: &'s PassengerList<'a>) -> Self {
        Self::List(list)
    }
}

impl<'s, 'a> From<&'s PnrPush<'a>> for Subject<'s, 'a> {
    fn from(push: &'s PnrPush<'a>) -> Self {
        Self::Push(push)
    }
}

impl<'s, 'a> From<&'s BookingPush<'a>> for Subject<'s, 'a> {
    fn from(push: &'s BookingPush<'a>) -> Self {
        Self::Bookings(push)
    }
}

/// Judges a message by a profile. The findings stand in the order of their places.
pub fn validate<'s, 'a: 's>(subject: impl Into<Subject<'s, 'a>>, profile: &'s Profile) -> Vec<Finding> {
    match subject.into() {
        Subject::List(list) => judge_list(list, profile).0,
        Subject::Push(push) => judge_push(push, profile).0,
        Subject::Bookings(push) => judge_bookings(push, profile),
    }
}

/// Judges a list and gives back the model that was made for it.
pub(crate) fn judge_list<'s>(
    list: &'s PassengerList<'_>,
    profile: &'s Profile,
) -> (Vec<Finding>, Manifest<'s>) {
    let mut report = Report::new(list.message());
    let subject = list::ListSubject { list, manifest: list.to_manifest(), profile, day: list.anchor() };
    for (_, check) in list::CHECKS {
        check(&subject, &mut report);
    }
    let judged = report.into_vec().into_iter().filter_map(|finding| profile.judge(finding));
    (sorted(judged.collect()), subject.manifest)
}

/// Judges a push and gives back the model that was made for it.
pub(crate) fn judge_push<'s>(push: &'s PnrPush<'_>, profile: &Profile) -> (Vec<Finding>, BookingPush<'s>) {
    let mut report = Report::new(push.message());
    let subject = push::PushSubject { push, model: push.to_model(), day: push.anchor() };
    for (_, check) in push::CHECKS {
        check(&subject, &mut report);
    }
    let judged = report.into_vec().into_iter().filter_map(|finding| profile.judge_push(finding));
    (sorted(judged.collect()), subject.model)
}

fn judge_bookings(push: &BookingPush<'_>, profile: &Profile) -> Vec<Finding> {
    let mut report = Report::of_model();
    for (_, check) in bookings::CHECKS {
        check(push, &mut report);
    }
    let judged = report.into_vec().into_iter().filter_map(|finding| profile.judge_push(finding));
    sorted(judged.collect())
}

/// The findings of an interchange's syntax and envelope as a profile judges them: as those of pushes when a push is
/// among its messages.
pub fn judge_interchange(interchange: &Interchange<'_>, profile: &Profile) -> Vec<Finding> {
    let is_push = interchange
        .messages()
        .any(|message| message.header().is_some_and(|header| header.message_type() == b"PNRGOV"));
    let judge =
        |finding: &Finding| if is_push { profile.judge_push(*finding) } else { profile.judge(*finding) };
    interchange.findings().iter().filter_map(judge).collect()
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.location.span.start, finding.rule));
    findings
}

/// The rules that the checks of this room may fire, once each.
pub fn checked_rules() -> Vec<Rule> {
    let of_pushes = push::CHECKS.iter().map(|row| row.0).chain(bookings::CHECKS.iter().map(|row| row.0));
    let rows = list::CHECKS.iter().map(|row| row.0).chain(of_pushes);
    let mut rules: Vec<Rule> = rows.flatten().copied().collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}
