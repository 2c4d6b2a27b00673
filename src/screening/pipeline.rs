//! The pipeline: a message in; findings, candidates and a disposition for each person out.

use chrono::NaiveDate;
use serde::Serialize;

use super::companion::Companion;
use super::review::Candidate;
use crate::codes::{Code, PersonRole, SensitiveClass, SensitivePolicy};
use crate::cusres::ResultMap;
use crate::edifact::{Interchange, Message};
use crate::finding::{Finding, Rule, Severity};
use crate::limits::Limits;
use crate::model::{Passenger, Personal, Text};
use crate::options::ReadOptions;
use crate::paxlst::PassengerList;
use crate::pnrgov::PnrPush;
use crate::protection::{Access, MayScreen};
use crate::span::Location;
use crate::validate::{Profile, judge_interchange, judge_list, judge_push};
use crate::watchlist::{Handling, Hit, Known, KnownTravellers, Watchlist};

/// Why a person is referred to an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// A name agrees with an entry.
    NameHit,
    /// A document agrees with an entry.
    DocumentHit,
    /// The name has more parts than are looked at, so that not all of it was screened.
    NameCut,
}

/// What would have to be known to screen a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Missing {
    /// A name.
    Name,
    /// A birth date or a document number beside the name.
    BirthDateOrDocument,
}

/// Advice about a person. Never more than a referral: what follows is decided by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// Nothing was found.
    Clear,
    /// An officer should look, for these reasons.
    Refer(Vec<Reason>),
    /// Entries are met, and each that would refer is known: an officer dismissed it, or the traveller was cleared of it. The
    /// candidates say why and until when.
    Known,
    /// An entry is met that only informs: a note for the record, nothing to do.
    Inform,
    /// The data does not suffice to say either; these are missing.
    InsufficientData(Vec<Missing>),
    /// There was no list to screen against.
    NotScreened,
}

/// What screening says about one person of a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PersonOutcome {
    /// Where the person stands in the message.
    pub location: Location,
    /// Number of the person in the message, from 0: in a list the place in
    /// [`Manifest::passengers`](crate::model::Manifest::passengers), in a push in the order of all travellers.
    pub number: usize,
    /// Role, in a list.
    pub role: Option<PersonRole>,
    /// Record locator.
    pub locator: Option<Personal<String>>,
    /// Unique passenger reference of the carrier.
    pub unique_reference: Option<Personal<String>>,
    /// The advice.
    pub disposition: Disposition,
    /// Candidates behind it.
    pub candidates: Vec<Candidate>,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Content {
    /// A passenger or crew list (PAXLST).
    List,
    /// A push of bookings (PNRGOV).
    Push,
    /// An answer or a request that goes with the traffic: CUSRES, CONTRL, ACKRES, GOVREQ.
    Companion,
    /// A message that is framed but not read.
    Other,
}

/// What came out of a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MessageOutcome<'w> {
    /// What the message is.
    pub content: Content,
    /// Number of the message in its interchange.
    pub message: u32,
    /// The day against which dates were judged.
    pub day: Option<NaiveDate>,
    /// Findings of reading and of judging, in the order of their places.
    pub findings: Vec<Finding>,
    /// The persons.
    pub persons: Vec<PersonOutcome>,
    /// Number of bookings, in a push.
    pub bookings: Option<u32>,
    /// The answer or request that the message is.
    pub companion: Option<Companion>,
    /// What was dropped as it was read, by class.
    pub dropped: Vec<(SensitiveClass, u64)>,
    /// Policy of reading that was in force.
    pub sensitive: SensitivePolicy,
    /// Version of the watchlist that was used; `None` when none was.
    pub list_version: Option<&'w str>,
    /// Who screened.
    pub actor: String,
    /// By what law.
    pub legal_basis: String,
    /// For what purpose.
    pub purpose: &'static str,
}

impl MessageOutcome<'_> {
    /// The highest severity among the findings.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Number of persons who are referred.
    pub fn referred(&self) -> usize {
        self.persons.iter().filter(|person| matches!(person.disposition, Disposition::Refer(_))).count()
    }
}

/// Access, profile, watchlist and options, joined: what a border system makes once and runs over its messages.
///
/// Only a purpose that may screen has a pipeline. The sensitive data policy follows the purpose; another one is set
/// with [`with_sensitive`](Pipeline::with_sensitive) and stands in every outcome.
#[derive(Debug)]
pub struct Pipeline<'w, P: MayScreen> {
    access: Access<P>,
    profile: Profile,
    watchlist: Option<&'w Watchlist>,
    known: Option<&'w KnownTravellers>,
    results: ResultMap,
    options: ReadOptions,
}

impl<'w, P: MayScreen> Pipeline<'w, P> {
    /// A pipeline with the base profile and without a watchlist.
    pub fn new(access: Access<P>) -> Self {
        let options = ReadOptions::DEFAULT.with_sensitive(P::SENSITIVE);
        Self {
            access,
            profile: Profile::base(),
            watchlist: None,
            known: None,
            results: ResultMap::none(),
            options,
        }
    }

    /// Sets the profile.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Sets the watchlist.
    #[must_use]
    pub const fn with_watchlist(mut self, watchlist: &'w Watchlist) -> Self {
        self.watchlist = Some(watchlist);
        self
    }

    /// Sets the travellers who are known and the hits that were dismissed. They are shown as such and do not refer; without a
    /// day of the flight or of reference nobody is known.
    #[must_use]
    pub const fn with_known(mut self, known: &'w KnownTravellers) -> Self {
        self.known = Some(known);
        self
    }

    /// Sets what the result codes of a state mean in its answers; without it nothing follows from them.
    #[must_use]
    pub fn with_results(mut self, map: ResultMap) -> Self {
        self.results = map;
        self
    }

    /// Sets the reference date.
    #[must_use]
    pub const fn with_reference_date(mut self, day: NaiveDate) -> Self {
        self.options.reference_date = Some(day);
        self
    }

    /// Sets the budgets of reading.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.options.limits = limits;
        self
    }

    /// Sets another sensitive data policy than that of the purpose.
    #[must_use]
    pub const fn with_sensitive(mut self, policy: SensitivePolicy) -> Self {
        self.options.sensitive = policy;
        self
    }

    /// Who screens, by what law, for what purpose.
    pub const fn access(&self) -> &Access<P> {
        &self.access
    }

    /// How messages are read.
    pub const fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// The findings of an interchange's syntax and envelope.
    pub fn envelope(&self, interchange: &Interchange<'_>) -> Vec<Finding> {
        judge_interchange(interchange, &self.profile)
    }

    /// Runs over the messages of an interchange.
    pub fn interchange<'a>(
        &self,
        interchange: &'a Interchange<'a>,
    ) -> impl Iterator<Item = MessageOutcome<'w>> + use<'_, 'a, 'w, P> {
        interchange.messages().map(|message| self.message(&message))
    }

    /// Runs over one message.
    pub fn message(&self, message: &Message<'_>) -> MessageOutcome<'w> {
        if let Ok(read) = PassengerList::read(message, &self.options) {
            let list = &read.value;
            let judged = read.findings.into_iter().filter_map(|finding| self.profile.judge(finding));
            let (of_judging, manifest) = judge_list(list, &self.profile);
            let findings = merged(judged.collect(), of_judging);
            let anchor = list.anchor();
            let persons = numbered(self.people(&manifest.passengers, anchor));
            return MessageOutcome { day: anchor, findings, persons, ..self.outcome(message, Content::List) };
        }
        if let Ok(read) = PnrPush::read(message, &self.options) {
            let push = &read.value;
            let judged = read.findings.into_iter().filter_map(|finding| self.profile.judge_push(finding));
            let (of_judging, model) = judge_push(push, &self.profile);
            let findings = merged(judged.collect(), of_judging);
            let day = push.anchor();
            let people = model.bookings.iter().flat_map(|booking| self.people(&booking.travellers, day));
            let persons = numbered(people.collect());
            return MessageOutcome {
                day: push.anchor(),
                findings,
                persons,
                bookings: Some(push.pnr_count()),
                dropped: push.dropped().to_vec(),
                ..self.outcome(message, Content::Push)
            };
        }
        let judged =
            |found: Vec<Finding>| found.into_iter().filter_map(|finding| self.profile.judge(finding));
        if let Some((companion, found)) = Companion::read(message, &self.options, &self.results) {
            let note = Finding::new(Rule::MessageUnread, message.location());
            let findings = merged(judged(vec![note]).collect(), judged(found).collect());
            let companion = Some(companion);
            return MessageOutcome { findings, companion, ..self.outcome(message, Content::Companion) };
        }
        let note = Finding::new(Rule::MessageUnknown, message.location());
        MessageOutcome { findings: judged(vec![note]).collect(), ..self.outcome(message, Content::Other) }
    }

    fn outcome(&self, message: &Message<'_>, content: Content) -> MessageOutcome<'w> {
        MessageOutcome {
            content,
            message: message.number(),
            day: None,
            findings: Vec::new(),
            persons: Vec::new(),
            bookings: None,
            companion: None,
            dropped: Vec::new(),
            sensitive: self.options.sensitive,
            list_version: self.watchlist.map(Watchlist::version),
            actor: self.access.actor().to_owned(),
            legal_basis: self.access.legal_basis().to_owned(),
            purpose: self.access.purpose(),
        }
    }

    fn people(&self, people: &[Passenger<'_>], day: Option<NaiveDate>) -> Vec<PersonOutcome> {
        people.iter().map(|person| self.person_on(person, day)).collect()
    }

    /// Screens one person as of the reference date and says what to do.
    pub fn person(&self, person: &Passenger<'_>) -> PersonOutcome {
        self.person_on(person, self.options.reference_date)
    }

    /// Screens one person as of a day and says what to do.
    pub fn person_on(&self, person: &Passenger<'_>, day: Option<NaiveDate>) -> PersonOutcome {
        let owned = |text: &Option<Text<'_>>| text.as_ref().map(|text| Personal(text.0.clone().into_owned()));
        let outcome = |disposition, candidates| PersonOutcome {
            location: person.location,
            number: 0,
            role: person.role.as_ref().and_then(Code::listed),
            locator: owned(&person.locator),
            unique_reference: owned(&person.unique_reference),
            disposition,
            candidates,
        };
        let Some(list) = self.watchlist else { return outcome(Disposition::NotScreened, Vec::new()) };
        let screening = list.screen_on(person, day);
        let known: Vec<Option<&Known>> = match self.known.zip(day) {
            Some((known, day)) => known.of(person, &screening, day),
            None => vec![None; screening.hits.len()],
        };
        let would_refer = |hit: &Hit| hit.entry.handling() != Handling::Inform;
        let any_known =
            screening.hits.iter().zip(&known).any(|(hit, known)| known.is_some() && would_refer(hit));
        let refers = |of: fn(&Hit) -> bool| {
            screening
                .hits
                .iter()
                .zip(&known)
                .any(|(hit, known)| known.is_none() && would_refer(hit) && of(hit))
        };
        let mut reasons = Vec::new();
        if refers(Hit::has_document) {
            reasons.push(Reason::DocumentHit);
        }
        if refers(Hit::has_name) {
            reasons.push(Reason::NameHit);
        }
        if screening.name_was_cut {
            reasons.push(Reason::NameCut);
        }
        let missing = missing(person, screening.has_name);
        let disposition = if !reasons.is_empty() {
            Disposition::Refer(reasons)
        } else if !missing.is_empty() {
            Disposition::InsufficientData(missing)
        } else if any_known {
            Disposition::Known
        } else if !screening.hits.is_empty() {
            Disposition::Inform
        } else {
            Disposition::Clear
        };
        let candidates = screening.hits.into_iter().zip(known);
        outcome(disposition, candidates.map(|(hit, known)| Candidate::new(hit, known.cloned())).collect())
    }
}

/// Numbers the persons of a message.
fn numbered(mut persons: Vec<PersonOutcome>) -> Vec<PersonOutcome> {
    for (number, person) in persons.iter_mut().enumerate() {
        person.number = number;
    }
    persons
}

/// What is missing to screen a person: a name, and something that tells people of one name apart.
fn missing(person: &Passenger<'_>, has_name: bool) -> Vec<Missing> {
    let has_document = person.documents.iter().any(|document| document.number.is_some());
    let mut missing = Vec::new();
    if !has_name {
        missing.push(Missing::Name);
    }
    if person.birth_date.valid().is_none() && !has_document {
        missing.push(Missing::BirthDateOrDocument);
    }
    missing
}

fn merged(mut reading: Vec<Finding>, judging: Vec<Finding>) -> Vec<Finding> {
    reading.extend(judging);
    reading.sort_by_key(|finding| (finding.location.span.start, finding.rule));
    reading
}
