//! What special requests say about the people of a booking: documents, addresses, contacts, tickets, seats, infants.

use std::borrow::Cow;

use super::booking::{Builder, SEARCHED, code, owned, place_of, plain, push_new, text};
use super::request::{self, DocsText};
use super::table::{PAYMENT, Request, TICKET, TRAVELLER};
use crate::codes::{Code, CodeList, CommunicationMeans, Sex, StateCode, TravellerKind};
use crate::model::{
    Address, BirthDate, BirthPlace, Contact, Field, Passenger, PersonName, Personal, Scope, SpecialRequest,
    TravelDocument, WrittenDate,
};
use crate::span::{Location, Span};

/// A piece of a special request's text that must be of a list or shape.
fn piece<T>(part: &str, span: Span, read: impl FnOnce(&[u8]) -> Option<T>) -> Field<Personal<T>> {
    if part.is_empty() {
        return Field::Absent;
    }
    read(part.as_bytes()).map_or(Field::Malformed(span), |value| Field::Valid(Personal(value)))
}

/// A three-letter state, or a two-letter one as some senders write it.
fn state(part: &[u8]) -> Option<StateCode> {
    StateCode::from_alpha3(part).or_else(|| StateCode::from_alpha2(part))
}

impl Request<'_> {
    /// The free text: component 9 of the first element and what follows in it.
    pub(super) fn free_text(&self) -> Option<Cow<'_, str>> {
        self.text().map(|value| value.rest_of_element()).filter(|text| !text.is_empty())
    }

    fn span(&self) -> Span {
        self.text().map(|value| value.span()).unwrap_or_default()
    }
}

impl<'s> Builder<'s, '_> {
    /// The travellers that a request is for: the one under whom it stands, else those whom it names.
    fn targets(&self, request: &Request<'s>) -> Vec<usize> {
        if request.stands_in() == TRAVELLER || request.stands_in() == TICKET || request.stands_in() == PAYMENT
        {
            return request.context().and_then(|n| place_of(&self.people, n)).into_iter().collect();
        }
        let references: Vec<_> = request.details().filter_map(|detail| plain(detail.traveller())).collect();
        let mut targets: Vec<usize> =
            references.iter().filter_map(|r| self.references.get(r).copied()).collect();
        targets.sort_unstable();
        targets.dedup();
        if targets.is_empty()
            && let Some(text) = request.free_text()
            && let Some(named) = request::named_traveller(&text)
        {
            targets.extend(self.position_named(named));
        }
        if targets.is_empty() && references.is_empty() && self.booking.travellers.len() == 1 {
            targets.push(0);
        }
        targets
    }

    fn position_named(&self, named: &str) -> Option<usize> {
        let (surname, given) = named.split_once('/')?;
        self.surnames.get(surname.trim())?.iter().copied().find(|&place| {
            let person = self.booking.travellers.get(place);
            person.is_some_and(|p| {
                p.name.given.first().is_none_or(|part| given.trim().starts_with(part.as_ref()))
            })
        })
    }

    pub(super) fn read_requests(&mut self) {
        for request in self.pnr.requests() {
            let scope = self.scope(request.stands_in(), request.context());
            if scope != Scope::History {
                self.apply_request(&request);
            }
            self.booking.requests.push(SpecialRequest {
                code: plain(request.code()).unwrap_or_default(),
                status: code(request.status()),
                text: request
                    .text()
                    .map(|value| Personal(value.rest_of_element()))
                    .filter(|text| !text.is_empty()),
                travellers: request.details().filter_map(|detail| plain(detail.traveller())).collect(),
                scope,
            });
        }
    }

    /// Fills in what a request says about its travellers.
    fn apply_request(&mut self, request: &Request<'s>) {
        let Some(wire) = request.code().map(|value| value.code()) else {
            return;
        };
        let free = request.free_text();
        let body = free.as_deref().unwrap_or_default();
        let span = request.span();
        match wire {
            b"DOCS" => self.apply_docs(request, body, span),
            b"DOCO" => {
                let Some(read) = request::doco(body) else { return };
                let document = TravelDocument {
                    kind: (!read.kind.is_empty()).then(|| Code::read(Cow::Owned(read.kind.to_owned()))),
                    number: owned(read.number),
                    issuer: piece(read.state, span, state),
                    issued: self.day(read.issued, span),
                    place: owned(read.place),
                    location: request.location(),
                    ..TravelDocument::default()
                };
                for target in self.targets(request) {
                    if let Some(person) = self.booking.travellers.get_mut(target) {
                        if !document.is_empty() {
                            person.documents.push(document.clone());
                        }
                        if person.birth_place.is_none() && !read.birth_place.is_empty() {
                            person.birth_place =
                                Some(BirthPlace { state: Field::Absent, place: owned(read.birth_place) });
                        }
                    }
                }
            }
            b"DOCA" => {
                let Some(read) = request::doca(body) else { return };
                let address = Address {
                    purpose: Some(Cow::Owned(read.purpose.to_owned())),
                    street: owned(read.street),
                    city: owned(read.city),
                    region: owned(read.region),
                    postcode: owned(read.postcode),
                    country: owned(read.country),
                    text: None,
                };
                for target in self.targets(request) {
                    if let Some(person) = self.booking.travellers.get_mut(target) {
                        if read.purpose == "R" {
                            person.residence = piece(read.country, span, state);
                        }
                        person.addresses.push(address.clone());
                    }
                }
            }
            b"CTCM" | b"CTCE" => {
                let email = wire == b"CTCE";
                let means = if email { CommunicationMeans::Email } else { CommunicationMeans::Mobile };
                let address = if email {
                    Contact::email_of_request(body)
                } else {
                    body.trim_start_matches('/').to_owned()
                };
                self.add_contact(request, means, address);
            }
            b"TKNE" | b"TKNA" | b"TKNM" => {
                let Some(number) = request::ticket_number(body) else {
                    return;
                };
                for target in self.targets(request) {
                    self.add_ticket(target, number);
                }
            }
            b"SEAT" => self.apply_seats(request),
            b"FQTV" | b"FQTR" | b"FQTU" | b"FQTS" => {
                let number: String = body.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
                for target in self.targets(request) {
                    if let (Some(person), Some(number)) =
                        (self.booking.travellers.get_mut(target), owned(&number))
                    {
                        push_new(&mut person.frequent_traveller, number);
                    }
                }
            }
            b"INFT" => self.apply_infant(body, request.location()),
            b"CHLD" => {
                let born = self.birth(body.trim_start_matches('/'), span);
                for target in self.targets(request) {
                    if let Some(person) = self.booking.travellers.get_mut(target) {
                        person.birth_date = person.birth_date.or(born);
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn add_ticket(&mut self, target: usize, number: &str) {
        if let (Some(person), Some(number)) = (self.booking.travellers.get_mut(target), owned(number)) {
            push_new(&mut person.tickets, number);
        }
    }

    fn add_contact(&mut self, request: &Request<'s>, means: CommunicationMeans, address: String) {
        if address.trim().is_empty() {
            return;
        }
        let contact = Contact::new(Some(Code::Listed(means)), Personal(Cow::Owned(address)));
        let targets = self.targets(request);
        for &target in &targets {
            if let Some(person) = self.booking.travellers.get_mut(target) {
                person.contacts.push(contact.clone());
            }
        }
        if targets.is_empty() {
            self.booking.contacts.push(contact);
        }
    }

    fn apply_seats(&mut self, request: &Request<'s>) {
        for detail in request.details() {
            let Some(seat) = text(detail.seat()).filter(|seat| !matches!(seat.as_ref(), "XXX" | "ND")) else {
                continue;
            };
            let named = plain(detail.traveller());
            let target = match named {
                Some(reference) => self.references.get(&reference).copied(),
                None => self.targets(request).first().copied(),
            };
            if let Some(person) = target.and_then(|n| self.booking.travellers.get_mut(n)) {
                push_new(&mut person.seats, seat);
            }
        }
    }

    fn birth(&self, part: &str, span: Span) -> Field<Personal<BirthDate>> {
        let part = part.trim();
        if part.is_empty() {
            return Field::Absent;
        }
        let anchor = self.push.anchor();
        match WrittenDate::from_text(part.as_bytes()) {
            None => Field::Malformed(span),
            Some(written) if written.is_open() && anchor.is_none() => Field::Ambiguous(span),
            Some(written) => {
                written.birth(anchor).map_or(Field::Malformed(span), |date| Field::Valid(Personal(date)))
            }
        }
    }

    fn day(&self, part: &str, span: Span) -> Field<Personal<chrono::NaiveDate>> {
        if part.is_empty() {
            return Field::Absent;
        }
        let anchor = self.push.anchor();
        match WrittenDate::from_text(part.as_bytes()) {
            None => Field::Malformed(span),
            Some(written) if written.is_open() && anchor.is_none() => Field::Ambiguous(span),
            Some(written) => {
                written.near(anchor).map_or(Field::Malformed(span), |date| Field::Valid(Personal(date)))
            }
        }
    }

    fn apply_docs(&mut self, request: &Request<'s>, body: &str, span: Span) {
        let Some(read) = request::docs(body) else { return };
        let document = TravelDocument {
            kind: (!read.kind.is_empty()).then(|| Code::read(Cow::Owned(read.kind.to_owned()))),
            number: owned(read.number),
            issuer: piece(read.issuer, span, state),
            expiry: self.day(read.expiry, span),
            location: request.location(),
            ..TravelDocument::default()
        };
        let born = self.birth(read.birth, span);
        let sex = match read.sex {
            "MI" => Field::Valid(Personal(Sex::Male)),
            "FI" => Field::Valid(Personal(Sex::Female)),
            other => piece(other, span, Sex::from_wire),
        };
        let nationality = piece(read.nationality, span, state);
        let is_infant = matches!(read.sex, "MI" | "FI");
        let targets =
            if is_infant { vec![self.infant(&read, request.location())] } else { self.targets(request) };
        if targets.is_empty() {
            // Nobody is lost: a person of whom only the document is known is still a person.
            let place = self.unknown_person(&read, request.location());
            return self.fill_person(place, document, born, sex, nationality);
        }
        for target in targets {
            self.fill_person(target, document.clone(), born, sex, nationality);
        }
    }

    fn fill_person(
        &mut self,
        target: usize,
        document: TravelDocument<'s>,
        born: Field<Personal<BirthDate>>,
        sex: Field<Personal<Sex>>,
        nationality: Field<Personal<StateCode>>,
    ) {
        let Some(person) = self.booking.travellers.get_mut(target) else {
            return;
        };
        person.birth_date = person.birth_date.or(born);
        person.sex = person.sex.or(sex);
        if !nationality.is_absent() {
            push_new(&mut person.nationalities, nationality);
        }
        // The same DOCS often stands once under the traveller and once under the flight.
        let known = person
            .documents
            .iter()
            .take(SEARCHED)
            .any(|d| d.kind == document.kind && d.number == document.number);
        if !known && !document.is_empty() {
            person.documents.push(document);
        }
    }

    /// The person whom DOCS names when no reference does: found by name, else added.
    fn unknown_person(&mut self, read: &DocsText<'_>, location: Location) -> usize {
        let found = self.position_named(&format!("{}/{}", read.surname, read.given));
        found.unwrap_or_else(|| self.add_person(read.surname, [read.given, read.second], None, location))
    }

    /// The infant that a DOCS with MI or FI is about: by name, else the only one, else added.
    fn infant(&mut self, read: &DocsText<'_>, location: Location) -> usize {
        let infants = &self.infants;
        let named = infants.iter().copied().find(|&n| {
            let given = self.booking.travellers.get(n).and_then(|p| p.name.given.first());
            given.is_some_and(|given| !read.given.is_empty() && given.starts_with(read.given))
        });
        let only = if let [one] = infants.as_slice() { Some(*one) } else { None };
        named.or(only).unwrap_or_else(|| {
            self.add_person(read.surname, [read.given, read.second], Some(TravellerKind::Infant), location)
        })
    }

    fn add_person<const N: usize>(
        &mut self,
        surname: &str,
        given: [&str; N],
        kind: Option<TravellerKind>,
        location: Location,
    ) -> usize {
        let given = given.into_iter().map(|part| Cow::Owned(part.to_owned()));
        let mut person = Passenger::named(PersonName::new(Cow::Owned(surname.to_owned()), given));
        person.kind = kind.map(Code::Listed);
        person.location = location;
        person.locator = self.booking.locators.first().and_then(|locator| locator.number.clone());
        self.add_passenger(person)
    }

    fn apply_infant(&mut self, body: &str, location: Location) {
        let Some((surname, given, born)) = request::inft(body) else {
            return;
        };
        let read = DocsText { surname, given, ..DocsText::default() };
        let place = self.infant(&read, location);
        let born = self.birth(born.unwrap_or_default(), Span::default());
        if let Some(person) = self.booking.travellers.get_mut(place) {
            person.birth_date = person.birth_date.or(born);
        }
    }
}
