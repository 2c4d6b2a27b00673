//! What documents and special requests say about the people of a PNR. Typed data (DOC_SSR) and the text of special requests
//! (SSR) are joined to travellers by RPH, else by where they stand, else by name; what stands in both forms is one.

use std::borrow::Cow;
use std::ops::Range;

use super::booking::{Builder, person_name, scope_order};
use super::record::Record;
use super::table::{Kind, Slot};
use crate::codes::{Code, CommunicationMeans, Status, StatusGroup, TravellerKind};
use crate::finding::{Detail, Rule};
use crate::model::{
    Contact, Passenger, Personal, RequestDetail, SEARCHED, Scope, SpecialRequest, Text, Ticket, WrittenDate,
    push_new,
};
use crate::pnrgov::request::{self, Extract};

/// Travellers that one request can be for; a request that names more is not about a person.
const MOST_TARGETS: usize = 9;

pub(super) fn owned(part: &str) -> Option<Text<'static>> {
    let part = part.trim();
    (!part.is_empty()).then(|| Personal(Cow::Owned(part.to_owned())))
}

pub(super) fn shown<'t>(text: Option<&'t Text<'_>>) -> Option<&'t str> {
    text.map(|text| text.0.as_ref())
}

/// A request with where it stands.
pub(super) struct Asked<'r, 's> {
    pub(super) record: &'r Record<'s>,
    pub(super) scope: Scope,
}

impl<'s, 'a> Builder<'_, 's, 'a> {
    pub(super) fn read_people(&mut self, pnr: &Record<'s>) {
        let passengers = || pnr.records(Kind::Passenger).enumerate();
        let flights = || pnr.records(Kind::Flight).enumerate();
        let below = |kind: Kind| {
            let of_pnr = pnr.records(kind).map(|record| Asked { record, scope: Scope::Booking });
            let of_people = passengers().flat_map(move |(place, passenger)| {
                passenger.records(kind).map(move |record| Asked { record, scope: Scope::Traveller(place) })
            });
            let of_flights = flights().flat_map(move |(number, flight)| {
                flight.records(kind).map(move |record| Asked { record, scope: Scope::Segment(number) })
            });
            of_pnr.chain(of_people).chain(of_flights).collect::<Vec<_>>()
        };
        // Typed data of nobody on the list becomes a request of the same meaning.
        let mut as_text: Vec<(Record<'s>, Scope)> = Vec::new();
        for asked in below(Kind::Document) {
            for record in asked.record.records(Kind::Docs) {
                as_text.extend(self.apply_typed_docs(record, &asked).map(|record| (record, asked.scope)));
            }
            for record in asked.record.records(Kind::Doco) {
                self.apply_typed_doco(record, &asked);
            }
            for record in asked.record.records(Kind::Doca) {
                self.apply_typed_doca(record, &asked);
            }
        }
        let (extracts, requests): (Vec<_>, Vec<_>) =
            below(Kind::Request).into_iter().partition(|asked| asked.record.is_extract);
        let remarks = pnr.records(Kind::Remark).filter(|record| record.is_extract);
        let remarks = remarks.map(|record| Asked { record, scope: Scope::Booking });
        for asked in extracts.into_iter().chain(remarks) {
            let targets = self.named_targets(&asked);
            for found in &asked.record.extracts {
                self.add_extract(found, &targets);
            }
        }
        // Infants first: what belongs to them may stand before the request that names them.
        let as_text = as_text.iter().map(|(record, scope)| Asked { record, scope: *scope });
        let mut requests: Vec<(Asked<'_, 's>, Option<SpecialRequest<'a>>)> =
            as_text.chain(requests).map(|asked| (asked, None)).collect();
        requests.sort_by_key(|(asked, _)| scope_order(asked.scope));
        for (asked, made) in &mut requests {
            let request = self.request(asked);
            if &*request.code == "INFT" {
                self.apply_infant(&request, asked);
            }
            *made = Some(request);
        }
        // Those that were cancelled fill in only what no other one says.
        for cancelled in [false, true] {
            for (asked, made) in &requests {
                if let Some(request) = made.as_ref().filter(|request| is_cancelled(request) == cancelled) {
                    self.apply_request(request, asked);
                }
            }
        }
        self.booking.requests.extend(requests.into_iter().filter_map(|(_, made)| made));
    }

    fn request(&mut self, asked: &Asked<'_, 's>) -> SpecialRequest<'a> {
        let record = asked.record;
        let code = self.values.short(record, Slot::Code).unwrap_or_default();
        let references = self.references_of(record).into_iter().filter_map(owned);
        let mut request = SpecialRequest::new(code, asked.scope);
        request.status = self.values.code(record, Slot::Status);
        request.quantity = self.values.count(record, Slot::Quantity, "service quantity");
        request.carrier = self.values.short(record, Slot::Carrier);
        request.board = self.values.short(record, Slot::Board);
        request.off = self.values.short(record, Slot::Off);
        request.text = self.values.text(record, Slot::Text);
        request.details = references.map(RequestDetail::of_traveller).collect();
        request
    }

    /// The references of a request: one, or several with blanks between them.
    fn references_of<'r>(&self, record: &'r Record<'s>) -> Vec<&'r str> {
        match record.str(Slot::Reference) {
            Some(whole) if self.who.referred(whole).is_some() => vec![whole],
            whole => whole.unwrap_or_default().split_whitespace().collect(),
        }
    }

    /// The travellers whom a request names by reference, else the one under whom it stands.
    pub(super) fn named_targets(&mut self, asked: &Asked<'_, 's>) -> Vec<usize> {
        // Of several travellers with one reference it is the one under whom the request stands.
        let owner = match asked.scope {
            Scope::Traveller(owner) => self.booking.travellers.get(owner).map(|person| (owner, person)),
            _ => None,
        };
        let is_own = |reference: &str| {
            let own = owner.filter(|(_, person)| shown(person.reference.as_ref()) == Some(reference));
            own.map(|(place, _)| place)
        };
        let known = |reference: &str| is_own(reference).or_else(|| self.who.referred(reference));
        let mut targets: Vec<usize> =
            self.references_of(asked.record).into_iter().filter_map(known).collect();
        if let Some(value) = asked.record.value(Slot::Reference).filter(|_| targets.is_empty()) {
            self.values.log.at(Rule::ReferenceUnknown, &value.range, Detail::None);
        }
        targets.sort_unstable();
        targets.dedup();
        targets.truncate(MOST_TARGETS);
        if let (true, Scope::Traveller(owner)) = (targets.is_empty(), asked.scope) {
            targets.push(owner);
        }
        targets
    }

    /// The travellers that a request is for.
    pub(super) fn targets(&mut self, asked: &Asked<'_, 's>) -> Vec<usize> {
        let mut targets = self.named_targets(asked);
        if !targets.is_empty() {
            return targets;
        }
        let text = asked.record.str(Slot::Text).unwrap_or_default();
        let tail = request::named_traveller(text).and_then(|name| name.split_once('/'));
        match tail {
            Some((surname, given)) => targets.extend(self.position_named(surname, given, |_| false)),
            None if asked.record.value(Slot::Reference).is_some() => {}
            None => targets.extend(self.who.only_adult()),
        }
        targets
    }

    /// The travellers that a request is for, or the infants who travel with them.
    pub(super) fn targets_of(&mut self, asked: &Asked<'_, 's>, of_infant: bool) -> Vec<usize> {
        let targets = self.targets(asked);
        if !of_infant {
            return targets;
        }
        self.who.infants_of(&targets)
    }

    /// The person of a name: see [`Who::named`](crate::pnrgov::who::Who::named).
    pub(super) fn position_named(
        &self,
        surname: &str,
        given: &str,
        fits: impl Fn(&Passenger<'_>) -> bool,
    ) -> Option<usize> {
        self.who.named(&self.booking.travellers, surname, given, fits)
    }

    /// A person who stands nowhere among the passengers.
    pub(super) fn add_person(
        &mut self,
        surname: &str,
        given: &str,
        kind: Option<TravellerKind>,
        range: &Range<usize>,
    ) -> usize {
        let name = person_name(Cow::Owned(surname.to_owned()), [Cow::Owned(given.to_owned())], None);
        let mut person = Passenger::named(name);
        person.kind = kind.map(Code::Listed);
        person.location = self.values.log.source.place(range);
        person.is_derived = true;
        person.locator = self.booking.locators.first().and_then(|locator| locator.number.clone());
        self.add_passenger(person)
    }

    fn add_extract(&mut self, found: &Extract, targets: &[usize]) {
        match found {
            Extract::Ticket(number) => {
                for &target in targets {
                    let number = owned(number);
                    let has_it = |person: &Passenger<'a>| {
                        person.tickets.iter().take(SEARCHED).any(|known| Some(known) == number.as_ref())
                    };
                    if !self.booking.travellers.get(target).is_some_and(has_it) {
                        self.add_ticket_record(target, Ticket { number, ..Ticket::default() });
                    }
                }
            }
            Extract::Telephone(number) => self.contact_of(targets, CommunicationMeans::Telephone, number),
            Extract::Email(address) => self.contact_of(targets, CommunicationMeans::Email, address),
        }
    }

    /// Adds a contact to travellers, or to the booking when there are none.
    fn contact_of(&mut self, targets: &[usize], means: CommunicationMeans, address: &str) {
        let Some(address) = owned(address) else { return };
        let contact = Contact::new(Some(Code::Listed(means)), address);
        for &target in targets {
            if let Some(person) = self.booking.travellers.get_mut(target) {
                push_new(&mut person.contacts, contact.clone());
            }
        }
        if targets.is_empty() {
            push_new(&mut self.booking.contacts, contact);
        }
    }

    /// Fills in what a request says about its travellers.
    fn apply_request(&mut self, request: &SpecialRequest<'a>, asked: &Asked<'_, 's>) {
        let body = request.text.as_deref().cloned().unwrap_or_default();
        let plain = body.trim().trim_start_matches('/');
        let plain = request::named_traveller(plain).map_or(plain, |name| {
            plain.strip_suffix(name).and_then(|rest| rest.rsplit_once('-')).map_or(plain, |(rest, _)| rest)
        });
        if !body.trim().is_empty() && !request::follows_layout(request.code.as_bytes(), &body) {
            self.values.log.at(Rule::DocsText, &text_range(asked.record), Detail::None);
        }
        match &*request.code {
            "DOCS" => self.apply_docs_text(&body, asked),
            "DOCO" => self.apply_doco_text(&body, asked),
            "DOCA" => self.apply_doca_text(&body, asked),
            "FOID" => self.apply_foid(&body, asked),
            "CTCM" => {
                let targets = self.targets(asked);
                self.contact_of(&targets, CommunicationMeans::Mobile, plain);
            }
            "CTCE" => {
                let targets = self.targets(asked);
                self.contact_of(&targets, CommunicationMeans::Email, &Contact::email_of_request(plain));
            }
            "TKNE" | "TKNA" | "TKNM" if !is_cancelled(request) => {
                let Some(number) = request::ticket_number(&body) else { return };
                for target in self.targets_of(asked, plain.starts_with("INF")) {
                    self.fill(target, |person, _| {
                        if let Some(number) = owned(number) {
                            push_new(&mut person.tickets, number);
                        }
                    });
                }
            }
            "SEAT" if !is_cancelled(request) => {
                let Some(seat) = plain.split_whitespace().next().filter(|seat| is_seat(seat)) else { return };
                for target in self.targets(asked).into_iter().take(1) {
                    self.fill(target, |person, _| {
                        push_new(&mut person.seats, Personal(Cow::Owned(seat.to_owned())));
                    });
                }
            }
            "FQTV" | "FQTR" | "FQTU" | "FQTS" => {
                let number = plain.split('-').next().unwrap_or_default();
                let number: String = number.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
                for target in self.targets(asked) {
                    self.fill(target, |person, _| {
                        if let Some(number) = owned(&number) {
                            push_new(&mut person.frequent_traveller, number);
                        }
                    });
                }
            }
            "CHLD" => {
                let range = text_range(asked.record);
                let born = self.text_date(plain, &range, "birth date", WrittenDate::birth);
                for target in self.targets(asked) {
                    self.fill(target, |person, _| person.birth_date = person.birth_date.or_valid(born));
                }
            }
            _ => {}
        }
    }

    pub(super) fn fill(
        &mut self,
        target: usize,
        fill: impl FnOnce(&mut Passenger<'a>, &mut Vec<&'static str>),
    ) {
        let mut disagreeing = Vec::new();
        if let Some(person) = self.booking.travellers.get_mut(target) {
            fill(person, &mut disagreeing);
        }
        let place = self.booking.travellers.get(target).map(|person| person.location);
        for name in disagreeing {
            let place = place.unwrap_or_default();
            let finding = crate::finding::Finding::new(Rule::XmlDisagrees, place);
            self.values.log.push(finding.with(Detail::Field(name)));
        }
    }

    fn apply_infant(&mut self, request: &SpecialRequest<'a>, asked: &Asked<'_, 's>) {
        let body = request.text.as_deref().cloned().unwrap_or_default();
        let Some((surname, given, born)) = request::inft(&body).filter(|_| !is_cancelled(request)) else {
            return;
        };
        let adults = self.targets(asked);
        let known = self.who.infant_named(&self.booking.travellers, surname, given, &adults);
        let place = known.unwrap_or_else(|| {
            self.add_person(surname, given, Some(TravellerKind::Infant), &asked.record.range)
        });
        if let Some(infant) = self.booking.travellers.get_mut(place) {
            infant.name.0.fill_given(given, false);
        }
        for adult in adults {
            self.who.carries(adult, place);
        }
        let range = text_range(asked.record);
        let born = self.text_date(born.unwrap_or_default(), &range, "birth date", WrittenDate::birth);
        self.fill(place, |person, _| person.birth_date = person.birth_date.or_valid(born));
    }
}

/// Where the text of a request stands.
pub(super) fn text_range(record: &Record<'_>) -> Range<usize> {
    record.value(Slot::Text).map_or(record.range.clone(), |value| value.range.clone())
}

fn is_seat(text: &str) -> bool {
    let letters = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - letters.len();
    (1..=3).contains(&digits) && letters.len() == 1 && letters.bytes().all(|b| b.is_ascii_uppercase())
}

pub(super) fn is_off(status: &Code<'_, Status>) -> bool {
    status.listed().is_some_and(|status| status.group() == StatusGroup::Cancelled)
}

/// True when the status of a request says that it does not stand any more.
fn is_cancelled(request: &SpecialRequest<'_>) -> bool {
    request.status.as_ref().is_some_and(is_off)
}
