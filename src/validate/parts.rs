//! A push that came in several messages: what only all of its parts together say (PNRGOV guide, UNH S010).

use super::profile::Profile;
use crate::finding::{Detail, Finding, Rule};
use crate::model::PortCall;
use crate::pnrgov::PnrPush;
use crate::span::Location;

/// What a part of a push says about the whole: its flight and day, the number of PNRs (EQN), which is that of all parts, and how many
/// PNRs it holds itself. Without any value of a traveller, so that parts can be kept while others are waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushPart {
    /// Flight and ports.
    flight: Option<String>,
    day: Option<chrono::NaiveDate>,
    declared: Option<u64>,
    counted: u64,
    location: Location,
}

impl PushPart {
    /// Of a push that was read.
    pub fn of(push: &PnrPush<'_>) -> Self {
        Self {
            flight: push.flight().map(|flight| {
                let leg = push.leg(&flight);
                let port =
                    |call: &PortCall<'_>| call.port.valid().map(ToString::to_string).unwrap_or_default();
                format!("{} {} {}", leg.flight, port(&leg.departure), port(&leg.arrival))
            }),
            day: push.flight().and_then(|flight| push.day_of(&flight)),
            declared: push.declared(),
            counted: u64::from(push.pnr_count()),
            location: push.message().location(),
        }
    }
}

/// Judges the parts of one push, in their order, when the last missing one came (see [`Parts`](crate::edifact::Parts)): PNR05 when the PNRs
/// of all parts are not as many as one says, PNR25 when one is about another flight or day than the first. Each finding with the number of
/// its part, in whose bytes its place is.
pub fn judge_parts(parts: &[PushPart], profile: &Profile) -> Vec<(usize, Finding)> {
    let counted = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.counted));
    let mut findings = Vec::new();
    // A part whose flight is broken is told as that.
    let Some(first) = parts.iter().find(|part| part.flight.is_some()).or(parts.first()) else {
        return findings;
    };
    for (number, part) in parts.iter().enumerate() {
        if part.declared.is_some_and(|declared| declared != counted) {
            let detail = Detail::Count { declared: part.declared, counted };
            findings.push((number, Finding::new(Rule::EqnCount, part.location).with(detail)));
        }
        let is_other = (first.flight.is_some() && part.flight.is_some() && part.flight != first.flight)
            || (first.day.is_some() && part.day.is_some() && part.day != first.day);
        if is_other {
            findings.push((number, Finding::new(Rule::PartFlight, part.location)));
        }
    }
    let judge = |(number, finding)| Some((number, profile.judge_push(finding)?));
    findings.into_iter().filter_map(judge).collect()
}
