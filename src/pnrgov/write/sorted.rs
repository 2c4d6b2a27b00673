//! A booking sorted for writing: what stands where, and what its special requests say already. Made once a booking, so that
//! writing takes linear time.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::super::request::{self, DocaText, docs};
use crate::codes::{Code, StateCode, TravellerKind};
use crate::model::{
    Booking, Contact, ExcessBags, Fare, Passenger, Payment, PersonName, Remark, Scope, SpecialRequest,
    Ticket, letters,
};

/// A request that names more is about nobody in particular.
const MOST_OWNERS: usize = 9;

/// Items by what they belong to.
type By<'b, K, T> = HashMap<K, Vec<(usize, &'b T)>>;

pub(super) struct Sorted<'b, 'a> {
    pub(super) booking: &'b Booking<'a>,
    requests: By<'b, Scope, SpecialRequest<'a>>,
    remarks: By<'b, Scope, Remark<'a>>,
    tickets: By<'b, Option<usize>, Ticket<'a>>,
    payments: By<'b, Option<usize>, Payment<'a>>,
    fares: By<'b, Option<usize>, Fare<'a>>,
    excess_bags: By<'b, Option<usize>, ExcessBags<'a>>,
    /// What the current requests say about each traveller, and under `None` about nobody in particular.
    said: HashMap<Option<usize>, Said<'b>>,
    /// What requests say about infants, under whomever they stand.
    of_infants: Said<'b>,
    /// Numbers of the tickets of the booking, with their travellers.
    sold: HashSet<(usize, &'b str)>,
    /// Fields of the texts of all current requests, and their words: a document number is one person's, whoever gives it.
    fields: HashSet<&'b str>,
    /// Letters of the names in current DOCS: that of an infant stands under the adult.
    documented: HashSet<String>,
}

/// What requests say.
#[derive(Default)]
struct Said<'b> {
    /// Addresses (DOCA), and the states in them by purpose.
    docas: HashSet<DocaText<'b>>,
    states: HashSet<(&'b str, StateCode)>,
    /// Ticket numbers (TKNE and its kin).
    tickets: HashSet<&'b str>,
    /// The fields of their texts.
    fields: HashSet<&'b str>,
    /// The e-mail addresses in them, in capitals.
    emails: HashSet<String>,
    /// Seats that were asked for or taken.
    seats: HashSet<&'b str>,
    codes: HashSet<&'b str>,
}

fn by<'b, K: Hash + Eq, T>(items: &'b [T], key: impl Fn(&T) -> K) -> By<'b, K, T> {
    let mut sorted: By<'b, K, T> = HashMap::new();
    for (number, item) in items.iter().enumerate() {
        sorted.entry(key(item)).or_default().push((number, item));
    }
    sorted
}

fn of<'s, 'b, K: Hash + Eq, T>(
    sorted: &'s By<'b, K, T>,
    key: &K,
) -> impl Iterator<Item = (usize, &'b T)> + use<'s, 'b, K, T> {
    sorted.get(key).map(Vec::as_slice).unwrap_or_default().iter().copied()
}

impl<'b, 'a> Sorted<'b, 'a> {
    pub(super) fn new(booking: &'b Booking<'a>) -> Self {
        Self {
            booking,
            requests: by(&booking.requests, |request| request.scope),
            remarks: by(&booking.remarks, |remark| remark.scope),
            tickets: by(&booking.tickets, |ticket| ticket.traveller),
            payments: by(&booking.payments, |payment| payment.ticket),
            fares: by(&booking.fares, |fare| fare.traveller),
            excess_bags: by(&booking.excess_bags, |bags| bags.traveller),
            said: said(booking),
            of_infants: of_infants(booking),
            sold: booking
                .tickets
                .iter()
                .filter_map(|ticket| Some((ticket.traveller?, ticket.number.as_ref()?.0.as_ref())))
                .collect(),
            fields: current(booking)
                .flat_map(|(_, text)| text.split('/').chain(text.split(['/', ' '])))
                .map(str::trim)
                .collect(),
            documented: current(booking)
                .filter(|(code, _)| *code == "DOCS")
                .filter_map(|(_, text)| docs(text))
                .map(|read| letters(&format!("{}{}{}", read.surname, read.given, read.second)))
                .collect(),
        }
    }

    pub(super) fn requests(
        &self,
        scope: Scope,
    ) -> impl Iterator<Item = &'b SpecialRequest<'a>> + use<'_, 'b, 'a> {
        of(&self.requests, &scope).map(|(_, request)| request)
    }

    pub(super) fn remarks(&self, scope: Scope) -> impl Iterator<Item = &'b Remark<'a>> + use<'_, 'b, 'a> {
        of(&self.remarks, &scope).map(|(_, remark)| remark)
    }

    /// Tickets with their numbers.
    pub(super) fn tickets(
        &self,
        traveller: Option<usize>,
    ) -> impl Iterator<Item = (usize, &'b Ticket<'a>)> + use<'_, 'b, 'a> {
        of(&self.tickets, &traveller)
    }

    pub(super) fn payments(
        &self,
        ticket: Option<usize>,
    ) -> impl Iterator<Item = &'b Payment<'a>> + use<'_, 'b, 'a> {
        of(&self.payments, &ticket).map(|(_, payment)| payment)
    }

    pub(super) fn fares(
        &self,
        traveller: Option<usize>,
    ) -> impl Iterator<Item = &'b Fare<'a>> + use<'_, 'b, 'a> {
        of(&self.fares, &traveller).map(|(_, fare)| fare)
    }

    pub(super) fn excess_bags(
        &self,
        traveller: Option<usize>,
    ) -> impl Iterator<Item = &'b ExcessBags<'a>> + use<'_, 'b, 'a> {
        of(&self.excess_bags, &traveller).map(|(_, bags)| bags)
    }

    /// What is said about a traveller, and about nobody in particular.
    fn about(&self, place: Option<usize>) -> impl Iterator<Item = &Said<'b>> {
        let own = place.and_then(|place| self.said.get(&Some(place)));
        own.into_iter().chain(self.said.get(&None))
    }

    /// What is said about a person; that of an infant may stand under the adult.
    fn about_person(&self, place: usize, person: &Passenger<'_>) -> impl Iterator<Item = &Said<'b>> {
        let kind = person.kind.as_ref().and_then(Code::listed);
        let is_infant =
            kind.is_some_and(TravellerKind::is_infant) || person.name.title.as_deref() == Some("INF");
        self.about(Some(place)).chain(is_infant.then_some(&self.of_infants))
    }

    /// True when a value is a field of the text of a request about a person.
    pub(super) fn says_of(&self, place: usize, person: &Passenger<'_>, value: &str) -> bool {
        self.about_person(place, person).any(|said| said.fields.contains(value))
    }

    /// True when a request gives an address of a person.
    pub(super) fn has_doca(&self, place: usize, person: &Passenger<'_>, doca: &DocaText<'_>) -> bool {
        self.about_person(place, person).any(|said| said.docas.contains(doca))
    }

    /// True when a request gives the state of an address of a person.
    pub(super) fn says_state(
        &self,
        place: usize,
        person: &Passenger<'_>,
        purpose: &str,
        state: StateCode,
    ) -> bool {
        self.about_person(place, person).any(|said| said.states.contains(&(purpose, state)))
    }

    /// True when a ticket is in the booking, or a request about a person gives its number.
    pub(super) fn has_ticket(&self, place: usize, person: &Passenger<'_>, number: &str) -> bool {
        self.sold.contains(&(place, number))
            || self.about_person(place, person).any(|said| said.tickets.contains(number))
    }

    /// True when a DOCS is a traveller's own, or gives the name.
    pub(super) fn has_docs(&self, place: usize, name: &PersonName<'_>) -> bool {
        let own = self.said.get(&Some(place)).is_some_and(|said| said.codes.contains("DOCS"));
        own || self.documented.contains(&name.letters())
    }

    /// True when a value stands in the text of a request.
    pub(super) fn says(&self, value: &str) -> bool {
        self.fields.contains(value)
    }

    /// True when a request gives a contact.
    pub(super) fn gives_contact(&self, place: Option<usize>, address: &str) -> bool {
        let capitals = address.to_uppercase();
        self.about(place).any(|said| said.fields.contains(address) || said.emails.contains(&capitals))
    }

    /// True when a seat was asked for or taken by a traveller, or by nobody in particular.
    pub(super) fn has_seat(&self, place: usize, seat: &str) -> bool {
        self.about(Some(place)).any(|said| said.seats.contains(seat))
    }
}

impl<'b> Said<'b> {
    /// Notes what the text of a request says.
    fn take(&mut self, code: &str, text: &'b str) {
        self.fields.extend(text.split('/').map(str::trim));
        match code {
            "CTCE" => {
                self.emails.insert(Contact::email_of_request(text).to_uppercase());
            }
            "DOCA" => {
                if let Some(doca) = request::doca(text) {
                    self.states
                        .extend(request::state(doca.country.as_bytes()).map(|state| (doca.purpose, state)));
                    self.docas.insert(DocaText { of_infant: false, ..doca });
                }
            }
            "TKNE" | "TKNA" | "TKNM" => self.tickets.extend(request::ticket_number(text)),
            _ => {}
        }
    }
}

/// What requests say about infants.
fn of_infants<'b>(booking: &'b Booking<'_>) -> Said<'b> {
    let mut said = Said::default();
    for (code, text) in current(booking) {
        let is_theirs = match code {
            "DOCA" => request::doca(text).is_some_and(|read| read.of_infant),
            "DOCO" => request::doco(text).is_some_and(|read| read.of_infant),
            "TKNE" | "TKNA" | "TKNM" => text.trim_start_matches(['/', ' ']).starts_with("INF"),
            _ => false,
        };
        if is_theirs {
            said.take(code, text);
        }
    }
    said
}

/// Codes and texts of current requests.
fn current<'b>(booking: &'b Booking<'_>) -> impl Iterator<Item = (&'b str, &'b str)> {
    let current = booking.requests.iter().filter(|request| request.scope.is_current());
    current.filter_map(|request| Some((request.code.0.as_ref(), request.text.as_ref()?.0.as_ref())))
}

/// What current requests and boardings say, by traveller: the one under whom they stand, else those whom they name.
fn said<'b>(booking: &'b Booking<'_>) -> HashMap<Option<usize>, Said<'b>> {
    // The first traveller who has a reference, as the reader takes it.
    let mut references: HashMap<&str, usize> = HashMap::new();
    for (place, person) in booking.travellers.iter().enumerate() {
        if let Some(reference) = &person.reference {
            references.entry(reference.0.as_ref()).or_insert(place);
        }
    }
    let mut said: HashMap<Option<usize>, Said<'b>> = HashMap::new();
    for request in booking.requests.iter().filter(|request| request.scope.is_current()) {
        let named =
            request.travellers().filter_map(|reference| references.get(reference.0.as_ref()).copied());
        let mut owners: Vec<Option<usize>> = match request.scope {
            Scope::Traveller(place) => vec![Some(place)],
            _ => named.map(Some).collect(),
        };
        if owners.is_empty() || owners.len() > MOST_OWNERS {
            owners = vec![None];
        }
        let text = request.text.as_ref().map(|text| text.0.as_ref());
        for owner in owners {
            let said = said.entry(owner).or_default();
            said.codes.insert(request.code.0.as_ref());
            if let Some(text) = text {
                said.take(&request.code.0, text);
            }
        }
        for detail in &request.details {
            let reference =
                detail.traveller.as_ref().and_then(|reference| references.get(reference.0.as_ref()));
            let owner = match request.scope {
                Scope::Traveller(place) => Some(place),
                _ => reference.copied(),
            };
            said.entry(owner).or_default().seats.extend(detail.seat.as_ref().map(|seat| seat.0.as_ref()));
        }
    }
    for boarding in booking.itinerary.iter().flat_map(|segment| &segment.boardings) {
        let seats = &mut said.entry(boarding.place).or_default().seats;
        seats.extend(boarding.seat.as_ref().map(|seat| seat.0.as_ref()));
    }
    said
}
