//! Checks of a passenger or crew list (PAXLST guide, semantic checks P01 to P16).

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};

use super::person;
use super::profile::Profile;
use super::report::Report;
use crate::codes::{
    Code, CodeList, DataField, DocumentCode, DocumentType, ListFunction, PersonRole, PortRole,
};
use crate::finding::{Detail, Rule};
use crate::model::{Field, Manifest, Passenger};
use crate::paxlst::PassengerList;
use crate::span::Location;

/// What the checks of a list look at.
pub(super) struct ListSubject<'s, 'a> {
    pub(super) list: &'s PassengerList<'a>,
    pub(super) manifest: Manifest<'s>,
    pub(super) profile: &'s Profile,
    pub(super) day: Option<NaiveDate>,
}

type Check = fn(&ListSubject<'_, '_>, &mut Report<'_>);

/// The checks of a list, with the rules that each may fire.
pub(super) const CHECKS: &[(&[Rule], Check)] = &[
    (&[Rule::SegmentMissing, Rule::BgmCode, Rule::BgmFunction, Rule::NotAir, Rule::CustomsForm], head),
    (&[Rule::DirectoryRelease, Rule::GroupRequired], envelope),
    (&[Rule::TransactionMissing], transaction),
    (&[Rule::FlightMissing, Rule::FlightNumber, Rule::PortMissing, Rule::PortCode], flight),
    (&[Rule::BorderCrossing], crossing),
    (&[Rule::PortTime, Rule::FlightDateInvalid, Rule::ArrivalBeforeDeparture], times),
    (&[Rule::RoleInList, Rule::PersonsUnexpected, Rule::PersonsMissing], roles),
    (&[Rule::CountQualifier, Rule::CountMissing, Rule::CountLow, Rule::CountListed], totals),
    (&[Rule::SurnameMissing, Rule::NameLong, Rule::CloseOutReference, Rule::NumberInvalid], persons),
    (&[Rule::ReferenceShared, Rule::PersonTwice], doubles),
    (&[Rule::FieldMissing, Rule::FieldForbidden], required),
    (
        &[
            Rule::NameCharacters,
            Rule::NameOnlyTitle,
            Rule::NamePlaceholder,
            Rule::BirthDateInvalid,
            Rule::BirthDateFuture,
            Rule::AgeOverHundred,
            Rule::CenturyOpen,
            Rule::SexCode,
            Rule::StateCode,
            Rule::PortCode,
            Rule::DocumentDateInvalid,
            Rule::DocumentExpired,
            Rule::DocumentType,
            Rule::DocumentNumberMissing,
            Rule::DocumentNumberShape,
            Rule::Placeholder,
            Rule::IssueAfterExpiry,
            Rule::LocatorShape,
        ],
        people,
    ),
];

impl ListSubject<'_, '_> {
    fn code(&self) -> Option<DocumentCode> {
        self.manifest.list.as_ref().and_then(Code::listed)
    }

    fn function(&self) -> Option<ListFunction> {
        self.manifest.function.as_ref().and_then(Code::listed)
    }

    /// A list of people who were or were not on board, after the flight closed.
    fn is_close_out(&self) -> bool {
        // A crew list with the same function is a confirmation in full (one state's own use).
        self.code() != Some(DocumentCode::CrewList)
            && matches!(self.function(), Some(ListFunction::CloseOnBoard | ListFunction::CloseNotOnBoard))
    }

    /// A message about the flight that names nobody.
    fn names_nobody(&self) -> bool {
        self.code() == Some(DocumentCode::FlightStatus)
            && matches!(
                self.function(),
                Some(ListFunction::CancelFlight | ListFunction::ChangeFlight | ListFunction::Close)
            )
    }

    /// Master crew lists and gate passes have no leg; road lists have no flight.
    fn has_legs(&self) -> bool {
        !matches!(self.code(), Some(DocumentCode::MasterCrewList | DocumentCode::GatePass)) && !self.is_road()
    }

    fn is_road(&self) -> bool {
        let road =
            |stage: Option<crate::edifact::Value<'_>>| stage.is_some_and(|value| value.code() == b"11");
        self.code() == Some(DocumentCode::RoadList) || self.list.transports().any(|t| road(t.stage()))
    }

    fn at(&self) -> Location {
        self.list.message().location()
    }

    fn transport_at(&self) -> Location {
        self.list.transports().next().map_or_else(|| self.at(), |transport| transport.location())
    }

    /// True when the list is in one message.
    fn is_whole(&self) -> bool {
        let transfer = self.list.message().header().and_then(|header| header.transfer());
        transfer.is_none_or(|transfer| transfer.sequence == Some(1) && transfer.is_last)
    }
}

/// The functions of each list in the guides, with those that real senders use.
const FUNCTIONS: &[(DocumentCode, &[&str])] = &[
    (DocumentCode::PassengerList, &["", "CP", "XR", "RP", "CLOB", "CLNB", "CL", "CI", "DC", "DE"]),
    (
        DocumentCode::CrewList,
        &["", "C", "CC", "B", "BC", "A", "D", "E", "EC", "F", "FC", "CLOB", "CLNB", "CL", "CI", "DC", "DE"],
    ),
    (DocumentCode::FlightStatus, &["CL", "CLNB", "CLOB", "XF", "CF"]),
    (DocumentCode::MasterCrewList, &["G", "H", "I"]),
    (DocumentCode::GatePass, &[""]),
    (DocumentCode::RoadList, &[""]),
];

fn head(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    if subject.list.is_customs_form() {
        return report.push(Rule::CustomsForm, subject.at());
    }
    let Some(value) = subject.list.head().and_then(|head| head.document_code()) else {
        return report.with(Rule::SegmentMissing, subject.at(), Detail::Field("BGM"));
    };
    let Some(code) = subject.code() else { return report.push(Rule::BgmCode, value.location()) };
    if subject.is_road() {
        return report.push(Rule::NotAir, value.location());
    }
    let function = subject.manifest.function.as_ref().map_or("", Code::wire);
    let own = &subject.profile.functions;
    let known = if own.is_empty() {
        FUNCTIONS.iter().any(|(list, functions)| *list == code && functions.contains(&function))
    } else {
        own.get(code.wire()).is_some_and(|functions| functions.iter().any(|f| f == function))
    };
    if !known {
        let own = subject.list.head().and_then(|head| head.function());
        report.push(Rule::BgmFunction, own.unwrap_or(value).location());
    }
}

fn envelope(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    if subject.list.is_customs_form() {
        return;
    }
    let accepted = &subject.profile.directories;
    if let Some(header) = subject.list.message().header()
        && !accepted.is_empty()
        && !accepted.iter().any(|release| release.as_bytes() == header.release())
    {
        report.push(Rule::DirectoryRelease, subject.at());
    }
    if subject.profile.groups_required && subject.list.message().group_header().is_none() {
        report.push(Rule::GroupRequired, subject.at());
    }
}

fn transaction(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    use ListFunction as F;
    if subject.list.is_customs_form() {
        return;
    }
    let interactive =
        matches!(subject.function(), Some(F::Change | F::CancelReservation | F::ReductionInParty));
    if interactive && subject.manifest.transaction.as_ref().is_none_or(|text| text.is_empty()) {
        report.push(Rule::TransactionMissing, subject.at());
    }
}

fn flight(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    let first = subject.manifest.legs.first();
    if first.is_none_or(|leg| leg.flight.is_empty()) && !subject.is_road() {
        report.push(Rule::FlightMissing, subject.transport_at());
    }
    if !subject.has_legs() {
        return;
    }
    for transport in subject.list.transports() {
        let number = transport.flight_number();
        if !number.is_empty() && !number.is_regular {
            report.push(Rule::FlightNumber, transport.location());
        }
    }
    for leg in &subject.manifest.legs {
        for (call, name) in [(&leg.departure, "departure"), (&leg.arrival, "arrival")] {
            match call.port {
                Field::Absent => report.with(Rule::PortMissing, subject.transport_at(), Detail::Field(name)),
                Field::Malformed(span) => report.at_span(Rule::PortCode, span, Detail::Field(name)),
                Field::Valid(_) | Field::Ambiguous(_) => {}
            }
        }
    }
}

fn crossing(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    if subject.list.is_customs_form() {
        return;
    }
    if !subject.has_legs() || subject.manifest.legs.is_empty() {
        return;
    }
    let is = |role: &Option<Code<'_, PortRole>>, wanted| role.as_ref().and_then(Code::listed) == Some(wanted);
    let legs = &subject.manifest.legs;
    let crossings = legs.iter().filter(|leg| {
        is(&leg.departure.role, PortRole::LastDeparture) && is(&leg.arrival.role, PortRole::FirstArrival)
    });
    let roles = || legs.iter().flat_map(|leg| [&leg.departure.role, &leg.arrival.role]);
    let only_others = roles().all(|role| role.is_none() || is(role, PortRole::Other));
    let count = crossings.count();
    if count != 1 && !only_others {
        let counted = u64::try_from(count).unwrap_or(u64::MAX);
        report.with(
            Rule::BorderCrossing,
            subject.transport_at(),
            Detail::Count { declared: Some(1), counted },
        );
    }
}

fn times(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    if !subject.has_legs() {
        return;
    }
    for time in subject.list.times() {
        if let Field::Malformed(span) = subject.list.local_time(Some(time)) {
            report.at_span(Rule::FlightDateInvalid, span, Detail::None);
        }
    }
    for (leg, raw) in subject.manifest.legs.iter().zip(subject.list.legs()) {
        let ends = [
            (&leg.departure, raw.departure, raw.departs, b"189", "departure"),
            (&leg.arrival, raw.arrival, raw.arrives, b"232", "arrival"),
        ];
        for (call, port, time, qualifier, name) in ends {
            let Some(port) = port else { continue };
            // The customs form has qualifiers of its own (136, 132).
            let is_other = !subject.list.is_customs_form() && time.is_some_and(|time| !time.is(qualifier));
            if call.time.is_absent() || is_other {
                report.with(Rule::PortTime, port.location(), Detail::Field(name));
            }
        }
        if let (Some(departs), Some(arrives)) = (leg.departure.time.valid(), leg.arrival.time.valid())
            && departs.time.is_some()
            && arrives.time.is_some()
            && arrives.moment() + TimeDelta::hours(26) < departs.moment()
            && let Some(port) = raw.arrival
        {
            report.push(Rule::ArrivalBeforeDeparture, port.location());
        }
    }
}

fn roles(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    use PersonRole as R;
    if subject.list.is_customs_form() {
        return;
    }
    let people = &subject.manifest.passengers;
    if subject.names_nobody() {
        if let Some(first) = people.first() {
            let count = u64::try_from(people.len()).unwrap_or(u64::MAX);
            report.with(Rule::PersonsUnexpected, first.location, Detail::Times("persons", count));
        }
        return;
    }
    if people.is_empty() {
        // A part of a list may hold nobody; a whole list that does is odd.
        if subject.is_whole() {
            report.push(Rule::PersonsMissing, subject.at());
        }
        return;
    }
    for person in people {
        let role = person.role.as_ref().and_then(Code::listed);
        let fits = match subject.code() {
            Some(DocumentCode::PassengerList) => matches!(role, Some(R::Passenger | R::TransitPassenger)),
            Some(DocumentCode::CrewList | DocumentCode::MasterCrewList) => role.is_some_and(R::is_crew),
            _ => true,
        };
        if !fits {
            report.push(Rule::RoleInList, person.location);
        }
    }
}

fn totals(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    if subject.list.is_customs_form() {
        return;
    }
    if subject.names_nobody() || subject.is_road() {
        return;
    }
    let totals: Vec<_> = subject.list.totals().collect();
    if totals.is_empty() {
        report.push(Rule::CountMissing, subject.at());
    }
    let of_crew_list = matches!(subject.code(), Some(DocumentCode::CrewList | DocumentCode::MasterCrewList));
    let crew = subject.manifest.crew();
    let others = subject.manifest.passengers.len() - crew;
    let closed = subject.is_close_out() || subject.code() == Some(DocumentCode::MasterCrewList);
    for (total, raw) in subject.manifest.totals.iter().zip(&totals) {
        let qualifier = raw.qualifier().map(|value| value.code());
        let known = matches!(qualifier, Some(b"41" | b"42"));
        if !known || (totals.len() == 1 && total.of_crew != of_crew_list && !subject.is_close_out()) {
            report.push(Rule::CountQualifier, raw.location());
        }
        let counted = u64::try_from(if total.of_crew { crew } else { others }).unwrap_or(u64::MAX);
        let detail = Detail::Count { declared: total.count, counted };
        match total.count {
            None => report.push(Rule::CountMissing, raw.location()),
            Some(_) if !known => {}
            Some(count) if count < counted => report.with(Rule::CountLow, raw.location(), detail),
            Some(count) if closed && subject.is_whole() && count != counted => {
                report.with(Rule::CountListed, raw.location(), detail);
            }
            Some(_) => {}
        }
    }
}

/// Longest name by release of the directory: 35 up to D.07B, 70 from D.08B on.
fn name_limit(release: &[u8]) -> usize {
    let year = release.get(..2).and_then(|y| std::str::from_utf8(y).ok()).and_then(|y| y.parse::<u8>().ok());
    match year {
        Some(8..=89) => 70,
        _ => 35,
    }
}

fn persons(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    let limit =
        name_limit(subject.list.message().header().map(|header| header.release()).unwrap_or_default());
    let close_out = subject.is_close_out();
    for (person, model) in subject.list.persons().zip(&subject.manifest.passengers) {
        let by_reference =
            close_out || model.role.as_ref().and_then(Code::listed) == Some(PersonRole::ReferenceOnly);
        if by_reference {
            if model.locator.is_none() && model.unique_reference.is_none() {
                report.push(Rule::CloseOutReference, model.location);
            }
        } else if model.name.surname.is_empty() {
            report.push(Rule::SurnameMissing, model.location);
        }
        let names = [person.surname(), person.given(), person.middle(), person.fourth()];
        for value in names.into_iter().flatten() {
            let length = value.text().chars().count();
            if length > limit {
                let [length, limit] = [length, limit].map(|n| u64::try_from(n).unwrap_or(u64::MAX));
                report.with(Rule::NameLong, value.location(), Detail::Length { length, limit });
            }
        }
        for value in [person.bag_pieces(), person.bag_weight()].into_iter().flatten() {
            let number = value.code();
            if !value.is_blank() && !number.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
                report.push(Rule::NumberInvalid, value.location());
            }
        }
    }
}

fn doubles(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    let mut references = HashMap::new();
    let mut people = HashMap::new();
    for person in &subject.manifest.passengers {
        let see = |first: &Location| Detail::Segment(first.segment);
        if let Some(reference) = &person.unique_reference {
            match references.get(reference) {
                Some(first) => report.with(Rule::ReferenceShared, person.location, see(first)),
                None => _ = references.insert(reference, person.location),
            }
        }
        let number = person.documents.first().and_then(|document| document.number.as_ref());
        let born = person.birth_date.valid();
        if person.name.is_empty() || (number.is_none() && born.is_none()) {
            continue;
        }
        let key = (&person.name, born, number);
        match people.get(&key) {
            Some(first) => report.with(Rule::PersonTwice, person.location, see(first)),
            None => _ = people.insert(key, person.location),
        }
    }
}

/// True when a list or a person in it has a field.
fn has(field: DataField, subject: &ListSubject<'_, '_>, person: &Passenger<'_>) -> bool {
    use DataField as D;
    let document = person.travel_documents().next();
    let sent = |absent: bool| !absent;
    match field {
        D::Surname => !person.name.surname.is_empty(),
        D::Given => !person.name.given.is_empty(),
        D::Sex => sent(person.sex.is_absent()),
        D::BirthDate => sent(person.birth_date.is_absent()),
        D::Nationality => !person.nationalities.is_empty(),
        D::DocumentType => document.is_some_and(|d| d.kind.is_some()),
        D::DocumentNumber => document.is_some_and(|d| d.number.is_some()),
        D::DocumentIssuer => document.is_some_and(|d| !d.issuer.is_absent() || d.place.is_some()),
        D::DocumentExpiry => document.is_some_and(|d| !d.expiry.is_absent()),
        D::Locator => person.locator.is_some(),
        D::UniqueReference => person.unique_reference.is_some(),
        D::Seat => !person.seats.is_empty(),
        D::Ticket => !person.tickets.is_empty(),
        D::Bags => person.bags.pieces.is_some() || !person.bags.tags.is_empty(),
        D::BagWeight => person.bags.weight.is_some(),
        D::Capture => person.capture.is_some() || person.documents.iter().any(|d| d.capture.is_some()),
        D::Residence => sent(person.residence.is_absent()),
        D::Embarkation => sent(person.embarkation.is_absent()),
        D::Disembarkation => sent(person.disembarkation.is_absent()),
        D::Clearance => sent(person.clearance.is_absent()),
        D::BirthPlace => person.birth_place.is_some(),
        D::BirthPlaceText => person.birth_place.as_ref().is_some_and(|place| place.place.is_some()),
        D::Address => !person.addresses.is_empty(),
        D::CrewKind => person.crew.is_some(),
        D::Licence => person
            .documents
            .iter()
            .any(|d| d.kind.as_ref().and_then(Code::listed) == Some(DocumentType::PilotLicence)),
        D::Transaction => subject.manifest.transaction.is_some(),
        D::Contact => !subject.manifest.reporters.is_empty(),
        D::Function => subject.manifest.function.is_some(),
    }
}

/// Fields of the message, not of a person: said once.
const fn is_of_list(field: DataField) -> bool {
    matches!(field, DataField::Transaction | DataField::Contact | DataField::Function)
}

fn required(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    if subject.list.is_customs_form() {
        return;
    }
    let profile = subject.profile;
    let nobody = Passenger::default();
    let of_list =
        |fields: &[DataField]| fields.iter().copied().filter(|&f| is_of_list(f)).collect::<Vec<_>>();
    for field in of_list(&profile.passenger) {
        if !has(field, subject, &nobody) {
            report.with(Rule::FieldMissing, subject.at(), Detail::Field(field.meaning()));
        }
    }
    for field in of_list(&profile.forbidden) {
        if has(field, subject, &nobody) {
            report.with(Rule::FieldForbidden, subject.at(), Detail::Field(field.meaning()));
        }
    }
    if subject.is_close_out() {
        return;
    }
    for person in &subject.manifest.passengers {
        let is_crew = person.role.as_ref().and_then(Code::listed).is_some_and(PersonRole::is_crew);
        let fields = if is_crew { &profile.crew } else { &profile.passenger };
        for &field in fields.iter().filter(|&&field| !is_of_list(field)) {
            if !has(field, subject, person) {
                report.with(Rule::FieldMissing, person.location, Detail::Field(field.meaning()));
            }
        }
        for &field in profile.forbidden.iter().filter(|&&field| !is_of_list(field)) {
            if has(field, subject, person) {
                report.with(Rule::FieldForbidden, person.location, Detail::Field(field.meaning()));
            }
        }
        let types = &profile.document_types;
        for document in person.documents.iter().filter(|_| !types.is_empty()) {
            if document.kind.as_ref().is_some_and(|kind| !types.iter().any(|t| t == kind.wire())) {
                report.push(Rule::DocumentType, document.location);
            }
        }
    }
}

fn people(subject: &ListSubject<'_, '_>, report: &mut Report<'_>) {
    for person in &subject.manifest.passengers {
        person::check(person, subject.day, report);
        if let Some(locator) = &person.locator {
            person::check_locator(locator, person.location, report);
        }
    }
}
