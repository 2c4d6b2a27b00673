//! What special requests say about the people of a booking: documents, addresses, contacts, tickets, seats, infants.
//!
//! A request belongs to the traveller under whom it stands, else to those whom it names by reference, else by the name at
//! its end. Names are compared whole before they are compared by their beginnings, and nobody is guessed.

use std::borrow::Cow;

use super::booking::{Builder, code, count, is_place, owned, place_of, plain, short, text};
use super::request::{self, state};
use super::table::{PAYMENT, Request, TICKET, TRAVELLER};
use crate::codes::{
    Code, CommunicationMeans, DocumentType, Sex, StateCode, Status, StatusGroup, TravellerKind,
};
use crate::model::{
    Address, BirthDate, Contact, Field, Passenger, PersonFact, PersonName, Personal, RequestDetail, SEARCHED,
    Short, SpecialRequest, TravelDocument, WrittenDate, agree, push_new,
};
use crate::span::{Location, Span};

/// Travellers that one request can be for; a request that names more is not about a person.
const MOST_TARGETS: usize = 9;

/// A piece of a special request's text that must be of a list or shape.
fn piece<T>(part: &str, span: Span, read: impl FnOnce(&[u8]) -> Option<T>) -> Field<Personal<T>> {
    if part.is_empty() {
        return Field::Absent;
    }
    read(part.as_bytes()).map_or(Field::Malformed(span), |value| Field::Valid(Personal(value)))
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

/// What DOCS says about its person beside the document.
struct Facts<'t> {
    name: (&'t str, String),
    born: Field<Personal<BirthDate>>,
    sex: Field<Personal<Sex>>,
    nationality: Field<Personal<StateCode>>,
}

impl<'s> Builder<'s, '_> {
    /// The travellers that a request is for.
    fn targets(&self, request: &Request<'s>) -> Vec<usize> {
        let owner = self.stands_under(request);
        let reference_of = |place: usize| self.booking.travellers.get(place)?.reference.as_ref();
        let mut named = false;
        let mut targets = Vec::new();
        for reference in request.details().filter_map(|detail| plain(detail.traveller())) {
            named = true;
            // Of several travellers with one reference it is the one under whom the request stands.
            let own = owner.filter(|owner| reference_of(*owner).is_some_and(|own| own.0 == reference));
            targets.extend(own.or_else(|| self.who.referred(&reference)));
        }
        targets.sort_unstable();
        targets.dedup();
        targets.truncate(MOST_TARGETS);
        if targets.is_empty()
            && let Some(owner) = owner
        {
            return vec![owner];
        }
        if targets.is_empty()
            && let Some(text) = request.free_text()
            && let Some((surname, given)) =
                request::named_traveller(&text).and_then(|name| name.split_once('/'))
        {
            named = true;
            targets.extend(self.position_named(surname, given, |_| false));
        }
        if targets.is_empty() && !named {
            targets.extend(self.only_adult());
        }
        targets
    }

    /// The traveller under whom a request stands.
    fn stands_under(&self, request: &Request<'s>) -> Option<usize> {
        let inside = matches!(request.stands_in(), TRAVELLER | TICKET | PAYMENT);
        request.context().filter(|_| inside).and_then(|n| place_of(&self.people, n))
    }

    /// The only traveller with a seat, when there is just one and no group of others.
    pub(super) fn only_adult(&self) -> Option<usize> {
        self.who.only_adult().filter(|_| self.booking.groups.is_empty())
    }

    /// The person of a name: see [`Who::named`](super::who::Who::named).
    fn position_named(
        &self,
        surname: &str,
        given: &str,
        fits: impl Fn(&Passenger<'_>) -> bool,
    ) -> Option<usize> {
        self.who.named(&self.booking.travellers, surname, given, fits)
    }

    pub(super) fn read_requests(&mut self) {
        // Infants first: what belongs to them may stand before the request that names them.
        for request in self.pnr.requests() {
            let is_current = self.scope(request.stands_in(), request.context()).is_current();
            if is_current && request.code().is_some_and(|value| value.code() == b"INFT") {
                self.apply_infant(&request);
            }
        }
        // Those that were cancelled fill in only what no other one says.
        self.apply_requests(false);
        let told: Vec<usize> = self.booking.travellers.iter().map(|person| person.superseded.len()).collect();
        self.apply_requests(true);
        for (person, told) in self.booking.travellers.iter_mut().zip(told) {
            person.superseded.truncate(told);
        }
        for request in self.pnr.requests() {
            let scope = self.scope(request.stands_in(), request.context());
            self.booking.requests.push(SpecialRequest {
                code: short(request.code()).unwrap_or_default(),
                status: code(request.status()),
                text: request
                    .text()
                    .map(|value| Personal(value.rest_of_element()))
                    .filter(|text| !text.is_empty()),
                quantity: count(request.quantity()),
                carrier: short(request.carrier()),
                board: short(request.board()),
                off: short(request.off()),
                details: request.details().map(|detail| detail_of(&detail)).collect(),
                scope,
            });
        }
    }

    /// Fills in what the requests say that were cancelled, or the others.
    fn apply_requests(&mut self, cancelled: bool) {
        for request in self.pnr.requests().filter(|request| is_cancelled(request) == cancelled) {
            if self.scope(request.stands_in(), request.context()).is_current() {
                self.apply_request(&request);
            }
        }
    }

    /// Fills in what a request says about its travellers.
    fn apply_request(&mut self, request: &Request<'s>) {
        let Some(wire) = request.code().map(|value| value.code()) else { return };
        let free = request.free_text();
        let body = free.as_deref().unwrap_or_default();
        let (plain_body, _) = request::split_tail(body);
        let plain_body = plain_body.trim().trim_start_matches('/');
        match wire {
            b"DOCS" => self.apply_docs(request, body),
            b"DOCO" => self.apply_doco(request, body),
            b"DOCA" => self.apply_doca(request, body),
            b"FOID" => self.apply_foid(request, body),
            b"CTCM" => self.add_contact(request, CommunicationMeans::Mobile, plain_body),
            b"CTCE" => {
                self.add_contact(request, CommunicationMeans::Email, &Contact::email_of_request(plain_body));
            }
            b"TKNE" | b"TKNA" | b"TKNM" if !is_cancelled(request) => {
                let Some(number) = request::ticket_number(body) else { return };
                for target in self.targets_of(request, plain_body.starts_with("INF")) {
                    self.add_ticket(target, number);
                }
            }
            b"SEAT" => self.apply_seats(request),
            b"FQTV" | b"FQTR" | b"FQTU" | b"FQTS" => {
                // A name may follow after a hyphen.
                let number = plain_body.split('-').next().unwrap_or_default();
                let number: String = number.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
                for target in self.targets(request) {
                    if let (Some(person), Some(number)) =
                        (self.booking.travellers.get_mut(target), owned(&number))
                    {
                        push_new(&mut person.frequent_traveller, number);
                    }
                }
            }
            b"CHLD" => {
                let born = self.birth(plain_body, request.span());
                for target in self.targets(request) {
                    self.fill_birth(target, born, request.location());
                }
            }
            _ => {}
        }
    }

    /// The travellers that a request is for, or the infants who travel with them.
    fn targets_of(&self, request: &Request<'s>, of_infant: bool) -> Vec<usize> {
        let targets = self.targets(request);
        if !of_infant {
            return targets;
        }
        self.who.infants_of(&targets)
    }

    pub(super) fn add_ticket(&mut self, target: usize, number: &str) {
        if let (Some(person), Some(number)) = (self.booking.travellers.get_mut(target), owned(number)) {
            push_new(&mut person.tickets, number);
        }
    }

    fn add_contact(&mut self, request: &Request<'s>, means: CommunicationMeans, address: &str) {
        let targets = self.targets(request);
        self.contact_of(&targets, means, address);
    }

    /// Adds a contact to travellers, or to the booking when there are none.
    pub(super) fn contact_of(&mut self, targets: &[usize], means: CommunicationMeans, address: &str) {
        let Some(address) = owned(address.trim()) else { return };
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

    /// Seats: each belongs to the traveller whom its own composite names; a seat that was cancelled is nobody's.
    fn apply_seats(&mut self, request: &Request<'s>) {
        if is_cancelled(request) {
            return;
        }
        // For a seat that names nobody when no other one does.
        let first = self.targets(request).first().copied();
        let names_somebody = request.details().any(|detail| detail.traveller().is_some());
        for detail in request.details() {
            let Some(seat) = text(detail.seat()).filter(|seat| is_place(seat)) else {
                continue;
            };
            let target = match plain(detail.traveller()) {
                Some(reference) => self.who.referred(&reference),
                None if names_somebody => None,
                None => first,
            };
            if let Some(person) = target.and_then(|n| self.booking.travellers.get_mut(n)) {
                push_new(&mut person.seats, seat);
            }
        }
    }

    fn birth(&self, part: &str, span: Span) -> Field<Personal<BirthDate>> {
        self.date(part, span, WrittenDate::birth)
    }

    fn day(&self, part: &str, span: Span) -> Field<Personal<chrono::NaiveDate>> {
        self.date(part, span, WrittenDate::near)
    }

    fn date<T>(
        &self,
        part: &str,
        span: Span,
        resolve: impl FnOnce(WrittenDate, Option<chrono::NaiveDate>) -> Option<T>,
    ) -> Field<Personal<T>> {
        let part = part.trim();
        if part.is_empty() {
            return Field::Absent;
        }
        let anchor = self.push.anchor();
        match WrittenDate::from_text(part.as_bytes()) {
            None => Field::Malformed(span),
            Some(written) if written.is_open() && anchor.is_none() => Field::Ambiguous(span),
            Some(written) => {
                resolve(written, anchor).map_or(Field::Malformed(span), |date| Field::Valid(Personal(date)))
            }
        }
    }

    fn apply_docs(&mut self, request: &Request<'s>, body: &str) {
        let span = request.span();
        let Some(read) = request::docs(body) else { return };
        let document = TravelDocument {
            kind: (!read.kind.is_empty()).then(|| Code::read(Cow::Owned(read.kind.to_owned()))),
            number: owned(read.number),
            issuer: piece(read.issuer, span, state),
            expiry: self.day(read.expiry, span),
            location: request.location(),
            ..TravelDocument::default()
        };
        let facts = Facts {
            name: (read.surname, format!("{} {}", read.given, read.second).trim().to_owned()),
            born: self.birth(read.birth, span),
            sex: piece(read.sex, span, Sex::with_infants),
            nationality: piece(read.nationality, span, state),
        };
        let of_infant = matches!(read.sex, "MI" | "FI");
        let (people, given) = (&self.booking.travellers, facts.name.1.as_str());
        let mut targets = self.targets(request);
        if of_infant {
            let infant = self.who.infant_of_document(people, &targets, read.surname, given);
            targets = infant.into_iter().collect();
        } else {
            targets = self.who.holders(people, targets, read.surname, given);
        }
        if targets.is_empty() {
            // Nobody is lost: a person of whom only the document is known is still a person.
            let kind = of_infant.then_some(TravellerKind::Infant);
            let number = document.number.as_ref();
            let has_it =
                |p: &Passenger<'_>| p.documents.iter().take(SEARCHED).any(|d| d.number.as_ref() == number);
            let named = self
                .position_named(read.surname, &facts.name.1, has_it)
                .or_else(|| self.position_named(read.surname, &facts.name.1, |p| p.documents.is_empty()))
                .filter(|_| !of_infant);
            let (surname, given) = (&facts.name.0, &facts.name.1);
            let names_nobody =
                surname.is_empty() && given.is_empty() && number.is_none() && facts.born.is_absent();
            if named.is_none() && (names_nobody || is_cancelled(request)) {
                return;
            }
            let place = named
                .unwrap_or_else(|| self.add_person(read.surname, &facts.name.1, kind, request.location()));
            targets.push(place);
        }
        for target in targets {
            if of_infant {
                self.who.set_infant(target);
                if let Some(infant) = self.booking.travellers.get_mut(target) {
                    infant.name.0.fill_given(&facts.name.1, true);
                }
            }
            self.fill_person(target, document.clone(), &facts);
        }
    }

    fn fill_birth(&mut self, target: usize, born: Field<Personal<BirthDate>>, at: Location) {
        if let Some(person) = self.booking.travellers.get_mut(target) {
            let other = person.birth_date.meet(born);
            person.supersede(PersonFact::BirthDate, other, at);
        }
    }

    fn fill_person(&mut self, target: usize, mut document: TravelDocument<'s>, facts: &Facts<'_>) {
        let Some(person) = self.booking.travellers.get_mut(target) else { return };
        let at = document.location;
        // That the sex is unknown says nothing.
        let is_told = |sex: &Field<Personal<Sex>>| sex.valid().is_none_or(|sex| sex.0 != Sex::Unknown);
        if !is_told(&person.sex) && !facts.sex.is_absent() {
            person.sex = Field::Absent;
        }
        let stated = if is_told(&facts.sex) || person.sex.is_absent() { facts.sex } else { Field::Absent };
        let (born, sex) = (person.birth_date.meet(facts.born), person.sex.meet(stated));
        person.supersede(PersonFact::BirthDate, born, at);
        person.supersede(PersonFact::Sex, sex, at);
        if !facts.nationality.is_absent() {
            push_new(&mut person.nationalities, facts.nationality);
        }
        let holder = PersonName::new(Cow::Owned(facts.name.0.to_owned()), [Cow::Owned(facts.name.1.clone())]);
        if !holder.is_empty() && holder.letters() != person.name.letters() {
            document.holder = Some(Personal(holder));
        }
        add_document(person, document);
    }

    fn apply_doco(&mut self, request: &Request<'s>, body: &str) {
        let span = request.span();
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
        for target in self.targets_of(request, read.of_infant) {
            let Some(person) = self.booking.travellers.get_mut(target) else { continue };
            if !document.is_empty() {
                add_document(person, document.clone());
            }
            if !read.birth_place.is_empty() {
                let born = person.birth_place.get_or_insert_default();
                born.place = born.place.take().or(owned(read.birth_place));
            }
        }
    }

    fn apply_doca(&mut self, request: &Request<'s>, body: &str) {
        let span = request.span();
        let Some(read) = request::doca(body) else { return };
        let address = Address {
            purpose: Some(Short(Cow::Owned(read.purpose.to_owned()))),
            street: owned(read.street),
            city: owned(read.city),
            region: owned(read.region),
            postcode: owned(read.postcode),
            country: owned(read.country),
            text: None,
        };
        for target in self.targets_of(request, read.of_infant) {
            let Some(person) = self.booking.travellers.get_mut(target) else { continue };
            let stated = piece(read.country, span, state);
            match read.purpose {
                "R" => {
                    let other = person.residence.meet(stated);
                    person.supersede(PersonFact::Residence, other, request.location());
                }
                "B" => {
                    let other = person.birth_place.get_or_insert_default().state.meet(stated);
                    person.supersede(PersonFact::BirthState, other, request.location());
                }
                _ => {}
            }
            if !read.is_state() {
                push_new(&mut person.addresses, address.clone());
            }
        }
    }

    /// FOID: only passports and identity cards are documents; cards and programmes are not.
    fn apply_foid(&mut self, request: &Request<'s>, body: &str) {
        let Some((kind, number)) = request::foid(body) else { return };
        let kind = match kind {
            "PP" => DocumentType::Passport,
            "NI" | "ID" => DocumentType::IdentityI,
            _ => return,
        };
        let document = TravelDocument {
            kind: Some(Code::Listed(kind)),
            number: owned(number),
            location: request.location(),
            ..TravelDocument::default()
        };
        for target in self.targets(request) {
            if let Some(person) = self.booking.travellers.get_mut(target) {
                add_document(person, document.clone());
            }
        }
    }

    pub(super) fn add_person(
        &mut self,
        surname: &str,
        given: &str,
        kind: Option<TravellerKind>,
        location: Location,
    ) -> usize {
        let name =
            PersonName::with_glued_title(Cow::Owned(surname.to_owned()), Some(Cow::Owned(given.to_owned())));
        let mut person = Passenger::named(name);
        person.kind = kind.map(Code::Listed);
        person.location = location;
        person.is_derived = true;
        person.locator = self.booking.locators.first().and_then(|locator| locator.number.clone());
        self.add_passenger(person)
    }

    fn apply_infant(&mut self, request: &Request<'s>) {
        if is_cancelled(request) {
            return;
        }
        let body = request.free_text().map(Cow::into_owned).unwrap_or_default();
        let Some((surname, given, born)) = request::inft(&body) else { return };
        let adults = self.targets(request);
        let known = self.who.infant_named(&self.booking.travellers, surname, given, &adults);
        let place = known.unwrap_or_else(|| {
            self.add_person(surname, given, Some(TravellerKind::Infant), request.location())
        });
        if let Some(infant) = self.booking.travellers.get_mut(place) {
            infant.name.0.fill_given(given, true);
        }
        for adult in adults {
            self.who.carries(adult, place);
        }
        let born = self.birth(born.unwrap_or_default(), request.span());
        self.fill_birth(place, born, request.location());
    }
}

fn detail_of<'a>(detail: &super::table::RequestDetail<'a>) -> RequestDetail<'a> {
    RequestDetail {
        seat: text(detail.seat()),
        traveller: text(detail.traveller()),
        characteristic: short(detail.characteristic()),
    }
}

/// True when the status of a request says that it does not stand any more.
fn is_cancelled(request: &Request<'_>) -> bool {
    let status = code::<Status>(request.status()).and_then(|status| status.listed());
    status.is_some_and(|status| status.group() == StatusGroup::Cancelled)
}

/// Adds a document, or what a second form of it says more: the same DOCS often stands once under the traveller and once under the flight.
/// Documents without a number are told apart by dates and places.
fn add_document<'a>(person: &mut Passenger<'a>, document: TravelDocument<'a>) {
    let may_be = |known: &TravelDocument<'a>| match document.number {
        Some(_) => agree(known.kind.as_ref(), document.kind.as_ref()),
        None => known.kind == document.kind,
    };
    let is_same = |known: &&mut TravelDocument<'a>| {
        may_be(known)
            && known.number == document.number
            && agree(known.issuer.valid(), document.issuer.valid())
            && (document.number.is_some()
                || agree(known.expiry.valid(), document.expiry.valid())
                    && agree(known.issued.valid(), document.issued.valid())
                    && agree(known.place.as_ref(), document.place.as_ref()))
    };
    if document.is_empty() {
        return;
    }
    let Some(known) = person.documents.iter_mut().take(SEARCHED).find(is_same) else {
        person.documents.push(document);
        return;
    };
    known.kind = known.kind.take().or(document.kind);
    known.place = known.place.take().or(document.place);
    known.holder = known.holder.take().or(document.holder);
    let by = known.issuer.meet(document.issuer);
    let (until, since) = (known.expiry.meet(document.expiry), known.issued.meet(document.issued));
    person.supersede(PersonFact::Issuer, by, document.location);
    person.supersede(PersonFact::Expiry, until, document.location);
    person.supersede(PersonFact::Issued, since, document.location);
}
