//! A list or a push that came in several messages: what only all of its parts together say (PAXLST guide, PNRGOV guide, UNH S010).

use super::profile::Profile;
use crate::codes::Code;
use crate::edifact::Message;
use crate::finding::{Detail, Finding, Rule};
use crate::model::{FlightLeg, PortCall};
use crate::options::ReadOptions;
use crate::paxlst::PassengerList;
use crate::pnrgov::PnrPush;
use crate::span::Location;

/// What a part of a list or push says about the whole: of which list it is, its flight and day, for a push the number of PNRs (EQN), which
/// is that of all parts, and how many it holds itself. Without any value of a traveller, so that parts can be kept while others are waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessagePart {
    /// Kind and function of a list (BGM); a push has none.
    list: Option<String>,
    /// Flight and ports.
    flight: Option<String>,
    day: Option<chrono::NaiveDate>,
    declared: Option<u64>,
    counted: u64,
    location: Location,
}

/// Flight and ports of a leg.
fn flight_of(leg: &FlightLeg<'_>) -> String {
    let port = |call: &PortCall<'_>| call.port.valid().map(ToString::to_string).unwrap_or_default();
    format!("{} {} {}", leg.flight, port(&leg.departure), port(&leg.arrival))
}

impl MessagePart {
    /// Of a message, when it is a part (S010) of a list or push.
    pub fn read(message: &Message<'_>, options: &ReadOptions) -> Option<Self> {
        message.header()?.transfer()?;
        let push = || PnrPush::read(message, options).ok().map(|push| Self::of_push(&push.value));
        let list = || PassengerList::read(message, options).ok().map(|list| Self::of_list(&list.value));
        push().or_else(list)
    }

    /// Of a push that was read.
    pub fn of_push(push: &PnrPush<'_>) -> Self {
        Self {
            list: None,
            flight: push.flight().map(|flight| flight_of(&push.leg(&flight))),
            day: push.flight().and_then(|flight| push.day_of(&flight)),
            declared: push.declared(),
            counted: u64::from(push.pnr_count()),
            location: push.message().location(),
        }
    }

    /// Of a list that was read.
    pub fn of_list(list: &PassengerList<'_>) -> Self {
        let (code, function) = (list.document_code(), list.function());
        let [code, function] = [code.as_ref().map(Code::wire), function.as_ref().map(Code::wire)];
        let legs = list.to_manifest().legs.iter().map(flight_of).collect::<Vec<_>>().join(", ");
        Self {
            list: Some(format!("{} {}", code.unwrap_or_default(), function.unwrap_or_default())),
            flight: Some(legs).filter(|legs| !legs.is_empty()),
            day: list.flight_date(),
            declared: None,
            counted: 0,
            location: list.message().location(),
        }
    }
}

/// Judges the parts of one list or push, in their order, when the last missing one came (see [`Parts`](crate::edifact::Parts)): PNR05 when
/// the PNRs of all parts are not as many as one says, PNR25 or API27 when one is about another flight or day than the first, or of another list.
/// Each finding with the number of its part, in whose bytes its place is.
pub fn judge_parts(parts: &[MessagePart], profile: &Profile) -> Vec<(usize, Finding)> {
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
        let is_other = part.list != first.list
            || (first.flight.is_some() && part.flight.is_some() && part.flight != first.flight)
            || (first.day.is_some() && part.day.is_some() && part.day != first.day);
        if is_other {
            let rule = if part.list.is_none() { Rule::PartFlight } else { Rule::PartOfOtherList };
            findings.push((number, Finding::new(rule, part.location)));
        }
    }
    let judged = |part: &MessagePart, finding| {
        if part.list.is_none() { profile.judge_push(finding) } else { profile.judge(finding) }
    };
    let judge = |(number, finding)| Some((number, judged(parts.get(number)?, finding)?));
    findings.into_iter().filter_map(judge).collect()
}
